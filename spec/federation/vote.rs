//! Polls and votes: every pod that has the post counts the same.

use std::time::Duration;

use entity::Viewer;
use entity::visible::poll::{self as door, SeenPoll};
use samara::domain::poll;
use samara::domain::post::Wishes;
use samara::wire::diaspora::entity::{Poll, PollAnswer, PollParticipation, Relayable, Retraction, StatusMessage};
use samara::wire::diaspora::{AsSigned, Kind, PrivateKey, Text};
use sea_orm::ConnectionTrait;

use super::attack::{SENDER, from, guid, handle, post, send, why};
use super::{alice_bob_and_carol, posts_with, sees};
use crate::support::Network;
use crate::support::network::{Citizen, pair, sealed};
use crate::support::rows::count;

fn asks(multiple: bool, lasts: &str) -> Wishes {
    Wishes {
        question: "Which?".to_owned(),
        answers: "apples\npears\nplums".to_owned(),
        multiple,
        poll_lasts: lasts.to_owned(),
        ..Wishes::default()
    }
}

async fn asked(who: &Citizen<'_>, guid: &str) -> SeenPoll {
    let on = sees(who, guid).await.expect("they see the post").post.id;
    let viewer = Viewer::Local(who.who.user, who.who.person);
    let mut polls = door::of(who.pod.db.read(), viewer, &[on], who.pod.db.now())
        .await
        .unwrap();
    polls.remove(&on).expect("it asks")
}

/// How many people voted, and how many chose each answer, as somebody's pod counts.
async fn counts(who: &Citizen<'_>, guid: &str) -> (i64, [i64; 3]) {
    let db = who.pod.db.read();
    let voters = format!("SELECT k.voters FROM poll k JOIN post p ON p.id = k.post_id WHERE p.guid = '{guid}'");
    let mut each = [0; 3];
    for (place, answer) in asked(who, guid).await.answers.iter().enumerate() {
        each[place] = count(db, &format!("SELECT votes FROM poll_answer WHERE id = {}", answer.id)).await;
    }
    (count(db, &voters).await, each)
}

async fn votes(who: &Citizen<'_>, guid: &str, answers: &[usize]) {
    let (me, on, asked) = (
        who.me().await,
        sees(who, guid).await.unwrap().post,
        asked(who, guid).await,
    );
    let chosen: Vec<i64> = answers.iter().map(|answer| asked.answers[*answer].id.0).collect();
    let done = who.pod.act(async |tx| poll::vote(tx, &me, &on, &chosen).await);
    done.await.unwrap();
}

#[rocket::async_test]
async fn all_pods_count_the_same_votes_also_when_they_are_changed() {
    let network = Network::of(3).await;
    let [alice, bob, carol] = alice_bob_and_carol(&network).await;
    for aspect in ["family", "public"] {
        let on = posts_with(&alice, "a question", aspect, &asks(false, "")).await;
        network.settle().await;
        let there = asked(&carol, &on).await;
        assert_eq!(there.question, "Which?");
        let texts: Vec<&str> = there.answers.iter().map(|answer| answer.text.as_str()).collect();
        assert_eq!(texts, ["apples", "pears", "plums"]);
        votes(&bob, &on, &[0]).await;
        votes(&carol, &on, &[1]).await;
        votes(&alice, &on, &[1]).await;
        network.settle().await;
        for who in [&alice, &bob, &carol] {
            assert_eq!(counts(who, &on).await, (3, [1, 2, 0]), "{aspect}: {}", who.who.handle);
        }
        // Changed here and there; the same again changes nothing.
        for (who, answers) in [(&bob, [2]), (&alice, [2]), (&alice, [2])] {
            votes(who, &on, &answers).await;
            network.settle().await;
        }
        for who in [&alice, &bob, &carol] {
            assert_eq!(counts(who, &on).await, (3, [0, 1, 2]), "{aspect}: {}", who.who.handle);
        }
        assert!(asked(&bob, &on).await.voted, "bob sees how it stands");
        let stranger = network.citizen(1, "eve").await;
        if aspect == "public" {
            let hidden = asked(&stranger, &on).await;
            assert!(hidden.answers.iter().all(|answer| answer.votes.is_none()));
        } else {
            assert!(sees(&stranger, &on).await.is_none());
        }
    }
}

#[rocket::async_test]
async fn several_answers_of_one_person_are_one_voter_on_every_pod() {
    let network = Network::of(3).await;
    let [alice, bob, carol] = alice_bob_and_carol(&network).await;
    let on = posts_with(&alice, "a question", "public", &asks(true, "")).await;
    network.settle().await;
    votes(&alice, &on, &[0, 2]).await;
    votes(&bob, &on, &[0]).await;
    network.settle().await;
    for who in [&alice, &bob, &carol] {
        assert_eq!(counts(who, &on).await, (2, [2, 0, 1]), "{}", who.who.handle);
    }
    assert!(asked(&carol, &on).await.multiple);
}

#[rocket::async_test]
async fn a_vote_after_the_end_is_taken_back_where_it_was_given() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    network.settle().await;
    let on = posts_with(&alice, "a question", "family", &asks(false, "1")).await;
    network.settle().await;
    network.advance(Duration::from_secs(7_200));
    // A pod of diaspora* does not know that it is over.
    let unsaid = "UPDATE poll SET ends_at = NULL";
    let unknown = bob.pod.act(async |tx| Ok(tx.sql().execute_unprepared(unsaid).await?));
    unknown.await.unwrap();
    votes(&bob, &on, &[0]).await;
    assert_eq!(counts(&bob, &on).await, (1, [1, 0, 0]));
    network.settle().await;
    for who in [&alice, &bob] {
        assert_eq!(counts(who, &on).await, (0, [0, 0, 0]), "{}", who.who.handle);
    }
}

fn vote(who: &Citizen<'_>, name: &str, poll: &SeenPoll, answer: usize) -> PollParticipation {
    let vote = PollParticipation {
        author: handle(who),
        guid: guid(name),
        parent_guid: guid(&poll.guid),
        poll_answer_guid: guid(&poll.answers[answer].guid),
        as_signed: AsSigned::default(),
    };
    let key = who.who.handle.split('@').next().unwrap();
    vote.signed(&PrivateKey::parse(&pair(key).private).unwrap()).unwrap()
}

#[rocket::async_test]
async fn whoever_does_not_have_the_post_does_not_vote_and_nobody_votes_twice() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let mallory = network.citizen(1, "mallory").await;
    alice.shares_with(&bob).await;
    network.settle().await;
    let on = posts_with(&alice, "a question", "family", &asks(false, "")).await;
    network.settle().await;
    let poll = asked(&alice, &on).await;
    let path = format!("/receive/users/{}", alice.who.guid);
    let guessed = vote(&mallory, "00000000000vote0", &poll, 0);
    send(&network, &alice, &path, sealed(&from(&mallory, guessed), "alice")).await;
    assert_eq!(counts(&alice, &on).await, (0, [0, 0, 0]));
    for name in ["00000000000vote1", "00000000000vote1", "00000000000vote2"] {
        let again = vote(&bob, name, &poll, 1);
        send(&network, &alice, &path, sealed(&from(&bob, again), "alice")).await;
    }
    assert_eq!(counts(&alice, &on).await, (1, [0, 1, 0]));
    // A vote in the name of another one's guid, for an answer of another poll, and one that was taken back.
    let stolen = vote(&mallory, "00000000000vote2", &poll, 0);
    send(&network, &alice, &path, sealed(&from(&mallory, stolen), "alice")).await;
    let odd = PollParticipation {
        poll_answer_guid: guid("0000000000answer"),
        ..vote(&bob, "00000000000vote3", &poll, 0)
    };
    let odd = odd.signed(&PrivateKey::parse(&pair("bob").private).unwrap()).unwrap();
    send(&network, &alice, &path, sealed(&from(&bob, odd), "alice")).await;
    assert_eq!(counts(&alice, &on).await, (1, [0, 1, 0]));
    let gone = Retraction {
        author: handle(&bob),
        target_guid: guid("00000000000vote2"),
        target_type: Kind::PollParticipation,
    };
    send(&network, &alice, &path, sealed(&from(&bob, gone), "alice")).await;
    assert_eq!(counts(&alice, &on).await, (0, [0, 0, 0]));
    for name in ["00000000000vote1", "00000000000vote2"] {
        let late = vote(&bob, name, &poll, 1);
        send(&network, &alice, &path, sealed(&from(&bob, late), "alice")).await;
    }
    assert_eq!(
        counts(&alice, &on).await,
        (0, [0, 0, 0]),
        "what was taken back stays away"
    );
}

#[rocket::async_test]
async fn a_poll_is_fetched_by_its_name_and_a_name_of_another_poll_takes_nothing_from_it() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let mallory = network.citizen(1, "mallory").await;
    bob.shares_with(&alice).await;
    network.settle().await;
    let on = posts_with(&alice, "nobody there has it", "public", &asks(false, "")).await;
    network.settle().await;
    let poll = asked(&alice, &on).await;
    let answer = alice.pod.visitor().get(&format!("/fetch/poll/{}", poll.guid)).await;
    assert_eq!(answer.status(), 200);
    // Alice votes in bob's poll, whose post came here; at bob's, alice's poll is unknown and is fetched for a vote that she relays.
    send(
        &network,
        &bob,
        "/receive/public",
        from(&alice, vote(&alice, "00000000000vote1", &poll, 0)),
    )
    .await;
    assert_eq!(counts(&bob, &on).await, (1, [1, 0, 0]));
    let answer = |name: &str, text: &str| PollAnswer {
        guid: guid(name),
        answer: Text::new(text).unwrap(),
    };
    let copied = StatusMessage {
        poll: Some(Poll {
            guid: guid(&poll.guid),
            question: Text::new("Mine?").unwrap(),
            poll_answers: vec![answer("0000000000answ01", "yes"), answer("0000000000answ02", "no")],
            multiple: false,
            ends_at: None,
        }),
        ..post(&handle(&mallory), true)
    };
    send(&network, &alice, "/receive/public", from(&mallory, copied)).await;
    assert!(
        sees(&alice, "0000000000post01").await.is_some(),
        "the post itself is there"
    );
    assert_eq!(asked(&alice, &on).await.question, "Which?");
}

#[rocket::async_test]
async fn a_vote_needs_the_hand_of_who_gives_it_and_comes_from_them_or_from_whose_post_it_is() {
    let network = Network::of(3).await;
    let [alice, bob, carol] = alice_bob_and_carol(&network).await;
    let mallory = network.citizen(2, "mallory").await;
    let on = posts_with(&alice, "a question", "public", &asks(false, "")).await;
    let other = posts_with(&alice, "another", "public", &asks(false, "")).await;
    network.settle().await;
    let (poll, another) = (asked(&alice, &on).await, asked(&alice, &other).await);
    let right = vote(&carol, "00000000000vote1", &poll, 0);
    let with = |signature: Option<&str>| PollParticipation {
        as_signed: AsSigned {
            fields: right.as_signed.fields.clone(),
            signature: signature.map(str::to_owned),
        },
        ..right.clone()
    };
    let by_another = PollParticipation {
        as_signed: AsSigned::default(),
        ..right.clone()
    };
    let mallorys = PrivateKey::parse(&pair("mallory").private).unwrap();
    let by_another = by_another.signed(&mallorys).unwrap();
    let of_another = vote(&carol, "00000000000vote2", &another, 0).as_signed.signature;
    let (unsigned, wrong) = ("its author has not signed it", "it is not signed by who had to sign it");
    // At Alice's pod, which has the poll: from Carol, signed by her for this very vote.
    for (one, sender, reason) in [
        (with(None), &carol, unsigned),
        (with(Some("")), &carol, unsigned),
        (with(of_another.as_deref()), &carol, wrong),
        (by_another, &carol, wrong),
        (right.clone(), &mallory, SENDER),
        (right.clone(), &bob, SENDER),
    ] {
        assert_eq!(why(&alice, None, &from(sender, one)).await, reason);
    }
    // At Bob's, which has it from Alice's: from her only, and signed by Carol all the same.
    assert_eq!(why(&bob, None, &from(&carol, right.clone())).await, SENDER);
    assert_eq!(why(&bob, None, &from(&alice, with(None))).await, unsigned);
    let nowhere = PollParticipation {
        parent_guid: guid("0000000000nopoll"),
        ..right.clone()
    };
    let nowhere = nowhere
        .signed(&PrivateKey::parse(&pair("carol").private).unwrap())
        .unwrap();
    let unknown = why(&alice, None, &from(&carol, nowhere)).await;
    assert!(unknown.contains("404") || unknown.contains("not known"), "{unknown}");
    assert_eq!(counts(&alice, &on).await, (0, [0, 0, 0]));
    send(&network, &alice, "/receive/public", from(&carol, right)).await;
    for who in [&alice, &bob] {
        assert_eq!(counts(who, &on).await, (1, [1, 0, 0]), "{}", who.who.handle);
    }
}

#[rocket::async_test]
async fn whoever_is_ignored_by_who_asks_does_not_vote_and_is_told_so() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    network.settle().await;
    let on = posts_with(&alice, "a question", "public", &asks(false, "")).await;
    network.settle().await;
    let person = alice.knows(&bob).await;
    alice
        .pod
        .act(async |tx| samara::domain::ignore::add(tx, alice.who.user, person.id).await)
        .await
        .unwrap();
    network.settle().await;
    votes(&bob, &on, &[0]).await;
    assert_eq!(counts(&bob, &on).await, (1, [1, 0, 0]));
    network.settle().await;
    for who in [&alice, &bob] {
        assert_eq!(counts(who, &on).await, (0, [0, 0, 0]), "{}", who.who.handle);
    }
}
