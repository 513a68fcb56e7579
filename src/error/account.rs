//! Refusals about accounts: joining, signing in, passwords, mail addresses, invitations, set-up.

use super::Sentence;
use crate::text::clean::Unfit;
use crate::text::password::{LONGEST, PasswordUnfit, SHORTEST};
use crate::wire::handle::UsernameUnfit;

/// What cannot be about an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountRefusal {
    /// Nobody may join here.
    Closed,
    /// One joins here by invitation only.
    InvitationOnly,
    /// The invitation was used up, taken back or is too old.
    InvitationGone,
    /// No name to join with.
    Username(UsernameUnfit),
    /// Somebody has, or had, this name.
    UsernameTaken,
    /// No e-mail address.
    Email(Unfit),
    /// An account has this address: said to administrators only, at the command line and at set-up.
    EmailTaken,
    /// No password to take.
    Password(PasswordUnfit),
    /// The line to the administrator.
    Application(Unfit),
    /// Name and password do not belong together; so many tries are left.
    Wrong(u32),
    /// The application has not been answered.
    Waiting,
    /// An administrator has locked the account.
    Locked,
    /// The moderators have closed the account.
    Shut,
    /// Its owner has moved to another pod.
    Moved,
    /// Moderators have not closed the account, or it is emptied.
    NotShut,
    /// The account was closed for good.
    Gone,
    /// The step between password and code took too long.
    SecondStepOver,
    /// The link from a letter was used, replaced or is too old.
    LinkGone,
    /// Note of an invitation.
    Note(Unfit),
    /// So many people cannot be invited with one link.
    InvitationUses,
    /// An invitation cannot last so long.
    InvitationDays,
    /// Nobody has more invitation links at once.
    TooManyInvitations(u64),
    /// The pod's name.
    PodName(Unfit),
    /// None of the ways of joining.
    Join,
    /// Not the key from the terminal.
    SetupKey,
    /// Somebody else was quicker: the pod is set up.
    SetUpAlready,
    /// The last administrator cannot leave the pod without one.
    LastAdministrator,
    /// The password that was asked for again is not the account's.
    WrongPassword,
    /// The new password cannot be taken.
    NewPassword(PasswordUnfit),
    /// The new password was typed in two ways.
    PasswordsDiffer,
    /// The new mail address is none.
    NewEmail(Unfit),
    /// The new mail address is the one the account has.
    SameEmail,
    /// Neither the app's code nor an unspent recovery code.
    WrongCode,
    /// The second step is on already.
    SecondStepOn,
    /// No such language, theme or reach: not from our form.
    NoSuchChoice,
}

impl AccountRefusal {
    /// Key, arguments, field and status.
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::Closed => Sentence::new("error-join-closed", 403),
            Self::InvitationOnly => Sentence::new("error-invitation-only", 403),
            Self::InvitationGone => Sentence::new("error-invitation-gone", 403),
            Self::Username(UsernameUnfit::Empty) => Sentence::field("username", "error-username-empty"),
            Self::Username(UsernameUnfit::TooLong) => Sentence::field("username", "error-username-long"),
            Self::Username(UsernameUnfit::Characters) => Sentence::field("username", "error-username-characters"),
            Self::Username(UsernameUnfit::Reserved) | Self::UsernameTaken => {
                Sentence::field("username", "error-username-taken")
            }
            Self::Email(Unfit::Empty) => Sentence::field("email", "error-email-empty"),
            Self::Email(Unfit::TooLong { .. } | Unfit::Unreadable) => Sentence::field("email", "error-email"),
            Self::EmailTaken => Sentence::field("email", "error-email-taken"),
            Self::Password(PasswordUnfit::TooShort) => {
                Sentence::field("password", "error-password-short").number("least", SHORTEST as i64)
            }
            Self::Password(PasswordUnfit::TooLong) => {
                Sentence::field("password", "error-password-long").number("most", LONGEST as i64)
            }
            Self::Password(PasswordUnfit::Common) => Sentence::field("password", "error-password-common"),
            Self::Password(PasswordUnfit::LikeYourName) => Sentence::field("password", "error-password-name"),
            Self::Application(Unfit::Empty) => Sentence::field("application", "error-application-empty"),
            Self::Application(unfit) => long("application", "error-application-long", *unfit),
            Self::Wrong(left) => Sentence::field("password", "error-sign-in-wrong").number("left", *left),
            Self::Waiting => Sentence::new("error-account-waiting", 403),
            Self::Locked => Sentence::new("error-account-locked", 403),
            Self::Shut => Sentence::new("error-account-shut", 403),
            Self::Moved => Sentence::new("error-account-moved", 403),
            Self::NotShut => Sentence::field("form", "error-account-not-shut"),
            Self::Gone => Sentence::new("error-account-gone", 403),
            Self::SecondStepOver => Sentence::new("error-second-step-over", 403),
            Self::LinkGone => Sentence::new("error-link-gone", 410),
            Self::Note(unfit) => long("note", "error-note-long", *unfit),
            Self::InvitationUses => Sentence::field("uses", "error-invitation-uses"),
            Self::InvitationDays => Sentence::field("days", "error-invitation-days"),
            Self::TooManyInvitations(most) => Sentence::field("note", "error-invitations-many").number("most", *most),
            Self::PodName(Unfit::Empty) => Sentence::field("name", "error-pod-name-empty"),
            Self::PodName(unfit) => long("name", "error-pod-name-long", *unfit),
            Self::Join => Sentence::field("join", "error-join-way"),
            Self::SetupKey => Sentence::field("key", "error-setup-key"),
            Self::SetUpAlready => Sentence::new("error-set-up-already", 409),
            Self::LastAdministrator => Sentence::new("error-last-administrator", 409),
            Self::WrongPassword => Sentence::field("password", "error-password-wrong"),
            Self::NewPassword(unfit) => new_password(*unfit),
            Self::PasswordsDiffer => Sentence::field("again", "error-passwords-differ"),
            Self::NewEmail(_) => Sentence::field("email", "error-email-unfit"),
            Self::SameEmail => Sentence::field("email", "error-email-same"),
            Self::WrongCode => Sentence::field("code", "error-code-wrong"),
            Self::SecondStepOn => Sentence::new("error-second-step-on", 409),
            Self::NoSuchChoice => Sentence::new("error-no-such-choice", 422),
        }
    }
}

fn long(field: &'static str, key: &'static str, unfit: Unfit) -> Sentence {
    let most = match unfit {
        Unfit::TooLong { most } => most,
        Unfit::Empty | Unfit::Unreadable => 0,
    };
    if most == 0 {
        Sentence::field(field, "error-text-unreadable")
    } else {
        Sentence::field(field, key).number("most", most)
    }
}

/// Why a new password is not taken, beside its field.
pub fn new_password(unfit: PasswordUnfit) -> Sentence {
    match unfit {
        PasswordUnfit::TooShort => Sentence::field("new", "error-password-short").number("least", SHORTEST as i64),
        PasswordUnfit::TooLong => Sentence::field("new", "error-password-long").number("most", LONGEST as i64),
        PasswordUnfit::Common => Sentence::field("new", "error-password-common"),
        PasswordUnfit::LikeYourName => Sentence::field("new", "error-password-like-name"),
    }
}
