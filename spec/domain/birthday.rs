//! Birthdays are told to those who share with each other, once a year.

use std::time::Duration;

use entity::NotificationKind;
use entity::own::notification::{self, Cursor};
use samara::domain::profile::{self, Day, Draft, Owner};
use samara::domain::{birthday, ignore};

use crate::around::share;
use crate::support::{Someone, TestPod};

const DAY: Duration = Duration::from_secs(86_400);

async fn born(pod: &TestPod, who: &Someone, day: &str, month: &str) {
    let me = crate::around::me(pod, who).await;
    let draft = Draft {
        name: me.person.name.clone(),
        birthday: Day {
            day: day.to_owned(),
            month: month.to_owned(),
            year: String::new(),
        },
        bio: String::new(),
        location: String::new(),
        pronouns: String::new(),
        tags: String::new(),
        searchable: true,
        nsfw: false,
        details: entity::Details::Contacts,
    };
    let owner = Owner {
        user: who.user,
        person: who.person,
    };
    pod.act(async |tx| profile::save(tx, owner, draft).await).await.unwrap();
}

async fn told(pod: &TestPod, who: &Someone) -> usize {
    let found = notification::page(
        pod.db.read(),
        who.user,
        who.person,
        &[NotificationKind::Birthday],
        Cursor::newest(),
        10,
    );
    found.await.unwrap().len()
}

async fn morning(pod: &TestPod) {
    pod.act(async |tx| birthday::tell_all(tx).await).await.unwrap();
}

#[rocket::async_test]
async fn only_those_who_share_with_each_other_are_told_and_once_a_year() {
    let pod = TestPod::new().await;
    let (alice, bob, eve, dora) = (
        pod.user("alice").await,
        pod.user("bob").await,
        pod.user("eve").await,
        pod.user("dora").await,
    );
    born(&pod, &alice, "22", "11").await;
    for (one, other) in [
        (&alice, &bob),
        (&bob, &alice),
        (&eve, &alice),
        (&alice, &dora),
        (&dora, &alice),
    ] {
        share(&pod, one, other).await;
    }
    pod.act(async |tx| ignore::add(tx, dora.user, alice.person).await)
        .await
        .unwrap();
    morning(&pod).await;
    assert_eq!(told(&pod, &bob).await, 0, "it is the 21st");
    pod.advance(DAY);
    morning(&pod).await;
    morning(&pod).await;
    assert_eq!(told(&pod, &bob).await, 1);
    assert_eq!(told(&pod, &eve).await, 0, "alice does not share with eve");
    assert_eq!(told(&pod, &dora).await, 0, "dora ignores alice");
    assert_eq!(told(&pod, &alice).await, 0);
    pod.advance(DAY * 365);
    morning(&pod).await;
    assert_eq!(told(&pod, &bob).await, 2);
}

#[rocket::async_test]
async fn who_was_born_on_a_leap_day_is_remembered_every_year() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    born(&pod, &alice, "29", "2").await;
    share(&pod, &alice, &bob).await;
    share(&pod, &bob, &alice).await;
    // From 21 November 2026 to 28 February 2027.
    pod.advance(DAY * 99);
    morning(&pod).await;
    assert_eq!(told(&pod, &bob).await, 1);
}
