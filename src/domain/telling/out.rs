//! What leaves the pod when something happens: for each notification, message and post that somebody wants to be told
//! of by mail or on a device, a job. The job looks at it anew, through their own eyes.

use std::collections::HashMap;
use std::time::Duration;

use entity::own::telling as own;
use entity::user::State;
use entity::{NotificationId, NotificationKind, OwnMessage, OwnPost, UserId};

use super::{How, Topic, Wishes};
use crate::db::Tx;
use crate::domain::account;
use crate::error::Outcome;
use crate::job::{Job, Matter};

/// Whoever has read it by then needs no mail.
const MAIL_AFTER: Duration = Duration::from_secs(60);
/// The same for a device: the page may be open before them.
const PUSH_AFTER: Duration = Duration::from_secs(5);

/// Some people were told of something.
///
/// # Errors
/// The database cannot be written.
pub async fn notified(tx: &mut Tx, told: &[(UserId, NotificationKind, NotificationId)]) -> Outcome<()> {
    let topics = told.iter().filter_map(|(user, kind, id)| {
        let matter = Matter::Notification { id: id.0 };
        Some((*user, Topic::of(*kind)?, matter))
    });
    enqueue(tx, topics.collect()).await
}

/// Somebody wrote to some people.
///
/// # Errors
/// The database cannot be written.
pub async fn written(tx: &mut Tx, users: &[UserId], message: &OwnMessage) -> Outcome<()> {
    let matter = Matter::Message { id: message.id.0 };
    let each = users.iter().map(|user| (*user, Topic::Message, matter));
    enqueue(tx, each.collect()).await
}

/// A post was shared: some want the posts of certain aspects' people by mail.
///
/// # Errors
/// The database cannot be written.
pub async fn shared(tx: &mut Tx, post: &OwnPost) -> Outcome<()> {
    for user in own::waiting_for(tx.sql(), post.author_id).await? {
        let matter = Matter::Post { id: post.id.0 };
        let at = tx.now().plus(MAIL_AFTER);
        tx.enqueue_at(Job::Word { user: user.0, matter }, at).await?;
    }
    Ok(())
}

async fn enqueue(tx: &mut Tx, told: Vec<(UserId, Topic, Matter)>) -> Outcome<()> {
    let users: Vec<UserId> = told.iter().map(|(user, ..)| *user).collect();
    let accounts = own::of_all(tx.sql(), &users).await?;
    let accounts: HashMap<UserId, (Wishes, bool)> = accounts
        .iter()
        .filter(|(user, _)| user.state == State::Active)
        .map(|(user, telling)| {
            let reachable = account::address(user).is_some();
            (user.id, (Wishes::of(telling.as_ref()), reachable))
        })
        .collect();
    let mut devices: HashMap<UserId, Vec<i64>> = HashMap::new();
    for (user, device) in own::devices_of(tx.sql(), &users).await? {
        devices.entry(user).or_default().push(device.0);
    }
    let now = tx.now();
    let mut jobs = Vec::new();
    for (user, topic, matter) in told {
        let Some((wishes, reachable)) = accounts.get(&user) else {
            continue;
        };
        if *reachable && wishes.how(topic) == How::AtOnce {
            let job = Job::Word { user: user.0, matter };
            jobs.push((job, now.plus(MAIL_AFTER)));
        }
        for device in devices.get(&user).into_iter().flatten() {
            if wishes.pushes(topic) {
                let (user, device) = (user.0, *device);
                let job = Job::Push { user, device, matter };
                jobs.push((job, now.plus(PUSH_AFTER)));
            }
        }
    }
    Ok(tx.enqueue_all(jobs).await?)
}
