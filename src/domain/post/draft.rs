//! What somebody has written and not shared: kept so that nothing typed is lost.

use entity::UserId;
use sea_orm::ConnectionTrait;

use super::LONGEST;
use super::audience::Wanted;
use crate::db::Tx;
use crate::domain::me::Me;
use crate::error::{Fault, Outcome, PostRefusal};
use crate::live::What;
use crate::text::clean;

/// A draft.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Markdown.
    pub text: String,
    /// For whom, as far as it was chosen.
    pub wanted: Option<Wanted>,
}

/// Keeps it; an empty one is dropped.
///
/// # Errors
/// It is too long or no text.
pub async fn keep(tx: &mut Tx, me: &Me, text: &str, wanted: &Wanted) -> Outcome<()> {
    match clean::block(text, LONGEST) {
        Err(clean::Unfit::Empty) => clear(tx, me).await?,
        Err(unfit) => return Err(PostRefusal::Text(unfit).into()),
        Ok(text) if text.is_empty() => clear(tx, me).await?,
        Ok(text) => {
            let wanted = serde_json::to_string(wanted).map_err(Fault::of)?;
            let now = tx.now();
            entity::write::draft::keep(tx.sql(), me.user.id, text, wanted, now).await?;
            tx.tell(&[me.user.id], What::Account);
        }
    }
    Ok(())
}

/// Drops it, where there is one.
///
/// # Errors
/// The database cannot be written.
pub async fn clear(tx: &mut Tx, me: &Me) -> Outcome<()> {
    if entity::write::draft::clear(tx.sql(), me.user.id).await? {
        tx.tell(&[me.user.id], What::Account);
    }
    Ok(())
}

/// Somebody's own, if there is one.
///
/// # Errors
/// The database cannot be read.
pub async fn of(db: &impl ConnectionTrait, user: UserId) -> Outcome<Option<Draft>> {
    let kept = entity::own::draft::one(db, user).await?;
    Ok(kept.map(|row| Draft {
        text: row.text.clone(),
        wanted: serde_json::from_str(&row.audience).ok(),
    }))
}
