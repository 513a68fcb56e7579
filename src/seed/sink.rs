//! Where a measured pod's letters go: takes whatever is posted, on all of 127.0.0.0/8, and counts it. What is sent to 127.2.*.*
//! is never answered; the first hundred addresses of a second number are counted by themselves.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::error::Fault;

/// What was taken.
#[derive(Default)]
struct Taken {
    letters: AtomicU64,
    close: AtomicU64,
    connections: AtomicU64,
}

/// Listens until it is ended. `GET /` says how many letters came, how many of them to the first hundred, over how many connections.
pub(super) async fn run(listen: SocketAddr) -> Result<(), Fault> {
    let listener = TcpListener::bind(listen).await.map_err(Fault::of)?;
    let taken = Arc::new(Taken::default());
    loop {
        let (stream, _) = listener.accept().await.map_err(Fault::of)?;
        tokio::spawn(answer(stream, taken.clone()));
    }
}

async fn answer(stream: TcpStream, taken: Arc<Taken>) -> std::io::Result<()> {
    let [_, net, high, low] = match stream.local_addr()?.ip() {
        IpAddr::V4(address) => address.octets(),
        IpAddr::V6(_) => [0; 4],
    };
    let (hangs, close) = (net == 2, high == 0 && low <= 100);
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    let mut new = true;
    loop {
        let (mut line, mut length, mut asks) = (String::new(), 0_u64, None);
        loop {
            line.clear();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            let head = line.trim_end();
            asks.get_or_insert_with(|| head.starts_with("GET "));
            if let Some((name, value)) = head.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().unwrap_or(0);
            }
            if head.is_empty() {
                break;
            }
        }
        tokio::io::copy(&mut (&mut stream).take(length), &mut tokio::io::sink()).await?;
        if hangs {
            continue;
        }
        let answer = if asks == Some(true) {
            let letters = taken.letters.load(Ordering::SeqCst);
            let close = taken.close.load(Ordering::SeqCst);
            let text = format!("{letters} {close} {}\n", taken.connections.load(Ordering::SeqCst));
            format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{text}", text.len())
        } else {
            taken.letters.fetch_add(1, Ordering::SeqCst);
            taken.close.fetch_add(u64::from(close), Ordering::SeqCst);
            taken.connections.fetch_add(u64::from(new), Ordering::SeqCst);
            new = false;
            "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n".to_owned()
        };
        stream.get_mut().write_all(answer.as_bytes()).await?;
    }
}
