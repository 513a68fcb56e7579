//! Tags: what a tag's page shows, following, completing a name.
//!
//! A tag that never was and a tag that occurs in nothing for the viewer are the same here: a page without posts.

use entity::visible::post::{Cursor, posts};
use entity::{UserId, Viewer, own, person, tag, visible, write};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::filter::Filter;
use super::stream::{Filling, Page};
use crate::db::Tx;
use crate::error::{OrNotFound, Outcome, SearchRefusal};
use crate::live::What;
use crate::text::tag::TagName;

/// Posts on one page.
pub const PAGE: u64 = 20;
/// People beside them.
const PEOPLE: u64 = 12;
/// Names offered while one is being typed.
const OFFERED: u64 = 10;
/// So many can be followed: each is a walk of its own in the main stream.
const MOST_FOLLOWED: u64 = 200;

/// What a tag's page shows.
pub struct Tagged {
    /// Which.
    pub name: TagName,
    /// The viewer follows it.
    pub followed: bool,
    /// A page of posts that the viewer may see and that their filter leaves, newest first.
    pub page: Page,
    /// People who describe themselves with it.
    pub people: Vec<person::Model>,
}

/// A page of what has this tag.
///
/// # Errors
/// The name can be none of a tag, or the database cannot be read.
pub async fn look(
    db: &impl ConnectionTrait,
    viewer: Viewer,
    filter: &Filter,
    text: &str,
    before: Cursor,
) -> Outcome<Tagged> {
    let name = TagName::parse(text).or_not_found()?;
    let mut tagged = Tagged {
        name,
        followed: false,
        page: Page::default(),
        people: Vec::new(),
    };
    let Some(tag) = by_name(db, tagged.name.as_str()).await? else {
        return Ok(tagged);
    };
    if let Some(user) = viewer.user() {
        tagged.followed = own::tag::follows(db, user, tag.id).await?;
    }
    let mut filling = Filling::new(viewer, filter, before, PAGE);
    while let Some(before) = filling.wants() {
        let shown = posts(viewer)
            .listed()
            .tagged(tag.id)
            .for_stream()
            .filtered(filter.hidden());
        filling.take(db, shown.page(db, before, PAGE + 1).await?).await?;
    }
    tagged.page = filling.page();
    tagged.people = visible::tag::people(db, viewer, tag.id, PEOPLE).await?;
    Ok(tagged)
}

/// From now on it is in the main stream. Anything that can be a tag can be followed, whether anybody used it or not.
///
/// # Errors
/// The name can be none of a tag, or too many are followed already.
pub async fn follow(tx: &mut Tx, me: UserId, text: &str) -> Outcome<TagName> {
    let name = TagName::parse(text).ok_or(SearchRefusal::NoTag)?;
    if own::tag::followed_count(tx.sql(), me).await? >= MOST_FOLLOWED {
        return Err(SearchRefusal::ManyTags(MOST_FOLLOWED).into());
    }
    for tag in write::tag::ensure(tx.sql(), &[name.as_str()]).await? {
        own::tag::follow(tx.sql(), me, tag).await?;
    }
    tx.tell(&[me], What::Account);
    Ok(name)
}

/// No longer.
///
/// # Errors
/// The name can be none of a tag.
pub async fn unfollow(tx: &mut Tx, me: UserId, text: &str) -> Outcome<TagName> {
    let name = TagName::parse(text).ok_or(SearchRefusal::NoTag)?;
    if let Some(tag) = by_name(tx.sql(), name.as_str()).await? {
        own::tag::unfollow(tx.sql(), me, tag.id).await?;
    }
    tx.tell(&[me], What::Account);
    Ok(name)
}

/// Names that begin like this, as far as the viewer may know of them.
///
/// # Errors
/// The database cannot be read.
pub async fn complete(db: &impl ConnectionTrait, viewer: Viewer, text: &str) -> Outcome<Vec<String>> {
    match TagName::parse(text) {
        Some(prefix) => Ok(visible::tag::complete(db, viewer, prefix.as_str(), OFFERED).await?),
        None => Ok(Vec::new()),
    }
}

async fn by_name(db: &impl ConnectionTrait, name: &str) -> Outcome<Option<tag::Model>> {
    Ok(tag::Entity::find().filter(tag::Column::Name.eq(name)).one(db).await?)
}
