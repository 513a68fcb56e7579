//! People of the fediverse whom something is to be sent to. Whoever has an identity key, too, is among them only where the diaspora*
//! protocol cannot say it: they get everything else by that, and nothing twice. For sending; never shown to anyone.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{JoinType, QueryOrder, QuerySelect, QueryTrait};

use crate::write::far_object::whole;
use crate::{
    PersonId, PodId, SeenPost, UserId, actor, comment, far_object, follow, like, mention, person, person_key, poll,
    poll_vote, post, post_recipient, user,
};

/// Somebody and where they are.
pub type Reachable = (person::Model, actor::Model);

/// What those people speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongues {
    /// ActivityPub and nothing else: everybody else has it by the other protocol.
    One,
    /// ActivityPub, whatever else: the other protocol cannot say it.
    Any,
}

/// Which people.
#[derive(Clone, Copy, Debug)]
pub enum Which<'a> {
    /// Who follows an account, and may.
    Followers(UserId),
    /// Who was given a post.
    Recipients(&'a SeenPost),
    /// Whom a post names.
    Named(&'a SeenPost),
    /// Groups in which a public post stands: those that show it, and those that it names.
    Groups(&'a SeenPost),
    /// Who said something under a post, or likes it.
    InThread(&'a SeenPost),
    /// Who has voted in the poll of a post; not for what.
    Voted(&'a SeenPost),
    /// Whoever lives on one of these servers.
    On(&'a [PodId]),
    /// These.
    People(&'a [PersonId]),
}

fn column<E: EntityTrait>(select: Select<E>, column: E::Column) -> SelectStatement {
    select.select_only().column(column).into_query()
}

fn followers(user: UserId) -> Select<follow::Entity> {
    follow::Entity::find()
        .filter(follow::Column::UserId.eq(user))
        .filter(follow::Column::Way.eq("in"))
        .filter(follow::Column::State.eq("accepted"))
}

/// Those of them who speak ActivityPub and nothing else, and have not closed their account.
pub async fn speaking(db: &impl ConnectionTrait, which: Which<'_>) -> Result<Vec<Reachable>, DbErr> {
    told(db, which, Tongues::One).await
}

/// Those of them who are told of something in ActivityPub, and have not closed their account.
pub async fn told(db: &impl ConnectionTrait, which: Which<'_>, tongues: Tongues) -> Result<Vec<Reachable>, DbErr> {
    if matches!(which, Which::On([]) | Which::People([])) {
        return Ok(Vec::new());
    }
    let id = person::Column::Id;
    let among = match which {
        Which::Followers(user) => id.in_subquery(column(followers(user), follow::Column::PersonId)),
        Which::Recipients(post) => {
            let given = post_recipient::Entity::find().filter(post_recipient::Column::PostId.eq(post.id));
            id.in_subquery(column(given, post_recipient::Column::PersonId))
        }
        Which::Named(post) => named_by(post),
        Which::Groups(post) => {
            let shows = post::Entity::find().filter(post::Column::RootId.eq(post.id));
            let shows = id.in_subquery(column(shows, post::Column::AuthorId));
            shows.or(named_by(post)).and(actor::Column::Kind.eq("Group"))
        }
        Which::InThread(post) => {
            let said = comment::Entity::find().filter(comment::Column::PostId.eq(post.id));
            let liked = like::Entity::find().filter(like::Column::PostId.eq(post.id));
            let said = id.in_subquery(column(said, comment::Column::AuthorId));
            said.or(id.in_subquery(column(liked, like::Column::AuthorId)))
        }
        Which::Voted(post) => {
            let poll = poll::Entity::find().filter(poll::Column::PostId.eq(post.id));
            let voted = poll_vote::Column::PollId.in_subquery(column(poll, poll::Column::Id));
            id.in_subquery(column(
                poll_vote::Entity::find().filter(voted),
                poll_vote::Column::AuthorId,
            ))
        }
        Which::On(pods) => person::Column::PodId.is_in(pods.iter().copied()),
        Which::People(people) => id.is_in(people.iter().copied()),
    };
    let rows = actors(tongues).filter(among).all(db).await?;
    Ok(rows
        .into_iter()
        .filter_map(|(person, actor)| Some((person, actor?)))
        .collect())
}

/// Whom a post names.
fn named_by(post: &SeenPost) -> Expr {
    let named = mention::Entity::find().filter(mention::Column::PostId.eq(post.id));
    person::Column::Id.in_subquery(column(named, mention::Column::PersonId))
}

/// Whether somebody is a group.
pub async fn is_group(db: &impl ConnectionTrait, who: PersonId) -> Result<bool, DbErr> {
    let row = actor::Entity::find_by_id(who).filter(actor::Column::Kind.eq("Group"));
    Ok(row.one(db).await?.is_some())
}

/// People with their actors, but for those who have left, and those who have the rest by the other protocol.
fn actors(tongues: Tongues) -> sea_orm::SelectTwo<person::Entity, actor::Entity> {
    let is = person::Entity::belongs_to(actor::Entity)
        .from(person::Column::Id)
        .to(actor::Column::PersonId)
        .into();
    let there = person::Entity::find()
        .join(JoinType::InnerJoin, is)
        .filter(person::Column::ClosedAt.is_null())
        .filter(person::Column::PodId.is_not_null());
    let there = match tongues {
        Tongues::One => there.filter(person::Column::Id.not_in_subquery(with_key())),
        Tongues::Any => there,
    };
    there.select_also(actor::Entity).order_by_asc(person::Column::Id)
}

fn with_key() -> SelectStatement {
    Query::select()
        .column(person_key::Column::PersonId)
        .from(person_key::Entity)
        .take()
}

/// Those of some people who speak ActivityPub and nothing else.
pub async fn only(db: &impl ConnectionTrait, people: &[PersonId]) -> Result<Vec<PersonId>, DbErr> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    actor::Entity::find()
        .select_only()
        .column(actor::Column::PersonId)
        .filter(actor::Column::PersonId.is_in(people.iter().copied()))
        .filter(actor::Column::PersonId.not_in_subquery(with_key()))
        .into_tuple()
        .all(db)
        .await
}

/// Those of some people who follow somebody here, and may.
pub async fn following(db: &impl ConnectionTrait, whom: PersonId, people: &[PersonId]) -> Result<Vec<PersonId>, DbErr> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let account = user::Entity::find().filter(user::Column::PersonId.eq(whom));
    follow::Entity::find()
        .select_only()
        .column(follow::Column::PersonId)
        .filter(follow::Column::UserId.in_subquery(column(account, user::Column::Id)))
        .filter(follow::Column::Way.eq("in"))
        .filter(follow::Column::State.eq("accepted"))
        .filter(follow::Column::PersonId.is_in(people.iter().copied()))
        .into_tuple()
        .all(db)
        .await
}

/// Those of some servers on which people are known, and nobody of them has an identity key.
pub async fn servers(db: &impl ConnectionTrait, pods: &[PodId]) -> Result<Vec<PodId>, DbErr> {
    if pods.is_empty() {
        return Ok(Vec::new());
    }
    let with = |people: SelectStatement| {
        person::Entity::find()
            .select_only()
            .column(person::Column::PodId)
            .distinct()
            .filter(person::Column::PodId.is_in(pods.iter().copied()))
            .filter(person::Column::Id.in_subquery(people))
            .into_tuple::<PodId>()
    };
    let actors = Query::select()
        .column(actor::Column::PersonId)
        .from(actor::Entity)
        .take();
    let mut found = with(actors).all(db).await?;
    if found.is_empty() {
        return Ok(found);
    }
    let keyed = with(with_key()).all(db).await?;
    found.retain(|pod| !keyed.contains(pod));
    Ok(found)
}

/// The addresses of those of some people who are actors of other servers.
pub async fn addresses(
    db: &impl ConnectionTrait,
    people: &[PersonId],
) -> Result<HashMap<PersonId, actor::Model>, DbErr> {
    if people.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = actor::Entity::find().filter(actor::Column::PersonId.is_in(people.iter().copied()));
    Ok(rows
        .all(db)
        .await?
        .into_iter()
        .map(|actor| (actor.person_id, actor))
        .collect())
}

/// The addresses of those of some things, by guid, that came over ActivityPub.
pub async fn objects(db: &impl ConnectionTrait, guids: &[&str]) -> Result<HashMap<String, String>, DbErr> {
    if guids.is_empty() {
        return Ok(HashMap::new());
    }
    let wholes = guids.iter().map(|guid| whole(guid));
    let rows = far_object::Entity::find().filter(far_object::Column::Guid.is_in(wholes));
    let found: HashMap<String, String> = rows.all(db).await?.into_iter().map(|row| (row.guid, row.uri)).collect();
    let named = guids
        .iter()
        .filter_map(|guid| Some(((*guid).to_owned(), found.get(whole(guid))?.clone())));
    Ok(named.collect())
}

/// Which side of following.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Who follows the account.
    Followers,
    /// Whom the account follows.
    Followed,
}

/// How many people of other servers follow an account, or are followed by it.
pub async fn count(db: &impl ConnectionTrait, user: UserId, side: Side) -> Result<u64, DbErr> {
    of(user, side).count(db).await
}

/// A page of their addresses, by row, after one of them.
pub async fn page(
    db: &impl ConnectionTrait,
    (user, side): (UserId, Side),
    after: PersonId,
    limit: u64,
) -> Result<Vec<(PersonId, String)>, DbErr> {
    let is = follow::Entity::belongs_to(actor::Entity)
        .from(follow::Column::PersonId)
        .to(actor::Column::PersonId)
        .into();
    of(user, side)
        .join(JoinType::InnerJoin, is)
        .filter(follow::Column::PersonId.gt(after))
        .select_only()
        .column(follow::Column::PersonId)
        .column(actor::Column::Uri)
        .order_by_asc(follow::Column::PersonId)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await
}

fn of(user: UserId, side: Side) -> Select<follow::Entity> {
    match side {
        Side::Followers => followers(user),
        Side::Followed => follow::Entity::find()
            .filter(follow::Column::UserId.eq(user))
            .filter(follow::Column::Way.eq("out"))
            .filter(follow::Column::State.eq("accepted")),
    }
}

/// The addresses of the followers of an account who live on one server, in order.
pub async fn followers_on(db: &impl ConnectionTrait, user: UserId, pod: PodId) -> Result<Vec<String>, DbErr> {
    let is = follow::Entity::belongs_to(actor::Entity)
        .from(follow::Column::PersonId)
        .to(actor::Column::PersonId)
        .into();
    let who = follow::Entity::belongs_to(person::Entity)
        .from(follow::Column::PersonId)
        .to(person::Column::Id)
        .into();
    followers(user)
        .join(JoinType::InnerJoin, is)
        .join(JoinType::InnerJoin, who)
        .filter(person::Column::PodId.eq(pod))
        .filter(person::Column::ClosedAt.is_null())
        .select_only()
        .column(actor::Column::Uri)
        .order_by_asc(actor::Column::Uri)
        .into_tuple()
        .all(db)
        .await
}
