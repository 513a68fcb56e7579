//! What authors of other servers have said to being quoted: of a post that somebody sees, and who of a page's authors was told no.

use sea_orm::entity::prelude::*;

use crate::{PersonId, PostId, SeenPost, quote};

/// What an author has said to a post that quotes theirs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// Where everybody can read that it may.
    pub stamp: Option<String>,
    /// It may not, or no more.
    pub refused: bool,
}

/// What was said to a post. None: nobody was asked.
pub async fn of(db: &impl ConnectionTrait, of: &SeenPost) -> Result<Option<Word>, DbErr> {
    let row = quote::Entity::find_by_id(of.id).one(db).await?;
    Ok(row.map(|row| Word {
        stamp: row.stamp,
        refused: row.refused,
    }))
}

/// The post that quotes by this word. For what comes from its author.
pub async fn by_stamp(db: &impl ConnectionTrait, stamp: &str) -> Result<Option<PostId>, DbErr> {
    let row = quote::Entity::find().filter(quote::Column::Stamp.eq(stamp));
    Ok(row.one(db).await?.map(|row| row.post_id))
}

/// Those of some posts that may not quote what they quote, as far as they are by who looks: what others were told is theirs.
pub async fn refused(
    db: &impl ConnectionTrait,
    me: PersonId,
    posts: impl Iterator<Item = &SeenPost>,
) -> Result<Vec<PostId>, DbErr> {
    let mine = posts
        .filter(|post| post.author_id == me && is_quote(post))
        .map(|post| post.id);
    let mine: Vec<PostId> = mine.collect();
    if mine.is_empty() {
        return Ok(Vec::new());
    }
    let rows = quote::Entity::find()
        .filter(quote::Column::PostId.is_in(mine))
        .filter(quote::Column::Refused.eq(true));
    Ok(rows.all(db).await?.into_iter().map(|row| row.post_id).collect())
}

/// Whether a post shows another one with words of its own.
pub fn is_quote(post: &SeenPost) -> bool {
    post.root_id.is_some() && !post.text.is_empty()
}
