//! How another pod behaves when it is sent something.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;

/// How another pod behaves when it is sent something.
#[derive(Clone, Debug)]
pub enum Manner {
    /// It answers this at once.
    Says(u16),
    /// It answers this, and when to come again.
    Waits(u16, String),
    /// It takes so long, and then takes it.
    Slow(Duration),
    /// It says nothing, ever.
    Hangs,
    /// It closes the connection in the middle of its answer's head.
    Breaks,
    /// It takes it, and its answer has no end.
    Endless,
    /// It sends one there with this status.
    Leads(u16, String),
    /// It never shakes hands.
    Stalls,
    /// It closes each connection at once.
    Shut,
}

/// Says something whole.
pub(super) async fn say(
    stream: &mut (impl AsyncWrite + Unpin),
    status: u16,
    headers: &str,
    body: &[u8],
) -> io::Result<()> {
    let head = format!(
        "HTTP/1.1 {status} Said\r\n{headers}Content-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(&[head.as_bytes(), body].concat()).await?;
    stream.flush().await
}

/// Keeps a connection without a word for longer than anybody waits.
pub(super) async fn hold(socket: TcpStream) {
    tokio::time::sleep(Duration::from_secs(120)).await;
    drop(socket);
}

impl Manner {
    /// Answers; whether the connection goes on.
    pub(super) async fn answer(&self, stream: &mut (impl AsyncWrite + Unpin)) -> bool {
        let said = match self {
            Self::Says(status) => say(stream, *status, "", b"").await,
            Self::Waits(status, when) => say(stream, *status, &format!("Retry-After: {when}\r\n"), b"").await,
            Self::Slow(wait) => {
                tokio::time::sleep(*wait).await;
                say(stream, 202, "", b"").await
            }
            Self::Leads(status, to) => say(stream, *status, &format!("Location: {to}\r\n"), b"").await,
            Self::Hangs => {
                tokio::time::sleep(Duration::from_secs(120)).await;
                return false;
            }
            Self::Breaks => {
                let _ = stream.write_all(b"HTTP/1.1 202 Sa").await;
                let _ = stream.flush().await;
                return false;
            }
            Self::Endless => {
                let _ = stream
                    .write_all(b"HTTP/1.1 202 Said\r\nContent-Length: 1000000000000\r\n\r\n")
                    .await;
                while stream.write_all(&[b'x'; 65_536]).await.is_ok() {}
                return false;
            }
            Self::Stalls | Self::Shut => return false,
        };
        said.is_ok()
    }
}
