//! Accounts that have moved to another pod: everything of theirs is the new one's, and the old one leads there.

use entity::{Viewer, person};
use samara::domain::contact;
use samara::wire::Handle;
use samara::wire::diaspora::entity::{AccountMigration, Profile, Retraction};
use samara::wire::diaspora::{Entity, Kind, PathAddress, PrivateKey};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::attached::picture;
use super::{posts_to, reads, sees};
use crate::support::Network;
use crate::support::network::{Citizen, pair, written};
use crate::support::rows::count;

fn handle(who: &Citizen<'_>) -> Handle {
    Handle::parse(&who.who.handle).unwrap()
}

/// What `sender` says, `signer` being the other one.
pub(super) fn migration(old: &Citizen<'_>, new: &Citizen<'_>, sender: &Citizen<'_>, key_of: &str) -> AccountMigration {
    let entity = AccountMigration {
        author: handle(sender),
        profile: Profile::bare(handle(new)),
        signature: None,
        old_identity: Some(handle(old)),
        remote_photo_path: None,
    };
    entity
        .signed(&PrivateKey::parse(&pair(key_of).private).unwrap())
        .unwrap()
}

pub(super) async fn send(network: &Network, to: &Citizen<'_>, by: &Citizen<'_>, what: AccountMigration) {
    let body = written(by, what).into_bytes();
    let (status, ..) = to.pod.server().asked(true, "/receive/public", &[], body).await;
    assert_eq!(status, 202);
    network.settle().await;
}

async fn author(who: &Citizen<'_>, guid: &str) -> String {
    sees(who, guid)
        .await
        .map_or_else(String::new, |post| post.author.handle)
}

async fn knows(who: &Citizen<'_>, other: &Citizen<'_>) -> Option<person::Model> {
    let found = person::Entity::find().filter(person::Column::Handle.eq(&other.who.handle));
    found.one(who.pod.db.read()).await.unwrap()
}

/// Alice shares with Bob and he with her; he has posted, liked and commented.
async fn before(network: &Network) -> ([Citizen<'_>; 3], [String; 2]) {
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let anew = network.citizen(2, "robert").await;
    alice.shares_with(&bob).await;
    bob.shares_with(&alice).await;
    network.settle().await;
    let posts = [
        posts_to(&bob, "for all", "public").await,
        posts_to(&bob, "for alice", "family").await,
    ];
    network.settle().await;
    ([alice, bob, anew], posts)
}

#[rocket::async_test]
async fn who_moves_keeps_contacts_and_posts_and_their_friends_are_told() {
    for by_new in [false, true] {
        let network = Network::of(3).await;
        let ([alice, bob, anew], posts) = before(&network).await;
        let (sender, key) = if by_new { (&anew, "bob") } else { (&bob, "robert") };
        for _ in 0..3 {
            send(&network, &alice, sender, migration(&bob, &anew, sender, key)).await;
        }
        for post in &posts {
            assert_eq!(
                author(&alice, post).await,
                "robert@three.example",
                "by the new one: {by_new}"
            );
        }
        let person = knows(&alice, &anew).await.expect("they were discovered");
        let standing = contact::standing(alice.pod.db.read(), alice.who.user, person.id)
            .await
            .unwrap();
        assert!(standing.sharing && standing.receiving && standing.aspects.len() == 1);
        let told = alice.pod.browser("alice").await.get("/notifications").await;
        assert_eq!(told.text().matches("has moved to another pod").count(), 1);
        // The new pod is told that alice shares with them, and the old page and name lead on.
        let there = knows(&anew, &alice).await.expect("alice's contact has come");
        let standing = contact::standing(anew.pod.db.read(), anew.who.user, there.id)
            .await
            .unwrap();
        assert!(standing.sharing);
        let browser = alice.pod.browser("alice").await;
        let page = browser.get(&format!("/people/{}", bob.who.guid)).await;
        assert_eq!(page.location(), format!("/people/{}", anew.who.guid));
        let found = browser.get("/search?q=bob@two.example").await;
        assert_eq!(found.location(), format!("/people/{}", anew.who.guid));
        let post = posts_to(&alice, "for the family", "family").await;
        network.settle().await;
        assert!(sees(&anew, &post).await.is_some() && sees(&bob, &post).await.is_none());
    }
}

#[rocket::async_test]
async fn nobody_moves_by_the_word_of_one_alone() {
    let network = Network::of(3).await;
    let ([alice, bob, anew], posts) = before(&network).await;
    let mallory = network.citizen(1, "mallory").await;
    // The old one has not signed; somebody else has; the new one has not consented; somebody else sends it.
    send(&network, &alice, &anew, migration(&bob, &anew, &anew, "robert")).await;
    send(&network, &alice, &anew, migration(&bob, &anew, &anew, "mallory")).await;
    send(&network, &alice, &bob, migration(&bob, &anew, &bob, "bob")).await;
    send(&network, &alice, &mallory, migration(&bob, &anew, &bob, "robert")).await;
    let unsigned = AccountMigration {
        signature: None,
        ..migration(&bob, &anew, &anew, "bob")
    };
    send(&network, &alice, &anew, unsigned).await;
    // Nor does anybody of this pod move away by what another one sends.
    send(
        &network,
        &alice,
        &mallory,
        migration(&alice, &mallory, &mallory, "alice"),
    )
    .await;
    assert_eq!(author(&alice, &posts[0]).await, "bob@two.example");
    assert!(alice.pod.browser("alice").await.get("/stream").await.status() == 200);
    assert_eq!(
        count(
            alice.pod.db.read(),
            "SELECT COUNT(*) FROM person_abroad WHERE moved_to_id IS NOT NULL"
        )
        .await,
        0
    );
}

#[rocket::async_test]
async fn who_moves_on_is_found_at_the_end_of_the_way_in_whatever_order_it_is_told() {
    for order in [[0, 1], [1, 0]] {
        let network = Network::of(3).await;
        let ([alice, bob, anew], posts) = before(&network).await;
        let last = network.citizen(1, "bobby").await;
        let moves = [
            (&anew, migration(&bob, &anew, &anew, "bob")),
            (&last, migration(&anew, &last, &last, "robert")),
        ];
        for turn in order {
            let (by, what) = &moves[turn];
            send(&network, &alice, by, what.clone()).await;
        }
        assert_eq!(author(&alice, &posts[0]).await, "bobby@two.example", "{order:?}");
        // And not back again.
        send(&network, &alice, &last, migration(&last, &bob, &last, "bob")).await;
        assert_eq!(author(&alice, &posts[0]).await, "bobby@two.example", "{order:?}");
    }
}

#[rocket::async_test]
async fn what_both_have_is_there_once() {
    use samara::domain::like::{self, On};
    let network = Network::of(3).await;
    let ([alice, bob, anew], _) = before(&network).await;
    alice.shares_with(&anew).await;
    network.settle().await;
    let post = posts_to(&alice, "for both", "public").await;
    network.settle().await;
    for who in [&bob, &anew] {
        let (me, found) = (who.me().await, sees(who, &post).await.unwrap().post);
        let on = On {
            post: &found,
            comment: None,
        };
        who.pod.act(async |tx| like::give(tx, &me, on, "").await).await.unwrap();
    }
    network.settle().await;
    assert_eq!(sees(&alice, &post).await.unwrap().post.likes, 2);
    send(&network, &alice, &anew, migration(&bob, &anew, &anew, "bob")).await;
    assert_eq!(sees(&alice, &post).await.unwrap().post.likes, 1);
    assert!(reads(&alice, &post).await.is_empty());
    let seen = entity::visible::post::posts(Viewer::Anyone)
        .one(alice.pod.db.read(), &post)
        .await;
    assert_eq!(seen.unwrap().unwrap().post.likes, 1);
}

#[rocket::async_test]
async fn pictures_are_shown_from_where_they_have_moved_to_and_are_still_their_authors() {
    let network = Network::of(3).await;
    let ([alice, bob, anew], _) = before(&network).await;
    let on = "0000000000post01";
    let names = ["00000000picture1", "00000000picture2"];
    send_to_all(&network, &alice, &bob, super::attack::post(&handle(&bob), true)).await;
    for name in names {
        send_to_all(&network, &alice, &bob, picture(&bob, name, on)).await;
    }
    let moves = AccountMigration {
        remote_photo_path: PathAddress::new("https://three.example/pictures/"),
        ..migration(&bob, &anew, &bob, "robert")
    };
    send(&network, &alice, &bob, moves.clone()).await;
    send(&network, &alice, &bob, moves).await;
    let text = async || sees(&alice, on).await.unwrap().post.text.clone();
    let shown = |name: &str| format!("![A lake](<https://three.example/pictures/{name}.jpg>)");
    let both = format!("forged words\n\n{}\n\n{}", shown(names[0]), shown(names[1]));
    assert_eq!(text().await, both);
    let gone = |by: &Citizen<'_>| Retraction {
        author: handle(by),
        target_guid: super::attack::guid(names[0]),
        target_type: Kind::Photo,
    };
    send_to_all(&network, &alice, &bob, gone(&bob)).await;
    assert_eq!(text().await, both, "who has moved says nothing more");
    send_to_all(&network, &alice, &anew, gone(&anew)).await;
    assert_eq!(text().await, format!("forged words\n\n{}", shown(names[1])));
}

async fn send_to_all(network: &Network, to: &Citizen<'_>, by: &Citizen<'_>, what: impl Into<Entity>) {
    super::attack::send(network, to, "/receive/public", written(by, what)).await;
}
