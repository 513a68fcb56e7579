//! Accounts that are closed.

use std::time::Duration;

use entity::person;
use samara::domain::account::close::{When, close, reopen};
use samara::domain::{comment, contact, conversation};
use samara::wire::diaspora::Kind;
use samara::wire::diaspora::link::Link;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::attack::{guid, handle};
use super::{likes, posts_to, reads, says, sees};
use crate::support::Network;
use crate::support::network::Citizen;
use crate::support::rows::{column, count};

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
    closes(&alice).await;
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

#[rocket::async_test]
async fn an_account_that_is_closed_is_gone_also_where_its_owner_only_took_part() {
    let network = Network::of(3).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let carol = network.citizen(2, "carol").await;
    // Of nobody's contacts and with no posts: what she said below one of bob's, what she liked, and a letter to carol.
    let (said, liked) = (
        posts_to(&bob, "say something", "public").await,
        posts_to(&bob, "like this", "public").await,
    );
    for on in [&said, &liked] {
        let there = Link::to_thing(&handle(&bob), Kind::Post, &guid(on));
        let led = alice.pod.browser("alice").await.get(&format!("/link?q={there}")).await;
        assert_eq!(led.status(), 303);
    }
    network.settle().await;
    says(&alice, &said, "words").await;
    likes(&alice, &liked).await;
    let aspect = alice.shares_with(&carol).await;
    let back = carol.shares_with(&alice).await;
    network.settle().await;
    let (me, host, people) = (
        alice.me().await,
        alice.pod.settings.host(),
        vec![carol.who.handle.clone()],
    );
    alice
        .pod
        .act(async |tx| conversation::begin(tx, &me, &host, &people, "Jam", "plums").await)
        .await
        .unwrap();
    network.settle().await;
    for (who, other, aspect) in [(&alice, &carol, aspect), (&carol, &alice, back)] {
        let whom = who.knows(other).await.id;
        who.pod
            .act(async |tx| contact::remove_from(tx, who.who.user, whom, aspect).await)
            .await
            .unwrap();
    }
    network.settle().await;
    assert_eq!(count(alice.pod.db.read(), "SELECT COUNT(*) FROM contact").await, 0);
    assert_eq!(reads(&bob, &said).await, ["alice: words"]);
    assert_eq!(sees(&bob, &liked).await.unwrap().post.likes, 1);
    closes(&alice).await;
    network.advance(Duration::from_secs(8 * 86_400));
    network.settle().await;
    assert!(reads(&bob, &said).await.is_empty());
    assert_eq!(sees(&bob, &liked).await.unwrap().post.likes, 0);
    for other in [&bob, &carol] {
        let row = person::Entity::find().filter(person::Column::Handle.eq(&alice.who.handle));
        let row = row.one(other.pod.db.read()).await.unwrap().unwrap();
        assert!(row.closed_at.is_some(), "{} knows", other.who.handle);
    }
    let kept = column(alice.pod.db.read(), "SELECT pods FROM farewell").await;
    assert_eq!(kept[0].split(' ').count(), 2, "who writes all the same is told again");
}

#[rocket::async_test]
async fn what_is_sealed_for_somebody_who_has_a_week_to_change_their_mind_is_there_when_they_do() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    bob.shares_with(&alice).await;
    network.settle().await;
    // Taken in before, and not worked on yet.
    let first = posts_to(&bob, "first", "family").await;
    samara::worker::drain(bob.pod).await.unwrap();
    closes(&alice).await;
    let second = posts_to(&bob, "second", "family").await;
    network.settle().await;
    let (ours, theirs) = (alice.pod.db.read(), bob.pod.db.read());
    assert_eq!(count(ours, "SELECT COUNT(*) FROM received").await, 2, "they wait");
    assert_eq!(
        count(theirs, "SELECT COUNT(*) FROM delivery").await,
        0,
        "and their sender does not"
    );
    assert_eq!(count(ours, "SELECT COUNT(*) FROM post").await, 0);
    network.advance(Duration::from_secs(3 * 86_400));
    network.settle().await;
    let account = entity::user::Entity::find_by_id(alice.who.user).one(ours).await;
    let account = account.unwrap().unwrap();
    alice.pod.act(async |tx| reopen(tx, &account).await).await.unwrap();
    network.settle().await;
    assert!(sees(&alice, &first).await.is_some() && sees(&alice, &second).await.is_some());
    assert_eq!(count(ours, "SELECT COUNT(*) FROM received").await, 0);
    // Whoever stays away gets nothing, and nothing of it is kept.
    closes(&alice).await;
    posts_to(&bob, "third", "family").await;
    network.settle().await;
    assert_eq!(count(ours, "SELECT COUNT(*) FROM received").await, 1);
    network.advance(Duration::from_secs(8 * 86_400));
    network.settle().await;
    network.advance(Duration::from_secs(3_600));
    network.settle().await;
    assert_eq!(count(ours, "SELECT COUNT(*) FROM received").await, 0);
    let path = format!("/receive/users/{}", alice.who.guid);
    let (status, ..) = alice.pod.server().asked(true, &path, &[], b"{}".to_vec()).await;
    assert_eq!(status, 404, "for good");
}

#[rocket::async_test]
async fn what_others_say_to_all_about_somebody_who_has_a_week_to_change_their_mind_is_there_when_they_do() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    bob.shares_with(&alice).await;
    network.settle().await;
    let post = posts_to(&alice, "for all", "public").await;
    let there = Link::to_thing(&handle(&alice), Kind::Post, &guid(&post));
    bob.pod.browser("bob").await.get(&format!("/link?q={there}")).await;
    network.settle().await;
    let early = says(&bob, &post, "taken back later").await;
    network.settle().await;
    closes(&alice).await;
    says(&bob, &post, "meanwhile").await;
    likes(&bob, &post).await;
    let me = bob.me().await;
    bob.pod
        .act(async |tx| comment::retract(tx, &me, &early).await)
        .await
        .unwrap();
    network.settle().await;
    let ours = alice.pod.db.read();
    assert_eq!(count(ours, "SELECT COUNT(*) FROM received").await, 2, "they wait");
    network.advance(Duration::from_secs(3 * 86_400));
    network.settle().await;
    let account = entity::user::Entity::find_by_id(alice.who.user).one(ours).await;
    let account = account.unwrap().unwrap();
    alice.pod.act(async |tx| reopen(tx, &account).await).await.unwrap();
    network.advance(Duration::from_secs(86_400));
    network.settle().await;
    assert_eq!(reads(&alice, &post).await, ["bob: meanwhile"]);
    assert_eq!(sees(&alice, &post).await.unwrap().post.likes, 1);
}

async fn closes(who: &Citizen<'_>) {
    who.pod
        .act(async |tx| close(tx, who.who.user, When::Later).await)
        .await
        .unwrap();
}
