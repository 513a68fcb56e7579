//! Who is to be told when something happens at a post, and what else has to be known of it then.

use std::collections::{HashMap, HashSet};

use sea_orm::FromQueryResult;
use sea_orm::entity::prelude::*;

use crate::sql::Sql;
use crate::visible::elsewhere::HEARS;
use crate::{PersonId, PodId, PostId, SeenPost, UserId};

/// An account that is told of what is said about a post.
#[derive(Clone, Copy, Debug, PartialEq, FromQueryResult)]
pub struct Follower {
    /// Which.
    pub user: UserId,
    /// Its person.
    pub person: PersonId,
}

/// Of whom is asked who is to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hearing {
    /// Whoever follows the thread, its author among them.
    Followers,
    /// This person only, who wrote what it happens to.
    Author(PersonId),
}

/// What has to be known of a post and its people when something happens there: asked at once, since others wait for the act.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// One of the authors ignores whoever does it.
    pub refused: bool,
    /// Another pod has to do with the post.
    pub elsewhere: bool,
    /// The post's author lives here.
    pub ours: bool,
    /// Who is to be told: they have the post, and have not muted it.
    pub told: Vec<Follower>,
}

#[derive(FromQueryResult)]
struct Line {
    what: i32,
    user: UserId,
    person: PersonId,
}

/// What has to be known when somebody does something about a post: who of those who hear of it is to be told, whether one of
/// these authors ignores them, and whether another pod has to do with it. Who acts at the same time is seen if the post's
/// row was written before.
pub async fn of(
    db: &impl ConnectionTrait,
    of: &SeenPost,
    who: PersonId,
    authors: &[PersonId],
    hearing: Hearing,
) -> Result<Around, DbErr> {
    let accounts = "SELECT 0 AS what, u.id AS \"user\", u.person_id AS person FROM \"user\" u JOIN post p ON p.id = ? \
         LEFT JOIN participation f ON f.post_id = p.id AND f.user_id = u.id \
         WHERE NOT COALESCE(f.muted, FALSE) AND (p.reach > 0 OR p.author_id = u.person_id \
         OR (SELECT 1 FROM post_recipient r WHERE r.post_id = p.id AND r.person_id = u.person_id) IS NOT NULL) ";
    let told = Sql::new(accounts, [of.id.0.into()]);
    let told = match hearing {
        Hearing::Author(author) => told.then("AND u.person_id = ? ", [author.0.into()]),
        Hearing::Followers => told.then(
            "AND u.id IN (SELECT a.id FROM \"user\" a WHERE a.person_id = ? \
             UNION SELECT t.user_id FROM participation t WHERE t.post_id = ?) \
             AND NOT EXISTS (SELECT 1 FROM ignore i WHERE i.user_id = u.id AND i.person_id = ?) \
             AND NOT EXISTS (SELECT 1 FROM hidden_post h WHERE h.user_id = u.id AND h.post_id = p.id) ",
            [of.author_id.0.into(), of.id.0.into(), who.0.into()],
        ),
    };
    let ignoring = format!(
        "UNION ALL SELECT 1, 0, 0 WHERE EXISTS (SELECT 1 FROM \"user\" u JOIN ignore i ON i.user_id = u.id \
         WHERE i.person_id = ? AND u.person_id IN ({})) ",
        Sql::marks(authors.len())
    );
    let people = std::iter::once(who.0).chain(authors.iter().map(|author| author.0));
    let lines = told
        .then(&ignoring, people.map(Into::into))
        .then(
            &format!(
                "UNION ALL SELECT 2, 0, 0 WHERE {HEARS} \
                 UNION ALL SELECT 3, 0, 0 WHERE EXISTS (SELECT 1 FROM \"user\" u WHERE u.person_id = ?) ORDER BY 1, 2"
            ),
            [of.id.0.into(), who.0.into(), of.id.0.into(), of.author_id.0.into()],
        )
        .statement(db.get_database_backend());
    let mut around = Around::default();
    for line in Line::find_by_statement(lines).all(db).await? {
        match line.what {
            1 => around.refused = true,
            2 => around.elsewhere = true,
            3 => around.ours = true,
            _ => around.told.push(Follower {
                user: line.user,
                person: line.person,
            }),
        }
    }
    Ok(around)
}

/// The surroundings of a public post, from which it can be told what is around for whoever does something there.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// Another pod has to do with it.
    pub elsewhere: bool,
    /// Those of the pods that were asked about that have to do with it.
    pub pods: HashSet<PodId>,
    /// Its author, if they live here, and who follows its thread.
    hearers: Vec<Hearer>,
}

#[derive(Clone, Copy, Debug)]
struct Hearer {
    follower: Follower,
    muted: bool,
    hidden: bool,
}

impl Surroundings {
    /// What [`of`] would say of this post. `ignoring`: who ignores whoever does it.
    pub fn seen(&self, of: &SeenPost, ignoring: &HashSet<PersonId>, authors: &[PersonId], hearing: Hearing) -> Around {
        let hears = |hearer: &&Hearer| {
            !hearer.muted
                && match hearing {
                    Hearing::Author(author) => hearer.follower.person == author,
                    Hearing::Followers => !hearer.hidden && !ignoring.contains(&hearer.follower.person),
                }
        };
        let told = self.hearers.iter().filter(hears);
        Around {
            refused: authors.iter().any(|author| ignoring.contains(author)),
            elsewhere: self.elsewhere,
            ours: self.hearers.iter().any(|hearer| hearer.follower.person == of.author_id),
            told: told.map(|hearer| hearer.follower).collect(),
        }
    }
}

#[derive(FromQueryResult)]
struct Neighbour {
    post: PostId,
    user: UserId,
    person: PersonId,
    muted: i32,
    hidden: i32,
}

/// The surroundings of some public posts, asked at once, for people of these other pods. Whoever changes them meanwhile is seen if the
/// posts' rows are held.
pub async fn surroundings(
    db: &impl ConnectionTrait,
    posts: &[PostId],
    homes: &[PodId],
) -> Result<HashMap<PostId, Surroundings>, DbErr> {
    if posts.is_empty() {
        return Ok(HashMap::new());
    }
    let among = Sql::marks(posts.len());
    let hearer = "SELECT p.id AS post, u.id AS \"user\", u.person_id AS person, \
                  CASE WHEN f.muted THEN 1 ELSE 0 END AS muted, \
                  CASE WHEN h.post_id IS NULL THEN 0 ELSE 1 END AS hidden FROM post p";
    let rest = "LEFT JOIN hidden_post h ON h.user_id = u.id AND h.post_id = p.id";
    let text = format!(
        "{hearer} JOIN \"user\" u ON u.person_id = p.author_id \
         LEFT JOIN participation f ON f.post_id = p.id AND f.user_id = u.id {rest} WHERE p.id IN ({among}) \
         UNION {hearer} JOIN participation f ON f.post_id = p.id JOIN \"user\" u ON u.id = f.user_id {rest} \
         WHERE p.id IN ({among}) \
         UNION SELECT e.post_id, 0, CASE WHEN e.pod_id IN ({}) THEN e.pod_id ELSE 0 END, 0, 0 FROM post_pod e \
         WHERE e.post_id IN ({among}) ORDER BY 1, 2",
        Sql::marks(homes.len())
    );
    let twice = posts.iter().chain(posts).map(|post| post.0);
    let values = twice.chain(homes.iter().map(|home| home.0));
    let values = values.chain(posts.iter().map(|post| post.0)).map(Into::into);
    let lines = Sql::new(&text, values).statement(db.get_database_backend());
    let mut all: HashMap<PostId, Surroundings> = posts.iter().map(|post| (*post, Surroundings::default())).collect();
    for line in Neighbour::find_by_statement(lines).all(db).await? {
        let one = all.entry(line.post).or_default();
        match line.user {
            // Of a pod that was not asked about it is only said that there is one.
            UserId(0) => {
                one.elsewhere = true;
                one.pods.extend(Some(PodId(line.person.0)).filter(|pod| pod.0 != 0));
            }
            user => one.hearers.push(Hearer {
                follower: Follower {
                    user,
                    person: line.person,
                },
                muted: line.muted != 0,
                hidden: line.hidden != 0,
            }),
        }
    }
    Ok(all)
}
