//! The rows of a pod, and the only doors to those that have an audience.
//!
//! Open tables are `pub mod`. Guarded ones (posts and all that hangs on them, what is private to one person) are
//! private modules: what leaves this crate is [`proof::Seen`] or [`proof::Own`], made by the doors in [`visible`],
//! [`own`] and [`write`]. This crate knows no page, no protocol and no file; raw SQL is named here and nowhere else.
//!
//! A new table: a migration, a file here, its door in `visible` or `own`, its writing in `write`.
//!
//! A guarded table cannot be named from outside:
//! ```compile_fail,E0603
//! use entity::post::Entity;
//! ```
//! and a proof cannot be made up:
//! ```compile_fail,E0423
//! let seen = entity::proof::Seen(1);
//! ```

pub mod cursor;
pub mod ids;
pub mod moment;
pub mod own;
pub mod proof;
pub mod viewer;
pub mod visible;
pub mod words;
pub mod write;

pub mod actor;
pub mod audit;
pub mod block;
pub mod emoji;
pub mod farewell;
pub mod former;
pub mod invitation;
pub mod job;
pub mod media_file;
pub mod media_tally;
pub mod person;
pub mod person_abroad;
pub mod person_key;
pub mod pod;
pub mod profile_tag;
pub mod received;
pub mod recovery_code;
pub mod session;
pub mod setting;
pub mod tag;
pub mod throttle;
pub mod ticket;
pub mod user;
pub mod user_key;

mod activity;
mod activity_seen;
mod album;
mod aspect;
mod aspect_member;
mod bookmark;
mod comment;
mod comment_edit;
mod contact;
mod conversation;
mod conversation_guest;
mod conversation_member;
mod delivery;
mod draft;
mod envelope;
mod far_object;
mod far_photo;
mod filter_entry;
mod follow;
mod gone;
mod hidden_post;
mod ignore;
mod like;
mod mention;
mod message;
mod message_gone;
mod notification;
mod participation;
mod photo;
mod photo_gone;
mod poll;
mod poll_answer;
mod poll_vote;
mod post;
mod post_aspect;
mod post_choice;
mod post_edit;
mod post_pod;
mod post_recipient;
mod post_tag;
mod preview;
mod profile;
mod projection;
mod push_device;
mod quote;
pub mod report;
mod scheduled_post;
mod sql;
mod subscription;
mod tag_follow;
mod telling;
mod telling_aspect;

pub use filter_entry::{How as FilterHow, Kind as FilterKind};
pub use gone::Kind as GoneKind;
pub use ids::*;
pub use moment::Moment;
pub use notification::Kind as NotificationKind;
pub use photo::Kind as PhotoKind;
pub use post::Reach;
pub use post_recipient::Given;
pub use preview::Kind as PreviewKind;
pub use profile::Details;
pub use sql::rounded;
pub use telling_aspect::How as TellingHow;
pub use viewer::Viewer;

/// A post that somebody may see.
pub type SeenPost = proof::Seen<post::Model>;
/// A post of one's own.
pub type OwnPost = proof::Own<post::Model>;
/// A comment that somebody may see.
pub type SeenComment = proof::Seen<comment::Model>;
/// A comment of one's own.
pub type OwnComment = proof::Own<comment::Model>;
/// A former version of a comment that somebody may see.
pub type SeenCommentEdit = proof::Seen<comment_edit::Model>;
/// A like that somebody may see.
pub type SeenLike = proof::Seen<like::Model>;
/// A conversation in which one takes part.
pub type OwnConversation = proof::Own<conversation::Model>;
/// A message in a conversation in which one takes part.
pub type OwnMessage = proof::Own<message::Model>;
/// A report that a moderator may see.
pub type SeenReport = proof::Seen<report::Model>;
/// An aspect of one's own.
pub type OwnAspect = proof::Own<aspect::Model>;
/// One's own relation to a person.
pub type OwnContact = proof::Own<contact::Model>;
/// What a link of a post leads to, for whoever sees the post.
pub type SeenPreview = proof::Seen<preview::Model>;
/// The extended part of a profile, as far as the viewer may see it.
pub type SeenProfile = proof::Seen<profile::Model>;
/// One's own profile.
pub type OwnProfile = proof::Own<profile::Model>;
/// A former version of a post that somebody may see.
pub type SeenEdit = proof::Seen<post_edit::Model>;
/// What one wants to share later.
pub type OwnScheduledPost = proof::Own<scheduled_post::Model>;
/// A notification of one's own.
pub type OwnNotification = proof::Own<notification::Model>;
/// How one wants to be told.
pub type OwnTelling = proof::Own<telling::Model>;
/// A browser of one's own that wants to be told.
pub type OwnPushDevice = proof::Own<push_device::Model>;
/// Something that one does not want in one's streams.
pub type OwnFilterEntry = proof::Own<filter_entry::Model>;
/// The draft that one has not shared yet.
pub type OwnDraft = proof::Own<draft::Model>;
/// A photo that somebody may see.
pub type SeenPhoto = proof::Seen<photo::Model>;
/// A photo of one's own.
pub type OwnPhoto = proof::Own<photo::Model>;
/// An album of which somebody may see at least one photo.
pub type SeenAlbum = proof::Seen<album::Model>;
/// An album of one's own.
pub type OwnAlbum = proof::Own<album::Model>;
