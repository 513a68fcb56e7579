//! How somebody wants to be told of what happens: at once by mail, in a digest of the day, in a letter of the week,
//! on their devices, or not at all; and between which hours nothing is sent.
//!
//! What is sent is looked at anew through its reader's eyes when it leaves, so nobody is told by mail of what they may
//! not see any more. A new topic: a variant here and a sentence `telling-topic-<code>`.

pub mod device;
pub mod digest;
pub mod out;
pub mod unsubscribe;

use std::collections::HashMap;

use entity::own::telling as own;
use entity::write::telling::{self as write, NewTelling};
use entity::{AspectId, NotificationKind, OwnTelling, TellingHow, UserId};
use sea_orm::ConnectionTrait;

use crate::db::Tx;
use crate::error::{Outcome, TellingRefusal};
use crate::i18n::zone::Zone;
use entity::Moment;

/// After so many mails in a row that came back, no more are sent.
pub const RETURNED: i32 = 3;

/// What one may be told of. The number is the place of its bit in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// Somebody wrote to me.
    Message = 0,
    /// I am named in a post.
    Mentioned = 1,
    /// I am named in a comment.
    MentionedInComment = 2,
    /// A comment on a post of mine.
    Commented = 3,
    /// A comment on a post that I follow.
    AlsoCommented = 4,
    /// An answer to a comment of mine.
    Answered = 5,
    /// Somebody likes a post of mine.
    Liked = 6,
    /// Somebody likes a comment of mine.
    LikedComment = 7,
    /// Somebody reshared a post of mine.
    Reshared = 8,
    /// Somebody began to share with me.
    StartedSharing = 9,
    /// I was shown an older post.
    ShownLater = 10,
    /// A poll is over.
    PollEnded = 11,
    /// Somebody joined by my invitation.
    Joined = 12,
    /// A contact's birthday.
    Birthday = 13,
    /// Something was reported; for moderators.
    Reported = 14,
    /// What I reported was seen to, or I am warned.
    Moderation = 15,
    /// What I wanted to share later could not be shared.
    NotShared = 16,
}

impl Topic {
    /// All of them, as the page lists them.
    pub const EVERY: [Self; 17] = [
        Self::Message,
        Self::Mentioned,
        Self::MentionedInComment,
        Self::Commented,
        Self::AlsoCommented,
        Self::Answered,
        Self::Liked,
        Self::LikedComment,
        Self::Reshared,
        Self::ShownLater,
        Self::PollEnded,
        Self::StartedSharing,
        Self::Birthday,
        Self::Joined,
        Self::NotShared,
        Self::Moderation,
        Self::Reported,
    ];

    /// As forms and addresses write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Mentioned => "mentioned",
            Self::MentionedInComment => "mentioned-in-comment",
            Self::Commented => "commented",
            Self::AlsoCommented => "also-commented",
            Self::Answered => "answered",
            Self::Liked => "liked",
            Self::LikedComment => "liked-comment",
            Self::Reshared => "reshared",
            Self::StartedSharing => "started-sharing",
            Self::ShownLater => "shown-later",
            Self::PollEnded => "poll-ended",
            Self::Joined => "joined",
            Self::Birthday => "birthday",
            Self::Reported => "reported",
            Self::Moderation => "moderation",
            Self::NotShared => "not-shared",
        }
    }

    /// From a form or an address.
    pub fn parse(code: &str) -> Option<Self> {
        Self::EVERY.into_iter().find(|topic| topic.code() == code)
    }

    /// What a notification is about; none for what has a letter of its own anyway.
    pub fn of(kind: NotificationKind) -> Option<Self> {
        Some(match kind {
            NotificationKind::StartedSharing | NotificationKind::Moved | NotificationKind::AsksToFollow => {
                Self::StartedSharing
            }
            NotificationKind::Mentioned => Self::Mentioned,
            NotificationKind::ShownLater => Self::ShownLater,
            NotificationKind::Joined => Self::Joined,
            NotificationKind::Commented => Self::Commented,
            NotificationKind::AlsoCommented => Self::AlsoCommented,
            NotificationKind::Answered => Self::Answered,
            NotificationKind::MentionedInComment => Self::MentionedInComment,
            NotificationKind::Liked => Self::Liked,
            NotificationKind::LikedComment => Self::LikedComment,
            NotificationKind::Reshared => Self::Reshared,
            NotificationKind::PollEnded => Self::PollEnded,
            NotificationKind::Reported => Self::Reported,
            NotificationKind::ReportClosed | NotificationKind::Warned | NotificationKind::Removed => Self::Moderation,
            NotificationKind::Birthday => Self::Birthday,
            NotificationKind::NotShared => Self::NotShared,
            NotificationKind::Applied | NotificationKind::Approved => return None,
        })
    }

    fn bit(self) -> i64 {
        1 << (self as i64)
    }

    fn bits(topics: &[Self]) -> i64 {
        topics.iter().fold(0, |bits, topic| bits | topic.bit())
    }
}

/// By mail: when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Each in a mail of its own.
    AtOnce,
    /// In the digest of the day.
    Daily,
    /// In the letter of the week.
    Weekly,
    /// Not.
    Never,
}

impl How {
    /// All of them.
    pub const EVERY: [Self; 4] = [Self::AtOnce, Self::Daily, Self::Weekly, Self::Never];

    /// As forms write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::AtOnce => "at-once",
            Self::Daily => "daily",
            Self::Weekly => "weekly",
            Self::Never => "never",
        }
    }

    /// From a form.
    pub fn parse(code: &str) -> Option<Self> {
        Self::EVERY.into_iter().find(|how| how.code() == code)
    }

    /// As the database keeps it for an aspect.
    pub fn of(kept: Option<TellingHow>) -> Self {
        match kept {
            Some(TellingHow::AtOnce) => Self::AtOnce,
            Some(TellingHow::Daily) => Self::Daily,
            Some(TellingHow::Weekly) => Self::Weekly,
            None => Self::Never,
        }
    }

    fn kept(self) -> Option<TellingHow> {
        match self {
            Self::AtOnce => Some(TellingHow::AtOnce),
            Self::Daily => Some(TellingHow::Daily),
            Self::Weekly => Some(TellingHow::Weekly),
            Self::Never => None,
        }
    }
}

/// How somebody wants to be told.
#[derive(Clone, Debug, PartialEq)]
pub struct Wishes {
    kept: NewTelling,
    /// How many mails in a row came back.
    pub returned: i32,
    /// What the mail server said of the last.
    pub returned_why: Option<String>,
}

impl Default for Wishes {
    /// What is meant for me alone comes at once, the rest waits on the pod.
    fn default() -> Self {
        let at_once = [
            Topic::Message,
            Topic::Mentioned,
            Topic::MentionedInComment,
            Topic::Commented,
            Topic::Answered,
            Topic::StartedSharing,
            Topic::ShownLater,
            Topic::Joined,
            Topic::NotShared,
            Topic::Reported,
            Topic::Moderation,
        ];
        let kept = NewTelling {
            at_once: Topic::bits(&at_once),
            daily: 0,
            weekly: 0,
            push: Topic::bits(&at_once) | Topic::Birthday.bit(),
            zone: "UTC".to_owned(),
            hour: 7,
            weekday: 6,
            quiet: None,
        };
        Self {
            kept,
            returned: 0,
            returned_why: None,
        }
    }
}

impl From<&OwnTelling> for Wishes {
    fn from(row: &OwnTelling) -> Self {
        let kept = NewTelling {
            at_once: row.at_once,
            daily: row.daily,
            weekly: row.weekly,
            push: row.push,
            zone: row.zone.clone(),
            hour: row.hour,
            weekday: row.weekday,
            quiet: row.quiet_from.zip(row.quiet_to),
        };
        Self {
            kept,
            returned: row.returned,
            returned_why: row.returned_why.clone(),
        }
    }
}

impl Wishes {
    /// As kept, or as everyone's are at first.
    pub fn of(row: Option<&OwnTelling>) -> Self {
        row.map(Self::from).unwrap_or_default()
    }

    /// By mail: when.
    pub fn how(&self, topic: Topic) -> How {
        let bit = topic.bit();
        if self.kept.at_once & bit != 0 {
            How::AtOnce
        } else if self.kept.daily & bit != 0 {
            How::Daily
        } else if self.kept.weekly & bit != 0 {
            How::Weekly
        } else {
            How::Never
        }
    }

    /// Whether devices are told.
    pub fn pushes(&self, topic: Topic) -> bool {
        self.kept.push & topic.bit() != 0
    }

    /// By mail from now on.
    pub fn set(&mut self, topic: Topic, how: How) {
        let bit = topic.bit();
        for set in [&mut self.kept.at_once, &mut self.kept.daily, &mut self.kept.weekly] {
            *set &= !bit;
        }
        match how {
            How::AtOnce => self.kept.at_once |= bit,
            How::Daily => self.kept.daily |= bit,
            How::Weekly => self.kept.weekly |= bit,
            How::Never => {}
        }
    }

    /// Devices are told of these, and of nothing else.
    pub fn push_only(&mut self, topics: &[Topic]) {
        self.kept.push = Topic::bits(topics);
    }

    /// Where they live.
    pub fn zone(&self) -> Zone {
        Zone::parse(&self.kept.zone).unwrap_or_default()
    }

    /// Where they live from now on.
    ///
    /// # Errors
    /// There is no such zone.
    pub fn set_zone(&mut self, name: &str) -> Outcome<()> {
        let zone = Zone::parse(name).ok_or(TellingRefusal::Zone)?;
        zone.name().clone_into(&mut self.kept.zone);
        Ok(())
    }

    /// At what hour of the day digest and letter are written.
    pub fn hour(&self) -> u32 {
        self.kept.hour.unsigned_abs().min(23)
    }

    /// On what day of the week the letter is written; 0 is Monday.
    pub fn weekday(&self) -> u32 {
        self.kept.weekday.unsigned_abs().min(6)
    }

    /// When digest and letter are written from now on.
    ///
    /// # Errors
    /// There is no such hour or day.
    pub fn set_times(&mut self, hour: &str, weekday: &str) -> Outcome<()> {
        let number = |text: &str, most: i32| {
            let number: Option<i32> = text.parse().ok();
            number.filter(|number| (0..=most).contains(number))
        };
        self.kept.hour = number(hour, 23).ok_or(TellingRefusal::NoSuchChoice)?;
        self.kept.weekday = number(weekday, 6).ok_or(TellingRefusal::NoSuchChoice)?;
        Ok(())
    }

    /// Minutes after midnight between which nothing is sent.
    pub fn quiet(&self) -> Option<(u32, u32)> {
        self.kept
            .quiet
            .map(|(from, to)| (from.unsigned_abs(), to.unsigned_abs()))
    }

    /// Nothing is sent between these times of the day from now on; empty for whenever.
    ///
    /// # Errors
    /// These are no times of a day, or the same.
    pub fn set_quiet(&mut self, between: Option<(&str, &str)>) -> Outcome<()> {
        let Some((from, to)) = between else {
            self.kept.quiet = None;
            return Ok(());
        };
        let both = minutes(from).zip(minutes(to)).filter(|(from, to)| from != to);
        self.kept.quiet = Some(both.ok_or(TellingRefusal::Quiet)?);
        Ok(())
    }

    /// If nothing is sent now: until when.
    pub fn quiet_until(&self, now: Moment) -> Option<Moment> {
        let (from, to) = self.quiet()?;
        let minute = self.zone().minute(now);
        let within = if from < to {
            (from..to).contains(&minute)
        } else {
            minute >= from || minute < to
        };
        within.then(|| self.zone().next(now, to, None))
    }

    /// Whether mails come back so often that none is sent.
    pub fn stopped(&self) -> bool {
        self.returned >= RETURNED
    }
}

/// `07:30`, in minutes.
fn minutes(text: &str) -> Option<i32> {
    let (hour, minute) = text.trim().split_once(':')?;
    let (hour, minute): (i32, i32) = (hour.parse().ok()?, minute.parse().ok()?);
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 60 + minute)
}

/// How I want to be told.
///
/// # Errors
/// The database cannot be read.
pub async fn of(db: &impl ConnectionTrait, me: UserId) -> Outcome<Wishes> {
    Ok(Wishes::of(own::of(db, me).await?.as_ref()))
}

/// How the posts of my aspects' people come by mail.
///
/// # Errors
/// The database cannot be read.
pub async fn of_aspects(db: &impl ConnectionTrait, me: UserId) -> Outcome<HashMap<AspectId, How>> {
    let kept = own::aspects(db, me).await?;
    Ok(kept
        .into_iter()
        .map(|(aspect, how)| (aspect, How::of(Some(how))))
        .collect())
}

/// Keeps how I want to be told, and of which aspects' posts.
///
/// # Errors
/// An aspect is not mine.
pub async fn keep(tx: &mut Tx, me: UserId, wishes: &Wishes, aspects: &[(AspectId, How)]) -> Outcome<()> {
    let now = tx.now();
    write::keep(tx.sql(), me, wishes.kept.clone(), now).await?;
    for (id, how) in aspects {
        let aspect = entity::own::aspect::one(tx.sql(), me, *id).await?;
        let aspect = aspect.ok_or(TellingRefusal::NoSuchChoice)?;
        write::keep_aspect(tx.sql(), &aspect, how.kept()).await?;
    }
    digest::plan(tx, me).await
}

/// I live in this time zone from now on; all else stays as it was.
///
/// # Errors
/// There is no such zone.
pub async fn live_in(tx: &mut Tx, me: UserId, zone: &str) -> Outcome<()> {
    let mut wishes = of(tx.sql(), me).await?;
    wishes.set_zone(zone)?;
    keep(tx, me, &wishes, &[]).await
}

/// My mails did not come back this time, or they did and this is why. After [`RETURNED`] in a row no more are sent.
///
/// # Errors
/// The database cannot be written.
pub async fn arrived(tx: &mut Tx, me: UserId, wishes: &Wishes, refused: Option<&str>) -> Outcome<()> {
    let Some(why) = refused else {
        if wishes.returned > 0 {
            write::returned(tx.sql(), me, 0, None).await?;
        }
        return Ok(());
    };
    if own::of(tx.sql(), me).await?.is_none() {
        let now = tx.now();
        write::keep(tx.sql(), me, wishes.kept.clone(), now).await?;
    }
    Ok(write::returned(tx.sql(), me, wishes.returned.saturating_add(1), Some(why)).await?)
}

/// I have another address now, or want it tried again.
///
/// # Errors
/// The database cannot be written.
pub async fn try_again(tx: &mut Tx, me: UserId) -> Outcome<()> {
    Ok(write::returned(tx.sql(), me, 0, None).await?)
}
