//! Pictures that stand for `:name:`: administrators add those of this pod; those of others are learned when something
//! that uses them arrives.
//!
//! Knows the database only. A picture's key is never given twice: another picture of the same name has another key, so
//! that what was written with the former one does not change.

use std::collections::HashMap;

use entity::{EmojiId, PodId, UserId, emoji, person};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Set, SqlErr,
};
use url::Url;

use super::audit::{self, Act};
use crate::db::Tx;
use crate::error::{EmojiRefusal, OrNotFound, Outcome, Stop};
use crate::job::Job;
use crate::text::emoji::{Feeling, Pictures, is_foreign_name, is_name, named, names};
use crate::text::{clean, emoji as words};

/// Emoji on a page of the administrator's list.
pub const PAGE: u64 = 100;
/// Emoji proposed while somebody writes.
const PROPOSED: u64 = 8;
/// Emoji offered as reactions.
const OFFERED: u64 = 200;
/// Longest name of a category, in characters.
pub const CATEGORY: usize = 40;
/// Emoji of another pod that are learned from one thing that arrives.
const LEARNED: usize = 100;
/// Longest address of a picture of another pod, in bytes.
const ADDRESS: usize = 2_048;

/// Whose emoji are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// This pod's.
    Here,
    /// Another's.
    Pod(PodId),
}

impl Home {
    /// That of a person.
    pub fn of(person: &person::Model) -> Self {
        person.pod_id.map_or(Self::Here, Self::Pod)
    }

    fn condition(self) -> sea_orm::sea_query::Expr {
        match self {
            Self::Here => emoji::Column::PodId.is_null(),
            Self::Pod(pod) => emoji::Column::PodId.eq(pod),
        }
    }
}

/// An emoji as another pod gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Without the colons.
    pub name: String,
    /// Where its picture is.
    pub url: String,
}

/// A new emoji of this pod. Its picture is kept under the key already.
#[derive(Clone, Copy, Debug)]
pub struct New<'a> {
    /// As it was typed, with colons or without.
    pub name: &'a str,
    /// What to list it under.
    pub category: &'a str,
    /// Where its picture is kept.
    pub key: &'a str,
}

/// A name that a new emoji may have.
///
/// # Errors
/// It cannot be one, or there is one.
pub async fn free(db: &impl ConnectionTrait, typed: &str) -> Outcome<String> {
    let typed = typed.trim();
    let name = named(typed).unwrap_or(typed).to_owned();
    if !is_name(&name) {
        return Err(EmojiRefusal::Name.into());
    }
    let there = emoji::Entity::find()
        .filter(emoji::Column::PodId.is_null())
        .filter(emoji::Column::Name.eq(&name))
        .count(db)
        .await?;
    if there > 0 {
        return Err(EmojiRefusal::Taken.into());
    }
    Ok(name)
}

/// Adds an emoji.
///
/// # Errors
/// See [`EmojiRefusal`].
pub async fn add(tx: &mut Tx, by: UserId, new: New<'_>) -> Outcome<()> {
    let name = free(tx.sql(), new.name).await?;
    let row = emoji::ActiveModel {
        pod_id: Set(None),
        name: Set(name.clone()),
        key: Set(new.key.to_owned()),
        url: Set(None),
        category: Set(category(new.category)?),
        disabled: Set(false),
        created_at: Set(tx.now()),
        ..Default::default()
    };
    match row.insert(tx.sql()).await {
        Ok(_) => {}
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            return Err(EmojiRefusal::Taken.into());
        }
        Err(error) => return Err(error.into()),
    }
    audit::write(tx, Some(by), Act::EmojiAdd, &format!(":{name}:")).await
}

fn category(typed: &str) -> Outcome<String> {
    match clean::optional_line(typed, CATEGORY) {
        Ok(name) => Ok(name.unwrap_or_default()),
        Err(_) => Err(EmojiRefusal::Category.into()),
    }
}

/// Whether an emoji is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// It is.
    Shown,
    /// It is not, and cannot be used anew.
    Withheld,
}

/// Lists an emoji under another category.
///
/// # Errors
/// There is none, or no such category.
pub async fn sort(tx: &mut Tx, by: UserId, id: EmojiId, typed: &str) -> Outcome<()> {
    let row = own(tx, id).await?;
    let subject = format!(":{}:", row.name);
    let mut row = row.into_active_model();
    row.category = Set(category(typed)?);
    row.update(tx.sql()).await?;
    audit::write(tx, Some(by), Act::EmojiChange, &subject).await
}

/// Offers an emoji, or no longer. Where it stands it stays.
///
/// # Errors
/// There is none.
pub async fn offer(tx: &mut Tx, by: UserId, id: EmojiId, offer: Offer) -> Outcome<()> {
    let row = own(tx, id).await?;
    let subject = format!(":{}:", row.name);
    let mut row = row.into_active_model();
    row.disabled = Set(offer == Offer::Withheld);
    row.update(tx.sql()).await?;
    audit::write(tx, Some(by), Act::EmojiChange, &subject).await
}

/// Deletes an emoji. Where it stands, its name is read from now on.
///
/// # Errors
/// There is none.
pub async fn delete(tx: &mut Tx, by: UserId, id: EmojiId) -> Outcome<()> {
    let row = own(tx, id).await?;
    emoji::Entity::delete_by_id(row.id).exec(tx.sql()).await?;
    tx.enqueue(Job::DropEmoji { key: row.key }).await?;
    audit::write(tx, Some(by), Act::EmojiDelete, &format!(":{}:", row.name)).await
}

async fn own(tx: &Tx, id: EmojiId) -> Outcome<emoji::Model> {
    let found = emoji::Entity::find_by_id(id)
        .filter(emoji::Column::PodId.is_null())
        .one(tx.sql())
        .await?;
    found.or_not_found()
}

/// Our own whose name has these letters in it, by category and name; one more than [`PAGE`] when there are more.
///
/// # Errors
/// The database cannot be read.
pub async fn list(db: &impl ConnectionTrait, search: &str, page: u64) -> Outcome<Vec<emoji::Model>> {
    let found = emoji::Entity::find()
        .filter(emoji::Column::PodId.is_null())
        .filter(emoji::Column::Name.contains(letters(search)))
        .order_by_asc(emoji::Column::Category)
        .order_by_asc(emoji::Column::Name)
        .offset(page.saturating_sub(1).saturating_mul(PAGE))
        .limit(PAGE + 1)
        .all(db)
        .await?;
    Ok(found)
}

/// Only what a name may have; `_`, which LIKE takes for any letter, finds too much rather than too little.
fn letters(search: &str) -> String {
    let lower = search.to_ascii_lowercase();
    let plain = lower.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_');
    plain.take(words::NAME.1).collect()
}

/// Our own that are offered and whose name begins like this, else has it in it.
///
/// # Errors
/// The database cannot be read.
pub async fn complete(db: &impl ConnectionTrait, begun: &str) -> Outcome<Vec<emoji::Model>> {
    let begun = letters(begun);
    let offered = || {
        emoji::Entity::find()
            .filter(emoji::Column::PodId.is_null())
            .filter(emoji::Column::Disabled.eq(false))
            .order_by_asc(emoji::Column::Name)
    };
    let mut found = offered()
        .filter(emoji::Column::Name.starts_with(&begun))
        .limit(PROPOSED)
        .all(db)
        .await?;
    let left = PROPOSED - found.len() as u64;
    if left > 0 && !begun.is_empty() {
        let others = offered()
            .filter(emoji::Column::Name.contains(&begun))
            .filter(emoji::Column::Id.is_not_in(found.iter().map(|one| one.id)))
            .limit(left);
        found.extend(others.all(db).await?);
    }
    Ok(found)
}

/// Our own that are offered as reactions, by category and name.
///
/// # Errors
/// The database cannot be read.
pub async fn offered(db: &impl ConnectionTrait) -> Outcome<Vec<emoji::Model>> {
    let found = emoji::Entity::find()
        .filter(emoji::Column::PodId.is_null())
        .filter(emoji::Column::Disabled.eq(false))
        .order_by_asc(emoji::Column::Category)
        .order_by_asc(emoji::Column::Name)
        .limit(OFFERED)
        .all(db)
        .await?;
    Ok(found)
}

/// The pictures that a text of somebody from there means.
///
/// # Errors
/// The database cannot be read.
pub async fn in_text(db: &impl ConnectionTrait, home: Home, text: &str) -> Outcome<Pictures> {
    let names = names(text);
    if names.is_empty() {
        return Ok(Pictures::default());
    }
    let found = emoji::Entity::find()
        .filter(home.condition())
        .filter(emoji::Column::Disabled.eq(false))
        .filter(emoji::Column::Name.is_in(names))
        .all(db)
        .await?;
    Ok(Pictures::of(found.into_iter().map(|row| (row.name, row.key))))
}

/// What somebody from there feels, as it is kept with a like; none when it is neither one emoji nor one of theirs.
///
/// # Errors
/// The database cannot be read.
pub async fn feeling(db: &impl ConnectionTrait, home: Home, typed: &str) -> Outcome<Option<String>> {
    if let Some(character) = words::one(typed) {
        return Ok(Some(character.to_owned()));
    }
    let Some(name) = named(typed) else {
        return Ok(None);
    };
    let pictures = in_text(db, home, typed).await?;
    Ok(pictures.key(name).map(|key| Feeling::picture(name, key)))
}

/// What somebody of another pod feels by this sign, as it is kept with a like. Empty for the heart: there is no sign, or none that is
/// known.
///
/// # Errors
/// The database cannot be read.
pub async fn felt(db: &impl ConnectionTrait, who: &person::Model, sign: Option<&str>) -> Outcome<String> {
    let felt = match sign {
        Some(sign) => feeling(db, Home::of(who), sign).await?,
        None => None,
    };
    Ok(felt.unwrap_or_default())
}

/// Learns what emoji another pod uses. What cannot be one is passed over; a picture that moved is another one.
///
/// # Errors
/// The database cannot be written.
pub async fn learn(tx: &mut Tx, pod: PodId, given: &[Given]) -> Outcome<()> {
    let fits: Vec<&Given> = given.iter().filter(|one| fits(one)).take(LEARNED).collect();
    if fits.is_empty() {
        return Ok(());
    }
    let known = emoji::Entity::find()
        .filter(emoji::Column::PodId.eq(pod))
        .filter(emoji::Column::Name.is_in(fits.iter().map(|one| one.name.as_str())))
        .all(tx.sql())
        .await?;
    let mut known: HashMap<String, emoji::Model> = known.into_iter().map(|row| (row.name.clone(), row)).collect();
    for one in fits {
        match known.remove(&one.name) {
            Some(row) if row.url.as_deref() == Some(&one.url) => {}
            Some(row) => {
                let mut row = row.into_active_model();
                row.url = Set(Some(one.url.clone()));
                row.key = Set(tx.random().guid_hex());
                row.update(tx.sql()).await?;
            }
            None => insert(tx, pod, one).await?,
        }
    }
    Ok(())
}

/// Two things may arrive at once with the same emoji: the second finds it there.
async fn insert(tx: &mut Tx, pod: PodId, one: &Given) -> Result<(), Stop> {
    let row = emoji::ActiveModel {
        pod_id: Set(Some(pod)),
        name: Set(one.name.clone()),
        key: Set(tx.random().guid_hex()),
        url: Set(Some(one.url.clone())),
        category: Set(String::new()),
        disabled: Set(false),
        created_at: Set(tx.now()),
        ..Default::default()
    };
    emoji::Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx.sql())
        .await?;
    Ok(())
}

fn fits(given: &Given) -> bool {
    let address = Url::parse(&given.url).ok();
    let web = address.is_some_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    is_foreign_name(&given.name) && web && given.url.len() <= ADDRESS
}

/// The address of an emoji of another pod, by its key; none for our own and for one that is not known.
///
/// # Errors
/// The database cannot be read.
pub async fn elsewhere(db: &impl ConnectionTrait, key: &str) -> Outcome<Option<String>> {
    let found = emoji::Entity::find().filter(emoji::Column::Key.eq(key)).one(db).await?;
    Ok(found.and_then(|row| row.url))
}
