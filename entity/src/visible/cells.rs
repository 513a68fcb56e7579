//! Rows read by position: to look each column up by its name costs more than to read it.

use sea_orm::{DbErr, QueryResult, TryGetable};

use crate::person;

/// The columns of a row, one after the other.
pub(crate) struct Cells<'a> {
    row: &'a QueryResult,
    next: usize,
}

impl<'a> Cells<'a> {
    pub(crate) fn new(row: &'a QueryResult) -> Self {
        Self { row, next: 0 }
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
