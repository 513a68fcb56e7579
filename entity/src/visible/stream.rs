//! Streams over many posts: the predicate of [`super::post`] in a second shape, a union of short walks along indexes.
//!
//! Each branch says where a post comes from: given to me, open and by somebody in my aspects, my own, with a tag I
//! follow, naming me, public and by somebody in the spotlight. A branch that has several sources (people, tags, aspects) walks from the newest post of each to
//! the next, and stops after one page; the union is cut to one page; the predicate is asked once more over what is
//! left. So no branch grows with the number of posts in the database, nor with those that others have.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Value;
use sea_orm::{
    DbBackend, FromQueryResult, QueryOrder, QueryResult, QuerySelect, SelectModel, Selector, TransactionSession,
    TransactionTrait,
};

use super::again::{Again, Sources};
use super::filter::Hidden;
use super::post::{Authored, Cursor, Row, may_see, newest_first, not_hidden, not_ignored, seen, with_author};
use crate::sql::Sql;
use crate::user::Order;
use crate::{AspectId, PersonId, UserId, Viewer, post};

/// Whose stream, and which page of it.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The account.
    pub user: UserId,
    /// Its person.
    pub person: PersonId,
    /// Strictly older than this.
    pub before: Cursor,
    /// At most so many posts.
    pub limit: u64,
    /// What is left out by their own filter.
    pub hidden: &'a Hidden,
}

/// Whether the people in the community spotlight are in the main stream as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spotlight {
    /// They are.
    Shown,
    /// Only on their page.
    Left,
}

/// The main stream: what people in my aspects share with me or with all, my own, public posts with a tag I follow,
/// what names me and, where I want it, public posts by people in the spotlight. By activity only for an account whose
/// setting that is: the rows of others do not have it (see [`crate::write::activity`]).
pub async fn main(
    db: &(impl ConnectionTrait + TransactionTrait),
    wanted: Wanted<'_>,
    order: Order,
    spotlight: Spotlight,
) -> Result<Vec<Authored>, DbErr> {
    let union = Union::new(db, wanted, order)
        .given_by(contacts(wanted))
        .open_by(contacts(wanted))
        .own()
        .public_with_followed_tags()
        .naming_me();
    match spotlight {
        Spotlight::Shown => union.in_spotlight().read(db).await,
        Spotlight::Left => union.read(db).await,
    }
}

/// Public posts by people in the community spotlight.
pub async fn spotlight(
    db: &(impl ConnectionTrait + TransactionTrait),
    wanted: Wanted<'_>,
) -> Result<Vec<Authored>, DbErr> {
    Union::new(db, wanted, Order::Posted).in_spotlight().read(db).await
}

/// What people in some of my aspects share with me or with all, and what I shared with those aspects.
/// Aspects of others are not looked at, whatever ids are asked for.
pub async fn aspects(
    db: &(impl ConnectionTrait + TransactionTrait),
    wanted: Wanted<'_>,
    chosen: &[AspectId],
) -> Result<Vec<Authored>, DbErr> {
    if chosen.is_empty() {
        return Ok(Vec::new());
    }
    let union = Union::new(db, wanted, Order::Posted)
        .given_by(members(wanted, chosen))
        .open_by(members(wanted, chosen))
        .own_in(chosen);
    union.read(db).await
}

/// Posts with a tag that I follow, limited ones that I have among them.
pub async fn followed_tags(
    db: &(impl ConnectionTrait + TransactionTrait),
    wanted: Wanted<'_>,
) -> Result<Vec<Authored>, DbErr> {
    Union::new(db, wanted, Order::Posted)
        .any_with_followed_tags()
        .read(db)
        .await
}

/// The people in any of my aspects, as `k`.
fn contacts(wanted: Wanted<'_>) -> Sql {
    let people = Sql::new(
        "SELECT c.person_id AS k FROM contact c JOIN person w ON w.id = c.person_id \
         WHERE c.user_id = ? AND c.receiving AND ",
        [wanted.user.0.into()],
    );
    there(people, wanted)
}

/// The people in some of my aspects, as `k`.
fn members(wanted: Wanted<'_>, chosen: &[AspectId]) -> Sql {
    let values = std::iter::once(Value::from(wanted.user.0)).chain(chosen.iter().map(|aspect| aspect.0.into()));
    let people = Sql::new(
        &format!(
            "SELECT DISTINCT w.id AS k FROM aspect a JOIN aspect_member m ON m.aspect_id = a.id \
             JOIN person w ON w.id = m.person_id WHERE a.user_id = ? AND a.id IN ({}) AND ",
            Sql::marks(chosen.len())
        ),
        values,
    );
    there(people, wanted)
}

/// The people in the community spotlight, as `k`.
fn spotlit(wanted: Wanted<'_>) -> Sql {
    let people = Sql::new(
        "SELECT s.person_id AS k FROM \"user\" s JOIN person w ON w.id = s.person_id WHERE s.spotlight AND ",
        [],
    );
    there(people, wanted)
}

/// Their account is not closed, I do not ignore them and my filter does not leave them out.
fn there(people: Sql, wanted: Wanted<'_>) -> Sql {
    let people = people.then(
        "w.closed_at IS NULL AND NOT EXISTS (SELECT 1 FROM ignore i WHERE i.user_id = ? AND i.person_id = w.id)",
        [wanted.user.0.into()],
    );
    wanted.hidden.but(people)
}

/// Along which index to walk from one post of a source to the next.
struct Walk {
    /// Has a row for each post of a source.
    table: &'static str,
    /// Which source.
    key: &'static str,
    /// Which post.
    id: &'static str,
    /// What else is asked of a row, called `q`; begins with `AND`. No post may come from two sources.
    also: Sql,
}

/// A union of branches, each of which yields of at most one page `id` and `came`: the time by which it is ordered.
struct Union<'a> {
    wanted: Wanted<'a>,
    order: Order,
    /// The column of that time, in every table of a walk.
    at: &'static str,
    backend: DbBackend,
    branches: Vec<Sql>,
    /// Whose reshares it has.
    sources: Sources,
}

impl<'a> Union<'a> {
    fn new(db: &impl ConnectionTrait, wanted: Wanted<'a>, order: Order) -> Self {
        Self {
            wanted,
            order,
            at: match order {
                Order::Posted => "created_at",
                Order::Active => "active_at",
            },
            backend: db.get_database_backend(),
            branches: Vec::new(),
            sources: Sources::default(),
        }
    }

    fn branch(mut self, branch: Sql) -> Self {
        self.branches.push(branch);
        self
    }

    /// Neither hidden nor left out by my filter, newest first.
    fn shown(&self, branch: Sql, alias: &str, id: &str) -> Sql {
        let Wanted {
            user, person, hidden, ..
        } = self.wanted;
        let at = self.at;
        let not_hidden =
            format!(" AND NOT EXISTS (SELECT 1 FROM hidden_post h WHERE h.user_id = ? AND h.post_id = {alias}.{id})");
        branch
            .then(&not_hidden, [user.0.into()])
            .append(hidden.clause(person, &format!("{alias}.{id}")))
            .then(&format!(" ORDER BY {alias}.{at} DESC, {alias}.{id} DESC"), [])
    }

    /// `(alias.at, alias.id) < cursor`, not hidden, newest first.
    fn cut(&self, branch: Sql, alias: &str, id: &str, limit: u64) -> Sql {
        let (Wanted { before, .. }, at) = (self.wanted, self.at);
        let older = format!(" AND ({alias}.{at}, {alias}.{id}) < (?, ?)");
        let branch = branch.then(&older, [before.at.0.into(), before.id.0.into()]);
        self.shown(branch, alias, id).then(" LIMIT ?", [limit.into()])
    }

    /// One page of the posts of all `sources` (a select of `k`), newest first.
    fn each(&self, sources: Sql, walk: &Walk) -> Sql {
        match self.backend {
            DbBackend::Postgres => self.each_lateral(sources, walk),
            DbBackend::MySql | DbBackend::Sqlite | _ => self.each_in_turn(sources, walk),
        }
    }

    /// PostgreSQL: the newest post of each source, then a page of those sources whose newest is among the newest: no
    /// other has a post on this page.
    fn each_lateral(&self, sources: Sql, walk: &Walk) -> Sql {
        let (Walk { table, key, id, also }, at) = (walk, self.at);
        let newest = |limit: u64| {
            let posts = Sql::new(
                &format!("SELECT q.{id} AS id, q.{at} AS came FROM {table} q WHERE q.{key} = c.k"),
                [],
            );
            self.cut(posts.append(also.clone()), "q", id, limit)
        };
        let limit = self.wanted.limit;
        Sql::new("SELECT z.id, z.came FROM (SELECT c.k FROM (", [])
            .append(sources)
            .then(") c CROSS JOIN LATERAL (", [])
            .append(newest(1))
            .then(") f ORDER BY f.came DESC, f.id DESC LIMIT ?", [limit.into()])
            .then(") c CROSS JOIN LATERAL (", [])
            .append(newest(limit))
            .then(") z ORDER BY z.came DESC, z.id DESC LIMIT ?", [limit.into()])
    }

    /// SQLite: the newest of each source wait in a queue; whichever is taken out lets the next of its source in.
    /// Many sources cost one look each, not a page each.
    fn each_in_turn(&self, sources: Sql, walk: &Walk) -> Sql {
        let (Wanted { before, limit, .. }, at) = (self.wanted, self.at);
        let Walk { table, key, id, also } = walk;
        let next = |outer: &str, than: &str, values: Vec<Value>| {
            let row = format!("(SELECT q.{id} FROM {table} q WHERE q.{key} = {outer}.k AND (q.{at}, q.{id}) < {than}");
            self.shown(Sql::new(&row, values).append(also.clone()), "q", id)
                .then(" LIMIT 1)", [])
        };
        let newest = next("c", "(?, ?)", vec![before.at.0.into(), before.id.0.into()]);
        let following = next("m", "(m.came, m.id)", Vec::new());
        Sql::new(
            &format!("WITH RECURSIVE m(k, came, id) AS (SELECT c.k, p.{at}, p.id FROM ("),
            [],
        )
        .append(sources)
        .then(") c CROSS JOIN post p WHERE p.id = ", [])
        .append(newest)
        .then(
            &format!(" UNION ALL SELECT m.k, p.{at}, p.id FROM m CROSS JOIN post p WHERE p.id = "),
            [],
        )
        .append(following)
        .then(
            " ORDER BY 2 DESC, 3 DESC LIMIT ?) SELECT id, came FROM m",
            [limit.into()],
        )
    }

    /// Limited posts given to me by some people.
    fn given_by(self, people: Sql) -> Self {
        // By activity, only whoever reads so has the time in their rows; `IS NOT NULL` is said for the index.
        let mine = match self.order {
            Order::Posted => " AND q.person_id = ?",
            Order::Active => " AND q.person_id = ? AND q.active_at IS NOT NULL",
        };
        let walk = Walk {
            table: "post_recipient",
            key: "author_id",
            id: "post_id",
            also: Sql::new(mine, [self.wanted.person.0.into()]),
        };
        let branch = self.each(people, &walk);
        self.branch(branch)
    }

    /// Public and pod-wide posts by some people.
    fn open_by(mut self, people: Sql) -> Self {
        self.sources.people.push(people.clone());
        let walk = Walk {
            table: "post",
            key: "author_id",
            id: "id",
            also: Sql::new(" AND q.reach > 0", []),
        };
        let branch = self.each(people, &walk);
        self.branch(branch)
    }

    /// Public posts by the people in the spotlight. That they are open is said for the index.
    fn in_spotlight(mut self) -> Self {
        self.sources.people.push(spotlit(self.wanted));
        let walk = Walk {
            table: "post",
            key: "author_id",
            id: "id",
            also: Sql::new(" AND q.reach > 0 AND q.reach = 2 AND NOT q.quiet", []),
        };
        let branch = self.each(spotlit(self.wanted), &walk);
        self.branch(branch)
    }

    /// My own posts. By activity there are two indexes, one for open and one for limited posts.
    fn own(mut self) -> Self {
        self.sources.own = true;
        match self.order {
            Order::Posted => self.mine(""),
            Order::Active => self.mine(" AND o.reach > 0").mine(" AND o.reach = 0"),
        }
    }

    fn mine(self, which: &str) -> Self {
        let (me, at) = (self.wanted.person, self.at);
        let branch = Sql::new(
            &format!("SELECT o.id, o.{at} AS came FROM post o WHERE o.author_id = ?{which}"),
            [me.0.into()],
        );
        let branch = self.cut(branch, "o", "id", self.wanted.limit);
        self.branch(branch)
    }

    /// My own posts that went to some of my aspects.
    fn own_in(self, chosen: &[AspectId]) -> Self {
        let ids = || chosen.iter().map(|aspect| Value::from(aspect.0));
        let marks = Sql::marks(chosen.len());
        let values: Vec<Value> = std::iter::once(self.wanted.user.0.into()).chain(ids()).collect();
        let sources = Sql::new(
            &format!("SELECT a.id AS k FROM aspect a WHERE a.user_id = ? AND a.id IN ({marks})"),
            values,
        );
        // Not as NOT EXISTS: PostgreSQL would first read the whole aspect, for a page of it.
        let once = format!(
            " AND (SELECT 1 FROM post_aspect t WHERE t.post_id = q.post_id AND t.aspect_id IN ({marks}) \
             AND t.aspect_id < q.aspect_id LIMIT 1) IS NULL"
        );
        let walk = Walk {
            table: "post_aspect",
            key: "aspect_id",
            id: "post_id",
            also: Sql::new(&once, ids()),
        };
        let branch = self.each(sources, &walk);
        self.branch(branch)
    }

    /// Public posts with a tag that I follow.
    fn public_with_followed_tags(self) -> Self {
        let branch = self.tagged("p.reach = 2 AND NOT p.quiet", []);
        self.branch(branch)
    }

    /// Posts with a tag that I follow and that are public, given to me or my own.
    fn any_with_followed_tags(self) -> Self {
        let me = self.wanted.person.0;
        let branch = self.tagged(
            "(p.reach > 0 AND NOT p.quiet OR p.author_id = ? OR \
             (SELECT 1 FROM post_recipient r WHERE r.post_id = p.id AND r.person_id = ?) IS NOT NULL)",
            [me.into(), me.into()],
        );
        self.branch(branch)
    }

    fn tagged<const N: usize>(&self, which: &str, values: [Value; N]) -> Sql {
        let user = self.wanted.user.0;
        let sources = Sql::new(
            "SELECT f.tag_id AS k FROM tag_follow f WHERE f.user_id = ?",
            [user.into()],
        );
        let also = Sql::new(
            " AND EXISTS (SELECT 1 FROM post p JOIN person w ON w.id = p.author_id WHERE p.id = q.post_id \
             AND w.closed_at IS NULL AND NOT EXISTS (SELECT 1 FROM ignore i WHERE i.user_id = ? \
             AND i.person_id = p.author_id) AND ",
            [user.into()],
        )
        .then(which, values)
        .then(
            ") AND NOT EXISTS (SELECT 1 FROM post_tag t JOIN tag_follow f ON f.tag_id = t.tag_id \
             WHERE t.post_id = q.post_id AND f.user_id = ? AND t.tag_id < q.tag_id)",
            [user.into()],
        );
        self.each(
            sources,
            &Walk {
                table: "post_tag",
                key: "tag_id",
                id: "post_id",
                also,
            },
        )
    }

    /// Posts that name me and that I may see.
    fn naming_me(self) -> Self {
        let (Wanted { user, person, .. }, at) = (self.wanted, self.at);
        let branch = Sql::new(
            &format!(
                "SELECT n.post_id AS id, n.{at} AS came FROM mention n JOIN post p ON p.id = n.post_id \
                 JOIN person w ON w.id = p.author_id WHERE n.person_id = ? AND w.closed_at IS NULL \
                 AND (p.reach > 0 OR \
                 (SELECT 1 FROM post_recipient r WHERE r.post_id = p.id AND r.person_id = ?) IS NOT NULL) AND NOT EXISTS \
                 (SELECT 1 FROM ignore i WHERE i.user_id = ? AND i.person_id = p.author_id)"
            ),
            [person.0.into(), person.0.into(), user.0.into()],
        );
        let branch = self.cut(branch, "n", "post_id", self.wanted.limit);
        self.branch(branch)
    }

    async fn read(self, db: &(impl ConnectionTrait + TransactionTrait)) -> Result<Vec<Authored>, DbErr> {
        let Self {
            wanted,
            order,
            backend,
            branches,
            at,
            sources,
        } = self;
        let viewer = Viewer::Local(wanted.user, wanted.person);
        let mut union = Sql::new("post.id IN (SELECT id FROM (", []);
        for (index, branch) in branches.into_iter().enumerate() {
            let glue = if index == 0 {
                "SELECT id, came FROM ("
            } else {
                " UNION SELECT id, came FROM ("
            };
            union = union.then(glue, []).append(branch).then(&format!(") b{index}"), []);
        }
        let union = union.then(") u ORDER BY came DESC, id DESC LIMIT ?)", [wanted.limit.into()]);
        let select = post::Entity::find()
            .filter(union.condition(backend))
            .filter(may_see(viewer))
            .filter(not_ignored(wanted.user))
            .filter(not_hidden(wanted.user))
            .filter(wanted.hidden.keeps(wanted.person))
            .limit(wanted.limit);
        let select = match order {
            Order::Posted => newest_first(select),
            Order::Active => select
                .order_by_desc(post::Column::ActiveAt)
                .order_by_desc(post::Column::Id),
        };
        let [newer, older] = sources.columns(wanted, at, backend);
        let select = with_author(select, viewer)
            .expr_as(newer, "newer")
            .expr_as(older, "older")
            .into_model();
        let found = match backend {
            DbBackend::Postgres => planned_once(db, select).await?,
            DbBackend::MySql | DbBackend::Sqlite | _ => select.all(db).await?,
        };
        Ok(found.into_iter().map(Placed::seen).collect())
    }
}

/// A row with the columns of [`Sources::columns`] behind its own.
struct Placed(Row, Again);

impl FromQueryResult for Placed {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        let again = Again {
            newer: row.try_get::<Option<i64>>("", "newer")?.is_some(),
            older: row.try_get::<Option<i64>>("", "older")?.unwrap_or_default(),
        };
        Ok(Self(Row::from_query_result(row, prefix)?, again))
    }
}

impl Placed {
    fn seen(self) -> Authored {
        Authored {
            again: self.1,
            ..seen(self.0)
        }
    }
}

/// To plan such a union takes PostgreSQL three times as long as to answer it, and in a large database it would do so
/// anew each time; to compile it takes fifty times as long.
async fn planned_once(db: &impl TransactionTrait, select: Selector<SelectModel<Placed>>) -> Result<Vec<Placed>, DbErr> {
    let tx = db.begin().await?;
    tx.execute_unprepared("SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL jit = off")
        .await?;
    let found = select.all(&tx).await?;
    tx.commit().await?;
    Ok(found)
}
