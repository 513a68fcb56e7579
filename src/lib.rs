//! Samara: a social pod. The floors are drawn in docs/architecture.md; an import goes down, never up.

pub mod boot;
pub mod cli;
pub mod clock;
pub mod db;
pub mod domain;
pub mod error;
pub mod hashing;
pub mod i18n;
pub mod image;
pub mod job;
pub mod live;
pub mod mailer;
pub mod outbound;
pub mod pod;
pub mod qr;
pub mod queue;
pub mod random;
pub mod relay;
pub mod seed;
pub mod settings;
pub mod storage;
pub mod text;
pub mod vault;
pub mod web;
pub mod wire;
pub mod worker;
