//! Resharing a public post, and what is left of it when its root is deleted.

use crate::browser::program;
use crate::browser::world::{World, in_stream, put_into};

#[tokio::test]
async fn a_post_is_reshared_and_its_root_deleted() {
    World::run("reshare", program(), async |world: &World| {
        let (ada, others) = world.with(&["bo", "eve"]).await;
        let [bo, eve] = &others[..] else {
            panic!("two have joined")
        };
        put_into(bo, "ada", "Friends").await;
        put_into(eve, "bo", "Friends").await;
        ada.go("/stream").await;
        ada.fill("Your post", "Plum jam for everyone").await;
        ada.click("[data-audience] > summary").await;
        ada.choose("//dialog", "Public").await;
        ada.press_in("//dialog", "Use this audience").await;
        ada.press("Share").await;
        in_stream(&ada, "Plum jam for everyone").await;
        ada.find_no("[data-act=reshare]").await;

        bo.go("/stream").await;
        in_stream(bo, "Plum jam for everyone").await;
        bo.click("[data-act=reshare]").await;
        bo.see("A reshare is public").await;
        bo.fill("A word of your own, if you like", "Go and get some").await;
        bo.press("Reshare").await;
        bo.see("You have reshared the post.").await;
        bo.find(".reshared").await;

        eve.go("/stream").await;
        in_stream(eve, "Go and get some").await;
        eve.see("Plum jam for everyone").await;
        ada.go("/notifications").await;
        ada.see("reshared your post.").await;
        ada.click(".told__what a").await;
        ada.see("1 reshare").await;
        ada.click("article details.menu > summary").await;
        ada.press_in("//details[@open]", "Delete").await;
        ada.press_in("//dialog", "Delete").await;
        ada.see("The post is deleted.").await;

        eve.go("/stream").await;
        in_stream(eve, "Go and get some").await;
        eve.see("The post that was shown here is not there any more.").await;
        eve.see_no("Plum jam").await;
    })
    .await;
}
