//! What administrators look at and change: the pod's name and who may join, applications, the accounts of others.
//!
//! Nothing here opens a post, an aspect or a contact of anybody. Every act is a line in the audit log.

use entity::{job, user, visible};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::account::setup;
use super::audit::{self, Act};
use super::house::{self, House, Join};
use crate::db::Tx;
use crate::error::{AccountRefusal, Outcome};
use entity::UserId;
use entity::user::State;

pub mod application;
pub mod dead;
pub mod member;
pub mod pods;

/// How the pod stands, in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Accounts in use.
    pub people: u64,
    /// Posts known here.
    pub posts: u64,
    /// Bytes of the database.
    pub bytes: u64,
    /// Jobs that wait or are being done.
    pub jobs: u64,
    /// Jobs that were given up.
    pub dead: u64,
}

/// The numbers of now.
///
/// # Errors
/// The database cannot be read.
pub async fn facts(db: &impl ConnectionTrait) -> Outcome<Facts> {
    Ok(Facts {
        people: people(db).await?,
        posts: visible::house::posts(db).await?,
        bytes: visible::house::bytes(db).await?,
        jobs: job::Entity::find()
            .filter(job::Column::DeadAt.is_null())
            .count(db)
            .await?,
        dead: job::Entity::find()
            .filter(job::Column::DeadAt.is_not_null())
            .count(db)
            .await?,
    })
}

/// How many accounts are in use.
///
/// # Errors
/// The database cannot be read.
pub async fn people(db: &impl ConnectionTrait) -> Outcome<u64> {
    Ok(user::Entity::find()
        .filter(user::Column::State.eq(State::Active))
        .count(db)
        .await?)
}

/// Gives the pod another name, or lets others join than before.
///
/// # Errors
/// No name, or no way of joining.
pub async fn set_house(tx: &mut Tx, by: UserId, name: &str, join: &str) -> Outcome<()> {
    let name = setup::pod_name(name)?;
    let join = Join::parse(join).ok_or(AccountRefusal::Join)?;
    let house = house::load(tx.sql()).await?;
    let subject = format!("{} ({}) → {name} ({})", house.name, house.join.code(), join.code());
    house::save(tx, &House { name, join, ..house }).await?;
    audit::write(tx, Some(by), Act::House, &subject).await
}
