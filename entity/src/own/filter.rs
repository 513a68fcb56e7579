//! What I do not want in my streams. Nobody else learns of it.

use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use crate::proof::Own;
use crate::visible::filter::Hidden;
use crate::{FilterHow, FilterKind, OwnFilterEntry, UserId, filter_entry};

/// All of it, the oldest first.
pub async fn all(db: &impl ConnectionTrait, me: UserId) -> Result<Vec<OwnFilterEntry>, DbErr> {
    let rows = filter_entry::Entity::find()
        .filter(filter_entry::Column::UserId.eq(me))
        .order_by_asc(filter_entry::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Own::new).collect())
}

/// What of it the doors of streams leave out by themselves: all that is hidden and that a column tells.
pub fn hidden(entries: &[OwnFilterEntry]) -> Hidden {
    let mut hidden = Hidden::default();
    for entry in entries.iter().filter(|entry| entry.how == FilterHow::Hide) {
        match entry.kind {
            FilterKind::Words => {}
            FilterKind::Tag => hidden.tags.extend(entry.tag_id),
            FilterKind::Person => hidden.people.extend(entry.person_id),
            FilterKind::Language => hidden.languages.push(entry.folded.clone()),
            FilterKind::Reads => hidden.reads.push(entry.folded.clone()),
        }
    }
    hidden
}
