//! What was there before a pod came to know of it: earlier posts, what is below a post that is fetched, and where links lead.

use samara::wire::Handle;
use samara::wire::diaspora::entity::{More, StatusMessage};
use samara::wire::diaspora::{Text, link};
use samara::wire::{Guid, diaspora::Kind};
use serde_json::Value;

use super::{likes, posts_to, reads, says, sees};
use crate::support::Network;
use crate::support::network::{Citizen, written};

fn handle(who: &Citizen<'_>) -> Handle {
    Handle::parse(&who.who.handle).unwrap()
}

fn to(author: &Citizen<'_>, kind: Kind, guid: &str) -> String {
    link::Link::to_thing(&handle(author), kind, &Guid::parse(guid).unwrap())
}

fn fetched(network: &Network, number: usize) -> Vec<String> {
    let sent = network.sent_to(number).into_iter().map(|sent| sent.path);
    sent.filter(|path| path.starts_with("/fetch/")).collect()
}

#[rocket::async_test]
async fn whoever_is_found_brings_their_public_posts_with_all_that_is_said_below() {
    let network = Network::of(3).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let (carol, dave) = (network.citizen(2, "carol").await, network.citizen(1, "dave").await);
    bob.shares_with(&carol).await;
    bob.shares_with(&dave).await;
    network.settle().await;
    let open = posts_to(&bob, "for all", "public").await;
    let closed = posts_to(&bob, "for few", "family").await;
    network.settle().await;
    says(&carol, &open, "from carol").await;
    says(&dave, &open, "from dave").await;
    says(&bob, &open, "from bob").await;
    likes(&carol, &open).await;
    network.settle().await;
    alice.knows(&bob).await;
    network.settle().await;
    let here = sees(&alice, &open).await.expect("what is public is there");
    assert_eq!((here.author.handle.as_str(), here.post.likes), ("bob@two.example", 1));
    let mut read = reads(&alice, &open).await;
    read.sort_unstable();
    assert_eq!(read, ["bob: from bob", "carol: from carol", "dave: from dave"]);
    assert!(sees(&alice, &closed).await.is_none());
    // It is asked for once.
    let before = network.sent_to(1).len();
    alice.pod.browser("alice").await.get("/search?q=bob@two.example").await;
    network.settle().await;
    assert_eq!(network.sent_to(1).len(), before);
}

#[rocket::async_test]
async fn the_lists_hold_what_everybody_may_see_and_nothing_else() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    network.settle().await;
    let (open, closed) = (
        posts_to(&alice, "for all", "public").await,
        posts_to(&alice, "for few", "family").await,
    );
    let said = says(&alice, &closed, "for few as well").await;
    network.settle().await;
    let visitor = alice.pod.visitor();
    let list = visitor.get(&format!("/people/{}/stream", alice.who.guid)).await;
    let list: Value = serde_json::from_slice(list.bytes()).unwrap();
    assert_eq!(list.as_array().unwrap().len(), 1);
    assert_eq!(
        (&list[0]["guid"], &list[0]["public"], &list[0]["author"]["guid"]),
        (&open.as_str().into(), &true.into(), &alice.who.guid.as_str().into())
    );
    for path in [
        format!("/fetch/thread/{closed}"),
        format!("/fetch/thread/{closed}/comment/{said}"),
        format!("/fetch/thread/{open}/comment/{said}"),
        format!("/fetch/comment/{said}"),
        "/people/0000000000000000/stream".to_owned(),
    ] {
        assert_eq!(visitor.get(&path).await.status(), 404, "{path}");
    }
    let person = bob.knows(&alice).await;
    let theirs = bob.pod.visitor().get(&format!("/people/{}/stream", person.guid)).await;
    assert_eq!(theirs.status(), 404, "those of others have a list at home");
    let below = visitor.get(&format!("/fetch/thread/{open}")).await;
    assert_eq!((below.status(), below.text()), (200, r#"{"comments":[],"likes":[]}"#));
}

#[rocket::async_test]
async fn a_link_leads_to_what_it_names_and_only_who_is_signed_in_has_it_asked_for() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let post = posts_to(&bob, "worth a link", "public").await;
    let there = to(&bob, Kind::Post, &post);
    let path = format!("/link?q={there}");
    let before = network.sent_to(1).len();
    assert_eq!(alice.pod.visitor().get(&path).await.status(), 404);
    assert_eq!(network.sent_to(1).len(), before, "for a visitor nobody is asked");
    let browser = alice.pod.browser("alice").await;
    let led = browser.get(&path).await;
    assert_eq!(led.location(), format!("/posts/{post}"));
    network.settle().await;
    let led = alice.pod.visitor().get(&format!("/link?q=web%2B{there}")).await;
    assert_eq!(
        led.location(),
        format!("/posts/{post}"),
        "what is here now is there for all"
    );
    let person = to(&bob, Kind::Person, &bob.who.guid);
    let led = browser.get(&format!("/link?q={person}")).await;
    assert_eq!(led.location(), format!("/people/{}", bob.who.guid));
    // Under the name of somebody else it is nothing, nor is what is no link.
    let wrong = to(&alice, Kind::Post, &post);
    for nothing in [wrong.as_str(), "diaspora://nobody", "https://two.example/", ""] {
        assert_eq!(
            browser.get(&format!("/link?q={nothing}")).await.status(),
            404,
            "{nothing}"
        );
    }
    let own = posts_to(&alice, &format!("look: {there}"), "public").await;
    let shown = browser.get(&format!("/posts/{own}")).await;
    let asked = url::form_urlencoded::byte_serialize(there.as_bytes()).collect::<String>();
    assert!(
        shown.text().contains(&format!("href=\"/link?q={asked}\"")),
        "{}",
        shown.text()
    );
    network.settle().await;
}

#[rocket::async_test]
async fn a_text_full_of_links_has_a_few_fetched_and_theirs_none() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.knows(&bob).await;
    network.settle().await;
    let deeper = posts_to(&bob, "deeper", "public").await;
    let text = format!("see {}", to(&bob, Kind::Post, &deeper));
    let linked = posts_to(&bob, &text, "public").await;
    network.settle().await;
    let mut text = String::new();
    for number in 0..5_000 {
        text.push_str(&format!("{} ", to(&bob, Kind::Post, &format!("nothing{number:09}"))));
    }
    let text: String = text.chars().take(65_000).collect();
    let first = to(&bob, Kind::Post, &linked);
    let post = StatusMessage {
        author: handle(&bob),
        guid: Guid::parse("0000000000post01").unwrap(),
        created_at: None,
        public: true,
        provider_display_name: None,
        text: Text::new(
            &format!("{first} {first} {text}")
                .chars()
                .take(65_000)
                .collect::<String>(),
        )
        .unwrap(),
        edited_at: None,
        photos: Vec::new(),
        location: None,
        poll: None,
        event: None,
        embed: None,
        more: More::default(),
    };
    let before = fetched(&network, 1).len();
    let body = written(&bob, post).into_bytes();
    alice.pod.server().asked(true, "/receive/public", &[], body).await;
    network.settle().await;
    let after = fetched(&network, 1);
    let posts = after[before..].iter().filter(|path| path.starts_with("/fetch/post/"));
    assert_eq!(posts.count(), 5, "{after:?}");
    assert!(sees(&alice, &linked).await.is_some(), "the first of them is here");
    assert!(sees(&alice, &deeper).await.is_none(), "and what that links to is not");
}
