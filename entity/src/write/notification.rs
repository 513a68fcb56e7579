//! Telling somebody of something, and that they have seen it.

use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr};

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

/// Tells some people of one act. Whether they may see it is asked each time it is looked at.
pub async fn insert(
    db: &impl ConnectionTrait,
    told: &[(UserId, NotificationKind)],
    actor: PersonId,
    about: &About,
    now: Moment,
) -> Result<Vec<(UserId, NotificationKind, NotificationId)>, DbErr> {
    let mut made = Vec::with_capacity(told.len());
    for some in told.chunks(ROWS) {
        let rows = some.iter().map(|(user, kind)| notification::ActiveModel {
            user_id: Set(*user),
            kind: Set(*kind),
            actor_id: Set(actor),
            post_id: Set(about.post),
            comment_id: Set(about.comment),
            emoji: Set(about.emoji.clone()),
            created_at: Set(now),
            read_at: Set(None),
            note: Set(about.note.clone()),
            ..Default::default()
        });
        let rows = notification::Entity::insert_many(rows).exec_with_returning(db).await?;
        made.extend(rows.into_iter().map(|row| (row.user_id, row.kind, row.id)));
    }
    Ok(made)
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
    let unread = notification::Entity::update_many()
        .col_expr(notification::Column::ReadAt, Expr::value(now.0))
        .filter(notification::Column::UserId.eq(user))
        .filter(notification::Column::ReadAt.is_null())
        .filter(these(which));
    Ok(unread.exec(db).await?.rows_affected)
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
    let unread = notification::Entity::update_many()
        .col_expr(notification::Column::ReadAt, Expr::value(now.0))
        .filter(notification::Column::UserId.eq(user))
        .filter(notification::Column::ReadAt.is_null())
        .filter(notification::Column::Id.is_in(these.iter().copied()));
    Ok(unread.exec(db).await?.rows_affected)
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
