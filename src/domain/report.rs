//! Reports: asking a moderator to look at something, and what a moderator does about it.
//!
//! Moderators see what was reported and only that. To look at something that was not for all leaves a line in the audit
//! log. Whoever reported is told that it was seen to; whoever is meant is told when they are warned.

use entity::report::{Outcome as Came, What as Kind};
use entity::user::State;
use entity::visible::report::{self as door, Thing, Told};
use entity::write::notification::About as Matter;
use entity::write::report::{self as write, About, By};
use entity::{NotificationKind, ReportId, SeenReport, own, person as person_row, user, visible};

use super::account::close;
use super::administration::member;
use super::audit::{self, Act};
use super::me::Me;
use super::post::after;
use super::{comment, conversation, notification, person};
use crate::db::Tx;
use crate::error::{OrNotFound, Outcome, ReportRefusal};
use crate::job::Job;
use crate::live::What;
use crate::text::clean;
use sea_orm::ConnectionTrait;

/// Reports on the page.
pub const PAGE: u64 = 100;
/// Longest reason, in characters.
pub const REASON: usize = 2_000;
/// Longest sentence of a moderator to whoever is meant, in characters.
pub const NOTE: usize = 500;

/// What a moderator can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing has to be done.
    Dismiss,
    /// Warn whoever is meant.
    Warn,
    /// Delete the thing.
    Delete,
    /// Lock the account.
    Lock,
    /// Close the account; it can be opened again for a week.
    Close,
}

/// Who will read a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Moderators, of whom none is meant.
    Moderators,
    /// Whoever is meant: nobody else runs the pod.
    Meant,
}

/// Who will read a report about somebody.
///
/// # Errors
/// The database cannot be read.
pub async fn readers(db: &impl ConnectionTrait, about: &About) -> Outcome<Readers> {
    let meant = person::accounts(db, &[about.whose()]).await?;
    let moderators = write::moderators(db, about.whose()).await?;
    Ok(match meant.as_slice() {
        [(_, meant)] if moderators == [*meant] => Readers::Meant,
        _ => Readers::Moderators,
    })
}

/// Asks the moderators to look at something.
///
/// # Errors
/// It is one's own, no reason is given, or it was reported before and waits.
pub async fn add(tx: &mut Tx, me: &Me, about: About, reason: &str) -> Outcome<()> {
    if about.whose() == me.person.id {
        return Err(ReportRefusal::Own.into());
    }
    let reason = clean::block(reason.trim(), REASON).map_err(ReportRefusal::Reason)?;
    if reason.is_empty() {
        return Err(ReportRefusal::Reason(clean::Unfit::Empty).into());
    }
    let (now, whose) = (tx.now(), about.whose());
    if !write::insert(tx.sql(), By::Account(me.user.id), about, reason, now).await? {
        return Err(ReportRefusal::Again.into());
    }
    let mut moderators = write::moderators(tx.sql(), whose).await?;
    moderators.retain(|user| *user != me.user.id);
    notification::tell_all(tx, &moderators, NotificationKind::Reported, me.person.id, None).await
}

/// Somebody of another server asks for the same. Once more while it waits changes nothing.
///
/// # Errors
/// It is their own.
pub async fn arrive(tx: &mut Tx, who: &person_row::Model, about: About, reason: &str) -> Outcome<()> {
    if about.whose() == who.id {
        return Err(ReportRefusal::Own.into());
    }
    let short: String = reason.trim().chars().take(REASON).collect();
    let reason = clean::block(&short, REASON).unwrap_or_default();
    let (now, whose) = (tx.now(), about.whose());
    if !write::insert(tx.sql(), By::Elsewhere(who.id), about, reason, now).await? {
        return Ok(());
    }
    let moderators = write::moderators(tx.sql(), whose).await?;
    notification::tell_all(tx, &moderators, NotificationKind::Reported, who.id, None).await
}

/// A report with what was reported. To look at what was not for all is written down.
///
/// # Errors
/// There is none, or whoever asks is no moderator.
pub async fn open(tx: &mut Tx, me: &Me, id: ReportId) -> Outcome<(Told, Option<Thing>)> {
    let told = one(tx, me, id).await?;
    let thing = door::thing(tx.sql(), &told.report).await?;
    if thing.as_ref().is_some_and(|thing| thing.limited) {
        audit::write(tx, Some(me.user.id), Act::Look, &subject(&told)).await?;
    }
    Ok((told, thing))
}

async fn one(tx: &Tx, me: &Me, id: ReportId) -> Outcome<Told> {
    door::one(tx.sql(), me.viewer(), id).await?.or_not_found()
}

fn subject(told: &Told) -> String {
    let kind = match told.report.kind {
        Kind::Person => "person",
        Kind::Post => "post",
        Kind::Comment => "comment",
        Kind::Message => "message",
    };
    format!("{} #{} ({kind})", told.about.handle, told.report.id)
}

/// Does something about a report. `note` is written to whoever is warned or loses something; empty for nothing.
///
/// # Errors
/// It was seen to already, cannot be done, or whoever asks is no moderator.
pub async fn answer(tx: &mut Tx, me: &Me, id: ReportId, answer: Answer, note: &str) -> Outcome<()> {
    let note = clean::optional_line(note, NOTE).map_err(ReportRefusal::Note)?;
    let told = one(tx, me, id).await?;
    if told.report.closed_at.is_some() {
        return Err(ReportRefusal::Done.into());
    }
    let (outcome, act) = match answer {
        Answer::Dismiss => (Came::Dismissed, Act::Dismiss),
        Answer::Warn => (Came::Warned, Act::Warn),
        Answer::Delete => (Came::Deleted, Act::Delete),
        Answer::Lock => (Came::Locked, Act::Lock),
        Answer::Close => (Came::Closed, Act::Close),
    };
    // Told before the thing is deleted: afterwards there is nothing to name the others who reported it by.
    let now = tx.now();
    let mut reporters = write::close(tx.sql(), &told.report, me.user.id, outcome, now).await?;
    reporters.retain(|user| *user != me.user.id);
    audit::write(tx, Some(me.user.id), act, &subject(&told)).await?;
    act_on(tx, me, &told.report, answer, note).await?;
    notification::tell_all(tx, &reporters, NotificationKind::ReportClosed, me.person.id, None).await
}

/// Passes a report about somebody of the fediverse on to the moderators there, in the name of the pod, once. `note` is what they are
/// told; who has reported it, and in which words, they are not.
///
/// # Errors
/// It was passed on before, there is nobody to pass it on to, or whoever asks is no moderator.
pub async fn pass(tx: &mut Tx, me: &Me, id: ReportId, note: &str) -> Outcome<()> {
    let note = clean::optional_line(note, NOTE).map_err(ReportRefusal::Note)?;
    let told = one(tx, me, id).await?;
    if host(tx.sql(), &told).await?.is_none() {
        return Err(ReportRefusal::NoServer.into());
    }
    let now = tx.now();
    if !write::pass(tx.sql(), &told.report, now).await? {
        return Err(ReportRefusal::Passed.into());
    }
    audit::write(tx, Some(me.user.id), Act::Pass, &subject(&told)).await?;
    let job = Job::Flag {
        name: tx.random().guid_hex(),
        person: told.about.id.0,
        thing: write::named(tx.sql(), &told.report).await?,
        note: note.unwrap_or_default(),
    };
    Ok(tx.enqueue(job).await?)
}

/// The server to whose moderators a report can be passed on. None: whoever is meant lives here, or where no reports are taken.
///
/// # Errors
/// The database cannot be read.
pub async fn host(db: &impl ConnectionTrait, told: &Told) -> Outcome<Option<String>> {
    let actors = visible::actor::addresses(db, &[told.about.id]).await?;
    let host = told.about.handle.split_once('@').map(|(_, host)| host.to_owned());
    Ok(host.filter(|_| !actors.is_empty()))
}

async fn act_on(tx: &mut Tx, me: &Me, report: &SeenReport, answer: Answer, note: Option<String>) -> Outcome<()> {
    let account = write::account(tx.sql(), report).await?;
    match answer {
        Answer::Dismiss => Ok(()),
        Answer::Warn => {
            let account = here(account)?;
            let about = Matter {
                post: report.post_id,
                comment: report.comment_id,
                note,
                ..Matter::default()
            };
            notification::tell(tx, account.id, NotificationKind::Warned, me.person.id, about).await
        }
        Answer::Delete => {
            tell_who_has(tx, report).await?;
            let now = tx.now();
            let gone = write::remove(tx.sql(), report, now).await?.ok_or(ReportRefusal::Gone)?;
            tell_pages(tx, &gone);
            if let Some((kind, guid)) = &gone.name {
                super::gone::note_moderated(tx, *kind, guid).await?;
            }
            crate::domain::photo::take_files(tx).await?;
            let about = Matter {
                note,
                ..Matter::default()
            };
            match account {
                Some(account) if account.id != me.user.id => {
                    notification::tell(tx, account.id, NotificationKind::Removed, me.person.id, about).await
                }
                Some(_) | None => Ok(()),
            }
        }
        Answer::Lock => {
            let account = member_of(me, here(account)?)?;
            match account.state {
                State::Closing | State::Closed => Err(ReportRefusal::Left.into()),
                State::Waiting | State::Active | State::Locked => member::shut_out(tx, &account).await,
            }
        }
        Answer::Close => {
            let account = member_of(me, here(account)?)?;
            match account.state {
                State::Closed => Err(ReportRefusal::Left.into()),
                State::Waiting | State::Active | State::Locked | State::Closing => {
                    close::close_by(tx, me.user.id, account.id).await
                }
            }
        }
    }
}

/// What was reported is about to go. Other servers show it as long as nobody tells them: who has it is told as by its author, and of
/// what is not of somebody here nobody is.
async fn tell_who_has(tx: &mut Tx, report: &SeenReport) -> Outcome<()> {
    if let Some(post) = own::post::reported(tx.sql(), report).await?
        && !person::accounts(tx.sql(), &[post.author_id]).await?.is_empty()
    {
        return after::tell_who_has(tx, &post).await;
    }
    if let Some(said) = own::comment::reported(tx.sql(), report).await? {
        return comment::tell_who_has(tx, &said).await;
    }
    match own::conversation::reported(tx.sql(), report).await? {
        Some((message, of)) => conversation::tell_who_has(tx, &message, &of).await,
        None => Ok(()),
    }
}

/// Pages that are open show it no longer.
fn tell_pages(tx: &mut Tx, gone: &write::Gone) {
    tx.tell(&gone.listeners, What::Account);
    notification::changed(tx, &gone.told);
    tx.tell(&gone.members, What::Messages);
    tx.tell(&gone.members, What::Account);
    if let Some(post) = gone.thread {
        tx.tell_thread(post);
    }
}

fn here(account: Option<user::Model>) -> Outcome<user::Model> {
    Ok(account.ok_or(ReportRefusal::Elsewhere)?)
}

/// A moderator locks and closes accounts of members; those of moderators and administrators are for administrators.
fn member_of(me: &Me, account: user::Model) -> Outcome<user::Model> {
    if account.role != user::Role::Member && !me.admin() {
        return Err(ReportRefusal::NotForModerators.into());
    }
    Ok(account)
}
