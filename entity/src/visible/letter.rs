//! Conversations as pods hand them on: what comes is looked up, what goes is read. Never shown to anyone; who reads a
//! conversation has it from [`crate::own::conversation`].

use sea_orm::entity::prelude::*;
use sea_orm::{JoinType, QueryOrder, QuerySelect};

use crate::own::conversation::of_message;
use crate::proof::{Own, Seen};
use crate::{
    ConversationId, MessageId, OwnConversation, OwnMessage, PersonId, SeenPhoto, conversation, conversation_guest,
    conversation_member, message, message_gone, person, photo,
};

/// A message with who wrote it and where.
pub type Written = (OwnMessage, person::Model, OwnConversation);

/// A conversation by its guid.
pub async fn conversation(db: &impl ConnectionTrait, guid: &str) -> Result<Option<OwnConversation>, DbErr> {
    let found = conversation::Entity::find().filter(conversation::Column::Guid.eq(guid));
    Ok(found.one(db).await?.map(Own::new))
}

/// A conversation by its row.
pub async fn by_id(db: &impl ConnectionTrait, id: ConversationId) -> Result<Option<OwnConversation>, DbErr> {
    Ok(conversation::Entity::find_by_id(id).one(db).await?.map(Own::new))
}

/// A message by its row.
pub async fn message(db: &impl ConnectionTrait, id: MessageId) -> Result<Option<Written>, DbErr> {
    written(db, message::Entity::find_by_id(id)).await
}

/// A message by its guid.
pub async fn named(db: &impl ConnectionTrait, guid: &str) -> Result<Option<Written>, DbErr> {
    written(db, message::Entity::find().filter(message::Column::Guid.eq(guid))).await
}

async fn written(db: &impl ConnectionTrait, which: Select<message::Entity>) -> Result<Option<Written>, DbErr> {
    let Some(found) = which.one(db).await?.map(Own::new) else {
        return Ok(None);
    };
    let author = person::Entity::find_by_id(found.author_id).one(db).await?;
    let of = of_message(db, &found).await?;
    Ok(author.zip(of).map(|(author, of)| (found, author, of)))
}

/// Whether a message was taken back.
pub async fn is_gone(db: &impl ConnectionTrait, guid: &str) -> Result<bool, DbErr> {
    Ok(message_gone::Entity::find_by_id(guid).one(db).await?.is_some())
}

/// Those of other pods who take part and are there.
pub async fn abroad(db: &impl ConnectionTrait, of: &OwnConversation) -> Result<Vec<person::Model>, DbErr> {
    let part = person::Entity::belongs_to(conversation_member::Entity)
        .from(person::Column::Id)
        .to(conversation_member::Column::PersonId)
        .into();
    person::Entity::find()
        .join(JoinType::InnerJoin, part)
        .filter(conversation_member::Column::ConversationId.eq(of.id))
        .filter(conversation_member::Column::LeftAt.is_null())
        .filter(person::Column::PodId.is_not_null())
        .filter(person::Column::ClosedAt.is_null())
        .order_by_asc(person::Column::Id)
        .all(db)
        .await
}

/// The diaspora IDs of those who are named and not there yet, in order.
pub async fn guests(db: &impl ConnectionTrait, of: &OwnConversation) -> Result<Vec<String>, DbErr> {
    conversation_guest::Entity::find()
        .select_only()
        .column(conversation_guest::Column::Handle)
        .filter(conversation_guest::Column::ConversationId.eq(of.id))
        .order_by_asc(conversation_guest::Column::Handle)
        .into_tuple()
        .all(db)
        .await
}

/// The photos of a message, in order.
pub async fn photos(db: &impl ConnectionTrait, of: &OwnMessage) -> Result<Vec<SeenPhoto>, DbErr> {
    let found = photo::Entity::find()
        .filter(photo::Column::MessageId.eq(of.id))
        .order_by_asc(photo::Column::Position)
        .order_by_asc(photo::Column::Id)
        .all(db)
        .await?;
    Ok(found.into_iter().map(Seen::new).collect())
}

/// What people of this pod have written in a conversation, oldest first.
pub async fn by_ours(db: &impl ConnectionTrait, of: &OwnConversation) -> Result<Vec<MessageId>, DbErr> {
    let by = message::Entity::belongs_to(person::Entity)
        .from(message::Column::AuthorId)
        .to(person::Column::Id)
        .into();
    message::Entity::find()
        .select_only()
        .column(message::Column::Id)
        .join(JoinType::InnerJoin, by)
        .filter(message::Column::ConversationId.eq(of.id))
        .filter(person::Column::PodId.is_null())
        .order_by_asc(message::Column::CreatedAt)
        .order_by_asc(message::Column::Id)
        .into_tuple()
        .all(db)
        .await
}

/// Whether somebody takes part, and has not left.
pub async fn takes_part(db: &impl ConnectionTrait, of: &OwnConversation, who: PersonId) -> Result<bool, DbErr> {
    let part = conversation_member::Entity::find_by_id((of.id, who)).one(db).await?;
    Ok(part.is_some_and(|part| part.left_at.is_none()))
}

/// Whether somebody takes part or did.
pub async fn ever(db: &impl ConnectionTrait, of: &OwnConversation, who: PersonId) -> Result<bool, DbErr> {
    let part = conversation_member::Entity::find_by_id((of.id, who)).one(db).await?;
    Ok(part.is_some())
}
