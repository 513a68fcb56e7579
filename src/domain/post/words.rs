//! What a post says: cleaned, mentions found, rendered for its audience.

use std::collections::HashMap;
use std::time::Duration;

use entity::write::post::Words;
use entity::{PersonId, person};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::LONGEST;
use super::audience::Audience;
use crate::db::Tx;
use crate::domain::emoji::{self, Home};
use crate::domain::me::Me;
use crate::error::{Outcome, PostRefusal, Stop};
use crate::job::Job;
use crate::text::emoji::Pictures;
use crate::text::markdown::{self, Links, MentionLink};
use crate::text::tag::{self, TagName};
use crate::text::{clean, language, media, mention, summary};
use crate::wire::handle::Handle;

/// Within so many milliseconds what a text shows of other servers is fetched.
const AHEAD: u64 = 60_000;

/// A text with the people it names.
pub struct Mentioned {
    /// Markdown, with names that were typed plainly written out as mentions.
    pub text: String,
    /// People here known whom it names.
    pub people: Vec<person::Model>,
    /// Pictures here known that it shows.
    pub pictures: Pictures,
    /// It names somebody whom nobody here knows.
    pub unknown: bool,
}

impl Mentioned {
    /// Those of them who live on other pods.
    pub(in crate::domain) fn far(&self) -> Vec<PersonId> {
        let far = self.people.iter().filter(|person| person.pod_id.is_some());
        far.map(|person| person.id).collect()
    }
}

/// Cleans a text and finds whom it names. `unfit` says what it is that cannot be, in a refusal.
///
/// # Errors
/// It is empty, too long or no text.
pub async fn read<R: Into<Stop>>(
    db: &impl ConnectionTrait,
    raw: &str,
    host: &str,
    unfit: impl Fn(clean::Unfit) -> R,
) -> Outcome<Mentioned> {
    let text = clean::block(raw, LONGEST).map_err(|why| unfit(why).into())?;
    if text.is_empty() {
        return Err(unfit(clean::Unfit::Empty).into());
    }
    let text = write_out(db, text, host).await?;
    made_sense_of(db, text, Home::Here).await
}

/// What somebody of another pod has written. A name that is typed plainly means somebody there, so it stays as it is.
///
/// # Errors
/// It is too long or no text; an empty one is none at all.
pub async fn arrived<R: Into<Stop>>(
    db: &impl ConnectionTrait,
    raw: &str,
    home: Home,
    unfit: impl Fn(clean::Unfit) -> R,
) -> Outcome<Mentioned> {
    match clean::block(raw, LONGEST) {
        Ok(text) => made_sense_of(db, text, home).await,
        Err(clean::Unfit::Empty) => Ok(nothing()),
        Err(why @ (clean::Unfit::TooLong { .. } | clean::Unfit::Unreadable)) => Err(unfit(why).into()),
    }
}

/// Finds whom a text names, and which pictures it shows.
async fn made_sense_of(db: &impl ConnectionTrait, text: String, home: Home) -> Outcome<Mentioned> {
    let pictures = emoji::in_text(db, home, &text).await?;
    if !text.contains('@') {
        return Ok(Mentioned {
            text,
            people: Vec::new(),
            pictures,
            unknown: false,
        });
    }
    let handles: Vec<String> = mention::find(&text)
        .into_iter()
        .map(|found| found.handle.to_string())
        .collect();
    let people = by_handle(db, handles.clone()).await?;
    let unknown = handles
        .iter()
        .any(|handle| people.iter().all(|person| person.handle != *handle));
    Ok(Mentioned {
        text,
        people,
        pictures,
        unknown,
    })
}

/// The same where a text may be empty because there are photos.
///
/// # Errors
/// It is too long or no text, or empty and there are no photos.
pub async fn beside<R: Into<Stop>>(
    db: &impl ConnectionTrait,
    raw: &str,
    host: &str,
    photos: usize,
    unfit: impl Fn(clean::Unfit) -> R,
) -> Outcome<Mentioned> {
    let empty = match clean::block(raw, LONGEST) {
        Ok(text) => text.is_empty(),
        Err(clean::Unfit::Empty) => true,
        Err(clean::Unfit::TooLong { .. } | clean::Unfit::Unreadable) => false,
    };
    if empty && photos > 0 {
        return Ok(nothing());
    }
    read(db, raw, host, unfit).await
}

/// No words at all.
pub fn nothing() -> Mentioned {
    Mentioned {
        text: String::new(),
        people: Vec::new(),
        pictures: Pictures::default(),
        unknown: false,
    }
}

/// `@name` typed by hand becomes `@{name@host}` where somebody here has that name.
async fn write_out(db: &impl ConnectionTrait, text: String, host: &str) -> Outcome<String> {
    if !text.contains('@') {
        return Ok(text);
    }
    let bare = mention::bare(&text);
    if bare.is_empty() {
        return Ok(text);
    }
    let handles = bare
        .iter()
        .map(|(_, username)| Handle::new(username, host).to_string())
        .collect();
    let known = by_handle(db, handles).await?;
    let mut out = text;
    for (range, username) in bare.into_iter().rev() {
        let handle = Handle::new(&username, host).to_string();
        if known.iter().any(|person| person.handle == handle) {
            out.replace_range(range, &format!("@{{{handle}}}"));
        }
    }
    Ok(out)
}

async fn by_handle(db: &impl ConnectionTrait, handles: Vec<String>) -> Outcome<Vec<person::Model>> {
    if handles.is_empty() {
        return Ok(Vec::new());
    }
    let known = person::Entity::find()
        .filter(person::Column::Handle.is_in(handles))
        .filter(person::Column::ClosedAt.is_null());
    Ok(known.all(db).await?)
}

/// People that may be linked, by diaspora ID, and pictures that may be shown.
struct Linked<'a> {
    people: HashMap<String, MentionLink>,
    pictures: &'a Pictures,
}

impl Links for Linked<'_> {
    fn mention(&self, handle: &Handle) -> Option<MentionLink> {
        self.people.get(&handle.to_string()).cloned()
    }

    fn picture(&self, name: &str) -> Option<String> {
        self.pictures.key(name).map(str::to_owned)
    }
}

/// Renders a text. Only those who are inside the audience become links; others stay plain names.
pub fn render(said: &Mentioned, inside: &[PersonId]) -> String {
    let linked = said
        .people
        .iter()
        .filter(|person| inside.contains(&person.id))
        .map(|person| {
            (
                person.handle.clone(),
                MentionLink {
                    href: format!("/people/{}", person.guid),
                    name: person.name.clone(),
                },
            )
        });
    let linked = Linked {
        people: linked.collect(),
        pictures: &said.pictures,
    };
    markdown::render(&said.text, &linked)
}

/// Has the pictures, films and sounds of a text fetched in the next minute, at a time that nobody can tell: their
/// servers do not learn from it when somebody looks at them, or whether anybody does.
///
/// # Errors
/// The database cannot be written.
pub async fn fetch_ahead(tx: &mut Tx, html: &str) -> Outcome<()> {
    for (variant, url) in media::found(html) {
        let wait = Duration::from_millis(tx.random().below(AHEAD));
        let at = tx.now().plus(wait);
        let variant = variant.code().to_owned();
        tx.enqueue_at(Job::FetchMedia { url, variant }, at).await?;
    }
    Ok(())
}

/// The three forms that are kept, and the tags.
pub fn words(said: &Mentioned, inside: &[PersonId]) -> (Words, Vec<TagName>) {
    let plain = markdown::plain(&said.text);
    let words = Words {
        html: render(said, inside),
        title: summary::title(&said.text),
        language: language::detect(&plain).map(str::to_owned),
        plain,
        text: said.text.clone(),
    };
    (words, tag::find(&said.text))
}

/// How a text will look, everyone it names linked: the publisher says beside it who is outside.
///
/// # Errors
/// It is too long or no text; an empty one renders to nothing.
pub async fn preview(db: &impl ConnectionTrait, raw: &str, host: &str) -> Outcome<String> {
    if raw.trim().is_empty() {
        return Ok(String::new());
    }
    let said = read(db, raw, host, PostRefusal::Text).await?;
    let all: Vec<PersonId> = said.people.iter().map(|person| person.id).collect();
    Ok(render(&said, &all))
}

/// Whom a text names that would not get it.
///
/// # Errors
/// The database cannot be read. A text that cannot be shared names nobody.
pub async fn outside(
    db: &impl ConnectionTrait,
    me: &Me,
    audience: &Audience,
    raw: &str,
    host: &str,
) -> Outcome<Vec<person::Model>> {
    let said = match read(db, raw, host, PostRefusal::Text).await {
        Ok(said) => said,
        Err(Stop::Refused(_)) => return Ok(Vec::new()),
        Err(stop) => return Err(stop),
    };
    let inside = super::audience::inside(db, me, audience, &said.people).await?;
    let named = said.people.into_iter().filter(|person| person.id != me.person.id);
    Ok(named.filter(|person| !inside.contains(&person.id)).collect())
}

/// The beginning of a text that names a person; none when nobody has that guid.
///
/// # Errors
/// The database cannot be read.
pub async fn mention_of(db: &impl ConnectionTrait, guid: &str) -> Outcome<Option<String>> {
    let found = person::Entity::find()
        .filter(person::Column::Guid.eq(guid))
        .filter(person::Column::ClosedAt.is_null())
        .one(db)
        .await?;
    Ok(found.map(|person| format!("@{{{}}} ", person.handle)))
}
