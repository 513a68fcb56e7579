//! Settings of the account, as a browser sees them.

use entity::{Reach, job, user};
use samara::job::{Job, Letter};
use sea_orm::EntityTrait;

use crate::support::TestPod;

/// The token in the last letter that waits.
async fn token(pod: &TestPod) -> String {
    let row = job::Entity::find().all(pod.db.read()).await.unwrap().pop().unwrap();
    let Job::Mail(mail) = serde_json::from_str(&row.payload).unwrap() else {
        panic!("{row:?}")
    };
    match mail.letter {
        Letter::EmailConfirm { token } | Letter::EmailChanged { token } => token,
        other => panic!("{other:?}"),
    }
}

#[rocket::async_test]
async fn language_theme_and_reach_are_kept_and_used() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let browser = pod.browser("alice").await;
    let kept = browser
        .post(
            "/settings/account",
            &[("language", "fr"), ("theme", "dark"), ("reach", "pod")],
        )
        .await;
    assert_eq!(kept.status(), 303);
    let row = user::Entity::find_by_id(alice.user)
        .one(pod.db.read())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (row.language.as_str(), row.theme.as_str(), row.default_reach),
        ("fr", "dark", Reach::Pod)
    );
    let page = browser.get("/settings/account").await.text().to_owned();
    assert!(page.contains("<html lang=\"fr\"") && page.contains("data-theme=\"dark\"") && page.contains("Réglages"));
    for odd in [
        ("xx", "dark", "pod"),
        ("fr", "pink", "pod"),
        ("fr", "dark", "moon"),
        ("", "", ""),
    ] {
        let fields = [("language", odd.0), ("theme", odd.1), ("reach", odd.2)];
        assert_eq!(
            browser.post("/settings/account", &fields).await.status(),
            422,
            "{odd:?}"
        );
    }
}

#[rocket::async_test]
async fn getting_started_begins_again() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let browser = pod.browser("alice").await;
    assert_eq!(
        browser.post("/settings/account/start-again", &[]).await.location(),
        "/start/profile"
    );
    let row = user::Entity::find_by_id(alice.user)
        .one(pod.db.read())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.started, 0);
}

#[rocket::async_test]
async fn another_address_is_confirmed_by_a_button_not_by_looking() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let (browser, elsewhere) = (pod.browser("alice").await, pod.browser("alice").await);
    let email = async || {
        user::Entity::find_by_id(alice.user)
            .one(pod.db.read())
            .await
            .unwrap()
            .unwrap()
            .email
    };
    let refused = browser
        .post("/settings/account/email", &[("email", "no address")])
        .await;
    assert!(refused.status() == 422 && refused.text().contains("email-error") && refused.text().contains("no address"));
    assert_eq!(
        browser
            .post("/settings/account/email", &[("email", "new@mail.example")])
            .await
            .status(),
        303
    );
    let path = format!("/email/confirm/{}", token(&pod).await);
    for _ in 0..2 {
        let page = browser.get(&path).await;
        assert!(page.status() == 200 && page.text().contains("new@mail.example"));
    }
    assert_eq!(email().await, "alice@mail.example");
    assert_eq!(browser.post(&path, &[]).await.location(), "/settings/account");
    assert_eq!(email().await, "new@mail.example");
    assert_eq!(
        browser.get("/settings/account").await.status(),
        200,
        "this device stays"
    );
    assert_eq!(elsewhere.get("/settings/account").await.status(), 303, "others do not");
    assert_eq!(browser.get(&path).await.status(), 410);

    let back = format!("/email/confirm/{}", token(&pod).await);
    let visitor = pod.visitor();
    assert!(visitor.get(&back).await.text().contains("alice@mail.example"));
    assert_eq!(visitor.post(&back, &[]).await.location(), "/password/forgot");
    assert_eq!(email().await, "alice@mail.example");
    assert_eq!(
        browser.get("/settings/account").await.status(),
        303,
        "every device is signed out"
    );
}

#[rocket::async_test]
async fn an_address_that_is_taken_is_answered_byte_for_byte_like_one_that_is_free() {
    let pod = TestPod::new().await;
    pod.user("bob").await;
    let browser = pod.browser("alice").await;
    let free = browser
        .post("/settings/account/email", &[("email", "free@mail.example")])
        .await;
    let taken = browser
        .post("/settings/account/email", &[("email", "bob@mail.example")])
        .await;
    assert_eq!(
        (free.status(), free.headers(), free.text()),
        (taken.status(), taken.headers(), taken.text())
    );
}

#[rocket::async_test]
async fn strangers_are_asked_to_sign_in() {
    let pod = TestPod::new().await;
    let visitor = pod.visitor();
    for path in [
        "account",
        "account/email",
        "security",
        "security/password",
        "security/code",
        "security/close",
        "security/confirm",
    ] {
        let answer = visitor.get(&format!("/settings/{path}")).await;
        assert!(
            answer.status() == 303 && answer.location().starts_with("/sign-in?to="),
            "{path}"
        );
    }
    assert_eq!(visitor.get("/email/confirm/made-up").await.status(), 410);
}
