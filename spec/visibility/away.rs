//! What leaves the pod for its own people, against the model: each gets a digest with everything in it, and is told of
//! every notification by itself. No mail may hold a word of what is not for everyone.

use std::collections::BTreeSet;

use entity::own;
use entity::write::telling::NewTelling;
use samara::domain::telling::{How, Wishes, digest, keep};
use samara::job::{Job, Matter, Paper};

use super::act::{LOCALS, Who};
use super::world::{World, marker};
use crate::support::pod::Mail;

/// Everything, daily, from the beginning of time on.
const EVERYTHING: NewTelling = NewTelling {
    at_once: 0,
    daily: i64::MAX,
    weekly: 0,
    push: 0,
    zone: String::new(),
    hour: 7,
    weekday: 0,
    quiet: None,
};

/// Looks at what leaves for everyone.
pub async fn look(world: &mut World) -> Result<(), String> {
    let present: Vec<Who> = (0..LOCALS).filter(|who| !world.model.closed.contains(who)).collect();
    for who in &present {
        contents(world, *who).await?;
    }
    let before = world.pod.mails().len();
    for who in &present {
        one_by_one(world, *who).await;
        let user = world.user(*who).0;
        let digest = Job::Digest {
            user,
            paper: Paper::Daily,
            at: 0,
        };
        world
            .pod
            .act(async |tx| Ok(tx.enqueue(digest).await?))
            .await
            .map_err(|stop| format!("{stop:?}"))?;
    }
    world.pod.settle().await;
    for mail in world.pod.mails().split_off(before) {
        words(world, &mail)?;
    }
    Ok(())
}

/// The digest holds what the stream would show of the people in one's aspects, and what was told and not seen.
async fn contents(world: &mut World, who: Who) -> Result<(), String> {
    let (user, all) = (world.user(who), world.posts.len());
    let account = world.me(who).await.user;
    let aspects = own::sidebar::aspects(world.pod.db.read(), user).await.unwrap();
    let aspects: Vec<_> = aspects.iter().map(|aspect| (aspect.id, How::Daily)).collect();
    world
        .pod
        .act(async |tx| {
            entity::write::telling::keep(tx.sql(), user, EVERYTHING, entity::Moment(0)).await?;
            keep(
                tx,
                user,
                &Wishes::of(own::telling::of(tx.sql(), user).await?.as_ref()),
                &aspects,
            )
            .await
        })
        .await
        .map_err(|stop| format!("{stop:?}"))?;
    let now = world.pod.clock.now();
    let found = digest::contents(world.pod.db.read(), &account, Paper::Daily, now)
        .await
        .unwrap();
    let found = found.ok_or("the digest is not due")?;
    let told: Vec<_> = found
        .told
        .iter()
        .map(|told| (told.notification.kind, world.who(told.actor.id)))
        .collect();
    let expected = world.model.told(who).into_iter().filter(|told| !told.read);
    let expected: Vec<_> = expected
        .filter(|told| samara::domain::telling::Topic::of(told.kind).is_some())
        .take(100)
        .map(|told| (told.kind, told.actor))
        .collect();
    world.same(|| format!("digest told to {who}"), told, expected, all)?;
    let posts = world.numbers(&found.posts);
    let theirs = world
        .model
        .stream(Some(who), |_, post| world.model.shares_with(who, post.author));
    let theirs: Vec<usize> = theirs.into_iter().take(40).collect();
    world.same(|| format!("digest posts for {who}"), posts, theirs, all)
}

/// Each notification by itself, as it would leave at once.
async fn one_by_one(world: &mut World, who: Who) {
    let (user, person) = (world.user(who), world.people[who].person);
    let cursor = own::notification::Cursor::newest();
    let told = own::notification::page(world.pod.db.read(), user, person, &[], cursor, 20)
        .await
        .unwrap();
    world
        .pod
        .act(async |tx| {
            for told in &told {
                let matter = Matter::Notification {
                    id: told.notification.id.0,
                };
                tx.enqueue(Job::Word { user: user.0, matter }).await?;
            }
            Ok(())
        })
        .await
        .unwrap();
}

/// No word of what is not for everyone, nor of what the reader does not see.
fn words(world: &mut World, mail: &Mail) -> Result<(), String> {
    let all = [&mail.subject, &mail.text, &mail.html].map(String::as_str).join("\n");
    let open: BTreeSet<usize> = world.model.list(None, |_, _| true).into_iter().collect();
    let secrets: Vec<String> = world
        .posts
        .keys()
        .filter(|post| !open.contains(post))
        .flat_map(|post| {
            (0..=world.model.posts.get(post).map_or(9, |post| post.version)).map(|version| marker(*post, version))
        })
        .collect();
    let leaked: Vec<&String> = secrets.iter().filter(|secret| all.contains(*secret)).collect();
    let many = secrets.len();
    world.same(
        || format!("words of what is limited in “{}”", mail.subject),
        leaked,
        Vec::new(),
        many,
    )
}
