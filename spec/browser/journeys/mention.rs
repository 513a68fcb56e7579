//! Naming somebody: who has the post is told, who has it not learns nothing.

use crate::browser::program;
use crate::browser::window::Window;
use crate::browser::world::{World, in_stream, only, put_into};

/// Types the beginning of a name after an @ and takes what is offered.
async fn name(window: &Window, field: &str, before: &str, beginning: &str) {
    let field = window.find(field).await;
    field
        .send_keys(format!("{before}@{beginning}"))
        .await
        .expect("it takes keys");
    window.find(".completion [role=option][aria-selected=true]").await;
    window.keys(thirtyfour::Key::Enter + "").await;
    window.find_no(".completion").await;
}

#[tokio::test]
async fn who_is_mentioned_is_told_inside_the_audience_and_not_outside() {
    World::run("mention", program(), async |world: &World| {
        let (ada, others) = world.with(&["bo", "eve"]).await;
        let [bo, eve] = &others[..] else {
            panic!("two have joined")
        };
        put_into(&ada, "bo", "Family").await;
        put_into(&ada, "eve", "Work").await;
        put_into(bo, "ada", "Friends").await;

        ada.go("/stream").await;
        ada.click("[data-audience] > summary").await;
        only(&ada, &["Family"]).await;
        ada.press_in("//dialog", "Use this audience").await;
        name(&ada, "#publisher-text", "Plums for ", "bo").await;
        name(&ada, "#publisher-text", "and none for ", "eve").await;
        ada.see("eve is mentioned but will not get this post.").await;
        ada.press("Share").await;
        in_stream(&ada, "Plums for @bo and none for eve").await;
        let linked: Vec<String> = ada
            .told("return [...document.querySelectorAll('.post__body .mention')].map((one) => one.textContent)")
            .await;
        assert_eq!(linked, ["@bo"], "who has not got the post is no link");

        bo.go("/notifications").await;
        bo.see("mentioned you in a post.").await;
        bo.press_in(
            "//*[contains(@class, 'told__what')]",
            "\u{2068}ada\u{2069} mentioned you in a post.",
        )
        .await;
        bo.at("/posts/*").await;
        name(bo, "#write", "Thank you, ", "ada").await;
        // By hand: who does not have the post is not offered.
        let host: String = bo.told("return location.host").await;
        let by_hand = format!("and @{{eve; eve@{host}}} ");
        bo.find("#write").await.send_keys(by_hand).await.expect("it takes keys");
        bo.ctrl_enter().await;
        bo.see("Your comment is there.").await;
        bo.see("Thank you, @ada and eve").await;

        ada.go("/notifications").await;
        ada.see("mentioned you in a comment.").await;
        eve.go("/notifications").await;
        eve.see("now shares with you.").await;
        assert!(
            !eve.text().await.is_ok_and(|text| text.contains("mentioned")),
            "eve hears of neither"
        );
        eve.go("/mentions").await;
        eve.see("Nobody has mentioned you yet").await;
        bo.go("/mentions").await;
        in_stream(bo, "Plums for @bo").await;
    })
    .await;
}
