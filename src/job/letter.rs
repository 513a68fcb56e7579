//! Mails to accounts.

use serde::{Deserialize, Serialize};

/// A mail to one account, written in its reader's language when it is sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mail {
    /// To whom ([`UserId`]).
    pub user: i64,
    /// To another address than the account's, where that is the point.
    pub address: Option<String>,
    /// Which.
    pub letter: Letter,
}

/// Which letter. The words of each are in `mail.ftl`, under its [`Letter::name`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "letter", rename_all = "kebab-case")]
pub enum Letter {
    /// The way to a new password.
    Reset {
        /// Secret of the link.
        token: String,
    },
    /// Somebody tried to join with an address that has an account.
    AlreadyHere,
    /// One may take part from now on.
    ApplicationAccepted,
    /// One may not.
    ApplicationDeclined,
    /// To an administrator: somebody wants to join.
    NewApplication {
        /// Who.
        username: String,
    },
    /// Signed in on a device for the first time.
    NewDevice {
        /// Which, in words.
        device: String,
    },
    /// The password is another one.
    PasswordChanged,
    /// To a new address: is it yours?
    EmailConfirm {
        /// Secret of the link.
        token: String,
    },
    /// To the former address: it was changed, and the way back.
    EmailChanged {
        /// Secret of the link.
        token: String,
    },
    /// So many wrong codes that none is taken for a while.
    CodesLocked,
    /// A code is asked for from now on.
    SecondStepOn,
    /// A code is asked for no more.
    SecondStepOff,
    /// The account was closed and can be opened again for some days.
    AccountClosing,
    /// Moderators closed the account.
    AccountShut,
    /// An administrator opened it again.
    AccountGivenBack,
    /// The account was emptied.
    AccountClosed,
    /// The account was opened again.
    AccountReopened,
    /// The account leads to another pod.
    AccountMoved {
        /// To whom: their ID.
        to: String,
    },
    /// To an administrator who wanted to see that letters arrive.
    Test,
}

impl Letter {
    /// What its sentences begin with, after `mail-`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Reset { .. } => "reset",
            Self::AlreadyHere => "already-here",
            Self::ApplicationAccepted => "application-accepted",
            Self::ApplicationDeclined => "application-declined",
            Self::NewApplication { .. } => "new-application",
            Self::NewDevice { .. } => "new-device",
            Self::PasswordChanged => "password-changed",
            Self::EmailConfirm { .. } => "email-confirm",
            Self::EmailChanged { .. } => "email-changed",
            Self::CodesLocked => "codes-locked",
            Self::SecondStepOn => "second-step-on",
            Self::SecondStepOff => "second-step-off",
            Self::AccountClosing => "account-closing",
            Self::AccountShut => "account-shut",
            Self::AccountGivenBack => "account-given-back",
            Self::AccountClosed => "account-closed",
            Self::AccountReopened => "account-reopened",
            Self::AccountMoved { .. } => "account-moved",
            Self::Test => "test",
        }
    }

    /// One of each, for specs.
    pub fn samples() -> Vec<Self> {
        let token = || "sample".to_owned();
        vec![
            Self::Reset { token: token() },
            Self::AlreadyHere,
            Self::ApplicationAccepted,
            Self::ApplicationDeclined,
            Self::NewApplication {
                username: "carol".to_owned(),
            },
            Self::NewDevice {
                device: "Firefox, Linux".to_owned(),
            },
            Self::PasswordChanged,
            Self::EmailConfirm { token: token() },
            Self::EmailChanged { token: token() },
            Self::CodesLocked,
            Self::SecondStepOn,
            Self::SecondStepOff,
            Self::AccountClosing,
            Self::AccountShut,
            Self::AccountGivenBack,
            Self::AccountClosed,
            Self::AccountReopened,
            Self::AccountMoved {
                to: "carol@other.example".to_owned(),
            },
            Self::Test,
        ]
    }
}
