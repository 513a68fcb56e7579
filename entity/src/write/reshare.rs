//! Writing reshares. The root keeps the number of its reshares by people who are there, in the same transaction.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{IntoActiveModel, Set};

use crate::proof::Own;
use crate::sql::Sql;
use crate::{NotificationKind, OwnPost, PersonId, PostId, Reach, SeenPost, notification, post};

/// A post that may be shown by others: public, and no reshare itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Root {
    /// Its row.
    pub(crate) post: PostId,
    /// What shows it stands in no list.
    pub(crate) quiet: bool,
}

impl Root {
    /// None when the post is not for all, or shows another one itself.
    pub fn of(post: &SeenPost) -> Option<Self> {
        let fit = post.reach == Reach::Public && post.root_id.is_none();
        fit.then_some(Self {
            post: post.id,
            quiet: post.quiet,
        })
    }

    /// A post that was deleted where it was, and that was never here. It has a row id that no row has, as what was deleted here has:
    /// another one for each (`number`), since nobody shows the same twice.
    pub fn lost(number: u64) -> Self {
        let number = i64::try_from(number >> 1).unwrap_or_default();
        Self {
            post: PostId(-1 - number),
            quiet: false,
        }
    }

    /// Whether it was here when it was shown.
    pub fn was_here(self) -> bool {
        self.post.0 > 0
    }

    /// Its row.
    pub fn post(self) -> PostId {
        self.post
    }

    /// The same, shown in no list by whoever shows it.
    pub fn quietly(self) -> Self {
        Self { quiet: true, ..self }
    }
}

/// So many more reshares of a root.
pub async fn count(db: &impl ConnectionTrait, root: PostId, more: i64) -> Result<(), DbErr> {
    post::Entity::update_many()
        .col_expr(post::Column::Reshares, Expr::col(post::Column::Reshares).add(more))
        .filter(post::Column::Id.eq(root))
        .exec(db)
        .await?;
    Ok(())
}

/// From now on a post shows a root, as quietly as that is. The root's number follows in a call of its own.
pub async fn show(db: &impl ConnectionTrait, post: OwnPost, root: Root) -> Result<OwnPost, DbErr> {
    let quiet = post.quiet || root.quiet;
    let mut row = (*post).clone().into_active_model();
    row.root_id = Set(Some(root.post));
    row.quiet = Set(quiet);
    Ok(Own::new(row.update(db).await?))
}

/// What is told of a reshare goes with it.
pub(crate) async fn forget(db: &impl ConnectionTrait, root: PostId, author: PersonId) -> Result<(), DbErr> {
    count(db, root, -1).await?;
    notification::Entity::delete_many()
        .filter(notification::Column::Kind.eq(NotificationKind::Reshared))
        .filter(notification::Column::ActorId.eq(author))
        .filter(notification::Column::PostId.eq(root))
        .exec(db)
        .await?;
    Ok(())
}

/// What somebody reshared counts no longer because they have left, or counts again because they are back.
pub(super) async fn recount(db: &impl ConnectionTrait, author: PersonId, there: bool) -> Result<(), DbErr> {
    let sign = if there { "+" } else { "-" };
    let update = format!(
        "UPDATE post SET reshares = reshares {sign} (SELECT COUNT(*) FROM post s WHERE s.root_id = post.id AND s.author_id = ?) \
         WHERE id IN (SELECT r.root_id FROM post r WHERE r.author_id = ? AND r.root_id IS NOT NULL)"
    );
    let update = Sql::new(&update, [author.0.into(), author.0.into()]);
    db.execute_raw(update.statement(db.get_database_backend())).await?;
    Ok(())
}
