//! Whom somebody may name in a comment: people to offer while a name is typed under a post, and who becomes a link.
//!
//! A comment tells nobody who does not have the post, so nobody else is offered. But who has a limited post is known to
//! its author alone. Everyone else is offered whom the thread shows them anyway, and that question is never put to the
//! list of recipients: nothing about whoever has the post and says nothing can be learned from its answer.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Query, SelectStatement};
use sea_orm::{QuerySelect, QueryTrait};

use super::comment::may_read;
use super::like::may_count;
use super::person::{Among, Seeker, found, in_order, matching, there};
use crate::post::Reach;
use crate::{PersonId, SeenPost, Viewer, comment, like, person, post_recipient};

/// People whose name begins like this and who may be named under a post, my contacts first.
pub async fn offered(
    db: &impl ConnectionTrait,
    viewer: Viewer,
    me: Seeker,
    on: &SeenPost,
    search: &str,
    limit: u64,
) -> Result<Vec<person::Model>, DbErr> {
    let select = match on.reach {
        Reach::Public => found(me, search, Among::Here),
        Reach::Pod => found(me, search, Among::Here).filter(person::Column::PodId.is_null()),
        Reach::Limited if on.author_id == me.person => {
            matching(me, search).filter(person::Column::Id.in_subquery(recipients(on)))
        }
        Reach::Limited => matching(me, search).filter(in_thread(viewer, on)),
    };
    in_order(db, select, me, search, 0, limit).await
}

/// Those of some people whom the thread under a post shows to the viewer, in no order.
pub async fn shown(
    db: &impl ConnectionTrait,
    viewer: Viewer,
    on: &SeenPost,
    people: &[PersonId],
) -> Result<Vec<PersonId>, DbErr> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let rows = there()
        .filter(person::Column::Id.is_in(people.iter().copied()))
        .filter(in_thread(viewer, on))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|person| person.id).collect())
}

/// Who wrote the post, says something under it, or likes it or what is said there, as far as the viewer sees.
fn in_thread(viewer: Viewer, on: &SeenPost) -> Condition {
    let said = comment::Entity::find()
        .select_only()
        .column(comment::Column::AuthorId)
        .filter(comment::Column::PostId.eq(on.id))
        .filter(may_read(viewer))
        .into_query();
    let liked = like::Entity::find()
        .select_only()
        .column(like::Column::AuthorId)
        .filter(like::Column::PostId.eq(on.id))
        .filter(may_count(viewer))
        .into_query();
    Condition::any()
        .add(person::Column::Id.eq(on.author_id))
        .add(person::Column::Id.in_subquery(said))
        .add(person::Column::Id.in_subquery(liked))
}

fn recipients(on: &SeenPost) -> SelectStatement {
    Query::select()
        .column(post_recipient::Column::PersonId)
        .from(post_recipient::Entity)
        .and_where(post_recipient::Column::PostId.eq(on.id))
        .take()
}
