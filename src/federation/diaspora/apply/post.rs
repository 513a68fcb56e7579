//! Posts and reshares of other pods.

use std::collections::HashSet;

use entity::write::poll::NewPoll;
use entity::write::post::Extras;
use entity::write::subscription;
use entity::{PersonId, Reach, person};

use super::people::home;
use super::{moment, seen, shown};
use crate::db::Tx;
use crate::domain::post::arrive::{self as post, Arrived as NewPost, For};
use crate::domain::reshare::{self, Arrived as NewReshare};
use crate::error::{OrNotFound, Outcome};
use crate::wire::diaspora::entity::{Location, Participation, Poll, Reshare, StatusMessage};

/// Answers of one poll that are shown.
const MOST_ANSWERS: usize = 100;

pub(super) async fn status_message(
    tx: &mut Tx,
    sender: &person::Model,
    host: &str,
    recipient: Option<PersonId>,
    entity: &StatusMessage,
) -> Outcome<()> {
    let one = recipient.filter(|_| !entity.public);
    let whom = one
        .as_ref()
        .map_or(For::Everyone, |one| For::These(std::slice::from_ref(one)));
    let base = match entity.photos.is_empty() {
        true => None,
        false => home(tx, sender).await?,
    };
    let shown = shown::of(tx, sender, entity, base.as_ref()).await?;
    let poll = match &entity.poll {
        Some(asked) => poll(tx, asked).await?,
        None => None,
    };
    let arrived = NewPost {
        guid: entity.guid.as_str(),
        text: &shown.text,
        photos: shown.photos,
        at: entity.created_at.and_then(moment),
        edited_at: entity.edited_at.and_then(moment),
        whom,
        extras: Extras {
            plain_link: entity.embed.as_ref().is_some_and(|embed| embed.nothing == Some(true)),
            ..extras(entity)
        },
        poll,
    };
    post::arrive(tx, sender, host, arrived).await
}

/// What stands before a post, how long it is there, and where it was written.
fn extras(entity: &StatusMessage) -> Extras {
    let more = &entity.more;
    let warning = more.warning.as_ref().and_then(|words| line(words.as_str()));
    let place = more.place.as_ref().and_then(|place| line(place.as_str()));
    let at = entity.location.as_ref().map(located).unwrap_or_default();
    Extras {
        warning: warning.or_else(|| more.sensitive.then(String::new)),
        expires_at: more.expires_at.and_then(moment),
        place: at.place.or(place),
        ..at
    }
}

/// Where a post was written. A position that is none of this world is left out, as its name stays.
fn located(location: &Location) -> Extras {
    let degrees = |text: &str, most: f64| text.trim().parse::<f64>().ok().filter(|degrees| degrees.abs() <= most);
    let position = degrees(location.lat.as_str(), 90.0).zip(degrees(location.lng.as_str(), 180.0));
    Extras {
        place: line(location.address.as_str()),
        position: position.map(|(north, east)| (rounded(north), rounded(east))),
        ..Extras::default()
    }
}

/// One line of text; none where it is empty or cannot be.
fn line(text: &str) -> Option<String> {
    crate::text::clean::optional_line(text, 255).ok().flatten()
}

fn rounded(degrees: f64) -> f64 {
    (degrees * 10_000.0).round() / 10_000.0
}

/// A reshare, which may be of something that is gone.
pub(super) async fn reshared(tx: &mut Tx, sender: &person::Model, host: &str, entity: &Reshare) -> Outcome<()> {
    let arrived = NewReshare {
        guid: entity.guid.as_str(),
        at: entity.created_at.and_then(moment),
        root: entity.root.as_ref().map(|root| root.guid.as_str()),
        quiet: false,
        text: "",
    };
    reshare::arrive(tx, sender, host, arrived).await
}

/// Somebody wants to hear what is said about a public post of ours that they see: from now on their pod has to do with it.
pub(super) async fn subscribed(tx: &mut Tx, sender: &person::Model, entity: &Participation) -> Outcome<()> {
    let on = seen(tx, sender, entity.parent_guid.as_str()).await?;
    if let (Reach::Public, Some(home)) = (on.reach, sender.pod_id) {
        entity::write::elsewhere::note(tx.sql(), on.id, home).await?;
        subscription::ask(tx.sql(), &on, sender.id, entity.guid.as_str()).await?;
    }
    Ok(())
}

/// They do not any more. Their pod still has the post and is told of what becomes of it: of a part of that only it cannot be said.
pub(super) async fn unsubscribed(tx: &mut Tx, sender: &person::Model, guid: &str) -> Outcome<()> {
    let (who, post) = subscription::of(tx.sql(), guid).await?.or_not_found()?;
    (who.id == sender.id).then_some(()).or_not_found()?;
    subscription::end(tx.sql(), post, who.id).await?;
    Ok(())
}

/// The poll of a post. None where a name in it is another poll's.
async fn poll(tx: &Tx, poll: &Poll) -> Outcome<Option<NewPoll>> {
    let line = |text: &str| line(text).unwrap_or_else(|| "…".to_owned());
    let answers = poll.poll_answers.iter();
    let answers: Vec<(String, String)> = answers
        .map(|answer| (answer.guid.as_str().to_owned(), line(answer.answer.as_str())))
        .take(MOST_ANSWERS)
        .collect();
    let guids: Vec<&str> = answers.iter().map(|(guid, _)| guid.as_str()).collect();
    let each: HashSet<&str> = guids.iter().copied().collect();
    if each.len() < guids.len() || !entity::visible::poll::are_free(tx.sql(), poll.guid.as_str(), &guids).await? {
        return Ok(None);
    }
    Ok(Some(NewPoll {
        guid: poll.guid.as_str().to_owned(),
        question: line(poll.question.as_str()),
        answers,
        // Where nothing is said of them there is one answer for each, and no end.
        multiple: poll.multiple,
        ends_at: poll.ends_at.and_then(moment),
    }))
}
