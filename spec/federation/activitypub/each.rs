//! What is for a few of ours comes to each of them by the word of its server: everybody has what was said to them, nobody has what was said
//! to others, and nothing is lost by coming twice.

use std::collections::BTreeSet;

use entity::Viewer;
use entity::visible::post::{Cursor, posts};
use samara::domain::contact;
use serde_json::{Value, json};

use super::{alice_follows_dave, answering, named, posts_here, reads, sees};
use crate::federation::says;
use crate::support::Someone;
use crate::support::far::{Actor, Far, HERE, with};
use crate::support::network::Citizen;
use crate::support::rows::count;

fn at_home(who: &Someone) -> String {
    format!("{HERE}/people/{}", who.guid)
}

/// For these alone.
fn to(note: Value, whom: &[&Someone]) -> Value {
    let whom: Vec<String> = whom.iter().map(|one| at_home(one)).collect();
    with(note, json!({"to": whom, "cc": []}))
}

/// Into somebody's own inbox.
async fn brings(far: &Far, by: &Actor, to: &Someone, activity: &Value) {
    let path = format!("/people/{}/inbox", to.guid);
    assert_eq!(far.sends(by, &path, activity).await, 202, "{activity}");
    far.pod.settle().await;
}

/// An activity of the same object under another name.
fn again(mut activity: Value, name: &str) -> Value {
    activity["id"] = json!(format!("{}/{name}", activity["id"].as_str().unwrap()));
    activity
}

/// All that somebody here has of an actor.
async fn has(far: &Far, who: &Someone, of: &Actor) -> BTreeSet<String> {
    let author = far.known(of).await.unwrap().id;
    let theirs = posts(Viewer::Local(who.user, who.person)).by(author);
    let all = theirs
        .page(far.pod.db.read(), Cursor::until(far.pod.clock.now()), 50)
        .await;
    all.unwrap().iter().map(|one| one.post.text.clone()).collect()
}

fn only(text: &str) -> BTreeSet<String> {
    BTreeSet::from([text.to_owned()])
}

#[rocket::async_test]
async fn what_is_said_to_each_in_other_words_is_read_by_each_alone_and_ends_for_all() {
    let (far, alice, dave) = alice_follows_dave().await;
    let (bob, eve) = (far.citizen("bob").await, far.citizen("eve").await);
    let said = |who: &Someone, text: &str| dave.makes(to(dave.note("1", text), &[who]));
    brings(&far, &dave, &alice, &again(said(&alice, "Alice alone"), "alice")).await;
    for time in ["bob", "bob-again"] {
        brings(&far, &dave, &bob, &again(said(&bob, "Bob alone"), time)).await;
    }
    assert_eq!(has(&far, &alice, &dave).await, only("Alice alone"));
    assert_eq!(has(&far, &bob, &dave).await, only("Bob alone"));
    assert!(has(&far, &eve, &dave).await.is_empty());
    let (carol, dan) = (far.citizen("carol").await, far.citizen("dan").await);
    let two = to(dave.note("1", "Two alone"), &[&carol, &dan]);
    far.tells(&dave, again(dave.makes(two), "two")).await;
    for who in [&carol, &dan] {
        assert_eq!(
            has(&far, who, &dave).await,
            only("Two alone"),
            "and by one delivery to two"
        );
    }
    assert_eq!(count(far.pod.db.read(), "SELECT COUNT(*) FROM post").await, 3);
    // A change of what was said to one changes nothing for the other.
    let changed = with(
        to(dave.note("1", "Bob alone, again"), &[&bob]),
        json!({"updated": "2026-11-21T11:30:00Z"}),
    );
    brings(&far, &dave, &bob, &dave.does("Update", "1", changed)).await;
    assert_eq!(has(&far, &alice, &dave).await, only("Alice alone"));
    assert_eq!(has(&far, &bob, &dave).await, only("Bob alone, again"));
    for (name, others) in [("alice", "Bob"), ("bob", "Alice alone"), ("eve", "alone")] {
        let browser = far.pod.browser(name).await;
        for guid in [
            named(&dave.at("notes/1")),
            format!("{}-{}", named(&dave.at("notes/1")), bob.guid),
        ] {
            for path in [format!("/posts/{guid}"), format!("/posts/{guid}/history")] {
                let page = browser.get(&path).await;
                assert!(!page.text().contains(others), "{name} at {path}");
            }
        }
    }
    // What is said to it goes where it came from, by the address there.
    let theirs = format!("{}-{}", named(&dave.at("notes/1")), bob.guid);
    let reader = Citizen {
        pod: &far.pod,
        who: bob.clone(),
    };
    says(&reader, &theirs, "Thanks").await;
    far.pod.settle().await;
    let told = far.sent_to(&format!("{}/inbox", dave.id));
    let told = told
        .iter()
        .rev()
        .find(|told| told["type"] == "Create")
        .expect("an answer");
    assert_eq!(told["object"]["inReplyTo"], dave.at("notes/1"));
    far.tells(&dave, dave.does("Delete", "1", json!(dave.at("notes/1"))))
        .await;
    for who in [&alice, &bob, &carol, &dan] {
        assert!(has(&far, who, &dave).await.is_empty());
    }
    brings(&far, &dave, &bob, &again(said(&bob, "Bob alone"), "late")).await;
    assert!(has(&far, &bob, &dave).await.is_empty(), "and does not come back");
}

#[rocket::async_test]
async fn the_same_words_by_several_deliveries_are_one_post_for_all_to_whom_they_came() {
    let (far, alice, dave) = alice_follows_dave().await;
    let (bob, eve) = (far.citizen("bob").await, far.citizen("eve").await);
    for (who, time) in [(&alice, "a"), (&bob, "b"), (&alice, "c")] {
        let create = dave.makes(to(dave.note("1", "For the two"), &[who]));
        brings(&far, &dave, who, &again(create, time)).await;
    }
    assert_eq!(has(&far, &alice, &dave).await, only("For the two"));
    assert_eq!(has(&far, &bob, &dave).await, only("For the two"));
    assert!(has(&far, &eve, &dave).await.is_empty());
    assert_eq!(count(far.pod.db.read(), "SELECT COUNT(*) FROM post").await, 1);
    assert_eq!(count(far.pod.db.read(), "SELECT COUNT(*) FROM post_edit").await, 0);
}

#[rocket::async_test]
async fn words_for_fewer_take_the_place_of_nothing_that_everybody_has() {
    let (far, alice, dave) = alice_follows_dave().await;
    let later = json!({"updated": "2026-11-21T11:30:00Z"});
    far.tells(&dave, dave.makes(dave.note("p", "For all"))).await;
    let post = posts_here(&far, &alice, "Plums", None).await;
    let below = answering(dave.note("c", "Below, for all"), &format!("{HERE}/posts/{post}"));
    far.tells(&dave, dave.makes(below.clone())).await;
    let followers = json!({"to": [format!("{}/followers", dave.id)], "cc": []});
    for (name, whom) in [
        ("followers", followers),
        ("alice", json!({"to": [at_home(&alice)], "cc": []})),
    ] {
        let fewer = with(with(dave.note("p", "MARK for fewer"), later.clone()), whom.clone());
        far.tells(&dave, dave.does("Update", &format!("p-{name}"), fewer)).await;
        let content = json!({"content": "MARK below for fewer"});
        let fewer = with(with(with(below.clone(), content), later.clone()), whom);
        far.tells(&dave, dave.does("Update", &format!("c-{name}"), fewer)).await;
    }
    assert_eq!(
        sees(&far.pod, &alice, &dave.at("notes/p")).await.unwrap().post.text,
        "For all"
    );
    assert_eq!(
        reads(&far.pod, &alice, &post).await,
        ["dave@far.example: Below, for all"]
    );
    // Who says nothing of whom it is for has not changed that.
    let mut silent = with(dave.note("p", "For all still"), later);
    for member in ["to", "cc"] {
        silent.as_object_mut().unwrap().remove(member);
    }
    let bare = with(dave.does("Update", "bare", silent), json!({"to": [], "cc": []}));
    far.tells(&dave, bare).await;
    let found = sees(&far.pod, &alice, &dave.at("notes/p")).await.unwrap().post;
    assert_eq!(
        (found.text.as_str(), found.reach),
        ("For all still", entity::Reach::Public)
    );
    let rows = "SELECT COUNT(*) FROM post WHERE text LIKE '%MARK%'";
    assert_eq!(count(far.pod.db.read(), rows).await, 0);
    let rows = "SELECT (SELECT COUNT(*) FROM post_edit WHERE text LIKE '%MARK%') + (SELECT COUNT(*) FROM comment_edit WHERE text LIKE '%MARK%')";
    assert_eq!(count(far.pod.db.read(), rows).await, 0, "nor of what it was before");
}

#[rocket::async_test]
async fn an_answer_is_lost_to_nobody_whom_it_names_and_joins_when_all_who_have_the_post_have_it() {
    let (far, alice, dave) = alice_follows_dave().await;
    let (bob, eve) = (far.citizen("bob").await, far.citizen("eve").await);
    let family = alice.aspect(&far.pod, "family").await;
    let put = far
        .pod
        .act(async |tx| contact::add_to(tx, alice.user, bob.person, family).await);
    put.await.unwrap();
    let guid = posts_here(&far, &alice, "Plums", Some("family")).await;
    far.pod.settle().await;
    let post = format!("{HERE}/posts/{guid}");
    // To all who have it and to Eve, who does not: below it she would not see what was said to her.
    let both = to(answering(dave.note("1", "You as well"), &post), &[&alice, &bob, &eve]);
    far.tells(&dave, dave.makes(both)).await;
    for who in [&alice, &bob, &eve] {
        assert!(sees(&far.pod, who, &dave.at("notes/1")).await.is_some());
    }
    assert!(reads(&far.pod, &alice, &guid).await.is_empty());
    // To one of those who have it, and then to the other.
    let half = |who: &Someone| dave.makes(to(answering(dave.note("2", "Ripe"), &post), &[who]));
    brings(&far, &dave, &alice, &again(half(&alice), "a")).await;
    assert!(sees(&far.pod, &alice, &dave.at("notes/2")).await.is_some());
    assert!(sees(&far.pod, &bob, &dave.at("notes/2")).await.is_none());
    assert!(reads(&far.pod, &bob, &guid).await.is_empty(), "it was not for him");
    brings(&far, &dave, &bob, &again(half(&bob), "b")).await;
    for who in [&alice, &bob] {
        assert_eq!(reads(&far.pod, who, &guid).await, ["dave@far.example: Ripe"]);
        assert!(sees(&far.pod, who, &dave.at("notes/2")).await.is_none(), "once");
    }
    // To each in other words: neither reads those for the other.
    for (who, text) in [(&alice, "For Alice"), (&bob, "For Bob")] {
        let note = to(answering(dave.note("3", text), &post), &[who]);
        brings(&far, &dave, who, &again(dave.makes(note), text)).await;
    }
    for (who, own, others) in [(&alice, "For Alice", "For Bob"), (&bob, "For Bob", "For Alice")] {
        assert_eq!(reads(&far.pod, who, &guid).await, ["dave@far.example: Ripe"]);
        let all = has(&far, who, &dave).await;
        assert!(all.iter().any(|text| text.ends_with(own)), "{all:?}");
        assert!(all.iter().all(|text| !text.contains(others)), "{all:?}");
    }
}

#[rocket::async_test]
async fn what_is_for_a_few_may_be_told_of_by_its_address() {
    let (far, alice, dave) = alice_follows_dave().await;
    let bob = far.citizen("bob").await;
    let note = to(dave.note("1", "For Alice"), &[&alice]);
    let hers = format!("{HERE}/people/{}#main-key", alice.guid);
    far.serves_only(&dave.at("notes/1"), &note, std::slice::from_ref(&hers));
    let create = with(
        dave.does("Create", "1", json!(dave.at("notes/1"))),
        json!({"to": note["to"]}),
    );
    brings(&far, &dave, &alice, &create).await;
    assert_eq!(has(&far, &alice, &dave).await, only("For Alice"));
    assert!(has(&far, &bob, &dave).await.is_empty());
    let changed = with(
        to(dave.note("1", "For Alice still"), &[&alice]),
        json!({"updated": "2026-11-21T11:30:00Z"}),
    );
    far.serves_only(&dave.at("notes/1"), &changed, &[hers]);
    brings(
        &far,
        &dave,
        &alice,
        &with(
            dave.does("Update", "1", json!(dave.at("notes/1"))),
            json!({"to": note["to"]}),
        ),
    )
    .await;
    assert_eq!(has(&far, &alice, &dave).await, only("For Alice still"));
    // A change that says nothing of whom it is for is for those who have it.
    let later = json!({"updated": "2026-11-21T11:40:00Z"});
    let mut silent = with(dave.note("1", "For Alice to the end"), later);
    for member in ["to", "cc"] {
        silent.as_object_mut().unwrap().remove(member);
    }
    let bare = with(dave.does("Update", "end", silent), json!({"to": [], "cc": []}));
    far.tells(&dave, bare).await;
    assert_eq!(has(&far, &alice, &dave).await, only("For Alice to the end"));
    assert!(has(&far, &bob, &dave).await.is_empty());
    // Nobody has it by telling of what is another's.
    let mallory = far.actor("mallory", "far.example");
    far.follows(&alice, "alice", &mallory).await;
    let secret = to(dave.note("2", "For Bob"), &[&bob]);
    let his = format!("{HERE}/people/{}#main-key", bob.guid);
    far.serves_only(&dave.at("notes/2"), &secret, &[his]);
    brings(
        &far,
        &mallory,
        &alice,
        &mallory.does("Create", "2", json!(dave.at("notes/2"))),
    )
    .await;
    assert!(sees(&far.pod, &alice, &dave.at("notes/2")).await.is_none());
}
