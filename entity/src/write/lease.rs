//! Tables in which something waits as in a queue, and taking from them where several processes do: PostgreSQL.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::extension::postgres::PgFunc;
use sea_orm::sea_query::{Func, LockBehavior, LockType, Query, SelectStatement, SubQueryStatement};
use sea_orm::{DatabaseConnection, DatabaseTransaction, ExprTrait, Order, QueryOrder, QuerySelect, TransactionTrait};

use crate::Moment;

/// Has the server go by an index until the transaction ends.
///
/// It makes one plan for a statement and keeps it. A table that is taken from is empty at most times and holds thousands of rows at
/// others: a plan that was made for none goes through all of them each time, and through what was deleted of them.
pub async fn by_index(tx: &DatabaseTransaction) -> Result<(), DbErr> {
    tx.execute_unprepared("SET LOCAL enable_seqscan = off").await?;
    Ok(())
}

/// That a row is among these: as an array it's looked up once, as a set it may be looked up, and locked, for each row anew.
pub fn once(id: impl ColumnTrait, these: SelectStatement) -> Expr {
    let these = Expr::SubQuery(None, Box::new(SubQueryStatement::SelectStatement(these)));
    Expr::col(id).eq(PgFunc::any(Func::cust("ARRAY").arg(these)))
}

/// Takes the oldest that are due, `until` then: what no other process has, and nobody else takes before. Their row ids, in no order.
pub async fn oldest<E: EntityTrait>(
    db: &DatabaseConnection,
    (id, run_at): (E::Column, E::Column),
    (now, until): (Moment, Moment),
    most: u64,
) -> Result<Vec<i64>, DbErr> {
    let oldest = Query::select()
        .column(id)
        .from(E::default().table_ref())
        .and_where(run_at.lte(now))
        .order_by(run_at, Order::Asc)
        .order_by(id, Order::Asc)
        .limit(most)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .take();
    let take = Query::update()
        .table(E::default().table_ref())
        .value(run_at, Expr::value(until))
        .and_where(once(id, oldest))
        .returning_col(id)
        .take();
    let tx = db.begin().await?;
    by_index(&tx).await?;
    let rows = tx.query_all(&take).await?;
    tx.commit().await?;
    rows.iter().map(|row| row.try_get("", "id")).collect()
}

/// Whether more than so many wait for their time, which is before the second of these.
pub async fn is_crowded<E: EntityTrait>(
    db: &impl ConnectionTrait,
    (id, run_at): (E::Column, E::Column),
    (now, never): (Moment, Moment),
    most: u64,
) -> Result<bool, DbErr> {
    let others = E::find()
        .select_only()
        .column(id)
        .filter(run_at.gt(now))
        .filter(run_at.lt(never))
        .order_by_asc(run_at)
        .offset(most)
        .limit(1)
        .into_tuple::<i64>();
    Ok(others.one(db).await?.is_some())
}
