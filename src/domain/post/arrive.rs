//! A post that came from another pod and was verified: kept once, however often and to however many people here it was sent.

use entity::viewer::Reason;
use entity::visible::elsewhere;
use entity::visible::post::posts;
use entity::write::far_photo::{self, FarPhoto};
use entity::write::poll::NewPoll;
use entity::write::post::{self as write, Extras};
use entity::write::version::{self, Former};
use entity::{GoneKind, Moment, NotificationKind, OwnPost, PersonId, Reach, SeenPost, Viewer, own, person};

use super::audience::Choice;
use super::publish::{notify, shield, spread};
use super::words;
use crate::db::Tx;
use crate::domain::emoji::Home;
use crate::domain::gathered::{self, Below};
use crate::domain::preview::Origin;
use crate::domain::{gone, named};
use crate::error::{Fault, OrNotFound, Outcome, PostRefusal, Refusal};

/// For whom a post of another pod came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For<'a> {
    /// Anyone.
    Everyone,
    /// Anyone, and it stands in no list.
    Quietly,
    /// These people here.
    These(&'a [PersonId]),
}

/// A post as another pod sent it.
#[derive(Clone, Debug)]
pub struct Arrived<'a> {
    /// Its address.
    pub guid: &'a str,
    /// Markdown, with its pictures.
    pub text: &'a str,
    /// The pictures, by their names.
    pub photos: Vec<FarPhoto>,
    /// When, by its author's word.
    pub at: Option<Moment>,
    /// When it was last changed, by its author's word.
    pub edited_at: Option<Moment>,
    /// For whom.
    pub whom: For<'a>,
    /// What else it has.
    pub extras: Extras,
    /// What it asks.
    pub poll: Option<NewPoll>,
}

/// Keeps a post of another pod, or gives one that is here already to one more person here.
///
/// # Errors
/// Somebody else's has this guid, or the text cannot be.
pub async fn arrive(tx: &mut Tx, who: &person::Model, host: &str, arrived: Arrived<'_>) -> Outcome<()> {
    let known = match tx.ahead().is_fresh(arrived.guid) {
        true => None,
        false => posts(Viewer::Pod(Reason::Arrival)).one(tx.sql(), arrived.guid).await?,
    };
    let post = match known {
        Some(known) => {
            (known.author.id == who.id).then_some(()).or_not_found()?;
            // Words for a few are shown to nobody else, whatever stood in their place before.
            let narrower = known.post.reach == Reach::Public && matches!(arrived.whom, For::These(_));
            (!narrower).then_some(()).or_not_found()?;
            let mine = own::post::one(tx.sql(), who.id, arrived.guid).await?;
            again(tx, who, mine.or_not_found()?, &arrived).await?
        }
        None => {
            let name = (GoneKind::Post, arrived.guid);
            gone::let_in(tx, name, &[who.id], arrived.edited_at).await?;
            anew(tx, who, host, &arrived).await?
        }
    };
    for photo in &arrived.photos {
        let now = tx.now();
        far_photo::keep(tx.sql(), photo, now).await?;
    }
    let (For::These(people), Reach::Limited) = (arrived.whom, post.reach) else {
        return Ok(());
    };
    let new = gathered::show(tx, &post, people).await?;
    if !new.is_empty() {
        given(tx, who, &post, &new).await?;
    }
    Ok(())
}

/// Whoever is named in it is linked only where they have it, and told when they get it.
async fn given(tx: &mut Tx, who: &person::Model, post: &OwnPost, new: &[PersonId]) -> Outcome<()> {
    if !post.text.contains('@') {
        return gathered::given(tx, post).await;
    }
    let said = words::arrived(tx.sql(), &post.text, Home::of(who), PostRefusal::Text).await?;
    let people: Vec<PersonId> = said.people.iter().map(|named| named.id).collect();
    let inside = write::inside(tx.sql(), post, &people).await?;
    if new.iter().any(|person| inside.contains(person)) {
        write::rerender(tx.sql(), post, words::render(&said, &inside)).await?;
        let named = write::set_mentions(tx.sql(), post, &inside).await?;
        notify(tx, post, NotificationKind::Mentioned, &named).await?;
    }
    gathered::given(tx, post).await
}

async fn anew(tx: &mut Tx, who: &person::Model, host: &str, arrived: &Arrived<'_>) -> Outcome<OwnPost> {
    // Its time is over: its author's pod has deleted it, or is about to.
    if arrived.extras.expires_at.is_some_and(|at| at <= tx.now()) {
        return Err(Refusal::NotFound.into());
    }
    let said = words::arrived(tx.sql(), arrived.text, Home::of(who), PostRefusal::Text).await?;
    let reach = match arrived.whom {
        For::Everyone | For::Quietly => Reach::Public,
        For::These(_) => Reach::Limited,
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
        edited_at: arrived.edited_at,
        chosen: serde_json::to_string(&Choice::default()).map_err(Fault::of)?,
        root: None,
        quiet: arrived.whom == For::Quietly,
        extras,
    };
    let plain = tags.is_empty() && said.people.is_empty() && arrived.poll.is_none();
    let below = match plain && crate::text::preview::link(&new.words.text, host).is_none() {
        true => Below::Nothing,
        false => Below::Something,
    };
    let post = gathered::insert(tx, new, below).await?;
    if let Some(poll) = arrived.poll.clone() {
        entity::write::poll::insert(tx.sql(), &post, poll).await?;
    }
    spread(tx, &post, (host, Origin::Elsewhere), &tags, &inside).await?;
    named::seek(tx, &said, post.id, None).await?;
    if let Some(home) = who.pod_id {
        gathered::at(tx, post.id, home).await?;
    }
    Ok(post)
}

/// A later version takes the place of the one that is here; an earlier one is history; the same changes nothing.
async fn again(tx: &mut Tx, who: &person::Model, post: OwnPost, arrived: &Arrived<'_>) -> Outcome<OwnPost> {
    let said = words::arrived(tx.sql(), arrived.text, Home::of(who), PostRefusal::Text).await?;
    let Some(edited) = arrived.edited_at.filter(|edited| Some(*edited) > post.edited_at) else {
        // What was never changed has no former versions.
        if post.edited_at.is_none() {
            return Ok(post);
        }
        let people: Vec<PersonId> = said.people.iter().map(|named| named.id).collect();
        let inside = write::inside(tx.sql(), &post, &people).await?;
        let former = Former {
            html: words::render(&said, &inside),
            text: said.text,
            at: arrived.edited_at.unwrap_or(post.created_at),
        };
        version::of_post(tx.sql(), &post, former).await?;
        return Ok(post);
    };
    let people: Vec<PersonId> = said.people.iter().map(|named| named.id).collect();
    let inside = write::inside(tx.sql(), &post, &people).await?;
    let (words, tags) = words::words(&said, &inside);
    // Where only its warning is another, its words have no version more.
    let post = match words.text == post.text {
        true => post,
        false => write::edit(tx.sql(), post, words, edited).await?,
    };
    // It may become quieter, and never louder.
    let post = match arrived.whom {
        For::Quietly => version::hush(tx.sql(), post).await?,
        For::Everyone | For::These(_) => post,
    };
    let mut extras = arrived.extras.clone();
    shield(&mut extras, &tags);
    // What was shielded stays so: who said nothing of it may not know the word.
    extras.warning = extras.warning.or_else(|| post.warning.clone());
    let post = write::detail(tx.sql(), post, extras, Some(edited)).await?;
    far_photo::forget_of(tx.sql(), who.id, arrived.guid).await?;
    words::fetch_ahead(tx, &post.html).await?;
    let names: Vec<&str> = tags.iter().map(|tag| tag.as_str()).collect();
    let tags = entity::write::tag::ensure(tx.sql(), &names).await?;
    write::set_tags(tx.sql(), &post, &tags).await?;
    write::set_mentions(tx.sql(), &post, &inside).await?;
    named::seek(tx, &said, post.id, None).await?;
    Ok(post)
}

/// Whether a post of another pod says the same as this.
///
/// # Errors
/// The text cannot be.
pub async fn says(tx: &Tx, who: &person::Model, post: &SeenPost, text: &str) -> Outcome<bool> {
    let said = words::arrived(tx.sql(), text, Home::of(who), PostRefusal::Text).await?;
    Ok(said.text == post.text)
}

/// A post of another pod turns out to have been said below another one: it goes, so that it can stand there. False: it stays, since somebody
/// here has it who does not have the other one, or has done something with it that was for those who have it.
///
/// # Errors
/// The database cannot be written.
pub async fn joins(tx: &mut Tx, who: &person::Model, alone: &SeenPost, below: &SeenPost) -> Outcome<bool> {
    let fits = match (alone.reach, below.reach) {
        (Reach::Public, Reach::Public) => true,
        (Reach::Limited, Reach::Limited) => {
            let have = elsewhere::readers_here(tx.sql(), alone).await?;
            let readers = elsewhere::readers_here(tx.sql(), below).await?;
            have.iter().all(|person| readers.contains(person))
        }
        (Reach::Public | Reach::Pod | Reach::Limited, _) => false,
    };
    let mine = own::post::one(tx.sql(), who.id, &alone.guid).await?;
    let Some(mine) = mine.filter(|mine| fits && !mine.poll && mine.root_id.is_none()) else {
        return Ok(false);
    };
    let Some(mine) = write::hold(tx.sql(), mine).await? else {
        return Ok(false);
    };
    if !own::post::is_untouched(tx.sql(), &mine).await? {
        return Ok(false);
    }
    super::after::take_away(tx, mine).await?;
    Ok(true)
}

/// Takes a post of another pod away, by its author's word.
///
/// # Errors
/// It is not theirs.
pub async fn retract(tx: &mut Tx, who: &person::Model, guid: &str) -> Outcome<()> {
    let post = own::post::one(tx.sql(), who.id, guid).await?.or_not_found()?;
    gone::note(tx, GoneKind::Post, guid, who.id).await?;
    far_photo::forget_of(tx.sql(), who.id, guid).await?;
    super::after::take_away(tx, post).await
}

/// A picture of a post of another pod that came alone: it stands below the post's words, or waits for the post. One that is here
/// already is where its author says by now, with their words.
///
/// # Errors
/// It is for fewer or for more people than the post, or another's.
pub async fn photo(tx: &mut Tx, who: &person::Model, photo: FarPhoto) -> Outcome<()> {
    if let Some((known, author)) = far_photo::one(tx.sql(), &photo.guid).await? {
        (author.id == who.id && photo.public == known.public)
            .then_some(())
            .or_not_found()?;
        let anew = FarPhoto {
            address: photo.address,
            alt: photo.alt,
            ..known.clone()
        };
        return shown_anew(tx, who, &known, &anew).await;
    }
    let post = own::post::one(tx.sql(), who.id, &photo.post).await?;
    if let Some(post) = &post {
        (photo.public == (post.reach == Reach::Public))
            .then_some(())
            .or_not_found()?;
    }
    let now = tx.now();
    far_photo::keep(tx.sql(), &photo, now).await?;
    let Some(post) = post else {
        return Ok(());
    };
    let blank = if post.text.is_empty() { "" } else { "\n\n" };
    let text = format!("{}{blank}{}", post.text, photo.line());
    reword(tx, who, post, &text).await
}

/// A picture of a post of another pod is taken back. A post that had nothing else is gone with it, as it is for its author.
///
/// # Errors
/// It is not theirs.
pub async fn retract_photo(tx: &mut Tx, who: &person::Model, guid: &str) -> Outcome<()> {
    let (photo, author) = far_photo::one(tx.sql(), guid).await?.or_not_found()?;
    (author.id == who.id).then_some(()).or_not_found()?;
    gone::note(tx, GoneKind::Photo, guid, who.id).await?;
    far_photo::forget(tx.sql(), guid).await?;
    let Some(post) = own::post::one(tx.sql(), who.id, &photo.post).await? else {
        return Ok(());
    };
    let line = photo.line();
    let Some(at) = post.text.rfind(&line) else {
        return Ok(());
    };
    let (before, after) = (post.text[..at].trim_end(), post.text[at + line.len()..].trim_start());
    let blank = if before.is_empty() || after.is_empty() {
        ""
    } else {
        "\n\n"
    };
    let text = format!("{before}{blank}{after}");
    if text.is_empty() && !post.poll {
        return super::after::take_away(tx, post).await;
    }
    reword(tx, who, post, &text).await
}

/// A picture of a post of another pod is somewhere else from now on, under its old name: below this address.
///
/// # Errors
/// The database cannot be written.
pub async fn photo_moved(tx: &mut Tx, guid: &str, below: &str) -> Outcome<()> {
    let Some((photo, author)) = far_photo::one(tx.sql(), guid).await? else {
        return Ok(());
    };
    let name = photo.address.rsplit('/').next().unwrap_or_default();
    let moved = FarPhoto {
        address: format!("{below}{name}"),
        ..photo.clone()
    };
    shown_anew(tx, &author, &photo, &moved).await
}

/// A picture is shown as it is now, in place of how it was.
async fn shown_anew(tx: &mut Tx, who: &person::Model, was: &FarPhoto, is: &FarPhoto) -> Outcome<()> {
    if was == is {
        return Ok(());
    }
    far_photo::change(tx.sql(), is).await?;
    let Some(post) = own::post::one(tx.sql(), who.id, &was.post).await? else {
        return Ok(());
    };
    let text = post.text.replace(&was.line(), &is.line());
    if text == post.text {
        return Ok(());
    }
    reword(tx, who, post, &text).await
}

/// Replaces what a post of another pod says, with no version of its own.
pub(in crate::domain) async fn reword(tx: &mut Tx, who: &person::Model, post: OwnPost, text: &str) -> Outcome<()> {
    let said = words::arrived(tx.sql(), text, Home::of(who), PostRefusal::Text).await?;
    let people: Vec<PersonId> = said.people.iter().map(|named| named.id).collect();
    let inside = write::inside(tx.sql(), &post, &people).await?;
    let (words, _) = words::words(&said, &inside);
    let post = version::reword(tx.sql(), post, words).await?;
    words::fetch_ahead(tx, &post.html).await
}
