//! The public posts of somebody of this pod, for feed readers: what anyone may see, and nothing else.

use std::collections::HashMap;

use entity::user::State;
use entity::visible::photo::photos;
use entity::visible::post::{Authored, Cursor, posts};
use entity::{Moment, PostId, SeenPhoto, Viewer, person, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::post::shield;
use super::reshare;
use crate::error::{OrNotFound, Outcome, Refusal};

/// Posts in a feed.
const NEWEST: u64 = 25;

/// Somebody's feed.
pub struct Feed {
    /// Whose.
    pub person: person::Model,
    /// In which language they have the pod.
    pub language: String,
    /// Their newest public posts, newest first.
    pub posts: Vec<Authored>,
    /// What those of them show that are reshares, by row.
    pub roots: HashMap<PostId, Authored>,
    /// Their photos, in order.
    pub photos: Vec<SeenPhoto>,
}

impl Feed {
    /// What a post of it shows, if it is a reshare and that is there.
    pub fn root_of(&self, found: &Authored) -> Option<&Authored> {
        self.roots.get(&found.post.root_id?)
    }

    /// The photos of a post of it, in order.
    pub fn photos_of<'a>(&'a self, found: &'a Authored) -> impl Iterator<Item = &'a SeenPhoto> {
        let id = found.post.id;
        self.photos.iter().filter(move |photo| photo.post_id == Some(id))
    }

    /// When it last changed.
    pub fn updated(&self) -> Moment {
        let changes = self
            .posts
            .iter()
            .map(|found| found.post.edited_at.unwrap_or(found.post.created_at));
        changes.max().unwrap_or(self.person.created_at)
    }
}

/// The feed of a username.
///
/// # Errors
/// There is nobody of that name, or not any more, or not yet: all answer alike.
pub async fn look(db: &impl ConnectionTrait, username: &str, now: Moment) -> Outcome<Feed> {
    let found = user::Entity::find()
        .filter(user::Column::Username.eq(username))
        .one(db)
        .await?
        .or_not_found()?;
    match found.state {
        State::Active | State::Locked => {}
        State::Waiting | State::Closing | State::Closed => return Err(Refusal::NotFound.into()),
    }
    let person = person::Entity::find_by_id(found.person_id).one(db).await?;
    let person = person.filter(|person| person.closed_at.is_none()).or_not_found()?;
    let posts = posts(Viewer::Anyone)
        .by(person.id)
        .public()
        .listed()
        .page(db, Cursor::until(now), NEWEST)
        .await?;
    let roots = reshare::roots(db, Viewer::Anyone, &posts).await?;
    let with = posts
        .iter()
        .filter(|found| found.post.photos > 0 && shield::sensitive(found).is_none());
    let ids: Vec<PostId> = with.map(|found| found.post.id).collect();
    let photos = photos(Viewer::Anyone).of_posts(db, &ids).await?;
    Ok(Feed {
        person,
        language: found.language,
        posts,
        roots,
        photos,
    })
}
