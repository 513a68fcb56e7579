//! What the pod is to those who live in it: its name, who may join, whether it is set up.

use entity::setting;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait, Set};

use crate::db::Tx;
use crate::error::Outcome;

/// Who may join.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// Whoever was given an invitation link.
    Invitation,
    /// Whoever applies and is accepted by an administrator.
    Approval,
    /// Anyone.
    Open,
}

impl Join {
    /// All of them, in the order of a form.
    pub const ALL: [Self; 3] = [Self::Invitation, Self::Approval, Self::Open];

    /// As it is kept and as forms say it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Approval => "approval",
            Self::Open => "open",
        }
    }

    /// From a form or the database.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|join| join.code() == code)
    }
}

/// The pod as its people know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct House {
    /// Its name.
    pub name: String,
    /// Who may join.
    pub join: Join,
    /// The first account has been made.
    pub set_up: bool,
}

impl Default for House {
    fn default() -> Self {
        Self {
            name: "Samara".to_owned(),
            join: Join::Invitation,
            set_up: false,
        }
    }
}

/// What is kept now.
///
/// # Errors
/// The database cannot be read.
pub async fn load(db: &impl ConnectionTrait) -> Outcome<House> {
    let mut house = House::default();
    for row in setting::Entity::find().all(db).await? {
        match row.key.as_str() {
            "name" => house.name = row.value,
            "join" => house.join = Join::parse(&row.value).unwrap_or(Join::Invitation),
            "set-up" => house.set_up = row.value == "yes",
            _ => {}
        }
    }
    Ok(house)
}

/// Keeps all of it.
///
/// # Errors
/// The database cannot be written.
pub async fn save(tx: &Tx, house: &House) -> Outcome<()> {
    keep(tx.sql(), "name", &house.name).await?;
    keep(tx.sql(), "join", house.join.code()).await?;
    keep(tx.sql(), "set-up", if house.set_up { "yes" } else { "no" }).await
}

/// Keeps one value under a key.
///
/// # Errors
/// The database cannot be written.
pub async fn keep(db: &impl ConnectionTrait, key: &str, value: &str) -> Outcome<()> {
    let row = setting::ActiveModel {
        key: Set(key.to_owned()),
        value: Set(value.to_owned()),
    };
    let replace = OnConflict::column(setting::Column::Key)
        .update_column(setting::Column::Value)
        .to_owned();
    setting::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// One value.
///
/// # Errors
/// The database cannot be read.
pub async fn kept(db: &impl ConnectionTrait, key: &str) -> Outcome<Option<String>> {
    Ok(setting::Entity::find_by_id(key.to_owned())
        .one(db)
        .await?
        .map(|row| row.value))
}

/// A secret of this pod, made when it is first asked for. Each purpose has its own.
///
/// # Errors
/// The database cannot be read or written.
pub async fn secret(tx: &mut Tx, purpose: &str) -> Outcome<String> {
    let key = format!("secret {purpose}");
    if let Some(secret) = tx.fixed(&key) {
        return Ok(secret);
    }
    let secret = match kept(tx.sql(), &key).await? {
        Some(secret) => secret,
        None => {
            let secret = tx.random().token();
            keep(tx.sql(), &key, &secret).await?;
            secret
        }
    };
    tx.fix(&key, &secret);
    Ok(secret)
}
