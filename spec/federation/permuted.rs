//! All that can be said of one post, in whatever order it comes: the end is the same.

use std::collections::BTreeSet;
use std::time::Duration;

use samara::random::Random;
use samara::wire::diaspora::entity::{Comment, StatusMessage};
use samara::wire::diaspora::{Entity, Kind, Text};

use super::attack::{comment, from, guid, handle, post};
use super::order::{before, gone, like};
use crate::support::Network;
use crate::support::network::Citizen;
use crate::support::rows::{column, count};

/// Orders of seven things that are tried by chance.
const BY_CHANCE: u64 = 60;

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
    in_orders(network, at, bob, (some, &orders)).await;
    orders.len()
}

/// The same in these orders.
async fn in_orders(network: &Network, at: &Citizen<'_>, bob: &Citizen<'_>, (some, orders): (&[usize], &[Vec<usize>])) {
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
}

/// Orders of so many things: those in which three neighbours stand in any order, and so many others by chance.
fn some_orders(of: usize, by_chance: usize, seed: u64) -> Vec<Vec<usize>> {
    let mut orders = BTreeSet::new();
    for first in 0..=of - 3 {
        for three in permutations(3) {
            let mut order: Vec<usize> = (0..of).collect();
            for (place, which) in three.into_iter().enumerate() {
                order[first + place] = first + which;
            }
            orders.insert(order);
        }
    }
    let random = Random::seeded(seed);
    let whole = (orders.len() + by_chance).min((1..=of).product());
    while orders.len() < whole {
        let mut order: Vec<usize> = (0..of).collect();
        for place in (1..of).rev() {
            let other = usize::try_from(random.below(place as u64 + 1)).unwrap();
            order.swap(place, other);
        }
        orders.insert(order);
    }
    orders.into_iter().collect()
}

/// So many of the 5 040 orders of seven things are tried beside those of neighbours. `SAMARA_TEST_ORDERS` tries more, and
/// `SAMARA_TEST_SEED` others.
fn seven() -> (Vec<Vec<usize>>, u64) {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let seed = number("SAMARA_TEST_SEED").unwrap_or(36);
    let by_chance = number("SAMARA_TEST_ORDERS").unwrap_or(BY_CHANCE);
    (some_orders(7, usize::try_from(by_chance).unwrap(), seed), seed)
}

/// Whether all names are as they should be; else the orders in which they are not.
async fn all_are(at: &Citizen<'_>, (orders, seed): (&[Vec<usize>], u64), wrong: &str) {
    let names = column(at.pod.db.read(), wrong).await;
    let odd = names.iter().map(|name| {
        let number: usize = name[name.len() - 12..].parse().unwrap();
        &orders[number]
    });
    let odd: Vec<_> = odd.take(5).collect();
    assert!(
        odd.is_empty(),
        "seed {seed}: {} are otherwise, such as {odd:?}",
        names.len()
    );
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
async fn all_that_is_said_about_a_post_comes_to_the_same_in_any_order() {
    let network = Network::of(2).await;
    let [alice, bob] = whose_pod_is_away(&network).await;
    let (orders, seed) = seven();
    // Post, its edit, comment, its edit, like, unlike, deletion of the comment.
    in_orders(&network, &alice, &bob, (&[0, 1, 2, 3, 4, 5, 6], &orders)).await;
    let otherwise = "SELECT guid FROM post WHERE NOT (text = 'better words' AND comments = 0 AND likes = 0 \
                     AND edited_at - created_at = 100000000) \
                     UNION SELECT guid FROM comment UNION SELECT guid FROM \"like\"";
    all_are(&alice, (&orders, seed), otherwise).await;
    let db = alice.pod.db.read();
    let many = orders.len() as i64;
    assert_eq!(count(db, "SELECT COUNT(*) FROM post").await, many, "seed {seed}");
    assert_eq!(count(db, "SELECT COUNT(*) FROM post_edit").await, many, "seed {seed}");
    assert_eq!(count(db, "SELECT COUNT(*) FROM received").await, 0, "nothing waits");
}

#[rocket::async_test]
async fn a_deleted_post_takes_all_of_it_away_in_any_order() {
    let network = Network::of(2).await;
    let [alice, bob] = whose_pod_is_away(&network).await;
    let (orders, seed) = seven();
    // Post, its edit, comment, its edit, like, unlike, deletion of the post.
    in_orders(&network, &alice, &bob, (&[0, 1, 2, 3, 4, 5, 7], &orders)).await;
    let left = "SELECT guid FROM post UNION SELECT guid FROM comment UNION SELECT guid FROM \"like\"";
    all_are(&alice, (&orders, seed), left).await;
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
