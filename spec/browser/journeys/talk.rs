//! What is said under a post: by whom it was shared with, and for them.

use crate::browser::program;
use crate::browser::world::{World, in_stream, put_into, share};

#[tokio::test]
async fn a_comment_is_written_answered_and_taken_away_again() {
    World::run("talk", program(), async |world: &World| {
        let (ada, others) = world.with(&["bo", "eve"]).await;
        let [bo, eve] = &others[..] else {
            panic!("two have joined")
        };
        put_into(&ada, "bo", "Family").await;
        put_into(bo, "ada", "Friends").await;
        share(&ada, "The plum tree gave in", &["Family"], "1 person").await;
        bo.go("/stream").await;
        in_stream(bo, "The plum tree gave in").await;
        bo.click("[data-act=comment]").await;
        bo.see("The people who have this post will see it.").await;
        bo.fill("Write a comment", "Two jars, please").await;
        bo.ctrl_enter().await;
        bo.see("Your comment is there.").await;

        ada.go("/notifications").await;
        ada.see("commented on your post.").await;
        ada.click("a[href*='#comment-']").await;
        ada.see("Two jars, please").await;
        ada.press_in("//article[contains(@class, 'comment')]", "Answer").await;
        ada.see("You answer bo.").await;
        ada.fill("Write a comment", "They are yours").await;
        ada.press("Comment").await;
        ada.find(".comment--answer").await;

        bo.go("/stream").await;
        in_stream(bo, "The plum tree gave in").await;
        bo.see("2 comments").await;
        bo.see("They are yours").await;
        let post: String = bo
            .told("return document.querySelector('article[data-post]').dataset.post")
            .await;
        eve.go(&format!("/posts/{post}")).await;
        eve.see("There is nothing at this address").await;

        bo.click("[data-act=comment]").await;
        bo.find(".comment--answer").await;
        bo.press_in("//article[contains(@class, 'comment')]", "Delete").await;
        bo.see("Delete this comment?").await;
        bo.press("Delete").await;
        bo.see("The comment is deleted.").await;
        bo.see_no("Two jars, please").await;
        bo.see("They are yours").await;
        bo.find_no(".comment--answer").await;
    })
    .await;
}

#[tokio::test]
async fn what_is_said_while_a_post_is_read_is_announced_and_shown_when_asked_for() {
    World::run("talk-live", program(), async |world: &World| {
        let (ada, others) = world.with(&["bo"]).await;
        let bo = &others[0];
        put_into(&ada, "bo", "Family").await;
        put_into(bo, "ada", "Friends").await;
        share(&ada, "The plum tree gave in", &["Family"], "1 person").await;
        in_stream(&ada, "The plum tree gave in").await;
        ada.click("[data-act=comment]").await;
        ada.find("[data-thread]").await;
        bo.go("/stream").await;
        in_stream(bo, "The plum tree gave in").await;
        bo.click("[data-act=comment]").await;
        bo.fill("Write a comment", "Two jars, please").await;
        bo.ctrl_enter().await;
        bo.see("Your comment is there.").await;
        ada.see("1 new comment").await;
        ada.see_no("Two jars, please").await;
        ada.press("1 new comment").await;
        ada.see("Two jars, please").await;
        ada.see_no("1 new comment").await;
    })
    .await;
}
