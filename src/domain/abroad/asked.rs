//! When the pods of people were asked about them, so that nobody can have them asked again and again; and what did not fit.

use std::time::Duration;

use entity::{Moment, PersonId, person_abroad};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, Set};

use crate::db::Tx;
use crate::error::Outcome;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Who somebody is.
    Person,
    /// What they have posted earlier.
    Posts,
    /// Who of ours follows them.
    Followers,
}

impl About {
    fn column(self) -> person_abroad::Column {
        match self {
            Self::Person => person_abroad::Column::AskedAt,
            Self::Posts => person_abroad::Column::PostsAt,
            Self::Followers => person_abroad::Column::FollowersAt,
        }
    }
}

/// Notes that somebody's pod is asked now. False when it was asked less than `apart` ago: then it is not to be.
///
/// # Errors
/// The database cannot be written.
pub async fn ask(tx: &mut Tx, who: PersonId, about: About, apart: Duration) -> Outcome<bool> {
    ensure(tx, who).await?;
    let (now, column) = (tx.now(), about.column());
    let long_ago = Condition::any().add(column.is_null()).add(column.lte(now.minus(apart)));
    let noted = person_abroad::Entity::update_many()
        .col_expr(column, sea_orm::sea_query::Expr::value(now.0))
        .filter(person_abroad::Column::PersonId.eq(who))
        .filter(long_ago)
        .exec(tx.sql())
        .await?;
    Ok(noted.rows_affected == 1)
}

async fn ensure(tx: &Tx, who: PersonId) -> Outcome<()> {
    let row = person_abroad::ActiveModel {
        person_id: Set(who),
        ..Default::default()
    };
    let there = OnConflict::column(person_abroad::Column::PersonId)
        .do_nothing()
        .to_owned();
    person_abroad::Entity::insert(row)
        .on_conflict(there)
        .exec_without_returning(tx.sql())
        .await?;
    Ok(())
}

/// Notes what somebody's pod now says otherwise of who they are; none when all is as it was.
///
/// # Errors
/// The database cannot be written.
pub async fn unlike(tx: &mut Tx, who: PersonId, what: Option<&str>) -> Outcome<()> {
    ensure(tx, who).await?;
    let row = person_abroad::ActiveModel {
        unlike_at: Set(what.map(|_| tx.now())),
        unlike: Set(what.map(str::to_owned)),
        ..Default::default()
    };
    person_abroad::Entity::update_many()
        .set(row)
        .filter(person_abroad::Column::PersonId.eq(who))
        .exec(tx.sql())
        .await?;
    Ok(())
}

/// Since when somebody's pod says something else of who they are. For administrators.
///
/// # Errors
/// The database cannot be read.
pub async fn unlike_since(db: &impl ConnectionTrait, who: PersonId) -> Outcome<Option<Moment>> {
    let row = person_abroad::Entity::find_by_id(who).one(db).await?;
    Ok(row.and_then(|row| row.unlike_at))
}
