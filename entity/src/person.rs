//! Anyone known to this pod, local or remote. Open: name, picture and diaspora ID are the public face of a person.

use sea_orm::entity::prelude::*;

use crate::{Moment, PersonId, PodId};

/// Anyone known to this pod, local or remote.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: PersonId,
    /// The address of the person between pods: 16 to 255 characters.
    pub guid: String,
    /// diaspora ID, `user@host`, lower case.
    pub handle: String,
    /// The pod where the person lives; none for this one.
    pub pod_id: Option<PodId>,
    /// Display name; the handle's user part where none was given.
    pub name: String,
    /// Name and handle, lower case, for finding people (LIKE differs between the databases).
    pub search: String,
    /// Storage key of the picture; of somebody of another pod its whole address there.
    pub avatar: Option<String>,
    /// 1 to 8: the colour behind the initials.
    pub hue: i32,
    /// May be found by people who are no contacts.
    pub searchable: bool,
    /// All posts are shielded until opened.
    pub nsfw: bool,
    /// Which pictures of emoji stand in the name and the bio (`name=key`, with spaces between).
    pub emoji: Option<String>,
    /// When the account was closed: from then on nothing of this person is visible.
    pub closed_at: Option<Moment>,
    /// When this pod came to know the person.
    pub created_at: Moment,
    /// It is a block by this pod that closed them here: lifting it shows them again.
    pub blocked: bool,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
