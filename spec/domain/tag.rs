//! Tags: one that occurs only in posts for others does not exist.

use std::time::Duration;

use entity::visible::post::Cursor;
use entity::{TagId, Viewer, own, write};
use samara::domain::filter::Filter;
use samara::domain::tag;
use samara::error::{Refusal, SearchRefusal, Stop};

use crate::around::{limited, public, withdraw};
use crate::support::{Someone, TestPod};

fn eyes(who: &Someone) -> Viewer {
    Viewer::Local(who.user, who.person)
}

async fn complete(pod: &TestPod, viewer: Viewer, text: &str) -> Vec<String> {
    tag::complete(pod.db.read(), viewer, text).await.unwrap()
}

#[rocket::async_test]
async fn a_tag_in_posts_for_others_is_neither_completed_nor_shown() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let secret = limited(&pod, &alice, &bob, "About #plumsecret").await;
    public(&pod, &alice, "About #plumjam").await;
    assert_eq!(complete(&pod, eyes(&bob), "PLUM").await, ["plumjam", "plumsecret"]);
    assert_eq!(complete(&pod, eyes(&alice), "plum").await, ["plumjam", "plumsecret"]);
    assert_eq!(complete(&pod, eyes(&eve), "plum").await, ["plumjam"]);
    assert_eq!(complete(&pod, Viewer::Anyone, "plum").await, ["plumjam"]);
    withdraw(&pod, &alice, &secret, &bob).await;
    assert_eq!(complete(&pod, eyes(&bob), "plum").await, ["plumjam"]);
    let page = tag::look(
        pod.db.read(),
        eyes(&eve),
        &Filter::default(),
        "plumsecret",
        Cursor::until(pod.clock.now()),
    )
    .await
    .unwrap();
    assert!(page.page.posts.is_empty() && page.people.is_empty() && !page.followed);
}

#[rocket::async_test]
async fn signs_that_mean_something_to_the_database_mean_themselves() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    public(&pod, &alice, "#plum #plum_jam #plumajam").await;
    assert_eq!(complete(&pod, eyes(&alice), "plum_").await, ["plum_jam"]);
    for text in ["%", "_", "\\", "'", "\"", "", "#", &"p".repeat(10_000)] {
        assert!(complete(&pod, eyes(&alice), text).await.is_empty(), "{text}");
    }
}

#[rocket::async_test]
async fn following_shows_a_tag_to_its_follower_alone() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    for _ in 0..2 {
        pod.act(async |tx| tag::follow(tx, alice.user, "#Quince").await)
            .await
            .unwrap();
    }
    assert_eq!(complete(&pod, eyes(&alice), "quin").await, ["quince"]);
    assert!(complete(&pod, eyes(&bob), "quin").await.is_empty());
    let followed = own::tag::followed(pod.db.read(), alice.user).await.unwrap();
    assert_eq!(
        followed.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(),
        ["quince"]
    );
    for _ in 0..2 {
        pod.act(async |tx| tag::unfollow(tx, alice.user, "quince").await)
            .await
            .unwrap();
    }
    assert!(own::tag::followed(pod.db.read(), alice.user).await.unwrap().is_empty());
    let refused = pod
        .act(async |tx| tag::follow(tx, alice.user, "not a tag").await)
        .await
        .unwrap_err();
    assert!(matches!(refused, Stop::Refused(Refusal::Search(SearchRefusal::NoTag))));
}

#[rocket::async_test]
async fn no_more_tags_are_followed_than_a_stream_can_be_made_of() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    let full = pod.act(async |tx| {
        for n in 0..201 {
            tag::follow(tx, alice.user, &format!("tag{n}")).await?;
        }
        Ok(())
    });
    assert!(matches!(
        full.await.unwrap_err(),
        Stop::Refused(Refusal::Search(SearchRefusal::ManyTags(200)))
    ));
}

#[rocket::async_test]
async fn names_become_rows_once_and_in_order() {
    let pod = TestPod::new().await;
    let names = ["pear", "apple", "pear", "plum"];
    let mut ids: Vec<Vec<TagId>> = Vec::new();
    for _ in 0..2 {
        ids.push(
            pod.act(async |tx| Ok(write::tag::ensure(tx.sql(), &names).await?))
                .await
                .unwrap(),
        );
    }
    assert_eq!(ids[0], ids[1]);
    assert_eq!(ids[0].len(), 4);
    assert_eq!(ids[0][0], ids[0][2]);
    assert_ne!(ids[0][0], ids[0][1]);
    assert!(
        pod.act(async |tx| Ok(write::tag::ensure(tx.sql(), &[]).await?))
            .await
            .unwrap()
            .is_empty()
    );
}

#[rocket::async_test]
async fn a_page_shows_what_its_viewer_may_see_newest_first() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    limited(&pod, &alice, &bob, "one #plum").await;
    public(&pod, &alice, "two #Plum").await;
    pod.advance(Duration::from_secs(1));
    let texts = async |viewer| {
        let page = tag::look(
            pod.db.read(),
            viewer,
            &Filter::default(),
            "Plum",
            Cursor::until(pod.clock.now()),
        )
        .await
        .unwrap();
        page.page
            .posts
            .iter()
            .map(|one| one.post.text.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(texts(eyes(&bob)).await, ["two #Plum", "one #plum"]);
    assert_eq!(texts(Viewer::Anyone).await, ["two #Plum"]);
}
