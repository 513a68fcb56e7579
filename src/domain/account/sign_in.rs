//! Signing in: finding the account, counting tries, and what comes after a right password.
//!
//! The page checks the password between [`find`] and [`enter`], with the same work when there is no such account.
//! What an account's state is, is told only to whoever has given its password.

use entity::user::State;
use entity::{session as row, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use super::{create, second_step, session};
use crate::db::{Db, Tx};
use crate::domain::moved;
use crate::domain::throttle::{self, Limit, Standing};
use crate::error::{AccountRefusal, Outcome};
use crate::job::{Job, Letter};
use crate::settings::Limits;
use crate::text::email::Email;

/// The name that was typed, as it is looked for and counted.
pub fn login(typed: &str) -> String {
    typed.trim().to_lowercase().chars().take(254).collect()
}

/// The account of a username or of a confirmed address.
///
/// # Errors
/// The database cannot be read.
pub async fn find(db: &impl ConnectionTrait, login: &str) -> Outcome<Option<user::Model>> {
    if let Ok(email) = Email::parse(login) {
        return create::by_email(db, &email).await;
    }
    Ok(user::Entity::find()
        .filter(user::Column::Username.eq(login))
        .one(db)
        .await?)
}

/// A try that was counted.
#[derive(Clone, Debug)]
pub struct Try {
    login: String,
    household: String,
    account: Option<String>,
    name: Standing,
    same_account: Option<Standing>,
}

/// Counts a try before the password is looked at: for the name as typed, whether or not there is such an account; for
/// the address it comes from; and, unseen, for the account, whatever it was called.
///
/// # Errors
/// Too often.
pub async fn count(db: &Db, limits: &Limits, login: &str, household: &str, user: Option<&user::Model>) -> Outcome<Try> {
    let account = user.map(|user| user.id.to_string());
    let mut tx = db.begin().await?;
    let address = throttle::tally_within(&mut tx, limits, Limit::SignInAddress, household).await?;
    let name = throttle::tally_within(&mut tx, limits, Limit::SignInName, login).await?;
    // Somebody who is not there is counted too: what is written takes as long.
    let of = account.clone().unwrap_or_else(|| format!("nobody {login}"));
    let same = throttle::tally_within(&mut tx, limits, Limit::SignInAccount, &of).await?;
    tx.commit().await?;
    address.check()?;
    name.check()?;
    let same_account = account.is_some().then_some(same);
    Ok(Try {
        login: login.to_owned(),
        household: household.to_owned(),
        account,
        name,
        same_account,
    })
}

impl Try {
    /// The password was right and counts. Not when the account was tried too often under its other name: that is not
    /// told apart from a wrong password, since it would tell which address belongs to which name.
    ///
    /// # Errors
    /// Name and password do not belong together.
    pub fn judge(&self, right: Right) -> Outcome<()> {
        let too_often = self.same_account.is_some_and(Standing::over);
        match right {
            Right::Yes if !too_often => Ok(()),
            Right::Yes | Right::No => Err(AccountRefusal::Wrong(self.name.left).into()),
        }
    }

    /// It went well: it does not count as a failure.
    async fn forgive(&self, tx: &mut Tx, limits: &Limits) -> Outcome<()> {
        throttle::forgive(tx, limits, Limit::SignInAddress, &self.household).await?;
        throttle::forgive(tx, limits, Limit::SignInName, &self.login).await?;
        match &self.account {
            Some(account) => throttle::forgive(tx, limits, Limit::SignInAccount, account).await,
            None => Ok(()),
        }
    }
}

/// What the hash said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// It is the password.
    Yes,
    /// It is not.
    No,
}

/// What comes after a right password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Signed in; the secret of the cookie.
    In(String),
    /// A code is asked for.
    Code,
    /// The account is closing: may be reopened.
    Reopen,
}

/// The password was right: signs the device in, or says what is still to be done.
///
/// # Errors
/// The account may not be used; says why.
pub async fn enter(tx: &mut Tx, limits: &Limits, tried: &Try, user: &user::Model, device: &str) -> Outcome<Next> {
    tried.forgive(tx, limits).await?;
    after_password(tx, user, device).await
}

async fn after_password(tx: &mut Tx, user: &user::Model, device: &str) -> Outcome<Next> {
    match user.state {
        State::Waiting => Err(AccountRefusal::Waiting.into()),
        State::Locked => Err(AccountRefusal::Locked.into()),
        State::Closed => Err(AccountRefusal::Gone.into()),
        State::Closing if user.closed_by.is_some() => Err(AccountRefusal::Shut.into()),
        State::Closing if moved::to(tx.sql(), user.person_id).await?.is_some() => Err(AccountRefusal::Moved.into()),
        State::Active | State::Closing if second_step::is_on(user) => Ok(Next::Code),
        State::Active | State::Closing => after_code(tx, user, device).await,
    }
}

/// The code was right, or none is asked for.
///
/// # Errors
/// The account may not be used.
pub async fn after_code(tx: &mut Tx, user: &user::Model, device: &str) -> Outcome<Next> {
    match user.state {
        State::Closing if user.closed_by.is_some() => Err(AccountRefusal::Shut.into()),
        State::Closing => Ok(Next::Reopen),
        State::Active => Ok(Next::In(begin(tx, user, device).await?)),
        State::Waiting => Err(AccountRefusal::Waiting.into()),
        State::Locked => Err(AccountRefusal::Locked.into()),
        State::Closed => Err(AccountRefusal::Gone.into()),
    }
}

/// Signs a device in; its owner is told of one that none of the others resembles.
///
/// # Errors
/// The database cannot be written.
pub async fn begin(tx: &mut Tx, user: &user::Model, device: &str) -> Outcome<String> {
    if user.tell_devices && !known(tx, user, device).await? {
        tx.enqueue(Job::letter(
            user.id,
            Letter::NewDevice {
                device: device.to_owned(),
            },
        ))
        .await?;
    }
    session::begin(tx, user.id, device).await
}

async fn known(tx: &mut Tx, user: &user::Model, device: &str) -> Outcome<bool> {
    let same = row::Entity::find()
        .filter(row::Column::UserId.eq(user.id))
        .filter(row::Column::Device.eq(device));
    Ok(same.one(tx.sql()).await?.is_some())
}

/// Keeps a hash of today's costs for the same password.
///
/// # Errors
/// The database cannot be written.
pub async fn rehash(tx: &mut Tx, user: user::Model, hash: String) -> Outcome<user::Model> {
    user::Entity::update_many()
        .set(user::ActiveModel {
            password: Set(hash.clone()),
            ..Default::default()
        })
        .filter(user::Column::Id.eq(user.id))
        .filter(user::Column::Password.eq(user.password.as_str()))
        .exec(tx.sql())
        .await?;
    Ok(user::Model { password: hash, ..user })
}
