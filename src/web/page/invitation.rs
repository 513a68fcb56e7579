//! One's invitation links.

use entity::{AspectId, InvitationId};
use rocket::{Route, State, get, post, routes};

use crate::domain::account::invitation::{self, NewInvitation};
use crate::domain::throttle::{self, Limit};
use crate::error::Outcome;
use crate::pod::Pod;
use crate::web::form::Fields;
use crate::web::guard::{SignedIn, Visit};
use crate::web::reply::{Answer, Reply};
use crate::web::view::Errors;
use crate::web::view::invitation::InvitationsView;

#[get("/invitations")]
async fn index(visit: Visit, me: SignedIn, pod: &State<Pod>) -> Answer {
    let rows = invitation::list(pod.db.read(), me.user.id).await?;
    let join = pod.house().await?.join;
    visit.page(
        pod,
        InvitationsView::new(&visit, pod, &me, rows, join, &Fields::default(), Errors::none()),
    )
}

#[post("/invitations", data = "<form>")]
async fn create(visit: Visit, me: SignedIn, pod: &State<Pod>, form: Fields) -> Answer {
    match invite(pod, &me, &form).await {
        Ok(()) => Ok(Reply::to("/invitations").notice("account-invited")),
        Err(stop) => {
            let rows = invitation::list(pod.db.read(), me.user.id).await?;
            let join = pod.house().await?.join;
            visit.again(pod, stop, |errors| {
                InvitationsView::new(&visit, pod, &me, rows, join, &form, errors)
            })
        }
    }
}

async fn invite(pod: &Pod, me: &SignedIn, form: &Fields) -> Outcome<()> {
    let new = NewInvitation {
        note: form.text("note"),
        uses: form.id("uses").unwrap_or(0),
        days: form.id("days").unwrap_or(0),
        aspect: form.id("aspect").map(AspectId),
    };
    throttle::count(&pod.db, &pod.settings.limits, Limit::Invite, &me.user.id.to_string()).await?;
    pod.act(async |tx| invitation::create(tx, me.user.id, new).await)
        .await?;
    Ok(())
}

#[post("/invitations/<id>/revoke", data = "<_form>")]
async fn revoke(me: SignedIn, pod: &State<Pod>, id: i64, _form: Fields) -> Answer {
    pod.act(async |tx| invitation::revoke(tx, me.user.id, InvitationId(id)).await)
        .await?;
    Ok(Reply::to("/invitations").notice("account-invitation-revoked"))
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![index, create, revoke]
}
