//! What servers of the fediverse are given that ask for it, and what they are not.

use samara::domain::{comment, contact, post};
use serde_json::Value;

use crate::federation::block::blocks;
use crate::federation::{posts_to, says};
use crate::support::persona::{Persona, Program};
use crate::support::{Network, TestPod};

type Headers = Vec<(String, String)>;

async fn ask(pod: &TestPod, headers: &[(String, String)], path: &str) -> (u16, Value) {
    let (status, _, body) = pod.server().asked(false, path, headers, Vec::new()).await;
    (status, serde_json::from_slice(&body).unwrap_or_default())
}

fn unsigned() -> Headers {
    vec![("Accept".to_owned(), "application/activity+json".to_owned())]
}

async fn kim(network: &Network) -> Persona {
    Persona::join(network, Program::Mastodon, "masto.example", &["kim"]).await
}

#[rocket::async_test]
async fn what_is_for_everybody_is_given_to_who_says_who_they_are() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let kim = kim(&network).await;
    let guid = posts_to(&alice, "Plums", "public").await;
    let said = says(&alice, &guid, "Ripe ones").await;
    network.settle().await;
    for path in [format!("/posts/{guid}"), format!("/comments/{said}")] {
        assert_eq!(ask(alice.pod, &unsigned(), &path).await.0, 401);
        let (status, note) = ask(alice.pod, &kim.signs(alice.pod, "kim", &path), &path).await;
        assert_eq!((status, note["type"].as_str()), (200, Some("Note")));
        assert_eq!(
            note["id"],
            format!("https://one.example{path}"),
            "the address is the one that was asked for"
        );
        assert_eq!(note["@context"][0], "https://www.w3.org/ns/activitystreams");
    }
    // That there is a post is not to be had without a signature, either.
    let never = ask(alice.pod, &unsigned(), "/posts/0123456789abcdef0123456789abcdef").await;
    assert_eq!(never, ask(alice.pod, &unsigned(), &format!("/posts/{guid}")).await);
}

#[rocket::async_test]
async fn where_the_pod_does_not_ask_for_signatures_public_posts_are_for_whoever_asks_and_limited_ones_for_nobody() {
    let network = Network::with(1, &[("authorized_fetch", "off")]).await;
    let alice = network.citizen(0, "alice").await;
    let guid = posts_to(&alice, "Plums", "public").await;
    let hidden = posts_to(&alice, "Pears", "family").await;
    network.settle().await;
    assert_eq!(ask(alice.pod, &unsigned(), &format!("/posts/{guid}")).await.0, 200);
    assert_eq!(ask(alice.pod, &unsigned(), &format!("/posts/{hidden}")).await.0, 404);
}

#[rocket::async_test]
async fn a_blocked_server_gets_nothing() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let kim = kim(&network).await;
    let path = format!("/posts/{}", posts_to(&alice, "Plums", "public").await);
    assert_eq!(ask(alice.pod, &kim.signs(alice.pod, "kim", &path), &path).await.0, 200);
    blocks(&alice, "masto.example").await.unwrap();
    assert_eq!(ask(alice.pod, &kim.signs(alice.pod, "kim", &path), &path).await.0, 401);
}

async fn pages(pod: &TestPod, kim: &Persona, path: &str) -> Vec<Value> {
    let (_, whole) = ask(pod, &kim.signs(pod, "kim", path), path).await;
    let mut next = whole["first"].as_str().map(str::to_owned);
    let mut items = Vec::new();
    while let Some(url) = next {
        let path = url.strip_prefix("https://one.example").unwrap();
        let (status, page) = ask(pod, &kim.signs(pod, "kim", path), path).await;
        assert_eq!((status, &page["partOf"]), (200, &whole["id"]));
        for name in ["orderedItems", "items"] {
            items.extend(page[name].as_array().into_iter().flatten().cloned());
        }
        next = page["next"].as_str().map(str::to_owned);
    }
    items
}

#[rocket::async_test]
async fn the_outbox_has_every_public_post_once_and_no_other() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let kim = kim(&network).await;
    let mut guids = Vec::new();
    for number in 0..25 {
        alice.pod.advance(std::time::Duration::from_secs(1));
        guids.push(posts_to(&alice, &format!("Plum {number}"), "public").await);
        if number % 10 == 0 {
            posts_to(&alice, "Pears", "family").await;
        }
    }
    let path = format!("/people/{}/outbox", alice.who.guid);
    let items = pages(alice.pod, &kim, &path).await;
    let ids: Vec<&str> = items
        .iter()
        .map(|item| item["object"]["id"].as_str().unwrap())
        .collect();
    let meant: Vec<String> = guids
        .iter()
        .rev()
        .map(|guid| format!("https://one.example/posts/{guid}"))
        .collect();
    assert_eq!(ids, meant);
    assert!(items.iter().all(|item| item["type"] == "Create"));
    let (_, whole) = ask(alice.pod, &kim.signs(alice.pod, "kim", &path), &path).await;
    assert_eq!(whole["totalItems"], 25);
}

#[rocket::async_test]
async fn pinned_posts_answers_and_numbers_stand_where_others_look_for_them() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let kim = kim(&network).await;
    let guid = posts_to(&alice, "Plums", "public").await;
    let said = says(&alice, &guid, "Ripe ones").await;
    let hidden = posts_to(&alice, "Pears", "family").await;
    let me = alice.me().await;
    for guid in [&guid, &hidden] {
        alice.pod.act(async |tx| post::pin(tx, &me, guid).await).await.unwrap();
    }
    let get = async |path: String| ask(alice.pod, &kim.signs(alice.pod, "kim", &path), &path).await;
    let (_, featured) = get(format!("/people/{}/featured", alice.who.guid)).await;
    assert_eq!(featured["totalItems"], 1);
    assert_eq!(
        featured["orderedItems"][0]["id"],
        format!("https://one.example/posts/{guid}")
    );
    let replies = pages(alice.pod, &kim, &format!("/posts/{guid}/replies")).await;
    assert_eq!(replies, [format!("https://one.example/comments/{said}")]);
    for what in ["likes", "shares"] {
        assert_eq!(get(format!("/posts/{guid}/{what}")).await.1["totalItems"], 0, "{what}");
    }
    for what in ["replies", "likes", "shares"] {
        assert_eq!(
            get(format!("/posts/{hidden}/{what}")).await.0,
            404,
            "{what} of what they do not have"
        );
    }
}

#[rocket::async_test]
async fn who_follows_somebody_is_a_number_unless_they_want_it_seen() {
    use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let kim = kim(&network).await;
    kim.follows("kim", &alice).await;
    network.settle().await;
    let path = format!("/people/{}/followers", alice.who.guid);
    let (_, whole) = ask(alice.pod, &kim.signs(alice.pod, "kim", &path), &path).await;
    assert_eq!((&whole["totalItems"], &whole["first"]), (&1.into(), &Value::Null));
    let page = format!("{path}?page=0");
    assert_eq!(ask(alice.pod, &kim.signs(alice.pod, "kim", &page), &page).await.0, 404);
    alice
        .pod
        .act(async |tx| {
            let user = entity::user::Entity::find_by_id(alice.who.user)
                .one(tx.sql())
                .await?
                .unwrap();
            let mut user = user.into_active_model();
            user.follows_shown = Set(true);
            user.update(tx.sql()).await?;
            Ok(())
        })
        .await
        .unwrap();
    assert_eq!(pages(alice.pod, &kim, &path).await, [kim.uri("kim")]);
}

#[rocket::async_test]
async fn a_server_is_told_of_its_own_followers_alone() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let kim = kim(&network).await;
    let other = Persona::join(&network, Program::Pleroma, "pleroma.example", &["kim", "lou"]).await;
    kim.follows("kim", &alice).await;
    other.follows("lou", &alice).await;
    network.settle().await;
    let path = format!("/people/{}/followers_synchronization", alice.who.guid);
    assert_eq!(ask(alice.pod, &unsigned(), &path).await.0, 404);
    let (_, there) = ask(alice.pod, &kim.signs(alice.pod, "kim", &path), &path).await;
    assert_eq!(there["orderedItems"], serde_json::json!([kim.uri("kim")]));
    let (_, there) = ask(alice.pod, &other.signs(alice.pod, "kim", &path), &path).await;
    assert_eq!(there["orderedItems"], serde_json::json!([other.uri("lou")]));
}

#[rocket::async_test]
async fn what_was_for_everybody_is_said_to_be_gone_and_what_was_for_a_few_never_was() {
    let network = Network::of(1).await;
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(0, "bob").await);
    let kim = Persona::join(&network, Program::Streams, "streams.example", &["kim", "lou"]).await;
    let family = alice.who.aspect(alice.pod, "family").await;
    for person in [kim.who("lou").id, bob.who.person] {
        let put = alice
            .pod
            .act(async |tx| contact::add_to(tx, alice.who.user, person, family).await);
        put.await.unwrap();
    }
    let get = async |path: &str| ask(alice.pod, &kim.signs(alice.pod, "lou", path), path).await;
    let me = alice.me().await;
    for (aspect, status) in [("public", 410), ("family", 404)] {
        let guid = posts_to(&alice, "Plums", aspect).await;
        let (own, theirs) = (says(&alice, &guid, "Mine").await, says(&bob, &guid, "Ripe ones").await);
        network.settle().await;
        let paths = [
            format!("/comments/{own}"),
            format!("/comments/{theirs}"),
            format!("/posts/{guid}"),
        ];
        for path in &paths {
            assert_eq!(get(path).await.0, 200, "{path}");
        }
        for said in [&own, &theirs] {
            alice
                .pod
                .act(async |tx| comment::retract(tx, &me, said).await)
                .await
                .unwrap();
        }
        alice
            .pod
            .act(async |tx| post::delete(tx, &me, &guid).await)
            .await
            .unwrap();
        network.settle().await;
        for path in &paths {
            let (got, tombstone) = get(path).await;
            assert_eq!(got, status, "{path}");
            let id = format!("https://one.example{path}");
            assert_eq!(tombstone["type"] == "Tombstone", status == 410, "{path}");
            assert!(
                status == 404 || (tombstone["id"] == *id && tombstone["deleted"].is_string()),
                "{tombstone}"
            );
            assert_eq!(
                get(&format!("{path}/copies/x")).await.0,
                404,
                "a copy was for somebody alone"
            );
            assert_eq!(
                ask(alice.pod, &unsigned(), path).await.0,
                401,
                "and it is told to nobody without a name"
            );
        }
    }
    let never = "/posts/0123456789abcdef0123456789abcdef";
    assert_eq!(get(never).await.0, 404);
}
