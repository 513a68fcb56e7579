//! What moderators here take away is gone elsewhere, too: told to the servers that have it, as its author would have told it.

use std::time::Duration;

use entity::own::conversation as mail;
use entity::user::{Role, State};
use entity::visible::comment::comments;
use entity::visible::report as door;
use entity::write::report::About;
use entity::{Viewer, user};
use samara::domain::report::{self, Answer};
use samara::domain::{contact, conversation};
use sea_orm::{EntityTrait, Set};

use super::{posts_to, reads, says, sees};
use crate::support::Network;
use crate::support::network::Citizen;
use crate::support::persona::{Persona, Program};
use crate::support::world::change;

/// Alice and a moderator on the first pod, and Bob on the second, who share with each other.
async fn pods(network: &Network) -> [Citizen<'_>; 3] {
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let moderator = network.citizen(0, "mod1").await;
    change(network.pod(0), &moderator.who, |row| row.role = Set(Role::Moderator)).await;
    alice.shares_with(&bob).await;
    alice.shares_with(&moderator).await;
    bob.shares_with(&alice).await;
    bob.shares_with(&moderator).await;
    network.settle().await;
    [alice, moderator, bob]
}

/// Reports something, and sees to it.
async fn answers(moderator: &Citizen<'_>, about: About, with: Answer) {
    let (pod, me) = (moderator.pod, moderator.me().await);
    pod.act(async |tx| report::add(tx, &me, about.clone(), "rude").await)
        .await
        .unwrap();
    let waiting = door::page(pod.db.read(), me.viewer(), 100).await.unwrap();
    let id = waiting[0].report.id;
    pod.act(async |tx| report::answer(tx, &me, id, with, "").await)
        .await
        .unwrap();
}

async fn takes_away(moderator: &Citizen<'_>, guid: &str) {
    let post = sees(moderator, guid).await.expect("they see it").post;
    answers(moderator, About::post(&post), Answer::Delete).await;
}

async fn takes_comment_away(moderator: &Citizen<'_>, guid: &str) {
    let viewer = Viewer::Local(moderator.who.user, moderator.who.person);
    let said = comments(viewer).one(moderator.pod.db.read(), guid).await.unwrap();
    answers(
        moderator,
        About::comment(&said.expect("they read it").comment),
        Answer::Delete,
    )
    .await;
}

/// What a server was told to be gone, by its address.
fn gone(persona: &Persona) -> Vec<String> {
    let came = persona.came().into_iter();
    let deletes = came.filter(|came| came.body["type"] == "Delete");
    let mut ids: Vec<String> = deletes
        .map(|came| came.body["object"]["id"].as_str().unwrap().to_owned())
        .collect();
    ids.sort();
    ids.dedup();
    ids
}

#[rocket::async_test]
async fn what_moderators_delete_is_gone_on_every_server_that_had_it_and_said_to_no_other() {
    let network = Network::of(2).await;
    let [alice, moderator, bob] = pods(&network).await;
    let masto = Persona::join(&network, Program::Mastodon, "masto.example", &["kim"]).await;
    let aside = Persona::join(&network, Program::Mastodon, "aside.example", &["kim"]).await;
    masto.follows("kim", &alice).await;
    let (kim, family) = (masto.who("kim").id, alice.who.aspect(alice.pod, "family").await);
    let put = alice
        .pod
        .act(async |tx| contact::add_to(tx, alice.who.user, kim, family).await);
    put.await.unwrap();
    network.settle().await;
    let mut addresses = Vec::new();
    for aspect in ["public", "family"] {
        let kept = posts_to(&alice, "Plums", aspect).await;
        let rude = posts_to(&alice, "Rude plums", aspect).await;
        network.settle().await;
        let said = says(&alice, &kept, "A rude word").await;
        let theirs = says(&bob, &kept, "Another one").await;
        network.settle().await;
        assert_eq!(reads(&bob, &kept).await.len(), 2);
        assert!(sees(&bob, &rude).await.is_some());
        takes_away(&moderator, &rude).await;
        takes_comment_away(&moderator, &said).await;
        takes_comment_away(&moderator, &theirs).await;
        network.settle().await;
        assert!(sees(&bob, &rude).await.is_none(), "{aspect}");
        assert!(reads(&bob, &kept).await.is_empty(), "{aspect}");
        assert!(sees(&bob, &kept).await.is_some(), "{aspect}");
        addresses.push(format!("https://one.example/posts/{rude}"));
        addresses.push(format!("https://one.example/comments/{said}"));
    }
    addresses.sort();
    assert_eq!(gone(&masto), addresses);
    assert!(gone(&aside).is_empty(), "nobody there had any of it");
}

#[rocket::async_test]
async fn what_moderators_delete_of_somebody_here_below_a_post_of_another_pod_is_gone_there_and_nothing_else_is() {
    let network = Network::of(2).await;
    let [alice, moderator, bob] = pods(&network).await;
    for aspect in ["public", "family"] {
        let post = posts_to(&bob, "Plums", aspect).await;
        network.settle().await;
        let (rude, own) = (
            says(&alice, &post, "A rude word").await,
            says(&bob, &post, "Mine").await,
        );
        network.settle().await;
        assert_eq!(reads(&bob, &post).await.len(), 2);
        takes_comment_away(&moderator, &rude).await;
        takes_comment_away(&moderator, &own).await;
        network.settle().await;
        assert_eq!(reads(&bob, &post).await, ["bob: Mine"], "{aspect}: his own are his");
        takes_away(&moderator, &post).await;
        network.settle().await;
        assert!(sees(&bob, &post).await.is_some(), "{aspect}");
    }
}

#[rocket::async_test]
async fn an_account_that_moderators_close_is_gone_elsewhere_when_its_week_is_over() {
    let network = Network::of(2).await;
    let [alice, moderator, bob] = pods(&network).await;
    let masto = Persona::join(&network, Program::Mastodon, "masto.example", &["kim"]).await;
    masto.follows("kim", &alice).await;
    let open = posts_to(&alice, "for all", "public").await;
    let closed = posts_to(&alice, "for the family", "family").await;
    network.settle().await;
    answers(&moderator, About::person(alice.who.person), Answer::Close).await;
    network.settle().await;
    assert!(sees(&bob, &open).await.is_some(), "an administrator may still open it");
    assert!(gone(&masto).is_empty());
    network.advance(Duration::from_secs(8 * 86_400));
    network.settle().await;
    assert!(sees(&bob, &open).await.is_none() && sees(&bob, &closed).await.is_none());
    let actor = format!("https://one.example/people/{}", alice.who.guid);
    assert_eq!(gone(&masto), [actor]);
    let account = user::Entity::find_by_id(alice.who.user).one(alice.pod.db.read()).await;
    assert_eq!(account.unwrap().unwrap().state, State::Closed);
}

#[rocket::async_test]
async fn a_message_that_moderators_delete_is_gone_for_all_who_take_part_and_that_of_somebody_elsewhere_stays_theirs() {
    let network = Network::of(2).await;
    let [alice, moderator, bob] = pods(&network).await;
    moderator.shares_with(&alice).await;
    let masto = Persona::join(&network, Program::Mastodon, "masto.example", &["kim"]).await;
    masto.follows("kim", &alice).await;
    let (kim, family) = (masto.who("kim"), alice.who.aspect(alice.pod, "family").await);
    let put = alice
        .pod
        .act(async |tx| contact::add_to(tx, alice.who.user, kim.id, family).await);
    put.await.unwrap();
    network.settle().await;
    let people = [&bob.who.handle, &moderator.who.handle, &kim.handle].map(Clone::clone);
    let (me, host) = (alice.me().await, alice.pod.settings.host());
    let begun = alice
        .pod
        .act(async |tx| conversation::begin(tx, &me, &host, &people, "Jam", "Ripe").await);
    let guid = begun.await.unwrap().guid.clone();
    network.settle().await;
    let mut said = Vec::new();
    for (who, text) in [(&alice, "A rude word"), (&bob, "Another one")] {
        let (me, host) = (who.me().await, who.pod.settings.host());
        let sent = who
            .pod
            .act(async |tx| conversation::send(tx, &me, &host, &guid, text).await);
        said.push(sent.await.unwrap().guid.clone());
        network.settle().await;
    }
    let messages = async |who: &Citizen<'_>| -> Vec<String> {
        let (me, db) = (who.me().await.letters(), who.pod.db.read());
        let of = mail::one(db, me, &guid).await.unwrap().expect("they take part");
        let found = mail::messages(db, me, &of, None, 100).await.unwrap();
        found.iter().map(|(message, _)| message.text.clone()).collect()
    };
    assert_eq!(messages(&bob).await, ["Ripe", "A rude word", "Another one"]);
    for message in &said {
        let letters = moderator.me().await.letters();
        let found = mail::message(moderator.pod.db.read(), letters, message).await.unwrap();
        let (found, _) = found.expect("they take part");
        answers(&moderator, About::message(&found), Answer::Delete).await;
    }
    network.settle().await;
    assert_eq!(messages(&alice).await, ["Ripe"]);
    assert_eq!(messages(&bob).await, ["Ripe", "Another one"], "his own are his");
    assert_eq!(gone(&masto), [format!("https://one.example/messages/{}", said[0])]);
}
