//! Comments: what people say under a post that they see. Who has the post has its comments; nobody is added by one.
//!
//! Whoever comments is told from then on what else is said there, unless they have muted the post.

use std::collections::{HashMap, HashSet};

use entity::own::comment as own;
use entity::visible::comment::{Written, comments};
use entity::visible::naming;
use entity::write::comment::{self as write, Follow, NewComment};
use entity::write::notification::About;
use entity::write::photo::Of;
use entity::{NotificationKind, OwnComment, PersonId, Reach, SeenPost, UserId};

use super::me::Me;
use super::photo::{self, Picked};
use super::post::words;
use super::{ignore, notification, person};
use crate::db::Tx;
use crate::error::{CommentRefusal, OrNotFound, Outcome};

/// Comments on a page of a post.
pub const PAGE: u64 = 50;

/// What somebody wants to say.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a> {
    /// Markdown.
    pub text: &'a str,
    /// Guid of the comment that it answers.
    pub answers: Option<&'a str>,
}

/// Adds a comment under a post.
///
/// # Errors
/// The text cannot be, the comment that it answers is not there, or the post's author ignores whoever comments.
pub async fn add(tx: &mut Tx, me: &Me, host: &str, on: &SeenPost, draft: Draft<'_>) -> Outcome<OwnComment> {
    add_with(tx, me, host, on, draft, &[]).await
}

/// The same with photos, which may stand without a word.
///
/// # Errors
/// As above, or the photos cannot be.
pub async fn add_with(
    tx: &mut Tx,
    me: &Me,
    host: &str,
    on: &SeenPost,
    draft: Draft<'_>,
    picked: &[Picked],
) -> Outcome<OwnComment> {
    // An author takes no comments from people whom they ignore.
    if ignore::ignored_by(tx, me.person.id, &[on.author_id]).await? {
        return Err(CommentRefusal::NotTaken.into());
    }
    let answered = match draft.answers {
        Some(guid) => Some(
            comments(me.viewer())
                .under(on.id)
                .one(tx.sql(), guid)
                .await?
                .or_not_found()?,
        ),
        None => None,
    };
    let photos = photo::ready(tx, me, picked, Vec::new(), photo::IN_COMMENT).await?;
    let said = words::beside(tx.sql(), draft.text, host, photos.len(), CommentRefusal::Text).await?;
    let named: Vec<PersonId> = said.people.iter().map(|person| person.id).collect();
    let answers = answered.as_ref().map(|answered| answered.author.id);
    let readers = inside(tx, on, named.iter().copied().chain(answers).collect()).await?;
    let new = NewComment {
        guid: tx.random().guid_hex(),
        author: me.person.id,
        answers: answered.as_ref().map(top),
        html: words::render(&said, &linked(tx, me, on, &named, &readers).await?),
        text: said.text,
        at: tx.now(),
        signed: None,
    };
    let comment = write::insert(tx.sql(), on, new).await?;
    words::fetch_ahead(tx, &comment.html).await?;
    if !photos.is_empty() {
        photo::arrange(tx, Of::Comment(&comment), &photos).await?;
    }
    if on.author_id != me.person.id {
        write::follow(tx.sql(), me.user.id, on, Follow::Unasked).await?;
    }
    let concerned = answers
        .map(|author| (author, NotificationKind::Answered))
        .into_iter()
        .chain(
            named
                .into_iter()
                .map(|person| (person, NotificationKind::MentionedInComment)),
        )
        .filter(|(person, _)| readers.contains(person));
    tell(tx, me, on, &comment, concerned.collect()).await?;
    tx.tell_thread(on.id);
    Ok(comment)
}

/// Threads are two levels deep: what answers an answer stands beside it.
fn top(answered: &Written) -> entity::CommentId {
    answered.comment.answers_id.unwrap_or(answered.comment.id)
}

/// Those of some people who have the post, its author among them.
async fn inside(tx: &Tx, on: &SeenPost, people: Vec<PersonId>) -> Outcome<Vec<PersonId>> {
    let mut inside = entity::write::post::inside(tx.sql(), on, &people).await?;
    if people.contains(&on.author_id) {
        inside.push(on.author_id);
    }
    Ok(inside)
}

/// Whom a comment links. Who has a limited post is known to its author alone, so nobody else finds out by naming people:
/// only those whom the thread shows anyway become links.
async fn linked(tx: &Tx, me: &Me, on: &SeenPost, named: &[PersonId], readers: &[PersonId]) -> Outcome<Vec<PersonId>> {
    if on.reach != Reach::Limited || on.author_id == me.person.id {
        return Ok(readers.to_vec());
    }
    Ok(naming::shown(tx.sql(), me.viewer(), on, named).await?)
}

/// Each is told once, of what concerns them most: that comes first.
async fn tell(
    tx: &mut Tx,
    me: &Me,
    on: &SeenPost,
    comment: &OwnComment,
    concerned: Vec<(PersonId, NotificationKind)>,
) -> Outcome<()> {
    let mut told = by_name(tx, me, on, concerned).await?;
    for follower in own::followers(tx.sql(), on, me.person.id).await? {
        let kind = match follower.person == on.author_id {
            true => NotificationKind::Commented,
            false => NotificationKind::AlsoCommented,
        };
        told.push((follower.user, kind));
    }
    let about = About {
        post: Some(on.id),
        comment: Some(comment.id),
        ..About::default()
    };
    let mut done = HashSet::from([me.user.id]);
    told.retain(|(user, _)| done.insert(*user));
    notification::tell_each(tx, &told, me.person.id, about).await
}

/// Accounts of those whom a comment answers or names, unless they ignore who wrote it or have muted the post.
async fn by_name(
    tx: &Tx,
    me: &Me,
    on: &SeenPost,
    concerned: Vec<(PersonId, NotificationKind)>,
) -> Outcome<Vec<(UserId, NotificationKind)>> {
    if concerned.is_empty() {
        return Ok(Vec::new());
    }
    let people: Vec<PersonId> = concerned.iter().map(|(person, _)| *person).collect();
    let mut accounts: HashMap<PersonId, UserId> = person::accounts(tx.sql(), &people).await?.into_iter().collect();
    let users: Vec<UserId> = accounts.values().copied().collect();
    let mut not = entity::own::ignore::ignoring(tx.sql(), me.person.id, &users).await?;
    not.extend(own::muted(tx.sql(), on, &users).await?);
    accounts.retain(|_, user| !not.contains(user));
    let account = |(person, kind): (PersonId, NotificationKind)| Some((*accounts.get(&person)?, kind));
    Ok(concerned.into_iter().filter_map(account).collect())
}

/// One of my comments under a post, or the same refusal as for one that never was.
async fn mine(tx: &Tx, me: &Me, on: &SeenPost, guid: &str) -> Outcome<OwnComment> {
    let comment = own::one(tx.sql(), me.viewer(), guid).await?.or_not_found()?;
    (comment.post_id == on.id).then_some(()).or_not_found()?;
    Ok(comment)
}

/// Changes what a comment of mine says and which photos it has. Photos that are not named any more are gone.
///
/// # Errors
/// It is not mine, or the text or the photos cannot be.
pub async fn revise(
    tx: &mut Tx,
    me: &Me,
    host: &str,
    (on, guid): (&SeenPost, &str),
    (text, picked): (&str, &[Picked]),
) -> Outcome<OwnComment> {
    let comment = mine(tx, me, on, guid).await?;
    let former = entity::own::photo::of_comment(tx.sql(), &comment).await?;
    let photos = photo::ready(tx, me, picked, former, photo::IN_COMMENT).await?;
    if comment.photos > 0 || !photos.is_empty() {
        photo::arrange(tx, Of::Comment(&comment), &photos).await?;
    }
    edit(tx, me, host, on, guid, text).await
}

/// Changes what a comment of mine says; the former version is kept. Nobody is told anew.
///
/// # Errors
/// It is not mine, or the text cannot be.
pub async fn edit(tx: &mut Tx, me: &Me, host: &str, on: &SeenPost, guid: &str, text: &str) -> Outcome<OwnComment> {
    let comment = mine(tx, me, on, guid).await?;
    let photos = usize::try_from(comment.photos).unwrap_or(usize::MAX);
    let said = words::beside(tx.sql(), text, host, photos, CommentRefusal::Text).await?;
    if said.text == comment.text {
        return Ok(comment);
    }
    let named: Vec<PersonId> = said.people.iter().map(|person| person.id).collect();
    let readers = inside(tx, on, named.clone()).await?;
    let html = words::render(&said, &linked(tx, me, on, &named, &readers).await?);
    words::fetch_ahead(tx, &html).await?;
    let now = tx.now();
    Ok(write::edit(tx.sql(), comment, said.text, html, now).await?)
}

/// Takes a comment away: one's own, or any under one's own post.
///
/// # Errors
/// There is none, or it is neither.
pub async fn retract(tx: &mut Tx, me: &Me, guid: &str) -> Outcome<()> {
    let comment = own::removable(tx.sql(), me.viewer(), guid).await?.or_not_found()?;
    let (told, post) = (own::told_of(tx.sql(), &comment).await?, comment.post());
    write::delete(tx.sql(), comment).await?;
    photo::take_files(tx).await?;
    notification::changed(tx, &told);
    tx.tell_thread(post);
    Ok(())
}

/// From now on I am told of what is said about a post, or not any more.
///
/// # Errors
/// The database cannot be written.
pub async fn follow(tx: &mut Tx, me: UserId, on: &SeenPost, how: Follow) -> Outcome<()> {
    Ok(write::follow(tx.sql(), me, on, how).await?)
}
