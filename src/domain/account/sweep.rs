//! Removing what has run out: sessions, links from mails, old invitations, counts of tries, notifications long read.
//!
//! Knows the database only. Run every hour; nothing depends on it, since whatever has run out is worth nothing anyway.

use std::time::Duration;

use entity::{invitation, session, throttle, ticket};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter};

use crate::db::Tx;
use crate::error::Outcome;
use crate::settings::Sessions;

const DAY: Duration = Duration::from_secs(86_400);
/// So long an inviter still sees that a link has run out.
const INVITATIONS: Duration = Duration::from_secs(30 * 86_400);
/// Longer than any window that tries are counted in.
const COUNTS: Duration = Duration::from_secs(2 * 86_400);
/// So long a notification that was read is kept.
const READ: Duration = Duration::from_secs(365 * 86_400);

/// Removes all that has run out by now.
///
/// # Errors
/// The database cannot be written.
pub async fn sweep(tx: &mut Tx, sessions: &Sessions) -> Outcome<()> {
    let now = tx.now();
    let idle = now.minus(DAY * sessions.idle_days);
    let oldest = now.minus(DAY * sessions.absolute_days);
    session::Entity::delete_many()
        .filter(
            session::Column::SeenAt
                .lt(idle)
                .or(session::Column::CreatedAt.lt(oldest)),
        )
        .exec(tx.sql())
        .await?;
    ticket::Entity::delete_many()
        .filter(ticket::Column::ExpiresAt.lte(now))
        .exec(tx.sql())
        .await?;
    invitation::Entity::delete_many()
        .filter(invitation::Column::ExpiresAt.lt(now.minus(INVITATIONS)))
        .exec(tx.sql())
        .await?;
    throttle::Entity::delete_many()
        .filter(throttle::Column::Since.lt(now.minus(COUNTS)))
        .exec(tx.sql())
        .await?;
    entity::write::preview::sweep(tx.sql(), now.minus(DAY)).await?;
    entity::write::account_close::forget_keys(tx.sql()).await?;
    entity::write::projection::sweep(tx.sql(), now.minus(DAY)).await?;
    entity::write::sweep::read_notifications(tx.sql(), now.minus(READ)).await?;
    Ok(())
}
