//! What a person shows of themselves: the public face (name, picture, tags) and the extended part, which its owner
//! shows to nobody, to the people they share with, or to all.

use entity::write::profile::Extended;
use entity::{Details, Moment, PersonId, SeenProfile, UserId, Viewer, own, person, visible, write};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Set};

use super::emoji::{self, Home};
use super::post::words;
use crate::db::Tx;
use crate::error::{OrNotFound, Outcome, PeopleRefusal};
use crate::job::{Job, Subject};
use crate::live::What;
use crate::text::emoji::Pictures;
use crate::text::tag::TagName;
use crate::text::{clean, markdown};

/// Characters of a name.
pub const LONGEST_NAME: usize = 64;
/// Characters of a bio.
pub const LONGEST_BIO: usize = 65_535;
/// Characters of a place, and of pronouns.
pub const LONGEST_LINE: usize = 255;
/// Tags by which one describes oneself.
pub const MOST_TAGS: usize = 5;
/// Nobody alive was born before.
const EARLIEST: i64 = 1900;

/// Whose profile: an account and its person.
#[derive(Clone, Copy, Debug)]
pub struct Owner {
    /// The account.
    pub user: UserId,
    /// Its person.
    pub person: PersonId,
}

/// A profile as it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// One line; empty for the username.
    pub name: String,
    /// Markdown.
    pub bio: String,
    /// One line.
    pub location: String,
    /// One line.
    pub pronouns: String,
    /// Day of birth as it is typed.
    pub birthday: Day,
    /// Tags with or without `#`, apart by spaces or commas.
    pub tags: String,
    /// May be found by people who are no contacts.
    pub searchable: bool,
    /// Posts are shielded until opened.
    pub nsfw: bool,
    /// Who may see bio, place, pronouns and birthday.
    pub details: Details,
}

/// A day as it is typed; the year may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Day {
    /// 1 to 31.
    pub day: String,
    /// 1 to 12.
    pub month: String,
    /// Four digits, or empty.
    pub year: String,
}

impl Day {
    /// As it is kept: `YYYY-MM-DD`, `--MM-DD` or empty.
    ///
    /// # Errors
    /// There is no such day, or it is yet to come.
    pub fn kept(&self, now: Moment) -> Outcome<String> {
        let [day, month, year] = [&self.day, &self.month, &self.year].map(|part| part.trim());
        if [day, month, year] == ["", "", ""] {
            return Ok(String::new());
        }
        let (day, month) = (number(day, 2)?, number(month, 2)?);
        if year.is_empty() {
            // 2000 had a 29th of February.
            return real(2000, month, day).map(|()| format!("--{month:02}-{day:02}"));
        }
        let year = i64::from(number(year, 4)?);
        if year < EARLIEST {
            return Err(PeopleRefusal::Birthday.into());
        }
        real(year, month, day)?;
        if (year, month, day) > now.date() {
            return Err(PeopleRefusal::BirthdayAhead.into());
        }
        Ok(format!("{year:04}-{month:02}-{day:02}"))
    }

    /// From how it is kept.
    pub fn parse(kept: &str) -> Self {
        let plain = |part: &str| part.trim_start_matches('0').to_owned();
        match kept.rsplitn(3, '-').collect::<Vec<_>>().as_slice() {
            [day, month, year] => Self {
                day: plain(day),
                month: plain(month),
                year: year.trim_matches('-').to_owned(),
            },
            _ => Self::default(),
        }
    }
}

fn number(text: &str, digits: usize) -> Outcome<u32> {
    let fits = !text.is_empty() && text.len() <= digits && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = fits.then(|| text.parse().ok()).flatten();
    number.ok_or_else(|| PeopleRefusal::Birthday.into())
}

fn real(year: i64, month: u32, day: u32) -> Outcome<()> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    if (1..=days).contains(&day) {
        Ok(())
    } else {
        Err(PeopleRefusal::Birthday.into())
    }
}

/// Writes a whole profile.
///
/// # Errors
/// A field does not fit; nothing is written then.
pub async fn save(tx: &mut Tx, me: Owner, draft: Draft) -> Outcome<()> {
    let person = person::Entity::find_by_id(me.person)
        .one(tx.sql())
        .await?
        .or_not_found()?;
    let name = name(&draft.name, &person)?;
    let bio = block(&draft.bio, PeopleRefusal::Bio)?;
    let extended = Extended {
        bio: bio.clone(),
        location: line(&draft.location, PeopleRefusal::Location)?,
        pronouns: line(&draft.pronouns, PeopleRefusal::Pronouns)?,
        birthday: draft.birthday.kept(tx.now())?,
        details: draft.details,
    };
    let tags = tags(&draft.tags)?;
    words::fetch_ahead(tx, &markdown::render(&extended.bio, &markdown::Known::default())).await?;
    write::profile::write(tx.sql(), me.person, extended, tx.now()).await?;
    describe(tx, me.person, &tags).await?;
    let pictures = emoji::in_text(tx.sql(), Home::Here, &format!("{name}\n{bio}")).await?;
    let mut row = named(person, name);
    row.emoji = Set(pictures.kept());
    row.searchable = Set(draft.searchable);
    row.nsfw = Set(draft.nsfw);
    row.update(tx.sql()).await?;
    tx.tell(&[me.user], What::Account);
    tell_elsewhere(tx, me.user).await
}

/// Writes the name only, as the first step of getting started does.
///
/// # Errors
/// It does not fit.
pub async fn rename(tx: &mut Tx, me: Owner, name: &str) -> Outcome<()> {
    let person = person::Entity::find_by_id(me.person)
        .one(tx.sql())
        .await?
        .or_not_found()?;
    let name = self::name(name, &person)?;
    let shown = emoji::in_text(tx.sql(), Home::Here, &name).await?;
    let bio = Pictures::parse(person.emoji.as_deref().unwrap_or_default());
    let mut row = named(person, name);
    row.emoji = Set(bio.and(shown).kept());
    row.update(tx.sql()).await?;
    tx.tell(&[me.user], What::Account);
    tell_elsewhere(tx, me.user).await
}

/// What somebody shows of themselves has changed: those elsewhere who know them are told.
async fn tell_elsewhere(tx: &mut Tx, user: UserId) -> Outcome<()> {
    if !visible::elsewhere::contacts(tx.sql(), user).await?.is_empty() {
        let subject = Subject::Profile { user: user.0 };
        tx.enqueue(Job::Dispatch { subject }).await?;
    }
    Ok(())
}

/// Sets the key of the picture, or none. Returns the former key, whose files nobody needs any more once this act is
/// committed.
///
/// # Errors
/// The database cannot be written.
pub async fn set_avatar(tx: &mut Tx, me: Owner, key: Option<String>) -> Outcome<Option<String>> {
    let person = person::Entity::find_by_id(me.person)
        .one(tx.sql())
        .await?
        .or_not_found()?;
    let former = person.avatar.clone();
    let mut row = person.into_active_model();
    row.avatar = Set(key);
    row.update(tx.sql()).await?;
    tx.tell(&[me.user], What::Account);
    tell_elsewhere(tx, me.user).await?;
    Ok(former)
}

/// My profile, as it would be typed.
///
/// # Errors
/// The database cannot be read.
pub async fn mine(db: &impl ConnectionTrait, me: &person::Model) -> Outcome<Draft> {
    let extended = own::profile::mine(db, me.id).await?;
    let of = |field: fn(&entity::OwnProfile) -> &str| extended.as_ref().map_or("", field).to_owned();
    let tags: Vec<String> = visible::profile::tags(db, me.id)
        .await?
        .iter()
        .map(|tag| format!("#{tag}"))
        .collect();
    Ok(Draft {
        name: me.name.clone(),
        bio: of(|row| &row.bio),
        location: of(|row| &row.location),
        pronouns: of(|row| &row.pronouns),
        birthday: Day::parse(&of(|row| &row.birthday)),
        tags: tags.join(" "),
        searchable: me.searchable,
        nsfw: me.nsfw,
        details: extended.as_ref().map_or(Details::Contacts, |row| row.details),
    })
}

/// A profile as far as somebody may see it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Bio, place, pronouns and birthday, if the owner shows them to the viewer.
    pub extended: Option<SeenProfile>,
    /// Names of tags.
    pub tags: Vec<String>,
}

/// A profile as far as the viewer may see it.
///
/// # Errors
/// The database cannot be read.
pub async fn shown(db: &impl ConnectionTrait, viewer: Viewer, of: PersonId) -> Outcome<Shown> {
    let extended = visible::profile::extended(db, viewer, of).await?;
    Ok(Shown {
        extended,
        tags: visible::profile::tags(db, of).await?,
    })
}

/// The names of tags in a field, each once.
///
/// # Errors
/// One can be no tag.
pub fn tag_names(typed: &str) -> Outcome<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    for word in typed
        .split([' ', ',', ';', '\n', '\t', '\r'])
        .filter(|word| !word.is_empty())
    {
        let shown: String = clean::line(word, LONGEST_LINE)
            .unwrap_or_default()
            .chars()
            .take(40)
            .collect();
        let tag = TagName::parse(word).ok_or(PeopleRefusal::Tag(shown))?;
        if !names.iter().any(|name| name == tag.as_str()) {
            names.push(tag.as_str().to_owned());
        }
    }
    Ok(names)
}

fn tags(typed: &str) -> Outcome<Vec<String>> {
    let names = tag_names(typed)?;
    if names.len() > MOST_TAGS {
        return Err(PeopleRefusal::TooManyTags(MOST_TAGS).into());
    }
    Ok(names)
}

async fn describe(tx: &Tx, me: PersonId, names: &[String]) -> Outcome<()> {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let tags = write::tag::ensure(tx.sql(), &names).await?;
    Ok(write::profile::set_tags(tx.sql(), me, &tags).await?)
}

fn name(typed: &str, person: &person::Model) -> Outcome<String> {
    let name = clean::optional_line(typed, LONGEST_NAME).map_err(PeopleRefusal::Name)?;
    let user = person.handle.split('@').next().unwrap_or_default();
    Ok(name.unwrap_or_else(|| user.to_owned()))
}

fn named(person: person::Model, name: String) -> person::ActiveModel {
    let search = visible::person::search_words(&name, &person.handle);
    let mut row = person.into_active_model();
    row.name = Set(name);
    row.search = Set(search);
    row
}

fn line(typed: &str, refusal: fn(clean::Unfit) -> PeopleRefusal) -> Outcome<String> {
    Ok(clean::optional_line(typed, LONGEST_LINE)
        .map_err(refusal)?
        .unwrap_or_default())
}

fn block(typed: &str, refusal: fn(clean::Unfit) -> PeopleRefusal) -> Outcome<String> {
    match clean::block(typed, LONGEST_BIO) {
        Ok(text) => Ok(text),
        Err(clean::Unfit::Empty) => Ok(String::new()),
        Err(unfit @ (clean::Unfit::TooLong { .. } | clean::Unfit::Unreadable)) => Err(refusal(unfit).into()),
    }
}
