//! Posts, comments and votes of the fediverse: new, changed, taken back.

use entity::visible::poll as polls;
use entity::visible::post::{Authored, posts};
use entity::write::poll::{self as tally, NewPoll};
use entity::write::post::Extras;
use entity::{GoneKind, Moment, PostId, Reach, SeenPost, own, person};

use super::audience::{self, Whom};
use super::{ALL, Came, Here, Stay, Want, apart, found, found_ahead, keep, letters, lock, not, quotes, seen};
use crate::db::Tx;
use crate::domain::comment::{self, Arrived as NewComment};
use crate::domain::conversation::arrive as mail;
use crate::domain::emoji;
use crate::domain::gone;
use crate::domain::poll::{self, Arrived as NewVote};
use crate::domain::post::arrive::{self, Arrived as NewPost, For};
use crate::domain::reshare::{self, Quoted};
use crate::domain::speaker::Speaker;
use crate::federation::activitypub::{guid_of, name_of, said};
use crate::text::clean;
use crate::wire::activitypub::{Id, Object, ObjectKind};

/// How an object came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::federation::activitypub) enum How {
    /// Its author has sent it.
    Pushed,
    /// The same, and what it answers cannot be had.
    Alone,
    /// Its author has sent it again, changed.
    Changed,
    /// It was asked for, so it is for everybody or not for us.
    Fetched,
    /// It was asked for in the name of somebody here, so it is for everybody or for them.
    Shown,
    /// Whose post it answers says that it belongs below it, for all who have that.
    Added,
}

/// After so long something that is changed and was never here is history.
const YOUNG: std::time::Duration = std::time::Duration::from_secs(86_400);

/// Takes an object of whoever has signed it.
pub(in crate::federation::activitypub) async fn object(
    tx: &mut Tx,
    came: &Came<'_>,
    object: &Object,
    how: How,
) -> Result<(), Stay> {
    let id = object.id.as_ref().ok_or_else(|| not("it has no address"))?;
    if object.kind == ObjectKind::Tombstone {
        return taken_back(tx, &came.from.person, id).await;
    }
    if object
        .author()
        .is_none_or(|author| author.as_str() != came.from.actor.uri)
    {
        return Err(not("it is by somebody else"));
    }
    lock(tx, &guid_of(id)).await?;
    let answered = match &object.in_reply_to {
        Some(parent) => found_ahead(tx, came, parent).await?.map(|here| (parent, here)),
        None => None,
    };
    if is_vote(object)
        && let Some((_, Here::Post(on))) = &answered
    {
        return voted(tx, came, (id, object), on).await;
    }
    let whom = audience::of(tx.sql(), came, object).await?;
    let whom = match whom {
        // Whoever else it is for was not asked in their name.
        Whom::These(_) if how == How::Shown => Whom::These(came.recipient.into_iter().collect()),
        Whom::These(_) | Whom::Everyone | Whom::Quietly => whom,
    };
    if how == How::Fetched && !whom.is_open() {
        return Err(not("it is not for everybody"));
    }
    let known = match tx.ahead().is_fresh(&guid_of(id)) {
        true => None,
        false => found(tx.sql(), came.settings, id).await?,
    };
    if let Some(pod) = came.from.person.pod_id {
        emoji::learn(tx, pod, &said::emoji(&object.tags)).await?;
    }
    if known.is_none()
        && let Some(of) = letters::conversation(tx, came, (id, object, how), (&whom, answered.is_some())).await?
    {
        return letters::said(tx, came, (id, object), &of).await;
    }
    if known.is_none() && how == How::Changed && !is_young(object, tx.now()) {
        return Err(not("what was changed was never here"));
    }
    let alone = match &known {
        Some(Here::Post(post)) => Some(&**post),
        Some(Here::Comment(_)) | None => None,
    };
    match (answered, &object.in_reply_to) {
        (Some((_, here)), _) if how == How::Added || matches!(known, Some(Here::Comment(_))) => {
            belongs(tx, came, (id, object, how), here, (&whom, alone)).await
        }
        (Some((_, here)), _) => answer(tx, came, (id, object, how), here, (whom, alone)).await,
        (None, Some(parent)) if known.is_none() && how != How::Alone => {
            match how == How::Fetched || audience::concerns(tx.sql(), came, object).await? {
                true => Err(Stay::Want(Want::Object(parent.clone()))),
                false => Err(not("nobody here has to do with it")),
            }
        }
        (None, _) => {
            let new = known.is_none() && matches!(how, How::Pushed | How::Alone | How::Changed);
            if new && !audience::concerns(tx.sql(), came, object).await? {
                return Err(not("nobody here has to do with it"));
            }
            post(tx, came, (id, object, how), (whom, alone), None).await
        }
    }
}

/// A vote is a note with the name of an answer and nothing else.
fn is_vote(object: &Object) -> bool {
    object.name.is_some() && object.content.is_none() && object.kind == ObjectKind::Note
}

fn is_young(object: &Object, now: Moment) -> bool {
    said::moment(object.published.as_ref(), now).is_some_and(|at| now.since(at) < YOUNG)
}

/// When something was changed, by its author's clock. A clock that is ahead of ours, or shows no more than seconds, loses no change.
fn edited(object: &Object, how: How, now: Moment) -> Option<Moment> {
    let later = match how {
        How::Changed => object.updated >= object.published,
        How::Pushed | How::Alone | How::Fetched | How::Shown | How::Added => object.updated > object.published,
    };
    said::moment(object.updated.as_ref(), now).filter(|_| later)
}

/// Something that answers what is here. It stands below it where its author sees that, where nobody reads it there for whom it is not,
/// and where all whom it names do; else it is a post for whom it is for. What came to some before and to others now is for all of them.
async fn answer(
    tx: &mut Tx,
    came: &Came<'_>,
    (id, object, how): (&Id, &Object, How),
    parent: Here,
    (whom, alone): (Whom, Option<&Authored>),
) -> Result<(), Stay> {
    let (post_id, answers) = below_which(&parent);
    let author = &came.from.person;
    let on = seen(tx, author, post_id).await?;
    let below = match &on {
        Some(on) => {
            audience::fits_below(tx.sql(), (came, object), &whom, on).await?
                || audience::is_for_all_below(tx.sql(), came, object, on).await?
                || fits_with_others(tx, came, object, (&whom, alone), on).await?
        }
        None => false,
    };
    match on.filter(|_| below) {
        Some(on) if joins(tx, came, (object, how), alone, &on).await? => {
            commented(tx, came, (id, object, how), &on, answers.as_deref()).await
        }
        None if whom.is_open() && alone.is_none() => Err(not("its author does not see what it answers")),
        Some(_) | None => post(tx, came, (id, object, how), (whom, alone), object.in_reply_to.as_ref()).await,
    }
}

/// Whether the same words, which came to some before, may stand below a post now that they have come to these as well.
async fn fits_with_others(
    tx: &Tx,
    came: &Came<'_>,
    object: &Object,
    (whom, alone): (&Whom, Option<&Authored>),
    on: &SeenPost,
) -> Result<bool, Stay> {
    let Some(alone) = alone else { return Ok(false) };
    let text = text_of(tx, came, object, object.in_reply_to.as_ref()).await?;
    if !arrive::says(tx, &came.from.person, &alone.post, &text).await? {
        return Ok(false);
    }
    let all = audience::with_those_who_have(tx.sql(), whom, alone).await?;
    Ok(audience::fits_below(tx.sql(), (came, object), &all, on).await?)
}

/// Whether something may stand below a post now: it did not stand by itself before, or does so no more. A version that has been followed
/// by another one takes nothing's place.
async fn joins(
    tx: &mut Tx,
    came: &Came<'_>,
    (object, how): (&Object, How),
    alone: Option<&Authored>,
    on: &SeenPost,
) -> Result<bool, Stay> {
    let Some(alone) = alone else { return Ok(true) };
    if edited(object, how, tx.now()) < alone.post.edited_at {
        return Ok(false);
    }
    Ok(arrive::joins(tx, &came.from.person, &alone.post, on).await?)
}

/// Something that stands below what it answers by the word of whose post that is, or stands there already.
async fn belongs(
    tx: &mut Tx,
    came: &Came<'_>,
    (id, object, how): (&Id, &Object, How),
    parent: Here,
    (whom, alone): (&Whom, Option<&Authored>),
) -> Result<(), Stay> {
    let (post_id, answers) = below_which(&parent);
    let on = posts(ALL).by_id(tx.sql(), post_id).await?;
    let on = on.ok_or_else(|| not("what it answers is gone"))?;
    // Whoever has lost a post of ours says nothing new there, be it in the place of what they have said.
    if on.author.pod_id.is_none() && seen(tx, &came.from.person, post_id).await?.is_none() {
        return Err(not("its author does not see what it answers any more"));
    }
    if on.post.reach == Reach::Public && is_narrower(object, whom) {
        return Err(not("it is for fewer than before"));
    }
    if !joins(tx, came, (object, how), alone, &on.post).await? {
        // It came to somebody here by itself, and is shown to them.
        return Ok(());
    }
    commented(tx, came, (id, object, how), &on.post, answers.as_deref()).await
}

/// Whether something says that it is not for everybody. Who says nothing of that leaves it as it was.
fn is_narrower(object: &Object, whom: &Whom) -> bool {
    !whom.is_open() && !object.audience.is_empty()
}

/// The post below which something stands that answers this, and the comment there that it answers.
fn below_which(parent: &Here) -> (PostId, Option<String>) {
    match parent {
        Here::Post(post) => (post.post.id, None),
        Here::Comment(said) => (said.comment.post_id, Some(said.comment.guid.clone())),
    }
}

async fn commented(
    tx: &mut Tx,
    came: &Came<'_>,
    (id, object, how): (&Id, &Object, How),
    on: &SeenPost,
    answers: Option<&str>,
) -> Result<(), Stay> {
    let text = warned_of(tx, came, object).await?;
    let (guid, now) = (guid_of(id), tx.now());
    let arrived = NewComment {
        guid: &guid,
        text: &text,
        at: said::moment(object.published.as_ref(), now),
        edited_at: edited(object, how, now),
        answers,
        signed: None,
    };
    comment::arrive(tx, &came.from.person, on, arrived).await?;
    keep(tx, &came.from.person, id, object.page.as_ref()).await?;
    Ok(())
}

/// What something says that has no place of its own for a warning: that stands above it.
pub(super) async fn warned_of(tx: &Tx, came: &Came<'_>, object: &Object) -> Result<String, Stay> {
    let words = text_of(tx, came, object, None).await?;
    let text = match said::warning(object).filter(|warning| !warning.is_empty()) {
        Some(warning) => format!("**{warning}**\n\n{words}"),
        None => words,
    };
    match text.trim().is_empty() {
        true => Err(not("it says nothing")),
        false => Ok(text),
    }
}

/// A post of its own. `answers`: what it answers and may not stand below.
async fn post(
    tx: &mut Tx,
    came: &Came<'_>,
    (id, object, how): (&Id, &Object, How),
    (whom, known): (Whom, Option<&Authored>),
    answers: Option<&Id>,
) -> Result<(), Stay> {
    let says = says(tx, came, (id, object), (&whom, known), answers).await?;
    let (text, quoted) = (&says.text, says.quoted.as_ref());
    if text.trim().is_empty() && object.poll.is_none() {
        return Err(not("it says nothing"));
    }
    let open = known.is_some_and(|known| known.post.reach == Reach::Public);
    if open && is_narrower(object, &whom) {
        return Err(not("it is for fewer than before"));
    }
    let (now, author) = (tx.now(), &came.from.person);
    let edited_at = edited(object, how, now);
    let each = match (&whom, known) {
        // Who says nothing of whom it is for speaks to those who have it.
        (Whom::These(people), Some(_)) if people.is_empty() && object.audience.is_empty() => {
            vec![(guid_of(id), Vec::new())]
        }
        (Whom::These(people), Some(known)) if !open => apart::of(tx, came, (known, people), (text, edited_at)).await?,
        (Whom::These(people), None) if people.is_empty() => Vec::new(),
        (Whom::These(people), _) => vec![(guid_of(id), people.clone())],
        (Whom::Everyone | Whom::Quietly, _) => vec![(guid_of(id), Vec::new())],
    };
    if each.is_empty() {
        return Err(not("it is for nobody here"));
    }
    for (guid, people) in &each {
        let arrived = NewPost {
            guid,
            text,
            photos: Vec::new(),
            at: said::moment(object.published.as_ref(), now),
            edited_at,
            whom: match &whom {
                Whom::Quietly => For::Quietly,
                Whom::Everyone if quoted.is_some_and(|quoted| quoted.post.quiet) => For::Quietly,
                Whom::Everyone => For::Everyone,
                Whom::These(_) if open => For::Everyone,
                Whom::These(_) => For::These(people),
            },
            extras: Extras {
                warning: said::warning(object),
                ..Extras::default()
            },
            poll: asked(object, id, text),
        };
        let host = came.settings.host();
        arrive::arrive(tx, author, &host, arrived).await?;
    }
    if let Some(of) = quoted {
        let (of, words, linked) = (&of.post, text, &says.linked);
        reshare::quote(tx, author, &guid_of(id), Quoted { of, words, linked }).await?;
    }
    keep(tx, author, id, object.page.as_ref()).await?;
    stands(tx, object, id).await
}

/// What a post says, and with what.
struct Says {
    text: String,
    /// The same with a link to what it quotes.
    linked: String,
    /// What it shows besides.
    quoted: Option<Authored>,
}

/// What a post says besides what it shows. Where that is nothing, it is a link.
async fn says(
    tx: &Tx,
    came: &Came<'_>,
    (id, object): (&Id, &Object),
    (whom, known): (&Whom, Option<&Authored>),
    answers: Option<&Id>,
) -> Result<Says, Stay> {
    let linked = text_of(tx, came, object, answers).await?;
    let quoted = quotes::shown(tx, came, (id, object), whom).await?;
    let shows = quoted.is_some() || known.is_some_and(|known| known.post.root_id.is_some());
    if shows && object.quote.is_some() {
        let named = said::named(tx.sql(), came.settings, &object.tags).await?;
        let text = below(answers, said::words(object, &named));
        if !text.trim().is_empty() {
            return Ok(Says { text, linked, quoted });
        }
    }
    Ok(Says {
        text: linked.clone(),
        linked,
        quoted: None,
    })
}

/// What a post says, and what it answers where it does not stand below that.
async fn text_of(tx: &Tx, came: &Came<'_>, object: &Object, answers: Option<&Id>) -> Result<String, Stay> {
    let named = said::named(tx.sql(), came.settings, &object.tags).await?;
    Ok(below(answers, said::text(object, &named)))
}

fn below(answers: Option<&Id>, words: String) -> String {
    match answers {
        Some(parent) => format!("↳ <{parent}>\n\n{words}"),
        None => words,
    }
}

/// The poll of a question: each answer by the address of the question and its place.
fn asked(object: &Object, id: &Id, text: &str) -> Option<NewPoll> {
    let poll = object.poll.as_ref().filter(|poll| poll.choices.len() >= 2)?;
    let answers = poll.choices.iter().enumerate().map(|(at, choice)| {
        let words = clean::optional_line(&choice.name.chars().take(255).collect::<String>(), 255);
        (
            answer_guid(id, at),
            words.ok().flatten().unwrap_or_else(|| "…".to_owned()),
        )
    });
    let question = crate::text::summary::title(text);
    Some(NewPoll {
        guid: poll_guid(id),
        question: match question.is_empty() {
            true => "…".to_owned(),
            false => question,
        },
        answers: answers.collect(),
        multiple: poll.several,
        ends_at: poll.ends.map(|ends| Moment(ends.timestamp_micros())),
    })
}

fn poll_guid(id: &Id) -> String {
    name_of(&format!("{id} poll"))
}

fn answer_guid(id: &Id, at: usize) -> String {
    name_of(&format!("{id} answer {at}"))
}

/// How a poll stands, by the word of its server.
async fn stands(tx: &Tx, object: &Object, id: &Id) -> Result<(), Stay> {
    let Some(poll) = &object.poll else { return Ok(()) };
    let count = |votes: u64| i64::try_from(votes).unwrap_or(i64::MAX);
    let answers: Vec<(String, i64)> = poll
        .choices
        .iter()
        .enumerate()
        .filter_map(|(at, choice)| Some((answer_guid(id, at), count(choice.votes?))))
        .collect();
    tally::tally(tx.sql(), &poll_guid(id), &answers, poll.voters.map(count)).await?;
    Ok(())
}

/// A vote on a poll of ours, by the name of the answer.
async fn voted(tx: &mut Tx, came: &Came<'_>, (id, object): (&Id, &Object), on: &Authored) -> Result<(), Stay> {
    if on.author.pod_id.is_some() {
        return Err(not("the poll is not ours"));
    }
    let author = &came.from.person;
    let on = seen(tx, author, on.post.id).await?;
    let on = on.ok_or_else(|| not("its author does not see the poll"))?;
    let mut asked = polls::of(tx.sql(), ALL, &[on.id], tx.now()).await?;
    let asked = asked.remove(&on.id).ok_or_else(|| not("there is no poll"))?;
    let chosen = object.name.as_deref().unwrap_or_default().trim();
    let answer = asked.answers.iter().find(|answer| answer.text.trim() == chosen);
    let answer = answer.ok_or_else(|| not("there is no such answer"))?;
    let guid = guid_of(id);
    let arrived = NewVote {
        guid: &guid,
        poll: &asked.guid,
        answer: &answer.guid,
        signed: None,
    };
    poll::arrive(tx, author, &on, arrived).await?;
    Ok(())
}

/// Something is taken back by its author. What is not here is remembered in their word, whatever it would have been.
pub(in crate::federation::activitypub) async fn taken_back(
    tx: &mut Tx,
    who: &person::Model,
    id: &Id,
) -> Result<(), Stay> {
    let guid = guid_of(id);
    lock(tx, &guid).await?;
    let found = posts(ALL).one(tx.sql(), &guid).await?;
    if found.as_ref().is_none_or(|found| found.post.reach == Reach::Limited) {
        for copy in own::post::named_after(tx.sql(), who.id, &guid).await? {
            arrive::retract(tx, who, &copy).await?;
        }
    }
    if found.is_some() {
        return Ok(arrive::retract(tx, who, &guid).await?);
    }
    if entity::visible::comment::comments(ALL)
        .one(tx.sql(), &guid)
        .await?
        .is_some()
    {
        return Ok(comment::take_away(tx, Speaker::elsewhere(who), &guid).await?);
    }
    if letters::is_here(tx, &guid).await? {
        return Ok(mail::taken_back(tx, who, &guid).await?);
    }
    let any = [GoneKind::Post, GoneKind::Comment, GoneKind::Vote];
    Ok(gone::note_early(tx, &any, &guid, who.id).await?)
}
