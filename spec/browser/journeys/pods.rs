//! Two pods on one machine, as the README has a person start them: their people find each other by ID and live together, until
//! one pod blocks the other.

use crate::browser::program;
use crate::browser::served::{Served, free_port};
use crate::browser::window::Window;
use crate::browser::world::{World, in_stream, share};

/// Waits until a page shows these words: what comes from another pod comes a moment later.
async fn comes(window: &Window, path: &str, words: &str) {
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
async fn goes(window: &Window, path: &str, words: &str) {
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

#[tokio::test]
async fn people_of_two_pods_on_one_machine_share_until_one_blocks_the_other() {
    let (one, two) = (free_port(), free_port());
    let names = [
        format!("http://one.localhost:{one}"),
        format!("http://two.localhost:{two}"),
    ];
    let others = format!("127.0.0.1:{two}");
    let settings = [
        ("SAMARA_ADDRESS", names[0].as_str()),
        ("SAMARA_LISTEN", &format!("127.0.0.1:{one}")),
        ("SAMARA_REACHABLE_ALSO", others.as_str()),
        ("SAMARA_LIMITS_SEARCHES_PER_MINUTE", "1000"),
    ];
    World::run_at("pods", program(), one, &settings, async |world: &World| {
        let folder = world.file("two");
        std::fs::create_dir_all(&folder).unwrap();
        let back = format!("127.0.0.1:{one}");
        let settings = [
            ("SAMARA_ADDRESS", names[1].as_str()),
            ("SAMARA_REACHABLE_ALSO", back.as_str()),
            ("SAMARA_LIMITS_SEARCHES_PER_MINUTE", "1000"),
        ];
        let other = Served::at(program(), &folder, two, &settings);
        let ada = world.set_up("ada").await;
        let bo = world.set_up_at("bo", other.address()).await;
        let (ada_id, bo_id) = (format!("ada@one.localhost:{one}"), format!("bo@two.localhost:{two}"));

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
        let lift = format!("Lift the block two.localhost:{two}");
        ada.press(&lift).await;
        ada.press_in("//dialog", &lift).await;
        ada.see("The block is lifted.").await;
        ada.go("/stream").await;
        ada.see("Two jars, please").await;
    })
    .await;
}
