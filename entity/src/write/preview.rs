//! Writing what the links of posts lead to: which post wants which, who asks, and what they were told.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{QueryOrder, QuerySelect, Set};

use crate::preview::Kind;
use crate::sql::Sql;
use crate::{Moment, OwnPost, PersonId, PostId, PreviewId, post, preview};

/// The row of an address, and whether it is time to ask there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The row.
    pub id: PreviewId,
    /// Nobody has asked for long.
    pub due: bool,
}

/// What a page says of itself, clean and cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What it is called; not empty.
    pub title: String,
    /// What it is about; may be empty.
    pub description: String,
    /// Address of its picture.
    pub image: Option<String>,
    /// What it is.
    pub kind: Kind,
    /// Who plays it; empty for a page.
    pub provider: String,
    /// Address of what plays it.
    pub player: Option<String>,
}

/// The row of an address, made if there is none. `digest` is SHA-256 of the address.
pub async fn want(db: &impl ConnectionTrait, digest: &str, url: &str, now: Moment) -> Result<Wanted, DbErr> {
    let row = preview::ActiveModel {
        digest: Set(digest.to_owned()),
        url: Set(url.to_owned()),
        kind: Set(Kind::Page),
        next_at: Set(now),
        ..Default::default()
    };
    // Takes the row either way, so that it is not swept away between this and the post that shows it.
    let known = OnConflict::column(preview::Column::Digest)
        .update_column(preview::Column::Url)
        .to_owned();
    preview::Entity::insert(row)
        .on_conflict(known)
        .exec_without_returning(db)
        .await?;
    let row = preview::Entity::find()
        .filter(preview::Column::Digest.eq(digest))
        .one(db)
        .await?
        .ok_or_else(|| DbErr::RecordNotFound(digest.to_owned()))?;
    Ok(Wanted {
        id: row.id,
        due: row.next_at <= now,
    })
}

/// A post shows this from now on, or nothing.
pub async fn show(db: &impl ConnectionTrait, post: &OwnPost, what: Option<PreviewId>) -> Result<(), DbErr> {
    if post.preview_id == what {
        return Ok(());
    }
    set(db, post.id, what).await
}

async fn set(db: &impl ConnectionTrait, post: PostId, what: Option<PreviewId>) -> Result<(), DbErr> {
    post::Entity::update_many()
        .col_expr(post::Column::PreviewId, Expr::value(what.map(|id| id.0)))
        .filter(post::Column::Id.eq(post))
        .exec(db)
        .await?;
    Ok(())
}

/// A post shows nothing, and is to show nothing whatever it says later.
pub async fn refuse(db: &impl ConnectionTrait, post: &OwnPost) -> Result<(), DbErr> {
    post::Entity::update_many()
        .col_expr(post::Column::PlainLink, Expr::value(true))
        .filter(post::Column::Id.eq(post.id))
        .exec(db)
        .await?;
    set(db, post.id, None).await
}

/// Takes it upon oneself to ask, so that nobody else does until `until`. Returns the address; none when somebody asks
/// already, has asked, or nobody wants to know any more.
pub async fn claim(
    db: &impl ConnectionTrait,
    id: PreviewId,
    now: Moment,
    until: Moment,
) -> Result<Option<String>, DbErr> {
    let mine = preview::Entity::update_many()
        .col_expr(preview::Column::NextAt, Expr::value(until))
        .filter(preview::Column::Id.eq(id))
        .filter(preview::Column::NextAt.lte(now))
        .exec(db)
        .await?;
    if mine.rows_affected == 0 {
        return Ok(None);
    }
    let row = preview::Entity::find_by_id(id).one(db).await?;
    Ok(row.map(|row| row.url))
}

/// Whether nobody has ever been told what is there.
pub async fn unknown(db: &impl ConnectionTrait, id: PreviewId) -> Result<bool, DbErr> {
    let row = preview::Entity::find_by_id(id).one(db).await?;
    Ok(row.is_some_and(|row| row.fetched_at.is_none()))
}

/// Keeps what was said, or that nothing was: then what was said before stays. Nobody asks again before `next`.
pub async fn keep(
    db: &impl ConnectionTrait,
    id: PreviewId,
    said: Option<Said>,
    now: Moment,
    next: Moment,
) -> Result<(), DbErr> {
    let mut row = preview::ActiveModel {
        fetched_at: Set(Some(now)),
        next_at: Set(next),
        ..Default::default()
    };
    if let Some(said) = said {
        row.title = Set(said.title);
        row.description = Set(said.description);
        row.image = Set(said.image);
        row.kind = Set(said.kind);
        row.provider = Set(said.provider);
        row.player = Set(said.player);
    }
    preview::Entity::update_many()
        .set(row)
        .filter(preview::Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// The newest posts that show it and who wrote them: for telling pages that are open, and for nothing else.
pub async fn shown_by(db: &impl ConnectionTrait, id: PreviewId, most: u64) -> Result<Vec<(PostId, PersonId)>, DbErr> {
    post::Entity::find()
        .select_only()
        .columns([post::Column::Id, post::Column::AuthorId])
        .filter(post::Column::PreviewId.eq(id))
        .order_by_desc(post::Column::Id)
        .limit(most)
        .into_tuple()
        .all(db)
        .await
}

/// Removes what no post shows, and what nobody would have to ask again before `before`.
pub async fn sweep(db: &impl ConnectionTrait, before: Moment) -> Result<u64, DbErr> {
    let unused = Sql::new(
        "DELETE FROM preview WHERE next_at < ? AND NOT EXISTS (SELECT 1 FROM post p WHERE p.preview_id = preview.id)",
        [before.0.into()],
    );
    let gone = db.execute_raw(unused.statement(db.get_database_backend())).await?;
    Ok(gone.rows_affected())
}
