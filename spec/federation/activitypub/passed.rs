//! Answers that somebody passes on: they are shown with what they stand below, where everybody may have both, once each, until they are
//! passed on no more.

use entity::Reach;
use serde_json::json;

use super::{alice_follows_dave, answering, named, posts_here, reads, sees};
use crate::support::far::{Actor, Far, HERE, with};
use crate::support::rows::count;

/// A thread of Mel with two answers, on her server.
fn thread(far: &Far) -> Actor {
    let mel = far.actor("mel", "other.example");
    far.serves(&mel.at("notes/1"), &mel.note("1", "the beginning"));
    for name in ["2_a", "3"] {
        let answer = answering(mel.note(name, "and then"), &mel.at("notes/1"));
        far.serves(&mel.at(&format!("notes/{name}")), &answer);
    }
    mel
}

async fn shown(far: &Far) -> i64 {
    count(far.pod.db.read(), "SELECT COUNT(*) FROM post WHERE root_id IS NOT NULL").await
}

#[rocket::async_test]
async fn an_answer_that_is_passed_on_is_shown_with_what_it_stands_below() {
    let (far, alice, dave) = alice_follows_dave().await;
    let mel = thread(&far);
    let announce = dave.does("Announce", "2", json!(mel.at("notes/2_a")));
    far.tells(&dave, announce.clone()).await;
    let root = sees(&far.pod, &alice, &mel.at("notes/1")).await.unwrap();
    let passed = sees(&far.pod, &alice, announce["id"].as_str().unwrap()).await;
    let passed = passed.expect("it is shown").post;
    assert_eq!((passed.root_id, passed.reach), (Some(root.post.id), Reach::Public));
    let here = format!("/comments/{}", named(&mel.at("notes/2_a")));
    assert!(passed.html.contains(&here), "{}", passed.html);
    assert!(passed.html.contains(&mel.at("notes/2_a")), "{}", passed.html);
    let read = far.pod.browser("alice").await.get(&here).await;
    let thread = format!("/posts/{}", named(&mel.at("notes/1")));
    assert!(read.location().starts_with(&thread), "{}", read.location());
    let stream = far.pod.browser("alice").await.get("/stream").await;
    assert!(stream.text().contains("the beginning"), "and what it answers");
    // The same once more, then another answer and the beginning itself.
    far.tells(&dave, with(announce, json!({"id": dave.at("did/again")})))
        .await;
    assert_eq!(shown(&far).await, 1);
    for (name, what) in [("3", "notes/3"), ("1", "notes/1")] {
        far.tells(&dave, dave.does("Announce", name, json!(mel.at(what)))).await;
    }
    assert_eq!(shown(&far).await, 3);
    // Each is undone by itself, by its name or by what it is of.
    let other = dave.does("Announce", "unknown", json!(mel.at("notes/2_a")));
    far.tells(&dave, dave.does("Undo", "2", other)).await;
    assert_eq!(shown(&far).await, 2);
    far.tells(&dave, dave.does("Undo", "3", json!(dave.at("did/dave/Announce/3"))))
        .await;
    assert_eq!(shown(&far).await, 1);
    let kept = sees(&far.pod, &alice, &dave.at("did/dave/Announce/1")).await;
    assert!(kept.is_some_and(|kept| kept.post.text.is_empty()));
}

#[rocket::async_test]
async fn what_was_undone_before_it_came_is_not_asked_for() {
    let (far, _, dave) = alice_follows_dave().await;
    let mel = thread(&far);
    let announce = dave.does("Announce", "2", json!(mel.at("notes/2_a")));
    far.tells(&dave, dave.does("Undo", "2", announce.clone())).await;
    far.tells(&dave, announce).await;
    assert_eq!((shown(&far).await, far.asked_for(&mel.at("notes/2_a"))), (0, 0));
}

#[rocket::async_test]
async fn an_answer_below_what_is_for_a_few_is_passed_on_to_nobody() {
    let (far, alice, dave) = alice_follows_dave().await;
    let guid = posts_here(&far, &alice, "for family", Some("family")).await;
    far.pod.settle().await;
    let to_alice = json!({"to": [format!("{HERE}/people/{}", alice.guid)], "cc": []});
    let answer = answering(dave.note("1", "between us"), &format!("{HERE}/posts/{guid}"));
    far.tells(&dave, dave.makes(with(answer, to_alice))).await;
    assert_eq!(reads(&far.pod, &alice, &guid).await.len(), 1);
    far.tells(&dave, dave.does("Announce", "1", json!(dave.at("notes/1"))))
        .await;
    assert_eq!(shown(&far).await, 0);
}

#[rocket::async_test]
async fn a_post_and_an_answer_below_it_that_are_passed_on_in_one_moment_are_both_shown() {
    let (far, alice, dave) = alice_follows_dave().await;
    let mel = thread(&far);
    far.tells(&dave, dave.does("Announce", "1", json!(mel.at("notes/2_a"))))
        .await;
    let erin = far.actor("erin", "far.example");
    for (name, what) in [("1", "notes/1"), ("again", "notes/1"), ("2", "notes/2_a")] {
        let announce = erin.does("Announce", name, json!(mel.at(what)));
        assert_eq!(far.sends(&erin, "/inbox", &announce).await, 202);
    }
    far.pod.settle().await;
    assert_eq!(shown(&far).await, 3, "one by Dave, two by Erin");
    for name in ["1", "2"] {
        let address = erin.at(&format!("did/erin/Announce/{name}"));
        assert!(sees(&far.pod, &alice, &address).await.is_some(), "{name}");
    }
}
