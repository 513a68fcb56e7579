//! Joining: by invitation, by approval, or freely, as the pod's people have it.
//!
//! What is answered does not tell whether somebody here has the address that was typed: the account is made either
//! way and begins without a confirmed address. The letter that goes there asks whether it is theirs, or says that
//! they are here already.

use entity::user::{Role, State};
use entity::{UserId, invitation as invitation_row, person, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::create::{self, Made, NewAccount};
use super::invitation;
use super::ticket::{self, Purpose};
use crate::db::Tx;
use crate::domain::house::{House, Join};
use crate::domain::notification;
use crate::error::{AccountRefusal, Outcome};
use crate::i18n::Language;
use crate::job::{Job, Letter};
use crate::text::email::Email;
use crate::text::{clean, password};
use crate::wire::handle::Username;

/// The most characters of the line to the administrator.
pub const LONGEST_LINE: usize = 500;

/// What somebody typed who wants to join.
#[derive(Clone, Copy, Debug)]
pub struct Typed<'a> {
    /// The name they want.
    pub username: &'a str,
    /// Their address.
    pub email: &'a str,
    /// Their password.
    pub password: &'a str,
    /// Their line to the administrator.
    pub application: &'a str,
    /// The code of their invitation; empty for none.
    pub invitation: &'a str,
}

/// The same, read: everything about it can be.
#[derive(Clone, Debug)]
pub struct Wish {
    username: Username,
    email: Email,
    application: Option<String>,
    invitation: Option<String>,
}

/// Reads what was typed, before any work is done for it.
///
/// # Errors
/// The first thing that cannot be.
pub fn read(house: &House, typed: Typed<'_>) -> Outcome<Wish> {
    let invitation = (!typed.invitation.is_empty()).then(|| typed.invitation.to_owned());
    if house.join == Join::Invitation && invitation.is_none() {
        return Err(AccountRefusal::InvitationOnly.into());
    }
    let (username, email) = name_and_address(typed.username, typed.email, typed.password)?;
    let application = match house.join {
        Join::Approval => Some(clean::block(typed.application, LONGEST_LINE).map_err(AccountRefusal::Application)?),
        Join::Invitation | Join::Open => None,
    };
    Ok(Wish {
        username,
        email,
        application,
        invitation,
    })
}

/// A name, an address, and a password that fits neither.
///
/// # Errors
/// The first of them that cannot be.
pub fn name_and_address(username: &str, email: &str, password: &str) -> Outcome<(Username, Email)> {
    let username = Username::parse(username).map_err(AccountRefusal::Username)?;
    let email = Email::parse(email).map_err(AccountRefusal::Email)?;
    password::check(password, &[username.as_str(), email.as_str()]).map_err(AccountRefusal::Password)?;
    Ok((username, email))
}

impl Wish {
    /// The address, to count letters to it.
    pub fn email(&self) -> &Email {
        &self.email
    }
}

/// What the page knows of the pod and of the browser.
#[derive(Clone, Debug)]
pub struct Terms<'a> {
    /// Who may join.
    pub house: &'a House,
    /// The pod's part of the diaspora ID.
    pub host: String,
    /// Language of the browser.
    pub language: Language,
    /// What the four aspects are called in it.
    pub aspects: Vec<String>,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joined {
    /// They are in.
    Member(UserId),
    /// An administrator will answer.
    Waiting(UserId),
}

/// Makes the account.
///
/// # Errors
/// The name was given before, or the invitation lets nobody in any more.
pub async fn join(tx: &mut Tx, terms: Terms<'_>, wish: Wish, password: String) -> Outcome<Joined> {
    let taken = match &wish.invitation {
        Some(code) => Some(invitation::take(tx, code).await?),
        None => None,
    };
    let state = match terms.house.join {
        Join::Approval => State::Waiting,
        Join::Invitation | Join::Open => State::Active,
    };
    let new = NewAccount {
        username: wish.username.clone(),
        host: terms.host,
        email: None,
        password,
        language: terms.language,
        role: Role::Member,
        state,
        application: wish.application,
        invited_by: taken.as_ref().map(|invitation| invitation.user_id),
        aspects: terms.aspects,
    };
    let made = create::create(tx, new).await?;
    ask_for_address(tx, made.user, &wish.email).await?;
    match state {
        State::Waiting => {
            tell_administrators(tx, made, wish.username.as_str()).await?;
            Ok(Joined::Waiting(made.user))
        }
        State::Active | State::Locked | State::Closing | State::Closed => {
            arrive(tx, taken, made).await?;
            Ok(Joined::Member(made.user))
        }
    }
}

async fn arrive(tx: &mut Tx, taken: Option<invitation_row::Model>, made: Made) -> Outcome<()> {
    let Some(taken) = taken else { return Ok(()) };
    invitation::arrived(tx, taken.user_id, taken.aspect_id, made).await
}

/// Both ways write one ticket and one job, so neither takes longer.
async fn ask_for_address(tx: &mut Tx, user: UserId, email: &Email) -> Outcome<()> {
    let token = ticket::issue(tx, user, Purpose::Email, email.as_str()).await?;
    let job = match create::by_email(tx.sql(), email).await? {
        Some(owner) => Job::letter(owner.id, Letter::AlreadyHere),
        None => Job::letter_to(user, email.as_str(), Letter::EmailConfirm { token }),
    };
    Ok(tx.enqueue(job).await?)
}

async fn tell_administrators(tx: &mut Tx, made: Made, username: &str) -> Outcome<()> {
    notification::tell_applied(tx, made.person).await?;
    for administrator in administrators(tx.sql()).await? {
        let letter = Letter::NewApplication {
            username: username.to_owned(),
        };
        tx.enqueue(Job::letter(administrator.id, letter)).await?;
    }
    Ok(())
}

/// Who runs the pod.
///
/// # Errors
/// The database cannot be read.
pub async fn administrators(db: &impl ConnectionTrait) -> Outcome<Vec<user::Model>> {
    let active = user::Entity::find().filter(user::Column::State.eq(State::Active));
    Ok(active
        .filter(user::Column::Role.eq(Role::Administrator))
        .all(db)
        .await?)
}

/// The people behind [`administrators`], to be named on the front page.
///
/// # Errors
/// The database cannot be read.
pub async fn hosts(db: &impl ConnectionTrait) -> Outcome<Vec<person::Model>> {
    let ids = administrators(db).await?.into_iter().map(|user| user.person_id);
    Ok(person::Entity::find()
        .filter(person::Column::Id.is_in(ids))
        .all(db)
        .await?)
}

/// Whether a name can still be had; asked before the password is hashed.
///
/// # Errors
/// Somebody has, or had, this name.
pub async fn free(db: &impl ConnectionTrait, wish: &Wish) -> Outcome<()> {
    if create::name_taken(db, wish.username.as_str()).await? {
        Err(AccountRefusal::UsernameTaken.into())
    } else {
        Ok(())
    }
}
