//! What is written to one pod only about what is said below a post: that somebody takes part, and that something is not taken.

use entity::visible::actor::Tongues;
use entity::visible::post::Authored;
use entity::write::delivery::To;
use entity::write::subscription;
use entity::{PersonId, PostId, Reach, person};
use sea_orm::EntityTrait;

use super::Undone;
use super::activitypub::people;
use super::diaspora::present;
use super::dispatch::{found, sealed_for};
use super::letter::{Letter, sign};
use crate::pod::Pod;
use crate::wire::diaspora::Kind;

async fn someone(pod: &Pod, id: PersonId) -> Result<Option<person::Model>, Undone> {
    Ok(person::Entity::find_by_id(id).one(pod.db.read()).await?)
}

/// A post that whoever wrote it knows by its name here. What came from the fediverse they do not.
async fn known(pod: &Pod, post: PostId) -> Result<Option<Authored>, Undone> {
    let post = found(pod, post).await?;
    Ok(post.filter(|post| people::tongues_of(&post.post.guid) == Tongues::One))
}

/// Whoever said something about a post of ours that is not taken is told in the name of the post's author that it is gone.
pub(super) async fn not_taken(
    pod: &Pod,
    post: PostId,
    (kind, guid): (&str, &str),
    author: PersonId,
) -> Result<Option<Letter>, Undone> {
    let (Some(post), Some(author)) = (found(pod, post).await?, someone(pod, author).await?) else {
        return Ok(None);
    };
    let (Some(home), Some(kind)) = (author.pod_id, Kind::of_camel(kind)) else {
        return Ok(None);
    };
    let to = To {
        pod: home,
        person: (post.post.reach != Reach::Public).then_some(author.id),
    };
    sign(pod, &post.author, present::retraction(&author, kind, guid)?, vec![to]).await
}

/// The pod of a post is asked to tell what is said about it.
pub(super) async fn takes_part(pod: &Pod, post: PostId, who: PersonId) -> Result<Option<Letter>, Undone> {
    let name = subscription::name(pod.db.read(), post, who).await?;
    let (Some(post), Some(who), Some(name)) = (known(pod, post).await?, someone(pod, who).await?, name) else {
        return Ok(None);
    };
    let to = sealed_for(&post.author).into_iter().collect();
    let asks = present::participation(&who, &post.post.guid, &name)?;
    sign(pod, &who, asks, to).await
}

/// It is told that this is over.
pub(super) async fn takes_part_no_more(
    pod: &Pod,
    post: PostId,
    name: &str,
    who: PersonId,
) -> Result<Option<Letter>, Undone> {
    let (Some(post), Some(who)) = (known(pod, post).await?, someone(pod, who).await?) else {
        return Ok(None);
    };
    let to = sealed_for(&post.author).into_iter().collect();
    let over = present::retraction(&who, Kind::Participation, name)?;
    sign(pod, &who, over, to).await
}
