//! Changing the mail address, and the way back.

use std::time::Duration;

use entity::{job, session, ticket, user};
use samara::domain::account::email::{self, Way};
use samara::error::{AccountRefusal, Refusal, Stop};
use samara::job::{Job, Letter};
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::support::{Someone, TestPod};

async fn account(pod: &TestPod, of: &Someone) -> user::Model {
    user::Entity::find_by_id(of.user)
        .one(pod.db.read())
        .await
        .unwrap()
        .unwrap()
}

async fn ask(pod: &TestPod, of: &Someone, address: &str) -> Result<(), Stop> {
    let user = account(pod, of).await;
    pod.act(async |tx| email::ask(tx, &user, address).await).await
}

/// The letters that wait: to whom and which.
async fn letters(pod: &TestPod) -> Vec<(String, Letter)> {
    let rows = job::Entity::find().all(pod.db.read()).await.unwrap();
    let letter = |row: &job::Model| match serde_json::from_str(&row.payload).unwrap() {
        Job::Mail(mail) => Some((mail.address.unwrap_or_default(), mail.letter)),
        Job::MakeKeys { .. }
        | Job::EmptyAccount { .. }
        | Job::Forgotten { .. }
        | Job::Expire { .. }
        | Job::EndPoll { .. }
        | Job::Word { .. }
        | Job::Push { .. }
        | Job::Digest { .. }
        | Job::Birthdays
        | Job::ShareLater { .. }
        | Job::Sweep
        | Job::Preview { .. }
        | Job::DropEmoji { .. }
        | Job::FetchMedia { .. }
        | Job::EmptyMedia
        | Job::TakeFiles
        | Job::SweepFiles
        | Job::Dispatch { .. }
        | Job::PassOn { .. }
        | Job::Deliver { .. }
        | Job::EmptyAbroad { .. }
        | Job::FollowAgain { .. }
        | Job::MovePhotos { .. }
        | Job::FetchPosts { .. }
        | Job::FetchThread { .. }
        | Job::FetchLinked { .. }
        | Job::Flag { .. }
        | Job::SyncFollowers { .. }
        | Job::FindGuest { .. }
        | Job::AskPod { .. }
        | Job::FindNamed { .. } => None,
    };
    rows.iter().filter_map(letter).collect()
}

async fn follow(pod: &TestPod, token: &str) -> Result<Way, Stop> {
    pod.act(async |tx| email::follow(tx, token, None).await).await
}

fn is_gone<T>(outcome: &Result<T, Stop>) -> bool {
    matches!(outcome, Err(Stop::Refused(Refusal::Account(AccountRefusal::LinkGone))))
}

async fn confirmed(pod: &TestPod, alice: &Someone) -> String {
    ask(pod, alice, " Alice@New.Example ").await.unwrap();
    let (to, letter) = letters(pod).await.pop().unwrap();
    assert_eq!(to, "alice@new.example");
    let Letter::EmailConfirm { token } = letter else {
        panic!("{letter:?}")
    };
    token
}

#[rocket::async_test]
async fn the_new_address_counts_when_its_link_was_followed_and_the_old_one_is_told() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    alice.me(&pod).await;
    let token = confirmed(&pod, &alice).await;
    assert_eq!(account(&pod, &alice).await.email, "alice@mail.example");
    let offer = email::look(pod.db.read(), &token, pod.db.now()).await.unwrap();
    assert_eq!((offer.way, offer.address.as_str()), (Way::Onwards, "alice@new.example"));
    assert_eq!(follow(&pod, &token).await.unwrap(), Way::Onwards);
    assert_eq!(account(&pod, &alice).await.email, "alice@new.example");
    assert!(is_gone(&follow(&pod, &token).await), "the link works once");
    assert_eq!(
        session::Entity::find().count(pod.db.read()).await.unwrap(),
        0,
        "devices are signed out"
    );

    let (to, letter) = letters(&pod).await.pop().unwrap();
    assert_eq!(to, "alice@mail.example");
    let Letter::EmailChanged { token: back } = letter else {
        panic!("{letter:?}")
    };
    alice.me(&pod).await;
    pod.advance(Duration::from_secs(71 * 3_600));
    assert_eq!(follow(&pod, &back).await.unwrap(), Way::Back);
    assert_eq!(account(&pod, &alice).await.email, "alice@mail.example");
    assert_eq!(session::Entity::find().count(pod.db.read()).await.unwrap(), 0);
}

#[rocket::async_test]
async fn whoever_changes_it_twice_cannot_take_the_first_owners_way_back() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let token = confirmed(&pod, &alice).await;
    follow(&pod, &token).await.unwrap();
    let Letter::EmailChanged { token: back } = letters(&pod).await.pop().unwrap().1 else {
        panic!()
    };
    ask(&pod, &alice, "thief@new.example").await.unwrap();
    let Letter::EmailConfirm { token } = letters(&pod).await.pop().unwrap().1 else {
        panic!()
    };
    follow(&pod, &token).await.unwrap();
    let Letter::EmailChanged { token: thiefs } = letters(&pod).await.pop().unwrap().1 else {
        panic!()
    };
    follow(&pod, &back).await.unwrap();
    assert_eq!(account(&pod, &alice).await.email, "alice@mail.example");
    assert!(is_gone(&follow(&pod, &thiefs).await));
}

#[rocket::async_test]
async fn an_address_that_is_taken_is_answered_alike_and_gets_no_letter() {
    let pod = TestPod::new().await;
    let (alice, _) = (pod.user("alice").await, pod.user("bob").await);
    ask(&pod, &alice, "bob@mail.example").await.unwrap();
    assert_eq!(letters(&pod).await, []);
    assert_eq!(ticket::Entity::find().count(pod.db.read()).await.unwrap(), 1);
}

#[rocket::async_test]
async fn an_address_taken_in_the_meantime_is_not_taken_twice() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let token = confirmed(&pod, &alice).await;
    ask(&pod, &bob, "alice@new.example").await.unwrap();
    let Letter::EmailConfirm { token: bobs } = letters(&pod).await.pop().unwrap().1 else {
        panic!()
    };
    follow(&pod, &bobs).await.unwrap();
    assert!(is_gone(&follow(&pod, &token).await));
}

#[rocket::async_test]
async fn links_run_out() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let token = confirmed(&pod, &alice).await;
    let other = confirmed(&pod, &alice).await;
    assert!(is_gone(&follow(&pod, &token).await), "only the last one counts");
    pod.advance(Duration::from_secs(24 * 3_600));
    assert!(is_gone(&follow(&pod, &other).await));
    assert!(is_gone(&follow(&pod, "made-up").await));
}

#[rocket::async_test]
async fn odd_addresses_are_refused() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    for odd in [
        "",
        "x",
        "a@b",
        "a@b.example, c@d.example",
        "a@b.example\r\nBcc: c@d.example",
        "\"a b\"@c.example",
    ] {
        assert!(ask(&pod, &alice, odd).await.is_err(), "{odd}");
    }
    let same = ask(&pod, &alice, "ALICE@mail.example").await;
    assert!(matches!(
        same,
        Err(Stop::Refused(Refusal::Account(AccountRefusal::SameEmail)))
    ));
}
