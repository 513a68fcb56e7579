//! People who speak both protocols: what came from them over one is answered by that, once, whatever is about it; what the other one has
//! words for goes by the other.

use entity::visible::comment::comments;
use entity::visible::post::{Authored, posts};
use entity::{PostId, Viewer};
use samara::domain::comment::{self, Draft};
use samara::domain::like::{self, On};
use samara::domain::me::Me;
use samara::domain::{contact, poll, post, reshare};
use serde_json::{Value, json};

use super::{answering, named, posts_here, reads};
use crate::support::Someone;
use crate::support::far::{Actor, Far, HERE, with};

const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// A pod with Alice, who has Dave in an aspect; he speaks both.
async fn alice_and_dave() -> (Far, Someone, Actor) {
    let far = Far::new().await;
    let alice = far.citizen("alice").await;
    let dave = far.both("dave", "far.example", "0123456789abcdef");
    far.opens("alice", &dave.id).await;
    let person = far.known(&dave).await.unwrap();
    let aspect = alice.aspect(&far.pod, "family").await;
    let added = far
        .pod
        .act(async |tx| contact::add_to(tx, alice.user, person.id, aspect).await);
    added.await.unwrap();
    far.pod.settle().await;
    (far, alice, dave)
}

/// What went to Dave's server after so many requests: where to, and what it was. Letters of diaspora* are `letter`.
fn went(far: &Far, after: usize) -> Vec<(String, String)> {
    let asked = far.asked().into_iter().skip(after);
    let sent = asked.filter(|asked| asked.post && asked.url.starts_with("https://far.example/"));
    let kind = |body: &str| match serde_json::from_str::<Value>(body) {
        Ok(body) if body["type"].is_string() => body["type"].as_str().unwrap().to_owned(),
        Ok(_) | Err(_) => "letter".to_owned(),
    };
    let path = |url: &str| url.trim_start_matches("https://far.example").to_owned();
    sent.map(|asked| (path(&asked.url), kind(&asked.body))).collect()
}

async fn seen(far: &Far, who: &Someone, guid: &str) -> Authored {
    let viewer = Viewer::Local(who.user, who.person);
    let found = posts(viewer).one(far.pod.db.read(), guid).await.unwrap();
    found.expect("they see it")
}

async fn says(far: &Far, who: &Someone, guid: &str, text: &str) -> String {
    let (me, host) = (who.me(&far.pod).await, far.pod.settings.host());
    let on = seen(far, who, guid).await.post;
    let draft = Draft { text, answers: None };
    let said = far.pod.act(async |tx| comment::add(tx, &me, &host, &on, draft).await);
    let said = said.await.unwrap().guid.clone();
    far.pod.settle().await;
    said
}

async fn shows(far: &Far, who: &Someone, guid: &str, text: &str) -> String {
    let (me, host) = (who.me(&far.pod).await, far.pod.settings.host());
    let of = seen(far, who, guid).await.post;
    let shown = far.pod.act(async |tx| reshare::add(tx, &me, &host, &of, text).await);
    let shown = shown.await.unwrap().guid.clone();
    far.pod.settle().await;
    shown
}

async fn takes_back(far: &Far, who: &Someone, guid: &str) {
    let me = who.me(&far.pod).await;
    far.pod.act(async |tx| post::delete(tx, &me, guid).await).await.unwrap();
    far.pod.settle().await;
}

async fn answer_of(far: &Far, on: PostId) -> i64 {
    let all = Viewer::Pod(entity::viewer::Reason::Arrival);
    let now = far.pod.clock.now();
    let asked = entity::visible::poll::of(far.pod.db.read(), all, &[on], now).await;
    asked.unwrap().remove(&on).unwrap().answers[0].id.0
}

/// Likes something, and then does not.
async fn likes_for_a_while<'a>(far: &Far, me: &Me, it: impl Fn() -> On<'a>) {
    let given = far.pod.act(async |tx| like::give(tx, me, it(), "").await);
    given.await.unwrap();
    far.pod.settle().await;
    let taken_back = far.pod.act(async |tx| like::take_back(tx, me, it()).await);
    taken_back.await.unwrap();
    far.pod.settle().await;
}

#[rocket::async_test]
async fn what_came_over_one_protocol_is_answered_by_it_once_whatever_its_author_speaks() {
    let (far, alice, dave) = alice_and_dave().await;
    let question = with(
        dave.note("q", "Tea or coffee?"),
        json!({
            "type": "Question", "endTime": "2026-11-30T00:00:00Z",
            "oneOf": [{"type": "Note", "name": "Tea"}, {"type": "Note", "name": "Coffee"}],
        }),
    );
    far.tells(&dave, dave.makes(question)).await;
    let guid = named(&dave.at("notes/q"));
    let (me, host) = (alice.me(&far.pod).await, far.pod.settings.host());
    let on = seen(&far, &alice, &guid).await.post;
    let shared = "/inbox".to_owned();
    let own = "/users/dave/inbox".to_owned();

    let mut after = far.asked().len();
    let said = says(&far, &alice, &guid, "Tea").await;
    assert_eq!(went(&far, after), [(shared.clone(), "Create".to_owned())]);
    let create = far.sent_to("https://far.example/inbox").pop().unwrap();
    assert_eq!(create["object"]["inReplyTo"], dave.at("notes/q"));

    after = far.asked().len();
    let edited = far
        .pod
        .act(async |tx| comment::edit(tx, &me, &host, &on, &said, "Green tea").await);
    edited.await.unwrap();
    far.pod.settle().await;
    assert_eq!(went(&far, after), [(shared.clone(), "Update".to_owned())]);

    after = far.asked().len();
    let gone = far.pod.act(async |tx| comment::retract(tx, &me, &said).await);
    gone.await.unwrap();
    far.pod.settle().await;
    assert_eq!(went(&far, after), [(shared.clone(), "Delete".to_owned())]);

    let it = || On {
        post: &on,
        comment: None,
    };
    after = far.asked().len();
    likes_for_a_while(&far, &me, it).await;
    let vote = answer_of(&far, on.id).await;
    far.pod
        .act(async |tx| poll::vote(tx, &me, &on, &[vote]).await)
        .await
        .unwrap();
    far.pod.settle().await;
    let felt = ["Like", "Undo", "Create"].map(|verb| (own.clone(), verb.to_owned()));
    assert_eq!(went(&far, after), felt);

    after = far.asked().len();
    let shown = shows(&far, &alice, &guid, "").await;
    assert_eq!(went(&far, after), [(shared.clone(), "Announce".to_owned())]);
    after = far.asked().len();
    takes_back(&far, &alice, &shown).await;
    assert_eq!(went(&far, after), [(shared.clone(), "Undo".to_owned())]);

    after = far.asked().len();
    let quote = shows(&far, &alice, &guid, "Look").await;
    takes_back(&far, &alice, &quote).await;
    let mut told = went(&far, after);
    told.sort();
    let quoted = [(&shared, "Create"), (&shared, "Delete"), (&own, "QuoteRequest")];
    assert_eq!(told, quoted.map(|(to, verb)| (to.clone(), verb.to_owned())));
}

#[rocket::async_test]
async fn what_came_to_somebody_alone_is_answered_to_its_author_alone() {
    let (far, alice, dave) = alice_and_dave().await;
    let to_alice = json!({"to": [format!("{HERE}/people/{}", alice.guid)], "cc": []});
    let create = dave.makes(with(dave.note("1", "Between us"), to_alice));
    let inbox = format!("/people/{}/inbox", alice.guid);
    assert_eq!(far.sends(&dave, &inbox, &create).await, 202);
    far.pod.settle().await;
    let guid = named(&dave.at("notes/1"));
    let after = far.asked().len();
    let said = says(&far, &alice, &guid, "As ever").await;
    let me = alice.me(&far.pod).await;
    far.pod
        .act(async |tx| comment::retract(tx, &me, &said).await)
        .await
        .unwrap();
    far.pod.settle().await;
    let told = ["Create", "Delete"].map(|verb| ("/users/dave/inbox".to_owned(), verb.to_owned()));
    assert_eq!(went(&far, after), told);
}

#[rocket::async_test]
async fn what_is_felt_of_an_answer_is_said_where_the_answer_is_known() {
    let (far, alice, dave) = alice_and_dave().await;
    let guid = posts_here(&far, &alice, "Plums", None).await;
    far.pod.settle().await;
    let answer = answering(dave.note("1", "Yum"), &format!("{HERE}/posts/{guid}"));
    far.tells(&dave, dave.makes(answer)).await;
    assert_eq!(reads(&far.pod, &alice, &guid).await, ["dave@far.example: Yum"]);
    let on = seen(&far, &alice, &guid).await.post;
    let viewer = Viewer::Local(alice.user, alice.person);
    let said = comments(viewer)
        .one(far.pod.db.read(), &named(&dave.at("notes/1")))
        .await;
    let said = said.unwrap().unwrap().comment;
    let it = || On {
        post: &on,
        comment: Some(&said),
    };
    let (me, after) = (alice.me(&far.pod).await, far.asked().len());
    likes_for_a_while(&far, &me, it).await;
    let told = ["Like", "Undo"].map(|verb| ("/users/dave/inbox".to_owned(), verb.to_owned()));
    assert_eq!(went(&far, after), told, "and no letter about what nobody knows there");
}

#[rocket::async_test]
async fn who_follows_and_speaks_both_gets_what_is_quiet_in_the_one_that_has_a_word_for_it() {
    let (far, alice, dave) = alice_and_dave().await;
    let mel = far.actor("mel", "other.example");
    far.follows(&alice, "alice", &mel).await;
    far.tells(
        &dave,
        dave.does("Follow", "1", json!(format!("{HERE}/people/{}", alice.guid))),
    )
    .await;
    let quiet = json!({"to": [format!("{}/followers", mel.id)], "cc": [PUBLIC]});
    far.tells(&mel, mel.makes(with(mel.note("1", "softly"), quiet))).await;
    let after = far.asked().len();
    let shown = shows(&far, &alice, &named(&mel.at("notes/1")), "").await;
    takes_back(&far, &alice, &shown).await;
    let told = ["Announce", "Undo"].map(|verb| ("/inbox".to_owned(), verb.to_owned()));
    assert_eq!(went(&far, after), told);
    // What both have words for he gets once.
    let after = far.asked().len();
    posts_here(&far, &alice, "aloud", None).await;
    far.pod.settle().await;
    assert_eq!(went(&far, after), [("/receive/public".to_owned(), "letter".to_owned())]);
}
