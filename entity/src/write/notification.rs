//! Telling somebody of something, and that they have seen it.

use std::collections::{HashMap, HashSet};

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr, Func, Order, Query, SelectStatement};
use sea_orm::{FromQueryResult, Set};

use crate::sql::{Sql, rounded};
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

/// Something that somebody is to be told.
#[derive(Clone, Debug)]
pub struct Telling {
    /// Who.
    pub user: UserId,
    /// Of what kind.
    pub kind: NotificationKind,
    /// Who has done it.
    pub actor: PersonId,
    /// What it is about.
    pub about: About,
}

/// What is told in one line: to whom, of what kind, and about what.
type Line = (UserId, NotificationKind, i64);

impl Telling {
    /// None where each is a line of its own.
    fn line(&self) -> Option<Line> {
        let subject = self.kind.subject(self.about.post, self.about.comment)?;
        Some((self.user, self.kind, subject))
    }
}

/// Tells people of what was done, in this order. Whether they may see it is asked each time it is looked at. What somebody is told
/// while an earlier row of the same line is unread, and was told `since`, goes with that one.
///
/// Whoever calls this holds the row of what it is about, so that two who do the same at once are told one after the other.
pub async fn insert(
    db: &impl ConnectionTrait,
    told: &[Telling],
    now: Moment,
    since: Moment,
) -> Result<Vec<Made>, DbErr> {
    let mut made = Vec::with_capacity(told.len());
    for some in told.chunks(ROWS) {
        let mut former = step_back(db, some).await?;
        let each = || some.iter().enumerate();
        let last: HashMap<Line, usize> = each().filter_map(|(at, telling)| Some((telling.line()?, at))).collect();
        let newest = |at: usize, telling: &Telling| telling.line().is_none_or(|line| last.get(&line) == Some(&at));
        // Of several in one line the first has to have its number before the others can name it.
        let mut begun = HashSet::new();
        let (first, rest): (Vec<_>, Vec<_>) =
            each().partition(|(_, telling)| telling.line().is_none_or(|line| begun.insert(line)));
        for these in [first, rest] {
            if these.is_empty() {
                continue;
            }
            let rows = these
                .into_iter()
                .map(|(at, telling)| row(telling, &former, newest(at, telling), (now, since)));
            for row in notification::Entity::insert_many(rows).exec_with_returning(db).await? {
                made.push(Made::of(&row));
                if let Some(subject) = row.subject_id {
                    former.insert((row.user_id, row.kind, subject), Former::of(row));
                }
            }
        }
    }
    Ok(made)
}

fn row(
    telling: &Telling,
    former: &HashMap<Line, Former>,
    newest: bool,
    (now, since): (Moment, Moment),
) -> notification::ActiveModel {
    let about = &telling.about;
    let first = telling
        .line()
        .and_then(|line| former.get(&line))
        .filter(|former| former.read_at.is_none() && former.first_at > since)
        .map(|former| (former.first_id.unwrap_or(former.id), former.first_at));
    notification::ActiveModel {
        user_id: Set(telling.user),
        kind: Set(telling.kind),
        actor_id: Set(telling.actor),
        post_id: Set(about.post),
        comment_id: Set(about.comment),
        emoji: Set(about.emoji.clone()),
        created_at: Set(now),
        read_at: Set(None),
        note: Set(about.note.clone()),
        subject_id: Set(telling.kind.subject(about.post, about.comment)),
        newest: Set(newest),
        fresh: Set(newest),
        first_id: Set(first.map(|(id, _)| id)),
        first_at: Set(first.map_or(now, |(_, at)| at)),
        ..Default::default()
    }
}

impl Made {
    fn of(row: &notification::Model) -> Self {
        Self {
            user: row.user_id,
            kind: row.kind,
            id: row.id,
            after: row.first_id.map(|id| (id, row.first_at)),
        }
    }
}

/// The newest row of a line until now.
#[derive(FromQueryResult)]
struct Former {
    id: NotificationId,
    user_id: UserId,
    kind: NotificationKind,
    subject_id: i64,
    read_at: Option<Moment>,
    first_id: Option<NotificationId>,
    first_at: Moment,
}

impl Former {
    fn of(row: notification::Model) -> Self {
        Self {
            id: row.id,
            user_id: row.user_id,
            kind: row.kind,
            subject_id: row.subject_id.unwrap_or_default(),
            read_at: row.read_at,
            first_id: row.first_id,
            first_at: row.first_at,
        }
    }
}

/// What was the newest of its line gives way to what is about to be told.
async fn step_back(db: &impl ConnectionTrait, told: &[Telling]) -> Result<HashMap<Line, Former>, DbErr> {
    let lines: HashSet<Line> = told.iter().filter_map(Telling::line).collect();
    if lines.is_empty() {
        return Ok(HashMap::new());
    }
    let values: Vec<[Value; 3]> = lines
        .into_iter()
        .map(|(user, kind, subject)| [user.0.into(), (kind as i32).into(), subject.into()])
        .collect();
    let values = rounded(values);
    // Its number is the highest: found in one step for each line, however long it is.
    let update = Sql::new(
        "UPDATE notification SET newest = FALSE, fresh = FALSE WHERE id IN (SELECT (SELECT MAX(n.id) FROM notification n \
         WHERE n.user_id = v.column1 AND n.kind = v.column2 AND n.subject_id = v.column3) FROM (VALUES ",
        [],
    )
    .then(&vec!["(?, ?, ?)"; values.len()].join(", "), values.into_iter().flatten())
    .then(
        ") AS v) RETURNING id, user_id, kind, subject_id, read_at, first_id, first_at",
        [],
    );
    let rows = db.query_all_raw(update.statement(db.get_database_backend())).await?;
    let former = rows.iter().map(|row| {
        let row = Former::from_query_result(row, "")?;
        Ok(((row.user_id, row.kind, row.subject_id), row))
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
