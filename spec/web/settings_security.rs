//! Settings of security, as a browser sees them.

use std::time::Duration;

use entity::{session, user};
use samara::domain::account::second_step::{self, code_at};
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::support::{TestPod, cast};

const LATER: Duration = Duration::from_secs(601);

#[rocket::async_test]
async fn another_password_signs_all_other_devices_out_at_once() {
    let pod = TestPod::new().await;
    let (here, elsewhere) = (pod.browser("alice").await, pod.browser("alice").await);
    assert_eq!(elsewhere.get("/settings/security").await.status(), 200);
    let old = cast::password("alice");
    let form = |old: &str, new: &str, again: &str| {
        [
            ("password", old.to_owned()),
            ("new", new.to_owned()),
            ("again", again.to_owned()),
        ]
    };
    let send = async |fields: [(&str, String); 3]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        here.post("/settings/security/password", &fields).await
    };
    for (fields, field) in [
        (
            form("wrong password", "a new long one", "a new long one"),
            "password-error",
        ),
        (form(&old, "short", "short"), "new-error"),
        (form(&old, "password", "password"), "new-error"),
        (form(&old, "a new long one", "another long one"), "again-error"),
    ] {
        let refused = send(fields).await;
        assert_eq!(refused.status(), 422);
        assert!(refused.text().contains(field), "{field}: {}", refused.text());
    }
    let changed = send(form(&old, "a new long one", "a new long one")).await;
    assert_eq!((changed.status(), changed.location()), (303, "/settings/security"));
    assert_eq!(here.get("/settings/security").await.status(), 200);
    assert_eq!(elsewhere.get("/settings/security").await.status(), 303, "signed out");
}

#[rocket::async_test]
async fn the_password_is_not_guessed_by_who_found_the_browser_open() {
    let pod = TestPod::new().await;
    let browser = pod.browser("alice").await;
    let confirm = async |password: &str| {
        browser
            .post("/settings/security/confirm", &[("password", password)])
            .await
    };
    for _ in 0..10 {
        assert_eq!(confirm("wrong password").await.status(), 422);
    }
    assert_eq!(confirm(&cast::password("alice")).await.status(), 429);
    pod.advance(Duration::from_secs(901));
    assert_eq!(confirm(&cast::password("alice")).await.status(), 303);
}

#[rocket::async_test]
async fn what_matters_asks_for_the_password_again_and_goes_on_from_there() {
    let pod = TestPod::new().await;
    let browser = pod.browser("alice").await;
    assert_eq!(browser.get("/settings/security/code").await.status(), 200);
    pod.advance(LATER);
    for path in ["/settings/security/code", "/settings/account/email"] {
        let asked = browser.get(path).await;
        assert_eq!(asked.status(), 303);
        assert!(
            asked.location().starts_with("/settings/security/confirm?to="),
            "{}",
            asked.location()
        );
        assert_eq!(browser.get(asked.location()).await.status(), 200);
    }
    for path in ["begin", "renew", "off"] {
        let asked = browser.post(&format!("/settings/security/code/{path}"), &[]).await;
        assert!(
            asked.location().starts_with("/settings/security/confirm"),
            "{path}: {}",
            asked.location()
        );
    }
    let password = cast::password("alice");
    let on = browser
        .post(
            "/settings/security/confirm",
            &[("password", password.as_str()), ("to", "/settings/security/code")],
        )
        .await;
    assert_eq!(on.location(), "/settings/security/code");
    assert_eq!(browser.get("/settings/security/code").await.status(), 200);
    for odd in [
        "//evil.example",
        "https://evil.example",
        "/%2Fevil.example",
        "/\\evil.example",
    ] {
        let on = browser
            .post("/settings/security/confirm", &[("password", &password), ("to", odd)])
            .await;
        assert_eq!(on.location(), "/settings/security", "{odd}");
    }
}

#[rocket::async_test]
async fn the_second_step_is_set_up_shown_renewed_and_switched_off() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let (browser, elsewhere) = (pod.browser("alice").await, pod.browser("alice").await);
    browser.post("/settings/security/code/begin", &[]).await;
    let page = browser.get("/settings/security/code").await.text().to_owned();
    assert!(
        page.contains("<svg class=\"qr\"") && page.contains("otpauth://totp/"),
        "{page}"
    );
    let wrong = browser.post("/settings/security/code", &[("code", "000000")]).await;
    assert_eq!(wrong.status(), 422);
    assert!(wrong.text().contains("code-error") && wrong.text().contains("<svg class=\"qr\""));
    let row = user::Entity::find_by_id(alice.user)
        .one(pod.db.read())
        .await
        .unwrap()
        .unwrap();
    let code = code_at(&second_step::secret(&pod.vault, &row).unwrap(), pod.db.now().seconds()).unwrap();
    let shown = browser.post("/settings/security/code", &[("code", &code)]).await;
    assert_eq!(
        (shown.status(), shown.text().matches("<li>").count() >= 10),
        (200, true)
    );
    assert_eq!(
        elsewhere.get("/settings/security").await.status(),
        303,
        "other devices are signed out"
    );
    assert!(
        browser
            .get("/settings/security")
            .await
            .text()
            .contains("10 recovery codes are left")
    );
    let again = browser.get("/settings/security/code").await.text().to_owned();
    assert!(
        !again.contains("otpauth:") && !again.contains("<svg class=\"qr\""),
        "the secret is shown no more"
    );
    assert_eq!(browser.post("/settings/security/code/renew", &[]).await.status(), 200);
    assert_eq!(browser.post("/settings/security/code/off", &[]).await.status(), 303);
    assert!(
        browser
            .get("/settings/security")
            .await
            .text()
            .contains("No code is asked for.")
    );
}

#[rocket::async_test]
async fn devices_are_listed_and_signed_out_one_by_one_or_all() {
    let pod = TestPod::new().await;
    let (here, first, second) = (
        pod.browser("alice").await,
        pod.browser("alice").await,
        pod.browser("alice").await,
    );
    let bobs = pod.browser("bob").await;
    let sessions = session::Entity::find().all(pod.db.read()).await.unwrap();
    let id = |browser: &crate::support::Browser<'_>| {
        let hash = samara::domain::seal::digest(&browser.secret().unwrap());
        sessions.iter().find(|row| row.hash == hash).unwrap().id
    };
    assert_eq!(here.get("/settings/security").await.text().matches("a spec").count(), 3);
    let end = async |id: entity::SessionId| here.post(&format!("/settings/security/sessions/{id}/end"), &[]).await;
    assert_eq!(end(id(&bobs)).await.status(), 404, "somebody else's device");
    assert_eq!(bobs.get("/settings/security").await.status(), 200);
    assert_eq!(end(id(&first)).await.status(), 303);
    assert_eq!(first.get("/settings/security").await.status(), 303);
    assert_eq!(second.get("/settings/security").await.status(), 200);
    here.post("/settings/security/sessions/end", &[]).await;
    assert_eq!(second.get("/settings/security").await.status(), 303);
    assert_eq!(here.get("/settings/security").await.status(), 200);
}

#[rocket::async_test]
async fn closing_asks_for_the_password_and_signs_out() {
    let pod = TestPod::new().await;
    pod.user("bob").await;
    let browser = pod.browser("alice").await;
    assert!(browser.get("/settings/security/close").await.text().contains("7 days"));
    let refused = browser
        .post("/settings/security/close", &[("password", "wrong password")])
        .await;
    assert!(refused.status() == 422 && refused.text().contains("password-error"));
    let closed = browser
        .post("/settings/security/close", &[("password", &cast::password("alice"))])
        .await;
    assert_eq!((closed.status(), closed.location()), (303, "/sign-in"));
    assert_eq!(browser.get("/settings/security").await.status(), 303);
    assert_eq!(session::Entity::find().count(pod.db.read()).await.unwrap(), 0);
}

#[rocket::async_test]
async fn nothing_happens_without_the_pages_token() {
    let pod = TestPod::new().await;
    let browser = pod.browser("alice").await;
    for path in [
        "password",
        "confirm",
        "close",
        "devices",
        "sessions/end",
        "sessions/1/end",
        "code",
        "code/begin",
        "code/renew",
        "code/off",
    ] {
        let answer = browser
            .post_raw(
                &format!("/settings/security/{path}"),
                b"csrf=made-up&password=x".to_vec(),
            )
            .await;
        assert_eq!(answer.status(), 403, "{path}");
    }
}
