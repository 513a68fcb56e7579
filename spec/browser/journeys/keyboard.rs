//! Everything by keys, and one always sees where one is.

use thirtyfour::Key;

use crate::browser::program;
use crate::browser::window::Window;
use crate::browser::world::{World, put_into, share};

/// The words of the post that has the focus.
async fn current(window: &Window, words: &str) {
    let script =
        format!("return !!document.activeElement.closest('article[data-post]')?.innerText.includes({words:?})");
    window.holds(&format!("the focus on “{words}”"), &script).await;
}

#[tokio::test]
async fn single_keys_walk_open_write_search_and_explain_themselves() {
    World::run("keyboard", program(), async |world: &World| {
        let (ada, _) = world.with(&["bo"]).await;
        put_into(&ada, "bo", "Family").await;
        for text in ["The first", "The second", "The third"] {
            share(&ada, text, &["Family"], "1 person").await;
        }
        ada.go("/stream").await;
        ada.find("article[data-post]").await;
        ada.holds(
            "the script",
            "return !document.querySelector('[data-preview-switch]').hidden",
        )
        .await;
        ada.keys("j").await;
        current(&ada, "The third").await;
        ada.keys("j").await;
        current(&ada, "The second").await;
        ada.keys("k").await;
        current(&ada, "The third").await;
        ada.keys("n").await;
        ada.holds(
            "the cursor in the publisher",
            "return document.activeElement.id === 'publisher-text'",
        )
        .await;
        ada.keys("jk").await;
        let typed: String = ada.told("return document.activeElement.value").await;
        assert_eq!(typed, "jk", "while one types, keys are letters");
        ada.keys(Key::Escape + "").await;
        ada.holds(
            "the publisher left",
            "return document.activeElement.id !== 'publisher-text'",
        )
        .await;
        ada.keys("/").await;
        ada.holds(
            "the cursor in the search",
            "return document.activeElement.matches('[data-search]')",
        )
        .await;
        ada.keys(Key::Escape + "").await;
        ada.keys("?").await;
        ada.see("Next and previous post").await;
        ada.keys(Key::Escape + "").await;
        ada.find_no("dialog").await;
        ada.keys("j").await;
        ada.keys("o").await;
        ada.at("/posts/*").await;
    })
    .await;
}

#[tokio::test]
async fn the_focus_is_seen_and_the_first_stop_leads_past_the_frame() {
    World::run("focus", program(), async |world: &World| {
        let ada = world.set_up("ada").await;
        for path in ["/stream", "/settings/profile", "/contacts"] {
            ada.go(path).await;
            ada.find("main h1").await;
            ada.keys(Key::Tab + "").await;
            ada.holds("the way past the frame", "return document.activeElement.matches('a.skip')").await;
            let seen = "const box = document.activeElement.getBoundingClientRect(); return box.top >= 0 && box.height > 10";
            ada.holds("it is seen", seen).await;
            for _ in 0..25 {
                ada.keys(Key::Tab + "").await;
                let unseen: Option<String> = ada
                    .told(
                        "const at = document.activeElement; const look = (one) => { const style = getComputedStyle(one); \
                         return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none'; }; \
                         return look(at) || at.parentElement && look(at.parentElement) || at === document.body ? null : at.outerHTML.slice(0, 200)",
                    )
                    .await;
                assert_eq!(unseen, None, "the focus cannot be seen at {path}");
            }
        }
        ada.go("/stream").await;
        ada.find("main h1").await;
        ada.keys(Key::Tab + "").await;
        ada.keys(Key::Enter + "").await;
        ada.holds("the content", "return document.activeElement.id === 'main'").await;
    })
    .await;
}
