//! Whom a choice of mine means right now: before sharing, exactly those who would be written down.

use sea_orm::entity::prelude::*;
use sea_orm::{FromQueryResult, QueryOrder, QuerySelect};

use crate::sql::Sql;
use crate::write::post::{Chosen, recipients_of};
use crate::{PersonId, UserId, person};

/// How many people on one pod.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct PodCount {
    /// The pod's host; none for this pod.
    pub host: Option<String>,
    /// People.
    pub people: i64,
    /// Those of them who are reached by ActivityPub alone.
    pub actors: i64,
    /// What the pod runs, as far as it says so.
    pub software: Option<String>,
}

/// By pod, this one first, then the one with most people.
pub async fn by_pod(
    db: &impl ConnectionTrait,
    owner: UserId,
    me: PersonId,
    chosen: &Chosen,
) -> Result<Vec<PodCount>, DbErr> {
    let count = Sql::new(
        "SELECT d.host, d.software, COUNT(*) AS people, \
         COUNT(CASE WHEN k.person_id IS NULL THEN a.person_id END) AS actors FROM (",
        [],
    )
    .append(recipients_of(owner, me, chosen))
    .then(
        ") r JOIN person p ON p.id = r.person_id LEFT JOIN pod d ON d.id = p.pod_id \
             LEFT JOIN actor a ON a.person_id = p.id LEFT JOIN person_key k ON k.person_id = a.person_id \
             GROUP BY d.host, d.software \
             ORDER BY (d.host IS NULL) DESC, COUNT(*) DESC, d.host",
        [],
    );
    PodCount::find_by_statement(count.statement(db.get_database_backend()))
        .all(db)
        .await
}

/// The first of them by name.
pub async fn people(
    db: &impl ConnectionTrait,
    owner: UserId,
    me: PersonId,
    chosen: &Chosen,
    most: u64,
) -> Result<Vec<person::Model>, DbErr> {
    let among = Sql::new("person.id IN (SELECT r.person_id FROM (", [])
        .append(recipients_of(owner, me, chosen))
        .then(") r)", []);
    person::Entity::find()
        .filter(among.condition(db.get_database_backend()))
        .order_by_asc(person::Column::Search)
        .limit(most)
        .all(db)
        .await
}

/// Those of some people who are among them.
pub async fn inside(
    db: &impl ConnectionTrait,
    owner: UserId,
    me: PersonId,
    chosen: &Chosen,
    people: &[PersonId],
) -> Result<Vec<PersonId>, DbErr> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let among = Sql::new("person.id IN (SELECT r.person_id FROM (", [])
        .append(recipients_of(owner, me, chosen))
        .then(") r)", []);
    let found = person::Entity::find()
        .filter(among.condition(db.get_database_backend()))
        .filter(person::Column::Id.is_in(people.iter().copied()))
        .all(db)
        .await?;
    Ok(found.into_iter().map(|person| person.id).collect())
}
