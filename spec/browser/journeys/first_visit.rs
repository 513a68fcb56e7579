//! From nothing to a pod that somebody runs.

use crate::browser::program;
use crate::browser::window::Window;
use crate::browser::world::{PASSWORD, World, sign_in, sign_out};

async fn runs_the_pod(window: &Window) {
    window.go("/admin").await;
    window.find("main h1").await;
    assert_eq!(
        window.text().await.map(|text| text.contains("How it stands")).ok(),
        Some(true),
        "ada sees how the pod stands"
    );
}

#[tokio::test]
async fn the_first_visitor_sets_the_pod_up_and_runs_it() {
    World::run("first_visit", program(), async |world: &World| {
        let ada = world.set_up("ada").await;
        runs_the_pod(&ada).await;
        sign_out(&ada).await;
        sign_in(&ada, "ada", "not the password").await;
        ada.see("Name and password do not match.").await;
        let typed = ada
            .field("Username or e-mail")
            .await
            .value()
            .await
            .expect("a field has a value");
        assert_eq!(typed.as_deref(), Some("ada"), "what was typed stays");
        sign_in(&ada, "ada", PASSWORD).await;
        ada.at("/stream").await;
        runs_the_pod(&ada).await;
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_said_beside_its_field_and_what_was_typed_stays() {
    World::run("first_refusals", program(), async |world: &World| {
        let ada = world.window("ada").await;
        ada.go("/").await;
        ada.at("/setup").await;
        ada.fill("Name of the pod", "Larch").await;
        ada.fill("Username", "Ada Lovelace").await;
        ada.fill("E-mail", "ada@mail.example").await;
        ada.fill("Password", PASSWORD).await;
        ada.press("Begin").await;
        ada.see("Use only small letters").await;
        assert_eq!(ada.field("Name of the pod").await.value().await.ok().flatten().as_deref(), Some("Larch"));
        let beside: bool = ada
            .told(
                "const field = document.getElementById('username'); \
                 return document.getElementById(field.getAttribute('aria-describedby')).innerText.includes('small letters') \
                 && field.getAttribute('aria-invalid') === 'true'",
            )
            .await;
        assert!(beside, "the sentence belongs to its field");
    })
    .await;
}
