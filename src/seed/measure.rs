//! What `script/bench.federation` measures with: the limits of this machine, a sink, letters of other pods, posts that go out.
//! Each prints one line `name=value` for a figure.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Subcommand;
use entity::write::inbox;
use entity::{job, received};
use openssl::hash::MessageDigest;
use openssl::pkey::{PKey, Private};
use openssl::sign::{Signer, Verifier};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::activities::{self, What};
use super::letters::{self, Line, Seeded};
use super::sink;
use crate::clock::Clock;
use crate::db::connect;
use crate::domain::account::keys;
use crate::error::Fault;
use crate::random::Random;
use crate::settings::Settings;
use crate::wire::diaspora::{PrivateKey, Sealed};

/// Between two questions whether a pod is done.
const PAUSE: Duration = Duration::from_millis(25);

/// Options of `samara measure`.
#[derive(Subcommand)]
pub enum Measure {
    /// How often all processors together sign, verify, seal and open in a second
    Limits,
    /// Take what is posted to any address of this machine, and count it
    Sink {
        /// Where
        #[arg(long)]
        listen: SocketAddr,
    },
    /// Post letters of other pods to a pod, and wait until it has worked on them
    Letters {
        /// What seeding wrote
        #[arg(long)]
        seeded: PathBuf,
        /// Where the pod listens
        #[arg(long)]
        to: SocketAddr,
        /// How many
        #[arg(long)]
        count: usize,
        /// How many other pods there are
        #[arg(long)]
        neighbours: usize,
        /// Sealed posts to people, instead of comments, likes and posts for all
        #[arg(long)]
        private: bool,
        /// Only how fast they are taken in
        #[arg(long)]
        accept: bool,
    },
    /// Post activities of actors to a pod, and wait until it has worked on them
    Activities {
        /// What seeding wrote
        #[arg(long)]
        seeded: PathBuf,
        /// Where the pod listens
        #[arg(long)]
        to: SocketAddr,
        /// How many
        #[arg(long)]
        count: usize,
        /// How many actors there are
        #[arg(long)]
        actors: usize,
        /// Where `samara measure sink` listens for them
        #[arg(long)]
        port: u16,
        /// Reshares of one post, instead of answers, likes and reshares of many
        #[arg(long)]
        storm: bool,
    },
    /// Publish a post and wait until the sink has so many letters more
    Publish {
        /// What seeding wrote
        #[arg(long)]
        seeded: PathBuf,
        /// Where the pod listens
        #[arg(long)]
        to: SocketAddr,
        /// Where the sink listens
        #[arg(long)]
        sink: SocketAddr,
        /// How many letters
        #[arg(long)]
        letters: u64,
        /// To the aspect of people elsewhere, instead of to all
        #[arg(long)]
        limited: bool,
        /// How many posts, one after the other
        #[arg(long, default_value_t = 1)]
        posts: u64,
    },
}

/// Measures.
///
/// # Errors
/// Something does not answer as it should: then nothing was measured.
pub async fn run(settings: Settings, what: Measure) -> Result<(), Fault> {
    match what {
        Measure::Limits => limits().await,
        Measure::Sink { listen } => sink::run(listen).await,
        Measure::Letters {
            seeded,
            to,
            count,
            neighbours,
            private,
            accept,
        } => {
            let seeded = Arc::new(Seeded::read(&seeded)?);
            let written = letters::written(seeded, count, neighbours, private).await?;
            let began = Instant::now();
            letters::send(to, written).await?;
            say("accepted", count as f64 / began.elapsed().as_secs_f64());
            if !accept {
                received_from(&settings, began, count).await?;
            }
            Ok(())
        }
        Measure::Activities {
            seeded,
            to,
            count,
            actors,
            port,
            storm,
        } => {
            let what = if storm { What::Storm } else { What::Talk };
            let seeded = Arc::new(Seeded::read(&seeded)?);
            let written = activities::written(seeded, (count, actors, port), what).await?;
            let began = Instant::now();
            letters::send(to, written).await?;
            say("accepted", count as f64 / began.elapsed().as_secs_f64());
            received_from(&settings, began, count).await
        }
        Measure::Publish {
            seeded,
            to,
            sink,
            letters,
            limited,
            posts,
        } => publish(&Seeded::read(&seeded)?, to, sink, (letters, posts), limited).await,
    }
}

#[allow(clippy::print_stdout, reason = "the command line speaks to its terminal")]
fn say(name: &str, value: f64) {
    println!("{name}={value:.3}");
}

/// Says how many a second were worked on, and after how long the rest of it was done, too: what is below a post of this pod is
/// signed by its author and passed on. Whatever is measured next begins with nothing left to do.
///
/// It asks seldom and for one row, as whoever asks takes time from the pod that is measured.
async fn received_from(settings: &Settings, began: Instant, count: usize) -> Result<(), Fault> {
    let opened = connect::open(&settings.database_url(), 1).await?;
    let db = &opened.read;
    let untried = received::Entity::find().filter(received::Column::Attempts.eq(0));
    while untried.clone().one(db).await?.is_some() || inbox::fresh(db).await? {
        tokio::time::sleep(PAUSE).await;
    }
    say("received", count as f64 / began.elapsed().as_secs_f64());
    let (letters, activities) = (received::Entity::find().count(db).await?, inbox::waiting(db).await?);
    if letters > 0 || activities > 0 {
        return Err(Fault::new(format!(
            "{letters} letters and {activities} activities were not taken"
        )));
    }
    loop {
        let due = job::Entity::find().filter(job::Column::DeadAt.is_null());
        let due = due.filter(job::Column::RunAt.lte(Clock::System.now()));
        if due.one(db).await?.is_none() {
            break;
        }
        tokio::time::sleep(PAUSE).await;
    }
    say("passed_on", began.elapsed().as_secs_f64());
    Ok(())
}

/// Does one thing over and over, on all processors, and says how often a second that was.
async fn often(name: &str, work: impl Fn() + Clone + Send + 'static) -> Result<(), Fault> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let (began, long) = (Instant::now(), Duration::from_secs(2));
    let mut running = JoinSet::new();
    for _ in 0..threads {
        let work = work.clone();
        running.spawn_blocking(move || {
            let mut times = 0_u32;
            while began.elapsed() < long {
                work();
                times += 1;
            }
            times
        });
    }
    let mut times = 0;
    while let Some(some) = running.join_next().await {
        times += some.map_err(Fault::of)?;
    }
    say(name, f64::from(times) / began.elapsed().as_secs_f64());
    Ok(())
}

async fn limits() -> Result<(), Fault> {
    let pair = keys::generate(keys::IDENTITY_BITS)?;
    let key = PrivateKey::parse(&pair.private).ok_or_else(|| Fault::new("no key was made"))?;
    let public = key.public()?;
    let (text, once) = ("x".repeat(2_000), Random::System.bytes());
    let signature = key.sign(text.as_bytes())?;
    let sealed = Sealed::write(&text, &public, &once)?;
    let sealed = Arc::new(Sealed::read(sealed.as_bytes()).map_err(|why| Fault::new(why.to_string()))?);
    let (signing, opening, letter) = (key.clone(), key, text.clone());
    often("sign", move || drop(signing.sign(letter.as_bytes()))).await?;
    let (verifying, letter) = (public.clone(), text.clone());
    often("verify", move || {
        verifying.verifies(letter.as_bytes(), &signature);
    })
    .await?;
    often("seal", move || drop(Sealed::write(&text, &public, &once))).await?;
    often("open", move || drop(sealed.open(&opening))).await?;
    let pair = keys::generate(keys::ACTOR_BITS)?;
    let none = || Fault::new("no key of an actor was made");
    let key = PKey::private_key_from_pem(pair.private.as_bytes()).map_err(Fault::of)?;
    let text = "x".repeat(200);
    let signed = |key: &PKey<Private>, text: &str| {
        let mut signer = Signer::new(MessageDigest::sha256(), key).ok()?;
        signer.sign_oneshot_to_vec(text.as_bytes()).ok()
    };
    let (signature, public) = (signed(&key, &text).ok_or_else(none)?, pair.public);
    let public = PKey::public_key_from_pem(public.as_bytes()).map_err(Fault::of)?;
    let letter = text.clone();
    often("sign_actor", move || drop(signed(&key, &letter))).await?;
    often("verify_actor", move || {
        let verifier = Verifier::new(MessageDigest::sha256(), &public);
        drop(verifier.and_then(|mut verifier| verifier.verify_oneshot(&signature, text.as_bytes())));
    })
    .await
}

async fn publish(
    seeded: &Seeded,
    to: SocketAddr,
    sink: SocketAddr,
    (letters, posts): (u64, u64),
    limited: bool,
) -> Result<(), Fault> {
    let audience = match limited {
        true => format!("reach=limited&aspect={}", seeded.first("close")?),
        false => "reach=public".to_owned(),
    };
    let mut sink = Line::to(sink).await?;
    let before = count(&mut sink, limited).await?;
    let body = format!(
        "csrf={}&{audience}&text=Measured+post+that+goes+to+{letters}+pods+or+people.",
        seeded.first("csrf")?
    );
    let request = format!(
        "POST /posts HTTP/1.1\r\nHost: localhost:3000\r\nOrigin: http://localhost:3000\r\nCookie: {}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        seeded.first("cookie")?,
        body.len()
    );
    let mut pod = Line::to(to).await?;
    let began = Instant::now();
    for _ in 0..posts {
        let answer = pod.ask(request.as_bytes()).await?;
        if !answer.contains(" 303 ") {
            return Err(Fault::new("the post was not published"));
        }
    }
    say("published", began.elapsed().as_secs_f64());
    let (mut reached, mut first) = (0, false);
    while reached < letters {
        tokio::time::sleep(Duration::from_millis(2)).await;
        reached = count(&mut sink, limited).await? - before;
        if reached > 0 && !first {
            first = true;
            say("first", began.elapsed().as_secs_f64());
        }
        if began.elapsed() > Duration::from_secs(120) {
            say("reached", reached as f64);
            return Err(Fault::new("two minutes were not enough"));
        }
    }
    say("delivered", began.elapsed().as_secs_f64());
    Ok(())
}

/// How many letters the sink has, of those who are close only or of all.
async fn count(sink: &mut Line, close: bool) -> Result<u64, Fault> {
    let answer = sink.ask(b"GET / HTTP/1.1\r\nHost: sink\r\n\r\n").await?;
    let text = answer.rsplit("\r\n").next().unwrap_or_default();
    let letters = text.split(' ').nth(usize::from(close));
    let letters = letters.and_then(|letters| letters.parse().ok());
    letters.ok_or_else(|| Fault::new("the sink counts nothing"))
}
