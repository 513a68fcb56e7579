//! Many letters at once: each counts once, in its order, and one that cannot be harms no other.

use std::time::Duration;

use entity::{person_key, received};
use samara::federation::batch;
use samara::job::Lane;
use samara::queue::{LEASE, claim};
use samara::wire::diaspora::entity::{Comment, More, Relayable, Reshare, Retraction, Root, StatusMessage};
use samara::wire::diaspora::{AsSigned, Kind, PrivateKey, Text, Timestamp};
use samara::wire::{Guid, Handle};
use sea_orm::{ActiveModelTrait, EntityTrait, Set};

use super::{posts_to, reads, says, sees};
use crate::support::Network;
use crate::support::network::{Citizen, pair, signed, written};
use crate::support::rows::{column, count};

pub(super) fn handle(who: &Citizen<'_>) -> Handle {
    Handle::parse(&who.who.handle).unwrap()
}

pub(super) fn guid(text: &str) -> Guid {
    Guid::parse(text).unwrap()
}

pub(super) fn post(by: &Citizen<'_>, name: &str, text: &str) -> StatusMessage {
    StatusMessage {
        author: handle(by),
        guid: guid(name),
        created_at: None,
        public: true,
        provider_display_name: None,
        text: Text::new(text).unwrap(),
        edited_at: None,
        photos: Vec::new(),
        location: None,
        poll: None,
        event: None,
        embed: None,
        more: More::default(),
    }
}

pub(super) fn comment(by: &Citizen<'_>, name: &str, on: &str, text: &str) -> Comment {
    let comment = Comment {
        author: handle(by),
        guid: guid(name),
        parent_guid: guid(on),
        thread_parent_guid: None,
        text: Text::new(text).unwrap(),
        created_at: None,
        edited_at: None,
        as_signed: AsSigned::default(),
    };
    let key = by.who.handle.split('@').next().unwrap();
    comment.signed(&PrivateKey::parse(&pair(key).private).unwrap()).unwrap()
}

/// Stores it, to be worked on with what comes after it.
pub(super) async fn comes(at: &Citizen<'_>, body: String) {
    let (status, ..) = at
        .pod
        .server()
        .asked(true, "/receive/public", &[], body.into_bytes())
        .await;
    assert_eq!(status, 202);
}

/// Alice of the first pod, who knows Bob and Mallory of the second.
pub(super) async fn three(network: &Network) -> [Citizen<'_>; 3] {
    let alice = network.citizen(0, "alice").await;
    let (bob, mallory) = (network.citizen(1, "bob").await, network.citizen(1, "mallory").await);
    alice.shares_with(&bob).await;
    alice.shares_with(&mallory).await;
    network.settle().await;
    [alice, bob, mallory]
}

#[rocket::async_test]
async fn of_many_letters_each_counts_and_one_that_cannot_be_harms_no_other() {
    let network = Network::of(2).await;
    let [alice, bob, mallory] = three(&network).await;
    let plums = posts_to(&alice, "plums", "public").await;
    network.settle().await;
    for number in 0..70 {
        let name = format!("0000000000comment{number:02}");
        let said = written(&bob, comment(&bob, &name, &plums, &format!("jar {number}")));
        comes(&alice, said).await;
        let forged = match number % 4 {
            0 => signed("<comment></comment>", &mallory.who.handle, "mallory"),
            1 => written(&mallory, post(&bob, "0000000000forged1", "not his words")),
            2 => signed("<status_message/>", &bob.who.handle, "mallory"),
            // Somebody else's name for the same comment.
            _ => written(&mallory, comment(&mallory, &name, &plums, "stolen")),
        };
        comes(&alice, forged).await;
    }
    network.settle().await;
    let db = alice.pod.db.read();
    assert_eq!(count(db, "SELECT COUNT(*) FROM comment").await, 70);
    assert_eq!(count(db, "SELECT comments FROM post").await, 70);
    assert_eq!(count(db, "SELECT COUNT(*) FROM notification WHERE kind = 5").await, 70);
    assert_eq!(count(db, "SELECT COUNT(*) FROM received").await, 0);
    let lines = reads(&alice, &plums).await;
    assert!(lines.iter().all(|line| line.contains("jar ")), "{lines:?}");
}

#[rocket::async_test]
async fn what_comes_together_counts_in_its_order_and_nobody_is_asked_for_what_is_there() {
    let network = Network::of(2).await;
    let [alice, bob, _] = three(&network).await;
    let before = network.sent_to(1).len();
    let name = "00000000000plums";
    comes(&alice, written(&bob, post(&bob, name, "plums"))).await;
    for number in 0..3 {
        let said = format!("0000000000comment{number}");
        comes(
            &alice,
            written(&bob, comment(&bob, &said, name, &format!("jar {number}"))),
        )
        .await;
    }
    let mut edited = post(&bob, name, "plums and pears");
    edited.edited_at = Some(Timestamp::parse("2026-11-21T11:00:00Z").unwrap());
    comes(&alice, written(&bob, edited)).await;
    let gone = Retraction {
        author: handle(&bob),
        target_guid: guid("0000000000comment1"),
        target_type: Kind::Comment,
    };
    comes(&alice, written(&bob, gone)).await;
    network.settle().await;
    let post = sees(&alice, name).await.expect("it is here");
    assert_eq!(post.post.text, "plums and pears");
    let lines = reads(&alice, name).await;
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].ends_with("jar 0") && lines[1].ends_with("jar 2"), "{lines:?}");
    assert_eq!(network.sent_to(1).len(), before, "nobody was asked for anything");
}

#[rocket::async_test]
async fn two_who_work_on_the_same_letters_do_it_once() {
    let network = Network::of(2).await;
    let [alice, bob, _] = three(&network).await;
    let plums = posts_to(&alice, "plums", "public").await;
    network.settle().await;
    let other = alice.pod.beside().await;
    for number in 0..20 {
        let name = format!("0000000000comment{number:02}");
        comes(&alice, written(&bob, comment(&bob, &name, &plums, "jar"))).await;
    }
    let (here, there) = tokio::join!(batch::some(alice.pod), batch::some(&other));
    here.unwrap();
    there.unwrap();
    network.advance(Duration::from_secs(3_600));
    network.settle().await;
    let db = alice.pod.db.read();
    assert_eq!(count(db, "SELECT COUNT(*) FROM comment").await, 20);
    assert_eq!(count(db, "SELECT comments FROM post").await, 20);
    assert_eq!(count(db, "SELECT COUNT(*) FROM notification WHERE kind = 5").await, 20);
    assert_eq!(count(db, "SELECT COUNT(*) FROM received").await, 0);
}

#[rocket::async_test]
async fn what_waits_for_something_unknown_has_a_time_of_its_own_and_keeps_nobody_waiting() {
    let network = Network::of(2).await;
    let [alice, bob, mallory] = three(&network).await;
    let plums = posts_to(&alice, "plums", "public").await;
    network.settle().await;
    let early = comment(&bob, "0000000000comment1", "0000000000unknown", "about what?");
    comes(&alice, written(&bob, early)).await;
    comes(
        &alice,
        written(&mallory, comment(&mallory, "0000000000comment2", &plums, "a jar")),
    )
    .await;
    network.settle().await;
    assert_eq!(reads(&alice, &plums).await.len(), 1);
    let waiting = async || received::Entity::find().all(alice.pod.db.read()).await.unwrap();
    let row = waiting().await.remove(0);
    assert!(row.run_at > alice.pod.db.now() && row.attempts == 1);
    let mut theirs = post(&bob, "0000000000unknown", "what it is about");
    theirs.created_at = None;
    comes(&alice, written(&bob, theirs)).await;
    network.settle().await;
    network.advance(Duration::from_secs(20));
    network.settle().await;
    assert_eq!(reads(&alice, "0000000000unknown").await.len(), 1);
    assert!(waiting().await.is_empty());
}

#[rocket::async_test]
async fn a_key_that_has_changed_is_noticed() {
    let network = Network::of(2).await;
    let [alice, bob, _] = three(&network).await;
    comes(
        &alice,
        written(&bob, post(&bob, "0000000000000one1", "with the first key")),
    )
    .await;
    network.settle().await;
    assert!(sees(&alice, "0000000000000one1").await.is_some());
    let key = person_key::ActiveModel {
        person_id: Set(alice.knows(&bob).await.id),
        identity_pem: Set(pair("another").public),
        ..Default::default()
    };
    alice.pod.act(async |tx| Ok(key.update(tx.sql()).await?)).await.unwrap();
    let xml = samara::wire::diaspora::Entity::from(post(&bob, "0000000000000two2", "with the other"));
    let other = signed(&xml.xml().unwrap(), &bob.who.handle, "another");
    comes(&alice, other).await;
    network.settle().await;
    assert!(
        sees(&alice, "0000000000000two2").await.is_some(),
        "it is what is kept that counts"
    );
    comes(
        &alice,
        written(&bob, post(&bob, "00000000000three", "with the first again")),
    )
    .await;
    network.settle().await;
    assert!(sees(&alice, "00000000000three").await.is_none());
}

/// What a batch of letters like the last one costs, one statement after the other: nobody else acts meanwhile.
async fn costs(alice: &Citizen<'_>, letters: Vec<String>) -> Vec<String> {
    for letter in letters {
        comes(alice, letter).await;
    }
    alice.pod.acted();
    batch::some(alice.pod).await.unwrap();
    alice.pod.acted()
}

#[rocket::async_test]
async fn what_comes_costs_the_writer_little() {
    if crate::support::database::server().is_some() {
        return;
    }
    let network = Network::of(2).await;
    let [alice, bob, mallory] = three(&network).await;
    let plums = posts_to(&alice, "plums", "public").await;
    network.settle().await;
    let said = |by: &Citizen<'_>, number: usize| {
        let name = format!("0000000000comment{number:02}");
        written(by, comment(by, &name, &plums, "a jar"))
    };
    costs(&alice, vec![said(&bob, 0), said(&mallory, 1)]).await;
    let one = costs(&alice, vec![said(&bob, 2)]).await;
    assert!(one.len() <= 13, "{} statements: {one:#?}", one.len());
    let ten = costs(&alice, (3..13).map(|number| said(&bob, number)).collect()).await;
    assert!(ten.len() <= 16, "{} statements: {ten:#?}", ten.len());
    let posts = |numbers: std::ops::Range<usize>| {
        numbers
            .map(|number| {
                let name = format!("000000000000post{number:02}");
                written(&bob, post(&bob, &name, "Plums, and a sentence or two."))
            })
            .collect::<Vec<_>>()
    };
    costs(&alice, posts(0..2)).await;
    let ten = costs(&alice, posts(2..12)).await;
    assert!(ten.len() <= 13, "{} statements: {ten:#?}", ten.len());
    let pears = posts_to(&alice, "pears", "public").await;
    network.settle().await;
    let likes = |of: &str| {
        let name = |number: usize| format!("0000000like{number}{of}");
        let like = |by: &Citizen<'_>, number| written(by, super::order::like(by, &name(number), of));
        vec![like(&bob, 0), like(&mallory, 1)]
    };
    costs(&alice, likes(&plums)).await;
    let two = costs(&alice, likes(&pears)).await;
    assert!(two.len() <= 16, "{} statements: {two:#?}", two.len());
}

#[rocket::async_test]
async fn what_others_say_is_passed_on_behind_what_is_done_here() {
    let network = Network::of(3).await;
    let (alice, bob, mallory) = (
        network.citizen(0, "alice").await,
        network.citizen(1, "bob").await,
        network.citizen(2, "mallory").await,
    );
    alice.shares_with(&bob).await;
    alice.shares_with(&mallory).await;
    let plums = posts_to(&alice, "plums", "public").await;
    network.settle().await;
    comes(
        &alice,
        written(&bob, comment(&bob, "000000000comment1", &plums, "a jar")),
    )
    .await;
    comes(
        &alice,
        written(&mallory, super::order::like(&mallory, "0000000000000like", &plums)),
    )
    .await;
    while batch::some(alice.pod).await.unwrap() > 0 {}
    says(&alice, &plums, "two jars").await;
    // What she said herself is sent while the others wait.
    let quick = claim::claim(&alice.pod.db, Lane::Quick, 9).await.unwrap();
    let kinds: Vec<&str> = quick.iter().map(|claimed| claimed.kind.as_str()).collect();
    assert!(kinds.contains(&"dispatch") && !kinds.contains(&"pass-on"), "{kinds:?}");
    let patient = claim::claim(&alice.pod.db, Lane::Patient, 9).await.unwrap();
    assert_eq!(patient.len(), 2);
    alice.pod.advance(LEASE);
    network.settle().await;
    let mut below = reads(&mallory, &plums).await;
    below.sort();
    assert_eq!(below, ["alice: two jars", "bob: a jar"]);
}

#[rocket::async_test]
async fn who_passes_a_post_on_hears_what_comes_in_the_same_moment() {
    let network = Network::of(3).await;
    let (alice, bob, carol) = (
        network.citizen(0, "alice").await,
        network.citizen(1, "bob").await,
        network.citizen(2, "mallory").await,
    );
    let plums = posts_to(&alice, "plums", "public").await;
    let reshare = Reshare {
        author: handle(&bob),
        guid: guid("0000000reshare01"),
        created_at: None,
        root: Some(Root {
            author: handle(&alice),
            guid: guid(&plums),
        }),
    };
    // Both are known, so that nobody has to be asked for first.
    for one in [&bob, &carol] {
        alice.knows(one).await;
    }
    network.settle().await;
    let told = |path: &str| network.sent_to(1).iter().filter(|sent| sent.path == path).count();
    assert_eq!(told("/receive/public"), 0);
    comes(&alice, written(&bob, reshare)).await;
    comes(
        &alice,
        written(&carol, comment(&carol, "00000000comment1", &plums, "a jar")),
    )
    .await;
    network.settle().await;
    assert_eq!(
        told("/receive/public"),
        1,
        "the comment goes to the pod of who passed it on"
    );
    let post = sees(&alice, &plums).await.unwrap().post;
    assert_eq!((post.comments, post.reshares), (1, 1));
}

/// The lines in which Alice is told of a post: of what kind, by whom, about which comment, with which first of its line, and whether it is
/// the newest.
pub(super) async fn told_of(at: &Citizen<'_>, post: &str) -> Vec<String> {
    let sql = format!(
        "SELECT n.kind || ' ' || w.handle || ' ' || COALESCE(c.text, '-') || ' ' || COALESCE(f.text, '-') || ' ' || \
         CASE WHEN n.newest AND n.fresh THEN 'newest' WHEN n.newest OR n.fresh THEN 'odd' ELSE '' END \
         FROM notification n JOIN person w ON w.id = n.actor_id JOIN post p ON p.id = n.post_id \
         LEFT JOIN comment c ON c.id = n.comment_id LEFT JOIN notification m ON m.id = n.first_id \
         LEFT JOIN comment f ON f.id = m.comment_id WHERE p.guid = '{post}' ORDER BY n.id"
    );
    column(at.pod.db.read(), &sql).await
}

#[rocket::async_test]
async fn one_is_told_the_same_of_what_comes_at_once_as_of_what_comes_one_by_one() {
    let network = Network::of(2).await;
    let [alice, bob, mallory] = three(&network).await;
    let mut told = Vec::new();
    for (at_once, letter) in [(false, 'a'), (true, 'b')] {
        let post = posts_to(&alice, "plums", "public").await;
        network.settle().await;
        let says = |by: &Citizen<'_>, number: usize| {
            let name = format!("0000000000comment{letter}{number}");
            written(by, comment(by, &name, &post, &format!("jar {number}")))
        };
        let gone = |number: usize| {
            let gone = Retraction {
                author: handle(&bob),
                target_guid: guid(&format!("0000000000comment{letter}{number}")),
                target_type: Kind::Comment,
            };
            written(&bob, gone)
        };
        // The last of a line is taken back, and the first; and one comes twice.
        let all = [
            says(&bob, 0),
            says(&mallory, 1),
            says(&bob, 2),
            says(&mallory, 1),
            says(&bob, 3),
            gone(3),
            says(&mallory, 4),
            gone(0),
            says(&mallory, 5),
        ];
        for one in all {
            comes(&alice, one).await;
            if !at_once {
                network.settle().await;
            }
        }
        network.settle().await;
        told.push(told_of(&alice, &post).await);
    }
    assert_eq!(told[0].len(), 4, "{told:#?}");
    assert!(told[0][3].ends_with("newest"), "{told:#?}");
    assert_eq!(told[0], told[1]);
}

/// How often a letter was tried, and whether it is tried again.
async fn tried(at: &Citizen<'_>) -> (i64, bool) {
    let db = at.pod.db.read();
    let again = count(db, "SELECT COUNT(*) FROM received WHERE run_at < 9000000000000000000").await;
    (
        count(db, "SELECT CAST(attempts AS BIGINT) FROM received").await,
        again == 1,
    )
}

#[rocket::async_test]
async fn a_letter_that_ends_the_program_is_found_out_and_does_not_end_it_for_ever() {
    let network = Network::of(2).await;
    let [alice, bob, _] = three(&network).await;
    let plums = posts_to(&alice, "plums", "public").await;
    network.settle().await;
    let in_hand = alice.pod.settings.data.join("in-hand");
    let left = std::fs::read_dir(&in_hand).is_ok_and(|mut files| files.next().is_some());
    assert!(!left, "nothing is in hand");
    std::fs::create_dir_all(&in_hand).unwrap();
    // What a process leaves that ends while it has some letters in hand: one of them must have done it.
    let left = |ids: &[i64]| {
        let lines: Vec<String> = ids.iter().map(i64::to_string).collect();
        std::fs::write(in_hand.join("4711-0"), lines.join("\n") + "\n").unwrap();
    };
    for number in 0..3 {
        let name = format!("0000000000comment{number:02}");
        comes(&alice, written(&bob, comment(&bob, &name, &plums, "jar"))).await;
    }
    let ids = column(alice.pod.db.read(), "SELECT CAST(id AS TEXT) FROM received").await;
    let ids: Vec<i64> = ids.iter().map(|id| id.parse().unwrap()).collect();
    left(&ids);
    let next = alice.pod.beside().await;
    batch::some(&next).await.unwrap();
    assert_eq!(
        reads(&alice, &plums).await.len(),
        3,
        "the others are worked on, one by one"
    );
    assert_eq!(count(alice.pod.db.read(), "SELECT COUNT(*) FROM received").await, 0);
    comes(
        &alice,
        written(&bob, comment(&bob, "0000000000comment99", &plums, "ends it")),
    )
    .await;
    let id = count(alice.pod.db.read(), "SELECT id FROM received").await;
    for (times, again) in [(4, true), (8, true), (12, false)] {
        left(&[id]);
        let next = alice.pod.beside().await;
        batch::some(&next).await.unwrap();
        assert_eq!(tried(&alice).await, (times, again), "alone it is the one");
        assert!(!in_hand.join("4711-0").exists());
        next.db.close().await;
    }
    network.advance(Duration::from_secs(86_400));
    network.settle().await;
    assert_eq!(tried(&alice).await, (12, false), "it is kept, and not touched");
    assert_eq!(reads(&alice, &plums).await.len(), 3);
    next.db.close().await;
}
