//! Who is told elsewhere of something that was done here, in whose name, and in how many letters: one for each pod where
//! everybody may see it, one sealed for each person where not.
//!
//! It goes to those who have the post, written down when they got it: whoever has left an aspect since is told of what
//! becomes of what they have.

use std::time::Duration;

use entity::user::State;
use entity::visible::actor::Tongues;
use entity::visible::comment::comments;
use entity::visible::elsewhere;
use entity::visible::like::likes;
use entity::visible::photo::photos;
use entity::visible::post::{Authored, posts};
use entity::visible::vote::votes;
use entity::write::delivery::To;
use entity::{
    CommentId, ConversationId, GoneKind, LikeId, MessageId, PersonId, PodId, PollVoteId, PostId, Reach, UserId, own,
    person, user, visible,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::activitypub::{FAR, dispatch as fediverse, follow, people};
use super::diaspora::files;
use super::diaspora::present::{self, ALL, Blocks, Shares};
use super::letter::{self, Letter, sign};
use super::{Undone, letters, moving, profile, thread};
use crate::domain::{farewell, gone};
use crate::error::Stop;
use crate::job::{Done, Subject};
use crate::pod::Pod;
use crate::queue::Claimed;
use crate::wire::diaspora::entity::AccountDeletion;
use crate::wire::diaspora::{Entity, Kind};

/// Writes the letters about something, and posts them with the job's end.
///
/// # Errors
/// Something broke here.
pub async fn work(pod: &Pod, claimed: &Claimed, subject: &Subject) -> Result<Done, Stop> {
    if let Subject::Follower { user, person } = subject {
        return follow::follower(pod, claimed, UserId(*user), PersonId(*person)).await;
    }
    if let Subject::Contact { user, person } = subject
        && follow::is_actor_only(pod, PersonId(*person)).await?
    {
        return follow::contact(pod, claimed, UserId(*user), PersonId(*person)).await;
    }
    if let Subject::Moved { user, to, consent } = subject {
        return moving::tell(pod, claimed, (UserId(*user), PersonId(*to)), consent.as_deref()).await;
    }
    let letters = match written(pod, subject).await {
        Ok(letters) => letters,
        Err(undone) => return undone.done(),
    };
    let activities = match fediverse::written(pod, subject).await {
        Ok(activities) => activities,
        Err(undone) => return undone.done(),
    };
    let mut tx = pod.db.begin().await?;
    letter::post(&mut tx, letters).await?;
    fediverse::post(&mut tx, activities).await?;
    claimed.finish(&mut tx).await?;
    tx.commit().await?;
    Ok(Done::Done)
}

async fn written(pod: &Pod, subject: &Subject) -> Result<Vec<Letter>, Undone> {
    let letter = match subject {
        Subject::Post { post } => shared(pod, PostId(*post)).await?,
        Subject::Shown { post, people } => shown(pod, PostId(*post), people).await?,
        Subject::PostGone {
            guid,
            author,
            pods,
            given: _,
            people,
            root,
            quoted,
        } => {
            let root = root.or(*quoted).map(PostId);
            post_gone(pod, (guid, root), PersonId(*author), (pods, people)).await?
        }
        Subject::Comment { comment } => commented(pod, CommentId(*comment)).await?,
        Subject::CommentGone { post, guid, author, by } => {
            gone(
                pod,
                PostId(*post),
                (Kind::Comment, guid),
                PersonId(*author),
                PersonId(*by),
            )
            .await?
        }
        Subject::Like { like } => liked(pod, LikeId(*like)).await?,
        Subject::LikeGone { comment, .. } if is_far(pod, comment.map(CommentId)).await? => None,
        Subject::LikeGone { post, guid, author, .. } => {
            let author = PersonId(*author);
            gone(pod, PostId(*post), (Kind::Like, guid), author, author).await?
        }
        Subject::Conversation { conversation, message } => {
            letters::begun(pod, ConversationId(*conversation), MessageId(*message)).await?
        }
        Subject::Message { message, to } => letters::said(pod, MessageId(*message), to.map(PersonId)).await?,
        Subject::MessageGone {
            conversation,
            guid,
            author,
        } => letters::gone(pod, ConversationId(*conversation), guid, PersonId(*author)).await?,
        Subject::Vote { vote } => voted(pod, PollVoteId(*vote)).await?,
        Subject::VoteGone { post, guid, author, by } => {
            let (author, by) = (PersonId(*author), PersonId(*by));
            gone(pod, PostId(*post), (Kind::PollParticipation, guid), author, by).await?
        }
        Subject::NotTaken {
            post,
            kind,
            guid,
            author,
        } => thread::not_taken(pod, PostId(*post), (kind, guid), PersonId(*author)).await?,
        Subject::TakesPart { post, person } => thread::takes_part(pod, PostId(*post), PersonId(*person)).await?,
        Subject::TakesPartNoMore { post, guid, person } => {
            thread::takes_part_no_more(pod, PostId(*post), guid, PersonId(*person)).await?
        }
        Subject::Photo { post, guid } => photo(pod, PostId(*post), guid).await?,
        // Each of the pictures is told by itself, and the protocol knows neither the end of a poll nor quotes.
        Subject::Pictures { .. } | Subject::PollEnded { .. } | Subject::Quoted { .. } | Subject::Stamped { .. } => None,
        Subject::PhotoGone { post, guid } => photo_gone(pod, PostId(*post), guid).await?,
        Subject::Named { post, comment, pods } => named(pod, PostId(*post), comment.map(CommentId), pods).await?,
        Subject::Contact { user, person } => return contact(pod, UserId(*user), PersonId(*person)).await,
        // They were said above.
        Subject::Follower { .. } | Subject::Moved { .. } => return Ok(Vec::new()),
        Subject::Profile { user } => return profile::to_all(pod, UserId(*user)).await,
    };
    Ok(letter.into_iter().collect())
}

/// Everyone elsewhere who has a post. What stands in no list nobody has: this protocol knows no word for it, and would show it in all.
async fn who_has(pod: &Pod, post: &Authored) -> Result<Vec<To>, Undone> {
    if post.post.quiet {
        return Ok(Vec::new());
    }
    if post.post.reach == Reach::Public {
        let pods = elsewhere::pods(pod.db.read(), &post.post).await?;
        return Ok(pods.into_iter().map(|pod| To { pod, person: None }).collect());
    }
    let people = elsewhere::recipients(pod.db.read(), &post.post).await?;
    Ok(people.iter().filter_map(sealed_for).collect())
}

pub(super) fn sealed_for(person: &person::Model) -> Option<To> {
    Some(To {
        pod: person.pod_id?,
        person: Some(person.id),
    })
}

pub(super) async fn found(pod: &Pod, post: PostId) -> Result<Option<Authored>, Undone> {
    Ok(posts(ALL).by_id(pod.db.read(), post).await?)
}

async fn shared(pod: &Pod, post: PostId) -> Result<Option<Letter>, Undone> {
    let Some(post) = found(pod, post).await?.filter(|post| post.author.pod_id.is_none()) else {
        return Ok(None);
    };
    let to = but_roots(pod, &post.author, post.post.root_id, who_has(pod, &post).await?).await?;
    sign(pod, &post.author, present::post(pod, &post).await?, to).await
}

/// Those who are told in this protocol that somebody shows a post. Of one that is known in the fediverse alone, or stands in no list, its
/// author hears there: their pod is told here only if somebody else there hears who shows it.
async fn but_roots(pod: &Pod, who: &person::Model, root: Option<PostId>, mut to: Vec<To>) -> Result<Vec<To>, Undone> {
    let root = match root {
        Some(root) => found(pod, root).await?,
        None => None,
    };
    let Some(root) = root.filter(|root| people::tongues(&root.post) == Tongues::Any) else {
        return Ok(to);
    };
    if root.post.quiet {
        return Ok(Vec::new());
    }
    let account = user::Entity::find().filter(user::Column::PersonId.eq(who.id));
    let contacts = match account.one(pod.db.read()).await? {
        Some(account) => elsewhere::contacts(pod.db.read(), account.id).await?,
        None => Vec::new(),
    };
    let others = contacts
        .iter()
        .any(|abroad| abroad.person.pod_id == root.author.pod_id && abroad.person.id != root.author.id);
    to.retain(|to| others || Some(to.pod) != root.author.pod_id);
    Ok(to)
}

async fn shown(pod: &Pod, post: PostId, people: &[i64]) -> Result<Option<Letter>, Undone> {
    let Some(post) = found(pod, post).await?.filter(|post| post.author.pod_id.is_none()) else {
        return Ok(None);
    };
    let have = elsewhere::recipients(pod.db.read(), &post.post).await?;
    let new = have.iter().filter(|person| people.contains(&person.id.0));
    let to = new.filter_map(sealed_for).collect();
    let mut entity = present::post(pod, &post).await?;
    // To those who were told that it is gone it has to be a later word than that.
    let taken = gone::by(pod.db.read(), GoneKind::Post, &post.post.guid, post.author.id).await?;
    if let Entity::StatusMessage(entity) = &mut entity
        && taken
    {
        entity.edited_at = present::time(pod.db.now().plus(Duration::from_secs(1)));
    }
    sign(pod, &post.author, entity, to).await
}

async fn post_gone(
    pod: &Pod,
    (guid, root): (&str, Option<PostId>),
    author: PersonId,
    (pods, people): (&[i64], &[i64]),
) -> Result<Option<Letter>, Undone> {
    let Some(author) = person::Entity::find_by_id(author).one(pod.db.read()).await? else {
        return Ok(None);
    };
    let people: Vec<PersonId> = people.iter().copied().map(PersonId).collect();
    let people = visible::person::among(pod.db.read(), &people).await?;
    let sealed = people.iter().filter_map(sealed_for);
    let open = pods.iter().map(|pod| To {
        pod: PodId(*pod),
        person: None,
    });
    let to = but_roots(pod, &author, root, open.chain(sealed).collect()).await?;
    sign(pod, &author, present::retraction(&author, Kind::Post, guid)?, to).await
}

/// In whose name something about a post is told, and whom: of a post of ours its author tells all who have it, but for the pod
/// that it came from; of a post of others whoever did it tells its author.
async fn about(pod: &Pod, post: &Authored, by: &person::Model) -> Result<Option<(person::Model, Vec<To>)>, Undone> {
    // What an actor of the fediverse says nobody can sign in the words of this protocol, and what came from there is not known by its
    // name, whatever else its author speaks.
    if people::tongues(&post.post) == Tongues::Any {
        return Ok(None);
    }
    if people::is_actor_only(pod, by).await? || people::is_actor_only(pod, &post.author).await? {
        return Ok(None);
    }
    let home = match post.author.pod_id {
        None => {
            let mut to = who_has(pod, post).await?;
            to.retain(|to| Some(to.pod) != by.pod_id);
            return Ok(Some((post.author.clone(), to)));
        }
        Some(home) => home,
    };
    if by.pod_id.is_some() {
        return Ok(None);
    }
    let whom = (post.post.reach != Reach::Public).then_some(post.author.id);
    let to = To {
        pod: home,
        person: whom,
    };
    Ok(Some((by.clone(), vec![to])))
}

async fn commented(pod: &Pod, id: CommentId) -> Result<Option<Letter>, Undone> {
    let said = comments(ALL).by_id(pod.db.read(), id).await?;
    let Some(said) = said.filter(|said| !said.comment.guid.starts_with(FAR)) else {
        return Ok(None);
    };
    let Some(post) = found(pod, said.comment.post_id).await? else {
        return Ok(None);
    };
    let Some((sender, to)) = about(pod, &post, &said.author).await? else {
        return Ok(None);
    };
    sign(pod, &sender, present::comment(pod, &post, &said).await?, to).await
}

async fn liked(pod: &Pod, id: LikeId) -> Result<Option<Letter>, Undone> {
    let given = likes(ALL).by_id(pod.db.read(), id).await?;
    let Some(given) = given.filter(|given| !given.like.guid.starts_with(FAR)) else {
        return Ok(None);
    };
    if is_far(pod, given.like.comment_id).await? {
        return Ok(None);
    }
    let Some(post) = found(pod, given.like.post_id).await? else {
        return Ok(None);
    };
    let Some((sender, to)) = about(pod, &post, &given.author).await? else {
        return Ok(None);
    };
    sign(pod, &sender, present::like(pod, &post, &given).await?, to).await
}

/// Whether a comment came from the fediverse: nobody who speaks this protocol knows it by its name here.
async fn is_far(pod: &Pod, comment: Option<CommentId>) -> Result<bool, Undone> {
    let Some(comment) = comment else { return Ok(false) };
    let said = comments(ALL).by_id(pod.db.read(), comment).await?;
    Ok(said.is_some_and(|said| said.comment.guid.starts_with(FAR)))
}

/// To pods that had nothing to do with it before.
async fn named(pod: &Pod, post: PostId, comment: Option<CommentId>, pods: &[i64]) -> Result<Option<Letter>, Undone> {
    let post = found(pod, post).await?;
    let Some(post) = post.filter(|post| post.author.pod_id.is_none() && !post.post.quiet) else {
        return Ok(None);
    };
    let to = pods.iter().map(|pod| To {
        pod: PodId(*pod),
        person: None,
    });
    let entity = match comment {
        Some(id) => match comments(ALL).by_id(pod.db.read(), id).await? {
            Some(said) if !said.comment.guid.starts_with(FAR) => present::comment(pod, &post, &said).await?,
            Some(_) | None => return Ok(None),
        },
        None => present::post(pod, &post).await?,
    };
    sign(pod, &post.author, entity, to.collect()).await
}

/// A picture alone, to those who have its post.
async fn photo(pod: &Pod, post: PostId, guid: &str) -> Result<Option<Letter>, Undone> {
    let Some(post) = found(pod, post).await?.filter(|post| post.author.pod_id.is_none()) else {
        return Ok(None);
    };
    let pictures = photos(ALL).of_posts(pod.db.read(), &[post.post.id]).await?;
    let Some(one) = pictures.iter().find(|one| one.guid == guid && files::is_picture(one)) else {
        return Ok(None);
    };
    let (author, public) = (letter::handle(&post.author)?, post.post.reach == Reach::Public);
    let mut entity = files::photo(pod, &author, (&post.post.guid, public), one)?;
    // Whoever has it already takes what is later for what is to be seen on it.
    entity.edited_at = post.post.edited_at.and_then(present::time);
    let entity = Entity::Photo(entity);
    let to = who_has(pod, &post).await?;
    sign(pod, &post.author, entity, to).await
}

async fn photo_gone(pod: &Pod, post: PostId, guid: &str) -> Result<Option<Letter>, Undone> {
    let Some(post) = found(pod, post).await?.filter(|post| post.author.pod_id.is_none()) else {
        return Ok(None);
    };
    let to = who_has(pod, &post).await?;
    let gone = present::retraction(&post.author, Kind::Photo, guid)?;
    sign(pod, &post.author, gone, to).await
}

async fn voted(pod: &Pod, id: PollVoteId) -> Result<Option<Letter>, Undone> {
    let cast = votes(ALL).by_id(pod.db.read(), id).await?;
    let Some(cast) = cast.filter(|cast| !cast.vote.guid.starts_with(FAR)) else {
        return Ok(None);
    };
    let Some(post) = found(pod, cast.post).await? else {
        return Ok(None);
    };
    let Some((sender, to)) = about(pod, &post, &cast.author).await? else {
        return Ok(None);
    };
    sign(pod, &sender, present::vote(pod, &post, &cast).await?, to).await
}

/// Something below a post is gone. When its author's pod did not say so itself, it is told, too.
async fn gone(
    pod: &Pod,
    post: PostId,
    (kind, guid): (Kind, &str),
    author: PersonId,
    by: PersonId,
) -> Result<Option<Letter>, Undone> {
    let Some(post) = found(pod, post).await? else {
        return Ok(None);
    };
    let someone = async |id| person::Entity::find_by_id(id).one(pod.db.read()).await;
    let (Some(author), Some(by)) = (someone(author).await?, someone(by).await?) else {
        return Ok(None);
    };
    if guid.starts_with(FAR) {
        return Ok(None);
    }
    let Some((sender, to)) = about(pod, &post, &by).await? else {
        return Ok(None);
    };
    sign(pod, &sender, present::retraction(&author, kind, guid)?, to).await
}

/// How somebody stands with somebody elsewhere, and what they show of themselves to whom they share with.
async fn contact(pod: &Pod, user: UserId, whom: PersonId) -> Result<Vec<Letter>, Undone> {
    let db = pod.db.read();
    let whom = visible::person::among(db, &[whom]).await?.pop();
    let account = user::Entity::find_by_id(user).one(db).await?;
    let (Some(whom), Some(account)) = (whom, account) else {
        return Ok(Vec::new());
    };
    if people::is_actor_only(pod, &whom).await? {
        return Ok(Vec::new());
    }
    let (Some(to), Some(me)) = (
        sealed_for(&whom),
        person::Entity::find_by_id(account.person_id).one(db).await?,
    ) else {
        return Ok(Vec::new());
    };
    let shares = if elsewhere::receives(db, user, whom.id).await? {
        Shares::Yes
    } else {
        Shares::No
    };
    let blocks = match own::ignore::since(db, user, whom.id).await? {
        Some(_) => Blocks::Yes,
        None => Blocks::No,
    };
    let contact = present::contact(&me, &whom, (shares, blocks))?;
    let mut letters: Vec<Letter> = sign(pod, &me, contact, vec![to]).await?.into_iter().collect();
    if shares == Shares::Yes {
        letters.extend(profile::to_one(pod, &me, to).await?);
    }
    Ok(letters)
}

/// The account's time is over: all who know of it are told, before what they know it by is gone. Once more changes nothing.
///
/// # Errors
/// It has to be tried again, or something broke.
pub async fn farewell(pod: &Pod, id: UserId) -> Result<(), Undone> {
    let db = pod.db.read();
    let account = user::Entity::find_by_id(id).one(db).await?;
    let due = |account: &user::Model| {
        account.state == State::Closing && account.close_at.is_some_and(|at| at <= pod.db.now())
    };
    let Some(account) = account.filter(due) else {
        return Ok(());
    };
    let Some(me) = person::Entity::find_by_id(account.person_id).one(db).await? else {
        return Ok(());
    };
    let pods = acquainted(pod, &account).await?;
    let letters: Vec<Letter> = if farewell::is_kept(db, me.id).await? {
        // Pods of diaspora* have been told that they have moved.
        Vec::new()
    } else {
        let deletion = Entity::AccountDeletion(AccountDeletion {
            author: letter::handle(&me)?,
        });
        match sign(pod, &me, deletion, to_all_of(&pods)).await {
            Ok(letter) => letter.into_iter().collect(),
            // Who never had keys has never told anybody anything.
            Err(Undone::Retry(_)) => Vec::new(),
            Err(undone @ (Undone::Reject(_) | Undone::Broke(_))) => return Err(undone),
        }
    };
    let activities = fediverse::farewell(pod, &me, &pods).await?;
    let sent = pod.act(async |tx| {
        for letter in &letters {
            farewell::keep(tx, me.id, letter.body(), &letter.pods()).await?;
        }
        letter::post(tx, letters.clone()).await?;
        fediverse::post(tx, activities).await
    });
    Ok(sent.await?)
}

/// The pods that know an account: of its contacts, of who has its posts, and of those with whom it said or did something.
pub(super) async fn acquainted(pod: &Pod, account: &user::Model) -> Result<Vec<PodId>, Undone> {
    let db = pod.db.read();
    let contacts = elsewhere::contacts(db, account.id).await?;
    let mut pods: Vec<PodId> = contacts.iter().filter_map(|abroad| abroad.person.pod_id).collect();
    pods.extend(elsewhere::pods_of_posts(db, account.person_id).await?);
    pods.extend(elsewhere::pods_of_doings(db, account.person_id).await?);
    pods.sort_unstable();
    pods.dedup();
    Ok(pods)
}

/// What is for everybody on some pods.
pub(super) fn to_all_of(pods: &[PodId]) -> Vec<To> {
    let open = pods.iter().map(|pod| To {
        pod: *pod,
        person: None,
    });
    open.collect()
}
