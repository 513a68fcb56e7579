//! My contacts, whom I ignore, and names while one is typed.

use entity::own::contact::Which;
use entity::{AspectId, NotificationKind};
use rocket::{Route, State, get, post, routes};

use crate::domain::follow::{self, May};
use crate::domain::person::Seeker;
use crate::domain::throttle::{self, Limit};
use crate::domain::{contact, ignore, notification, person};
use crate::error::{Outcome, Refusal};
use crate::pod::Pod;
use crate::web::form::Fields;
use crate::web::guard::{Me, SignedIn, Visit};
use crate::web::page::post::seen;
use crate::web::reply::{Answer, Reply};
use crate::web::view::contact::{Asked, ContactsView, IgnoredView};
use crate::web::view::face::Face;

/// Longer searches are cut: no name is.
const LONGEST_SEARCH: usize = 100;

/// My contacts, of one aspect or all, by name.
#[get("/contacts?<aspect>&<q>&<page>")]
async fn index(
    visit: Visit,
    me: SignedIn,
    pod: &State<Pod>,
    aspect: Option<&str>,
    q: Option<&str>,
    page: Option<u64>,
) -> Answer {
    let search: String = q
        .unwrap_or_default()
        .trim()
        .chars()
        .filter(|c| *c != '\0')
        .take(LONGEST_SEARCH)
        .collect();
    let asked = Asked {
        which: which(&me, aspect.unwrap_or_default())?,
        search: &search,
    };
    let db = pod.db.read();
    let counts = contact::counts(db, me.user.id).await?;
    let rows = contact::list(db, me.user.id, asked.which, asked.search, page.unwrap_or(1)).await?;
    let view = ContactsView::of(&visit, &me, asked, counts, &rows);
    let first = asked.which == Which::All && asked.search.is_empty() && rows.number == 1;
    let waiting = match first {
        true => follow::waiting(db, me.user.id).await?,
        false => Vec::new(),
    };
    if !waiting.is_empty() {
        let kind = NotificationKind::AsksToFollow;
        pod.act(async |tx| notification::seen_kind(tx, me.user.id, kind).await)
            .await?;
    }
    visit.page(pod, view.asked_by(&waiting))
}

/// Lets somebody follow me, or not.
#[post("/people/<guid>/follower", data = "<form>")]
async fn follower(me: SignedIn, pod: &State<Pod>, guid: &str, form: Fields) -> Answer {
    let who = person::one(pod.db.read(), guid).await?;
    let (may, notice) = match form.text("may") {
        "yes" => (May::Yes, "people-request-accepted"),
        "no" => (May::No, "people-request-refused"),
        _ => return Err(Refusal::Unreadable.into()),
    };
    pod.act(async |tx| follow::decide(tx, me.user.id, &who, may).await)
        .await?;
    Ok(Reply::to("/contacts").notice(notice))
}

/// Another's aspect is as unknown as one that never was.
fn which(me: &Me, aspect: &str) -> Outcome<Which> {
    let mine = |id: i64| me.aspects.iter().map(|line| line.id).find(|mine| *mine == AspectId(id));
    match aspect {
        "" => Ok(Which::All),
        "only-sharing" => Ok(Which::OnlySharing),
        id => id
            .parse()
            .ok()
            .and_then(mine)
            .map(Which::In)
            .ok_or_else(|| Refusal::NotFound.into()),
    }
}

/// Whom I ignore.
#[get("/ignored?<page>")]
async fn ignored(visit: Visit, me: SignedIn, pod: &State<Pod>, page: Option<u64>) -> Answer {
    let rows = ignore::list(pod.db.read(), me.user.id, page.unwrap_or(1)).await?;
    visit.page(pod, IgnoredView::of(&visit, &rows))
}

/// People whose name begins like this, my contacts first; with a post, those who may be named in a comment on it.
#[get("/complete/people?<q>&<on>")]
async fn complete(visit: Visit, me: SignedIn, pod: &State<Pod>, q: Option<&str>, on: Option<&str>) -> Answer {
    count_completion(pod, &me).await?;
    let search: String = q.unwrap_or_default().chars().take(LONGEST_SEARCH).collect();
    let (db, seeker) = (pod.db.read(), seeker(&me));
    let found = match on {
        Some(guid) => {
            let on = seen(pod, &visit, guid).await?;
            person::complete_on(db, visit.viewer(), seeker, &on.post, &search).await?
        }
        None => person::complete(db, seeker, &search).await?,
    };
    let faces: Vec<Face> = found.iter().map(|person| Face::of(person).had_from(pod)).collect();
    Reply::json(&faces)
}

/// Each stroke of a key may ask for names, so there may be more of this than of searching, but not without end.
pub(super) async fn count_completion(pod: &Pod, me: &Me) -> Outcome<()> {
    let whom = me.user.id.to_string();
    throttle::count(&pod.db, &pod.settings.limits, Limit::Complete, &whom).await
}

/// Who asks for people.
pub(super) fn seeker(me: &Me) -> Seeker {
    Seeker {
        user: me.user.id,
        person: me.person.id,
    }
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![index, follower, ignored, complete]
}
