//! Until the pod is set up, every way leads to set-up. An address that no page may see leads nowhere.

use rocket::fairing::{Fairing, Info, Kind};
use rocket::http::uri::Origin;
use rocket::{Data, Request, async_trait};

use crate::pod::Pod;

/// Turns every request to `/setup` until the first account has been made.
pub struct FirstVisit;

#[async_trait]
impl Fairing for FirstVisit {
    fn info(&self) -> Info {
        Info {
            name: "first visit",
            kind: Kind::Request,
        }
    }

    async fn on_request(&self, request: &mut Request<'_>, _: &mut Data<'_>) {
        let Some(pod) = request.rocket().state::<Pod>() else {
            return;
        };
        without_nul(request);
        let path = request.uri().path();
        let open = path == "/setup" || path == "/health" || path.starts_with("/assets/");
        if open || pod.house().await.is_ok_and(|house| house.set_up) {
            return;
        }
        request.set_uri(Origin::const_new("/setup/first", None));
    }
}

/// PostgreSQL takes no NUL in text. No address of ours holds one, so there is nothing at a path with one;
/// what is asked for is cleaned of it, as it is of everything that cannot be seen.
fn without_nul(request: &mut Request<'_>) {
    if !request.uri().to_string().contains("%00") {
        return;
    }
    let path = request.uri().path();
    let clean = match request.uri().query() {
        Some(query) if !path.contains("%00") => {
            Origin::parse_owned(format!("{path}?{}", query.as_str().replace("%00", ""))).ok()
        }
        _ => None,
    };
    request.set_uri(clean.unwrap_or_else(|| Origin::const_new("/nothing", None)));
}
