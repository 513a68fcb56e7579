//! What a letter for a few names and the pod itself is not shown: it is asked for in the name of one of those whom the letter was for, is
//! shown to nobody else, and nothing is asked without end.

use entity::visible::post::{Cursor, posts};
use entity::{Reach, Viewer, pod as pod_row};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use super::{alice_follows_dave, answering, named, reads, sees};
use crate::support::Someone;
use crate::support::far::{Actor, Far, HERE, with};

fn at_home(who: &Someone) -> String {
    format!("{HERE}/people/{}", who.guid)
}

fn key(who: &Someone) -> String {
    format!("{}#main-key", at_home(who))
}

fn to(note: Value, who: &Someone) -> Value {
    with(note, json!({"to": [at_home(who)], "cc": []}))
}

fn to_followers(by: &Actor, note: Value) -> Value {
    with(note, json!({"to": [format!("{}/followers", by.id)], "cc": []}))
}

/// Somebody tells of a note by its address alone.
fn tells_of(by: &Actor, name: &str, note: &Value) -> Value {
    with(
        by.does("Create", name, note["id"].clone()),
        json!({"to": note["to"], "cc": note["cc"]}),
    )
}

async fn brings(far: &Far, by: &Actor, whom: &Someone, activity: &Value) {
    let inbox = format!("/people/{}/inbox", whom.guid);
    assert_eq!(far.sends(by, &inbox, activity).await, 202);
    far.pod.settle().await;
}

/// How often was asked in the name of somebody here.
fn asked_as(far: &Far, who: &Someone) -> usize {
    let asked = far.asked();
    asked
        .iter()
        .filter(|asked| !asked.post && asked.is_by(&key(who)))
        .count()
}

#[rocket::async_test]
async fn what_is_told_of_by_its_address_is_asked_for_in_the_name_of_whom_it_is_for() {
    let (far, alice, dave) = alice_follows_dave().await;
    let bob = far.citizen("bob").await;
    let note = to(dave.note("1", "For Alice"), &alice);
    far.serves_only(&dave.at("notes/1"), &note, &[key(&alice)]);
    brings(&far, &dave, &alice, &tells_of(&dave, "1", &note)).await;
    let here = sees(&far.pod, &alice, &dave.at("notes/1")).await.expect("she has it");
    assert_eq!(here.post.reach, Reach::Limited);
    assert!(sees(&far.pod, &bob, &dave.at("notes/1")).await.is_none());
    assert_eq!(asked_as(&far, &alice), 1);
    // To all who follow, into the inbox of all.
    let note = to_followers(&dave, dave.note("2", "For some"));
    far.serves_only(&dave.at("notes/2"), &note, &[key(&alice)]);
    far.tells(&dave, tells_of(&dave, "2", &note)).await;
    assert!(sees(&far.pod, &alice, &dave.at("notes/2")).await.is_some());
    assert!(sees(&far.pod, &bob, &dave.at("notes/2")).await.is_none());
    assert_eq!(asked_as(&far, &bob), 0);
}

#[rocket::async_test]
async fn what_is_answered_in_a_letter_is_had_for_whoever_was_shown_it_alone() {
    let (far, alice, _) = alice_follows_dave().await;
    let bob = far.citizen("bob").await;
    let mel = far.actor("mel", "other.example");
    for (who, name) in [(&alice, "alice"), (&bob, "bob")] {
        far.follows(who, name, &mel).await;
    }
    let parent = to_followers(&mel, mel.note("1", "For who follows Mel"));
    far.serves_only(&mel.at("notes/1"), &parent, &[key(&alice), key(&bob)]);
    let answer = to(answering(mel.note("2", "To Alice"), &mel.at("notes/1")), &alice);
    brings(&far, &mel, &alice, &mel.makes(answer)).await;
    assert_eq!(
        reads(&far.pod, &alice, &named(&mel.at("notes/1"))).await,
        ["mel@other.example: To Alice"]
    );
    let here = sees(&far.pod, &alice, &mel.at("notes/1")).await.unwrap();
    assert_eq!(here.post.reach, Reach::Limited);
    assert!(
        sees(&far.pod, &bob, &mel.at("notes/1")).await.is_none(),
        "it was not asked for in his name"
    );
    assert_eq!((asked_as(&far, &alice), asked_as(&far, &bob)), (1, 0));
    // When it comes to him as well he has it, and not what was said to Alice below it.
    brings(&far, &mel, &bob, &mel.makes(parent.clone())).await;
    let edited = with(parent, json!({"updated": "2026-11-21T11:30:00Z"}));
    let update = with(mel.does("Update", "1", edited.clone()), json!({"to": edited["to"]}));
    brings(&far, &mel, &bob, &update).await;
    let viewer = Viewer::Local(bob.user, bob.person);
    let theirs = posts(viewer).by(far.known(&mel).await.unwrap().id);
    let theirs = theirs
        .page(far.pod.db.read(), Cursor::until(far.pod.clock.now()), 9)
        .await;
    let theirs = theirs.unwrap();
    let texts: Vec<&str> = theirs.iter().map(|one| one.post.text.as_str()).collect();
    assert_eq!(texts, ["For who follows Mel"]);
    assert!(reads(&far.pod, &bob, &theirs[0].post.guid).await.is_empty());
}

#[rocket::async_test]
async fn nothing_is_asked_in_somebodys_name_for_what_everybody_is_told() {
    let (far, alice, dave) = alice_follows_dave().await;
    let bob = far.citizen("bob").await;
    let hidden = dave.note("1", "Hidden");
    far.serves_only(&dave.at("notes/1"), &hidden, &[key(&alice)]);
    far.tells(&dave, tells_of(&dave, "1", &hidden)).await;
    let answer = answering(dave.note("2", "To all"), &dave.at("notes/1"));
    far.tells(&dave, dave.makes(answer)).await;
    assert_eq!(asked_as(&far, &alice), 0);
    // Nor is somebody shown what their own name does not open.
    let secret = to(dave.note("3", "For Bob"), &bob);
    far.serves_only(&dave.at("notes/3"), &secret, &[key(&bob)]);
    let lure = with(tells_of(&dave, "3", &secret), json!({"to": [at_home(&alice)]}));
    brings(&far, &dave, &alice, &lure).await;
    assert!(sees(&far.pod, &alice, &dave.at("notes/3")).await.is_none());
    assert_eq!((asked_as(&far, &alice), asked_as(&far, &bob)), (1, 0));
}

#[rocket::async_test]
async fn nobody_has_us_ask_in_somebodys_name_without_end() {
    let (far, alice, dave) = alice_follows_dave().await;
    for number in 0..20 {
        let up = dave.at(&format!("notes/up{}", number + 1));
        let note = to(answering(dave.note(&format!("up{number}"), "higher"), &up), &alice);
        far.serves_only(&dave.at(&format!("notes/up{number}")), &note, &[key(&alice)]);
    }
    let answer = to(answering(dave.note("low", "deep down"), &dave.at("notes/up0")), &alice);
    brings(&far, &dave, &alice, &dave.makes(answer)).await;
    assert!(sees(&far.pod, &alice, &dave.at("notes/low")).await.is_some());
    let asked = asked_as(&far, &alice);
    assert!(asked <= 4, "{asked}");
}

#[rocket::async_test]
async fn how_a_server_wants_to_be_asked_is_remembered() {
    for status in [401, 403] {
        let (far, alice, dave) = alice_follows_dave().await;
        far.wants("far.example", "signature-input", status);
        for (name, times) in [("1", 2), ("2", 1)] {
            let note = dave.note(name, "plums");
            far.serves(&dave.at(&format!("notes/{name}")), &note);
            far.tells(&dave, tells_of(&dave, name, &note)).await;
            let at = dave.at(&format!("notes/{name}"));
            assert!(sees(&far.pod, &alice, &at).await.is_some(), "{status}");
            assert_eq!(far.asked_for(&at), times, "{status}");
        }
        let home = pod_row::Entity::find().filter(pod_row::Column::Host.eq("far.example"));
        let home = home.one(far.pod.db.read()).await.unwrap().unwrap();
        assert_eq!(home.signs.as_deref(), Some("rfc9421"));
    }
}
