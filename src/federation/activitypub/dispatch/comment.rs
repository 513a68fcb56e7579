//! Comments on their way into the fediverse.

use entity::visible::actor::{Which, speaking};
use entity::visible::comment::{Written, comments};
use entity::visible::post::Authored;
use entity::write::projection::NewCopy;
use entity::{CommentId, PersonId, PodId, PostId, Reach, person};
use sea_orm::EntityTrait;

use super::post::copies_gone;
use super::{Outgoing, addressed, around, container, found, hearers};
use crate::federation::Undone;
use crate::federation::activitypub::present::ALL;
use crate::federation::activitypub::present::deed::{self, News};
use crate::federation::activitypub::present::object::{self, Shown};
use crate::federation::activitypub::present::words::{Company, mention_of};
use crate::federation::activitypub::project::{self, Part, What};
use crate::federation::activitypub::{group, letter, people, places};
use crate::pod::Pod;
use crate::wire::activitypub::Id;

/// A comment of somebody here: under a public post to who hears them and took part; under a limited one of ours to all who have it;
/// under one of others to its author alone. Below a post of ours its author hands it on besides, also what others say.
pub(super) async fn said(pod: &Pod, id: CommentId) -> Result<Vec<Outgoing>, Undone> {
    let Some(said) = comments(ALL).by_id(pod.db.read(), id).await? else {
        return Ok(Vec::new());
    };
    let Some(post) = found(pod, said.comment.post_id).await? else {
        return Ok(Vec::new());
    };
    if said.author.pod_id.is_some() {
        return Ok(container::theirs(pod, &post, &said).await?.into_iter().collect());
    }
    let news = match said.comment.edited_at {
        Some(_) => News::Changed,
        None => News::New,
    };
    if post.post.reach == Reach::Public {
        return said_openly(pod, &post, &said, news).await;
    }
    if post.author.pod_id.is_some() {
        return Ok(said_to_author(pod, &post, &said, news).await?.into_iter().collect());
    }
    let of = places::comment(&pod.settings, &said.comment.guid);
    let people = speaking(pod.db.read(), Which::Recipients(&post.post)).await?;
    let mut out = Vec::new();
    let what = What::Below(post.author.id, &post.post.guid);
    for part in project::parts(pod, (&said.comment.guid, &of), people, what).await? {
        let mut company = part.company();
        company.extend([post.author.id, said.author.id]);
        let shown = Shown {
            id: part.uri.clone(),
            audience: part.audience(),
            company: Company::These(&company),
            addressed: part.mentions(),
            answers: Some(answered_there(pod, &post, &said, &part).await?),
        };
        let note = object::comment(pod, &said, shown).await?;
        let kept = part.kept(&said.comment.guid, &note);
        let news = if part.known { news } else { News::New };
        let given = Outgoing {
            given: vec![kept],
            ..Outgoing::of(said.author.id, deed::say(note, news)?, part.inboxes(None))
        };
        let added = container::beside(pod, &post, (&said.comment.guid, &given)).await?;
        out.push(given);
        out.extend(added);
    }
    Ok(out)
}

/// What a comment answers, by the address under which the holders of a copy know it. A comment of another server is not named: who
/// said something there is nothing that they know.
async fn answered_there(pod: &Pod, post: &Authored, said: &Written, part: &Part) -> Result<Id, Undone> {
    if let Some(id) = said.comment.answers_id
        && let Some(parent) = comments(ALL).by_id(pod.db.read(), id).await?
        && parent.author.pod_id.is_none()
    {
        let of = places::comment(&pod.settings, &parent.comment.guid);
        return project::beside(pod, part, (&parent.comment.guid, of)).await;
    }
    let of = places::post(&pod.settings, &post.post.guid);
    project::beside(pod, part, (&post.post.guid, of)).await
}

async fn said_openly(pod: &Pod, post: &Authored, said: &Written, news: News) -> Result<Vec<Outgoing>, Undone> {
    let Some(note) = object::public_comment(pod, post, said).await? else {
        return Ok(Vec::new());
    };
    let mut besides = around(pod, post).await?;
    besides.extend(people::told(pod, &post.post, Which::People(&[post.author.id])).await?);
    besides.extend(addressed(pod, &note.audience, post).await?);
    let to = hearers(pod, (&said.author, people::tongues(&post.post)), besides).await?;
    let activity = deed::say(note, news)?;
    let added = container::openly(pod, post, (&said.comment.guid, &activity)).await?;
    let heard = (!to.is_empty()).then(|| Outgoing::of(said.author.id, activity, to));
    Ok(heard.into_iter().chain(added).collect())
}

/// Of what is for a few on another server only that server knows for whom: a comment goes to the post's author, and to nobody
/// else, whatever the writer's own followers may see.
async fn said_to_author(pod: &Pod, post: &Authored, said: &Written, news: News) -> Result<Option<Outgoing>, Undone> {
    let of = people::told(pod, &post.post, Which::People(&[post.author.id])).await?;
    let Some((whom, actor)) = of.first() else {
        return Ok(None);
    };
    let Some((answers, _)) = object::answered(pod, post, said).await? else {
        return Ok(None);
    };
    let Some(id) = Id::parse(&actor.uri) else {
        return Ok(None);
    };
    let company = [whom.id, said.author.id];
    let shown = Shown {
        id: places::comment(&pod.settings, &said.comment.guid),
        audience: object::only([id.clone()]),
        company: Company::These(&company),
        addressed: vec![mention_of(whom, id)],
        answers: Some(answers),
    };
    let note = object::comment(pod, said, shown).await?;
    let kept = NewCopy {
        guid: said.comment.guid.clone(),
        pod: whom.pod_id.unwrap_or(PodId(0)),
        person: Some(whom.id),
        uri: places::comment(&pod.settings, &said.comment.guid).to_string(),
        body: note.json().to_string(),
    };
    let to = letter::personal(whom, actor).into_iter().collect();
    Ok(Some(Outgoing {
        given: vec![kept],
        ..Outgoing::of(said.author.id, deed::say(note, news)?, to)
    }))
}

/// A comment of somebody here is gone, whoever took it away.
pub(super) async fn gone(pod: &Pod, post: PostId, guid: &str, author: PersonId) -> Result<Vec<Outgoing>, Undone> {
    let db = pod.db.read();
    let author = person::Entity::find_by_id(author).one(db).await?;
    let (Some(post), Some(author)) = (found(pod, post).await?, author) else {
        return Ok(Vec::new());
    };
    if author.pod_id.is_some() {
        let removed = container::theirs_gone(pod, &post, (guid, &author)).await?;
        return Ok(removed.into_iter().collect());
    }
    let of = places::comment(&pod.settings, guid);
    if post.post.reach != Reach::Public {
        let mut people = speaking(db, Which::Recipients(&post.post)).await?;
        people.extend(people::told(pod, &post.post, Which::People(&[post.author.id])).await?);
        let mut out = Vec::new();
        for gone in copies_gone(pod, (guid, of), &author, people).await? {
            let added = container::beside(pod, &post, (guid, &gone)).await?;
            out.push(gone);
            out.extend(added);
        }
        return Ok(out);
    }
    let mut besides = around(pod, &post).await?;
    besides.extend(people::told(pod, &post.post, Which::People(&[post.author.id])).await?);
    besides.extend(group::of(pod, &post).await?.into_people());
    let to = hearers(pod, (&author, people::tongues(&post.post)), besides).await?;
    let actor = places::person(&pod.settings, &author.guid);
    let gone = deed::gone(actor, of, object::open_as(pod, (&author, Vec::new()), &post.post))?;
    let added = container::openly(pod, &post, (guid, &gone)).await?;
    let heard = (!to.is_empty()).then(|| Outgoing::of(author.id, gone, to));
    Ok(heard.into_iter().chain(added).collect())
}
