//! The second step: each code once, ten tries in a quarter of an hour.

use std::time::Duration;

use entity::{job, recovery_code, session, user};
use samara::domain::account::second_step::{self, code_at};
use samara::error::{AccountRefusal, Outcome, Refusal, Stop};
use samara::job::Letter;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};

use crate::support::{Someone, TestPod};

async fn account(pod: &TestPod, of: &Someone) -> user::Model {
    user::Entity::find_by_id(of.user)
        .one(pod.db.read())
        .await
        .unwrap()
        .unwrap()
}

/// Switched on; the secret and the recovery codes.
async fn switched_on(pod: &TestPod, alice: &Someone) -> (String, Vec<String>) {
    let me = alice.me(pod).await;
    pod.act(async |tx| second_step::begin(tx, &pod.vault, alice.user).await)
        .await
        .unwrap();
    let setup = second_step::setup(&pod.vault, &account(pod, alice).await, "Spec: pod")
        .unwrap()
        .unwrap();
    assert!(
        setup.uri.starts_with("otpauth://totp/") && setup.uri.contains(&setup.secret),
        "{}",
        setup.uri
    );
    let code = code_at(&setup.secret, pod.db.now().seconds()).unwrap();
    let codes = pod
        .act(async |tx| second_step::confirm(tx, &pod.vault, alice.user, me.session.id, &code).await)
        .await
        .unwrap();
    pod.advance(Duration::from_secs(60));
    (setup.secret, codes)
}

fn is_wrong(outcome: Result<(), Stop>) -> bool {
    matches!(outcome, Err(Stop::Refused(Refusal::Account(AccountRefusal::WrongCode))))
}

async fn check_counted(pod: &TestPod, user: &user::Model, code: &str) -> Outcome<()> {
    second_step::check_counted(&pod.db, &pod.settings.limits, &pod.vault, user, code).await
}

#[rocket::async_test]
async fn it_is_on_only_after_the_first_code() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let (here, elsewhere) = (alice.me(&pod).await, alice.me(&pod).await);
    pod.act(async |tx| second_step::begin(tx, &pod.vault, alice.user).await)
        .await
        .unwrap();
    assert!(!second_step::is_on(&account(&pod, &alice).await));
    let wrong = pod
        .act(async |tx| second_step::confirm(tx, &pod.vault, alice.user, here.session.id, "000000").await)
        .await;
    assert!(wrong.is_err() && !second_step::is_on(&account(&pod, &alice).await));
    let secret = second_step::secret(&pod.vault, &account(&pod, &alice).await).unwrap();
    let code = code_at(&secret, pod.db.now().seconds()).unwrap();
    let codes = pod
        .act(async |tx| second_step::confirm(tx, &pod.vault, alice.user, here.session.id, &code).await)
        .await
        .unwrap();
    assert!(second_step::is_on(&account(&pod, &alice).await));
    assert_eq!((codes.len(), codes[0].len()), (10, 19));
    let ids: Vec<_> = session::Entity::find()
        .all(pod.db.read())
        .await
        .unwrap()
        .iter()
        .map(|row| row.id)
        .collect();
    assert!(
        ids.contains(&here.session.id) && !ids.contains(&elsewhere.session.id),
        "other devices are signed out"
    );
    let stored = recovery_code::Entity::find().all(pod.db.read()).await.unwrap();
    assert!(
        stored
            .iter()
            .all(|row| row.hash.len() == 64 && !codes.contains(&row.hash)),
        "only hashes are kept"
    );
}

#[rocket::async_test]
async fn whoever_has_the_database_alone_cannot_make_codes() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let (secret, _) = switched_on(&pod, &alice).await;
    let kept = account(&pod, &alice).await.totp_secret.unwrap();
    assert!(!kept.contains(&secret) && code_at(&kept, pod.db.now().seconds()).is_err());
    // Nor can somebody who writes to it put their own secret into another's row.
    let row = user::ActiveModel {
        totp_secret: Set(Some(kept)),
        ..Default::default()
    };
    let change = user::Entity::update_many()
        .set(row)
        .filter(user::Column::Id.eq(bob.user));
    pod.act(async |tx| Ok(change.exec(tx.sql()).await?)).await.unwrap();
    let bob = account(&pod, &bob).await;
    assert!(matches!(second_step::secret(&pod.vault, &bob), Err(Stop::Broke(_))));
}

#[rocket::async_test]
async fn a_code_works_once_and_one_step_beside() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let (secret, _) = switched_on(&pod, &alice).await;
    let user = account(&pod, &alice).await;
    let now = pod.db.now().seconds();
    let code = |at| code_at(&secret, at).unwrap();
    assert!(
        is_wrong(check_counted(&pod, &user, &code(now - 60)).await),
        "two steps ago is too old"
    );
    check_counted(&pod, &user, &code(now)).await.unwrap();
    assert!(is_wrong(check_counted(&pod, &user, &code(now)).await), "replayed");
    assert!(
        is_wrong(check_counted(&pod, &user, &code(now - 30)).await),
        "older than one that was used"
    );
    check_counted(&pod, &user, &format!(" {} ", code(now + 30)))
        .await
        .unwrap();
    for odd in ["", "12345", "1234567", "१२३४५६", "abcdef", "000000\0"] {
        assert!(is_wrong(check_counted(&pod, &user, odd).await), "{odd}");
    }
}

#[rocket::async_test]
async fn of_two_at_once_one_gets_in() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let (secret, _) = switched_on(&pod, &alice).await;
    let user = account(&pod, &alice).await;
    let code = code_at(&secret, pod.db.now().seconds()).unwrap();
    let (one, other) = tokio::join!(check_counted(&pod, &user, &code), check_counted(&pod, &user, &code));
    assert!(one.is_ok() != other.is_ok());
}

#[rocket::async_test]
async fn after_ten_wrong_codes_none_is_looked_at_and_the_owner_is_told() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let (secret, codes) = switched_on(&pod, &alice).await;
    let user = account(&pod, &alice).await;
    for _ in 0..10 {
        assert!(is_wrong(check_counted(&pod, &user, "000000").await));
    }
    for _ in 0..90 {
        let refused = check_counted(&pod, &user, "000000").await;
        assert!(matches!(refused, Err(Stop::Refused(Refusal::TooOften(1..=15)))));
    }
    let right = code_at(&secret, pod.db.now().seconds()).unwrap();
    for good in [&right, &codes[0]] {
        assert!(matches!(
            check_counted(&pod, &user, good).await,
            Err(Stop::Refused(Refusal::TooOften(_)))
        ));
    }
    let letters = job::Entity::find().all(pod.db.read()).await.unwrap();
    let name = Letter::CodesLocked.name();
    assert_eq!(letters.iter().filter(|row| row.payload.contains(name)).count(), 1);
    pod.advance(Duration::from_secs(901));
    let right = code_at(&secret, pod.db.now().seconds()).unwrap();
    check_counted(&pod, &user, &right).await.unwrap();
}

#[rocket::async_test]
async fn a_recovery_code_works_once_however_it_is_typed() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let (_, codes) = switched_on(&pod, &alice).await;
    let user = account(&pod, &alice).await;
    check_counted(&pod, &user, &codes[3].to_uppercase().replace('-', " "))
        .await
        .unwrap();
    assert!(is_wrong(check_counted(&pod, &user, &codes[3]).await));
    assert_eq!(second_step::codes_left(pod.db.read(), alice.user).await.unwrap(), 9);
    let bob = pod.user("bob").await;
    assert_eq!(second_step::codes_left(pod.db.read(), bob.user).await.unwrap(), 0);
    let new = pod
        .act(async |tx| second_step::renew(tx, alice.user).await)
        .await
        .unwrap();
    assert!(
        is_wrong(check_counted(&pod, &user, &codes[4]).await),
        "the former ones are worth nothing"
    );
    check_counted(&pod, &user, &new[0]).await.unwrap();
}

#[rocket::async_test]
async fn switched_off_nothing_is_left() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    switched_on(&pod, &alice).await;
    let me = alice.me(&pod).await;
    pod.act(async |tx| second_step::switch_off(tx, alice.user, me.session.id).await)
        .await
        .unwrap();
    let user = account(&pod, &alice).await;
    assert!(!second_step::is_on(&user) && user.totp_secret.is_none());
    assert_eq!(recovery_code::Entity::find().count(pod.db.read()).await.unwrap(), 0);
    assert_eq!(session::Entity::find().count(pod.db.read()).await.unwrap(), 1);
}
