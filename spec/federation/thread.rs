//! What is said and liked below a post, relayed by the pod of the post.

use entity::visible::comment::comments;
use entity::visible::post::posts;
use entity::{Viewer, visible};
use samara::domain::comment;
use samara::domain::like::{self, On};

use super::{alice_bob_and_carol, posts_to, reads, says, sees};
use crate::support::Network;
use crate::support::network::Citizen;

async fn likes(who: &Citizen<'_>, guid: &str) -> i64 {
    sees(who, guid).await.map_or(0, |post| post.post.likes)
}

#[rocket::async_test]
async fn comments_reach_everyone_who_has_the_post_and_nobody_else() {
    let network = Network::of(3).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let (carol, dave) = (network.citizen(2, "carol").await, network.citizen(0, "dave").await);
    for aspect in ["family", "public"] {
        alice.shares_with(&bob).await;
        alice.shares_with(&carol).await;
        alice.shares_with(&dave).await;
        network.settle().await;
        let guid = posts_to(&alice, "what do you think?", aspect).await;
        network.settle().await;
        says(&bob, &guid, "from **bob**").await;
        network.settle().await;
        says(&carol, &guid, "from carol").await;
        says(&dave, &guid, "from dave").await;
        says(&alice, &guid, "from alice").await;
        network.settle().await;
        let mut expected = vec![
            "alice: from alice",
            "bob: from **bob**",
            "carol: from carol",
            "dave: from dave",
        ];
        expected.sort_unstable();
        for reader in [&alice, &bob, &carol, &dave] {
            let mut read = reads(reader, &guid).await;
            read.sort_unstable();
            assert_eq!(read, expected, "{aspect}: {}", reader.who.handle);
        }
        let stranger = network.citizen(1, "eve").await;
        let open = aspect == "public";
        assert_eq!(!reads(&stranger, &guid).await.is_empty(), open, "{aspect}");
    }
    let told = alice.pod.browser("alice").await.get("/notifications").await;
    let named = ["bob", "carol", "dave"]
        .iter()
        .filter(|name| told.text().contains(**name));
    assert!(named.count() > 0, "alice is told");
}

#[rocket::async_test]
async fn a_comment_goes_by_its_authors_word_and_by_that_of_the_posts_author() {
    let network = Network::of(3).await;
    let [alice, bob, carol] = alice_bob_and_carol(&network).await;
    let guid = posts_to(&alice, "a post", "family").await;
    network.settle().await;
    let (first, second) = (says(&bob, &guid, "one").await, says(&bob, &guid, "two").await);
    network.settle().await;
    assert_eq!(reads(&carol, &guid).await.len(), 2);
    let me = bob.me().await;
    bob.pod
        .act(async |tx| comment::retract(tx, &me, &first).await)
        .await
        .unwrap();
    network.settle().await;
    for reader in [&alice, &bob, &carol] {
        assert_eq!(reads(reader, &guid).await, ["bob: two"]);
    }
    let me = alice.me().await;
    alice
        .pod
        .act(async |tx| comment::retract(tx, &me, &second).await)
        .await
        .unwrap();
    network.settle().await;
    for reader in [&alice, &bob, &carol] {
        assert!(reads(reader, &guid).await.is_empty(), "{}", reader.who.handle);
    }
}

#[rocket::async_test]
async fn a_like_is_counted_on_every_pod_that_has_the_post_and_taken_back_there() {
    let network = Network::of(3).await;
    let [alice, bob, carol] = alice_bob_and_carol(&network).await;
    let guid = posts_to(&alice, "a post", "public").await;
    network.settle().await;
    let said = says(&carol, &guid, "a comment").await;
    network.settle().await;
    let (me, post) = (bob.me().await, sees(&bob, &guid).await.unwrap().post);
    let viewer = Viewer::Local(bob.who.user, bob.who.person);
    let below = comments(viewer)
        .one(bob.pod.db.read(), &said)
        .await
        .unwrap()
        .unwrap()
        .comment;
    let (on_post, on_comment) = (
        On {
            post: &post,
            comment: None,
        },
        On {
            post: &post,
            comment: Some(&below),
        },
    );
    for on in [on_post, on_comment] {
        bob.pod.act(async |tx| like::give(tx, &me, on, "").await).await.unwrap();
    }
    network.settle().await;
    for reader in [&alice, &bob, &carol] {
        assert_eq!(likes(reader, &guid).await, 1, "{}", reader.who.handle);
        let viewer = Viewer::Local(reader.who.user, reader.who.person);
        let comment = comments(viewer)
            .one(reader.pod.db.read(), &said)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(comment.comment.likes, 1, "{}", reader.who.handle);
    }
    for on in [on_post, on_comment] {
        bob.pod
            .act(async |tx| like::take_back(tx, &me, on).await)
            .await
            .unwrap();
    }
    network.settle().await;
    for reader in [&alice, &bob, &carol] {
        assert_eq!(likes(reader, &guid).await, 0, "{}", reader.who.handle);
        let viewer = Viewer::Local(reader.who.user, reader.who.person);
        let given = visible::like::likes(viewer);
        let post = posts(viewer)
            .one(reader.pod.db.read(), &guid)
            .await
            .unwrap()
            .unwrap()
            .post;
        let target = entity::write::like::Target::post(&post);
        assert_eq!(given.of(target).count(reader.pod.db.read()).await.unwrap(), 0);
    }
}

#[rocket::async_test]
async fn a_comment_that_is_changed_is_changed_on_every_pod_with_what_it_said_before() {
    let network = Network::of(3).await;
    let [alice, bob, carol] = alice_bob_and_carol(&network).await;
    for aspect in ["family", "public"] {
        let guid = posts_to(&alice, "a post", aspect).await;
        network.settle().await;
        let (hers, his) = (says(&alice, &guid, "hers").await, says(&bob, &guid, "his").await);
        network.settle().await;
        // Twice in one second: the wire knows whole seconds only.
        for round in ["once", "twice"] {
            for (who, name) in [(&alice, &hers), (&bob, &his)] {
                let (me, host, post) = (
                    who.me().await,
                    who.pod.settings.host(),
                    sees(who, &guid).await.unwrap().post,
                );
                let text = format!("changed {round}");
                who.pod
                    .act(async |tx| comment::edit(tx, &me, &host, &post, name, &text).await)
                    .await
                    .unwrap();
                network.settle().await;
            }
        }
        for reader in [&alice, &bob, &carol] {
            let mut read = reads(reader, &guid).await;
            read.sort_unstable();
            assert_eq!(read, ["alice: changed twice", "bob: changed twice"], "{aspect}");
            let viewer = Viewer::Local(reader.who.user, reader.who.person);
            for (name, first) in [(&hers, "hers"), (&his, "his")] {
                let db = reader.pod.db.read();
                let said = comments(viewer).one(db, name).await.unwrap().unwrap().comment;
                let former = comments(viewer).history(db, said.id).await.unwrap();
                let former: Vec<&str> = former.iter().map(|version| version.text.as_str()).collect();
                assert_eq!(former, ["changed once", first], "{aspect}: {}", reader.who.handle);
            }
        }
    }
}
