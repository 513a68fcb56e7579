//! What is spoken about and is not here is fetched, if everybody may see it.

use samara::domain::post::delete;
use samara::domain::reshare;
use samara::wire::Guid;
use samara::wire::diaspora::Envelope;

use super::{posts_to, reads, says, sees};
use crate::support::Network;
use crate::support::rows::count;

#[rocket::async_test]
async fn a_reshare_brings_the_post_that_it_shows_to_pods_that_do_not_know_it() {
    let network = Network::of(3).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let carol = network.citizen(2, "carol").await;
    alice.shares_with(&bob).await;
    bob.shares_with(&carol).await;
    network.settle().await;
    let root = posts_to(&alice, "worth sharing", "public").await;
    network.settle().await;
    assert!(sees(&carol, &root).await.is_none());
    let (me, host) = (bob.me().await, bob.pod.settings.host());
    let found = sees(&bob, &root).await.unwrap().post;
    let reshare = bob.pod.act(async |tx| reshare::add(tx, &me, &host, &found, "").await);
    let reshare = reshare.await.unwrap().guid.clone();
    network.settle().await;
    for reader in [&carol, &alice] {
        let shown = sees(reader, &reshare).await.expect("the reshare arrives").post;
        let original = sees(reader, &root).await.expect("and what it shows").post;
        assert_eq!(
            (shown.root_id, original.text.as_str()),
            (Some(original.id), "worth sharing")
        );
    }
    assert_eq!(sees(&alice, &root).await.unwrap().post.reshares, 1);
    let told = alice.pod.browser("alice").await.get("/notifications").await;
    assert!(told.text().contains("bob"), "alice is told");
    let page = carol.pod.browser("carol").await.get(&format!("/posts/{reshare}")).await;
    assert!(page.text().contains("worth sharing"));
}

#[rocket::async_test]
async fn a_reshare_of_what_is_gone_is_taken_and_says_so() {
    let network = Network::of(3).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let carol = network.citizen(2, "carol").await;
    alice.shares_with(&bob).await;
    network.settle().await;
    let (me, host) = (bob.me().await, bob.pod.settings.host());
    let mut reshares = Vec::new();
    for text in ["worth sharing", "worth it as well"] {
        let root = posts_to(&alice, text, "public").await;
        network.settle().await;
        let found = sees(&bob, &root).await.unwrap().post;
        let reshare = bob.pod.act(async |tx| reshare::add(tx, &me, &host, &found, "").await);
        reshares.push(reshare.await.unwrap().guid.clone());
        let hers = alice.me().await;
        alice.pod.act(async |tx| delete(tx, &hers, &root).await).await.unwrap();
        network.settle().await;
        assert!(sees(&bob, &root).await.is_none());
    }
    carol.knows(&bob).await;
    network.settle().await;
    let browser = carol.pod.browser("carol").await;
    for reshare in &reshares {
        let shown = sees(&carol, reshare)
            .await
            .expect("it is there without what it shows")
            .post;
        assert!(shown.root_id.is_some() && shown.text.is_empty());
        let page = browser.get(&format!("/posts/{reshare}")).await;
        assert!(page.text().contains("is not there any more"), "{}", page.text());
        let again = browser.post(&format!("/posts/{reshare}/reshare"), &[]).await;
        assert_ne!(again.status(), 500);
        says(&carol, reshare, "what was it?").await;
    }
    network.settle().await;
    assert_eq!(count(carol.pod.db.read(), "SELECT COUNT(*) FROM post").await, 2);
    assert_eq!(reads(&bob, &reshares[0]).await, ["carol: what was it?"]);
}

#[rocket::async_test]
async fn what_is_public_is_given_to_who_asks_signed_by_its_author_or_they_are_sent_there() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    network.settle().await;
    let (open, closed) = (
        posts_to(&alice, "for all", "public").await,
        posts_to(&alice, "for few", "family").await,
    );
    network.settle().await;
    let visitor = alice.pod.visitor();
    let answer = visitor.get(&format!("/fetch/post/{open}")).await;
    assert_eq!(
        (answer.status(), answer.header("Content-Type")),
        (200, Some("application/magic-envelope+xml; charset=utf-8"))
    );
    let envelope = Envelope::read(answer.bytes()).unwrap();
    assert_eq!(envelope.sender().as_str(), alice.who.handle);
    assert!(Guid::parse(&open).is_some());
    for path in [
        format!("/fetch/post/{closed}"),
        "/fetch/post/0000000000000000".to_owned(),
        format!("/fetch/photo/{open}"),
    ] {
        assert_eq!(visitor.get(&path).await.status(), 404, "{path}");
    }
    let there = bob.pod.visitor().get(&format!("/fetch/post/{open}")).await;
    let home = format!("https://one.example/fetch/post/{open}");
    assert_eq!((there.status(), there.location()), (302, home.as_str()));
    assert_eq!(
        bob.pod.visitor().get(&format!("/fetch/post/{closed}")).await.status(),
        404
    );
}
