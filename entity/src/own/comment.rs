//! My own comments, those that I may take away, and the threads I follow.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Query};

use crate::proof::Own;
use crate::report::What;
use crate::visible::comment::may_read;
use crate::{
    CommentId, OwnComment, PersonId, PostId, SeenPost, SeenReport, UserId, Viewer, comment, notification,
    participation, post,
};

/// One of the viewer's own comments by its guid, on a post that they still see.
pub async fn one(db: &impl ConnectionTrait, viewer: Viewer, guid: &str) -> Result<Option<OwnComment>, DbErr> {
    let Some(me) = viewer.person() else { return Ok(None) };
    let found = comment::Entity::find()
        .filter(may_read(viewer))
        .filter(comment::Column::AuthorId.eq(me))
        .filter(comment::Column::Guid.eq(guid))
        .one(db)
        .await?;
    Ok(found.map(Own::new))
}

/// A comment of somebody of another pod, for what they have said anew of it and signed.
pub async fn of(
    db: &impl ConnectionTrait,
    viewer: Viewer,
    author: PersonId,
    guid: &str,
) -> Result<Option<OwnComment>, DbErr> {
    let found = comment::Entity::find()
        .filter(may_read(viewer))
        .filter(comment::Column::AuthorId.eq(author))
        .filter(comment::Column::Guid.eq(guid))
        .one(db)
        .await?;
    Ok(found.map(Own::new))
}

/// A comment that whoever asked may take away: it is theirs, or stands under their post.
#[derive(Clone, Debug, PartialEq)]
pub struct Removable(pub(crate) comment::Model);

impl Removable {
    /// Its row.
    pub fn id(&self) -> CommentId {
        self.0.id
    }

    /// Its address.
    pub fn guid(&self) -> &str {
        &self.0.guid
    }

    /// Under which post it stands.
    pub fn post(&self) -> PostId {
        self.0.post_id
    }

    /// Who wrote it.
    pub fn author(&self) -> PersonId {
        self.0.author_id
    }
}

/// One of the comments that the viewer may take away, by its guid. Of what somebody of another pod has said that is theirs to do also where
/// they do not see it here, since they have lost the post or only its author's server knows who has it.
pub async fn removable(db: &impl ConnectionTrait, viewer: Viewer, guid: &str) -> Result<Option<Removable>, DbErr> {
    let Some(me) = viewer.person() else { return Ok(None) };
    let under_mine = Query::select()
        .column(post::Column::Id)
        .from(post::Entity)
        .and_where(post::Column::AuthorId.eq(me))
        .take();
    let mut own = Condition::all().add(comment::Column::AuthorId.eq(me));
    if !matches!(viewer, Viewer::Remote(_)) {
        own = own.add(may_read(viewer));
    }
    let under_mine = Condition::all()
        .add(may_read(viewer))
        .add(comment::Column::PostId.in_subquery(under_mine));
    let found = comment::Entity::find()
        .filter(comment::Column::Guid.eq(guid))
        .filter(Condition::any().add(own).add(under_mine))
        .one(db)
        .await?;
    Ok(found.map(Removable))
}

/// The comment that a report is about, for who sees to the report.
pub async fn reported(db: &impl ConnectionTrait, of: &SeenReport) -> Result<Option<Removable>, DbErr> {
    let Some(id) = of.comment_id.filter(|_| of.kind == What::Comment) else {
        return Ok(None);
    };
    Ok(comment::Entity::find_by_id(id).one(db).await?.map(Removable))
}

/// Those of some accounts that do not want to be told of what is said about a post.
pub async fn muted(db: &impl ConnectionTrait, of: &SeenPost, among: &[UserId]) -> Result<Vec<UserId>, DbErr> {
    let rows = participation::Entity::find()
        .filter(participation::Column::PostId.eq(of.id))
        .filter(participation::Column::Muted.eq(true))
        .filter(participation::Column::UserId.is_in(among.iter().copied()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.user_id).collect())
}

/// Accounts that were told of a comment.
pub async fn told_of(db: &impl ConnectionTrait, comment: &Removable) -> Result<Vec<UserId>, DbErr> {
    let rows = notification::Entity::find()
        .filter(notification::Column::CommentId.eq(comment.id()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.user_id).collect())
}

/// Whether I am told of what is said about a post: none when I have not said so and did nothing there.
pub async fn participation(db: &impl ConnectionTrait, me: UserId, post: PostId) -> Result<Option<bool>, DbErr> {
    let found = participation::Entity::find_by_id((me, post)).one(db).await?;
    Ok(found.map(|row| !row.muted))
}
