//! Signing in and out, and a forgotten password.

use std::time::Duration;

use entity::user::State;
use samara::domain::account::second_step;
use samara::job::{Job, Letter};
use sea_orm::Set;

use super::entrance::{account, change, forgotten, jobs, letters};
use crate::support::pod::TestPod;

const ALICE: [(&str, &str); 2] = [("username", "alice"), ("password", "correct horse alice")];

#[rocket::async_test]
async fn one_signs_in_by_name_or_by_address() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    for name in ["alice", "ALICE ", "alice@mail.example", "Alice@Mail.example"] {
        let browser = pod.visitor();
        let answer = browser.post("/sign-in", &[("username", name), ALICE[1]]).await;
        assert_eq!((answer.status(), answer.location()), (303, "/stream"), "{name}");
        let cookie = answer
            .headers()
            .into_iter()
            .find(|(_, value)| value.starts_with("samara="))
            .unwrap()
            .1;
        assert!(
            cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"),
            "{cookie}"
        );
        assert_eq!(browser.get("/stream").await.status(), 200);
    }
}

#[rocket::async_test]
async fn the_cookie_is_bound_to_the_host_where_there_is_tls() {
    let pod = TestPod::with(&[("address", "https://pod.example")]).await;
    pod.user("alice").await;
    let browser = pod.visitor();
    let answer = browser.post("/sign-in", &ALICE).await;
    let cookie = answer
        .headers()
        .into_iter()
        .find(|(_, value)| value.starts_with("__Host-samara="))
        .unwrap()
        .1;
    assert!(cookie.contains("Secure") && !cookie.contains("Domain"), "{cookie}");
    let out = browser.post("/sign-out", &[]).await;
    assert_eq!(out.header("Clear-Site-Data"), Some("\"cache\", \"cookies\""));
}

#[rocket::async_test]
async fn who_is_not_there_is_answered_like_a_wrong_password() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    let wrong = pod
        .visitor()
        .post("/sign-in", &[("username", "alice"), ("password", "wrong")])
        .await;
    let nobody = pod
        .visitor()
        .post("/sign-in", &[("username", "alicf"), ("password", "wrong")])
        .await;
    assert_eq!(wrong.status(), 422);
    assert_eq!(
        (wrong.status(), wrong.text().replace("alice", "*")),
        (nobody.status(), nobody.text().replace("alicf", "*"))
    );
    assert_eq!(wrong.headers(), nobody.headers());
}

#[rocket::async_test]
async fn ten_wrong_passwords_close_the_door_for_a_quarter_of_an_hour_even_to_the_right_one() {
    let pod = TestPod::with(&[("limits.sign_in_per_address", "1000")]).await;
    pod.user("alice").await;
    for name in ["alice", "nobody"] {
        for _ in 0..10 {
            let answer = pod
                .visitor()
                .post("/sign-in", &[("username", name), ("password", "wrong")])
                .await;
            assert_eq!(answer.status(), 422, "{name}");
        }
        let right = [("username", name), ("password", "correct horse alice")];
        assert_eq!(pod.visitor().post("/sign-in", &right).await.status(), 429, "{name}");
    }
    // The other name of the same account opens no second door, and tells nobody that it is one.
    let by_address = [("username", "alice@mail.example"), ("password", "correct horse alice")];
    assert_eq!(pod.visitor().post("/sign-in", &by_address).await.status(), 422);
    pod.advance(Duration::from_secs(901));
    assert_eq!(pod.visitor().post("/sign-in", &ALICE).await.status(), 303);
}

#[rocket::async_test]
async fn whoever_signs_in_often_is_not_shut_out() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    for _ in 0..25 {
        assert_eq!(pod.visitor().post("/sign-in", &ALICE).await.status(), 303);
    }
}

#[rocket::async_test]
async fn one_address_cannot_try_many_names_whatever_headers_it_sends() {
    let pod = TestPod::with(&[("limits.sign_in_per_address", "12")]).await;
    let mut last = 0;
    for n in 0..13 {
        let spoofed = format!("198.51.100.{n}");
        let visitor = pod
            .visitor()
            .with("X-Real-IP", &spoofed)
            .with("X-Forwarded-For", &spoofed);
        let name = format!("name{n}");
        last = visitor
            .post("/sign-in", &[("username", name.as_str()), ("password", "wrong")])
            .await
            .status();
    }
    assert_eq!(last, 429);
}

#[rocket::async_test]
async fn signing_in_begins_a_new_session_and_ends_the_one_before() {
    let pod = TestPod::new().await;
    let browser = pod.browser("alice").await;
    let before = browser.secret().unwrap();
    browser.post("/sign-in", &ALICE).await;
    let after = browser.secret().unwrap();
    assert_ne!(before, after);
    let old = pod.visitor().with("Cookie", &format!("samara={before}"));
    assert_eq!(
        old.get("/stream").await.status(),
        303,
        "the session of before is worth nothing"
    );
    let planted = pod.visitor().with("Cookie", "samara=planted");
    planted.post("/sign-in", &ALICE).await;
    assert_ne!(planted.secret().as_deref(), Some("planted"));
}

#[rocket::async_test]
async fn who_signs_out_is_out_with_every_cookie() {
    let pod = TestPod::new().await;
    let browser = pod.browser("alice").await;
    let secret = browser.secret().unwrap();
    assert_eq!(browser.get("/sign-out").await.status(), 404, "not by a link");
    assert_eq!(
        browser.post_raw("/sign-out", b"csrf=wrong".to_vec()).await.status(),
        403
    );
    assert_eq!(
        browser.get("/stream").await.status(),
        200,
        "nor by a form of somebody else"
    );
    browser.post("/sign-out", &[]).await;
    assert_eq!(browser.secret(), None);
    let replayed = pod.visitor().with("Cookie", &format!("samara={secret}"));
    assert_eq!(replayed.get("/stream").await.status(), 303);
}

#[rocket::async_test]
async fn after_signing_in_one_goes_where_one_wanted_but_never_elsewhere() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    let sent = pod.visitor().get("/contacts?aspect=3").await;
    if sent.status() == 303 {
        assert_eq!(sent.location(), "/sign-in?to=%2Fcontacts%3Faspect%3D3");
    }
    for to in ["/contacts?aspect=3", "/settings/profile"] {
        let answer = pod.visitor().post("/sign-in", &[ALICE[0], ALICE[1], ("to", to)]).await;
        assert_eq!(answer.location(), to);
    }
    let evil = [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/%2Fevil.example",
        "/%5cevil.example",
        "https:evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "javascript:alert(1)",
        " //evil.example",
        "/.//evil.example",
        "evil.example",
        "///evil.example",
        "/%2e%2e//evil.example",
    ];
    for to in evil {
        let answer = pod.visitor().post("/sign-in", &[ALICE[0], ALICE[1], ("to", to)]).await;
        assert_eq!(answer.location(), "/stream", "{to:?}");
        let query: String = url::form_urlencoded::byte_serialize(to.as_bytes()).collect();
        let page = pod.visitor().get(&format!("/sign-in?to={query}")).await;
        assert!(page.text().contains("name=\"to\" value=\"\""), "{to:?}");
    }
}

#[rocket::async_test]
async fn a_locked_account_is_told_after_the_right_password_only() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    change(
        &pod,
        alice.user,
        entity::user::ActiveModel {
            state: Set(State::Locked),
            ..Default::default()
        },
    )
    .await;
    let right = pod.visitor().post("/sign-in", &ALICE).await;
    assert_eq!(right.status(), 403);
    assert!(right.text().contains("locked"));
    let wrong = pod.visitor().post("/sign-in", &[ALICE[0], ("password", "wrong")]).await;
    assert_eq!(wrong.status(), 422);
    assert!(!wrong.text().contains("locked"));
}

#[rocket::async_test]
async fn a_closing_account_can_be_opened_again_after_the_right_password() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let later = samara::domain::account::close::When::Later;
    pod.act(async |tx| samara::domain::account::close::close(tx, alice.user, later).await)
        .await
        .unwrap();
    let stranger = pod.visitor();
    assert_eq!(stranger.post("/sign-in/reopen", &[]).await.location(), "/sign-in");
    let browser = pod.visitor();
    assert_eq!(browser.post("/sign-in", &ALICE).await.location(), "/sign-in/reopen");
    assert_eq!(browser.secret(), None);
    assert_eq!(browser.get("/sign-in/reopen").await.status(), 200);
    assert_eq!(browser.post("/sign-in/reopen", &[]).await.location(), "/stream");
    assert_eq!(account(&pod, "alice").await.unwrap().state, State::Active);
    assert_eq!(browser.get("/stream").await.status(), 200);
}

async fn with_second_step(pod: &TestPod) -> entity::user::Model {
    let alice = pod.user("alice").await;
    let on = entity::user::ActiveModel {
        totp_secret: Set(Some(pod.vault.lock(
            &pod.random,
            &second_step::purpose(alice.user),
            "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
        ))),
        totp_since: Set(Some(pod.clock.now())),
        ..Default::default()
    };
    change(pod, alice.user, on).await;
    account(pod, "alice").await.unwrap()
}

fn code(pod: &TestPod, user: &entity::user::Model) -> String {
    let secret = second_step::secret(&pod.vault, user).unwrap();
    second_step::code_at(&secret, pod.clock.now().seconds()).unwrap()
}

#[rocket::async_test]
async fn where_a_code_is_asked_for_the_password_alone_opens_nothing() {
    let pod = TestPod::new().await;
    let user = with_second_step(&pod).await;
    let browser = pod.visitor();
    assert_eq!(
        browser.post("/sign-in", &ALICE).await.location(),
        "/sign-in/code?to=%2Fstream"
    );
    assert_eq!(browser.secret(), None);
    assert_eq!(browser.get("/stream").await.status(), 303);
    let good = code(&pod, &user);
    assert_eq!(
        pod.visitor().post("/sign-in/code", &[("code", &good)]).await.location(),
        "/sign-in"
    );
    assert_eq!(browser.post("/sign-in/code", &[("code", "000000")]).await.status(), 422);
    let answer = browser
        .post("/sign-in/code", &[("code", &good), ("to", "/contacts")])
        .await;
    assert_eq!((answer.status(), answer.location()), (303, "/contacts"));
    assert!(browser.secret().is_some());
}

#[rocket::async_test]
async fn the_time_between_password_and_code_is_five_minutes() {
    let pod = TestPod::new().await;
    let user = with_second_step(&pod).await;
    let browser = pod.visitor();
    browser.post("/sign-in", &ALICE).await;
    pod.advance(Duration::from_secs(302));
    let answer = browser.post("/sign-in/code", &[("code", &code(&pod, &user))]).await;
    assert_eq!(answer.location(), "/sign-in");
    assert_eq!(browser.secret(), None);
}

#[rocket::async_test]
async fn codes_cannot_be_guessed_from_however_many_sessions() {
    let pod = TestPod::with(&[("limits.sign_in_per_address", "1000")]).await;
    let user = with_second_step(&pod).await;
    let good = code(&pod, &user);
    let mut looked_at = 0;
    for n in 0..30 {
        let browser = pod.visitor().with("X-Forwarded-For", &format!("198.51.100.{n}"));
        browser.post("/sign-in", &ALICE).await;
        let guess = format!("{n:06}");
        assert_ne!(guess, good);
        if browser.post("/sign-in/code", &[("code", &guess)]).await.status() == 422 {
            looked_at += 1;
        }
    }
    assert_eq!(looked_at, 10);
    let browser = pod.visitor();
    browser.post("/sign-in", &ALICE).await;
    assert_eq!(
        browser.post("/sign-in/code", &[("code", &good)]).await.status(),
        429,
        "not even the right one"
    );
    let told = letters(&pod)
        .await
        .iter()
        .filter(|mail| mail.letter == Letter::CodesLocked)
        .count();
    assert_eq!(told, 1, "the owner knows");
}

#[rocket::async_test]
async fn a_sign_in_from_a_new_device_is_told_by_letter() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    change(
        &pod,
        alice.user,
        entity::user::ActiveModel {
            tell_devices: Set(true),
            ..Default::default()
        },
    )
    .await;
    let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    for _ in 0..2 {
        pod.visitor().with("User-Agent", agent).post("/sign-in", &ALICE).await;
    }
    let letters = letters(&pod).await;
    assert_eq!(letters.len(), 1);
    assert_eq!(
        letters[0].letter,
        Letter::NewDevice {
            device: "Firefox, Linux".to_owned()
        }
    );
}

#[rocket::async_test]
async fn asking_for_a_new_password_does_the_same_whether_or_not_anybody_has_the_address() {
    let pod = TestPod::new().await;
    pod.user("alice").await;
    let known = pod
        .visitor()
        .post("/password/forgot", &[("email", "alice@mail.example")])
        .await;
    let unknown = pod
        .visitor()
        .post("/password/forgot", &[("email", "nobody@mail.example")])
        .await;
    assert_eq!(
        (known.status(), known.text(), known.headers()),
        (unknown.status(), unknown.text(), unknown.headers())
    );
    let jobs = jobs(&pod).await;
    assert_eq!(jobs.len(), 2);
    assert!(
        jobs.iter().all(|job| matches!(job, Job::Forgotten { .. })),
        "the request itself looks for nobody"
    );
    forgotten(&pod).await;
    assert_eq!(letters(&pod).await.len(), 1);
}

async fn link(pod: &TestPod) -> String {
    let alice = pod.user("alice").await;
    let secret = pod
        .act(async |tx| samara::domain::account::reset::link(tx, alice.user).await)
        .await
        .unwrap();
    format!("/password/reset/{secret}")
}

#[rocket::async_test]
async fn a_link_sets_a_password_once_and_signs_every_device_out() {
    let pod = TestPod::new().await;
    let device = pod.browser("alice").await;
    assert_eq!(device.get("/stream").await.status(), 200);
    let link = link(&pod).await;
    let visitor = pod.visitor();
    for _ in 0..2 {
        let page = visitor.get(&link).await;
        assert_eq!(page.status(), 200, "mail programs open links, too");
    }
    assert_eq!(visitor.post(&link, &[("password", "short")]).await.status(), 422);
    let answer = visitor.post(&link, &[("password", "a new good password")]).await;
    assert_eq!((answer.status(), answer.location()), (303, "/sign-in"));
    assert_eq!(visitor.secret(), None, "nobody is signed in by it");
    assert_eq!(device.get("/stream").await.status(), 303);
    assert_eq!(
        visitor
            .post(&link, &[("password", "another good password")])
            .await
            .status(),
        410
    );
    assert_eq!(visitor.get(&link).await.status(), 410);
    assert_eq!(pod.visitor().post("/sign-in", &ALICE).await.status(), 422);
    let new = [ALICE[0], ("password", "a new good password")];
    assert_eq!(pod.visitor().post("/sign-in", &new).await.status(), 303);
    assert!(
        letters(&pod)
            .await
            .iter()
            .any(|mail| mail.letter == Letter::PasswordChanged)
    );
}

#[rocket::async_test]
async fn a_link_is_good_for_an_hour_and_does_not_skip_the_second_step() {
    let pod = TestPod::new().await;
    let old = link(&pod).await;
    pod.advance(Duration::from_secs(3_601));
    assert_eq!(pod.visitor().get(&old).await.status(), 410);
    with_second_step(&pod).await;
    let link = link(&pod).await;
    let browser = pod.visitor();
    browser.post(&link, &[("password", "a new good password")]).await;
    let answer = browser
        .post("/sign-in", &[ALICE[0], ("password", "a new good password")])
        .await;
    assert_eq!(answer.location(), "/sign-in/code?to=%2Fstream");
    assert_eq!(browser.secret(), None);
}

#[rocket::async_test]
async fn nobody_gets_more_than_five_letters_an_hour_that_strangers_ask_for() {
    let pod = TestPod::with(&[("proxy.trusted", "127.0.0.1"), ("limits.mail_per_address", "5")]).await;
    pod.user("alice").await;
    for n in 0..50 {
        let address = format!("198.51.100.{n}");
        let path = if n % 2 == 0 { "/password/forgot" } else { "/join" };
        let name = format!("name{n}");
        let fields = [
            ("email", "alice@mail.example"),
            ("username", name.as_str()),
            ("password", "seven green kettles"),
        ];
        pod.visitor().with("X-Real-IP", &address).post(path, &fields).await;
    }
    let asked = jobs(&pod).await.into_iter().filter(|job| match job {
        Job::Forgotten { .. } => true,
        Job::Mail(mail) => mail.letter == Letter::AlreadyHere,
        Job::MakeKeys { .. }
        | Job::EmptyAccount { .. }
        | Job::Expire { .. }
        | Job::EndPoll { .. }
        | Job::Word { .. }
        | Job::Push { .. }
        | Job::Digest { .. }
        | Job::Birthdays
        | Job::ShareLater { .. }
        | Job::Preview { .. }
        | Job::DropEmoji { .. }
        | Job::FetchMedia { .. }
        | Job::EmptyMedia
        | Job::TakeFiles
        | Job::SweepFiles
        | Job::Dispatch { .. }
        | Job::PassOn { .. }
        | Job::Deliver { .. }
        | Job::FindNamed { .. }
        | Job::EmptyAbroad { .. }
        | Job::FollowAgain { .. }
        | Job::MovePhotos { .. }
        | Job::FindGuest { .. }
        | Job::FetchPosts { .. }
        | Job::FetchThread { .. }
        | Job::FetchLinked { .. }
        | Job::Flag { .. }
        | Job::SyncFollowers { .. }
        | Job::AskPod { .. }
        | Job::Sweep => false,
    });
    assert!(asked.count() <= 5);
}
