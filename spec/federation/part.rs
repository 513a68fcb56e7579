//! Taking part in what is said elsewhere, and what becomes of words that are not taken.

use entity::user::Role;
use samara::domain::ignore;
use samara::domain::like::{self, On};
use samara::domain::post::delete;
use samara::wire::diaspora::entity::Participation;
use sea_orm::Set;

use super::attack::{by, comment as comment_by, from, guid, handle, send};
use super::{order, posts_to, reads, says, sees};
use crate::support::Network;
use crate::support::network::{Citizen, sealed};
use crate::support::rows::{column, count};
use crate::support::world::change;

async fn asks(pod: &crate::support::TestPod) -> i64 {
    count(pod.db.read(), "SELECT COUNT(*) FROM subscription").await
}

/// In whose names a pod asks, or is asked, to tell what is said about posts.
async fn asking(pod: &crate::support::TestPod) -> Vec<String> {
    let names = "SELECT p.handle FROM subscription s JOIN person p ON p.id = s.person_id ORDER BY p.handle";
    column(pod.db.read(), names).await
}

/// A public post of alice's that bob's pod has although nobody there has to do with alice.
async fn fetched(network: &Network) -> (Citizen<'_>, Citizen<'_>, String) {
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    bob.knows(&alice).await;
    network.settle().await;
    let on = posts_to(&alice, "for all", "public").await;
    network.settle().await;
    let said = by(comment_by(&handle(&alice), &on, "first"), "alice");
    send(network, &bob, "/receive/public", from(&alice, said)).await;
    assert!(sees(&bob, &on).await.is_some(), "it was fetched");
    (alice, bob, on)
}

#[rocket::async_test]
async fn whoever_takes_part_in_a_post_of_another_pod_hears_what_is_said_there() {
    for way in ["follow", "like"] {
        let network = Network::of(2).await;
        let (alice, bob, on) = fetched(&network).await;
        match way {
            "follow" => {
                let browser = bob.pod.browser("bob").await;
                let answer = browser.post(&format!("/posts/{on}/follow"), &[]).await;
                assert_eq!(answer.status(), 303);
            }
            _ => {
                let (me, post) = (bob.me().await, sees(&bob, &on).await.unwrap().post);
                let on = On {
                    post: &post,
                    comment: None,
                };
                bob.pod.act(async |tx| like::give(tx, &me, on, "").await).await.unwrap();
            }
        }
        network.settle().await;
        assert_eq!((asks(bob.pod).await, asks(alice.pod).await), (1, 1), "{way}");
        says(&alice, &on, "they hear it").await;
        network.settle().await;
        assert_eq!(reads(&bob, &on).await, ["alice: first", "alice: they hear it"], "{way}");
        let browser = bob.pod.browser("bob").await;
        browser.post(&format!("/posts/{on}/mute"), &[]).await;
        network.settle().await;
        assert_eq!(
            (asks(bob.pod).await, asks(alice.pod).await),
            (0, 0),
            "{way}: it is over"
        );
    }
}

#[rocket::async_test]
async fn a_pod_that_fetches_a_post_hears_what_becomes_of_it_and_in_whose_name_it_asks_is_told_nothing() {
    let network = Network::of(2).await;
    let (bob, eve) = (network.citizen(1, "bob").await, network.citizen(1, "eve").await);
    change(eve.pod, &eve.who, |row| row.role = Set(Role::Administrator)).await;
    let (alice, _, on) = fetched(&network).await;
    let name = ["eve@two.example".to_owned()];
    assert_eq!(
        (asking(bob.pod).await, asking(alice.pod).await),
        (name.to_vec(), name.to_vec())
    );
    says(&alice, &on, "second").await;
    network.settle().await;
    assert_eq!(reads(&bob, &on).await, ["alice: first", "alice: second"]);
    let db = bob.pod.db.read();
    assert_eq!(count(db, "SELECT COUNT(*) FROM notification").await, 0);
    assert_eq!(
        count(db, "SELECT COUNT(*) FROM participation").await,
        0,
        "eve takes no part"
    );
    let me = alice.me().await;
    alice.pod.act(async |tx| delete(tx, &me, &on).await).await.unwrap();
    network.settle().await;
    assert!(sees(&bob, &on).await.is_none(), "and that it is gone");
}

#[rocket::async_test]
async fn a_pod_asks_in_the_name_of_nobody_who_has_not_got_started() {
    let network = Network::of(2).await;
    let bob = network.citizen(1, "bob").await;
    change(bob.pod, &bob.who, |row| row.started = Set(2)).await;
    let (alice, ..) = fetched(&network).await;
    assert_eq!((asks(bob.pod).await, asks(alice.pod).await), (0, 0));
}

#[rocket::async_test]
async fn whose_pod_sent_a_comment_or_a_like_hears_the_rest_although_others_have_the_post_already() {
    let network = Network::of(3).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let carol = network.citizen(2, "carol").await;
    alice.shares_with(&carol).await;
    network.settle().await;
    for way in ["comment", "like"] {
        let on = posts_to(&alice, "for all", "public").await;
        network.settle().await;
        let letter = match way {
            "comment" => from(&bob, by(comment_by(&handle(&bob), &on, "a question"), "bob")),
            _ => from(&bob, order::like(&bob, "00000000000like1", &on)),
        };
        send(&network, &alice, "/receive/public", letter).await;
        assert!(sees(&bob, &on).await.is_none(), "his pod has only sent this");
        says(&alice, &on, "an answer").await;
        network.settle().await;
        let read = reads(&bob, &on).await;
        assert!(read.contains(&"alice: an answer".to_owned()), "{way}: {read:?}");
    }
}

#[rocket::async_test]
async fn whoever_may_not_see_a_post_hears_nothing_of_it_by_asking() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let mallory = network.citizen(1, "mallory").await;
    alice.shares_with(&bob).await;
    network.settle().await;
    let on = posts_to(&alice, "for the family", "family").await;
    network.settle().await;
    let wish = Participation {
        author: handle(&mallory),
        guid: guid("00000000000wish1"),
        parent_guid: guid(&on),
    };
    let path = format!("/receive/users/{}", alice.who.guid);
    send(&network, &alice, &path, sealed(&from(&mallory, wish), "alice")).await;
    assert_eq!(asks(alice.pod).await, 0);
    let before = network.sent_to(1).len();
    says(&alice, &on, "for the family, too").await;
    network.settle().await;
    assert_eq!(network.sent_to(1).len(), before + 1, "bob hears it, and nobody else");
    assert!(sees(&mallory, &on).await.is_none());
}

#[rocket::async_test]
async fn words_of_somebody_who_is_ignored_do_not_go_on_standing_on_their_own_pod() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    network.settle().await;
    for aspect in ["family", "public"] {
        let on = posts_to(&alice, "a post", aspect).await;
        network.settle().await;
        let person = alice.knows(&bob).await;
        alice
            .pod
            .act(async |tx| ignore::add(tx, alice.who.user, person.id).await)
            .await
            .unwrap();
        says(&bob, &on, "is anybody there?").await;
        assert_eq!(reads(&bob, &on).await.len(), 1);
        network.settle().await;
        assert!(reads(&alice, &on).await.is_empty(), "{aspect}");
        assert!(
            reads(&bob, &on).await.is_empty(),
            "{aspect}: nobody else will ever see it"
        );
        alice
            .pod
            .act(async |tx| ignore::remove(tx, alice.who.user, person.id).await)
            .await
            .unwrap();
        alice.shares_with(&bob).await;
        network.settle().await;
    }
}
