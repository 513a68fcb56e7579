//! What I was told, and that I have seen it.

use entity::own::notification::Cursor;
use rocket::{Route, State, get, post, routes};

use crate::domain::notification::{self, PAGE, Sort};
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
    let listed = notification::read_by_looking(&told[..told.len().min(PAGE as usize)]);
    if !listed.is_empty() {
        pod.act(async |tx| notification::seen_these(tx, me.user.id, &listed).await)
            .await?;
    }
    visit.page(pod, NotificationsView::of(&visit, told, sort, cursor))
}

/// All of the sort that is shown are read.
#[post("/notifications/read", data = "<form>")]
async fn read(me: SignedIn, pod: &State<Pod>, form: Fields) -> Answer {
    let sort = Sort::parse(form.text("show"));
    pod.act(async |tx| notification::seen_sort(tx, me.user.id, sort).await)
        .await?;
    let back = match sort {
        Sort::All => "/notifications".to_owned(),
        Sort::Talk | Sort::Likes | Sort::Mentions | Sort::People => format!("/notifications?show={}", sort.code()),
    };
    Ok(Reply::to(back).notice("notification-read"))
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![index, read]
}
