//! The link in a mail by which no more of its sort come (RFC 2369, RFC 8058): it works without signing in, once or
//! often, for that one thing only. Nothing is kept for it: it is sealed.

use entity::own::telling as own;
use entity::{UserId, user};
use sea_orm::{ConnectionTrait, EntityTrait};

use super::{How, Topic, Wishes};
use crate::db::Tx;
use crate::domain::seal;
use crate::error::{OrNotFound, Outcome};

/// So many digits of the seal: 128 bits.
const DIGITS: usize = 32;

/// What comes no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Mails about this, each by itself.
    Topic(Topic),
    /// Posts of an aspect's people, each by itself.
    Posts,
    /// The digest of the day.
    Daily,
    /// The letter of the week.
    Weekly,
}

impl Stop {
    /// As the link writes it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Topic(topic) => topic.code(),
            Self::Posts => "posts",
            Self::Daily => "daily",
            Self::Weekly => "weekly",
        }
    }

    fn parse(code: &str) -> Option<Self> {
        match code {
            "posts" => Some(Self::Posts),
            "daily" => Some(Self::Daily),
            "weekly" => Some(Self::Weekly),
            code => Topic::parse(code).map(Self::Topic),
        }
    }
}

/// The last part of a link's address.
pub fn token(secret: &str, user: UserId, what: Stop) -> String {
    let text = format!("{}-{}", user.0, what.code());
    format!("{text}-{}", mac(secret, &text))
}

fn mac(secret: &str, text: &str) -> String {
    seal::sign(secret, &format!("unsubscribe {text}"))[..DIGITS].to_owned()
}

/// What a link is good for.
///
/// # Errors
/// It was not made here, or the account is no more.
pub async fn look(db: &impl ConnectionTrait, secret: &str, token: &str) -> Outcome<(user::Model, Stop)> {
    let (text, given) = token.rsplit_once('-').or_not_found()?;
    let good = seal::equal(given, &mac(secret, text));
    let (user, code) = text.split_once('-').filter(|_| good).or_not_found()?;
    let what = Stop::parse(code).or_not_found()?;
    let user = UserId(user.parse().ok().or_not_found()?);
    let user = user::Entity::find_by_id(user).one(db).await?.or_not_found()?;
    Ok((user, what))
}

/// Does what a link is good for. Doing it again changes nothing.
///
/// # Errors
/// The database cannot be written.
pub async fn follow(tx: &mut Tx, user: UserId, what: Stop) -> Outcome<()> {
    let mut wishes = Wishes::of(own::of(tx.sql(), user).await?.as_ref());
    let all = |from: How, wishes: &mut Wishes| {
        for topic in Topic::EVERY {
            if wishes.how(topic) == from {
                wishes.set(topic, How::Never);
            }
        }
    };
    let of_aspects = match what {
        Stop::Topic(topic) => {
            if wishes.how(topic) == How::AtOnce {
                wishes.set(topic, How::Never);
            }
            None
        }
        Stop::Posts => Some(How::AtOnce),
        Stop::Daily => {
            all(How::Daily, &mut wishes);
            Some(How::Daily)
        }
        Stop::Weekly => {
            all(How::Weekly, &mut wishes);
            Some(How::Weekly)
        }
    };
    let kept = super::of_aspects(tx.sql(), user).await?;
    let kept = kept.into_iter().filter(|(_, how)| Some(*how) == of_aspects);
    let aspects: Vec<_> = kept.map(|(aspect, _)| (aspect, How::Never)).collect();
    super::keep(tx, user, &wishes, &aspects).await
}
