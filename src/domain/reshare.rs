//! Reshares: a public post of somebody else, shown to all who hear me, with or without a word of my own.
//!
//! A reshare is a public post with comments and likes of its own. It shows its root anew each time, through its
//! reader's eyes: once the root is gone, it stays and shows that.

use std::collections::HashMap;

use entity::visible::post::{Authored, posts};
use entity::write::post::Extras;
use entity::write::reshare::Root;
use entity::{NotificationKind, OwnPost, PostId, Reach, SeenPost, Viewer};
use sea_orm::ConnectionTrait;

use super::me::Me;
use super::post::{audience, publish, words};
use super::{ignore, notification, person};
use crate::db::Tx;
use crate::error::{Outcome, PostRefusal, ReshareRefusal};

/// Reshares a post, or what it shows itself.
///
/// # Errors
/// See [`ReshareRefusal`]; or the word of one's own cannot be.
pub async fn add(tx: &mut Tx, me: &Me, host: &str, of: &SeenPost, text: &str) -> Outcome<OwnPost> {
    let found = root_of(tx, me, of).await?;
    let root = Root::of(&found).ok_or(ReshareRefusal::NotPublic)?;
    if found.author_id == me.person.id {
        return Err(ReshareRefusal::Own.into());
    }
    if ignore::ignored_by(tx, me.person.id, &[found.author_id]).await? {
        return Err(ReshareRefusal::NotTaken.into());
    }
    if entity::own::post::reshare_of(tx.sql(), me.person.id, root)
        .await?
        .is_some()
    {
        return Err(ReshareRefusal::Again.into());
    }
    let said = if text.trim().is_empty() {
        words::nothing()
    } else {
        words::read(tx.sql(), text, host, PostRefusal::Text).await?
    };
    let sharing = publish::Sharing {
        said,
        audience: audience::everyone(),
        root: Some(root),
        extras: Extras::default(),
        question: None,
        host,
        photos: Vec::new(),
    };
    let post = publish::share(tx, me, sharing).await?;
    let author = person::accounts(tx.sql(), &[found.author_id]).await?;
    let muted = match author.first() {
        Some((_, user)) => !entity::own::comment::muted(tx.sql(), &found, &[*user])
            .await?
            .is_empty(),
        None => true,
    };
    if let Some((_, user)) = author.first().filter(|_| !muted) {
        notification::tell(tx, *user, NotificationKind::Reshared, me.person.id, Some(found.id)).await?;
    }
    Ok(post)
}

async fn root_of(tx: &Tx, me: &Me, of: &SeenPost) -> Outcome<SeenPost> {
    let Some(root) = of.root_id else {
        return Ok(of.clone());
    };
    let found = posts(me.viewer()).by_id(tx.sql(), root).await?;
    Ok(found.ok_or(ReshareRefusal::Gone)?.post)
}

/// What some posts show, as far as the viewer may see it, by row.
///
/// # Errors
/// The database cannot be read.
pub async fn roots(
    db: &impl ConnectionTrait,
    viewer: Viewer,
    found: &[Authored],
) -> Outcome<HashMap<PostId, Authored>> {
    let ids: Vec<PostId> = found.iter().filter_map(|one| one.post.root_id).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let roots = posts(viewer).among(db, &ids).await?;
    let public = roots.into_iter().filter(|root| root.post.reach == Reach::Public);
    Ok(public.map(|root| (root.post.id, root)).collect())
}
