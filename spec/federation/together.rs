//! Rows of one batch that are written in one go: nothing of it counts otherwise than what comes letter by letter.

use samara::wire::diaspora::entity::{Comment, Liked, Relayable, Reshare, Root, StatusMessage};
use samara::wire::diaspora::{Kind, PrivateKey};

use super::batch::{comes, comment, guid, handle, post, three, told_of};
use super::order::{gone, like};
use super::{posts_to, sees};
use crate::support::Network;
use crate::support::network::{Citizen, pair, sealed, written};
use crate::support::rows::{column, count};

fn key(of: &Citizen<'_>) -> PrivateKey {
    PrivateKey::parse(&pair(of.who.handle.split('@').next().unwrap()).private).unwrap()
}

fn answer(by: &Citizen<'_>, name: &str, on: &str, to: &str) -> Comment {
    let answer = Comment {
        thread_parent_guid: Some(guid(to)),
        ..comment(by, name, on, "an answer")
    };
    answer.signed(&key(by)).unwrap()
}

fn shows(by: &Citizen<'_>, name: &str, root: (&Citizen<'_>, &str)) -> Reshare {
    Reshare {
        author: handle(by),
        guid: guid(name),
        created_at: None,
        root: Some(Root {
            author: handle(root.0),
            guid: guid(root.1),
        }),
    }
}

/// What is here of a post and below it, without what the database calls it.
async fn all_of(at: &Citizen<'_>, on: &str) -> Vec<String> {
    let db = at.pod.db.read();
    let comments = format!(
        "SELECT c.text || ' ' || w.handle || ' ' || COALESCE(a.text, '-') || ' ' || CAST(c.likes AS TEXT) FROM comment c \
         JOIN person w ON w.id = c.author_id JOIN post p ON p.id = c.post_id LEFT JOIN comment a ON a.id = c.answers_id \
         WHERE p.guid = '{on}' ORDER BY 1"
    );
    let counts = format!(
        "SELECT CAST(comments AS TEXT) || ' ' || CAST(likes AS TEXT) || ' ' || CAST(reshares AS TEXT) || ' ' || \
         (SELECT CAST(COUNT(*) AS TEXT) FROM \"like\" l WHERE l.post_id = p.id) || ' ' || \
         (SELECT CAST(COUNT(*) AS TEXT) FROM post r WHERE r.root_id = p.id) || ' ' || \
         (SELECT CAST(COUNT(*) AS TEXT) FROM post_pod e WHERE e.post_id = p.id) FROM post p WHERE p.guid = '{on}'"
    );
    [
        column(db, &comments).await,
        column(db, &counts).await,
        told_of(at, on).await,
    ]
    .concat()
}

#[rocket::async_test]
async fn what_comes_at_once_is_the_same_as_what_comes_letter_by_letter() {
    let network = Network::of(2).await;
    let [alice, bob, mallory] = three(&network).await;
    // Nobody is known to have written before, so that there are numbers of every kind.
    let mut found = Vec::new();
    for (at_once, letter) in [(false, 'a'), (true, 'b')] {
        let plums = posts_to(&alice, "plums", "public").await;
        network.settle().await;
        let name = |what: &str| format!("00000000000000{what}{letter}");
        let mut of_comment = like(&mallory, &name("like4"), &name("jar1"));
        of_comment.parent = Liked::Comment;
        let of_comment = of_comment.signed(&key(&mallory)).unwrap();
        let all = [
            written(&bob, comment(&bob, &name("jar1"), &plums, "one jar")),
            written(&mallory, answer(&mallory, &name("jar2"), &plums, &name("jar1"))),
            written(&bob, answer(&bob, &name("jar3"), &plums, &name("jar2"))),
            written(&bob, comment(&bob, &name("jar4"), &plums, "four jars")),
            written(&bob, like(&bob, &name("like1"), &plums)),
            written(&bob, like(&bob, &name("like1"), &plums)),
            written(&bob, like(&bob, &name("like2"), &plums)),
            written(&mallory, like(&mallory, &name("like3"), &plums)),
            written(&mallory, of_comment),
            written(&bob, shows(&bob, &name("show1"), (&alice, &plums))),
            written(&bob, shows(&bob, &name("show2"), (&alice, &plums))),
            written(&mallory, shows(&mallory, &name("show3"), (&alice, &plums))),
            written(&bob, post(&bob, &name("pears"), "Pears, of which nobody says more")),
            written(&bob, comment(&bob, &name("jar5"), &name("pears"), "five jars")),
            written(&bob, comment(&bob, &name("jar6"), &plums, "six jars")),
        ];
        for one in all {
            comes(&alice, one).await;
            if !at_once {
                network.settle().await;
            }
        }
        network.settle().await;
        let mut all = all_of(&alice, &plums).await;
        all.extend(all_of(&alice, &name("pears")).await);
        found.push(all);
    }
    assert_eq!(found[0].len(), 5 + 1 + 9 + 2, "{found:#?}");
    assert!(found[0].contains(&"5 2 2 3 2 1".to_owned()), "{found:#?}");
    assert_eq!(found[0], found[1]);
    let db = alice.pod.db.read();
    assert_eq!(count(db, "SELECT COUNT(*) FROM received").await, 0);
}

/// Sealed for somebody, to be worked on with what comes after it.
async fn comes_to(whom: &Citizen<'_>, letter: &str) {
    let key = whom.who.handle.split('@').next().unwrap();
    let path = format!("/receive/users/{}", whom.who.guid);
    let body = sealed(letter, key).into_bytes();
    let (status, ..) = whom.pod.server().asked(true, &path, &[], body).await;
    assert_eq!(status, 202);
}

/// Posts for a few come one by one to each of them, some to one alone, some with names and tags.
#[rocket::async_test]
async fn posts_for_a_few_that_come_at_once_are_seen_by_whom_they_came_to_and_by_nobody_else() {
    let network = Network::of(2).await;
    let [alice, bob, _] = three(&network).await;
    let carol = network.citizen(0, "carol").await;
    let said = |number: usize, text: &str| {
        let one = StatusMessage {
            public: false,
            ..post(&bob, &format!("000000000000post{number}"), text)
        };
        written(&bob, one)
    };
    let names = format!("for @{{{}}} #plums", alice.who.handle);
    let all = ["first", "second", &names, "fourth", "fifth"];
    for (number, text) in all.into_iter().enumerate() {
        comes_to(&alice, &said(number, text)).await;
    }
    comes_to(&carol, &said(0, "first")).await;
    comes_to(&carol, &said(5, "hers alone")).await;
    network.settle().await;
    let mut seen = Vec::new();
    for number in 0..6 {
        let name = format!("000000000000post{number}");
        let (hers, others) = (sees(&alice, &name).await.is_some(), sees(&carol, &name).await.is_some());
        seen.push((hers, others));
    }
    assert_eq!(
        seen,
        [
            (true, true),
            (true, false),
            (true, false),
            (true, false),
            (true, false),
            (false, true)
        ]
    );
    let db = alice.pod.db.read();
    assert_eq!(count(db, "SELECT COUNT(*) FROM post_recipient").await, 7);
    assert_eq!(count(db, "SELECT COUNT(*) FROM mention").await, 1);
    assert_eq!(count(db, "SELECT COUNT(*) FROM received").await, 0);
}

#[rocket::async_test]
async fn what_one_was_told_stays_when_the_next_letter_is_taken_back() {
    let network = Network::of(2).await;
    let [alice, bob, mallory] = three(&network).await;
    let plums = posts_to(&alice, "plums", "public").await;
    network.settle().await;
    comes(
        &alice,
        written(&bob, comment(&bob, "0000000000comment0", &plums, "jar 0")),
    )
    .await;
    network.settle().await;
    comes(
        &alice,
        written(&bob, comment(&bob, "0000000000comment1", &plums, "jar 1")),
    )
    .await;
    // What is another's she cannot take back: all since the letter before is undone.
    comes(
        &alice,
        written(&mallory, gone(&mallory, Kind::Comment, "0000000000comment0")),
    )
    .await;
    comes(
        &alice,
        written(&bob, comment(&bob, "0000000000comment2", &plums, "jar 2")),
    )
    .await;
    network.settle().await;
    let db = alice.pod.db.read();
    assert_eq!(count(db, "SELECT COUNT(*) FROM comment").await, 3);
    assert_eq!(count(db, "SELECT COUNT(*) FROM notification WHERE kind = 5").await, 3);
}
