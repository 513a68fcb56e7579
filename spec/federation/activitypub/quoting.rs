//! Who quotes somebody of another server asks them, shows their word for it as long as it is good, and shows nobody else's.

use entity::Viewer;
use entity::visible::post::posts;
use samara::domain::{ignore, reshare};
use serde_json::{Value, json};

use super::{alice_follows_dave, named, posts_here};
use crate::support::Someone;
use crate::support::far::{Actor, Far, HERE, with};

const HEARD: &str = "https://masto.example/inbox";

/// Somebody here shows a post, with words of their own or without; the address.
async fn shows(far: &Far, who: &Someone, guid: &str, text: &str) -> String {
    let (me, host) = (who.me(&far.pod).await, far.pod.settings.host());
    let viewer = Viewer::Local(who.user, who.person);
    let found = posts(viewer).one(far.pod.db.read(), guid).await.unwrap();
    let found = found.expect("they see it").post;
    let shown = far.pod.act(async |tx| reshare::add(tx, &me, &host, &found, text).await);
    let shown = shown.await.unwrap().guid.clone();
    far.pod.settle().await;
    format!("{HERE}/posts/{shown}")
}

/// Alice, whom Mel of another server follows, quotes a post of Dave.
async fn alice_quotes_dave() -> (Far, Someone, Actor, String) {
    let (far, alice, dave) = alice_follows_dave().await;
    let mel = far.actor("mel", "masto.example");
    let follow = mel.does("Follow", "1", json!(format!("{HERE}/people/{}", alice.guid)));
    far.tells(&mel, follow).await;
    far.tells(&dave, dave.makes(dave.note("p", "Plums"))).await;
    let quote = shows(&far, &alice, &named(&dave.at("notes/p")), "Look at these").await;
    (far, alice, dave, quote)
}

/// What an inbox got of a kind.
fn sent(far: &Far, inbox: &str, kind: &str) -> Vec<Value> {
    let mut sent = far.sent_to(inbox);
    sent.retain(|sent| sent["type"] == kind);
    sent
}

/// What Dave was asked.
fn asked(far: &Far, dave: &Actor) -> Vec<Value> {
    sent(far, &format!("{}/inbox", dave.id), "QuoteRequest")
}

/// Dave's word that something may quote his post.
fn word(dave: &Actor, name: &str, quote: &str) -> Value {
    json!({
        "type": "QuoteAuthorization", "id": dave.at(&format!("stamps/{name}")), "attributedTo": dave.id,
        "interactingObject": quote, "interactionTarget": dave.at("notes/p"),
    })
}

fn answers(by: &Actor, verb: &str, name: &str, asked: &Value, stamp: &str) -> Value {
    with(by.does(verb, name, asked.clone()), json!({"result": stamp}))
}

/// By which word a quote says that it may be, to whoever asks for it.
async fn shown(far: &Far, quote: &str) -> Value {
    let mel = far.actor("mel", "masto.example");
    let (status, body) = far.asks(&mel, quote.strip_prefix(HERE).unwrap()).await;
    assert_eq!(status, 200);
    let said: Value = serde_json::from_str(&body).unwrap();
    assert_eq!((&said["id"], &said["type"]), (&json!(quote), &json!("Note")));
    said["quoteAuthorization"].clone()
}

#[rocket::async_test]
async fn who_quotes_asks_with_the_quote_in_hand_and_shows_the_word_that_it_may_be_until_it_may_not() {
    for whole in [true, false] {
        let (far, alice, dave, quote) = alice_quotes_dave().await;
        let told = asked(&far, &dave);
        assert_eq!(told.len(), 1, "{told:?}");
        let question = &told[0];
        assert_eq!(question["actor"], format!("{HERE}/people/{}", alice.guid));
        assert_eq!(question["object"], dave.at("notes/p"));
        assert_eq!(question["to"], json!([dave.id]));
        let made = &question["instrument"];
        assert_eq!((&made["id"], &made["type"]), (&json!(quote), &json!("Note")));
        assert_eq!(made["quote"], dave.at("notes/p"));
        assert_eq!(made["attributedTo"], question["actor"]);
        assert!(made["content"].as_str().unwrap().contains("Look at these"));
        assert_eq!(sent(&far, HEARD, "Create").len(), 1);
        assert!(
            !sent(&far, "https://far.example/inbox", "Create").is_empty(),
            "he has it as well"
        );
        assert_eq!(shown(&far, &quote).await, Value::Null, "he has said nothing yet");
        let stamp = word(&dave, "1", &quote);
        let at = stamp["id"].as_str().unwrap();
        far.serves(at, &stamp);
        let what = if whole {
            question.clone()
        } else {
            question["id"].clone()
        };
        for time in ["1", "2"] {
            far.tells(&dave, answers(&dave, "Accept", time, &what, at)).await;
        }
        assert_eq!(shown(&far, &quote).await, at);
        assert_eq!(far.asked_for(at), 1);
        let updates = sent(&far, HEARD, "Update");
        assert_eq!(updates.len(), 1, "who has it is told once");
        let note = &updates[0]["object"];
        assert_eq!(
            (&note["id"], &note["quoteAuthorization"]),
            (&json!(quote), &stamp["id"])
        );
        assert_eq!(note["updated"], Value::Null, "its words have not changed");
        // He changes his mind, and that is his last word.
        far.serves_as(at, 410, "text/plain", "");
        far.tells(&dave, dave.does("Delete", "stamp", json!(at))).await;
        assert_eq!(shown(&far, &quote).await, Value::Null);
        let updates = sent(&far, HEARD, "Update");
        assert_eq!(updates.len(), 2);
        assert_eq!(updates[1]["object"]["quoteAuthorization"], Value::Null);
        assert_ne!(updates[0]["id"], updates[1]["id"]);
        far.serves(at, &stamp);
        far.tells(&dave, answers(&dave, "Accept", "3", &what, at)).await;
        assert_eq!(shown(&far, &quote).await, Value::Null);
    }
}

#[rocket::async_test]
async fn who_may_not_quote_is_told_so_and_nobody_else_is() {
    let (far, alice, dave, quote) = alice_quotes_dave().await;
    let bob = far.citizen("bob").await;
    let words = "does not want to be quoted";
    let path = quote.strip_prefix(HERE).unwrap();
    let page = async |name: &str| far.pod.browser(name).await.get(path).await.text().to_owned();
    assert!(!page("alice").await.contains(words));
    let question = asked(&far, &dave).remove(0);
    let mallory = far.actor("mallory", "far.example");
    far.tells(&mallory, mallory.does("Reject", "1", question.clone())).await;
    assert!(!page("alice").await.contains(words), "it is not hers to say");
    far.tells(&dave, dave.does("Reject", "1", question.clone())).await;
    assert!(page("alice").await.contains(words));
    assert!(!page("bob").await.contains(words), "{}", bob.guid);
    assert!(
        sent(&far, HEARD, "Update").is_empty(),
        "for everybody else nothing has changed"
    );
    let stamp = word(&dave, "1", &quote);
    far.serves(stamp["id"].as_str().unwrap(), &stamp);
    far.tells(
        &dave,
        answers(&dave, "Accept", "1", &question, stamp["id"].as_str().unwrap()),
    )
    .await;
    assert_eq!(shown(&far, &quote).await, Value::Null, "{}", alice.guid);
}

#[rocket::async_test]
async fn nobody_lets_one_quote_what_is_anothers() {
    let (far, _, dave, quote) = alice_quotes_dave().await;
    let question = asked(&far, &dave).remove(0);
    let (mallory, eve) = (far.actor("mallory", "far.example"), far.actor("eve", "evil.example"));
    let other = format!("{HERE}/posts/0123456789abcdef0123456789abcdef");
    let good = word(&dave, "good", &quote);
    let forged = [
        ("of another quote", json!({"interactingObject": other})),
        ("for another post", json!({"interactionTarget": dave.at("notes/q")})),
        ("by another", json!({"attributedTo": mallory.id})),
        ("by another elsewhere", json!({"attributedTo": eve.id})),
        ("for something else", json!({"type": "ReplyAuthorization"})),
        ("of another address", json!({"id": dave.at("stamps/good")})),
        ("of another host", json!({"id": eve.at("stamps/1")})),
    ];
    for (number, (what, change)) in forged.into_iter().enumerate() {
        let at = dave.at(&format!("stamps/{number}"));
        let name = number.to_string();
        far.serves(&at, &with(word(&dave, &name, &quote), change));
        far.tells(&dave, answers(&dave, "Accept", &name, &question, &at)).await;
        assert_eq!(shown(&far, &quote).await, Value::Null, "{what}");
    }
    // At a third host, there by itself or by way of his own; and nowhere.
    let away = eve.at("stamps/1");
    far.serves(&away, &with(good.clone(), json!({"id": away})));
    far.serves_as(&dave.at("stamps/away"), 302, "text/plain", &away);
    let led = dave.at("stamps/led");
    far.serves(&eve.at("stamps/led"), &word(&dave, "led", &quote));
    far.serves_as(&led, 302, "text/plain", &eve.at("stamps/led"));
    for (number, at) in [away, dave.at("stamps/away"), led, dave.at("stamps/none")]
        .iter()
        .enumerate()
    {
        let name = format!("away{number}");
        far.tells(&dave, answers(&dave, "Accept", &name, &question, at)).await;
        assert_eq!(shown(&far, &quote).await, Value::Null, "{at}");
    }
    // By others, with his word and with their own.
    let at = good["id"].as_str().unwrap();
    far.serves(at, &good);
    for who in [&mallory, &eve] {
        let own = who.at("stamps/own");
        far.serves(&own, &with(good.clone(), json!({"id": own, "attributedTo": who.id})));
        for (name, stamp) in [("his", at), ("own", own.as_str())] {
            far.sends(who, "/inbox", &answers(who, "Accept", name, &question, stamp))
                .await;
            far.sends(
                who,
                "/inbox",
                &answers(who, "Accept", &format!("{name}-bare"), &question["id"], stamp),
            )
            .await;
            far.pod.settle().await;
            assert_eq!(shown(&far, &quote).await, Value::Null, "{} by {name}", who.id);
        }
    }
    assert!(sent(&far, HEARD, "Update").is_empty());
    // None of it was in the way of the one who may, and nobody else takes his word back.
    far.tells(&dave, answers(&dave, "Accept", "good", &question, at)).await;
    assert_eq!(shown(&far, &quote).await, at);
    for who in [&mallory, &eve] {
        for verb in ["Delete", "Reject"] {
            let object = if verb == "Delete" { json!(at) } else { question.clone() };
            far.sends(who, "/inbox", &who.does(verb, "stamp", object)).await;
        }
        far.pod.settle().await;
        assert_eq!(shown(&far, &quote).await, at, "{}", who.id);
    }
}

#[rocket::async_test]
async fn what_shows_without_words_asks_nobody_and_what_quotes_somebody_here_needs_no_asking() {
    let (far, alice, dave) = alice_follows_dave().await;
    let bob = far.citizen("bob").await;
    far.tells(&dave, dave.makes(dave.note("p", "Plums"))).await;
    shows(&far, &alice, &named(&dave.at("notes/p")), "").await;
    assert!(asked(&far, &dave).is_empty());
    let post = posts_here(&far, &alice, "pears", None).await;
    let quote = shows(&far, &bob, &post, "Look at these").await;
    let stamp = shown(&far, &quote).await;
    let path = stamp.as_str().expect("a word").strip_prefix(HERE).unwrap().to_owned();
    let (status, said) = far.asks(&dave, &path).await;
    assert_eq!(status, 200);
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(said["interactingObject"], quote);
    assert_eq!(said["interactionTarget"], format!("{HERE}/posts/{post}"));
    assert_eq!(said["attributedTo"], format!("{HERE}/people/{}", alice.guid));
    let ignored = far.pod.act(async |tx| ignore::add(tx, alice.user, bob.person).await);
    ignored.await.unwrap();
    assert_eq!(shown(&far, &quote).await, Value::Null);
    assert_eq!(far.asks(&dave, &path).await.0, 404);
}
