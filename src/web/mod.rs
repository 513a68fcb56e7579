//! The front door for browsers: thin handlers that parse, call one domain function and reply.
//!
//! A handler holds no rule and no query. A new page: `page/<noun>.rs`, `view/<noun>.rs`, `templates/page/<noun>.html`
//! and one line in [`routes`].

use rocket::{Build, Rocket, Route, catchers};

use crate::pod::Pod;

pub mod activitypub;
pub mod asset;
pub mod discovery;
pub mod draw;
pub mod embedded;
pub mod entrance;
pub mod federation;
pub mod file;
pub mod form;
pub mod guard;
pub mod headers;
pub mod inbox;
pub mod keep;
pub mod media;
mod multipart;
pub mod page;
pub mod reply;
pub mod templates;
pub mod upload;
pub mod view;

/// All pages.
pub fn routes() -> Vec<Route> {
    let mut all = Vec::new();
    all.extend(asset::routes());
    all.extend(media::routes());
    all.extend(page::admin::routes());
    all.extend(page::forgotten::routes());
    all.extend(page::invitation::routes());
    all.extend(page::join::routes());
    all.extend(page::setup::routes());
    all.extend(page::sign_in::routes());
    all.extend(page::welcome::routes());
    all.extend(page::events::routes());
    all.extend(page::feed::routes());
    all.extend(page::health::routes());
    all.extend(page::help::routes());
    all.extend(page::aspect::routes());
    all.extend(page::avatar::routes());
    all.extend(page::contact::routes());
    all.extend(page::person::routes());
    all.extend(page::settings_profile::routes());
    all.extend(page::start::routes());
    all.extend(page::account::routes());
    all.extend(page::filter::routes());
    all.extend(page::security::routes());
    all.extend(page::moving::routes());
    all.extend(page::post::routes());
    all.extend(page::comment::routes());
    all.extend(page::like::routes());
    all.extend(page::link::routes());
    all.extend(page::reshare::routes());
    all.extend(page::photo::routes());
    all.extend(page::photo_file::routes());
    all.extend(page::album::routes());
    all.extend(page::poll::routes());
    all.extend(page::preview::routes());
    all.extend(page::emoji::routes());
    all.extend(page::admin_emoji::routes());
    all.extend(page::admin_pods::routes());
    all.extend(page::admin_blocks::routes());
    all.extend(page::admin_jobs::routes());
    all.extend(page::conversation::routes());
    all.extend(page::report::routes());
    all.extend(page::manifest::routes());
    all.extend(page::publisher::routes());
    all.extend(page::scheduled::routes());
    all.extend(page::stream::routes());
    all.extend(page::notification::routes());
    all.extend(page::robots::routes());
    all.extend(page::search::routes());
    all.extend(page::tag::routes());
    all.extend(page::telling::routes());
    all.extend(page::thread::routes());
    all
}

/// What other pods ask and send. No page, no session and no form of ours is behind it.
pub fn between_pods() -> Vec<Route> {
    [
        discovery::routes(),
        federation::routes(),
        inbox::routes(),
        activitypub::routes(),
    ]
    .concat()
}

/// The server of a pod, not yet started. `figment` says where it listens.
pub fn server(pod: Pod, figment: rocket::figment::Figment) -> Rocket<Build> {
    rocket::custom(figment)
        .manage(pod)
        .attach(rocket::shield::Shield::new())
        .attach(headers::Headers)
        .attach(page::first_visit::FirstVisit)
        .mount("/", routes())
        .mount("/", between_pods())
        .register("/", catchers![reply::stopped])
}
