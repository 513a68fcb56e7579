//! How I want to be told, on which devices, and what of it a mail or a push may be about. What it is about is looked
//! at anew, through my own eyes, when it is sent.

use std::collections::{HashMap, HashSet};

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{FromQueryResult, JoinType, QueryOrder, QuerySelect, QueryTrait, Select};

use crate::proof::Own;
use crate::sql::rounded;
use crate::telling_aspect::How;
use crate::{
    AspectId, OwnPushDevice, OwnTelling, PersonId, PushDeviceId, UserId, aspect, aspect_member, push_device, telling,
    telling_aspect, user,
};

/// How I want to be told; none while I have said nothing.
pub async fn of(db: &impl ConnectionTrait, me: UserId) -> Result<Option<OwnTelling>, DbErr> {
    Ok(telling::Entity::find_by_id(me).one(db).await?.map(Own::new))
}

/// Some accounts with how they want to be told. For sending; never shown to anyone else.
pub async fn of_all(
    db: &impl ConnectionTrait,
    users: &[UserId],
) -> Result<Vec<(user::Model, Option<OwnTelling>)>, DbErr> {
    if users.is_empty() {
        return Ok(Vec::new());
    }
    let rows = with_telling(users).select_also(telling::Entity).all(db).await?;
    Ok(rows
        .into_iter()
        .map(|(user, telling)| (user, telling.map(Own::new)))
        .collect())
}

fn with_telling(users: &[UserId]) -> Select<user::Entity> {
    let theirs = user::Entity::belongs_to(telling::Entity)
        .from(user::Column::Id)
        .to(telling::Column::UserId)
        .into();
    user::Entity::find()
        .join(JoinType::LeftJoin, theirs)
        .filter(user::Column::Id.is_in(rounded(users.to_vec())))
}

/// Accounts that get a digest or a letter, with how.
pub async fn periodical(db: &impl ConnectionTrait) -> Result<Vec<OwnTelling>, DbErr> {
    let by_topic = telling::Column::Daily.ne(0).or(telling::Column::Weekly.ne(0));
    let by_aspect = sea_orm::sea_query::Query::select()
        .column(telling_aspect::Column::UserId)
        .from(telling_aspect::Entity)
        .and_where(telling_aspect::Column::How.ne(How::AtOnce))
        .take();
    let rows = telling::Entity::find()
        .filter(by_topic.or(telling::Column::UserId.in_subquery(by_aspect)))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Own::new).collect())
}

/// How the posts of my aspects' people come by mail, where they do.
pub async fn aspects(db: &impl ConnectionTrait, me: UserId) -> Result<HashMap<AspectId, How>, DbErr> {
    let rows = telling_aspect::Entity::find()
        .filter(telling_aspect::Column::UserId.eq(me))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.aspect_id, row.how)).collect())
}

/// The people of those aspects of mine whose posts come in this way.
pub async fn people(db: &impl ConnectionTrait, me: UserId, how: How) -> Result<Vec<PersonId>, DbErr> {
    let rows: Vec<PersonId> = within(how)
        .filter(aspect::Column::UserId.eq(me))
        .select_only()
        .column(aspect_member::Column::PersonId)
        .distinct()
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows)
}

/// Who wants each post of one of these people in a mail of its own. Whether they may see a post is asked when it is sent.
pub async fn waiting_for(
    db: &impl ConnectionTrait,
    authors: &[PersonId],
) -> Result<HashSet<(PersonId, UserId)>, DbErr> {
    let rows: Vec<(PersonId, UserId)> = within(How::AtOnce)
        .filter(aspect_member::Column::PersonId.is_in(rounded(authors.to_vec())))
        .select_only()
        .column(aspect_member::Column::PersonId)
        .column(aspect::Column::UserId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

fn within(how: How) -> Select<aspect_member::Entity> {
    let to_aspect = aspect_member::Entity::belongs_to(aspect::Entity)
        .from(aspect_member::Column::AspectId)
        .to(aspect::Column::Id)
        .into();
    let to_wish = aspect_member::Entity::belongs_to(telling_aspect::Entity)
        .from(aspect_member::Column::AspectId)
        .to(telling_aspect::Column::AspectId)
        .into();
    aspect_member::Entity::find()
        .join(JoinType::InnerJoin, to_aspect)
        .join(JoinType::InnerJoin, to_wish)
        .filter(telling_aspect::Column::How.eq(how))
}

/// My devices that are told, the newest first.
pub async fn devices(db: &impl ConnectionTrait, me: UserId) -> Result<Vec<OwnPushDevice>, DbErr> {
    let rows = push_device::Entity::find()
        .filter(push_device::Column::UserId.eq(me))
        .order_by_desc(push_device::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Own::new).collect())
}

/// An account, how it wants to be told, and on which devices.
#[derive(Clone, Debug)]
pub struct Way {
    /// Whose.
    pub user: user::Model,
    /// None while they have said nothing.
    pub telling: Option<OwnTelling>,
    /// Their devices.
    pub devices: Vec<PushDeviceId>,
}

/// The ways in which some accounts are told away from the pod. For sending; never shown to anyone else.
pub async fn ways(db: &impl ConnectionTrait, users: &[UserId]) -> Result<Vec<Way>, DbErr> {
    if users.is_empty() {
        return Ok(Vec::new());
    }
    let theirs = user::Entity::belongs_to(push_device::Entity)
        .from(user::Column::Id)
        .to(push_device::Column::UserId)
        .into();
    let mut select = with_telling(users)
        .join(JoinType::LeftJoin, theirs)
        .select_also(telling::Entity)
        .into_query();
    select.expr_as(Expr::col((push_device::Entity, push_device::Column::Id)), "device");
    let mut ways: Vec<Way> = Vec::new();
    for row in db.query_all(&select).await? {
        let device: Option<PushDeviceId> = row.try_get("", "device")?;
        let user = user::Model::from_query_result(&row, "A_")?;
        let telling = telling::Model::from_query_result_optional(&row, "B_")?.map(Own::new);
        let at = ways.iter().position(|way| way.user.id == user.id).unwrap_or(ways.len());
        if at == ways.len() {
            let devices = Vec::new();
            ways.push(Way { user, telling, devices });
        }
        ways[at].devices.extend(device);
    }
    Ok(ways)
}

/// One of my devices.
pub async fn device(db: &impl ConnectionTrait, me: UserId, id: PushDeviceId) -> Result<Option<OwnPushDevice>, DbErr> {
    let found = push_device::Entity::find_by_id(id)
        .filter(push_device::Column::UserId.eq(me))
        .one(db)
        .await?;
    Ok(found.map(Own::new))
}
