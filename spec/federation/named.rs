//! People who are named by their ID before anybody here knows them.

use std::time::Duration;

use samara::domain::comment::{self, Draft};
use samara::domain::post::edit;

use super::attack::{from, guid, handle, post, send};
use super::{posts_to, reads, says, sees};
use crate::support::Network;
use crate::support::network::Citizen;
use crate::support::rows::count;
use samara::wire::diaspora::Text;
use samara::wire::diaspora::entity::StatusMessage;

#[rocket::async_test]
async fn whoever_a_public_post_or_comment_names_is_found_linked_and_told() {
    let network = Network::of(3).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let carol = network.citizen(2, "carol").await;
    let on = posts_to(&alice, "hello @{bob@two.example}", "public").await;
    network.settle().await;
    let here = sees(&alice, &on).await.unwrap().post;
    assert!(
        here.html.contains(&format!("/people/{}", bob.who.guid)),
        "{}",
        here.html
    );
    assert!(sees(&bob, &on).await.is_some(), "bob's pod has it");
    let told = bob.pod.browser("bob").await.get("/notifications").await;
    assert!(told.text().contains("mentioned"), "{}", told.text());
    let (me, host) = (alice.me().await, alice.pod.settings.host());
    let draft = Draft {
        text: "and @{carol@three.example}",
        answers: None,
    };
    alice
        .pod
        .act(async |tx| comment::add(tx, &me, &host, &here, draft).await)
        .await
        .unwrap();
    network.settle().await;
    assert_eq!(
        reads(&carol, &on).await.len(),
        1,
        "the comment, and the post that it is under"
    );
    let html = "SELECT COUNT(*) FROM comment WHERE html LIKE '%/people/%'";
    assert_eq!(count(alice.pod.db.read(), html).await, 1);
}

#[rocket::async_test]
async fn names_in_what_comes_from_elsewhere_are_looked_for_a_few_for_each_text() {
    let network = Network::of(3).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let carol = network.citizen(2, "carol").await;
    let named: String = (0..9).map(|number| format!("@{{a{number}@three.example}} ")).collect();
    let one = StatusMessage {
        text: Text::new(&format!("{named} many")).unwrap(),
        ..post(&handle(&bob), true)
    };
    send(&network, &alice, "/receive/public", from(&bob, one)).await;
    let asked = network.sent_to(2).len();
    assert!((1..=5).contains(&asked), "{asked} people were asked for");
    let two = StatusMessage {
        guid: guid("0000000000post02"),
        text: Text::new("and @{carol@three.example}").unwrap(),
        ..post(&handle(&bob), true)
    };
    send(&network, &alice, "/receive/public", from(&bob, two)).await;
    let html = sees(&alice, "0000000000post02").await.unwrap().post.html.clone();
    assert!(html.contains(&format!("/people/{}", carol.who.guid)), "{html}");
}

#[rocket::async_test]
async fn whoever_is_named_is_found_also_when_their_pod_was_away_for_a_day_and_not_looked_for_for_ever() {
    let network = Network::of(3).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    network.leave(1);
    network.leave(2);
    let on = posts_to(&alice, "hello @{bob@two.example}", "public").await;
    posts_to(&alice, "and @{nobody@three.example}", "public").await;
    let hours = async |many: usize| {
        for _ in 0..many {
            network.settle().await;
            network.advance(Duration::from_secs(3_600));
        }
    };
    hours(24).await;
    network.come_back(1);
    hours(8).await;
    let html = sees(&alice, &on).await.unwrap().post.html.clone();
    assert!(html.contains(&format!("/people/{}", bob.who.guid)), "{html}");
    assert!(sees(&bob, &on).await.is_some(), "bob's pod has it");
    let db = alice.pod.db.read();
    let looking = "SELECT COUNT(*) FROM job WHERE kind = 'find-named'";
    assert_eq!(count(db, looking).await, 1);
    hours(14 * 24).await;
    assert_eq!(count(db, looking).await, 0, "nor kept as something that went wrong");
}

#[rocket::async_test]
async fn a_name_in_a_limited_post_gives_it_to_nobody() {
    let network = Network::of(3).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let carol = network.citizen(2, "carol").await;
    alice.shares_with(&bob).await;
    network.settle().await;
    let on = posts_to(&alice, "do not tell @{carol@three.example}", "family").await;
    network.settle().await;
    assert!(sees(&bob, &on).await.is_some() && sees(&carol, &on).await.is_none());
    let html = sees(&alice, &on).await.unwrap().post.html.clone();
    assert!(!html.contains("/people/"), "who does not have it is not linked: {html}");
    let posted = network
        .sent_to(2)
        .into_iter()
        .filter(|sent| sent.path.starts_with("/receive"));
    assert_eq!(posted.count(), 0);
}

/// Changes what a comment of theirs says.
async fn says_anew(who: &Citizen<'_>, on: &str, comment: &str, text: &str) {
    let (me, host) = (who.me().await, who.pod.settings.host());
    let on = sees(who, on).await.unwrap().post;
    let said = who
        .pod
        .act(async |tx| comment::edit(tx, &me, &host, &on, comment, text).await);
    said.await.unwrap();
}

/// Changes what a post of theirs says.
async fn posts_anew(who: &Citizen<'_>, post: &str, text: &str) {
    let (me, host) = (who.me().await, who.pod.settings.host());
    let edited = who.pod.act(async |tx| edit(tx, &me, &host, post, text).await);
    edited.await.unwrap();
}

#[rocket::async_test]
async fn whoever_is_known_already_gets_what_names_them_in_a_comment_or_an_edit() {
    let network = Network::of(3).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let carol = network.citizen(2, "carol").await;
    for other in [&bob, &carol] {
        alice.knows(other).await;
    }
    network.settle().await;
    let on = posts_to(&alice, "for all", "public").await;
    let said = says(&alice, &on, "nobody is named").await;
    network.settle().await;
    assert!(sees(&bob, &on).await.is_none() && sees(&carol, &on).await.is_none());
    says(&alice, &on, "and @{bob@two.example}").await;
    network.settle().await;
    assert!(
        reads(&bob, &on)
            .await
            .contains(&"alice: and @{bob@two.example}".to_owned()),
        "the comment, and the post that it is under"
    );
    assert!(sees(&carol, &on).await.is_none());
    says_anew(&alice, &on, &said, "now @{carol@three.example}").await;
    network.settle().await;
    for reader in [&bob, &carol] {
        let read = reads(reader, &on).await;
        assert!(
            read.contains(&"alice: now @{carol@three.example}".to_owned()),
            "{read:?}"
        );
    }
    let second = posts_to(&alice, "for all as well", "public").await;
    network.settle().await;
    assert!(sees(&bob, &second).await.is_none());
    posts_anew(&alice, &second, "hello @{bob@two.example}").await;
    network.settle().await;
    let there = sees(&bob, &second).await.expect("the post as it is now").post;
    assert_eq!(there.text, "hello @{bob@two.example}");
    assert!(sees(&carol, &second).await.is_none());
    let told = bob.pod.browser("bob").await.get("/notifications").await;
    assert!(told.text().contains("mentioned"), "{}", told.text());
}

#[rocket::async_test]
async fn a_known_name_below_a_limited_post_or_in_its_edit_gives_it_to_nobody() {
    let network = Network::of(3).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let carol = network.citizen(2, "carol").await;
    alice.shares_with(&bob).await;
    alice.knows(&carol).await;
    network.settle().await;
    let on = posts_to(&alice, "for the family", "family").await;
    let said = says(&alice, &on, "do not tell @{carol@three.example}").await;
    network.settle().await;
    says_anew(&alice, &on, &said, "not a word to @{carol@three.example}").await;
    posts_anew(&alice, &on, "for the family, not for @{carol@three.example}").await;
    network.settle().await;
    assert_eq!(reads(&bob, &on).await, ["alice: not a word to @{carol@three.example}"]);
    assert!(sees(&carol, &on).await.is_none());
    let posted = network
        .sent_to(2)
        .into_iter()
        .filter(|sent| sent.path.starts_with("/receive"));
    assert_eq!(posted.count(), 0);
}
