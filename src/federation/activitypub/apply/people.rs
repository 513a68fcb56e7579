//! What actors say of themselves, that they leave, and what moderators elsewhere are to be told.

use entity::visible::comment::comments;
use entity::visible::post::posts;
use entity::write::report::About;
use entity::{Viewer, visible};

use super::audience::here;
use super::{Came, Stay, Want, not, object, quotes};
use crate::db::Tx;
use crate::domain::{abroad, report};
use crate::federation::activitypub::places::{self, Place};
use crate::federation::activitypub::{meet, said};
use crate::wire::Handle;
use crate::wire::activitypub::{Id, Item, Report, Thing};

/// They call themselves something else, or have another key or inbox.
pub(super) async fn described(tx: &mut Tx, came: &Came<'_>, item: &Item) -> Result<(), Stay> {
    let whole = item.thing().and_then(Thing::actor);
    let Some(whole) = whole.filter(|actor| actor.inbox.is_some() && !actor.keys.is_empty()) else {
        return Err(Stay::Want(Want::Again));
    };
    let handle = Handle::parse(&came.from.person.handle).ok_or_else(|| not("its name is none"))?;
    let row = meet::row(whole, None)?;
    let said = said::of_actor(whole, &handle);
    abroad::actor::describe_again(tx, &came.from.actor, row, said).await?;
    Ok(())
}

/// Something is gone, or somebody.
pub(super) async fn deleted(tx: &mut Tx, came: &Came<'_>, id: &Id) -> Result<(), Stay> {
    if id.as_str() != came.from.actor.uri {
        if quotes::withdrawn(tx, came, id).await? {
            return Ok(());
        }
        return object::taken_back(tx, &came.from.person, id).await;
    }
    Ok(abroad::close_for_good(tx, came.from.person.id).await?)
}

/// Moderators elsewhere were told of something here: those of this pod are told of it, too. What is not for everybody and was
/// not theirs to see says nothing.
pub(super) async fn flagged(tx: &mut Tx, came: &Came<'_>, flag: &Report) -> Result<(), Stay> {
    let viewer = Viewer::Remote(came.from.person.id);
    let words = flag.words.as_deref().and_then(said::line).unwrap_or_default();
    let (mut things, mut people) = (Vec::new(), Vec::new());
    for id in &flag.objects {
        match places::ours(came.settings, id) {
            Some(Place::Post(guid)) => {
                let found = posts(viewer).one(tx.sql(), &guid).await?;
                things.extend(found.map(|found| About::post(&found.post)));
            }
            Some(Place::Comment(guid)) => {
                let found = comments(viewer).one(tx.sql(), &guid).await?;
                things.extend(found.map(|found| About::comment(&found.comment)));
            }
            Some(Place::Person(guid)) => people.extend(here(tx.sql(), &[guid]).await?),
            Some(Place::Pod | Place::Followers(_) | Place::Message(_) | Place::Conversation(_)) | None => {}
        }
    }
    people.retain(|person| things.iter().all(|thing: &About| thing.whose() != *person));
    let whom = visible::person::among(tx.sql(), &people).await?;
    things.extend(whom.iter().map(|person| About::person(person.id)));
    if things.is_empty() {
        return Err(not("it is about nothing here"));
    }
    for about in things {
        report::arrive(tx, &came.from.person, about, &words).await?;
    }
    Ok(())
}
