//! What an account holder chooses for themselves: language, theme, what the publisher offers first, mails.
//!
//! Knows the database only.

use entity::user::Order;
use entity::visible::stream::Spotlight;
use entity::write::activity;
use entity::{Reach, UserId, user};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use crate::db::Tx;
use crate::error::{AccountRefusal, OrNotFound, Outcome};
use crate::i18n::Language;
use crate::live::What;

/// Themes, as forms and the database call them.
pub const THEMES: [&str; 3] = ["system", "light", "dark"];

/// What a form calls a reach.
pub const REACHES: [(&str, Reach); 3] = [
    ("aspects", Reach::Limited),
    ("pod", Reach::Pod),
    ("public", Reach::Public),
];

/// What a form calls an order of the main stream.
pub const ORDERS: [(&str, Order); 2] = [("posted", Order::Posted), ("active", Order::Active)];

/// What is chosen on the account page.
#[derive(Clone, Debug)]
pub struct Choice<'a> {
    /// Code of a language.
    pub language: &'a str,
    /// One of [`THEMES`].
    pub theme: &'a str,
    /// One of [`REACHES`].
    pub reach: &'a str,
    /// Sensitive posts are shown without asking.
    pub open_sensitive: bool,
}

/// Keeps what was chosen.
///
/// # Errors
/// There is no such choice.
pub async fn choose(tx: &mut Tx, id: UserId, choice: &Choice<'_>) -> Outcome<()> {
    let no_such = || AccountRefusal::NoSuchChoice;
    let language = Language::ALL
        .into_iter()
        .find(|language| language.code() == choice.language)
        .ok_or_else(no_such)?;
    let theme = THEMES
        .into_iter()
        .find(|theme| *theme == choice.theme)
        .ok_or_else(no_such)?;
    let (_, reach) = REACHES
        .into_iter()
        .find(|(code, _)| *code == choice.reach)
        .ok_or_else(no_such)?;
    let change = user::ActiveModel {
        language: Set(language.code().to_owned()),
        theme: Set(theme.to_owned()),
        default_reach: Set(reach),
        open_sensitive: Set(choice.open_sensitive),
        ..Default::default()
    };
    update(tx, id, change).await
}

/// What is chosen for the main stream.
#[derive(Clone, Copy, Debug)]
pub struct StreamChoice {
    /// In which order it is.
    pub order: Order,
    /// Whether the people in the community spotlight are in it.
    pub spotlight: Spotlight,
}

/// An order from a form.
///
/// # Errors
/// There is no such order.
pub fn order(code: &str) -> Outcome<Order> {
    let found = ORDERS.into_iter().find(|(one, _)| *one == code);
    Ok(found.map(|(_, order)| order).ok_or(AccountRefusal::NoSuchChoice)?)
}

/// Keeps what was chosen for the main stream.
///
/// # Errors
/// The database cannot be written.
pub async fn choose_stream(tx: &mut Tx, id: UserId, choice: StreamChoice) -> Outcome<()> {
    let change = user::ActiveModel {
        spotlight_in_stream: Set(choice.spotlight == Spotlight::Shown),
        stream_order: Set(choice.order),
        ..Default::default()
    };
    update(tx, id, change).await?;
    if choice.order == Order::Active {
        let account = user::Entity::find_by_id(id).one(tx.sql()).await?.or_not_found()?;
        activity::level(tx.sql(), account.person_id).await?;
    }
    Ok(())
}

/// What is chosen about the cards of links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkChoice {
    /// They are made for the links in my posts.
    pub make: bool,
    /// I am shown them.
    pub show: bool,
}

/// Keeps what was chosen about the cards of links.
///
/// # Errors
/// The database cannot be written.
pub async fn choose_links(tx: &mut Tx, id: UserId, choice: LinkChoice) -> Outcome<()> {
    let change = user::ActiveModel {
        make_previews: Set(choice.make),
        show_previews: Set(choice.show),
        ..Default::default()
    };
    update(tx, id, change).await
}

/// Whether to be told by mail about sign-ins from new devices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tell {
    /// Be told.
    ByMail,
    /// Not.
    Never,
}

/// Keeps whether to be told of new devices.
///
/// # Errors
/// The database cannot be written.
pub async fn tell_devices(tx: &mut Tx, id: UserId, tell: Tell) -> Outcome<()> {
    update(
        tx,
        id,
        user::ActiveModel {
            tell_devices: Set(tell == Tell::ByMail),
            ..Default::default()
        },
    )
    .await
}

/// Shows the steps of getting started again.
///
/// # Errors
/// The database cannot be written.
pub async fn start_again(tx: &mut Tx, id: UserId) -> Outcome<()> {
    update(
        tx,
        id,
        user::ActiveModel {
            started: Set(0),
            ..Default::default()
        },
    )
    .await
}

async fn update(tx: &mut Tx, id: UserId, change: user::ActiveModel) -> Outcome<()> {
    user::Entity::update_many()
        .set(change)
        .filter(user::Column::Id.eq(id))
        .exec(tx.sql())
        .await?;
    tx.tell(&[id], What::Account);
    Ok(())
}
