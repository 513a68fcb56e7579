//! Something rude is reported, looked at and deleted.

use crate::browser::program;
use crate::browser::world::{World, in_stream, put_into};

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
