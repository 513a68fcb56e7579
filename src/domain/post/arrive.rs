//! A post that came from another pod and was verified: kept once, however often and to however many people here it was sent.

use entity::viewer::Reason;
use entity::visible::post::posts;
use entity::write::elsewhere;
use entity::write::post::{self as write, Extras};
use entity::{Moment, NotificationKind, OwnPost, PersonId, Reach, Viewer, own, person};

use super::audience::Choice;
use super::publish::{notify, shield, spread};
use super::words;
use crate::db::Tx;
use crate::domain::emoji::Home;
use crate::domain::preview::Origin;
use crate::error::{Fault, OrNotFound, Outcome, PostRefusal};

/// For whom a post of another pod came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// Anyone.
    Everyone,
    /// Somebody here.
    One(PersonId),
}

/// A post as another pod sent it.
#[derive(Clone, Debug)]
pub struct Arrived<'a> {
    /// Its address.
    pub guid: &'a str,
    /// Markdown.
    pub text: &'a str,
    /// When, by its author's word.
    pub at: Option<Moment>,
    /// When it was last changed, by its author's word.
    pub edited_at: Option<Moment>,
    /// For whom.
    pub whom: For,
    /// What else it has.
    pub extras: Extras,
}

/// Keeps a post of another pod, or gives one that is here already to one more person here.
///
/// # Errors
/// Somebody else's has this guid, or the text cannot be.
pub async fn arrive(tx: &mut Tx, who: &person::Model, host: &str, arrived: Arrived<'_>) -> Outcome<()> {
    let known = posts(Viewer::Pod(Reason::Arrival)).one(tx.sql(), arrived.guid).await?;
    let post = match known {
        Some(known) => {
            (known.author.id == who.id).then_some(()).or_not_found()?;
            let mine = own::post::one(tx.sql(), who.id, arrived.guid).await?;
            again(tx, who, mine.or_not_found()?, &arrived).await?
        }
        None => anew(tx, who, host, &arrived).await?,
    };
    let (For::One(person), Reach::Limited) = (arrived.whom, post.reach) else {
        return Ok(());
    };
    let now = tx.now();
    if !write::show(tx.sql(), &post, &[person], now).await?.is_empty() {
        given(tx, who, &post, person).await?;
    }
    Ok(())
}

/// Whoever is named in it is linked only where they have it, and told when they get it.
async fn given(tx: &mut Tx, who: &person::Model, post: &OwnPost, person: PersonId) -> Outcome<()> {
    let said = words::arrived(tx.sql(), &post.text, Home::of(who), PostRefusal::Text).await?;
    let people: Vec<PersonId> = said.people.iter().map(|named| named.id).collect();
    let inside = write::inside(tx.sql(), post, &people).await?;
    if inside.contains(&person) {
        write::rerender(tx.sql(), post, words::render(&said, &inside)).await?;
        let named = write::set_mentions(tx.sql(), post, &inside).await?;
        notify(tx, post, NotificationKind::Mentioned, &named).await?;
    }
    let listeners = own::post::listeners(tx.sql(), post).await?;
    tx.tell(&listeners, crate::live::What::Posts);
    Ok(())
}

async fn anew(tx: &mut Tx, who: &person::Model, host: &str, arrived: &Arrived<'_>) -> Outcome<OwnPost> {
    let said = words::arrived(tx.sql(), arrived.text, Home::of(who), PostRefusal::Text).await?;
    let reach = match arrived.whom {
        For::Everyone => Reach::Public,
        For::One(_) => Reach::Limited,
    };
    let inside: Vec<PersonId> = match reach {
        Reach::Public => said.people.iter().map(|named| named.id).collect(),
        Reach::Pod | Reach::Limited => Vec::new(),
    };
    let (words, tags) = words::words(&said, &inside);
    let mut extras = arrived.extras.clone();
    shield(&mut extras, &tags);
    let new = write::NewPost {
        guid: arrived.guid.to_owned(),
        author: who.id,
        reach,
        words,
        at: arrived.at.unwrap_or(tx.now()),
        chosen: serde_json::to_string(&Choice::default()).map_err(Fault::of)?,
        root: None,
        extras,
    };
    let post = write::insert(tx.sql(), new).await?;
    spread(tx, &post, (host, Origin::Elsewhere), &tags, &inside).await?;
    if let Some(home) = who.pod_id {
        elsewhere::note(tx.sql(), post.id, home).await?;
    }
    Ok(post)
}

/// A later version takes the place of the one that is here; the same, or an earlier one, changes nothing.
async fn again(tx: &mut Tx, who: &person::Model, post: OwnPost, arrived: &Arrived<'_>) -> Outcome<OwnPost> {
    let Some(edited) = arrived.edited_at.filter(|edited| Some(*edited) > post.edited_at) else {
        return Ok(post);
    };
    let said = words::arrived(tx.sql(), arrived.text, Home::of(who), PostRefusal::Text).await?;
    let people: Vec<PersonId> = said.people.iter().map(|named| named.id).collect();
    let inside = write::inside(tx.sql(), &post, &people).await?;
    let (words, tags) = words::words(&said, &inside);
    let post = write::edit(tx.sql(), post, words, edited).await?;
    words::fetch_ahead(tx, &post.html).await?;
    let names: Vec<&str> = tags.iter().map(|tag| tag.as_str()).collect();
    let tags = entity::write::tag::ensure(tx.sql(), &names).await?;
    write::set_tags(tx.sql(), &post, &tags).await?;
    write::set_mentions(tx.sql(), &post, &inside).await?;
    Ok(post)
}

/// Takes a post of another pod away, by its author's word.
///
/// # Errors
/// It is not theirs.
pub async fn retract(tx: &mut Tx, who: &person::Model, guid: &str) -> Outcome<()> {
    let post = own::post::one(tx.sql(), who.id, guid).await?.or_not_found()?;
    super::after::take_away(tx, post).await
}
