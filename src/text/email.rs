//! E-mail addresses: the strict part of the grammar that every mail server reads the same way.
//!
//! Comments, quotes, `%` and `!` routes let two servers read one address as two people, so they are refused.
//! Whether an address exists is found out by a letter, not here.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::clean::Unfit;

const LONGEST: usize = 254;
const LONGEST_LOCAL: usize = 64;

/// An address in lower case, so that one mailbox is one account.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

impl Email {
    /// Takes an address as someone typed it. Blanks around it are dropped; anything else odd is refused.
    pub fn parse(raw: &str) -> Result<Email, Unfit> {
        let address = raw.trim_matches(' ').to_ascii_lowercase();
        if address.is_empty() {
            return Err(Unfit::Empty);
        }
        if address.len() > LONGEST {
            return Err(Unfit::TooLong { most: LONGEST });
        }
        match address.split_once('@') {
            Some((local, domain)) if is_local(local) && is_domain(domain) => Ok(Email(address)),
            Some(_) | None => Err(Unfit::Unreadable),
        }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Email> for String {
    fn from(email: Email) -> String {
        email.0
    }
}

impl TryFrom<String> for Email {
    type Error = &'static str;

    fn try_from(raw: String) -> Result<Email, Self::Error> {
        Email::parse(&raw).map_err(|_| "not an e-mail address")
    }
}

/// A leading hyphen is refused because mail programs took it for an option.
fn is_local(local: &str) -> bool {
    (1..=LONGEST_LOCAL).contains(&local.len())
        && !local.starts_with(['.', '-'])
        && !local.ends_with('.')
        && !local.contains("..")
        && local
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._+-'".contains(&b))
}

/// Two labels or more, letters at the end; other scripts only as `xn--`, and only where that can be decoded.
fn is_domain(domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    let top_is_word = labels
        .last()
        .is_some_and(|top| top.len() >= 2 && !top.bytes().all(|b| b.is_ascii_digit()));
    labels.len() >= 2
        && top_is_word
        && labels.iter().all(|label| is_label(label))
        && matches!(url::Host::parse(domain), Ok(url::Host::Domain(same)) if same == domain)
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
