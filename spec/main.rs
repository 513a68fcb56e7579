//! Every spec of the pod, in one binary. The folders mirror `src`; each test is named by what the pod promises.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    dead_code,
    reason = "a spec stands outside of the ports, may break, looks at what it is about, and its support is a toolbox"
)]

mod architecture;
mod arithmetic;
mod around;
mod browser;
mod clock;
mod domain;
mod federation;
mod gate;
mod hashing;
mod i18n;
mod image;
mod mailer;
mod media;
mod operation;
mod outbound;
mod qr;
mod random;
mod recording;
mod settings;
mod storage;
mod support;
mod text;
mod vault;
mod visibility;
mod web;
mod wire;
