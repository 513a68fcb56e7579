//! Letters: from a [`Letter`] to words in the reader's language, and out.
//!
//! Every letter has the same parts, so there is one template: a subject, what happened, perhaps a link, and what to do
//! if it was not you. A new letter: a variant in `job.rs`, an arm in [`link`] and [`args`], sentences in `mail.ftl`:
//! `mail-<name>-subject`, `-words`, with a link `-link`, and where there is more to say `-more`.

use entity::user::State;
use entity::{UserId, person, user};
use sea_orm::EntityTrait;
use serde::Serialize;

use super::reader::{Line, Reader};
use crate::domain::telling::unsubscribe::{self, Stop};
use crate::error::{Fault, Outcome};
use crate::i18n::{Arg, Language};
use crate::job::{Done, Letter, Mail};
use crate::mailer::{self, MailError};
use crate::pod::Pod;
use crate::settings::Settings;

/// What the templates are given.
#[derive(Debug, Serialize)]
struct Words {
    lang: &'static str,
    dir: &'static str,
    pod: String,
    home: String,
    subject: String,
    greeting: String,
    words: String,
    link: String,
    link_label: String,
    more: String,
    quote: String,
    foot: String,
    stop: Option<Foot>,
}

/// What stands below a mail about what happened: why it came, and how no more come.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Foot {
    why: String,
    settings: String,
    settings_label: String,
    stop: String,
    stop_label: String,
}

impl Foot {
    /// For a reader, with the link by which no more of this come.
    pub(super) fn of(pod: &Pod, reader: &Reader, stop: Stop) -> Self {
        let token = unsubscribe::token(&pod.secret, reader.user.id, stop);
        let name = [("pod", Arg::Text(pod.settings.host()))];
        Self {
            why: reader.say(pod, "telling-why", &name),
            settings: pod.settings.url("/settings/notifications"),
            settings_label: reader.say(pod, "telling-settings", &[]),
            stop: pod.settings.url(&format!("/unsubscribe/{token}")),
            stop_label: reader.say(pod, "telling-stop", &[]),
        }
    }

    /// RFC 2369, and RFC 8058 for one click.
    pub(super) fn headers(&self) -> Vec<(&'static str, String)> {
        vec![
            ("List-Unsubscribe", format!("<{}>", self.stop)),
            ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()),
        ]
    }
}

/// Sends one. A crash in between sends it again under the same `stamp`: in the folder it is one file, and a mail
/// program that gets it twice knows it by its Message-ID.
///
/// # Errors
/// The database or the templates do not work.
pub async fn send(pod: &Pod, mail: &Mail, stamp: &str) -> Result<Done, Fault> {
    let db = pod.db.read();
    let Some(user) = user::Entity::find_by_id(UserId(mail.user)).one(db).await? else {
        return Ok(Done::Reject("there is no such account".to_owned()));
    };
    let person = person::Entity::find_by_id(user.person_id).one(db).await?;
    let name = person.map_or_else(|| user.username.clone(), |person| person.name);
    let address = match (&mail.address, user.state) {
        (Some(address), _) => address.clone(),
        (None, State::Closed) if user.email.ends_with("@closed.invalid") => {
            return Ok(Done::Reject("the account is closed".to_owned()));
        }
        // Not confirmed: there is nowhere to send it to yet.
        (None, _) if crate::domain::account::address(&user).is_none() => return Ok(Done::Done),
        (None, State::Waiting | State::Active | State::Locked | State::Closing | State::Closed) => user.email.clone(),
    };
    let language = Language::parse(&user.language).unwrap_or_default();
    let letter = write(pod, language, &name, address, &mail.letter)
        .await
        .map_err(broke)?;
    let letter = mailer::Letter {
        id: stamp.to_owned(),
        ..letter
    };
    Ok(match pod.mailer.send(&letter).await {
        Ok(()) => Done::Done,
        Err(MailError::Refused(why)) => Done::Reject(why),
        Err(MailError::Unreachable(why)) => Done::Retry(why),
    })
}

fn broke(stop: crate::error::Stop) -> Fault {
    match stop {
        crate::error::Stop::Broke(fault) => fault,
        crate::error::Stop::Refused(refusal) => Fault::new(format!("refused: {refusal:?}")),
    }
}

/// Writes a letter in a language.
///
/// # Errors
/// A template asks for what is not there.
pub async fn write(pod: &Pod, language: Language, name: &str, to: String, letter: &Letter) -> Outcome<mailer::Letter> {
    let pod_name = pod.house().await?.name.clone();
    let mut args = args(letter);
    args.push(("name", name.to_owned()));
    args.push(("pod", pod_name.clone()));
    let args: Vec<(&str, Arg)> = args.into_iter().map(|(key, text)| (key, Arg::Text(text))).collect();
    let say = |key: &str| pod.locales.text(language, key, &args);
    let own = |part: &str| say(&format!("mail-{}-{part}", letter.name()));
    let link = link(letter, &pod.settings);
    let words = Words {
        lang: language.code(),
        dir: language.dir().as_str(),
        home: pod.settings.url("/"),
        subject: own("subject"),
        greeting: say("mail-greeting"),
        words: own("words"),
        link_label: if link.is_some() { own("link") } else { String::new() },
        link: link.unwrap_or_default(),
        more: if has_more(letter) { own("more") } else { String::new() },
        quote: String::new(),
        foot: say("mail-foot"),
        stop: None,
        pod: pod_name,
    };
    finish(pod, language, name, to, &words)
}

/// Writes to somebody of one thing that happened.
///
/// # Errors
/// A template asks for what is not there.
pub(super) async fn about(pod: &Pod, reader: &Reader, to: &str, line: &Line, foot: &Foot) -> Outcome<mailer::Letter> {
    let name = [("name", Arg::Text(reader.name.clone()))];
    let words = Words {
        lang: reader.language.code(),
        dir: reader.language.dir().as_str(),
        home: pod.settings.url("/"),
        pod: pod.house().await?.name.clone(),
        subject: line.sentence.trim_end_matches('.').to_owned(),
        greeting: reader.say(pod, "mail-greeting", &name),
        words: line.sentence.clone(),
        link: line.url.clone(),
        link_label: reader.say(pod, "telling-look", &[]),
        more: String::new(),
        quote: line.quote.clone(),
        foot: foot.why.clone(),
        stop: Some(foot.clone()),
    };
    finish(pod, reader.language, &reader.name, to.to_owned(), &words)
}

fn finish(pod: &Pod, language: Language, name: &str, to: String, words: &Words) -> Outcome<mailer::Letter> {
    Ok(mailer::Letter {
        id: String::new(),
        to,
        to_name: name.to_owned(),
        subject: words.subject.clone(),
        text: pod.templates.render_value(language, "mail/letter.txt", words)?,
        html: pod.templates.render_value(language, "mail/letter.html", words)?,
        headers: Vec::new(),
    })
}

/// Where its link leads. A secret is in the link only, never in the subject.
fn link(letter: &Letter, settings: &Settings) -> Option<String> {
    let path = match letter {
        Letter::Reset { token } => format!("/password/reset/{token}"),
        Letter::EmailConfirm { token } | Letter::EmailChanged { token } => format!("/email/confirm/{token}"),
        Letter::AlreadyHere => "/password/forgot".to_owned(),
        Letter::ApplicationAccepted | Letter::AccountClosing | Letter::AccountGivenBack => "/sign-in".to_owned(),
        Letter::NewApplication { .. } => "/admin/applications".to_owned(),
        Letter::NewDevice { .. }
        | Letter::PasswordChanged
        | Letter::CodesLocked
        | Letter::SecondStepOn
        | Letter::SecondStepOff => "/settings/security".to_owned(),
        Letter::ApplicationDeclined
        | Letter::AccountShut
        | Letter::AccountClosed
        | Letter::AccountReopened
        | Letter::AccountMoved { .. }
        | Letter::Test => return None,
    };
    Some(settings.url(&path))
}

/// What varies in its sentences.
fn args(letter: &Letter) -> Vec<(&'static str, String)> {
    match letter {
        Letter::NewApplication { username } => vec![("username", username.clone())],
        Letter::NewDevice { device } => vec![("device", device.clone())],
        Letter::AccountMoved { to } => vec![("to", to.clone())],
        Letter::Reset { .. }
        | Letter::AlreadyHere
        | Letter::ApplicationAccepted
        | Letter::ApplicationDeclined
        | Letter::PasswordChanged
        | Letter::EmailConfirm { .. }
        | Letter::EmailChanged { .. }
        | Letter::CodesLocked
        | Letter::SecondStepOn
        | Letter::SecondStepOff
        | Letter::AccountClosing
        | Letter::AccountShut
        | Letter::AccountGivenBack
        | Letter::AccountClosed
        | Letter::AccountReopened
        | Letter::Test => Vec::new(),
    }
}

/// Whether there is a sentence after the link.
fn has_more(letter: &Letter) -> bool {
    match letter {
        Letter::Reset { .. }
        | Letter::AlreadyHere
        | Letter::NewDevice { .. }
        | Letter::PasswordChanged
        | Letter::EmailConfirm { .. }
        | Letter::EmailChanged { .. }
        | Letter::CodesLocked
        | Letter::SecondStepOn
        | Letter::SecondStepOff
        | Letter::AccountClosing
        | Letter::AccountShut
        | Letter::AccountReopened
        | Letter::AccountMoved { .. } => true,
        Letter::ApplicationAccepted
        | Letter::ApplicationDeclined
        | Letter::NewApplication { .. }
        | Letter::AccountGivenBack
        | Letter::AccountClosed
        | Letter::Test => false,
    }
}
