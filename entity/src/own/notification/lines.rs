//! Lines of what I was told: what several people did to the same thing, where the newest row of it stands.
//!
//! Who did it, how many they are and whether I have seen it is asked of rows that are there for me, by the same condition
//! as everything here: [`told_by`] of each, [`about`] of the line. Of a line with thousands of rows the last ones are read.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{Iterable, JoinType};

use super::{MANY, about, told_by};
use crate::visible::cells::Cells;
use crate::{NotificationKind, PersonId, UserId, notification, person};

/// The rows that are told in a line.
const PART: &str = "part";
/// The newest of them that is there for me.
const SHOWN: &str = "shown";

/// Lines, newest first, with the newest row of each that is there for me. Who comes second and how many they are is asked
/// of the last rows only.
pub(super) fn of(me: UserId, person: PersonId) -> SelectStatement {
    use notification::Column as C;
    let column = |name: C| Expr::col((notification::Entity, name));
    let shown = |name: C| Expr::col((SHOWN, name));
    let newest = parts(me)
        .cond_where(told_by(me, PART))
        .column((PART, C::Id))
        .order_by((PART, C::Id), Order::Desc)
        .limit(1)
        .take();
    let newest = Expr::case(told_by(me, "notification"), column(C::Id)).finally(subquery(newest));
    let mut last = last(me);
    // They come in their order: to sort them again would be to read them all.
    let second = last
        .clone()
        .column(("last", C::ActorId))
        .and_where(Expr::col(("last", C::ActorId)).ne(shown(C::ActorId)))
        .limit(1)
        .take();
    let people = Expr::col(("last", C::ActorId)).count_distinct();
    let whole = Expr::col(("last", C::Id)).count().lt(MANY as i64);
    let people = last
        .expr(Expr::case(whole, people.clone()).finally(people.mul(-1)))
        .take();
    let unread = Condition::all().add(Expr::cust("notification.fresh")).add(
        Condition::any()
            .add(shown(C::ReadAt).is_null())
            .add(Expr::exists(unread_parts(me))),
    );
    let actor = Expr::col(("actor", person::Column::Id)).equals((SHOWN, C::ActorId));
    let second = Expr::col(("second", person::Column::Id)).eq(subquery(second));
    Query::select()
        .exprs([column(C::CreatedAt), column(C::Id)])
        .expr(Expr::case(unread, Expr::val(true)).finally(Expr::val(false)))
        .expr(subquery(people))
        .exprs(C::iter().map(shown))
        .exprs(person::Column::iter().map(|name| Expr::col(("actor", name))))
        .exprs(person::Column::iter().map(|name| Expr::col(("second", name))))
        .from(notification::Entity)
        .join_as(
            JoinType::InnerJoin,
            notification::Entity,
            SHOWN,
            shown(C::Id).eq(newest),
        )
        .join_as(JoinType::InnerJoin, person::Entity, "actor", actor)
        .join_as(JoinType::LeftJoin, person::Entity, "second", second)
        .and_where(Expr::cust("notification.newest"))
        .cond_where(about(me, person))
        .order_by((notification::Entity, C::CreatedAt), Order::Desc)
        .order_by((notification::Entity, C::Id), Order::Desc)
        .take()
}

/// The last rows of a line that are there for me, whatever is read.
fn last(me: UserId) -> SelectStatement {
    let last = parts(me)
        .cond_where(told_by(me, PART))
        .columns([(PART, notification::Column::Id), (PART, notification::Column::ActorId)])
        .order_by((PART, notification::Column::Id), Order::Desc)
        .limit(MANY)
        .take();
    Query::select().from_subquery(last, "last").take()
}

/// Rows of the same line.
fn parts(me: UserId) -> SelectStatement {
    use notification::Column as C;
    Query::select()
        .from_as(notification::Entity, PART)
        .and_where(Expr::col((PART, C::UserId)).eq(me))
        .and_where(Expr::col((PART, C::Kind)).equals((notification::Entity, C::Kind)))
        .and_where(Expr::col((PART, C::SubjectId)).equals((notification::Entity, C::SubjectId)))
        .take()
}

/// Those that are there for me and that I have not seen.
fn unread_parts(me: UserId) -> SelectStatement {
    parts(me)
        .expr(Expr::val(1))
        .and_where(Expr::col((PART, notification::Column::ReadAt)).is_null())
        .cond_where(told_by(me, PART))
        .take()
}

fn subquery(select: SelectStatement) -> Expr {
    Expr::SubQuery(None, Box::new(select.into()))
}

/// How many lines there are of which I have not seen something: for each of some sets of kinds, no more than [`MANY`].
/// One query, the same condition as the list.
pub async fn unread(
    db: &impl ConnectionTrait,
    me: UserId,
    person: PersonId,
    sets: &[&[NotificationKind]],
) -> Result<Vec<u64>, DbErr> {
    let mut counts = Query::select();
    for kinds in sets {
        let lines = unread_lines(me, person, kinds).limit(MANY).take();
        let count = Query::select()
            .expr(Expr::cust("COUNT(*)"))
            .from_subquery(lines, "line")
            .take();
        counts.expr(subquery(count));
    }
    let Some(row) = db.query_one(&counts).await? else {
        return Ok(vec![0; sets.len()]);
    };
    let mut row = Cells::new(&row);
    sets.iter().map(|_| row.cell::<i64>().map(i64::unsigned_abs)).collect()
}

fn unread_lines(me: UserId, person: PersonId, kinds: &[NotificationKind]) -> SelectStatement {
    use notification::Column as C;
    let itself = Condition::all()
        .add(C::ReadAt.is_null())
        .add(told_by(me, "notification"));
    Query::select()
        .column((notification::Entity, C::Id))
        .from(notification::Entity)
        .and_where(Expr::cust("notification.fresh"))
        .and_where(C::Kind.is_in(kinds.iter().copied()))
        .cond_where(about(me, person))
        .cond_where(Condition::any().add(itself).add(Expr::exists(unread_parts(me))))
        .take()
}
