//! Invitation links: somebody vouches for a few others, for some days.
//!
//! A use is taken by one UPDATE that says how many are left, so that no link is used more often than it may be.

use std::time::Duration;

use entity::user::State;
use entity::{AspectId, InvitationId, Moment, NotificationKind, UserId, invitation, own, person, user};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Set,
};

use super::create::Made;
use crate::db::Tx;
use crate::domain::{contact, notification};
use crate::error::{AccountRefusal, OrNotFound, Outcome};
use crate::text::clean;

/// The most links of one person.
pub const MOST: u64 = 50;
/// The most people that one link lets in.
pub const MOST_USES: i64 = 25;
/// The most days that it lasts.
pub const MOST_DAYS: i64 = 30;
/// The most characters of its note.
pub const LONGEST_NOTE: usize = 100;

const DAY: Duration = Duration::from_secs(86_400);

/// A link that somebody wants to make.
#[derive(Clone, Debug)]
pub struct NewInvitation<'a> {
    /// For whom, in their own words; shown to nobody else.
    pub note: &'a str,
    /// How many may join with it.
    pub uses: i64,
    /// For how many days.
    pub days: i64,
    /// The aspect that those who join go into.
    pub aspect: Option<AspectId>,
}

/// Makes a link.
///
/// # Errors
/// A number that cannot be, a note that is too long, an aspect of somebody else, too many links.
pub async fn create(tx: &mut Tx, me: UserId, new: NewInvitation<'_>) -> Outcome<invitation::Model> {
    let note = clean::optional_line(new.note, LONGEST_NOTE)
        .map_err(AccountRefusal::Note)?
        .unwrap_or_default();
    if !(1..=MOST_USES).contains(&new.uses) {
        return Err(AccountRefusal::InvitationUses.into());
    }
    if !(1..=MOST_DAYS).contains(&new.days) {
        return Err(AccountRefusal::InvitationDays.into());
    }
    let mine = invitation::Entity::find().filter(invitation::Column::UserId.eq(me));
    if mine.count(tx.sql()).await? >= MOST {
        return Err(AccountRefusal::TooManyInvitations(MOST).into());
    }
    let aspect = match new.aspect {
        Some(id) => Some(own::aspect::one(tx.sql(), me, id).await?.or_not_found()?.id),
        None => None,
    };
    let days = u32::try_from(new.days).expect("between 1 and 30");
    let row = invitation::ActiveModel {
        user_id: Set(me),
        code: Set(tx.random().token()),
        note: Set(note),
        uses_left: Set(i32::try_from(new.uses).expect("between 1 and 25")),
        used: Set(0),
        aspect_id: Set(aspect),
        expires_at: Set(tx.now().plus(DAY * days)),
        created_at: Set(tx.now()),
        ..Default::default()
    };
    Ok(row.insert(tx.sql()).await?)
}

/// Somebody's links, newest first.
///
/// # Errors
/// The database cannot be read.
pub async fn list(db: &impl ConnectionTrait, me: UserId) -> Outcome<Vec<invitation::Model>> {
    let mine = invitation::Entity::find().filter(invitation::Column::UserId.eq(me));
    Ok(mine.order_by_desc(invitation::Column::Id).all(db).await?)
}

/// Takes a link back: it lets nobody in any more.
///
/// # Errors
/// It is not theirs, or was never there.
pub async fn revoke(tx: &mut Tx, me: UserId, id: InvitationId) -> Outcome<()> {
    let gone = invitation::Entity::delete_many()
        .filter(invitation::Column::Id.eq(id))
        .filter(invitation::Column::UserId.eq(me))
        .exec(tx.sql())
        .await?;
    (gone.rows_affected > 0).then_some(()).or_not_found()
}

/// Who invites with this code, if it still lets somebody in.
///
/// # Errors
/// The database cannot be read.
pub async fn inviter(db: &impl ConnectionTrait, code: &str, now: Moment) -> Outcome<Option<person::Model>> {
    let found = invitation::Entity::find()
        .filter(invitation::Column::Code.eq(code))
        .filter(invitation::Column::UsesLeft.gt(0))
        .filter(invitation::Column::ExpiresAt.gt(now));
    let Some(row) = found.one(db).await? else {
        return Ok(None);
    };
    let Some(user) = active(db, row.user_id).await? else {
        return Ok(None);
    };
    Ok(person::Entity::find_by_id(user.person_id).one(db).await?)
}

/// Takes one use of a link.
///
/// # Errors
/// It lets nobody in any more.
pub async fn take(tx: &mut Tx, code: &str) -> Outcome<invitation::Model> {
    let taken = invitation::Entity::update_many()
        .col_expr(
            invitation::Column::UsesLeft,
            Expr::col(invitation::Column::UsesLeft).sub(1),
        )
        .col_expr(invitation::Column::Used, Expr::col(invitation::Column::Used).add(1))
        .filter(invitation::Column::Code.eq(code))
        .filter(invitation::Column::UsesLeft.gt(0))
        .filter(invitation::Column::ExpiresAt.gt(tx.now()))
        .exec(tx.sql())
        .await?;
    if taken.rows_affected == 0 {
        return Err(AccountRefusal::InvitationGone.into());
    }
    let row = invitation::Entity::find()
        .filter(invitation::Column::Code.eq(code))
        .one(tx.sql())
        .await?;
    let row = row.or_not_found()?;
    // Whoever left or was locked vouches for nobody.
    active(tx.sql(), row.user_id)
        .await?
        .ok_or(AccountRefusal::InvitationGone)?;
    Ok(row)
}

/// Somebody whom another invited is here: the inviter is told, and where the link said so, shares with them.
///
/// # Errors
/// The database cannot be written.
pub async fn arrived(tx: &mut Tx, inviter: UserId, aspect: Option<AspectId>, guest: Made) -> Outcome<()> {
    if let Some(aspect) = aspect
        && own::aspect::one(tx.sql(), inviter, aspect).await?.is_some()
    {
        contact::add_to(tx, inviter, guest.person, aspect).await?;
    }
    // After that: starting to share settles what one was told of a person before.
    notification::tell(tx, inviter, NotificationKind::Joined, guest.person, None).await
}

async fn active(db: &impl ConnectionTrait, user: UserId) -> Outcome<Option<user::Model>> {
    Ok(user::Entity::find_by_id(user)
        .one(db)
        .await?
        .filter(|user| user.state == State::Active))
}
