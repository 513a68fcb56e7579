//! What somebody's own filter leaves out of their streams, as far as a column tells it: people, tags, languages. It
//! narrows what was had through the viewer's eyes, so that pages are full whatever it leaves out.
//!
//! A reshare is left out with what it shows. What the viewer wrote stays. Twice, as the predicate: for queries that
//! SeaORM builds, and for the walks of [`super::stream`].

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query, Value};

use crate::sql::Sql;
use crate::{PersonId, TagId, post, post_tag};

/// What is left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hidden {
    /// Posts by these people.
    pub people: Vec<PersonId>,
    /// Posts with one of these tags.
    pub tags: Vec<TagId>,
    /// Posts in one of these languages.
    pub languages: Vec<String>,
    /// Posts in any other language than these; none is left out when this is empty.
    pub reads: Vec<String>,
}

/// Nothing is left out.
pub static NOTHING: Hidden = Hidden {
    people: Vec::new(),
    tags: Vec::new(),
    languages: Vec::new(),
    reads: Vec::new(),
};

impl Hidden {
    /// It leaves nothing out.
    pub fn is_empty(&self) -> bool {
        *self == NOTHING
    }

    /// Whether a post stays, for a query of posts.
    pub(crate) fn keeps(&self, me: PersonId) -> Condition {
        if self.is_empty() {
            return Condition::all();
        }
        let mut any = Condition::any();
        if !self.people.is_empty() {
            any = any.add(Expr::col(("x", post::Column::AuthorId)).is_in(self.people.iter().map(|id| id.0)));
        }
        if !self.languages.is_empty() {
            any = any.add(Expr::col(("x", post::Column::Language)).is_in(self.languages.iter().cloned()));
        }
        if !self.reads.is_empty() {
            any = any.add(Expr::col(("x", post::Column::Language)).is_not_in(self.reads.iter().cloned()));
        }
        if !self.tags.is_empty() {
            let tagged = Query::select()
                .expr(Expr::val(1))
                .from_as(post_tag::Entity, "g")
                .and_where(Expr::col(("g", post_tag::Column::PostId)).equals(("x", post::Column::Id)))
                .and_where(Expr::col(("g", post_tag::Column::TagId)).is_in(self.tags.iter().map(|id| id.0)))
                .take();
            any = any.add(Expr::exists(tagged));
        }
        let shown = Condition::any()
            .add(Expr::col(("x", post::Column::Id)).equals((post::Entity, post::Column::Id)))
            .add(Expr::col(("x", post::Column::Id)).equals((post::Entity, post::Column::RootId)));
        let left_out = Query::select()
            .expr(Expr::val(1))
            .from_as(post::Entity, "x")
            .cond_where(shown)
            .cond_where(any)
            .take();
        Condition::any()
            .add(post::Column::AuthorId.eq(me))
            .add(Expr::exists(left_out).not())
    }

    /// The same for a walk: begins with `AND`; `id` names the column with the post's row.
    pub(crate) fn clause(&self, me: PersonId, id: &str) -> Sql {
        if self.is_empty() {
            return Sql::new("", []);
        }
        let listed = |column: &str, not: &str, count: usize| format!("{column} {not}IN ({})", Sql::marks(count));
        let mut any: Vec<String> = Vec::new();
        let mut values: Vec<Value> = vec![me.0.into()];
        if !self.people.is_empty() {
            any.push(listed("x.author_id", "", self.people.len()));
            values.extend(self.people.iter().map(|id| Value::from(id.0)));
        }
        if !self.languages.is_empty() {
            any.push(listed("x.language", "", self.languages.len()));
            values.extend(self.languages.iter().map(|code| Value::from(code.clone())));
        }
        if !self.reads.is_empty() {
            any.push(listed("x.language", "NOT ", self.reads.len()));
            values.extend(self.reads.iter().map(|code| Value::from(code.clone())));
        }
        if !self.tags.is_empty() {
            let tags = listed("g.tag_id", "", self.tags.len());
            any.push(format!(
                "EXISTS (SELECT 1 FROM post_tag g WHERE g.post_id = x.id AND {tags})"
            ));
            values.extend(self.tags.iter().map(|id| Value::from(id.0)));
        }
        let clause = format!(
            " AND ((SELECT y.author_id FROM post y WHERE y.id = {id}) = ? OR NOT EXISTS (SELECT 1 FROM post x \
             WHERE x.id IN ({id}, (SELECT y.root_id FROM post y WHERE y.id = {id})) AND ({})))",
            any.join(" OR ")
        );
        Sql::new(&clause, values)
    }

    /// Of some people as `w`, those who are not left out: so that nobody walks along all that they wrote for nothing.
    pub(crate) fn but(&self, people: Sql) -> Sql {
        if self.people.is_empty() {
            return people;
        }
        let clause = format!(" AND w.id NOT IN ({})", Sql::marks(self.people.len()));
        people.then(&clause, self.people.iter().map(|id| Value::from(id.0)))
    }
}
