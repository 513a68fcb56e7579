//! People who are named by their ID before anybody here knows them.

use samara::domain::comment::{self, Draft};

use super::attack::{from, guid, handle, post, send};
use super::{posts_to, reads, sees};
use crate::support::Network;
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
