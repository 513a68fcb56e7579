//! Having a file of another server: asked for once, read as what it is and not as what it is said to be, written anew,
//! room made for it, kept. What could not be had is remembered as well, for longer each time.

use std::path::{Path, PathBuf};
use std::time::Duration;

use entity::Moment;
use entity::write::media::{self as rows, Kept, Wanted};
use tokio::io::AsyncWriteExt;
use url::Url;

use super::class::Class;
use super::flight::Flight;
use super::shelf::Line;
use super::{Variant, room, storage};
use crate::error::{Fault, Outcome, Stop};
use crate::image::{Source, Unreadable};
use crate::outbound::{OutboundError, Want};
use crate::pod::Pod;
use crate::recording;
use crate::storage::StorageError;
use crate::text::media::canonical;

/// So long somebody has to fetch something; afterwards anyone may.
const LEASE: Duration = Duration::from_secs(150);
/// What could not be had is asked for again after this, and each time after twice as long.
const FIRST_WAIT: Duration = Duration::from_secs(600);
const LAST_WAIT: Duration = Duration::from_secs(7 * 86_400);
/// So often somebody else's fetching is looked after.
const LOOK: Duration = Duration::from_millis(100);
/// The largest picture, in bytes.
const PICTURE_BYTES: u64 = 10 * 1024 * 1024;
/// What fails for a while is tried ahead so many times.
const TRIES_AHEAD: i32 = 3;

/// Why something could not be had, in short, as rows say it.
pub const REASONS: [&str; 12] = [
    "address",
    "broken",
    "disk",
    "host",
    "kind",
    "large",
    "missing",
    "redirects",
    "room",
    "slow",
    "status",
    "unreachable",
];

/// Why something could not be had.
enum Failure {
    /// One of [`REASONS`].
    Refused(&'static str),
    /// This pod is to blame.
    Broke(Fault),
}

impl Failure {
    fn why(&self) -> &'static str {
        match self {
            Self::Refused(why) => why,
            Self::Broke(fault) if fault.is_full() => "disk",
            Self::Broke(_) => "broken",
        }
    }
}

impl From<Stop> for Failure {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Broke(fault) => Self::Broke(fault),
            Stop::Refused(refusal) => Self::Broke(Fault::new(format!("{refusal:?}"))),
        }
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Broke(fault)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Stop::from(error).into()
    }
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Self {
        Stop::from(error).into()
    }
}

impl From<OutboundError> for Failure {
    fn from(error: OutboundError) -> Self {
        Self::Refused(match error {
            OutboundError::Address(_) => "address",
            OutboundError::Unreachable(_) => "unreachable",
            OutboundError::Slow => "slow",
            OutboundError::Large => "large",
            OutboundError::Redirects => "redirects",
            OutboundError::Form(_) => "kind",
        })
    }
}

/// Fetches something that somebody may want to see soon. When it could not be had for now: when to try again.
///
/// # Errors
/// The database cannot be read.
pub async fn ahead(pod: &Pod, url: &str, variant: Variant) -> Outcome<Option<Moment>> {
    let off = pod.settings.remote.cache_mb == 0;
    let Some(url) = canonical(url).filter(|_| !off) else {
        return Ok(None);
    };
    let class = Class::of(variant);
    let digest = class.digest(&url);
    begin(pod, class, &digest, url).ended().await;
    let row = rows::one(pod.db.read(), &digest).await?;
    let passing = |why: &str| matches!(why, "disk" | "slow" | "status" | "unreachable");
    Ok(row
        .filter(|row| passing(&row.why) && row.tries < TRIES_AHEAD)
        .map(|row| row.next_try_at))
}

/// Begins to fetch, or joins who does.
pub(super) fn begin(pod: &Pod, class: Class, digest: &str, url: String) -> Flight {
    let (own, name) = (pod.clone(), digest.to_owned());
    pod.media.flights.join(digest, async move {
        if let Err(stop) = fetch(&own, class, &name, &url).await {
            tracing::error!(?stop, "a file of another server could not be kept");
        }
    })
}

/// Fetches, or waits until whoever does in another process has come to an end.
async fn fetch(pod: &Pod, class: Class, digest: &str, url: &str) -> Outcome<()> {
    let wanted = Wanted {
        digest,
        url,
        class: class.number(),
    };
    let begun = tokio::time::Instant::now();
    loop {
        let now = pod.clock.now();
        let until = now.plus(LEASE);
        if pod
            .act(async |tx| Ok(rows::claim(tx.sql(), wanted, now, until).await?))
            .await?
        {
            return fetch_mine(pod, class, url, (digest, until)).await;
        }
        let row = rows::one(pod.db.read(), digest).await?;
        let fetched_elsewhere =
            row.is_some_and(|row| row.lease_until > now || row.state == entity::media_file::State::Leaving);
        if !fetched_elsewhere || begun.elapsed() > LEASE {
            return Ok(());
        }
        tokio::time::sleep(LOOK).await;
    }
}

async fn fetch_mine(pod: &Pod, class: Class, url: &str, lease: (&str, Moment)) -> Outcome<()> {
    pod.media.tally.fetched();
    let failure = match keep(pod, class, url, lease).await {
        Ok(()) => return Ok(()),
        Err(failure) => failure,
    };
    if let Failure::Broke(fault) = &failure {
        tracing::error!(%fault, "a file of another server could not be kept");
    }
    let failure = failure.why();
    tracing::debug!(why = failure, "a file of another server could not be had");
    let tries = rows::one(pod.db.read(), lease.0).await?.map_or(0, |row| row.tries);
    let next = pod.clock.now().plus(wait(tries));
    pod.act(async |tx| Ok(rows::refuse(tx.sql(), lease, failure, next).await?))
        .await
}

/// How long what could not be had so often is left alone.
fn wait(tries: i32) -> Duration {
    let doublings = u32::try_from(tries).unwrap_or(0).min(20);
    FIRST_WAIT.saturating_mul(1 << doublings).min(LAST_WAIT)
}

/// A folder of its own for what comes in, gone with it.
struct Desk(PathBuf);

impl Desk {
    fn new(pod: &Pod) -> Result<Self, Failure> {
        let folder = pod.settings.data.join(room::DESKS).join(pod.random.guid_hex());
        std::fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    fn came(&self) -> PathBuf {
        self.0.join("came")
    }

    fn clean(&self) -> PathBuf {
        self.0.join("clean")
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        // Whatever is left is swept within the hour.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn keep(pod: &Pod, class: Class, url: &str, lease: (&str, Moment)) -> Result<(), Failure> {
    if super::refuses(pod, url).await? {
        return Err(Failure::Refused("host"));
    }
    let url = Url::parse(url).map_err(|_| Failure::Refused("address"))?;
    let desk = Desk::new(pod)?;
    receive(pod, class, &url, &desk.came()).await?;
    match class {
        Class::Small | Class::Large | Class::Full => keep_picture(pod, class, &desk.came(), lease).await,
        Class::Recording => keep_recording(pod, &desk, lease).await,
    }
}

/// Writes what comes to a file, a piece at a time, so that many that come at once take no memory.
async fn receive(pod: &Pod, class: Class, url: &Url, to: &Path) -> Result<(), Failure> {
    let patience = pod.media.patience();
    let (most_bytes, patience) = match class {
        Class::Small | Class::Large | Class::Full => (PICTURE_BYTES, patience.picture),
        Class::Recording => (u64::from(pod.settings.remote.file_mb) * 1024 * 1024, patience.recording),
    };
    if most_bytes == 0 {
        return Err(Failure::Refused("large"));
    }
    let want = Want {
        accept: class.accept(),
        most_bytes,
        range: None,
        patience,
    };
    let mut fetched = super::get(pod, url, &want).await??;
    match fetched.status {
        200 => {}
        401 | 403 | 404 | 410 => return Err(Failure::Refused("missing")),
        _ => return Err(Failure::Refused("status")),
    }
    let mut file = tokio::fs::File::create(to).await?;
    let mut bytes = 0;
    while let Some(chunk) = fetched.body.chunk().await? {
        bytes += chunk.len() as u64;
        file.write_all(&chunk).await?;
    }
    file.flush().await?;
    pod.media.tally.came(bytes);
    Ok(())
}

async fn keep_picture(pod: &Pod, class: Class, came: &Path, lease: (&str, Moment)) -> Result<(), Failure> {
    let made = pod.images.picture(Source::File(came.to_owned()), class.sides()).await;
    let picture = made.map_err(|unreadable| {
        Failure::Refused(match unreadable {
            Unreadable::NotAPicture | Unreadable::AvifOrHeic => "kind",
            Unreadable::TooLarge | Unreadable::TooManyPixels | Unreadable::TooManyFrames => "large",
        })
    })?;
    let lines: Vec<Line> = picture
        .files
        .iter()
        .map(|made| Line {
            name: format!("{}.{}", made.side.as_str(), made.format.ending()),
            media_type: made.format.media_type().to_owned(),
            side: Some(made.side.as_str().to_owned()),
            bytes: made.bytes.len() as u64,
        })
        .collect();
    let mut kept = kept(pod, &lines)?;
    kept.width = i32::try_from(picture.width).unwrap_or(0);
    kept.height = i32::try_from(picture.height).unwrap_or(0);
    kept.blurhash = picture.blurhash;
    let folder = kept.folder.clone();
    reserve(pod, lease, kept).await?;
    let mut done = Ok(());
    for (made, line) in picture.files.into_iter().zip(&lines) {
        if done.is_ok() {
            done = pod
                .storage
                .put(&format!("media/{folder}/{}", line.name), made.bytes)
                .await;
        }
    }
    settle(pod, lease, (&folder, &lines), done.map_err(Failure::from)).await
}

async fn keep_recording(pod: &Pod, desk: &Desk, lease: (&str, Moment)) -> Result<(), Failure> {
    let read = recording::read(&desk.came(), &desk.clean()).await;
    let recording = read.map_err(|unreadable| match unreadable {
        recording::Unreadable::NotARecording => Failure::Refused("kind"),
        recording::Unreadable::TooLarge => Failure::Refused("large"),
        recording::Unreadable::DiskFull => Failure::Refused("disk"),
        recording::Unreadable::Disk(why) => Failure::Broke(Fault::new(why)),
    })?;
    let bytes = tokio::fs::metadata(desk.clean()).await.map_err(Fault::of)?.len();
    let lines = [Line {
        name: format!("whole.{}", recording.ending),
        media_type: recording.media_type.to_owned(),
        side: None,
        bytes,
    }];
    let mut kept = kept(pod, &lines)?;
    let number = |number: Option<u32>| number.and_then(|number| i32::try_from(number).ok()).unwrap_or(0);
    kept.width = number(recording.width);
    kept.height = number(recording.height);
    let folder = kept.folder.clone();
    reserve(pod, lease, kept).await?;
    let key = format!("media/{folder}/{}", lines[0].name);
    let done = pod.storage.put_file(&key, &desk.clean()).await;
    settle(pod, lease, (&folder, &lines), done.map_err(Failure::from)).await
}

fn kept(pod: &Pod, lines: &[Line]) -> Result<Kept, Fault> {
    let bytes: u64 = lines.iter().map(|line| line.bytes).sum();
    Ok(Kept {
        folder: pod.random.guid_hex(),
        files: serde_json::to_string(lines).map_err(Fault::of)?,
        bytes: i64::try_from(bytes).map_err(Fault::of)?,
        width: 0,
        height: 0,
        blurhash: String::new(),
    })
}

async fn reserve(pod: &Pod, lease: (&str, Moment), kept: Kept) -> Result<(), Failure> {
    if room::reserve(pod, lease, kept).await? {
        Ok(())
    } else {
        Err(Failure::Refused("room"))
    }
}

/// The files are written, or it comes to nothing: then those that were are deleted before their room is given back.
async fn settle(
    pod: &Pod,
    lease: (&str, Moment),
    (folder, lines): (&str, &[Line]),
    done: Result<(), Failure>,
) -> Result<(), Failure> {
    let now = pod.clock.now();
    if done.is_ok() && pod.act(async |tx| Ok(rows::there(tx.sql(), lease, now).await?)).await? {
        return Ok(());
    }
    for line in lines {
        let key = format!("media/{folder}/{}", line.name);
        pod.storage.delete(&key).await.map_err(storage)?;
    }
    let failure = done.err().unwrap_or(Failure::Refused("broken"));
    let next = now.plus(FIRST_WAIT);
    pod.act(async |tx| Ok(rows::release(tx.sql(), lease, failure.why(), next).await?))
        .await?;
    Err(failure)
}
