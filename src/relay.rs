//! Events between the processes of one pod, through Redis. Without Redis a pod is one process, or its browsers are
//! told a little later.

use std::time::Duration;

use redis::AsyncCommands;
use tokio::sync::mpsc;

use crate::error::Fault;
use crate::live::{Event, Live};
use crate::pod::Pod;

/// The channel's name. Several pods may share one Redis, so their addresses are part of it.
fn channel(pod: &Pod) -> String {
    format!("samara {}", pod.settings.url("/"))
}

/// Connects this process with the others, if there is a Redis.
///
/// # Errors
/// The address of Redis makes no sense, or nothing answers there.
pub async fn start(pod: &Pod) -> Result<(), Fault> {
    let Some(url) = &pod.settings.redis else { return Ok(()) };
    let client = redis::Client::open(url.reveal()).map_err(Fault::of)?;
    let out = client.get_connection_manager().await.map_err(Fault::of)?;
    let (sender, receiver) = mpsc::unbounded_channel();
    let own = pod.random.guid_hex();
    pod.live.forward(sender);
    tokio::spawn(speak(out, receiver, channel(pod), own.clone()));
    tokio::spawn(hear(client, pod.live.clone(), channel(pod), own));
    Ok(())
}

/// Every message begins with who says it, so that nobody hears themselves.
async fn speak(
    mut redis: redis::aio::ConnectionManager,
    mut events: mpsc::UnboundedReceiver<Event>,
    channel: String,
    own: String,
) {
    while let Some(event) = events.recv().await {
        let Ok(json) = serde_json::to_string(&event) else {
            continue;
        };
        let told: redis::RedisResult<()> = redis.publish(&channel, format!("{own} {json}")).await;
        if let Err(error) = told {
            tracing::warn!(%error, "other processes were not told of an event");
        }
    }
}

async fn hear(client: redis::Client, live: Live, channel: String, own: String) {
    loop {
        if let Err(error) = listen(&client, &live, &channel, &own).await {
            tracing::warn!(%error, "the connection to Redis broke; again in a second");
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

async fn listen(client: &redis::Client, live: &Live, channel: &str, own: &str) -> redis::RedisResult<()> {
    use rocket::futures::StreamExt;
    let mut messages = client.get_async_pubsub().await?;
    messages.subscribe(channel).await?;
    let mut messages = messages.on_message();
    while let Some(message) = messages.next().await {
        let text: String = message.get_payload()?;
        let Some((from, json)) = text.split_once(' ') else {
            continue;
        };
        if from != own
            && let Ok(event) = serde_json::from_str::<Event>(json)
        {
            live.tell_here(&event);
        }
    }
    Ok(())
}
