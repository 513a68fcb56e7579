//! Liking a post and a comment, with the heart and with another emoji.

use crate::browser::program;
use crate::browser::world::{World, in_stream, put_into, share};

#[tokio::test]
async fn a_post_and_a_comment_are_liked_in_place_and_no_longer() {
    World::run("like", program(), async |world: &World| {
        let (ada, others) = world.with(&["bo"]).await;
        let [bo] = &others[..] else { panic!("one has joined") };
        put_into(&ada, "bo", "Family").await;
        put_into(bo, "ada", "Friends").await;
        share(&ada, "The plum tree gave in", &["Family"], "1 person").await;
        bo.go("/stream").await;
        in_stream(bo, "The plum tree gave in").await;
        bo.press("Like").await;
        bo.see("1 like").await;
        bo.find("[data-act=like][aria-pressed=true]").await;
        let stays: String = bo.told("return location.pathname").await;
        assert_eq!(stays, "/stream", "liking leads nowhere");
        bo.click("[data-react]").await;
        bo.press("🎉").await;
        bo.find("[data-act=like] .likes__emoji").await;
        bo.see("1 like").await;
        bo.click("[data-react]").await;
        bo.fill("Another emoji", "lovely").await;
        bo.press("React").await;
        bo.see("This is not one emoji").await;

        ada.go("/notifications").await;
        ada.see("reacted to your post with 🎉").await;
        ada.click(".told__what a").await;
        ada.fill("Write a comment", "Eleven kilos").await;
        ada.press("Comment").await;
        ada.see("Your comment is there.").await;
        ada.click(".post__actions a[href$='/likes']").await;
        ada.see("Everyone who sees the post can see who likes it.").await;
        ada.see("🎉").await;

        bo.go("/stream").await;
        bo.see("Eleven kilos").await;
        bo.press_in("//article[contains(@class, 'comment')]", "Like").await;
        bo.find(".comment [data-act=like][aria-pressed=true]").await;
        bo.click(".post__actions [data-act=like]").await;
        bo.find(".post__actions [data-act=like][aria-pressed=false]").await;
        bo.go("/commented").await;
        bo.see("You have not commented on a post yet").await;
        bo.go("/liked").await;
        bo.see("You have not liked a post yet").await;
        ada.go("/notifications").await;
        ada.see("likes your comment.").await;
        ada.see_no("reacted to your post").await;
    })
    .await;
}
