//! Posts on their way to those who have them.

use std::time::Duration;

use samara::domain::contact;
use samara::domain::post::{delete, edit, show};

use super::{posts_to, sees};
use crate::support::Network;

#[rocket::async_test]
async fn a_public_post_goes_once_to_each_pod_and_a_limited_one_sealed_to_each_person() {
    let network = Network::of(3).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let (eve, carol) = (network.citizen(1, "eve").await, network.citizen(2, "carol").await);
    for other in [&bob, &eve] {
        alice.shares_with(other).await;
    }
    alice.puts(&carol, "work").await;
    network.settle().await;
    let before = network.sent_to(1).len();
    let open = posts_to(&alice, "# Hello\n\nto **all**, @{bob@two.example}", "public").await;
    network.settle().await;
    let sent = network.sent_to(1).split_off(before);
    // Carol's pod asks who bob is, whom the post names.
    let letters = sent.iter().filter(|sent| sent.path.starts_with("/receive"));
    assert_eq!(
        letters.map(|sent| sent.path.as_str()).collect::<Vec<_>>(),
        ["/receive/public"]
    );
    for other in [&bob, &eve, &carol] {
        let post = sees(other, &open).await.expect("everybody sees it").post;
        assert_eq!(post.title, "Hello");
        assert!(post.html.contains("<strong>all</strong>") && post.text.contains("@{bob@two.example}"));
    }
    let told = bob.pod.browser("bob").await.get("/notifications").await;
    assert!(told.text().contains("mentioned"), "bob is told that he is named");
    let before = network.sent_to(1).len();
    let closed = posts_to(&alice, "for the family", "family").await;
    network.settle().await;
    let sent = network.sent_to(1).split_off(before);
    assert_eq!(sent.len(), 2);
    for letter in sent {
        assert!(letter.path.starts_with("/receive/users/") && letter.body.contains("encrypted_magic_envelope"));
    }
    assert!(sees(&bob, &closed).await.is_some() && sees(&eve, &closed).await.is_some());
    assert!(sees(&carol, &closed).await.is_none(), "carol is in another aspect");
    let stranger = network.citizen(1, "dave").await;
    assert!(
        sees(&stranger, &closed).await.is_none(),
        "and nobody else of bob's pod has it"
    );
    assert!(sees(&stranger, &open).await.is_some());
}

#[rocket::async_test]
async fn a_post_that_is_gone_goes_for_all_who_have_it_wherever_they_stand_by_then() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let family = alice.shares_with(&bob).await;
    network.settle().await;
    let (open, closed) = (
        posts_to(&alice, "for all", "public").await,
        posts_to(&alice, "for the family", "family").await,
    );
    network.settle().await;
    assert!(sees(&bob, &open).await.is_some() && sees(&bob, &closed).await.is_some());
    let person = alice.knows(&bob).await;
    alice
        .pod
        .act(async |tx| contact::remove_from(tx, alice.who.user, person.id, family).await)
        .await
        .unwrap();
    let me = alice.me().await;
    for guid in [&open, &closed] {
        alice.pod.act(async |tx| delete(tx, &me, guid).await).await.unwrap();
    }
    network.settle().await;
    assert!(sees(&bob, &open).await.is_none() && sees(&bob, &closed).await.is_none());
}

#[rocket::async_test]
async fn a_later_version_and_a_later_reader_reach_the_other_pod() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let eve = network.citizen(1, "eve").await;
    alice.shares_with(&bob).await;
    alice.puts(&eve, "work").await;
    network.settle().await;
    let guid = posts_to(&alice, "first words", "family").await;
    network.settle().await;
    network.advance(Duration::from_secs(60));
    let (me, host) = (alice.me().await, alice.pod.settings.host());
    alice
        .pod
        .act(async |tx| edit(tx, &me, &host, &guid, "better words").await)
        .await
        .unwrap();
    network.settle().await;
    assert_eq!(sees(&bob, &guid).await.unwrap().post.text, "better words");
    let people = vec![eve.who.handle.clone()];
    alice
        .pod
        .act(async |tx| show(tx, &me, &host, &guid, &people).await)
        .await
        .unwrap();
    network.settle().await;
    assert_eq!(sees(&eve, &guid).await.unwrap().post.text, "better words");
}

#[rocket::async_test]
async fn pictures_of_a_post_of_another_pod_are_shown_through_the_proxy_with_their_words() {
    use crate::support::network::written;
    use samara::wire::diaspora::entity::{Location, More, Photo, StatusMessage};
    use samara::wire::diaspora::{PathAddress, Text};
    use samara::wire::{Guid, Handle};
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let author = Handle::parse(&bob.who.handle).unwrap();
    let photo = |name: &str, alt: &str| Photo {
        guid: Guid::parse("photo00000000001").unwrap(),
        author: author.clone(),
        public: true,
        created_at: None,
        edited_at: None,
        remote_photo_path: PathAddress::new("/uploads/images/").unwrap(),
        remote_photo_name: Text::new(name).unwrap(),
        text: Text::new(alt),
        status_message_guid: None,
        height: None,
        width: None,
    };
    let post = StatusMessage {
        guid: Guid::parse("post000000000001").unwrap(),
        author: author.clone(),
        created_at: None,
        public: true,
        provider_display_name: None,
        text: Text::new("by the lake").unwrap(),
        edited_at: None,
        photos: vec![photo("lake.jpg", "A [lake](javascript:1)"), photo("a b>.jpg", "")],
        location: Some(Location {
            address: Text::new("Zug").unwrap(),
            lat: Text::new("47.16623").unwrap(),
            lng: Text::new("8.5154").unwrap(),
        }),
        poll: None,
        event: None,
        embed: None,
        more: More::default(),
    };
    let answer = alice
        .pod
        .server()
        .asked(true, "/receive/public", &[], written(&bob, post).into_bytes())
        .await;
    assert_eq!(answer.0, 202);
    network.settle().await;
    let post = sees(&alice, "post000000000001").await.unwrap().post;
    assert!(
        post.html.contains("/media/~/") && !post.html.contains("src=\"https://two"),
        "{}",
        post.html
    );
    let shown = samara::text::media::found(&post.html);
    let shown: Vec<&str> = shown.iter().map(|(_, url)| url.as_str()).collect();
    let folder = "https://two.example/uploads/images";
    assert_eq!(shown, [format!("{folder}/lake.jpg"), format!("{folder}/a%20b%3E.jpg")]);
    assert!(!post.html.contains("href=\"javascript"), "{}", post.html);
    assert_eq!((post.place.as_deref(), post.latitude), (Some("Zug"), Some(47.1662)));
}
