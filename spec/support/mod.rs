//! What specs stand on: a pod of their own, people in it, browsers without a browser.

pub mod browser;
pub mod cast;
pub mod database;
pub mod device;
pub mod far;
pub mod fields;
pub mod network;
pub mod opinion;
pub mod origin;
pub mod page;
pub mod peer;
pub mod persona;
pub mod photo;
pub mod pod;
pub mod rows;
pub mod world;

pub use browser::Browser;
pub use cast::Someone;
pub use network::Network;
pub use opinion::Opinion;
pub use origin::{Origin, Served, Then};
pub use pod::TestPod;
pub use world::World;
