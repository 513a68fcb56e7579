//! Streams: ordered posts for a viewer, a page at a time.

use entity::user::Order;
use entity::visible::post::{Authored, Cursor, posts};
use entity::visible::stream::{self as door, Spotlight, Wanted};
use entity::{AspectId, PersonId, Viewer, user};
use sea_orm::{ConnectionTrait, TransactionTrait};

use super::me::Me;
use crate::error::Outcome;

/// Posts on a page.
pub const PAGE: u64 = 15;

/// A page of posts, and where the next begins.
pub struct Page {
    /// Newest first, in the order of the stream.
    pub posts: Vec<Authored>,
    /// Where older ones begin, if there are any.
    pub older: Option<Cursor>,
}

/// Which stream.
#[derive(Clone, Debug, PartialEq)]
pub enum Stream {
    /// What people in my aspects share, my own, my tags, what names me.
    Main,
    /// My own posts.
    Activity,
    /// What I like.
    Liked,
    /// What I have commented on.
    Commented,
    /// What I want to find again.
    Bookmarks,
    /// What names me.
    Mentions,
    /// Some of my aspects.
    Aspects(Vec<AspectId>),
    /// My tags.
    FollowedTags,
    /// Public posts by the people in the community spotlight.
    Spotlight,
}

/// Whether somebody wants the people in the spotlight in their main stream.
pub fn spotlight(user: &user::Model) -> Spotlight {
    if user.spotlight_in_stream {
        Spotlight::Shown
    } else {
        Spotlight::Left
    }
}

/// A page of one of my streams.
///
/// # Errors
/// The database cannot be read.
pub async fn mine(
    db: &(impl ConnectionTrait + TransactionTrait),
    me: &Me,
    stream: &Stream,
    before: Cursor,
) -> Outcome<Page> {
    let wanted = Wanted {
        user: me.user.id,
        person: me.person.id,
        before,
        limit: PAGE + 1,
    };
    let found = match stream {
        Stream::Main => {
            let order = me.user.stream_order;
            let found = door::main(db, wanted, order, spotlight(&me.user)).await?;
            return Ok(Page::cut_in(order, found));
        }
        Stream::Activity => {
            posts(me.viewer())
                .by(me.person.id)
                .for_stream()
                .page(db, before, PAGE + 1)
                .await?
        }
        Stream::Liked => {
            posts(me.viewer())
                .liked_by(me.person.id)
                .for_stream()
                .page(db, before, PAGE + 1)
                .await?
        }
        Stream::Commented => {
            posts(me.viewer())
                .commented_by(me.person.id)
                .for_stream()
                .page(db, before, PAGE + 1)
                .await?
        }
        Stream::Bookmarks => {
            // Whoever keeps a post wants to find it, hidden or not.
            posts(me.viewer())
                .bookmarked_by(me.user.id)
                .page(db, before, PAGE + 1)
                .await?
        }
        Stream::Mentions => {
            posts(me.viewer())
                .mentioning(me.person.id)
                .for_stream()
                .page(db, before, PAGE + 1)
                .await?
        }
        Stream::Aspects(chosen) => door::aspects(db, wanted, chosen).await?,
        Stream::FollowedTags => door::followed_tags(db, wanted).await?,
        Stream::Spotlight => door::spotlight(db, wanted).await?,
    };
    Ok(Page::cut(found))
}

/// Every public post that this pod knows.
///
/// # Errors
/// The database cannot be read.
pub async fn public(db: &impl ConnectionTrait, viewer: Viewer, before: Cursor) -> Outcome<Page> {
    Ok(Page::cut(
        posts(viewer).public().for_stream().page(db, before, PAGE + 1).await?,
    ))
}

/// Open posts by people of this pod: public ones and, for those who live here, pod-wide ones.
///
/// # Errors
/// The database cannot be read.
pub async fn local(db: &impl ConnectionTrait, viewer: Viewer, before: Cursor) -> Outcome<Page> {
    Ok(Page::cut(
        posts(viewer)
            .open()
            .local()
            .for_stream()
            .page(db, before, PAGE + 1)
            .await?,
    ))
}

/// What a person has shared with the viewer or with all. What the viewer has hidden from their streams is still found here.
///
/// # Errors
/// The database cannot be read.
pub async fn of(db: &impl ConnectionTrait, viewer: Viewer, author: PersonId, before: Cursor) -> Outcome<Page> {
    Ok(Page::cut(posts(viewer).by(author).page(db, before, PAGE + 1).await?))
}

/// A person's pinned posts, as far as the viewer may see them.
///
/// # Errors
/// The database cannot be read.
pub async fn pinned(
    db: &impl ConnectionTrait,
    viewer: Viewer,
    author: PersonId,
    now: Cursor,
) -> Outcome<Vec<Authored>> {
    Ok(posts(viewer).by(author).pinned().page(db, now, 10).await?)
}

impl Page {
    /// One more than a page was asked for, to know whether there are older ones.
    pub fn cut(posts: Vec<Authored>) -> Self {
        Self::cut_in(Order::Posted, posts)
    }

    /// The same in another order.
    pub fn cut_in(order: Order, mut posts: Vec<Authored>) -> Self {
        let more = posts.len() as u64 > PAGE;
        posts.truncate(PAGE as usize);
        let older = posts.last().filter(|_| more).map(|last| order.after(&last.post));
        Self { posts, older }
    }
}
