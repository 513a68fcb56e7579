//! One box for people, tags and posts. What somebody may not see is not found, and not counted.

use entity::visible::person::{Among, Seeker};
use entity::visible::post::{Authored, Cursor};
use entity::words::words;
use entity::{Viewer, person, visible};
use sea_orm::ConnectionTrait;

use super::tag;
use crate::error::{Outcome, SearchRefusal};
use crate::text::tag::TagName;
use crate::wire::Handle;

/// Posts on one page.
pub const PAGE: u64 = 20;
/// People shown beside posts.
const PEOPLE: u64 = 10;
/// Fewer characters find nothing.
const SHORTEST: usize = 2;
/// More are not looked for.
const LONGEST: usize = 100;
/// More words are not looked for.
const MOST_WORDS: usize = 10;

/// Something to look for, within bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query(String);

impl Query {
    /// From what was typed. Nothing typed is no query and no refusal.
    ///
    /// # Errors
    /// It is too short, too long or has too many words.
    pub fn read(typed: &str) -> Result<Option<Self>, SearchRefusal> {
        let text = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        match text.chars().count() {
            0 => Ok(None),
            1..SHORTEST => Err(SearchRefusal::Short),
            count if count > LONGEST => Err(SearchRefusal::Long(LONGEST)),
            _ if words(&text).len() > MOST_WORDS => Err(SearchRefusal::ManyWords(MOST_WORDS)),
            _ => Ok(Some(Self(text))),
        }
    }

    /// As it was typed, blanks apart.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The tag, when it is one `#word` and nothing else.
    pub fn tag(&self) -> Option<TagName> {
        self.0
            .strip_prefix('#')
            .filter(|rest| !rest.starts_with('#'))
            .and_then(TagName::parse)
    }

    /// The diaspora ID, when it looks like one.
    fn handle(&self) -> Option<String> {
        let handle = self.0.strip_prefix('@').unwrap_or(&self.0).to_lowercase();
        let (user, host) = handle.split_once('@')?;
        (!user.is_empty() && !host.is_empty() && !handle.contains(' ')).then_some(handle)
    }
}

/// The diaspora ID of somebody of another pod, when that is all that was typed.
pub fn of_elsewhere(query: &Query, host: &str) -> Option<Handle> {
    Handle::typed(&query.0).filter(|handle| handle.host() != host && handle.host().contains('.'))
}

/// What was found.
#[derive(Default)]
pub struct Found {
    /// People by name or diaspora ID.
    pub people: Vec<person::Model>,
    /// Names of tags.
    pub tags: Vec<String>,
    /// A page of posts, newest first; one more than [`PAGE`] when there are older ones.
    pub posts: Vec<Authored>,
}

/// The person with exactly this diaspora ID, who need not be searchable: who has the address knows them.
///
/// # Errors
/// The database cannot be read.
pub async fn addressed(db: &impl ConnectionTrait, query: &Query) -> Outcome<Option<person::Model>> {
    let Some(handle) = query.handle() else { return Ok(None) };
    Ok(visible::person::by_handle(db, &handle).await?)
}

/// Everything that matches and that the viewer may see. People and tags come with the first page only.
///
/// # Errors
/// The database cannot be read.
pub async fn look(db: &impl ConnectionTrait, viewer: Viewer, query: &Query, page: Page) -> Outcome<Found> {
    let (before, first) = match page {
        Page::First(now) => (Cursor::until(now), true),
        Page::Older(before) => (before, false),
    };
    let posts = visible::search::page(db, viewer, query.text(), before, PAGE + 1).await?;
    if !first {
        return Ok(Found {
            posts,
            ..Found::default()
        });
    }
    let people = people(db, viewer, query.text()).await?;
    let tags = tag::complete(db, viewer, query.text()).await?;
    Ok(Found { people, tags, posts })
}

async fn people(db: &impl ConnectionTrait, viewer: Viewer, text: &str) -> Outcome<Vec<person::Model>> {
    let (Some(user), Some(person)) = (viewer.user(), viewer.person()) else {
        return Ok(Vec::new());
    };
    Ok(visible::person::search(db, Seeker { user, person }, text, Among::Everyone, 0, PEOPLE).await?)
}

/// Which page of posts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The newest, as of now.
    First(entity::Moment),
    /// Strictly older than this.
    Older(Cursor),
}
