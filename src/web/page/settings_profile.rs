//! Changing my profile, and how I share unless I say otherwise.

use entity::AspectId;
use rocket::{Route, State, get, post, routes};

use crate::domain::profile::{self, Day, Draft, Owner};
use crate::domain::sharing::{self, Follows, Wishes};
use crate::error::Stop;
use crate::pod::Pod;
use crate::web::form::Fields;
use crate::web::guard::{Me, SignedIn, Visit};
use crate::web::reply::{Answer, Reply};
use crate::web::view::Errors;
use crate::web::view::profile_form::{ProfileFormView, details_of};
use crate::web::view::sharing::{SharingView, reach_of};

/// My profile as it is.
#[get("/settings/profile")]
async fn show(visit: Visit, me: SignedIn, pod: &State<Pod>) -> Answer {
    let draft = profile::mine(pod.db.read(), &me.person).await?;
    visit.page(pod, ProfileFormView::of(&me.person, draft, Errors::none()))
}

/// Keeps it.
#[post("/settings/profile", data = "<form>")]
async fn save(visit: Visit, me: SignedIn, pod: &State<Pod>, form: Fields) -> Answer {
    let draft = typed(&form);
    let owner = Owner {
        user: me.user.id,
        person: me.person.id,
    };
    match pod.act(async |tx| profile::save(tx, owner, draft.clone()).await).await {
        Ok(()) => Ok(Reply::to("/settings/profile").notice("profile-saved")),
        Err(stop) => visit.again(pod, stop, |errors| ProfileFormView::of(&me.person, draft, errors)),
    }
}

fn typed(form: &Fields) -> Draft {
    let text = |name: &str| form.text(name).to_owned();
    Draft {
        name: text("name"),
        bio: text("bio"),
        location: text("location"),
        pronouns: text("pronouns"),
        birthday: Day {
            day: text("day"),
            month: text("month"),
            year: text("year"),
        },
        tags: text("tags"),
        searchable: form.ticked("searchable"),
        nsfw: form.ticked("nsfw"),
        details: details_of(form.text("details")),
    }
}

/// The page again because a picture was refused.
pub(super) async fn again(visit: &Visit, me: &Me, pod: &Pod, stop: Stop) -> Answer {
    let draft = profile::mine(pod.db.read(), &me.person).await?;
    visit.again(pod, stop, |errors| ProfileFormView::of(&me.person, draft, errors))
}

/// How I share.
#[get("/settings/sharing")]
async fn sharing_page(visit: Visit, me: SignedIn, pod: &State<Pod>) -> Answer {
    let chosen = me
        .aspects
        .iter()
        .filter(|line| line.chosen)
        .map(|line| line.id)
        .collect();
    let wishes = Wishes {
        share_back: me.user.share_back,
        reach: me.user.default_reach,
        chosen,
        follows: Follows {
            asked: me.user.locked,
            shown: me.user.follows_shown,
        },
    };
    visit.page(pod, SharingView::of(&me, &wishes, Errors::none()))
}

/// Keeps it.
#[post("/settings/sharing", data = "<form>")]
async fn save_sharing(visit: Visit, me: SignedIn, pod: &State<Pod>, form: Fields) -> Answer {
    let share_back = form.id("share-back").filter(|id| *id != 0).map(AspectId);
    let chosen = form.ids("aspect").into_iter().map(AspectId).collect();
    let wishes = Wishes {
        share_back,
        reach: reach_of(form.text("reach")),
        chosen,
        follows: Follows {
            asked: form.text("follows-asked") == "1",
            shown: form.text("follows-shown") == "1",
        },
    };
    match pod
        .act(async |tx| sharing::save(tx, me.user.id, wishes.clone()).await)
        .await
    {
        Ok(()) => Ok(Reply::to("/settings/sharing").notice("profile-saved")),
        Err(stop) => visit.again(pod, stop, |errors| SharingView::of(&me, &wishes, errors)),
    }
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![show, save, sharing_page, save_sharing]
}
