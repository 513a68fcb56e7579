//! The extended part of a profile, as far as the viewer may see it: its owner decides, once for all of it.

use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query};
use sea_orm::{JoinType, QuerySelect};

use super::whose::is_there;
use crate::proof::Seen;
use crate::{Details, PersonId, SeenProfile, UserId, Viewer, contact, person, profile, profile_tag, tag, user};

/// The extended part; none when its owner does not show it to this viewer.
pub async fn extended(db: &impl ConnectionTrait, viewer: Viewer, of: PersonId) -> Result<Option<SeenProfile>, DbErr> {
    let row = profile::Entity::find_by_id(of).filter(may_see(viewer)).one(db).await?;
    Ok(row.map(Seen::new))
}

fn may_see(viewer: Viewer) -> Condition {
    if let Viewer::Pod(_) = viewer {
        return Condition::all();
    }
    let mut any = Condition::any().add(profile::Column::Details.eq(Details::Everyone));
    if let Some(me) = viewer.person() {
        any = any.add(profile::Column::PersonId.eq(me));
        any = any.add(profile::Column::Details.eq(Details::Contacts).and(shared_with(me)));
    }
    if let Some(me) = viewer.user() {
        any = any.add(profile::Column::Details.eq(Details::Contacts).and(shared_from_afar(me)));
    }
    Condition::all()
        .add(any)
        .add(is_there((profile::Entity, profile::Column::PersonId)))
}

/// The owner lives here and has the viewer in an aspect.
fn shared_with(viewer: PersonId) -> Expr {
    Expr::exists(
        Query::select()
            .expr(Expr::val(1))
            .from(contact::Entity)
            .inner_join(
                user::Entity,
                user::Column::Id
                    .into_expr()
                    .equals((contact::Entity, contact::Column::UserId)),
            )
            .and_where(
                user::Column::PersonId
                    .into_expr()
                    .equals((profile::Entity, profile::Column::PersonId)),
            )
            .and_where(contact::Column::PersonId.eq(viewer))
            .and_where(contact::Column::Receiving.eq(true))
            .take(),
    )
}

/// The owner lives on another pod, which has said that they share with the viewer.
fn shared_from_afar(viewer: UserId) -> Expr {
    Expr::exists(
        Query::select()
            .expr(Expr::val(1))
            .from(contact::Entity)
            .inner_join(
                person::Entity,
                person::Column::Id
                    .into_expr()
                    .equals((contact::Entity, contact::Column::PersonId)),
            )
            .and_where(contact::Column::UserId.eq(viewer))
            .and_where(
                contact::Column::PersonId
                    .into_expr()
                    .equals((profile::Entity, profile::Column::PersonId)),
            )
            .and_where(contact::Column::Sharing.eq(true))
            .and_where(person::Column::PodId.is_not_null())
            .take(),
    )
}

/// The tags by which a person describes themselves, by name. Public like the name.
pub async fn tags(db: &impl ConnectionTrait, of: PersonId) -> Result<Vec<String>, DbErr> {
    let described = tag::Entity::belongs_to(profile_tag::Entity)
        .from(tag::Column::Id)
        .to(profile_tag::Column::TagId)
        .into();
    let rows = tag::Entity::find()
        .join(JoinType::InnerJoin, described)
        .filter(profile_tag::Column::PersonId.eq(of))
        .order_by_asc(tag::Column::Name)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.name).collect())
}

/// Whose birthday (`-MM-DD`) it is and whom to tell: the account of everyone who shares with them, and with whom they
/// share, and so may see it.
pub async fn birthdays(db: &impl ConnectionTrait, day: &str) -> Result<Vec<(UserId, PersonId)>, DbErr> {
    let theirs = contact::Entity::belongs_to(profile::Entity)
        .from(contact::Column::PersonId)
        .to(profile::Column::PersonId)
        .into();
    contact::Entity::find()
        .join(JoinType::InnerJoin, theirs)
        .filter(profile::Column::Birthday.ends_with(day))
        .filter(contact::Column::Sharing.eq(true))
        .filter(contact::Column::Receiving.eq(true))
        .filter(is_there((contact::Entity, contact::Column::PersonId)))
        .filter(Expr::col((contact::Entity, contact::Column::PersonId)).not_in_subquery(ignored()))
        .select_only()
        .column(contact::Column::UserId)
        .column(contact::Column::PersonId)
        .into_tuple()
        .all(db)
        .await
}

/// The people whom the owner of a contact ignores.
fn ignored() -> sea_orm::sea_query::SelectStatement {
    Query::select()
        .column(crate::ignore::Column::PersonId)
        .from(crate::ignore::Entity)
        .and_where(
            crate::ignore::Column::UserId
                .into_expr()
                .equals((contact::Entity, contact::Column::UserId)),
        )
        .take()
}
