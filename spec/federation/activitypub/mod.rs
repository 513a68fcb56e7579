//! The pod in the fediverse: what it shows and sends, and what comes in through the front door of a running pod, signed with real
//! keys.

mod actor;
mod apart;
mod asked;
mod attack;
mod away;
mod beyond;
mod both;
mod contained;
mod deliver;
mod direct;
mod door;
mod each;
mod felt;
mod flag;
mod follow;
mod given;
mod group;
mod hidden;
mod joined;
mod late;
mod limited;
mod lost;
mod moving;
mod order;
mod passed;
mod pictured;
mod presented;
mod quiet;
mod quoted;
mod quoting;
mod said;
mod serve;
mod spoof;
mod written;

use entity::visible::post::{Authored, posts};
use entity::{Viewer, visible};
use serde_json::{Value, json};

use crate::support::far::{Actor, Far, with};
use crate::support::rows::count;
use crate::support::{Someone, TestPod};

/// A pod with Alice, who follows Dave of another server.
pub async fn alice_follows_dave() -> (Far, Someone, Actor) {
    let far = Far::new().await;
    let alice = far.citizen("alice").await;
    let dave = far.actor("dave", "far.example");
    far.follows(&alice, "alice", &dave).await;
    (far, alice, dave)
}

/// The name here of what has an address there.
pub fn named(uri: &str) -> String {
    samara::federation::activitypub::guid_of(&samara::wire::activitypub::Id::parse(uri).unwrap())
}

/// A post as somebody here sees it, by its address there.
pub async fn sees(pod: &TestPod, who: &Someone, uri: &str) -> Option<Authored> {
    let viewer = Viewer::Local(who.user, who.person);
    posts(viewer).one(pod.db.read(), &named(uri)).await.unwrap()
}

/// What somebody here reads below a post, by the post's guid.
pub async fn reads(pod: &TestPod, who: &Someone, guid: &str) -> Vec<String> {
    let viewer = Viewer::Local(who.user, who.person);
    let Some(post) = posts(viewer).one(pod.db.read(), guid).await.unwrap() else {
        return Vec::new();
    };
    let all = visible::comment::comments(viewer).under(post.post.id);
    let page = all.page(pod.db.read(), None, 50).await.unwrap();
    page.iter()
        .map(|said| format!("{}: {}", said.author.handle, said.comment.text))
        .collect()
}

/// Somebody here posts to all, or to an aspect; the guid.
pub async fn posts_here(far: &Far, who: &Someone, text: &str, aspect: Option<&str>) -> String {
    use samara::domain::post::{Composed, Wanted, Wishes, compose};
    let pod = &far.pod;
    let aspects = match aspect {
        Some(aspect) => vec![who.aspect(pod, aspect).await.0],
        None => Vec::new(),
    };
    let wanted = Wanted {
        reach: if aspects.is_empty() { "public" } else { "limited" }.to_owned(),
        aspects,
        people: Vec::new(),
        except: Vec::new(),
    };
    let (me, host) = (who.me(pod).await, pod.settings.host());
    let wishes = Wishes::default();
    let composed = Composed {
        text,
        wanted: &wanted,
        wishes: &wishes,
    };
    let post = pod.act(async |tx| compose(tx, &me, &host, composed).await).await;
    post.unwrap().guid.clone()
}

/// How many rows there are of all that people say and feel.
pub async fn said_in_all(pod: &TestPod) -> i64 {
    let mut all = 0;
    for table in ["post", "comment", "\"like\"", "poll_vote", "notification", "contact"] {
        all += count(pod.db.read(), &format!("SELECT COUNT(*) FROM {table}")).await;
    }
    all
}

/// A note that answers something.
pub fn answering(note: Value, parent: &str) -> Value {
    with(note, json!({"inReplyTo": parent}))
}
