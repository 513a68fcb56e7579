//! Somebody's inbox is not where it was: their server is asked where they are before anything ends, and not for each thing that is sent.

use std::time::Duration;

use serde_json::{Value, json};

use super::{alice_follows_dave, answering, posts_here, reads, sees};
use crate::support::Someone;
use crate::support::far::{Actor, Far};
use crate::support::rows::count;

/// Alice, whom Dave follows, whose server has no address for all.
async fn followed() -> (Far, Someone, Actor) {
    let far = Far::new().await;
    let alice = far.citizen("alice").await;
    let dave = far.actor("dave", "far.example");
    far.publishes(&dave, "Person", json!({"endpoints": {}}));
    let here = format!("https://one.example/people/{}", alice.guid);
    far.tells(&dave, dave.does("Follow", "1", json!(here))).await;
    assert_eq!(follows(&far).await, 1);
    (far, alice, dave)
}

async fn follows(far: &Far) -> i64 {
    count(far.pod.db.read(), "SELECT COUNT(*) FROM follow WHERE way = 'in'").await
}

fn inbox(who: &Actor) -> String {
    format!("{}/inbox", who.id)
}

fn answers(far: &Far, url: &str, status: u16) {
    far.serves_as(url, status, "text/plain", "");
}

/// The posts that were sent to an address, by their guids, from a place on.
fn told(far: &Far, inbox: &str, from: usize) -> Vec<String> {
    let sent: Vec<Value> = far.sent_to(inbox).split_off(from);
    let posts = sent.iter().filter(|sent| sent["type"] == "Create");
    let guid = |sent: &Value| {
        sent["object"]["id"]
            .as_str()
            .unwrap()
            .rsplit('/')
            .next()
            .unwrap()
            .to_owned()
    };
    posts.map(guid).collect()
}

#[rocket::async_test]
async fn an_inbox_that_is_not_found_ends_nothing_as_long_as_its_actor_is_there() {
    let (far, alice, dave) = followed().await;
    for status in [404, 410] {
        far.pod.advance(Duration::from_secs(86_400));
        answers(&far, &inbox(&dave), status);
        let before = far.asked_for(&dave.id);
        let mut posts = Vec::new();
        for number in 0..5 {
            posts.push(posts_here(&far, &alice, &format!("plums {number}"), None).await);
            far.pod.settle().await;
        }
        assert_eq!(follows(&far).await, 1);
        assert_eq!(
            far.asked_for(&dave.id),
            before + 1,
            "once an hour, however much is sent"
        );
        let from = far.sent_to(&inbox(&dave)).len();
        answers(&far, &inbox(&dave), 202);
        far.pod.advance(Duration::from_secs(3_600));
        far.pod.settle().await;
        assert_eq!(
            told(&far, &inbox(&dave), from),
            posts,
            "what has waited comes in the end"
        );
    }
}

#[rocket::async_test]
async fn whoever_has_another_inbox_gets_there_what_did_not_reach_the_former_one() {
    let (far, alice, dave) = followed().await;
    let new = dave.at("inboxes/dave");
    answers(&far, &inbox(&dave), 404);
    far.publishes(&dave, "Person", json!({"endpoints": {}, "inbox": new}));
    let before = far.asked_for(&dave.id);
    let mut posts = Vec::new();
    for number in 0..3 {
        posts.push(posts_here(&far, &alice, &format!("plums {number}"), None).await);
    }
    far.pod.settle().await;
    assert_eq!(told(&far, &new, 0), posts);
    assert_eq!(far.asked_for(&dave.id), before + 1);
    assert_eq!(follows(&far).await, 1);
    let former = far.sent_to(&inbox(&dave)).len();
    posts.push(posts_here(&far, &alice, "pears", None).await);
    far.pod.settle().await;
    assert_eq!((told(&far, &new, 0), far.sent_to(&inbox(&dave)).len()), (posts, former));
}

#[rocket::async_test]
async fn whoever_is_not_at_their_own_address_either_follows_no_longer_and_stays_who_they_are() {
    let (far, alice, dave) = followed().await;
    let post = posts_here(&far, &alice, "hello", None).await;
    let here = format!("https://one.example/posts/{post}");
    far.tells(&dave, dave.makes(answering(dave.note("1", "a word"), &here)))
        .await;
    answers(&far, &inbox(&dave), 404);
    answers(&far, &dave.id, 404);
    posts_here(&far, &alice, "plums", None).await;
    far.pod.settle().await;
    assert_eq!(follows(&far).await, 0);
    assert_eq!(far.known(&dave).await.unwrap().closed_at, None);
    assert_eq!(
        reads(&far.pod, &alice, &post).await.len(),
        1,
        "nobody says that they have left"
    );
}

#[rocket::async_test]
async fn whoever_is_gone_for_good_by_the_word_of_their_server_has_left() {
    let (far, alice, dave) = followed().await;
    let erin = far.actor("erin", "far.example");
    let post = posts_here(&far, &alice, "hello", None).await;
    let here = format!("https://one.example/posts/{post}");
    for (name, who) in [("1", &dave), ("2", &erin)] {
        far.tells(who, who.makes(answering(who.note(name, "a word"), &here)))
            .await;
    }
    assert_eq!(reads(&far.pod, &alice, &post).await.len(), 2);
    far.pod.advance(Duration::from_secs(86_400));
    answers(&far, &dave.id, 410);
    let others = format!("/people/{}", far.known(&erin).await.unwrap().guid);
    // Whatever an inbox answers, as long as nobody asks for the actor they are there.
    answers(&far, &inbox(&dave), 404);
    posts_here(&far, &alice, "plums", None).await;
    far.pod.settle().await;
    assert_eq!(reads(&far.pod, &alice, &post).await, ["erin@far.example: a word"]);
    assert_eq!(follows(&far).await, 0);
    assert!(far.known(&dave).await.is_none_or(|dave| dave.closed_at.is_some()));
    // It is the same whoever asks for them.
    answers(&far, &erin.id, 410);
    let looked = far
        .pod
        .browser("alice")
        .await
        .post(&format!("{others}/look"), &[])
        .await;
    assert_eq!(looked.status(), 303);
    far.pod.settle().await;
    assert!(reads(&far.pod, &alice, &post).await.is_empty());
}

#[rocket::async_test]
async fn what_lies_on_a_server_that_is_away_for_days_is_had_when_it_returns() {
    let (far, alice, dave) = alice_follows_dave().await;
    let mel = far.actor("mel", "other.example");
    let (plums, pears) = (mel.at("notes/plums"), mel.at("notes/pears"));
    for (name, of) in [("1", &plums), ("2", &pears)] {
        answers(&far, of, 503);
        far.tells(&dave, dave.does("Announce", name, json!(of))).await;
    }
    let days = async |days: u32| {
        for _ in 0..days * 4 {
            far.pod.advance(Duration::from_secs(6 * 3_600));
            far.pod.settle().await;
        }
    };
    days(10).await;
    let shown = async |name: &str| {
        let shown = sees(&far.pod, &alice, &dave.at(&format!("did/dave/Announce/{name}"))).await;
        shown.is_some()
    };
    assert!(!shown("1").await);
    far.serves(&plums, &mel.note("plums", "plums"));
    days(1).await;
    assert!(shown("1").await, "it has waited for it");
    // After a fortnight nobody asks any more.
    days(4).await;
    let asked = far.asked_for(&pears);
    far.serves(&pears, &mel.note("pears", "pears"));
    days(2).await;
    assert!(!shown("2").await);
    assert_eq!(far.asked_for(&pears), asked);
}
