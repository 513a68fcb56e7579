//! The first visit: the pod's name, who may join, and the account that runs it. It happens once.
//!
//! Until then whoever reaches the pod could make it theirs. So a key is made at every start and printed in the
//! terminal; visitors who are not on this very machine have to know it.

use entity::user::{Role, State};
use entity::{setting, user};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use super::create::{self, NewAccount};
use super::join::name_and_address;
use crate::db::Tx;
use crate::domain::audit::{self, Act};
use crate::domain::house::{self, House, Join};
use crate::domain::seal;
use crate::error::{AccountRefusal, OrNotFound, Outcome};
use crate::i18n::Language;
use crate::text::clean;
use crate::text::email::Email;
use crate::wire::handle::Username;

/// Where the key's hash is kept.
const KEY: &str = "setup-key";

/// The most characters of the pod's name.
pub const LONGEST_NAME: usize = 60;

/// Makes the key for this start, in four groups that can be typed; the one before is worth nothing. Nothing to make
/// once the pod is set up.
///
/// # Errors
/// The database cannot be read or written.
pub async fn new_key(tx: &mut Tx) -> Outcome<Option<String>> {
    if house::load(tx.sql()).await?.set_up {
        return Ok(None);
    }
    let digits = tx.random().guid_hex();
    let key = [&digits[..4], &digits[4..8], &digits[8..12], &digits[12..16]].join("-");
    house::keep(tx.sql(), KEY, &seal::digest(&plain(&key))).await?;
    Ok(Some(key))
}

/// Whether this is the key from the terminal.
///
/// # Errors
/// The database cannot be read.
pub async fn key_fits(db: &impl ConnectionTrait, typed: &str) -> Outcome<bool> {
    let kept = house::kept(db, KEY).await?;
    Ok(kept.is_some_and(|kept| seal::equal(&kept, &seal::digest(&plain(typed)))))
}

fn plain(key: &str) -> String {
    key.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|char| char.to_ascii_lowercase())
        .collect()
}

/// What was typed at the first visit.
#[derive(Clone, Copy, Debug)]
pub struct Typed<'a> {
    /// The pod's name.
    pub name: &'a str,
    /// Code of who may join.
    pub join: &'a str,
    /// Name of the first account.
    pub username: &'a str,
    /// Its address.
    pub email: &'a str,
    /// Its password.
    pub password: &'a str,
}

/// The same, read.
#[derive(Clone, Debug)]
pub struct Beginning {
    name: String,
    join: Join,
    username: Username,
    email: Email,
}

/// Reads what was typed.
///
/// # Errors
/// The first thing that cannot be.
pub fn read(typed: Typed<'_>) -> Outcome<Beginning> {
    let name = pod_name(typed.name)?;
    let join = Join::parse(typed.join).ok_or(AccountRefusal::Join)?;
    let (username, email) = name_and_address(typed.username, typed.email, typed.password)?;
    Ok(Beginning {
        name,
        join,
        username,
        email,
    })
}

/// A name for the pod.
///
/// # Errors
/// Empty or too long.
pub fn pod_name(typed: &str) -> Outcome<String> {
    Ok(clean::line(typed, LONGEST_NAME).map_err(AccountRefusal::PodName)?)
}

/// What the page knows besides.
#[derive(Clone, Debug)]
pub struct Terms {
    /// The pod's part of the diaspora ID.
    pub host: String,
    /// Language of the browser.
    pub language: Language,
    /// What the four aspects are called in it.
    pub aspects: Vec<String>,
}

/// Sets the pod up. Of two at the same time, one does it.
///
/// # Errors
/// Somebody else was quicker, or the name was given before.
pub async fn finish(tx: &mut Tx, beginning: Beginning, terms: Terms, password: String) -> Outcome<user::Model> {
    claim(tx).await?;
    let Beginning {
        name,
        join,
        username,
        email,
    } = beginning;
    house::save(
        tx,
        &House {
            name: name.clone(),
            join,
            set_up: true,
        },
    )
    .await?;
    let new = NewAccount {
        username,
        host: terms.host,
        email: Some(email),
        password,
        language: terms.language,
        role: Role::Administrator,
        state: State::Active,
        application: None,
        invited_by: None,
        aspects: terms.aspects,
    };
    let made = create::create(tx, new).await?;
    audit::write(tx, Some(made.user), Act::SetUp, &name).await?;
    setting::Entity::delete_by_id(KEY.to_owned()).exec(tx.sql()).await?;
    user::Entity::find_by_id(made.user).one(tx.sql()).await?.or_not_found()
}

/// One UPDATE decides who sets the pod up; whoever comes second waits for it and then finds it done.
async fn claim(tx: &Tx) -> Outcome<()> {
    let row = setting::ActiveModel {
        key: Set("set-up".to_owned()),
        value: Set("no".to_owned()),
    };
    let already = super::already(setting::Column::Key);
    setting::Entity::insert(row)
        .on_conflict(already)
        .exec_without_returning(tx.sql())
        .await?;
    let claimed = setting::Entity::update_many()
        .col_expr(setting::Column::Value, Expr::value("yes"))
        .filter(setting::Column::Key.eq("set-up"))
        .filter(setting::Column::Value.ne("yes"))
        .exec(tx.sql())
        .await?;
    if claimed.rows_affected == 1 {
        Ok(())
    } else {
        Err(AccountRefusal::SetUpAlready.into())
    }
}
