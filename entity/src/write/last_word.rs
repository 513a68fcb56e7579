//! What somebody of another pod said last, of themselves and of each of us. Letters may wait: one whose turn comes late does not undo what
//! was said after it.

use sea_orm::entity::prelude::*;

use crate::sql::Sql;
use crate::{Moment, PersonId, ReceivedId};

/// That something was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// By whom.
    pub by: PersonId,
    /// About whom: somebody here, or themselves.
    pub about: PersonId,
    /// The letter in which it stood.
    pub letter: ReceivedId,
    /// When it was written, where that is said.
    pub edited_at: Option<Moment>,
}

/// Writes down that it was said, if it is the last word. False: what was said after it has counted before. Where both say when they were
/// written, that decides; else the order in which they came.
pub async fn keep(db: &impl ConnectionTrait, word: Word) -> Result<bool, DbErr> {
    let last = Sql::new(
        "INSERT INTO last_word (person_id, about_id, letter_id, edited_at) VALUES (?, ?, ?, ?) \
         ON CONFLICT (person_id, about_id) DO UPDATE SET edited_at = excluded.edited_at, letter_id = \
         CASE WHEN excluded.letter_id > last_word.letter_id THEN excluded.letter_id ELSE last_word.letter_id END \
         WHERE CASE WHEN excluded.edited_at <> last_word.edited_at THEN excluded.edited_at > last_word.edited_at \
         ELSE excluded.letter_id > last_word.letter_id END",
        [
            word.by.0.into(),
            word.about.0.into(),
            word.letter.0.into(),
            word.edited_at.map(|at| at.0).into(),
        ],
    );
    let done = db.execute_raw(last.statement(db.get_database_backend())).await?;
    Ok(done.rows_affected() > 0)
}

/// Those before which no letter waits any more are forgotten; of what says when it was written an earlier one may come from elsewhere.
pub async fn sweep(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    db.execute_unprepared(
        "DELETE FROM last_word WHERE edited_at IS NULL \
         AND NOT EXISTS (SELECT 1 FROM received r WHERE r.id < last_word.letter_id)",
    )
    .await?;
    Ok(())
}

/// All by somebody who is gone, and about them.
pub(super) async fn forget(db: &impl ConnectionTrait, person: PersonId) -> Result<(), DbErr> {
    let gone = Sql::new(
        "DELETE FROM last_word WHERE person_id = ? OR about_id = ?",
        [person.0.into(), person.0.into()],
    );
    db.execute_raw(gone.statement(db.get_database_backend())).await?;
    Ok(())
}
