//! My aspects: names, order, defaults, and what deleting one means.

use entity::own;
use samara::domain::aspect::{self, MOST, Ticked};
use samara::domain::contact;
use samara::error::{Outcome, PeopleRefusal, Refusal, Stop};

use crate::support::{Someone, TestPod};

fn refused<T: std::fmt::Debug>(outcome: Outcome<T>) -> Refusal {
    match outcome.unwrap_err() {
        Stop::Refused(refusal) => refusal,
        Stop::Broke(fault) => panic!("{fault}"),
    }
}

async fn names(pod: &TestPod, who: &Someone) -> Vec<String> {
    own::aspect::all(pod.db.read(), who.user)
        .await
        .unwrap()
        .iter()
        .map(|aspect| aspect.name.clone())
        .collect()
}

#[rocket::async_test]
async fn two_aspects_of_one_person_never_have_the_same_name_whatever_its_case() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let add = async |who: &Someone, name: &str| pod.act(async |tx| aspect::add(tx, who.user, name, 3).await).await;
    add(&alice, "Ärzte").await.unwrap();
    assert_eq!(
        refused(add(&alice, " äRZTE ").await),
        Refusal::People(PeopleRefusal::AspectTaken)
    );
    add(&bob, "ärzte").await.unwrap();
    let work = alice.aspect(&pod, "work").await;
    let rename = pod
        .act(async |tx| aspect::rename(tx, alice.user, work, "FAMILY").await)
        .await;
    assert_eq!(refused(rename), Refusal::People(PeopleRefusal::AspectTaken));
    pod.act(async |tx| aspect::rename(tx, alice.user, work, "Work").await)
        .await
        .unwrap();
}

#[rocket::async_test]
async fn a_name_has_at_most_twenty_characters_and_nothing_that_turns_text_around() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let add = async |name: &str| pod.act(async |tx| aspect::add(tx, alice.user, name, 1).await).await;
    assert_eq!(add("ääääääääääääääääääää").await.unwrap().name.chars().count(), 20);
    assert!(matches!(
        refused(add("aaaaaaaaaaaaaaaaaaaaa").await),
        Refusal::People(PeopleRefusal::AspectName(_))
    ));
    assert!(matches!(
        refused(add(" \u{200b}\u{0} ").await),
        Refusal::People(PeopleRefusal::AspectName(_))
    ));
    assert_eq!(add("ch\u{202e}oir\u{7}").await.unwrap().name, "choir");
    let hue = pod.act(async |tx| aspect::add(tx, alice.user, "blue", 9).await).await;
    assert_eq!(refused(hue), Refusal::People(PeopleRefusal::Hue));
}

#[rocket::async_test]
async fn there_are_at_most_a_hundred() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    pod.act(async |tx| {
        for n in 2..MOST {
            aspect::add(tx, alice.user, &format!("n{n}"), 1).await?;
        }
        Ok(())
    })
    .await
    .unwrap();
    let more = pod.act(async |tx| aspect::add(tx, alice.user, "more", 1).await).await;
    assert_eq!(refused(more), Refusal::People(PeopleRefusal::TooManyAspects(MOST)));
}

#[rocket::async_test]
async fn they_move_up_and_down_and_stop_at_the_ends() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let choir = pod
        .act(async |tx| Ok(aspect::add(tx, alice.user, "choir", 1).await?.id))
        .await
        .unwrap();
    assert_eq!(names(&pod, &alice).await, ["family", "work", "choir"]);
    for _ in 0..3 {
        pod.act(async |tx| aspect::move_up(tx, alice.user, choir).await)
            .await
            .unwrap();
    }
    assert_eq!(names(&pod, &alice).await, ["choir", "family", "work"]);
    for _ in 0..4 {
        pod.act(async |tx| aspect::move_down(tx, alice.user, choir).await)
            .await
            .unwrap();
    }
    assert_eq!(names(&pod, &alice).await, ["family", "work", "choir"]);
}

#[rocket::async_test]
async fn the_publisher_ticks_what_was_chosen_and_nothing_else() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let (family, work) = (alice.aspect(&pod, "family").await, alice.aspect(&pod, "work").await);
    let ticked = async || {
        let mine = own::aspect::all(pod.db.read(), alice.user).await.unwrap();
        mine.iter()
            .filter(|aspect| aspect.chosen)
            .map(|aspect| aspect.id)
            .collect::<Vec<_>>()
    };
    pod.act(async |tx| aspect::set_chosen(tx, alice.user, &[work]).await)
        .await
        .unwrap();
    pod.act(async |tx| aspect::tick(tx, alice.user, family, Ticked::Yes).await)
        .await
        .unwrap();
    assert_eq!(ticked().await, [family, work]);
    pod.act(async |tx| aspect::tick(tx, alice.user, work, Ticked::No).await)
        .await
        .unwrap();
    assert_eq!(ticked().await, [family]);
}

#[rocket::async_test]
async fn deleting_one_says_what_it_means_and_unshares_with_those_in_no_other() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let (family, work) = (alice.aspect(&pod, "family").await, alice.aspect(&pod, "work").await);
    pod.act(async |tx| {
        contact::set_aspects(tx, alice.user, bob.person, &[family]).await?;
        contact::set_aspects(tx, alice.user, eve.person, &[family, work]).await?;
        contact::set_aspects(tx, bob.user, alice.person, &[bob.aspect(&pod, "work").await]).await
    })
    .await
    .unwrap();
    let parting = aspect::parting(pod.db.read(), alice.user, family).await.unwrap();
    assert_eq!((parting.people, parting.alone, parting.share_back), (2, 1, false));
    pod.act(async |tx| aspect::delete(tx, alice.user, family).await)
        .await
        .unwrap();
    let standing =
        async |of: &Someone, to: &Someone| contact::standing(pod.db.read(), of.user, to.person).await.unwrap();
    let to_bob = standing(&alice, &bob).await;
    assert_eq!((to_bob.receiving, to_bob.sharing), (false, true));
    let bobs = standing(&bob, &alice).await;
    assert_eq!((bobs.receiving, bobs.sharing), (true, false));
    assert_eq!(standing(&alice, &eve).await.aspects, [work]);
    assert!(standing(&eve, &alice).await.sharing);
}

#[rocket::async_test]
async fn anothers_aspect_can_be_neither_changed_nor_deleted_nor_asked_about() {
    let pod = TestPod::new().await;
    let (alice, eve) = (pod.user("alice").await, pod.user("eve").await);
    let family = alice.aspect(&pod, "family").await;
    let acts = [
        refused(
            pod.act(async |tx| aspect::rename(tx, eve.user, family, "x").await.map(drop))
                .await,
        ),
        refused(
            pod.act(async |tx| aspect::set_hue(tx, eve.user, family, 2).await.map(drop))
                .await,
        ),
        refused(
            pod.act(async |tx| aspect::set_chosen(tx, eve.user, &[family]).await)
                .await,
        ),
        refused(
            pod.act(async |tx| aspect::tick(tx, eve.user, family, Ticked::No).await)
                .await,
        ),
        refused(pod.act(async |tx| aspect::move_up(tx, eve.user, family).await).await),
        refused(pod.act(async |tx| aspect::delete(tx, eve.user, family).await).await),
        refused(aspect::parting(pod.db.read(), eve.user, family).await),
    ];
    assert!(acts.iter().all(|refusal| *refusal == Refusal::NotFound));
    assert_eq!(names(&pod, &alice).await, ["family", "work"]);
}
