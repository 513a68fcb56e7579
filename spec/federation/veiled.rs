//! A block takes out of sight. What its people take back meanwhile, and how they describe themselves, counts all the same: when it is
//! lifted there is what they have left, not what they once said. Nothing else comes in.

use entity::{GoneKind, visible};
use samara::domain::ignore;
use samara::wire::Handle;
use samara::wire::diaspora::entity::{AccountDeletion, Profile, Retraction};
use samara::wire::diaspora::{Entity, Kind, Name};

use super::attack::{comment, from, guid, handle, send};
use super::block::{blocks, counted, lifts};
use super::{alice_bob_and_carol, likes, posts_to, reads, says, sees};
use crate::support::Network;
use crate::support::network::Citizen;
use crate::support::rows::{column, count};

fn gone(by: &Citizen<'_>, kind: Kind, name: &str) -> Entity {
    Entity::Retraction(Retraction {
        author: handle(by),
        target_guid: guid(name),
        target_type: kind,
    })
}

/// Has something that somebody says come to a pod.
async fn comes(network: &Network, at: &Citizen<'_>, by: &Citizen<'_>, what: impl Into<Entity>) {
    assert_eq!(send(network, at, "/receive/public", from(by, what)).await, 202);
}

#[rocket::async_test]
async fn what_is_taken_back_during_a_block_is_gone_here_and_wherever_it_was_handed_on() {
    let network = Network::of(3).await;
    let [alice, bob, carol] = alice_bob_and_carol(&network).await;
    bob.shares_with(&alice).await;
    network.settle().await;
    let mine = posts_to(&alice, "mine", "public").await;
    let his = posts_to(&bob, "plums from bob", "public").await;
    network.settle().await;
    let stays = says(&bob, &mine, "stays").await;
    let goes = says(&bob, &mine, "goes").await;
    likes(&bob, &mine).await;
    network.settle().await;
    assert_eq!(counted(&alice, &mine).await, (2, 1));
    assert_eq!(reads(&carol, &mine).await.len(), 2);
    let like = column(alice.pod.db.read(), "SELECT guid FROM \"like\"").await.remove(0);
    blocks(&alice, "two.example").await.unwrap();
    let asked = network.sent_to(1).len();
    for (kind, name) in [(Kind::Comment, &goes), (Kind::Like, &like), (Kind::Post, &his)] {
        comes(&network, &alice, &bob, gone(&bob, kind, name)).await;
    }
    let renamed = Profile {
        first_name: Name::new("Robert"),
        ..Profile::bare(handle(&bob))
    };
    comes(&network, &alice, &bob, renamed).await;
    assert_eq!(counted(&alice, &mine).await, (0, 0), "nothing of his counts");
    assert!(reads(&alice, &mine).await.is_empty(), "and nothing is shown");
    assert!(sees(&alice, &his).await.is_none());
    assert_eq!(
        reads(&carol, &mine).await,
        ["bob: stays"],
        "it was handed on, so this is, too"
    );
    assert_eq!(network.sent_to(1).len(), asked, "nobody there is asked or told");
    lifts(&alice).await;
    assert_eq!(counted(&alice, &mine).await, (1, 0));
    assert_eq!(reads(&alice, &mine).await, ["Robert: stays"]);
    assert!(sees(&alice, &his).await.is_none());
    // It does not come back when it is sent once more.
    let again = comment(&handle(&bob), &mine, "goes");
    let again = samara::wire::diaspora::entity::Comment {
        guid: guid(&goes),
        ..again
    };
    comes(&network, &alice, &bob, super::attack::by(again, "bob")).await;
    assert_eq!(reads(&alice, &mine).await, ["Robert: stays"]);
    comes(&network, &alice, &bob, gone(&bob, Kind::Comment, &stays)).await;
    assert_eq!(counted(&alice, &mine).await, (0, 0));
}

#[rocket::async_test]
async fn an_account_that_is_closed_during_a_block_does_not_come_back_with_its_end() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    bob.shares_with(&alice).await;
    network.settle().await;
    let mine = posts_to(&alice, "mine", "public").await;
    let his = posts_to(&bob, "plums", "public").await;
    network.settle().await;
    says(&bob, &mine, "said bob").await;
    network.settle().await;
    blocks(&alice, "bob@two.example").await.unwrap();
    let end = AccountDeletion { author: handle(&bob) };
    comes(&network, &alice, &bob, Entity::AccountDeletion(end)).await;
    lifts(&alice).await;
    let there = visible::person::by_handle(alice.pod.db.read(), "bob@two.example").await;
    assert!(there.unwrap().is_none());
    assert!(sees(&alice, &his).await.is_none());
    assert_eq!(counted(&alice, &mine).await, (0, 0));
    for left in [
        "comment",
        "post WHERE author_id IN (SELECT id FROM person WHERE pod_id > 0)",
    ] {
        let left = format!("SELECT COUNT(*) FROM {left}");
        assert_eq!(count(alice.pod.db.read(), &left).await, 0, "{left}");
    }
}

#[rocket::async_test]
async fn what_others_take_back_of_somebody_who_is_blocked_is_gone_as_well() {
    let network = Network::of(3).await;
    let [carol, alice, bob] = {
        // The post is of the first pod, and what is said below it comes through it.
        let (carol, alice) = (network.citizen(0, "carol").await, network.citizen(1, "alice").await);
        let bob = network.citizen(2, "bob").await;
        carol.shares_with(&alice).await;
        carol.shares_with(&bob).await;
        alice.shares_with(&carol).await;
        network.settle().await;
        [carol, alice, bob]
    };
    let hers = posts_to(&carol, "carol asks", "public").await;
    network.settle().await;
    let said = says(&bob, &hers, "answered bob").await;
    network.settle().await;
    assert_eq!(reads(&alice, &hers).await, ["bob: answered bob"]);
    blocks(&alice, "three.example").await.unwrap();
    assert!(reads(&alice, &hers).await.is_empty());
    comes(&network, &alice, &carol, gone(&carol, Kind::Comment, &said)).await;
    lifts(&alice).await;
    assert!(reads(&alice, &hers).await.is_empty(), "its post's author took it away");
    assert_eq!(counted(&alice, &hers).await, (0, 0));
}

#[rocket::async_test]
async fn a_block_is_no_way_round_the_rules_of_who_may_take_what_back() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let mallory = network.citizen(1, "mallory").await;
    alice.shares_with(&bob).await;
    alice.shares_with(&mallory).await;
    network.settle().await;
    let mine = posts_to(&alice, "mine", "public").await;
    network.settle().await;
    let said = says(&bob, &mine, "said bob").await;
    network.settle().await;
    blocks(&alice, "two.example").await.unwrap();
    comes(&network, &alice, &mallory, gone(&mallory, Kind::Comment, &said)).await;
    comes(&network, &alice, &mallory, gone(&mallory, Kind::Post, &mine)).await;
    // In his name, with another key.
    let end = AccountDeletion { author: handle(&bob) };
    let xml = Entity::AccountDeletion(end).xml().unwrap();
    let forged = crate::support::network::signed(&xml, &bob.who.handle, "mallory");
    assert_eq!(send(&network, &alice, "/receive/public", forged).await, 202);
    // What adds something is dropped, whoever says it.
    comes(&network, &alice, &bob, super::attack::post(&handle(&bob), true)).await;
    lifts(&alice).await;
    assert_eq!(reads(&alice, &mine).await, ["bob: said bob"]);
    assert_eq!(counted(&alice, &mine).await, (1, 0));
    assert!(sees(&alice, "0000000000post01").await.is_none());
    let words = "SELECT COUNT(*) FROM gone";
    assert_eq!(count(alice.pod.db.read(), words).await, 0, "nothing is kept away by it");
}

#[rocket::async_test]
async fn whoever_is_ignored_takes_back_what_they_said_as_anybody_else() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    bob.shares_with(&alice).await;
    network.settle().await;
    let mine = posts_to(&alice, "mine", "public").await;
    let his = posts_to(&bob, "plums", "family").await;
    network.settle().await;
    let said = says(&bob, &mine, "said bob").await;
    likes(&bob, &mine).await;
    network.settle().await;
    let like = column(alice.pod.db.read(), "SELECT guid FROM \"like\"").await.remove(0);
    let person = alice.knows(&bob).await;
    alice
        .pod
        .act(async |tx| ignore::add(tx, alice.who.user, person.id).await)
        .await
        .unwrap();
    network.settle().await;
    for (kind, name) in [(Kind::Comment, &said), (Kind::Like, &like), (Kind::Post, &his)] {
        comes(&network, &alice, &bob, gone(&bob, kind, name)).await;
    }
    let renamed = Profile {
        first_name: Name::new("Robert"),
        ..Profile::bare(Handle::parse(&bob.who.handle).unwrap())
    };
    comes(&network, &alice, &bob, renamed).await;
    alice
        .pod
        .act(async |tx| ignore::remove(tx, alice.who.user, person.id).await)
        .await
        .unwrap();
    let db = alice.pod.db.read();
    assert_eq!(counted(&alice, &mine).await, (0, 0));
    assert!(reads(&alice, &mine).await.is_empty() && sees(&alice, &his).await.is_none());
    assert_eq!(alice.knows(&bob).await.name, "Robert");
    assert!(samara::domain::gone::is(db, GoneKind::Comment, &said).await.unwrap());
}
