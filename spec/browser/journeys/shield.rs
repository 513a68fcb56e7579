//! What is not for every eye: the posts of somebody who shields all of theirs.

use crate::browser::program;
use crate::browser::world::{World, in_stream, put_into, share};

#[tokio::test]
async fn shielded_posts_are_opened_one_by_one_or_always() {
    World::run("shield", program(), async |world: &World| {
        let (ada, others) = world.with(&["bo"]).await;
        let bo = &others[0];
        put_into(&ada, "bo", "Family").await;
        put_into(bo, "ada", "Friends").await;
        ada.go("/settings/profile").await;
        ada.choose("//main", "Shield my posts").await;
        ada.press_in("//main", "Save").await;
        ada.see("Saved.").await;
        ada.go("/stream").await;
        share(&ada, "A very bare tree", &["Family"], "1 person").await;

        bo.go("/stream").await;
        bo.see("Sensitive post").await;
        bo.see_no("A very bare tree").await;
        bo.click(".shield > summary").await;
        bo.see("A very bare tree").await;
        bo.reload().await;
        bo.see("Sensitive post").await;
        bo.see_no("A very bare tree").await;
        bo.go("/u/ada").await;
        bo.see("posts are shielded").await;

        bo.go("/settings/account").await;
        bo.choose("//main", "Always show sensitive posts").await;
        bo.click("main form[action='/settings/account'] .button--primary").await;
        bo.see("Saved.").await;
        bo.go("/stream").await;
        in_stream(bo, "A very bare tree").await;
        bo.find_no(".shield").await;
    })
    .await;
}
