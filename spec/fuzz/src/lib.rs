//! The wire alone, without the pod around it: neither database nor server has to be built with a sanitizer.

mod bounds;
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
