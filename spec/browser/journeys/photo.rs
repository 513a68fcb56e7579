//! Photos from the publisher to the one that is open over the page, by mouse and by keys.

use crate::browser::program;
use crate::browser::world::World;
use crate::support::photo::picture;

#[tokio::test]
async fn two_photos_are_added_described_put_in_order_shared_opened_by_keys_and_removed() {
    World::run("photo", program(), async |world: &World| {
        let ada = world.set_up("ada").await;
        let paths: Vec<String> = [("one.png", 60), ("two.png", 200)]
            .map(|(name, shade)| {
                let path = world.file(name);
                std::fs::write(&path, picture(900, 600, shade)).unwrap();
                path.display().to_string()
            })
            .into();
        ada.go("/stream").await;
        ada.attach("form[data-publisher] [data-uploads-files]", &paths).await;
        ada.see("All photos are here.").await;
        ada.holds(
            "both are there",
            "return document.querySelectorAll('form[data-publisher] input[name=photo]').length === 2",
        )
        .await;
        let first = ada.find("form[data-publisher] .upload:first-child textarea").await;
        first.send_keys("The first tree").await.unwrap();
        // One down, by its button; the point that matters, by the arrow keys.
        ada.click("form[data-publisher] .upload:first-child [data-move='1']")
            .await;
        let spot = ada.find("form[data-publisher] .upload:last-child .upload__focus").await;
        spot.focus().await.unwrap();
        ada.keys(thirtyfour::Key::Left + "").await;
        ada.click("[data-audience] > summary").await;
        ada.find("dialog[open] [data-chooser]").await;
        ada.choose("//dialog", "Public").await;
        ada.press_in("//dialog", "Use this audience").await;
        ada.find_no("dialog").await;
        ada.click("form[data-publisher] [data-send]").await;
        ada.find(".stream .photos--2, .photos--2").await;
        ada.holds(
            "in the order that was chosen",
            "const all = [...document.querySelectorAll('.photos--2 img')]; \
             return all.length === 2 && all[1].alt === 'The first tree' && all[1].dataset.fx === '45'",
        )
        .await;
        // Open, on, back, and closed: the focus is where it was.
        let link = ada.find(".photos--2 a.photo").await;
        link.focus().await.unwrap();
        ada.keys(thirtyfour::Key::Enter + "").await;
        ada.find("dialog.lightbox[open]").await;
        ada.keys(thirtyfour::Key::Right + "").await;
        ada.see("2 of 2").await;
        ada.see("The first tree").await;
        ada.keys(thirtyfour::Key::Left + "").await;
        ada.see("1 of 2").await;
        ada.keys(thirtyfour::Key::Escape + "").await;
        ada.holds(
            "closed, and the focus given back",
            "return !document.querySelector('dialog[open]') && document.activeElement.matches('.photos--2 a.photo')",
        )
        .await;
        // Its own page takes it away again.
        ada.click(".photos--2 a.photo[data-alt='']").await;
        ada.click("dialog.lightbox a.link").await;
        ada.press_in("//main", "Delete it").await;
        ada.click("dialog[open] [data-yes]").await;
        ada.see("The photo was deleted.").await;
        ada.find(".photos--1").await;
    })
    .await;
}
