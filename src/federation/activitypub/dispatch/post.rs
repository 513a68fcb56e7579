//! Posts on their way into the fediverse: shared, shown later, changed, taken back.

use std::collections::BTreeMap;

use entity::visible::actor::{self, Reachable, Tongues, Which, speaking};
use entity::visible::post::Authored;
use entity::visible::projection;
use entity::visible::quote::is_quote;
use entity::write::projection::Gone;
use entity::{PersonId, PodId, PostId, Reach, person};
use sea_orm::EntityTrait;

use super::{Outgoing, around, found, hearers};
use crate::domain::seal;
use crate::federation::Undone;
use crate::federation::activitypub::present::deed::{self, News};
use crate::federation::activitypub::present::object::{self, Shown};
use crate::federation::activitypub::present::words::Company;
use crate::federation::activitypub::project::{self, Part, What};
use crate::federation::activitypub::{letter, people, places, quoting};
use crate::pod::Pod;
use crate::wire::activitypub::{Activity, Id, Object};

/// A post: to all who have it, or to some who were shown it later.
pub(super) async fn shared(pod: &Pod, post: PostId, some: Option<&[i64]>) -> Result<Vec<Outgoing>, Undone> {
    let Some(post) = found(pod, post).await?.filter(|post| post.author.pod_id.is_none()) else {
        return Ok(Vec::new());
    };
    if post.post.reach == Reach::Public {
        let public = public(pod, &post).await?;
        let mut out: Vec<Outgoing> = public.filter(|one| !one.to.is_empty()).into_iter().collect();
        out.extend(quoting::asked(pod, &post).await?);
        return Ok(out);
    }
    let mut out = Vec::new();
    for part in parts_of(pod, &post).await? {
        let to = part.inboxes(some);
        if to.is_empty() {
            continue;
        }
        let news = match some {
            None if part.known && post.post.edited_at.is_some() => News::Changed,
            None | Some(_) => News::New,
        };
        let note = projected(pod, &post, &part).await?;
        let kept = part.kept(&post.post.guid, &note);
        out.push(Outgoing {
            given: vec![kept],
            ..Outgoing::of(post.author.id, deed::say(note, news)?, to)
        });
    }
    Ok(out)
}

/// A poll is over: who has it, and who has voted, gets how it came out. Of a public one a vote may be all that somebody has to do with it.
pub(super) async fn poll_ended(pod: &Pod, id: PostId) -> Result<Vec<Outgoing>, Undone> {
    let Some(post) = found(pod, id).await? else {
        return Ok(Vec::new());
    };
    let ours = post.author.pod_id.is_none();
    let mut out = match post.post.reach {
        Reach::Public if ours => public(pod, &post).await?.into_iter().collect(),
        Reach::Public | Reach::Pod | Reach::Limited => shared(pod, id, None).await?,
    };
    if post.post.reach == Reach::Public
        && let Some(one) = out.first_mut()
    {
        one.to.extend(letter::shared(
            &speaking(pod.db.read(), Which::Voted(&post.post)).await?,
        ));
        one.to.sort_unstable();
        one.to.dedup();
    }
    for one in &mut out {
        one.activity = deed::ended(one.activity.clone())?;
    }
    Ok(out)
}

/// Something else was said to a quote of ours than before: who has it gets it as it is now. Its words have not changed.
pub(super) async fn stamped(pod: &Pod, id: PostId) -> Result<Vec<Outgoing>, Undone> {
    let quotes =
        |post: &Authored| post.author.pod_id.is_none() && post.post.reach == Reach::Public && is_quote(&post.post);
    let Some(post) = found(pod, id).await?.filter(quotes) else {
        return Ok(Vec::new());
    };
    let Some(mut one) = public(pod, &post).await?.filter(|one| !one.to.is_empty()) else {
        return Ok(Vec::new());
    };
    let word = entity::visible::quote::of(pod.db.read(), &post.post).await?;
    // Each comes once: a no is the last word.
    let name = match word.and_then(|word| word.stamp) {
        Some(stamp) => format!("quote-{}", &seal::digest(&stamp)[..16]),
        None => "quote-refused".to_owned(),
    };
    one.activity = deed::refreshed(one.activity, &name)?;
    Ok(vec![one])
}

/// The copies of a post for those who have it.
pub(super) async fn parts_of(pod: &Pod, post: &Authored) -> Result<Vec<Part>, Undone> {
    let people = speaking(pod.db.read(), Which::Recipients(&post.post)).await?;
    let of = places::post(&pod.settings, &post.post.guid);
    let what = What::Post(post.author.id);
    project::parts(pod, (&post.post.guid, &of), people, what).await
}

async fn projected(pod: &Pod, post: &Authored, part: &Part) -> Result<Object, Undone> {
    let mut company = part.company();
    company.push(post.author.id);
    let shown = Shown {
        id: part.uri.clone(),
        audience: part.audience(),
        company: Company::These(&company),
        addressed: part.mentions(),
        answers: None,
    };
    object::post(pod, post, shown).await
}

/// A public post with where it goes, which may be nowhere. None: it shows what is gone.
async fn public(pod: &Pod, post: &Authored) -> Result<Option<Outgoing>, Undone> {
    let (activity, mut besides) = match post.post.root_id {
        Some(root) => {
            let Some((activity, of)) = shows(pod, post, root).await? else {
                return Ok(None);
            };
            (activity, of)
        }
        None => {
            let news = match post.post.edited_at {
                Some(_) => News::Changed,
                None => News::New,
            };
            (deed::say(object::public_post(pod, post).await?, news)?, Vec::new())
        }
    };
    besides.extend(around(pod, post).await?);
    let to = hearers(pod, (&post.author, people::tongues(&post.post)), besides).await?;
    Ok(Some(Outgoing::of(post.author.id, activity, to)))
}

/// That somebody shows a post. With words of their own it is a quote; what has no address in the fediverse is linked: its page here
/// says whose it is.
pub(in crate::federation::activitypub) async fn shows(
    pod: &Pod,
    post: &Authored,
    root: PostId,
) -> Result<Option<(Activity, Vec<Reachable>)>, Undone> {
    let Some(root) = found(pod, root).await? else {
        return Ok(None);
    };
    let ours = places::post(&pod.settings, &root.post.guid);
    let id = people::thing(pod, (&root.post.guid, &root.author), ours).await?;
    let of = people::told(pod, &root.post, Which::People(&[root.author.id])).await?;
    let Some(id) = id.clone().filter(|_| post.post.text.is_empty()) else {
        let news = match post.post.edited_at {
            Some(_) => News::Changed,
            None => News::New,
        };
        let quoting = object::quoting(pod, post, (&root, id)).await?;
        return Ok(Some((deed::say(quoting, news)?, of)));
    };
    let whose = people::id(pod, &root.author).await?;
    Ok(Some((deed::announced(pod, post, (id, whose)), of)))
}

/// A post is gone. `given`: the servers that have it, if it was public; `root` and `quoted`: what it showed, without a word and with some.
pub(super) async fn gone(
    pod: &Pod,
    (guid, author): (&str, PersonId),
    (given, people): (Option<&[i64]>, &[i64]),
    (root, quoted): (Option<PostId>, Option<PostId>),
) -> Result<Vec<Outgoing>, Undone> {
    let db = pod.db.read();
    let Some(author) = person::Entity::find_by_id(author).one(db).await? else {
        return Ok(Vec::new());
    };
    if author.pod_id.is_some() {
        return Ok(Vec::new());
    }
    let mut out = Vec::new();
    if let Some(given) = given {
        let shown = match root.or(quoted) {
            Some(shown) => found(pod, shown).await?,
            None => None,
        };
        // What shows something quiet is quiet, and was told to all who speak this protocol.
        let tongues = match &shown {
            Some(shown) if shown.post.quiet => Tongues::Any,
            Some(_) | None => Tongues::One,
        };
        let pods: Vec<PodId> = given.iter().copied().map(PodId).collect();
        let mut to = letter::shared(&actor::told(db, Which::On(&pods), tongues).await?);
        // Somebody alone, who has no server's address, need not hear what they never followed.
        to.retain(|inbox| inbox.person.is_none());
        let whose = match &shown {
            Some(shown) if given.iter().any(|pod| Some(PodId(*pod)) == shown.author.pod_id) => {
                people::told(pod, &shown.post, Which::People(&[shown.author.id])).await?
            }
            Some(_) | None => Vec::new(),
        };
        to.extend(hearers(pod, (&author, tongues), whose).await?);
        to.sort_unstable();
        to.dedup();
        if !to.is_empty() {
            let activity = taken_back(pod, &author, guid, shown.filter(|_| root.is_some())).await?;
            out.push(Outgoing::of(author.id, activity, to));
        }
    }
    let people: Vec<PersonId> = people.iter().copied().map(PersonId).collect();
    let people = speaking(db, Which::People(&people)).await?;
    out.extend(copies_gone(pod, (guid, places::post(&pod.settings, guid)), &author, people).await?);
    Ok(out)
}

/// That a public post is gone, or is shown no more.
async fn taken_back(pod: &Pod, author: &person::Model, guid: &str, root: Option<Authored>) -> Result<Activity, Undone> {
    if let Some(root) = root {
        let ours = places::post(&pod.settings, &root.post.guid);
        if let Some(id) = people::thing(pod, (&root.post.guid, &root.author), ours).await? {
            return deed::undo(deed::announce(pod, (author, guid), (id, None), &root.post));
        }
    }
    let actor = places::person(&pod.settings, &author.guid);
    let id = places::post(&pod.settings, guid);
    deed::gone(actor, id, object::open(pod, author, Vec::new()))
}

/// Those who were given copies of something are told that it is gone: each by the address that they know.
pub(in crate::federation::activitypub) async fn copies_gone(
    pod: &Pod,
    (guid, own): (&str, Id),
    author: &person::Model,
    people: Vec<Reachable>,
) -> Result<Vec<Outgoing>, Undone> {
    let copies = projection::copies(pod.db.read(), guid).await?;
    let actor = places::person(&pod.settings, &author.guid);
    // One letter for each copy: what stands in one body is what one server knows anyway.
    let mut told: BTreeMap<(PodId, &str), Vec<&Reachable>> = BTreeMap::new();
    for one in &people {
        let there = || copies.iter().filter(|copy| Some(copy.pod) == one.0.pod_id);
        let own = there().find(|copy| copy.person == Some(one.0.id));
        if let Some(copy) = own.or_else(|| there().find(|copy| copy.person.is_none())) {
            told.entry((copy.pod, &copy.uri)).or_default().push(one);
        }
    }
    let mut out = Vec::new();
    for ((pod, uri), holders) in told {
        let id = Id::parse(uri).unwrap_or_else(|| own.clone());
        let audience = object::only(holders.iter().filter_map(|(_, actor)| Id::parse(&actor.uri)));
        let to = holders
            .iter()
            .filter_map(|(person, actor)| letter::personal(person, actor));
        let taken = Gone {
            guid: guid.to_owned(),
            pod,
            uri: uri.to_owned(),
        };
        out.push(Outgoing {
            taken: Some(taken),
            ..Outgoing::of(author.id, deed::gone(actor.clone(), id, audience)?, to.collect())
        });
    }
    Ok(out)
}
