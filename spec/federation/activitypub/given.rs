//! What is said below posts of others, for those who were addressed by it and have nothing else of ours.

use serde_json::{Value, json};

use super::contained::{at_home, says_here};
use super::{alice_follows_dave, named};
use crate::support::far::{HERE, with};

#[rocket::async_test]
async fn who_was_addressed_by_a_comment_alone_is_shown_it_and_nobody_else_is() {
    let (far, alice, dave) = alice_follows_dave().await;
    let few = json!({"to": [at_home(&alice)], "cc": []});
    let inbox = format!("/people/{}/inbox", alice.guid);
    far.sends(&dave, &inbox, &dave.makes(with(dave.note("p", "Plums"), few)))
        .await;
    far.pod.settle().await;
    let said = says_here(&far, &alice, &named(&dave.at("notes/p")), "Ripe ones").await;
    let path = format!("/comments/{said}");
    let sent = far.sent_to(&format!("{}/inbox", dave.id));
    let note = sent
        .iter()
        .map(|sent| &sent["object"])
        .find(|object| object["id"] == format!("{HERE}{path}"))
        .expect("he was told of it")
        .clone();
    let server = far.actor_of("far", "far.example", "Application");
    for who in [&dave, &server] {
        let (status, shown) = far.asks(who, &path).await;
        assert_eq!(status, 200, "{}", who.id);
        let mut shown: Value = serde_json::from_str(&shown).unwrap();
        shown.as_object_mut().unwrap().remove("@context");
        assert_eq!(shown, note, "as he was given it");
    }
    let never = "/comments/0123456789abcdef0123456789abcdef";
    let absent = far.asks(&dave, never).await;
    assert_eq!(absent.0, 404);
    for (name, host, kind) in [
        ("dora", "far.example", "Person"),
        ("erin", "else.example", "Person"),
        ("else", "else.example", "Application"),
    ] {
        let other = far.actor_of(name, host, kind);
        assert_eq!(far.asks(&other, &path).await, absent, "{}", other.id);
    }
    let me = alice.me(&far.pod).await;
    far.pod
        .act(async |tx| samara::domain::comment::retract(tx, &me, &said).await)
        .await
        .unwrap();
    far.pod.settle().await;
    assert_eq!(far.asks(&dave, &path).await, absent, "it is gone for him, too");
}
