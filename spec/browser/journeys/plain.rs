//! Everything works in a browser without scripts.

use crate::browser::chrome::Scripts;
use crate::browser::program;
use crate::browser::world::{PASSWORD, World, in_stream, put_into, sign_in};

#[tokio::test]
async fn without_scripts_people_sign_in_choose_share_edit_and_delete() {
    World::run("plain", program(), async |world: &World| {
        let (_, others) = world.with(&["bo"]).await;
        let ada = world.window_with("ada without scripts", Scripts::Off).await;
        sign_in(&ada, "ada", PASSWORD).await;
        ada.at("/stream").await;

        ada.go("/search?q=bo").await;
        ada.click(".row a[data-membership]").await;
        ada.at("/people/*").await;
        ada.choose("//main", "Family").await;
        ada.press_in("//main", "Save").await;
        ada.see("Saved.").await;

        ada.go("/stream").await;
        ada.find("#publisher-text")
            .await
            .send_keys("Soup at *six*")
            .await
            .expect("it takes keys");
        ada.click("[data-audience] > summary").await;
        ada.choose("//fieldset", "Family").await;
        ada.press("See who").await;
        ada.at("/posts/audience").await;
        ada.see("will get this. Nobody else can open it.").await;
        ada.see("bo@localhost").await;
        ada.press("Share").await;
        ada.see("Shared.").await;
        in_stream(&ada, "Soup at six").await;

        let bo = &others[0];
        put_into(bo, "ada", "Friends").await;
        bo.go("/stream").await;
        in_stream(bo, "Soup at six").await;

        ada.click("article .menu > summary").await;
        ada.press_in("//article", "Edit").await;
        ada.fill("Your post", "Soup at seven").await;
        ada.press("Save").await;
        ada.see("The new version is shared.").await;
        bo.reload().await;
        in_stream(bo, "Soup at seven").await;

        ada.click("article .menu > summary").await;
        ada.press_in("//article", "Delete").await;
        ada.see("This cannot be undone.").await;
        ada.press_in("//form[contains(@class, 'panel')]", "Delete").await;
        ada.see("The post is deleted.").await;
        bo.reload().await;
        bo.see_no("Soup at seven").await;
    })
    .await;
}

#[tokio::test]
async fn without_scripts_a_refusal_keeps_the_text() {
    World::run("plain_refusal", program(), async |world: &World| {
        world.set_up("ada").await;
        let ada = world.window_with("ada without scripts", Scripts::Off).await;
        sign_in(&ada, "ada", PASSWORD).await;
        ada.at("/stream").await;
        ada.find("#publisher-text")
            .await
            .send_keys("For nobody yet")
            .await
            .expect("it takes keys");
        ada.click("[data-audience] > summary").await;
        crate::browser::world::only(&ada, &[]).await;
        ada.press("Share").await;
        ada.see("Nobody is chosen yet. Choose at least one aspect or person.")
            .await;
        let kept = ada.field("Your post").await.value().await.ok().flatten();
        assert_eq!(kept.as_deref(), Some("For nobody yet"));
    })
    .await;
}
