//! What `samara account` does. Each act is a line in the audit log, by nobody: whoever has the terminal has the pod.

use entity::user;
use entity::user::{Role, State};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::close::{self, When};
use super::create::{self, NewAccount};
use super::{reset, second_step, session};
use crate::db::Tx;
use crate::domain::administration::member;
use crate::domain::audit::{self, Act};
use crate::error::{AccountRefusal, OrNotFound, Outcome};
use crate::i18n::Language;
use crate::text::email::Email;
use crate::wire::handle::Username;

/// What the command line knows of a new account.
#[derive(Clone, Debug)]
pub struct New<'a> {
    /// Name.
    pub username: &'a str,
    /// Address, believed as given.
    pub email: &'a str,
    /// The pod's part of the diaspora ID.
    pub host: String,
    /// Language of pages and mails.
    pub language: Language,
    /// What the four aspects are called in it.
    pub aspects: Vec<String>,
}

/// Makes an account that nobody can sign in to yet; returns the secret of a link `/password/reset/<secret>` to
/// choose a password, good for an hour.
///
/// # Errors
/// The name or the address cannot be, or is somebody's.
pub async fn create(tx: &mut Tx, new: New<'_>) -> Outcome<String> {
    let username = Username::parse(new.username).map_err(AccountRefusal::Username)?;
    let email = Email::parse(new.email).map_err(AccountRefusal::Email)?;
    let account = NewAccount {
        username: username.clone(),
        host: new.host,
        email: Some(email),
        password: String::new(),
        language: new.language,
        role: Role::Member,
        state: State::Active,
        application: None,
        invited_by: None,
        aspects: new.aspects,
    };
    let made = create::create(tx, account).await?;
    audit::write(tx, None, Act::Create, username.as_str()).await?;
    reset::link(tx, made.user).await
}

/// Signs an account out everywhere, switches its second step off, and returns the secret of a link to choose a new
/// password, good for an hour. The old password goes on working until then.
///
/// # Errors
/// There is no such account.
pub async fn reset_password(tx: &mut Tx, username: &str) -> Outcome<String> {
    let user = named(tx.sql(), username).await?;
    session::end_all(tx, user.id, None).await?;
    second_step::forget(tx, user.id).await?;
    audit::write(tx, None, Act::Link, &user.username).await?;
    reset::link(tx, user.id).await
}

/// Closes an account.
///
/// # Errors
/// There is no such account, or it is the last one that runs the pod.
pub async fn close(tx: &mut Tx, username: &str, when: When) -> Outcome<()> {
    let user = named(tx.sql(), username).await?;
    audit::write(tx, None, Act::Close, &user.username).await?;
    close::close(tx, user.id, when).await
}

/// Lets an account run the pod.
///
/// # Errors
/// There is no such account in use.
pub async fn make_administrator(tx: &mut Tx, username: &str) -> Outcome<()> {
    let user = named(tx.sql(), username).await?;
    member::set_role(tx, None, user.id, Role::Administrator).await
}

async fn named(db: &impl ConnectionTrait, username: &str) -> Outcome<user::Model> {
    let name = username.trim().to_lowercase();
    user::Entity::find()
        .filter(user::Column::Username.eq(name))
        .one(db)
        .await?
        .or_not_found()
}
