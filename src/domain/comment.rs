//! Comments: what people say under a post that they see. Who has the post has its comments; nobody is added by one.
//!
//! Whoever comments is told from then on what else is said there, unless they have muted the post.

use std::collections::{HashMap, HashSet};

use entity::own::around::{Around, Follower, Hearing};
use entity::own::comment as own;
use entity::viewer::Reason;
use entity::visible::comment::{Written, comments};
use entity::visible::naming;
use entity::visible::post::posts;
use entity::write::activity::Move;
use entity::write::comment::{self as write, Follow, NewComment};
use entity::write::notification::About;
use entity::write::photo::{Of, Placed};
use entity::write::version::{self, Former};
use entity::{
    GoneKind, Moment, NotificationKind, OwnComment, PersonId, Reach, SeenPost, UserId, Viewer, person as person_row,
};

use super::emoji::Home;
use super::me::Me;
use super::photo::{self, Picked};
use super::post::after::later;
use super::post::words;
use super::speaker::Speaker;
use super::{elsewhere, gathered, gone, ignore, named, notification, participation, person};
use crate::db::Tx;
use crate::error::{CommentRefusal, OrNotFound, Outcome};
use crate::job::{Job, Subject};

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
    let ready = Ready {
        guid: tx.random().guid_hex(),
        at: tx.now(),
        edited_at: None,
        signed: None,
        said,
        answered,
        photos,
    };
    put(tx, Speaker::here(me), on, ready).await
}

/// What is about to be said, made sense of.
struct Ready {
    guid: String,
    at: Moment,
    edited_at: Option<Moment>,
    signed: Option<String>,
    said: words::Mentioned,
    answered: Option<Written>,
    photos: Vec<Placed>,
}

/// Says it, whoever does: tells whom it concerns, here and elsewhere.
async fn put(tx: &mut Tx, who: Speaker, on: &SeenPost, ready: Ready) -> Outcome<OwnComment> {
    let Ready {
        guid,
        at,
        edited_at,
        signed,
        said,
        answered,
        photos,
    } = ready;
    let people: Vec<PersonId> = said.people.iter().map(|person| person.id).collect();
    let answers = answered.as_ref().map(|answered| answered.author.id);
    let readers = inside(tx, on, people.iter().copied().chain(answers).collect()).await?;
    let new = NewComment {
        guid,
        author: who.person,
        answers: answered.as_ref().map(top),
        html: words::render(&said, &linked(tx, who, on, &people, &readers).await?),
        text: said.text.clone(),
        at,
        edited_at,
        signed,
    };
    let (comment, around) = written(tx, who, on, new).await?;
    words::fetch_ahead(tx, &comment.html).await?;
    named::seek(tx, &said, on.id, Some(comment.id)).await?;
    if !photos.is_empty() {
        photo::arrange(tx, Of::Comment(&comment), &photos).await?;
    }
    if let Some(user) = who.user().filter(|_| on.author_id != who.person) {
        write::follow(tx.sql(), user, on, Follow::Unasked).await?;
        if around.elsewhere {
            participation::begin(tx, who.person, on).await?;
        }
    }
    let concerned = answers
        .map(|author| (author, NotificationKind::Answered))
        .into_iter()
        .chain(
            people
                .into_iter()
                .map(|person| (person, NotificationKind::MentionedInComment)),
        )
        .filter(|(person, _)| readers.contains(person));
    tell(tx, who, on, &comment, (concerned.collect(), &around.told)).await?;
    tx.tell_thread(on.id);
    if let Some(home) = who.home.filter(|_| around.ours) {
        // From now on their pod hears what is said there.
        gathered::took_part(tx, on.id, home).await?;
    }
    let new = match around.ours && who.user().is_some() {
        true => named::note(tx, (on.id, on.reach), &said).await?,
        false => Vec::new(),
    };
    if around.elsewhere || !new.is_empty() {
        elsewhere::hand_on(tx, who, around.ours, Subject::Comment { comment: comment.id.0 }).await?;
    }
    Ok(comment)
}

/// Writes the comment. An author takes none from people whom they ignore.
async fn written(tx: &mut Tx, who: Speaker, on: &SeenPost, new: NewComment) -> Outcome<(OwnComment, Around)> {
    let about: (&[PersonId], Hearing) = (&[on.author_id], Hearing::Followers);
    let at = new.at;
    // Where the post's row is held all is known before; else whoever is quicker is seen only once the row is written.
    if gathered::moves(tx, on.id).is_none() {
        let comment = write::insert(tx.sql(), on, new).await?;
        let around = gathered::around(tx, on, who.person, about).await?;
        return match around.refused {
            true => Err(CommentRefusal::NotTaken.into()),
            false => Ok((comment, around)),
        };
    }
    let around = gathered::around(tx, on, who.person, about).await?;
    if around.refused {
        return Err(CommentRefusal::NotTaken.into());
    }
    let comment = gathered::say(tx, on, new).await?;
    if let Some(moves) = gathered::moves(tx, on.id) {
        moves.push(Move::said(on, at));
    }
    Ok((comment, around))
}

/// A comment as another pod sent it.
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
    /// Guid of the comment that it answers, if that is known.
    pub answers: Option<&'a str>,
    /// What has to be handed on unchanged (JSON).
    pub signed: Option<String>,
}

/// Somebody of another pod comments on a post that they see, or changes what they have said. None: it is here already, or was
/// taken back.
///
/// # Errors
/// The text cannot be, somebody else's has this guid, or the post's author ignores whoever comments.
pub async fn arrive(
    tx: &mut Tx,
    who: &person_row::Model,
    on: &SeenPost,
    arrived: Arrived<'_>,
) -> Outcome<Option<OwnComment>> {
    let all = Viewer::Pod(Reason::Arrival);
    if !tx.ahead().is_fresh(arrived.guid)
        && let Some(known) = comments(all).one(tx.sql(), arrived.guid).await?
    {
        return again(tx, who, on, known, arrived).await;
    }
    gone::let_in(tx, (GoneKind::Comment, arrived.guid), &[who.id, on.author_id], None).await?;
    if ignore::ignored_by(tx, who.id, &[on.author_id]).await? {
        return Err(CommentRefusal::NotTaken.into());
    }
    let speaker = Speaker::elsewhere(who);
    let answered = match arrived.answers {
        Some(guid) => comments(speaker.viewer).under(on.id).one(tx.sql(), guid).await?,
        None => None,
    };
    let said = words::arrived(tx.sql(), arrived.text, Home::of(who), CommentRefusal::Text).await?;
    let ready = Ready {
        guid: arrived.guid.to_owned(),
        at: arrived.at.unwrap_or(tx.now()).min(tx.now()),
        edited_at: arrived.edited_at,
        signed: arrived.signed,
        said,
        answered,
        photos: Vec::new(),
    };
    put(tx, speaker, on, ready).await.map(Some)
}

/// A later version takes the place of the one that is here and is handed on; an earlier one is history; the same changes nothing.
async fn again(
    tx: &mut Tx,
    who: &person_row::Model,
    on: &SeenPost,
    known: Written,
    arrived: Arrived<'_>,
) -> Outcome<Option<OwnComment>> {
    let theirs = known.author.id == who.id && known.comment.post_id == on.id;
    theirs.then_some(()).or_not_found()?;
    // What somebody here has said is known here best.
    if who.pod_id.is_none() {
        return Ok(None);
    }
    let speaker = Speaker::elsewhere(who);
    let all = Viewer::Pod(Reason::Arrival);
    let comment = own::of(tx.sql(), all, who.id, arrived.guid).await?.or_not_found()?;
    let said = words::arrived(tx.sql(), arrived.text, Home::of(who), CommentRefusal::Text).await?;
    let html = words::render(&said, &linked_people(tx, who, on, &said).await?);
    let Some(edited) = arrived.edited_at.filter(|edited| Some(*edited) > comment.edited_at) else {
        let former = Former {
            text: said.text,
            html,
            at: arrived.edited_at.unwrap_or(comment.created_at),
        };
        version::of_comment(tx.sql(), &comment, former).await?;
        return Ok(None);
    };
    words::fetch_ahead(tx, &html).await?;
    named::seek(tx, &said, on.id, Some(comment.id)).await?;
    let comment = write::edit(tx.sql(), comment, said.text, html, edited).await?;
    write::sign(tx.sql(), &comment, arrived.signed).await?;
    tx.tell_thread(on.id);
    elsewhere::spread(tx, speaker, on, Subject::Comment { comment: comment.id.0 }).await?;
    Ok(Some(comment))
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
async fn linked(
    tx: &Tx,
    who: Speaker,
    on: &SeenPost,
    named: &[PersonId],
    readers: &[PersonId],
) -> Outcome<Vec<PersonId>> {
    if on.reach != Reach::Limited || on.author_id == who.person {
        return Ok(readers.to_vec());
    }
    Ok(naming::shown(tx.sql(), who.viewer, on, named).await?)
}

/// Whom a comment links that somebody has written, for rendering it anew.
pub(super) async fn linked_people(
    tx: &Tx,
    author: &person_row::Model,
    on: &SeenPost,
    said: &words::Mentioned,
) -> Outcome<Vec<PersonId>> {
    let people: Vec<PersonId> = said.people.iter().map(|person| person.id).collect();
    let readers = inside(tx, on, people.clone()).await?;
    linked(tx, Speaker::elsewhere(author), on, &people, &readers).await
}

/// Each is told once, of what concerns them most: that comes first.
async fn tell(
    tx: &mut Tx,
    who: Speaker,
    on: &SeenPost,
    comment: &OwnComment,
    (concerned, followers): (Vec<(PersonId, NotificationKind)>, &[Follower]),
) -> Outcome<()> {
    let mut told = by_name(tx, who, on, concerned).await?;
    for follower in followers {
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
    let mut done: HashSet<UserId> = who.user().into_iter().collect();
    told.retain(|(user, _)| done.insert(*user));
    notification::tell_each(tx, &told, who.person, about).await
}

/// Accounts of those whom a comment answers or names, unless they ignore who wrote it or have muted the post.
async fn by_name(
    tx: &Tx,
    who: Speaker,
    on: &SeenPost,
    concerned: Vec<(PersonId, NotificationKind)>,
) -> Outcome<Vec<(UserId, NotificationKind)>> {
    if concerned.is_empty() {
        return Ok(Vec::new());
    }
    let people: Vec<PersonId> = concerned.iter().map(|(person, _)| *person).collect();
    let mut accounts: HashMap<PersonId, UserId> = person::accounts(tx.sql(), &people).await?.into_iter().collect();
    let users: Vec<UserId> = accounts.values().copied().collect();
    let mut not = entity::own::ignore::ignoring(tx.sql(), who.person, &users).await?;
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
    let pictures = match comment.photos > 0 || !photos.is_empty() {
        true => photo::rearrange_below(tx, &comment, &photos).await?.is_any(),
        false => false,
    };
    let edited = edit(tx, me, host, on, guid, text).await?;
    if pictures && edited.edited_at == comment.edited_at {
        photo::told::of_comment(tx, me, comment.id).await?;
    }
    Ok(edited)
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
    let people: Vec<PersonId> = said.people.iter().map(|person| person.id).collect();
    let readers = inside(tx, on, people.clone()).await?;
    let html = words::render(&said, &linked(tx, Speaker::here(me), on, &people, &readers).await?);
    words::fetch_ahead(tx, &html).await?;
    named::seek(tx, &said, on.id, Some(comment.id)).await?;
    let at = later(tx.now(), comment.edited_at);
    if !said.far().is_empty() && !person::accounts(tx.sql(), &[on.author_id]).await?.is_empty() {
        named::note_later(tx, (on.id, on.reach), Some(comment.id), &said).await?;
    }
    let comment = write::edit(tx.sql(), comment, said.text, html, at).await?;
    elsewhere::spread(tx, Speaker::here(me), on, Subject::Comment { comment: comment.id.0 }).await?;
    Ok(comment)
}

/// Takes a comment away: one's own, or any under one's own post.
///
/// # Errors
/// There is none, or it is neither.
pub async fn retract(tx: &mut Tx, me: &Me, guid: &str) -> Outcome<()> {
    take_away(tx, Speaker::here(me), guid).await
}

/// The same for whoever may, here or on another pod.
///
/// # Errors
/// As above.
pub async fn take_away(tx: &mut Tx, who: Speaker, guid: &str) -> Outcome<()> {
    let comment = own::removable(tx.sql(), who.viewer, guid).await?.or_not_found()?;
    let (told, post) = (own::told_of(tx.sql(), &comment).await?, comment.post());
    let subject = gone_by(&comment, who.person);
    // Whoever may take it away need not see the post any more; who has it hears of it all the same.
    if let Some(on) = posts(Viewer::Pod(Reason::Arrival)).by_id(tx.sql(), post).await? {
        // Who follows its writer has heard it, whoever takes it away here.
        let heard =
            who.user().is_some() && entity::visible::elsewhere::hears(tx.sql(), &on.post, comment.author()).await?;
        match heard {
            true => elsewhere::hand_on(tx, who, true, subject).await?,
            false => elsewhere::spread(tx, who, &on.post, subject).await?,
        }
    }
    gone::note(tx, GoneKind::Comment, guid, who.person).await?;
    gone::note_open(tx, GoneKind::Comment, guid).await?;
    write::delete(tx.sql(), comment).await?;
    photo::take_files(tx).await?;
    notification::changed(tx, &told);
    tx.tell_thread(post);
    Ok(())
}

/// The moderators here are about to take a comment away: who has it elsewhere is told as if its author had done so, or, where they
/// live on another pod, whose post it is below. Of what others say below posts of others we tell nobody.
///
/// # Errors
/// The database cannot be written.
pub(super) async fn tell_who_has(tx: &mut Tx, comment: &own::Removable) -> Outcome<()> {
    let all = Viewer::Pod(Reason::Dispatch);
    let Some(on) = posts(all).by_id(tx.sql(), comment.post()).await? else {
        return Ok(());
    };
    let may = [comment.author(), on.author.id];
    let here = person::accounts(tx.sql(), &may).await?;
    let by = may.into_iter().find(|may| here.iter().any(|(person, _)| person == may));
    let heard = entity::visible::elsewhere::hears(tx.sql(), &on.post, comment.author()).await?;
    let Some(by) = by.filter(|_| heard) else {
        return Ok(());
    };
    let subject = gone_by(comment, by);
    Ok(tx.enqueue(Job::Dispatch { subject }).await?)
}

/// That a comment is gone, and in whose name that is told.
fn gone_by(comment: &own::Removable, by: PersonId) -> Subject {
    Subject::CommentGone {
        post: comment.post().0,
        guid: comment.guid().to_owned(),
        author: comment.author().0,
        by: by.0,
    }
}

/// From now on I am told of what is said about a post, or not any more.
///
/// # Errors
/// The database cannot be written.
pub async fn follow(tx: &mut Tx, me: &Me, on: &SeenPost, how: Follow) -> Outcome<()> {
    write::follow(tx.sql(), me.user.id, on, how).await?;
    match how {
        Follow::Unasked | Follow::Told => participation::begin(tx, me.person.id, on).await,
        Follow::Muted => participation::end(tx, me.person.id, on).await,
    }
}
