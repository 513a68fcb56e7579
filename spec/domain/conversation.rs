//! Conversations: who may begin one, who reads it, what is unread, and what is left when somebody goes.

use std::time::Duration;

use entity::OwnConversation;
use entity::own::conversation::{self as door};
use samara::domain::account::close;
use samara::domain::conversation;
use samara::domain::ignore;
use samara::error::{ConversationRefusal, OrNotFound, Outcome, Refusal, Stop};
use samara::text::clean::Unfit;

use crate::around::{me, share};
use crate::support::{Someone, TestPod};

async fn befriend(pod: &TestPod, one: &Someone, other: &Someone) {
    share(pod, one, other).await;
    share(pod, other, one).await;
}

async fn begin(pod: &TestPod, who: &Someone, people: &[&Someone], text: &str) -> Outcome<OwnConversation> {
    let (me, host) = (me(pod, who).await, pod.settings.host());
    let people: Vec<String> = people.iter().map(|one| one.guid.clone()).collect();
    pod.act(async |tx| conversation::begin(tx, &me, &host, &people, "Jam", text).await)
        .await
}

async fn send(pod: &TestPod, who: &Someone, to: &OwnConversation, text: &str) -> Outcome<String> {
    pod.advance(Duration::from_secs(1));
    let (me, host) = (me(pod, who).await, pod.settings.host());
    let sent = pod
        .act(async |tx| conversation::send(tx, &me, &host, &to.guid, text).await)
        .await?;
    Ok(sent.guid.clone())
}

/// What somebody reads in it; nothing when it is not theirs.
async fn reads(pod: &TestPod, who: &Someone, of: &OwnConversation) -> Option<Vec<String>> {
    let (mine, db) = (me(pod, who).await.letters(), pod.db.read());
    let of = door::one(db, mine, &of.guid).await.unwrap()?;
    let found = door::messages(db, mine, &of, None, 100).await.unwrap();
    Some(found.iter().map(|(message, _)| message.text.clone()).collect())
}

async fn unread(pod: &TestPod, who: &Someone) -> u64 {
    me(pod, who).await.messages
}

async fn open(pod: &TestPod, who: &Someone, of: &OwnConversation) {
    let me = me(pod, who).await;
    let of = door::one(pod.db.read(), me.letters(), &of.guid).await.unwrap().unwrap();
    pod.act(async |tx| conversation::seen(tx, &me, &of).await)
        .await
        .unwrap();
}

fn refused<T>(outcome: Outcome<T>) -> Option<Refusal> {
    match outcome {
        Err(Stop::Refused(refusal)) => Some(refusal),
        Ok(_) | Err(Stop::Broke(_)) => None,
    }
}

#[rocket::async_test]
async fn those_who_take_part_read_it_and_nobody_else_whoever_they_are() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    befriend(&pod, &alice, &bob).await;
    befriend(&pod, &alice, &eve).await;
    let with_bob = begin(&pod, &alice, &[&bob], "Two jars?").await.unwrap();
    assert_eq!(unread(&pod, &bob).await, 1);
    assert_eq!(unread(&pod, &alice).await, 0, "what one wrote is no news");
    send(&pod, &bob, &with_bob, "Three.").await.unwrap();
    assert_eq!(reads(&pod, &alice, &with_bob).await.unwrap(), ["Two jars?", "Three."]);
    assert_eq!(reads(&pod, &eve, &with_bob).await, None);
    assert_eq!(
        refused(send(&pod, &eve, &with_bob, "me too").await),
        Some(Refusal::NotFound)
    );
    assert_eq!(
        (unread(&pod, &alice).await, unread(&pod, &bob).await),
        (1, 0),
        "who writes has read"
    );
    open(&pod, &alice, &with_bob).await;
    assert_eq!(unread(&pod, &alice).await, 0);
    let of_three = begin(&pod, &alice, &[&bob, &eve], "All of you").await.unwrap();
    for who in [&alice, &bob, &eve] {
        assert_eq!(reads(&pod, who, &of_three).await.unwrap(), ["All of you"]);
    }
}

#[rocket::async_test]
async fn one_writes_to_people_with_whom_one_shares_and_who_share_with_oneself() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    let not_mutual = Some(Refusal::Conversation(ConversationRefusal::NotMutual("bob".to_owned())));
    assert_eq!(refused(begin(&pod, &alice, &[&bob], "hello").await), not_mutual);
    share(&pod, &alice, &bob).await;
    assert_eq!(refused(begin(&pod, &alice, &[&bob], "hello").await), not_mutual);
    assert_eq!(
        refused(begin(&pod, &bob, &[&alice], "hello").await).map(|_| ()),
        Some(())
    );
    share(&pod, &bob, &alice).await;
    befriend(&pod, &alice, &eve).await;
    begin(&pod, &alice, &[&bob], "hello").await.unwrap();
    pod.act(async |tx| ignore::add(tx, bob.user, alice.person).await)
        .await
        .unwrap();
    assert_eq!(
        refused(begin(&pod, &alice, &[&bob, &eve], "hello").await),
        not_mutual,
        "whoever ignores me does not get it, and it is not said why"
    );
    let nobody = Some(Refusal::Conversation(ConversationRefusal::Nobody));
    assert_eq!(refused(begin(&pod, &alice, &[], "hello").await), nobody);
    assert_eq!(refused(begin(&pod, &alice, &[&alice], "hello").await), nobody);
    let empty = refused(begin(&pod, &alice, &[&eve], "  ").await);
    assert_eq!(
        empty,
        Some(Refusal::Conversation(ConversationRefusal::Text(Unfit::Empty)))
    );
}

#[rocket::async_test]
async fn who_leaves_gets_nothing_more_and_what_all_have_left_is_gone() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    befriend(&pod, &alice, &bob).await;
    befriend(&pod, &alice, &eve).await;
    let talk = begin(&pod, &alice, &[&bob, &eve], "hello").await.unwrap();
    let leave = async |who: &Someone| {
        let me = me(&pod, who).await;
        pod.act(async |tx| conversation::leave(tx, &me, &talk.guid).await).await
    };
    leave(&bob).await.unwrap();
    send(&pod, &alice, &talk, "bob is gone").await.unwrap();
    assert_eq!(reads(&pod, &bob, &talk).await, None);
    assert_eq!(unread(&pod, &bob).await, 0);
    assert_eq!(refused(leave(&bob).await), Some(Refusal::NotFound));
    leave(&eve).await.unwrap();
    let alone = refused(send(&pod, &alice, &talk, "anybody?").await);
    assert_eq!(alone, Some(Refusal::Conversation(ConversationRefusal::Alone)));
    leave(&alice).await.unwrap();
    let rows = "SELECT (SELECT COUNT(*) FROM message) + (SELECT COUNT(*) FROM conversation)";
    assert_eq!(crate::support::rows::count(pod.db.read(), rows).await, 0);
}

#[rocket::async_test]
async fn a_message_is_taken_back_by_whoever_wrote_it_and_by_nobody_else() {
    let pod = TestPod::new().await;
    let (alice, bob) = (pod.user("alice").await, pod.user("bob").await);
    befriend(&pod, &alice, &bob).await;
    let talk = begin(&pod, &alice, &[&bob], "hello").await.unwrap();
    open(&pod, &bob, &talk).await;
    let second = send(&pod, &alice, &talk, "not meant").await.unwrap();
    assert_eq!(unread(&pod, &bob).await, 1);
    let take_back = async |who: &Someone, guid: &str| {
        let me = me(&pod, who).await;
        pod.act(async |tx| conversation::take_back(tx, &me, guid).await).await
    };
    assert_eq!(refused(take_back(&bob, &second).await), Some(Refusal::NotFound));
    take_back(&alice, &second).await.unwrap();
    assert_eq!(reads(&pod, &bob, &talk).await.unwrap(), ["hello"]);
    assert_eq!(unread(&pod, &bob).await, 0, "nothing is left that would be new");
}

#[rocket::async_test]
async fn whom_one_ignores_is_neither_read_nor_counted_and_who_is_gone_takes_their_letters_along() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    befriend(&pod, &alice, &bob).await;
    befriend(&pod, &alice, &eve).await;
    let talk = begin(&pod, &alice, &[&bob, &eve], "hello").await.unwrap();
    for who in [&alice, &bob, &eve] {
        open(&pod, who, &talk).await;
    }
    pod.act(async |tx| ignore::add(tx, eve.user, bob.person).await)
        .await
        .unwrap();
    send(&pod, &bob, &talk, "from bob").await.unwrap();
    assert_eq!((unread(&pod, &eve).await, unread(&pod, &alice).await), (0, 1));
    assert_eq!(reads(&pod, &eve, &talk).await.unwrap(), ["hello"]);
    let eyes = me(&pod, &eve).await.letters();
    let found = door::page(pod.db.read(), eyes, "from", None, 9).await.unwrap();
    assert!(found.is_empty(), "nor found");
    pod.act(async |tx| {
        close::close(tx, bob.user, close::When::AtOnce).await?;
        while close::empty_some(tx, bob.user).await? == close::Left::Rows {}
        close::empty_last(tx, bob.user).await
    })
    .await
    .unwrap();
    assert_eq!(reads(&pod, &alice, &talk).await.unwrap(), ["hello"]);
    assert_eq!(unread(&pod, &alice).await, 0);
    let rows = "SELECT COUNT(*) FROM message WHERE text = 'from bob'";
    assert_eq!(crate::support::rows::count(pod.db.read(), rows).await, 0);
}

#[rocket::async_test]
async fn a_search_finds_words_in_one_s_own_conversations_only() {
    let pod = TestPod::new().await;
    let (alice, bob, eve) = (pod.user("alice").await, pod.user("bob").await, pod.user("eve").await);
    befriend(&pod, &alice, &bob).await;
    befriend(&pod, &alice, &eve).await;
    begin(&pod, &alice, &[&bob], "Pflaumenmus für Bärbel").await.unwrap();
    begin(&pod, &alice, &[&eve], "Etwas anderes").await.unwrap();
    for (who, words, found) in [
        (&alice, "barbel pflaumen", 1),
        (&alice, "", 2),
        (&alice, "jam", 2),
        (&alice, "Eve", 1),
        (&eve, "bob", 0),
        (&bob, "BÄRBEL", 1),
        (&eve, "Bärbel", 0),
        (&alice, "pflaumen anderes", 0),
        (&alice, "% _ '", 2),
        (&alice, "pfl%mus", 0),
    ] {
        let mine = me(&pod, who).await.letters();
        let lines = door::page(pod.db.read(), mine, words, None, 9).await.unwrap();
        assert_eq!(lines.len(), found, "{words:?}");
    }
    let mine = me(&pod, &alice).await.letters();
    assert!(
        door::one(pod.db.read(), mine, "nothing")
            .await
            .unwrap()
            .or_not_found()
            .is_err()
    );
}
