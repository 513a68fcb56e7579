//! A local account: how somebody signs in, and their settings.

use sea_orm::entity::prelude::*;

use crate::{AspectId, Moment, PersonId, Reach, UserId};

/// How an account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "i32", db_type = "Integer")]
pub enum State {
    /// Has applied; the administrator has not answered yet.
    Waiting = 0,
    /// Signs in and takes part.
    Active = 1,
    /// An administrator has locked it.
    Locked = 2,
    /// Closed by its owner, who may still change their mind, or by who looks after the pod.
    Closing = 3,
    /// Closed and emptied. The name stays taken.
    Closed = 4,
}

/// What an account may do for the pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "i32", db_type = "Integer")]
pub enum Role {
    /// Takes part.
    Member = 0,
    /// Looks after reports.
    Moderator = 1,
    /// Runs the pod.
    Administrator = 2,
}

/// In which order somebody reads their main stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "i32", db_type = "Integer")]
pub enum Order {
    /// By when posts were shared.
    Posted = 0,
    /// By when posts were shared or last commented on.
    Active = 1,
}

/// A local account.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "user")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: UserId,
    /// Who it is.
    pub person_id: PersonId,
    /// Lower case; never given again.
    pub username: String,
    /// Confirmed address, normalised.
    pub email: String,
    /// argon2id, PHC string.
    pub password: String,
    /// Waiting for approval, active, locked, closing or closed.
    pub state: State,
    /// Member, moderator or administrator.
    pub role: Role,
    /// Code of the language of pages and mails.
    pub language: String,
    /// `system`, `light` or `dark`.
    pub theme: String,
    /// What an applicant wrote to the administrator.
    pub application: Option<String>,
    /// Whose invitation was used.
    pub invited_by: Option<UserId>,
    /// Steps of getting started that are done: 0 to 3.
    pub started: i32,
    /// Who starts sharing with me goes into this aspect by itself.
    pub share_back: Option<AspectId>,
    /// What the publisher offers first.
    pub default_reach: Reach,
    /// Shows sensitive posts without asking.
    pub open_sensitive: bool,
    /// An administrator shows them to everyone here, in the community spotlight.
    pub spotlight: bool,
    /// Public posts of the people in the spotlight are in the main stream as well.
    pub spotlight_in_stream: bool,
    /// In which order the main stream is.
    pub stream_order: Order,
    /// Cards are made for the links in their posts.
    pub make_previews: bool,
    /// They are shown the cards of links.
    pub show_previews: bool,
    /// Mail about sign-ins from new devices.
    pub tell_devices: bool,
    /// Base32 secret of the second step.
    pub totp_secret: Option<String>,
    /// When the second step was switched on; none while it is being set up.
    pub totp_since: Option<Moment>,
    /// Last 30-second step that was used: a code works once.
    pub totp_step: i64,
    /// When a closing account will be emptied.
    pub close_at: Option<Moment>,
    /// Who closed it, where it was not its owner: they cannot open it again themselves.
    pub closed_by: Option<UserId>,
    /// Last use, to the hour.
    pub seen_at: Moment,
    /// When the account was made.
    pub created_at: Moment,
    /// Who wants to follow them from the fediverse is asked about first.
    pub locked: bool,
    /// Other servers may read whom they follow and who follows them, and not only how many.
    pub follows_shown: bool,
}

/// Joins are written where they are needed, by the doors.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
