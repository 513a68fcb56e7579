//! The publisher: what was typed is never lost.

use serde_json::json;

use crate::browser::program;
use crate::browser::window::Window;
use crate::browser::world::{World, in_stream, put_into};

async fn typed(window: &Window) -> String {
    window
        .told("return document.getElementById('publisher-text').value")
        .await
}

async fn write(window: &Window, text: &str) {
    window
        .find("#publisher-text")
        .await
        .send_keys(text)
        .await
        .expect("it takes keys");
}

/// Puts a long text into the field at once, as pasting does.
async fn paste(window: &Window, length: usize) {
    let script = "const field = document.getElementById('publisher-text'); field.value = 'a'.repeat(arguments[0]); \
                  field.dispatchEvent(new Event('input', { bubbles: true })); return true";
    let _: bool = window
        .ask(script, vec![json!(length)])
        .await
        .expect("a text can be pasted");
}

#[tokio::test]
async fn a_draft_outlives_a_reload_and_a_crash_of_the_pod() {
    World::run("draft", program(), async |world: &World| {
        let (ada, _) = world.with(&["bo"]).await;
        put_into(&ada, "bo", "Family").await;
        ada.go("/stream").await;
        write(&ada, "Half a thought").await;
        ada.see("Draft kept").await;
        ada.reload().await;
        ada.holds(
            "the draft",
            "return document.getElementById('publisher-text').value === 'Half a thought'",
        )
        .await;

        world.pod.crash();
        write(&ada, ", and the other half").await;
        ada.see("Draft kept on this device").await;
        ada.ctrl_enter().await;
        ada.see("nothing was shared").await;
        assert_eq!(typed(&ada).await, "Half a thought, and the other half");

        world.pod.go_on();
        ada.reload().await;
        ada.holds(
            "the whole draft",
            "return document.getElementById('publisher-text').value.endsWith('other half')",
        )
        .await;
        ada.click("[data-audience] > summary").await;
        crate::browser::world::only(&ada, &["Family"]).await;
        ada.press_in("//dialog", "Use this audience").await;
        ada.find("#publisher-text")
            .await
            .click()
            .await
            .expect("it can be clicked");
        ada.ctrl_enter().await;
        in_stream(&ada, "Half a thought, and the other half").await;
        ada.reload().await;
        in_stream(&ada, "Half a thought, and the other half").await;
        assert_eq!(typed(&ada).await, "", "what is shared is no draft");
    })
    .await;
}

#[tokio::test]
async fn the_preview_shows_the_post_as_others_will_read_it() {
    World::run("preview", program(), async |world: &World| {
        let ada = world.set_up("ada").await;
        write(&ada, "This is **strong**, <script>alert(1)</script> and #tagged").await;
        ada.click("[data-preview-switch]").await;
        ada.find("[data-preview] strong").await;
        ada.find("[data-preview] a[href$='/tags/tagged']").await;
        assert!(
            !ada.told::<bool>("return !!document.querySelector('[data-preview] script')")
                .await
        );
        write(&ada, " *and more*").await;
        ada.find("[data-preview] em").await;
    })
    .await;
}

#[tokio::test]
async fn too_long_empty_or_for_nobody_is_refused_and_the_text_stays() {
    World::run("publisher_refusals", program(), async |world: &World| {
        let (ada, _) = world.with(&["bo"]).await;
        put_into(&ada, "bo", "Family").await;
        ada.go("/stream").await;
        ada.click("[data-audience] > summary").await;
        crate::browser::world::only(&ada, &["Family"]).await;
        ada.press_in("//dialog", "Use this audience").await;
        paste(&ada, 65_536).await;
        ada.see("1 character").await;
        ada.press("Share").await;
        ada.see("A post can have at most 65,535 characters.").await;
        assert_eq!(typed(&ada).await.len(), 65_536);

        ada.find("#publisher-text")
            .await
            .clear()
            .await
            .expect("it can be emptied");
        write(&ada, "   ").await;
        ada.press("Share").await;
        ada.see("There is nothing to share yet.").await;

        write(&ada, "Now to nobody").await;
        ada.click("[data-audience] > summary").await;
        crate::browser::world::only(&ada, &[]).await;
        ada.press_in("//dialog", "Use this audience").await;
        ada.press("Share").await;
        ada.see("Nobody is chosen yet.").await;
        assert!(typed(&ada).await.ends_with("Now to nobody"));
    })
    .await;
}
