//! Writing photos and albums, putting photos into what they belong to, and what is left of those that are gone.
//!
//! What has photos keeps their number. Whatever takes a row away, the database itself writes its files into
//! `photo_gone`, from where a job deletes them.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr, ExprTrait};
use sea_orm::{QueryOrder, QuerySelect, Set};

use crate::proof::Own;
use crate::sql::Sql;
use crate::visible::photo::waiting;
use crate::{
    Moment, OwnAlbum, OwnComment, OwnMessage, OwnPhoto, OwnPost, PersonId, PhotoGoneId, PhotoKind, UserId, album,
    comment, message, person, photo, photo_gone, post,
};

/// A photo whose files are kept already.
#[derive(Clone, Debug)]
pub struct NewPhoto {
    /// Its name.
    pub guid: String,
    /// Who adds it.
    pub author: PersonId,
    /// For other pods.
    pub address: String,
    /// Where its files are.
    pub storage_key: String,
    /// What it is.
    pub kind: PhotoKind,
    /// Of the file in full.
    pub media_type: String,
    /// Pixels from left to right and from top to bottom; 0 for nothing to see.
    pub size: (i32, i32),
    /// A blurred likeness; empty for none.
    pub blurhash: String,
    /// Its files (JSON).
    pub files: String,
    /// Bytes of all of them.
    pub bytes: i64,
    /// When.
    pub at: Moment,
}

/// What a photo belongs to.
#[derive(Clone, Copy, Debug)]
pub enum Of<'a> {
    /// A post.
    Post(&'a OwnPost),
    /// A comment.
    Comment(&'a OwnComment),
    /// A message.
    Message(&'a OwnMessage),
}

/// What its author says of a photo.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    /// What is to be seen or heard.
    pub alt: String,
    /// The point that matters, from the left and from the top, in hundredths.
    pub focus: (i32, i32),
}

/// A photo in its place.
#[derive(Clone, Debug)]
pub struct Placed {
    /// It.
    pub photo: OwnPhoto,
    /// What is said of it.
    pub said: Said,
    /// The album into which it goes.
    pub album: Option<OwnAlbum>,
}

/// Writes it down; it waits to be used.
pub async fn insert(db: &impl ConnectionTrait, new: NewPhoto) -> Result<OwnPhoto, DbErr> {
    let row = photo::ActiveModel {
        guid: Set(new.guid),
        author_id: Set(new.author),
        position: Set(0),
        address: Set(new.address),
        storage_key: Set(new.storage_key),
        kind: Set(new.kind),
        media_type: Set(new.media_type),
        width: Set(new.size.0),
        height: Set(new.size.1),
        blurhash: Set(new.blurhash),
        alt: Set(String::new()),
        focus_x: Set(50),
        focus_y: Set(50),
        files: Set(new.files),
        bytes: Set(new.bytes),
        created_at: Set(new.at),
        ..Default::default()
    };
    Ok(Own::new(row.insert(db).await?))
}

/// Takes the row of a person, so that two who add photos for them are counted one after the other.
pub async fn hold(db: &impl ConnectionTrait, author: PersonId) -> Result<(), DbErr> {
    person::Entity::update_many()
        .col_expr(person::Column::Hue, Expr::col(person::Column::Hue))
        .filter(person::Column::Id.eq(author))
        .exec(db)
        .await?;
    Ok(())
}

/// These are the photos of something from now on, in this order: others that it had are deleted. False when one of them
/// was used for something else meanwhile: then nothing of this act is to be kept.
pub async fn arrange(db: &impl ConnectionTrait, of: Of<'_>, photos: &[Placed]) -> Result<bool, DbErr> {
    count(db, of, photos.len()).await?;
    let kept = photos.iter().map(|placed| placed.photo.id);
    photo::Entity::delete_many()
        .filter(belongs(of))
        .filter(photo::Column::Id.is_not_in(kept))
        .exec(db)
        .await?;
    for (position, placed) in photos.iter().enumerate() {
        let mut row = said(&placed.said);
        row.position = Set(i32::try_from(position).unwrap_or(i32::MAX));
        row.album_id = Set(placed.album.as_ref().map(|album| album.id));
        match of {
            Of::Post(post) => row.post_id = Set(Some(post.id)),
            Of::Comment(comment) => row.comment_id = Set(Some(comment.id)),
            Of::Message(message) => row.message_id = Set(Some(message.id)),
        }
        let free = Condition::any().add(waiting()).add(belongs(of));
        let taken = photo::Entity::update_many()
            .set(row)
            .filter(photo::Column::Id.eq(placed.photo.id))
            .filter(free)
            .exec(db)
            .await?;
        if taken.rows_affected != 1 {
            return Ok(false);
        }
    }
    Ok(true)
}

fn belongs(of: Of<'_>) -> Expr {
    match of {
        Of::Post(post) => photo::Column::PostId.eq(post.id),
        Of::Comment(comment) => photo::Column::CommentId.eq(comment.id),
        Of::Message(message) => photo::Column::MessageId.eq(message.id),
    }
}

async fn count(db: &impl ConnectionTrait, of: Of<'_>, photos: usize) -> Result<(), DbErr> {
    let photos = Expr::value(i64::try_from(photos).unwrap_or(i64::MAX));
    match of {
        Of::Post(post) => {
            let update = post::Entity::update_many().col_expr(post::Column::Photos, photos);
            update.filter(post::Column::Id.eq(post.id)).exec(db).await?
        }
        Of::Comment(comment) => {
            let update = comment::Entity::update_many().col_expr(comment::Column::Photos, photos);
            update.filter(comment::Column::Id.eq(comment.id)).exec(db).await?
        }
        Of::Message(message) => {
            let update = message::Entity::update_many().col_expr(message::Column::Photos, photos);
            update.filter(message::Column::Id.eq(message.id)).exec(db).await?
        }
    };
    Ok(())
}

fn said(said: &Said) -> photo::ActiveModel {
    photo::ActiveModel {
        alt: Set(said.alt.clone()),
        focus_x: Set(said.focus.0),
        focus_y: Set(said.focus.1),
        ..Default::default()
    }
}

/// Says something else of a photo.
pub async fn describe(db: &impl ConnectionTrait, of: &OwnPhoto, words: &Said) -> Result<(), DbErr> {
    change(db, of, said(words)).await
}

/// Puts a photo into an album, or takes it out.
pub async fn set_album(db: &impl ConnectionTrait, of: &OwnPhoto, album: Option<&OwnAlbum>) -> Result<(), DbErr> {
    let row = photo::ActiveModel {
        album_id: Set(album.map(|album| album.id)),
        ..Default::default()
    };
    change(db, of, row).await
}

/// Gives a photo another address; the former one is nobody's from then on.
pub async fn set_address(db: &impl ConnectionTrait, of: &OwnPhoto, address: String) -> Result<(), DbErr> {
    let row = photo::ActiveModel {
        address: Set(address),
        ..Default::default()
    };
    change(db, of, row).await
}

async fn change(db: &impl ConnectionTrait, of: &OwnPhoto, row: photo::ActiveModel) -> Result<(), DbErr> {
    photo::Entity::update_many()
        .set(row)
        .filter(photo::Column::Id.eq(of.id))
        .exec(db)
        .await?;
    Ok(())
}

/// Takes a photo away from what it belongs to.
pub async fn delete(db: &impl ConnectionTrait, photo: OwnPhoto) -> Result<(), DbErr> {
    // What it belongs to first, as everywhere.
    if let Some(id) = photo.post_id {
        let fewer = Expr::col(post::Column::Photos).sub(1);
        let update = post::Entity::update_many().col_expr(post::Column::Photos, fewer);
        update.filter(post::Column::Id.eq(id)).exec(db).await?;
    }
    if let Some(id) = photo.comment_id {
        let fewer = Expr::col(comment::Column::Photos).sub(1);
        let update = comment::Entity::update_many().col_expr(comment::Column::Photos, fewer);
        update.filter(comment::Column::Id.eq(id)).exec(db).await?;
    }
    if let Some(id) = photo.message_id {
        let fewer = Expr::col(message::Column::Photos).sub(1);
        let update = message::Entity::update_many().col_expr(message::Column::Photos, fewer);
        update.filter(message::Column::Id.eq(id)).exec(db).await?;
    }
    photo::Entity::delete_by_id(photo.id).exec(db).await?;
    Ok(())
}

/// Takes away up to `most` photos of a closed account. Returns how many that were: fewer than `most` when none is left.
pub async fn delete_some_of(db: &impl ConnectionTrait, author: PersonId, most: u64) -> Result<u64, DbErr> {
    let some = photo::Entity::find()
        .filter(photo::Column::AuthorId.eq(author))
        .limit(most)
        .all(db)
        .await?;
    let gone = photo::Entity::delete_many()
        .filter(photo::Column::Id.is_in(some.into_iter().map(|row| row.id)))
        .exec(db)
        .await?;
    Ok(gone.rows_affected)
}

/// Takes away what was added before a moment, belongs to nothing, and stands in no draft and no post that waits for its
/// time. Returns how many that were.
pub async fn sweep(db: &impl ConnectionTrait, before: Moment) -> Result<u64, DbErr> {
    let delete = Sql::new(
        "DELETE FROM photo WHERE post_id IS NULL AND comment_id IS NULL AND message_id IS NULL AND created_at < ? \
         AND NOT EXISTS (SELECT 1 FROM draft d JOIN \"user\" u ON u.id = d.user_id \
         WHERE u.person_id = photo.author_id AND d.audience LIKE '%' || photo.guid || '%') \
         AND NOT EXISTS (SELECT 1 FROM scheduled_post s JOIN \"user\" u ON u.id = s.user_id \
         WHERE u.person_id = photo.author_id AND s.fields LIKE '%' || photo.guid || '%')",
        [before.0.into()],
    );
    let gone = db.execute_raw(delete.statement(db.get_database_backend())).await?;
    Ok(gone.rows_affected())
}

/// Files of a photo whose row is gone.
#[derive(Clone, Debug, PartialEq)]
pub struct Gone {
    id: PhotoGoneId,
    /// Where they are.
    pub storage_key: String,
    /// Which (JSON).
    pub files: String,
}

/// Some of the files that are to be deleted, those that have waited longest first.
pub async fn gone(db: &impl ConnectionTrait, most: u64) -> Result<Vec<Gone>, DbErr> {
    let rows = photo_gone::Entity::find()
        .order_by_asc(photo_gone::Column::Id)
        .limit(most)
        .all(db)
        .await?;
    let gone = |row: photo_gone::Model| Gone {
        id: row.id,
        storage_key: row.storage_key,
        files: row.files,
    };
    Ok(rows.into_iter().map(gone).collect())
}

/// These files are deleted.
pub async fn forget(db: &impl ConnectionTrait, gone: &[Gone]) -> Result<(), DbErr> {
    photo_gone::Entity::delete_many()
        .filter(photo_gone::Column::Id.is_in(gone.iter().map(|one| one.id)))
        .exec(db)
        .await?;
    Ok(())
}

/// Makes an album.
pub async fn make_album(
    db: &impl ConnectionTrait,
    me: UserId,
    guid: String,
    name: String,
    now: Moment,
) -> Result<OwnAlbum, DbErr> {
    let row = album::ActiveModel {
        guid: Set(guid),
        user_id: Set(me),
        name: Set(name),
        created_at: Set(now),
        ..Default::default()
    };
    Ok(Own::new(row.insert(db).await?))
}

/// Calls an album otherwise.
pub async fn rename_album(db: &impl ConnectionTrait, album: &OwnAlbum, name: String) -> Result<(), DbErr> {
    let row = album::ActiveModel {
        name: Set(name),
        ..Default::default()
    };
    album::Entity::update_many()
        .set(row)
        .filter(album::Column::Id.eq(album.id))
        .exec(db)
        .await?;
    Ok(())
}

/// Takes an album away; its photos stay.
pub async fn delete_album(db: &impl ConnectionTrait, album: OwnAlbum) -> Result<(), DbErr> {
    album::Entity::delete_by_id(album.id).exec(db).await?;
    Ok(())
}
