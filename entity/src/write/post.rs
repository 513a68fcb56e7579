//! Writing posts and their audiences.

mod new;

use std::ops::Deref;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{IntoActiveModel, Set};

pub use new::{Beside, Extras, NewPost, Words, complete, insert, later, put_all, show_all};

use super::activity;
use super::numbers::pieces;
use super::reshare;
use super::search::{forget, index};
use crate::proof::Own;
use crate::sql::Sql;
use crate::{
    AspectId, Given, Moment, OwnPost, PersonId, PostId, Reach, SeenPost, TagId, UserId, hidden_post, mention, post,
    post_aspect, post_edit, post_recipient, post_tag,
};

/// The people a limited post goes to, as its author chose them.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    /// Aspects of the author.
    pub aspects: Vec<AspectId>,
    /// People by name.
    pub people: Vec<PersonId>,
    /// But not these.
    pub except: Vec<PersonId>,
}

/// Writes the audience down: who is in the aspects now, and who is named, less who is left out, less closed accounts.
/// Aspects that are not the author's give nobody. Returns how many people that is.
pub async fn give(db: &impl ConnectionTrait, owner: UserId, post: &OwnPost, chosen: &Chosen) -> Result<u64, DbErr> {
    let rows = recipients_of(owner, post.author_id, chosen);
    let insert = Sql::new(
        "INSERT INTO post_recipient (post_id, author_id, person_id, created_at, given_at, given) ",
        [],
    )
    .then(
        "SELECT ?, ?, t.person_id, ?, ?, t.given FROM (",
        [
            post.id.0.into(),
            post.author_id.0.into(),
            post.created_at.0.into(),
            post.created_at.0.into(),
        ],
    )
    .append(rows)
    .then(") t", []);
    let given = db
        .execute_raw(insert.statement(db.get_database_backend()))
        .await?
        .rows_affected();
    activity::given(db, post.id).await?;
    let shared_with = chosen.aspects.iter().map(|aspect| post_aspect::ActiveModel {
        aspect_id: Set(*aspect),
        post_id: Set(post.id),
        created_at: Set(post.created_at),
    });
    if !chosen.aspects.is_empty() {
        post_aspect::Entity::insert_many(shared_with)
            .exec_without_returning(db)
            .await?;
    }
    Ok(given)
}

/// The people that a choice means right now: `person_id` and `given`, each once.
pub(crate) fn recipients_of(owner: UserId, author: PersonId, chosen: &Chosen) -> Sql {
    let values = |ids: &[PersonId]| ids.iter().map(|id| id.0.into()).collect::<Vec<_>>();
    let except = [&chosen.except[..], &[author]].concat();
    let mut either = Sql::new(
        "SELECT m.person_id, 0 AS given FROM aspect_member m JOIN aspect a ON a.id = m.aspect_id ",
        [],
    )
    .then(
        &format!("WHERE a.user_id = ? AND a.id IN ({})", Sql::marks(chosen.aspects.len())),
        {
            std::iter::once(owner.0.into())
                .chain(chosen.aspects.iter().map(|id| id.0.into()))
                .collect::<Vec<_>>()
        },
    );
    if !chosen.people.is_empty() {
        let named = format!(
            " UNION ALL SELECT n.id, 1 FROM person n WHERE n.id IN ({})",
            Sql::marks(chosen.people.len())
        );
        either = either.then(&named, values(&chosen.people));
    }
    Sql::new("SELECT e.person_id, MIN(e.given) AS given FROM (", [])
        .append(either)
        .then(") e JOIN person p ON p.id = e.person_id WHERE p.closed_at IS NULL ", [])
        .then(
            &format!(
                "AND e.person_id NOT IN ({}) GROUP BY e.person_id",
                Sql::marks(except.len())
            ),
            values(&except),
        )
}

/// Shows an existing limited post to more people. Returns those who did not have it before.
pub async fn show(
    db: &impl ConnectionTrait,
    post: &OwnPost,
    people: &[PersonId],
    now: Moment,
) -> Result<Vec<PersonId>, DbErr> {
    let mut new = Vec::new();
    for person in people.iter().filter(|person| **person != post.author_id) {
        if show_each(db, &[(post.id, *person)], now).await? > 0 {
            new.push(*person);
        }
    }
    Ok(new)
}

/// Shows each of these limited posts to one person more. Returns how many did not have theirs before.
async fn show_each(db: &impl ConnectionTrait, all: &[(PostId, PersonId)], now: Moment) -> Result<u64, DbErr> {
    let mut new = 0;
    for some in pieces(all) {
        // Whoever reads by activity has the time of its last one (see `activity`).
        let rows = vec!["(CAST(? AS BIGINT), CAST(? AS BIGINT))"; some.len()];
        let insert = Sql::new(
            "INSERT INTO post_recipient (post_id, person_id, author_id, created_at, given_at, given, active_at) \
             SELECT p.id, v.column2, p.author_id, p.created_at, CAST(? AS BIGINT), CAST(? AS INTEGER), CASE WHEN EXISTS \
             (SELECT 1 FROM \"user\" u WHERE u.person_id = v.column2 AND u.stream_order = 1) THEN p.active_at END ",
            [now.0.into(), Given::Later.to_value().into()],
        )
        .then(
            &format!("FROM (VALUES {}) v JOIN post p ON p.id = v.column1 ", rows.join(", ")),
            some.iter().flat_map(|(post, person)| [post.0.into(), person.0.into()]),
        )
        .then("WHERE TRUE ON CONFLICT DO NOTHING", []);
        let insert = insert.statement(db.get_database_backend());
        new += db.execute_raw(insert).await?.rows_affected();
    }
    Ok(new)
}

/// Takes a post back from someone. False when they did not have it.
pub async fn withdraw(db: &impl ConnectionTrait, post: &OwnPost, person: PersonId) -> Result<Option<()>, DbErr> {
    mention::Entity::delete_by_id((post.id, person)).exec(db).await?;
    let gone = post_recipient::Entity::delete_by_id((post.id, person)).exec(db).await?;
    Ok((gone.rows_affected > 0).then_some(()))
}

/// Replaces what a post says and keeps the former version.
pub async fn edit(db: &impl ConnectionTrait, post: OwnPost, words: Words, now: Moment) -> Result<OwnPost, DbErr> {
    let former = post_edit::ActiveModel {
        post_id: Set(post.id),
        text: Set(post.text.clone()),
        html: Set(post.html.clone()),
        created_at: Set(post.edited_at.unwrap_or(post.created_at)),
        ..Default::default()
    };
    post_edit::Entity::insert(former).exec_without_returning(db).await?;
    let mut row = (*post).clone().into_active_model();
    row.text = Set(words.text);
    row.html = Set(words.html);
    row.title = Set(words.title);
    row.language = Set(words.language);
    row.edited_at = Set(Some(now));
    let row = row.update(db).await?;
    forget(db, row.id).await?;
    index(db, &[(row.id, &words.plain)]).await?;
    Ok(Own::new(row))
}

/// Sets place and warning of a post to these, and when it was last changed. What it says stays, and so do its former versions.
pub async fn detail(db: &impl ConnectionTrait, of: OwnPost, to: Extras, at: Option<Moment>) -> Result<OwnPost, DbErr> {
    let mut row = (*of).clone().into_active_model();
    row.edited_at = Set(at);
    row.place = Set(to.place);
    row.latitude = Set(to.position.map(|(north, _)| north));
    row.longitude = Set(to.position.map(|(_, east)| east));
    row.warning = Set(to.warning);
    row.plain_link = Set(to.plain_link);
    Ok(Own::new(row.update(db).await?))
}

/// Shields a post that was open.
pub async fn shield(db: &impl ConnectionTrait, post: &OwnPost) -> Result<(), DbErr> {
    post::Entity::update_many()
        .col_expr(post::Column::Warning, Expr::value(""))
        .filter(post::Column::Id.eq(post.id))
        .filter(post::Column::Warning.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// Takes a post away whose time is over. False when there is none, or its time is not yet.
pub async fn expire(db: &impl ConnectionTrait, id: PostId, now: Moment) -> Result<bool, DbErr> {
    let due = post::Entity::find_by_id(id)
        .filter(post::Column::ExpiresAt.lte(now))
        .one(db)
        .await?;
    let Some(post) = due else { return Ok(false) };
    delete(db, Own::new(post)).await?;
    Ok(true)
}

/// Takes the post's row before what hangs on it, as every act does that writes both: two at once never wait for each
/// other. Returns the post as it is now.
pub async fn hold(db: &impl ConnectionTrait, post: OwnPost) -> Result<Option<OwnPost>, DbErr> {
    post::Entity::update_many()
        .col_expr(post::Column::Comments, Expr::col(post::Column::Comments))
        .filter(post::Column::Id.eq(post.id))
        .exec(db)
        .await?;
    Ok(post::Entity::find_by_id(post.id).one(db).await?.map(Own::new))
}

/// Renders a post anew without a new version: who may be linked in it has changed.
pub async fn rerender(db: &impl ConnectionTrait, post: &OwnPost, html: String) -> Result<(), DbErr> {
    let rendered = post::ActiveModel {
        html: Set(html),
        ..Default::default()
    };
    post::Entity::update_many()
        .set(rendered)
        .filter(post::Column::Id.eq(post.id))
        .exec(db)
        .await?;
    Ok(())
}

/// Sets the tags of a post to these. One that stands in no list is not found by them.
pub async fn set_tags(db: &impl ConnectionTrait, post: &OwnPost, tags: &[TagId]) -> Result<(), DbErr> {
    post_tag::Entity::delete_many()
        .filter(post_tag::Column::PostId.eq(post.id))
        .exec(db)
        .await?;
    let rows = tags.iter().map(|tag| post_tag::ActiveModel {
        tag_id: Set(*tag),
        post_id: Set(post.id),
        created_at: Set(post.created_at),
        active_at: Set(post.active_at),
    });
    if !tags.is_empty() && !post.quiet {
        post_tag::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Sets the mentions of a post to these people. Those outside its audience are left out: a mention never widens it.
/// Returns the people who were not named before.
pub async fn set_mentions(
    db: &impl ConnectionTrait,
    post: &OwnPost,
    people: &[PersonId],
) -> Result<Vec<PersonId>, DbErr> {
    let inside = inside(db, post, people).await?;
    let former = mention::Entity::find()
        .filter(mention::Column::PostId.eq(post.id))
        .all(db)
        .await?;
    let gone: Vec<PersonId> = former
        .iter()
        .map(|row| row.person_id)
        .filter(|id| !inside.contains(id))
        .collect();
    if !gone.is_empty() {
        mention::Entity::delete_many()
            .filter(mention::Column::PostId.eq(post.id))
            .filter(mention::Column::PersonId.is_in(gone))
            .exec(db)
            .await?;
    }
    let new: Vec<PersonId> = inside
        .into_iter()
        .filter(|id| former.iter().all(|row| row.person_id != *id))
        .collect();
    let rows = new.iter().map(|person| mention::ActiveModel {
        post_id: Set(post.id),
        person_id: Set(*person),
        created_at: Set(post.created_at),
        active_at: Set(post.active_at),
    });
    if !new.is_empty() {
        mention::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(new)
}

/// Those of some people who are in the audience of a post, besides its author.
pub async fn inside(
    db: &impl ConnectionTrait,
    post: &impl Deref<Target = post::Model>,
    people: &[PersonId],
) -> Result<Vec<PersonId>, DbErr> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    if post.reach == Reach::Public {
        return Ok(people
            .iter()
            .copied()
            .filter(|person| *person != post.author_id)
            .collect());
    }
    let given = post_recipient::Entity::find()
        .filter(post_recipient::Column::PostId.eq(post.id))
        .filter(post_recipient::Column::PersonId.is_in(people.iter().copied()));
    let mut inside: Vec<PersonId> = given.all(db).await?.into_iter().map(|row| row.person_id).collect();
    if post.reach == Reach::Pod {
        let here = crate::person::Entity::find()
            .filter(crate::person::Column::Id.is_in(people.iter().copied()))
            .filter(crate::person::Column::PodId.is_null());
        inside.extend(here.all(db).await?.into_iter().map(|person| person.id));
        inside.sort_unstable();
        inside.dedup();
    }
    inside.retain(|person| *person != post.author_id);
    Ok(inside)
}

/// Takes a post away with all that hangs on it.
pub async fn delete(db: &impl ConnectionTrait, post: OwnPost) -> Result<(), DbErr> {
    if let Some(root) = post.root_id {
        reshare::forget(db, root, post.author_id).await?;
    }
    remove(db, &post).await
}

async fn remove(db: &impl ConnectionTrait, post: &post::Model) -> Result<(), DbErr> {
    forget(db, post.id).await?;
    post::Entity::delete_by_id(post.id).exec(db).await?;
    Ok(())
}

/// Takes away up to `most` posts of a closed account. Returns how many that were: fewer than `most` when none is left.
pub async fn delete_some_of(db: &impl ConnectionTrait, author: PersonId, most: u64) -> Result<u64, DbErr> {
    use sea_orm::QuerySelect;
    let some = post::Entity::find()
        .filter(post::Column::AuthorId.eq(author))
        .limit(most)
        .all(db)
        .await?;
    let count = some.len() as u64;
    for row in some {
        // Those of a closed account are not counted any more.
        remove(db, &row).await?;
    }
    Ok(count)
}

/// Pins a post to its author's profile, or takes it off.
pub async fn pin(db: &impl ConnectionTrait, post: OwnPost, at: Option<Moment>) -> Result<OwnPost, DbErr> {
    let mut row = (*post).clone().into_active_model();
    row.pinned_at = Set(at);
    Ok(Own::new(row.update(db).await?))
}

/// Hides a post from somebody's streams.
pub async fn hide(db: &impl ConnectionTrait, user: UserId, post: &SeenPost) -> Result<(), DbErr> {
    let row = hidden_post::ActiveModel {
        user_id: Set(user),
        post_id: Set(post.id),
    };
    let conflict = OnConflict::columns([hidden_post::Column::UserId, hidden_post::Column::PostId])
        .do_nothing()
        .to_owned();
    hidden_post::Entity::insert(row)
        .on_conflict(conflict)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Shows a hidden post again.
pub async fn unhide(db: &impl ConnectionTrait, user: UserId, post: &SeenPost) -> Result<(), DbErr> {
    hidden_post::Entity::delete_by_id((user, post.id)).exec(db).await?;
    Ok(())
}
