//! A poll, a place and a warning: composed, voted in, opened.

use crate::browser::program;
use crate::browser::world::{World, in_stream, put_into};

/// Chooses the audience and shares.
async fn for_family(ada: &crate::browser::window::Window) {
    ada.click("[data-audience] > summary").await;
    ada.choose("//dialog", "Family").await;
    ada.press_in("//dialog", "Use this audience").await;
    ada.see("1 person").await;
    ada.press("Share").await;
}

#[tokio::test]
async fn a_poll_is_asked_and_voted_in_and_a_sensitive_post_is_opened() {
    World::run("extras", program(), async |world: &World| {
        let (ada, others) = world.with(&["bo"]).await;
        let [bo] = &others[..] else { panic!("one has joined") };
        put_into(&ada, "bo", "Family").await;
        put_into(bo, "ada", "Friends").await;
        ada.go("/stream").await;
        ada.fill("Your post", "When do we meet?").await;
        ada.click("summary[aria-label='Add a poll']").await;
        ada.fill("Question", "Which evening?").await;
        ada.fill("Answers", "Tuesday\nThursday").await;
        ada.click("summary[aria-label='Add a place']").await;
        ada.fill("Place", "The allotment").await;
        for_family(&ada).await;
        in_stream(&ada, "When do we meet?").await;
        ada.see("The allotment").await;

        bo.go("/stream").await;
        in_stream(bo, "When do we meet?").await;
        bo.see("You see how it stands once you have voted.").await;
        bo.press("Thursday").await;
        bo.press("Vote").await;
        bo.see("Your vote counts.").await;
        bo.see("100 %").await;
        bo.press("Change your vote").await;
        bo.press_in("//details[@open]", "Tuesday").await;
        bo.press("Vote").await;
        bo.see("1 person voted").await;
        bo.find(".poll__answer:first-child svg").await;

        ada.go("/stream").await;
        ada.fill("Your post", "The nail went right through").await;
        ada.click("summary[aria-label='Add a warning']").await;
        ada.fill("What to be warned of, in a few words", "Blood").await;
        for_family(&ada).await;
        in_stream(&ada, "The nail went right through").await;
        bo.go("/stream").await;
        bo.see("Blood").await;
        bo.see_no("The nail went right through").await;
        bo.click(".shield > summary").await;
        bo.see("The nail went right through").await;
        bo.click("article details.menu > summary").await;
        bo.press("Bookmark").await;
        bo.see("The post is among your bookmarks.").await;
        bo.go("/bookmarks").await;
        bo.see("Blood").await;
    })
    .await;
}
