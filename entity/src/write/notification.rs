//! Telling somebody of something, and that they have seen it.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr, Func, Order, Query, SelectStatement};
use sea_orm::{FromQueryResult, Set};

use crate::sql::Sql;
use crate::{CommentId, Moment, NotificationId, NotificationKind, PersonId, PostId, UserId, notification};

/// What a notification is about.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// Which post, if any.
    pub post: Option<PostId>,
    /// Which comment on it, if any.
    pub comment: Option<CommentId>,
    /// With which emoji, if it is a like.
    pub emoji: Option<String>,
    /// What a moderator writes about it.
    pub note: Option<String>,
}

impl From<Option<PostId>> for About {
    fn from(post: Option<PostId>) -> Self {
        Self {
            post,
            ..Self::default()
        }
    }
}

/// So many rows in one statement.
const ROWS: usize = 500;

/// Something that somebody was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// Who.
    pub user: UserId,
    /// Of what kind.
    pub kind: NotificationKind,
    /// The row.
    pub id: NotificationId,
    /// The one of the same line that is mailed by itself, and when it was told: this one is mailed later, together with others.
    pub after: Option<(NotificationId, Moment)>,
}

/// Tells some people of one act. Whether they may see it is asked each time it is looked at. What somebody is told while
/// an earlier row of the same line is unread, and was told `since`, goes with that one.
///
/// Whoever calls this holds the row of what it is about, so that two who do the same at once are told one after the other.
pub async fn insert(
    db: &impl ConnectionTrait,
    told: &[(UserId, NotificationKind)],
    actor: PersonId,
    about: &About,
    now: Moment,
    since: Moment,
) -> Result<Vec<Made>, DbErr> {
    let mut made = Vec::with_capacity(told.len());
    for some in told.chunks(ROWS) {
        let former = step_back(db, some, about).await?;
        let rows = some.iter().map(|(user, kind)| {
            let former = former.get(&(*user, *kind));
            let first = former
                .filter(|former| former.read_at.is_none() && former.first_at > since)
                .map(|former| (former.first_id.unwrap_or(former.id), former.first_at));
            notification::ActiveModel {
                user_id: Set(*user),
                kind: Set(*kind),
                actor_id: Set(actor),
                post_id: Set(about.post),
                comment_id: Set(about.comment),
                emoji: Set(about.emoji.clone()),
                created_at: Set(now),
                read_at: Set(None),
                note: Set(about.note.clone()),
                subject_id: Set(kind.subject(about.post, about.comment)),
                newest: Set(true),
                fresh: Set(true),
                first_id: Set(first.map(|(id, _)| id)),
                first_at: Set(first.map_or(now, |(_, at)| at)),
                ..Default::default()
            }
        });
        let rows = notification::Entity::insert_many(rows).exec_with_returning(db).await?;
        made.extend(rows.into_iter().map(|row| Made {
            user: row.user_id,
            kind: row.kind,
            id: row.id,
            after: row.first_id.map(|id| (id, row.first_at)),
        }));
    }
    Ok(made)
}

/// The newest row of a line until now.
#[derive(FromQueryResult)]
struct Former {
    id: NotificationId,
    user_id: UserId,
    kind: NotificationKind,
    read_at: Option<Moment>,
    first_id: Option<NotificationId>,
    first_at: Moment,
}

/// What was the newest of its line gives way to what is about to be told.
async fn step_back(
    db: &impl ConnectionTrait,
    told: &[(UserId, NotificationKind)],
    about: &About,
) -> Result<HashMap<(UserId, NotificationKind), Former>, DbErr> {
    let lines: Vec<[Value; 3]> = told
        .iter()
        .filter_map(|(user, kind)| {
            let subject = kind.subject(about.post, about.comment)?;
            Some([user.0.into(), (*kind as i32).into(), subject.into()])
        })
        .collect();
    if lines.is_empty() {
        return Ok(HashMap::new());
    }
    // Its number is the highest: found in one step for each line, however long it is.
    let update = Sql::new(
        "UPDATE notification SET newest = FALSE, fresh = FALSE WHERE id IN (SELECT (SELECT MAX(n.id) FROM notification n \
         WHERE n.user_id = v.column1 AND n.kind = v.column2 AND n.subject_id = v.column3) FROM (VALUES ",
        [],
    )
    .then(&vec!["(?, ?, ?)"; lines.len()].join(", "), lines.into_iter().flatten())
    .then(") AS v) RETURNING id, user_id, kind, read_at, first_id, first_at", []);
    let rows = db.query_all_raw(update.statement(db.get_database_backend())).await?;
    let former = rows.iter().map(|row| {
        let row = Former::from_query_result(row, "")?;
        Ok(((row.user_id, row.kind), row))
    });
    former.collect()
}

/// Which of somebody's notifications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Every one.
    All,
    /// Of one kind.
    Kind(NotificationKind),
    /// Of some kinds.
    Kinds(&'static [NotificationKind]),
    /// About a post.
    Post(PostId),
    /// About a person, and no post.
    Person(PersonId),
}

/// Whether any of these is unread: cheaper to ask than to write.
pub async fn any_unread(db: &impl ConnectionTrait, user: UserId, which: Which) -> Result<bool, DbErr> {
    let unread = notification::Entity::find()
        .filter(notification::Column::UserId.eq(user))
        .filter(notification::Column::ReadAt.is_null())
        .filter(these(which));
    Ok(unread.one(db).await?.is_some())
}

/// They have seen these. Returns how many were unread.
pub async fn mark_read(db: &impl ConnectionTrait, user: UserId, which: Which, now: Moment) -> Result<u64, DbErr> {
    mark(db, user, these(which), now).await
}

/// Found along two indexes that have nothing but what is unread; a line is fresh while any row of it may be.
async fn mark(db: &impl ConnectionTrait, user: UserId, which: Condition, now: Moment) -> Result<u64, DbErr> {
    use notification::Column as C;
    let arm = |unread: Expr| Condition::all().add(C::UserId.eq(user)).add(unread).add(which.clone());
    let unread = Condition::any()
        .add(arm(C::ReadAt.is_null()))
        .add(arm(Expr::cust("notification.fresh")));
    let read = Func::coalesce([Expr::col(C::ReadAt), Expr::val(now.0)]);
    let marked = notification::Entity::update_many()
        .col_expr(C::ReadAt, read.into())
        .col_expr(C::Fresh, Expr::val(false))
        .filter(C::Id.in_subquery(newest_first(unread)));
    Ok(marked.exec(db).await?.rows_affected)
}

/// Rows of somebody that are about to be changed, taken newest first. Whoever takes a row away passes on to the one before
/// it: in this order nobody who changes several waits for somebody who waits for them.
pub(super) fn newest_first(which: Condition) -> SelectStatement {
    Query::select()
        .column(notification::Column::Id)
        .from(notification::Entity)
        .cond_where(which)
        .order_by(notification::Column::Id, Order::Desc)
        .lock_exclusive()
        .take()
}

fn these(which: Which) -> Condition {
    match which {
        Which::All => Condition::all(),
        Which::Kinds(kinds) => Condition::all().add(notification::Column::Kind.is_in(kinds.iter().copied())),
        Which::Kind(kind) => Condition::all().add(notification::Column::Kind.eq(kind)),
        Which::Post(post) => Condition::all().add(notification::Column::PostId.eq(post)),
        Which::Person(person) => Condition::all()
            .add(notification::Column::ActorId.eq(person))
            .add(notification::Column::PostId.is_null()),
    }
}

/// They have seen these. Returns how many were unread.
pub async fn mark_these(
    db: &impl ConnectionTrait,
    user: UserId,
    these: &[NotificationId],
    now: Moment,
) -> Result<u64, DbErr> {
    let these = notification::Column::Id.is_in(these.iter().copied());
    mark(db, user, Condition::all().add(these), now).await
}

/// Takes away what somebody was told about a person, so that it can be told anew.
pub async fn forget(
    db: &impl ConnectionTrait,
    user: UserId,
    kind: NotificationKind,
    actor: PersonId,
) -> Result<(), DbErr> {
    notification::Entity::delete_many()
        .filter(notification::Column::UserId.eq(user))
        .filter(notification::Column::Kind.eq(kind))
        .filter(notification::Column::ActorId.eq(actor))
        .exec(db)
        .await?;
    Ok(())
}
