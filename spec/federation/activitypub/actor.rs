//! Who lives here, as other servers of the fediverse are told. What each member is asked for by stands beside it.

use entity::Details;
use rocket::serde::json::Value;
use samara::domain::account::close::{When, close};
use samara::domain::profile::{self, Day, Draft, Owner};
use serde_json::json;

use crate::support::far::Far;
use crate::support::network::actor_pair;
use crate::support::{Network, TestPod};

const JSON: &str = "application/activity+json";

async fn document(pod: &TestPod, path: &str) -> (u16, Value) {
    let answer = pod.visitor().with("Accept", JSON).get(path).await;
    (
        answer.status(),
        serde_json::from_slice(answer.bytes()).unwrap_or_default(),
    )
}

#[rocket::async_test]
async fn an_actor_has_all_that_any_server_asks_for() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let path = format!("/people/{}", alice.who.guid);
    let (status, actor) = document(alice.pod, &path).await;
    assert_eq!(status, 200);
    let id = format!("https://one.example{path}");
    let own = |what: &str| format!("{id}/{what}");
    // Mastodon compares the first entry letter by letter.
    assert_eq!(actor["@context"][0], "https://www.w3.org/ns/activitystreams");
    assert_eq!(actor["@context"][1], "https://w3id.org/security/v1");
    for (member, value) in [
        ("id", json!(id)),
        ("type", json!("Person")),
        ("preferredUsername", json!("alice")),
        ("webfinger", json!("alice@one.example")),
        ("inbox", json!(own("inbox"))),
        ("outbox", json!(own("outbox"))),
        ("followers", json!(own("followers"))),
        ("following", json!(own("following"))),
        ("featured", json!(own("featured"))),
        ("endpoints", json!({"sharedInbox": "https://one.example/inbox"})),
        ("url", json!("https://one.example/u/alice")),
        ("manuallyApprovesFollowers", json!(false)),
        ("discoverable", json!(true)),
        ("indexable", json!(true)),
    ] {
        assert_eq!(actor[member], value, "{member}");
    }
    let key = &actor["publicKey"];
    assert_eq!(key["id"], format!("{id}#main-key"));
    assert_eq!(key["owner"], id);
    // PeerTube takes this form of key and no other.
    let pem = key["publicKeyPem"].as_str().unwrap();
    assert!(pem.starts_with("-----BEGIN PUBLIC KEY-----"), "{pem}");
    assert_eq!(pem.trim(), actor_pair("alice").public.trim());
    assert!(actor["published"].as_str().unwrap().ends_with('Z'));
    let null = actor.as_object().unwrap().values().any(Value::is_null);
    assert!(!null, "nothing is null: {actor}");
}

#[rocket::async_test]
async fn a_page_stays_a_page_for_a_browser_and_caches_keep_the_two_apart() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let path = format!("/people/{}", alice.who.guid);
    let browser = alice
        .pod
        .visitor()
        .with("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    let page = browser.get(&path).await;
    assert!(page.header("Content-Type").unwrap().starts_with("text/html"));
    assert!(page.header("Vary").unwrap().contains("Accept"));
    for accept in [
        "application/activity+json, application/ld+json",
        "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"",
        "application/activity+json, text/html;q=0.5",
    ] {
        let document = alice.pod.visitor().with("Accept", accept).get(&path).await;
        assert_eq!(
            document.header("Content-Type"),
            Some("application/activity+json; charset=utf-8"),
            "{accept}"
        );
        assert!(document.header("Vary").unwrap().contains("Accept"));
    }
    for accept in [
        "application/json",
        "application/ld+json",
        "text/html, application/activity+json",
    ] {
        let page = alice.pod.visitor().with("Accept", accept).get(&path).await;
        assert!(
            page.header("Content-Type").unwrap().starts_with("text/html"),
            "{accept}"
        );
    }
}

#[rocket::async_test]
async fn webfinger_leads_to_the_actor_letter_by_letter_and_still_to_everything_that_diaspora_asks_for() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let id = format!("https://one.example/people/{}", alice.who.guid);
    for asked in ["acct:alice@one.example", id.as_str()] {
        let (status, jrd) = document(alice.pod, &format!("/.well-known/webfinger?resource={asked}")).await;
        assert_eq!(
            (status, &jrd["subject"]),
            (200, &json!("acct:alice@one.example")),
            "{asked}"
        );
        let link = |rel: &str| -> Value {
            let links = jrd["links"].as_array().unwrap();
            links
                .iter()
                .find(|link| link["rel"] == rel)
                .cloned()
                .unwrap_or_default()
        };
        assert_eq!(link("self"), json!({"rel": "self", "type": JSON, "href": id}));
        assert_eq!(
            link("http://joindiaspora.com/seed_location")["href"],
            "https://one.example/"
        );
        let hcard = link("http://microformats.org/profile/hcard");
        assert_eq!(
            hcard["href"],
            format!("https://one.example/hcard/users/{}", alice.who.guid)
        );
    }
}

#[rocket::async_test]
async fn the_pod_itself_is_an_actor_that_is_had_without_a_signature() {
    let network = Network::of(1).await;
    let pod = network.pod(0);
    let (status, actor) = document(pod, "/actor").await;
    assert_eq!(status, 200);
    assert_eq!(actor["type"], "Application");
    assert_eq!(actor["id"], "https://one.example/actor");
    assert_eq!(actor["inbox"], "https://one.example/inbox");
    let key = actor["publicKey"]["publicKeyPem"].as_str().unwrap().to_owned();
    let (_, again) = document(pod, "/actor").await;
    assert_eq!(again["publicKey"]["publicKeyPem"], key, "its key is made once");
    let (_, jrd) = document(pod, "/.well-known/webfinger?resource=acct:one.example@one.example").await;
    assert_eq!(jrd["links"][0]["href"], "https://one.example/actor");
    let (_, list) = document(pod, "/.well-known/nodeinfo").await;
    let links = list["links"].as_array().unwrap();
    let rel = "https://www.w3.org/ns/activitystreams#Application";
    let application = links.iter().find(|link| link["rel"] == rel).unwrap();
    assert_eq!(application["href"], "https://one.example/actor");
    let (_, node) = document(pod, "/nodeinfo/2.1").await;
    assert_eq!(node["protocols"], json!(["activitypub", "diaspora"]));
}

#[rocket::async_test]
async fn who_has_no_keys_yet_is_not_there_and_who_has_left_for_good_is_gone() {
    use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let mute = alice.pod.user("mute").await;
    assert_eq!(document(alice.pod, &format!("/people/{}", mute.guid)).await.0, 404);
    assert_eq!(
        document(alice.pod, "/people/0123456789abcdef0123456789abcdef").await.0,
        404
    );
    let path = format!("/people/{}", alice.who.guid);
    let pod = alice.pod;
    pod.act(async |tx| {
        let now = tx.now();
        let person = entity::person::Entity::find_by_id(alice.who.person)
            .one(tx.sql())
            .await?
            .unwrap();
        let mut person = person.into_active_model();
        person.closed_at = Set(Some(now));
        person.update(tx.sql()).await?;
        Ok(())
    })
    .await
    .unwrap();
    let (status, _) = document(pod, &path).await;
    assert_eq!(status, 404, "who may still come back is not gone, and not shown");
    pod.act(async |tx| {
        let user = entity::user::Entity::find_by_id(alice.who.user)
            .one(tx.sql())
            .await?
            .unwrap();
        let mut user = user.into_active_model();
        user.state = Set(entity::user::State::Closed);
        user.update(tx.sql()).await?;
        Ok(())
    })
    .await
    .unwrap();
    let (status, tombstone) = document(pod, &path).await;
    assert_eq!((status, &tombstone["type"]), (410, &json!("Tombstone")));
    assert_eq!(document(pod, &format!("{path}/outbox")).await.0, 401, "as for anybody");
}

#[rocket::async_test]
async fn what_is_remembered_for_everybody_is_never_older_than_what_was_done_here() {
    let network = Network::of(1).await;
    let alice = network.citizen(0, "alice").await;
    let actor = format!("/people/{}", alice.who.guid);
    let finger = format!("/.well-known/webfinger?resource=acct:{}", alice.who.handle);
    for name in ["Alice", "Alice Liddell", "A. L."] {
        let owner = Owner {
            user: alice.who.user,
            person: alice.who.person,
        };
        let draft = Draft {
            name: name.to_owned(),
            bio: String::new(),
            location: String::new(),
            pronouns: String::new(),
            birthday: Day::default(),
            tags: String::new(),
            searchable: true,
            nsfw: false,
            details: Details::Nobody,
        };
        alice
            .pod
            .act(async |tx| profile::save(tx, owner, draft).await)
            .await
            .unwrap();
        for _ in 0..3 {
            let (status, shown) = document(alice.pod, &actor).await;
            assert_eq!((status, &shown["name"]), (200, &json!(name)));
            assert_eq!(document(alice.pod, &finger).await.0, 200);
        }
    }
    alice
        .pod
        .act(async |tx| close(tx, alice.who.user, When::Later).await)
        .await
        .unwrap();
    assert_eq!(document(alice.pod, &actor).await.0, 404);
    assert_eq!(document(alice.pod, &finger).await.0, 404);
}

#[rocket::async_test]
async fn a_picture_in_the_name_of_somebody_elsewhere_is_shown_in_it_and_comes_through_this_pod() {
    let far = Far::new().await;
    far.citizen("alice").await;
    let dave = far.actor("dave", "far.example");
    let jam = |file: &str| {
        json!([{"type": "Emoji", "id": null, "name": ":jam:",
            "icon": {"type": "Image", "url": format!("https://far.example/emoji/{file}")}}])
    };
    let named = |file: &str| json!({"name": "Dave :jam: <i>", "summary": "<p>Likes :jam:</p>", "tag": jam(file)});
    far.publishes(&dave, "Person", named("1.png"));
    let page = far.opens("alice", &dave.id).await;
    let browser = far.pod.browser("alice").await;
    let shown = async || {
        let text = browser.get(&page).await.text().to_owned();
        assert!(!text.contains("far.example/emoji"), "nobody here is led there: {text}");
        let start = "<h1><bdi>Dave <img class=\"emoji\" src=\"/emoji/";
        let at = text.find(start).unwrap_or_else(|| panic!("{text}")) + start.len();
        assert!(text.matches("/emoji/").count() >= 2, "in what they say as well");
        text[at..].split('"').next().unwrap().to_owned()
    };
    let first = shown().await;
    // By their own word, with another picture; and without one.
    let update = |other: serde_json::Value| {
        let mut document = json!({
            "id": dave.id, "type": "Person", "preferredUsername": "dave",
            "inbox": format!("{}/inbox", dave.id), "endpoints": {"sharedInbox": "https://far.example/inbox"},
            "publicKey": {"id": format!("{}#main-key", dave.id), "owner": dave.id, "publicKeyPem": dave.pair.public},
        });
        for (member, value) in other.as_object().unwrap() {
            document[member] = value.clone();
        }
        document
    };
    far.tells(&dave, dave.does("Update", "1", update(named("2.png")))).await;
    assert_ne!(shown().await, first, "another picture has another address");
    far.tells(&dave, dave.does("Update", "2", update(json!({"name": "Dave"}))))
        .await;
    let text = browser.get(&page).await.text().to_owned();
    assert!(
        text.contains("<h1><bdi>Dave</bdi>") && !text.contains("class=\"emoji\""),
        "{text}"
    );
}
