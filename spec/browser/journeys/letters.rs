//! A conversation between three, live where it is open.

use crate::browser::program;
use crate::browser::world::{World, put_into};

#[tokio::test]
async fn three_people_write_to_each_other_and_one_leaves() {
    World::run("letters", program(), async |world: &World| {
        let (ada, others) = world.with(&["bo", "eve"]).await;
        let [bo, eve] = &others[..] else {
            panic!("two have joined")
        };
        for (one, name) in [(bo, "bo"), (eve, "eve")] {
            put_into(&ada, name, "Family").await;
            put_into(one, "ada", "Friends").await;
        }
        ada.go("/conversations").await;
        ada.see("No conversations yet").await;
        ada.press("Write to someone").await;
        let pod: String = ada.told("return location.host").await;
        ada.fill("To", &format!("bo@{pod}, eve@{pod}")).await;
        ada.fill("Subject", "Grandma's birthday").await;
        ada.fill("Message", "Who bakes?").await;
        ada.press("Send").await;
        ada.see("Your message is sent.").await;
        ada.see("Only the 3 of you can read this.").await;

        bo.go("/stream").await;
        bo.find("a[aria-label='Conversations, 1 unread']").await;
        bo.click("a[href='/conversations']").await;
        bo.click(".talk__list nav a").await;
        bo.see("Who bakes?").await;
        bo.fill("Write a message", "I do").await;
        bo.ctrl_enter().await;
        bo.find(".message--mine").await;
        // Without loading the page again.
        ada.see("I do").await;

        eve.go("/conversations").await;
        eve.click(".talk__list nav a").await;
        eve.press("Leave").await;
        eve.press_in("//dialog", "Leave").await;
        eve.see("You have left the conversation.").await;
        eve.see("No conversations yet").await;
        bo.press("Take back").await;
        bo.see("The message is taken back.").await;
        ada.see_no("I do").await;
    })
    .await;
}
