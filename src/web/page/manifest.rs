//! What a browser needs to install the pod like a program, and to share to it (W3C Web Application Manifest, Web Share
//! Target).

use rocket::http::ContentType;
use rocket::{Route, State, get, routes};
use serde::Serialize;

use crate::pod::Pod;
use crate::web::asset;
use crate::web::guard::Visit;
use crate::web::reply::{Answer, Reply};

#[derive(Serialize)]
struct Manifest<'a> {
    name: &'a str,
    short_name: &'a str,
    id: &'static str,
    start_url: &'static str,
    scope: &'static str,
    display: &'static str,
    background_color: &'static str,
    theme_color: &'static str,
    lang: &'static str,
    icons: [Icon; 4],
    share_target: ShareTarget,
    protocol_handlers: [ProtocolHandler; 1],
}

/// Links of the network, which browsers hand on under a name of their own.
#[derive(Serialize)]
struct ProtocolHandler {
    protocol: &'static str,
    url: &'static str,
}

#[derive(Serialize)]
struct Icon {
    src: String,
    sizes: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    purpose: &'static str,
}

#[derive(Serialize)]
struct ShareTarget {
    action: &'static str,
    method: &'static str,
    enctype: &'static str,
    params: Params,
}

/// Some phones take no SVG.
fn drawn(path: &str, sizes: &'static str, purpose: &'static str) -> Icon {
    Icon {
        src: asset::address(path),
        sizes,
        kind: "image/png",
        purpose,
    }
}

/// What each part is called in the address.
#[derive(Serialize)]
struct Params {
    title: &'static str,
    text: &'static str,
    url: &'static str,
}

#[get("/manifest.webmanifest")]
async fn manifest(visit: Visit, _pod: &State<Pod>) -> Answer {
    let manifest = Manifest {
        name: &visit.pod_name,
        short_name: &visit.pod_name,
        id: "/",
        start_url: "/stream",
        scope: "/",
        display: "standalone",
        background_color: "#faf9f5",
        theme_color: "#faf9f5",
        lang: visit.lang.code(),
        icons: [
            Icon {
                src: asset::address("favicon.svg"),
                sizes: "any",
                kind: "image/svg+xml",
                purpose: "any",
            },
            drawn("icons/icon-192.png", "192x192", "any"),
            drawn("icons/icon-512.png", "512x512", "any"),
            drawn("icons/maskable-512.png", "512x512", "maskable"),
        ],
        share_target: ShareTarget {
            action: "/posts/new",
            method: "GET",
            enctype: "application/x-www-form-urlencoded",
            params: Params {
                title: "title",
                text: "text",
                url: "url",
            },
        },
        protocol_handlers: [ProtocolHandler {
            protocol: "web+diaspora",
            url: "/link?q=%s",
        }],
    };
    let json = serde_json::to_string(&manifest).map_err(crate::error::Fault::of)?;
    let kind = ContentType::new("application", "manifest+json");
    Ok(Reply::text(kind, json))
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![manifest]
}
