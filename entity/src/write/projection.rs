//! Writing down in which form another server was given something.

use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Query};

use crate::{Moment, PersonId, PodId, comment, message, post, projection};

/// A copy as it is about to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCopy {
    /// Of which post, comment or message.
    pub guid: String,
    /// For which server.
    pub pod: PodId,
    /// For whom there; none for all there who have it.
    pub person: Option<PersonId>,
    /// Its address.
    pub uri: String,
    /// The object, JSON; of a message nothing.
    pub body: String,
}

/// A copy that is taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// Of which post, comment or message.
    pub guid: String,
    /// From which server.
    pub pod: PodId,
    /// Its address.
    pub uri: String,
}

/// Writes copies down, each in place of the former one at its address.
pub async fn keep(db: &impl ConnectionTrait, copies: Vec<NewCopy>, now: Moment) -> Result<(), DbErr> {
    for copy in copies {
        projection::Entity::delete_many()
            .filter(projection::Column::Guid.eq(&copy.guid))
            .filter(projection::Column::PodId.eq(copy.pod))
            .filter(projection::Column::Uri.eq(&copy.uri))
            .exec(db)
            .await?;
        let row = projection::ActiveModel {
            guid: Set(copy.guid),
            pod_id: Set(copy.pod),
            person_id: Set(copy.person),
            uri: Set(copy.uri),
            body: Set(copy.body),
            created_at: Set(now),
            ..Default::default()
        };
        projection::Entity::insert(row).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Whoever had this copy has been told that it is gone.
pub async fn forget(db: &impl ConnectionTrait, copy: &Gone) -> Result<(), DbErr> {
    projection::Entity::delete_many()
        .filter(projection::Column::Guid.eq(&copy.guid))
        .filter(projection::Column::PodId.eq(copy.pod))
        .filter(projection::Column::Uri.eq(&copy.uri))
        .exec(db)
        .await?;
    Ok(())
}

/// Copies of what is not there any more go, save for those whose holders are still to be told: they are younger than `before`.
pub async fn sweep(db: &impl ConnectionTrait, before: Moment) -> Result<(), DbErr> {
    let posts = Query::select().column(post::Column::Guid).from(post::Entity).take();
    let said = Query::select()
        .column(comment::Column::Guid)
        .from(comment::Entity)
        .take();
    let messages = Query::select()
        .column(message::Column::Guid)
        .from(message::Entity)
        .take();
    let gone = Condition::all()
        .add(projection::Column::CreatedAt.lt(before))
        .add(projection::Column::Guid.not_in_subquery(posts))
        .add(projection::Column::Guid.not_in_subquery(said))
        .add(projection::Column::Guid.not_in_subquery(messages));
    projection::Entity::delete_many().filter(gone).exec(db).await?;
    Ok(())
}
