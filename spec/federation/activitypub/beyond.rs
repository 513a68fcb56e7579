//! What others have given away that was nobody's any more, or not yet (security.md, A70, A88): what was deleted, and what somebody may
//! who waits, is refused, has left or is blocked.

use std::collections::BTreeSet;

use entity::visible::like::likes;
use entity::visible::post::posts;
use entity::{PersonId, Viewer};
use samara::domain::block::{self, Below};
use samara::domain::post::{self, Wishes};
use samara::domain::{contact, ignore};
use serde_json::json;

use super::{answering, posts_here, reads};
use crate::federation::{posts_with, says, sees as seen};
use crate::support::far::{Actor, Far, with};
use crate::support::persona::{Persona, Program};
use crate::support::photo::{added, picked};
use crate::support::{Network, Someone, TestPod};

/// Names and values.
pub type Headers = Vec<(String, String)>;
/// Status, headers, body.
pub type Heard = (u16, Headers, String);

/// What a pod answers.
pub async fn ask(pod: &TestPod, headers: &[(String, String)], path: &str) -> Heard {
    let (status, headers, body) = pod.server().asked(false, path, headers, Vec::new()).await;
    (status, headers, String::from_utf8_lossy(&body).into_owned())
}

/// A70: whoever had it is told, and it is nowhere any more, its picture neither, whoever asks.
#[rocket::async_test]
async fn what_is_deleted_is_taken_back_from_all_who_had_it_and_is_at_none_of_its_addresses() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    let masto = Persona::join(&network, Program::Mastodon, "masto.example", &["kim"]).await;
    let fish = Persona::join(&network, Program::Pixelfed, "fish.example", &["lou"]).await;
    let aside = Persona::join(&network, Program::Pleroma, "aside.example", &["max"]).await;
    masto.follows("kim", &alice).await;
    let family = alice.who.aspect(alice.pod, "family").await;
    let lou = fish.who("lou").id;
    let put = alice
        .pod
        .act(async |tx| contact::add_to(tx, alice.who.user, lou, family).await);
    put.await.unwrap();
    network.settle().await;
    fish.forget();
    let me = alice.me().await;
    let (mut guids, mut files, mut paths) = (Vec::new(), Vec::new(), Vec::new());
    for aspect in ["public", "family"] {
        let photo = added(alice.pod, &me, "a picture").await;
        let wishes = Wishes {
            photos: vec![picked(&photo)],
            ..Wishes::default()
        };
        let guid = posts_with(&alice, &format!("Plums for {aspect}"), aspect, &wishes).await;
        let said = says(&alice, &guid, "Ripe ones").await;
        files.push(format!("photos/{}/full.jpg", photo.storage_key));
        paths.extend([
            format!("/posts/{guid}"),
            format!("/comments/{said}"),
            format!("/p/{}/full", photo.address),
            format!("/p/{}/thumb_large_full", photo.address),
            format!("/photos/{}/full", photo.guid),
            format!("/posts/{guid}/replies"),
            format!("/posts/{guid}/likes"),
        ]);
        guids.push(guid);
    }
    network.settle().await;
    for (persona, person) in [(&masto, "kim"), (&fish, "lou")] {
        for came in persona.came() {
            let id = came.body["object"]["id"].as_str().unwrap_or_default();
            let path = id.strip_prefix("https://one.example").unwrap().to_owned();
            let got = ask(alice.pod, &persona.signs(alice.pod, person, &path), &path).await;
            assert_eq!(got.0, 200, "{path} is there as long as it is");
            paths.push(path);
        }
    }
    assert!(seen(&bob, &guids[1]).await.is_some());
    assert!(paths.iter().any(|path| path.contains("/copies/")), "{paths:?}");
    for file in &files {
        assert!(alice.pod.storage.get(file).await.unwrap().is_some());
    }
    let given = |persona: &Persona, kind: &str| -> BTreeSet<String> {
        let came = persona.came().into_iter().filter(|came| came.body["type"] == kind);
        let ids = came.map(|came| came.body["object"]["id"].as_str().unwrap().to_owned());
        ids.filter(|id| id.contains("/posts/")).collect()
    };
    for guid in &guids {
        alice
            .pod
            .act(async |tx| post::delete(tx, &me, guid).await)
            .await
            .unwrap();
    }
    network.settle().await;
    for persona in [&masto, &fish] {
        assert!(!given(persona, "Create").is_empty());
        assert!(
            given(persona, "Delete").is_superset(&given(persona, "Create")),
            "{}",
            persona.host
        );
    }
    assert!(aside.came().is_empty(), "who never had it hears nothing");
    for guid in &guids {
        assert!(seen(&bob, guid).await.is_none(), "by the other protocol, too");
    }
    for file in &files {
        assert!(alice.pod.storage.get(file).await.unwrap().is_none(), "{file}");
    }
    let own = alice.pod.browser("alice").await;
    for path in &paths {
        for (persona, person) in [(&masto, "kim"), (&fish, "lou")] {
            let got = ask(alice.pod, &persona.signs(alice.pod, person, path), path).await;
            assert!(matches!(got.0, 404 | 410), "{path} for {}: {}", persona.host, got.0);
        }
        let plain = alice.pod.visitor().with("Accept", "text/html").get(path).await;
        assert!(matches!(plain.status(), 401 | 404 | 410), "{path}: {}", plain.status());
        let mine = own.get(path).await;
        assert!(matches!(mine.status(), 401 | 404 | 410), "{path}: {}", mine.status());
    }
}

/// What each of these may: is given what is shared with its like, has again what it was given before, answers and likes what is
/// for a few, has what is for all, answers and likes that.
const MAY: [(&str, [bool; 7]); 9] = [
    ("trusted", [true, true, true, true, true, true, true]),
    ("stranger", [false, false, false, false, true, true, true]),
    ("waiting", [false, false, false, false, true, true, true]),
    ("refused", [false, false, false, false, true, true, true]),
    ("moved", [false, true, false, false, true, true, true]),
    ("ignored", [false, false, false, false, true, false, false]),
    ("left", [false; 7]),
    ("lone", [false; 7]),
    ("blocked", [false; 7]),
];

fn actor(far: &Far, name: &str) -> Actor {
    far.actor(name, &format!("{name}.example"))
}

async fn becomes(far: &Far, alice: &Someone, who: &Actor) {
    let pod = &far.pod;
    let browser = pod.browser("alice").await;
    let here = format!("https://one.example/people/{}", alice.guid);
    let decides = async |may: &str| {
        far.tells(who, who.does("Follow", "1", json!(here))).await;
        let path = format!("/people/{}/follower", far.known(who).await.unwrap().guid);
        assert_eq!(browser.post(&path, &[("may", may)]).await.status(), 303);
        pod.settle().await;
    };
    match who.name.as_str() {
        "waiting" => far.tells(who, who.does("Follow", "1", json!(here))).await,
        "refused" => decides("no").await,
        "ignored" => {
            decides("yes").await;
            let person = far.known(who).await.unwrap().id;
            pod.act(async |tx| ignore::add(tx, alice.user, person).await)
                .await
                .unwrap();
        }
        "stranger" => {}
        _ => {
            far.follows(alice, "alice", who).await;
            decides("yes").await;
        }
    }
    pod.settle().await;
}

/// What happens to those who were trusted before.
async fn turns(far: &Far, alice: &Someone, who: &Actor) {
    let blocked = |name: &'static str| block::Wanted {
        name,
        below: Below::Too,
        reason: "",
    };
    match who.name.as_str() {
        "left" => far.tells(who, who.does("Delete", "me", json!(who.id))).await,
        "moved" => {
            let new = far.actor("settled", "settled.example");
            far.publishes(&new, "Person", json!({"alsoKnownAs": [who.id]}));
            let moves = with(who.does("Move", "1", json!(who.id)), json!({"target": new.id}));
            far.tells(who, moves).await;
        }
        name @ ("lone" | "blocked") => {
            let wanted = blocked(if name == "lone" {
                "lone@lone.example"
            } else {
                "blocked.example"
            });
            let added = far
                .pod
                .act(async |tx| block::add(tx, alice.user, "one.example", wanted).await);
            added.await.unwrap();
            far.pod.remembered.forget_all();
        }
        _ => {}
    }
    far.pod.settle().await;
}

/// The path of what was sent to somebody with these words in it.
fn copy(far: &Far, who: &Actor, words: &str) -> Option<String> {
    let sent = far.sent_to(&format!("{}/inbox", who.id));
    let sent = sent.iter().find(|sent| {
        sent["object"]["content"]
            .as_str()
            .is_some_and(|text| text.contains(words))
    })?;
    let id = sent["object"]["id"].as_str().unwrap();
    Some(id.strip_prefix("https://one.example").unwrap().to_owned())
}

/// Whether they have given a like.
async fn liked(far: &Far, whose: Option<PersonId>, guid: &str) -> bool {
    let all = Viewer::Pod(entity::viewer::Reason::Arrival);
    let on = posts(all).one(far.pod.db.read(), guid).await.unwrap().unwrap().post;
    let Some(whose) = whose else { return false };
    let given = likes(all).of(entity::write::like::Target::post(&on)).by(whose);
    given.first(far.pod.db.read()).await.unwrap().is_some()
}

/// A88 (CVE-2026-43913): nobody has more than what they are by now.
#[rocket::async_test]
async fn who_waits_is_refused_ignored_gone_or_blocked_may_what_the_table_says_and_nothing_else() {
    let far = Far::new().await;
    let alice = far.citizen("alice").await;
    let browser = far.pod.browser("alice").await;
    let fields = [("reach", "limited"), ("share-back", "0"), ("follows-asked", "1")];
    assert_eq!(browser.post("/settings/sharing", &fields).await.status(), 303);
    let all: Vec<Actor> = MAY.iter().map(|(name, _)| actor(&far, name)).collect();
    for who in &all {
        becomes(&far, &alice, who).await;
    }
    posts_here(&far, &alice, "MARK-before", Some("family")).await;
    far.pod.settle().await;
    let anybodys = copy(&far, &all[0], "MARK-before").expect("whoever is trusted has it");
    for who in &all {
        turns(&far, &alice, who).await;
    }
    let few = posts_here(&far, &alice, "MARK-few", Some("family")).await;
    let public = posts_here(&far, &alice, "MARK-all", None).await;
    far.pod.settle().await;
    let at = |guid: &str| format!("https://one.example/posts/{guid}");
    let me = json!({"to": [format!("https://one.example/people/{}", alice.guid)], "cc": []});
    for ((name, may), who) in MAY.iter().zip(&all) {
        let given = copy(&far, who, "MARK-few").is_some();
        let before = copy(&far, who, "MARK-before").unwrap_or_else(|| anybodys.clone());
        let had = far.asks(who, &before).await;
        let open = far.asks(who, &format!("/posts/{public}")).await.0 == 200;
        for path in [
            format!("/posts/{few}"),
            format!("/posts/{few}/copies/0"),
            anybodys.clone(),
        ] {
            let got = far.asks(who, &path).await;
            assert!(*name == "trusted" || !got.1.contains("MARK"), "{name} at {path}");
        }
        let below = with(answering(who.note("few", "a word"), &at(&few)), me.clone());
        let answers = [
            who.makes(below),
            who.does("Like", "few", json!(at(&few))),
            who.makes(answering(who.note("all", "a word"), &at(&public))),
            who.does("Like", "all", json!(at(&public))),
        ];
        for activity in &answers {
            far.sends(who, "/inbox", activity).await;
        }
        far.pod.settle().await;
        let said = async |guid: &str| {
            let begin = format!("{name}@");
            reads(&far.pod, &alice, guid)
                .await
                .iter()
                .any(|said| said.starts_with(&begin))
        };
        let known = far.known(who).await.map(|person| person.id);
        let does = [
            given,
            had.0 == 200 && had.1.contains("MARK-before"),
            said(&few).await,
            liked(&far, known, &few).await,
            open,
            said(&public).await,
            liked(&far, known, &public).await,
        ];
        assert_eq!(does, *may, "{name}");
    }
}
