//! However often, how late and in which order things come: the end is the same, and what was taken back stays away.

use std::time::Duration;

use entity::user::Role;
use entity::write::report::About;
use samara::domain::post::{show, withdraw};
use samara::wire::diaspora::entity::{Comment, Like, Liked, Relayable, Reshare, Retraction, Root, StatusMessage};
use samara::wire::diaspora::{AsSigned, Entity, Kind, PrivateKey, Text, Timestamp};

use sea_orm::Set;

use super::attack::{by, comment, from, guid, handle, post, send};
use super::{alice_bob_and_carol, posts_to, reads, sees};
use crate::support::Network;
use crate::support::network::{Citizen, pair};
use crate::support::rows::{column, count};
use crate::support::world::change;

const DAY: Duration = Duration::from_secs(86_400);

fn like(who: &Citizen<'_>, name: &str, on: &str) -> Like {
    let like = Like {
        author: handle(who),
        guid: guid(name),
        parent_guid: guid(on),
        parent: Liked::Post,
        positive: Some(true),
        as_signed: AsSigned::default(),
    };
    let key = who.who.handle.split('@').next().unwrap();
    like.signed(&PrivateKey::parse(&pair(key).private).unwrap()).unwrap()
}

fn gone(who: &Citizen<'_>, kind: Kind, name: &str) -> Retraction {
    Retraction {
        author: handle(who),
        target_guid: guid(name),
        target_type: kind,
    }
}

/// So many seconds before specs begin.
fn before(seconds: i64) -> Option<Timestamp> {
    let at = crate::support::pod::NOON.0 / 1_000_000 - seconds;
    chrono::DateTime::from_timestamp(at, 0).and_then(Timestamp::new)
}

fn permutations(of: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for next in 0..of {
        let longer = all.iter().flat_map(|order: &Vec<usize>| {
            (0..=order.len()).map(move |place| {
                let mut order = order.clone();
                order.insert(place, next);
                order
            })
        });
        all = longer.collect();
    }
    all
}

/// All that the protocol can say of one post of Bob's, each under names that end in this number.
fn said(bob: &Citizen<'_>, number: usize) -> [Entity; 8] {
    let name = |what: &str| format!("{what}{number:012}");
    let first = StatusMessage {
        guid: guid(&name("post")),
        created_at: before(300),
        text: Text::new("first words").unwrap(),
        ..post(&handle(bob), true)
    };
    let edit = StatusMessage {
        edited_at: before(200),
        text: Text::new("better words").unwrap(),
        ..first.clone()
    };
    let below = Comment {
        guid: guid(&name("said")),
        created_at: before(250),
        ..comment(&handle(bob), &name("post"), "below")
    };
    let again = Comment {
        edited_at: before(150),
        text: Text::new("below, better").unwrap(),
        ..below.clone()
    };
    [
        first.into(),
        edit.into(),
        below.into(),
        again.into(),
        like(bob, &name("like"), &name("post")).into(),
        gone(bob, Kind::Like, &name("like")).into(),
        gone(bob, Kind::Comment, &name("said")).into(),
        gone(bob, Kind::Post, &name("post")).into(),
    ]
}

/// Alice, and Bob who shares with her and whose pod nobody can ask.
async fn whose_pod_is_away(network: &Network) -> [Citizen<'_>; 2] {
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    bob.shares_with(&alice).await;
    network.settle().await;
    network.leave(1);
    [alice, bob]
}

/// Has some of it come in every order, and waits until nothing waits any more. Returns how many orders that were.
async fn in_every_order(network: &Network, at: &Citizen<'_>, bob: &Citizen<'_>, some: &[usize]) -> usize {
    let orders = permutations(some.len());
    for turn in 0..some.len() {
        for (number, order) in orders.iter().enumerate() {
            let entity = said(bob, number)[some[order[turn]]].clone();
            let body = from(bob, entity).into_bytes();
            let (status, ..) = at.pod.server().asked(true, "/receive/public", &[], body).await;
            assert_eq!(status, 202);
        }
        at.pod.settle().await;
    }
    for _ in 0..6 {
        network.advance(Duration::from_secs(600));
        at.pod.settle().await;
    }
    orders.len()
}

#[rocket::async_test]
async fn a_post_its_edit_a_comment_and_its_end_come_to_the_same_in_every_order() {
    let network = Network::of(2).await;
    let [alice, bob] = whose_pod_is_away(&network).await;
    // Post, edit, comment, its edit, its deletion.
    let orders = in_every_order(&network, &alice, &bob, &[0, 1, 2, 3, 6]).await as i64;
    let db = alice.pod.db.read();
    let texts = "SELECT DISTINCT text || ' ' || CAST(edited_at - created_at AS TEXT) FROM post";
    assert_eq!(column(db, texts).await, ["better words 100000000"]);
    assert_eq!(count(db, "SELECT COUNT(*) FROM post").await, orders);
    let history = "SELECT COUNT(*) FROM post_edit e JOIN post p ON p.id = e.post_id \
                   WHERE e.text = 'first words' AND e.created_at = p.created_at";
    assert_eq!(count(db, history).await, orders);
    assert_eq!(count(db, "SELECT COUNT(*) FROM post_edit").await, orders);
    assert_eq!(count(db, "SELECT COUNT(*) FROM comment").await, 0);
    assert_eq!(count(db, "SELECT CAST(SUM(comments) AS BIGINT) FROM post").await, 0);
    assert_eq!(count(db, "SELECT COUNT(*) FROM received").await, 0, "nothing waits");
}

#[rocket::async_test]
async fn a_comment_and_a_like_come_to_the_same_in_every_order() {
    let network = Network::of(2).await;
    let [alice, bob] = whose_pod_is_away(&network).await;
    // Post, comment, its edit, like, unlike.
    let orders = in_every_order(&network, &alice, &bob, &[0, 2, 3, 4, 5]).await as i64;
    let db = alice.pod.db.read();
    assert_eq!(
        count(db, "SELECT COUNT(*) FROM post WHERE comments = 1 AND likes = 0").await,
        orders
    );
    assert_eq!(count(db, "SELECT COUNT(*) FROM \"like\"").await, 0);
    let texts = "SELECT DISTINCT text || ' ' || CAST(edited_at - created_at AS TEXT) FROM comment";
    assert_eq!(column(db, texts).await, ["below, better 100000000"]);
    assert_eq!(count(db, "SELECT COUNT(*) FROM comment").await, orders);
    let history = "SELECT COUNT(*) FROM comment_edit e JOIN comment c ON c.id = e.comment_id \
                   WHERE e.text = 'below' AND e.created_at = c.created_at";
    assert_eq!(count(db, history).await, orders);
    assert_eq!(count(db, "SELECT COUNT(*) FROM comment_edit").await, orders);
}

#[rocket::async_test]
async fn once_a_post_is_deleted_nothing_of_it_is_left_in_any_order() {
    let network = Network::of(2).await;
    let [alice, bob] = whose_pod_is_away(&network).await;
    // Post, edit, comment, like, deletion of the post.
    in_every_order(&network, &alice, &bob, &[0, 1, 2, 4, 7]).await;
    let db = alice.pod.db.read();
    for table in [
        "post",
        "post_edit",
        "comment",
        "\"like\"",
        "notification WHERE post_id > 0",
        "post_search",
    ] {
        assert_eq!(count(db, &format!("SELECT COUNT(*) FROM {table}")).await, 0, "{table}");
    }
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
    let sent = alice.pod.mails().len() - mails;
    let wanted = count(db, "SELECT COUNT(*) FROM notification WHERE comment_id IS NOT NULL").await;
    assert!(wanted == 1 && sent <= 3, "{sent} mails");
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
