//! What is said in the fediverse, in our words: HTML becomes Markdown, what is attached stands below it, whom it names is named by ID.

use std::collections::HashMap;

use entity::write::profile::Extended;
use entity::{Details, Moment, actor, person};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::places::{self, Place};
use crate::domain::abroad::Said;
use crate::domain::emoji::Given;
use crate::domain::post::LONGEST;
use crate::error::Outcome;
use crate::settings::Settings;
use crate::text::clean;
use crate::wire::Handle;
use crate::wire::activitypub::html::markdown;
use crate::wire::activitypub::{Actor, Attachment, Id, Medium, Mention, Object, ObjectKind, Tag};

/// Longest title, warning and name of a link, in characters.
const LINE: usize = 255;

/// What an actor says of itself. Lines of its own and its page stand below what it says.
pub(super) fn of_actor(whole: &Actor, handle: &Handle) -> Said {
    let nobody = |_: &Mention| None;
    let mut parts = Vec::new();
    let summary = whole.summary.as_deref().unwrap_or_default();
    parts.push(markdown(summary, &whole.tags, None, &nobody));
    for field in &whole.fields {
        let value = markdown(&field.value, &whole.tags, None, &nobody);
        parts.push(format!("**{}**: {}", plain(&field.name), value.replace('\n', " ")));
    }
    parts.extend(whole.page.as_ref().map(|page| format!("<{page}>")));
    parts.retain(|part| !part.trim().is_empty());
    Said {
        name: whole.name.clone().unwrap_or_else(|| handle.username().to_owned()),
        picture: whole.icon.as_ref().map(ToString::to_string),
        searchable: whole.discoverable != Some(false),
        nsfw: false,
        extended: Extended {
            bio: fitting(&parts.join("\n\n")),
            location: String::new(),
            pronouns: String::new(),
            birthday: String::new(),
            details: Details::Everyone,
        },
        tags: String::new(),
        emoji: emoji(&whole.tags),
    }
}

/// As much of a text as is kept.
fn fitting(text: &str) -> String {
    let short: String = text.chars().take(LONGEST - 1).collect();
    clean::block(&short, LONGEST).unwrap_or_default()
}

/// On one line and with nothing that would be markup.
fn plain(text: &str) -> String {
    let safe = |letter: char| match letter {
        '[' | ']' | '\\' | '\r' | '\n' | '!' | '*' | '_' | '<' | '>' | '`' | '#' => ' ',
        other => other,
    };
    let line: String = text.chars().map(safe).take(LINE).collect();
    clean::optional_line(&line, LINE).ok().flatten().unwrap_or_default()
}

/// A short text without markup, such as a warning or a title. None where nothing is left.
pub(super) fn line(html: &str) -> Option<String> {
    let text = markdown(html, &[], None, &|_| None);
    let line = plain(&crate::text::markdown::plain(&text));
    (!line.is_empty()).then_some(line)
}

/// The IDs of those whom a text names, as far as they are known here; of the others as they are written there.
pub(super) async fn named(
    db: &impl ConnectionTrait,
    settings: &Settings,
    tags: &[Tag],
) -> Outcome<HashMap<Id, Handle>> {
    let mentions: Vec<&Mention> = tags.iter().filter_map(Tag::mention).collect();
    let mut named = HashMap::new();
    if mentions.is_empty() {
        return Ok(named);
    }
    let mut ours = HashMap::new();
    let mut theirs = Vec::new();
    for mention in &mentions {
        match places::ours(settings, &mention.actor) {
            Some(Place::Person(guid)) => {
                ours.insert(guid, mention.actor.clone());
            }
            Some(
                Place::Pod
                | Place::Followers(_)
                | Place::Post(_)
                | Place::Comment(_)
                | Place::Message(_)
                | Place::Conversation(_),
            ) => {}
            None => theirs.push(mention.actor.as_str()),
        }
    }
    let here = match ours.is_empty() {
        true => Vec::new(),
        false => {
            let here = person::Entity::find()
                .filter(person::Column::Guid.is_in(ours.keys().map(String::as_str)))
                .filter(person::Column::PodId.is_null());
            here.all(db).await?
        }
    };
    for person in here {
        if let (Some(id), Some(handle)) = (ours.get(&person.guid), Handle::parse(&person.handle)) {
            named.insert(id.clone(), handle);
        }
    }
    if theirs.is_empty() {
        return Ok(named);
    }
    let either = sea_orm::Condition::any()
        .add(actor::Column::Uri.is_in(theirs.iter().copied()))
        .add(actor::Column::Url.is_in(theirs.iter().copied()));
    let actors = actor::Entity::find().filter(either).all(db).await?;
    let people = person::Entity::find()
        .filter(person::Column::Id.is_in(actors.iter().map(|actor| actor.person_id)))
        .all(db)
        .await?;
    for actor in &actors {
        let person = people.iter().find(|person| person.id == actor.person_id);
        let handle = person.and_then(|person| Handle::parse(&person.handle));
        for id in [Some(&actor.uri), actor.url.as_ref()].into_iter().flatten() {
            if let (Some(id), Some(handle)) = (Id::parse(id), &handle) {
                named.insert(id, handle.clone());
            }
        }
    }
    for mention in mentions {
        if !named.contains_key(&mention.actor)
            && let Some(handle) = mention.name.as_deref().and_then(written)
        {
            named.insert(mention.actor.clone(), handle);
        }
    }
    Ok(named)
}

/// A whole ID as it is written in a text.
fn written(name: &str) -> Option<Handle> {
    Handle::typed(name).filter(|handle| handle.host().contains('.'))
}

/// The text of something, with its title and all that belongs to it, and a link to what it quotes.
pub(super) fn text(object: &Object, named: &HashMap<Id, Handle>) -> String {
    composed(object, named, object.quote.as_ref().map(|quote| &quote.of))
}

/// The same without the link, where what is quoted is shown.
pub(super) fn words(object: &Object, named: &HashMap<Id, Handle>) -> String {
    composed(object, named, None)
}

fn composed(object: &Object, named: &HashMap<Id, Handle>, link: Option<&Id>) -> String {
    let who = |mention: &Mention| named.get(&mention.actor).cloned();
    let quoted = object.quote.as_ref().map(|quote| &quote.of);
    let mut parts = Vec::new();
    let title = titled(&object.kind)
        .then(|| object.name.as_deref().and_then(line))
        .flatten();
    parts.extend(title.map(|title| format!("# {title}")));
    let html = object.content.as_deref().unwrap_or_default();
    parts.push(markdown(html, &object.tags, quoted, &who));
    parts.extend(object.occasion.as_ref().and_then(occasion));
    parts.extend(link.map(|quoted| format!("> <{quoted}>")));
    parts.extend(object.attachments.iter().map(attached));
    parts.extend(object.files.first().map(attached));
    if matches!(object.kind, ObjectKind::Article | ObjectKind::Video | ObjectKind::Event) {
        parts.extend(object.page.as_ref().map(|page| format!("<{page}>")));
    }
    parts.retain(|part| !part.trim().is_empty());
    fitting(&parts.join("\n\n"))
}

/// Whether what something is called is a title of its text.
fn titled(kind: &ObjectKind) -> bool {
    !matches!(kind, ObjectKind::Note | ObjectKind::Question | ObjectKind::ChatMessage)
}

fn occasion(occasion: &crate::wire::activitypub::Occasion) -> Option<String> {
    let when = |time: &chrono::DateTime<chrono::Utc>| time.format("%Y-%m-%d %H:%M UTC").to_string();
    let times: Vec<String> = [&occasion.starts, &occasion.ends]
        .into_iter()
        .flatten()
        .map(when)
        .collect();
    let place = occasion.place.as_deref().map(plain);
    let words: Vec<String> = [Some(times.join(" – ")), place]
        .into_iter()
        .flatten()
        .filter(|word| !word.is_empty())
        .collect();
    (!words.is_empty()).then(|| words.join("\n\n"))
}

/// A file below a text: what can be shown is, the rest is a link.
fn attached(file: &Attachment) -> String {
    let words = plain(file.description.as_deref().unwrap_or_default());
    match file.medium {
        Medium::Image | Medium::Video | Medium::Audio => format!("![{words}](<{}>)", file.url),
        Medium::Document | Medium::Link => match words.is_empty() {
            true => format!("<{}>", file.url),
            false => format!("[{words}](<{}>)", file.url),
        },
    }
}

/// What is warned of, if anything is: of articles the summary is what they are about.
pub(super) fn warning(object: &Object) -> Option<String> {
    let words = object.summary.as_deref().and_then(line);
    match object.kind {
        ObjectKind::Note | ObjectKind::Question | ObjectKind::ChatMessage => {
            words.or_else(|| object.sensitive.then(String::new))
        }
        ObjectKind::Article
        | ObjectKind::Page
        | ObjectKind::Image
        | ObjectKind::Video
        | ObjectKind::Audio
        | ObjectKind::Document
        | ObjectKind::Event
        | ObjectKind::Tombstone
        | ObjectKind::Other(_) => object.sensitive.then(|| words.unwrap_or_default()),
    }
}

/// The pictures that stand for words in it.
pub(super) fn emoji(tags: &[Tag]) -> Vec<Given> {
    let given = tags.iter().filter_map(Tag::emoji).map(|emoji| Given {
        name: emoji.name.clone(),
        url: emoji.picture.to_string(),
    });
    given.collect()
}

/// A time as it is kept here: never later than now, and none out of all reason.
pub(super) fn moment(time: Option<&chrono::DateTime<chrono::Utc>>, now: Moment) -> Option<Moment> {
    let micros = time?.timestamp_micros();
    (micros > 0).then(|| Moment(micros).min(now))
}
