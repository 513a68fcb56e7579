//! Writing conversations and their messages, and how far somebody has read.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{JoinType, QuerySelect, Set};

use crate::proof::Own;
use crate::{
    Moment, OwnConversation, OwnMessage, PersonId, conversation, conversation_guest, conversation_member, message,
    message_gone, person,
};

/// A conversation that is about to begin.
#[derive(Clone, Debug)]
pub struct NewConversation {
    /// Its address.
    pub guid: String,
    /// Who begins it.
    pub author: PersonId,
    /// What it is about.
    pub subject: String,
    /// Who takes part besides.
    pub others: Vec<PersonId>,
    /// Diaspora IDs of who is named besides and is not there yet.
    pub guests: Vec<String>,
    /// The author's time.
    pub at: Moment,
}

/// A message that is about to be sent.
#[derive(Clone, Debug)]
pub struct NewMessage {
    /// Its address.
    pub guid: String,
    /// Who writes.
    pub author: PersonId,
    /// Markdown.
    pub text: String,
    /// Rendered and sanitised.
    pub html: String,
    /// Plain, for searching.
    pub plain: String,
    /// The author's time.
    pub at: Moment,
}

/// Begins a conversation; its first message follows.
pub async fn begin(db: &impl ConnectionTrait, new: NewConversation) -> Result<OwnConversation, DbErr> {
    let words = crate::words::words(&new.subject).join(" ");
    let row = conversation::ActiveModel {
        words: Set(format!(" {words} ")),
        guid: Set(new.guid),
        author_id: Set(new.author),
        subject: Set(new.subject),
        created_at: Set(new.at),
        signed: Set(None),
        ..Default::default()
    };
    let row = row.insert(db).await?;
    let everyone = new.others.into_iter().chain([new.author]);
    let members = everyone.map(|person| conversation_member::ActiveModel {
        conversation_id: Set(row.id),
        person_id: Set(person),
        last_at: Set(new.at),
        // So that the first message, which is as old as the conversation, is new to the others.
        seen_at: Set(Moment(new.at.0 - 1)),
        left_at: Set(None),
    });
    conversation_member::Entity::insert_many(members)
        .exec_without_returning(db)
        .await?;
    let guests = new.guests.into_iter().map(|handle| conversation_guest::ActiveModel {
        conversation_id: Set(row.id),
        handle: Set(handle),
    });
    let guests: Vec<_> = guests.collect();
    if !guests.is_empty() {
        conversation_guest::Entity::insert_many(guests)
            .exec_without_returning(db)
            .await?;
    }
    Ok(Own::new(row))
}

/// Somebody who was named and was not there takes part from now on, and finds all that was written. False when they were not
/// named, or are there already.
pub async fn join(db: &impl ConnectionTrait, of: &OwnConversation, who: &person::Model) -> Result<bool, DbErr> {
    let named = conversation_guest::Entity::delete_many()
        .filter(conversation_guest::Column::ConversationId.eq(of.id))
        .filter(conversation_guest::Column::Handle.eq(&who.handle))
        .exec(db)
        .await?;
    if named.rows_affected == 0 {
        return Ok(false);
    }
    let last = conversation_member::Entity::find()
        .filter(conversation_member::Column::ConversationId.eq(of.id))
        .one(db)
        .await?;
    let row = conversation_member::ActiveModel {
        conversation_id: Set(of.id),
        person_id: Set(who.id),
        last_at: Set(last.map_or(of.created_at, |row| row.last_at)),
        seen_at: Set(Moment(of.created_at.0 - 1)),
        left_at: Set(None),
    };
    row.insert(db).await?;
    Ok(true)
}

/// Adds a message; whoever writes it has read what came before.
pub async fn send(db: &impl ConnectionTrait, to: &OwnConversation, new: NewMessage) -> Result<OwnMessage, DbErr> {
    let at = new.at;
    conversation_member::Entity::update_many()
        .col_expr(conversation_member::Column::LastAt, Expr::value(at.0))
        .filter(conversation_member::Column::ConversationId.eq(to.id))
        .filter(conversation_member::Column::LastAt.lt(at))
        .exec(db)
        .await?;
    seen(db, to, new.author, at).await?;
    let words = crate::words::words(&new.plain).join(" ");
    let row = message::ActiveModel {
        guid: Set(new.guid),
        conversation_id: Set(to.id),
        author_id: Set(new.author),
        created_at: Set(at),
        text: Set(new.text),
        html: Set(new.html),
        words: Set(format!(" {words} ")),
        signed: Set(None),
        ..Default::default()
    };
    Ok(Own::new(row.insert(db).await?))
}

/// A message of a moment has come only now: whoever has read further has not read this one.
pub async fn late(db: &impl ConnectionTrait, of: &OwnConversation, at: Moment) -> Result<(), DbErr> {
    conversation_member::Entity::update_many()
        .col_expr(conversation_member::Column::SeenAt, Expr::value(at.0 - 1))
        .filter(conversation_member::Column::ConversationId.eq(of.id))
        .filter(conversation_member::Column::SeenAt.gte(at))
        .exec(db)
        .await?;
    Ok(())
}

/// Somebody has read everything up to a moment. True when that is news.
pub async fn seen(
    db: &impl ConnectionTrait,
    of: &OwnConversation,
    person: PersonId,
    now: Moment,
) -> Result<bool, DbErr> {
    let changed = conversation_member::Entity::update_many()
        .col_expr(conversation_member::Column::SeenAt, Expr::value(now.0))
        .filter(conversation_member::Column::ConversationId.eq(of.id))
        .filter(conversation_member::Column::PersonId.eq(person))
        .filter(conversation_member::Column::SeenAt.lt(now))
        .exec(db)
        .await?;
    Ok(changed.rows_affected > 0)
}

/// Somebody takes part no longer. A conversation that all of this pod have left is deleted; where others take part, what was
/// written is, and the rest stays so that it does not begin anew.
pub async fn leave(db: &impl ConnectionTrait, of: OwnConversation, person: PersonId, now: Moment) -> Result<(), DbErr> {
    conversation_member::Entity::update_many()
        .col_expr(conversation_member::Column::LeftAt, Expr::value(now.0))
        .filter(conversation_member::Column::ConversationId.eq(of.id))
        .filter(conversation_member::Column::PersonId.eq(person))
        .exec(db)
        .await?;
    let parts = || {
        let to_person = conversation_member::Entity::belongs_to(person::Entity)
            .from(conversation_member::Column::PersonId)
            .to(person::Column::Id)
            .into();
        conversation_member::Entity::find()
            .join(JoinType::InnerJoin, to_person)
            .filter(conversation_member::Column::ConversationId.eq(of.id))
    };
    let ours = parts()
        .filter(conversation_member::Column::LeftAt.is_null())
        .filter(person::Column::PodId.is_null());
    if ours.count(db).await? > 0 {
        return Ok(());
    }
    let others = parts().filter(person::Column::PodId.is_not_null());
    if others.count(db).await? == 0 {
        conversation::Entity::delete_by_id(of.id).exec(db).await?;
        return Ok(());
    }
    message::Entity::delete_many()
        .filter(message::Column::ConversationId.eq(of.id))
        .exec(db)
        .await?;
    let bare = conversation::ActiveModel {
        subject: Set(String::new()),
        words: Set(String::new()),
        ..Default::default()
    };
    conversation::Entity::update_many()
        .set(bare)
        .filter(conversation::Column::Id.eq(of.id))
        .exec(db)
        .await?;
    Ok(())
}

/// Takes a message back from everyone. It does not come again.
pub async fn take_back(db: &impl ConnectionTrait, message: OwnMessage) -> Result<(), DbErr> {
    message::Entity::delete_by_id(message.id).exec(db).await?;
    let gone = message_gone::ActiveModel {
        guid: Set(message.guid.clone()),
    };
    message_gone::Entity::insert(gone).exec_without_returning(db).await?;
    Ok(())
}

/// Takes away up to `most` messages of an account that is closed, then its part in every conversation. Fewer than `most`
/// when nothing is left.
pub async fn delete_some_of(db: &impl ConnectionTrait, person: PersonId, now: Moment, most: u64) -> Result<u64, DbErr> {
    let some = message::Entity::find()
        .filter(message::Column::AuthorId.eq(person))
        .limit(most)
        .all(db)
        .await?;
    let count = some.len() as u64;
    message::Entity::delete_many()
        .filter(message::Column::Id.is_in(some.into_iter().map(|row| row.id)))
        .exec(db)
        .await?;
    if count == most {
        return Ok(count);
    }
    let parts = conversation_member::Entity::find()
        .filter(conversation_member::Column::PersonId.eq(person))
        .filter(conversation_member::Column::LeftAt.is_null())
        .limit(most)
        .all(db)
        .await?;
    let count = parts.len() as u64;
    for part in parts {
        let of = conversation::Entity::find_by_id(part.conversation_id).one(db).await?;
        if let Some(of) = of {
            leave(db, Own::new(of), person, now).await?;
        }
    }
    Ok(count)
}
