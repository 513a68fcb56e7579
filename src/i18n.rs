//! The languages of the pod: which there are, and every sentence in each of them.
//!
//! Sentences live in `config/locales/<language>/<area>.ftl` (Fluent); this module knows none of them by name but
//! those of `time.ftl`. It knows no page and no person.
//!
//! A new sentence: its key in the area's file of all four languages; a spec names the one that lacks it. What is longer than
//! a sentence is [`help`].
//! A new language: a variant of [`Language`], a folder, and what the compiler asks for in `time` and `number`.

/// Help, by topic and language.
pub mod help;
mod language;
mod locales;
mod number;
mod source;
/// Points in time, in words and as dates.
pub mod time;
pub mod zone;

pub use language::{Direction, Language};
pub use locales::{Arg, Locales, LocalesError};
pub use number::number;
