//! Applications to join: who waits, and the administrator's answer. A name that was declined stays taken, so that
//! nobody else can pretend to be who applied.

use entity::user::State;
use entity::{NotificationKind, UserId, person, user, write};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use crate::db::Tx;
use crate::domain::account::create::Made;
use crate::domain::account::ticket::{self, Purpose};
use crate::domain::account::{self, invitation, join};
use crate::domain::audit::{self, Act};
use crate::domain::notification;
use crate::error::{OrNotFound, Outcome};
use crate::job::{Job, Letter};
use crate::live::What;

/// Applications on one page.
pub const PAGE: u64 = 50;

/// Somebody who waits, and who invited them.
pub type Line = (user::Model, Option<String>);

/// Those who wait, who came first before.
///
/// # Errors
/// The database cannot be read.
pub async fn list(db: &impl ConnectionTrait) -> Outcome<Vec<Line>> {
    let rows = waiting()
        .order_by_asc(user::Column::CreatedAt)
        .limit(PAGE)
        .all(db)
        .await?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let inviter = match row.invited_by {
            Some(inviter) => user::Entity::find_by_id(inviter)
                .one(db)
                .await?
                .map(|user| user.username),
            None => None,
        };
        lines.push((row, inviter));
    }
    Ok(lines)
}

/// How many wait.
///
/// # Errors
/// The database cannot be read.
pub async fn count(db: &impl ConnectionTrait) -> Outcome<u64> {
    Ok(waiting().count(db).await?)
}

fn waiting() -> sea_orm::Select<user::Entity> {
    user::Entity::find().filter(user::Column::State.eq(State::Waiting))
}

/// Lets somebody in.
///
/// # Errors
/// They do not wait.
pub async fn accept(tx: &mut Tx, by: UserId, id: UserId) -> Outcome<()> {
    let user = answer(tx, id, State::Active).await?;
    let found = person::ActiveModel {
        searchable: Set(true),
        ..Default::default()
    };
    person::Entity::update_many()
        .set(found)
        .filter(person::Column::Id.eq(user.person_id))
        .exec(tx.sql())
        .await?;
    tx.enqueue(Job::letter(id, Letter::ApplicationAccepted)).await?;
    let answerer = user::Entity::find_by_id(by).one(tx.sql()).await?.or_not_found()?;
    notification::tell(tx, id, NotificationKind::Approved, answerer.person_id, None).await?;
    if let Some(inviter) = user.invited_by {
        invitation::arrived(
            tx,
            inviter,
            None,
            Made {
                user: id,
                person: user.person_id,
            },
        )
        .await?;
    }
    audit::write(tx, Some(by), Act::Accept, &user.username).await?;
    settled(tx, &user).await
}

/// Lets somebody not in. What is left is their name, which stays taken.
///
/// # Errors
/// They do not wait.
pub async fn decline(tx: &mut Tx, by: UserId, id: UserId) -> Outcome<()> {
    let user = answer(tx, id, State::Closed).await?;
    let emptied = user::ActiveModel {
        email: Set(account::unconfirmed(&user.username)),
        password: Set(String::new()),
        application: Set(None),
        ..Default::default()
    };
    user::Entity::update_many()
        .set(emptied)
        .filter(user::Column::Id.eq(id))
        .exec(tx.sql())
        .await?;
    let closed = person::ActiveModel {
        closed_at: Set(Some(tx.now())),
        ..Default::default()
    };
    person::Entity::update_many()
        .set(closed)
        .filter(person::Column::Id.eq(user.person_id))
        .exec(tx.sql())
        .await?;
    ticket::drop_all(tx, id, Purpose::Email).await?;
    if let Some(address) = account::address(&user) {
        tx.enqueue(Job::letter_to(id, address, Letter::ApplicationDeclined))
            .await?;
    }
    audit::write(tx, Some(by), Act::Decline, &user.username).await?;
    settled(tx, &user).await
}

/// The condition is part of the change: of two administrators at the same time, one answers.
async fn answer(tx: &mut Tx, id: UserId, state: State) -> Outcome<user::Model> {
    let user = user::Entity::find_by_id(id).one(tx.sql()).await?.or_not_found()?;
    let change = user::ActiveModel {
        state: Set(state),
        ..Default::default()
    };
    let changed = user::Entity::update_many()
        .set(change)
        .filter(user::Column::Id.eq(id))
        .filter(user::Column::State.eq(State::Waiting))
        .exec(tx.sql())
        .await?;
    (changed.rows_affected == 1).then_some(user).or_not_found()
}

/// Administrators need not be told of it any more.
async fn settled(tx: &mut Tx, user: &user::Model) -> Outcome<()> {
    write::account::settle(tx.sql(), user.person_id).await?;
    let told: Vec<UserId> = join::administrators(tx.sql())
        .await?
        .into_iter()
        .map(|user| user.id)
        .collect();
    tx.tell(&told, What::Account);
    Ok(())
}
