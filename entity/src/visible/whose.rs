//! Whose something is: two questions that every door asks, said once. Each takes the column that names the person.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, IntoColumnRef, Query};

use crate::{UserId, ignore, person};

/// Their account is not closed.
pub(crate) fn is_there(whose: impl IntoColumnRef) -> Expr {
    let there = Query::select()
        .expr(Expr::val(1))
        .from_as(person::Entity, "whose")
        .and_where(Expr::col(("whose", person::Column::Id)).equals(whose))
        .and_where(Expr::col(("whose", person::Column::ClosedAt)).is_null())
        .take();
    Expr::exists(there)
}

/// This account does not ignore them.
pub(crate) fn not_ignored(user: UserId, whose: impl IntoColumnRef) -> Expr {
    let ignored = Query::select()
        .expr(Expr::val(1))
        .from(ignore::Entity)
        .and_where(ignore::Column::UserId.eq(user))
        .and_where(Expr::col((ignore::Entity, ignore::Column::PersonId)).equals(whose))
        .take();
    Expr::exists(ignored).not()
}
