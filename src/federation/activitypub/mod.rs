//! The pod in the fediverse: actors, what they send and what ours send them. What was verified is handed to the same functions
//! of `domain` as what a browser sends.
//!
//! In: `door` verifies and stores, `take` works on it, `apply` does it with what the database knows, `gather` fetches what it
//! does not. One more verb: an arm in `apply`; the compiler names it.

mod apply;
pub mod container;
pub(super) mod deliver;
pub(super) mod dispatch;
pub mod door;
pub mod fetch;
pub mod flag;
pub mod follow;
mod gather;
mod group;
pub mod instance;
mod keys;
pub mod letter;
pub mod meet;
mod open;
pub(super) mod people;
pub mod places;
mod present;
mod project;
pub mod quote;
mod quoting;
mod said;
pub mod serve;
pub mod sync;
pub mod take;
mod talk;
mod thread;

pub use gather::Fediverse;
pub use meet::look_again;
pub use open::{Opened, open};
pub(super) use thread::{below_post, posts_of};

use crate::wire::activitypub::Id;
use crate::wire::bytes::hex;

/// What names here begin with of what came from the fediverse: nobody else may bring such a name.
pub const FAR: &str = "ap-";

/// How something or somebody of the fediverse is called here, by the address there.
pub fn guid_of(id: &Id) -> String {
    name_of(id.as_str())
}

fn name_of(text: &str) -> String {
    let hash = hex(&openssl::sha::sha256(text.as_bytes()));
    format!("{FAR}{}", &hash[..32])
}
