//! Writing down which other pods have to do with a post. Each function returns how many are new.

use sea_orm::entity::prelude::*;

use crate::sql::Sql;
use crate::visible::elsewhere;
use crate::{OwnPost, PersonId, PodId, PostId, UserId, person};

/// The pods of an author's contacts, and of those whom the post names: they get a public post. Servers of the fediverse are given it where
/// somebody follows the author or is named: an author who shares with somebody there sends them nothing by that.
pub async fn note_contacts(
    db: &impl ConnectionTrait,
    post: &OwnPost,
    author: UserId,
    people: &[PersonId],
) -> Result<u64, DbErr> {
    let named = || people.iter().map(|person| Value::from(person.0));
    let insert = Sql::new(
        "INSERT INTO post_pod (post_id, pod_id, given) SELECT CAST(? AS BIGINT), p.pod_id, MAX(CASE WHEN p.id IN \
         (SELECT f.person_id FROM follow f WHERE f.user_id = ? AND f.way = 'in' AND f.state = 'accepted') ",
        [post.id.0.into(), author.0.into()],
    )
    .then(
        &format!("OR p.id IN ({}) THEN 1 ELSE 0 END) = 1 ", Sql::marks(people.len())),
        named(),
    )
    .then(
        "FROM person p WHERE p.pod_id IS NOT NULL AND p.closed_at IS NULL \
         AND (p.id IN (SELECT c.person_id FROM contact c WHERE c.user_id = ?) ",
        [author.0.into()],
    )
    .then(
        &format!(
            "OR p.id IN ({})) GROUP BY p.pod_id ON CONFLICT DO NOTHING",
            Sql::marks(people.len())
        ),
        named(),
    );
    run(db, insert).await
}

/// The pods of those who were given the post.
pub async fn note_recipients(db: &impl ConnectionTrait, post: &OwnPost) -> Result<u64, DbErr> {
    let insert = Sql::new(
        "INSERT INTO post_pod (post_id, pod_id) SELECT DISTINCT r.post_id, p.pod_id FROM post_recipient r \
         JOIN person p ON p.id = r.person_id WHERE r.post_id = ? AND p.pod_id IS NOT NULL ON CONFLICT DO NOTHING",
        [post.id.0.into()],
    );
    run(db, insert).await
}

/// One pod.
pub async fn note(db: &impl ConnectionTrait, post: PostId, pod: PodId) -> Result<u64, DbErr> {
    note_all(db, &[(post, pod)]).await
}

/// A pod for each of some posts.
pub async fn note_all(db: &impl ConnectionTrait, all: &[(PostId, PodId)]) -> Result<u64, DbErr> {
    if all.is_empty() {
        return Ok(0);
    }
    let rows = vec!["(?, ?)"; all.len()].join(", ");
    let insert = Sql::new(
        &format!("INSERT INTO post_pod (post_id, pod_id) VALUES {rows} ON CONFLICT DO NOTHING"),
        all.iter().flat_map(|(post, pod)| [post.0.into(), pod.0.into()]),
    );
    run(db, insert).await
}

/// A server of the fediverse that has to do with a post is given it, whether anybody there follows its author or not.
pub async fn give(db: &impl ConnectionTrait, post: PostId, pod: PodId) -> Result<(), DbErr> {
    let given = Sql::new(
        "UPDATE post_pod SET given = TRUE WHERE post_id = ? AND pod_id = ? AND NOT given",
        [post.0.into(), pod.0.into()],
    );
    run(db, given).await?;
    Ok(())
}

/// The pod where somebody lives who has to do with a post, if that is another one.
pub async fn note_home(db: &impl ConnectionTrait, post: PostId, of: PersonId) -> Result<u64, DbErr> {
    let insert = Sql::new(
        "INSERT INTO post_pod (post_id, pod_id) SELECT CAST(? AS BIGINT), p.pod_id FROM person p \
         WHERE p.id = ? AND p.pod_id IS NOT NULL ON CONFLICT DO NOTHING",
        [post.0.into(), of.0.into()],
    );
    run(db, insert).await
}

/// The pods where some people live who have to do with a post. Returns which of them are new.
pub async fn note_homes(db: &impl ConnectionTrait, post: PostId, of: &[PersonId]) -> Result<Vec<PodId>, DbErr> {
    if of.is_empty() {
        return Ok(Vec::new());
    }
    let insert = Sql::new(
        "INSERT INTO post_pod (post_id, pod_id) SELECT DISTINCT CAST(? AS BIGINT), p.pod_id FROM person p \
         WHERE p.pod_id IS NOT NULL AND p.closed_at IS NULL ",
        [post.0.into()],
    )
    .then(
        &format!(
            "AND p.id IN ({}) ON CONFLICT DO NOTHING RETURNING pod_id",
            Sql::marks(of.len())
        ),
        of.iter().map(|person| person.0.into()),
    );
    let rows = db.query_all_raw(insert.statement(db.get_database_backend())).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}

/// Who has to be told elsewhere that a post of one's own is gone, asked before it is: pods, and people there.
pub async fn who_has(db: &impl ConnectionTrait, post: &OwnPost) -> Result<(Vec<PodId>, Vec<person::Model>), DbErr> {
    let pods = elsewhere::pods_of(db, post.id).await?;
    if pods.is_empty() {
        return Ok((pods, Vec::new()));
    }
    Ok((pods, elsewhere::recipients_of(db, post.id).await?))
}

/// The servers of the fediverse that have a public post of one's own: those that were given it, and those where somebody has had to do
/// with it since.
pub async fn given(db: &impl ConnectionTrait, post: &OwnPost) -> Result<Vec<PodId>, DbErr> {
    let given = Sql::new(
        "SELECT g.pod_id FROM post_pod g WHERE g.post_id = ? AND g.given UNION \
         SELECT a.pod_id FROM person a WHERE a.pod_id IS NOT NULL AND a.id IN ( \
         SELECT c.author_id FROM comment c WHERE c.post_id = ? \
         UNION SELECT l.author_id FROM \"like\" l WHERE l.post_id = ?) ORDER BY 1",
        [post.id.0.into(), post.id.0.into(), post.id.0.into()],
    );
    let rows = db.query_all_raw(given.statement(db.get_database_backend())).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}

async fn run(db: &impl ConnectionTrait, insert: Sql) -> Result<u64, DbErr> {
    let done = db.execute_raw(insert.statement(db.get_database_backend())).await?;
    Ok(done.rows_affected())
}
