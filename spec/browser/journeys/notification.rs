//! From the bell to what happened, and back.

use thirtyfour::Key;

use crate::browser::program;
use crate::browser::world::{World, in_stream, put_into, share};

#[tokio::test]
async fn a_notification_leads_to_the_post_and_is_read_when_one_comes_back() {
    World::run("notification", program(), async |world: &World| {
        let (ada, others) = world.with(&["bo"]).await;
        let bo = &others[0];
        put_into(&ada, "bo", "Family").await;
        put_into(bo, "ada", "Friends").await;
        share(&ada, "The plum tree gave in", &["Family"], "1 person").await;
        ada.go("/notifications").await;
        ada.press("Mark all as read").await;
        ada.see("All notifications are read.").await;

        bo.go("/stream").await;
        in_stream(bo, "The plum tree gave in").await;
        bo.press("Like").await;
        bo.see("1 like").await;
        // At once, on the page that is open.
        ada.find("a[aria-label='Notifications, 1 unread']").await;
        ada.click("[data-bell]").await;
        ada.find(".row--unread").await;
        ada.see("likes your post.").await;
        ada.click(".row--unread .told__what a").await;
        ada.at("/posts/*").await;
        in_stream(&ada, "The plum tree gave in").await;
        ada.see("1 like").await;
        ada.back().await;
        ada.at("/notifications").await;
        ada.reload().await;
        ada.see("likes your post.").await;
        ada.find_no(".row--unread").await;
        ada.find("a[aria-label='Notifications, none unread']").await;

        // The face beside it leads to the person.
        ada.find(".told__who")
            .await
            .send_keys(Key::Enter + "")
            .await
            .expect("it takes keys");
        ada.at("/people/*").await;
        ada.see("bo@localhost").await;
    })
    .await;
}
