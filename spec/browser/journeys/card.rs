//! The card beside a name: by mouse, by keys, and to put somebody into an aspect.

use thirtyfour::Key;

use crate::browser::program;
use crate::browser::world::{World, in_stream, put_into, share};

#[tokio::test]
async fn a_card_opens_beside_a_name_by_mouse_and_by_keys_and_closes_again() {
    World::run("card", program(), async |world: &World| {
        let (ada, others) = world.with(&["bo", "eve"]).await;
        let [bo, eve] = &others[..] else {
            panic!("two have joined")
        };
        bo.go("/settings/profile").await;
        bo.fill("Tags about you", "#sourdough").await;
        bo.press_in("//main", "Save").await;
        bo.see("Saved.").await;
        put_into(&ada, "bo", "Family").await;
        put_into(bo, "ada", "Friends").await;
        share(bo, "Good morning", &["Friends"], "1 person").await;

        ada.go("/stream").await;
        in_stream(&ada, "Good morning").await;
        ada.hover(".post__author").await;
        ada.find(".personcard").await;
        ada.see("bo@localhost").await;
        ada.see("You share with each other").await;
        ada.see("#sourdough").await;
        ada.hover("main h1").await;
        ada.find_no(".personcard").await;

        // By keys: to the post, to the name, into the card, and out of it.
        ada.keys("j").await;
        ada.keys(Key::Tab + "").await;
        ada.holds(
            "the name to have the focus",
            "return document.activeElement.matches('.post__author')",
        )
        .await;
        ada.find(".personcard").await;
        ada.keys(Key::Tab + "").await;
        ada.holds(
            "the focus in the card",
            "return !!document.activeElement.closest('.personcard')",
        )
        .await;
        ada.keys(Key::Escape + "").await;
        ada.find_no(".personcard").await;
        ada.holds(
            "the focus on the name again",
            "return document.activeElement.matches('.post__author')",
        )
        .await;

        // To put somebody into one more aspect, without leaving the page.
        ada.hover("main h1").await;
        ada.hover(".post__author").await;
        ada.click(".personcard a[data-membership]").await;
        ada.choose("//dialog", "Friends").await;
        ada.press_in("//dialog", "Save").await;
        ada.see("Saved.").await;
        ada.holds(
            "both aspects on the card",
            "return /Family.*Friends/.test(document.querySelector('.personcard a[data-membership]')?.textContent)",
        )
        .await;

        // Somebody else's eyes: nothing of how ada and bo stand with each other.
        bo.go(&format!("/posts/{}", guid(&ada).await)).await;
        bo.fill("Write a comment", &format!("Thank you, @{{ada; {}}}", handle(bo).await))
            .await;
        bo.press("Comment").await;
        bo.see("Your comment is there.").await;
        bo.hover(".comment .mention").await;
        bo.find(".personcard").await;
        bo.see("ada@localhost").await;
        eve.go("/u/bo").await;
        eve.see("bo@localhost").await;
    })
    .await;
}

async fn guid(window: &crate::browser::window::Window) -> String {
    window
        .told("return document.querySelector('article[data-post]').dataset.post")
        .await
}

/// The ID of ada on the pod of this window.
async fn handle(window: &crate::browser::window::Window) -> String {
    let host: String = window.told("return location.host").await;
    format!("ada@{host}")
}
