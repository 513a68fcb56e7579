//! Between the password and what comes after it (a code, or the wish to reopen a closing account): a signed note that
//! the browser keeps for five minutes. It is bound to the password and to the second step as they are, so a change of
//! either makes it worth nothing.

use std::time::Duration;

use entity::{Moment, UserId, user};
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::domain::seal;
use crate::error::Outcome;

/// How long the second step may take.
pub const LIFE: Duration = Duration::from_secs(5 * 60);

/// What is still to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A code.
    Code,
    /// To say whether a closing account is to be reopened.
    Reopen,
}

impl Step {
    fn code(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Reopen => "reopen",
        }
    }

    fn parse(code: &str) -> Option<Self> {
        [Self::Code, Self::Reopen].into_iter().find(|step| step.code() == code)
    }
}

/// The note for an account whose password was right.
pub fn note(secret: &str, user: &user::Model, step: Step, now: Moment) -> String {
    let body = format!("{}.{}.{}", user.id, now.plus(LIFE).seconds(), step.code());
    format!("{body}.{}", sign(secret, &body, user))
}

/// Whose note it is and what is still to be done; nothing when it is not ours, too old, or things have changed.
///
/// # Errors
/// The database cannot be read.
pub async fn read(
    db: &impl ConnectionTrait,
    secret: &str,
    note: &str,
    now: Moment,
) -> Outcome<Option<(user::Model, Step)>> {
    let Some((body, seal)) = note.rsplit_once('.') else {
        return Ok(None);
    };
    let parts: Vec<&str> = body.split('.').collect();
    let [id, until, step] = parts.as_slice() else {
        return Ok(None);
    };
    let (Ok(id), Ok(until), Some(step)) = (id.parse::<i64>(), until.parse::<i64>(), Step::parse(step)) else {
        return Ok(None);
    };
    if until < now.seconds() {
        return Ok(None);
    }
    let user = user::Entity::find_by_id(UserId(id)).one(db).await?;
    Ok(user
        .filter(|user| seal::equal(seal, &sign(secret, body, user)))
        .map(|user| (user, step)))
}

fn sign(secret: &str, body: &str, user: &user::Model) -> String {
    let totp = user.totp_since.map_or(0, Moment::micros);
    seal::sign(secret, &format!("second {body} {totp} {}", user.password))
}
