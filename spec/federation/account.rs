//! Accounts that are closed.

use std::time::Duration;

use entity::person;
use samara::domain::account::close::{When, close};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{posts_to, reads, sees};
use crate::support::Network;

#[rocket::async_test]
async fn an_account_that_is_closed_for_good_is_gone_on_every_pod_that_knew_it() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    bob.shares_with(&alice).await;
    network.settle().await;
    let open = posts_to(&alice, "for all", "public").await;
    let closed = posts_to(&alice, "for the family", "family").await;
    network.settle().await;
    assert!(sees(&bob, &open).await.is_some() && sees(&bob, &closed).await.is_some());
    alice
        .pod
        .act(async |tx| close(tx, alice.who.user, When::Later).await)
        .await
        .unwrap();
    network.settle().await;
    assert!(
        sees(&bob, &open).await.is_some(),
        "there is a week to change one's mind"
    );
    network.advance(Duration::from_secs(8 * 86_400));
    network.settle().await;
    assert!(sees(&bob, &open).await.is_none() && sees(&bob, &closed).await.is_none());
    assert!(reads(&bob, &open).await.is_empty());
    let page = bob
        .pod
        .browser("bob")
        .await
        .get(&format!("/people/{}", alice.who.guid))
        .await;
    assert_eq!(page.status(), 404);
    let row = person::Entity::find().filter(person::Column::Handle.eq(&alice.who.handle));
    let row = row.one(bob.pod.db.read()).await.unwrap().unwrap();
    assert_eq!(
        (row.name.as_str(), row.avatar, row.searchable),
        ("alice", None, false),
        "only the name stays"
    );
    let visitor = alice.pod.visitor();
    let asked = visitor
        .get("/.well-known/webfinger?resource=acct:alice@one.example")
        .await;
    assert_eq!(asked.status(), 404);
}
