//! Telling people what concerns them, and that they have seen it.
//!
//! A notification names what happened and shows nothing by itself: it is looked at anew through its reader's eyes.
//! A new kind: a variant in `entity::notification`, its sentence in `notification.ftl`, its arm in the view.

use std::collections::BTreeSet;

use entity::own::notification::{self as own, Cursor, Told};
use entity::write::notification::{self as write, About, Telling, Which};
use entity::{NotificationId, NotificationKind, PersonId, PostId, UserId};
use sea_orm::ConnectionTrait;

use super::account::join;
use super::telling::out;
use crate::db::Tx;
use crate::error::Outcome;
use crate::live::What;

/// Lines on one page: what several did to the same thing is one.
pub const PAGE: u64 = 25;

/// Tells somebody. The caller sees to it that nobody is told of what they did themselves.
///
/// # Errors
/// The database cannot be written.
pub async fn tell(
    tx: &mut Tx,
    user: UserId,
    kind: NotificationKind,
    actor: PersonId,
    about: impl Into<About>,
) -> Outcome<()> {
    tell_each(tx, &[(user, kind)], actor, about).await
}

/// Tells some people of the same.
///
/// # Errors
/// The database cannot be written.
pub async fn tell_all(
    tx: &mut Tx,
    users: &[UserId],
    kind: NotificationKind,
    actor: PersonId,
    about: impl Into<About>,
) -> Outcome<()> {
    let told: Vec<_> = users.iter().map(|user| (*user, kind)).collect();
    tell_each(tx, &told, actor, about).await
}

/// Tells some people of one act, each in their own way.
///
/// # Errors
/// The database cannot be written.
pub async fn tell_each(
    tx: &mut Tx,
    told: &[(UserId, NotificationKind)],
    actor: PersonId,
    about: impl Into<About>,
) -> Outcome<()> {
    let about = about.into();
    let each = told.iter().map(|(user, kind)| Telling {
        user: *user,
        kind: *kind,
        actor,
        about: about.clone(),
    });
    let each: Vec<Telling> = each.collect();
    match tx.gathered() {
        Some(gathered) => gathered.told.extend(each),
        None => tell_now(tx, &each).await?,
    }
    Ok(())
}

/// Tells people of what was done, in this order.
///
/// # Errors
/// The database cannot be written.
pub async fn tell_now(tx: &mut Tx, told: &[Telling]) -> Outcome<()> {
    if told.is_empty() {
        return Ok(());
    }
    let now = tx.now();
    let made = write::insert(tx.sql(), told, now, now.minus(out::TOGETHER)).await?;
    out::notified(tx, &made).await?;
    let users: BTreeSet<UserId> = told.iter().map(|telling| telling.user).collect();
    changed(tx, &users.into_iter().collect::<Vec<_>>());
    Ok(())
}

/// Tells all administrators that somebody has applied to join.
///
/// # Errors
/// The database cannot be written.
pub async fn tell_applied(tx: &mut Tx, applicant: PersonId) -> Outcome<()> {
    let administrators = join::administrators(tx.sql()).await?;
    let users: Vec<UserId> = administrators.into_iter().map(|user| user.id).collect();
    tell_all(tx, &users, NotificationKind::Applied, applicant, None).await
}

/// Tells somebody that a person now shares with them. An older word of it is taken away first, so that to stop and
/// start again and again fills nobody's list.
///
/// # Errors
/// The database cannot be written.
pub async fn tell_sharing(tx: &mut Tx, user: UserId, actor: PersonId) -> Outcome<()> {
    write::forget(tx.sql(), user, NotificationKind::StartedSharing, actor).await?;
    tell(tx, user, NotificationKind::StartedSharing, actor, None).await
}

/// Tells somebody that a person wants to follow them and waits.
///
/// # Errors
/// The database cannot be written.
pub async fn tell_asking(tx: &mut Tx, user: UserId, actor: PersonId) -> Outcome<()> {
    write::forget(tx.sql(), user, NotificationKind::AsksToFollow, actor).await?;
    tell(tx, user, NotificationKind::AsksToFollow, actor, None).await
}

/// Nobody waits any more.
///
/// # Errors
/// The database cannot be written.
pub async fn forget_asking(tx: &mut Tx, user: UserId, actor: PersonId) -> Outcome<()> {
    write::forget(tx.sql(), user, NotificationKind::AsksToFollow, actor).await?;
    changed(tx, &[user]);
    Ok(())
}

/// A page of the lines of what somebody was told, newest first; one more than [`PAGE`] when there are older ones.
///
/// # Errors
/// The database cannot be read.
pub async fn page(db: &impl ConnectionTrait, me: UserId, person: PersonId, before: Cursor) -> Outcome<Vec<Told>> {
    page_of(db, me, person, Sort::All, before).await
}

/// The same, of one sort.
///
/// # Errors
/// The database cannot be read.
pub async fn page_of(
    db: &impl ConnectionTrait,
    me: UserId,
    person: PersonId,
    sort: Sort,
    before: Cursor,
) -> Outcome<Vec<Told>> {
    Ok(own::page(db, me, person, sort.kinds(), before, PAGE + 1).await?)
}

/// What one may want to look at alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Everything.
    #[default]
    All,
    /// What is said around posts.
    Talk,
    /// Likes and reshares.
    Likes,
    /// Where I am named, and what I was shown.
    Mentions,
    /// People, and the pod.
    People,
}

impl Sort {
    /// All of them.
    pub const EVERY: [Self; 5] = [Self::All, Self::Talk, Self::Likes, Self::Mentions, Self::People];

    /// As addresses write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Talk => "talk",
            Self::Likes => "likes",
            Self::Mentions => "mentions",
            Self::People => "people",
        }
    }

    /// From an address; everything when it says nothing that is known.
    pub fn parse(code: &str) -> Self {
        Self::EVERY
            .into_iter()
            .find(|sort| sort.code() == code)
            .unwrap_or_default()
    }

    /// What it consists of; empty for everything.
    pub fn kinds(self) -> &'static [NotificationKind] {
        use NotificationKind as Kind;
        match self {
            Self::All => &[],
            Self::Talk => &[
                Kind::Commented,
                Kind::AlsoCommented,
                Kind::Answered,
                Kind::MentionedInComment,
                Kind::PollEnded,
                Kind::NotShared,
            ],
            Self::Likes => &[Kind::Liked, Kind::LikedComment, Kind::Reshared],
            Self::Mentions => &[Kind::Mentioned, Kind::MentionedInComment, Kind::ShownLater],
            Self::People => &[
                Kind::StartedSharing,
                Kind::AsksToFollow,
                Kind::Moved,
                Kind::Birthday,
                Kind::Joined,
                Kind::Applied,
                Kind::Approved,
                Kind::Reported,
                Kind::ReportClosed,
                Kind::Warned,
                Kind::Removed,
            ],
        }
    }
}

/// How many lines there are of which they have not seen something; [`own::MANY`] for more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unread {
    talk: u64,
    likes: u64,
    mentions: u64,
    people: u64,
    all: u64,
}

impl Unread {
    /// Of a sort.
    pub fn of(self, sort: Sort) -> u64 {
        match sort {
            Sort::All => self.all,
            Sort::Talk => self.talk,
            Sort::Likes => self.likes,
            Sort::Mentions => self.mentions,
            Sort::People => self.people,
        }
    }

    /// Of all of them.
    pub fn all(self) -> u64 {
        self.all
    }
}

/// How many lines there are of which they have not seen something.
///
/// # Errors
/// The database cannot be read.
pub async fn unread(db: &impl ConnectionTrait, me: UserId, person: PersonId) -> Outcome<Unread> {
    use NotificationKind as Kind;
    // What is of two sorts is counted by itself.
    let both = |kind: &Kind| *kind == Kind::MentionedInComment;
    let alone = |sort: Sort| -> Vec<Kind> { sort.kinds().iter().copied().filter(|kind| !both(kind)).collect() };
    let (talk, mentions) = (alone(Sort::Talk), alone(Sort::Mentions));
    let sets = [
        talk.as_slice(),
        Sort::Likes.kinds(),
        &mentions,
        Sort::People.kinds(),
        &[Kind::MentionedInComment],
    ];
    let counts = own::unread(db, me, person, &sets).await?;
    let [talk, likes, mentions, people, both] = counts.as_slice() else {
        return Ok(Unread::default());
    };
    let many = |sum: u64| sum.min(own::MANY);
    Ok(Unread {
        talk: many(talk + both),
        likes: *likes,
        mentions: many(mentions + both),
        people: *people,
        all: many(talk + likes + mentions + people + both),
    })
}

/// Whether any of these is unread: asked before a page is opened, so that looking costs no writing.
///
/// # Errors
/// The database cannot be read.
pub async fn any_unread(db: &impl ConnectionTrait, me: UserId, which: Which) -> Outcome<bool> {
    Ok(write::any_unread(db, me, which).await?)
}

/// They have seen every one.
///
/// # Errors
/// The database cannot be written.
pub async fn seen_all(tx: &mut Tx, me: UserId) -> Outcome<()> {
    seen_sort(tx, me, Sort::All).await
}

/// They have seen every one of a sort.
///
/// # Errors
/// The database cannot be written.
pub async fn seen_sort(tx: &mut Tx, me: UserId, sort: Sort) -> Outcome<()> {
    let which = match sort {
        Sort::All => Which::All,
        Sort::Talk | Sort::Likes | Sort::Mentions | Sort::People => Which::Kinds(sort.kinds()),
    };
    seen(tx, me, which).await
}

/// They have opened a post: what they were told of it is read.
///
/// # Errors
/// The database cannot be written.
pub async fn seen_post(tx: &mut Tx, me: UserId, post: PostId) -> Outcome<()> {
    seen(tx, me, Which::Post(post)).await
}

/// They have opened a person: what they were told of them is read.
///
/// # Errors
/// The database cannot be written.
pub async fn seen_person(tx: &mut Tx, me: UserId, person: PersonId) -> Outcome<()> {
    seen(tx, me, Which::Person(person)).await
}

/// They have looked at the applications.
///
/// # Errors
/// The database cannot be written.
pub async fn seen_applications(tx: &mut Tx, me: UserId) -> Outcome<()> {
    seen(tx, me, Which::Kind(NotificationKind::Applied)).await
}

/// They have looked at a list in which what they were told of one kind is seen to.
///
/// # Errors
/// The database cannot be written.
pub async fn seen_kind(tx: &mut Tx, me: UserId, kind: NotificationKind) -> Outcome<()> {
    seen(tx, me, Which::Kind(kind)).await
}

/// Those of some that are read by having been listed: they lead nowhere else where they would be.
pub fn read_by_looking(told: &[Told]) -> Vec<NotificationId> {
    use NotificationKind as Kind;
    let by_looking = |told: &&Told| match told.notification.kind {
        Kind::ReportClosed | Kind::Warned | Kind::Removed | Kind::Approved | Kind::NotShared => told.others.unread,
        Kind::StartedSharing
        | Kind::Mentioned
        | Kind::ShownLater
        | Kind::Applied
        | Kind::Joined
        | Kind::Commented
        | Kind::AlsoCommented
        | Kind::Answered
        | Kind::MentionedInComment
        | Kind::Liked
        | Kind::LikedComment
        | Kind::Reshared
        | Kind::PollEnded
        | Kind::Reported
        | Kind::Birthday
        | Kind::Moved
        | Kind::AsksToFollow => false,
    };
    told.iter()
        .filter(by_looking)
        .map(|told| told.notification.id)
        .collect()
}

/// They have looked at the list in which these stand.
///
/// # Errors
/// The database cannot be written.
pub async fn seen_these(tx: &mut Tx, me: UserId, these: &[NotificationId]) -> Outcome<()> {
    if write::mark_these(tx.sql(), me, these, tx.now()).await? > 0 {
        changed(tx, &[me]);
    }
    Ok(())
}

async fn seen(tx: &mut Tx, me: UserId, which: Which) -> Outcome<()> {
    if write::mark_read(tx.sql(), me, which, tx.now()).await? > 0 {
        changed(tx, &[me]);
    }
    Ok(())
}

/// The count stands on every page of theirs, and in the browsers that are open.
pub fn changed(tx: &mut Tx, users: &[UserId]) {
    tx.tell(users, What::Notifications);
}

/// The sentence that says what happened: a key, with `name`, `people` and `emoji` to be filled in. Pages, mails and
/// devices say it alike.
pub fn sentence(kind: NotificationKind, emoji: &str) -> &'static str {
    match kind {
        NotificationKind::Liked if emoji.is_empty() => "notification-liked",
        NotificationKind::Liked => "notification-reacted",
        NotificationKind::LikedComment if emoji.is_empty() => "notification-liked-comment",
        NotificationKind::LikedComment => "notification-reacted-comment",
        NotificationKind::StartedSharing => "notification-started-sharing",
        NotificationKind::Mentioned => "notification-mentioned",
        NotificationKind::ShownLater => "notification-shown-later",
        NotificationKind::Applied => "notification-applied",
        NotificationKind::Joined => "notification-joined",
        NotificationKind::Reshared => "notification-reshared",
        NotificationKind::PollEnded => "notification-poll-ended",
        NotificationKind::Reported => "notification-reported",
        NotificationKind::ReportClosed => "notification-report-closed",
        NotificationKind::Warned => "notification-warned",
        NotificationKind::Removed => "notification-removed",
        NotificationKind::Commented => "notification-commented",
        NotificationKind::AlsoCommented => "notification-also-commented",
        NotificationKind::Answered => "notification-answered",
        NotificationKind::MentionedInComment => "notification-mentioned-in-comment",
        NotificationKind::Approved => "notification-approved",
        NotificationKind::NotShared => "notification-not-shared",
        NotificationKind::Birthday => "notification-birthday",
        NotificationKind::Moved => "notification-moved",
        NotificationKind::AsksToFollow => "notification-asks-to-follow",
    }
}
