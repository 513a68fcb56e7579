//! My own posts: what may be edited, retracted, pinned, shown to more people.

use std::collections::BTreeSet;

use sea_orm::entity::prelude::*;
use sea_orm::{JoinType, QueryOrder, QuerySelect};

use crate::proof::Own;
use crate::report::What;
use crate::sql::{Sql, rounded};
use crate::write::reshare::Root;
use crate::{
    Given, Moment, OwnPost, PersonId, PostId, Reach, SeenReport, UserId, bookmark, hidden_post, person, post,
    post_choice, post_recipient,
};

/// One of a person's own posts by its guid.
pub async fn one(db: &impl ConnectionTrait, me: PersonId, guid: &str) -> Result<Option<OwnPost>, DbErr> {
    let found = post::Entity::find()
        .filter(post::Column::AuthorId.eq(me))
        .filter(post::Column::Guid.eq(guid))
        .one(db)
        .await?;
    Ok(found.map(Own::new))
}

/// A post whose time is over; none when there is none, or its time is not yet.
pub async fn over(db: &impl ConnectionTrait, id: PostId, now: Moment) -> Result<Option<OwnPost>, DbErr> {
    let due = post::Entity::find_by_id(id)
        .filter(post::Column::ExpiresAt.lte(now))
        .one(db)
        .await?;
    Ok(due.map(Own::new))
}

/// Whether nobody has said, felt, shown, kept or reported anything of a post.
pub async fn is_untouched(db: &impl ConnectionTrait, post: &OwnPost) -> Result<bool, DbErr> {
    let touched = Sql::new(
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM comment c WHERE c.post_id = ?) \
         OR EXISTS (SELECT 1 FROM \"like\" l WHERE l.post_id = ?) OR EXISTS (SELECT 1 FROM post r WHERE r.root_id = ?) \
         OR EXISTS (SELECT 1 FROM bookmark b WHERE b.post_id = ?) OR EXISTS (SELECT 1 FROM report t WHERE t.post_id = ?)",
        [post.id.0; 5].map(Value::from),
    );
    let found = touched.statement(db.get_database_backend());
    Ok(db.query_one_raw(found).await?.is_none())
}

/// The names of those limited posts of a person that begin with a name, and a dash: what was said to each in other words.
pub async fn named_after(db: &impl ConnectionTrait, author: PersonId, guid: &str) -> Result<Vec<String>, DbErr> {
    let theirs = post::Entity::find()
        .select_only()
        .column(post::Column::Guid)
        .filter(post::Column::AuthorId.eq(author))
        .filter(post::Column::Reach.eq(Reach::Limited))
        .filter(post::Column::Guid.starts_with(format!("{guid}-")));
    theirs.into_tuple().all(db).await
}

/// The post that a report is about, for who sees to the report: what becomes of it is told as its author would tell it.
pub async fn reported(db: &impl ConnectionTrait, of: &SeenReport) -> Result<Option<OwnPost>, DbErr> {
    let Some(id) = of.post_id.filter(|_| of.kind == What::Post) else {
        return Ok(None);
    };
    Ok(post::Entity::find_by_id(id).one(db).await?.map(Own::new))
}

/// A person's own reshare of a root: the one that there can be. What came from the fediverse with words of its own is none.
pub async fn reshare_of(db: &impl ConnectionTrait, me: PersonId, root: Root) -> Result<Option<OwnPost>, DbErr> {
    reshare_of_id(db, me, root.post).await
}

/// The same by the root's row, which may be gone.
pub async fn reshare_of_id(db: &impl ConnectionTrait, me: PersonId, root: PostId) -> Result<Option<OwnPost>, DbErr> {
    let once = sea_orm::Condition::any()
        .add(post::Column::Text.eq(""))
        .add(post::Column::Guid.not_like("ap-%"));
    let found = post::Entity::find()
        .filter(post::Column::RootId.eq(root))
        .filter(post::Column::AuthorId.eq(me))
        .filter(once)
        .one(db)
        .await?;
    Ok(found.map(Own::new))
}

/// A person's own post that shows a root with these words.
pub async fn reshare_saying(
    db: &impl ConnectionTrait,
    me: PersonId,
    (root, text): (PostId, &str),
) -> Result<Option<OwnPost>, DbErr> {
    let found = post::Entity::find()
        .filter(post::Column::RootId.eq(root))
        .filter(post::Column::AuthorId.eq(me))
        .filter(post::Column::Text.eq(text))
        .one(db)
        .await?;
    Ok(found.map(Own::new))
}

/// Which of some posts I want to find again.
pub async fn bookmarked(db: &impl ConnectionTrait, me: UserId, posts: &[PostId]) -> Result<Vec<PostId>, DbErr> {
    let rows = bookmark::Entity::find()
        .filter(bookmark::Column::UserId.eq(me))
        .filter(bookmark::Column::PostId.is_in(posts.iter().copied()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.post_id).collect())
}

/// Somebody who has a post, for its author.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// Who.
    pub person: person::Model,
    /// Since when.
    pub given_at: Moment,
    /// By what way.
    pub given: Given,
}

/// Who has this post: the true list, for the author. Newest first, then by name.
pub async fn recipients(db: &impl ConnectionTrait, of: &OwnPost) -> Result<Vec<Recipient>, DbErr> {
    let to_person = post_recipient::Entity::belongs_to(person::Entity)
        .from(post_recipient::Column::PersonId)
        .to(person::Column::Id)
        .into();
    let rows = post_recipient::Entity::find()
        .filter(post_recipient::Column::PostId.eq(of.id))
        .join(JoinType::InnerJoin, to_person)
        .select_also(person::Entity)
        .order_by_desc(post_recipient::Column::GivenAt)
        .order_by_asc(person::Column::Search)
        .all(db)
        .await?;
    let recipients = rows.into_iter().filter_map(|(row, person)| {
        person.map(|person| Recipient {
            person,
            given_at: row.given_at,
            given: row.given,
        })
    });
    Ok(recipients.collect())
}

/// How the author chose the audience, as it was written down when the post was shared (JSON).
pub async fn choice(db: &impl ConnectionTrait, of: &OwnPost) -> Result<Option<String>, DbErr> {
    Ok(post_choice::Entity::find_by_id(of.id)
        .one(db)
        .await?
        .map(|row| row.chosen))
}

/// How many people have it.
pub async fn recipient_count(db: &impl ConnectionTrait, of: &OwnPost) -> Result<u64, DbErr> {
    post_recipient::Entity::find()
        .filter(post_recipient::Column::PostId.eq(of.id))
        .count(db)
        .await
}

const BY_CONTACTS: &str = "SELECT c.user_id FROM contact c WHERE c.person_id = ? AND c.receiving";

/// Accounts in whose main stream a post appears: those who have its author in an aspect and may see it; where its
/// author is in the spotlight and it is public, those who want that in their stream.
pub async fn listeners(db: &impl ConnectionTrait, of: &OwnPost) -> Result<Vec<UserId>, DbErr> {
    let select = match of.reach {
        Reach::Limited => Sql::new(
            "SELECT c.user_id FROM post_recipient r JOIN \"user\" u ON u.person_id = r.person_id \
             JOIN contact c ON c.user_id = u.id AND c.person_id = ? AND c.receiving WHERE r.post_id = ?",
            [of.author_id.0.into(), of.id.0.into()],
        ),
        Reach::Pod => Sql::new(BY_CONTACTS, [of.author_id.0.into()]),
        Reach::Public => Sql::new(BY_CONTACTS, [of.author_id.0.into()]).then(
            " UNION SELECT u.id AS user_id FROM \"user\" s JOIN \"user\" u ON u.spotlight_in_stream \
             WHERE s.person_id = ? AND s.spotlight AND u.person_id <> s.person_id",
            [of.author_id.0.into()],
        ),
    };
    users(db, select).await
}

/// The same for some posts of other pods at once.
pub async fn listeners_to(db: &impl ConnectionTrait, of: &[OwnPost]) -> Result<Vec<UserId>, DbErr> {
    let (open, limited): (Vec<&OwnPost>, Vec<&OwnPost>) = of.iter().partition(|post| post.reach == Reach::Public);
    let authors: BTreeSet<PersonId> = open.iter().map(|post| post.author_id).collect();
    let (authors, limited) = (rounded(authors.into_iter().collect()), rounded(limited));
    let by_author = format!(
        "SELECT c.user_id FROM contact c WHERE c.person_id IN ({}) AND c.receiving ",
        Sql::marks(authors.len())
    );
    let given = format!(
        "UNION SELECT c.user_id FROM post_recipient r JOIN \"user\" u ON u.person_id = r.person_id \
         JOIN contact c ON c.user_id = u.id AND c.person_id = r.author_id AND c.receiving WHERE r.post_id IN ({})",
        Sql::marks(limited.len())
    );
    let select = Sql::new(&by_author, authors.iter().map(|author| author.0.into()))
        .then(&given, limited.iter().map(|post| post.id.0.into()));
    users(db, select).await
}

async fn users(db: &impl ConnectionTrait, select: Sql) -> Result<Vec<UserId>, DbErr> {
    let rows = db.query_all_raw(select.statement(db.get_database_backend())).await?;
    rows.iter()
        .map(|row| row.try_get::<i64>("", "user_id").map(UserId))
        .collect()
}

/// Those of some posts that I have hidden from my streams.
pub async fn hidden(db: &impl ConnectionTrait, me: UserId, among: &[PostId]) -> Result<Vec<PostId>, DbErr> {
    let rows = hidden_post::Entity::find()
        .filter(hidden_post::Column::UserId.eq(me))
        .filter(hidden_post::Column::PostId.is_in(among.iter().copied()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.post_id).collect())
}
