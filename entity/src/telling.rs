//! How somebody wants to be told of what happens. Guarded: private to its owner.

use sea_orm::entity::prelude::*;

use crate::{Moment, UserId};

/// How somebody wants to be told. Each of the four sets has one bit for each topic; what a bit means is the domain's.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "telling")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// Topics that are worth a mail of their own.
    pub at_once: i64,
    /// Topics for the digest of the day.
    pub daily: i64,
    /// Topics for the letter of the week.
    pub weekly: i64,
    /// Topics that devices are told of.
    pub push: i64,
    /// Time zone, as in the IANA database.
    pub zone: String,
    /// At what hour of the day digest and letter are written: 0 to 23, in that zone.
    pub hour: i32,
    /// On which day of the week the letter is written: 0 is Monday.
    pub weekday: i32,
    /// From when on nothing is sent, in minutes after midnight.
    pub quiet_from: Option<i32>,
    /// Until when.
    pub quiet_to: Option<i32>,
    /// What came up to then is no matter for a digest any more.
    pub daily_at: Moment,
    /// What came up to then is no matter for a letter any more.
    pub weekly_at: Moment,
    /// How many mails in a row came back.
    pub returned: i32,
    /// What the mail server said of the last.
    pub returned_why: Option<String>,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
