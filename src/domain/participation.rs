//! Taking part: who follows, comments, likes or votes on a public post of another pod has its pod asked once to tell ours what
//! else is said there. A limited post needs no asking: who has it is told.
//!
//! The pod asks as well, about each post that it has fetched and that nobody sends to it.

use entity::user::{Role, State};
use entity::write::subscription as write;
use entity::{PersonId, Reach, SeenPost, user, user_key};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};

use super::person;
use super::start::Step;
use crate::db::Tx;
use crate::error::Outcome;
use crate::job::{Job, Subject};

/// Somebody here takes part.
///
/// # Errors
/// The database cannot be written.
pub async fn begin(tx: &mut Tx, who: PersonId, on: &SeenPost) -> Outcome<()> {
    if on.reach != Reach::Public {
        return Ok(());
    }
    let there = person::there(tx.sql(), &[on.author_id]).await?;
    if there.iter().all(|author| author.pod_id.is_none()) {
        return Ok(());
    }
    let guid = tx.random().guid_hex();
    if write::ask(tx.sql(), on, who, &guid).await? {
        let subject = Subject::TakesPart {
            post: on.id.0,
            person: who.0,
        };
        tx.enqueue(Job::Dispatch { subject }).await?;
    }
    Ok(())
}

/// This pod has fetched a public post of another one, which is asked to tell ours what becomes of it: once, unless somebody here takes
/// part anyway. Only people can ask, so it is done in the name of one; they take no part by that, and are told of nothing.
///
/// # Errors
/// The database cannot be written.
pub async fn begin_for_pod(tx: &mut Tx, on: &SeenPost) -> Outcome<()> {
    if on.reach != Reach::Public || write::any(tx.sql(), on.id).await? {
        return Ok(());
    }
    match in_whose_name(tx).await? {
        Some(who) => begin(tx, who, on).await,
        None => Ok(()),
    }
}

/// An administrator, else somebody else who has got started here; who has keys to sign with.
async fn in_whose_name(tx: &Tx) -> Outcome<Option<PersonId>> {
    let keys = Query::select()
        .column(user_key::Column::UserId)
        .from(user_key::Entity)
        .take();
    let may = Condition::any()
        .add(user::Column::Role.eq(Role::Administrator))
        .add(user::Column::Started.gte(Step::People.number()));
    let found = user::Entity::find()
        .filter(user::Column::State.eq(State::Active))
        .filter(user::Column::Id.in_subquery(keys))
        .filter(may)
        .order_by_desc(user::Column::Role)
        .order_by_asc(user::Column::Id)
        .one(tx.sql())
        .await?;
    Ok(found.map(|account| account.person_id))
}

/// Somebody here does not want to hear more of it.
///
/// # Errors
/// The database cannot be written.
pub async fn end(tx: &mut Tx, who: PersonId, on: &SeenPost) -> Outcome<()> {
    if let Some(guid) = write::end(tx.sql(), on.id, who).await? {
        let subject = Subject::TakesPartNoMore {
            post: on.id.0,
            guid,
            person: who.0,
        };
        tx.enqueue(Job::Dispatch { subject }).await?;
    }
    Ok(())
}
