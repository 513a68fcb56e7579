//! How a pod's database comes to be, step by step: one file for one family of tables.
//!
//! Every step runs on SQLite and on PostgreSQL, in a transaction on both. The SQL is written once; [`Dialect`] fills
//! in the few words that differ. A new step: a file, a line in [`Migrator::migrations`]; a step that was released is
//! never changed.

use sea_orm_migration::prelude::*;

mod dialect;
mod m01_people;
mod m02_accounts;
mod m03_contacts;
mod m04_posts;
mod m05_pod;
mod m06_comments;
mod m07_likes;
mod m08_reshares;
mod m09_extras;
mod m10_conversations;
mod m11_reports;
mod m12_telling;
mod m13_spotlight;
mod m14_activity;
mod m15_filter;
mod m16_scheduled;
mod m17_unread;
mod m18_lanes;
mod m19_photos;
mod m20_media;
mod m21_previews;
mod m22_emoji;
mod m23_mending;
mod m24_told;
mod m27_federation;
mod m28_gone;
mod m29_subscriptions;
mod m30_letters;
mod m31_abroad;
mod m32_pods;
mod m34_arrivals;
mod m35_fediverse;
mod m37_flags;
mod m39_passed;
mod m40_followers;
mod m41_quiet;
mod m43_early;
mod m44_open;
mod m45_quotes;
mod m46_lane;
mod m48_last_word;
mod m51_quotes;
mod m52_moving;

pub(crate) use dialect::run;
pub use sea_orm_migration::{MigratorTrait, SchemaManager};

/// All steps, in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m01_people::Migration),
            Box::new(m02_accounts::Migration),
            Box::new(m03_contacts::Migration),
            Box::new(m04_posts::Migration),
            Box::new(m05_pod::Migration),
            Box::new(m06_comments::Migration),
            Box::new(m07_likes::Migration),
            Box::new(m08_reshares::Migration),
            Box::new(m09_extras::Migration),
            Box::new(m10_conversations::Migration),
            Box::new(m11_reports::Migration),
            Box::new(m12_telling::Migration),
            Box::new(m13_spotlight::Migration),
            Box::new(m14_activity::Migration),
            Box::new(m15_filter::Migration),
            Box::new(m16_scheduled::Migration),
            Box::new(m17_unread::Migration),
            Box::new(m18_lanes::Migration),
            Box::new(m19_photos::Migration),
            Box::new(m20_media::Migration),
            Box::new(m21_previews::Migration),
            Box::new(m22_emoji::Migration),
            Box::new(m23_mending::Migration),
            Box::new(m24_told::Migration),
            Box::new(m27_federation::Migration),
            Box::new(m28_gone::Migration),
            Box::new(m29_subscriptions::Migration),
            Box::new(m30_letters::Migration),
            Box::new(m31_abroad::Migration),
            Box::new(m32_pods::Migration),
            Box::new(m34_arrivals::Migration),
            Box::new(m35_fediverse::Migration),
            Box::new(m37_flags::Migration),
            Box::new(m39_passed::Migration),
            Box::new(m40_followers::Migration),
            Box::new(m41_quiet::Migration),
            Box::new(m43_early::Migration),
            Box::new(m44_open::Migration),
            Box::new(m45_quotes::Migration),
            Box::new(m46_lane::Migration),
            Box::new(m48_last_word::Migration),
            Box::new(m51_quotes::Migration),
            Box::new(m52_moving::Migration),
        ]
    }
}
