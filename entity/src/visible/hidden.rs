//! Whose closed account hides a thing. What others say of it meanwhile may count again when they open it; of the thing itself nothing is
//! read.

use sea_orm::entity::prelude::*;
use sea_orm::{JoinType, QuerySelect};

use crate::{PersonId, comment, poll, post};

/// What may be hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A post.
    Post,
    /// A comment.
    Comment,
    /// A poll.
    Poll,
}

/// Who wrote a thing, and whose post it stands below. None: there is no such thing.
pub async fn authors(db: &impl ConnectionTrait, thing: Thing, guid: &str) -> Result<Vec<PersonId>, DbErr> {
    let mut found = Vec::new();
    match thing {
        Thing::Post => {
            let posts = post::Entity::find().filter(post::Column::Guid.eq(guid)).select_only();
            found.extend(
                posts
                    .column(post::Column::AuthorId)
                    .into_tuple::<PersonId>()
                    .one(db)
                    .await?,
            );
        }
        Thing::Comment => {
            let on = comment::Entity::belongs_to(post::Entity)
                .from(comment::Column::PostId)
                .to(post::Column::Id)
                .into();
            let said = comment::Entity::find().join(JoinType::InnerJoin, on);
            let said = said.filter(comment::Column::Guid.eq(guid)).select_only();
            let said = said.column(comment::Column::AuthorId).column(post::Column::AuthorId);
            found.extend(both(said.into_tuple().one(db).await?));
        }
        Thing::Poll => {
            let of = poll::Entity::belongs_to(post::Entity)
                .from(poll::Column::PostId)
                .to(post::Column::Id)
                .into();
            let polls = poll::Entity::find().join(JoinType::InnerJoin, of);
            let polls = polls.filter(poll::Column::Guid.eq(guid)).select_only();
            found.extend(
                polls
                    .column(post::Column::AuthorId)
                    .into_tuple::<PersonId>()
                    .one(db)
                    .await?,
            );
        }
    }
    Ok(found)
}

fn both(row: Option<(PersonId, PersonId)>) -> impl Iterator<Item = PersonId> {
    row.into_iter().flat_map(|(author, above)| [author, above])
}
