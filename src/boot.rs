//! Starting and stopping: from settings to a pod that answers, and back to a database at rest.

use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::time::Duration;

use rocket::figment::Figment;
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait};
use tokio::signal::unix::{SignalKind, signal};

use crate::clock::Clock;
use crate::db::connect::{self, Opened};
use crate::db::{Db, Tx};
use crate::domain::account::keys;
use crate::domain::telling::device;
use crate::domain::{account, files, house};
use crate::error::{Fault, Outcome, Stop};
use crate::federation::activitypub::Fediverse;
use crate::federation::{Desk, Intake, Keyring, Rounds};
use crate::hashing::Hashing;
use crate::i18n::Locales;
use crate::image::Images;
use crate::job::Job;
use crate::live::Live;
use crate::mailer::Mailer;
use crate::media::{self, Media};
use crate::outbound::Outbound;
use crate::pod::{Parts, Pod, Remembered};
use crate::queue::Queue;
use crate::random::Random;
use crate::relay;
use crate::settings::{LogFormat, Settings};
use crate::storage::Storage;
use crate::vault::Vault;
use crate::web::templates::Templates;
use crate::worker::Worker;

/// So many may send files at once.
const UPLOADS: usize = 64;
/// The setting that says that no account's keys lie open.
const LOCKED: &str = "keys locked";
/// How often a process that runs looks where new files go.
pub const LOOK: Duration = Duration::from_secs(1);

/// Which of a pod's two halves run in this process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Halves {
    /// Pages and work.
    Both,
    /// Pages only.
    Web,
    /// Work only.
    Work,
}

/// What is the same for all pods of a process: sentences and templates.
#[derive(Clone)]
pub struct Words {
    /// Sentences.
    pub locales: Arc<Locales>,
    /// Templates.
    pub templates: Templates,
}

impl Words {
    /// Reads and checks them.
    ///
    /// # Errors
    /// A file is broken; it says which.
    pub fn load() -> Result<Self, Fault> {
        let locales = Arc::new(Locales::load().map_err(Fault::of)?);
        Ok(Self {
            templates: Templates::load(&locales)?,
            locales,
        })
    }
}

/// Starts writing the log to standard error. How much is told is set for the pod itself: parsers and servers that it is made
/// of would tell what people write.
pub fn log(settings: &Settings) {
    let level = settings.log_level.as_str();
    let others = if level == "error" { "error" } else { "warn" };
    // That most who ask for a page want the page, and not its document, is nothing to be told.
    let filter = format!("{others},samara={level},samara::web::activitypub::_=error,rocket=error");
    let filter = tracing_subscriber::EnvFilter::new(filter);
    let colours = std::io::stderr().is_terminal();
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(colours);
    // A second start in one process (specs) keeps the first log.
    let _ = match settings.log {
        LogFormat::Text => log.compact().try_init(),
        LogFormat::Json => log.json().try_init(),
    };
}

/// Opens everything a pod needs. The database is brought up to date.
///
/// # Errors
/// Something cannot be opened, or the pod's address is not the one that its people have.
pub async fn open(settings: Settings) -> Result<Pod, Fault> {
    let opened = connect::open(&settings.database_url(), settings.database_connections).await?;
    let pod = assemble(settings, opened, Clock::System, Random::System, Words::load()?)
        .await
        .map_err(words)?;
    keep_address(&pod).await.map_err(words)?;
    keep_keys(&pod).await.map_err(words)?;
    pod.storage.sweep_parts().await.map_err(Fault::of)?;
    Ok(pod)
}

/// Puts a pod together.
///
/// # Errors
/// The database cannot be read or written, or the mail server's address makes no sense.
pub async fn assemble(settings: Settings, opened: Opened, clock: Clock, random: Random, words: Words) -> Outcome<Pod> {
    let outbound = Outbound::from_settings(&settings);
    assemble_beside(settings, opened, (clock, random), words, outbound).await
}

/// The same where other servers are reached in another way.
///
/// # Errors
/// As above.
pub async fn assemble_beside(
    settings: Settings,
    opened: Opened,
    (clock, random): (Clock, Random),
    words: Words,
    outbound: Outbound,
) -> Outcome<Pod> {
    let live = Live::default();
    let db = Db::new(opened, clock.clone(), random.clone(), live.clone());
    let mut tx: Tx = db.begin().await?;
    let secret = house::secret(&mut tx, "forms").await?;
    let vault = Vault::from_settings(&settings, &random)?;
    let push = device::identity(&mut tx, &vault).await?;
    let signing = media::load(&mut tx).await?;
    let storage = Storage::from_settings(&settings).map_err(Fault::of)?;
    if let Some(keep) = files::kept_in(tx.sql()).await? {
        storage.keep_in(keep).map_err(Fault::of)?;
    }
    tx.commit().await?;
    let parts = Parts {
        hashing: Hashing::from_settings(&settings, random.clone()),
        images: Images::new(settings.password.parallel),
        storage,
        uploads: tokio::sync::Semaphore::new(UPLOADS),
        outbound,
        intake: Intake::default(),
        keyring: Keyring::default(),
        rounds: Rounds::default(),
        desk: Desk::default(),
        fediverse: Fediverse::default(),
        media: Media::new(signing, clock.now()),
        mailer: Mailer::from_settings(&settings, clock.clone(), random.clone()).map_err(Fault::of)?,
        vault,
        push,
        locales: words.locales,
        templates: words.templates,
        remembered: Remembered::default(),
        settings,
        db,
        live,
        clock,
        random,
        secret,
    };
    Ok(Pod::new(parts))
}

/// Why something could not be done, in words for the terminal.
pub fn words(stop: Stop) -> Fault {
    match stop {
        Stop::Broke(fault) => fault,
        Stop::Refused(refusal) => Fault::new(format!("{refusal:?}")),
    }
}

/// Diaspora IDs carry the address: once people have joined under one, another would make strangers of them.
async fn keep_address(pod: &Pod) -> Outcome<()> {
    let address = pod.settings.url("/");
    let people = entity::user::Entity::find().count(pod.db.read()).await?;
    let kept = house::kept(pod.db.read(), "address").await?;
    match kept {
        Some(kept) if people > 0 && kept != address => Err(Fault::new(format!(
            "This pod's people have joined at {kept}, and their names on all other pods end with it. \
             The settings now say {address}. Set `address` back to {kept}; to begin anew elsewhere, use a new data folder."
        ))
        .into()),
        Some(kept) if kept == address => Ok(()),
        _ => pod.act(async |tx| house::keep(tx.sql(), "address", &address).await).await,
    }
}

/// Accounts of earlier versions have no keys, or have them open: a job sees to that.
async fn keep_keys(pod: &Pod) -> Outcome<()> {
    let mut lacking = keys::missing(pod.db.read()).await?;
    // Once none is open, none ever is again: nobody looks through all of them a second time.
    if house::kept(pod.db.read(), LOCKED).await?.is_none() {
        let open = keys::open(pod.db.read()).await?;
        if open.is_empty() {
            pod.act(async |tx| house::keep(tx.sql(), LOCKED, "all").await).await?;
        }
        lacking.extend(open);
    }
    if lacking.is_empty() {
        return Ok(());
    }
    pod.act(async |tx| {
        let now = tx.now();
        let jobs = lacking.into_iter().map(|user| (Job::make_keys(user), now));
        Ok(tx.enqueue_all(jobs.collect()).await?)
    })
    .await
}

/// Where and how the server listens.
pub fn figment(settings: &Settings) -> Figment {
    let longest = 6;
    Figment::from(rocket::Config::default())
        .merge(("address", settings.listen.ip()))
        .merge(("port", settings.listen.port()))
        .merge(("workers", settings.password.parallel.max(2)))
        .merge(("max_blocking", 64))
        .merge(("ident", false))
        .merge(("ip_header", false))
        .merge(("log_level", "off"))
        .merge(("cli_colors", false))
        .merge(("keep_alive", 15))
        .merge(("shutdown.grace", longest))
        .merge(("shutdown.mercy", 2))
}

/// Serves until the process is told to end (SIGTERM, Ctrl-C), then comes to rest.
///
/// # Errors
/// The address is taken, or the server broke.
pub async fn serve(pod: Pod, halves: Halves) -> Result<(), Fault> {
    relay::start(&pod).await?;
    let bucket = pod.storage.bucket().unwrap_or_default();
    let noted = pod.act(async |tx| files::note_bucket(tx, &bucket).await).await;
    noted.map_err(words)?;
    let following = tokio::spawn(follow_files(pod.clone()));
    let queue = (halves != Halves::Web)
        .then(|| Queue::start(pod.db.clone(), Arc::new(Worker::new(pod.clone())), pod.settings.workers));
    let served = match halves {
        Halves::Both | Halves::Web => web(&pod).await,
        Halves::Work => told_to_end().await,
    };
    if let Some(queue) = queue {
        queue.stop().await;
    }
    following.abort();
    pod.db.close().await;
    served
}

/// Puts new files where somebody has said, while the pod ran, that they go.
async fn follow_files(pod: Pod) {
    loop {
        tokio::time::sleep(LOOK).await;
        let keep = match files::kept_in(pod.db.read()).await {
            Ok(keep) => keep.filter(|keep| *keep != pod.storage.kept_in()),
            Err(stop) => {
                tracing::warn!(?stop, "where new files go could not be looked at");
                None
            }
        };
        let Some(keep) = keep else { continue };
        match pod.storage.keep_in(keep) {
            Ok(()) => tracing::info!(to = keep.as_str(), "new files go somewhere else from now on"),
            Err(error) => tracing::error!(%error, "new files go where they went"),
        }
    }
}

/// Waits for SIGTERM, which is how systems end a service, or for Ctrl-C. Where pages are served, Rocket does.
async fn told_to_end() -> Result<(), Fault> {
    let mut term = signal(SignalKind::terminate()).map_err(Fault::of)?;
    tokio::select! {
        _ = term.recv() => Ok(()),
        pressed = tokio::signal::ctrl_c() => pressed.map_err(Fault::of),
    }
}

async fn web(pod: &Pod) -> Result<(), Fault> {
    let server = crate::web::server(pod.clone(), figment(&pod.settings));
    let server = server
        .ignite()
        .await
        .map_err(|error| Fault::new(format!("{:?}", error.kind())))?;
    greet(pod).await.map_err(words)?;
    server.launch().await.map(|_| ()).map_err(|error| {
        Fault::new(format!(
            "The pod cannot listen on {}: {}. Is another one running?",
            pod.settings.listen,
            error.kind()
        ))
    })
}

/// Tells the terminal where to go.
async fn greet(pod: &Pod) -> Outcome<()> {
    let mut out = std::io::stdout();
    let address = pod.settings.url("/");
    let mut lines = vec![format!(
        "Samara answers at {address} (listening on {}).",
        pod.settings.listen
    )];
    if let Some(folder) = pod.mailer.folder() {
        lines.push(format!(
            "No mail server is set: mails are written to {}.",
            folder.display()
        ));
    }
    if let Some(key) = pod.act(async |tx| account::setup::new_key(tx).await).await? {
        lines.push(format!(
            "Not set up yet. Open {address} in a browser; from another machine it asks for this key: {key}"
        ));
    }
    for line in lines {
        // A closed terminal is no reason not to serve.
        let _ = writeln!(out, "{line}");
    }
    let _ = out.flush();
    Ok(())
}

/// Answers `ok` when the database does. For the command line.
///
/// # Errors
/// It does not.
pub async fn ping(pod: &Pod) -> Result<(), Fault> {
    pod.db.read().execute_unprepared("SELECT 1").await?;
    Ok(())
}
