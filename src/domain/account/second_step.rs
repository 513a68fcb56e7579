//! The second step when signing in: a code from an app (TOTP: SHA-1, six digits, 30 seconds), or one of ten recovery
//! codes. Each code works once. The app's secret is locked before it becomes a row: whoever has the database alone
//! cannot make codes.
//!
//! Knows the database only. How often codes may be tried is the caller's to count, in a transaction of its own: a
//! try that is refused is not committed.

use entity::{SessionId, UserId, recovery_code, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};
use totp_rs::{Algorithm, Builder, Secret, Totp};

use crate::db::{Db, Tx};
use crate::domain::account::session;
use crate::domain::seal;
use crate::domain::throttle::{self, Limit};
use crate::error::{AccountRefusal, Fault, OrNotFound, Outcome};
use crate::job::{Job, Letter};
use crate::live::What;
use crate::settings::Limits;
use crate::vault::Vault;

/// Seconds that a code is good for; one before and one after are taken, since clocks differ.
const STEP: i64 = 30;
/// Recovery codes made at once.
const CODES: usize = 10;
/// Letters and digits of a recovery code that nobody takes for others: 32 of them, five bits each.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// What an app needs to make codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// For typing.
    pub secret: String,
    /// For the QR code.
    pub uri: String,
}

/// Whether a code is asked for.
pub fn is_on(user: &user::Model) -> bool {
    user.totp_since.is_some() && user.totp_secret.is_some()
}

/// Makes a secret, unless one waits for its first code already. Nothing is asked for yet.
///
/// # Errors
/// The second step is on already.
pub async fn begin(tx: &mut Tx, vault: &Vault, id: UserId) -> Outcome<()> {
    let user = fresh(tx, id).await?;
    if is_on(&user) {
        return Err(AccountRefusal::SecondStepOn.into());
    }
    if user.totp_secret.is_none() {
        let secret = Secret::from(tx.random().bytes::<20>()).to_base32();
        update(
            tx,
            id,
            user::ActiveModel {
                totp_secret: Set(Some(vault.lock(tx.random(), &purpose(id), &secret))),
                ..Default::default()
            },
        )
        .await?;
    }
    Ok(())
}

/// What the app needs, while the second step is being set up. `issuer` is the pod, as the app will call it.
///
/// # Errors
/// The secret in the database is none.
pub fn setup(vault: &Vault, user: &user::Model, issuer: &str) -> Outcome<Option<Setup>> {
    if is_on(user) || user.totp_secret.is_none() {
        return Ok(None);
    }
    let secret = secret(vault, user)?;
    // The address puts a colon between pod and account.
    let uri = totp(&secret)?
        .with_account_name(user.username.as_str())
        .with_issuer(Some(issuer.replace(':', " ")))
        .build()
        .and_then(|totp| totp.to_url())
        .map_err(Fault::of)?;
    Ok(Some(Setup { secret, uri }))
}

/// Switches the second step on with the first code of the app. Returns the recovery codes, which nobody can show
/// again. Other devices are signed out.
///
/// # Errors
/// The code is not the one; or nothing was begun.
pub async fn confirm(tx: &mut Tx, vault: &Vault, id: UserId, here: SessionId, code: &str) -> Outcome<Vec<String>> {
    let user = fresh(tx, id).await?;
    if is_on(&user) {
        return Err(AccountRefusal::SecondStepOn.into());
    }
    let step = matching(&secret(vault, &user)?, code, tx.now().seconds())?.ok_or(AccountRefusal::WrongCode)?;
    let change = user::ActiveModel {
        totp_since: Set(Some(tx.now())),
        totp_step: Set(step),
        ..Default::default()
    };
    update(tx, id, change).await?;
    session::end_all(tx, id, Some(here)).await?;
    tx.enqueue(Job::letter(id, Letter::SecondStepOn)).await?;
    renew_codes(tx, id).await
}

/// Whether the code, from the app or a recovery code, is good; from now on it is not.
///
/// # Errors
/// It is not: refused, and the transaction has to be dropped.
pub async fn check(tx: &mut Tx, vault: &Vault, user: &user::Model, code: &str) -> Outcome<()> {
    is_on(user).then_some(()).or_not_found()?;
    if let Some(step) = matching(&secret(vault, user)?, code, tx.now().seconds())? {
        // The condition is part of the change, so that of two at once only one gets in.
        let used = user::Entity::update_many()
            .set(user::ActiveModel {
                totp_step: Set(step),
                ..Default::default()
            })
            .filter(user::Column::Id.eq(user.id))
            .filter(user::Column::TotpStep.lt(step))
            .exec(tx.sql())
            .await?;
        return (used.rows_affected == 1)
            .then_some(())
            .ok_or_else(|| AccountRefusal::WrongCode.into());
    }
    let spent = recovery_code::Entity::update_many()
        .set(recovery_code::ActiveModel {
            used_at: Set(Some(tx.now())),
            ..Default::default()
        })
        .filter(recovery_code::Column::UserId.eq(user.id))
        .filter(recovery_code::Column::Hash.eq(seal::digest(&plain(code))))
        .filter(recovery_code::Column::UsedAt.is_null())
        .exec(tx.sql())
        .await?;
    (spent.rows_affected > 0)
        .then_some(())
        .ok_or_else(|| AccountRefusal::WrongCode.into())
}

/// [`check`] in a transaction of its own, counted: after ten wrong ones in a quarter of an hour none is looked at, and
/// the owner is told by mail.
///
/// # Errors
/// The code is not good, or there were too many tries lately.
pub async fn check_counted(db: &Db, limits: &Limits, vault: &Vault, user: &user::Model, code: &str) -> Outcome<()> {
    let whom = user.id.to_string();
    let standing = throttle::tally(db, limits, Limit::Code, &whom).await?;
    standing.check()?;
    let mut tx = db.begin().await?;
    if let Err(stop) = check(&mut tx, vault, user, code).await {
        drop(tx);
        if standing.left == 0 {
            let mut tx = db.begin().await?;
            tx.enqueue(Job::letter(user.id, Letter::CodesLocked)).await?;
            tx.commit().await?;
        }
        return Err(stop);
    }
    throttle::forgive(&mut tx, limits, Limit::Code, &whom).await?;
    Ok(tx.commit().await?)
}

/// How many recovery codes have not been spent.
///
/// # Errors
/// The database cannot be read.
pub async fn codes_left(db: &impl ConnectionTrait, user: UserId) -> Outcome<u64> {
    let left = recovery_code::Entity::find()
        .filter(recovery_code::Column::UserId.eq(user))
        .filter(recovery_code::Column::UsedAt.is_null());
    Ok(left.count(db).await?)
}

/// Ten new recovery codes at their owner's wish.
///
/// # Errors
/// The second step is not on.
pub async fn renew(tx: &mut Tx, id: UserId) -> Outcome<Vec<String>> {
    let user = fresh(tx, id).await?;
    is_on(&user).then_some(()).or_not_found()?;
    renew_codes(tx, id).await
}

/// Ten new recovery codes; the former ones are worth nothing. They are shown once: only hashes are kept.
///
/// # Errors
/// The database cannot be written.
async fn renew_codes(tx: &mut Tx, user: UserId) -> Outcome<Vec<String>> {
    recovery_code::Entity::delete_many()
        .filter(recovery_code::Column::UserId.eq(user))
        .exec(tx.sql())
        .await?;
    let codes: Vec<String> = (0..CODES).map(|_| draw(tx)).collect();
    let rows = codes.iter().map(|code| recovery_code::ActiveModel {
        user_id: Set(user),
        hash: Set(seal::digest(&plain(code))),
        used_at: Set(None),
        ..Default::default()
    });
    recovery_code::Entity::insert_many(rows)
        .exec_without_returning(tx.sql())
        .await?;
    Ok(codes)
}

/// No code is asked for any more. Other devices are signed out.
///
/// # Errors
/// The database cannot be written.
pub async fn switch_off(tx: &mut Tx, user: UserId, here: SessionId) -> Outcome<()> {
    forget(tx, user).await?;
    session::end_all(tx, user, Some(here)).await?;
    tx.enqueue(Job::letter(user, Letter::SecondStepOff)).await?;
    Ok(())
}

/// Removes secret and recovery codes.
///
/// # Errors
/// The database cannot be written.
pub async fn forget(tx: &mut Tx, user: UserId) -> Outcome<()> {
    let none = user::ActiveModel {
        totp_secret: Set(None),
        totp_since: Set(None),
        ..Default::default()
    };
    update(tx, user, none).await?;
    recovery_code::Entity::delete_many()
        .filter(recovery_code::Column::UserId.eq(user))
        .exec(tx.sql())
        .await?;
    Ok(())
}

/// What the secret of an account's app is locked for.
pub fn purpose(id: UserId) -> String {
    format!("second step of {id}")
}

/// The secret of the app, unlocked.
///
/// # Errors
/// There is none, or it was locked with another key.
pub fn secret(vault: &Vault, user: &user::Model) -> Outcome<String> {
    let locked = user.totp_secret.as_deref().or_not_found()?;
    Ok(vault.open(&purpose(user.id), locked)?)
}

async fn fresh(tx: &Tx, id: UserId) -> Outcome<user::Model> {
    user::Entity::find_by_id(id).one(tx.sql()).await?.or_not_found()
}

async fn update(tx: &mut Tx, id: UserId, change: user::ActiveModel) -> Outcome<()> {
    user::Entity::update_many()
        .set(change)
        .filter(user::Column::Id.eq(id))
        .exec(tx.sql())
        .await?;
    tx.tell(&[id], What::Account);
    Ok(())
}

fn totp(secret: &str) -> Outcome<Builder> {
    let secret =
        Secret::try_from_base32(secret).map_err(|_| Fault::new("a secret of the second step is unreadable"))?;
    Ok(Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(STEP.unsigned_abs())
        .with_secret(secret))
}

/// The step that a code belongs to, if it is one of those that are taken now.
fn matching(secret: &str, code: &str, now: i64) -> Outcome<Option<i64>> {
    let totp: Totp = totp(secret)?.build().map_err(Fault::of)?;
    let digits: String = code.chars().filter(|char| !char.is_whitespace()).collect();
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    let step = totp.check(&digits, u64::try_from(now).unwrap_or(0));
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

/// The code for a moment, as the app shows it. For specs.
///
/// # Errors
/// The secret is none.
pub fn code_at(secret: &str, seconds: i64) -> Outcome<String> {
    let totp = totp(secret)?.build().map_err(Fault::of)?;
    Ok(totp.generate(u64::try_from(seconds).unwrap_or(0)).to_string())
}

/// Sixteen letters and digits (80 bits) in groups of four.
fn draw(tx: &Tx) -> String {
    let bytes = tx.random().bytes::<16>();
    let letters: Vec<char> = bytes
        .iter()
        .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]))
        .collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

/// A recovery code without what people put between its letters.
fn plain(code: &str) -> String {
    code.chars()
        .filter(|char| char.is_ascii_alphanumeric())
        .map(|char| char.to_ascii_lowercase())
        .collect()
}
