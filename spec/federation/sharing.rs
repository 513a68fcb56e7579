//! Sharing with somebody of another pod, and stopping.

use entity::own;
use samara::domain::{aspect, contact, ignore};

use crate::support::Network;
use crate::support::network::{Citizen, sealed, written};

/// How somebody stands with somebody elsewhere: (they share with me, I share with them).
async fn stands(me: &Citizen<'_>, other: &Citizen<'_>) -> (bool, bool) {
    let person = me.knows(other).await;
    let standing = contact::standing(me.pod.db.read(), me.who.user, person.id)
        .await
        .unwrap();
    (standing.sharing, standing.receiving)
}

#[rocket::async_test]
async fn sharing_is_told_to_the_other_pod_and_so_is_its_end() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let family = alice.shares_with(&bob).await;
    network.settle().await;
    assert_eq!(stands(&bob, &alice).await, (true, false));
    assert_eq!(stands(&alice, &bob).await, (false, true));
    let told = bob.pod.browser("bob").await.get("/notifications").await;
    assert!(told.text().contains("alice"), "bob is told");
    bob.shares_with(&alice).await;
    network.settle().await;
    assert_eq!(
        (stands(&alice, &bob).await, stands(&bob, &alice).await),
        ((true, true), (true, true))
    );
    let person = alice.knows(&bob).await;
    alice
        .pod
        .act(async |tx| contact::remove_from(tx, alice.who.user, person.id, family).await)
        .await
        .unwrap();
    network.settle().await;
    assert_eq!(stands(&bob, &alice).await, (false, true));
    alice.puts(&bob, "work").await;
    network.settle().await;
    assert_eq!(stands(&bob, &alice).await, (true, true));
    let work = alice.who.aspect(alice.pod, "work").await;
    alice
        .pod
        .act(async |tx| aspect::delete(tx, alice.who.user, work).await)
        .await
        .unwrap();
    network.settle().await;
    assert_eq!(
        stands(&bob, &alice).await,
        (false, true),
        "an aspect that goes ends it as well"
    );
}

#[rocket::async_test]
async fn whom_somebody_ignores_hears_that_it_is_over_and_no_more() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    network.settle().await;
    let person = alice.knows(&bob).await;
    alice
        .pod
        .act(async |tx| ignore::add(tx, alice.who.user, person.id).await)
        .await
        .unwrap();
    network.settle().await;
    assert_eq!(stands(&bob, &alice).await, (false, false));
    bob.shares_with(&alice).await;
    network.settle().await;
    assert_eq!(stands(&alice, &bob).await, (true, false));
    let told = alice.pod.browser("alice").await.get("/notifications").await;
    assert!(!told.text().contains("bob@"), "alice is not told of whom she ignores");
}

#[rocket::async_test]
async fn who_asked_for_it_shares_back_by_itself() {
    use entity::user;
    use sea_orm::{ActiveModelTrait, Set};
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let back = bob.who.aspect(bob.pod, "work").await;
    let row = user::ActiveModel {
        id: Set(bob.who.user),
        share_back: Set(Some(back)),
        ..Default::default()
    };
    bob.pod.act(async |tx| Ok(row.update(tx.sql()).await?)).await.unwrap();
    alice.shares_with(&bob).await;
    network.settle().await;
    assert_eq!(
        (stands(&alice, &bob).await, stands(&bob, &alice).await),
        ((true, true), (true, true))
    );
    let person = bob.knows(&alice).await;
    let members = own::aspect::memberships(bob.pod.db.read(), bob.who.user, &[person.id])
        .await
        .unwrap();
    assert_eq!(members.len(), 1);
}

#[rocket::async_test]
async fn following_alone_shares_nothing_and_blocking_ends_what_was() {
    use samara::wire::Handle;
    use samara::wire::diaspora::entity::Contact;
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.knows(&bob).await;
    let handle = |who: &Citizen<'_>| Handle::parse(&who.who.handle).unwrap();
    let says = async |following, sharing, blocking| {
        let contact = Contact {
            author: handle(&bob),
            recipient: handle(&alice),
            following,
            sharing,
            blocking,
        };
        let body = sealed(&written(&bob, contact), "alice").into_bytes();
        let path = format!("/receive/users/{}", alice.who.guid);
        let (status, ..) = alice.pod.server().asked(true, &path, &[], body).await;
        assert_eq!(status, 202);
        network.settle().await;
        stands(&alice, &bob).await.0
    };
    assert!(!says(true, false, false).await, "who only follows gives nothing");
    assert!(says(false, true, false).await, "sharing alone counts");
    assert!(!says(false, false, true).await, "whoever blocks shares no longer");
    assert!(!says(false, false, false).await, "and does not by blocking no more");
    assert!(says(true, true, false).await);
}
