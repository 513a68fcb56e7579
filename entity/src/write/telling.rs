//! Writing how somebody wants to be told, and on which devices.

use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, OnConflict};

use crate::telling_aspect::How;
use crate::{Moment, OwnAspect, OwnPushDevice, SessionId, UserId, push_device, telling, telling_aspect};

/// How somebody wants to be told from now on. One bit for each topic.
#[derive(Clone, Debug, PartialEq)]
pub struct NewTelling {
    /// A mail of its own.
    pub at_once: i64,
    /// The digest of the day.
    pub daily: i64,
    /// The letter of the week.
    pub weekly: i64,
    /// Devices.
    pub push: i64,
    /// Time zone, as in the IANA database.
    pub zone: String,
    /// Hour of digest and letter, 0 to 23.
    pub hour: i32,
    /// Day of the letter, 0 is Monday.
    pub weekday: i32,
    /// Minutes after midnight between which nothing is sent.
    pub quiet: Option<(i32, i32)>,
}

/// Keeps it. What happened before the first time is no matter for a digest.
pub async fn keep(db: &impl ConnectionTrait, user: UserId, new: NewTelling, now: Moment) -> Result<(), DbErr> {
    let row = telling::ActiveModel {
        user_id: Set(user),
        at_once: Set(new.at_once),
        daily: Set(new.daily),
        weekly: Set(new.weekly),
        push: Set(new.push),
        zone: Set(new.zone),
        hour: Set(new.hour),
        weekday: Set(new.weekday),
        quiet_from: Set(new.quiet.map(|(from, _)| from)),
        quiet_to: Set(new.quiet.map(|(_, to)| to)),
        daily_at: Set(now),
        weekly_at: Set(now),
        returned: Set(0),
        returned_why: Set(None),
    };
    let replace = OnConflict::column(telling::Column::UserId)
        .update_columns([
            telling::Column::AtOnce,
            telling::Column::Daily,
            telling::Column::Weekly,
            telling::Column::Push,
            telling::Column::Zone,
            telling::Column::Hour,
            telling::Column::Weekday,
            telling::Column::QuietFrom,
            telling::Column::QuietTo,
        ])
        .to_owned();
    telling::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// How the posts of an aspect's people come by mail; none for not at all.
pub async fn keep_aspect(db: &impl ConnectionTrait, aspect: &OwnAspect, how: Option<How>) -> Result<(), DbErr> {
    let Some(how) = how else {
        telling_aspect::Entity::delete_by_id(aspect.id).exec(db).await?;
        return Ok(());
    };
    let row = telling_aspect::ActiveModel {
        aspect_id: Set(aspect.id),
        user_id: Set(aspect.user_id),
        how: Set(how),
    };
    let replace = OnConflict::column(telling_aspect::Column::AspectId)
        .update_column(telling_aspect::Column::How)
        .to_owned();
    telling_aspect::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// The digest of the day is written up to now.
pub async fn told_daily(db: &impl ConnectionTrait, user: UserId, now: Moment) -> Result<(), DbErr> {
    set(db, user, telling::Column::DailyAt, now).await
}

/// The letter of the week is written up to now.
pub async fn told_weekly(db: &impl ConnectionTrait, user: UserId, now: Moment) -> Result<(), DbErr> {
    set(db, user, telling::Column::WeeklyAt, now).await
}

async fn set(db: &impl ConnectionTrait, user: UserId, column: telling::Column, now: Moment) -> Result<(), DbErr> {
    telling::Entity::update_many()
        .col_expr(column, Expr::value(now.0))
        .filter(telling::Column::UserId.eq(user))
        .exec(db)
        .await?;
    Ok(())
}

/// How many mails in a row have come back by now, and what the mail server said.
pub async fn returned(db: &impl ConnectionTrait, user: UserId, times: i32, why: Option<&str>) -> Result<(), DbErr> {
    telling::Entity::update_many()
        .col_expr(telling::Column::Returned, Expr::value(times))
        .col_expr(telling::Column::ReturnedWhy, Expr::value(why))
        .filter(telling::Column::UserId.eq(user))
        .exec(db)
        .await?;
    Ok(())
}

/// A browser that wants to be told.
#[derive(Clone, Debug)]
pub struct NewDevice {
    /// Where its owner is signed in.
    pub session: SessionId,
    /// The address at the maker of the browser.
    pub endpoint: String,
    /// Its public key.
    pub p256dh: String,
    /// The secret shared with it.
    pub auth: String,
    /// Browser and system in words.
    pub name: String,
}

/// Keeps a browser. One that was another's before is this account's from now on: who has its secret sits before it.
pub async fn add_device(db: &impl ConnectionTrait, user: UserId, new: NewDevice, now: Moment) -> Result<(), DbErr> {
    let row = push_device::ActiveModel {
        user_id: Set(user),
        session_id: Set(new.session),
        endpoint: Set(new.endpoint),
        p256dh: Set(new.p256dh),
        auth: Set(new.auth),
        name: Set(new.name),
        created_at: Set(now),
        ..Default::default()
    };
    let replace = OnConflict::column(push_device::Column::Endpoint)
        .update_columns([
            push_device::Column::UserId,
            push_device::Column::SessionId,
            push_device::Column::P256dh,
            push_device::Column::Auth,
            push_device::Column::Name,
        ])
        .to_owned();
    push_device::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Tells a browser nothing more.
pub async fn remove_device(db: &impl ConnectionTrait, device: &OwnPushDevice) -> Result<(), DbErr> {
    push_device::Entity::delete_by_id(device.id).exec(db).await?;
    Ok(())
}
