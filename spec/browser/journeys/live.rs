//! What is new appears while one is looking.

use crate::browser::program;
use crate::browser::world::{World, in_stream, put_into, share};

#[tokio::test]
async fn a_new_post_announces_itself_and_comes_by_a_click() {
    World::run("live", program(), async |world: &World| {
        let (ada, others) = world.with(&["bo", "eve"]).await;
        let [bo, eve] = &others[..] else {
            panic!("two have joined")
        };
        put_into(&ada, "bo", "Family").await;
        put_into(bo, "ada", "Friends").await;
        bo.go("/stream").await;
        eve.go("/stream").await;
        share(&ada, "Fresh bread", &["Family"], "1 person").await;
        bo.press("1 new post").await;
        in_stream(bo, "Fresh bread").await;
        bo.find_no(".newposts").await;
        // Who was put into an aspect, and now got a post, hears of both at the bell; who got nothing hears nothing.
        share(&ada, "More bread", &["Family"], "1 person").await;
        bo.see("1 new post").await;
        assert!(
            !eve.told::<bool>("return !!document.querySelector('.newposts')").await,
            "eve hears of no post"
        );
    })
    .await;
}
