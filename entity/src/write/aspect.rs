//! Writing aspects and who is in them. What that means for sharing is written by [`super::contact`].

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{IntoActiveModel, QuerySelect, Set};

use crate::proof::Own;
use crate::sql::Sql;
use crate::{AspectId, Moment, OwnAspect, PersonId, UserId, aspect, aspect_member, user};

/// How an aspect is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    /// At most 20 characters.
    pub name: String,
    /// The name as it is compared: lower case.
    pub key: String,
    /// 1 to 8.
    pub hue: i32,
}

/// Makes an aspect, after the others of its owner.
pub async fn insert(db: &impl ConnectionTrait, owner: UserId, face: Face, now: Moment) -> Result<OwnAspect, DbErr> {
    let last: Option<Option<i32>> = aspect::Entity::find()
        .select_only()
        .column_as(aspect::Column::Position.max(), "last")
        .filter(aspect::Column::UserId.eq(owner))
        .into_tuple()
        .one(db)
        .await?;
    let row = aspect::ActiveModel {
        user_id: Set(owner),
        name: Set(face.name),
        name_key: Set(face.key),
        hue: Set(face.hue),
        position: Set(last.flatten().unwrap_or(0).saturating_add(1)),
        chosen: Set(false),
        created_at: Set(now),
        ..Default::default()
    };
    Ok(Own::new(row.insert(db).await?))
}

/// Gives an aspect another name or hue.
pub async fn change(db: &impl ConnectionTrait, aspect: OwnAspect, face: Face) -> Result<OwnAspect, DbErr> {
    let mut row = (*aspect).clone().into_active_model();
    row.name = Set(face.name);
    row.name_key = Set(face.key);
    row.hue = Set(face.hue);
    Ok(Own::new(row.update(db).await?))
}

/// Ticks these in the publisher by default, and no other of the same owner.
pub async fn choose(db: &impl ConnectionTrait, owner: UserId, ids: &[AspectId]) -> Result<(), DbErr> {
    let mine = || aspect::Entity::update_many().filter(aspect::Column::UserId.eq(owner));
    mine().col_expr(aspect::Column::Chosen, false.into()).exec(db).await?;
    if !ids.is_empty() {
        let these = mine().filter(aspect::Column::Id.is_in(ids.iter().copied()));
        these.col_expr(aspect::Column::Chosen, true.into()).exec(db).await?;
    }
    Ok(())
}

/// Puts all aspects of an owner in this order.
pub async fn order(db: &impl ConnectionTrait, aspects: &[OwnAspect]) -> Result<(), DbErr> {
    for (place, aspect) in (1_i32..)
        .zip(aspects)
        .filter(|(place, aspect)| *place != aspect.position)
    {
        let mut row = (**aspect).clone().into_active_model();
        row.position = Set(place);
        row.update(db).await?;
    }
    Ok(())
}

/// Takes an aspect away; whoever was in it is not any more. Nobody is put into it by themselves from now on.
pub async fn delete(db: &impl ConnectionTrait, aspect: OwnAspect) -> Result<(), DbErr> {
    user::Entity::update_many()
        .col_expr(user::Column::ShareBack, Option::<i64>::None.into())
        .filter(user::Column::Id.eq(aspect.user_id))
        .filter(user::Column::ShareBack.eq(aspect.id))
        .exec(db)
        .await?;
    crate::invitation::Entity::update_many()
        .col_expr(crate::invitation::Column::AspectId, Option::<i64>::None.into())
        .filter(crate::invitation::Column::UserId.eq(aspect.user_id))
        .filter(crate::invitation::Column::AspectId.eq(aspect.id))
        .exec(db)
        .await?;
    aspect::Entity::delete_by_id(aspect.id).exec(db).await?;
    Ok(())
}

/// Puts a person into an aspect; twice changes nothing.
pub async fn put(db: &impl ConnectionTrait, aspect: &OwnAspect, person: PersonId) -> Result<(), DbErr> {
    let row = aspect_member::ActiveModel {
        aspect_id: Set(aspect.id),
        person_id: Set(person),
    };
    let already = OnConflict::columns([aspect_member::Column::AspectId, aspect_member::Column::PersonId])
        .do_nothing()
        .to_owned();
    aspect_member::Entity::insert(row)
        .on_conflict(already)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Takes a person out of an aspect.
pub async fn take(db: &impl ConnectionTrait, aspect: &OwnAspect, person: PersonId) -> Result<(), DbErr> {
    aspect_member::Entity::delete_by_id((aspect.id, person))
        .exec(db)
        .await?;
    Ok(())
}

/// Takes a person out of all aspects of an owner.
pub async fn take_everywhere(db: &impl ConnectionTrait, owner: UserId, person: PersonId) -> Result<(), DbErr> {
    let gone = Sql::new(
        "DELETE FROM aspect_member WHERE person_id = ? AND aspect_id IN (SELECT a.id FROM aspect a WHERE a.user_id = ?)",
        [person.0.into(), owner.0.into()],
    );
    db.execute_raw(gone.statement(db.get_database_backend())).await?;
    Ok(())
}
