//! Pictures that come, go or are described otherwise after they were shared: other servers are told of a later version, once each time.

use std::time::Duration;

use entity::OwnPhoto;
use samara::domain::comment::{self, Draft};
use samara::domain::photo::{self, Picked};
use samara::domain::post::{Wishes, revise};
use samara::domain::{contact, me::Me};
use serde_json::Value;

use crate::federation::{posts_with, sees};
use crate::support::network::Citizen;
use crate::support::persona::{Persona, Program};
use crate::support::photo::{added, picked};
use crate::support::{Network, TestPod};

fn described(photo: &OwnPhoto, alt: &str) -> Picked {
    Picked {
        alt: alt.to_owned(),
        ..picked(photo)
    }
}

fn wishes(photos: Vec<Picked>) -> Wishes {
    Wishes {
        photos,
        ..Wishes::default()
    }
}

async fn remove(pod: &TestPod, me: &Me, photo: &OwnPhoto) {
    pod.act(async |tx| photo::remove(tx, me, &photo.guid).await)
        .await
        .unwrap();
}

async fn describe(pod: &TestPod, me: &Me, photo: &OwnPhoto, alt: &str) {
    let said = described(photo, alt);
    pod.act(async |tx| photo::describe(tx, me, &said).await).await.unwrap();
}

/// Kim of another server, who follows Alice and is in her family.
async fn kim(network: &Network, alice: &Citizen<'_>) -> Persona {
    let masto = Persona::join(network, Program::Mastodon, "masto.example", &["kim"]).await;
    masto.follows("kim", alice).await;
    let (family, kim) = (alice.who.aspect(alice.pod, "family").await, masto.who("kim").id);
    let put = alice
        .pod
        .act(async |tx| contact::add_to(tx, alice.who.user, kim, family).await);
    put.await.unwrap();
    network.settle().await;
    masto.forget();
    masto
}

/// The addresses of attached pictures, and what they show.
fn attached(object: &Value) -> Vec<(String, String)> {
    let list = object["attachment"].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    list.iter().map(|one| (text(&one["url"]), text(&one["name"]))).collect()
}

/// What came since the last time: one version of something, later than `than`, under a name of its own. When, and what is attached.
fn version(masto: &Persona, names: &mut Vec<String>, than: &str) -> (String, Vec<(String, String)>) {
    let came = masto.came();
    assert_eq!(came.len(), 1, "{came:?}");
    masto.forget();
    let (activity, object) = (&came[0].body, &came[0].body["object"]);
    assert_eq!(activity["type"], "Update");
    let id = activity["id"].as_str().unwrap().to_owned();
    assert!(!names.contains(&id), "{id} came before");
    names.push(id);
    let updated = object["updated"].as_str().unwrap().to_owned();
    assert!(updated.as_str() > than, "{updated} is later than {than}");
    (updated, attached(object))
}

/// A70: what its author has taken away is attached to nothing any more.
#[rocket::async_test]
async fn a_picture_that_goes_comes_or_is_described_otherwise_makes_a_later_version_of_its_post() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let masto = kim(&network, &alice).await;
    let (pod, me, host) = (alice.pod, alice.me().await, alice.pod.settings.host());
    for aspect in ["public", "family"] {
        let mut photos = Vec::new();
        for word in ["one", "two", "three"] {
            photos.push(added(pod, &me, word).await);
        }
        let [one, two, three] = [&photos[0], &photos[1], &photos[2]];
        let address = |photo: &OwnPhoto| format!("https://one.example/p/{}/full", photo.address);
        let both = wishes(vec![picked(one), picked(two)]);
        let guid = posts_with(&alice, "Plums", aspect, &both).await;
        network.settle().await;
        let first = masto.came().remove(0).body;
        masto.forget();
        assert_eq!(
            (&first["type"], attached(&first["object"]).len()),
            (&Value::from("Create"), 2)
        );
        let (mut names, at) = (Vec::new(), first["object"]["published"].as_str().unwrap().to_owned());
        network.advance(Duration::from_secs(60));
        remove(pod, &me, one).await;
        network.settle().await;
        let (at, left) = version(&masto, &mut names, &at);
        assert_eq!(left, [(address(two), String::new())], "{aspect}");
        // In the same second.
        let more = wishes(vec![picked(three), picked(two)]);
        let revised = pod.act(async |tx| revise(tx, &me, &host, &guid, ("Plums", &more)).await);
        revised.await.unwrap();
        network.settle().await;
        let (at, left) = version(&masto, &mut names, &at);
        assert_eq!(left, [(address(three), String::new()), (address(two), String::new())]);
        describe(pod, &me, two, "A plum tree").await;
        network.settle().await;
        let (at, left) = version(&masto, &mut names, &at);
        assert_eq!(left[1], (address(two), "A plum tree".to_owned()));
        // Two at once, and other words with them, are one version.
        let words = wishes(vec![described(two, "A pear tree")]);
        let revised = pod.act(async |tx| revise(tx, &me, &host, &guid, ("Pears", &words)).await);
        revised.await.unwrap();
        network.settle().await;
        let (_, left) = version(&masto, &mut names, &at);
        assert_eq!(left, [(address(two), "A pear tree".to_owned())]);
        // The same again is nothing new.
        describe(pod, &me, two, "A pear tree").await;
        let revised = pod.act(async |tx| revise(tx, &me, &host, &guid, ("Pears", &words)).await);
        revised.await.unwrap();
        network.settle().await;
        assert!(masto.came().is_empty());
        assert!(sees(&alice, &guid).await.unwrap().post.edited_at.is_some());
    }
}

#[rocket::async_test]
async fn the_same_holds_below_a_post() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let masto = kim(&network, &alice).await;
    let (pod, me, host) = (alice.pod, alice.me().await, alice.pod.settings.host());
    for aspect in ["public", "family"] {
        let guid = posts_with(&alice, "Plums", aspect, &Wishes::default()).await;
        let on = sees(&alice, &guid).await.unwrap().post;
        let (one, two) = (added(pod, &me, "one").await, added(pod, &me, "two").await);
        let draft = Draft {
            text: "Look",
            answers: None,
        };
        let both = [picked(&one), picked(&two)];
        let said = pod.act(async |tx| comment::add_with(tx, &me, &host, &on, draft, &both).await);
        let said = said.await.unwrap().guid.clone();
        network.settle().await;
        let at = masto.came()[1].body["object"]["published"].as_str().unwrap().to_owned();
        masto.forget();
        let mut names = Vec::new();
        network.advance(Duration::from_secs(60));
        describe(pod, &me, &two, "A plum tree").await;
        network.settle().await;
        let (at, left) = version(&masto, &mut names, &at);
        assert_eq!((left.len(), left[1].1.as_str()), (2, "A plum tree"), "{aspect}");
        remove(pod, &me, &one).await;
        network.settle().await;
        let (at, left) = version(&masto, &mut names, &at);
        assert_eq!((left.len(), left[0].1.as_str()), (1, "A plum tree"));
        let none = pod.act(async |tx| comment::revise(tx, &me, &host, (&on, &said), ("Look", &[])).await);
        none.await.unwrap();
        network.settle().await;
        assert_eq!(version(&masto, &mut names, &at).1, []);
    }
}
