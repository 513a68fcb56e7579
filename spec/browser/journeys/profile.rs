//! A face and a name; and what one does not want to see.

use crate::browser::program;
use crate::browser::window::Window;
use crate::browser::world::{World, in_stream, put_into, share};

/// A picture to upload: wide, red on the left and blue on the right.
fn picture(world: &World) -> String {
    let file = world.file("face.png");
    image::RgbImage::from_fn(640, 320, |x, _| {
        if x < 320 {
            image::Rgb([200, 30, 30])
        } else {
            image::Rgb([30, 30, 200])
        }
    })
    .save(&file)
    .expect("a picture can be written");
    file.display().to_string()
}

/// The colour in the middle of the picture that shows one's face on top of the page.
const MIDDLE: &str = "const face = document.querySelector('.topbar img'); if (!face?.naturalWidth) return null; \
    const canvas = document.createElement('canvas'); canvas.width = canvas.height = 9; const pen = canvas.getContext('2d'); \
    pen.drawImage(face, 0, 0, 9, 9); return [...pen.getImageData(4, 4, 1, 1).data]";

#[tokio::test]
async fn a_picture_is_cropped_and_shown_and_the_profile_says_what_was_written() {
    World::run("profile", program(), async |world: &World| {
        let ada = world.set_up("ada").await;
        ada.go("/settings/profile").await;
        let field = ada.find("#file").await;
        field.send_keys(picture(world)).await.expect("a file can be chosen");
        ada.find(".crop canvas").await.click().await.expect("it can be clicked");
        for _ in 0..30 {
            ada.keys(thirtyfour::Key::Right + "").await;
        }
        ada.press("Use this picture").await;
        ada.see("Your picture is changed.").await;
        let blue = async || {
            Ok(ada
                .ask::<Option<Vec<u8>>>(MIDDLE, vec![])
                .await?
                .filter(|pixel| pixel[2] > 150 && pixel[0] < 90))
        };
        ada.until("the right half of the picture", blue).await;

        ada.fill("Name", "Ada Lovelace").await;
        ada.fill("Tags about you", "#engines #poetry").await;
        ada.fill("About you", "I like **engines**.").await;
        ada.press_in("//main", "Save").await;
        ada.see("Saved.").await;
        ada.press("See your page").await;
        ada.at("/people/*").await;
        ada.see("Ada Lovelace").await;
        ada.see("#engines").await;
        ada.find(".profile__bio strong").await;

        ada.go("/settings/profile").await;
        ada.fill("Name", &"long ".repeat(60)).await;
        ada.press_in("//main", "Save").await;
        ada.see("This is too long").await;
        assert_eq!(
            ada.field("Name")
                .await
                .value()
                .await
                .ok()
                .flatten()
                .map(|name| name.len() > 200),
            Some(true)
        );
    })
    .await;
}

/// Opens the menu of the first post on the page.
async fn menu(window: &Window) {
    window.click("article[data-post] details.menu > summary").await;
}

#[tokio::test]
async fn a_post_is_hidden_another_pinned_and_somebody_ignored() {
    World::run("menu", program(), async |world: &World| {
        let (ada, others) = world.with(&["bo"]).await;
        let bo = &others[0];
        put_into(&ada, "bo", "Family").await;
        put_into(bo, "ada", "Friends").await;
        share(&ada, "Rain again", &["Family"], "1 person").await;
        share(&ada, "Sun at last", &["Family"], "1 person").await;

        menu(&ada).await;
        ada.press_in("//article", "Pin to your profile").await;
        ada.see("The post is pinned to your profile.").await;

        bo.go("/stream").await;
        in_stream(bo, "Sun at last").await;
        bo.click("article[data-post] .post__author").await;
        let author = bo.at("/people/*").await;
        bo.see("Pinned").await;
        bo.go("/stream").await;
        menu(bo).await;
        bo.press_in("//article", "Hide from your stream").await;
        bo.see("The post is hidden from your stream.").await;
        bo.go("/stream").await;
        in_stream(bo, "Rain again").await;
        bo.see_no("Sun at last").await;

        bo.go("/stream").await;
        menu(bo).await;
        bo.press_in("//article", "Ignore ada").await;
        bo.see("What you share does not reach them any more").await;
        bo.press_in("//dialog", "Cancel").await;
        bo.find_no("dialog").await;
        in_stream(bo, "Rain again").await;
        menu(bo).await;
        bo.press_in("//article", "Ignore ada").await;
        bo.press_in("//dialog", "Ignore ada").await;
        bo.see("You ignore this person now.").await;
        bo.go("/stream").await;
        bo.see_no("Rain again").await;
        bo.go("/ignored").await;
        bo.see("ada").await;
        bo.click(".row__acts button").await;
        bo.see("You do not ignore this person any more.").await;
        bo.go(&author).await;
        in_stream(bo, "Rain again").await;
    })
    .await;
}
