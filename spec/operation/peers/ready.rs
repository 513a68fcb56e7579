//! What every pod of these specs needs: a name, places of others, keys; and patience.

use std::time::{Duration, Instant};

use crate::operation::process::{Client, Home};
use crate::support::peer::Authority;

/// Waits for something that happens by itself, soon.
pub async fn soon(what: &str, mut so: impl AsyncFnMut() -> bool) {
    let begun = Instant::now();
    while !so().await {
        assert!(begun.elapsed() < Duration::from_secs(120), "waited in vain: {what}");
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
}

/// Waits until somebody has keys: until then nothing can be said in their name, and is tried again after some time.
pub async fn can_sign(client: &Client, id: &str) {
    let path = format!("/.well-known/webfinger?resource=acct:{id}");
    soon("keys", async || {
        client.get(&path).await.is_ok_and(|got| got.status == 200)
    })
    .await;
}

/// With a name of its own, which others reach at these places, and no limits that a spec would run into.
pub fn configured(home: Home, host: &str, names: &str, authority: &Authority) -> Home {
    let mut home = home
        .with("address", &format!("https://{host}"))
        .with("reachable_names", names)
        .with("limits.posts_per_minute", "1000000")
        .with("limits.searches_per_minute", "1000000")
        .with("limits.comments_per_minute", "1000000");
    let file = authority.file().display().to_string();
    home.settings.push(("SSL_CERT_FILE".to_owned(), file));
    home
}
