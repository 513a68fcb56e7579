//! Accounts: how people get in, stay in and leave.
//!
//! Knows no password, only hashes that the page has had made and checked: that work is done outside of any
//! transaction. What administrators do with accounts is in [`super::administration`].

use entity::user;
use sea_orm::sea_query::OnConflict;

pub mod close;
pub mod command;
pub mod create;
pub mod email;
pub mod invitation;
pub mod join;
pub mod keys;
pub mod password;
pub mod pending;
pub mod reset;
pub mod second_step;
pub mod session;
pub mod settings;
pub mod setup;
pub mod sign_in;
pub mod sweep;
pub mod ticket;
pub mod work;

/// What stands in the place of an address that its owner has not confirmed yet: it is no address and nobody else's.
const UNCONFIRMED: &str = "unconfirmed:";

/// The address of an account, once its owner has confirmed it.
pub fn address(user: &user::Model) -> Option<&str> {
    (!user.email.starts_with(UNCONFIRMED) && !user.email.is_empty()).then_some(user.email.as_str())
}

/// What to keep while an address is not confirmed.
pub fn unconfirmed(username: &str) -> String {
    format!("{UNCONFIRMED}{username}")
}

/// Leaves a row alone that is already there.
fn already<C: sea_orm::Iden + 'static>(column: C) -> OnConflict {
    OnConflict::column(column).do_nothing().to_owned()
}
