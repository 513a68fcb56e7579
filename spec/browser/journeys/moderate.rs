//! Something rude is reported and looked at; what comes of it for whoever wrote it, and for whoever reported it.

use crate::browser::program;
use crate::browser::window::Window;
use crate::browser::world::{PASSWORD, World, in_stream, put_into, sign_in};

#[tokio::test]
async fn a_rude_comment_is_reported_and_deleted_by_whoever_runs_the_pod() {
    World::run("moderate", program(), async |world: &World| {
        let (ada, others) = world.with(&["bo", "eve"]).await;
        let [bo, eve] = &others[..] else {
            panic!("two have joined")
        };
        put_into(eve, "bo", "Friends").await;
        bo.go("/stream").await;
        bo.fill("Your post", "Plums for everyone").await;
        bo.click("[data-audience] > summary").await;
        bo.choose("//dialog", "Public").await;
        bo.press_in("//dialog", "Use this audience").await;
        bo.press("Share").await;
        in_stream(bo, "Plums for everyone").await;
        eve.go("/stream").await;
        in_stream(eve, "Plums for everyone").await;
        eve.click("[data-act=comment]").await;
        eve.fill("Write a comment", "What a rude word").await;
        eve.ctrl_enter().await;
        eve.see("Your comment is there.").await;

        bo.go("/notifications").await;
        bo.click("a[href*='#comment-']").await;
        bo.press_in("//article[contains(@class, 'comment')]", "Report").await;
        bo.see("The moderators of this pod see what you report").await;
        bo.fill("What is wrong with it?", "It is rude").await;
        bo.press("Report").await;
        bo.see("The moderators will look at it.").await;

        ada.go("/notifications").await;
        ada.see("has reported something.").await;
        ada.go("/admin/reports").await;
        ada.see("It is rude").await;
        ada.click(".row__name a").await;
        ada.see("What a rude word").await;
        ada.press("Delete it").await;
        ada.press_in("//dialog", "Delete it").await;
        ada.see("It is done, and whoever reported it is told.").await;

        bo.go("/notifications").await;
        bo.see("The moderators have seen to what you reported.").await;
        bo.go("/stream").await;
        bo.see("Plums for everyone").await;
        bo.see_no("What a rude word").await;
        eve.go("/notifications").await;
        eve.see("The moderators took away something that you wrote.").await;
    })
    .await;
}

/// Reports what has this address.
async fn report(who: &Window, path: &str, reason: &str) {
    who.go(&format!("{path}/report")).await;
    who.fill("What is wrong with it?", reason).await;
    who.press("Report").await;
    who.see("The moderators will look at it.").await;
}

/// Opens the report that waits, which has this reason.
async fn open(moderator: &Window, reason: &str) {
    moderator.go("/admin/reports").await;
    moderator.click(".row--unread .row__name a").await;
    moderator.see(reason).await;
}

/// Sees at the bell that there is one thing to read, and reads it.
async fn told(who: &Window, words: &str) {
    who.go("/help").await;
    who.find("a[aria-label='Notifications, 1 unread']").await;
    who.go("/notifications").await;
    who.see(words).await;
}

#[tokio::test]
async fn a_moderator_dismisses_warns_locks_and_closes_and_an_administrator_opens_again() {
    World::run("moderator", program(), async |world: &World| {
        let (ada, others) = world.with(&["bo", "eve", "mo"]).await;
        let [bo, eve, mo] = &others[..] else {
            panic!("three have joined")
        };
        ada.go("/admin/people?q=mo").await;
        let chosen = "const role = document.querySelector('select[name=role]'); \
                      role.value = [...role.options].find((one) => one.text === 'Moderator').value; return true";
        let _: bool = ada.told(chosen).await;
        ada.press_in("//tbody", "Save").await;
        ada.see("The role is changed.").await;
        bo.go("/stream").await;
        bo.fill("Your post", "Plums, you fools").await;
        bo.click("[data-audience] > summary").await;
        bo.choose("//dialog", "Public").await;
        bo.press_in("//dialog", "Use this audience").await;
        bo.press("Share").await;
        in_stream(bo, "Plums, you fools").await;
        let post: String = bo
            .told("return `/posts/${document.querySelector('article[data-post]').dataset.post}`")
            .await;
        let person: String = bo.told("return `/people/${document.body.dataset.me}`").await;
        let seen_to = "The moderators have seen to what you reported.";
        let done = "It is done, and whoever reported it is told.";

        report(eve, &person, "I do not like him").await;
        open(mo, "I do not like him").await;
        mo.press("Nothing").await;
        mo.see(done).await;
        told(eve, seen_to).await;

        report(eve, &post, "He calls us fools").await;
        open(mo, "He calls us fools").await;
        mo.see("Plums, you fools").await;
        mo.fill("A sentence to whoever is meant (may stay empty)", "Be kinder, please")
            .await;
        mo.press("Warn").await;
        mo.see(done).await;
        told(eve, seen_to).await;
        told(bo, "The moderators ask you to mind the rules of this pod.").await;
        bo.see("Be kinder, please").await;
        bo.go(&post).await;
        bo.see("Plums, you fools").await;

        report(eve, &person, "He goes on").await;
        open(mo, "He goes on").await;
        mo.press("Lock the account").await;
        mo.press_in("//dialog", "Lock the account").await;
        mo.see(done).await;
        bo.go("/stream").await;
        bo.at("/sign-in*").await;
        sign_in(bo, "bo", PASSWORD).await;
        bo.see("This account was locked by those who run this pod.").await;
        eve.go(&post).await;
        eve.see("Plums, you fools").await;
        ada.go("/admin/people?q=bo").await;
        ada.press("Unlock bo").await;
        ada.see("Unlocked.").await;
        sign_in(bo, "bo", PASSWORD).await;
        bo.at("/stream").await;

        report(eve, &person, "And on").await;
        open(mo, "And on").await;
        mo.press("Close the account").await;
        mo.press_in("//dialog", "Close the account").await;
        mo.see(done).await;
        for (who, page) in [(eve, &post), (bo, &person)] {
            who.go(page).await;
            who.see("Nothing here").await;
        }
        mo.go("/admin/people?q=bo").await;
        mo.see("Nothing here").await;
        ada.go("/admin/people?q=bo").await;
        ada.press("Open again bo").await;
        ada.see("The account is open again").await;
        eve.go(&post).await;
        eve.see("Plums, you fools").await;
        sign_in(bo, "bo", PASSWORD).await;
        bo.at("/stream").await;
        in_stream(bo, "Plums, you fools").await;
    })
    .await;
}
