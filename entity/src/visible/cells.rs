//! Rows read by position: to look each column up by its name costs more than to read it.

use sea_orm::{DbErr, QueryResult, TryGetable};

use crate::{person, post};

/// The columns of a row, one after the other.
pub(crate) struct Cells<'a> {
    row: &'a QueryResult,
    next: usize,
}

impl<'a> Cells<'a> {
    pub(crate) fn new(row: &'a QueryResult) -> Self {
        Self { row, next: 0 }
    }

    /// All columns of a post.
    pub(super) fn post(&mut self) -> Result<post::Model, DbErr> {
        Ok(post::Model {
            id: self.cell()?,
            guid: self.cell()?,
            author_id: self.cell()?,
            reach: self.cell()?,
            text: self.cell()?,
            html: self.cell()?,
            title: self.cell()?,
            created_at: self.cell()?,
            edited_at: self.cell()?,
            pinned_at: self.cell()?,
            comments: self.cell()?,
            likes: self.cell()?,
            root_id: self.cell()?,
            reshares: self.cell()?,
            place: self.cell()?,
            latitude: self.cell()?,
            longitude: self.cell()?,
            warning: self.cell()?,
            expires_at: self.cell()?,
            poll: self.cell()?,
            active_at: self.cell()?,
            language: self.cell()?,
            preview_id: self.cell()?,
            plain_link: self.cell()?,
            photos: self.cell()?,
            quiet: self.cell()?,
        })
    }

    /// All columns of a person.
    pub(crate) fn person(&mut self) -> Result<person::Model, DbErr> {
        Ok(person::Model {
            id: self.cell()?,
            guid: self.cell()?,
            handle: self.cell()?,
            pod_id: self.cell()?,
            name: self.cell()?,
            search: self.cell()?,
            avatar: self.cell()?,
            hue: self.cell()?,
            searchable: self.cell()?,
            nsfw: self.cell()?,
            emoji: self.cell()?,
            closed_at: self.cell()?,
            created_at: self.cell()?,
            blocked: self.cell()?,
        })
    }

    /// All columns of a person, where there is one.
    pub(crate) fn maybe_person(&mut self) -> Result<Option<person::Model>, DbErr> {
        let there: Option<i64> = self.row.try_get_by_index(self.next)?;
        there.map(|_| self.person()).transpose()
    }

    pub(crate) fn cell<T: TryGetable>(&mut self) -> Result<T, DbErr> {
        let value = self.row.try_get_by_index(self.next);
        self.next += 1;
        value
    }
}
