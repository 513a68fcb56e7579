//! How often anything may be tried. The counts are in the database: a restart forgets nothing.
//!
//! A try is counted in a transaction of its own, so that refusing the act does not undo the count. Whom a count is
//! about is kept as a keyed hash only. A new limit: a variant of [`Limit`] and what the compiler asks for.

use std::net::IpAddr;
use std::time::Duration;

use entity::Moment;
use entity::write::throttle::{self as rows, Tally, Window};

use super::{house, seal};
use crate::db::{Db, Tx};
use crate::error::{Outcome, Refusal};
use crate::settings::Limits;

const MINUTE: Duration = Duration::from_secs(60);
const QUARTER: Duration = Duration::from_secs(15 * 60);
const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Signing in by one name, whether there is such an account or not.
    SignInName,
    /// Signing in to one account, by whatever name.
    SignInAccount,
    /// Signing in from one address.
    SignInAddress,
    /// Codes of the second step for one account.
    Code,
    /// The password of an account, asked again while signed in.
    Password,
    /// Asking for a new password from one address.
    Reset,
    /// Trying links from letters, from one address.
    Link,
    /// Joining from one address.
    Join,
    /// Joining from one address without the little work that a browser does.
    JoinWithoutWork,
    /// One piece of work, good for one try.
    Work,
    /// Trying invitation codes from one address.
    Invitation,
    /// Inviting, by one account.
    Invite,
    /// The key of set-up from one address.
    SetupKey,
    /// Letters to one e-mail address.
    Mail,
    /// Searches by one account or address.
    Search,
    /// Names and tags offered while somebody types, by account.
    Complete,
    /// Posts of one account.
    Post,
    /// Comments of one account.
    Comment,
    /// Likes of one account.
    Like,
    /// Photos, videos and sounds of one account.
    Upload,
}

/// How often, and in how long.
struct Rule {
    name: &'static str,
    most: u32,
    within: Duration,
    strict: Strict,
}

/// Whether the window moves on with each try that counts.
enum Strict {
    Yes,
    No,
}

impl Limit {
    fn rule(self, limits: &Limits) -> Rule {
        let rule = |name, most, within, strict| Rule {
            name,
            most,
            within,
            strict,
        };
        match self {
            Self::SignInName => rule("sign-in-name", limits.sign_in_per_account, QUARTER, Strict::Yes),
            Self::SignInAccount => rule("sign-in-account", limits.sign_in_per_account, QUARTER, Strict::Yes),
            Self::SignInAddress => rule("sign-in-address", limits.sign_in_per_address, QUARTER, Strict::Yes),
            Self::Code => rule("code", 10, QUARTER, Strict::Yes),
            Self::Password => rule("password", 10, QUARTER, Strict::Yes),
            Self::Reset => rule("reset", 5, HOUR, Strict::No),
            Self::Link => rule("link", 30, HOUR, Strict::No),
            Self::Join => rule("join", limits.sign_up_per_address, HOUR, Strict::No),
            Self::JoinWithoutWork => rule(
                "join-without-work",
                limits.sign_up_per_address.div_ceil(2).max(1),
                HOUR,
                Strict::No,
            ),
            Self::Work => rule("work", 1, DAY, Strict::No),
            Self::Invitation => rule("invitation", 60, HOUR, Strict::No),
            Self::Invite => rule("invite", 20, HOUR, Strict::No),
            Self::SetupKey => rule("setup-key", 10, QUARTER, Strict::Yes),
            Self::Mail => rule("mail", limits.mail_per_address, HOUR, Strict::No),
            Self::Search => rule("search", limits.searches_per_minute, MINUTE, Strict::No),
            Self::Complete => rule(
                "complete",
                limits.searches_per_minute.saturating_mul(5),
                MINUTE,
                Strict::No,
            ),
            Self::Post => rule("post", limits.posts_per_minute, MINUTE, Strict::No),
            Self::Comment => rule("comment", limits.comments_per_minute, MINUTE, Strict::No),
            Self::Like => rule("like", limits.likes_per_minute, MINUTE, Strict::No),
            Self::Upload => rule("upload", limits.uploads_per_minute, MINUTE, Strict::No),
        }
    }
}

/// How it stands after a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Tries that are left after this one.
    pub left: u32,
    /// This very try is the first one too many.
    pub first_over: bool,
    over: bool,
    minutes: u64,
}

impl Standing {
    fn new(rule: &Rule, tally: Tally, now: Moment) -> Self {
        let count = u32::try_from(tally.count).unwrap_or(u32::MAX);
        let wait = tally.since.plus(rule.within).since(now);
        Self {
            left: rule.most.saturating_sub(count),
            first_over: count == rule.most.saturating_add(1),
            over: count > rule.most,
            minutes: wait.as_secs().div_ceil(60).max(1),
        }
    }

    /// Refused when there were too many.
    ///
    /// # Errors
    /// Too often.
    pub fn check(self) -> Outcome<()> {
        if self.over {
            Err(Refusal::TooOften(self.minutes).into())
        } else {
            Ok(())
        }
    }

    /// There were too many.
    pub fn over(self) -> bool {
        self.over
    }
}

/// Counts a try, in a transaction of its own, and refuses it when there were too many.
///
/// # Errors
/// Too often, or the database cannot be written.
pub async fn count(db: &Db, limits: &Limits, what: Limit, whom: &str) -> Outcome<()> {
    tally(db, limits, what, whom).await?.check()
}

/// Counts a try, in a transaction of its own, and says how it stands.
///
/// # Errors
/// The database cannot be written.
pub async fn tally(db: &Db, limits: &Limits, what: Limit, whom: &str) -> Outcome<Standing> {
    let mut tx = db.begin().await?;
    let standing = tally_within(&mut tx, limits, what, whom).await?;
    tx.commit().await?;
    Ok(standing)
}

/// Counts within an act: one that is refused or fails does not count.
///
/// # Errors
/// Too often, or the database cannot be written.
pub async fn count_within(tx: &mut Tx, limits: &Limits, what: Limit, whom: &str) -> Outcome<()> {
    tally_within(tx, limits, what, whom).await?.check()
}

/// Counts within an act that writes nothing but counts, and says how it stands.
///
/// # Errors
/// The database cannot be written.
pub async fn tally_within(tx: &mut Tx, limits: &Limits, what: Limit, whom: &str) -> Outcome<Standing> {
    let rule = what.rule(limits);
    let window = match rule.strict {
        Strict::Yes => Window::FromLast {
            most: i32::try_from(rule.most).unwrap_or(i32::MAX),
        },
        Strict::No => Window::FromFirst,
    };
    let now = tx.now();
    let key = key(tx, rule.name, whom).await?;
    let tally = rows::add(tx.sql(), &key, window, now, now.minus(rule.within)).await?;
    Ok(Standing::new(&rule, tally, now))
}

/// Takes a try back that turned out well.
///
/// # Errors
/// The database cannot be written.
pub async fn forgive(tx: &mut Tx, limits: &Limits, what: Limit, whom: &str) -> Outcome<()> {
    let key = key(tx, what.rule(limits).name, whom).await?;
    Ok(rows::take_back(tx.sql(), &key).await?)
}

async fn key(tx: &mut Tx, name: &str, whom: &str) -> Outcome<String> {
    let secret = house::secret(tx, "throttle").await?;
    Ok(format!(
        "{name} {}",
        &seal::sign(&secret, &format!("{name} {whom}"))[..32]
    ))
}

/// An address as it is counted: a whole /64 of IPv6 is one household.
pub fn household(address: IpAddr) -> String {
    match address {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => v4.to_string(),
            None => v6.segments()[..4]
                .iter()
                .map(|part| format!("{part:x}"))
                .collect::<Vec<_>>()
                .join(":"),
        },
    }
}
