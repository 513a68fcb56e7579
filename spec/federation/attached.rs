//! What a post has besides its words: pictures that come and go alone, films, events, embeds. Nothing of it is lost.

use entity::PhotoKind;
use samara::domain::photo::{self, File, Kept};
use samara::domain::post::{Wishes, revise};
use samara::wire::diaspora::entity::{Embed, Event, Location, Photo, Retraction, StatusMessage};
use samara::wire::diaspora::{HostAddress, Kind, PathAddress, Text, TimeZone, Timestamp};

use super::attack::{from, guid, handle, post, send};
use super::{posts_with, sees};
use crate::support::Network;
use crate::support::network::Citizen;
use crate::support::photo::{added, picked};
use crate::support::rows::count;

const PATH: &str = "/receive/public";

/// A picture of a post of somebody of the second pod.
pub(super) fn picture(who: &Citizen<'_>, name: &str, on: &str) -> Photo {
    Photo {
        guid: guid(name),
        author: handle(who),
        public: true,
        created_at: None,
        edited_at: None,
        remote_photo_path: PathAddress::new("https://two.example/uploads/").unwrap(),
        remote_photo_name: Text::new(&format!("{name}.jpg")).unwrap(),
        text: Text::new("A lake"),
        status_message_guid: Some(guid(on)),
        height: None,
        width: None,
    }
}

fn gone(who: &Citizen<'_>, kind: Kind, name: &str) -> Retraction {
    Retraction {
        author: handle(who),
        target_guid: guid(name),
        target_type: kind,
    }
}

async fn text(who: &Citizen<'_>, name: &str) -> Option<String> {
    sees(who, name).await.map(|found| found.post.text.clone())
}

#[rocket::async_test]
async fn a_picture_alone_joins_its_post_before_or_after_it_and_goes_alone() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let mallory = network.citizen(1, "mallory").await;
    let on = "0000000000post01";
    let line = |name: &str| format!("![A lake](<https://two.example/uploads/{name}.jpg>)");
    let (early, late) = ("0000000000early1", "00000000000late1");
    send(&network, &alice, PATH, from(&bob, picture(&bob, early, on))).await;
    send(
        &network,
        &alice,
        PATH,
        from(&mallory, picture(&mallory, "0000000000other1", on)),
    )
    .await;
    assert!(sees(&alice, on).await.is_none());
    send(&network, &alice, PATH, from(&bob, post(&handle(&bob), true))).await;
    assert_eq!(
        text(&alice, on).await.unwrap(),
        format!("forged words\n\n{}", line(early))
    );
    for _ in 0..2 {
        send(&network, &alice, PATH, from(&bob, picture(&bob, late, on))).await;
    }
    let both = format!("forged words\n\n{}\n\n{}", line(early), line(late));
    assert_eq!(text(&alice, on).await.unwrap(), both);
    // Only whose it is takes it away.
    send(
        &network,
        &alice,
        PATH,
        from(&mallory, gone(&mallory, Kind::Photo, early)),
    )
    .await;
    assert_eq!(text(&alice, on).await.unwrap(), both);
    for _ in 0..2 {
        send(&network, &alice, PATH, from(&bob, gone(&bob, Kind::Photo, early))).await;
        assert_eq!(
            text(&alice, on).await.unwrap(),
            format!("forged words\n\n{}", line(late))
        );
        send(&network, &alice, PATH, from(&bob, picture(&bob, early, on))).await;
    }
    // One that was taken back before it came does not come with its post either.
    let never = "0000000000never1";
    send(&network, &alice, PATH, from(&bob, gone(&bob, Kind::Photo, never))).await;
    let second = StatusMessage {
        guid: guid("0000000000post02"),
        photos: vec![picture(&bob, never, "0000000000post02")],
        ..post(&handle(&bob), true)
    };
    send(&network, &alice, PATH, from(&bob, second)).await;
    assert_eq!(text(&alice, "0000000000post02").await.unwrap(), "forged words");
}

#[rocket::async_test]
async fn a_post_without_words_goes_with_its_last_picture() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let on = "0000000000post01";
    let only = StatusMessage {
        text: Text::new("").unwrap(),
        photos: vec![
            picture(&bob, "00000000000pic01", on),
            picture(&bob, "00000000000pic02", on),
        ],
        ..post(&handle(&bob), true)
    };
    send(&network, &alice, PATH, from(&bob, only)).await;
    send(
        &network,
        &alice,
        PATH,
        from(&bob, gone(&bob, Kind::Photo, "00000000000pic01")),
    )
    .await;
    assert!(text(&alice, on).await.unwrap().contains("pic02"));
    send(
        &network,
        &alice,
        PATH,
        from(&bob, gone(&bob, Kind::Photo, "00000000000pic02")),
    )
    .await;
    assert!(sees(&alice, on).await.is_none());
    assert_eq!(count(alice.pod.db.read(), "SELECT COUNT(*) FROM far_photo").await, 0);
}

#[rocket::async_test]
async fn pictures_that_are_added_and_removed_later_do_so_on_other_pods() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    network.settle().await;
    let me = alice.me().await;
    let (one, two) = (added(alice.pod, &me, "one").await, added(alice.pod, &me, "two").await);
    let wishes = |photos: &[&entity::OwnPhoto]| Wishes {
        photos: photos.iter().map(|photo| picked(photo)).collect(),
        ..Wishes::default()
    };
    let on = posts_with(&alice, "some words", "family", &wishes(&[&one])).await;
    network.settle().await;
    let has = async |photo: &entity::OwnPhoto| text(&bob, &on).await.unwrap().contains(&photo.address);
    assert!(has(&one).await && !has(&two).await);
    let host = alice.pod.settings.host();
    alice
        .pod
        .act(async |tx| revise(tx, &me, &host, &on, ("some words", &wishes(&[&one, &two]))).await)
        .await
        .unwrap();
    network.settle().await;
    assert!(
        has(&one).await && has(&two).await,
        "a picture more, and not another word"
    );
    alice
        .pod
        .act(async |tx| photo::remove(tx, &me, &one.guid).await)
        .await
        .unwrap();
    network.settle().await;
    assert!(!has(&one).await && has(&two).await);
}

#[rocket::async_test]
async fn a_picture_that_is_described_otherwise_is_so_on_other_pods() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    network.settle().await;
    let me = alice.me().await;
    let (one, two) = (added(alice.pod, &me, "one").await, added(alice.pod, &me, "two").await);
    let wishes = Wishes {
        photos: vec![picked(&one), picked(&two)],
        ..Wishes::default()
    };
    let on = posts_with(&alice, "some words", "family", &wishes).await;
    network.settle().await;
    network.advance(std::time::Duration::from_secs(60));
    let said = photo::Picked {
        alt: "A plum tree".to_owned(),
        ..picked(&one)
    };
    let described = alice.pod.act(async |tx| photo::describe(tx, &me, &said).await);
    described.await.unwrap();
    network.settle().await;
    let line =
        |alt: &str, photo: &entity::OwnPhoto| format!("![{alt}](<https://one.example/p/{}/full>)", photo.address);
    let both = format!("some words\n\n{}\n\n{}", line("A plum tree", &one), line("", &two));
    assert_eq!(text(&bob, &on).await.unwrap(), both);
    // What was described once more is so for who asks anew, and what somebody else says of it counts for nothing.
    let mallory = network.citizen(0, "mallory").await;
    let forged = Photo {
        author: handle(&mallory),
        guid: guid(&one.guid),
        public: false,
        edited_at: Timestamp::parse("2026-11-21T13:00:00Z"),
        ..picture(&mallory, &one.guid, &on)
    };
    send(&network, &bob, PATH, from(&mallory, forged)).await;
    assert_eq!(text(&bob, &on).await.unwrap(), both);
}

#[rocket::async_test]
async fn films_and_sounds_travel_as_links() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    alice.shares_with(&bob).await;
    network.settle().await;
    let me = alice.me().await;
    let kept = Kept {
        storage_key: "0123456789abcdef".to_owned(),
        kind: PhotoKind::Video,
        size: (0, 0),
        blurhash: String::new(),
        files: vec![File {
            side: "full".to_owned(),
            ending: "mp4".to_owned(),
            media_type: "video/mp4".to_owned(),
            width: 0,
            height: 0,
            bytes: 4,
        }],
    };
    let film = alice
        .pod
        .act(async |tx| photo::add(tx, &me, &kept, 0).await)
        .await
        .unwrap();
    let wishes = Wishes {
        photos: vec![picked(&film)],
        ..Wishes::default()
    };
    let on = posts_with(&alice, "", "family", &wishes).await;
    network.settle().await;
    let there = sees(&bob, &on).await.unwrap().post;
    let url = format!("https://one.example/p/{}/full", film.address);
    assert!(there.html.contains(&format!("href=\"{url}\"")), "{}", there.html);
    assert!(there.text.contains("🎬"), "{}", there.text);
}

#[rocket::async_test]
async fn events_and_embeds_stand_in_the_post_in_words() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let time = |hour: u32| {
        let at = format!("2026-12-24T{hour}:30:00Z");
        Timestamp::parse(&at).unwrap()
    };
    let event = Event {
        author: handle(&bob),
        guid: guid("00000000000event"),
        edited_at: None,
        summary: Text::new("Carols [and] *cake*").unwrap(),
        description: Text::new("Bring a **spoon**."),
        start: time(17),
        end: Some(time(19)),
        all_day: false,
        timezone: TimeZone::new("Europe/Zurich"),
        location: Some(Location {
            address: Text::new("Market square").unwrap(),
            lat: Text::new("47.1").unwrap(),
            lng: Text::new("8.5").unwrap(),
        }),
    };
    let embed = Embed {
        url: HostAddress::new("https://news.example/one"),
        title: Text::new("Some news"),
        description: Text::new("What happened."),
        image: None,
        nothing: None,
    };
    let one = StatusMessage {
        event: Some(Box::new(event)),
        embed: Some(embed),
        ..post(&handle(&bob), true)
    };
    send(&network, &alice, PATH, from(&bob, one)).await;
    let there = sees(&alice, "0000000000post01").await.unwrap().post;
    for words in [
        "Carols",
        "<time datetime=\"2026-12-24T17:30:00Z\" data-local=\"\">2026-12-24 17:30 UTC</time> – ",
        ">2026-12-24 19:30 UTC</time> (Europe/Zurich)",
        "Market square",
        "<strong>spoon</strong>",
        "href=\"https://news.example/one\"",
        "What happened.",
    ] {
        assert!(there.html.contains(words), "{words}: {}", there.html);
    }
    let two = StatusMessage {
        guid: guid("0000000000post02"),
        embed: Some(Embed {
            url: None,
            title: None,
            description: None,
            image: None,
            nothing: Some(true),
        }),
        text: Text::new("https://news.example/two").unwrap(),
        ..post(&handle(&bob), true)
    };
    send(&network, &alice, PATH, from(&bob, two)).await;
    let plain = sees(&alice, "0000000000post02").await.unwrap().post;
    assert!(plain.plain_link, "no card is made for its link");
}

#[rocket::async_test]
async fn a_picture_that_is_sent_again_is_as_its_author_says_by_now() {
    let network = Network::of(2).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let mallory = network.citizen(1, "mallory").await;
    let (on, alone, within) = ("0000000000post01", "0000000000alone1", "000000000within1");
    let first = StatusMessage {
        photos: vec![picture(&bob, within, on)],
        ..post(&handle(&bob), true)
    };
    send(&network, &alice, PATH, from(&bob, first)).await;
    send(&network, &alice, PATH, from(&bob, picture(&bob, alone, on))).await;
    let again = |by: &Citizen<'_>, name: &str, words: &str| Photo {
        remote_photo_path: PathAddress::new("https://two.example/elsewhere/").unwrap(),
        text: Text::new(words),
        ..picture(by, name, on)
    };
    let shown = |lines: [(&str, &str, &str); 2]| {
        let line = |(words, place, name)| format!("![{words}](<https://two.example/{place}/{name}.jpg>)");
        format!("forged words\n\n{}\n\n{}", line(lines[0]), line(lines[1]))
    };
    let (before, after) = (
        shown([("A lake", "uploads", within), ("A lake", "uploads", alone)]),
        shown([("Two lakes", "elsewhere", within), ("A pond", "elsewhere", alone)]),
    );
    assert_eq!(text(&alice, on).await.unwrap(), before);
    for name in [alone, within] {
        send(&network, &alice, PATH, from(&mallory, again(&mallory, name, "Not his"))).await;
    }
    assert_eq!(text(&alice, on).await.unwrap(), before, "nobody changes another's");
    for _ in 0..2 {
        send(&network, &alice, PATH, from(&bob, again(&bob, alone, "A pond"))).await;
        send(&network, &alice, PATH, from(&bob, again(&bob, within, "Two lakes"))).await;
        assert_eq!(text(&alice, on).await.unwrap(), after);
    }
    // One that waits for its post changes as well, and each goes as it came.
    let (second, early) = ("0000000000post02", "0000000000early1");
    for words in ["A lake", "A river"] {
        let early = Photo {
            text: Text::new(words),
            ..picture(&bob, early, second)
        };
        send(&network, &alice, PATH, from(&bob, early)).await;
    }
    let later = StatusMessage {
        guid: guid(second),
        ..post(&handle(&bob), true)
    };
    send(&network, &alice, PATH, from(&bob, later)).await;
    assert!(text(&alice, second).await.unwrap().contains("![A river]"));
    send(&network, &alice, PATH, from(&bob, gone(&bob, Kind::Photo, within))).await;
    send(&network, &alice, PATH, from(&bob, gone(&bob, Kind::Photo, alone))).await;
    assert_eq!(text(&alice, on).await.unwrap(), "forged words");
}
