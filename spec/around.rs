//! People, posts and what they are told, for the specs of what is around posts.

use entity::{AspectId, OwnPost, user};
use samara::domain::account::session;
use samara::domain::me::{self, Me};
use samara::domain::post::{self, Wanted};
use samara::domain::{aspect, contact};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};

use crate::support::{Someone, TestPod};

/// Somebody as the domain knows them when they are signed in.
pub async fn me(pod: &TestPod, who: &Someone) -> Me {
    let secret = pod
        .act(async |tx| session::begin(tx, who.user, "spec").await)
        .await
        .unwrap();
    let (db, now) = (pod.db.read(), pod.clock.now());
    let found = session::by_hash(db, &samara::domain::seal::digest(&secret), now, &pod.settings.sessions)
        .await
        .unwrap();
    let (session, user) = found.unwrap();
    me::load(db, session, user).await.unwrap().unwrap()
}

/// Puts somebody into a new aspect of another.
pub async fn share(pod: &TestPod, from: &Someone, to: &Someone) -> AspectId {
    pod.act(async |tx| {
        let name = format!("For {}", to.person);
        let aspect = aspect::add(tx, from.user, &name, 1).await?.id;
        contact::set_aspects(tx, from.user, to.person, &[aspect]).await?;
        Ok(aspect)
    })
    .await
    .unwrap()
}

/// A public post.
pub async fn public(pod: &TestPod, author: &Someone, text: &str) -> OwnPost {
    publish(
        pod,
        author,
        text,
        Wanted {
            reach: "public".to_owned(),
            aspects: vec![],
            people: vec![],
            except: vec![],
        },
    )
    .await
}

/// A post for one person.
pub async fn limited(pod: &TestPod, author: &Someone, to: &Someone, text: &str) -> OwnPost {
    let guid = guid(pod, to).await;
    publish(
        pod,
        author,
        text,
        Wanted {
            reach: "limited".to_owned(),
            aspects: vec![],
            people: vec![guid],
            except: vec![],
        },
    )
    .await
}

/// The address of somebody's person.
pub async fn guid(pod: &TestPod, who: &Someone) -> String {
    entity::person::Entity::find_by_id(who.person)
        .one(pod.db.read())
        .await
        .unwrap()
        .unwrap()
        .guid
}

async fn publish(pod: &TestPod, author: &Someone, text: &str, wanted: Wanted) -> OwnPost {
    let me = me(pod, author).await;
    let host = pod.settings.host();
    pod.advance(std::time::Duration::from_secs(1));
    pod.act(async |tx| post::publish(tx, &me, &host, text, &wanted).await)
        .await
        .unwrap()
}

/// Takes a post back from somebody.
pub async fn withdraw(pod: &TestPod, author: &Someone, post: &OwnPost, from: &Someone) {
    let me = me(pod, author).await;
    let (host, guid) = (pod.settings.host(), guid(pod, from).await);
    pod.act(async |tx| post::withdraw(tx, &me, &host, &post.guid, &[guid]).await)
        .await
        .unwrap();
}

/// Sets how an account stands.
pub async fn set_state(pod: &TestPod, who: &Someone, state: user::State) {
    pod.act(async |tx| {
        let mut row = user::Entity::find_by_id(who.user)
            .one(tx.sql())
            .await?
            .unwrap()
            .into_active_model();
        row.state = Set(state);
        row.update(tx.sql()).await?;
        tx.tell(&[who.user], samara::live::What::Account);
        Ok(())
    })
    .await
    .unwrap();
}

/// Makes somebody an administrator.
pub async fn make_administrator(pod: &TestPod, who: &Someone) {
    pod.act(async |tx| {
        let mut row = user::Entity::find_by_id(who.user)
            .one(tx.sql())
            .await?
            .unwrap()
            .into_active_model();
        row.role = Set(user::Role::Administrator);
        row.update(tx.sql()).await?;
        tx.tell(&[who.user], samara::live::What::Account);
        Ok(())
    })
    .await
    .unwrap();
}

/// A text within an address.
pub fn query(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// What nobody should type: the syntax of both engines, and what breaks parsers.
pub fn strange() -> Vec<String> {
    let mut all: Vec<String> = [
        "\"",
        "\"\"",
        "\"plum",
        "plum\"",
        "'",
        "''",
        "'; DROP TABLE post; --",
        "plum*",
        "*",
        "**",
        "^plum",
        "pl^um",
        "NEAR",
        "NEAR(plum jam)",
        "NEAR(plum jam, 5)",
        "plum NEAR jam",
        "AND",
        "plum AND",
        "OR",
        "NOT plum",
        "plum NOT jam",
        "(",
        ")",
        "(plum",
        "plum)",
        "()",
        "words:plum",
        "words : plum",
        "- words : plum",
        "{words} : plum",
        "-plum",
        "+plum",
        "plum + jam",
        "plum & jam",
        "plum | jam",
        "!plum",
        "!!",
        "plum <-> jam",
        "<->",
        "plum:*",
        "plum:A",
        "plum:",
        ":*",
        "\\",
        "plum\\",
        "\\'",
        "%",
        "_",
        "%_%",
        "plum%",
        "#",
        "##",
        "#<3",
        "@",
        "@@",
        "a@b",
        "@{x; y@z}",
        "$1",
        "?",
        "??",
        "$$",
        "--",
        "/*",
        ";",
        "\u{0}",
        "\u{1}\u{2}",
        "\u{feff}",
        "\u{202e}mulp",
        "\u{301}\u{301}\u{301}",
        "क्षि",
        "李子",
        "🍑🍑",
        "ß",
        "İ",
        "ﬃ",
        "plum\njam",
        "plum\tjam",
        "e-mail",
        "1e5",
        "1.5e+3",
        "https://pod.example/a?b=c&d",
        "a b c d e f g h i j k l m",
    ]
    .map(str::to_owned)
    .to_vec();
    all.push("plum ".repeat(2_000));
    all.push("p".repeat(10_000));
    all.push("\"".repeat(10_000));
    all.push("(".repeat(99));
    all
}
