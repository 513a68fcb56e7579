//! Searching: what may not be seen is not found, and nothing that is typed reaches the engine as syntax.

use std::time::Duration;

use entity::visible::post::Cursor;
use entity::{Viewer, visible};
use samara::domain::search::{self, Page, Query};
use samara::domain::{ignore, post};
use samara::error::SearchRefusal;

use crate::around::{limited, me, public, strange, withdraw};
use crate::support::{Someone, TestPod};

async fn found(pod: &TestPod, viewer: Viewer, text: &str) -> Vec<String> {
    let page = visible::search::page(pod.db.read(), viewer, text, Cursor::until(pod.clock.now()), 50)
        .await
        .unwrap();
    page.into_iter().map(|one| one.post.text.clone()).collect()
}

fn eyes(who: &Someone) -> Viewer {
    Viewer::Local(who.user, who.person)
}

#[rocket::async_test]
async fn only_who_may_see_a_post_finds_it() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    limited(&pod, &alice, &bob, "The secret plum jam").await;
    public(&pod, &alice, "Public plum jam").await;
    assert_eq!(
        found(&pod, eyes(&alice), "plum").await,
        ["Public plum jam", "The secret plum jam"]
    );
    assert_eq!(
        found(&pod, eyes(&bob), "plum").await,
        ["Public plum jam", "The secret plum jam"]
    );
    assert_eq!(found(&pod, eyes(&eve), "plum").await, ["Public plum jam"]);
    assert_eq!(found(&pod, Viewer::Anyone, "plum").await, ["Public plum jam"]);
    assert!(found(&pod, eyes(&eve), "secret").await.is_empty());
}

#[rocket::async_test]
async fn what_is_withdrawn_edited_or_retracted_is_no_longer_found() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    let kept = limited(&pod, &alice, &bob, "A quince in the garden").await;
    assert_eq!(found(&pod, eyes(&bob), "quince").await.len(), 1);
    let me = me(&pod, &alice).await;
    let host = pod.settings.host();
    pod.act(async |tx| post::edit(tx, &me, &host, &kept.guid, "A medlar in the garden").await)
        .await
        .unwrap();
    assert!(found(&pod, eyes(&bob), "quince").await.is_empty());
    assert_eq!(found(&pod, eyes(&bob), "medlar").await.len(), 1);
    withdraw(&pod, &alice, &kept, &bob).await;
    assert!(found(&pod, eyes(&bob), "medlar").await.is_empty());
    assert_eq!(found(&pod, eyes(&alice), "medlar").await.len(), 1);
    pod.act(async |tx| post::delete(tx, &me, &kept.guid).await)
        .await
        .unwrap();
    assert!(found(&pod, eyes(&alice), "medlar").await.is_empty());
}

#[rocket::async_test]
async fn people_one_ignores_are_not_found_in_posts() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    public(&pod, &alice, "Plums again").await;
    pod.act(async |tx| ignore::add(tx, bob.user, alice.person).await)
        .await
        .unwrap();
    assert!(found(&pod, eyes(&bob), "plums").await.is_empty());
}

#[rocket::async_test]
async fn all_words_count_the_last_as_a_beginning_accents_and_case_do_not() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    public(
        &pod,
        &alice,
        "Zwölf Pflaumenbäume, e-mail an info@pod.example, über https://pod.example/garten",
    )
    .await;
    for text in [
        "zwölf",
        "ZWOLF",
        "pflaumenba",
        "zwolf pflaumen",
        "Pflaumenbaume zwolf",
        "garten",
        "info",
        "mail e",
        "pod.example",
    ] {
        assert_eq!(found(&pod, eyes(&alice), text).await.len(), 1, "{text}");
    }
    for text in [
        "pflaume zwolf",
        "baume",
        "zwolf birnen",
        "\"zwolf birnen\"",
        "zwolf OR birnen",
        "…",
        "",
    ] {
        assert!(found(&pod, eyes(&alice), text).await.is_empty(), "{text}");
    }
}

#[rocket::async_test]
async fn no_syntax_reaches_the_engine() {
    let pod = TestPod::new().await;
    let (alice, eve) = (pod.user("alice").await, pod.user("eve").await);
    limited(
        &pod,
        &alice,
        &alice_friend(&pod).await,
        "plum jam words near and or not",
    )
    .await;
    for text in strange() {
        assert!(found(&pod, eyes(&eve), &text).await.is_empty(), "{text:?}");
        let _ = found(&pod, eyes(&alice), &text).await;
    }
    assert_eq!(found(&pod, eyes(&alice), "near AND not").await.len(), 1);
}

async fn alice_friend(pod: &TestPod) -> Someone {
    pod.user("friend").await
}

#[rocket::async_test]
async fn pages_follow_each_other_without_gap_or_repetition() {
    let pod = TestPod::new().await;
    let alice = pod.user("alice").await;
    for n in 0..7 {
        public(&pod, &alice, &format!("plum number {n}")).await;
    }
    let mut before = Cursor::until(pod.clock.now());
    let mut seen = Vec::new();
    loop {
        let page = visible::search::page(pod.db.read(), eyes(&alice), "plum", before, 3)
            .await
            .unwrap();
        let Some(last) = page.last() else { break };
        before = Cursor::after(&last.post);
        seen.extend(page.into_iter().map(|one| one.post.text.clone()));
    }
    let newest_first: Vec<String> = (0..7).rev().map(|n| format!("plum number {n}")).collect();
    assert_eq!(seen, newest_first);
}

#[test]
fn a_search_is_within_bounds() {
    assert_eq!(Query::read("  "), Ok(None));
    assert_eq!(Query::read("a"), Err(SearchRefusal::Short));
    assert_eq!(Query::read(&"a".repeat(101)), Err(SearchRefusal::Long(100)));
    assert_eq!(Query::read("a b c d e f g h i j k"), Err(SearchRefusal::ManyWords(10)));
    assert_eq!(Query::read(" ab \n cd ").unwrap().unwrap().text(), "ab cd");
    assert_eq!(Query::read("#Plum").unwrap().unwrap().tag().unwrap().as_str(), "plum");
    assert!(Query::read("#plum jam").unwrap().unwrap().tag().is_none());
    assert!(Query::read("plum").unwrap().unwrap().tag().is_none());
}

#[rocket::async_test]
async fn people_tags_and_posts_come_from_one_box() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    public(&pod, &bob, "I like #alice-in-wonderland and alice").await;
    let query = Query::read("alic").unwrap().unwrap();
    let found = search::look(pod.db.read(), eyes(&bob), &query, Page::First(pod.clock.now()))
        .await
        .unwrap();
    assert_eq!(
        found.people.iter().map(|person| person.id).collect::<Vec<_>>(),
        [alice.person]
    );
    assert_eq!(found.tags, ["alice-in-wonderland"]);
    assert_eq!(found.posts.len(), 1);
    pod.advance(Duration::from_secs(1));
    let stranger = search::look(pod.db.read(), Viewer::Anyone, &query, Page::First(pod.clock.now()))
        .await
        .unwrap();
    assert!(stranger.people.is_empty());
}
