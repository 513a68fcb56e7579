//! Telling somebody of one thing by mail, or on a device.

use entity::{PushDeviceId, UserId};
use reqwest::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;
use url::Url;

use super::letter::{self, Foot};
use super::reader::{Call, Found, Reader, thread_id, traceless};
use crate::domain::telling::unsubscribe::Stop;
use crate::domain::telling::{self, How, device};
use crate::error::{self, Fault};
use crate::job::{Done, Job, Matter};
use crate::mailer::MailError;
use crate::outbound::After;
use crate::pod::Pod;
use crate::queue::Claimed;
use crate::wire::push::Subscription;

/// How long a browser's maker keeps what could not be delivered, in seconds.
const KEPT: u32 = 86_400;

/// Sends a mail about a matter, unless it was seen or taken back meanwhile, or is not wanted any more.
pub(super) async fn by_mail(pod: &Pod, claimed: &Claimed, user: i64, matter: Matter) -> Result<Done, error::Stop> {
    let Some(reader) = Reader::load(pod, user).await? else {
        return Ok(Done::Done);
    };
    if later(pod, claimed, &reader, Job::Word { user, matter }).await? {
        return Ok(Done::Done);
    }
    let Some(address) = reader.address() else {
        return Ok(Done::Done);
    };
    let Some(found) = reader.look(pod, matter).await? else {
        return Ok(Done::Done);
    };
    if !wanted(pod, &reader, &found).await? {
        return Ok(Done::Done);
    }
    let foot = Foot::of(pod, &reader, found.stop);
    let mut mail = letter::about(pod, &reader, address, &found.line, &foot).await?;
    mail.id.clone_from(&claimed.stamp);
    mail.headers.extend(foot.headers());
    if let Some(thread) = &found.thread {
        mail.headers.push(("References", thread_id(pod, thread)));
    }
    sent(pod, claimed, &reader, pod.mailer.send(&mail).await).await
}

/// What became of a mail: written down with the job's end, so that an address from which mails come back is noticed.
pub(super) async fn sent(
    pod: &Pod,
    claimed: &Claimed,
    reader: &Reader,
    outcome: Result<(), MailError>,
) -> Result<Done, error::Stop> {
    let refused = match &outcome {
        Ok(()) => None,
        Err(MailError::Refused(why)) => Some(why.as_str()),
        Err(MailError::Unreachable(why)) => return Ok(Done::Retry(why.clone())),
    };
    let mut tx = pod.db.begin().await?;
    telling::arrived(&mut tx, reader.user.id, &reader.wishes, refused).await?;
    claimed.finish(&mut tx).await?;
    tx.commit().await?;
    Ok(refused.map_or(Done::Done, |why| Done::Reject(why.to_owned())))
}

/// In the quiet hours the job waits for their end. Returns whether it does.
async fn later(pod: &Pod, claimed: &Claimed, reader: &Reader, job: Job) -> Result<bool, error::Stop> {
    let Some(end) = reader.wishes.quiet_until(pod.clock.now()) else {
        return Ok(false);
    };
    let mut tx = pod.db.begin().await?;
    claimed.finish(&mut tx).await?;
    tx.enqueue_at(job, end).await?;
    tx.commit().await?;
    Ok(true)
}

/// Whether it still is wanted in a mail of its own.
async fn wanted(pod: &Pod, reader: &Reader, found: &Found) -> Result<bool, error::Stop> {
    Ok(match found.stop {
        Stop::Topic(topic) => reader.wishes.how(topic) == How::AtOnce,
        Stop::Posts => {
            let aspects = telling::of_aspects(pod.db.read(), reader.user.id).await?;
            aspects.values().any(|how| *how == How::AtOnce)
        }
        Stop::Daily | Stop::Weekly => true,
    })
}

/// What a device is told: `public/js/awake.js` shows it.
#[derive(Serialize)]
struct Payload<'a> {
    title: &'a str,
    body: String,
    url: &'a str,
    lang: &'static str,
    /// What is about the same takes the place of the one before.
    tag: &'a str,
    /// Whether the reader is called for that.
    renotify: bool,
}

/// Tells a device of a matter. What is not for everyone is told without its words.
pub(super) async fn by_push(
    pod: &Pod,
    claimed: &Claimed,
    (user, device): (i64, i64),
    matter: Matter,
) -> Result<Done, error::Stop> {
    let Some(reader) = Reader::load(pod, user).await? else {
        return Ok(Done::Done);
    };
    if later(pod, claimed, &reader, Job::Push { user, device, matter }).await? {
        return Ok(Done::Done);
    }
    let db = pod.db.read();
    let device = entity::own::telling::device(db, UserId(user), PushDeviceId(device)).await?;
    let (Some(device), Some(found)) = (device, reader.glance(pod, matter).await?) else {
        return Ok(Done::Done);
    };
    let (Some(keys), Ok(to)) = (
        Subscription::parse(&device.p256dh, &device.auth),
        Url::parse(&device.endpoint),
    ) else {
        return Ok(Done::Reject("the device's keys cannot be read".to_owned()));
    };
    let topic = topic(pod, &reader, &found);
    let text = payload(pod, &reader, &found, &topic).await?;
    let body = keys.seal(&device::new_key()?, pod.random.bytes(), text.as_bytes())?;
    let contact = pod.settings.url("/");
    let signed = pod.push.authorization(&to, pod.clock.now().seconds(), &contact)?;
    let posted = pod
        .outbound
        .post(&to, headers(&signed, &topic)?, body, After::Kept)
        .await;
    match posted.map(|posted| posted.status) {
        Ok(200..=299) => Ok(Done::Done),
        // Its maker knows it no more.
        Ok(404 | 410) => {
            let mut tx = pod.db.begin().await?;
            device::forget(&mut tx, &device).await?;
            claimed.finish(&mut tx).await?;
            tx.commit().await?;
            Ok(Done::Done)
        }
        Ok(status @ (408 | 429 | 500..=599)) => Ok(Done::Retry(format!("the maker of the browser says {status}"))),
        Ok(status) => Ok(Done::Reject(format!("the maker of the browser says {status}"))),
        Err(error) if error.may_pass() => Ok(Done::Retry(error.to_string())),
        Err(error) => Ok(Done::Reject(error.to_string())),
    }
}

/// What is about the same has the same: the maker of the browser keeps the last only, and the browser shows the last only. It
/// is another for each reader, so that whoever serves many browsers does not learn which of them are told of the same.
fn topic(pod: &Pod, reader: &Reader, found: &Found) -> String {
    let same = found.tag.as_ref().or(found.thread.as_ref());
    let same = same.map_or_else(|| found.stop.code(), String::as_str);
    traceless(pod, &format!("device of {} {same}", reader.user.id))
}

async fn payload(pod: &Pod, reader: &Reader, found: &Found, topic: &str) -> Result<String, error::Stop> {
    let line = &found.line;
    let body = if line.quote.is_empty() {
        line.sentence.clone()
    } else {
        format!("{}\n{}", line.sentence, line.quote)
    };
    let payload = Payload {
        title: &pod.house().await?.name,
        body,
        url: &line.url,
        lang: reader.language.code(),
        tag: topic,
        renotify: found.call == Call::Loud,
    };
    Ok(serde_json::to_string(&payload).map_err(Fault::of)?)
}

fn headers(signed: &str, topic: &str) -> Result<HeaderMap, Fault> {
    let mut headers = HeaderMap::new();
    headers.insert(AUTHORIZATION, HeaderValue::from_str(signed).map_err(Fault::of)?);
    headers.insert(CONTENT_ENCODING, HeaderValue::from_static("aes128gcm"));
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(HeaderName::from_static("ttl"), HeaderValue::from(KEPT));
    headers.insert(HeaderName::from_static("urgency"), HeaderValue::from_static("normal"));
    headers.insert(
        HeaderName::from_static("topic"),
        HeaderValue::from_str(topic).map_err(Fault::of)?,
    );
    Ok(headers)
}
