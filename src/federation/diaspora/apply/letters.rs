//! Conversations and their messages.

use entity::visible::letter;
use entity::{PersonId, person};

use super::super::super::{Undone, receive};
use super::moment;
use crate::db::Tx;
use crate::domain::conversation::arrive::{self, Begun, Said};
use crate::error::{OrNotFound, Outcome};
use crate::wire::Handle;
use crate::wire::diaspora::entity::{Conversation, Message};

pub(super) async fn begun(
    tx: &mut Tx,
    sender: &person::Model,
    host: &str,
    recipient: Option<PersonId>,
    entity: &Conversation,
) -> Outcome<()> {
    let conversation = Begun {
        guid: entity.guid.as_str(),
        subject: entity.subject.as_str(),
        at: entity.created_at.and_then(moment),
        people: entity.participants.people().iter().map(Handle::as_str).collect(),
        messages: entity.messages.iter().map(words).collect(),
    };
    let recipient = recipient.or_not_found()?;
    arrive::begun(tx, host, sender, recipient, conversation).await?;
    receive::wake(tx, recipient).await
}

fn words(message: &Message) -> Said<'_> {
    Said {
        guid: message.guid.as_str(),
        text: message.text.as_str(),
        at: message.created_at.and_then(moment),
    }
}

/// One that overtook its conversation waits for it.
pub(super) async fn said(tx: &mut Tx, sender: &person::Model, entity: &Message) -> Result<(), Undone> {
    let of = letter::conversation(tx.sql(), entity.conversation_guid.as_str()).await?;
    let of = of.ok_or_else(|| Undone::Retry("its conversation is not here yet".to_owned()))?;
    Ok(arrive::said(tx, sender, &of, words(entity)).await?)
}
