//! What people were told, in lines: what several did to the same thing is one, where the newest of it stands. By the model
//! and by the pod, page after page.

use std::collections::{BTreeMap, BTreeSet};

use entity::NotificationKind as Kind;
use entity::own::notification::{self as door, Cursor};
use samara::domain::notification::{self, Sort};

use super::act::{LOCALS, MODERATORS, Who};
use super::model::{Model, Told};
use super::world::World;

/// A line as it ought to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The newest of it that its reader may know of.
    pub newest: Told,
    /// Who did it, of those of whom its reader may know.
    pub people: BTreeSet<Who>,
    pub unread: bool,
}

/// What it is told with; the row itself where it stands alone.
fn together(row: usize, told: &Told) -> (Kind, Option<usize>, Option<usize>) {
    match told.kind {
        Kind::Commented
        | Kind::AlsoCommented
        | Kind::Answered
        | Kind::MentionedInComment
        | Kind::Liked
        | Kind::Reshared => (told.kind, told.post, None),
        Kind::LikedComment => (told.kind, None, told.comment),
        _ => (told.kind, None, Some(row)),
    }
}

impl Model {
    /// What somebody was told, in lines, newest first.
    pub fn lines(&self, me: Who) -> Vec<Line> {
        let mut lines: Vec<(_, Vec<&Told>)> = Vec::new();
        for (row, told) in self.told.iter().enumerate().filter(|(_, told)| told.user == me) {
            let same = together(row, told);
            match lines.iter_mut().find(|(other, _)| *other == same) {
                Some((_, rows)) => rows.push(told),
                None => lines.push((same, vec![told])),
            }
        }
        // Where it stands is when it was told last, whoever did that.
        let order = |told: &Told| self.told.iter().rposition(|one| std::ptr::eq(one, told));
        lines.sort_by_key(|(_, rows)| rows.last().map(|last| std::cmp::Reverse((last.at, order(last)))));
        lines.into_iter().filter_map(|(_, rows)| self.line(me, &rows)).collect()
    }

    fn line(&self, me: Who, rows: &[&Told]) -> Option<Line> {
        let there: Vec<&Told> = rows.iter().copied().filter(|told| self.stands(me, told)).collect();
        Some(Line {
            newest: (*there.last()?).clone(),
            people: there.iter().map(|told| told.actor).collect(),
            unread: there.iter().any(|told| !told.read),
        })
    }

    /// They have looked at their notifications, and who moderates at the queue: what leads nowhere is read by that.
    pub fn looked(&mut self, me: Who, page: usize) {
        let leads_nowhere = |kind| matches!(kind, Kind::Warned | Kind::Removed | Kind::ReportClosed | Kind::Approved);
        let mut listed = self.lines(me);
        listed.truncate(page);
        let moderates = MODERATORS.contains(&me);
        for told in self.told.iter_mut().filter(|told| told.user == me) {
            let seen = leads_nowhere(told.kind) && listed.iter().any(|line| line.newest == *told);
            told.read |= seen || (moderates && told.kind == Kind::Reported);
        }
    }
}

/// Every line of everyone, three to a page; how many are unread, of each sort; and who is told of a new post.
pub async fn look(world: &mut World) -> Result<(), String> {
    let (db, all) = (world.pod.db.read().clone(), world.posts.len());
    // Who has left cannot look; what they said is not there for themselves either.
    for who in (0..LOCALS)
        .filter(|who| !world.model.closed.contains(who))
        .collect::<Vec<_>>()
    {
        let (user, person) = (world.user(who), world.people[who].person);
        let mut found: Vec<door::Told> = Vec::new();
        let mut before = Cursor::newest();
        loop {
            let page = door::page(&db, user, person, &[], before, 3).await.unwrap();
            let whole = page.len() == 3;
            found.extend(page);
            match found.last() {
                Some(last) if whole => before = Cursor::after(last),
                _ => break,
            }
        }
        let line = |told: &door::Told| {
            let row = &told.notification;
            let post = told.post.as_ref().map(|post| world.number(post.id));
            let comment = told.comment.as_ref().map(|comment| world.comment(comment.id));
            let next = told.others.next.as_ref().map(|next| world.who(next.id));
            let who = (world.who(told.actor.id), told.others.people as usize);
            ((row.kind, post, comment), who, told.others.unread, next.is_some())
        };
        let found: Vec<_> = found.iter().map(line).collect();
        let lines = world.model.lines(who);
        let expected = lines.iter().map(|line| {
            let (told, people) = (&line.newest, line.people.len());
            let what = (told.kind, told.post, told.comment);
            (what, (told.actor, people), line.unread, people > 1)
        });
        let expected: Vec<_> = expected.collect();
        let sorts = Sort::EVERY.map(|sort| {
            let of = |line: &&Line| line.unread && (sort == Sort::All || sort.kinds().contains(&line.newest.kind));
            lines.iter().filter(of).count() as u64
        });
        world.same(|| format!("told to {who}"), found, expected, all)?;
        let unread = notification::unread(&db, user, person).await.unwrap();
        let counted = Sort::EVERY.map(|sort| unread.of(sort));
        world.same(|| format!("unread of {who}"), counted, sorts, all)?;
        rows(world, who).await?;
    }
    Ok(())
}

/// One of each line stands for it, and it says where something is unread.
async fn rows(world: &mut World, who: Who) -> Result<(), String> {
    let user = world.user(who);
    let count = async |sql: String| crate::support::rows::count(world.pod.db.read(), &sql).await;
    let doubled = count(format!(
        "SELECT COUNT(*) FROM (SELECT 1 FROM notification n WHERE n.user_id = {user} GROUP BY n.kind, \
         COALESCE(n.subject_id, -n.id) HAVING SUM(CASE WHEN n.newest THEN 1 ELSE 0 END) <> 1) d"
    ))
    .await;
    let hidden = count(format!(
        "SELECT COUNT(*) FROM notification n WHERE n.user_id = {user} AND n.newest AND NOT n.fresh AND EXISTS \
         (SELECT 1 FROM notification p WHERE p.user_id = n.user_id AND p.kind = n.kind AND p.read_at IS NULL \
         AND COALESCE(p.subject_id, -p.id) = COALESCE(n.subject_id, -n.id))"
    ))
    .await;
    let found = BTreeMap::from([("without one newest", doubled), ("unread and not fresh", hidden)]);
    let none = BTreeMap::from([("without one newest", 0), ("unread and not fresh", 0)]);
    world.same(|| format!("lines of {who}"), found, none, 1)
}
