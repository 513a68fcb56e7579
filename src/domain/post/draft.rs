//! What somebody has written and not shared: kept so that nothing typed is lost.

use entity::UserId;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};

use super::audience::Wanted;
use super::extras::Wishes;
use super::{Composed, LONGEST};
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
    /// What else it is to have.
    pub wishes: Wishes,
}

/// The publisher's fields besides the text, as they are kept.
#[derive(Serialize, Deserialize)]
struct Fields {
    #[serde(flatten)]
    wanted: Wanted,
    #[serde(default)]
    wishes: Wishes,
}

/// The publisher's fields besides the text, to be kept.
pub(super) fn fields(wanted: &Wanted, wishes: &Wishes) -> Result<String, Fault> {
    let fields = Fields {
        wanted: wanted.clone(),
        wishes: wishes.clone(),
    };
    serde_json::to_string(&fields).map_err(Fault::of)
}

/// What they said.
pub(super) fn chosen(fields: &str) -> (Option<Wanted>, Wishes) {
    let fields: Option<Fields> = serde_json::from_str(fields).ok();
    fields.map_or((None, Wishes::default()), |it| (Some(it.wanted), it.wishes))
}

/// Keeps it; an empty one is dropped.
///
/// # Errors
/// It is too long or no text.
pub async fn keep(tx: &mut Tx, me: &Me, composed: Composed<'_>) -> Outcome<()> {
    match clean::block(composed.text, LONGEST) {
        Err(clean::Unfit::Empty) => keep_unless_empty(tx, me, "", composed).await,
        Err(unfit) => Err(PostRefusal::Text(unfit).into()),
        Ok(text) => keep_unless_empty(tx, me, &text, composed).await,
    }
}

/// Photos without a word are a draft, too.
async fn keep_unless_empty(tx: &mut Tx, me: &Me, text: &str, composed: Composed<'_>) -> Outcome<()> {
    let Composed { wanted, wishes, .. } = composed;
    if text.is_empty() && wishes.photos.is_empty() {
        return clear(tx, me).await;
    }
    let fields = fields(wanted, wishes)?;
    let now = tx.now();
    entity::write::draft::keep(tx.sql(), me.user.id, text.to_owned(), fields, now).await?;
    tx.tell(&[me.user.id], What::Account);
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
    Ok(kept.map(|row| {
        let (wanted, wishes) = chosen(&row.audience);
        Draft {
            text: row.text.clone(),
            wanted,
            wishes,
        }
    }))
}
