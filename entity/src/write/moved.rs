//! Somebody has moved to another pod: what is theirs here, and what others have of them, is from now on of who they are there.
//!
//! Where there is such a thing of both, that of the new one stays. Each write can be run again and then finds nothing.

use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel, QueryOrder, Set};

use super::{delivery, like, notification as told, poll, post as posts};
use crate::proof::Own;
use crate::sql::Sql;
use crate::{PersonId, PodId, UserId, contact, notification, post};

/// Tables with one row for each person and something else: the table, its person, the other.
const ONCE: [(&str, &str, &str); 5] = [
    ("mention", "person_id", "post_id"),
    ("post_recipient", "person_id", "post_id"),
    ("aspect_member", "person_id", "aspect_id"),
    ("\"ignore\"", "person_id", "user_id"),
    ("conversation_member", "person_id", "conversation_id"),
];

/// Tables that only name a person.
const NAMED: [(&str, &str); 10] = [
    ("post", "author_id"),
    ("post_recipient", "author_id"),
    ("comment", "author_id"),
    ("\"like\"", "author_id"),
    ("poll_vote", "author_id"),
    ("conversation", "author_id"),
    ("message", "author_id"),
    ("report", "person_id"),
    ("far_photo", "author_id"),
    ("delivery", "recipient_id"),
];

/// An account here that had the old one as a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Whose.
    pub user: UserId,
    /// They share with them.
    pub receiving: bool,
}

/// Passes everything on from the old one to the new one, who lives on `home`. Returns who had them as a contact.
pub async fn pass_on(
    db: &impl ConnectionTrait,
    old: PersonId,
    new: PersonId,
    home: PodId,
) -> Result<Vec<Contact>, DbErr> {
    delivery::hold(db, &[home]).await?;
    run(
        db,
        "UPDATE delivery SET pod_id = ? WHERE recipient_id = ?",
        [home.0, old.0],
    )
    .await?;
    let doubled = post::Entity::find()
        .filter(post::Column::AuthorId.eq(old))
        .filter(post::Column::RootId.is_in(roots_of(db, new).await?));
    for twice in doubled.all(db).await? {
        posts::delete(db, Own::new(twice)).await?;
    }
    like::drop_doubled(db, old, new).await?;
    poll::drop_doubled(db, old, new).await?;
    for (table, person, other) in ONCE {
        let twice = format!(
            "DELETE FROM {table} WHERE {person} = ? AND {other} IN (SELECT {other} FROM {table} WHERE {person} = ?)"
        );
        run(db, &twice, [old.0, new.0]).await?;
        run(
            db,
            &format!("UPDATE {table} SET {person} = ? WHERE {person} = ?"),
            [new.0, old.0],
        )
        .await?;
    }
    for (table, person) in NAMED {
        run(
            db,
            &format!("UPDATE {table} SET {person} = ? WHERE {person} = ?"),
            [new.0, old.0],
        )
        .await?;
    }
    let of_old = sea_orm::Condition::all().add(notification::Column::ActorId.eq(old));
    notification::Entity::update_many()
        .col_expr(notification::Column::ActorId, Expr::value(new.0))
        .filter(notification::Column::Id.in_subquery(told::newest_first(of_old)))
        .exec(db)
        .await?;
    run(
        db,
        "INSERT INTO post_pod (post_id, pod_id) SELECT id, ? FROM post WHERE author_id = ? ON CONFLICT DO NOTHING",
        [home.0, new.0],
    )
    .await?;
    filters(db, old, new).await?;
    contacts(db, old, new).await
}

async fn roots_of(db: &impl ConnectionTrait, author: PersonId) -> Result<Vec<crate::PostId>, DbErr> {
    let reshares = post::Entity::find()
        .filter(post::Column::AuthorId.eq(author))
        .filter(post::Column::RootId.is_not_null());
    Ok(reshares
        .all(db)
        .await?
        .into_iter()
        .filter_map(|row| row.root_id)
        .collect())
}

/// Whose posts are to be hidden stays so.
async fn filters(db: &impl ConnectionTrait, old: PersonId, new: PersonId) -> Result<(), DbErr> {
    let sql = "DELETE FROM filter_entry WHERE person_id = ? AND user_id IN (SELECT user_id FROM filter_entry WHERE person_id = ?)";
    run(db, sql, [old.0, new.0]).await?;
    let sql = Sql::new(
        "UPDATE filter_entry SET person_id = ?, folded = ?, what = (SELECT handle FROM person WHERE id = ?) WHERE person_id = ?",
        [new.0.into(), new.0.to_string().into(), new.0.into(), old.0.into()],
    );
    db.execute_raw(sql.statement(db.get_database_backend())).await?;
    Ok(())
}

async fn contacts(db: &impl ConnectionTrait, old: PersonId, new: PersonId) -> Result<Vec<Contact>, DbErr> {
    let of = |person: PersonId| {
        contact::Entity::find()
            .filter(contact::Column::PersonId.eq(person))
            .order_by_asc(contact::Column::UserId)
    };
    let there = of(new).all(db).await?;
    let mut had = Vec::new();
    for row in of(old).all(db).await? {
        had.push(Contact {
            user: row.user_id,
            receiving: row.receiving,
        });
        let Some(other) = there.iter().find(|other| other.user_id == row.user_id) else {
            let mut row = row.into_active_model();
            row.person_id = Set(new);
            row.update(db).await?;
            continue;
        };
        let both = contact::ActiveModel {
            sharing: Set(row.sharing || other.sharing),
            receiving: Set(row.receiving || other.receiving),
            ..other.clone().into_active_model()
        };
        contact::Entity::delete_by_id(row.id).exec(db).await?;
        both.update(db).await?;
    }
    Ok(had)
}

async fn run(db: &impl ConnectionTrait, sql: &str, values: [i64; 2]) -> Result<(), DbErr> {
    let sql = Sql::new(sql, values.map(Into::into));
    db.execute_raw(sql.statement(db.get_database_backend())).await?;
    Ok(())
}
