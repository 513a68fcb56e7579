//! The wire alone, with the texts that it brings and without the pod around it: neither database nor server has to be built with a
//! sanitizer.

mod bounds;
/// A strict reader of what a browser would build.
#[path = "../../text/html.rs"]
pub mod built;
#[path = "../../../src/text/mod.rs"]
pub mod text;
pub mod wire;

pub use bounds::within_bounds;

/// What the wire takes of the pod.
pub mod error {
    /// Something that is nobody's fault.
    #[derive(Debug)]
    pub struct Fault(String);

    impl Fault {
        /// In words.
        pub fn new(words: impl Into<String>) -> Self {
            Self(words.into())
        }

        /// From another error.
        pub fn of(error: impl std::error::Error) -> Self {
            Self(error.to_string())
        }
    }
}
