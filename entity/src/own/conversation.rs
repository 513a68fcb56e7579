//! My conversations: those in which I take part and have not left. Nobody else ever gets them, moderators neither.
//!
//! What people whom I ignore write, and accounts that are closed, is not there for me.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query, SelectStatement, SubQueryStatement};
use sea_orm::{JoinType, QueryOrder, QuerySelect, Select};

use crate::proof::Own;
use crate::report::What;
use crate::visible::person::named_like;
use crate::visible::whose::not_ignored;
use crate::{
    ConversationId, MessageId, Moment, OwnConversation, OwnMessage, PersonId, SeenReport, UserId, conversation,
    conversation_member, message, person,
};

/// Whose conversations: an account and its person.
#[derive(Clone, Copy, Debug)]
pub struct Mine {
    /// The account.
    pub user: UserId,
    /// Its person.
    pub person: PersonId,
}

/// Where a page of conversations begins: strictly older than this.
pub type Cursor = crate::cursor::Cursor<ConversationId>;
/// Where a page of messages ends: strictly older than this.
pub type MessageCursor = crate::cursor::Cursor<MessageId>;

/// A conversation in a list.
#[derive(Clone, Debug)]
pub struct Line {
    /// It.
    pub conversation: OwnConversation,
    /// Its newest message.
    pub last_at: Moment,
    /// Something in it is unread.
    pub unread: bool,
    /// The newest message that is there for me, and who wrote it.
    pub last: Option<(OwnMessage, person::Model)>,
    /// Who takes part, I left out.
    pub others: Vec<person::Model>,
}

impl Cursor {
    /// The end of a page, as the beginning of the next.
    pub fn after(line: &Line) -> Self {
        Self {
            at: line.last_at,
            id: line.conversation.id,
        }
    }
}

impl MessageCursor {
    /// The beginning of a page, as the end of the one before.
    pub fn before(message: &OwnMessage) -> Self {
        Self {
            at: message.created_at,
            id: message.id,
        }
    }
}

/// I take part, and have not left.
fn takes_part(me: PersonId) -> Condition {
    Condition::all()
        .add(conversation_member::Column::PersonId.eq(me))
        .add(conversation_member::Column::LeftAt.is_null())
}

/// Those in which I take part.
fn mine(me: PersonId) -> SelectStatement {
    Query::select()
        .column(conversation_member::Column::ConversationId)
        .from(conversation_member::Entity)
        .cond_where(takes_part(me))
        .take()
}

/// Messages that are there for me: in my conversations, not by whom I ignore nor by accounts that are closed.
pub(crate) fn messages_for(me: Mine) -> Select<message::Entity> {
    let to_author = message::Entity::belongs_to(person::Entity)
        .from(message::Column::AuthorId)
        .to(person::Column::Id)
        .into();
    message::Entity::find()
        .join(JoinType::InnerJoin, to_author)
        .filter(person::Column::ClosedAt.is_null())
        .filter(not_ignored(me.user, (message::Entity, message::Column::AuthorId)))
        .filter(message::Column::ConversationId.in_subquery(mine(me.person)))
}

/// One of them by its guid.
pub async fn one(db: &impl ConnectionTrait, me: Mine, guid: &str) -> Result<Option<OwnConversation>, DbErr> {
    let found = conversation::Entity::find()
        .filter(conversation::Column::Guid.eq(guid))
        .filter(conversation::Column::Id.in_subquery(mine(me.person)))
        .one(db)
        .await?;
    Ok(found.map(Own::new))
}

/// A page of them, by their newest message; all, or those in which all these words are said.
pub async fn page(
    db: &impl ConnectionTrait,
    me: Mine,
    search: &str,
    before: Option<Cursor>,
    limit: u64,
) -> Result<Vec<Line>, DbErr> {
    let mut select = conversation_member::Entity::find().filter(takes_part(me.person));
    if let Some(before) = before {
        select = select.filter(before.older(
            conversation_member::Column::LastAt,
            conversation_member::Column::ConversationId,
        ));
    }
    let words = crate::words::words(search);
    if !words.is_empty() {
        let found = Condition::any()
            .add(said(me, &words))
            .add(conversation_member::Column::ConversationId.in_subquery(with(me.person, search)));
        select = select.filter(found);
    }
    let members = select
        .order_by_desc(conversation_member::Column::LastAt)
        .order_by_desc(conversation_member::Column::ConversationId)
        .limit(limit)
        .all(db)
        .await?;
    lines(db, me, members).await
}

/// Each of some words begins one of the subject, or of a message.
fn said(me: Mine, words: &[String]) -> Condition {
    let mut all = Condition::all();
    for word in words {
        let word = format!(" {word}");
        let said = messages_for(me)
            .filter(message::Column::Words.contains(&word))
            .select_only()
            .column(message::Column::ConversationId);
        let called = Query::select()
            .column(conversation::Column::Id)
            .from(conversation::Entity)
            .and_where(conversation::Column::Words.contains(&word))
            .take();
        let here = conversation_member::Column::ConversationId;
        let either = Condition::any()
            .add(here.in_subquery(sea_orm::QueryTrait::into_query(said)))
            .add(here.in_subquery(called));
        all = all.add(either);
    }
    all
}

/// Conversations in which somebody else than me takes or took part who is called so.
fn with(me: PersonId, search: &str) -> SelectStatement {
    let people = Query::select()
        .column(person::Column::Id)
        .from(person::Entity)
        .cond_where(named_like(search))
        .and_where(person::Column::Id.ne(me))
        .take();
    Query::select()
        .column(conversation_member::Column::ConversationId)
        .from(conversation_member::Entity)
        .and_where(conversation_member::Column::PersonId.in_subquery(people))
        .take()
}

async fn lines(
    db: &impl ConnectionTrait,
    me: Mine,
    members: Vec<conversation_member::Model>,
) -> Result<Vec<Line>, DbErr> {
    let ids: Vec<ConversationId> = members.iter().map(|row| row.conversation_id).collect();
    let found = conversation::Entity::find()
        .filter(conversation::Column::Id.is_in(ids.iter().copied()))
        .all(db)
        .await?;
    let mut found: HashMap<ConversationId, conversation::Model> = found.into_iter().map(|row| (row.id, row)).collect();
    let mut last = last_of(db, me, &ids).await?;
    // What came late is unread and not the last.
    let unread: Vec<ConversationId> = parts_unread(me)
        .filter(conversation_member::Column::ConversationId.is_in(ids.iter().copied()))
        .select_only()
        .column(conversation_member::Column::ConversationId)
        .into_tuple()
        .all(db)
        .await?;
    let mut parts: HashMap<ConversationId, Vec<Part>> = HashMap::new();
    for part in parts_in(db, &ids).await? {
        parts.entry(part.0.conversation_id).or_default().push(part);
    }
    let line = |member: conversation_member::Model| {
        let conversation = Own::new(found.remove(&member.conversation_id)?);
        let last = last.remove(&conversation.id);
        let parts = parts.remove(&conversation.id).unwrap_or_default();
        let everyone = author_first(&conversation, parts).into_iter().map(|(_, person)| person);
        Some(Line {
            others: everyone.filter(|person| person.id != me.person).collect(),
            last_at: member.last_at,
            unread: unread.contains(&member.conversation_id),
            last,
            conversation,
        })
    };
    Ok(members.into_iter().filter_map(line).collect())
}

/// The newest message that is there for me in each of some conversations, and who wrote it.
async fn last_of(
    db: &impl ConnectionTrait,
    me: Mine,
    conversations: &[ConversationId],
) -> Result<HashMap<ConversationId, (OwnMessage, person::Model)>, DbErr> {
    let here = message::Column::ConversationId
        .into_expr()
        .equals((conversation_member::Entity, conversation_member::Column::ConversationId));
    let newest = messages_for(me)
        .filter(here)
        .select_only()
        .column(message::Column::Id)
        .order_by_desc(message::Column::CreatedAt)
        .order_by_desc(message::Column::Id)
        .limit(1);
    let newest = SubQueryStatement::from(sea_orm::QueryTrait::into_query(newest));
    let ids = Query::select()
        .expr(Expr::from(newest))
        .from(conversation_member::Entity)
        .cond_where(takes_part(me.person))
        .and_where(conversation_member::Column::ConversationId.is_in(conversations.iter().copied()))
        .take();
    let rows = messages_for(me)
        .filter(message::Column::Id.in_subquery(ids))
        .select_also(person::Entity)
        .all(db)
        .await?;
    let whole = |(message, author): (message::Model, Option<person::Model>)| {
        Some((message.conversation_id, (Own::new(message), author?)))
    };
    Ok(rows.into_iter().filter_map(whole).collect())
}

/// Somebody's part in a conversation, and who they are.
type Part = (conversation_member::Model, person::Model);

/// Who takes part in some conversations or did, by name.
async fn parts_in(db: &impl ConnectionTrait, conversations: &[ConversationId]) -> Result<Vec<Part>, DbErr> {
    let to_person = conversation_member::Entity::belongs_to(person::Entity)
        .from(conversation_member::Column::PersonId)
        .to(person::Column::Id)
        .into();
    let rows = conversation_member::Entity::find()
        .filter(conversation_member::Column::ConversationId.is_in(conversations.iter().copied()))
        .join(JoinType::InnerJoin, to_person)
        .select_also(person::Entity)
        .order_by_asc(person::Column::Search)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(row, person)| Some((row, person?)))
        .collect())
}

fn author_first(of: &OwnConversation, mut parts: Vec<Part>) -> Vec<Part> {
    parts.sort_by_key(|(_, person)| person.id != of.author_id);
    parts
}

/// Who takes part or did, the one who began it first, and since when they do not any more.
pub async fn members_of(
    db: &impl ConnectionTrait,
    of: &OwnConversation,
) -> Result<Vec<(person::Model, Option<Moment>)>, DbErr> {
    let parts = author_first(of, parts_in(db, &[of.id]).await?);
    Ok(parts.into_iter().map(|(row, person)| (person, row.left_at)).collect())
}

/// The newest messages of a conversation that are strictly older than the cursor, oldest first, with who wrote them.
pub async fn messages(
    db: &impl ConnectionTrait,
    me: Mine,
    of: &OwnConversation,
    before: Option<MessageCursor>,
    limit: u64,
) -> Result<Vec<(OwnMessage, person::Model)>, DbErr> {
    let mut select = messages_for(me).filter(message::Column::ConversationId.eq(of.id));
    if let Some(before) = before {
        select = select.filter(before.older(message::Column::CreatedAt, message::Column::Id));
    }
    let rows = select
        .select_also(person::Entity)
        .order_by_desc(message::Column::CreatedAt)
        .order_by_desc(message::Column::Id)
        .limit(limit)
        .all(db)
        .await?;
    let mut found: Vec<_> = rows
        .into_iter()
        .filter_map(|(message, author)| Some((Own::new(message), author?)))
        .collect();
    found.reverse();
    Ok(found)
}

/// A message of my own by its guid, in a conversation that I have not left.
pub async fn my_message(db: &impl ConnectionTrait, me: Mine, guid: &str) -> Result<Option<OwnMessage>, DbErr> {
    let found = messages_for(me)
        .filter(message::Column::Guid.eq(guid))
        .filter(message::Column::AuthorId.eq(me.person))
        .one(db)
        .await?;
    Ok(found.map(Own::new))
}

/// A message that is there for me, by its guid, and where it stands.
pub async fn message(
    db: &impl ConnectionTrait,
    me: Mine,
    guid: &str,
) -> Result<Option<(OwnMessage, OwnConversation)>, DbErr> {
    let found = messages_for(me).filter(message::Column::Guid.eq(guid)).one(db).await?;
    let Some(found) = found.map(Own::new) else {
        return Ok(None);
    };
    Ok(of_message(db, &found).await?.map(|of| (found, of)))
}

/// The conversation of a message that is there for me, by the message's row.
pub async fn of_message_id(
    db: &impl ConnectionTrait,
    me: Mine,
    id: MessageId,
) -> Result<Option<OwnConversation>, DbErr> {
    let found = messages_for(me).filter(message::Column::Id.eq(id)).one(db).await?;
    match found.map(Own::new) {
        Some(found) => of_message(db, &found).await,
        None => Ok(None),
    }
}

/// The conversation of a message of my own.
pub async fn of_message(db: &impl ConnectionTrait, message: &OwnMessage) -> Result<Option<OwnConversation>, DbErr> {
    let found = conversation::Entity::find_by_id(message.conversation_id)
        .one(db)
        .await?;
    Ok(found.map(Own::new))
}

/// The message that a report is about and where it stands, for who sees to the report: what becomes of it is told as its author would tell
/// it.
pub async fn reported(
    db: &impl ConnectionTrait,
    of: &SeenReport,
) -> Result<Option<(OwnMessage, OwnConversation)>, DbErr> {
    let Some(id) = of.message_id.filter(|_| of.kind == What::Message) else {
        return Ok(None);
    };
    let Some(found) = message::Entity::find_by_id(id).one(db).await?.map(Own::new) else {
        return Ok(None);
    };
    Ok(of_message(db, &found).await?.map(|of| (found, of)))
}

/// A message of somebody else by its row, if it is there for me and I have not read so far; with who wrote it and where.
pub async fn unread_message(
    db: &impl ConnectionTrait,
    me: Mine,
    id: MessageId,
) -> Result<Option<(OwnMessage, person::Model, OwnConversation)>, DbErr> {
    let found = unread_messages(me)
        .filter(message::Column::Id.eq(id))
        .select_also(person::Entity)
        .one(db)
        .await?;
    let Some((found, Some(author))) = found else {
        return Ok(None);
    };
    let found = Own::new(found);
    Ok(of_message(db, &found).await?.map(|of| (found, author, of)))
}

/// Who wrote to me since a moment what I have not read, by name.
pub async fn unread_since(db: &impl ConnectionTrait, me: Mine, since: Moment) -> Result<Vec<person::Model>, DbErr> {
    let authors = unread_messages(me)
        .filter(message::Column::CreatedAt.gt(since))
        .select_only()
        .column(message::Column::AuthorId);
    person::Entity::find()
        .filter(person::Column::Id.in_subquery(sea_orm::QueryTrait::into_query(authors)))
        .order_by_asc(person::Column::Search)
        .all(db)
        .await
}

fn unread_messages(me: Mine) -> Select<message::Entity> {
    let mine = message::Entity::belongs_to(conversation_member::Entity)
        .from(message::Column::ConversationId)
        .to(conversation_member::Column::ConversationId)
        .into();
    let fresh = Expr::col((message::Entity, message::Column::CreatedAt)).gt(Expr::col((
        conversation_member::Entity,
        conversation_member::Column::SeenAt,
    )));
    messages_for(me)
        .join(JoinType::InnerJoin, mine)
        .filter(takes_part(me.person))
        .filter(fresh)
        .filter(message::Column::AuthorId.ne(me.person))
}

/// How many of my conversations have something unread.
pub async fn unread(db: &impl ConnectionTrait, me: Mine) -> Result<u64, DbErr> {
    parts_unread(me).count(db).await
}

/// My part in those of my conversations that have something unread.
fn parts_unread(me: Mine) -> Select<conversation_member::Entity> {
    let fresh = Expr::col((message::Entity, message::Column::CreatedAt)).gt(Expr::col((
        conversation_member::Entity,
        conversation_member::Column::SeenAt,
    )));
    let here = message::Column::ConversationId
        .into_expr()
        .equals((conversation_member::Entity, conversation_member::Column::ConversationId));
    let news = messages_for(me)
        .filter(here)
        .filter(fresh)
        .filter(message::Column::AuthorId.ne(me.person))
        .select_only()
        .expr(Expr::val(1));
    // Most conversations have been read to their end: of those no message is looked at.
    let behind = Expr::col((conversation_member::Entity, conversation_member::Column::LastAt)).gt(Expr::col((
        conversation_member::Entity,
        conversation_member::Column::SeenAt,
    )));
    conversation_member::Entity::find()
        .filter(takes_part(me.person))
        .filter(behind)
        .filter(Expr::exists(sea_orm::QueryTrait::into_query(news)))
}

/// Those who live here and take part.
pub async fn accounts(db: &impl ConnectionTrait, of: &OwnConversation) -> Result<Vec<UserId>, DbErr> {
    let members = Query::select()
        .column(conversation_member::Column::PersonId)
        .from(conversation_member::Entity)
        .and_where(conversation_member::Column::ConversationId.eq(of.id))
        .and_where(conversation_member::Column::LeftAt.is_null())
        .take();
    let users = crate::user::Entity::find()
        .filter(crate::user::Column::PersonId.in_subquery(members))
        .all(db)
        .await?;
    Ok(users.into_iter().map(|user| user.id).collect())
}
