//! Two pods on one machine, as the README has a person start them: their people find each other by ID and live together, until
//! one pod blocks the other, or one of them leaves.

use crate::browser::program;
use crate::browser::served::{Served, free_port};
use crate::browser::window::Window;
use crate::browser::world::{PASSWORD, World, in_stream, only, share, sign_in};

/// Waits until a page shows these words: what comes from another pod comes a moment later.
pub(super) async fn comes(window: &Window, path: &str, words: &str) {
    let mut looked = 0;
    loop {
        window.go(path).await;
        let text = window.text().await.unwrap_or_default();
        if text.contains(words) {
            return;
        }
        looked += 1;
        assert!(looked < 60, "“{words}” does not come to {path}: {text}");
        tokio::time::sleep(std::time::Duration::from_millis(250)).await;
    }
}

/// Waits until a page does not show them any more.
pub(super) async fn goes(window: &Window, path: &str, words: &str) {
    let mut looked = 0;
    loop {
        window.go(path).await;
        if !window.text().await.unwrap_or_default().contains(words) {
            return;
        }
        looked += 1;
        assert!(looked < 60, "“{words}” does not go from {path}");
        tokio::time::sleep(std::time::Duration::from_millis(250)).await;
    }
}

/// Finds somebody by their whole ID and puts them into an aspect, on their page.
async fn befriend(window: &Window, id: &str, aspect: &str) {
    comes(window, &format!("/search?q={id}"), id).await;
    window.at("/people/*").await;
    window.click("a[data-membership]").await;
    window.choose("//dialog", aspect).await;
    window.press_in("//dialog", "Save").await;
    window.see("Saved.").await;
}

/// Two pods that reach each other, and their names.
async fn two_pods(name: &str, life: impl AsyncFnOnce(&World, &Served, [String; 2])) {
    let (one, two) = (free_port(), free_port());
    let hosts = [format!("one.localhost:{one}"), format!("two.localhost:{two}")];
    let address = |host: &str| format!("http://{host}");
    let others = format!("127.0.0.1:{two}");
    let settings = [
        ("SAMARA_ADDRESS", address(&hosts[0])),
        ("SAMARA_LISTEN", format!("127.0.0.1:{one}")),
        ("SAMARA_REACHABLE_ALSO", others),
        ("SAMARA_LIMITS_SEARCHES_PER_MINUTE", "1000".to_owned()),
    ];
    let settings = settings.each_ref().map(|(name, value)| (*name, value.as_str()));
    World::run_at(name, program(), one, &settings, async |world: &World| {
        let folder = world.file("two");
        std::fs::create_dir_all(&folder).unwrap();
        let settings = [
            ("SAMARA_ADDRESS", address(&hosts[1])),
            ("SAMARA_REACHABLE_ALSO", format!("127.0.0.1:{one}")),
            ("SAMARA_LIMITS_SEARCHES_PER_MINUTE", "1000".to_owned()),
        ];
        let settings = settings.each_ref().map(|(name, value)| (*name, value.as_str()));
        let other = Served::at(program(), &folder, two, &settings);
        life(world, &other, hosts.clone()).await;
    })
    .await;
}

#[tokio::test]
async fn people_of_two_pods_on_one_machine_share_until_one_blocks_the_other() {
    two_pods("pods", async |world, other, [one, two]| {
        let ada = world.set_up("ada").await;
        let bo = world.set_up_at("bo", other.address()).await;
        let (ada_id, bo_id) = (format!("ada@{one}"), format!("bo@{two}"));

        befriend(&ada, &bo_id, "Friends").await;
        befriend(&bo, &ada_id, "Family").await;
        comes(&ada, "/notifications", "now shares with you.").await;

        share(&ada, "Plums for my friends", &["Friends"], "1 person").await;
        comes(&bo, "/stream", "Plums for my friends").await;
        in_stream(&bo, "Plums for my friends").await;
        bo.click("[data-act=comment]").await;
        bo.fill("Write a comment", "Two jars, please").await;
        bo.ctrl_enter().await;
        bo.see("Your comment is there.").await;
        comes(&ada, "/stream", "Two jars, please").await;
        ada.click("article[data-post] [data-like]").await;

        share(&ada, "A word too much", &["Friends"], "1 person").await;
        comes(&bo, "/stream", "A word too much").await;
        let find = "return [...document.querySelectorAll('article[data-post]')] \
                    .find((post) => post.innerText.includes('A word too much')).dataset.post";
        let post: String = ada.told(find).await;
        ada.go(&format!("/posts/{post}/delete")).await;
        ada.press_in("//main", "Delete").await;
        goes(&bo, "/stream", "A word too much").await;

        ada.go("/admin/pods").await;
        ada.click("tr[data-pod] a").await;
        ada.see(&bo_id).await;
        ada.fill("Reason", "They shout").await;
        ada.press_in("//form[.//input[@name='reason']]", "Block").await;
        ada.press_in("//dialog", "Block").await;
        ada.see("This pod is blocked.").await;
        ada.go("/stream").await;
        in_stream(&ada, "Plums for my friends").await;
        ada.see_no("Two jars, please").await;
        ada.go(&format!("/search?q={bo_id}")).await;
        ada.see("have blocked this person or their pod").await;
        ada.go("/admin/blocks").await;
        let lift = format!("Lift the block {two}");
        ada.press(&lift).await;
        ada.press_in("//dialog", &lift).await;
        ada.see("The block is lifted.").await;
        ada.go("/stream").await;
        ada.see("Two jars, please").await;
    })
    .await;
}

/// Writes to somebody, by their ID.
async fn writes_to(window: &Window, id: &str, subject: &str, text: &str) {
    window.go("/conversations").await;
    window.press("Write to someone").await;
    window.fill("To", id).await;
    window.fill("Subject", subject).await;
    window.fill("Message", text).await;
    window.press("Send").await;
    window.see("Your message is sent.").await;
}

#[tokio::test]
async fn people_of_two_pods_vote_write_to_each_other_take_back_and_one_closes_their_account() {
    two_pods("pods-2", async |world, other, [one, two]| {
        let ada = world.set_up("ada").await;
        let bo = world.set_up_at("bo", other.address()).await;
        let link = world.invite(&bo, "friends").await;
        let eve = world.join_at("eve", &link, other.address()).await;
        let (ada_id, eve_id) = (format!("ada@{one}"), format!("eve@{two}"));
        befriend(&ada, &eve_id, "Friends").await;
        befriend(&eve, &ada_id, "Family").await;
        comes(&ada, "/notifications", "now shares with you.").await;

        ada.go("/stream").await;
        ada.fill("Your post", "When do we meet?").await;
        ada.click("summary[aria-label='Add a poll']").await;
        ada.fill("Question", "Which evening?").await;
        ada.fill("Answers", "Tuesday\nThursday").await;
        ada.click("[data-audience] > summary").await;
        only(&ada, &["Friends"]).await;
        ada.press_in("//dialog", "Use this audience").await;
        ada.press("Share").await;
        in_stream(&ada, "When do we meet?").await;
        comes(&eve, "/stream", "Which evening?").await;
        eve.press("Thursday").await;
        eve.press("Vote").await;
        eve.see("Your vote counts.").await;
        comes(&ada, "/stream", "1 person voted").await;

        writes_to(&ada, &eve_id, "Jam", "Two jars?").await;
        comes(&eve, "/conversations", "Jam").await;
        eve.click(".talk__list nav a").await;
        eve.see("Two jars?").await;
        for words in ["Three, please", "Or four"] {
            eve.fill("Write a message", words).await;
            eve.ctrl_enter().await;
            // Without loading the page again, where it is open.
            ada.see(words).await;
            eve.see(words).await;
        }
        eve.press("Take back").await;
        eve.see("The message is taken back.").await;
        ada.see_no("Three, please").await;

        share(&eve, "Plums from eve", &["Family"], "1 person").await;
        comes(&ada, "/stream", "Plums from eve").await;
        let closed = other
            .command(&["account", "close", "eve", "--now"])
            .output()
            .expect("the program is there");
        assert!(closed.status.success(), "{}", String::from_utf8_lossy(&closed.stderr));
        goes(&ada, "/stream", "Plums from eve").await;
        goes(&ada, "/contacts", &eve_id).await;
        ada.go(&format!("/search?q={eve_id}")).await;
        ada.see("Nobody").await;
    })
    .await;
}

#[tokio::test]
async fn somebody_moves_to_another_pod_and_their_friends_go_along() {
    two_pods("pods-3", async |world, other, [one, two]| {
        let ada = world.set_up("ada").await;
        let eva = world.join("eva", &world.invite(&ada, "friends").await).await;
        let bo = world.set_up_at("bo", other.address()).await;
        let link = world.invite(&bo, "friends").await;
        let eve = world.join_at("eve", &link, other.address()).await;
        let (eva_id, eve_id) = (format!("eva@{one}"), format!("eve@{two}"));
        befriend(&ada, &eve_id, "Friends").await;
        comes(&eve, "/notifications", "now shares with you.").await;

        // First too early: the new account has not said yet that the old one was hers.
        let leave = async |password: &str| {
            eve.go("/settings/account").await;
            eve.press("Move…").await;
            eve.fill("Address of my new account", &eva_id).await;
            eve.fill("Your password now", password).await;
            eve.press("Move away").await;
        };
        leave(PASSWORD).await;
        eve.see("does not say that this one was yours").await;
        eva.go("/settings/moving").await;
        eva.fill("Address of the account that I leave", &eve_id).await;
        eva.press("Name it").await;
        eva.see("The account is named.").await;
        leave("not the password").await;
        eve.see("This is not your password").await;
        leave(PASSWORD).await;
        eve.see("You have moved.").await;

        comes(&ada, "/notifications", "has moved to another pod").await;
        goes(&ada, "/contacts", &eve_id).await;
        comes(&ada, "/contacts", &eva_id).await;
        share(&ada, "Plums for my friends", &["Friends"], "1 person").await;
        comes(&eva, "/notifications", "now shares with you.").await;
        comes(&eva, "/u/ada", "Plums for my friends").await;
        sign_in(&eve, "eve", PASSWORD).await;
        eve.see("You have moved from this account to another pod.").await;
    })
    .await;
}
