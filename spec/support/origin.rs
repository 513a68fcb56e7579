//! Another server, on a socket of this machine: it answers what a spec tells it to, and remembers what it was asked.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

/// A server that answers what it is told to.
pub struct Origin {
    address: SocketAddr,
    heard: Arc<Mutex<Vec<String>>>,
    met: Arc<AtomicUsize>,
    left: Arc<AtomicUsize>,
}

/// What it answers.
#[derive(Clone, Debug)]
pub struct Served {
    /// Head and body, as they go over the wire.
    pub bytes: Vec<u8>,
    /// What it does then.
    pub then: Then,
}

/// What a server does when it has said all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// Closes the connection.
    Close,
    /// Keeps it open and says nothing more.
    Hang,
    /// Says the last byte again and again, for ever, a chunk of this many at a time.
    Repeat(usize),
    /// Says the last byte again each time that so much has passed.
    Drip(Duration),
    /// Says nothing until then, the whole answer included.
    After(Duration),
}

impl Served {
    /// Something of a type.
    pub fn ok(media_type: &str, body: &[u8]) -> Self {
        Self::with(200, &format!("Content-Type: {media_type}\r\n"), body)
    }

    /// A status, further headers (each with its line's end), and a body with its length.
    pub fn with(status: u16, headers: &str, body: &[u8]) -> Self {
        let head = format!(
            "HTTP/1.1 {status} Said\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        Self::raw(&[head.as_bytes(), body].concat(), Then::Close)
    }

    /// Somewhere else.
    pub fn redirect(to: &str) -> Self {
        Self::with(302, &format!("Location: {to}\r\n"), b"")
    }

    /// Any bytes.
    pub fn raw(bytes: &[u8], then: Then) -> Self {
        Self {
            bytes: bytes.to_vec(),
            then,
        }
    }
}

impl Origin {
    /// At 127.0.0.2 and any port, answering by the request's path.
    pub async fn new(answer: impl Fn(&str) -> Served + Send + Sync + 'static) -> Self {
        Self::at("127.0.0.2:0", answer).await
    }

    /// At this address; where that is none of its own (`0.0.0.0:0`), it is at 127.0.0.2 among others.
    pub async fn at(address: &str, answer: impl Fn(&str) -> Served + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let mut address = listener.local_addr().unwrap();
        if address.ip().is_unspecified() {
            address.set_ip([127, 0, 0, 2].into());
        }
        let origin = Self {
            address,
            heard: Arc::default(),
            met: Arc::default(),
            left: Arc::default(),
        };
        let (heard, met, left) = (origin.heard.clone(), origin.met.clone(), origin.left.clone());
        let answer = Arc::new(answer);
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                met.fetch_add(1, Ordering::SeqCst);
                let (heard, left, answer) = (heard.clone(), left.clone(), answer.clone());
                tokio::spawn(async move {
                    serve(socket, heard, answer).await;
                    left.fetch_add(1, Ordering::SeqCst);
                });
            }
        });
        origin
    }

    /// One that gives everybody this.
    pub async fn always(served: Served) -> Self {
        Self::new(move |_| served.clone()).await
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The address of something there.
    pub fn url(&self, path: &str) -> Url {
        Url::parse(&format!("http://{}{path}", self.address)).unwrap()
    }

    /// The heads of all requests, in order.
    pub fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }

    /// How many have connected, whether they asked for anything or not.
    pub fn met(&self) -> usize {
        self.met.load(Ordering::SeqCst)
    }

    /// Of how many connections it has seen the end.
    pub fn left(&self) -> usize {
        self.left.load(Ordering::SeqCst)
    }

    /// How often it was asked.
    pub fn asked(&self) -> usize {
        self.heard.lock().unwrap().len()
    }
}

async fn serve(
    mut socket: TcpStream,
    heard: Arc<Mutex<Vec<String>>>,
    answer: Arc<impl Fn(&str) -> Served + Send + Sync>,
) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        match socket.read(&mut byte).await {
            Ok(1) => head.push(byte[0]),
            Ok(_) | Err(_) => break,
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    heard.lock().unwrap().push(head.clone());
    let path = head.split(' ').nth(1).unwrap_or_default();
    let served = answer(path);
    if let Then::After(wait) = served.then {
        tokio::time::sleep(wait).await;
    }
    let _ = socket.write_all(&served.bytes).await;
    match served.then {
        Then::Close | Then::After(_) => {
            let _ = socket.shutdown().await;
        }
        Then::Hang => {
            let mut byte = [0];
            let _ = socket.read(&mut byte).await;
        }
        Then::Repeat(size) => {
            let some = vec![*served.bytes.last().unwrap(); size];
            while socket.write_all(&some).await.is_ok() {}
        }
        Then::Drip(pause) => {
            let last = *served.bytes.last().unwrap();
            while socket.write_all(&[last]).await.is_ok() {
                tokio::time::sleep(pause).await;
            }
        }
    }
}
