//! What somebody does not want in their streams: words, tags, people, languages. Such posts are hidden, or stand as one
//! line that says why and can be opened.
//!
//! It filters what was had through the viewer's own eyes: nobody else is affected, and nobody learns of it. People, tags
//! and languages that are hidden are left out by the query ([`Hidden`]); words, and what is only collapsed, are looked
//! for in what a page shows. What somebody wrote themselves always stays. A new kind: a variant of
//! [`entity::FilterKind`], its arm in [`Filter::fits`], its form in `web::view::filter`.

use std::cell::OnceCell;
use std::collections::HashMap;

use entity::own::filter as own;
use entity::visible::filter::Hidden;
use entity::visible::post::Authored;
use entity::words::words;
use entity::write::filter::{self as write, NewEntry};
use entity::write::tag;
use entity::{FilterEntryId, FilterHow, FilterKind, OwnFilterEntry, PersonId, PostId, UserId, Viewer, person, visible};
use sea_orm::ConnectionTrait;

use super::me::Me;
use super::reshare;
use crate::db::Tx;
use crate::error::{FilterRefusal, OrNotFound, Outcome};
use crate::live::What;
use crate::text::tag::TagName;
use crate::text::{clean, language, markdown, phrase};

/// Most entries of one account.
pub const MOST: usize = 200;
/// Longest phrase, in characters.
const LONGEST: usize = 100;

/// Somebody's filter; nothing for who has none, or is not signed in.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    me: Option<PersonId>,
    entries: Vec<OwnFilterEntry>,
    hidden: Hidden,
}

/// Why a post is filtered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// These words, as they were typed, stand in it.
    Words(String),
    /// It has this tag.
    Tag(String),
    /// This person wrote it.
    Person(String),
    /// It is in this language (ISO 639-3).
    Language(String),
}

/// What the text of a post has, looked up when it is first asked for.
struct Text<'a> {
    of: &'a Authored,
    words: OnceCell<Vec<String>>,
    tags: OnceCell<Vec<TagName>>,
}

impl Text<'_> {
    fn words(&self) -> &[String] {
        self.words.get_or_init(|| {
            let post = &self.of.post;
            let warning = post.warning.as_deref().unwrap_or_default();
            words(&format!("{}\n{warning}", markdown::plain(&post.text)))
        })
    }

    fn tags(&self) -> &[TagName] {
        self.tags.get_or_init(|| crate::text::tag::find(&self.of.post.text))
    }
}

impl Filter {
    /// Of somebody.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn of(db: &impl ConnectionTrait, user: UserId, me: PersonId) -> Outcome<Self> {
        let entries = own::all(db, user).await?;
        Ok(Self {
            me: Some(me),
            hidden: own::hidden(&entries),
            entries,
        })
    }

    /// What it says.
    pub fn entries(&self) -> &[OwnFilterEntry] {
        &self.entries
    }

    /// What the doors of streams leave out by themselves.
    pub fn hidden(&self) -> &Hidden {
        &self.hidden
    }

    fn fits(entry: &OwnFilterEntry, text: &Text<'_>) -> Option<Why> {
        let post = &text.of.post;
        let (fits, why) = match entry.kind {
            FilterKind::Words => {
                let wanted: Vec<&str> = entry.folded.split(' ').collect();
                (phrase::stands(text.words(), &wanted), Why::Words(entry.what.clone()))
            }
            FilterKind::Tag => (
                text.tags().iter().any(|tag| tag.as_str() == entry.folded),
                Why::Tag(entry.what.clone()),
            ),
            FilterKind::Person => (
                entry.person_id == Some(post.author_id),
                Why::Person(text.of.author.name.clone()),
            ),
            FilterKind::Language => (
                post.language.as_ref() == Some(&entry.folded),
                Why::Language(entry.folded.clone()),
            ),
            FilterKind::Reads => return None,
        };
        fits.then_some(why)
    }

    /// It is in a language that is not read.
    fn unread(&self, one: &Authored) -> Option<(FilterHow, Why)> {
        let language = one.post.language.clone()?;
        let mut read = self.entries.iter().filter(|entry| entry.kind == FilterKind::Reads);
        let how = read.clone().map(|entry| entry.how).max()?;
        (!read.any(|entry| entry.folded == language)).then_some((how, Why::Language(language)))
    }

    /// What becomes of a post, or of one that shows it, and why: hiding comes before collapsing.
    fn judge(&self, found: &Authored, root: Option<&Authored>) -> Option<(FilterHow, Why)> {
        if self.entries.is_empty() || self.me == Some(found.post.author_id) {
            return None;
        }
        let mut all = Vec::new();
        for one in std::iter::once(found).chain(root) {
            let text = Text {
                of: one,
                words: OnceCell::new(),
                tags: OnceCell::new(),
            };
            let fitting = self.entries.iter();
            all.extend(fitting.filter_map(|entry| Some((entry.how, Self::fits(entry, &text)?))));
            all.extend(self.unread(one));
        }
        let hidden = all.iter().position(|(how, _)| *how == FilterHow::Hide);
        all.into_iter().nth(hidden.unwrap_or(0))
    }

    /// Posts without those that are hidden; those that are collapsed with why.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn sift(
        &self,
        db: &impl ConnectionTrait,
        viewer: Viewer,
        found: Vec<Authored>,
    ) -> Outcome<Vec<(Authored, Option<Why>)>> {
        if self.entries.is_empty() {
            return Ok(found.into_iter().map(|one| (one, None)).collect());
        }
        let roots: HashMap<PostId, Authored> = reshare::roots(db, viewer, &found).await?;
        let sifted = found.into_iter().filter_map(|one| {
            let root = one.post.root_id.and_then(|root| roots.get(&root));
            match self.judge(&one, root) {
                Some((FilterHow::Hide, _)) => None,
                Some((FilterHow::Collapse, why)) => Some((one, Some(why))),
                None => Some((one, None)),
            }
        });
        Ok(sifted.collect())
    }
}

/// A kind as forms call it.
pub fn kind_code(kind: FilterKind) -> &'static str {
    match kind {
        FilterKind::Words => "words",
        FilterKind::Tag => "tag",
        FilterKind::Person => "person",
        FilterKind::Language => "language",
        FilterKind::Reads => "reads",
    }
}

/// What somebody wants filtered, as their form says it.
#[derive(Clone, Debug)]
pub struct Wish<'a> {
    /// See [`kind_code`].
    pub kind: &'a str,
    /// Words, a tag, diaspora IDs with commas between them, or codes of languages.
    pub what: Vec<&'a str>,
    /// `hide` or `collapse`.
    pub how: &'a str,
}

/// Filters something from now on. What is filtered already changes how.
///
/// # Errors
/// There is no such thing, or too much is filtered.
pub async fn add(tx: &mut Tx, me: &Me, host: &str, wish: Wish<'_>) -> Outcome<()> {
    let how = match wish.how {
        "hide" => FilterHow::Hide,
        "collapse" => FilterHow::Collapse,
        _ => return Err(FilterRefusal::NoSuchChoice.into()),
    };
    for what in each(&wish) {
        let entry = read(tx, me, host, (wish.kind, what), how).await?;
        let former = own::all(tx.sql(), me.user.id).await?;
        let again = former
            .iter()
            .any(|one| one.kind == entry.kind && one.folded == entry.folded);
        if !again && former.len() >= MOST {
            return Err(FilterRefusal::TooMany(MOST).into());
        }
        let (kind, now) = (entry.kind, tx.now());
        write::keep(tx.sql(), me.user.id, entry, now).await?;
        if kind == FilterKind::Reads {
            // What is in none of them goes one way.
            write::set_how(tx.sql(), me.user.id, kind, how).await?;
        }
    }
    tx.tell(&[me.user.id], What::Account);
    Ok(())
}

/// The things that a form names; one at least, so that a form that names nothing is told so.
fn each<'a>(wish: &Wish<'a>) -> Vec<&'a str> {
    let mut each: Vec<&str> = match wish.kind {
        "person" => wish.what.iter().flat_map(|typed| typed.split(',')).collect(),
        _ => wish.what.clone(),
    };
    each.retain(|what| !what.trim().is_empty());
    each.truncate(MOST + 1);
    if each.is_empty() {
        each.push("");
    }
    each
}

async fn read(tx: &Tx, me: &Me, host: &str, (kind, what): (&str, &str), how: FilterHow) -> Outcome<NewEntry> {
    let entry = |kind, what: &str, folded: String| NewEntry {
        kind,
        what: what.to_owned(),
        folded,
        tag: None,
        person: None,
        how,
    };
    match kind {
        "words" => {
            let what = clean::line(what, LONGEST).map_err(FilterRefusal::Words)?;
            let folded = words(&what).join(" ");
            if folded.is_empty() {
                return Err(FilterRefusal::Words(clean::Unfit::Empty).into());
            }
            Ok(entry(FilterKind::Words, &what, folded))
        }
        "tag" => {
            let name = TagName::parse(what.trim().trim_start_matches('#')).ok_or(FilterRefusal::NoTag)?;
            let rows = tag::ensure(tx.sql(), &[name.as_str()]).await?;
            Ok(NewEntry {
                tag: rows.first().copied(),
                ..entry(FilterKind::Tag, name.as_str(), name.as_str().to_owned())
            })
        }
        "person" => {
            let found = named(tx, what, host).await?;
            if found.id == me.person.id {
                return Err(FilterRefusal::Oneself.into());
            }
            Ok(NewEntry {
                person: Some(found.id),
                ..entry(FilterKind::Person, &found.handle, found.id.to_string())
            })
        }
        "language" | "reads" => {
            language::name(what).ok_or(FilterRefusal::NoLanguage)?;
            let kind = if kind == "reads" {
                FilterKind::Reads
            } else {
                FilterKind::Language
            };
            Ok(entry(kind, what, what.to_owned()))
        }
        _ => Err(FilterRefusal::NoSuchChoice.into()),
    }
}

/// By diaspora ID, by username here, or by guid.
async fn named(tx: &Tx, typed: &str, host: &str) -> Outcome<person::Model> {
    let name = typed.trim().trim_matches([',', '@']).trim().to_lowercase();
    let unknown = || FilterRefusal::NoPerson(name.chars().take(100).collect());
    let handle = if name.contains('@') {
        name.clone()
    } else {
        format!("{name}@{host}")
    };
    if let Some(found) = visible::person::by_handle(tx.sql(), &handle).await? {
        return Ok(found);
    }
    Ok(visible::person::one(tx.sql(), &name).await?.ok_or_else(unknown)?)
}

/// The people whom somebody filters, as far as they are there.
///
/// # Errors
/// The database cannot be read.
pub async fn people(db: &impl ConnectionTrait, filter: &Filter) -> Outcome<Vec<person::Model>> {
    let ids: Vec<PersonId> = filter.entries.iter().filter_map(|entry| entry.person_id).collect();
    super::person::there(db, &ids).await
}

/// Filters it no longer.
///
/// # Errors
/// It is not one's own.
pub async fn remove(tx: &mut Tx, me: &Me, id: FilterEntryId) -> Outcome<()> {
    write::drop(tx.sql(), me.user.id, id)
        .await?
        .then_some(())
        .or_not_found()?;
    tx.tell(&[me.user.id], What::Account);
    Ok(())
}
