//! What the links of posts lead to: for whoever holds a post that they see, and for nobody without one.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;

use crate::proof::Seen;
use crate::{PostId, PreviewId, SeenPost, SeenPreview, preview};

/// The cards of some posts, by post: of those that have one.
pub async fn of(
    db: &impl ConnectionTrait,
    posts: impl Iterator<Item = &SeenPost>,
) -> Result<HashMap<PostId, SeenPreview>, DbErr> {
    let wanted: Vec<(PostId, PreviewId)> = posts.filter_map(|post| Some((post.id, post.preview_id?))).collect();
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let found = preview::Entity::find()
        .filter(preview::Column::Id.is_in(wanted.iter().map(|(_, id)| *id)))
        .filter(preview::Column::Title.ne(""))
        .all(db)
        .await?;
    let by_id: HashMap<PreviewId, preview::Model> = found.into_iter().map(|row| (row.id, row)).collect();
    let shown = wanted.into_iter().filter_map(|(post, id)| {
        let row = by_id.get(&id)?;
        Some((post, Seen::new(row.clone())))
    });
    Ok(shown.collect())
}
