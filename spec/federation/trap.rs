//! What is easily got wrong between pods, and what this one does.
//!
//! Shown elsewhere already:
//!
//! | trap | spec |
//! |---|---|
//! | a parent or target that is not here yet is waited for | `attack::in_whatever_order…`, `order::*`, `permuted::*` |
//! | muting a post tells its pod nothing | `part::whoever_takes_part…`: it is told that this is over |
//! | who asks to hear what is said about a post need not see it | `part::whoever_may_not_see_a_post…` |
//! | `blocking` and `following` say nothing of their own | `sharing::whom_somebody_ignores…` |
//! | what is not public may come in public | `attack::what_is_for_one_person…` |
//! | two people of one pod who get a post are two rows of one post | `post::a_public_post_goes_once…` |
//! | a poll is fetched by its own name, within its post | `vote::a_poll_is_fetched…` |
//! | what a profile leaves out is gone | `profile::*` |
//! | a like of a comment is relayed to those who have the post | `thread::a_like_is_counted…` |
//! | a post without words goes with its last picture, with no retraction of its own | `attached::a_post_without_words…` |
//! | another ID under a known guid | `discovery::a_known_guid_and_a_known_key…` |
//! | what moderators or authors took away comes back | `order::what_moderators…`, `order::what_was_taken_back…` |
//! | one participant whom a pod does not know spoils the conversation there | `letters::three_people_of_three_pods…` |
//! | who asks for earlier posts has to be able to without signing in | `earlier::*` |
//! | exports with a private key, `/link` for everybody | nothing of the kind here |

use std::time::Duration;

use entity::Reach;
use samara::wire::diaspora::entity::{Profile, Reshare, Retraction, Root, StatusMessage};
use samara::wire::diaspora::{Envelope, Kind, Name, PathAddress, PublicKey, Text, Timestamp};

use super::attack::{from, guid, handle, post, send};
use super::{posts_to, reads, says, sees};
use crate::support::Network;
use crate::support::network::{pair, sealed};
use crate::support::rows::count;

/// Who signed an envelope, and what is in it.
fn read(body: &str, key_of: &str) -> (String, String) {
    let envelope = Envelope::read(body.as_bytes()).unwrap();
    let sender = envelope.sender().as_str().to_owned();
    let key = PublicKey::parse(&pair(key_of).public).unwrap();
    let payload = envelope.open(&key).unwrap().payload().to_vec();
    (sender, String::from_utf8(payload).unwrap())
}

#[rocket::async_test]
async fn a_comment_on_a_neighbours_post_goes_in_the_name_of_its_author_and_is_signed_by_who_says_it() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let dave = network.citizen(0, "dave").await;
    alice.shares_with(&bob).await;
    network.settle().await;
    let on = posts_to(&alice, "for all", "public").await;
    network.settle().await;
    for (who, signed) in [(&dave, true), (&alice, false)] {
        let before = network.sent_to(1).len();
        says(who, &on, "words").await;
        network.settle().await;
        let sent = network.sent_to(1).split_off(before);
        let letters: Vec<_> = sent.iter().filter(|sent| sent.path == "/receive/public").collect();
        assert_eq!(letters.len(), 1);
        let (sender, xml) = read(&letters[0].body, "alice");
        assert_eq!(sender, "alice@one.example");
        assert!(xml.contains(&format!("<author>{}</author>", who.who.handle)), "{xml}");
        assert_eq!(xml.contains("author_signature"), signed, "{xml}");
    }
}

#[rocket::async_test]
async fn nothing_is_relayed_back_to_where_it_came_from_and_a_neighbour_there_reads_it_all_the_same() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let eve = network.citizen(1, "eve").await;
    alice.shares_with(&bob).await;
    alice.shares_with(&eve).await;
    network.settle().await;
    for aspect in ["family", "public"] {
        let on = posts_to(&alice, "a post", aspect).await;
        network.settle().await;
        let before = network.sent_to(1).len();
        says(&bob, &on, "words").await;
        network.settle().await;
        assert_eq!(network.sent_to(1).len(), before, "{aspect}");
        assert_eq!(reads(&eve, &on).await, ["bob: words"], "{aspect}");
        assert_eq!(reads(&alice, &on).await, ["bob: words"], "{aspect}");
    }
}

#[rocket::async_test]
async fn a_post_stays_as_public_as_it_was_however_it_is_sent_again() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let eve = network.citizen(0, "eve").await;
    let private = format!("/receive/users/{}", alice.who.guid);
    let open = post(&handle(&bob), true);
    let closed = StatusMessage {
        guid: guid("0000000000post02"),
        ..post(&handle(&bob), false)
    };
    send(&network, &alice, &private, sealed(&from(&bob, open.clone()), "alice")).await;
    assert_eq!(sees(&eve, "0000000000post01").await.unwrap().post.reach, Reach::Public);
    send(&network, &alice, &private, sealed(&from(&bob, open), "alice")).await;
    send(&network, &alice, &private, sealed(&from(&bob, closed.clone()), "alice")).await;
    let opened = StatusMessage {
        public: true,
        edited_at: Timestamp::parse("2026-11-21T11:59:00Z"),
        ..closed
    };
    send(&network, &alice, "/receive/public", from(&bob, opened)).await;
    assert!(sees(&eve, "0000000000post02").await.is_none());
    assert_eq!(
        sees(&alice, "0000000000post02").await.unwrap().post.reach,
        Reach::Limited
    );
    let given = "SELECT COUNT(*) FROM post_recipient";
    assert_eq!(count(alice.pod.db.read(), given).await, 1, "the limited one, to alice");
}

#[rocket::async_test]
async fn what_is_dated_ahead_shows_when_its_time_has_come() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.puts(&bob, "family").await;
    network.settle().await;
    let ahead = StatusMessage {
        created_at: Timestamp::parse("2026-11-21T14:00:00Z"),
        text: Text::new("from the future").unwrap(),
        ..post(&handle(&bob), true)
    };
    send(&network, &alice, "/receive/public", from(&bob, ahead)).await;
    let page = alice.pod.browser("alice").await.get("/stream").await;
    assert!(!page.text().contains("from the future"));
    network.advance(Duration::from_secs(7_300));
    let page = alice.pod.browser("alice").await.get("/stream").await;
    assert!(page.text().contains("from the future"), "{}", page.text());
}

#[rocket::async_test]
async fn a_reshare_outlives_what_it_shows_and_so_does_what_is_said_below_it() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.puts(&bob, "family").await;
    network.settle().await;
    let path = "/receive/public";
    send(&network, &alice, path, from(&bob, post(&handle(&bob), true))).await;
    let carol = network.citizen(1, "carol").await;
    let reshare = Reshare {
        author: handle(&carol),
        guid: guid("0000000reshare01"),
        created_at: None,
        root: Some(Root {
            author: handle(&bob),
            guid: guid("0000000000post01"),
        }),
    };
    send(&network, &alice, path, from(&carol, reshare)).await;
    says(&alice, "0000000reshare01", "how true").await;
    network.settle().await;
    let gone = Retraction {
        author: handle(&bob),
        target_guid: guid("0000000000post01"),
        target_type: Kind::Post,
    };
    send(&network, &alice, path, from(&bob, gone)).await;
    assert!(sees(&alice, "0000000000post01").await.is_none());
    assert!(sees(&alice, "0000000reshare01").await.is_some());
    assert_eq!(reads(&alice, "0000000reshare01").await, ["alice: how true"]);
}

#[rocket::async_test]
async fn a_profile_that_is_not_safe_for_work_shields_posts_and_not_the_person() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    bob.shares_with(&alice).await;
    network.settle().await;
    let his = posts_to(&bob, "plums from bob", "public").await;
    let mine = posts_to(&alice, "mine", "public").await;
    network.settle().await;
    says(&bob, &mine, "said bob").await;
    network.settle().await;
    let browser = alice.pod.browser("alice").await;
    let shielded = async |path: &str| {
        let page = browser.get(path).await;
        assert_eq!(page.status(), 200, "{path}");
        page.text().contains("<details class=\"shield\">")
    };
    let (post, below) = (format!("/posts/{his}"), format!("/posts/{mine}"));
    assert!(!shielded(&post).await);
    let profile = Profile {
        first_name: Name::new("Bob"),
        image_url: PathAddress::new("/uploads/bob.png"),
        nsfw: true,
        ..Profile::bare(handle(&bob))
    };
    send(&network, &alice, "/receive/public", from(&bob, profile.clone())).await;
    assert!(shielded(&post).await && shielded("/stream").await);
    assert!(!shielded(&below).await, "what is said below a post of others is not");
    let person = format!("/people/{}", bob.who.guid);
    let page = browser.get(&person).await;
    assert!(page.text().contains("<img class=\"avatar"), "{}", page.text());
    let open = Profile { nsfw: false, ..profile };
    send(&network, &alice, "/receive/public", from(&bob, open)).await;
    assert!(!shielded(&post).await);
}

#[rocket::async_test]
async fn a_post_that_was_hidden_is_still_on_its_authors_profile() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    network.settle().await;
    let his = posts_to(&bob, "plums from bob", "public").await;
    network.settle().await;
    let browser = alice.pod.browser("alice").await;
    let person = format!("/people/{}", bob.who.guid);
    assert!(browser.get("/stream").await.text().contains("plums from bob"));
    let done = browser.post(&format!("/posts/{his}/hide"), &[]).await;
    assert_eq!(done.status(), 303);
    assert!(!browser.get("/stream").await.text().contains("plums from bob"));
    assert!(browser.get(&person).await.text().contains("plums from bob"));
}
