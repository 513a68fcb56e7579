//! Asking what the link of a post leads to. The answer is a stranger's: read within bounds, as plain text.

use entity::PreviewId;
use reqwest::header::CONTENT_TYPE;
use url::Url;

use crate::domain::preview::{self, Turn};
use crate::error::Stop;
use crate::job::Done;
use crate::outbound::{Patience, Want};
use crate::pod::Pod;
use crate::queue::Claimed;
use crate::settings::Previews;
use crate::wire::preview::head::{self, Head};
use crate::wire::preview::oembed::{self, OEmbed};
use crate::wire::preview::provider;
use crate::wire::preview::{Card, charset};

/// What is wanted of a page.
const PAGE: &str = "text/html, application/xhtml+xml";
/// What is wanted of a provider.
const ANSWER: &str = "application/json";

/// Asks and keeps what was said.
pub(super) async fn ask(pod: &Pod, claimed: &Claimed, id: PreviewId) -> Result<Done, Stop> {
    if pod.settings.previews == Previews::Off {
        return Ok(Done::Done);
    }
    let address = match pod.act(async |tx| preview::take_turn(tx, id).await).await? {
        Turn::Ours(address) => address,
        Turn::Nobodys => return Ok(Done::Done),
        Turn::Others => return Ok(Done::Retry("somebody else is asking".to_owned())),
    };
    let card = match Url::parse(&address) {
        Ok(address) => card(pod, &address).await,
        Err(_) => None,
    };
    let mut tx = pod.db.begin().await?;
    preview::keep(&mut tx, id, card).await?;
    claimed.finish(&mut tx).await?;
    tx.commit().await?;
    Ok(Done::Done)
}

/// From the provider where it is known, else from the page itself.
async fn card(pod: &Pod, at: &Url) -> Option<Card> {
    if let Some(known) = provider::of(at)
        && let Some(card) = answered(pod, &known.oembed).await
    {
        return Some(card.playing(&known));
    }
    let (found, head) = page(pod, at).await?;
    let card = Card::of_page(&found, &head);
    match provider::of(at).or_else(|| provider::peertube(&found, &head)) {
        Some(known) => Some(card?.playing(&known)),
        None if meagre(&card) => complete(pod, card, &head).await,
        None => card,
    }
}

/// A page that says too little itself may have an answer elsewhere.
fn meagre(card: &Option<Card>) -> bool {
    card.as_ref()
        .is_none_or(|card| card.image.is_none() && card.description.is_empty())
}

async fn complete(pod: &Pod, card: Option<Card>, head: &Head) -> Option<Card> {
    let Some(oembed) = &head.oembed else { return card };
    let answer = answered(pod, oembed).await;
    match card {
        Some(card) => Some(card.or(answer)),
        None => answer,
    }
}

/// The head of a page, and where it was found.
async fn page(pod: &Pod, at: &Url) -> Option<(Url, Head)> {
    let (found, kind, bytes) = had(pod, at, PAGE, head::MOST).await?;
    let kind_is = |kinds: &[&str]| kinds.iter().any(|one| kind.to_ascii_lowercase().starts_with(one));
    if !kind_is(&["text/html", "application/xhtml+xml"]) {
        return None;
    }
    let text = charset::text(&bytes, &kind);
    // A hostile page takes as long to read as any other, but that is still work for a processor.
    let read = tokio::task::spawn_blocking(move || {
        let head = Head::read(&text, &found);
        (found, head)
    });
    read.await.ok()
}

async fn answered(pod: &Pod, at: &Url) -> Option<Card> {
    let (found, _, bytes) = had(pod, at, ANSWER, oembed::MOST + 1).await?;
    Card::of_answer(&found, &OEmbed::parse(&bytes)?)
}

/// The beginning of what is there, with where that was found and of which kind it says to be.
async fn had(pod: &Pod, at: &Url, accept: &'static str, most: usize) -> Option<(Url, String, Vec<u8>)> {
    let want = Want {
        accept,
        // What is longer is not refused: its beginning is enough.
        most_bytes: u64::MAX,
        range: None,
        patience: Patience::PAGE,
    };
    let mut fetched = crate::media::get(pod, at, &want).await.ok()?.ok()?;
    if fetched.status != 200 {
        return None;
    }
    let kind = fetched.header(CONTENT_TYPE).unwrap_or_default().to_owned();
    let mut bytes = Vec::new();
    while bytes.len() < most {
        match fetched.body.chunk().await {
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk[..chunk.len().min(most - bytes.len())]),
            Ok(None) => break,
            Err(_) => return None,
        }
    }
    Some((fetched.url, kind, bytes))
}
