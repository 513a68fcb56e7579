//! Where new files go, as all processes of the pod have to agree: to the folder or to the bucket. A setting says where they
//! go on a new pod; once they were moved, what was said then counts.
//!
//! It knows no file and no bucket, only what was said of them.

use sea_orm::ConnectionTrait;

use super::house;
use crate::db::Tx;
use crate::error::Outcome;
use crate::settings::Keep;

/// Rows of the pod's settings.
const KEEP: &str = "files";
const BUCKET: &str = "files bucket";

/// Where new files go; none: nobody has moved them yet, and the settings say it.
///
/// # Errors
/// The database cannot be read.
pub async fn kept_in(db: &impl ConnectionTrait) -> Outcome<Option<Keep>> {
    Ok(house::kept(db, KEEP).await?.as_deref().and_then(Keep::parse))
}

/// Has new files go there. Processes that run learn of it in a moment.
///
/// # Errors
/// The database cannot be written.
pub async fn keep_in(tx: &mut Tx, keep: Keep) -> Outcome<()> {
    house::keep(tx.sql(), KEEP, keep.as_str()).await
}

/// Notes with which bucket (its address without the secret, or nothing) the pod was started.
///
/// # Errors
/// The database cannot be written.
pub async fn note_bucket(tx: &mut Tx, bucket: &str) -> Outcome<()> {
    house::keep(tx.sql(), BUCKET, bucket).await
}

/// With which bucket the pod was started last; none: it never was.
///
/// # Errors
/// The database cannot be read.
pub async fn noted_bucket(db: &impl ConnectionTrait) -> Outcome<Option<String>> {
    house::kept(db, BUCKET).await
}
