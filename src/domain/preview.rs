//! What the first link of a post leads to: which post wants to know, who asks, and what is kept of the answer.
//!
//! Knows the database only; a job asks. An address is asked once a day at most, however many posts link to it and
//! whether it answered or not. That there is no card says nothing about why: a server that is not there, one that may
//! not be asked, and a page without a title are all the same.

use std::time::Duration;

use entity::write::preview::{self as write, Said};
use entity::{Moment, OwnPost, PersonId, PreviewId, PreviewKind, Reach, UserId, user};
use sea_orm::EntityTrait;
use url::Url;

use super::{person, seal};
use crate::db::Tx;
use crate::error::Outcome;
use crate::job::{Haste, Job};
use crate::live::What;
use crate::text::media::Variant;
use crate::text::preview;
use crate::wire::preview::{Card, Kind, provider};

/// An address is not asked again before.
const DAY: Duration = Duration::from_secs(86_400);
/// Whoever asks has so long; a second one may ask then.
const TURN: Duration = Duration::from_secs(120);
/// Earliest and latest, in seconds, that we ask about a link of a post that came from elsewhere.
const SPREAD: (u64, u64) = (30, 600);

/// Within so many milliseconds the picture of a card is fetched.
const AHEAD: u64 = 60_000;

/// Posts of which open pages are told that their card has arrived.
const TOLD: u64 = 20;

/// Where a post was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// By an account of this pod.
    Here(UserId),
    /// On another pod, which did not say what its link leads to.
    Elsewhere,
}

/// A post was written or changed: finds out what its first link leads to, if anybody wants to know.
///
/// # Errors
/// The database cannot be written.
pub async fn wanted(tx: &mut Tx, post: &OwnPost, host: &str, origin: Origin) -> Outcome<()> {
    let link = if welcome(tx, post, origin).await? {
        preview::link(&post.text, host)
    } else {
        None
    };
    let Some(link) = link else {
        return Ok(write::show(tx.sql(), post, None).await?);
    };
    let now = tx.now();
    let wanted = write::want(tx.sql(), &seal::digest(link.as_str()), link.as_str(), now).await?;
    write::show(tx.sql(), post, Some(wanted.id)).await?;
    if wanted.due {
        let (haste, at) = when(tx, origin, now);
        let preview = wanted.id.0;
        tx.enqueue_at(Job::Preview { preview, haste }, at).await?;
    }
    Ok(())
}

/// A post came from another pod with what its link leads to, as its author's pod was told. That is kept for posts that
/// say the very same, and stands in nobody else's way.
///
/// # Errors
/// The database cannot be written.
pub async fn given(tx: &mut Tx, post: &OwnPost, link: &Url, card: Card) -> Outcome<()> {
    let image = card.image.as_ref().map_or("", Url::as_str);
    let said = format!("{link}\n{}\n{}\n{image}", card.title, card.description);
    let now = tx.now();
    let wanted = write::want(tx.sql(), &seal::digest(&said), link.as_str(), now).await?;
    let card = match provider::of(link) {
        Some(known) => card.playing(&known),
        None => card,
    };
    keep(tx, wanted.id, Some(card)).await?;
    Ok(write::show(tx.sql(), post, Some(wanted.id)).await?)
}

/// Whether a card may be made at all. The link of a post from elsewhere that is not for all is never asked for: the
/// server that it names would learn who has the post.
async fn welcome(tx: &Tx, post: &OwnPost, origin: Origin) -> Outcome<bool> {
    if post.plain_link || post.text.is_empty() {
        return Ok(false);
    }
    match origin {
        Origin::Elsewhere => Ok(post.reach == Reach::Public),
        // Whoever has no link need not be asked for what they have set.
        Origin::Here(_) if !post.text.contains("://") && !post.text.contains("www.") => Ok(false),
        Origin::Here(author) => {
            let author = user::Entity::find_by_id(author).one(tx.sql()).await?;
            Ok(author.is_some_and(|author| author.make_previews))
        }
    }
}

fn when(tx: &Tx, origin: Origin, now: Moment) -> (Haste, Moment) {
    match origin {
        Origin::Here(_) => (Haste::AtOnce, now),
        Origin::Elsewhere => {
            let (least, most) = SPREAD;
            let seconds = least + tx.random().below(most - least);
            (Haste::Spread, now.plus(Duration::from_secs(seconds)))
        }
    }
}

/// Whose turn it is to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Ours: this address.
    Ours(String),
    /// It was asked, or nobody wants to know any more.
    Nobodys,
    /// Somebody else is asking just now, or was when they broke off.
    Others,
}

/// Takes it upon oneself to ask.
///
/// # Errors
/// The database cannot be written.
pub async fn take_turn(tx: &mut Tx, id: PreviewId) -> Outcome<Turn> {
    let now = tx.now();
    Ok(match write::claim(tx.sql(), id, now, now.plus(TURN)).await? {
        Some(address) => Turn::Ours(address),
        None if write::unknown(tx.sql(), id).await? => Turn::Others,
        None => Turn::Nobodys,
    })
}

/// Keeps what a page says of itself; none for a page that says nothing, or could not be asked.
///
/// # Errors
/// The database cannot be written.
pub async fn keep(tx: &mut Tx, id: PreviewId, card: Option<Card>) -> Outcome<()> {
    let now = tx.now();
    if let Some(image) = card.as_ref().and_then(|card| card.image.as_ref()) {
        // So that its server does not learn when, or whether, anybody looks at the card.
        let (url, variant) = (image.to_string(), Variant::Preview.code().to_owned());
        let at = now.plus(Duration::from_millis(tx.random().below(AHEAD)));
        tx.enqueue_at(Job::FetchMedia { url, variant }, at).await?;
    }
    let arrived = card.is_some();
    write::keep(tx.sql(), id, card.map(said), now, now.plus(DAY)).await?;
    if arrived {
        tell(tx, id).await?;
    }
    Ok(())
}

/// Pages that are open are told: those of the posts, and those of their authors, who have shared them just now.
async fn tell(tx: &mut Tx, id: PreviewId) -> Outcome<()> {
    let shown = write::shown_by(tx.sql(), id, TOLD).await?;
    let authors: Vec<PersonId> = shown.iter().map(|(_, author)| *author).collect();
    let accounts = person::accounts(tx.sql(), &authors).await?;
    let accounts: Vec<UserId> = accounts.into_iter().map(|(_, user)| user).collect();
    tx.tell(&accounts, What::Cards);
    for (post, _) in shown {
        tx.tell_thread(post);
    }
    Ok(())
}

fn said(card: Card) -> Said {
    Said {
        title: card.title,
        description: card.description,
        image: card.image.map(String::from),
        kind: match card.kind {
            Kind::Page => PreviewKind::Page,
            Kind::Video => PreviewKind::Video,
            Kind::Audio => PreviewKind::Audio,
        },
        provider: card.provider,
        player: card.player.map(String::from),
    }
}
