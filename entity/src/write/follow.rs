//! Who follows whom over ActivityPub: noted, answered, ended. For the work between pods and for the account whose it is.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QueryOrder, QuerySelect, Set};

pub use crate::follow::{State, Way};
use crate::{Moment, PersonId, PostId, UserId, follow, mention, person, post_recipient, user};

/// That somebody follows somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Follow {
    /// Whose side.
    pub user: UserId,
    /// The actor.
    pub person: PersonId,
    /// Who follows whom.
    pub way: Way,
    /// The address of the `Follow`.
    pub uri: String,
    /// How it stands.
    pub state: State,
}

fn of(row: follow::Model) -> Follow {
    Follow {
        user: row.user_id,
        person: row.person_id,
        way: row.way,
        uri: row.uri,
        state: row.state,
    }
}

fn pair(way: Way, user: UserId, person: PersonId) -> sea_orm::Condition {
    sea_orm::Condition::all()
        .add(follow::Column::UserId.eq(user))
        .add(follow::Column::PersonId.eq(person))
        .add(follow::Column::Way.eq(way))
}

/// How somebody stands with somebody, one way.
pub async fn one(db: &impl ConnectionTrait, way: Way, user: UserId, person: PersonId) -> Result<Option<Follow>, DbErr> {
    let row = follow::Entity::find().filter(pair(way, user, person)).one(db).await?;
    Ok(row.map(of))
}

/// The one with this address between an actor and anybody here.
pub async fn named(db: &impl ConnectionTrait, way: Way, person: PersonId, uri: &str) -> Result<Option<Follow>, DbErr> {
    let row = follow::Entity::find()
        .filter(follow::Column::PersonId.eq(person))
        .filter(follow::Column::Way.eq(way))
        .filter(follow::Column::Uri.eq(uri))
        .one(db)
        .await?;
    Ok(row.map(of))
}

/// Writes it down, in the place of what was there.
pub async fn set(db: &impl ConnectionTrait, follow: &Follow, now: Moment) -> Result<(), DbErr> {
    let row = follow::ActiveModel {
        user_id: Set(follow.user),
        person_id: Set(follow.person),
        way: Set(follow.way),
        uri: Set(follow.uri.clone()),
        state: Set(follow.state),
        created_at: Set(now),
        ..Default::default()
    };
    let there = OnConflict::columns([follow::Column::UserId, follow::Column::PersonId, follow::Column::Way])
        .update_columns([follow::Column::Uri, follow::Column::State])
        .to_owned();
    follow::Entity::insert(row)
        .on_conflict(there)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Forgets it. What it was, if there was one.
pub async fn end(db: &impl ConnectionTrait, way: Way, user: UserId, person: PersonId) -> Result<Option<Follow>, DbErr> {
    let was = one(db, way, user, person).await?;
    follow::Entity::delete_many()
        .filter(pair(way, user, person))
        .exec(db)
        .await?;
    Ok(was)
}

/// Forgets all that is between an actor and the people here: it has left.
pub async fn forget_all_of(db: &impl ConnectionTrait, person: PersonId) -> Result<(), DbErr> {
    follow::Entity::delete_many()
        .filter(follow::Column::PersonId.eq(person))
        .exec(db)
        .await?;
    Ok(())
}

/// The people here whom an actor has let follow it.
pub async fn followers_here(db: &impl ConnectionTrait, actor: PersonId) -> Result<Vec<PersonId>, DbErr> {
    let of = follow::Entity::belongs_to(user::Entity)
        .from(follow::Column::UserId)
        .to(user::Column::Id)
        .into();
    follow::Entity::find()
        .select_only()
        .column(user::Column::PersonId)
        .join(sea_orm::JoinType::InnerJoin, of)
        .filter(follow::Column::PersonId.eq(actor))
        .filter(follow::Column::Way.eq(Way::Out))
        .filter(follow::Column::State.eq(State::Accepted))
        .into_tuple()
        .all(db)
        .await
}

/// The accounts here that follow an actor or want to, with their people's names and how it stands.
pub async fn from_here(db: &impl ConnectionTrait, actor: PersonId) -> Result<Vec<(UserId, String, State)>, DbErr> {
    let of = follow::Entity::belongs_to(user::Entity)
        .from(follow::Column::UserId)
        .to(user::Column::Id)
        .into();
    let who = user::Entity::belongs_to(person::Entity)
        .from(user::Column::PersonId)
        .to(person::Column::Id)
        .into();
    follow::Entity::find()
        .select_only()
        .column(follow::Column::UserId)
        .column(person::Column::Guid)
        .column(follow::Column::State)
        .join(sea_orm::JoinType::InnerJoin, of)
        .join(sea_orm::JoinType::InnerJoin, who)
        .filter(follow::Column::PersonId.eq(actor))
        .filter(follow::Column::Way.eq(Way::Out))
        .into_tuple()
        .all(db)
        .await
}

/// The actors who wait for an account to let them follow it, the first one first.
pub async fn waiting(db: &impl ConnectionTrait, me: UserId) -> Result<Vec<person::Model>, DbErr> {
    let about = follow::Entity::belongs_to(person::Entity)
        .from(follow::Column::PersonId)
        .to(person::Column::Id)
        .into();
    let rows = follow::Entity::find()
        .join(sea_orm::JoinType::InnerJoin, about)
        .filter(follow::Column::UserId.eq(me))
        .filter(follow::Column::Way.eq(Way::In))
        .filter(follow::Column::State.eq(State::Waiting))
        .filter(person::Column::ClosedAt.is_null())
        .select_also(person::Entity)
        .order_by_asc(follow::Column::Id)
        .limit(100)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(_, person)| person).collect())
}

/// Takes the limited posts of somebody from one who had them by following them: of what names that one, they keep what they have.
pub async fn out_of_sight(db: &impl ConnectionTrait, author: PersonId, reader: PersonId) -> Result<(), DbErr> {
    let named: Vec<PostId> = mention::Entity::find()
        .select_only()
        .column(mention::Column::PostId)
        .filter(mention::Column::PersonId.eq(reader))
        .into_tuple()
        .all(db)
        .await?;
    let given: Vec<PostId> = post_recipient::Entity::find()
        .select_only()
        .column(post_recipient::Column::PostId)
        .filter(post_recipient::Column::PersonId.eq(reader))
        .filter(post_recipient::Column::AuthorId.eq(author))
        .into_tuple()
        .all(db)
        .await?;
    let given: Vec<PostId> = given.into_iter().filter(|post| !named.contains(post)).collect();
    for some in given.chunks(500) {
        post_recipient::Entity::delete_many()
            .filter(post_recipient::Column::PersonId.eq(reader))
            .filter(post_recipient::Column::PostId.is_in(some.iter().copied()))
            .exec(db)
            .await?;
    }
    Ok(())
}
