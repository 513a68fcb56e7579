//! What I was told, and that I have seen it.

use entity::own::notification::Cursor;
use rocket::{Route, State, get, post, routes};

use crate::domain::notification::{self, Sort};
use crate::pod::Pod;
use crate::web::form::Fields;
use crate::web::guard::{SignedIn, Visit};
use crate::web::reply::{Answer, Reply};
use crate::web::view::notification::NotificationsView;

/// The list, newest first.
#[get("/notifications?<before>&<show>")]
async fn index(visit: Visit, me: SignedIn, pod: &State<Pod>, before: Option<&str>, show: Option<&str>) -> Answer {
    let cursor = before.and_then(Cursor::decode);
    let from = cursor.unwrap_or_else(Cursor::newest);
    let sort = Sort::parse(show.unwrap_or_default());
    let told = notification::page_of(pod.db.read(), me.user.id, me.person.id, sort, from).await?;
    visit.page(pod, NotificationsView::of(&visit, told, sort, cursor))
}

/// All of them are read.
#[post("/notifications/read", data = "<_form>")]
async fn read(me: SignedIn, pod: &State<Pod>, _form: Fields) -> Answer {
    pod.act(async |tx| notification::seen_all(tx, me.user.id).await).await?;
    Ok(Reply::to("/notifications").notice("notification-read"))
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![index, read]
}
