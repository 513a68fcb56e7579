//! Where letters and activities lie until they are on disk. Who sends is answered then.

use entity::received;
use entity::write::inbox::{self, Came};
use sea_orm::EntityTrait;

use super::shelf::{Lies, Shelf};
use crate::error::Outcome;
use crate::pod::Pod;

/// What has come.
#[derive(Clone, Debug)]
pub(super) enum Incoming {
    /// From a pod of diaspora*.
    Letter(Box<received::ActiveModel>),
    /// From an actor.
    Activity(Came),
}

impl Lies for Incoming {
    fn shelf(pod: &Pod) -> &Shelf<Self> {
        &pod.desk.letterbox
    }

    async fn write(pod: &Pod, these: &[Self]) -> Outcome<()> {
        let (mut letters, mut activities) = (Vec::new(), Vec::new());
        for post in these {
            match post {
                Self::Letter(row) => letters.push((**row).clone()),
                Self::Activity(came) => activities.push(came.clone()),
            }
        }
        let written = pod.act(async |tx| {
            if !letters.is_empty() {
                received::Entity::insert_many(letters)
                    .exec_without_returning(tx.sql())
                    .await?;
            }
            let now = tx.now();
            inbox::store(tx.sql(), activities, now).await?;
            tx.arrived();
            Ok(())
        });
        written
            .await
            .inspect_err(|why| tracing::warn!(?why, "letters could not be written down"))
    }
}
