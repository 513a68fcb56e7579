//! When something last happened around a post: in its row, and wherever a stream by activity walks along.
//!
//! Whoever was given a post has that time only if they read by activity, so that a comment writes no row for each of
//! thousands who do not. Who begins to read so is brought level at once.

use std::collections::BTreeMap;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::LockType;
use sea_orm::{DbBackend, QueryOrder, QuerySelect};

use super::reshare::Root;
use crate::sql::{Sql, rounded};
use crate::{Moment, PersonId, PostId, Reach, SeenPost, post};

/// What happened at a public post, to be counted with what else happens at others.
#[derive(Clone, Copy, Debug)]
pub struct Move {
    post: PostId,
    /// Its words hold a tag, and a name.
    tagged: bool,
    naming: bool,
    comments: i64,
    likes: i64,
    reshares: i64,
    at: Option<Moment>,
}

impl Move {
    /// One more comment stands under it.
    pub fn said(on: &SeenPost, at: Moment) -> Self {
        Self {
            comments: 1,
            at: Some(at),
            ..Self::none(on)
        }
    }

    /// Somebody more likes it.
    pub fn liked(on: &SeenPost) -> Self {
        Self {
            likes: 1,
            ..Self::none(on)
        }
    }

    /// Somebody more shows it.
    pub fn shown(root: Root) -> Self {
        Self {
            reshares: 1,
            ..Self::of(root.post)
        }
    }

    fn none(on: &SeenPost) -> Self {
        debug_assert!(
            on.reach == Reach::Public,
            "those who were given another are brought level"
        );
        Self {
            tagged: on.text.contains('#'),
            naming: on.text.contains('@'),
            ..Self::of(on.id)
        }
    }

    fn of(post: PostId) -> Self {
        Self {
            post,
            tagged: false,
            naming: false,
            comments: 0,
            likes: 0,
            reshares: 0,
            at: None,
        }
    }

    fn with(self, other: Self) -> Self {
        Self {
            post: self.post,
            tagged: self.tagged || other.tagged,
            naming: self.naming || other.naming,
            comments: self.comments + other.comments,
            likes: self.likes + other.likes,
            reshares: self.reshares + other.reshares,
            at: self.at.max(other.at),
        }
    }
}

/// Nobody else writes the rows of these posts until the transaction ends. On SQLite nobody writes anything meanwhile.
pub async fn hold(db: &impl ConnectionTrait, posts: &[PostId]) -> Result<(), DbErr> {
    if db.get_database_backend() != DbBackend::Postgres || posts.is_empty() {
        return Ok(());
    }
    post::Entity::find()
        .select_only()
        .column(post::Column::Id)
        .filter(post::Column::Id.is_in(posts.iter().copied()))
        .order_by_asc(post::Column::Id)
        .lock(LockType::NoKeyUpdate)
        .into_tuple::<PostId>()
        .all(db)
        .await?;
    Ok(())
}

/// Counts what happened at posts whose rows are held, as [`said`] does for one comment.
pub async fn moved(db: &impl ConnectionTrait, moves: &[Move]) -> Result<(), DbErr> {
    let mut posts: BTreeMap<PostId, Move> = BTreeMap::new();
    for one in moves {
        let so_far = posts.entry(one.post).or_insert_with(|| Move::of(one.post));
        *so_far = so_far.with(*one);
    }
    if posts.is_empty() {
        return Ok(());
    }
    let values = rounded(posts.values().copied().collect());
    let rows = vec![
        "(CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT))";
        values.len()
    ];
    let update = Sql::new(
        &format!(
            "UPDATE post SET comments = comments + v.column2, likes = likes + v.column3, \
             reshares = reshares + v.column4, \
             active_at = CASE WHEN active_at < v.column5 THEN v.column5 ELSE active_at END \
             FROM (VALUES {}) v WHERE post.id = v.column1",
            rows.join(", ")
        ),
        values.iter().flat_map(|one| {
            let at = one.at.map_or(0, |at| at.0);
            [
                one.post.0.into(),
                one.comments.into(),
                one.likes.into(),
                one.reshares.into(),
                at.into(),
            ]
        }),
    );
    db.execute_raw(update.statement(db.get_database_backend())).await?;
    let later = |of: fn(&Move) -> bool| {
        posts
            .values()
            .filter(move |one| of(one))
            .filter_map(|one| Some((one.post, one.at?)))
    };
    along(db, "post_tag", later(|one| one.tagged).collect()).await?;
    along(db, "mention", later(|one| one.naming).collect()).await
}

/// The streams by tag and of names move along. Both are found in the words, so most posts have neither. Words that change at this very
/// moment only cost a post its place by tag until the next comment.
async fn along(db: &impl ConnectionTrait, table: &str, posts: Vec<(PostId, Moment)>) -> Result<(), DbErr> {
    if posts.is_empty() {
        return Ok(());
    }
    let posts = rounded(posts);
    let rows = vec!["(CAST(? AS BIGINT), CAST(? AS BIGINT))"; posts.len()].join(", ");
    let update = Sql::new(
        &format!(
            "UPDATE {table} SET active_at = v.column2 FROM (VALUES {rows}) v \
             WHERE post_id = v.column1 AND active_at < v.column2"
        ),
        posts.iter().flat_map(|(post, at)| [post.0.into(), at.0.into()]),
    );
    db.execute_raw(update.statement(db.get_database_backend())).await?;
    Ok(())
}

/// One more comment stands under a post: it moves up. The post's row is written first.
pub(super) async fn said(db: &impl ConnectionTrait, on: &SeenPost, at: Moment) -> Result<(), DbErr> {
    let post = on.id;
    let update = Sql::new(
        "UPDATE post SET comments = comments + 1, active_at = CASE WHEN active_at < ? THEN ? ELSE active_at END WHERE id = ?",
        [at.0.into(), at.0.into(), post.0.into()],
    );
    db.execute_raw(update.statement(db.get_database_backend())).await?;
    for (sign, table) in [('#', "post_tag"), ('@', "mention")] {
        if on.text.contains(sign) {
            along(db, table, vec![(post, at)]).await?;
        }
    }
    match on.reach {
        // Nobody is written down as having it.
        Reach::Public => Ok(()),
        Reach::Pod | Reach::Limited => given(db, post).await,
    }
}

/// Of those who have a post, whoever reads by activity has the time of its last one.
pub(super) async fn given(db: &impl ConnectionTrait, post: PostId) -> Result<(), DbErr> {
    let update = Sql::new(
        "UPDATE post_recipient SET active_at = (SELECT p.active_at FROM post p WHERE p.id = ?) WHERE post_id = ? \
         AND person_id IN (SELECT u.person_id FROM \"user\" u WHERE u.stream_order = 1)",
        [post.0.into(), post.0.into()],
    );
    db.execute_raw(update.statement(db.get_database_backend())).await?;
    Ok(())
}

/// Somebody reads by activity from now on: all that they were given gets its time. What has it already is not written.
pub async fn level(db: &impl ConnectionTrait, person: PersonId) -> Result<(), DbErr> {
    let update = Sql::new(
        "UPDATE post_recipient SET active_at = (SELECT p.active_at FROM post p WHERE p.id = post_recipient.post_id) \
         WHERE person_id = ? AND COALESCE(active_at, -1) <> \
         (SELECT p.active_at FROM post p WHERE p.id = post_recipient.post_id)",
        [person.0.into()],
    );
    db.execute_raw(update.statement(db.get_database_backend())).await?;
    Ok(())
}
