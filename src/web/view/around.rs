//! What people whom the viewer ignores did around posts and comments: it is not there for them, so it is taken off
//! the numbers.

use std::collections::HashMap;

use entity::own::ignore::{self, Silent};
use entity::visible::comment::Written;
use entity::visible::post::Authored;
use entity::{CommentId, PostId};

use crate::error::Outcome;
use crate::pod::Pod;
use crate::web::guard::Visit;

/// What is not there for the viewer.
#[derive(Debug, Default)]
pub struct Silence {
    posts: HashMap<i64, Silent>,
    comments: HashMap<i64, Silent>,
}

impl Silence {
    /// Around some posts and comments. Who ignores nobody asks nothing.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn around<'a>(
        pod: &Pod,
        visit: &Visit,
        posts: impl IntoIterator<Item = &'a Authored>,
        comments: &[Written],
    ) -> Outcome<Self> {
        let Some(me) = visit.me.as_ref().filter(|me| me.ignores) else {
            return Ok(Self::default());
        };
        let (db, user) = (pod.db.read(), me.user.id);
        let posts = posts.into_iter().map(|found| &found.post);
        let posts: Vec<PostId> = posts
            .filter(|post| post.comments > 0 || post.likes > 0 || post.reshares > 0)
            .map(|post| post.id)
            .collect();
        let comments = comments.iter().map(|found| &found.comment);
        let comments: Vec<CommentId> = comments
            .filter(|comment| comment.likes > 0)
            .map(|comment| comment.id)
            .collect();
        let by_id = |found: Vec<Silent>| found.into_iter().map(|silent| (silent.id, silent)).collect();
        Ok(Self {
            posts: by_id(ignore::around_posts(db, user, &posts).await?),
            comments: by_id(ignore::around_comments(db, user, &comments).await?),
        })
    }

    /// Comments, likes and reshares that are not there.
    pub fn of_post(&self, post: PostId) -> Silent {
        self.posts.get(&post.0).copied().unwrap_or_default()
    }

    /// Likes that are not there.
    pub fn of_comment(&self, comment: CommentId) -> i64 {
        self.comments.get(&comment.0).map_or(0, |silent| silent.likes)
    }
}
