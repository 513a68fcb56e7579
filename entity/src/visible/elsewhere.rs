//! Who of other pods has to do with something: the pods of a post, the people there who have it, somebody's contacts there.
//! For sending; never shown to anyone.

use sea_orm::entity::prelude::*;
use sea_orm::{JoinType, QueryOrder, QuerySelect};

use crate::sql::Sql;
use crate::{PersonId, PodId, PostId, SeenPost, UserId, contact, person, post, post_pod, post_recipient};

/// Whether any other pod has to do with a post: its author lives there, or somebody who has it.
pub async fn any(db: &impl ConnectionTrait, post: PostId) -> Result<bool, DbErr> {
    let found = post_pod::Entity::find()
        .filter(post_pod::Column::PostId.eq(post))
        .one(db)
        .await?;
    Ok(found.is_some())
}

/// Whether another pod is to hear of what somebody says about a post: it has to do with the post, or, where everybody may hear it, somebody
/// there follows who speaks. Its marks: post, speaker, post.
pub(crate) const HEARS: &str = "(EXISTS (SELECT 1 FROM post_pod e WHERE e.post_id = ?) \
    OR EXISTS (SELECT 1 FROM follow f JOIN \"user\" w ON w.id = f.user_id JOIN post q ON q.reach = 2 \
    WHERE w.person_id = ? AND f.way = 'in' AND f.state = 'accepted' AND q.id = ?))";

/// Whether another pod is to hear of what somebody says about a post.
pub async fn hears(db: &impl ConnectionTrait, of: &SeenPost, who: PersonId) -> Result<bool, DbErr> {
    let hears = Sql::new(
        &format!("SELECT 1 WHERE {HEARS}"),
        [of.id.0.into(), who.0.into(), of.id.0.into()],
    );
    let row = db.query_one_raw(hears.statement(db.get_database_backend())).await?;
    Ok(row.is_some())
}

/// The other pods that have to do with a post, in order.
pub async fn pods(db: &impl ConnectionTrait, of: &SeenPost) -> Result<Vec<PodId>, DbErr> {
    pods_of(db, of.id).await
}

pub(crate) async fn pods_of(db: &impl ConnectionTrait, post: PostId) -> Result<Vec<PodId>, DbErr> {
    post_pod::Entity::find()
        .select_only()
        .column(post_pod::Column::PodId)
        .filter(post_pod::Column::PostId.eq(post))
        .order_by_asc(post_pod::Column::PodId)
        .into_tuple()
        .all(db)
        .await
}

/// The people of other pods who were given a post, those who closed their account left out.
pub async fn recipients(db: &impl ConnectionTrait, of: &SeenPost) -> Result<Vec<person::Model>, DbErr> {
    recipients_of(db, of.id).await
}

pub(crate) async fn recipients_of(db: &impl ConnectionTrait, post: PostId) -> Result<Vec<person::Model>, DbErr> {
    let given = person::Entity::belongs_to(post_recipient::Entity)
        .from(person::Column::Id)
        .to(post_recipient::Column::PersonId)
        .into();
    person::Entity::find()
        .join(JoinType::InnerJoin, given)
        .filter(post_recipient::Column::PostId.eq(post))
        .filter(person::Column::PodId.is_not_null())
        .filter(person::Column::ClosedAt.is_null())
        .order_by_asc(person::Column::Id)
        .all(db)
        .await
}

/// The people here who were given a limited post.
pub async fn readers_here(db: &impl ConnectionTrait, of: &SeenPost) -> Result<Vec<PersonId>, DbErr> {
    let given = post_recipient::Entity::belongs_to(person::Entity)
        .from(post_recipient::Column::PersonId)
        .to(person::Column::Id)
        .into();
    let rows = post_recipient::Entity::find()
        .select_only()
        .column(post_recipient::Column::PersonId)
        .join(JoinType::InnerJoin, given)
        .filter(post_recipient::Column::PostId.eq(of.id))
        .filter(person::Column::PodId.is_null())
        .filter(person::Column::ClosedAt.is_null());
    let mut readers: Vec<PersonId> = rows.into_tuple().all(db).await?;
    let author = person::Entity::find_by_id(of.author_id)
        .filter(person::Column::PodId.is_null())
        .one(db)
        .await?;
    readers.extend(author.map(|author| author.id));
    Ok(readers)
}

/// Whether anybody here shares with somebody.
pub async fn any_contact(db: &impl ConnectionTrait, person: PersonId) -> Result<bool, DbErr> {
    let found = contact::Entity::find()
        .filter(contact::Column::PersonId.eq(person))
        .filter(contact::Column::Receiving.eq(true))
        .one(db)
        .await?;
    Ok(found.is_some())
}

/// A contact on another pod.
#[derive(Clone, Debug)]
pub struct Abroad {
    /// Who.
    pub person: person::Model,
    /// The owner of the contact shares with them.
    pub receiving: bool,
}

/// The contacts of an account who live on other pods.
pub async fn contacts(db: &impl ConnectionTrait, of: UserId) -> Result<Vec<Abroad>, DbErr> {
    let about = contact::Entity::belongs_to(person::Entity)
        .from(contact::Column::PersonId)
        .to(person::Column::Id)
        .into();
    let rows = contact::Entity::find()
        .join(JoinType::InnerJoin, about)
        .filter(contact::Column::UserId.eq(of))
        .filter(person::Column::PodId.is_not_null())
        .filter(person::Column::ClosedAt.is_null())
        .select_also(person::Entity)
        .order_by_asc(person::Column::Id)
        .all(db)
        .await?;
    let abroad = rows.into_iter().filter_map(|(contact, person)| {
        Some(Abroad {
            person: person?,
            receiving: contact.receiving,
        })
    });
    Ok(abroad.collect())
}

/// The other pods that have to do with any post of a person.
pub async fn pods_of_posts(db: &impl ConnectionTrait, author: PersonId) -> Result<Vec<PodId>, DbErr> {
    let of = post_pod::Entity::belongs_to(post::Entity)
        .from(post_pod::Column::PostId)
        .to(post::Column::Id)
        .into();
    post_pod::Entity::find()
        .select_only()
        .column(post_pod::Column::PodId)
        .distinct()
        .join(JoinType::InnerJoin, of)
        .filter(post::Column::AuthorId.eq(author))
        .into_tuple()
        .all(db)
        .await
}

/// Posts below which a person has said, felt, chosen or followed something. Its marks: the person, four times.
const TOOK_PART: &str = "(SELECT c.post_id FROM comment c WHERE c.author_id = ? \
    UNION SELECT l.post_id FROM \"like\" l WHERE l.author_id = ? \
    UNION SELECT q.post_id FROM poll_vote v JOIN poll q ON q.id = v.poll_id WHERE v.author_id = ? \
    UNION SELECT s.post_id FROM subscription s WHERE s.person_id = ?)";

/// The other pods that were told of something that a person did with what others have made: those of the authors, those that have to do
/// with a post of somebody here, and those of whom they are in a conversation with.
pub async fn pods_of_doings(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<PodId>, DbErr> {
    let found = Sql::new(
        &format!(
            "SELECT a.pod_id FROM post p JOIN person a ON a.id = p.author_id WHERE a.pod_id IS NOT NULL AND p.id IN {TOOK_PART} \
             UNION SELECT e.pod_id FROM post p JOIN person a ON a.id = p.author_id JOIN post_pod e ON e.post_id = p.id \
             WHERE a.pod_id IS NULL AND p.id IN {TOOK_PART} \
             UNION SELECT w.pod_id FROM conversation_member m JOIN conversation_member o \
             ON o.conversation_id = m.conversation_id JOIN person w ON w.id = o.person_id \
             WHERE m.person_id = ? AND w.pod_id IS NOT NULL ORDER BY 1"
        ),
        [person.0; 9].map(Into::into),
    );
    let rows = db.query_all_raw(found.statement(db.get_database_backend())).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}

/// Whether an account shares with somebody.
pub async fn receives(db: &impl ConnectionTrait, from: UserId, person: PersonId) -> Result<bool, DbErr> {
    let found = contact::Entity::find()
        .filter(contact::Column::UserId.eq(from))
        .filter(contact::Column::PersonId.eq(person))
        .filter(contact::Column::Receiving.eq(true))
        .one(db)
        .await?;
    Ok(found.is_some())
}
