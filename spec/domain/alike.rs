//! People who describe themselves by the same tags: those whom the reader may find, and nobody else.

use entity::user::State;
use entity::{Viewer, person, write};
use samara::domain::{contact, ignore};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};

use crate::around::set_state;
use crate::support::{Someone, TestPod};

/// Somebody with these tags, who may be found.
async fn described(pod: &TestPod, name: &str, tags: &[&str]) -> Someone {
    let who = pod.user(name).await;
    pod.act(async |tx| {
        let tags = write::tag::ensure(tx.sql(), tags).await?;
        Ok(write::profile::set_tags(tx.sql(), who.person, &tags).await?)
    })
    .await
    .unwrap();
    who
}

async fn change(pod: &TestPod, who: &Someone, how: impl FnOnce(&mut person::ActiveModel)) {
    let row = person::Entity::find_by_id(who.person).one(pod.db.read()).await.unwrap();
    let mut row = row.unwrap().into_active_model();
    how(&mut row);
    pod.act(async |tx| Ok(row.update(tx.sql()).await.map(drop)?))
        .await
        .unwrap();
}

async fn beside(pod: &TestPod, viewer: Viewer, whom: &Someone) -> Vec<String> {
    let found = samara::domain::person::alike(pod.db.read(), viewer, whom.person)
        .await
        .unwrap();
    found.into_iter().map(|person| person.name).collect()
}

#[rocket::async_test]
async fn who_shares_most_tags_comes_first_and_nobody_whom_the_reader_may_not_find() {
    let pod = TestPod::new().await;
    let alice = described(&pod, "alice", &["choir", "bread", "plums"]).await;
    for (name, tags) in [
        ("bob", &["choir"][..]),
        ("carla", &["bread", "choir", "cars"]),
        ("otto", &["cars"]),
    ] {
        described(&pod, name, tags).await;
    }
    let hidden = described(&pod, "hal", &["choir"]).await;
    let known = described(&pod, "ivy", &["choir"]).await;
    for quiet in [&hidden, &known] {
        change(&pod, quiet, |row| row.searchable = Set(false)).await;
    }
    let closed = described(&pod, "jo", &["choir"]).await;
    change(&pod, &closed, |row| row.closed_at = Set(Some(pod.clock.now()))).await;
    let waiting = described(&pod, "kim", &["choir"]).await;
    set_state(&pod, &waiting, State::Waiting).await;
    let silent = described(&pod, "lou", &["plums"]).await;
    let reader = described(&pod, "mia", &["bread"]).await;
    let family = reader.aspect(&pod, "family").await;
    pod.act(async |tx| {
        contact::add_to(tx, reader.user, known.person, family).await?;
        ignore::add(tx, reader.user, silent.person).await
    })
    .await
    .unwrap();

    let eyes = Viewer::Local(reader.user, reader.person);
    assert_eq!(beside(&pod, eyes, &alice).await, ["carla", "bob", "ivy"]);
    assert_eq!(
        beside(&pod, Viewer::Anyone, &alice).await,
        ["carla", "bob", "lou", "mia"]
    );
    let plain = pod.user("nora").await;
    assert!(
        beside(&pod, eyes, &plain).await.is_empty(),
        "who has no tags is like nobody"
    );
    assert_eq!(
        beside(&pod, Viewer::Local(alice.user, alice.person), &alice).await,
        ["carla", "bob", "lou", "mia"],
        "one is not like oneself"
    );
}

#[rocket::async_test]
async fn being_ignored_cannot_be_read_off_the_people_beside_a_profile() {
    let pod = TestPod::new().await;
    let (alice, bob) = (
        described(&pod, "alice", &["choir"]).await,
        described(&pod, "bob", &["choir"]).await,
    );
    let carla = described(&pod, "carla", &["choir"]).await;
    let eyes = Viewer::Local(bob.user, bob.person);
    let before = beside(&pod, eyes, &carla).await;
    pod.act(async |tx| ignore::add(tx, alice.user, bob.person).await)
        .await
        .unwrap();
    assert_eq!(beside(&pod, eyes, &carla).await, before);
    assert_eq!(before, ["alice"]);
}
