//! Sharing a post: its rows, its audience, its notifications, in one transaction.

use entity::write::photo::{Of, Placed};
use entity::write::poll::NewPoll;
use entity::write::post::Extras;
use entity::write::reshare::Root;
use entity::write::{elsewhere, post as write, tag};
use entity::{Moment, NotificationKind, OwnPost, PersonId, Reach, UserId, person as person_row};

use super::audience::{self, Audience, Wanted};
use super::author::Author;
use super::extras::{Question, Wishes};
use super::{draft, words};
use crate::db::Tx;
use crate::domain::emoji::Home;
use crate::domain::gathered::{self, Below};
use crate::domain::me::Me;
use crate::domain::preview::{self, Origin};
use crate::domain::{named, notification, person, photo};
use crate::error::{Fault, Outcome, PostRefusal};
use crate::job::{Job, Subject};
use crate::text::tag::TagName;

/// With this tag a post is to be opened first.
pub(super) const SENSITIVE: &str = "nsfw";

/// All that the publisher's form says.
#[derive(Clone, Copy, Debug)]
pub struct Composed<'a> {
    /// Markdown.
    pub text: &'a str,
    /// For whom.
    pub wanted: &'a Wanted,
    /// What else it is to have.
    pub wishes: &'a Wishes,
}

/// What is about to be shared, made sense of.
pub(in crate::domain) struct Sharing<'a> {
    /// What it says.
    pub(in crate::domain) said: words::Mentioned,
    /// For whom.
    pub(in crate::domain) audience: Audience,
    /// What it shows.
    pub(in crate::domain) root: Option<Root>,
    /// What else it has.
    pub(in crate::domain) extras: Extras,
    /// What it asks.
    pub(in crate::domain) question: Option<Question>,
    /// The host of this pod, whose own pages get no card.
    pub(in crate::domain) host: &'a str,
    /// What it lets be seen.
    pub(in crate::domain) photos: Vec<Placed>,
}

/// Shares a text with an audience.
///
/// # Errors
/// The text or the audience cannot be; see [`crate::error::PostRefusal`].
pub async fn publish(tx: &mut Tx, me: &Me, host: &str, text: &str, wanted: &Wanted) -> Outcome<OwnPost> {
    let wishes = &Wishes::default();
    compose(tx, me, host, Composed { text, wanted, wishes }).await
}

/// Shares a text with an audience, and what else it is to have.
///
/// # Errors
/// The text, the audience or the rest cannot be; see [`crate::error::PostRefusal`].
pub async fn compose(tx: &mut Tx, me: &Me, host: &str, composed: Composed<'_>) -> Outcome<OwnPost> {
    let post = compose_as(tx, me, host, composed).await?;
    draft::clear(tx, me).await?;
    Ok(post)
}

/// The same for who may not be here now: a draft stays.
///
/// # Errors
/// As above.
pub(super) async fn compose_as(
    tx: &mut Tx,
    author: &impl Author,
    host: &str,
    composed: Composed<'_>,
) -> Outcome<OwnPost> {
    let Composed { text, wanted, wishes } = composed;
    let (extras, question) = wishes.resolve(tx.now())?;
    let photos = photo::ready(tx, author, &wishes.photos, Vec::new(), photo::IN_POST).await?;
    let said = words::beside(tx.sql(), text, host, photos.len(), PostRefusal::Text).await?;
    let audience = audience::resolve(tx.sql(), author, wanted).await?;
    let sharing = Sharing {
        said,
        audience,
        root: None,
        extras,
        question,
        host,
        photos,
    };
    share(tx, author, sharing).await
}

/// Shares what was read with an audience that makes sense; a reshare besides shows its root.
///
/// # Errors
/// The database cannot be written.
pub(in crate::domain) async fn share(tx: &mut Tx, me: &impl Author, sharing: Sharing<'_>) -> Outcome<OwnPost> {
    let Sharing {
        said,
        audience,
        root,
        mut extras,
        question,
        host,
        photos,
    } = sharing;
    let inside = audience::inside(tx.sql(), me, &audience, &said.people).await?;
    let (words, tags) = words::words(&said, &inside);
    shield(&mut extras, &tags);
    let new = write::NewPost {
        guid: tx.random().guid_hex(),
        author: me.person(),
        reach: audience.reach,
        words,
        at: tx.now(),
        edited_at: None,
        chosen: serde_json::to_string(&audience.choice).map_err(Fault::of)?,
        root,
        quiet: false,
        extras,
    };
    let post = gathered::insert(tx, new, Below::Something).await?;
    if !photos.is_empty() {
        photo::arrange(tx, Of::Post(&post), &photos).await?;
    }
    if let Some(question) = question {
        ask(tx, &post, question).await?;
    }
    if !audience.chosen.aspects.is_empty() || !audience.chosen.people.is_empty() {
        write::give(tx.sql(), me.user(), &post, &audience.chosen).await?;
    }
    spread(tx, &post, (host, Origin::Here(me.user())), &tags, &inside).await?;
    named::seek(tx, &said, post.id, None).await?;
    let pods = match post.reach {
        Reach::Public => elsewhere::note_contacts(tx.sql(), &post, me.user(), &inside).await?,
        Reach::Pod | Reach::Limited => elsewhere::note_recipients(tx.sql(), &post).await?,
    };
    if pods > 0 {
        let subject = Subject::Post { post: post.id.0 };
        tx.enqueue(Job::Dispatch { subject }).await?;
    }
    Ok(post)
}

/// With the tag for what is sensitive a post is to be opened first.
pub(super) fn shield(extras: &mut Extras, tags: &[TagName]) {
    if tags.iter().any(|tag| tag.as_str() == SENSITIVE) {
        extras.warning.get_or_insert_default();
    }
}

/// What follows from a post that was written, wherever that was: its end, its card, tags, mentions, and who is told.
pub(super) async fn spread(
    tx: &mut Tx,
    post: &OwnPost,
    (host, origin): (&str, Origin),
    tags: &[TagName],
    inside: &[PersonId],
) -> Outcome<()> {
    words::fetch_ahead(tx, &post.html).await?;
    if let Some(at) = post.expires_at {
        tx.enqueue_at(Job::Expire { post: post.id.0 }, at).await?;
    }
    preview::wanted(tx, post, host, origin).await?;
    if !tags.is_empty() {
        let names: Vec<&str> = tags.iter().map(|tag| tag.as_str()).collect();
        let tags = tag::ensure(tx.sql(), &names).await?;
        write::set_tags(tx.sql(), post, &tags).await?;
    }
    let named = if inside.is_empty() {
        Vec::new()
    } else {
        write::set_mentions(tx.sql(), post, inside).await?
    };
    notify(tx, post, NotificationKind::Mentioned, &named).await?;
    gathered::shared(tx, post).await
}

/// What somebody of another pod shows.
#[derive(Clone, Copy, Debug)]
pub(in crate::domain) struct Showing<'a> {
    /// The name of what shows it.
    pub(in crate::domain) guid: &'a str,
    /// When, by its author's word.
    pub(in crate::domain) at: Option<Moment>,
    /// Words of its own, if it has any.
    pub(in crate::domain) text: &'a str,
    /// What it shows.
    pub(in crate::domain) root: Root,
}

/// Somebody of another pod shows a public post.
pub(in crate::domain) async fn show_root(
    tx: &mut Tx,
    who: &person_row::Model,
    host: &str,
    showing: Showing<'_>,
) -> Outcome<OwnPost> {
    let said = words::arrived(tx.sql(), showing.text, Home::of(who), PostRefusal::Text).await?;
    let (words, tags) = words::words(&said, &[]);
    let new = write::NewPost {
        guid: showing.guid.to_owned(),
        author: who.id,
        reach: Reach::Public,
        words,
        at: showing.at.unwrap_or(tx.now()),
        edited_at: None,
        chosen: serde_json::to_string(&audience::Choice::default()).map_err(Fault::of)?,
        root: Some(showing.root),
        quiet: false,
        extras: Extras::default(),
    };
    // What has words of its own may hold more than one reshare of the same post.
    let below = match showing.text.is_empty() {
        true => Below::Nothing,
        false => Below::Something,
    };
    let post = gathered::insert(tx, new, below).await?;
    spread(tx, &post, (host, Origin::Elsewhere), &tags, &[]).await?;
    Ok(post)
}

async fn ask(tx: &mut Tx, on: &OwnPost, question: Question) -> Outcome<()> {
    let ends_at = question.ends_at;
    let answers = question.answers.into_iter().map(|text| (tx.random().guid_hex(), text));
    let new = NewPoll {
        guid: tx.random().guid_hex(),
        answers: answers.collect(),
        question: question.question,
        multiple: question.multiple,
        ends_at,
    };
    let poll = entity::write::poll::insert(tx.sql(), on, new).await?;
    if let Some(at) = ends_at {
        tx.enqueue_at(Job::EndPoll { poll: poll.0 }, at).await?;
    }
    Ok(())
}

/// Tells those of some people who live here about a post, unless they ignore its author.
pub(in crate::domain) async fn notify(
    tx: &mut Tx,
    post: &OwnPost,
    kind: NotificationKind,
    people: &[PersonId],
) -> Outcome<()> {
    let accounts = person::accounts(tx.sql(), people).await?;
    let users: Vec<UserId> = accounts.into_iter().map(|(_, user)| user).collect();
    let ignoring = entity::own::ignore::ignoring(tx.sql(), post.author_id, &users).await?;
    let told: Vec<_> = users.into_iter().filter(|user| !ignoring.contains(user)).collect();
    notification::tell_all(tx, &told, kind, post.author_id, Some(post.id)).await
}
