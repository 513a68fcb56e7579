//! Writing down which other pods have to do with a post. Each function returns how many are new.

use sea_orm::entity::prelude::*;

use crate::sql::Sql;
use crate::visible::elsewhere;
use crate::{OwnPost, PersonId, PodId, PostId, UserId, person};

/// The pods of an author's contacts, and of those whom the post names: they get a public post.
pub async fn note_contacts(
    db: &impl ConnectionTrait,
    post: &OwnPost,
    author: UserId,
    named: &[PersonId],
) -> Result<u64, DbErr> {
    let insert = Sql::new(
        "INSERT INTO post_pod (post_id, pod_id) SELECT DISTINCT CAST(? AS BIGINT), p.pod_id FROM person p \
         WHERE p.pod_id IS NOT NULL AND p.closed_at IS NULL \
         AND (p.id IN (SELECT c.person_id FROM contact c WHERE c.user_id = ?) ",
        [post.id.0.into(), author.0.into()],
    )
    .then(
        &format!("OR p.id IN ({})) ON CONFLICT DO NOTHING", Sql::marks(named.len())),
        named.iter().map(|person| Value::from(person.0)),
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

/// Who has to be told elsewhere that a post of one's own is gone, asked before it is: pods, and people there.
pub async fn who_has(db: &impl ConnectionTrait, post: &OwnPost) -> Result<(Vec<PodId>, Vec<person::Model>), DbErr> {
    let pods = elsewhere::pods_of(db, post.id).await?;
    if pods.is_empty() {
        return Ok((pods, Vec::new()));
    }
    Ok((pods, elsewhere::recipients_of(db, post.id).await?))
}

async fn run(db: &impl ConnectionTrait, insert: Sql) -> Result<u64, DbErr> {
    let done = db.execute_raw(insert.statement(db.get_database_backend())).await?;
    Ok(done.rows_affected())
}
