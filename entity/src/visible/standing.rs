//! How other pods stand, in numbers, for those who run this one: people known there, letters that wait. No letter is read.

use std::collections::HashMap;

use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;

use crate::sql::Sql;
use crate::{PodId, delivery, person, received};

/// How many people are known on each of some pods; who closed their account there is left out. Pods with none are not named.
pub async fn people(db: &impl ConnectionTrait, pods: &[PodId]) -> Result<HashMap<PodId, i64>, DbErr> {
    let rows: Vec<(PodId, i64)> = person::Entity::find()
        .select_only()
        .column(person::Column::PodId)
        .column_as(person::Column::Id.count(), "many")
        .filter(person::Column::PodId.is_in(pods.iter().copied()))
        .filter(Expr::cust("(closed_at IS NULL OR blocked)"))
        .group_by(person::Column::PodId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// How many letters wait for each of some pods. Pods with none are not named.
pub async fn waiting(db: &impl ConnectionTrait, pods: &[PodId]) -> Result<HashMap<PodId, i64>, DbErr> {
    let rows: Vec<(PodId, i64)> = delivery::Entity::find()
        .select_only()
        .column(delivery::Column::PodId)
        .column_as(delivery::Column::Id.count(), "many")
        .filter(delivery::Column::PodId.is_in(pods.iter().copied()))
        .group_by(delivery::Column::PodId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// How many bytes the letters have that wait for a pod, each counted for each who is to get it.
pub async fn bytes(db: &impl ConnectionTrait, pod: PodId) -> Result<i64, DbErr> {
    let sum = Sql::new(
        "SELECT CAST(COALESCE(SUM(LENGTH(e.body)), 0) AS BIGINT) AS many FROM delivery d \
         JOIN envelope e ON e.id = d.envelope_id WHERE d.pod_id = ?",
        [pod.0.into()],
    );
    let row = db.query_one_raw(sum.statement(db.get_database_backend())).await?;
    row.map_or(Ok(0), |row| row.try_get("", "many"))
}

/// How many letters have come that are not worked on yet, and how many bytes they have. Those that were given up are none of them.
pub async fn received(db: &impl ConnectionTrait) -> Result<(i64, i64), DbErr> {
    let sum = "SELECT COUNT(*) AS many, CAST(COALESCE(SUM(LENGTH(r.body)), 0) AS BIGINT) AS bytes FROM received r \
               WHERE r.run_at < ?";
    let row = db
        .query_one_raw(Sql::new(sum, [received::NEVER.0.into()]).statement(db.get_database_backend()))
        .await?;
    row.map_or(Ok((0, 0)), |row| {
        Ok((row.try_get("", "many")?, row.try_get("", "bytes")?))
    })
}

/// To sort pods by how many people are known there.
pub fn by_people() -> Expr {
    Expr::cust("(SELECT COUNT(*) FROM person p WHERE p.pod_id = pod.id)")
}

/// To sort pods by how many letters wait for them.
pub fn by_waiting() -> Expr {
    Expr::cust("(SELECT COUNT(*) FROM delivery d WHERE d.pod_id = pod.id)")
}
