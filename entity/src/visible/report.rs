//! Reports, for moderators and nobody else, and not for the one who is meant: they would learn who asked, and could
//! dismiss it. What was reported can be had through its report, and only that: a post that is limited, or a private
//! message, is in no list here.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query};
use sea_orm::{QueryOrder, QuerySelect};

use super::whose::is_there;
use crate::proof::Seen;
use crate::{
    PersonId, Reach, ReportId, SeenPhoto, SeenReport, Viewer, comment, message, person, photo, poll, poll_answer, post,
    report, user,
};

/// A report and the two people in it.
#[derive(Clone, Debug)]
pub struct Told {
    /// It.
    pub report: SeenReport,
    /// Who asks.
    pub by: person::Model,
    /// Who is meant.
    pub about: person::Model,
}

/// What was reported, as it is now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Thing {
    /// Rendered and sanitised.
    pub html: String,
    /// It was not for all: whoever looks at it here leaves a line in the log.
    pub limited: bool,
    /// Guid of its post, where there is one.
    pub post: Option<String>,
    /// Its photos, in order.
    pub photos: Vec<SeenPhoto>,
    /// What stands before it, where it is a post.
    pub warning: Option<String>,
    /// Where, where it is a post.
    pub place: Option<String>,
    /// What it asks and the answers, where it is a post with a poll.
    pub poll: Option<(String, Vec<String>)>,
    /// What it shows, rendered and sanitised, where it is a reshare of something that is there and public.
    pub shown: Option<String>,
}

/// Which reports a viewer has: none but as a moderator, and then none about themselves or a thing of theirs, unless
/// nobody else is there to see to it.
fn theirs(viewer: Viewer) -> Option<Condition> {
    match viewer {
        Viewer::Moderator(_, person) => Some(
            Condition::any()
                .add(report::Column::PersonId.ne(person))
                .add(another(person).not()),
        ),
        Viewer::Anyone | Viewer::Local(..) | Viewer::Remote(_) | Viewer::Pod(_) => None,
    }
}

/// Somebody else than this person moderates.
fn another(person: PersonId) -> Expr {
    let others = Query::select()
        .expr(Expr::val(1))
        .from(user::Entity)
        .and_where(user::Column::Role.is_in([user::Role::Moderator, user::Role::Administrator]))
        .and_where(user::Column::State.eq(user::State::Active))
        .and_where(user::Column::PersonId.ne(person))
        .take();
    Expr::exists(others)
}

/// How many wait.
pub async fn waiting(db: &impl ConnectionTrait, viewer: Viewer) -> Result<u64, DbErr> {
    let Some(theirs) = theirs(viewer) else { return Ok(0) };
    report::Entity::find()
        .filter(theirs)
        .filter(report::Column::ClosedAt.is_null())
        .count(db)
        .await
}

/// Those that wait, oldest first, then those that were seen to, newest first.
pub async fn page(db: &impl ConnectionTrait, viewer: Viewer, limit: u64) -> Result<Vec<Told>, DbErr> {
    let Some(theirs) = theirs(viewer) else {
        return Ok(Vec::new());
    };
    let mut rows = report::Entity::find()
        .filter(theirs.clone())
        .filter(report::Column::ClosedAt.is_null())
        .order_by_asc(report::Column::CreatedAt)
        .order_by_asc(report::Column::Id)
        .limit(limit)
        .all(db)
        .await?;
    let closed = report::Entity::find()
        .filter(theirs)
        .filter(report::Column::ClosedAt.is_not_null())
        .order_by_desc(report::Column::ClosedAt)
        .order_by_desc(report::Column::Id)
        .limit(limit.saturating_sub(rows.len() as u64))
        .all(db)
        .await?;
    rows.extend(closed);
    told(db, rows).await
}

/// One of them.
pub async fn one(db: &impl ConnectionTrait, viewer: Viewer, id: ReportId) -> Result<Option<Told>, DbErr> {
    let Some(theirs) = theirs(viewer) else { return Ok(None) };
    let found = report::Entity::find_by_id(id).filter(theirs).one(db).await?;
    Ok(told(db, found.into_iter().collect()).await?.pop())
}

async fn told(db: &impl ConnectionTrait, rows: Vec<report::Model>) -> Result<Vec<Told>, DbErr> {
    let users = user::Entity::find()
        .filter(user::Column::Id.is_in(rows.iter().filter_map(|row| row.user_id)))
        .all(db)
        .await?;
    let by: HashMap<_, PersonId> = users.into_iter().map(|user| (user.id, user.person_id)).collect();
    let theirs = rows.iter().filter_map(|row| row.from_id);
    let ids = rows
        .iter()
        .map(|row| row.person_id)
        .chain(by.values().copied())
        .chain(theirs);
    let people = person::Entity::find()
        .filter(person::Column::Id.is_in(ids))
        .all(db)
        .await?;
    let people: HashMap<PersonId, person::Model> = people.into_iter().map(|person| (person.id, person)).collect();
    let whole = |row: report::Model| {
        let asks = row.from_id.or_else(|| by.get(&row.user_id?).copied())?;
        Some(Told {
            by: people.get(&asks)?.clone(),
            about: people.get(&row.person_id)?.clone(),
            report: Seen::new(row),
        })
    };
    Ok(rows.into_iter().filter_map(whole).collect())
}

/// What was reported; none when it is gone, or when a person is meant.
pub async fn thing(db: &impl ConnectionTrait, of: &SeenReport) -> Result<Option<Thing>, DbErr> {
    let post = match of.post_id {
        Some(id) => post::Entity::find_by_id(id).one(db).await?,
        None => None,
    };
    let limited = post.as_ref().is_some_and(|post| post.reach != Reach::Public);
    let guid = post.as_ref().map(|post| post.guid.clone());
    let photos = photos(db, of).await?;
    let thing = |html: String, limited: bool| Thing {
        html,
        limited,
        post: guid.clone(),
        photos: photos.clone(),
        ..Thing::default()
    };
    if let Some(id) = of.message_id {
        let found = message::Entity::find_by_id(id).one(db).await?;
        return Ok(found.map(|message| thing(message.html, true)));
    }
    Ok(match (of.kind, of.comment_id) {
        (report::What::Comment, Some(id)) => {
            let found = comment::Entity::find_by_id(id).one(db).await?;
            found.map(|comment| thing(comment.html, limited))
        }
        (report::What::Post, _) => match post {
            Some(post) => Some(Thing {
                poll: asked(db, &post).await?,
                shown: shown(db, &post).await?,
                warning: post.warning,
                place: post.place,
                ..thing(post.html, limited)
            }),
            None => None,
        },
        (report::What::Comment | report::What::Person | report::What::Message, _) => None,
    })
}

/// The photos of what was reported, in order: through its report, and in no other way.
pub async fn photos(db: &impl ConnectionTrait, of: &SeenReport) -> Result<Vec<SeenPhoto>, DbErr> {
    let belongs = match of.kind {
        report::What::Person => return Ok(Vec::new()),
        report::What::Post => photo::Column::PostId.eq(of.post_id.map(|id| id.0)),
        report::What::Comment => photo::Column::CommentId.eq(of.comment_id.map(|id| id.0)),
        report::What::Message => photo::Column::MessageId.eq(of.message_id.map(|id| id.0)),
    };
    let found = photo::Entity::find()
        .filter(belongs)
        .order_by_asc(photo::Column::Position)
        .order_by_asc(photo::Column::Id)
        .all(db)
        .await?;
    Ok(found.into_iter().map(Seen::new).collect())
}

/// The poll of a post.
async fn asked(db: &impl ConnectionTrait, of: &post::Model) -> Result<Option<(String, Vec<String>)>, DbErr> {
    let found = poll::Entity::find()
        .filter(poll::Column::PostId.eq(of.id))
        .one(db)
        .await?;
    let Some(found) = found else { return Ok(None) };
    let answers = poll_answer::Entity::find()
        .filter(poll_answer::Column::PollId.eq(found.id))
        .order_by_asc(poll_answer::Column::Id)
        .all(db)
        .await?;
    Ok(Some((
        found.question,
        answers.into_iter().map(|answer| answer.text).collect(),
    )))
}

/// What a reshare shows, as everyone sees it.
async fn shown(db: &impl ConnectionTrait, of: &post::Model) -> Result<Option<String>, DbErr> {
    let Some(root) = of.root_id else { return Ok(None) };
    let found = post::Entity::find_by_id(root)
        .filter(post::Column::Reach.eq(Reach::Public))
        .filter(is_there((post::Entity, post::Column::AuthorId)))
        .one(db)
        .await?;
    Ok(found.map(|root| root.html))
}
