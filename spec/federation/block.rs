//! With a pod or a person that is blocked there is nothing in, nothing out, and nothing of theirs is shown; lifting the block
//! shows again what was here.

use entity::{BlockId, block as block_row, visible};
use samara::domain::block::{self, Below, Wanted};
use samara::error::{PodRefusal, Refusal, Stop};
use sea_orm::EntityTrait;

use super::{alice_bob_and_carol, likes, posts_to, reads, says, sees};
use crate::support::Network;
use crate::support::network::{Citizen, written};
use crate::support::rows::count;

/// Blocks a name, as an administrator does.
pub(super) async fn blocks(admin: &Citizen<'_>, name: &str) -> Result<(), Stop> {
    blocks_with(admin, name, Below::Not).await
}

/// The same with those below it, or without.
async fn blocks_with(admin: &Citizen<'_>, name: &str, below: Below) -> Result<(), Stop> {
    let own = admin.pod.settings.host();
    let wanted = Wanted {
        name,
        below,
        reason: "spam",
    };
    let done = admin
        .pod
        .act(async |tx| block::add(tx, admin.who.user, &own, wanted).await)
        .await;
    admin.pod.remembered.forget_all();
    done
}

/// Lifts every block.
pub(super) async fn lifts(admin: &Citizen<'_>) {
    let rows = block_row::Entity::find().all(admin.pod.db.read()).await.unwrap();
    let ids: Vec<BlockId> = rows.into_iter().map(|row| row.id).collect();
    for id in ids {
        admin
            .pod
            .act(async |tx| block::lift(tx, admin.who.user, id).await)
            .await
            .unwrap();
    }
    admin.pod.remembered.forget_all();
}

/// Comments and likes as a post's row counts them.
pub(super) async fn counted(who: &Citizen<'_>, guid: &str) -> (i64, i64) {
    let post = sees(who, guid).await.expect("they see the post").post;
    (post.comments, post.likes)
}

#[rocket::async_test]
async fn nothing_of_a_blocked_pod_is_shown_until_the_block_is_lifted() {
    let network = Network::of(3).await;
    let [alice, bob, carol] = alice_bob_and_carol(&network).await;
    bob.shares_with(&alice).await;
    network.settle().await;
    let mine = posts_to(&alice, "mine", "public").await;
    let his = posts_to(&bob, "plums from bob", "public").await;
    network.settle().await;
    says(&bob, &mine, "said bob").await;
    says(&carol, &mine, "said carol").await;
    likes(&bob, &mine).await;
    network.settle().await;
    assert_eq!(counted(&alice, &mine).await, (2, 1));
    blocks(&alice, "two.example").await.unwrap();
    assert_eq!(counted(&alice, &mine).await, (1, 0));
    assert_eq!(reads(&alice, &mine).await, ["carol: said carol"]);
    assert!(sees(&alice, &his).await.is_none());
    let browser = alice.pod.browser("alice").await;
    let guid = &bob.who.guid;
    let pages = [
        "/stream",
        "/public",
        "/notifications",
        "/contacts",
        "/activity",
        "/search?q=bob",
        "/search?q=plums",
    ];
    for page in pages {
        let text = browser.get(page).await.text().to_owned();
        assert!(
            !text.contains(guid.as_str()) && !text.contains("plums from bob"),
            "{page}: {text}"
        );
    }
    for gone in [format!("/people/{guid}"), format!("/posts/{his}")] {
        let (gone, never) = (browser.get(&gone).await, browser.get("/posts/0123456789abcdef").await);
        assert_eq!((gone.status(), never.status()), (404, 404));
    }
    let found = browser.get("/search?q=bob@two.example").await;
    assert_eq!(found.status(), 422);
    assert!(found.text().contains("have blocked this person or their pod"));
    lifts(&alice).await;
    assert_eq!(counted(&alice, &mine).await, (2, 1));
    assert_eq!(reads(&alice, &mine).await.len(), 2);
    assert!(sees(&alice, &his).await.is_some());
    assert_eq!(browser.get(&format!("/people/{guid}")).await.status(), 200);
}

#[rocket::async_test]
async fn nothing_comes_in_from_a_blocked_pod_and_nothing_goes_out_to_it() {
    let network = Network::of(3).await;
    let [alice, bob, carol] = alice_bob_and_carol(&network).await;
    bob.shares_with(&alice).await;
    carol.shares_with(&alice).await;
    carol.shares_with(&bob).await;
    network.settle().await;
    network.leave(1);
    posts_to(&alice, "it waits", "family").await;
    network.settle().await;
    assert_eq!(count(alice.pod.db.read(), "SELECT COUNT(*) FROM delivery").await, 1);
    blocks(&alice, "two.example").await.unwrap();
    assert_eq!(count(alice.pod.db.read(), "SELECT COUNT(*) FROM delivery").await, 0);
    assert_eq!(count(alice.pod.db.read(), "SELECT COUNT(*) FROM envelope").await, 0);
    network.come_back(1);
    let asked = network.sent_to(1).len();
    let (open, limited) = (
        posts_to(&alice, "for all", "public").await,
        posts_to(&alice, "for some", "family").await,
    );
    network.settle().await;
    assert!(sees(&carol, &open).await.is_some() && sees(&carol, &limited).await.is_some());
    assert_eq!(network.sent_to(1).len(), asked, "nothing goes there");
    let from_bob = posts_to(&bob, "for alice", "family").await;
    network.settle().await;
    assert!(sees(&alice, &from_bob).await.is_none());
    // What he says elsewhere comes by another pod, signed by him.
    let hers = posts_to(&carol, "carol asks", "family").await;
    network.settle().await;
    says(&bob, &hers, "answered bob").await;
    network.settle().await;
    assert_eq!(reads(&carol, &hers).await, ["bob: answered bob"]);
    assert!(sees(&alice, &hers).await.is_some());
    assert!(reads(&alice, &hers).await.is_empty());
    assert_eq!(
        count(alice.pod.db.read(), "SELECT COUNT(*) FROM received").await,
        0,
        "nothing is kept"
    );
    lifts(&alice).await;
    assert!(
        sees(&alice, &from_bob).await.is_none(),
        "what was dropped does not come back"
    );
    let after = posts_to(&alice, "you again", "public").await;
    network.settle().await;
    assert!(sees(&bob, &after).await.is_some());
}

#[rocket::async_test]
async fn whoever_sends_is_answered_as_before_and_learns_nothing() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    blocks(&alice, "two.example").await.unwrap();
    let deletion = samara::wire::diaspora::entity::AccountDeletion {
        author: samara::wire::Handle::parse(&bob.who.handle).unwrap(),
    };
    let letter = written(&bob, samara::wire::diaspora::Entity::AccountDeletion(deletion));
    let answer = alice
        .pod
        .visitor()
        .post_raw("/receive/public", letter.into_bytes())
        .await;
    assert_eq!(answer.status(), 202);
    let asked = network.sent_to(1).len();
    network.settle().await;
    assert_eq!(network.sent_to(1).len(), asked, "who sent it is not even looked up");
    let known = visible::person::by_handle(alice.pod.db.read(), "bob@two.example").await;
    assert!(known.unwrap().is_none());
}

#[rocket::async_test]
async fn one_person_can_be_blocked_without_their_pod() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let dave = network.citizen(1, "dave").await;
    alice.shares_with(&bob).await;
    alice.shares_with(&dave).await;
    bob.shares_with(&alice).await;
    dave.shares_with(&alice).await;
    network.settle().await;
    blocks(&alice, "@Bob@two.example").await.unwrap();
    let (from_bob, from_dave) = (
        posts_to(&bob, "b", "family").await,
        posts_to(&dave, "d", "family").await,
    );
    let mine = posts_to(&alice, "for both", "family").await;
    network.settle().await;
    assert!(sees(&alice, &from_bob).await.is_none() && sees(&alice, &from_dave).await.is_some());
    assert!(sees(&bob, &mine).await.is_none() && sees(&dave, &mine).await.is_some());
    // A pod's block on top of it, and lifted again, changes nothing for him.
    blocks_with(&alice, "two.example", Below::Too).await.unwrap();
    assert!(sees(&alice, &from_dave).await.is_none());
    let rows = block_row::Entity::find().all(alice.pod.db.read()).await.unwrap();
    let of_pod = rows.iter().find(|row| row.name == "two.example").unwrap().id;
    alice
        .pod
        .act(async |tx| block::lift(tx, alice.who.user, of_pod).await)
        .await
        .unwrap();
    assert!(sees(&alice, &from_dave).await.is_some());
    assert!(
        visible::person::by_handle(alice.pod.db.read(), "bob@two.example")
            .await
            .unwrap()
            .is_none()
    );
}

#[rocket::async_test]
async fn hosts_below_are_meant_only_where_that_was_said() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    alice.pod.remote("deep", "sub.bad.example").await;
    alice.pod.remote("port", "bad.example:8443").await;
    alice.pod.remote("like", "notbad.example").await;
    let there = async || {
        let mut found = Vec::new();
        for handle in ["deep@sub.bad.example", "port@bad.example:8443", "like@notbad.example"] {
            let person = visible::person::by_handle(alice.pod.db.read(), handle).await.unwrap();
            found.push(person.is_some());
        }
        found
    };
    blocks(&alice, "https://Bad.example/people").await.unwrap();
    assert_eq!(there().await, [true, false, true]);
    lifts(&alice).await;
    blocks_with(&alice, "*.bad.example", Below::Too).await.unwrap();
    assert_eq!(there().await, [false, false, true]);
    lifts(&alice).await;
    assert_eq!(there().await, [true, true, true]);
}

/// Whatever was blocked in whatever order: what is out of sight is what any block that is left means.
#[rocket::async_test]
async fn of_blocks_within_each_other_each_counts_until_it_is_lifted() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    for host in ["example.org", "bad.example.org", "very.bad.example.org", "example.com"] {
        alice.pod.remote("kim", host).await;
    }
    let there = async || {
        let mut found = Vec::new();
        for host in ["example.org", "bad.example.org", "very.bad.example.org", "example.com"] {
            let handle = format!("kim@{host}");
            let person = visible::person::by_handle(alice.pod.db.read(), &handle).await.unwrap();
            found.push(person.is_some());
        }
        found
    };
    let (wide, narrow) = (("*.example.org", Below::Too), ("*.bad.example.org", Below::Too));
    for (first, second) in [(wide, narrow), (narrow, wide)] {
        for last in [wide, narrow] {
            blocks_with(&alice, first.0, first.1).await.unwrap();
            blocks_with(&alice, second.0, second.1).await.unwrap();
            assert_eq!(there().await, [false, false, false, true]);
            let rows = block_row::Entity::find().all(alice.pod.db.read()).await.unwrap();
            let is_last = |row: &&block_row::Model| row.name == last.0.trim_start_matches("*.");
            let lifted = rows.iter().find(|row| !is_last(row));
            let lifted = lifted.unwrap().id;
            alice
                .pod
                .act(async |tx| block::lift(tx, alice.who.user, lifted).await)
                .await
                .unwrap();
            alice.pod.remembered.forget_all();
            assert_eq!(
                there().await,
                [last == narrow, false, false, true],
                "{} is left",
                last.0
            );
            lifts(&alice).await;
            assert_eq!(there().await, [true; 4]);
        }
    }
}

#[rocket::async_test]
async fn a_pod_blocks_neither_itself_nor_nonsense() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let refused = async |name: &str, below| match blocks_with(&alice, name, below).await {
        Err(Stop::Refused(Refusal::Pod(refusal))) => Some(refusal),
        _ => None,
    };
    assert_eq!(refused("one.example", Below::Not).await, Some(PodRefusal::Own));
    assert_eq!(refused("alice@one.example", Below::Not).await, Some(PodRefusal::Own));
    assert_eq!(refused("example", Below::Too).await, Some(PodRefusal::Name));
    for nonsense in ["", "  ", "b*d.example", "bad example", "bad.example:0", "…", "a@b@c"] {
        assert_eq!(
            refused(nonsense, Below::Not).await,
            Some(PodRefusal::Name),
            "{nonsense}"
        );
    }
    assert_eq!(refused("bad.example", Below::Not).await, None);
    assert_eq!(refused("BAD.example.", Below::Not).await, Some(PodRefusal::Taken));
}

#[rocket::async_test]
async fn files_of_a_blocked_host_are_not_fetched_and_not_shown() {
    let network = Network::of(2).await;
    let alice = network.citizen(0, "alice").await;
    let url = "https://two.example/icons/icon-192.png";
    assert!(!samara::media::refuses(alice.pod, url).await.unwrap());
    blocks_with(&alice, "two.example", Below::Too).await.unwrap();
    for url in [url, "https://cdn.two.example/a.png", "https://two.example:8443/a.png"] {
        assert!(samara::media::refuses(alice.pod, url).await.unwrap(), "{url}");
    }
    let address = samara::media::address(alice.pod, url, samara::media::Variant::Avatar);
    let asked = network.sent_to(1).len();
    assert_eq!(alice.pod.visitor().get(&address).await.status(), 404);
    assert_eq!(network.sent_to(1).len(), asked);
}
