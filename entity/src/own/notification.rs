//! What I was told, looked at anew each time: what it is about must still be there for me.
//!
//! One condition, [`stands`], for the list and for the count. A notification about a post that I may no longer see,
//! by somebody I ignore or who has closed their account, or about an application when I am no administrator any more
//! is in neither. What comes from those who look after the pod is there whoever of them it was.
//!
//! What several people did to the same thing is one line. It stands where the newest row of it does (`newest`), so a
//! page is read along one index whatever is behind each line; of that, the last [`MANY`] rows are looked at.

mod lines;

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query};
use sea_orm::{FromQueryResult, Iterable, JoinType, QueryOrder, QueryResult, QuerySelect, QueryTrait, Select};

use crate::proof::{Own, Seen};
use crate::visible::cells::Cells;
use crate::visible::comment::{Named as NamedComment, comments};
use crate::visible::post::{Named as NamedPost, may_see, posts};
use crate::visible::whose::{is_there, not_ignored};
use crate::{
    CommentId, Moment, NotificationId, NotificationKind, OwnNotification, PersonId, PostId, UserId, Viewer, contact,
    notification, person, post, user,
};

pub use lines::unread;

/// Where a page begins: strictly older than this.
pub type Cursor = crate::cursor::Cursor<NotificationId>;

/// So many are no longer counted one by one: each is looked at anew, on every page.
pub const MANY: u64 = 100;

impl Cursor {
    /// From the newest on.
    pub fn newest() -> Self {
        Self {
            at: Moment(i64::MAX),
            id: NotificationId(i64::MAX),
        }
    }

    /// The end of a page, as the beginning of the next.
    pub fn after(told: &Told) -> Self {
        told.others.place
    }
}

/// A notification with what it is about.
#[derive(Clone, Debug)]
pub struct Told {
    /// The row; of a line, the newest that is there for me.
    pub notification: OwnNotification,
    /// Who did it.
    pub actor: person::Model,
    /// The post, for those kinds that are about one.
    pub post: Option<Seen<NamedPost>>,
    /// The comment, for those kinds that are about one.
    pub comment: Option<Seen<NamedComment>>,
    /// What else the line tells of.
    pub others: Others,
}

/// What a line tells of besides the newest of it. Of people whom I ignore or who are gone there is nothing in it.
#[derive(Clone, Debug)]
pub struct Others {
    /// Who did it last before.
    pub next: Option<person::Model>,
    /// How many people did it.
    pub people: u64,
    /// There may be more of them: so many rows and not more were looked at.
    pub at_least: bool,
    /// I have not seen some of it.
    pub unread: bool,
    place: Cursor,
}

impl Others {
    /// Nothing else.
    fn none(of: &notification::Model) -> Self {
        Self {
            next: None,
            people: 1,
            at_least: false,
            unread: of.read_at.is_none(),
            place: Cursor {
                at: of.created_at,
                id: of.id,
            },
        }
    }
}

/// A page of lines of what I was told, newest first: all of it, or of some kinds.
pub async fn page(
    db: &impl ConnectionTrait,
    me: UserId,
    person: PersonId,
    kinds: &[NotificationKind],
    before: Cursor,
    limit: u64,
) -> Result<Vec<Told>, DbErr> {
    let mut lines = lines::of(me, person);
    if !kinds.is_empty() {
        lines.and_where(notification::Column::Kind.is_in(kinds.iter().copied()));
    }
    lines.and_where(before.older(notification::Column::CreatedAt, notification::Column::Id));
    let rows = db.query_all(lines.limit(limit)).await?;
    let rows = rows.iter().map(|row| Row::from_query_result(row, ""));
    named(db, me, person, rows.collect::<Result<_, _>>()?).await
}

/// What I was told since a moment and have not seen, newest first: of some kinds.
pub async fn since(
    db: &impl ConnectionTrait,
    me: UserId,
    person: PersonId,
    kinds: &[NotificationKind],
    since: Moment,
    limit: u64,
) -> Result<Vec<Told>, DbErr> {
    let select = notification::Entity::find()
        .filter(stands(me, person))
        .filter(notification::Column::Kind.is_in(kinds.iter().copied()))
        .filter(notification::Column::CreatedAt.gt(since))
        .filter(notification::Column::ReadAt.is_null());
    told(db, me, person, select.limit(limit)).await
}

/// Those that are mailed together, after one that was mailed by itself, and that I have not seen: newest first.
pub async fn after(
    db: &impl ConnectionTrait,
    me: UserId,
    person: PersonId,
    first: NotificationId,
    limit: u64,
) -> Result<Vec<Told>, DbErr> {
    let select = notification::Entity::find()
        .filter(stands(me, person))
        .filter(notification::Column::FirstId.eq(first))
        .filter(notification::Column::ReadAt.is_null());
    told(db, me, person, select.limit(limit)).await
}

/// How many other people did the same as one of them, as far as I have not seen it; [`MANY`] at most. And whether one of
/// those came later.
pub async fn beside(db: &impl ConnectionTrait, me: UserId, of: &Told) -> Result<(u64, bool), DbErr> {
    use notification::Column as C;
    let Some(subject) = of.notification.subject_id else {
        return Ok((0, false));
    };
    let rows: Vec<(NotificationId, PersonId)> = notification::Entity::find()
        .filter(C::UserId.eq(me))
        .filter(C::Kind.eq(of.notification.kind))
        .filter(C::SubjectId.eq(subject))
        .filter(C::ReadAt.is_null())
        .filter(told_by(me, "notification"))
        .select_only()
        .columns([C::Id, C::ActorId])
        .order_by_desc(C::Id)
        .limit(MANY)
        .into_tuple()
        .all(db)
        .await?;
    let later = rows.iter().any(|(id, _)| *id > of.notification.id);
    let mut people: Vec<PersonId> = rows.into_iter().map(|(_, person)| person).collect();
    people.retain(|person| *person != of.actor.id);
    people.sort_unstable();
    people.dedup();
    Ok((people.len() as u64, later))
}

/// One of them, if I have not seen it yet and it still is there for me.
pub async fn unseen(
    db: &impl ConnectionTrait,
    me: UserId,
    person: PersonId,
    id: NotificationId,
) -> Result<Option<Told>, DbErr> {
    let select = notification::Entity::find_by_id(id)
        .filter(stands(me, person))
        .filter(notification::Column::ReadAt.is_null());
    Ok(told(db, me, person, select).await?.pop())
}

async fn told(
    db: &impl ConnectionTrait,
    me: UserId,
    person: PersonId,
    select: Select<notification::Entity>,
) -> Result<Vec<Told>, DbErr> {
    let to_actor = notification::Entity::belongs_to(person::Entity)
        .from(notification::Column::ActorId)
        .to(person::Column::Id)
        .into();
    let rows = select
        .join(JoinType::InnerJoin, to_actor)
        .select_only()
        .columns(notification::Column::iter())
        .columns(person::Column::iter())
        .order_by_desc(notification::Column::CreatedAt)
        .order_by_desc(notification::Column::Id)
        .into_model::<Alone>()
        .all(db)
        .await?;
    named(db, me, person, rows.into_iter().map(|row| row.0).collect()).await
}

/// With what they are about.
async fn named(db: &impl ConnectionTrait, me: UserId, person: PersonId, rows: Vec<Row>) -> Result<Vec<Told>, DbErr> {
    let viewer = Viewer::Local(me, person);
    let ids: Vec<PostId> = rows.iter().filter_map(|row| row.0.post_id).collect();
    let seen = match ids.as_slice() {
        [] => HashMap::new(),
        ids => posts(viewer).named(db, ids).await?,
    };
    let ids: Vec<CommentId> = rows.iter().filter_map(|row| row.0.comment_id).collect();
    let read = match ids.as_slice() {
        [] => HashMap::new(),
        ids => comments(viewer).named(db, ids).await?,
    };
    // What was withdrawn between the questions is left out as well.
    let told = rows.into_iter().filter_map(|Row(row, actor, others)| {
        let post = row.post_id.and_then(|id| seen.get(&id).cloned());
        let comment = row.comment_id.and_then(|id| read.get(&id).cloned());
        let whole = (row.post_id.is_none() || post.is_some()) && (row.comment_id.is_none() || comment.is_some());
        (whole || !ABOUT_POST.contains(&row.kind)).then_some(Told {
            notification: Own::new(row),
            actor,
            post,
            comment,
            others,
        })
    });
    Ok(told.collect())
}

/// What a line reads.
struct Row(notification::Model, person::Model, Others);

impl FromQueryResult for Row {
    fn from_query_result(row: &QueryResult, _: &str) -> Result<Self, DbErr> {
        let mut row = Cells::new(row);
        let place = Cursor {
            at: row.cell()?,
            id: row.cell()?,
        };
        let (unread, people): (bool, i64) = (row.cell()?, row.cell()?);
        let (told, actor) = (model(&mut row)?, row.person()?);
        let others = Others {
            next: row.maybe_person()?,
            // What stands by itself has no rows like it.
            people: match people.unsigned_abs() {
                0 => 1,
                some => some,
            },
            at_least: people < 0,
            unread,
            place,
        };
        Ok(Self(told, actor, others))
    }
}

/// What [`told`] reads.
struct Alone(Row);

impl FromQueryResult for Alone {
    fn from_query_result(row: &QueryResult, _: &str) -> Result<Self, DbErr> {
        let mut row = Cells::new(row);
        let (told, actor) = (model(&mut row)?, row.person()?);
        let others = Others::none(&told);
        Ok(Self(Row(told, actor, others)))
    }
}

fn model(row: &mut Cells<'_>) -> Result<notification::Model, DbErr> {
    Ok(notification::Model {
        id: row.cell()?,
        user_id: row.cell()?,
        kind: row.cell()?,
        actor_id: row.cell()?,
        post_id: row.cell()?,
        comment_id: row.cell()?,
        emoji: row.cell()?,
        created_at: row.cell()?,
        read_at: row.cell()?,
        note: row.cell()?,
        subject_id: row.cell()?,
        newest: row.cell()?,
        fresh: row.cell()?,
        first_id: row.cell()?,
        first_at: row.cell()?,
    })
}

/// Kinds that are nothing without their post.
const ABOUT_POST: [NotificationKind; 10] = [
    NotificationKind::Mentioned,
    NotificationKind::ShownLater,
    NotificationKind::Commented,
    NotificationKind::AlsoCommented,
    NotificationKind::Answered,
    NotificationKind::MentionedInComment,
    NotificationKind::Liked,
    NotificationKind::LikedComment,
    NotificationKind::Reshared,
    NotificationKind::PollEnded,
];

/// Kinds by which the pod speaks, or that it needs an answer to: ignoring or losing the one who did it hides none of them.
const BY_THE_POD: [NotificationKind; 6] = [
    NotificationKind::Warned,
    NotificationKind::Removed,
    NotificationKind::Reported,
    NotificationKind::ReportClosed,
    NotificationKind::Applied,
    NotificationKind::Approved,
];

/// Mine, and what it is about is still there for me, and who did it.
fn stands(me: UserId, person: PersonId) -> Condition {
    Condition::all().add(about(me, person)).add(told_by(me, "notification"))
}

/// Who did it is there for me, in some rows of the table.
fn told_by(me: UserId, rows: &'static str) -> Condition {
    let actor_stands = Condition::all()
        .add(is_there((rows, notification::Column::ActorId)))
        .add(not_ignored(me, (rows, notification::Column::ActorId)));
    let by_the_pod = Expr::col((rows, notification::Column::Kind)).is_in(BY_THE_POD);
    Condition::any().add(by_the_pod).add(actor_stands)
}

/// Mine, and what it is about is still there for me. It is the same of all that is told in a line.
fn about(me: UserId, person: PersonId) -> Condition {
    let about_post = notification::Column::Kind.is_in(ABOUT_POST);
    let about_sharing = notification::Column::Kind.eq(NotificationKind::StartedSharing);
    let about_application = notification::Column::Kind.eq(NotificationKind::Applied);
    let about_report = notification::Column::Kind.eq(NotificationKind::Reported);
    Condition::all()
        .add(notification::Column::UserId.eq(me))
        .add(Condition::any().add(about_post.not()).add(post_seen_by(me, person)))
        .add(Condition::any().add(about_sharing.not()).add(still_shares(me)))
        .add(Condition::any().add(about_application.not()).add(is_administrator(me)))
        .add(Condition::any().add(about_report.not()).add(is_moderator(me)))
}

fn post_seen_by(me: UserId, person: PersonId) -> Expr {
    let seen = post::Entity::find()
        .select_only()
        .column(post::Column::Id)
        .filter(may_see(Viewer::Local(me, person)))
        .filter(
            post::Column::Id
                .into_expr()
                .equals((notification::Entity, notification::Column::PostId)),
        );
    Expr::exists(seen.into_query())
}

/// Who began to share with me has not stopped.
fn still_shares(me: UserId) -> Expr {
    let shares = Query::select()
        .expr(Expr::val(1))
        .from(contact::Entity)
        .and_where(contact::Column::UserId.eq(me))
        .and_where(
            contact::Column::PersonId
                .into_expr()
                .equals((notification::Entity, notification::Column::ActorId)),
        )
        .and_where(contact::Column::Sharing.eq(true))
        .take();
    Expr::exists(shares)
}

fn is_administrator(me: UserId) -> Expr {
    has_role(me, &[user::Role::Administrator])
}

fn is_moderator(me: UserId) -> Expr {
    has_role(me, &[user::Role::Moderator, user::Role::Administrator])
}

fn has_role(me: UserId, roles: &[user::Role]) -> Expr {
    let account = Query::select()
        .expr(Expr::val(1))
        .from(user::Entity)
        .and_where(user::Column::Id.eq(me))
        .and_where(user::Column::Role.is_in(roles.iter().copied()))
        .take();
    Expr::exists(account)
}

/// Whether somebody was told of this kind about a person since a moment.
pub async fn told_since(
    db: &impl ConnectionTrait,
    me: UserId,
    about: PersonId,
    kind: NotificationKind,
    since: Moment,
) -> Result<bool, DbErr> {
    let found = notification::Entity::find()
        .filter(notification::Column::UserId.eq(me))
        .filter(notification::Column::ActorId.eq(about))
        .filter(notification::Column::Kind.eq(kind))
        .filter(notification::Column::CreatedAt.gt(since));
    Ok(found.one(db).await?.is_some())
}
