//! Keeping what is to be shared later, and taking it out when its time has come.

use sea_orm::Set;
use sea_orm::entity::prelude::*;

use crate::proof::Own;
use crate::{Moment, OwnScheduledPost, ScheduledPostId, UserId, scheduled_post};

/// What is to be shared, and when.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Markdown.
    pub text: String,
    /// The publisher's fields, JSON.
    pub fields: String,
    /// When.
    pub due_at: Moment,
}

/// Keeps it.
pub async fn insert(
    db: &impl ConnectionTrait,
    me: UserId,
    guid: String,
    plan: Plan,
    now: Moment,
) -> Result<OwnScheduledPost, DbErr> {
    let row = scheduled_post::ActiveModel {
        guid: Set(guid),
        user_id: Set(me),
        text: Set(plan.text),
        fields: Set(plan.fields),
        due_at: Set(plan.due_at),
        created_at: Set(now),
        refused: Set(None),
        ..Default::default()
    };
    Ok(Own::new(row.insert(db).await?))
}

/// Keeps something else in its place; it waits again.
pub async fn change(db: &impl ConnectionTrait, of: &OwnScheduledPost, plan: Plan) -> Result<(), DbErr> {
    let row = scheduled_post::ActiveModel {
        text: Set(plan.text),
        fields: Set(plan.fields),
        due_at: Set(plan.due_at),
        refused: Set(None),
        ..Default::default()
    };
    scheduled_post::Entity::update_many()
        .set(row)
        .filter(scheduled_post::Column::Id.eq(of.id))
        .exec(db)
        .await?;
    Ok(())
}

/// Takes it out of the list. Nothing when another act was quicker: then it is not to be shared again.
pub async fn take(db: &impl ConnectionTrait, of: &OwnScheduledPost) -> Result<Option<()>, DbErr> {
    let gone = scheduled_post::Entity::delete_by_id(of.id).exec(db).await?;
    Ok((gone.rows_affected == 1).then_some(()))
}

/// What waits under this row and whose time has come.
pub async fn due(
    db: &impl ConnectionTrait,
    id: ScheduledPostId,
    now: Moment,
) -> Result<Option<OwnScheduledPost>, DbErr> {
    let row = scheduled_post::Entity::find_by_id(id)
        .filter(scheduled_post::Column::DueAt.lte(now))
        .filter(scheduled_post::Column::Refused.is_null())
        .one(db)
        .await?;
    Ok(row.map(Own::new))
}

/// It could not be shared: it stays, and says why.
pub async fn refuse(db: &impl ConnectionTrait, of: &OwnScheduledPost, why: String) -> Result<(), DbErr> {
    let row = scheduled_post::ActiveModel {
        refused: Set(Some(why)),
        ..Default::default()
    };
    scheduled_post::Entity::update_many()
        .set(row)
        .filter(scheduled_post::Column::Id.eq(of.id))
        .exec(db)
        .await?;
    Ok(())
}
