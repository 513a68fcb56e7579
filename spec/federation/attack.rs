//! What other pods may not do, however well they sign it. Each rule has the one who tries.
//!
//! | who tries | is stopped in |
//! |---|---|
//! | who lets a post be fetched that its author has not signed, or another one | `forged`: what is fetched … |
//! | who puts somebody else's name into a letter of their own, any entity | here: nobody speaks …; `wire::diaspora::attack` |
//! | who comments, likes or votes unsigned, with a wrong key, or past the author of the post | here: a comment needs …; `vote`: a vote needs …; `wire::diaspora::attack` |
//! | who comments or likes below what they were not given | here: whoever was not given … |
//! | who reshares what is another's or private, or a chain without an end | here; `forged`: a chain …; `wire::diaspora::attack` |
//! | who sends to all what is for one, or to one what is for another | here: what is for one person … |
//! | who takes back what is another's, or a thing of another kind | here: only its author … |
//! | who closes another's account, or comes back from a closed one | here: nobody speaks …; `forged`: an account … |
//! | who shares with somebody to read what they show to their contacts | `profile`: the extended part … |
//! | whose pod sends a letter on to somewhere else | `operation::peers::manners` |
//! | who names an element twice, ten thousand times, or a document type | `forged`: of elements …; `wire::diaspora::hostile` |
//! | who sends the same again, late or in another order | here: in whatever order … |
//! | who asks whether something sealed opens, or how an account is | `oracle`; `wire::diaspora::crypto` |
//! | who has thousands of letters wait, or has a pod asked by them | here: letters that wait …; `discovery`: however many … |
//! | who writes thousands of links into one letter | `forged`: thousands of links … |
//! | who reads what a log says of what was sent | `operation::peers::three` |

use entity::{PersonId, received};
use samara::federation::Undone;
use samara::federation::receive::judge;
use samara::wire::diaspora::entity::{
    AccountDeletion, Comment, Contact, Like, Liked, More, Profile, Relayable, Reshare, Retraction, Root, StatusMessage,
};
use samara::wire::diaspora::{AsSigned, Entity, Kind, PrivateKey, Text};
use samara::wire::{Guid, Handle};
use sea_orm::{EntityTrait, Set};

use super::{posts_to, reads, sees};
use crate::support::Network;
use crate::support::network::{Citizen, pair, sealed, signed};
use crate::support::rows::count;

pub(super) fn handle(who: &Citizen<'_>) -> Handle {
    Handle::parse(&who.who.handle).unwrap()
}

pub(super) fn guid(text: &str) -> Guid {
    Guid::parse(text).unwrap()
}

pub(super) fn post(author: &Handle, public: bool) -> StatusMessage {
    StatusMessage {
        author: author.clone(),
        guid: guid("0000000000post01"),
        created_at: None,
        public,
        provider_display_name: None,
        text: Text::new("forged words").unwrap(),
        edited_at: None,
        photos: Vec::new(),
        location: None,
        poll: None,
        event: None,
        embed: None,
        more: More::default(),
    }
}

pub(super) fn comment(author: &Handle, on: &str, text: &str) -> Comment {
    Comment {
        author: author.clone(),
        guid: guid("00000000comment1"),
        parent_guid: guid(on),
        thread_parent_guid: None,
        text: Text::new(text).unwrap(),
        created_at: None,
        edited_at: None,
        as_signed: AsSigned::default(),
    }
}

pub(super) fn by(comment: Comment, key_of: &str) -> Comment {
    comment
        .signed(&PrivateKey::parse(&pair(key_of).private).unwrap())
        .unwrap()
}

/// An envelope around it in the name of somebody.
pub(super) fn from(sender: &Citizen<'_>, entity: impl Into<Entity>) -> String {
    crate::support::network::written(sender, entity)
}

/// Why it is not taken.
pub async fn why(at: &Citizen<'_>, recipient: Option<PersonId>, body: &str) -> String {
    match judge(at.pod, recipient, body).await {
        Ok(received) => panic!("it is taken: {received:?}"),
        Err(Undone::Broke(fault)) => panic!("it breaks: {fault}"),
        Err(undone) => undone.to_string(),
    }
}

/// Sends it, has it worked on, and says what was answered.
pub async fn send(network: &Network, at: &Citizen<'_>, path: &str, body: String) -> u16 {
    let (status, ..) = at.pod.server().asked(true, path, &[], body.into_bytes()).await;
    network.settle().await;
    status
}

/// Why what somebody else would have had to send is not taken.
pub(super) const SENDER: &str = "the sender may not say this";

#[rocket::async_test]
async fn nobody_speaks_for_another_one_of_any_pod() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let mallory = network.citizen(1, "mallory").await;
    alice.shares_with(&bob).await;
    network.settle().await;
    let (own, victim) = (handle(&alice), handle(&bob));
    let me = Some(alice.who.person);
    let closed = |entity: Entity| sealed(&from(&mallory, entity), "alice");
    assert_eq!(why(&alice, None, &from(&mallory, post(&victim, true))).await, SENDER);
    assert_eq!(why(&alice, me, &closed(post(&victim, false).into())).await, SENDER);
    assert_eq!(why(&alice, None, &from(&mallory, post(&own, true))).await, SENDER);
    let profile = Profile::bare(victim.clone());
    assert_eq!(why(&alice, None, &from(&mallory, profile)).await, SENDER);
    let deletion = AccountDeletion { author: victim.clone() };
    assert_eq!(why(&alice, None, &from(&mallory, deletion)).await, SENDER);
    let contact = Contact {
        author: victim.clone(),
        recipient: own.clone(),
        following: false,
        sharing: false,
        blocking: false,
    };
    assert_eq!(why(&alice, me, &closed(contact.into())).await, SENDER);
    // The right name under the wrong key, and the name of somebody of the pod that it is sent to.
    let xml = Entity::from(post(&victim, true)).xml().unwrap();
    let forged = signed(&xml, &bob.who.handle, "mallory");
    assert_eq!(
        why(&alice, None, &forged).await,
        "the envelope is not signed by its sender"
    );
    let inside = signed(
        &Entity::from(post(&own, true)).xml().unwrap(),
        &alice.who.handle,
        "alice",
    );
    assert_eq!(why(&alice, None, &inside).await, "its sender lives here");
    assert_eq!(
        send(&network, &alice, "/receive/public", forged).await,
        202,
        "they learn nothing of it"
    );
    assert_eq!(count(alice.pod.db.read(), "SELECT COUNT(*) FROM post").await, 0);
    assert_eq!(count(alice.pod.db.read(), "SELECT COUNT(*) FROM received").await, 0);
}

#[rocket::async_test]
async fn what_is_for_one_person_has_to_come_to_them_and_what_is_for_all_to_say_so() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let dave = network.citizen(0, "dave").await;
    let contact = Contact {
        author: handle(&bob),
        recipient: handle(&alice),
        following: true,
        sharing: true,
        blocking: false,
    };
    let open = from(&bob, contact.clone());
    assert_eq!(
        why(&alice, None, &open).await,
        "it came in public and is for one person"
    );
    assert_eq!(
        why(&alice, None, &from(&bob, post(&handle(&bob), false))).await,
        "it came in public and is not"
    );
    let for_alice = sealed(&open, "alice");
    let at_dave = why(&alice, Some(dave.who.person), &for_alice).await;
    assert_eq!(at_dave, "the sealed envelope does not open");
    let for_dave = sealed(&open, "dave");
    let about_alice = why(&alice, Some(dave.who.person), &for_dave).await;
    assert_eq!(about_alice, "it is about somebody else than its recipient");
    let path = format!("/receive/users/{}", dave.who.guid);
    for body in [for_alice, for_dave, "{}".to_owned(), sealed("no envelope", "dave")] {
        assert_eq!(send(&network, &alice, &path, body).await, 202);
    }
    assert_eq!(
        send(&network, &alice, "/receive/users/0000000000000000", open.clone()).await,
        404
    );
    assert_eq!(
        send(&network, &alice, "/receive/public", "x".repeat(3 << 20)).await,
        413
    );
    let (status, ..) = alice.pod.server().asked(true, "/receive/public", &[], vec![0xff]).await;
    assert_eq!(status, 400);
    assert_eq!(count(alice.pod.db.read(), "SELECT COUNT(*) FROM contact").await, 0);
}

#[rocket::async_test]
async fn a_comment_needs_its_authors_hand_and_comes_from_them_or_from_whose_post_it_is() {
    let network = Network::of(3).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let (carol, mallory) = (network.citizen(2, "carol").await, network.citizen(2, "mallory").await);
    alice.shares_with(&bob).await;
    alice.shares_with(&carol).await;
    network.settle().await;
    let on = posts_to(&alice, "for all", "public").await;
    network.settle().await;
    let unsigned = comment(&handle(&carol), &on, "mine?");
    // At alice's pod: from its author only, and signed.
    assert_eq!(
        why(&alice, None, &from(&carol, unsigned.clone())).await,
        "its author has not signed it"
    );
    let wrong = by(unsigned.clone(), "mallory");
    assert_eq!(
        why(&alice, None, &from(&carol, wrong)).await,
        "it is not signed by who had to sign it"
    );
    let right = by(unsigned.clone(), "carol");
    assert_eq!(why(&alice, None, &from(&mallory, right.clone())).await, SENDER);
    // At bob's pod: from alice only, even when carol has signed it.
    assert_eq!(why(&bob, None, &from(&carol, right.clone())).await, SENDER);
    assert_eq!(
        why(&bob, None, &from(&alice, unsigned.clone())).await,
        "its author has not signed it"
    );
    let like = Like {
        author: handle(&carol),
        guid: guid("00000000000like1"),
        parent_guid: guid(&on),
        parent: Liked::Post,
        positive: Some(true),
        emoji: None,
        as_signed: AsSigned::default(),
    };
    assert_eq!(
        why(&alice, None, &from(&carol, like)).await,
        "its author has not signed it"
    );
    // Twice is once, and somebody else's guid nobody else's.
    for _ in 0..3 {
        assert_eq!(
            send(&network, &alice, "/receive/public", from(&carol, right.clone())).await,
            202
        );
    }
    let stolen = by(comment(&handle(&mallory), &on, "stolen"), "mallory");
    send(&network, &alice, "/receive/public", from(&mallory, stolen)).await;
    assert_eq!(reads(&alice, &on).await, ["carol: mine?"]);
    assert_eq!(reads(&bob, &on).await, ["carol: mine?"]);
}

#[rocket::async_test]
async fn whoever_was_not_given_a_post_says_nothing_about_it() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let mallory = network.citizen(1, "mallory").await;
    alice.shares_with(&bob).await;
    network.settle().await;
    let on = posts_to(&alice, "for the family", "family").await;
    network.settle().await;
    let path = format!("/receive/users/{}", alice.who.guid);
    let said = by(comment(&handle(&mallory), &on, "I know the guid"), "mallory");
    send(&network, &alice, &path, sealed(&from(&mallory, said), "alice")).await;
    let reshare = Reshare {
        author: handle(&mallory),
        guid: guid("0000000reshare01"),
        created_at: None,
        root: Some(Root {
            author: handle(&alice),
            guid: guid(&on),
        }),
    };
    let why = why(&alice, None, &from(&mallory, reshare)).await;
    assert_eq!(why, "it came in public and is not");
    assert!(reads(&alice, &on).await.is_empty());
    let answer = alice.pod.visitor().get(&format!("/fetch/post/{on}")).await;
    assert_eq!(answer.status(), 404, "what is limited is not fetched");
    // Whom alice ignores says nothing either.
    let person = alice.knows(&bob).await;
    alice
        .pod
        .act(async |tx| samara::domain::ignore::add(tx, alice.who.user, person.id).await)
        .await
        .unwrap();
    let said = by(comment(&handle(&bob), &on, "still here"), "bob");
    send(&network, &alice, &path, sealed(&from(&bob, said), "alice")).await;
    assert!(reads(&alice, &on).await.is_empty());
}

#[rocket::async_test]
async fn only_its_author_takes_a_thing_back_and_below_a_post_the_posts_author() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let mallory = network.citizen(1, "mallory").await;
    alice.shares_with(&bob).await;
    bob.shares_with(&alice).await;
    network.settle().await;
    let on = posts_to(&alice, "for all", "public").await;
    let theirs = posts_to(&bob, "bob's", "public").await;
    network.settle().await;
    let said = by(comment(&handle(&bob), &on, "a comment"), "bob");
    send(&network, &alice, "/receive/public", from(&bob, said)).await;
    assert_eq!(reads(&alice, &on).await.len(), 1);
    let of = |kind: Kind, name: &str, author: &Citizen<'_>| Retraction {
        author: handle(author),
        target_guid: guid(name),
        target_type: kind,
    };
    for (kind, name) in [
        (Kind::Post, &on),
        (Kind::Post, &theirs),
        (Kind::Comment, &"00000000comment1".to_owned()),
    ] {
        assert_eq!(
            why(&alice, None, &from(&mallory, of(kind, name, &mallory))).await,
            SENDER
        );
        assert_eq!(why(&alice, None, &from(&mallory, of(kind, name, &bob))).await, SENDER);
    }
    let unknown = judge(alice.pod, None, &from(&bob, of(Kind::Post, "0000000000unknown", &bob))).await;
    assert!(matches!(unknown, Err(Undone::Retry(_))), "it may be on its way");
    let odd = judge(alice.pod, None, &from(&bob, of(Kind::Person, &bob.who.guid, &bob))).await;
    assert!(matches!(odd, Err(Undone::Reject(_))));
    send(
        &network,
        &alice,
        "/receive/public",
        from(&bob, of(Kind::Comment, "00000000comment1", &bob)),
    )
    .await;
    send(
        &network,
        &alice,
        "/receive/public",
        from(&bob, of(Kind::Post, &theirs, &bob)),
    )
    .await;
    assert!(reads(&alice, &on).await.is_empty() && sees(&alice, &theirs).await.is_none());
    assert!(sees(&alice, &on).await.is_some());
}

#[rocket::async_test]
async fn in_whatever_order_and_however_often_things_come_the_end_is_the_same() {
    use std::time::Duration;
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    bob.shares_with(&alice).await;
    network.settle().await;
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    for (number, order) in orders.into_iter().enumerate() {
        let name = |what: &str| format!("{what}{number:012}");
        let entity: [Entity; 3] = [
            StatusMessage {
                guid: guid(&name("post")),
                ..post(&handle(&bob), true)
            }
            .into(),
            Comment {
                guid: guid(&name("said")),
                ..comment(&handle(&bob), &name("post"), "below")
            }
            .into(),
            Retraction {
                author: handle(&bob),
                target_guid: guid(&name("said")),
                target_type: Kind::Comment,
            }
            .into(),
        ];
        for turn in order {
            for _ in 0..2 {
                send(&network, &alice, "/receive/public", from(&bob, entity[turn].clone())).await;
            }
        }
        for _ in 0..4 {
            network.advance(Duration::from_secs(300));
            network.settle().await;
        }
        assert!(sees(&alice, &name("post")).await.is_some(), "{order:?}");
        // A retraction that came before the comment has waited for it; one more of the same does nothing.
        assert!(reads(&alice, &name("post")).await.is_empty(), "{order:?}");
    }
}

#[rocket::async_test]
async fn letters_that_wait_in_a_crowd_wait_no_longer_than_their_first_tries_take() {
    use std::time::Duration;
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    network.settle().await;
    let kept = async || {
        let never = "SELECT COUNT(*) FROM received WHERE run_at = 9223372036854775807";
        count(alice.pod.db.read(), never).await
    };
    for crowd in [0, 11_000] {
        let now = alice.pod.db.now();
        for _ in 0..crowd / 1_000 {
            let rows = (0..1_000).map(|_| received::ActiveModel {
                body: Set("<x/>".to_owned()),
                created_at: Set(now),
                run_at: Set(now.plus(Duration::from_secs(30 * 86_400))),
                ..Default::default()
            });
            let rows = received::Entity::insert_many(rows);
            let written = alice
                .pod
                .act(async |tx| Ok(rows.exec_without_returning(tx.sql()).await?))
                .await;
            written.unwrap();
        }
        let lost = Comment {
            guid: guid(&format!("00000000comment{crowd}")),
            ..comment(&handle(&bob), "0000000000unknown", "about what?")
        };
        let path = format!("/receive/users/{}", alice.who.guid);
        let letter = sealed(&from(&bob, by(lost, "bob")), "alice");
        send(&network, &alice, &path, letter).await;
        for _ in 0..24 {
            network.advance(Duration::from_secs(3_600));
            network.settle().await;
        }
        assert_eq!(kept().await > 0, crowd > 0, "beside {crowd}");
    }
}
