//! Streams: ordered posts for a viewer, a page at a time.

use entity::user::Order;
use entity::visible::post::{Authored, Cursor, posts};
use entity::visible::stream::{self as door, Spotlight, Wanted};
use entity::{AspectId, PersonId, PostId, Viewer, user};
use sea_orm::{ConnectionTrait, TransactionTrait};

use super::filter::{Filter, Why};
use super::me::Me;
use crate::error::Outcome;

/// Posts on a page.
pub const PAGE: u64 = 15;

/// How often a page reads on where much of it is hidden by its viewer's filter.
const ROUNDS: u32 = 10;

/// A page of posts, and where the next begins.
#[derive(Default)]
pub struct Page {
    /// Newest first, in the order of the stream.
    pub posts: Vec<Authored>,
    /// Where older ones begin, if there are any.
    pub older: Option<Cursor>,
    /// Those of them that the viewer's filter collapses, and why.
    pub folded: Vec<(PostId, Why)>,
}

/// A page that is being read: asked for again and again until it is full of what its viewer's filter leaves, a few
/// times at most. Then it is shorter, and the next begins where this one stopped.
pub(super) struct Filling<'a> {
    viewer: Viewer,
    filter: &'a Filter,
    order: Order,
    /// Posts on it.
    size: u64,
    page: Page,
    /// Where to read on; none when it is done.
    next: Option<Cursor>,
    rounds: u32,
}

impl<'a> Filling<'a> {
    /// From a cursor on, newest posts first.
    pub(super) fn new(viewer: Viewer, filter: &'a Filter, before: Cursor, size: u64) -> Self {
        Self {
            viewer,
            filter,
            order: Order::Posted,
            size,
            page: Page::default(),
            next: Some(before),
            rounds: 0,
        }
    }

    /// In another order.
    fn ordered(mut self, order: Order) -> Self {
        self.order = order;
        self
    }

    /// From where on to read, up to one more than a page; none when nothing is wanting.
    pub(super) fn wants(&self) -> Option<Cursor> {
        self.next
    }

    /// What was read there.
    pub(super) async fn take(&mut self, db: &impl ConnectionTrait, found: Vec<Authored>) -> Outcome<()> {
        let more = found.len() as u64 > self.size;
        let last = found.last().map(|last| self.order.after(&last.post));
        self.page.older = last.filter(|_| more);
        for (one, why) in self.filter.sift(db, self.viewer, found).await? {
            self.page.folded.extend(why.map(|why| (one.post.id, why)));
            self.page.posts.push(one);
        }
        self.rounds += 1;
        let full = self.page.posts.len() as u64 > self.size;
        if full {
            self.page.posts.truncate(self.size as usize);
            self.page.older = self.page.posts.last().map(|last| self.order.after(&last.post));
        }
        self.next = self.page.older.filter(|_| !full && self.rounds < ROUNDS);
        Ok(())
    }

    /// The page.
    pub(super) fn page(self) -> Page {
        self.page
    }
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

/// A page of one of my streams. My filter is for what others bring to me, not for what I looked for or did myself.
///
/// # Errors
/// The database cannot be read.
pub async fn mine(
    db: &(impl ConnectionTrait + TransactionTrait),
    me: &Me,
    stream: &Stream,
    before: Cursor,
) -> Outcome<Page> {
    let viewer = me.viewer();
    let found = match stream {
        Stream::Main | Stream::Aspects(_) | Stream::FollowedTags | Stream::Spotlight => {
            return walked(db, me, stream, before).await;
        }
        Stream::Activity => posts(viewer).by(me.person.id).for_stream(),
        Stream::Liked => posts(viewer).liked_by(me.person.id).for_stream(),
        Stream::Commented => posts(viewer).commented_by(me.person.id).for_stream(),
        // Whoever keeps a post wants to find it, hidden or not.
        Stream::Bookmarks => posts(viewer).bookmarked_by(me.user.id),
        Stream::Mentions => posts(viewer).mentioning(me.person.id).for_stream(),
    };
    Ok(Page::cut(found.page(db, before, PAGE + 1).await?))
}

/// A page of those of my streams that are walks along indexes.
async fn walked(
    db: &(impl ConnectionTrait + TransactionTrait),
    me: &Me,
    stream: &Stream,
    before: Cursor,
) -> Outcome<Page> {
    let order = match stream {
        Stream::Main => me.user.stream_order,
        Stream::Activity
        | Stream::Liked
        | Stream::Commented
        | Stream::Bookmarks
        | Stream::Mentions
        | Stream::Aspects(_)
        | Stream::FollowedTags
        | Stream::Spotlight => Order::Posted,
    };
    let mut filling = Filling::new(me.viewer(), &me.filter, before, PAGE).ordered(order);
    while let Some(before) = filling.wants() {
        let wanted = Wanted {
            user: me.user.id,
            person: me.person.id,
            before,
            limit: PAGE + 1,
            hidden: me.filter.hidden(),
        };
        let found = match stream {
            Stream::Aspects(chosen) => door::aspects(db, wanted, chosen).await?,
            Stream::FollowedTags => door::followed_tags(db, wanted).await?,
            Stream::Spotlight => door::spotlight(db, wanted).await?,
            Stream::Main
            | Stream::Activity
            | Stream::Liked
            | Stream::Commented
            | Stream::Bookmarks
            | Stream::Mentions => door::main(db, wanted, order, spotlight(&me.user)).await?,
        };
        filling.take(db, found).await?;
    }
    Ok(filling.page())
}

/// Every public post that this pod knows, but for those that stand in no list.
///
/// # Errors
/// The database cannot be read.
pub async fn public(db: &impl ConnectionTrait, viewer: Viewer, filter: &Filter, before: Cursor) -> Outcome<Page> {
    let mut filling = Filling::new(viewer, filter, before, PAGE);
    while let Some(before) = filling.wants() {
        let shown = posts(viewer).public().listed().for_stream().filtered(filter.hidden());
        filling.take(db, shown.page(db, before, PAGE + 1).await?).await?;
    }
    Ok(filling.page())
}

/// Open posts by people of this pod: public ones and, for those who live here, pod-wide ones.
///
/// # Errors
/// The database cannot be read.
pub async fn local(db: &impl ConnectionTrait, viewer: Viewer, filter: &Filter, before: Cursor) -> Outcome<Page> {
    let mut filling = Filling::new(viewer, filter, before, PAGE);
    while let Some(before) = filling.wants() {
        let shown = posts(viewer)
            .open()
            .listed()
            .local()
            .for_stream()
            .filtered(filter.hidden());
        filling.take(db, shown.page(db, before, PAGE + 1).await?).await?;
    }
    Ok(filling.page())
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
    pub fn cut(mut posts: Vec<Authored>) -> Self {
        let more = posts.len() as u64 > PAGE;
        posts.truncate(PAGE as usize);
        let older = posts.last().filter(|_| more).map(|last| Cursor::after(&last.post));
        Self {
            posts,
            older,
            folded: Vec::new(),
        }
    }
}
