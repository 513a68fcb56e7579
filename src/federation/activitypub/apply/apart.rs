//! Something for a few that a server says to some of them in other words, under one address: nobody reads what was said to another. Who gets
//! it in other words has it by itself, under a name here that begins with the name of the whole.

use entity::visible::elsewhere::readers_here;
use entity::visible::post::{Authored, posts};
use entity::{Moment, PersonId, own, person};
use sea_orm::EntityTrait;

use super::{ALL, Came};
use crate::db::Tx;
use crate::domain::post::arrive;
use crate::error::Outcome;

/// Those who have something, and those of them for whom a version is that has come.
struct Copy {
    post: Authored,
    readers: Vec<PersonId>,
    meant: Vec<PersonId>,
}

/// Under which names a version goes of something that is here already, and to whom under each: to those who have it as what they have, to
/// others as what says the same and has no answers yet, and to others yet, if nothing here does, by itself.
pub(super) async fn of(
    tx: &Tx,
    came: &Came<'_>,
    (known, people): (&Authored, &[PersonId]),
    (text, edited): (&str, Option<Moment>),
) -> Outcome<Vec<(String, Vec<PersonId>)>> {
    let who = &came.from.person;
    let mut all = vec![copy(tx, known.clone()).await?];
    for name in own::post::named_after(tx.sql(), who.id, &known.post.guid).await? {
        if let Some(found) = posts(ALL).one(tx.sql(), &name).await? {
            all.push(copy(tx, found).await?);
        }
    }
    let mut new = Vec::new();
    for person in people {
        match all.iter_mut().find(|copy| copy.readers.contains(person)) {
            Some(theirs) => theirs.meant.push(*person),
            None => new.push(*person),
        }
    }
    if let Some(first) = new.first().copied() {
        let later = edited.is_some() && edited > known.post.edited_at;
        // What stands below it is for those who had it when it was said.
        let unanswered = |copy: &Copy| copy.post.post.comments == 0;
        let mut same = all.first().filter(|first| later && unanswered(first)).map(|_| 0);
        for (at, copy) in all.iter().enumerate() {
            if same.is_none() && unanswered(copy) && arrive::says(tx, who, &copy.post.post, text).await? {
                same = Some(at);
            }
        }
        match same.and_then(|at| all.get_mut(at)) {
            Some(copy) => copy.meant.append(&mut new),
            None => {
                let first = person::Entity::find_by_id(first).one(tx.sql()).await?;
                let name = first.map(|first| format!("{}-{}", known.post.guid, first.guid));
                return Ok(given(all).chain(name.map(|name| (name, new))).collect());
            }
        }
    }
    Ok(given(all).collect())
}

async fn copy(tx: &Tx, post: Authored) -> Outcome<Copy> {
    Ok(Copy {
        readers: readers_here(tx.sql(), &post.post).await?,
        meant: Vec::new(),
        post,
    })
}

fn given(all: Vec<Copy>) -> impl Iterator<Item = (String, Vec<PersonId>)> {
    let meant = all.into_iter().filter(|copy| !copy.meant.is_empty());
    meant.map(|copy| (copy.post.post.guid.clone(), copy.meant))
}
