//! My contacts: how I stand with people. Nobody else ever learns of them.
//!
//! People whom I ignore are in no list of contacts; they have a list of their own in [`super::ignore`].

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query};
use sea_orm::{JoinType, QueryOrder, QuerySelect, Select};

use crate::proof::Own;
use crate::visible::person::named_like;
use crate::visible::whose::not_ignored;
use crate::{AspectId, OwnContact, PersonId, UserId, aspect, aspect_member, contact, person};

/// Which of my contacts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Whoever shares with me or gets what I share.
    All,
    /// In one of my aspects.
    In(AspectId),
    /// In no aspect of mine, but sharing with me.
    OnlySharing,
}

/// My relation to one person.
pub async fn one(db: &impl ConnectionTrait, me: UserId, to: PersonId) -> Result<Option<OwnContact>, DbErr> {
    let row = contact::Entity::find()
        .filter(contact::Column::UserId.eq(me))
        .filter(contact::Column::PersonId.eq(to))
        .one(db)
        .await?;
    Ok(row.map(Own::new))
}

/// My relations to some people, in no order; those without any are left out.
pub async fn among(db: &impl ConnectionTrait, me: UserId, people: &[PersonId]) -> Result<Vec<OwnContact>, DbErr> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let rows = contact::Entity::find()
        .filter(contact::Column::UserId.eq(me))
        .filter(contact::Column::PersonId.is_in(people.iter().copied()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Own::new).collect())
}

/// Who shares with somebody.
pub async fn receivers_of(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<UserId>, DbErr> {
    contact::Entity::find()
        .select_only()
        .column(contact::Column::UserId)
        .filter(contact::Column::PersonId.eq(person))
        .filter(contact::Column::Receiving.eq(true))
        .order_by_asc(contact::Column::UserId)
        .into_tuple()
        .all(db)
        .await
}

/// A contact and who it is.
pub type Known = (OwnContact, person::Model);

/// A page of them by name.
pub async fn page(
    db: &impl ConnectionTrait,
    me: UserId,
    which: Which,
    search: &str,
    offset: u64,
    limit: u64,
) -> Result<Vec<Known>, DbErr> {
    let rows = narrowed(me, which, search)
        .select_also(person::Entity)
        .order_by_asc(person::Column::Search)
        .order_by_asc(person::Column::Id)
        .offset(offset)
        .limit(limit)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(row, person)| Some((Own::new(row), person?)))
        .collect())
}

/// How many there are.
pub async fn count(db: &impl ConnectionTrait, me: UserId, which: Which, search: &str) -> Result<u64, DbErr> {
    narrowed(me, which, search).count(db).await
}

fn narrowed(me: UserId, which: Which, search: &str) -> Select<contact::Entity> {
    let to_person = contact::Entity::belongs_to(person::Entity)
        .from(contact::Column::PersonId)
        .to(person::Column::Id)
        .into();
    let mut select = contact::Entity::find()
        .join(JoinType::InnerJoin, to_person)
        .filter(contact::Column::UserId.eq(me))
        .filter(person::Column::ClosedAt.is_null())
        .filter(not_ignored(me, (contact::Entity, contact::Column::PersonId)))
        .filter(named_like(search));
    match which {
        Which::All => {}
        Which::In(id) => select = select.filter(in_aspect(me, id)),
        Which::OnlySharing => {
            let only = Condition::all()
                .add(contact::Column::Sharing.eq(true))
                .add(contact::Column::Receiving.eq(false));
            select = select.filter(only);
        }
    }
    select
}

fn in_aspect(me: UserId, id: AspectId) -> Expr {
    let members = Query::select()
        .column((aspect_member::Entity, aspect_member::Column::PersonId))
        .from(aspect_member::Entity)
        .inner_join(
            aspect::Entity,
            aspect::Column::Id
                .into_expr()
                .equals((aspect_member::Entity, aspect_member::Column::AspectId)),
        )
        .and_where(aspect::Column::Id.eq(id))
        .and_where(aspect::Column::UserId.eq(me))
        .take();
    contact::Column::PersonId.in_subquery(members)
}
