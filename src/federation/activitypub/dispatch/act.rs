//! What people here do with what others have made, and what they show of themselves.

use entity::visible::actor::{self, Reachable, Tongues, Which, speaking};
use entity::visible::comment::comments;
use entity::visible::like::{Given, likes};
use entity::visible::vote::votes;
use entity::{CommentId, LikeId, PersonId, PodId, PollVoteId, PostId, Reach, UserId, person, user};
use sea_orm::EntityTrait;

use super::{Outgoing, addressed, container, found, hearers};
use crate::federation::Undone;
use crate::federation::activitypub::letter::Inbox;
use crate::federation::activitypub::present::deed::{self, News};
use crate::federation::activitypub::present::{ALL, actor as face, object};
use crate::federation::activitypub::{group, letter, people, places};
use crate::pod::Pod;
use crate::wire::activitypub::{self as wire, Activity, Address, Audience, Deed, Id, Item};

/// What is liked or voted on, as the fediverse knows it.
struct Thing {
    id: Id,
    author: person::Model,
    /// What those speak who are told of it in this protocol.
    tongues: Tongues,
}

/// What is liked, where it has an address in the fediverse.
async fn thing(pod: &Pod, (post, comment): (PostId, Option<CommentId>)) -> Result<Option<Thing>, Undone> {
    let db = pod.db.read();
    let Some(on) = found(pod, post).await? else {
        return Ok(None);
    };
    let below = people::tongues(&on.post);
    let (guid, author, tongues) = match comment {
        Some(id) => match comments(ALL).by_id(db, id).await? {
            Some(said) => {
                let tongues = match below {
                    Tongues::Any => Tongues::Any,
                    Tongues::One => people::tongues_of(&said.comment.guid),
                };
                (said.comment.guid.clone(), said.author, tongues)
            }
            None => return Ok(None),
        },
        None => (on.post.guid.clone(), on.author, below),
    };
    let ours = match comment {
        Some(_) => places::comment(&pod.settings, &guid),
        None => places::post(&pod.settings, &guid),
    };
    let id = people::thing(pod, (&guid, &author), ours).await?;
    Ok(id.map(|id| Thing { id, author, tongues }))
}

/// The same where it is an actor's. Nobody else is told of a like by who gives it.
async fn target(pod: &Pod, of: (PostId, Option<CommentId>)) -> Result<Option<(Id, Id, Reachable)>, Undone> {
    let Some(thing) = thing(pod, of).await? else {
        return Ok(None);
    };
    let whose = actor::told(pod.db.read(), Which::People(&[thing.author.id]), thing.tongues).await?;
    Ok(whose
        .into_iter()
        .next()
        .and_then(|whose| Some((thing.id, Id::parse(&whose.1.uri)?, whose))))
}

/// A like of somebody here, as it is shown at its address. None: what is liked is nothing in the fediverse.
pub(in crate::federation::activitypub) async fn like(pod: &Pod, given: &Given) -> Result<Option<Activity>, Undone> {
    let Some(of) = thing(pod, (given.like.post_id, given.like.comment_id)).await? else {
        return Ok(None);
    };
    match people::id(pod, &of.author).await? {
        Some(whose) => Ok(Some(deed::like(pod, given, (of.id, whose))?)),
        None => Ok(None),
    }
}

/// That somebody likes something: somebody here something of an actor, and whoever something in a conversation of somebody here.
pub(super) async fn liked(pod: &Pod, id: LikeId) -> Result<Vec<Outgoing>, Undone> {
    let Some(given) = likes(ALL).by_id(pod.db.read(), id).await? else {
        return Ok(Vec::new());
    };
    let mut out = container::liked(pod, &given).await?;
    if given.author.pod_id.is_some() {
        return Ok(out);
    }
    let Some((of, actor, whose)) = target(pod, (given.like.post_id, given.like.comment_id)).await? else {
        return Ok(out);
    };
    let mut activity = deed::like(pod, &given, (of, actor))?;
    let to = heard(pod, given.like.post_id, &whose, &mut activity.audience).await?;
    out.push(Outgoing::of(given.author.id, activity, to));
    Ok(out)
}

/// Where a like of something of an actor goes: to them, and to the group in which it stands, which counts it.
async fn heard(pod: &Pod, post: PostId, whose: &Reachable, audience: &mut Audience) -> Result<Vec<Inbox>, Undone> {
    let mut to: Vec<Inbox> = letter::personal(&whose.0, &whose.1).into_iter().collect();
    if let Some(post) = found(pod, post).await? {
        let groups = group::of(pod, &post).await?;
        *audience = groups.told(std::mem::take(audience));
        to.extend(groups.inboxes());
    }
    Ok(to)
}

/// They like it no more.
pub(super) async fn like_gone(
    pod: &Pod,
    on: (PostId, Option<CommentId>),
    guid: &str,
    author: PersonId,
) -> Result<Vec<Outgoing>, Undone> {
    let author = person::Entity::find_by_id(author).one(pod.db.read()).await?;
    let Some(author) = author else {
        return Ok(Vec::new());
    };
    let mut out = container::like_gone(pod, on, (guid, &author)).await?;
    if author.pod_id.is_some() {
        return Ok(out);
    }
    let Some((of, actor, whose)) = target(pod, on).await? else {
        return Ok(out);
    };
    let mut liked = deed::liked(pod, (&author, guid), (of, actor))?;
    let to = heard(pod, on.0, &whose, &mut liked.audience).await?;
    out.push(Outgoing::of(author.id, deed::undo(liked)?, to));
    Ok(out)
}

/// A vote in a poll of an actor.
pub(super) async fn voted(pod: &Pod, id: PollVoteId) -> Result<Vec<Outgoing>, Undone> {
    let Some(cast) = votes(ALL).by_id(pod.db.read(), id).await? else {
        return Ok(Vec::new());
    };
    if cast.author.pod_id.is_some() {
        return Ok(Vec::new());
    }
    let Some((of, actor, whose)) = target(pod, (cast.post, None)).await? else {
        return Ok(Vec::new());
    };
    let polls = entity::visible::poll::of(pod.db.read(), ALL, &[cast.post], pod.db.now()).await?;
    let answers = polls.get(&cast.post).map(|poll| poll.answers.as_slice());
    let answer = answers
        .unwrap_or_default()
        .iter()
        .find(|answer| answer.guid == cast.answer);
    let Some(answer) = answer else {
        return Ok(Vec::new());
    };
    let vote = deed::vote(pod, (&cast.author, &cast.vote.guid), (of, actor, answer.text.clone()))?;
    let to = letter::personal(&whose.0, &whose.1).into_iter().collect();
    Ok(vec![Outgoing::of(cast.author.id, vote, to)])
}

/// People who were found out after something that names them was told.
pub(super) async fn named(
    pod: &Pod,
    post: PostId,
    comment: Option<CommentId>,
    pods: &[i64],
) -> Result<Vec<Outgoing>, Undone> {
    let Some(post) = found(pod, post).await?.filter(|post| post.post.reach == Reach::Public) else {
        return Ok(Vec::new());
    };
    let (note, by) = match comment {
        Some(id) => match comments(ALL).by_id(pod.db.read(), id).await? {
            Some(said) if said.author.pod_id.is_none() => {
                (object::public_comment(pod, &post, &said).await?, said.author.id)
            }
            Some(_) | None => return Ok(Vec::new()),
        },
        None if post.author.pod_id.is_none() && post.post.root_id.is_none() => {
            (Some(object::public_post(pod, &post).await?), post.author.id)
        }
        None => return Ok(Vec::new()),
    };
    let Some(note) = note else { return Ok(Vec::new()) };
    let mut people = addressed(pod, &note.audience, &post).await?;
    people.retain(|(person, _)| person.pod_id.is_some_and(|home| pods.contains(&home.0)));
    let to = letter::shared(&people);
    if to.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![Outgoing::of(by, deed::say(note, News::New)?, to)])
}

/// What somebody shows of themselves, to who follows them and whom they follow.
pub(super) async fn profile(pod: &Pod, user: UserId) -> Result<Vec<Outgoing>, Undone> {
    let db = pod.db.read();
    let Some(account) = user::Entity::find_by_id(user).one(db).await? else {
        return Ok(Vec::new());
    };
    let Some(me) = person::Entity::find_by_id(account.person_id).one(db).await? else {
        return Ok(Vec::new());
    };
    let contacts = entity::visible::elsewhere::contacts(db, user).await?;
    let contacts: Vec<PersonId> = contacts.iter().map(|abroad| abroad.person.id).collect();
    let besides = speaking(db, Which::People(&contacts)).await?;
    let to = hearers(pod, (&me, Tongues::One), besides).await?;
    if to.is_empty() {
        return Ok(Vec::new());
    }
    let actor = face::actor(pod, &me).await?;
    let id = places::deed(&actor.id, &format!("updates/{}", pod.db.now().0));
    let id = id.ok_or_else(|| Undone::Reject("the address of an activity is none".to_owned()))?;
    let by = actor.id.clone();
    let whole = Item::Thing(Box::new(wire::Thing::Actor(Box::new(actor))));
    let mut activity = Activity::new(id, by, Deed::Update(whole));
    activity.audience = Audience {
        to: vec![Address::Public],
        ..Audience::default()
    };
    Ok(vec![Outgoing::of(me.id, activity, to)])
}

/// Somebody here is gone: every server that knows them is told.
///
/// # Errors
/// The database cannot be read.
pub(in crate::federation) async fn farewell(
    pod: &Pod,
    me: &person::Model,
    pods: &[PodId],
) -> Result<Vec<Outgoing>, Undone> {
    let mut to = letter::shared(&speaking(pod.db.read(), Which::On(pods)).await?);
    to.extend(hearers(pod, (me, Tongues::One), Vec::new()).await?);
    let actor = places::person(&pod.settings, &me.guid);
    let gone = deed::gone(actor.clone(), actor, to_everybody())?;
    Ok(told_once(me.id, gone, to))
}

/// Somebody here is somebody else's from now on, at this address: who follows them is told. `tongues`: whether those who have it by the
/// other protocol are told so as well.
///
/// # Errors
/// The database cannot be read.
pub(in crate::federation) async fn moved(
    pod: &Pod,
    (me, tongues): (&person::Model, Tongues),
    new: Id,
) -> Result<Vec<Outgoing>, Undone> {
    let to = hearers(pod, (me, tongues), Vec::new()).await?;
    let actor = places::person(&pod.settings, &me.guid);
    let id =
        places::deed(&actor, "moved").ok_or_else(|| Undone::Reject("the address of an activity is none".to_owned()))?;
    let mut activity = Activity::new(id, actor.clone(), Deed::Move(actor, new));
    activity.audience = to_everybody();
    Ok(told_once(me.id, activity, to))
}

fn to_everybody() -> Audience {
    Audience {
        to: vec![Address::Public],
        ..Audience::default()
    }
}

fn told_once(by: PersonId, activity: Activity, mut to: Vec<letter::Inbox>) -> Vec<Outgoing> {
    to.sort_unstable();
    to.dedup_by(|one, other| one.url == other.url);
    if to.is_empty() {
        return Vec::new();
    }
    vec![Outgoing::of(by, activity, to)]
}
