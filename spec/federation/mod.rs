//! Pods among pods: several of them in one process, each with a database and people of its own.

mod account;
mod activitypub;
mod again;
mod attached;
mod attack;
mod batch;
mod besides;
mod block;
mod crowd;
mod deliver;
mod discovery;
mod earlier;
mod fetch;
mod forged;
mod letters;
mod moderated;
mod moved;
mod moving;
mod named;
mod node;
mod opinion;
mod oracle;
mod order;
mod part;
mod peers;
mod permuted;
mod post;
mod profile;
mod sharing;
mod thread;
mod together;
mod trap;
mod veiled;
mod vote;

use entity::visible::post::{Authored, posts};
use entity::{Viewer, visible};
use samara::domain::comment::{self, Draft};
use samara::domain::like::{self, On};
use samara::domain::post::{Composed, Wanted, Wishes, compose};

use crate::support::Network;
use crate::support::network::Citizen;

/// Three people on three pods, of whom Alice shares with the two others.
pub async fn alice_bob_and_carol(network: &Network) -> [Citizen<'_>; 3] {
    let (alice, bob) = (network.citizen(0, "alice").await, network.citizen(1, "bob").await);
    let carol = network.citizen(2, "carol").await;
    alice.shares_with(&bob).await;
    alice.shares_with(&carol).await;
    network.settle().await;
    [alice, bob, carol]
}

/// Shares a post with an aspect, or with everyone for `public`.
pub async fn posts_to(author: &Citizen<'_>, text: &str, aspect: &str) -> String {
    posts_with(author, text, aspect, &Wishes::default()).await
}

/// The same with what else the post is to have.
pub async fn posts_with(author: &Citizen<'_>, text: &str, aspect: &str, wishes: &Wishes) -> String {
    let aspects = match aspect {
        "public" => Vec::new(),
        aspect => vec![author.who.aspect(author.pod, aspect).await.0],
    };
    let wanted = Wanted {
        reach: if aspects.is_empty() { "public" } else { "limited" }.to_owned(),
        aspects,
        people: Vec::new(),
        except: Vec::new(),
    };
    let (me, host) = (author.me().await, author.pod.settings.host());
    let composed = Composed {
        text,
        wanted: &wanted,
        wishes,
    };
    let post = author.pod.act(async |tx| compose(tx, &me, &host, composed).await);
    post.await.unwrap().guid.clone()
}

/// Comments on a post that they see.
pub async fn says(who: &Citizen<'_>, guid: &str, text: &str) -> String {
    let post = sees(who, guid).await.expect("they see the post").post;
    let (me, host) = (who.me().await, who.pod.settings.host());
    let draft = Draft { text, answers: None };
    let said = who.pod.act(async |tx| comment::add(tx, &me, &host, &post, draft).await);
    said.await.unwrap().guid.clone()
}

/// Likes a post that they see.
pub async fn likes(who: &Citizen<'_>, guid: &str) {
    feels(who, guid, "").await;
}

/// The same with a sign.
pub async fn feels(who: &Citizen<'_>, guid: &str, sign: &str) {
    let post = sees(who, guid).await.expect("they see the post").post;
    let me = who.me().await;
    let on = On {
        post: &post,
        comment: None,
    };
    who.pod
        .act(async |tx| like::give(tx, &me, on, sign).await)
        .await
        .unwrap();
}

/// A post as somebody sees it, if they do.
pub async fn sees(who: &Citizen<'_>, guid: &str) -> Option<Authored> {
    let viewer = Viewer::Local(who.who.user, who.who.person);
    posts(viewer).one(who.pod.db.read(), guid).await.unwrap()
}

/// What is said below a post, as somebody reads it.
pub async fn reads(who: &Citizen<'_>, guid: &str) -> Vec<String> {
    let viewer = Viewer::Local(who.who.user, who.who.person);
    let Some(post) = sees(who, guid).await else {
        return Vec::new();
    };
    let page = visible::comment::comments(viewer)
        .under(post.post.id)
        .page(who.pod.db.read(), None, 50)
        .await
        .unwrap();
    page.iter()
        .map(|said| format!("{}: {}", said.author.name, said.comment.text))
        .collect()
}
