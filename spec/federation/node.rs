//! What other pods run is asked seldom, and of those who answer.

use std::time::Duration;

use entity::pod as pod_row;
use samara::domain::administration::pods;
use samara::federation::node;
use sea_orm::EntityTrait;

use crate::support::Network;
use crate::support::network::Citizen;

async fn row(of: &Citizen<'_>) -> pod_row::Model {
    pod_row::Entity::find().one(of.pod.db.read()).await.unwrap().unwrap()
}

/// How often a pod was asked for the list of what it says of itself.
fn asked(network: &Network, number: usize) -> usize {
    let sent = network.sent_to(number);
    sent.iter().filter(|sent| sent.path == "/.well-known/nodeinfo").count()
}

async fn an_hour(network: &Network, of: &Citizen<'_>) {
    of.pod.act(async |tx| node::plan(tx).await).await.unwrap();
    network.advance(Duration::from_secs(3_600));
    network.settle().await;
}

#[rocket::async_test]
async fn a_pod_is_asked_once_a_week_and_when_an_administrator_wants_to_know() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.knows(&bob).await;
    assert!(row(&alice).await.asked_at.is_none());
    an_hour(&network, &alice).await;
    let known = row(&alice).await;
    assert_eq!(known.software.as_deref(), Some("samara"));
    assert_eq!(known.version.as_deref(), Some(env!("CARGO_PKG_VERSION")));
    an_hour(&network, &alice).await;
    assert_eq!(asked(&network, 1), 1);
    alice
        .pod
        .act(async |tx| pods::ask_now(tx, known.id).await)
        .await
        .unwrap();
    network.settle().await;
    assert_eq!(asked(&network, 1), 2);
    network.advance(Duration::from_secs(8 * 86_400));
    an_hour(&network, &alice).await;
    assert_eq!(asked(&network, 1), 3);
}

#[rocket::async_test]
async fn a_pod_that_does_not_say_what_it_runs_is_left_alone_for_as_long() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.knows(&bob).await;
    network.leave(1);
    for _ in 0..3 {
        an_hour(&network, &alice).await;
    }
    assert_eq!(asked(&network, 1), 1);
    assert!(row(&alice).await.software.is_none() && row(&alice).await.asked_at.is_some());
}
