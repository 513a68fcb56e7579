//! That another pod, or somebody there, is to get a letter. Guarded like the letter.

use sea_orm::entity::prelude::*;

use crate::{DeliveryId, EnvelopeId, Moment, PersonId, PodId};

/// That another pod, or somebody there, is to get a letter.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "delivery")]
pub struct Model {
    /// Row id. A pod gets letters in this order.
    #[sea_orm(primary_key)]
    pub id: DeliveryId,
    /// Which letter.
    pub envelope_id: EnvelopeId,
    /// To which pod.
    pub pod_id: PodId,
    /// For whom it is sealed; none: for all there.
    pub recipient_id: Option<PersonId>,
    /// How often the pod was there and did not take it.
    pub refusals: i32,
    /// Not before.
    pub run_at: Moment,
    /// The address to post it to, where it is an activity; none for a letter of the diaspora* protocol.
    pub inbox: Option<String>,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
