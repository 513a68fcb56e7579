//! The values that travel between pods, each checked when it is made.
//!
//! What lives here turns text and bytes into typed values and back. It opens no socket and knows no row.
//! To add a value: one file with a newtype whose only way in is `parse`, one line below, one file in `spec/wire`.

pub mod activitypub;
pub mod bytes;
pub mod diaspora;
pub mod discovery;
pub mod guid;
pub mod handle;
pub mod preview;
pub mod push;
pub mod signature;
pub mod verified;

pub use guid::Guid;
pub use handle::{Handle, Username, UsernameUnfit};
pub use verified::Verified;
