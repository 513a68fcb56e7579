//! Where a page begins: strictly older than a row, by its time and then its number.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait};

use crate::Moment;

/// Where a page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor<I> {
    /// The row's time.
    pub at: Moment,
    /// The row, for those of the same microsecond.
    pub id: I,
}

impl<I: From<i64> + Into<i64> + Copy> Cursor<I> {
    /// For an address.
    pub fn encode(self) -> String {
        format!("{}-{}", self.at.0, self.id.into())
    }

    /// From an address; none when it is not one of ours.
    pub fn decode(text: &str) -> Option<Self> {
        let (at, id) = text.split_once('-')?;
        Some(Self {
            at: Moment(at.parse().ok()?),
            id: id.parse::<i64>().ok()?.into(),
        })
    }

    /// Strictly older than this, as one comparison that an index answers.
    pub(crate) fn older<C: ColumnTrait>(self, at: C, id: C) -> Expr {
        Expr::tuple([Expr::col(at.as_column_ref()), Expr::col(id.as_column_ref())])
            .lt(Expr::tuple([Expr::val(self.at.0), Expr::val(self.id.into())]))
    }
}
