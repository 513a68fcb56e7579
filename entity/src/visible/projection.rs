//! Copies of limited posts and comments as other servers were given them. Who asks for one again gets the same, as long as
//! somebody of theirs has the post.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query};
use sea_orm::{JoinType, QueryOrder};

use crate::{PersonId, PodId, PostId, Viewer, actor, person, post, post_recipient, projection};

/// A copy, and for whom it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// The server.
    pub pod: PodId,
    /// The person there; none for all there who have it.
    pub person: Option<PersonId>,
    /// Its address.
    pub uri: String,
    /// The addresses of those to whom it was addressed when it was last given.
    pub to: Vec<String>,
}

/// The copies of a post or comment. For sending; never shown to anyone.
pub async fn copies(db: &impl ConnectionTrait, guid: &str) -> Result<Vec<Copy>, DbErr> {
    let rows = projection::Entity::find()
        .filter(projection::Column::Guid.eq(guid))
        .order_by_asc(projection::Column::Id)
        .all(db)
        .await?;
    let copies = rows.into_iter().map(|row| Copy {
        pod: row.pod_id,
        person: row.person_id,
        to: addressed(&row.body),
        uri: row.uri,
    });
    Ok(copies.collect())
}

fn addressed(body: &str) -> Vec<String> {
    let object: serde_json::Value = serde_json::from_str(body).unwrap_or_default();
    let to = object["to"].as_array().into_iter().flatten();
    to.filter_map(|one| one.as_str().map(str::to_owned)).collect()
}

/// The copy at an address of a post, or of a comment under it, for somebody of the server that was given it: one for all there is
/// for each of them and for their server itself, one for a person for that person and their server. Nobody of theirs has the
/// post any more: there is none. Whose post it is below has what was said to them.
pub async fn one(db: &impl ConnectionTrait, viewer: Viewer, of: PostId, uri: &str) -> Result<Option<String>, DbErr> {
    let Some(theirs) = theirs(db, viewer).await? else {
        return Ok(None);
    };
    let copy = projection::Entity::find()
        .filter(projection::Column::Uri.eq(uri))
        .filter(theirs)
        .filter(had_by_them(of))
        .one(db)
        .await?;
    Ok(copy.map(|copy| copy.body))
}

/// Those of some things, a post and what is below it, by their guids, of which there is a copy for somebody, with its address.
pub async fn held(
    db: &impl ConnectionTrait,
    viewer: Viewer,
    of: PostId,
    guids: &[&str],
) -> Result<HashMap<String, String>, DbErr> {
    let Some(theirs) = theirs(db, viewer).await? else {
        return Ok(HashMap::new());
    };
    let copies = projection::Entity::find()
        .filter(projection::Column::Guid.is_in(guids.iter().copied()))
        .filter(theirs)
        .filter(had_by_them(of))
        .order_by_desc(projection::Column::Id)
        .all(db)
        .await?;
    // One of their own comes before one for all there.
    let (own, common): (Vec<_>, Vec<_>) = copies.into_iter().partition(|copy| copy.person_id == viewer.person());
    let named = common.into_iter().chain(own).map(|copy| (copy.guid, copy.uri));
    Ok(named.collect())
}

/// Which copies are for somebody of another server. None: they are nobody of one.
async fn theirs(db: &impl ConnectionTrait, viewer: Viewer) -> Result<Option<Condition>, DbErr> {
    let Some(me) = viewer.person() else { return Ok(None) };
    let home = person::Entity::find_by_id(me).one(db).await?;
    let Some(home) = home.and_then(|person| person.pod_id) else {
        return Ok(None);
    };
    let server = actor::Entity::find_by_id(me).one(db).await?;
    let server = server.is_some_and(|actor| actor.kind == "Application" || actor.kind == "Service");
    let mut whose = Condition::any()
        .add(projection::Column::PersonId.is_null())
        .add(projection::Column::PersonId.eq(me));
    if server {
        whose = whose.add(projection::Column::PersonId.is_not_null());
    }
    Ok(Some(
        Condition::all().add(projection::Column::PodId.eq(home)).add(whose),
    ))
}

/// Somebody for whom the copy is has the post: they were given it, or it is theirs.
fn had_by_them(of: PostId) -> Condition {
    Condition::any()
        .add(Expr::exists(still_had(of)))
        .add(Expr::exists(is_theirs(of)))
}

/// The post is by somebody for whom the copy is: what is said below it here was given to them alone.
fn is_theirs(of: PostId) -> sea_orm::sea_query::SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(post::Entity)
        .join(
            JoinType::InnerJoin,
            person::Entity,
            Expr::col((person::Entity, person::Column::Id)).equals((post::Entity, post::Column::AuthorId)),
        )
        .and_where(Expr::col((post::Entity, post::Column::Id)).eq(of))
        .and_where(
            Expr::col((person::Entity, person::Column::Id)).equals((projection::Entity, projection::Column::PersonId)),
        )
        .and_where(Expr::col((person::Entity, person::Column::ClosedAt)).is_null())
        .take()
}

/// Somebody for whom the copy is was given the post, and has it.
fn still_had(of: PostId) -> sea_orm::sea_query::SelectStatement {
    let one = projection::Column::PersonId.into_expr();
    Query::select()
        .expr(Expr::val(1))
        .from(post_recipient::Entity)
        .join(
            JoinType::InnerJoin,
            person::Entity,
            Expr::col((person::Entity, person::Column::Id))
                .equals((post_recipient::Entity, post_recipient::Column::PersonId)),
        )
        .and_where(post_recipient::Column::PostId.eq(of))
        .and_where(
            Expr::col((person::Entity, person::Column::PodId)).equals((projection::Entity, projection::Column::PodId)),
        )
        .and_where(Expr::col((person::Entity, person::Column::ClosedAt)).is_null())
        .cond_where(Condition::any().add(one.is_null()).add(
            Expr::col((person::Entity, person::Column::Id)).equals((projection::Entity, projection::Column::PersonId)),
        ))
        .take()
}
