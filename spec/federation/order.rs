//! However often, how late and in which order things come: the end is the same, and what was taken back stays away.

use std::time::Duration;

use entity::user::Role;
use entity::write::report::About;
use samara::domain::contact;
use samara::domain::post::{show, withdraw};
use samara::federation::receive::sweep;
use samara::wire::diaspora::entity::{
    Comment, Contact, Like, Liked, Profile, Relayable, Reshare, Retraction, Root, StatusMessage,
};
use samara::wire::diaspora::{AsSigned, Entity, Kind, Name, PrivateKey, Timestamp};

use sea_orm::Set;

use super::attack::{by, comment, from, guid, handle, post, send};
use super::{alice_bob_and_carol, posts_to, reads, sees};
use crate::support::Network;
use crate::support::network::{Citizen, pair, sealed};
use crate::support::rows::{column, count};
use crate::support::world::change;

const DAY: Duration = Duration::from_secs(86_400);

/// Likes a post, under this name.
pub(super) fn like(who: &Citizen<'_>, name: &str, on: &str) -> Like {
    let like = Like {
        author: handle(who),
        guid: guid(name),
        parent_guid: guid(on),
        parent: Liked::Post,
        positive: Some(true),
        emoji: None,
        as_signed: AsSigned::default(),
    };
    let key = who.who.handle.split('@').next().unwrap();
    like.signed(&PrivateKey::parse(&pair(key).private).unwrap()).unwrap()
}

/// Takes something back.
pub(super) fn gone(who: &Citizen<'_>, kind: Kind, name: &str) -> Retraction {
    Retraction {
        author: handle(who),
        target_guid: guid(name),
        target_type: kind,
    }
}

/// So many seconds before specs begin.
pub(super) fn before(seconds: i64) -> Option<Timestamp> {
    let at = crate::support::pod::NOON.0 / 1_000_000 - seconds;
    chrono::DateTime::from_timestamp(at, 0).and_then(Timestamp::new)
}

#[rocket::async_test]
async fn a_message_has_one_effect_however_often_and_from_however_many_sides_it_comes() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    network.settle().await;
    let on = posts_to(&alice, "for all", "public").await;
    network.settle().await;
    let mails = alice.pod.mails().len();
    let below = by(comment(&handle(&bob), &on, "once"), "bob");
    let root = Root {
        author: handle(&alice),
        guid: guid(&on),
    };
    let reshare = Reshare {
        author: handle(&bob),
        guid: guid("0000000reshare01"),
        created_at: None,
        root: Some(root),
    };
    let all: [Entity; 3] = [below.into(), like(&bob, "00000000000like1", &on).into(), reshare.into()];
    for entity in all {
        let body = from(&bob, entity);
        for round in 0..6 {
            let server = alice.pod.server().clone();
            let twenty = (0..if round == 0 { 20 } else { 16 }).map(|_| {
                let (server, body) = (server.clone(), body.clone().into_bytes());
                async move { server.asked(true, "/receive/public", &[], body).await.0 }
            });
            let answers = rocket::futures::future::join_all(twenty).await;
            assert!(answers.iter().all(|status| *status == 202));
            let (one, another) =
                rocket::tokio::join!(samara::worker::drain(alice.pod), samara::worker::drain(alice.pod));
            assert!(one.is_ok() && another.is_ok());
        }
    }
    network.settle().await;
    let db = alice.pod.db.read();
    assert_eq!(reads(&alice, &on).await, ["bob: once"]);
    let post = sees(&alice, &on).await.unwrap().post;
    assert_eq!((post.comments, post.likes, post.reshares), (1, 1, 1));
    assert_eq!(count(db, "SELECT COUNT(*) FROM received").await, 0);
    // Sharing, and one of each.
    let told = column(db, "SELECT CAST(kind AS TEXT) FROM notification ORDER BY kind").await;
    let mut once = told.clone();
    once.dedup();
    assert_eq!(told, once);
    // What is mailed waits for a while: the first of a line, and after an hour what has come since.
    for _ in 0..4 {
        network.advance(Duration::from_secs(3_600));
        network.settle().await;
    }
    let sent = alice.pod.mails().split_off(mails);
    let mut subjects: Vec<&str> = sent.iter().map(|mail| mail.subject.as_str()).collect();
    subjects.sort_unstable();
    let count = subjects.len();
    subjects.dedup();
    assert!(
        count > 0 && subjects.len() == count,
        "each is mailed once: {subjects:?}"
    );
    let of_comment = subjects.iter().filter(|subject| subject.contains("comment"));
    assert_eq!(of_comment.count(), 1, "{subjects:?}");
}

#[rocket::async_test]
async fn what_was_taken_back_stays_away_when_it_is_sent_again() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    network.settle().await;
    let on = posts_to(&alice, "for all", "public").await;
    network.settle().await;
    let theirs = StatusMessage {
        guid: guid("00000000bobspost"),
        created_at: before(300),
        ..post(&handle(&bob), true)
    };
    let root = Root {
        author: handle(&alice),
        guid: guid(&on),
    };
    let reshare = Reshare {
        author: handle(&bob),
        guid: guid("0000000reshare01"),
        created_at: None,
        root: Some(root),
    };
    let came: [(Entity, Kind, &str); 4] = [
        (theirs.clone().into(), Kind::Post, "00000000bobspost"),
        (
            by(comment(&handle(&bob), &on, "mine"), "bob").into(),
            Kind::Comment,
            "00000000comment1",
        ),
        (
            like(&bob, "00000000000like1", &on).into(),
            Kind::Like,
            "00000000000like1",
        ),
        (reshare.into(), Kind::Post, "0000000reshare01"),
    ];
    let path = "/receive/public";
    let left = async || {
        let db = alice.pod.db.read();
        let comments = count(db, "SELECT COUNT(*) FROM comment").await;
        let likes = count(db, "SELECT COUNT(*) FROM \"like\"").await;
        (count(db, "SELECT COUNT(*) FROM post").await, comments, likes)
    };
    for (entity, ..) in &came {
        send(&network, &alice, path, from(&bob, entity.clone())).await;
    }
    assert_eq!(left().await, (3, 1, 1));
    for (_, kind, name) in &came {
        send(&network, &alice, path, from(&bob, gone(&bob, *kind, name))).await;
    }
    assert_eq!(left().await, (1, 0, 0));
    for wait in [Duration::from_secs(3_600), 30 * DAY, 90 * DAY] {
        network.advance(wait);
        for (entity, ..) in &came {
            send(&network, &alice, path, from(&bob, entity.clone())).await;
        }
        // An edit that was made before it was taken back is no new word.
        let edit = StatusMessage {
            edited_at: before(100),
            ..theirs.clone()
        };
        send(&network, &alice, path, from(&bob, edit)).await;
        assert_eq!(left().await, (1, 0, 0), "after {wait:?}");
    }
}

#[rocket::async_test]
async fn what_moderators_took_away_does_not_come_back_sent_or_fetched() {
    use samara::domain::report::{self, Answer};
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    bob.shares_with(&alice).await;
    network.settle().await;
    let guid_of = posts_to(&bob, "not for this pod", "public").await;
    network.settle().await;
    let moderator = network.citizen(0, "eve").await;
    change(alice.pod, &moderator.who, |row| row.role = Set(Role::Moderator)).await;
    let (me, seen) = (alice.me().await, sees(&alice, &guid_of).await.unwrap());
    alice
        .pod
        .act(async |tx| report::add(tx, &me, About::post(&seen.post), "no").await)
        .await
        .unwrap();
    let id = count(alice.pod.db.read(), "SELECT MAX(id) FROM report").await;
    let judge = moderator.me().await;
    alice
        .pod
        .act(async |tx| report::answer(tx, &judge, id.into(), Answer::Delete, "").await)
        .await
        .unwrap();
    assert!(sees(&alice, &guid_of).await.is_none());
    for wait in [Duration::from_secs(60), 400 * DAY] {
        network.advance(wait);
        let swept = alice.pod.act(async |tx| samara::domain::gone::sweep(tx).await);
        swept.await.unwrap();
        // Sent once more by its author's pod, and fetched because somebody speaks of it.
        let host = bob.pod.settings.host();
        let (author, again) = (bob.me().await, format!("said at {wait:?}"));
        bob.pod
            .act(async |tx| samara::domain::post::edit(tx, &author, &host, &guid_of, &again).await)
            .await
            .unwrap();
        let below = comment(&handle(&bob), &guid_of, "below");
        send(&network, &alice, "/receive/public", from(&bob, below)).await;
        network.settle().await;
        assert!(sees(&alice, &guid_of).await.is_none());
    }
}

#[rocket::async_test]
async fn who_may_not_take_a_thing_away_keeps_nothing_away_by_saying_so_first() {
    let network = Network::of(3).await;
    let [alice, bob, carol] = alice_bob_and_carol(&network).await;
    let mallory = network.citizen(1, "mallory").await;
    let on = posts_to(&alice, "for all", "public").await;
    network.settle().await;
    let path = "/receive/public";
    for (kind, name) in [
        (Kind::Comment, "00000000comment1"),
        (Kind::Like, "00000000000like1"),
        (Kind::Post, "0000000000post01"),
    ] {
        send(&network, &alice, path, from(&mallory, gone(&mallory, kind, name))).await;
    }
    send(
        &network,
        &alice,
        path,
        from(&bob, by(comment(&handle(&bob), &on, "mine"), "bob")),
    )
    .await;
    send(&network, &alice, path, from(&bob, like(&bob, "00000000000like1", &on))).await;
    send(&network, &alice, path, from(&bob, post(&handle(&bob), true))).await;
    assert_eq!(reads(&alice, &on).await, ["bob: mine"]);
    assert_eq!(sees(&alice, &on).await.unwrap().post.likes, 1);
    assert!(sees(&alice, "0000000000post01").await.is_some());
    // Whose post it is may take away what is below it: also at a third pod, and before it has come there.
    let said = Comment {
        guid: guid("00000000comment2"),
        ..comment(&handle(&bob), &on, "never seen")
    };
    send(
        &network,
        &carol,
        path,
        from(&alice, gone(&bob, Kind::Comment, "00000000comment2")),
    )
    .await;
    send(&network, &carol, path, from(&alice, by(said, "bob"))).await;
    assert_eq!(reads(&carol, &on).await, ["bob: mine"]);
}

#[rocket::async_test]
async fn a_post_that_was_withdrawn_from_somebody_can_be_shown_to_them_again() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    network.settle().await;
    let on = posts_to(&alice, "for the family", "family").await;
    network.settle().await;
    let (me, host, people) = (
        alice.me().await,
        alice.pod.settings.host(),
        vec![bob.who.handle.clone()],
    );
    for _ in 0..2 {
        alice
            .pod
            .act(async |tx| withdraw(tx, &me, &host, &on, &people).await)
            .await
            .unwrap();
        network.settle().await;
        assert!(sees(&bob, &on).await.is_none());
        network.advance(Duration::from_secs(60));
        alice
            .pod
            .act(async |tx| show(tx, &me, &host, &on, &people).await)
            .await
            .unwrap();
        network.settle().await;
        assert!(sees(&bob, &on).await.is_some());
        network.advance(Duration::from_secs(60));
    }
}

#[rocket::async_test]
async fn what_somebody_says_of_themselves_and_of_us_is_not_undone_by_what_they_said_before() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let shares = |sharing: bool| {
        let contact = Contact {
            author: handle(&bob),
            recipient: handle(&alice),
            following: sharing,
            sharing,
            blocking: false,
        };
        sealed(&from(&bob, contact), "alice")
    };
    let is_called = |name: &str, edited_at: Option<&str>| {
        let profile = Profile {
            first_name: Name::new(name),
            edited_at: edited_at.and_then(Timestamp::parse),
            ..Profile::bare(handle(&bob))
        };
        from(&bob, profile)
    };
    let (private, public) = (format!("/receive/users/{}", alice.who.guid), "/receive/public");
    let db = alice.pod.db.read();
    let name = async || column(db, "SELECT name FROM person WHERE handle = 'bob@two.example'").await;
    // What comes first waits for a pod that does not answer.
    network.leave(1);
    send(&network, &alice, &private, shares(true)).await;
    send(&network, &alice, public, is_called("Robert", None)).await;
    network.come_back(1);
    send(&network, &alice, &private, shares(false)).await;
    send(&network, &alice, public, is_called("Bobby", None)).await;
    assert_eq!(count(db, "SELECT COUNT(*) FROM received").await, 2, "they wait");
    let swept = async || alice.pod.act(async |tx| sweep(tx).await).await.unwrap();
    swept().await;
    assert_eq!(name().await, ["Bobby"]);
    network.advance(Duration::from_secs(60));
    network.settle().await;
    assert_eq!(count(db, "SELECT COUNT(*) FROM received").await, 0);
    let whom = alice.knows(&bob).await.id;
    let stands = contact::standing(db, alice.who.user, whom).await.unwrap();
    assert!(!stands.sharing, "he has said since that he does not");
    assert_eq!(name().await, ["Bobby"]);
    // Where it is said when something was written, that decides, however it comes.
    send(&network, &alice, public, is_called("Bob", Some("2026-11-21T11:30:00Z"))).await;
    send(
        &network,
        &alice,
        public,
        is_called("Robbie", Some("2026-11-21T11:00:00Z")),
    )
    .await;
    assert_eq!(name().await, ["Bob"]);
    // A time to come is no reason to believe nothing any more.
    send(&network, &alice, public, is_called("Rob", Some("2036-11-21T11:00:00Z"))).await;
    assert_eq!(name().await, ["Rob"]);
    network.advance(Duration::from_secs(60));
    send(
        &network,
        &alice,
        public,
        is_called("Roberta", Some("2026-11-21T12:05:00Z")),
    )
    .await;
    assert_eq!(name().await, ["Roberta"]);
    send(&network, &alice, public, is_called("Bo", None)).await;
    assert_eq!(name().await, ["Bo"]);
    send(&network, &alice, &private, shares(true)).await;
    let stands = contact::standing(db, alice.who.user, whom).await.unwrap();
    assert!(stands.sharing, "and this is later");
    swept().await;
    let kept = count(db, "SELECT COUNT(*) FROM last_word").await;
    assert_eq!(kept, 0, "nothing waits any more that could be late");
}
