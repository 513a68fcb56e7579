//! What leaves the pod when something happens: for each notification, message and post that somebody wants to be told
//! of by mail or on a device, a job. The job looks at it anew, through their own eyes.
//!
//! What happens again and again to the same thing is not mailed again and again: the first goes by itself, what comes
//! within the hour while that is unread goes together when the hour is over.

use std::collections::HashMap;
use std::time::Duration;

use entity::own::telling as own;
use entity::user::State;
use entity::write::notification::Made;
use entity::{Moment, OwnMessage, OwnPost, PersonId, PushDeviceId, UserId};

use super::{How, Topic, Wishes};
use crate::db::Tx;
use crate::domain::account;
use crate::error::Outcome;
use crate::job::{Job, Matter};

/// Whoever has read it by then needs no mail.
const MAIL_AFTER: Duration = Duration::from_secs(60);
/// The same for a device: the page may be open before them.
const PUSH_AFTER: Duration = Duration::from_secs(5);
/// So long after a mail about something, what comes of the same while it is unread waits to be mailed together.
pub const TOGETHER: Duration = Duration::from_secs(3_600);

/// What somebody is to be told of away from the pod.
struct Word {
    user: UserId,
    topic: Topic,
    /// On a device: each by itself.
    push: Matter,
    /// By mail: perhaps together with others, and when.
    mail: (Matter, Moment),
}

/// Some people were told of something.
///
/// # Errors
/// The database cannot be written.
pub async fn notified(tx: &mut Tx, told: &[Made]) -> Outcome<()> {
    let soon = tx.now().plus(MAIL_AFTER);
    let words = told.iter().filter_map(|made| {
        let itself = Matter::Notification { id: made.id.0 };
        Some(Word {
            user: made.user,
            topic: Topic::of(made.kind)?,
            push: itself,
            mail: match made.after {
                Some((first, at)) => (Matter::After { first: first.0 }, at.plus(TOGETHER)),
                None => (itself, soon),
            },
        })
    });
    enqueue(tx, words.collect()).await
}

/// Somebody wrote to some people.
///
/// # Errors
/// The database cannot be written.
pub async fn written(tx: &mut Tx, users: &[UserId], message: &OwnMessage) -> Outcome<()> {
    let matter = Matter::Message { id: message.id.0 };
    let soon = tx.now().plus(MAIL_AFTER);
    let each = users.iter().map(|user| Word {
        user: *user,
        topic: Topic::Message,
        push: matter,
        mail: (matter, soon),
    });
    enqueue(tx, each.collect()).await
}

/// A post was shared: some want the posts of certain aspects' people by mail.
///
/// # Errors
/// The database cannot be written.
pub async fn shared(tx: &mut Tx, posts: &[OwnPost]) -> Outcome<()> {
    if posts.is_empty() {
        return Ok(());
    }
    let authors: Vec<PersonId> = posts.iter().map(|post| post.author_id).collect();
    for (author, user) in own::waiting_for(tx.sql(), &authors).await? {
        for post in posts.iter().filter(|post| post.author_id == author) {
            let matter = Matter::Post { id: post.id.0 };
            let at = tx.now().plus(MAIL_AFTER);
            tx.enqueue_at(Job::Word { user: user.0, matter }, at).await?;
        }
    }
    Ok(())
}

async fn enqueue(tx: &mut Tx, words: Vec<Word>) -> Outcome<()> {
    let users: Vec<UserId> = words.iter().map(|word| word.user).collect();
    let ways = own::ways(tx.sql(), &users).await?;
    let ways: HashMap<UserId, (Wishes, bool, &[PushDeviceId])> = ways
        .iter()
        .filter(|way| way.user.state == State::Active)
        .map(|way| {
            let reachable = account::address(&way.user).is_some();
            let wishes = Wishes::of(way.telling.as_ref());
            (way.user.id, (wishes, reachable, way.devices.as_slice()))
        })
        .collect();
    let now = tx.now();
    let mut jobs = Vec::new();
    for word in words {
        let Some((wishes, reachable, devices)) = ways.get(&word.user) else {
            continue;
        };
        let user = word.user.0;
        if *reachable && wishes.how(word.topic) == How::AtOnce {
            let (matter, at) = word.mail;
            jobs.push((Job::Word { user, matter }, at));
        }
        for device in *devices {
            if wishes.pushes(word.topic) {
                let (device, matter) = (device.0, word.push);
                let job = Job::Push { user, device, matter };
                jobs.push((job, now.plus(PUSH_AFTER)));
            }
        }
    }
    Ok(tx.enqueue_all(jobs).await?)
}
