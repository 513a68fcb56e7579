//! Writing how people stand with each other: two rows, mine about them and, when they live here, theirs about me.
//!
//! Who is in whose aspects decides: `receiving` of mine and `sharing` of theirs are set to what the memberships say.
//! A row in which neither is true goes.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{Set, UpdateMany};

use crate::sql::Sql;
use crate::{Moment, PersonId, UserId, contact};

/// One side of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Side {
    /// Whose row.
    pub user: UserId,
    /// About whom.
    pub about: PersonId,
}

/// Which of the two flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// They share with the row's owner.
    Sharing,
    /// The row's owner shares with them.
    Receiving,
}

/// Makes sure that the rows of these sides are there and keeps others from changing them until the act is over,
/// always in the same order, so that two acts about the same people wait for each other rather than block each other.
pub async fn hold(db: &impl ConnectionTrait, sides: &[Side], now: Moment) -> Result<(), DbErr> {
    let mut sides = sides.to_vec();
    sides.sort_by_key(|side| (side.user, side.about));
    for side in sides {
        let row = contact::ActiveModel {
            user_id: Set(side.user),
            person_id: Set(side.about),
            sharing: Set(false),
            receiving: Set(false),
            created_at: Set(now),
            ..Default::default()
        };
        let there = OnConflict::columns([contact::Column::UserId, contact::Column::PersonId])
            .update_column(contact::Column::UserId)
            .to_owned();
        contact::Entity::insert(row)
            .on_conflict(there)
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}

impl Flag {
    fn column(self) -> contact::Column {
        match self {
            Self::Sharing => contact::Column::Sharing,
            Self::Receiving => contact::Column::Receiving,
        }
    }
}

/// Sets a flag of a row that is held. Returns whether it was clear before.
pub async fn set(db: &impl ConnectionTrait, side: Side, flag: Flag) -> Result<bool, DbErr> {
    let clear = rows(side).filter(flag.column().eq(false));
    Ok(clear
        .col_expr(flag.column(), Expr::value(true))
        .exec(db)
        .await?
        .rows_affected
        > 0)
}

/// Clears a flag. Returns whether it was set before.
pub async fn clear(db: &impl ConnectionTrait, side: Side, flag: Flag) -> Result<bool, DbErr> {
    let set = rows(side).filter(flag.column().eq(true));
    Ok(set
        .col_expr(flag.column(), Expr::value(false))
        .exec(db)
        .await?
        .rows_affected
        > 0)
}

fn rows(side: Side) -> UpdateMany<contact::Entity> {
    contact::Entity::update_many()
        .filter(contact::Column::UserId.eq(side.user))
        .filter(contact::Column::PersonId.eq(side.about))
}

/// Takes the rows of these sides away in which nobody shares with anybody.
pub async fn sweep(db: &impl ConnectionTrait, sides: &[Side]) -> Result<(), DbErr> {
    for side in sides {
        contact::Entity::delete_many()
            .filter(contact::Column::UserId.eq(side.user))
            .filter(contact::Column::PersonId.eq(side.about))
            .filter(contact::Column::Sharing.eq(false))
            .filter(contact::Column::Receiving.eq(false))
            .exec(db)
            .await?;
    }
    Ok(())
}

/// Ends sharing with everyone who is in no aspect of the owner any more, on both sides, however many they are.
pub async fn settle(db: &impl ConnectionTrait, owner: UserId, owner_person: PersonId) -> Result<(), DbErr> {
    let backend = db.get_database_backend();
    let (user, person) = (owner.0, owner_person.0);
    let mine = Sql::new(
        "UPDATE contact SET receiving = FALSE WHERE user_id = ? AND receiving AND NOT EXISTS (SELECT 1 \
         FROM aspect_member m JOIN aspect a ON a.id = m.aspect_id WHERE m.person_id = contact.person_id \
         AND a.user_id = ?)",
        [user.into(), user.into()],
    );
    let theirs = Sql::new(
        "UPDATE contact SET sharing = FALSE WHERE person_id = ? AND sharing AND NOT EXISTS (SELECT 1 FROM contact o \
         JOIN \"user\" u ON u.person_id = o.person_id WHERE u.id = contact.user_id AND o.user_id = ? AND o.receiving)",
        [person.into(), user.into()],
    );
    let empty = Sql::new(
        "DELETE FROM contact WHERE (user_id = ? OR person_id = ?) AND NOT sharing AND NOT receiving",
        [user.into(), person.into()],
    );
    for statement in [mine, theirs, empty] {
        db.execute_raw(statement.statement(backend)).await?;
    }
    Ok(())
}
