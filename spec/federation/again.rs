//! Asking again who somebody is: on request, and when a signature does not fit. Who they are does not change by it.

use std::time::Duration;

use entity::{person, person_key, user};
use samara::domain::account::close::{When, close};
use samara::domain::account::keys;
use samara::wire::Handle;
use samara::wire::diaspora::Entity;
use samara::wire::diaspora::entity::AccountDeletion;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};

use super::attack::{from, handle, post, send};
use super::sees;
use crate::support::Network;
use crate::support::network::{Citizen, pair, signed, written};

async fn renamed(who: &Citizen<'_>, name: &str) {
    let row = person::Entity::find_by_id(who.who.person);
    let mut row = row.one(who.pod.db.read()).await.unwrap().unwrap().into_active_model();
    row.name = Set(name.to_owned());
    who.pod.act(async |tx| Ok(row.update(tx.sql()).await?)).await.unwrap();
}

/// Somebody's pod has other keys for them all of a sudden.
async fn rekeyed(who: &Citizen<'_>) {
    let other = pair("somebody else");
    who.pod
        .act(async |tx| {
            person_key::Entity::delete_by_id(who.who.person).exec(tx.sql()).await?;
            entity::user_key::Entity::delete_by_id(who.who.user)
                .exec(tx.sql())
                .await?;
            keys::keep(tx, &who.pod.vault, who.who.user, other.clone(), other.clone()).await
        })
        .await
        .unwrap();
}

fn asked(network: &Network, number: usize) -> usize {
    let sent = network.sent_to(number);
    sent.iter().filter(|sent| sent.path.contains("webfinger")).count()
}

#[rocket::async_test]
async fn whoever_looks_again_sees_the_name_they_have_now_and_their_pod_is_not_asked_at_every_click() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.knows(&bob).await;
    renamed(&bob, "Robert the Bold").await;
    let browser = alice.pod.browser("alice").await;
    let page = format!("/people/{}", bob.who.guid);
    assert!(browser.get(&page).await.text().contains("Look again"));
    let before = asked(&network, 1);
    for _ in 0..3 {
        assert_eq!(browser.post(&format!("{page}/look"), &[]).await.status(), 303);
    }
    assert!(browser.get(&page).await.text().contains("Robert the Bold"));
    assert_eq!(asked(&network, 1), before + 1);
    network.leave(1);
    network.advance(Duration::from_secs(120));
    let told = browser.post(&format!("{page}/look"), &[]).await;
    let away = |(_, value): &(String, String)| value.contains("people-looked-away");
    assert!(told.headers().iter().any(away), "{:?}", told.headers());
    // Nobody is asked about people of this pod, and visitors ask nobody.
    let own = browser.post(&format!("/people/{}/look", alice.who.guid), &[]).await;
    assert_eq!(own.status(), 404);
    network.settle().await;
}

#[rocket::async_test]
async fn another_key_is_refused_and_an_administrator_sees_it() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    bob.shares_with(&alice).await;
    network.settle().await;
    let known = alice.knows(&bob).await;
    rekeyed(&bob).await;
    let before = asked(&network, 1);
    for _ in 0..3 {
        let forged = signed(
            &Entity::from(AccountDeletion {
                author: Handle::parse(&bob.who.handle).unwrap(),
            })
            .xml()
            .unwrap(),
            &bob.who.handle,
            "somebody else",
        );
        let (status, ..) = alice
            .pod
            .server()
            .asked(true, "/receive/public", &[], forged.into_bytes())
            .await;
        assert_eq!(status, 202);
    }
    network.settle().await;
    for _ in 0..5 {
        network.advance(Duration::from_secs(3_600));
        network.settle().await;
    }
    let still = person::Entity::find_by_id(known.id).one(alice.pod.db.read()).await;
    assert_eq!(still.unwrap().unwrap().closed_at, None);
    assert_eq!(asked(&network, 1), before + 1, "asked once, however often it comes");
    let key = person_key::Entity::find_by_id(known.id).one(alice.pod.db.read()).await;
    assert_eq!(key.unwrap().unwrap().identity_pem.trim(), pair("bob").public.trim());
    let page = format!("/people/{}", bob.who.guid);
    let words = "their pod answers with another identity";
    assert!(!alice.pod.browser("alice").await.get(&page).await.text().contains(words));
    let row = user::ActiveModel {
        id: Set(alice.who.user),
        role: Set(user::Role::Administrator),
        ..Default::default()
    };
    alice.pod.act(async |tx| Ok(row.update(tx.sql()).await?)).await.unwrap();
    network.advance(Duration::from_secs(5));
    assert!(alice.pod.browser("alice").await.get(&page).await.text().contains(words));
}

#[rocket::async_test]
async fn whoever_is_known_without_a_key_is_heard_when_their_pod_says_it_again() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let known = alice.knows(&bob).await;
    alice
        .pod
        .act(async |tx| {
            person_key::Entity::delete_by_id(known.id).exec(tx.sql()).await?;
            Ok(())
        })
        .await
        .unwrap();
    network.leave(1);
    let before = asked(&network, 1);
    let letter = from(&bob, post(&handle(&bob), true));
    send(&network, &alice, "/receive/public", letter).await;
    for _ in 0..4 {
        network.advance(Duration::from_secs(30));
        network.settle().await;
    }
    assert_eq!(asked(&network, 1), before + 1, "not at each try");
    network.come_back(1);
    network.advance(Duration::from_secs(1_200));
    network.settle().await;
    assert!(sees(&alice, "0000000000post01").await.is_some());
}

#[rocket::async_test]
async fn a_deletion_that_is_sent_again_takes_nothing_from_who_has_the_name_now() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let deletion = AccountDeletion {
        author: Handle::parse(&bob.who.handle).unwrap(),
    };
    let old = written(&bob, deletion);
    // Where nobody knew the first one, the second one is known by the key they have now.
    rekeyed(&bob).await;
    let known = alice.knows(&bob).await;
    let (status, ..) = alice
        .pod
        .server()
        .asked(true, "/receive/public", &[], old.into_bytes())
        .await;
    assert_eq!(status, 202);
    network.settle().await;
    let still = person::Entity::find_by_id(known.id).one(alice.pod.db.read()).await;
    assert_eq!(still.unwrap().unwrap().closed_at, None);
}

#[rocket::async_test]
async fn who_still_writes_to_an_account_that_is_gone_is_told_so_once_in_a_while() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    bob.shares_with(&alice).await;
    network.settle().await;
    alice
        .pod
        .act(async |tx| close(tx, alice.who.user, When::AtOnce).await)
        .await
        .unwrap();
    network.settle().await;
    let told = || {
        network
            .sent_to(1)
            .iter()
            .filter(|sent| sent.path == "/receive/public")
            .count()
    };
    let first = told();
    assert!(first > 0);
    let write = async || {
        let path = format!("/receive/users/{}", alice.who.guid);
        let (status, ..) = alice.pod.server().asked(true, &path, &[], b"{}".to_vec()).await;
        assert_eq!(status, 404);
        network.settle().await;
    };
    for _ in 0..5 {
        write().await;
    }
    assert_eq!(told(), first, "they have just been told");
    network.advance(Duration::from_secs(8 * 86_400));
    for _ in 0..5 {
        write().await;
    }
    assert_eq!(told(), first + 1);
    let (status, ..) = alice
        .pod
        .server()
        .asked(true, "/receive/users/0000000000000000", &[], b"{}".to_vec())
        .await;
    assert_eq!(status, 404, "as for who never was");
}
