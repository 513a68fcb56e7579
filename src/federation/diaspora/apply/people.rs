//! What somebody of another pod says of themselves and of us.

use entity::write::last_word::{self, Word};
use entity::write::profile::Extended;
use entity::{Details, Moment, PersonId, person};
use url::Url;

use super::{Came, moment};
use crate::db::Tx;
use crate::domain::abroad::{self, Said};
use crate::domain::contact::{self, Shares};
use crate::error::{OrNotFound, Outcome};
use crate::wire::diaspora::entity::{Contact, Profile};
use crate::wire::diaspora::{Birthday, Name, Text};

/// Whether nothing has counted yet that they said later: a letter may have waited for something meanwhile. What was fetched says how it
/// is now.
async fn is_last_word(
    tx: &Tx,
    sender: &person::Model,
    about: PersonId,
    (came, edited_at): (Came, Option<Moment>),
) -> Outcome<bool> {
    let Some(letter) = came.letter else { return Ok(true) };
    let word = Word {
        by: sender.id,
        about,
        letter,
        edited_at,
    };
    let last = last_word::keep(tx.sql(), word).await?;
    if !last {
        tracing::info!(%letter, who = sender.handle, "they have said something else since");
    }
    Ok(last)
}

pub(super) async fn contacted(tx: &mut Tx, sender: &person::Model, came: Came, entity: &Contact) -> Outcome<()> {
    let whom = came.recipient.or_not_found()?;
    if !is_last_word(tx, sender, whom, (came, None)).await? {
        return Ok(());
    }
    let shares = if entity.sharing { Shares::Yes } else { Shares::No };
    contact::arrive(tx, sender, whom, shares).await
}

/// Everything that somebody says of themselves takes the place of what was there: what they leave out is gone.
pub(super) async fn described(tx: &mut Tx, sender: &person::Model, came: Came, profile: &Profile) -> Outcome<()> {
    // Nobody writes later than now: else nothing that they write from now on would count.
    let edited_at = profile.edited_at.and_then(moment).map(|at| at.min(tx.now()));
    if !is_last_word(tx, sender, sender.id, (came, edited_at)).await? {
        return Ok(());
    }
    let said = said(tx, sender, profile).await?;
    abroad::describe(tx, sender.id, said).await
}

/// What a profile says, in our words.
pub(super) async fn said(tx: &Tx, sender: &person::Model, profile: &Profile) -> Outcome<Said> {
    let text = |text: Option<&Text<0, 255>>| {
        let line = crate::text::clean::optional_line(text.map_or("", Text::as_str), 255);
        line.ok().flatten().unwrap_or_default()
    };
    let bio = crate::text::clean::block(profile.bio.as_ref().map_or("", Text::as_str), 65_535);
    let base = home(tx, sender).await?;
    let picture = profile
        .image_url
        .as_ref()
        .and_then(|path| base.as_ref()?.join(path.as_str()).ok());
    Ok(Said {
        emoji: Vec::new(),
        name: name(profile),
        picture: picture.map(String::from),
        searchable: profile.searchable,
        nsfw: profile.nsfw,
        extended: Extended {
            bio: bio.unwrap_or_default(),
            location: text(profile.location.as_ref()),
            pronouns: text(profile.gender.as_ref()),
            birthday: profile.birthday.as_ref().map(birthday).unwrap_or_default(),
            details: if profile.public {
                Details::Everyone
            } else {
                Details::Contacts
            },
        },
        tags: profile.tag_string.as_ref().map_or("", |tags| tags.as_str()).to_owned(),
    })
}

/// The address of somebody's pod, from which their pictures may be told.
pub(super) async fn home(tx: &Tx, who: &person::Model) -> Outcome<Option<Url>> {
    use sea_orm::EntityTrait;
    let Some(pod) = who.pod_id else { return Ok(None) };
    let pod = entity::pod::Entity::find_by_id(pod).one(tx.sql()).await?;
    Ok(pod.and_then(|pod| Url::parse(&pod.address).ok()))
}

/// What somebody calls themselves: first and last name, else the full one.
pub(in crate::federation) fn name(profile: &Profile) -> String {
    let part = |name: Option<&Name<32>>| name.map_or("", Name::as_str).trim().to_owned();
    let both = format!(
        "{} {}",
        part(profile.first_name.as_ref()),
        part(profile.last_name.as_ref())
    );
    match both.trim() {
        "" => profile.full_name.as_ref().map_or("", Name::as_str).trim().to_owned(),
        both => both.to_owned(),
    }
}

fn birthday(birthday: &Birthday) -> String {
    let (month, day) = birthday.day();
    match birthday.year() {
        Some(year) => format!("{year:04}-{month:02}-{day:02}"),
        None => format!("--{month:02}-{day:02}"),
    }
}

/// At once nothing of theirs is visible; a job removes it.
pub(super) async fn closed(tx: &mut Tx, sender: &person::Model) -> Outcome<()> {
    abroad::close_for_good(tx, sender.id).await
}
