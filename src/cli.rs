//! The command line: thin arms over `boot` and the domain.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::boot::{self, Halves};
use crate::db::Tx;
use crate::domain::account::close::When;
use crate::domain::account::{command, create};
use crate::domain::files;
use crate::error::{Fault, Outcome, Stop};
use crate::i18n::Language;
use crate::pod::Pod;
use crate::settings::{Keep, Settings, Sources};
use crate::web::guard::Say;
use crate::web::view::Errors;

/// A social pod: share each post with the people it is for.
#[derive(Parser)]
#[command(name = "samara", version, arg_required_else_help = true)]
pub struct Cli {
    /// Settings file [default: config/pod.toml, if it is there]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Where the pod keeps its database and files
    #[arg(long, global = true, value_name = "FOLDER")]
    data: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the pod: pages and work in one process
    Serve(Serve),
    /// Bring the database up to date and stop
    Migrate,
    /// Look after accounts
    #[command(subcommand)]
    Account(Account),
    /// Look after pictures and other files
    #[command(subcommand)]
    Media(Media),
    /// Print every setting with its meaning, its value and where that came from
    Settings,
    /// Ask the running pod whether it works (for monitoring)
    Health,
    /// Fill an empty database with made-up people and posts, for measuring
    #[command(hide = true)]
    Seed(crate::seed::Seed),
    /// Measure a pod from outside
    #[command(hide = true, subcommand)]
    Measure(crate::seed::measure::Measure),
}

#[derive(Args)]
struct Serve {
    /// Pages only; work is done by another process
    #[arg(long, conflicts_with = "work")]
    web: bool,
    /// Work only; pages are served by another process
    #[arg(long)]
    work: bool,
}

#[derive(Subcommand)]
enum Media {
    /// Sign addresses with a new key; those signed with the present one work until the next time
    RotateKey,
    /// Bring all files to the folder or the bucket, and have new ones go there; the pod may run meanwhile
    Move {
        /// "folder" or "bucket"
        #[arg(value_parser = ["folder", "bucket"])]
        to: String,
    },
}

#[derive(Subcommand)]
enum Account {
    /// Make an account; prints a link to choose a password
    Create {
        /// Name for signing in
        username: String,
        /// Where mail goes
        email: String,
    },
    /// Print a link to choose a new password; signs the account out everywhere and switches its second step off
    ResetPassword {
        /// Whose
        username: String,
    },
    /// Close an account; it is emptied after seven days
    Close {
        /// Whose
        username: String,
        /// Empty it at once
        #[arg(long)]
        now: bool,
    },
    /// Let an account run the pod
    MakeAdministrator {
        /// Whose
        username: String,
    },
}

/// The whole program. It is not `async`: what is would be compiled once more in the crate that calls it.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&Fault::of(error)),
    };
    match runtime.block_on(run(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => fail(&fault),
    }
}

#[allow(clippy::print_stderr, reason = "the command line speaks to its terminal")]
fn fail(fault: &Fault) -> ExitCode {
    eprintln!("samara: {fault}");
    ExitCode::FAILURE
}

/// Does what the command line says.
///
/// # Errors
/// It could not be done; the message says why.
pub async fn run(cli: Cli) -> Result<(), Fault> {
    let mut overrides = Vec::new();
    if let Some(data) = &cli.data {
        overrides.push(("data".to_owned(), data.display().to_string()));
    }
    let sources = Sources::from_world(cli.config.as_deref(), overrides).map_err(Fault::of)?;
    let settings = Settings::load(&sources).map_err(Fault::of)?;
    match cli.command {
        Command::Settings => describe(&settings),
        Command::Health => return crate::outbound::health(settings.listen).await,
        Command::Serve(serve) => {
            boot::log(&settings);
            let halves = match (serve.web, serve.work) {
                (true, _) => Halves::Web,
                (_, true) => Halves::Work,
                (false, false) => Halves::Both,
            };
            return boot::serve(boot::open(settings).await?, halves).await;
        }
        Command::Migrate => {
            let pod = boot::open(settings).await?;
            pod.db.close().await;
            say("The database is up to date.");
        }
        Command::Media(Media::Move { to }) => return move_files(settings, &to).await,
        Command::Account(account) => return on_account(settings, account).await,
        Command::Media(Media::RotateKey) => {
            let pod = boot::open(settings).await?;
            let done = pod.act(async |tx| crate::media::rotate(tx).await).await;
            pod.db.close().await;
            done.map_err(boot::words)?;
            say("Addresses are signed with a new key within a minute.");
        }
        Command::Seed(seed) => return crate::seed::run(settings, seed).await,
        Command::Measure(what) => return crate::seed::measure::run(settings, what).await,
    }
    Ok(())
}

/// Brings all files to one place. Processes that run put new ones there, too, a moment after it was said; so it is looked
/// once more when that has passed.
async fn move_files(settings: Settings, to: &str) -> Result<(), Fault> {
    let keep = Keep::parse(to).ok_or_else(|| Fault::new("Files are kept in a \"folder\" or a \"bucket\"."))?;
    let pod = boot::open(settings).await?;
    let moved = moved(&pod, keep).await;
    pod.db.close().await;
    say(&format!("All files are in the {to}; {} were moved.", moved?));
    Ok(())
}

async fn moved(pod: &Pod, keep: Keep) -> Result<u64, Fault> {
    let own = pod.storage.bucket().unwrap_or_default();
    let served = files::noted_bucket(pod.db.read()).await.map_err(boot::words)?;
    if served.is_some_and(|served| served != own) {
        return Err(Fault::new(
            "The pod was started with another `media.bucket` than the settings name now. Start it anew, with all its \
             processes, so that they can read what is moved; then move it.",
        ));
    }
    let former = pod.storage.kept_in();
    say_where(pod, keep).await?;
    let told = tokio::time::Instant::now();
    let mut all = 0;
    loop {
        let all_know = told.elapsed() > 2 * boot::LOOK;
        let mut over = 0;
        let moved = pod.storage.move_all(|moved| {
            over = moved;
            say(&format!("{} files are over.", all + moved));
        });
        match moved.await {
            Ok(0) if all_know => return Ok(all),
            Ok(0) => tokio::time::sleep(boot::LOOK).await,
            Ok(moved) => all += moved,
            Err(error) => {
                say_where(pod, former).await?;
                return Err(Fault::new(format!(
                    "{error}. Some {} files are over; the others are where they were, new ones go there as before, and all can \
                     be read. Make room there, or see that it can be reached; then call this again.",
                    all + over
                )));
            }
        }
    }
}

async fn say_where(pod: &Pod, keep: Keep) -> Result<(), Fault> {
    pod.storage.keep_in(keep).map_err(Fault::of)?;
    let said = pod.act(async |tx| files::keep_in(tx, keep).await).await;
    said.map_err(boot::words)
}

async fn on_account(settings: Settings, account: Account) -> Result<(), Fault> {
    let pod = boot::open(settings).await?;
    let done = pod.act(async |tx| act_on(&pod, tx, &account).await).await;
    pod.db.close().await;
    match done {
        Ok(words) => say(&words),
        Err(Stop::Broke(fault)) => return Err(fault),
        Err(Stop::Refused(refusal)) => {
            return Err(Fault::new(Errors::sentence(
                &refusal,
                &Say::new(Language::English, &pod.locales),
            )));
        }
    }
    Ok(())
}

/// Does it, and says what came of it.
async fn act_on(pod: &Pod, tx: &mut Tx, account: &Account) -> Outcome<String> {
    let link = |secret: String| pod.settings.url(&format!("/password/reset/{secret}"));
    match account {
        Account::Create { username, email } => {
            let new = command::New {
                username,
                email,
                host: pod.settings.host(),
                language: Language::English,
                aspects: aspects(pod),
            };
            let secret = command::create(tx, new).await?;
            Ok(format!(
                "{username} can choose a password within the hour at {}",
                link(secret)
            ))
        }
        Account::ResetPassword { username } => {
            let secret = command::reset_password(tx, username).await?;
            Ok(format!(
                "{username} can choose a new password within the hour at {}",
                link(secret)
            ))
        }
        Account::Close { username, now } => {
            let when = if *now { When::AtOnce } else { When::Later };
            command::close(tx, username, when).await?;
            Ok(format!("{username} is closed. The name stays taken."))
        }
        Account::MakeAdministrator { username } => {
            command::make_administrator(tx, username).await?;
            Ok(format!("{username} runs this pod now."))
        }
    }
}

fn describe(settings: &Settings) {
    for setting in settings.describe() {
        for line in setting.doc.lines() {
            say(&format!("# {line}"));
        }
        say(&format!(
            "{} = {}    ({}; variable {})\n",
            setting.name, setting.value, setting.origin, setting.variable
        ));
    }
}

#[allow(clippy::print_stdout, reason = "the command line speaks to its terminal")]
fn say(line: &str) {
    println!("{line}");
}

/// What the four aspects are called; the account's owner renames them as they like.
fn aspects(pod: &Pod) -> Vec<String> {
    create::ASPECTS
        .iter()
        .map(|key| pod.locales.text(Language::English, key, &[]))
        .collect()
}
