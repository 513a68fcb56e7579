//! What is said and felt about a post.

use entity::viewer::Reason;
use entity::visible::comment::comments;
use entity::visible::like::likes;
use entity::visible::post::posts;
use entity::{GoneKind, PersonId, SeenPost, Viewer, person, visible};

use super::{author, moment, seen};
use crate::db::Tx;
use crate::domain::comment::{self, Arrived as NewComment};
use crate::domain::like::{self, Arrived as NewLike, On};
use crate::domain::poll::{self, Arrived as NewVote};
use crate::domain::speaker::Speaker;
use crate::domain::{self, emoji, gone};
use crate::error::{CommentRefusal, Fault, LikeRefusal, OrNotFound, Outcome, PollRefusal, Refusal, Stop};
use crate::job::{Job, Subject};
use crate::wire::diaspora::entity::{Comment, Like, Liked, PollParticipation};
use crate::wire::diaspora::{AsSigned, Kind, Text};

/// Who has sent it, and for whom it was sealed.
type From<'a> = (&'a person::Model, Option<PersonId>);

/// The comment's own author has to see the post: whoever relays it has said so only by relaying.
pub(super) async fn commented(tx: &mut Tx, (sender, recipient): From<'_>, entity: &Comment) -> Outcome<()> {
    let author = author(tx, sender, &entity.author).await?;
    let on = discussed(tx, &author, recipient, entity.parent_guid.as_str()).await?;
    let arrived = NewComment {
        guid: entity.guid.as_str(),
        text: entity.text.as_str(),
        at: entity.created_at.and_then(moment),
        edited_at: entity.edited_at.and_then(moment),
        answers: entity.thread_parent_guid.as_ref().map(|guid| guid.as_str()),
        signed: signed(&entity.as_signed)?,
    };
    let done = comment::arrive(tx, &author, &on, arrived).await.map(drop);
    or_sent_back(tx, (Kind::Comment, entity.guid.as_str()), &author, &on, done).await
}

/// What is not taken because its author is ignored, or too late, does not go on standing on their pod alone: it is told that it is gone.
async fn or_sent_back(
    tx: &mut Tx,
    (kind, guid): (Kind, &str),
    author: &person::Model,
    on: &SeenPost,
    done: Outcome<()>,
) -> Outcome<()> {
    let refused = matches!(
        done,
        Err(Stop::Refused(
            Refusal::Comment(CommentRefusal::NotTaken)
                | Refusal::Like(LikeRefusal::NotTaken)
                | Refusal::Poll(PollRefusal::NotTaken | PollRefusal::Over)
        ))
    );
    if !refused {
        return done;
    }
    let all = Viewer::Pod(Reason::Arrival);
    // Refused in the last moment, when it was written already: then all of it has to be taken back.
    let written = (kind == Kind::Comment && comments(all).one(tx.sql(), guid).await?.is_some())
        || (kind == Kind::Like && likes(all).one(tx.sql(), guid).await?.is_some());
    if written || domain::person::accounts(tx.sql(), &[on.author_id]).await?.is_empty() {
        return done;
    }
    let subject = Subject::NotTaken {
        post: on.id.0,
        kind: kind.camel().to_owned(),
        guid: guid.to_owned(),
        author: author.id.0,
    };
    Ok(tx.enqueue(Job::Dispatch { subject }).await?)
}

/// The post that somebody speaks about. Of a limited post of another pod we know only who of us has it: there its author, who
/// relays, has judged, and whoever of us it came to has to see the post.
async fn discussed(tx: &Tx, author: &person::Model, recipient: Option<PersonId>, guid: &str) -> Outcome<SeenPost> {
    let Some(whom) = recipient else {
        return seen(tx, author, guid).await;
    };
    let own = posts(Viewer::Pod(Reason::Arrival))
        .one(tx.sql(), guid)
        .await?
        .or_not_found()?;
    if own.author.pod_id.is_none() {
        return seen(tx, author, guid).await;
    }
    let whom = visible::person::among(tx.sql(), &[whom]).await?.pop().or_not_found()?;
    seen(tx, &whom, guid).await
}

pub(super) async fn liked(tx: &mut Tx, (sender, recipient): From<'_>, entity: &Like) -> Outcome<()> {
    let author = author(tx, sender, &entity.author).await?;
    // A dislike is nothing that is shown here, so it is none.
    if entity.positive != Some(true) {
        return Err(crate::error::LikeRefusal::NoEmoji.into());
    }
    let guid = entity.parent_guid.as_str();
    let (post, comment) = match entity.parent {
        Liked::Post => (discussed(tx, &author, recipient, guid).await?, None),
        Liked::Comment => {
            let all = comments(Viewer::Pod(Reason::Arrival)).one(tx.sql(), guid).await?;
            let comment = all.or_not_found()?.comment;
            let under = posts(Viewer::Pod(Reason::Arrival))
                .by_id(tx.sql(), comment.post_id)
                .await?
                .or_not_found()?;
            let post = discussed(tx, &author, recipient, &under.post.guid).await?;
            (post, Some(comment))
        }
    };
    let on = On {
        post: &post,
        comment: comment.as_ref(),
    };
    let sign = entity.emoji.as_ref().map(Text::as_str);
    let feeling = emoji::felt(tx.sql(), &author, sign).await?;
    let arrived = NewLike {
        guid: entity.guid.as_str(),
        emoji: feeling,
        signed: signed(&entity.as_signed)?,
    };
    let done = like::arrive(tx, &author, on, arrived).await;
    or_sent_back(tx, (Kind::Like, entity.guid.as_str()), &author, &post, done).await
}

pub(super) async fn voted(tx: &mut Tx, (sender, recipient): From<'_>, entity: &PollParticipation) -> Outcome<()> {
    let author = author(tx, sender, &entity.author).await?;
    let all = Viewer::Pod(Reason::Arrival);
    let on = visible::poll::post_of(tx.sql(), all, entity.parent_guid.as_str()).await?;
    let on = posts(all).by_id(tx.sql(), on.or_not_found()?).await?.or_not_found()?;
    let on = discussed(tx, &author, recipient, &on.post.guid).await?;
    let arrived = NewVote {
        guid: entity.guid.as_str(),
        poll: entity.parent_guid.as_str(),
        answer: entity.poll_answer_guid.as_str(),
        signed: signed(&entity.as_signed)?,
    };
    let done = poll::arrive(tx, &author, &on, arrived).await;
    or_sent_back(tx, (Kind::PollParticipation, entity.guid.as_str()), &author, &on, done).await
}

pub(super) async fn unliked(tx: &mut Tx, sender: &person::Model, guid: &str) -> Outcome<()> {
    let all = Viewer::Pod(Reason::Arrival);
    let given = likes(all).one(tx.sql(), guid).await?.or_not_found()?;
    let post = posts(all)
        .by_id(tx.sql(), given.like.post_id)
        .await?
        .or_not_found()?
        .post;
    let comment = match given.like.comment_id {
        Some(id) => Some(comments(all).by_id(tx.sql(), id).await?.or_not_found()?.comment),
        None => None,
    };
    let on = On {
        post: &post,
        comment: comment.as_ref(),
    };
    gone::note(tx, GoneKind::Like, guid, sender.id).await?;
    like::take_away(tx, Speaker::elsewhere(sender), given.author.id, on).await
}

fn signed(what: &AsSigned) -> Outcome<Option<String>> {
    Ok(Some(serde_json::to_string(what).map_err(Fault::of)?))
}
