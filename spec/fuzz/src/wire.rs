//! The parts of the pod's wire that strangers' bytes come to.

#[path = "../../../src/wire/activitypub/mod.rs"]
pub mod activitypub;
#[path = "../../../src/wire/bytes.rs"]
pub mod bytes;
#[path = "../../../src/wire/diaspora/mod.rs"]
pub mod diaspora;
#[path = "../../../src/wire/discovery/mod.rs"]
pub mod discovery;
#[path = "../../../src/wire/guid.rs"]
pub mod guid;
#[path = "../../../src/wire/handle.rs"]
pub mod handle;
#[path = "../../../src/wire/signature/mod.rs"]
pub mod signature;
#[path = "../../../src/wire/verified.rs"]
pub mod verified;

pub use guid::Guid;
pub use handle::{Handle, Username, UsernameUnfit};
pub use verified::Verified;
