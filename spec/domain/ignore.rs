//! Ignoring people.

use entity::visible::person::Among;
use samara::domain::{contact, ignore, notification, person};
use samara::error::{PeopleRefusal, Refusal};

use crate::support::{Someone, TestPod};

async fn share(pod: &TestPod, from: &Someone, to: &Someone) {
    let family = from.aspect(pod, "family").await;
    pod.act(async |tx| contact::add_to(tx, from.user, to.person, family).await)
        .await
        .unwrap();
}

#[rocket::async_test]
async fn it_ends_my_sharing_quiets_what_they_did_and_leaves_their_sharing_theirs() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    share(&pod, &alice, &bob).await;
    share(&pod, &bob, &alice).await;
    let unread = async || {
        notification::unread(pod.db.read(), alice.user, alice.person)
            .await
            .unwrap()
            .all()
    };
    assert_eq!(unread().await, 1);
    pod.act(async |tx| ignore::add(tx, alice.user, bob.person).await)
        .await
        .unwrap();
    assert_eq!(unread().await, 0);
    let mine = contact::standing(pod.db.read(), alice.user, bob.person).await.unwrap();
    assert_eq!((mine.receiving, mine.ignored, mine.aspects.len()), (false, true, 0));
    let theirs = contact::standing(pod.db.read(), bob.user, alice.person).await.unwrap();
    assert_eq!((theirs.receiving, theirs.sharing, theirs.ignored), (true, false, false));
    pod.act(async |tx| ignore::remove(tx, alice.user, bob.person).await)
        .await
        .unwrap();
    let after = contact::standing(pod.db.read(), alice.user, bob.person).await.unwrap();
    assert_eq!((after.receiving, after.sharing, after.ignored), (false, true, false));
}

#[rocket::async_test]
async fn the_list_is_mine_alone_and_twice_is_once() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    for _ in 0..2 {
        pod.act(async |tx| ignore::add(tx, alice.user, bob.person).await)
            .await
            .unwrap();
    }
    let names = async |who: &Someone| {
        let page = ignore::list(pod.db.read(), who.user, 1).await.unwrap();
        page.rows
            .iter()
            .map(|(person, _)| person.name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&alice).await, ["bob"]);
    assert!(names(&bob).await.is_empty());
    let oneself = pod
        .act(async |tx| ignore::add(tx, alice.user, alice.person).await)
        .await
        .unwrap_err();
    assert_eq!(oneself.refusal(), Some(&Refusal::People(PeopleRefusal::IgnoreOneself)));
}

#[rocket::async_test]
async fn whom_i_ignore_i_do_not_find_and_they_find_me_as_before() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    pod.act(async |tx| ignore::add(tx, alice.user, bob.person).await)
        .await
        .unwrap();
    let find = async |who: &Someone, text: &str| {
        let seeker = person::Seeker {
            user: who.user,
            person: who.person,
        };
        let found = entity::visible::person::search(pod.db.read(), seeker, text, Among::Everyone, 0, 9)
            .await
            .unwrap();
        let suggested = person::suggestions(pod.db.read(), seeker, 9).await.unwrap();
        (found.len(), suggested.len())
    };
    assert_eq!(find(&alice, "bob").await, (0, 0));
    assert_eq!(find(&bob, "alice").await, (1, 1));
}
