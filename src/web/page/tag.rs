//! Tags: a page for each, following it, names while one is typed.

use entity::visible::post::Cursor;
use rocket::{Route, State, get, post, routes};

use crate::domain::tag;
use crate::pod::Pod;
use crate::text::redirect;
use crate::text::tag::TagName;
use crate::web::form::Fields;
use crate::web::guard::{SignedIn, Visit};
use crate::web::page::contact::count_completion;
use crate::web::reply::{Answer, Reply};
use crate::web::view::tag::TagView;

/// What has this tag, as far as the visitor may see it.
#[get("/tags/<name>?<before>")]
async fn show(visit: Visit, pod: &State<Pod>, name: &str, before: Option<&str>) -> Answer {
    let cursor = before.and_then(Cursor::decode);
    let from = cursor.unwrap_or_else(|| Cursor::until(visit.now));
    let tagged = tag::look(pod.db.read(), visit.viewer(), visit.filter(), name, from).await?;
    visit.page(pod, TagView::of(pod, &visit, tagged, cursor).await?)
}

/// The tag into my stream.
#[post("/tags/<name>/follow", data = "<form>")]
async fn follow(me: SignedIn, pod: &State<Pod>, name: &str, form: Fields) -> Answer {
    let name = pod.act(async |tx| tag::follow(tx, me.user.id, name).await).await?;
    Ok(Reply::to(way(&form, &name)).notice("tag-followed"))
}

/// The tag out of my stream.
#[post("/tags/<name>/unfollow", data = "<form>")]
async fn unfollow(me: SignedIn, pod: &State<Pod>, name: &str, form: Fields) -> Answer {
    let name = pod.act(async |tx| tag::unfollow(tx, me.user.id, name).await).await?;
    Ok(Reply::to(way(&form, &name)).notice("tag-unfollowed"))
}

/// Back to where the tag was shown, else to its page.
fn way(form: &Fields, name: &TagName) -> String {
    redirect::local(form.text("to")).map_or_else(|| name.path(), str::to_owned)
}

/// Names that begin like this: `[{"name": …}]`.
#[get("/complete/tags?<q>")]
async fn complete(me: SignedIn, pod: &State<Pod>, q: Option<&str>) -> Answer {
    count_completion(pod, &me).await?;
    let names = tag::complete(pod.db.read(), me.viewer(), q.unwrap_or_default()).await?;
    let offered: Vec<_> = names.iter().map(|name| serde_json::json!({ "name": name })).collect();
    Reply::json(&offered)
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![show, follow, unfollow, complete]
}
