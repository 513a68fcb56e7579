//! What search engines are asked to leave alone: people, and all that needs signing in. Public posts are open.

use rocket::http::ContentType;
use rocket::{Route, get, routes};

use crate::web::reply::{Answer, Reply};

/// Addresses by their beginning.
const CLOSED: [&str; 26] = [
    "/people/",
    "/u/",
    "/activity",
    "/admin",
    "/aspects",
    "/audience",
    "/avatars/",
    "/complete/",
    "/contacts",
    "/email/",
    "/emoji/",
    "/events",
    "/followed-tags",
    "/i/",
    "/ignored",
    "/invitations",
    "/media/",
    "/mentions",
    "/notifications",
    "/password/",
    "/search",
    "/settings",
    "/setup",
    "/sign-in",
    "/start/",
    "/stream",
];

/// The rules.
#[get("/robots.txt")]
async fn robots() -> Answer {
    let mut rules = "User-agent: *\n".to_owned();
    for path in CLOSED {
        rules.push_str("Disallow: ");
        rules.push_str(path);
        rules.push('\n');
    }
    Ok(Reply::text(ContentType::Plain, rules).header("Cache-Control", "public, max-age=86400"))
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![robots]
}
