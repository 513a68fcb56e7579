//! Somebody here moves to a server of the fediverse: who follows them is told, and their actor leads there for a while.

use std::time::Duration;

use samara::domain::contact;
use serde_json::{Value, json};

use super::{alice_follows_dave, posts_here};
use crate::support::cast::password;
use crate::support::far::{Far, with};

async fn leaves(far: &Far, to: &str) -> u16 {
    let browser = far.pod.browser("alice").await;
    let answer = browser
        .post(
            "/settings/moving/away",
            &[("new", to), ("password", &password("alice"))],
        )
        .await;
    answer.status()
}

#[rocket::async_test]
async fn who_follows_somebody_who_moves_is_told_where_and_may_ask() {
    let (far, alice, dave) = alice_follows_dave().await;
    let here = format!("https://one.example/people/{}", alice.guid);
    far.tells(&dave, dave.does("Follow", "1", json!(here))).await;
    posts_here(&far, &alice, "hello", None).await;
    let new = far.actor("alicia", "new.example");
    assert_eq!(
        leaves(&far, "alicia@new.example").await,
        422,
        "she does not say so there"
    );
    far.publishes(&new, "Person", json!({"alsoKnownAs": [here]}));
    assert_eq!(leaves(&far, "alicia@new.example").await, 303);
    samara::worker::drain(&far.pod).await.unwrap();
    let told = far.sent_to("https://far.example/inbox");
    let moves: Vec<&Value> = told.iter().filter(|said| said["type"] == "Move").collect();
    assert_eq!(moves.len(), 1, "{told:?}");
    assert_eq!((&moves[0]["actor"], &moves[0]["object"]), (&json!(here), &json!(here)));
    assert_eq!(moves[0]["target"], new.id.as_str());
    // Whoever wants to believe it asks her actor; nothing else of hers is there.
    let path = format!("/people/{}", alice.guid);
    let (status, actor) = far.asks(&dave, &path).await;
    let actor: Value = serde_json::from_str(&actor).unwrap();
    assert_eq!((status, actor["movedTo"].as_str()), (200, Some(new.id.as_str())));
    let (status, _) = far.asks(&dave, &format!("{path}/outbox")).await;
    assert_eq!(status, 404);
    far.pod.advance(Duration::from_secs(8 * 86_400));
    samara::worker::drain(&far.pod).await.unwrap();
    assert_eq!(far.asks(&dave, &path).await.0, 410);
    let told = far.sent_to("https://far.example/inbox");
    assert_eq!(told.last().unwrap()["type"], "Delete");
}

#[rocket::async_test]
async fn who_moves_here_from_the_fediverse_is_shared_with_by_who_shared_with_them() {
    let (far, alice, dave) = alice_follows_dave().await;
    let bob = far.citizen("bob").await;
    let here = format!("https://one.example/people/{}", bob.guid);
    let moved = |name: &str| with(dave.does("Move", name, json!(dave.id)), json!({"target": here}));
    let shares = async || {
        let standing = contact::standing(far.pod.db.read(), alice.user, bob.person).await;
        standing.unwrap().receiving
    };
    far.tells(&dave, moved("1")).await;
    assert!(!shares().await, "bob does not say that he was dave");
    let browser = far.pod.browser("bob").await;
    let named = browser
        .post("/settings/moving/former", &[("former", "dave@far.example")])
        .await;
    assert_eq!(named.status(), 303);
    far.tells(&dave, moved("2")).await;
    assert!(shares().await);
}
