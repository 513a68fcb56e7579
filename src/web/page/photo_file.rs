//! The files of photos. For a browser each is asked for through the session of whoever looks, every time; for other pods
//! there are addresses that nobody can guess, which end with the photo or when its author changes them; a moderator has
//! those of what was reported through the report.

use entity::visible::photo::{at_address, photos};
use entity::visible::report as reports;
use entity::{ReportId, SeenPhoto};
use rocket::{Route, State, get, routes};

use crate::domain::photo;
use crate::error::{OrNotFound, Outcome, Stop};
use crate::pod::Pod;
use crate::web::file::{For, Served, Wish};
use crate::web::guard::{Moderator, Visit};

async fn file(pod: &Pod, found: &SeenPhoto, side: &str, wish: &Wish, whom: For) -> Outcome<Served> {
    let file = photo::fitting(&photo::files(&found.files), side).or_not_found()?;
    Served::of(pod, &found.storage_key, &file, wish, whom).await
}

/// Pods of diaspora* ask for smaller pictures by a word before the name of the file, which is `full`.
fn scaled(side: &str) -> &str {
    match side {
        "thumb_small_full" => "100",
        "thumb_medium_full" => "300",
        "thumb_large_full" => "700",
        "scaled_full_full" => "1600",
        side => side,
    }
}

#[get("/photos/<guid>/<side>")]
async fn seen(visit: Visit, pod: &State<Pod>, guid: &str, side: &str, wish: Wish) -> Result<Served, Stop> {
    let found = photos(visit.viewer()).one(pod.db.read(), guid).await?.or_not_found()?;
    file(pod, &found, side, &wish, For::Session).await
}

#[get("/p/<address>/<side>")]
async fn addressed(pod: &State<Pod>, address: &str, side: &str, wish: Wish) -> Result<Served, Stop> {
    let found = at_address(pod.db.read(), address).await?.or_not_found()?;
    file(pod, &found, scaled(side), &wish, For::Address).await
}

#[get("/admin/reports/<id>/photos/<guid>/<side>")]
async fn reported(
    me: Moderator,
    pod: &State<Pod>,
    id: i64,
    guid: &str,
    side: &str,
    wish: Wish,
) -> Result<Served, Stop> {
    let db = pod.db.read();
    let told = reports::one(db, me.viewer(), ReportId(id)).await?.or_not_found()?;
    let all = reports::photos(db, &told.report).await?;
    let found = all.into_iter().find(|photo| photo.guid == guid).or_not_found()?;
    file(pod, &found, side, &wish, For::Session).await
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![seen, addressed, reported]
}
