//! An emoji of the pod's own: added, proposed while writing, shown in a post, and reacted with.

use crate::browser::program;
use crate::browser::window::Window;
use crate::browser::world::{World, in_stream, put_into};

/// Types the beginning of a name after a colon and takes what is offered.
async fn complete(window: &Window, field: &str, begun: &str) {
    let field = window.find(field).await;
    field.send_keys(begun).await.expect("it takes keys");
    window
        .find(".completion [role=option][aria-selected=true] img.emoji")
        .await;
    window.keys(thirtyfour::Key::Enter + "").await;
    window.find_no(".completion").await;
}

#[tokio::test]
async fn an_emoji_is_added_written_and_reacted_with() {
    World::run("emoji", program(), async |world: &World| {
        let (ada, others) = world.with(&["bo"]).await;
        let [bo] = &others[..] else { panic!("one has joined") };
        put_into(&ada, "bo", "Family").await;
        put_into(bo, "ada", "Friends").await;
        let file = world.file("jam.png");
        image::RgbImage::from_pixel(64, 64, image::Rgb([180, 20, 60]))
            .save(&file)
            .expect("a picture can be written");
        ada.go("/admin/emoji").await;
        ada.fill("Name", "plum_jam").await;
        let field = ada.find("#file").await;
        field.send_keys(file.display().to_string()).await.expect("a file can be chosen");
        ada.press("Add it").await;
        ada.see("The emoji is added.").await;
        ada.see(":plum_jam:").await;

        ada.go("/stream").await;
        complete(&ada, "#publisher-text", "Two jars :pl").await;
        ada.click("[data-audience] > summary").await;
        ada.choose("//dialog", "Family").await;
        ada.press_in("//dialog", "Use this audience").await;
        ada.see("1 person").await;
        ada.press("Share").await;
        in_stream(&ada, "Two jars").await;
        let shown = "return [...document.querySelectorAll('.post__body img.emoji')].map((one) => one.naturalWidth > 0 ? one.alt : '')";
        let alts: Vec<String> = ada.told(shown).await;
        assert_eq!(alts, [":plum_jam:"]);

        bo.go("/stream").await;
        in_stream(bo, "Two jars").await;
        bo.click("[data-react]").await;
        complete(bo, "dialog #react-typed", ":pl").await;
        bo.press("React").await;
        bo.find("[data-act=like] .likes__emoji img.emoji").await;
        bo.see("1 like").await;
        ada.go("/notifications").await;
        ada.find(".told__what img[alt=':plum_jam:']").await;
    })
    .await;
}
