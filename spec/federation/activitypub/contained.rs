//! Conversations as collections of whose post they are below (FEP-171b): handed on by their owner, had where it lies, and no more told of
//! than each server was given.

use entity::pod as pod_row;
use samara::domain::comment::{self, Draft};
use samara::domain::contact;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::{Value, json};

use super::{alice_follows_dave, answering, named, posts_here, reads};
use crate::support::Someone;
use crate::support::far::{Actor, Far, HERE, with};

pub(super) const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// The program that a known server runs.
pub(super) async fn runs(far: &Far, host: &str, program: &str) {
    let db = far.pod.db.read();
    let home = pod_row::Entity::find().filter(pod_row::Column::Host.eq(host));
    let mut home = home.one(db).await.unwrap().unwrap().into_active_model();
    home.software = Set(Some(program.to_owned()));
    home.asked_at = Set(Some(far.pod.clock.now()));
    far.pod
        .act(async |tx| Ok(home.clone().update(tx.sql()).await?))
        .await
        .unwrap();
}

pub(super) fn at_home(who: &Someone) -> String {
    format!("{HERE}/people/{}", who.guid)
}

/// Somebody here says something below a post; the guid.
pub(super) async fn says_here(far: &Far, who: &Someone, guid: &str, text: &str) -> String {
    let (me, host) = (who.me(&far.pod).await, far.pod.settings.host());
    let viewer = entity::Viewer::Local(who.user, who.person);
    let post = entity::visible::post::posts(viewer).one(far.pod.db.read(), guid).await;
    let post = post.unwrap().expect("they see it").post;
    let draft = Draft { text, answers: None };
    let said = far.pod.act(async |tx| comment::add(tx, &me, &host, &post, draft).await);
    let said = said.await.unwrap().guid.clone();
    far.pod.settle().await;
    said
}

/// Somebody here takes a comment away.
async fn takes_away(far: &Far, who: &Someone, guid: &str) {
    let me = who.me(&far.pod).await;
    far.pod
        .act(async |tx| comment::retract(tx, &me, guid).await)
        .await
        .unwrap();
    far.pod.settle().await;
}

/// Two follow somebody here: one on a server that keeps conversations, and one on a server that does not, who is returned.
pub(super) async fn follow(far: &Far, whom: &Someone) -> Actor {
    let (sam, mel) = (far.actor("sam", "streams.example"), far.actor("mel", "masto.example"));
    for who in [&sam, &mel] {
        far.tells(who, who.does("Follow", "1", json!(at_home(whom)))).await;
    }
    runs(far, "streams.example", "streams").await;
    runs(far, "masto.example", "mastodon").await;
    mel
}

/// What was handed on to an inbox.
pub(super) fn added(far: &Far, inbox: &str) -> Vec<Value> {
    let mut sent = far.sent_to(inbox);
    sent.retain(|sent| sent["type"] == "Add");
    sent
}

/// The owner of a conversation says that something belongs to it.
pub(super) fn adds(owner: &Actor, name: &str, what: Value) -> Value {
    let target = json!({"type": "OrderedCollection", "id": owner.at("threads/1"), "attributedTo": owner.id});
    with(owner.does("Add", name, what), json!({"target": target}))
}

/// A public post of Dave, whom Alice follows; its name here.
pub(super) async fn dave_posts(far: &Far, dave: &Actor) -> String {
    let note = with(dave.note("p", "Plums"), json!({"context": dave.at("threads/1")}));
    far.tells(dave, dave.makes(note)).await;
    named(&dave.at("notes/p"))
}

#[rocket::async_test]
async fn what_is_said_below_a_post_is_handed_on_by_its_author_to_servers_that_keep_conversations() {
    let far = Far::new().await;
    let (alice, bob) = (far.citizen("alice").await, far.citizen("bob").await);
    let mel = follow(&far, &alice).await;
    let guid = posts_here(&far, &alice, "Plums", None).await;
    far.pod.settle().await;
    let inbox = "https://streams.example/inbox";
    let (post, container) = (format!("{HERE}/posts/{guid}"), format!("{HERE}/posts/{guid}/context"));
    let note = far.sent_to(inbox).remove(0)["object"].clone();
    assert_eq!(
        (&note["context"], &note["contextHistory"]),
        (&json!(container), &json!(container))
    );
    let said = says_here(&far, &bob, &guid, "Ripe ones").await;
    let dave = far.actor("dave", "far.example");
    far.tells(&dave, dave.makes(answering(dave.note("1", "Sour ones"), &post)))
        .await;
    let told = added(&far, inbox);
    assert_eq!(told.len(), 2, "{told:?}");
    let owner = json!({"type": "OrderedCollection", "id": container, "attributedTo": at_home(&alice)});
    for add in &told {
        assert_eq!((&add["actor"], &add["target"]), (&json!(at_home(&alice)), &owner));
        assert_eq!(add["to"], json!([PUBLIC]));
    }
    assert_ne!(told[0]["id"], told[1]["id"]);
    let create = &told[0]["object"];
    assert_eq!(
        (&create["type"], &create["actor"]),
        (&json!("Create"), &json!(at_home(&bob)))
    );
    assert_eq!(create["object"]["id"], format!("{HERE}/comments/{said}"));
    assert_eq!(
        told[1]["object"],
        dave.at("notes/1"),
        "what is another's is named and not repeated"
    );
    assert!(
        added(&far, "https://masto.example/inbox").is_empty(),
        "who does not know the word is not told"
    );
    // The collection says the same to whoever asks.
    let path = format!("/posts/{guid}/context");
    let (status, whole) = far.asks(&mel, &path).await;
    let whole: Value = serde_json::from_str(&whole).unwrap();
    assert_eq!(status, 200);
    assert_eq!(
        (&whole["type"], &whole["attributedTo"]),
        (&json!("OrderedCollection"), &json!(at_home(&alice)))
    );
    assert_eq!(whole["collectionOf"], "Activity");
    let first = whole["first"].as_str().unwrap().strip_prefix(HERE).unwrap().to_owned();
    let page: Value = serde_json::from_str(&far.asks(&mel, &first).await.1).unwrap();
    let items = page["orderedItems"].as_array().unwrap();
    for (told, id) in told.iter().zip([format!("{HERE}/comments/{said}"), dave.at("notes/1")]) {
        let mut same = items
            .iter()
            .filter(|item| item["id"] == told["id"] && item["type"] == "Add");
        assert_eq!(same.next().expect("it is there")["object"], id);
    }
    assert_eq!(items.len(), 2);
    // What is gone is gone by its owner's word, whoever had said it.
    takes_away(&far, &bob, &said).await;
    takes_away(&far, &alice, &named(&dave.at("notes/1"))).await;
    let told = added(&far, inbox);
    let gone: Vec<(&Value, &Value)> = told[2..]
        .iter()
        .map(|add| (&add["object"]["type"], &add["object"]["object"]["id"]))
        .collect();
    let delete = json!("Delete");
    let (ours, theirs) = (json!(format!("{HERE}/comments/{said}")), json!(dave.at("notes/1")));
    assert_eq!(gone, [(&delete, &ours), (&delete, &theirs)]);
    assert_eq!(told[3]["object"]["actor"], at_home(&alice));
}

#[rocket::async_test]
async fn a_conversation_is_read_from_its_beginning_page_by_page() {
    let far = Far::new().await;
    let alice = far.citizen("alice").await;
    let guid = posts_here(&far, &alice, "Plums", None).await;
    let mut said = Vec::new();
    for number in 0..43 {
        // Some are said in the same moment.
        if number % 3 == 0 {
            far.pod.clock.advance(std::time::Duration::from_secs(1));
        }
        let said_here = says_here(&far, &alice, &guid, &format!("Plum {number}")).await;
        said.push(format!("{HERE}/comments/{said_here}"));
    }
    let mel = far.actor("mel", "masto.example");
    let ask = async |path: &str| -> Value { serde_json::from_str(&far.asks(&mel, path).await.1).unwrap() };
    let whole = ask(&format!("/posts/{guid}/context")).await;
    let (mut next, mut read, mut pages) = (whole["first"].clone(), Vec::new(), 0);
    while let Some(path) = next.as_str().and_then(|next| next.strip_prefix(HERE)) {
        let page = ask(path).await;
        assert_eq!(page["partOf"], whole["id"]);
        let items = page["orderedItems"].as_array().cloned().unwrap_or_default();
        read.extend(items.iter().map(|item| item["object"].as_str().unwrap().to_owned()));
        pages += 1;
        assert!(pages < 10, "{path}");
        next = page["next"].clone();
    }
    assert_eq!(read, said);
    assert_eq!(pages, 3);
}

#[rocket::async_test]
async fn what_an_owner_adds_is_had_where_it_lies_and_stands_below_their_post_once() {
    let (far, alice, dave) = alice_follows_dave().await;
    let post = dave_posts(&far, &dave).await;
    let erin = far.actor("erin", "else.example");
    let note = answering(erin.note("1", "Ripe ones"), &dave.at("notes/p"));
    far.serves(&erin.at("notes/1"), &note);
    far.tells(&dave, adds(&dave, "1", json!(erin.at("notes/1")))).await;
    let said = ["erin@else.example: Ripe ones"];
    assert_eq!(reads(&far.pod, &alice, &post).await, said);
    far.tells(&dave, adds(&dave, "2", erin.makes(note.clone()))).await;
    far.tells(&erin, erin.makes(note)).await;
    assert_eq!(reads(&far.pod, &alice, &post).await, said, "however often it comes");
    // An activity by its address, and what comes before what it answers.
    let second = answering(erin.note("2", "Sour ones"), &erin.at("notes/3"));
    let third = answering(erin.note("3", "Which"), &dave.at("notes/p"));
    let create = erin.makes(second.clone());
    let at = create["id"].as_str().unwrap().to_owned();
    for (url, document) in [
        (&at, &create),
        (&erin.at("notes/2"), &second),
        (&erin.at("notes/3"), &third),
    ] {
        far.serves(url, document);
    }
    far.tells(&dave, adds(&dave, "3", json!(at))).await;
    assert_eq!(reads(&far.pod, &alice, &post).await.len(), 3);
}

#[rocket::async_test]
async fn nobody_adds_to_the_conversation_of_another_or_says_what_another_has_said() {
    let (far, alice, dave) = alice_follows_dave().await;
    let post = dave_posts(&far, &dave).await;
    let erin = far.actor("erin", "else.example");
    let mallory = far.actor("mallory", "far.example");
    far.follows(&alice, "alice", &mallory).await;
    far.tells(&mallory, mallory.makes(mallory.note("m", "Mine"))).await;
    let note = answering(erin.note("1", "Ripe ones"), &dave.at("notes/p"));
    far.serves(&erin.at("notes/1"), &note);
    // By who has a post here, on the same server, with the collection's name and with that of one of his own.
    for (name, target) in [("1", dave.at("threads/1")), ("2", mallory.at("threads/m"))] {
        let forged = json!({"target": {"type": "OrderedCollection", "id": target, "attributedTo": dave.id}});
        let add = with(adds(&mallory, name, json!(erin.at("notes/1"))), forged);
        far.tells(&mallory, add).await;
    }
    // By who lives elsewhere, and into what is elsewhere.
    let eve = far.actor("eve", "evil.example");
    far.tells(&eve, adds(&eve, "1", json!(erin.at("notes/1")))).await;
    let elsewhere = json!({"target": eve.at("threads/1")});
    far.tells(&dave, with(adds(&dave, "e", json!(erin.at("notes/1"))), elsewhere))
        .await;
    assert!(reads(&far.pod, &alice, &post).await.is_empty());
    // Words that were put into her mouth are not hers: those at her server are.
    let forged = answering(erin.note("1", "Rotten ones"), &dave.at("notes/p"));
    far.tells(&dave, adds(&dave, "3", erin.makes(forged))).await;
    assert_eq!(reads(&far.pod, &alice, &post).await, ["erin@else.example: Ripe ones"]);
    // What is at no server at all is nobody's, be it of another or of the same.
    for (who, name) in [(&erin, "2"), (&mallory, "3")] {
        let forged = answering(who.note(name, "Rotten ones"), &dave.at("notes/p"));
        far.tells(&dave, adds(&dave, name, who.makes(forged.clone()))).await;
        far.tells(&dave, adds(&dave, &format!("{name}-bare"), forged)).await;
    }
    assert_eq!(reads(&far.pod, &alice, &post).await.len(), 1);
}

#[rocket::async_test]
async fn an_owner_takes_out_what_is_below_their_posts_and_nothing_else() {
    let (far, alice, dave) = alice_follows_dave().await;
    let post = dave_posts(&far, &dave).await;
    let here = posts_here(&far, &alice, "Pears", None).await;
    let erin = far.actor("erin", "else.example");
    for (name, parent) in [("1", dave.at("notes/p")), ("2", format!("{HERE}/posts/{here}"))] {
        let note = answering(erin.note(name, "Ripe ones"), &parent);
        far.serves(&erin.at(&format!("notes/{name}")), &note);
        far.tells(&erin, erin.makes(note)).await;
    }
    let out = |owner: &Actor, name: &str, what: Value| with(adds(owner, name, what), json!({"type": "Remove"}));
    let eve = far.actor("eve", "evil.example");
    far.tells(&eve, out(&eve, "1", json!(erin.at("notes/1")))).await;
    far.tells(&dave, out(&dave, "2", json!(erin.at("notes/2")))).await;
    far.tells(&dave, out(&dave, "p", json!(dave.at("notes/p")))).await;
    assert_eq!(reads(&far.pod, &alice, &post).await.len(), 1, "it is not Eve's to take");
    assert_eq!(
        reads(&far.pod, &alice, &here).await.len(),
        1,
        "and not Dave's below what is Alice's"
    );
    far.tells(&dave, out(&dave, "1", json!(erin.at("notes/1")))).await;
    assert!(reads(&far.pod, &alice, &post).await.is_empty());
    far.tells(&dave, adds(&dave, "1", json!(erin.at("notes/1")))).await;
    assert!(reads(&far.pod, &alice, &post).await.is_empty(), "it does not come back");
    // In the other words for it, and before it has come.
    let third = answering(erin.note("3", "Sour ones"), &dave.at("notes/p"));
    far.serves(&erin.at("notes/3"), &third);
    let gone = dave.does("Delete", "3", json!({"type": "Tombstone", "id": erin.at("notes/3")}));
    far.tells(&dave, adds(&dave, "d", gone)).await;
    far.tells(&erin, erin.makes(third)).await;
    assert!(reads(&far.pod, &alice, &post).await.is_empty());
}

#[rocket::async_test]
async fn what_is_below_a_limited_post_is_taken_from_its_own_server_or_from_the_owners_and_from_nobody_else() {
    let (far, alice, dave) = alice_follows_dave().await;
    let inbox = format!("/people/{}/inbox", alice.guid);
    let few = json!({"to": [at_home(&alice)], "cc": []});
    let limited = |note: Value| with(note, few.clone());
    let post = limited(dave.note("p", "Plums"));
    far.sends(&dave, &inbox, &dave.makes(post)).await;
    far.pod.settle().await;
    let post = named(&dave.at("notes/p"));
    let (dora, erin) = (far.actor("dora", "far.example"), far.actor("erin", "else.example"));
    let below = |who: &Actor, name: &str| limited(answering(who.note(name, name), &dave.at("notes/p")));
    far.serves(&erin.at("notes/shown"), &below(&erin, "shown"));
    for (number, what) in [
        // Dave's server speaks for Dora, who lives there, where it shows nothing to others.
        dora.makes(below(&dora, "beside")),
        // Erin's shows this to our pod, and not the other.
        erin.makes(below(&erin, "shown")),
        erin.makes(below(&erin, "hidden")),
    ]
    .into_iter()
    .enumerate()
    {
        far.sends(
            &dave,
            &inbox,
            &with(adds(&dave, &number.to_string(), what), few.clone()),
        )
        .await;
        far.pod.settle().await;
    }
    let said = ["dora@far.example: beside", "erin@else.example: shown"];
    assert_eq!(reads(&far.pod, &alice, &post).await, said);
    // Directly as well: it is there already.
    far.sends(&dora, &inbox, &dora.makes(below(&dora, "beside"))).await;
    far.pod.settle().await;
    assert_eq!(reads(&far.pod, &alice, &post).await, said);
    let posts = crate::support::rows::count(far.pod.db.read(), "SELECT COUNT(*) FROM post").await;
    assert_eq!(posts, 1, "and nowhere else");
}

#[rocket::async_test]
async fn below_a_limited_post_no_server_hears_of_another() {
    let far = Far::new().await;
    let (alice, bob) = (far.citizen("alice").await, far.citizen("bob").await);
    let [sam, sue] = ["sam", "sue"].map(|name| far.actor(name, "streams.example"));
    let (mel, ken) = (far.actor("mel", "masto.example"), far.actor("ken", "forte.example"));
    let mara = far.actor("mara", "streams.example");
    for who in [&sam, &sue, &mel, &ken] {
        far.follows(&alice, "alice", who).await;
    }
    far.tells(&mel, mel.does("Follow", "1", json!(at_home(&alice)))).await;
    let family = alice.aspect(&far.pod, "family").await;
    let put = far
        .pod
        .act(async |tx| contact::add_to(tx, alice.user, bob.person, family).await);
    put.await.unwrap();
    for (host, program) in [
        ("streams.example", "streams"),
        ("masto.example", "mastodon"),
        ("forte.example", "forte"),
    ] {
        runs(&far, host, program).await;
    }
    let guid = posts_here(&far, &alice, "Plums", Some("family")).await;
    far.pod.settle().await;
    let (post, container) = (format!("{HERE}/posts/{guid}"), format!("{HERE}/posts/{guid}/context"));
    let mine = says_here(&far, &bob, &guid, "Ripe ones").await;
    let alone = |who: &Actor, text: &str| {
        let few = json!({"to": [at_home(&alice)], "cc": [], "context": container});
        who.makes(with(answering(who.note(text, text), &post), few))
    };
    let inbox = format!("/people/{}/inbox", alice.guid);
    for who in [&sam, &mel] {
        far.sends(who, &inbox, &alone(who, &who.name)).await;
    }
    far.pod.settle().await;
    let all = ["bob@one.example: Ripe ones", "sam@streams.example: sam"];
    let mut read = reads(&far.pod, &bob, &guid).await;
    read.sort();
    assert_eq!(
        read, all,
        "who leaves it to the owner is heard by all who have the post, who writes to the owner alone is not"
    );
    let objects = |who: &Actor| -> Vec<Value> {
        let added = added(&far, &format!("{}/inbox", who.id));
        added
            .iter()
            .map(|add| {
                add["object"]["type"]
                    .as_str()
                    .map_or(add["object"].clone(), Value::from)
            })
            .collect()
    };
    let theirs = [json!("Create"), json!(sam.at("notes/sam"))];
    assert_eq!((objects(&sam), objects(&sue)), (theirs.to_vec(), theirs.to_vec()));
    assert_eq!((objects(&ken), objects(&mel)), (vec![json!("Create")], Vec::new()));
    let hosts = ["streams.example", "masto.example", "forte.example"];
    for asked in far.asked().iter().filter(|asked| asked.post) {
        for host in hosts.iter().filter(|host| !asked.url.contains(**host)) {
            assert!(
                !asked.body.contains(host),
                "{} hears of {host}: {}",
                asked.url,
                asked.body
            );
        }
    }
    // Whoever asks is shown what their server was given, and what it has said itself.
    let path = format!("/posts/{guid}/context");
    for (who, has) in [(&sam, 2), (&ken, 1), (&mel, 1)] {
        let (status, body) = far.asks(who, &path).await;
        let whole: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(
            (status, whole["orderedItems"].as_array().unwrap().len()),
            (200, has),
            "{body}"
        );
        let ours = json!(format!("{HERE}/comments/{mine}"));
        assert!(
            whole["orderedItems"]
                .as_array()
                .unwrap()
                .iter()
                .any(|item| item["object"] == ours),
            "{body}"
        );
        assert!(
            hosts.iter().all(|host| who.id.contains(host) || !body.contains(host)),
            "{body}"
        );
    }
    let eve = far.actor("eve", "evil.example");
    let never = "/posts/0123456789abcdef0123456789abcdef/context";
    let (hidden, absent) = (far.asks(&eve, &path).await, far.asks(&eve, never).await);
    assert_eq!(hidden.0, 404);
    assert_eq!(hidden, absent, "for who does not have the post there is none");
    assert_eq!(
        far.asks(&mara, &path).await.0,
        200,
        "what was given to a server is there for who lives on it"
    );
}

#[rocket::async_test]
async fn who_writes_below_a_limited_post_and_whose_it_is_are_told_who_sees_that() {
    let (far, alice, dave) = alice_follows_dave().await;
    let inbox = format!("/people/{}/inbox", alice.guid);
    let few = json!({"to": [at_home(&alice)], "cc": []});
    far.sends(&dave, &inbox, &dave.makes(with(dave.note("p", "Plums"), few.clone())))
        .await;
    let guid = posts_here(&far, &alice, "Pears", Some("family")).await;
    far.pod.settle().await;
    let answer = with(
        answering(dave.note("1", "Sour ones"), &format!("{HERE}/posts/{guid}")),
        few,
    );
    far.sends(&dave, &inbox, &dave.makes(answer)).await;
    far.pod.settle().await;
    let browser = far.pod.browser("alice").await;
    let page = async |guid: &str| browser.get(&format!("/posts/{guid}")).await.text().to_owned();
    let theirs = page(&named(&dave.at("notes/p"))).await;
    assert!(theirs.contains("Who else does is up to the author"), "{theirs}");
    let mine = page(&guid).await;
    assert!(
        mine.contains("Sour ones") && mine.contains("not by those on other servers"),
        "{mine}"
    );
    assert!(
        mine.contains("The people who have this post will see it."),
        "what she writes herself goes to all of them"
    );
}
