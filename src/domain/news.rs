//! How many posts of my main stream came after one: counted through my own eyes, so that nothing is announced that
//! the stream would not show.
//!
//! They are counted by when they were shared, in whichever order somebody reads: a comment moves a post up, but it does
//! not make it a new one.

use entity::user::Order;
use entity::visible::post::Cursor;
use entity::visible::stream::{self, Wanted};
use entity::{Moment, PersonId, UserId, Viewer, user};
use sea_orm::{ConnectionTrait, EntityTrait, TransactionTrait};

use super::filter::Filter;
use super::stream::spotlight;
use crate::error::{OrNotFound, Outcome};

/// More than this are not counted one by one.
const MOST: u64 = 50;

/// What came since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct News {
    /// How many posts, my own left out.
    pub posts: u64,
    /// The newest of all; none in an empty stream.
    pub newest: Option<Cursor>,
}

/// What stands in my main stream above `seen`; everything, when that is none.
///
/// # Errors
/// The database cannot be read.
pub async fn since(
    db: &(impl ConnectionTrait + TransactionTrait),
    user_id: UserId,
    person: PersonId,
    now: Moment,
    seen: Option<Cursor>,
) -> Outcome<News> {
    let account = user::Entity::find_by_id(user_id).one(db).await?.or_not_found()?;
    let filter = Filter::of(db, user_id, person).await?;
    let wanted = Wanted {
        hidden: filter.hidden(),
        user: user_id,
        person,
        before: Cursor::until(now),
        limit: MOST,
    };
    let found = stream::main(db, wanted, Order::Posted, spotlight(&account)).await?;
    let newest = found.first().map(|first| Cursor::after(&first.post));
    let found = filter.sift(db, Viewer::Local(user_id, person), found).await?;
    let above = |at: Cursor| seen.is_none_or(|seen| (at.at, at.id) > (seen.at, seen.id));
    let new = found
        .iter()
        .filter(|(found, _)| above(Cursor::after(&found.post)) && found.author.id != person);
    Ok(News {
        posts: new.count() as u64,
        newest: newest.filter(|at| above(*at)).or(seen),
    })
}
