//! Sharing a post: its rows, its audience, its notifications, in one transaction.

use entity::write::reshare::Root;
use entity::write::{notification, post as write, tag};
use entity::{NotificationKind, OwnPost, PersonId, UserId};

use super::audience::{self, Audience, Wanted};
use super::{draft, words};
use crate::db::Tx;
use crate::domain::me::Me;
use crate::domain::person;
use crate::error::{Fault, Outcome};
use crate::live::What;

/// Shares a text with an audience.
///
/// # Errors
/// The text or the audience cannot be; see [`crate::error::PostRefusal`].
pub async fn publish(tx: &mut Tx, me: &Me, host: &str, text: &str, wanted: &Wanted) -> Outcome<OwnPost> {
    let said = words::read(tx.sql(), text, host).await?;
    let audience = audience::resolve(tx.sql(), me, wanted).await?;
    let post = share(tx, me, said, audience, None).await?;
    draft::clear(tx, me).await?;
    Ok(post)
}

/// Shares what was read with an audience that makes sense; a reshare besides shows its root.
///
/// # Errors
/// The database cannot be written.
pub(in crate::domain) async fn share(
    tx: &mut Tx,
    me: &Me,
    said: words::Mentioned,
    audience: Audience,
    root: Option<Root>,
) -> Outcome<OwnPost> {
    let inside = audience::inside(tx.sql(), me, &audience, &said.people).await?;
    let (words, tags) = words::words(&said, &inside);
    let new = write::NewPost {
        guid: tx.random().guid_hex(),
        author: me.person.id,
        reach: audience.reach,
        words,
        at: tx.now(),
        chosen: serde_json::to_string(&audience.choice).map_err(Fault::of)?,
        root,
    };
    let post = write::insert(tx.sql(), new).await?;
    if !audience.chosen.aspects.is_empty() || !audience.chosen.people.is_empty() {
        write::give(tx.sql(), me.user.id, &post, &audience.chosen).await?;
    }
    if !tags.is_empty() {
        let names: Vec<&str> = tags.iter().map(|tag| tag.as_str()).collect();
        let tags = tag::ensure(tx.sql(), &names).await?;
        write::set_tags(tx.sql(), &post, &tags).await?;
    }
    let named = if inside.is_empty() {
        Vec::new()
    } else {
        write::set_mentions(tx.sql(), &post, &inside).await?
    };
    notify(tx, &post, NotificationKind::Mentioned, &named).await?;
    let listeners = entity::own::post::listeners(tx.sql(), &post).await?;
    tx.tell(&listeners, What::Posts);
    Ok(post)
}

/// Tells those of some people who live here about a post, unless they ignore its author.
pub(super) async fn notify(tx: &mut Tx, post: &OwnPost, kind: NotificationKind, people: &[PersonId]) -> Outcome<()> {
    let accounts = person::accounts(tx.sql(), people).await?;
    let users: Vec<UserId> = accounts.into_iter().map(|(_, user)| user).collect();
    let ignoring = entity::own::ignore::ignoring(tx.sql(), post.author_id, &users).await?;
    let now = tx.now();
    let told: Vec<_> = users.into_iter().filter(|user| !ignoring.contains(user)).collect();
    for user in &told {
        notification::insert(tx.sql(), *user, kind, post.author_id, Some(post.id), now).await?;
    }
    tx.tell(&told, What::Notifications);
    tx.tell(&told, What::Account);
    Ok(())
}
