//! A very long post does not push the others away, and can be read to its end.

use serde_json::json;

use crate::browser::program;
use crate::browser::world::{World, in_stream, only, put_into, share};

#[tokio::test]
async fn a_very_long_post_is_folded_in_streams_and_whole_on_its_page() {
    World::run("long", program(), async |world: &World| {
        let (ada, others) = world.with(&["bo"]).await;
        let bo = &others[0];
        put_into(&ada, "bo", "Family").await;
        put_into(bo, "ada", "Friends").await;
        share(&ada, "A short one", &["Family"], "1 person").await;
        ada.go("/stream").await;
        let long: String = (1..400).map(|n| format!("Line {n} of my life\n\n")).collect();
        let paste = "const field = document.getElementById('publisher-text'); field.value = arguments[0]; \
                     field.dispatchEvent(new Event('input', { bubbles: true })); return true";
        let _: bool = ada.ask(paste, vec![json!(long)]).await.expect("a text can be pasted");
        ada.click("[data-audience] > summary").await;
        only(&ada, &["Family"]).await;
        ada.press_in("//dialog", "Use this audience").await;
        ada.press("Share").await;
        in_stream(&ada, "Line 1 of my life").await;

        bo.go("/stream").await;
        in_stream(bo, "Line 1 of my life").await;
        bo.find("button[aria-expanded=false]").await;
        let short = "return document.querySelector('.post__body').getBoundingClientRect().height < 700";
        bo.holds("a folded post", short).await;
        bo.press("Show more").await;
        bo.holds("the whole post", "return document.querySelector('.post__body').getBoundingClientRect().height > 5000")
            .await;
        bo.press("Show less").await;
        bo.holds("a folded post again", short).await;
        bo.holds("its head where one can see it", "const top = document.querySelector('article[data-post]').getBoundingClientRect().top; return top > -5 && top < innerHeight")
            .await;
        let shorts: i64 = bo
            .told("return document.querySelectorAll('.unfold').length")
            .await;
        assert_eq!(shorts, 1, "a short post has nothing to unfold");

        bo.click("article[data-post] [data-act=open]").await;
        bo.at("/posts/*").await;
        bo.see("Line 399 of my life").await;
        bo.find_no(".unfold").await;
    })
    .await;
}
