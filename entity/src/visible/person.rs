//! Finding people. Name, picture and diaspora ID of a person are open; that somebody can be found at all is their
//! own choice (`searchable`), except by those whose contact they are. Whoever closed their account is not there.
//!
//! Whom I ignore I do not find. Who ignores me I find as before: they must not be given away by being missing.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, LikeExpr, Query};
use sea_orm::{QueryOrder, QuerySelect, Select};

use crate::sql::Sql;
use crate::{PersonId, UserId, contact, ignore, person, user};

const MOST_WORDS: usize = 5;

/// Name and handle as [`person::Model::search`] keeps them.
pub fn search_words(name: &str, handle: &str) -> String {
    let name: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    format!("{} {}", name.join(" "), handle.to_lowercase())
}

/// Each word of a search begins a word of the name, or the handle. Without any word everyone matches.
pub(crate) fn named_like(search: &str) -> Condition {
    let lower = search.to_lowercase();
    lower
        .split_whitespace()
        .take(MOST_WORDS)
        .fold(Condition::all(), |all, word| {
            let word = word.trim_start_matches('@');
            let escaped = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
            let like = |pattern: String| Expr::col((person::Entity, person::Column::Search)).like(escape(pattern));
            all.add(
                Condition::any()
                    .add(like(format!("{escaped}%")))
                    .add(like(format!("% {escaped}%"))),
            )
        })
}

fn escape(pattern: String) -> LikeExpr {
    LikeExpr::new(pattern).escape('\\')
}

/// One person by their address; none when they closed their account or have not been let in yet.
pub async fn one(db: &impl ConnectionTrait, guid: &str) -> Result<Option<person::Model>, DbErr> {
    there().filter(person::Column::Guid.eq(guid)).one(db).await
}

/// One person by their diaspora ID.
pub async fn by_handle(db: &impl ConnectionTrait, handle: &str) -> Result<Option<person::Model>, DbErr> {
    there()
        .filter(person::Column::Handle.eq(handle.to_lowercase()))
        .one(db)
        .await
}

/// Several people by their diaspora IDs, in no order.
pub async fn by_handles(db: &impl ConnectionTrait, handles: &[&str]) -> Result<Vec<person::Model>, DbErr> {
    let handles = handles.iter().map(|handle| handle.to_lowercase());
    there().filter(person::Column::Handle.is_in(handles)).all(db).await
}

/// One person of this pod by their name for signing in.
pub async fn by_username(db: &impl ConnectionTrait, username: &str) -> Result<Option<person::Model>, DbErr> {
    let here = Query::select()
        .column(user::Column::PersonId)
        .from(user::Entity)
        .and_where(user::Column::Username.eq(username.to_lowercase()))
        .take();
    there().filter(person::Column::Id.in_subquery(here)).one(db).await
}

/// Those of a list of rows who are there, in no order.
pub async fn among(db: &impl ConnectionTrait, ids: &[PersonId]) -> Result<Vec<person::Model>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    there()
        .filter(person::Column::Id.is_in(ids.iter().copied()))
        .all(db)
        .await
}

/// Everyone of this pod who is there, in no order.
pub async fn here(db: &impl ConnectionTrait) -> Result<Vec<person::Model>, DbErr> {
    there().filter(person::Column::PodId.is_null()).all(db).await
}

/// People of other pods, and those here who take part or did until they were locked.
pub(crate) fn there() -> Select<person::Entity> {
    let waiting = Query::select()
        .expr(Expr::val(1))
        .from(user::Entity)
        .and_where(
            user::Column::PersonId
                .into_expr()
                .equals((person::Entity, person::Column::Id)),
        )
        .and_where(user::Column::State.eq(user::State::Waiting))
        .take();
    person::Entity::find()
        .filter(person::Column::ClosedAt.is_null())
        .filter(Expr::exists(waiting).not())
}

/// Who searches: an account and its person.
#[derive(Clone, Copy, Debug)]
pub struct Seeker {
    /// The account.
    pub user: UserId,
    /// Its person.
    pub person: PersonId,
}

/// Where to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among {
    /// My contacts, and all who may be found.
    Everyone,
    /// My contacts, and those of this pod who may be found.
    Here,
}

/// A page of people by name, my contacts first. An empty search finds nobody.
pub async fn search(
    db: &impl ConnectionTrait,
    me: Seeker,
    search: &str,
    among: Among,
    offset: u64,
    limit: u64,
) -> Result<Vec<person::Model>, DbErr> {
    in_order(db, found(me, search, among), me, search, offset, limit).await
}

/// My contacts first, then by name. An empty search finds nobody.
pub(super) async fn in_order(
    db: &impl ConnectionTrait,
    select: Select<person::Entity>,
    me: Seeker,
    search: &str,
    offset: u64,
    limit: u64,
) -> Result<Vec<person::Model>, DbErr> {
    if search.trim().trim_matches('@').is_empty() {
        return Ok(Vec::new());
    }
    select
        .order_by_desc(contact_of(me.user))
        .order_by_asc(person::Column::Search)
        .order_by_asc(person::Column::Id)
        .offset(offset)
        .limit(limit)
        .all(db)
        .await
}

/// How many that finds.
pub async fn count(db: &impl ConnectionTrait, me: Seeker, search: &str, among: Among) -> Result<u64, DbErr> {
    if search.trim().trim_matches('@').is_empty() {
        return Ok(0);
    }
    found(me, search, among).count(db).await
}

/// People who may be found, and my contacts, whose name begins like this.
pub(super) fn found(me: Seeker, search: &str, among: Among) -> Select<person::Entity> {
    let mut open = Condition::all().add(person::Column::Searchable.eq(true));
    if among == Among::Here {
        open = open.add(person::Column::PodId.is_null());
    }
    matching(me, search).filter(Condition::any().add(open).add(contact_of(me.user)))
}

/// Everyone but me whose name begins like this and whom I do not ignore, whether they may be found or not.
pub(super) fn matching(me: Seeker, search: &str) -> Select<person::Entity> {
    there()
        .filter(person::Column::Id.ne(me.person))
        .filter(ignored_by(me.user).not())
        .filter(named_like(search))
}

/// People in the community spotlight by name, without those whom I ignore.
pub async fn in_spotlight(db: &impl ConnectionTrait, me: UserId, limit: u64) -> Result<Vec<person::Model>, DbErr> {
    let shown = Query::select()
        .column(user::Column::PersonId)
        .from(user::Entity)
        .and_where(user::Column::Spotlight.eq(true))
        .take();
    there()
        .filter(person::Column::Id.in_subquery(shown))
        .filter(ignored_by(me).not())
        .order_by_asc(person::Column::Search)
        .order_by_asc(person::Column::Id)
        .limit(limit)
        .all(db)
        .await
}

/// Whether anybody is in the community spotlight.
pub async fn any_in_spotlight(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    let one = user::Entity::find()
        .select_only()
        .column(user::Column::Id)
        // Not `= TRUE`: so it is the condition of an index.
        .filter(Expr::col((user::Entity, user::Column::Spotlight)))
        .into_tuple::<UserId>()
        .one(db)
        .await?;
    Ok(one.is_some())
}

fn contact_of(user: UserId) -> Expr {
    Expr::exists(
        Query::select()
            .expr(Expr::val(1))
            .from(contact::Entity)
            .and_where(contact::Column::UserId.eq(user))
            .and_where(
                contact::Column::PersonId
                    .into_expr()
                    .equals((person::Entity, person::Column::Id)),
            )
            .take(),
    )
}

fn ignored_by(user: UserId) -> Expr {
    Expr::exists(
        Query::select()
            .expr(Expr::val(1))
            .from(ignore::Entity)
            .and_where(ignore::Column::UserId.eq(user))
            .and_where(
                ignore::Column::PersonId
                    .into_expr()
                    .equals((person::Entity, person::Column::Id)),
            )
            .take(),
    )
}

/// People here with whom I do not share yet and whom I may know: who invited me, who shares with me, who describes
/// themselves by tags I follow or use, then whoever was here last.
pub async fn suggestions(db: &impl ConnectionTrait, me: Seeker, limit: u64) -> Result<Vec<person::Model>, DbErr> {
    let Seeker { user, person } = me;
    let ids = Sql::new(
        "SELECT p.* FROM \"user\" u JOIN person p ON p.id = u.person_id LEFT JOIN contact c ON c.user_id = ? \
         AND c.person_id = p.id WHERE p.closed_at IS NULL AND u.state = 1 AND p.id <> ? \
         AND (c.id IS NULL OR NOT c.receiving) \
         AND NOT EXISTS (SELECT 1 FROM ignore i WHERE i.user_id = ? AND i.person_id = p.id) \
         AND (p.searchable OR c.sharing OR u.id = (SELECT m.invited_by FROM \"user\" m WHERE m.id = ?)) \
         ORDER BY CASE WHEN u.id = (SELECT m.invited_by FROM \"user\" m WHERE m.id = ?) THEN 0 WHEN c.sharing THEN 1 \
         ELSE 2 END, (SELECT COUNT(*) FROM profile_tag t WHERE t.person_id = p.id AND (t.tag_id IN (SELECT f.tag_id \
         FROM tag_follow f WHERE f.user_id = ?) OR t.tag_id IN (SELECT o.tag_id FROM profile_tag o \
         WHERE o.person_id = ?))) DESC, u.seen_at DESC, p.id LIMIT ?",
        [
            user.0.into(),
            person.0.into(),
            user.0.into(),
            user.0.into(),
            user.0.into(),
            user.0.into(),
            person.0.into(),
            limit.into(),
        ],
    );
    person::Entity::find()
        .from_raw_sql(ids.statement(db.get_database_backend()))
        .all(db)
        .await
}
