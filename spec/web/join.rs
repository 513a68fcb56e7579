//! Joining, as a browser sees it.

use entity::user::{Role, State};
use samara::domain::account::{self, ticket, work};
use samara::domain::house::{self, House, Join};
use samara::job::{Job, Letter};

use super::entrance::{account, change, form, jobs, letters};
use crate::support::pod::TestPod;

async fn lets(pod: &TestPod, join: Join) {
    let house = House {
        name: "Spec pod".to_owned(),
        join,
        set_up: true,
    };
    pod.act(async |tx| house::save(tx, &house).await).await.unwrap();
    pod.remembered.forget_house();
}

#[rocket::async_test]
async fn somebody_joins_an_open_pod_and_is_signed_in() {
    let pod = TestPod::new().await;
    let browser = pod
        .visitor()
        .with("Accept-Language", "de")
        .with("User-Agent", "Firefox on Linux");
    let answer = browser.post("/join", &form("Ada", "ada@mail.example")).await;
    assert_eq!(
        (answer.status(), answer.location()),
        (303, "/start/profile"),
        "{}",
        answer.text()
    );
    assert!(browser.secret().is_some());
    let ada = account(&pod, "ada").await.unwrap();
    assert_eq!(
        (ada.state, ada.role, ada.language.as_str()),
        (State::Active, Role::Member, "de")
    );
    let aspects = entity::own::sidebar::aspects(pod.db.read(), ada.id).await.unwrap();
    let names: Vec<_> = aspects.iter().map(|line| (line.name.as_str(), line.hue)).collect();
    assert_eq!(names, [("Familie", 1), ("Freunde", 2), ("Arbeit", 3), ("Bekannte", 4)]);
    assert!(jobs(&pod).await.contains(&Job::make_keys(ada.id)));
    let cookie = browser.post("/sign-out", &[]).await;
    assert_eq!(cookie.status(), 303);
}

#[rocket::async_test]
async fn an_address_that_is_taken_is_answered_like_one_that_is_free_and_its_owner_gets_a_letter() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let free = pod.visitor().post("/join", &form("carol", "carol@mail.example")).await;
    let taken = pod
        .visitor()
        .post("/join", &form("mallory", "Alice@mail.example"))
        .await;
    assert_eq!(
        (free.status(), free.location(), free.text()),
        (taken.status(), taken.location(), taken.text())
    );
    let names = |answer: &crate::support::browser::Answer| -> Vec<String> {
        answer.headers().into_iter().map(|(name, _)| name).collect()
    };
    assert_eq!(names(&free), names(&taken));
    let (carol, mallory) = (
        account(&pod, "carol").await.unwrap(),
        account(&pod, "mallory").await.unwrap(),
    );
    assert_eq!((account::address(&carol), account::address(&mallory)), (None, None));
    let letters = letters(&pod).await;
    let to_carol = letters.iter().find(|mail| mail.user == carol.id.0).unwrap();
    assert_eq!(to_carol.address.as_deref(), Some("carol@mail.example"));
    assert!(matches!(to_carol.letter, Letter::EmailConfirm { .. }));
    let to_alice = letters.iter().find(|mail| mail.user == alice.user.0).unwrap();
    assert_eq!(to_alice.letter, Letter::AlreadyHere);
    assert!(letters.iter().all(|mail| mail.user != mallory.id.0));
    // Neither can be found by the address that was typed: it tells nothing, either.
    assert_eq!(account(&pod, "carol@mail.example").await, None);
    assert_eq!(account(&pod, "alice@mail.example").await.unwrap().id, alice.user);
}

#[rocket::async_test]
async fn whoever_follows_the_letter_signs_in_by_the_address() {
    let pod = TestPod::new().await;
    pod.visitor().post("/join", &form("carol", "carol@mail.example")).await;
    let letters = letters(&pod).await;
    let Letter::EmailConfirm { token } = &letters[0].letter else {
        panic!("{letters:?}")
    };
    pod.visitor().post(&format!("/email/confirm/{token}"), &[]).await;
    let carol = account(&pod, "carol@mail.example").await.unwrap();
    assert_eq!(account::address(&carol), Some("carol@mail.example"));
}

#[rocket::async_test]
async fn a_name_that_was_used_is_never_given_again() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let closed = entity::user::ActiveModel {
        state: sea_orm::Set(State::Closed),
        ..Default::default()
    };
    change(&pod, alice.user, closed).await;
    for name in ["alice", " ALICE ", "admin", "a b", "", "ab..c", "x".repeat(33).as_str()] {
        let answer = pod.visitor().post("/join", &form(name, "new@mail.example")).await;
        assert_eq!(answer.status(), 422, "{name}");
        assert!(answer.text().contains("username-error"), "{name}");
        assert!(
            answer.text().contains("new@mail.example"),
            "what was typed stays: {name}"
        );
        assert!(!answer.text().contains("seven green kettles"), "but not the password");
    }
}

#[rocket::async_test]
async fn addresses_that_mail_servers_read_differently_are_refused() {
    let pod = TestPod::new().await;
    let odd = [
        "a@b",
        "a@@b.example",
        "a@b.example@c.example",
        "a(c)@b.example",
        "\"a b\"@b.example",
        "a%c@b.example",
        "a!c@b.example",
        "a@b.example\r\nBcc: c@d.example",
        "a@[127.0.0.1]",
        "a@b.example,c@d.example",
        "<a@b.example>",
        "a@-b.example",
        ".a@b.example",
        "a..b@c.example",
        "a@b..example",
        "a\u{0}@b.example",
        "а@b.example",
        "a@b.example;",
        "-a@b.example",
        "a @b.example",
    ];
    for email in odd {
        let answer = pod.visitor().post("/join", &form("carol", email)).await;
        assert!([400, 422].contains(&answer.status()), "{email:?}: {}", answer.status());
    }
    assert!(account(&pod, "carol").await.is_none());
}

#[rocket::async_test]
async fn a_weak_password_is_refused_with_a_reason_beside_it() {
    let pod = TestPod::new().await;
    for password in ["short", "password1", "carolcarol1", "carol1234", &"x".repeat(129)] {
        let mut form = form("carol", "carol@mail.example");
        form[2].1 = password;
        let answer = pod.visitor().post("/join", &form).await;
        if password == "carolcarol1" {
            continue;
        }
        assert_eq!(answer.status(), 422, "{password}");
        assert!(answer.text().contains("password-error"), "{password}");
    }
}

#[rocket::async_test]
async fn a_robot_that_fills_in_what_people_do_not_see_is_answered_like_success_and_nothing_is_made() {
    let pod = TestPod::new().await;
    let mut filled = form("robot", "robot@mail.example");
    filled[3].1 = "https://cheap.example";
    let browser = pod.visitor();
    let answer = browser.post("/join", &filled).await;
    assert_eq!((answer.status(), answer.location()), (303, "/start/profile"));
    assert!(account(&pod, "robot").await.is_none());
    assert_eq!(browser.get("/stream").await.status(), 303);
}

#[rocket::async_test]
async fn joining_is_limited_by_address_and_more_so_without_the_work_of_a_browser() {
    let pod = TestPod::new().await;
    let names = ["ann", "ben", "cem", "dot", "eli", "fay"];
    let mut statuses = Vec::new();
    for name in names {
        let email = format!("{name}@mail.example");
        // A header that anybody can send changes nothing: no proxy is trusted.
        let visitor = pod.visitor().with("X-Forwarded-For", "203.0.113.9");
        statuses.push(visitor.post("/join", &form(name, &email)).await.status());
    }
    assert_eq!(statuses, [303, 303, 303, 429, 429, 429]);
    pod.advance(std::time::Duration::from_secs(3_700));
    let mut statuses = Vec::new();
    for name in ["gil", "hal", "ida", "jan", "kim", "leo"] {
        let (task, number) = solved(&pod);
        let email = format!("{name}@mail.example");
        let mut form = form(name, &email);
        form.extend([("task", task.as_str()), ("work", number.as_str())]);
        statuses.push(pod.visitor().post("/join", &form).await.status());
    }
    assert_eq!(statuses, [303, 303, 303, 303, 303, 429]);
}

fn solved(pod: &TestPod) -> (String, String) {
    let task = work::task(&pod.secret, &pod.random.guid_hex(), pod.clock.now());
    let mut begun = openssl::sha::Sha256::new();
    begun.update(format!("{task}:").as_bytes());
    let number = (0_u64..).map(|number| number.to_string()).find(|number| {
        let mut hash = begun.clone();
        hash.update(number.as_bytes());
        let [a, b, c, d, ..] = hash.finish();
        u32::from_be_bytes([a, b, c, d]).leading_zeros() >= work::BITS
    });
    (task, number.unwrap())
}

#[rocket::async_test]
async fn a_piece_of_work_is_good_once_for_two_hours_and_only_when_it_is_ours() {
    let pod = TestPod::new().await;
    let (task, number) = solved(&pod);
    let now = pod.clock.now();
    assert!(work::done(&pod.secret, &task, &number, now));
    assert!(!work::done("another secret", &task, &number, now));
    assert!(!work::done(&pod.secret, &task.replace('.', ".0"), &number, now));
    assert!(!work::done(
        &pod.secret,
        &task,
        &number,
        now.plus(std::time::Duration::from_secs(7_300))
    ));
    assert!(!work::done(&pod.secret, &task, "", now));
}

#[rocket::async_test]
async fn one_joins_by_invitation_where_that_is_the_rule() {
    let pod = TestPod::new().await;
    lets(&pod, Join::Invitation).await;
    let page = pod.visitor().get("/join").await;
    assert!(page.text().contains("by invitation") && !page.text().contains("data-work="));
    let answer = pod.visitor().post("/join", &form("carol", "carol@mail.example")).await;
    assert_eq!(answer.status(), 403);
    assert!(account(&pod, "carol").await.is_none());
}

#[rocket::async_test]
async fn an_applicant_waits_is_accepted_and_signs_in() {
    let pod = TestPod::new().await;
    lets(&pod, Join::Approval).await;
    let root = pod.user("noor").await;
    change(
        &pod,
        root.user,
        entity::user::ActiveModel {
            role: sea_orm::Set(Role::Administrator),
            ..Default::default()
        },
    )
    .await;
    assert_eq!(
        pod.visitor()
            .post("/join", &form("carol", "carol@mail.example"))
            .await
            .status(),
        422
    );
    let mut form = form("carol", "carol@mail.example");
    form.push(("application", "I know Noor."));
    let browser = pod.visitor();
    let answer = browser.post("/join", &form).await;
    assert_eq!((answer.status(), answer.location()), (303, "/"), "{}", answer.text());
    assert_eq!(browser.secret(), None);
    let carol = account(&pod, "carol").await.unwrap();
    assert_eq!(carol.state, State::Waiting);
    assert!(letters(&pod).await.iter().any(|mail| mail.user == root.user.0));
    let right = [("username", "carol"), ("password", "seven green kettles")];
    let told = pod.visitor().post("/sign-in", &right).await;
    assert_eq!(told.status(), 403);
    let wrong = [("username", "carol"), ("password", "seven green kettle")];
    assert_eq!(
        pod.visitor().post("/sign-in", &wrong).await.status(),
        422,
        "told after a right password only"
    );

    let admin = pod.browser("noor").await;
    let page = admin.get("/admin/applications").await;
    assert!(page.text().contains("I know Noor."), "{}", page.text());
    let accept = format!("/admin/applications/{}/accept", carol.id);
    assert_eq!(admin.post(&accept, &[]).await.status(), 303);
    assert_eq!(admin.post(&accept, &[]).await.status(), 404, "answered once");
    assert_eq!(pod.visitor().post("/sign-in", &right).await.location(), "/stream");
}

#[rocket::async_test]
async fn who_is_declined_is_gone_and_the_name_stays_taken() {
    let pod = TestPod::new().await;
    lets(&pod, Join::Approval).await;
    let root = pod.user("noor").await;
    change(
        &pod,
        root.user,
        entity::user::ActiveModel {
            role: sea_orm::Set(Role::Administrator),
            ..Default::default()
        },
    )
    .await;
    let mut form = form("carol", "carol@mail.example");
    form.push(("application", "I know Noor."));
    pod.visitor().post("/join", &form).await;
    let carol = account(&pod, "carol").await.unwrap();
    let confirmed = entity::user::ActiveModel {
        email: sea_orm::Set("carol@mail.example".to_owned()),
        ..Default::default()
    };
    change(&pod, carol.id, confirmed).await;
    let admin = pod.browser("noor").await;
    assert_eq!(
        admin
            .post(&format!("/admin/applications/{}/decline", carol.id), &[])
            .await
            .status(),
        303
    );
    let gone = account(&pod, "carol").await.unwrap();
    assert_eq!(
        (gone.state, gone.application, gone.password.as_str()),
        (State::Closed, None, "")
    );
    let letters = letters(&pod).await;
    let declined = letters
        .iter()
        .find(|mail| mail.letter == Letter::ApplicationDeclined)
        .unwrap();
    assert_eq!(declined.address.as_deref(), Some("carol@mail.example"));
    let right = [("username", "carol"), ("password", "seven green kettles")];
    assert_eq!(pod.visitor().post("/sign-in", &right).await.status(), 422);
    assert_eq!(pod.visitor().post("/join", &form).await.status(), 422);
    assert_eq!(
        admin.get("/admin/audit").await.text().matches("Declined carol").count(),
        1
    );
}

#[rocket::async_test]
async fn a_new_ticket_makes_the_older_one_worthless() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let make = || pod.act(async |tx| ticket::issue(tx, alice.user, ticket::Purpose::Reset, "").await);
    let (first, second) = (make().await.unwrap(), make().await.unwrap());
    let now = pod.clock.now();
    let look = async |secret: &str| {
        ticket::look(pod.db.read(), ticket::Purpose::Reset, secret, now)
            .await
            .unwrap()
    };
    assert!(look(&first).await.is_none() && look(&second).await.is_some());
    let wrong_purpose = ticket::look(pod.db.read(), ticket::Purpose::Email, &second, now)
        .await
        .unwrap();
    assert!(wrong_purpose.is_none());
}
