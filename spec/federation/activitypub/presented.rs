//! What a post of ours is besides its words, as servers of the fediverse are told: polls and how they came out, warnings, places, ends,
//! quotes; and that somebody has left.

use std::time::Duration;

use samara::domain::account::close::{When, close};
use samara::domain::post::Wishes;
use samara::domain::reshare;
use serde_json::{Value, json};

use crate::federation::{posts_to, posts_with, sees};
use crate::support::Network;
use crate::support::network::Citizen;
use crate::support::persona::{Persona, Program};

async fn followed<'a>(network: &'a Network) -> (Citizen<'a>, Persona) {
    let alice = network.citizen(0, "alice").await;
    let persona = Persona::join(network, Program::Mastodon, "masto.example", &["kim"]).await;
    persona.follows("kim", &alice).await;
    (alice, persona)
}

/// What came of one kind since the last time.
fn came(persona: &Persona, verb: &str) -> Vec<Value> {
    let all = persona.came().into_iter().map(|came| came.body);
    let these = all.filter(|body| body["type"] == verb).collect();
    persona.forget();
    these
}

#[rocket::async_test]
async fn a_poll_is_a_question_and_how_it_came_out_is_told_once_it_is_over() {
    let network = Network::of(1).await;
    let (alice, persona) = followed(&network).await;
    for (multiple, member, other) in [(false, "oneOf", "anyOf"), (true, "anyOf", "oneOf")] {
        let wishes = Wishes {
            question: "Which?".to_owned(),
            answers: "apples\npears\nplums".to_owned(),
            multiple,
            poll_lasts: "24".to_owned(),
            ..Wishes::default()
        };
        let guid = posts_with(&alice, "Fruit", "public", &wishes).await;
        network.settle().await;
        let created = came(&persona, "Create");
        let question = &created[0]["object"];
        assert_eq!(question["type"], "Question");
        assert!(question[other].is_null(), "{question}");
        let names: Vec<&Value> = question[member]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| &one["name"])
            .collect();
        assert_eq!(names, ["apples", "pears", "plums"]);
        assert!(
            question[member]
                .as_array()
                .unwrap()
                .iter()
                .all(|one| one["type"] == "Note")
        );
        assert!(
            question["endTime"].is_string() && question["closed"].is_null(),
            "{question}"
        );
        network.advance(Duration::from_secs(23 * 3_600));
        network.settle().await;
        assert!(came(&persona, "Update").is_empty(), "it is not over");
        network.advance(Duration::from_secs(7_200));
        network.settle().await;
        let told = came(&persona, "Update");
        assert_eq!(told.len(), 1);
        let id = format!("https://one.example/posts/{guid}");
        assert_eq!(
            (&told[0]["object"]["id"], &told[0]["object"]["type"]),
            (&json!(id), &json!("Question"))
        );
        assert!(told[0]["object"]["closed"].is_string(), "{}", told[0]);
        assert_eq!(told[0]["id"], format!("{id}#updates/ended"));
        assert!(told[0]["object"]["updated"].is_null(), "its words are the same");
        network.advance(Duration::from_secs(48 * 3_600));
        network.settle().await;
        assert!(came(&persona, "Update").is_empty(), "once");
    }
}

#[rocket::async_test]
async fn warnings_places_and_ends_are_said_in_the_words_that_others_read() {
    let network = Network::of(1).await;
    let (alice, persona) = followed(&network).await;
    let wishes = Wishes {
        warning: "Spoilers & <plums>".to_owned(),
        place: "The allotment".to_owned(),
        lasts: "24".to_owned(),
        ..Wishes::default()
    };
    let guid = posts_with(&alice, "It was the **gardener** #whodunit", "public", &wishes).await;
    network.settle().await;
    let note = came(&persona, "Create").remove(0)["object"].clone();
    assert_eq!(note["summary"], "Spoilers &amp; &lt;plums&gt;");
    assert_eq!(note["sensitive"], true);
    assert_eq!(note["location"]["name"], "The allotment");
    assert!(note["endTime"].is_string(), "{note}");
    assert!(note["content"].as_str().unwrap().contains("<strong>gardener</strong>"));
    let tags = note["tag"].as_array().unwrap();
    assert!(
        tags.iter()
            .any(|tag| tag["type"] == "Hashtag" && tag["name"] == "#whodunit"),
        "{tags:?}"
    );
    network.advance(Duration::from_secs(25 * 3_600));
    network.settle().await;
    let gone = came(&persona, "Delete");
    assert_eq!(gone.len(), 1, "it goes when its time is over");
    assert_eq!(gone[0]["object"]["id"], format!("https://one.example/posts/{guid}"));
}

#[rocket::async_test]
async fn a_reshare_with_words_is_a_note_that_quotes() {
    let network = Network::of(1).await;
    let (alice, persona) = followed(&network).await;
    let bob = network.citizen(0, "bob").await;
    let root = posts_to(&bob, "The first plum", "public").await;
    let (me, host) = (alice.me().await, alice.pod.settings.host());
    let seen = sees(&alice, &root).await.unwrap().post;
    let shown = alice
        .pod
        .act(async |tx| reshare::add(tx, &me, &host, &seen, "Look at this").await)
        .await
        .unwrap();
    network.settle().await;
    let created = came(&persona, "Create");
    let note = &created
        .iter()
        .find(|one| one["object"]["id"] == format!("https://one.example/posts/{}", shown.guid));
    let note = &note.expect("it is told")["object"];
    let quoted = format!("https://one.example/posts/{root}");
    for member in ["quote", "quoteUri", "quoteUrl", "_misskey_quote"] {
        assert_eq!(note[member], quoted, "{member}");
    }
    let content = note["content"].as_str().unwrap();
    assert!(
        content.contains("Look at this") && content.contains(&quoted),
        "{content}"
    );
    assert_eq!(
        note["attributedTo"],
        format!("https://one.example/people/{}", alice.who.guid)
    );
}

#[rocket::async_test]
async fn that_somebody_has_left_is_told_when_they_cannot_come_back() {
    let network = Network::of(1).await;
    let (alice, persona) = followed(&network).await;
    posts_to(&alice, "words", "public").await;
    network.settle().await;
    persona.forget();
    alice
        .pod
        .act(async |tx| close(tx, alice.who.user, When::Later).await)
        .await
        .unwrap();
    network.settle().await;
    assert!(came(&persona, "Delete").is_empty(), "she may come back for a week");
    network.advance(Duration::from_secs(8 * 86_400));
    network.settle().await;
    let actor = format!("https://one.example/people/{}", alice.who.guid);
    let gone = came(&persona, "Delete");
    let of_actor: Vec<&Value> = gone
        .iter()
        .filter(|one| one["object"] == actor || one["object"]["id"] == actor)
        .collect();
    assert_eq!(of_actor.len(), 1, "{gone:#?}");
    assert_eq!(of_actor[0]["actor"], actor);
}
