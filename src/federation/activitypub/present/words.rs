//! What a text of ours is in the fediverse: HTML, and whom and what it speaks of. In a limited text only those are named by address
//! who are in the company that it is shown in; of the others there is the name that stands in the text, and nothing more.

use std::collections::HashMap;

use entity::{PersonId, person};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::super::people;
use crate::domain::emoji::{self, Home};
use crate::federation::Undone;
use crate::federation::activitypub::places;
use crate::pod::Pod;
use crate::text::emoji::names;
use crate::text::markdown::{Known, MentionLink};
use crate::text::{mention, tag};
use crate::wire::Handle;
use crate::wire::activitypub::{Emoji, Id, Mention, Source, Tag, html};

/// Whom a text may name by their address.
#[derive(Clone, Copy, Debug)]
pub(in crate::federation::activitypub) enum Company<'a> {
    /// Everybody who is known.
    Everyone,
    /// These alone.
    These(&'a [PersonId]),
}

impl Company<'_> {
    fn has(&self, person: &person::Model) -> bool {
        match self {
            Self::Everyone => true,
            Self::These(people) => people.contains(&person.id),
        }
    }
}

/// A text as it is sent.
pub(in crate::federation::activitypub) struct Said {
    /// HTML.
    pub(in crate::federation::activitypub) html: String,
    /// As it was written; of a limited text it is not told.
    pub(in crate::federation::activitypub) source: Option<Source>,
    /// What it speaks of.
    pub(in crate::federation::activitypub) tags: Vec<Tag>,
    /// The actors it names.
    pub(in crate::federation::activitypub) named: Vec<(PersonId, Id)>,
}

/// Makes sense of a text of somebody here.
pub(in crate::federation::activitypub) async fn said(
    pod: &Pod,
    text: &str,
    company: Company<'_>,
) -> Result<Said, Undone> {
    let people = named(pod, text, company).await?;
    let ids = people::ids(pod, &people).await?;
    let mut links = HashMap::new();
    for person in &people {
        let Some(handle) = Handle::parse(&person.handle) else {
            continue;
        };
        let page = ids.get(&person.id).map(Id::to_string);
        let href = page.unwrap_or_else(|| pod.settings.url(&format!("/people/{}", person.guid)));
        let name = person.name.clone();
        links.insert(handle, MentionLink { href, name });
    }
    let (text, source) = match company {
        Company::Everyone => (
            text.to_owned(),
            Some(Source {
                content: text.to_owned(),
                media_type: Some("text/markdown".to_owned()),
            }),
        ),
        Company::These(_) => (unnamed(text, &links), None),
    };
    let mut tags = Vec::new();
    let mut mentioned = Vec::new();
    for person in &people {
        if let Some(id) = ids.get(&person.id) {
            mentioned.push((person.id, id.clone()));
            tags.push(mention_of(person, id.clone()));
        }
    }
    tags.extend(tag::find(&text).iter().map(|name| Tag::Hashtag {
        name: name.to_string(),
        page: Some(places::tag(&pod.settings, &name.path())),
    }));
    tags.extend(pictures(pod, &text).await?);
    let base = pod.settings.url("/");
    Ok(Said {
        html: html::html(&text, base.trim_end_matches('/'), &Known(links), None),
        source,
        tags,
        named: mentioned,
    })
}

/// That somebody is spoken of, or spoken to.
pub(in crate::federation::activitypub) fn mention_of(person: &person::Model, actor: Id) -> Tag {
    Tag::Mention(Mention {
        actor,
        name: Some(format!("@{}", person.handle)),
    })
}

async fn named(pod: &Pod, text: &str, company: Company<'_>) -> Result<Vec<person::Model>, Undone> {
    let mut handles: Vec<String> = mention::find(text)
        .into_iter()
        .map(|found| found.handle.to_string())
        .collect();
    handles.sort_unstable();
    handles.dedup();
    if handles.is_empty() {
        return Ok(Vec::new());
    }
    let mut people = person::Entity::find()
        .filter(person::Column::Handle.is_in(handles))
        .filter(person::Column::ClosedAt.is_null())
        .all(pod.db.read())
        .await?;
    people.retain(|person| company.has(person));
    Ok(people)
}

/// A text without the addresses of people who are not in its company.
fn unnamed(text: &str, links: &HashMap<Handle, MentionLink>) -> String {
    mention::rewrite(text, |found| {
        let name = found.name.as_deref().unwrap_or_else(|| found.handle.username());
        (!links.contains_key(&found.handle)).then(|| plain(name))
    })
}

/// A name in which nothing is markup.
fn plain(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for letter in name.chars() {
        if letter.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// The pictures of this pod that a text shows.
pub(in crate::federation::activitypub) async fn pictures(pod: &Pod, text: &str) -> Result<Vec<Tag>, Undone> {
    let known = emoji::in_text(pod.db.read(), Home::Here, text).await?;
    let shown = names(text)
        .into_iter()
        .filter_map(|name| picture(pod, name, known.key(name)?));
    Ok(shown.collect())
}

/// A picture of this pod that stands for a name.
pub(in crate::federation::activitypub) fn picture(pod: &Pod, name: &str, key: &str) -> Option<Tag> {
    let id = Id::parse(&pod.settings.url(&format!("/emoji/{key}")))?;
    Some(Tag::Emoji(Emoji {
        name: name.to_owned(),
        picture: id.clone(),
        id: Some(id),
        media_type: None,
        updated: None,
    }))
}
