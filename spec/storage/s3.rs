//! A service that speaks as much of S3 as files need, in this process, and is strict: it computes each signature anew from
//! its definition, by code of its own, and refuses one that is wrong, old, or of another bucket or key.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::sign::Signer;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

const SECRET: &str = "s3cr+t/with=signs";

/// The service. It ends with the spec.
#[derive(Clone)]
pub struct Service {
    pub address: SocketAddr,
    /// What is in the bucket, by name.
    pub files: Arc<Mutex<BTreeMap<String, Vec<u8>>>>,
    /// So many of the next requests are answered with 503.
    pub busy: Arc<AtomicUsize>,
    /// Requests so far.
    pub asked: Arc<AtomicUsize>,
}

struct Request {
    method: String,
    url: Url,
    host: String,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Service {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let service = Self {
            address: listener.local_addr().unwrap(),
            files: Arc::default(),
            busy: Arc::default(),
            asked: Arc::default(),
        };
        let each = service.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let service = each.clone();
                tokio::spawn(async move { service.answer(stream).await });
            }
        });
        service
    }

    /// What stands in the settings.
    pub fn setting(&self) -> String {
        self.setting_with("s3cr%2Bt%2Fwith%3Dsigns")
    }

    pub fn setting_with(&self, secret: &str) -> String {
        format!("http://key1:{secret}@{}/photos-of-pod?region=north-1", self.address)
    }

    async fn answer(&self, stream: TcpStream) -> Option<()> {
        let mut stream = BufReader::new(stream);
        let request = read(&mut stream).await?;
        self.asked.fetch_add(1, Ordering::SeqCst);
        let take = |busy: usize| busy.checked_sub(1);
        let busy = self.busy.fetch_update(Ordering::SeqCst, Ordering::SeqCst, take).is_ok();
        let (status, headers, body) = match (busy, verify(&request)) {
            (true, _) => ("503 Slow Down", String::new(), Vec::new()),
            (false, None) => ("403 Forbidden", String::new(), b"<Error/>".to_vec()),
            (false, Some(name)) => self.act(&request, &name),
        };
        let length = if status.starts_with("204") { 0 } else { body.len() };
        let head = format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n");
        stream.write_all(head.as_bytes()).await.ok()?;
        if request.method != "HEAD" {
            stream.write_all(&body).await.ok()?;
        }
        stream.shutdown().await.ok()
    }

    fn act(&self, request: &Request, name: &str) -> (&'static str, String, Vec<u8>) {
        let mut files = self.files.lock().unwrap();
        let nothing = String::new();
        if name.is_empty() {
            return ("200 OK", nothing, list(&files, &request.url).into_bytes());
        }
        let Some(file) = files.get(name).cloned() else {
            return match request.method.as_str() {
                "PUT" => {
                    files.insert(name.to_owned(), request.body.clone());
                    ("200 OK", nothing, Vec::new())
                }
                "DELETE" => ("204 No Content", nothing, Vec::new()),
                _ => ("404 Not Found", nothing, b"<Error/>".to_vec()),
            };
        };
        match (request.method.as_str(), request.headers.get("range")) {
            ("PUT", _) => {
                files.insert(name.to_owned(), request.body.clone());
                ("200 OK", nothing, Vec::new())
            }
            ("DELETE", _) => {
                files.remove(name);
                ("204 No Content", nothing, Vec::new())
            }
            (_, None) => ("200 OK", nothing, file),
            (_, Some(range)) => {
                let (from, last) = range.strip_prefix("bytes=").unwrap().split_once('-').unwrap();
                let from: usize = from.parse().unwrap();
                let last = last.parse().unwrap_or(usize::MAX).min(file.len().wrapping_sub(1));
                if from >= file.len() {
                    return ("416 Range Not Satisfiable", nothing, Vec::new());
                }
                let said = format!("content-range: bytes {from}-{last}/{}\r\n", file.len());
                ("206 Partial Content", said, file[from..=last].to_vec())
            }
        }
    }
}

fn list(files: &BTreeMap<String, Vec<u8>>, url: &Url) -> String {
    let said = |name: &str| {
        url.query_pairs()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
            .unwrap_or_default()
    };
    let most: usize = said("max-keys").parse().unwrap_or(1_000);
    let after = said("start-after");
    let mut found = files.iter().filter(|(name, _)| **name > after);
    let page: Vec<_> = found.by_ref().take(most.min(3)).collect();
    let more = found.next().is_some();
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
         <Name>photos-of-pod</Name>",
    );
    text.push_str(&format!("<IsTruncated>{more}</IsTruncated>"));
    if more {
        text.push_str("<NextContinuationToken>next</NextContinuationToken>");
    }
    for (name, bytes) in page {
        text.push_str(&format!(
            "<Contents><Key>{name}</Key><LastModified>2026-11-21T12:00:00.000Z</LastModified><ETag>\"x\"</ETag>\
             <Size>{}</Size><StorageClass>STANDARD</StorageClass></Contents>",
            bytes.len()
        ));
    }
    text.push_str("</ListBucketResult>");
    text
}

async fn read(stream: &mut BufReader<TcpStream>) -> Option<Request> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await.ok()?;
        let line = line.trim_end().to_owned();
        if line.is_empty() {
            break;
        }
        lines.push(line);
    }
    let mut first = lines.first()?.split(' ');
    let (method, path) = (first.next()?.to_owned(), first.next()?.to_owned());
    let headers: BTreeMap<String, String> = lines[1..]
        .iter()
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    // As S3: without its length, nothing is taken.
    let length = headers
        .get("content-length")
        .map_or(Some(0), |length| length.parse().ok())?;
    if headers.contains_key("transfer-encoding") {
        return None;
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    let host = headers.get("host")?.clone();
    Some(Request {
        url: Url::parse(&format!("http://{host}{path}")).ok()?,
        method,
        host,
        headers,
        body,
    })
}

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    let key = PKey::hmac(key).unwrap();
    let mut signer = Signer::new(MessageDigest::sha256(), &key).unwrap();
    signer.sign_oneshot_to_vec(text.as_bytes()).unwrap()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The name of the file that is asked for, if all is signed as it should be; empty for the bucket itself.
fn verify(request: &Request) -> Option<String> {
    let query: BTreeMap<String, String> = request.url.query_pairs().into_owned().collect();
    let (date, time) = (query.get("X-Amz-Date")?.get(..8)?, query.get("X-Amz-Date")?);
    let scope = format!("{date}/north-1/s3/aws4_request");
    let right = query.get("X-Amz-Credential") == Some(&format!("key1/{scope}"))
        && query
            .get("X-Amz-Algorithm")
            .is_some_and(|name| name == "AWS4-HMAC-SHA256")
        && query.get("X-Amz-SignedHeaders").is_some_and(|names| names == "host");
    let made = chrono::NaiveDateTime::parse_from_str(time, "%Y%m%dT%H%M%SZ")
        .ok()?
        .and_utc();
    let age = (chrono::DateTime::<chrono::Utc>::from(std::time::SystemTime::now()) - made).num_seconds();
    let works: i64 = query.get("X-Amz-Expires")?.parse().ok()?;
    if !right || age < -60 || age > works {
        return None;
    }
    let raw = request.url.query()?;
    let mut signed: Vec<&str> = raw
        .split('&')
        .filter(|pair| !pair.starts_with("X-Amz-Signature="))
        .collect();
    signed.sort_unstable();
    let canonical = format!(
        "{}\n{}\n{}\nhost:{}\n\nhost\nUNSIGNED-PAYLOAD",
        request.method,
        request.url.path(),
        signed.join("&"),
        request.host
    );
    let digest = hex(&openssl::sha::sha256(canonical.as_bytes()));
    let text = format!("AWS4-HMAC-SHA256\n{time}\n{scope}\n{digest}");
    let mut key = mac(format!("AWS4{SECRET}").as_bytes(), date);
    for part in ["north-1", "s3", "aws4_request"] {
        key = mac(&key, part);
    }
    if query.get("X-Amz-Signature") != Some(&hex(&mac(&key, &text))) {
        return None;
    }
    let path = request.url.path().strip_prefix("/photos-of-pod")?;
    Some(path.trim_start_matches('/').to_owned())
}
