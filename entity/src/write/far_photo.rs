//! Pictures of posts of other pods: which are known by which name, and what they add to the text of their post.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{QueryOrder, QuerySelect, Set};

use crate::sql::Sql;
use crate::{Moment, PersonId, far_photo, person};

/// A picture of a post of another pod.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FarPhoto {
    /// Its name between pods.
    pub guid: String,
    /// Whose.
    pub author: PersonId,
    /// Of which post, by its name.
    pub post: String,
    /// Whether it was sent to all.
    pub public: bool,
    /// Where it is.
    pub address: String,
    /// What is to be seen, on one line.
    pub alt: String,
}

impl FarPhoto {
    /// How it stands in the text of its post.
    pub fn line(&self) -> String {
        format!("![{}](<{}>)", self.alt, self.address)
    }
}

fn of(row: far_photo::Model) -> FarPhoto {
    FarPhoto {
        guid: row.guid,
        author: row.author_id,
        post: row.post_guid,
        public: row.public,
        address: row.address,
        alt: row.alt,
    }
}

/// Writes one down. False when there is one of this name.
pub async fn keep(db: &impl ConnectionTrait, photo: &FarPhoto, now: Moment) -> Result<bool, DbErr> {
    let row = far_photo::ActiveModel {
        guid: Set(photo.guid.clone()),
        author_id: Set(photo.author),
        post_guid: Set(photo.post.clone()),
        public: Set(photo.public),
        address: Set(photo.address.clone()),
        alt: Set(photo.alt.clone()),
        created_at: Set(now),
    };
    let already = OnConflict::column(far_photo::Column::Guid).do_nothing().to_owned();
    let written = far_photo::Entity::insert(row)
        .on_conflict(already)
        .exec_without_returning(db)
        .await?;
    Ok(written > 0)
}

/// One of them, and whose it is.
pub async fn one(db: &impl ConnectionTrait, guid: &str) -> Result<Option<(FarPhoto, person::Model)>, DbErr> {
    let Some(row) = far_photo::Entity::find_by_id(guid).one(db).await? else {
        return Ok(None);
    };
    let author = person::Entity::find_by_id(row.author_id).one(db).await?;
    Ok(author.map(|author| (of(row), author)))
}

/// Those of a post, in the order in which they came.
pub async fn of_post(db: &impl ConnectionTrait, author: PersonId, post: &str) -> Result<Vec<FarPhoto>, DbErr> {
    let rows = far_photo::Entity::find()
        .filter(far_photo::Column::AuthorId.eq(author))
        .filter(far_photo::Column::PostGuid.eq(post))
        .order_by_asc(far_photo::Column::CreatedAt)
        .order_by_asc(far_photo::Column::Guid)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(of).collect())
}

/// The names of all of somebody's.
pub async fn names_of(db: &impl ConnectionTrait, author: PersonId) -> Result<Vec<String>, DbErr> {
    far_photo::Entity::find()
        .select_only()
        .column(far_photo::Column::Guid)
        .filter(far_photo::Column::AuthorId.eq(author))
        .order_by_asc(far_photo::Column::Guid)
        .into_tuple()
        .all(db)
        .await
}

/// It is somewhere else from now on, or its author says otherwise what is to be seen.
pub async fn change(db: &impl ConnectionTrait, photo: &FarPhoto) -> Result<(), DbErr> {
    far_photo::Entity::update_many()
        .col_expr(far_photo::Column::Address, Expr::value(photo.address.as_str()))
        .col_expr(far_photo::Column::Alt, Expr::value(photo.alt.as_str()))
        .filter(far_photo::Column::Guid.eq(photo.guid.as_str()))
        .exec(db)
        .await?;
    Ok(())
}

/// It is gone.
pub async fn forget(db: &impl ConnectionTrait, guid: &str) -> Result<(), DbErr> {
    far_photo::Entity::delete_by_id(guid).exec(db).await?;
    Ok(())
}

/// Those of a post that its author gives out no more.
pub async fn forget_of(db: &impl ConnectionTrait, author: PersonId, post: &str) -> Result<(), DbErr> {
    far_photo::Entity::delete_many()
        .filter(far_photo::Column::AuthorId.eq(author))
        .filter(far_photo::Column::PostGuid.eq(post))
        .exec(db)
        .await?;
    Ok(())
}

/// All of somebody who is gone.
pub async fn forget_all_of(db: &impl ConnectionTrait, author: PersonId) -> Result<(), DbErr> {
    far_photo::Entity::delete_many()
        .filter(far_photo::Column::AuthorId.eq(author))
        .exec(db)
        .await?;
    Ok(())
}

/// Those from before a time whose post is not here: it never came, or is gone.
pub async fn sweep(db: &impl ConnectionTrait, before: Moment) -> Result<(), DbErr> {
    let delete = Sql::new(
        "DELETE FROM far_photo WHERE created_at < ? AND NOT EXISTS (SELECT 1 FROM post p WHERE p.guid = far_photo.post_guid)",
        [before.0.into()],
    );
    db.execute_raw(delete.statement(db.get_database_backend())).await?;
    Ok(())
}
