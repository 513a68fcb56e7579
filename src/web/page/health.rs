//! Whether the pod works: for the container's health check and for monitoring.

use rocket::http::ContentType;
use rocket::{Route, State, get, routes};
use sea_orm::ConnectionTrait;

use crate::pod::Pod;
use crate::web::reply::{Answer, Reply};

/// Answers `ok` when the database does.
#[get("/health")]
async fn health(pod: &State<Pod>) -> Answer {
    pod.db.read().execute_unprepared("SELECT 1").await?;
    Ok(Reply::text(ContentType::Plain, "ok\n".to_owned()))
}

/// Mounted at the root.
pub fn routes() -> Vec<Route> {
    routes![health]
}
