//! Rows of this pod in the words of the protocol. Who gets them, and in whose name, is decided elsewhere.

pub(in crate::federation) mod letters;

use entity::viewer::Reason;
use entity::visible::actor::Tongues;
use entity::visible::comment::Written;
use entity::visible::like::Given;
use entity::visible::photo::photos;
use entity::visible::post::{Authored, posts};
use entity::visible::vote::Cast;
use entity::{Details, Moment, Reach, SeenPhoto, SeenPost, SeenProfile, Viewer, person};

use super::super::activitypub::{people, places};
use super::super::{Undone, keyring, letter};
use super::files;
use crate::arithmetic;
use crate::pod::Pod;
use crate::text::emoji::Feeling;
use crate::wire::Guid;
use crate::wire::diaspora::entity::{
    Comment, Contact, Like, Liked, Location, More, Participation, Poll, PollAnswer, PollParticipation, Profile,
    Relayable, Reshare, Retraction, Root, StatusMessage,
};
use crate::wire::diaspora::{AsSigned, Birthday, Entity, Kind, Name, PathAddress, Tags, Text, Timestamp};

/// For looking at what was committed, to send it to those whom it is for.
pub(in crate::federation) const ALL: Viewer = Viewer::Pod(Reason::Dispatch);

/// Characters of a first and of a last name.
const LONGEST_NAME: usize = 32;

pub(super) fn unsayable(what: &str) -> Undone {
    Undone::Reject(format!("{what} cannot be said on the wire"))
}

pub(super) fn guid(raw: &str) -> Result<Guid, Undone> {
    Guid::parse(raw).ok_or_else(|| unsayable("its guid"))
}

pub(in crate::federation) fn time(moment: Moment) -> Option<Timestamp> {
    chrono::DateTime::from_timestamp_micros(moment.0).and_then(Timestamp::new)
}

/// A post of somebody here.
pub(in crate::federation) async fn post(pod: &Pod, post: &Authored) -> Result<Entity, Undone> {
    if let Some(root) = post.post.root_id {
        return reshare(pod, post, root).await;
    }
    let (author, row) = (letter::handle(&post.author)?, &post.post);
    let pictures = photos(ALL).of_posts(pod.db.read(), &[row.id]).await?;
    let public = row.reach == Reach::Public;
    let (shown, others): (Vec<&SeenPhoto>, Vec<&SeenPhoto>) = pictures.iter().partition(|one| files::is_picture(one));
    let mut attached = Vec::with_capacity(shown.len());
    for one in shown {
        attached.push(files::photo(pod, &author, (&row.guid, public), one)?);
    }
    Ok(Entity::StatusMessage(StatusMessage {
        guid: guid(&row.guid)?,
        created_at: time(row.created_at),
        public,
        provider_display_name: None,
        text: Text::new(&files::with_links(pod, &row.text, &others)).ok_or_else(|| unsayable("its text"))?,
        edited_at: row.edited_at.and_then(time),
        photos: attached,
        location: location(row.place.as_deref(), row.latitude.zip(row.longitude)),
        poll: poll(pod, row).await?,
        event: None,
        embed: None,
        more: more(row),
        author,
    }))
}

/// What a post asks. That several answers may be chosen, and when it ends, the protocol cannot say; pods like this one do.
async fn poll(pod: &Pod, of: &SeenPost) -> Result<Option<Poll>, Undone> {
    if !of.poll {
        return Ok(None);
    }
    let mut polls = entity::visible::poll::of(pod.db.read(), ALL, &[of.id], pod.db.now()).await?;
    let Some(found) = polls.remove(&of.id) else {
        return Ok(None);
    };
    let mut answers = Vec::with_capacity(found.answers.len());
    for answer in &found.answers {
        answers.push(PollAnswer {
            guid: guid(&answer.guid)?,
            answer: Text::new(&answer.text).ok_or_else(|| unsayable("an answer"))?,
        });
    }
    Ok(Some(Poll {
        guid: guid(&found.guid)?,
        question: Text::new(&found.question).ok_or_else(|| unsayable("its question"))?,
        poll_answers: answers,
        multiple: found.multiple,
        ends_at: found.ends_at.and_then(time),
    }))
}

/// A vote. Each answer that somebody has chosen is one of its own.
pub(in crate::federation) async fn vote(pod: &Pod, on: &Authored, cast: &Cast) -> Result<Entity, Undone> {
    let vote = PollParticipation {
        author: letter::handle(&cast.author)?,
        guid: guid(&cast.vote.guid)?,
        parent_guid: guid(&cast.poll)?,
        poll_answer_guid: guid(&cast.answer)?,
        as_signed: AsSigned::default(),
    };
    Ok(Entity::PollParticipation(
        signed(pod, on, &cast.author, cast.vote.signed.as_deref(), vote).await?,
    ))
}

/// That somebody wants to hear what is said about a post.
pub(in crate::federation) fn participation(who: &person::Model, on: &str, name: &str) -> Result<Entity, Undone> {
    Ok(Entity::Participation(Participation {
        author: letter::handle(who)?,
        guid: guid(name)?,
        parent_guid: guid(on)?,
    }))
}

async fn reshare(pod: &Pod, post: &Authored, root: entity::PostId) -> Result<Entity, Undone> {
    let root = posts(ALL).by_id(pod.db.read(), root).await?;
    if let Some(root) = &root
        && (people::tongues_of(&root.post.guid) == Tongues::Any || people::is_actor_only(pod, &root.author).await?)
    {
        return linked(pod, post, root).await;
    }
    let root = match root {
        Some(root) => Some(Root {
            author: letter::handle(&root.author)?,
            guid: guid(&root.post.guid)?,
        }),
        None => None,
    };
    Ok(Entity::Reshare(Reshare {
        author: letter::handle(&post.author)?,
        guid: guid(&post.post.guid)?,
        created_at: time(post.post.created_at),
        root,
    }))
}

/// What came from the fediverse cannot be had in the words of this protocol, whatever else its author speaks: who shows it shows where it is.
async fn linked(pod: &Pod, post: &Authored, root: &Authored) -> Result<Entity, Undone> {
    let ours = places::post(&pod.settings, &root.post.guid);
    let there = people::thing(pod, (&root.post.guid, &root.author), ours.clone()).await?;
    let text = format!("\u{267b} {}: <{}>", root.author.handle, there.unwrap_or(ours));
    Ok(Entity::StatusMessage(StatusMessage {
        author: letter::handle(&post.author)?,
        guid: guid(&post.post.guid)?,
        created_at: time(post.post.created_at),
        public: true,
        provider_display_name: None,
        text: Text::new(&text).ok_or_else(|| unsayable("its text"))?,
        edited_at: None,
        photos: Vec::new(),
        location: None,
        poll: None,
        event: None,
        embed: None,
        more: More::default(),
    }))
}

/// What the protocol has no words for.
fn more(post: &SeenPost) -> More {
    let placed = post.latitude.zip(post.longitude).is_some();
    More {
        sensitive: post.warning.is_some(),
        warning: post.warning.as_deref().and_then(Text::new),
        expires_at: post.expires_at.and_then(time),
        place: post.place.as_deref().filter(|_| !placed).and_then(Text::new),
    }
}

/// A place without a position is none for the protocol.
fn location(place: Option<&str>, position: Option<(f64, f64)>) -> Option<Location> {
    let (north, east) = position?;
    Some(Location {
        address: Text::new(place.unwrap_or_default())?,
        lat: Text::new(&north.to_string())?,
        lng: Text::new(&east.to_string())?,
    })
}

/// A comment: what somebody of another pod has signed stays as it was, what somebody here says is signed by them, unless the
/// post is their own.
pub(in crate::federation) async fn comment(pod: &Pod, on: &Authored, said: &Written) -> Result<Entity, Undone> {
    let row = &said.comment;
    let answered = match row.answers_id {
        Some(id) => entity::visible::comment::comments(ALL).by_id(pod.db.read(), id).await?,
        None => None,
    };
    let text = match row.photos {
        0 => row.text.clone(),
        _ => {
            let attached = photos(ALL).of_comments(pod.db.read(), &[row.id]).await?;
            files::with_links(pod, &row.text, &attached.iter().collect::<Vec<_>>())
        }
    };
    let comment = Comment {
        author: letter::handle(&said.author)?,
        guid: guid(&row.guid)?,
        parent_guid: guid(&on.post.guid)?,
        thread_parent_guid: answered.and_then(|answered| Guid::parse(&answered.comment.guid)),
        text: Text::new(&text).ok_or_else(|| unsayable("its text"))?,
        created_at: time(row.created_at),
        edited_at: row.edited_at.and_then(time),
        as_signed: AsSigned::default(),
    };
    Ok(Entity::Comment(
        signed(pod, on, &said.author, row.signed.as_deref(), comment).await?,
    ))
}

/// A like of a post or of a comment under it.
pub(in crate::federation) async fn like(pod: &Pod, on: &Authored, given: &Given) -> Result<Entity, Undone> {
    let row = &given.like;
    let (parent, name) = match row.comment_id {
        None => (Liked::Post, on.post.guid.clone()),
        Some(id) => {
            let found = entity::visible::comment::comments(ALL).by_id(pod.db.read(), id).await?;
            let found = found.ok_or_else(|| Undone::Reject("what is liked is gone".to_owned()))?;
            (Liked::Comment, found.comment.guid.clone())
        }
    };
    let like = Like {
        author: letter::handle(&given.author)?,
        guid: guid(&row.guid)?,
        parent_guid: guid(&name)?,
        parent,
        positive: Some(true),
        emoji: match Feeling::of(&row.emoji) {
            Feeling::Heart => None,
            sign @ (Feeling::Character(_) | Feeling::Picture(..)) => Text::new(&sign.plain()),
        },
        as_signed: AsSigned::default(),
    };
    Ok(Entity::Like(
        signed(pod, on, &given.author, row.signed.as_deref(), like).await?,
    ))
}

async fn signed<E: Relayable + Send + 'static>(
    pod: &Pod,
    on: &Authored,
    author: &person::Model,
    kept: Option<&str>,
    entity: E,
) -> Result<E, Undone> {
    if let Some(kept) = kept {
        let as_signed: AsSigned = serde_json::from_str(kept).map_err(|_| unsayable("what its author has signed"))?;
        return Ok(entity.with_signed(as_signed));
    }
    if author.id == on.author.id {
        return Ok(entity);
    }
    let key = keyring::own(pod, author.id).await?;
    let key = key.ok_or_else(|| Undone::Retry("the keys of its author are not made yet".to_owned()))?;
    Ok(arithmetic::done(move || entity.signed(&key)).await??)
}

/// How somebody here stands with somebody elsewhere.
pub(in crate::federation) fn contact(
    author: &person::Model,
    recipient: &person::Model,
    (shares, blocks): (Shares, Blocks),
) -> Result<Entity, Undone> {
    let sharing = shares == Shares::Yes;
    Ok(Entity::Contact(Contact {
        author: letter::handle(author)?,
        recipient: letter::handle(recipient)?,
        following: sharing,
        sharing,
        blocking: blocks == Blocks::Yes && !sharing,
    }))
}

/// Whether somebody shares with somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::federation) enum Shares {
    /// They do.
    Yes,
    /// They do not.
    No,
}

/// Whether somebody wants to hear nothing of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::federation) enum Blocks {
    /// They do.
    Yes,
    /// They do not.
    No,
}

/// That something is gone.
pub(in crate::federation) fn retraction(author: &person::Model, kind: Kind, name: &str) -> Result<Entity, Undone> {
    Ok(Entity::Retraction(Retraction {
        author: letter::handle(author)?,
        target_guid: guid(name)?,
        target_type: kind,
    }))
}

/// What somebody shows of themselves: the extended part only where it is given.
pub(in crate::federation) fn profile(
    pod: &Pod,
    person: &person::Model,
    extended: Option<&SeenProfile>,
    tags: &[String],
) -> Result<Profile, Undone> {
    let (first, last) = names(&person.name);
    let picture = |side: u16| {
        let key = person.avatar.as_deref()?;
        match person.pod_id {
            None => PathAddress::new(&pod.settings.url(&format!("/avatars/{key}/{side}"))),
            // Of somebody of another pod the whole address is kept.
            Some(_) => PathAddress::new(key),
        }
    };
    let text = |text: &str| Some(text).filter(|text| !text.is_empty()).and_then(Text::new);
    let tags: Vec<String> = tags.iter().map(|tag| format!("#{tag}")).collect();
    Ok(Profile {
        full_name: Name::new(format!("{first} {last}").trim()),
        first_name: Name::new(&first),
        last_name: Name::new(&last).filter(|name| !name.as_str().is_empty()),
        image_url: picture(300),
        image_url_medium: picture(100),
        image_url_small: picture(50),
        bio: extended.and_then(|row| Some(row.bio.as_str()).filter(|bio| !bio.is_empty()).and_then(Text::new)),
        birthday: extended.and_then(|row| birthday(&row.birthday)),
        gender: extended.and_then(|row| text(&row.pronouns)),
        location: extended.and_then(|row| text(&row.location)),
        searchable: person.searchable,
        public: extended.is_some_and(|row| row.details == Details::Everyone),
        nsfw: person.nsfw,
        tag_string: Some(tags.join(" "))
            .filter(|tags| !tags.is_empty())
            .and_then(|tags| Tags::new(&tags)),
        ..Profile::bare(letter::handle(person)?)
    })
}

/// `YYYY-MM-DD`, or `--MM-DD` without the year.
fn birthday(kept: &str) -> Option<Birthday> {
    let mut parts = kept.rsplitn(3, '-');
    let (day, month) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Birthday::new(parts.next().and_then(|year| year.parse().ok()), month, day)
}

/// A name in the two parts of the protocol, neither with the `;` that it uses itself: as much as fits into the first, parted at a
/// blank.
pub(in crate::federation) fn names(name: &str) -> (String, String) {
    let name = name.replace(';', ",");
    let cut = |text: &str| text.chars().take(LONGEST_NAME).collect::<String>();
    if name.chars().count() <= LONGEST_NAME {
        return (name, String::new());
    }
    let most = name.char_indices().nth(LONGEST_NAME).map_or(name.len(), |(at, _)| at);
    match name[..most].rfind(' ') {
        Some(blank) => (name[..blank].to_owned(), cut(name[blank..].trim())),
        None => (cut(&name), cut(&name[most..])),
    }
}
