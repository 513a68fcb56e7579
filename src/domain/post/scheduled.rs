//! Posts that wait for their time. Until then they are no posts: what the form said is kept as a private row of its
//! author, like a draft, so that nothing of it can be seen, counted, found or told. A job shares it with the ordinary
//! [`super::compose`]; for whom is worked out then.
//!
//! Whoever takes the row out shares it, and the row goes in the same transaction: it is shared once, however often the
//! job runs. What cannot be shared when its time has come stays in the list with the reason, and its author is told.

use std::time::Duration;

use entity::own::scheduled as own;
use entity::write::scheduled::{self as write, Plan};
use entity::{Moment, NotificationKind, OwnPost, OwnScheduledPost, Reach, ScheduledPostId, user};
use sea_orm::{ConnectionTrait, EntityTrait};
use serde::{Deserialize, Serialize};

use super::audience::{self, Wanted};
use super::author::{Absent, Author};
use super::extras::Wishes;
use super::publish::compose_as;
use super::{Composed, draft, words};
use crate::db::Tx;
use crate::domain::me::Me;
use crate::domain::{notification, photo};
use crate::error::{Fault, OrNotFound, Outcome, PostRefusal, Refusal};
use crate::i18n::Arg;
use crate::job::Job;

/// Most that one account can have waiting.
pub const MOST: u64 = 100;
/// Shortest wait.
const SOONEST: Duration = Duration::from_secs(60);
/// Longest wait.
const LATEST: Duration = Duration::from_secs(366 * 86_400);
/// No clock on earth is further from UTC, in minutes.
const FURTHEST: i64 = 16 * 60;

/// What waits, with what its form said.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// The row.
    pub row: OwnScheduledPost,
    /// For whom.
    pub wanted: Wanted,
    /// What else it is to have.
    pub wishes: Wishes,
    /// Why it could not be shared when its time had come.
    pub refused: Option<Why>,
}

/// Why something could not be shared: a sentence, as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Why {
    /// Its key.
    pub key: String,
    /// Its arguments that are words.
    pub words: Vec<(String, String)>,
    /// Its arguments that are numbers.
    pub numbers: Vec<(String, i64)>,
}

impl Why {
    fn of(refusal: &Refusal) -> Self {
        let sentence = refusal.sentence();
        let mut why = Self {
            key: sentence.key.to_owned(),
            words: Vec::new(),
            numbers: Vec::new(),
        };
        for (name, arg) in sentence.args {
            match arg {
                Arg::Text(text) => why.words.push((name.to_owned(), text)),
                Arg::Number(number) => why.numbers.push((name.to_owned(), number)),
            }
        }
        why
    }
}

impl Waiting {
    fn of(row: OwnScheduledPost) -> Self {
        let (wanted, wishes) = draft::chosen(&row.fields);
        // The time is in the row, and in a form it is said in UTC.
        let wishes = Wishes {
            later: local(row.due_at),
            later_offset: String::new(),
            ..wishes
        };
        Self {
            refused: row.refused.as_deref().and_then(|why| serde_json::from_str(why).ok()),
            wanted: wanted.unwrap_or_else(|| Wanted {
                reach: "limited".to_owned(),
                aspects: Vec::new(),
                people: Vec::new(),
                except: Vec::new(),
            }),
            wishes,
            row,
        }
    }
}

/// `2026-11-22T18:30`, in UTC.
fn local(at: Moment) -> String {
    at.iso().chars().take(16).collect()
}

/// When somebody wants to share: between a minute and a year from now.
///
/// # Errors
/// It is no time, or not within these.
pub fn due(wishes: &Wishes, now: Moment) -> Outcome<Moment> {
    let at = read(&wishes.later, &wishes.later_offset).ok_or(PostRefusal::LaterUnreadable)?;
    if at < now.plus(SOONEST) {
        return Err(PostRefusal::LaterSoon.into());
    }
    if at > now.plus(LATEST) {
        return Err(PostRefusal::LaterFar.into());
    }
    Ok(at)
}

/// `2026-11-22T18:30` or with seconds, and minutes until UTC.
fn read(later: &str, offset: &str) -> Option<Moment> {
    let (date, time) = later.trim().split_once('T')?;
    let number = |text: &str, width: usize| -> Option<i64> {
        let digits = text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse().ok()).flatten()
    };
    let date: Vec<&str> = date.split('-').collect();
    let time: Vec<&str> = time.split(':').collect();
    let [year, month, day] = date.as_slice() else {
        return None;
    };
    let ([hour, minute] | [hour, minute, _]) = time.as_slice() else {
        return None;
    };
    let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
    let (hour, minute) = (number(hour, 2)?, number(minute, 2)?);
    if hour > 23 || minute > 59 {
        return None;
    }
    let offset: i64 = match offset.trim() {
        "" => 0,
        text => text.parse().ok().filter(|minutes: &i64| minutes.abs() <= FURTHEST)?,
    };
    let day = Moment::of_date(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)?;
    let minutes = u64::try_from(hour * 60 + minute).ok()?;
    let there = day.plus(Duration::from_secs(minutes * 60));
    let apart = Duration::from_secs(offset.unsigned_abs() * 60);
    Some(if offset < 0 {
        there.minus(apart)
    } else {
        there.plus(apart)
    })
}

/// What a form says makes sense now, as far as can be told: it may not at its time.
async fn plan(tx: &Tx, me: &Me, host: &str, composed: Composed<'_>) -> Outcome<Plan> {
    let Composed { text, wanted, wishes } = composed;
    let due_at = due(wishes, tx.now())?;
    wishes.resolve(tx.now())?;
    audience::resolve(tx.sql(), me, wanted).await?;
    let photos = photo::ready(tx, me, &wishes.photos, Vec::new(), photo::IN_POST).await?;
    let said = words::beside(tx.sql(), text, host, photos.len(), PostRefusal::Text).await?;
    Ok(Plan {
        text: said.text,
        fields: draft::fields(wanted, wishes)?,
        due_at,
    })
}

async fn wait(tx: &mut Tx, id: ScheduledPostId, due_at: Moment) -> Outcome<()> {
    let job = Job::ShareLater {
        scheduled: id.0,
        at: due_at.0,
    };
    Ok(tx.enqueue_at(job, due_at).await?)
}

/// Keeps what was written until its time; the draft goes.
///
/// # Errors
/// The time cannot be, the post could not be shared now either, or too many wait.
pub async fn keep(tx: &mut Tx, me: &Me, host: &str, composed: Composed<'_>) -> Outcome<OwnScheduledPost> {
    let plan = plan(tx, me, host, composed).await?;
    if own::count(tx.sql(), me.user.id).await? >= MOST {
        return Err(PostRefusal::TooManyWait(MOST).into());
    }
    let (guid, now, due_at) = (tx.random().guid_hex(), tx.now(), plan.due_at);
    let row = write::insert(tx.sql(), me.user.id, guid, plan, now).await?;
    wait(tx, row.id, due_at).await?;
    draft::clear(tx, me).await?;
    Ok(row)
}

/// Everything that somebody has waiting, what comes first first.
///
/// # Errors
/// The database cannot be read.
pub async fn list(db: &impl ConnectionTrait, me: &Me) -> Outcome<Vec<Waiting>> {
    let rows = own::all(db, me.user.id).await?;
    Ok(rows.into_iter().map(Waiting::of).collect())
}

/// One of it.
///
/// # Errors
/// There is none, or not any more.
pub async fn one(db: &impl ConnectionTrait, me: &Me, guid: &str) -> Outcome<Waiting> {
    let row = own::one(db, me.user.id, guid).await?.or_not_found()?;
    Ok(Waiting::of(row))
}

/// Changes what waits, and when its time is.
///
/// # Errors
/// It is not mine, or cannot be; see [`keep`].
pub async fn change(tx: &mut Tx, me: &Me, host: &str, guid: &str, composed: Composed<'_>) -> Outcome<()> {
    let row = own::one(tx.sql(), me.user.id, guid).await?.or_not_found()?;
    let plan = plan(tx, me, host, composed).await?;
    let due_at = plan.due_at;
    write::change(tx.sql(), &row, plan).await?;
    wait(tx, row.id, due_at).await
}

/// Takes it back before anybody has it.
///
/// # Errors
/// It is not mine.
pub async fn remove(tx: &mut Tx, me: &Me, guid: &str) -> Outcome<()> {
    let row = own::one(tx.sql(), me.user.id, guid).await?.or_not_found()?;
    write::take(tx.sql(), &row).await?.or_not_found()
}

/// Shares it now.
///
/// # Errors
/// It is not mine, or cannot be shared.
pub async fn share_now(tx: &mut Tx, me: &Me, host: &str, guid: &str) -> Outcome<OwnPost> {
    let row = own::one(tx.sql(), me.user.id, guid).await?.or_not_found()?;
    share(tx, me, host, row).await
}

async fn share(tx: &mut Tx, author: &impl Author, host: &str, row: OwnScheduledPost) -> Outcome<OwnPost> {
    write::take(tx.sql(), &row).await?.or_not_found()?;
    let Waiting {
        row, wanted, wishes, ..
    } = Waiting::of(row);
    let audience = audience::resolve(tx.sql(), author, &wanted).await?;
    if audience.reach == Reach::Limited && audience::count(tx.sql(), author, &audience).await?.people == 0 {
        return Err(PostRefusal::NobodyLeft.into());
    }
    let composed = Composed {
        text: &row.text,
        wanted: &wanted,
        wishes: &wishes,
    };
    compose_as(tx, author, host, composed).await
}

/// Shares what waits under a row, if its time has come; else nothing.
///
/// # Errors
/// It cannot be shared: nothing of it is to be kept, and [`refuse`] is next.
pub async fn come(tx: &mut Tx, host: &str, id: ScheduledPostId) -> Outcome<()> {
    let now = tx.now();
    let Some(row) = write::due(tx.sql(), id, now).await? else {
        return Ok(());
    };
    let author = Absent::of(tx.sql(), row.user_id).await?;
    let author = author.ok_or(PostRefusal::AccountLocked)?;
    share(tx, &author, host, row).await?;
    Ok(())
}

/// What could not be shared stays, and its author is told.
///
/// # Errors
/// The database cannot be written.
pub async fn refuse(tx: &mut Tx, id: ScheduledPostId, refusal: &Refusal) -> Outcome<()> {
    let now = tx.now();
    let Some(row) = write::due(tx.sql(), id, now).await? else {
        return Ok(());
    };
    let why = serde_json::to_string(&Why::of(refusal)).map_err(Fault::of)?;
    write::refuse(tx.sql(), &row, why).await?;
    let account = user::Entity::find_by_id(row.user_id)
        .one(tx.sql())
        .await?
        .or_not_found()?;
    notification::tell(tx, account.id, NotificationKind::NotShared, account.person_id, None).await
}
