//! Makes an account: person, profile, user, four aspects, and the job that makes its keys.
//!
//! Everyone who gets in, by whatever door, gets in here. Who may is decided by the callers.

use entity::user::{Role, State};
use entity::write::account as rows;
use entity::{PersonId, Reach, UserId, person, user};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use crate::db::Tx;
use crate::error::{AccountRefusal, OrNotFound, Outcome};
use crate::i18n::Language;
use crate::job::Job;
use crate::text::email::Email;
use crate::wire::guid::Guid;
use crate::wire::handle::{Handle, Username};

/// What is known of an account that is about to be made.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Never given before.
    pub username: Username,
    /// The pod's part of the diaspora ID.
    pub host: String,
    /// Its address, where somebody vouches for it (set-up, the command line); others confirm theirs later.
    pub email: Option<Email>,
    /// argon2id, PHC string.
    pub password: String,
    /// Language of its pages.
    pub language: Language,
    /// What it may do.
    pub role: Role,
    /// Waiting or active.
    pub state: State,
    /// What an applicant wrote.
    pub application: Option<String>,
    /// Whose invitation was used.
    pub invited_by: Option<UserId>,
    /// What its four aspects are called, in its language.
    pub aspects: Vec<String>,
}

/// An account that was just made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// Account.
    pub user: UserId,
    /// Person.
    pub person: PersonId,
}

/// The keys of the names of the aspects that everyone begins with.
pub const ASPECTS: [&str; 4] = [
    "account-aspect-family",
    "account-aspect-friends",
    "account-aspect-work",
    "account-aspect-acquaintances",
];

/// Makes it.
///
/// # Errors
/// The name was given before, or the address is another account's.
pub async fn create(tx: &mut Tx, new: NewAccount) -> Outcome<Made> {
    let name = new.username.as_str();
    if name_taken(tx.sql(), name).await? {
        return Err(AccountRefusal::UsernameTaken.into());
    }
    if let Some(email) = &new.email
        && by_email(tx.sql(), email).await?.is_some()
    {
        return Err(AccountRefusal::EmailTaken.into());
    }
    let person = insert_person(tx, &new).await?;
    let now = tx.now();
    rows::profile(tx.sql(), person, now).await?;
    let email = new.email.map_or_else(|| super::unconfirmed(name), String::from);
    let row = user::ActiveModel {
        person_id: Set(person),
        username: Set(name.to_owned()),
        email: Set(email),
        password: Set(new.password),
        state: Set(new.state),
        role: Set(new.role),
        language: Set(new.language.code().to_owned()),
        theme: Set("system".to_owned()),
        application: Set(new.application),
        invited_by: Set(new.invited_by),
        started: Set(0),
        share_back: Set(None),
        default_reach: Set(Reach::Limited),
        open_sensitive: Set(false),
        tell_devices: Set(true),
        totp_secret: Set(None),
        totp_since: Set(None),
        totp_step: Set(0),
        close_at: Set(None),
        closed_by: Set(None),
        seen_at: Set(now),
        created_at: Set(now),
        ..Default::default()
    };
    let user = row.insert(tx.sql()).await?.id;
    rows::aspects(tx.sql(), user, &new.aspects, now).await?;
    tx.enqueue(Job::make_keys(user)).await?;
    Ok(Made { user, person })
}

/// Whether somebody has, or ever had, this name.
pub(super) async fn name_taken(db: &impl ConnectionTrait, name: &str) -> Outcome<bool> {
    let user = user::Entity::find()
        .filter(user::Column::Username.eq(name))
        .one(db)
        .await?;
    let person = person::Entity::find().filter(person::Column::PodId.is_null());
    let handle = person
        .filter(person::Column::Handle.starts_with(format!("{name}@")))
        .one(db)
        .await?;
    Ok(user.is_some() || handle.is_some_and(|person| person.handle.split('@').next() == Some(name)))
}

/// The account with a confirmed address.
pub(super) async fn by_email(db: &impl ConnectionTrait, email: &Email) -> Outcome<Option<user::Model>> {
    Ok(user::Entity::find()
        .filter(user::Column::Email.eq(email.as_str()))
        .one(db)
        .await?)
}

/// The unique diaspora ID decides between two who want one name at the same time.
async fn insert_person(tx: &mut Tx, new: &NewAccount) -> Outcome<PersonId> {
    let username = &new.username;
    let handle = Handle::new(username, &new.host);
    let guid = Guid::from_bytes(tx.random().bytes());
    let hue = i32::try_from(tx.random().below(8)).expect("less than eight") + 1;
    let row = person::ActiveModel {
        guid: Set(guid.as_str().to_owned()),
        handle: Set(handle.as_str().to_owned()),
        pod_id: Set(None),
        name: Set(username.as_str().to_owned()),
        search: Set(format!("{username} {handle}")),
        avatar: Set(None),
        hue: Set(hue),
        // Who has only applied is not here yet.
        searchable: Set(new.state == State::Active),
        nsfw: Set(false),
        closed_at: Set(None),
        created_at: Set(tx.now()),
        ..Default::default()
    };
    let already = super::already(person::Column::Handle);
    let inserted = person::Entity::insert(row)
        .on_conflict(already)
        .exec_without_returning(tx.sql())
        .await?;
    if inserted == 0 {
        return Err(AccountRefusal::UsernameTaken.into());
    }
    let made = person::Entity::find()
        .filter(person::Column::Guid.eq(guid.as_str()))
        .one(tx.sql())
        .await?;
    Ok(made.or_not_found()?.id)
}
