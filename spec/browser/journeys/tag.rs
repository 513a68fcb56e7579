//! Tags: offered while one writes, followed where they stand, and then in the stream.

use thirtyfour::Key;

use crate::browser::program;
use crate::browser::window::Window;
use crate::browser::world::{World, in_stream, put_into, share};

/// What is offered in the field with this beginning of a tag.
async fn offered(window: &Window, field: &str, typed: &str) -> Vec<String> {
    window.find(field).await.send_keys(typed).await.expect("it takes keys");
    window.find(".completion [role=option]").await;
    window
        .told("return [...document.querySelectorAll('.completion:not([hidden]) [role=option]')].map((one) => one.textContent)")
        .await
}

#[tokio::test]
async fn a_tag_is_offered_followed_and_brings_posts_of_strangers_into_the_stream() {
    World::run("tag", program(), async |world: &World| {
        let (ada, others) = world.with(&["bo", "eve"]).await;
        let [bo, eve] = &others[..] else {
            panic!("two have joined")
        };
        ada.go("/stream").await;
        ada.fill("Your post", "Jam for everyone #plumjam").await;
        ada.click("[data-audience] > summary").await;
        ada.choose("//dialog", "Public").await;
        ada.press_in("//dialog", "Use this audience").await;
        ada.press("Share").await;
        in_stream(&ada, "Jam for everyone").await;
        put_into(&ada, "bo", "Family").await;
        share(&ada, "For the family alone #plumsecret", &["Family"], "1 person").await;

        bo.go("/stream").await;
        bo.see_no("Jam for everyone").await;
        assert_eq!(
            offered(bo, "#publisher-text", "#plum").await,
            ["#plumjam", "#plumsecret"]
        );
        eve.go("/stream").await;
        assert_eq!(
            offered(eve, "#publisher-text", "#plum").await,
            ["#plumjam"],
            "what eve may know of"
        );
        eve.keys(Key::Escape + "").await;
        eve.find("#publisher-text")
            .await
            .clear()
            .await
            .expect("it can be emptied");

        eve.go("/search?q=plum").await;
        eve.see_no("#plumsecret").await;
        eve.click("button[aria-label='Follow #plumjam']").await;
        eve.find("button[aria-label='Follow #plumjam'][aria-pressed=true]")
            .await;
        assert!(
            eve.path().await.is_ok_and(|path| path == "/search?q=plum"),
            "one stays where one is"
        );
        eve.go("/stream").await;
        in_stream(eve, "Jam for everyone").await;
        eve.click("[data-act=comment]").await;
        eve.at("/posts/*").await;
        assert_eq!(offered(eve, "#write", "So much #plu").await, ["#plumjam"]);
        eve.keys(Key::Enter + "").await;
        eve.holds(
            "the tag in the comment",
            "return document.getElementById('write').value === 'So much #plumjam '",
        )
        .await;

        eve.go("/followed-tags").await;
        in_stream(eve, "Jam for everyone").await;
        eve.click(".follow button[aria-label='Follow #plumjam']").await;
        eve.find(".follow button[aria-label='Follow #plumjam'][aria-pressed=false]")
            .await;
        eve.go("/stream").await;
        eve.find("main h1").await;
        eve.see_no("Jam for everyone").await;
        eve.go("/followed-tags").await;
        eve.fill("Follow more tags", "#plumjam").await;
        eve.press_in("//main", "Follow").await;
        eve.see("They come into your stream now.").await;
        in_stream(eve, "Jam for everyone").await;
    })
    .await;
}
