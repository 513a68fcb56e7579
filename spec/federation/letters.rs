//! Private mail between pods: everybody in a conversation has what is written in it, and nobody else.

use std::time::Duration;

use entity::own::conversation as door;
use entity::visible::standing;
use samara::domain::conversation::{self, arrive};
use samara::wire::diaspora::entity::{Conversation, Message, Participants};
use samara::wire::diaspora::{Entity, Text, Timestamp};
use samara::wire::{Guid, Handle};

use crate::support::Network;
use crate::support::network::{Citizen, sealed, written};
use crate::support::rows::count;

const NAME: &str = "00000conversation1";

/// Alice of the first pod shares with Bob and Carol of two others and they with her; of each other these know nothing.
async fn friends(network: &Network) -> [Citizen<'_>; 3] {
    let people = [
        network.citizen(0, "alice").await,
        network.citizen(1, "bob").await,
        network.citizen(2, "carol").await,
    ];
    for other in &people[1..] {
        people[0].shares_with(other).await;
        other.shares_with(&people[0]).await;
    }
    network.settle().await;
    people
}

async fn begins(by: &Citizen<'_>, with: &[&Citizen<'_>], text: &str) -> String {
    let (me, host) = (by.me().await, by.pod.settings.host());
    let people: Vec<String> = with.iter().map(|one| one.who.handle.clone()).collect();
    let begun = by
        .pod
        .act(async |tx| conversation::begin(tx, &me, &host, &people, "Jam", text).await);
    begun.await.unwrap().guid.clone()
}

async fn answers(who: &Citizen<'_>, guid: &str, text: &str) -> String {
    let (me, host) = (who.me().await, who.pod.settings.host());
    let sent = who
        .pod
        .act(async |tx| conversation::send(tx, &me, &host, guid, text).await);
    sent.await.unwrap().guid.clone()
}

/// What somebody reads in a conversation; nothing when it is not theirs.
async fn reads(who: &Citizen<'_>, guid: &str) -> Vec<String> {
    let (me, db) = (who.me().await.letters(), who.pod.db.read());
    let Some(of) = door::one(db, me, guid).await.unwrap() else {
        return Vec::new();
    };
    let found = door::messages(db, me, &of, None, 100).await.unwrap();
    found
        .iter()
        .map(|(message, author)| format!("{}: {}", author.name, message.text))
        .collect()
}

async fn page(who: &Citizen<'_>, name: &str, guid: &str) -> String {
    let answer = who.pod.browser(name).await.get(&format!("/conversations/{guid}")).await;
    answer.text().to_owned()
}

/// How many mails of their pod tell of a message.
fn mails(who: &Citizen<'_>) -> usize {
    let all = who.pod.mails();
    all.iter().filter(|mail| mail.text.contains("/conversations/")).count()
}

fn handle(who: &Citizen<'_>) -> Handle {
    Handle::parse(&who.who.handle).unwrap()
}

fn conversation(author: &Citizen<'_>, people: &[&Citizen<'_>]) -> Conversation {
    let people = people.iter().map(|one| handle(one)).collect();
    Conversation {
        author: handle(author),
        guid: Guid::parse(NAME).unwrap(),
        subject: Text::new("Jam").unwrap(),
        created_at: None,
        participants: Participants::new(people).unwrap(),
        messages: Vec::new(),
    }
}

fn message(author: &Citizen<'_>, guid: &str, text: &str) -> Message {
    Message {
        author: handle(author),
        guid: Guid::parse(guid).unwrap(),
        text: Text::new(text).unwrap(),
        created_at: None,
        edited_at: None,
        conversation_guid: Guid::parse(NAME).unwrap(),
    }
}

/// Sends something to somebody as a pod would, and has it worked on.
async fn send(network: &Network, to: &Citizen<'_>, by: &Citizen<'_>, entity: impl Into<Entity>) {
    let name = to.who.handle.split('@').next().unwrap();
    let body = sealed(&written(by, entity), name);
    let path = format!("/receive/users/{}", to.who.guid);
    let (status, ..) = to.pod.server().asked(true, &path, &[], body.into_bytes()).await;
    assert_eq!(status, 202);
    network.settle().await;
}

#[rocket::async_test]
async fn three_people_of_three_pods_write_to_each_other() {
    let network = Network::of(3).await;
    let [alice, bob, carol] = friends(&network).await;
    let guid = begins(&alice, &[&bob, &carol], "Two jars?").await;
    network.settle().await;
    assert_eq!(reads(&bob, &guid).await, ["alice: Two jars?"]);
    assert_eq!((bob.me().await.messages, alice.me().await.messages), (1, 0));
    network.advance(Duration::from_secs(90));
    network.settle().await;
    assert_eq!(mails(&bob), 1, "as for a message of this pod");
    network.advance(Duration::from_secs(1));
    answers(&bob, &guid, "Three.").await;
    network.settle().await;
    network.advance(Duration::from_secs(1));
    answers(&carol, &guid, "And bread.").await;
    network.settle().await;
    for reader in [&alice, &bob, &carol] {
        let all = ["alice: Two jars?", "bob: Three.", "carol: And bread."];
        assert_eq!(reads(reader, &guid).await, all, "{}", reader.who.handle);
    }
    let shown = page(&bob, "bob", &guid).await;
    assert!(shown.contains("carol") && shown.contains("alice") && !shown.contains("talk__note"));
    // None of it went out in the open.
    for number in 0..3 {
        let sent = network.sent_to(number).into_iter();
        let mut open = sent.filter(|sent| sent.body.contains("Two jars"));
        assert!(open.next().is_none());
    }
    let eve = network.citizen(1, "eve").await;
    assert!(reads(&eve, &guid).await.is_empty());
}

#[rocket::async_test]
async fn a_pod_that_is_away_keeps_nobody_waiting_and_has_everything_in_the_end() {
    let network = Network::of(3).await;
    let [alice, bob, carol] = friends(&network).await;
    network.leave(2);
    let guid = begins(&alice, &[&bob, &carol], "Two jars?").await;
    network.settle().await;
    assert_eq!(reads(&bob, &guid).await, ["alice: Two jars?"]);
    answers(&bob, &guid, "Three.").await;
    network.settle().await;
    assert_eq!(reads(&alice, &guid).await, ["alice: Two jars?", "bob: Three."]);
    let told = page(&alice, "alice", &guid).await;
    assert!(told.contains("their pod does not answer at the moment"), "{told}");
    let told = page(&bob, "bob", &guid).await;
    assert!(told.contains("carol@three.example") && told.contains("what is written here does not reach them"));
    network.come_back(2);
    for _ in 0..6 {
        network.advance(Duration::from_secs(3_600));
        network.settle().await;
    }
    assert_eq!(reads(&carol, &guid).await, ["alice: Two jars?", "bob: Three."]);
    for (who, name) in [(&alice, "alice"), (&bob, "bob")] {
        assert!(!page(who, name, &guid).await.contains("talk__note"), "{name}");
    }
}

#[rocket::async_test]
async fn in_whatever_order_and_however_often_they_come_they_are_there_once() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    network.settle().await;
    let first = message(&bob, "000000000message1", "first");
    for _ in 0..3 {
        send(&network, &alice, &bob, first.clone()).await;
    }
    assert!(reads(&alice, NAME).await.is_empty());
    for _ in 0..3 {
        send(&network, &alice, &bob, conversation(&bob, &[&bob, &alice])).await;
    }
    for _ in 0..4 {
        network.advance(Duration::from_secs(120));
        network.settle().await;
    }
    assert_eq!(reads(&alice, NAME).await, ["bob: first"]);
    assert_eq!(alice.me().await.messages, 1);
    assert_eq!(mails(&alice), 1);
    // Taken back, it stays so.
    let person = bob.who.person;
    let author = entity::visible::person::by_handle(alice.pod.db.read(), &bob.who.handle);
    let author = author.await.unwrap().unwrap();
    assert_ne!(author.id, person);
    alice
        .pod
        .act(async |tx| arrive::taken_back(tx, &author, "000000000message1").await)
        .await
        .unwrap();
    send(&network, &alice, &bob, first).await;
    assert!(reads(&alice, NAME).await.is_empty());
}

/// So many hours go by, one after the other.
async fn hours(network: &Network, many: usize) {
    for _ in 0..many {
        network.advance(Duration::from_secs(3_600));
        network.settle().await;
    }
}

#[rocket::async_test]
async fn a_message_waits_for_its_conversation_for_days_and_is_read_as_soon_as_that_is_there() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    network.settle().await;
    send(&network, &alice, &bob, message(&bob, "000000000message1", "first")).await;
    hours(&network, 72).await;
    let waiting = async || standing::received(alice.pod.db.read()).await.unwrap().0;
    assert!(waiting().await == 1 && reads(&alice, NAME).await.is_empty());
    send(&network, &alice, &bob, conversation(&bob, &[&bob, &alice])).await;
    assert_eq!(reads(&alice, NAME).await, ["bob: first"], "at once");
    // One whose conversation never comes is given up after two weeks; whoever counts what is to be done does not count it.
    let lost = Message {
        conversation_guid: Guid::parse("00000conversation2").unwrap(),
        ..message(&bob, "000000000message2", "nowhere")
    };
    send(&network, &alice, &bob, lost).await;
    hours(&network, 13 * 24).await;
    assert_eq!(waiting().await, 1);
    hours(&network, 36).await;
    assert_eq!(waiting().await, 0);
    assert_eq!(count(alice.pod.db.read(), "SELECT COUNT(*) FROM received").await, 1);
}

#[rocket::async_test]
async fn who_is_named_in_a_conversation_is_found_also_when_their_pod_was_away_for_days() {
    let network = Network::of(3).await;
    let [alice, bob, carol] = friends(&network).await;
    network.leave(2);
    let guid = begins(&alice, &[&bob, &carol], "Two jars?").await;
    network.settle().await;
    answers(&bob, &guid, "Three.").await;
    hours(&network, 48).await;
    network.come_back(2);
    // For some hours something else answers for it.
    network.says(2, "/.well-known/", 403, "");
    hours(&network, 8).await;
    network.is_itself(2);
    hours(&network, 16).await;
    assert_eq!(reads(&carol, &guid).await, ["alice: Two jars?", "bob: Three."]);
    assert!(!page(&bob, "bob", &guid).await.contains("talk__note"));
}

#[rocket::async_test]
async fn what_is_taken_back_is_gone_on_every_pod() {
    let network = Network::of(3).await;
    let [alice, bob, carol] = friends(&network).await;
    let guid = begins(&alice, &[&bob, &carol], "Two jars?").await;
    network.settle().await;
    let wrong = answers(&bob, &guid, "to somebody else").await;
    network.settle().await;
    assert_eq!(reads(&carol, &guid).await.len(), 2);
    let me = bob.me().await;
    bob.pod
        .act(async |tx| conversation::take_back(tx, &me, &wrong).await)
        .await
        .unwrap();
    network.settle().await;
    for reader in [&alice, &bob, &carol] {
        assert_eq!(reads(reader, &guid).await, ["alice: Two jars?"]);
    }
}

#[rocket::async_test]
async fn who_takes_no_part_writes_nothing_and_brings_nobody_in() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let (mallory, dave) = (network.citizen(1, "mallory").await, network.citizen(0, "dave").await);
    alice.shares_with(&bob).await;
    dave.shares_with(&bob).await;
    network.settle().await;
    // Alice shares nothing with Mallory.
    send(&network, &alice, &mallory, conversation(&mallory, &[&mallory, &alice])).await;
    assert!(
        alice.me().await.messages == 0 && count(alice.pod.db.read(), "SELECT COUNT(*) FROM conversation").await == 0
    );
    send(&network, &alice, &bob, conversation(&bob, &[&bob, &alice])).await;
    send(&network, &alice, &bob, message(&bob, "000000000message1", "for alice")).await;
    // Nobody writes to where they are not, and nobody's guid becomes another's.
    send(
        &network,
        &alice,
        &mallory,
        message(&mallory, "000000000message2", "me too"),
    )
    .await;
    send(&network, &alice, &mallory, conversation(&mallory, &[&mallory, &alice])).await;
    send(
        &network,
        &alice,
        &mallory,
        message(&mallory, "000000000message1", "mine now"),
    )
    .await;
    assert_eq!(reads(&alice, NAME).await, ["bob: for alice"]);
    // Not even its author lets somebody read afterwards what was written before.
    send(&network, &dave, &bob, conversation(&bob, &[&bob, &alice, &dave])).await;
    assert!(reads(&dave, NAME).await.is_empty());
    assert_eq!(count(alice.pod.db.read(), "SELECT COUNT(*) FROM received").await, 0);
}

#[rocket::async_test]
async fn who_has_left_gets_nothing_more_and_does_not_come_back() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let dave = network.citizen(0, "dave").await;
    alice.shares_with(&bob).await;
    dave.shares_with(&bob).await;
    network.settle().await;
    for whom in [&alice, &dave] {
        send(&network, whom, &bob, conversation(&bob, &[&bob, &alice, &dave])).await;
        send(&network, whom, &bob, message(&bob, "000000000message1", "for both")).await;
    }
    let me = alice.me().await;
    alice
        .pod
        .act(async |tx| conversation::leave(tx, &me, NAME).await)
        .await
        .unwrap();
    for whom in [&alice, &dave] {
        send(&network, whom, &bob, conversation(&bob, &[&bob, &alice, &dave])).await;
        send(&network, whom, &bob, message(&bob, "000000000message2", "for dave")).await;
    }
    assert!(reads(&alice, NAME).await.is_empty());
    assert_eq!(reads(&dave, NAME).await, ["bob: for both", "bob: for dave"]);
    let me = dave.me().await;
    dave.pod
        .act(async |tx| conversation::leave(tx, &me, NAME).await)
        .await
        .unwrap();
    let kept = "SELECT COUNT(*) FROM message";
    assert_eq!(
        count(alice.pod.db.read(), kept).await,
        0,
        "nobody here reads it any more"
    );
    send(&network, &dave, &bob, message(&bob, "000000000message3", "anybody?")).await;
    send(&network, &dave, &bob, conversation(&bob, &[&bob, &alice, &dave])).await;
    assert!(reads(&dave, NAME).await.is_empty() && count(alice.pod.db.read(), kept).await == 0);
}

#[rocket::async_test]
async fn what_comes_late_is_unread_whatever_was_read_since() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    network.settle().await;
    send(&network, &alice, &bob, conversation(&bob, &[&bob, &alice])).await;
    let before = alice.pod.db.now();
    network.advance(Duration::from_secs(600));
    answers(&alice, NAME, "Where are you?").await;
    let then = chrono::DateTime::from_timestamp_micros(before.0).and_then(Timestamp::new);
    let late = Message {
        created_at: then,
        ..message(&bob, "000000000message1", "On my way")
    };
    send(&network, &alice, &bob, late).await;
    assert_eq!(alice.me().await.messages, 1);
    assert_eq!(reads(&alice, NAME).await, ["bob: On my way", "alice: Where are you?"]);
    let list = alice.pod.browser("alice").await.get("/conversations").await;
    assert!(
        list.text().contains("talk__unread"),
        "the list says so, though its last message is one's own"
    );
}
