//! Ignoring somebody from their page, and making up again.

use crate::browser::program;
use crate::browser::world::{World, in_stream, put_into, share};

#[tokio::test]
async fn somebody_is_ignored_from_their_page_and_hears_nothing_of_it() {
    World::run("ignore", program(), async |world: &World| {
        let (ada, others) = world.with(&["bo"]).await;
        let bo = &others[0];
        put_into(&ada, "bo", "Family").await;
        put_into(bo, "ada", "Friends").await;
        share(&ada, "Rain again", &["Family"], "1 person").await;

        bo.go("/u/ada").await;
        in_stream(bo, "Rain again").await;
        bo.see("You share with each other").await;
        bo.click(".profile details.menu > summary").await;
        bo.press_in("//section", "Ignore").await;
        bo.see("They are not told.").await;
        bo.press("What ignoring means").await;
        bo.see("You owe nobody an explanation.").await;
        bo.go("/u/ada").await;
        bo.click(".profile details.menu > summary").await;
        bo.press_in("//section", "Ignore").await;
        bo.press_in("//form", "Ignore").await;
        bo.see("You ignore this person now.").await;
        bo.see("Stop ignoring").await;
        bo.find_no("[data-membership]").await;
        bo.go("/stream").await;
        bo.find("main h1").await;
        bo.see_no("Rain again").await;

        ada.go("/u/bo").await;
        ada.see("You share with them").await;
        ada.see_no("ignore").await;
        ada.go("/notifications").await;
        ada.see_no("ignore").await;

        bo.go("/u/ada").await;
        bo.press("Stop ignoring").await;
        bo.see("You do not ignore this person any more.").await;
        bo.see("Add to an aspect").await;
    })
    .await;
}
