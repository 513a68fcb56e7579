//! The digest of the day and the letter of the week: when they are due, and what is in them. All of it is read through
//! the eyes of whoever gets it, at the moment of writing; what they have seen already is left out.

use std::time::Duration;

use entity::own::conversation as letters;
use entity::own::notification::{self, Told};
use entity::own::telling as own;
use entity::visible::post::{Authored, posts};
use entity::write::telling as write;
use entity::{Moment, NotificationKind, OwnTelling, TellingHow, UserId, Viewer, person, user};
use sea_orm::{ConnectionTrait, Iterable};

use super::{How, Topic, Wishes};
use crate::db::Tx;
use crate::error::Outcome;
use crate::job::{Job, Paper};

/// Jobs are made so far ahead.
const AHEAD: Duration = Duration::from_secs(3_600);
/// Most posts in one.
const POSTS: u64 = 40;
/// Most notifications in one.
const NOTIFICATIONS: u64 = 100;

fn how(paper: Paper) -> How {
    match paper {
        Paper::Daily => How::Daily,
        Paper::Weekly => How::Weekly,
    }
}

fn kept(paper: Paper) -> TellingHow {
    match paper {
        Paper::Daily => TellingHow::Daily,
        Paper::Weekly => TellingHow::Weekly,
    }
}

/// Up to when it was written.
fn since(paper: Paper, row: &OwnTelling) -> Moment {
    match paper {
        Paper::Daily => row.daily_at,
        Paper::Weekly => row.weekly_at,
    }
}

/// When the next is written.
fn next(paper: Paper, row: &OwnTelling) -> Moment {
    let wishes = Wishes::from(row);
    let weekday = match paper {
        Paper::Daily => None,
        Paper::Weekly => Some(wishes.weekday()),
    };
    wishes.zone().next(since(paper, row), wishes.hour() * 60, weekday)
}

/// What is in one.
#[derive(Debug, Default)]
pub struct Contents {
    /// Posts of the people whose posts come in this way, newest first.
    pub posts: Vec<Authored>,
    /// What else happened, newest first.
    pub told: Vec<Told>,
    /// Who wrote to me what I have not read.
    pub letters: Vec<person::Model>,
}

impl Contents {
    /// Nothing happened.
    pub fn is_empty(&self) -> bool {
        self.posts.is_empty() && self.told.is_empty() && self.letters.is_empty()
    }
}

/// Puts what is due within the hour into the queue, for everyone. Several processes may do so.
///
/// # Errors
/// The database cannot be written.
pub async fn plan_all(tx: &mut Tx) -> Outcome<()> {
    for row in own::periodical(tx.sql()).await? {
        plan_one(tx, &row).await?;
    }
    Ok(())
}

/// The same for one account, after a change.
///
/// # Errors
/// The database cannot be written.
pub async fn plan(tx: &mut Tx, me: UserId) -> Outcome<()> {
    match own::of(tx.sql(), me).await? {
        Some(row) => plan_one(tx, &row).await,
        None => Ok(()),
    }
}

async fn plan_one(tx: &mut Tx, row: &OwnTelling) -> Outcome<()> {
    let until = tx.now().plus(AHEAD);
    let aspects = own::aspects(tx.sql(), row.user_id).await?;
    for paper in [Paper::Daily, Paper::Weekly] {
        let topics = match paper {
            Paper::Daily => row.daily,
            Paper::Weekly => row.weekly,
        };
        let wanted = topics != 0 || aspects.values().any(|how| *how == kept(paper));
        let at = next(paper, row);
        if wanted && at <= until {
            let user = row.user_id.0;
            tx.enqueue_at(Job::Digest { user, paper, at: at.0 }, at).await?;
        }
    }
    Ok(())
}

/// What is in one, if it is due; none when it is not, because it was written meanwhile or other times were chosen.
///
/// # Errors
/// The database cannot be read.
pub async fn contents(
    db: &impl ConnectionTrait,
    me: &user::Model,
    paper: Paper,
    now: Moment,
) -> Outcome<Option<Contents>> {
    let Some(row) = own::of(db, me.id).await?.filter(|row| next(paper, row) <= now) else {
        return Ok(None);
    };
    let wishes = Wishes::from(&row);
    let since = since(paper, &row);
    let wanted = |topic: Topic| wishes.how(topic) == how(paper);
    let kinds: Vec<NotificationKind> = NotificationKind::iter()
        .filter(|kind| Topic::of(*kind).is_some_and(wanted))
        .collect();
    let mut found = Contents::default();
    if !kinds.is_empty() {
        found.told = notification::since(db, me.id, me.person_id, &kinds, since, NOTIFICATIONS).await?;
    }
    if wanted(Topic::Message) {
        let mine = letters::Mine {
            user: me.id,
            person: me.person_id,
        };
        found.letters = letters::unread_since(db, mine, since).await?;
    }
    let people = own::people(db, me.id, kept(paper)).await?;
    if !people.is_empty() {
        let theirs = posts(Viewer::Local(me.id, me.person_id))
            .for_stream()
            .written_by(&people)
            .since(since);
        let before = entity::visible::post::Cursor::until(now);
        found.posts = theirs.page(db, before, POSTS).await?;
    }
    Ok(Some(found))
}

/// It is written, up to now.
///
/// # Errors
/// The database cannot be written.
pub async fn written(tx: &mut Tx, me: UserId, paper: Paper) -> Outcome<()> {
    let now = tx.now();
    match paper {
        Paper::Daily => write::told_daily(tx.sql(), me, now).await?,
        Paper::Weekly => write::told_weekly(tx.sql(), me, now).await?,
    }
    Ok(())
}
