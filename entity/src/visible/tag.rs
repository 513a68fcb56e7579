//! Tags as a viewer may know them: a tag that occurs only in posts for others does not exist for them.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, LikeExpr, Query, QueryStatementBuilder, SelectStatement};
use sea_orm::{JoinType, QueryOrder, QuerySelect, QueryTrait};

use super::person::there;
use super::post::may_see;
use super::whose::not_ignored;
use crate::{PersonId, TagId, UserId, Viewer, contact, person, post, post_tag, profile_tag, tag, tag_follow};

/// Names of tags that begin like this (lower case, without `#`), at most `n`: those in a post that the viewer may
/// see, in the profile of somebody who may be found, or followed by the viewer.
pub async fn complete(db: &impl ConnectionTrait, viewer: Viewer, prefix: &str, n: u64) -> Result<Vec<String>, DbErr> {
    let mut known = Condition::any().add(in_a_seen_post(viewer)).add(in_a_profile());
    if let Some(user) = viewer.user() {
        known = known.add(followed_by(user));
    }
    let begins = LikeExpr::new(format!("{}%", escaped(prefix))).escape('\\');
    let found = tag::Entity::find()
        .filter(Expr::col((tag::Entity, tag::Column::Name)).like(begins))
        .filter(known)
        .order_by_asc(tag::Column::Name)
        .limit(n)
        .all(db)
        .await?;
    Ok(found.into_iter().map(|tag| tag.name).collect())
}

/// People who have a tag in their profile and may be found by this viewer: searchable ones, the viewer's own
/// contacts and the viewer; nobody whom the viewer ignores. By name, at most `n`.
pub async fn people(
    db: &impl ConnectionTrait,
    viewer: Viewer,
    tag: TagId,
    n: u64,
) -> Result<Vec<person::Model>, DbErr> {
    let to_tag = person::Entity::belongs_to(profile_tag::Entity)
        .from(person::Column::Id)
        .to(profile_tag::Column::PersonId)
        .into();
    there()
        .join(JoinType::InnerJoin, to_tag)
        .filter(profile_tag::Column::TagId.eq(tag))
        .filter(may_find(viewer))
        .order_by_asc(person::Column::Search)
        .limit(n)
        .all(db)
        .await
}

/// People who describe themselves by tags that this person uses too, most of them first; those whom [`people`] would name,
/// without the person and the viewer. At most `n`.
pub async fn alike(
    db: &impl ConnectionTrait,
    viewer: Viewer,
    whom: PersonId,
    n: u64,
) -> Result<Vec<person::Model>, DbErr> {
    let mut others = there().filter(person::Column::Id.ne(whom)).filter(may_find(viewer));
    if let Some(me) = viewer.person() {
        others = others.filter(person::Column::Id.ne(me));
    }
    let shared = Expr::SubQuery(
        None,
        Box::new(shared_with(whom, Expr::val(1).count()).into_sub_query_statement()),
    );
    others
        .filter(Expr::exists(shared_with(whom, Expr::val(1))))
        .order_by_desc(shared)
        .order_by_asc(person::Column::Search)
        .limit(n)
        .all(db)
        .await
}

/// The tags that somebody has in common with this person.
fn shared_with(whom: PersonId, what: Expr) -> SelectStatement {
    let theirs = Query::select()
        .column(profile_tag::Column::TagId)
        .from(profile_tag::Entity)
        .and_where(profile_tag::Column::PersonId.eq(whom))
        .take();
    Query::select()
        .expr(what)
        .from_as(profile_tag::Entity, "common")
        .and_where(Expr::col(("common", profile_tag::Column::PersonId)).equals((person::Entity, person::Column::Id)))
        .and_where(Expr::col(("common", profile_tag::Column::TagId)).in_subquery(theirs))
        .take()
}

/// The viewer may find them: searchable people, their own contacts and they themselves; nobody whom they ignore.
fn may_find(viewer: Viewer) -> Condition {
    let mut found = Condition::any().add(person::Column::Searchable.eq(true));
    if let Some(me) = viewer.person() {
        found = found.add(person::Column::Id.eq(me));
    }
    let Some(user) = viewer.user() else {
        return Condition::all().add(found);
    };
    Condition::all()
        .add(found.add(contact_of(user)))
        .add(not_ignored(user, (person::Entity, person::Column::Id)))
}

/// `%` and `_` of the reader's mean themselves.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

fn in_a_seen_post(viewer: Viewer) -> Expr {
    let to_tag = post::Entity::belongs_to(post_tag::Entity)
        .from(post::Column::Id)
        .to(post_tag::Column::PostId)
        .into();
    let seen = post::Entity::find()
        .select_only()
        .column(post::Column::Id)
        .join(JoinType::InnerJoin, to_tag)
        .filter(
            post_tag::Column::TagId
                .into_expr()
                .equals((tag::Entity, tag::Column::Id)),
        )
        .filter(may_see(viewer));
    Expr::exists(seen.into_query())
}

fn in_a_profile() -> Expr {
    let to_tag = person::Entity::belongs_to(profile_tag::Entity)
        .from(person::Column::Id)
        .to(profile_tag::Column::PersonId)
        .into();
    let profiles = there()
        .select_only()
        .column(person::Column::Id)
        .join(JoinType::InnerJoin, to_tag)
        .filter(
            profile_tag::Column::TagId
                .into_expr()
                .equals((tag::Entity, tag::Column::Id)),
        )
        .filter(person::Column::Searchable.eq(true));
    Expr::exists(profiles.into_query())
}

fn followed_by(user: UserId) -> Expr {
    let follows = Query::select()
        .expr(Expr::val(1))
        .from(tag_follow::Entity)
        .and_where(tag_follow::Column::UserId.eq(user))
        .and_where(
            tag_follow::Column::TagId
                .into_expr()
                .equals((tag::Entity, tag::Column::Id)),
        )
        .take();
    Expr::exists(follows)
}

fn contact_of(user: UserId) -> Expr {
    let contacts = Query::select()
        .expr(Expr::val(1))
        .from(contact::Entity)
        .and_where(contact::Column::UserId.eq(user))
        .and_where(
            contact::Column::PersonId
                .into_expr()
                .equals((person::Entity, person::Column::Id)),
        )
        .take();
    Expr::exists(contacts)
}
