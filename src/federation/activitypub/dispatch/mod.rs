//! Who is told in the fediverse of something that was done here. Only those are asked for who speak nothing else; everybody else
//! has it by the diaspora* protocol. What that cannot say goes to all who can hear it here.
//!
//! What is for everybody goes to the common address of each server where somebody follows, is named or took part. What is not goes
//! to each of those who have it, as [`super::project`] says. What others have said is told by themselves: nothing of theirs is said
//! in a name of ours.

mod act;
mod comment;
mod container;
mod post;

use entity::visible::actor::{self, Reachable, Tongues, Which};
use entity::visible::post::{Authored, posts};
use entity::write::projection::{self as copies, Gone, NewCopy};
use entity::{CommentId, LikeId, PersonId, PollVoteId, PostId, UserId, person, user};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::letter::{self, Inbox};
use super::present::ALL;
use super::{people, quote, talk};
use crate::db::Tx;
use crate::error::Outcome;
use crate::federation::Undone;
use crate::job::Subject;
use crate::pod::Pod;
use crate::wire::activitypub::{Activity, Audience, Id};

pub(super) use act::like;
pub(in crate::federation) use act::{farewell, moved};
pub(super) use post::{copies_gone, shows};

/// An activity, where it goes, and in which form its object is kept.
pub(in crate::federation) struct Outgoing {
    /// In whose name.
    pub(super) by: PersonId,
    /// What.
    pub(super) activity: Activity,
    /// Where to.
    pub(super) to: Vec<Inbox>,
    /// Copies that are given.
    pub(super) given: Vec<NewCopy>,
    /// The copy that is taken back.
    pub(super) taken: Option<Gone>,
    /// The post whose quote is asked for.
    pub(super) asks: Option<PostId>,
}

impl Outgoing {
    pub(super) fn of(by: PersonId, activity: Activity, to: Vec<Inbox>) -> Self {
        Self {
            by,
            activity,
            to,
            given: Vec::new(),
            taken: None,
            asks: None,
        }
    }
}

/// Posts activities.
///
/// # Errors
/// The database cannot be written.
pub(in crate::federation) async fn post(tx: &mut Tx, all: Vec<Outgoing>) -> Outcome<()> {
    let now = tx.now();
    for one in all {
        letter::post(tx, one.by, &one.activity, &one.to).await?;
        copies::keep(tx.sql(), one.given, now).await?;
        if let Some(gone) = &one.taken {
            copies::forget(tx.sql(), gone).await?;
        }
        if let Some(post) = one.asks {
            entity::write::quote::ask(tx.sql(), post, now).await?;
        }
    }
    Ok(())
}

/// The activities about something.
///
/// # Errors
/// It has to be tried again, or something broke.
pub(in crate::federation) async fn written(pod: &Pod, subject: &Subject) -> Result<Vec<Outgoing>, Undone> {
    Ok(match subject {
        Subject::Post { post } => post::shared(pod, PostId(*post), None).await?,
        Subject::Shown { post, people } => post::shared(pod, PostId(*post), Some(people)).await?,
        Subject::Pictures { post } => post::shared(pod, PostId(*post), None).await?,
        Subject::PollEnded { post } => post::poll_ended(pod, PostId(*post)).await?,
        Subject::PostGone {
            guid,
            author,
            pods,
            given,
            people,
            root,
            quoted,
        } => {
            let given = given.as_ref().unwrap_or(pods);
            let open = !(pods.is_empty() && given.is_empty());
            let given = open.then_some(given.as_slice());
            post::gone(
                pod,
                (guid, PersonId(*author)),
                (given, people),
                (root.map(PostId), quoted.map(PostId)),
            )
            .await?
        }
        Subject::Comment { comment } => comment::said(pod, CommentId(*comment)).await?,
        Subject::CommentGone { post, guid, author, .. } => {
            comment::gone(pod, PostId(*post), guid, PersonId(*author)).await?
        }
        Subject::Like { like } => act::liked(pod, LikeId(*like)).await?,
        Subject::LikeGone {
            post,
            guid,
            author,
            comment,
        } => act::like_gone(pod, (PostId(*post), comment.map(CommentId)), guid, PersonId(*author)).await?,
        Subject::Quoted { post, by, made, asked } => {
            quote::answered(pod, (PostId(*post), PersonId(*by)), (made, asked)).await?
        }
        Subject::Stamped { post } => post::stamped(pod, PostId(*post)).await?,
        Subject::Vote { vote } => act::voted(pod, PollVoteId(*vote)).await?,
        Subject::Named { post, comment, pods } => act::named(pod, PostId(*post), comment.map(CommentId), pods).await?,
        Subject::Profile { user } => act::profile(pod, UserId(*user)).await?,
        Subject::Conversation { conversation, message } => talk::begun(pod, *conversation, *message).await?,
        Subject::Message { message, to } => talk::said(pod, *message, to.map(PersonId)).await?,
        Subject::MessageGone {
            conversation,
            guid,
            author,
        } => talk::gone(pod, *conversation, guid, PersonId(*author)).await?,
        // A vote is taken back by nobody there, taking part is said by nobody, pictures go with all of their post, and following and
        // moving have places of their own.
        Subject::Photo { .. }
        | Subject::PhotoGone { .. }
        | Subject::VoteGone { .. }
        | Subject::NotTaken { .. }
        | Subject::TakesPart { .. }
        | Subject::TakesPartNoMore { .. }
        | Subject::Contact { .. }
        | Subject::Follower { .. }
        | Subject::Moved { .. } => Vec::new(),
    })
}

async fn found(pod: &Pod, post: PostId) -> Result<Option<Authored>, Undone> {
    Ok(posts(ALL).by_id(pod.db.read(), post).await?)
}

/// The account of somebody here.
async fn account(pod: &Pod, who: PersonId) -> Result<Option<user::Model>, Undone> {
    let account = user::Entity::find().filter(user::Column::PersonId.eq(who));
    Ok(account.one(pod.db.read()).await?)
}

/// Who hears what somebody here says to everybody: who follows them, and these besides.
async fn hearers(
    pod: &Pod,
    (author, tongues): (&person::Model, Tongues),
    besides: Vec<Reachable>,
) -> Result<Vec<Inbox>, Undone> {
    let mut people = match account(pod, author.id).await? {
        Some(account) => actor::told(pod.db.read(), Which::Followers(account.id), tongues).await?,
        None => Vec::new(),
    };
    people.extend(besides);
    Ok(letter::shared(&people))
}

/// Whom a public post is for besides who follows its author: whom it names, and who took part in it.
async fn around(pod: &Pod, post: &Authored) -> Result<Vec<Reachable>, Undone> {
    let mut people = people::told(pod, &post.post, Which::Named(&post.post)).await?;
    people.extend(people::told(pod, &post.post, Which::InThread(&post.post)).await?);
    Ok(people)
}

/// The actors that something about a post is addressed to by name.
async fn addressed(pod: &Pod, audience: &Audience, about: &Authored) -> Result<Vec<Reachable>, Undone> {
    let named: Vec<&str> = audience.named().map(Id::as_str).collect();
    let actors = entity::actor::Entity::find().filter(entity::actor::Column::Uri.is_in(named));
    let ids: Vec<PersonId> = actors
        .all(pod.db.read())
        .await?
        .into_iter()
        .map(|actor| actor.person_id)
        .collect();
    people::told(pod, &about.post, Which::People(&ids)).await
}
