//! The administrator's list of the pod's own emoji: adding, sorting, withholding, deleting. For everybody else it does
//! not exist.

use entity::EmojiId;
use rocket::{Route, State, get, post, routes};

use super::emoji::path;
use crate::domain::emoji::{self, New, Offer};
use crate::error::{EmojiRefusal, Fault, Outcome, Stop};
use crate::image::{Side, Source, Unreadable};
use crate::pod::Pod;
use crate::web::form::{Fields, Upload};
use crate::web::guard::{Admin, Visit};
use crate::web::reply::{Answer, Reply};
use crate::web::view::Errors;
use crate::web::view::emoji::EmojiView;

/// Largest file of an emoji, in bytes.
const MOST_BYTES: usize = 2 * 1024 * 1024;
/// No list has so many pages; databases count to 2⁶³ only.
const LAST: u64 = 1_000_000;

async fn listed(pod: &Pod, q: &str, page: u64, typed: &Fields, errors: Errors) -> Outcome<EmojiView> {
    let rows = emoji::list(pod.db.read(), q, page).await?;
    Ok(EmojiView::new(&rows, (q, page), typed, errors))
}

#[get("/admin/emoji?<q>&<page>")]
async fn show(visit: Visit, _admin: Admin, pod: &State<Pod>, q: Option<&str>, page: Option<u64>) -> Answer {
    let (q, page) = (q.unwrap_or_default(), page.unwrap_or(1).clamp(1, LAST));
    let view = listed(pod, q, page, &Fields::default(), Errors::none()).await?;
    visit.page(pod, view)
}

#[post("/admin/emoji", data = "<form>")]
async fn add(visit: Visit, admin: Admin, pod: &State<Pod>, form: Upload) -> Answer {
    match take(pod, &admin, form.file, &form.fields).await {
        Ok(()) => Ok(Reply::to("/admin/emoji").notice("emoji-added")),
        Err(stop @ Stop::Broke(_)) => Err(stop),
        Err(stop @ Stop::Refused(_)) => {
            let view = listed(pod, "", 1, &form.fields, Errors::none()).await?;
            visit.again(pod, stop, |errors| view.refused(errors))
        }
    }
}

/// The name first, since reading a picture is work; then the file, then the row that names it.
async fn take(pod: &Pod, admin: &Admin, file: Vec<u8>, form: &Fields) -> Outcome<()> {
    emoji::free(pod.db.read(), form.text("name")).await?;
    let bytes = small(pod, file).await?;
    let key = pod.random.guid_hex();
    pod.storage.put(&path(&key), bytes).await?;
    let new = New {
        name: form.text("name"),
        category: form.text("category"),
        key: &key,
    };
    let added = pod.act(async |tx| emoji::add(tx, admin.user.id, new).await).await;
    if added.is_err() {
        pod.storage.delete(&path(&key)).await.map_err(Fault::of)?;
    }
    added
}

/// A picture written anew, small; it may move.
async fn small(pod: &Pod, file: Vec<u8>) -> Outcome<Vec<u8>> {
    if file.len() > MOST_BYTES {
        return Err(EmojiRefusal::PictureLarge.into());
    }
    let sides = [Side::S100, Side::Full];
    let made = pod.images.picture(Source::Bytes(file), &sides).await;
    let picture = made.map_err(|unreadable| match unreadable {
        Unreadable::NotAPicture | Unreadable::AvifOrHeic => EmojiRefusal::Picture,
        Unreadable::TooLarge | Unreadable::TooManyPixels | Unreadable::TooManyFrames => EmojiRefusal::PictureLarge,
    })?;
    let smallest = picture.files.into_iter().min_by_key(|made| made.width.max(made.height));
    smallest
        .map(|made| made.bytes)
        .ok_or_else(|| EmojiRefusal::Picture.into())
}

#[post("/admin/emoji/<id>/category", data = "<form>")]
async fn sort(visit: Visit, admin: Admin, pod: &State<Pod>, id: i64, form: Fields) -> Answer {
    let category = form.text("category");
    let done = pod.act(async |tx| emoji::sort(tx, admin.user.id, EmojiId(id), category).await);
    match done.await {
        Ok(()) => Ok(Reply::to("/admin/emoji").notice("admin-saved")),
        Err(stop @ Stop::Broke(_)) => Err(stop),
        Err(stop @ Stop::Refused(_)) => {
            let view = listed(pod, "", 1, &Fields::default(), Errors::none()).await?;
            visit.again(pod, stop, |errors| view.refused(errors))
        }
    }
}

/// Offered where `shown` is ticked, else no longer.
#[post("/admin/emoji/<id>/offer", data = "<form>")]
async fn offer(admin: Admin, pod: &State<Pod>, id: i64, form: Fields) -> Answer {
    let (offer, notice) = if form.ticked("shown") {
        (Offer::Shown, "emoji-shown")
    } else {
        (Offer::Withheld, "emoji-withheld")
    };
    pod.act(async |tx| emoji::offer(tx, admin.user.id, EmojiId(id), offer).await)
        .await?;
    Ok(Reply::to("/admin/emoji").notice(notice))
}

#[post("/admin/emoji/<id>/delete", data = "<_form>")]
async fn delete(admin: Admin, pod: &State<Pod>, id: i64, _form: Fields) -> Answer {
    pod.act(async |tx| emoji::delete(tx, admin.user.id, EmojiId(id)).await)
        .await?;
    Ok(Reply::to("/admin/emoji").notice("emoji-deleted"))
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![show, add, sort, offer, delete]
}
