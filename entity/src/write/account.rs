//! What a new account begins with that is nobody else's business: its aspects, its profile.
//!
//! Each of these tables has doors and writers of its own; here is only what joining needs.

use sea_orm::Set;
use sea_orm::entity::prelude::*;

use crate::{Details, Moment, NotificationKind, PersonId, UserId, aspect, notification, profile};

/// An empty profile: nothing in it, shown to those its owner shares with.
pub async fn profile(db: &impl ConnectionTrait, person: PersonId, now: Moment) -> Result<(), DbErr> {
    let row = profile::ActiveModel {
        person_id: Set(person),
        bio: Set(String::new()),
        location: Set(String::new()),
        pronouns: Set(String::new()),
        birthday: Set(String::new()),
        details: Set(Details::Contacts),
        updated_at: Set(now),
    };
    profile::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// The aspects an account begins with, in this order and with the hues 1, 2, 3, …
pub async fn aspects(db: &impl ConnectionTrait, owner: UserId, names: &[String], now: Moment) -> Result<(), DbErr> {
    let rows = (1_i32..).zip(names).map(|(place, name)| aspect::ActiveModel {
        user_id: Set(owner),
        name: Set(name.clone()),
        name_key: Set(name.to_lowercase()),
        hue: Set((place - 1) % 8 + 1),
        position: Set(place),
        chosen: Set(false),
        created_at: Set(now),
        ..Default::default()
    });
    aspect::Entity::insert_many(rows).exec_without_returning(db).await?;
    Ok(())
}

/// What was said of an application is settled: nobody needs to be told of it any more.
pub async fn settle(db: &impl ConnectionTrait, applicant: PersonId) -> Result<(), DbErr> {
    notification::Entity::delete_many()
        .filter(notification::Column::Kind.eq(NotificationKind::Applied))
        .filter(notification::Column::ActorId.eq(applicant))
        .exec(db)
        .await?;
    Ok(())
}
