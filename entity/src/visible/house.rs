//! How much there is on the pod: numbers only, nothing of anybody.

use sea_orm::FromQueryResult;
use sea_orm::entity::prelude::*;
use sea_orm::{DbBackend, PaginatorTrait};

use crate::post;
use crate::sql::Sql;

/// Posts of all people, known to this pod.
pub async fn posts(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    post::Entity::find().count(db).await
}

#[derive(FromQueryResult)]
struct Size {
    bytes: i64,
}

/// Bytes that the database takes on disk.
pub async fn bytes(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    let backend = db.get_database_backend();
    let sql = if backend == DbBackend::Postgres {
        "SELECT pg_database_size(current_database()) AS bytes"
    } else {
        "SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()"
    };
    let sql = Sql::new(sql, []);
    let size = Size::find_by_statement(sql.statement(backend)).one(db).await?;
    Ok(size.map_or(0, |size| u64::try_from(size.bytes).unwrap_or(0)))
}
