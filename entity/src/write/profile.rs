//! Writing profiles: the extended part, and the tags of a person.

use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

use crate::{Details, Moment, PersonId, TagId, profile, profile_tag};

/// The extended part of a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extended {
    /// Markdown.
    pub bio: String,
    /// As typed.
    pub location: String,
    /// Free text.
    pub pronouns: String,
    /// `YYYY-MM-DD`, or `--MM-DD` without the year, or empty.
    pub birthday: String,
    /// Who may see all this.
    pub details: Details,
}

/// Writes it in place of what was there.
pub async fn write(db: &impl ConnectionTrait, me: PersonId, extended: Extended, now: Moment) -> Result<(), DbErr> {
    let row = profile::ActiveModel {
        person_id: Set(me),
        bio: Set(extended.bio),
        location: Set(extended.location),
        pronouns: Set(extended.pronouns),
        birthday: Set(extended.birthday),
        details: Set(extended.details),
        updated_at: Set(now),
    };
    let replace = OnConflict::column(profile::Column::PersonId)
        .update_columns([
            profile::Column::Bio,
            profile::Column::Location,
            profile::Column::Pronouns,
            profile::Column::Birthday,
            profile::Column::Details,
            profile::Column::UpdatedAt,
        ])
        .to_owned();
    profile::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Sets the tags of a person to these.
pub async fn set_tags(db: &impl ConnectionTrait, me: PersonId, tags: &[TagId]) -> Result<(), DbErr> {
    profile_tag::Entity::delete_many()
        .filter(profile_tag::Column::PersonId.eq(me))
        .exec(db)
        .await?;
    if !tags.is_empty() {
        let rows = tags.iter().map(|tag| profile_tag::ActiveModel {
            person_id: Set(me),
            tag_id: Set(*tag),
        });
        profile_tag::Entity::insert_many(rows)
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}
