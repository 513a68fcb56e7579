//! Profiles: what is kept, and who sees the extended part.

use entity::{Details, PersonId, Viewer, person};
use samara::domain::contact;
use samara::domain::person::{Among, Seeker};
use samara::domain::profile::{self, Day, Draft, Owner, Shown};
use samara::error::{Outcome, Refusal, Stop};
use sea_orm::EntityTrait;

use crate::support::{Someone, TestPod};

fn draft(details: Details) -> Draft {
    Draft {
        name: "Alice B.".to_owned(),
        bio: "Bread *and* bikes".to_owned(),
        location: "Leipzig".to_owned(),
        pronouns: "she".to_owned(),
        birthday: Day {
            day: "29".to_owned(),
            month: "2".to_owned(),
            year: String::new(),
        },
        tags: "#Choir, sourdough".to_owned(),
        searchable: true,
        nsfw: false,
        details,
    }
}

async fn save(pod: &TestPod, who: &Someone, draft: Draft) -> Outcome<()> {
    let owner = Owner {
        user: who.user,
        person: who.person,
    };
    pod.act(async |tx| profile::save(tx, owner, draft).await).await
}

async fn shown(pod: &TestPod, viewer: Viewer, of: PersonId) -> Shown {
    profile::shown(pod.db.read(), viewer, of).await.unwrap()
}

fn eyes(who: &Someone) -> Viewer {
    Viewer::Local(who.user, who.person)
}

#[rocket::async_test]
async fn the_extended_part_is_for_whom_its_owner_says_and_not_for_who_merely_follows() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let family = alice.aspect(&pod, "family").await;
    pod.act(async |tx| contact::add_to(tx, alice.user, bob.person, family).await)
        .await
        .unwrap();
    let eves = eve.aspect(&pod, "family").await;
    pod.act(async |tx| contact::add_to(tx, eve.user, alice.person, eves).await)
        .await
        .unwrap();
    let viewers = [
        eyes(&alice),
        eyes(&bob),
        eyes(&eve),
        Viewer::Anyone,
        Viewer::Remote(bob.person),
        Viewer::Remote(eve.person),
    ];
    let seen = async || {
        let mut seen = Vec::new();
        for viewer in viewers {
            let shown = shown(&pod, viewer, alice.person).await;
            assert_eq!(shown.tags, ["choir", "sourdough"], "tags are public");
            seen.push(shown.extended.is_some());
        }
        seen
    };
    save(&pod, &alice, draft(Details::Nobody)).await.unwrap();
    assert_eq!(seen().await, [true, false, false, false, false, false]);
    save(&pod, &alice, draft(Details::Contacts)).await.unwrap();
    assert_eq!(seen().await, [true, true, false, false, true, false]);
    save(&pod, &alice, draft(Details::Everyone)).await.unwrap();
    assert_eq!(seen().await, [true; 6]);
    save(&pod, &alice, draft(Details::Contacts)).await.unwrap();
    pod.act(async |tx| contact::remove_from(tx, alice.user, bob.person, family).await)
        .await
        .unwrap();
    assert_eq!(seen().await, [true, false, false, false, false, false]);
}

#[rocket::async_test]
async fn a_profile_is_read_back_as_it_was_kept_and_found_by_its_new_name() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    save(&pod, &alice, draft(Details::Contacts)).await.unwrap();
    let row = person::Entity::find_by_id(alice.person)
        .one(pod.db.read())
        .await
        .unwrap()
        .unwrap();
    let kept = profile::mine(pod.db.read(), &row).await.unwrap();
    assert_eq!(
        kept,
        Draft {
            tags: "#choir #sourdough".to_owned(),
            ..draft(Details::Contacts)
        }
    );
    let seeker = Seeker {
        user: bob.user,
        person: bob.person,
    };
    let found = entity::visible::person::search(pod.db.read(), seeker, "B. ali", Among::Here, 0, 5)
        .await
        .unwrap();
    assert_eq!(found.len(), 1);
    save(
        &pod,
        &alice,
        Draft {
            name: " \u{202e} ".to_owned(),
            searchable: false,
            ..draft(Details::Nobody)
        },
    )
    .await
    .unwrap();
    let row = person::Entity::find_by_id(alice.person)
        .one(pod.db.read())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.name, "alice", "the username stands in for no name");
    let found = entity::visible::person::search(pod.db.read(), seeker, "alice", Among::Here, 0, 5)
        .await
        .unwrap();
    assert!(found.is_empty(), "who is not searchable is found by contacts only");
    let family = bob.aspect(&pod, "family").await;
    pod.act(async |tx| contact::add_to(tx, bob.user, alice.person, family).await)
        .await
        .unwrap();
    let found = entity::visible::person::search(pod.db.read(), seeker, "alice", Among::Here, 0, 5)
        .await
        .unwrap();
    assert_eq!(found.len(), 1);
}

#[rocket::async_test]
async fn days_that_never_were_or_are_yet_to_come_are_refused() {
    let pod = TestPod::new().await;
    let day = |day: &str, month: &str, year: &str| {
        let day = Day {
            day: day.to_owned(),
            month: month.to_owned(),
            year: year.to_owned(),
        };
        match day.kept(pod.clock.now()) {
            Ok(kept) => kept,
            Err(Stop::Refused(Refusal::People(refusal))) => format!("{refusal:?}"),
            Err(other) => panic!("{other:?}"),
        }
    };
    assert_eq!(day("", "", " "), "");
    assert_eq!(day("29", "2", ""), "--02-29");
    assert_eq!(day("29", "02", "2024"), "2024-02-29");
    assert_eq!(day("21", "11", "2026"), "2026-11-21");
    for (d, m, y) in [
        ("29", "2", "2023"),
        ("29", "2", "1900"),
        ("31", "4", ""),
        ("0", "1", ""),
        ("1", "13", "2000"),
    ] {
        assert_eq!(day(d, m, y), "Birthday");
    }
    for (d, m, y) in [
        ("1", "", ""),
        ("", "", "1990"),
        ("+1", "1", ""),
        ("1", "1", "99"),
        ("1", "1", "20000"),
        ("١", "1", ""),
    ] {
        assert_eq!(day(d, m, y), "Birthday");
    }
    assert_eq!(day("22", "11", "2026"), "BirthdayAhead");
    for kept in ["", "--02-29", "1987-12-01"] {
        let again = Day::parse(kept).kept(pod.clock.now()).unwrap();
        assert_eq!(again, kept);
    }
}

#[rocket::async_test]
async fn what_does_not_fit_is_refused_beside_its_field_and_nothing_is_written() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let whole = draft(Details::Everyone);
    let long = |count: usize| "x".repeat(count);
    let field = async |draft: Draft| match save(&pod, &alice, draft).await.unwrap_err() {
        Stop::Refused(refusal) => refusal.sentence().field.unwrap_or_default(),
        Stop::Broke(fault) => panic!("{fault}"),
    };
    assert_eq!(
        field(Draft {
            name: long(65),
            ..whole.clone()
        })
        .await,
        "name"
    );
    assert_eq!(
        field(Draft {
            bio: long(65_536),
            ..whole.clone()
        })
        .await,
        "bio"
    );
    assert_eq!(
        field(Draft {
            location: long(256),
            ..whole.clone()
        })
        .await,
        "location"
    );
    assert_eq!(
        field(Draft {
            pronouns: long(256),
            ..whole.clone()
        })
        .await,
        "pronouns"
    );
    assert_eq!(
        field(Draft {
            tags: "a b c d e f".to_owned(),
            ..whole.clone()
        })
        .await,
        "tags"
    );
    assert_eq!(
        field(Draft {
            tags: "no<tag".to_owned(),
            ..whole.clone()
        })
        .await,
        "tags"
    );
    let row = person::Entity::find_by_id(alice.person)
        .one(pod.db.read())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.name, "alice");
    assert!(shown(&pod, eyes(&alice), alice.person).await.extended.is_none());
    save(
        &pod,
        &alice,
        Draft {
            bio: long(65_535),
            name: "ä".repeat(64),
            ..whole
        },
    )
    .await
    .unwrap();
}
