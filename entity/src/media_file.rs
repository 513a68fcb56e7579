//! A file of another server, kept for a while. Open: it is known by its address, and whoever has that has the file.

use sea_orm::entity::prelude::*;

use crate::{MediaFileId, Moment};

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "i32", db_type = "Integer")]
pub enum State {
    /// It is wanted, and not here.
    Wanted = 0,
    /// It is being written: its room is reserved, its files may be there in part.
    Writing = 1,
    /// It is here.
    There = 2,
    /// It could not be had, or is nothing that is shown.
    Refused = 3,
    /// It makes room: its files are being deleted.
    Leaving = 4,
}

/// A file of another server.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "media_file")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: MediaFileId,
    /// Of the address and of what is made of it, in hex.
    pub digest: String,
    /// Its address, in its one form.
    pub url: String,
    /// Which files are made of it; numbered by whoever makes them.
    pub class: i32,
    /// How far it has come.
    pub state: State,
    /// Why it was refused: a short word, for counting; else empty.
    pub why: String,
    /// What the keys of its files begin with; empty while there are none.
    pub folder: String,
    /// Its files, as JSON.
    pub files: String,
    /// What they take.
    pub bytes: i64,
    /// In pixels; 0 where it has none.
    pub width: i32,
    /// In pixels; 0 where it has none.
    pub height: i32,
    /// A few blurred colours; empty for none.
    pub blurhash: String,
    /// Times in a row that it could not be had.
    pub tries: i32,
    /// When it came.
    pub fetched_at: Moment,
    /// When it was last shown, give or take an hour.
    pub used_at: Moment,
    /// Before then it is not asked for again.
    pub next_try_at: Moment,
    /// Until then somebody is fetching it.
    pub lease_until: Moment,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
