//! Files in a bucket of a service that speaks S3, under the same names as in a folder. Each request is an address signed
//! for some minutes; a service that is busy is asked again.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use entity::Moment;
use futures_util::TryStreamExt;
use reqwest::header::{CONTENT_LENGTH, CONTENT_RANGE, HeaderMap, HeaderValue, RANGE};
use reqwest::{Body, Method, Response, StatusCode};
use rusty_s3::actions::{ListObjectsV2, S3Action};
use rusty_s3::{Credentials, UrlStyle};
use tokio_util::io::StreamReader;
use url::Url;

use super::{Opened, StorageError, Stored, key};
use crate::outbound::origin::Origin;

/// How long a signed address works: as long as sending the largest file may take.
const SIGNED: Duration = Duration::from_secs(900);
/// Before it is asked again.
const PAUSES: [Duration; 2] = [Duration::from_millis(200), Duration::from_millis(1_000)];
/// Files that are listed at once.
const PAGE: usize = 1_000;

/// A bucket; cheap to clone.
#[derive(Clone)]
pub(super) struct Bucket {
    bucket: Arc<rusty_s3::Bucket>,
    credentials: Arc<Credentials>,
    origin: Origin,
}

/// Without the secret.
impl std::fmt::Debug for Bucket {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Bucket({})", self.address())
    }
}

/// What a request carries.
enum Content {
    Nothing,
    Bytes(Vec<u8>),
    File(PathBuf),
}

impl Content {
    async fn body(&self, headers: &mut HeaderMap) -> io::Result<Body> {
        match self {
            Self::Nothing => Ok(Body::default()),
            Self::Bytes(bytes) => Ok(Body::from(bytes.clone())),
            Self::File(path) => {
                let file = tokio::fs::File::open(path).await?;
                // The length has to be said beforehand.
                headers.insert(CONTENT_LENGTH, HeaderValue::from(file.metadata().await?.len()));
                Ok(Body::from(file))
            }
        }
    }
}

impl Bucket {
    /// From the address in the settings; none, if it makes no sense.
    pub(super) fn parse(address: &str) -> Option<Self> {
        let mut url = Url::parse(address).ok()?;
        let said = |name: &str| {
            url.query_pairs()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.into_owned())
        };
        let region = said("region").unwrap_or_else(|| "us-east-1".to_owned());
        let style = match said("style").as_deref() {
            Some("host") => UrlStyle::VirtualHost,
            _ => UrlStyle::Path,
        };
        let credentials = Credentials::new(plain(url.username()), plain(url.password()?));
        let name = plain(url.path().trim_matches('/'));
        url.set_path("/");
        url.set_query(None);
        url.set_username("").ok()?;
        url.set_password(None).ok()?;
        let bucket = rusty_s3::Bucket::new(url, style, name, region).ok()?;
        Some(Self {
            origin: Origin::of(bucket.base_url()),
            bucket: Arc::new(bucket),
            credentials: Arc::new(credentials),
        })
    }

    /// Where it is, with nothing secret in it.
    pub(super) fn address(&self) -> String {
        format!("{} {}", self.bucket.base_url(), self.bucket.name())
    }

    pub(super) async fn put(&self, key: &str, bytes: Vec<u8>) -> Result<(), StorageError> {
        self.send(key, Content::Bytes(bytes)).await
    }

    /// The file stays where it is.
    pub(super) async fn put_copy(&self, key: &str, from: &Path) -> Result<(), StorageError> {
        self.send(key, Content::File(from.to_owned())).await
    }

    async fn send(&self, key: &str, content: Content) -> Result<(), StorageError> {
        let name = key::name(key)?;
        let action = self.bucket.put_object(Some(&self.credentials), &name);
        let answer = self.ask(Method::PUT, &action, HeaderMap::new(), content).await?;
        expect(answer.status().is_success(), &answer)
    }

    pub(super) async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, StorageError> {
        let name = key::name(key)?;
        let action = self.bucket.get_object(Some(&self.credentials), &name);
        let answer = self
            .ask(Method::GET, &action, HeaderMap::new(), Content::Nothing)
            .await?;
        if answer.status() == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        expect(answer.status() == StatusCode::OK, &answer)?;
        Ok(Some(answer.bytes().await.map_err(broken)?.to_vec()))
    }

    pub(super) async fn open(&self, key: &str, from: u64, to: Option<u64>) -> Result<Option<Opened>, StorageError> {
        if to.is_some_and(|to| to <= from) {
            let whole = self.size(key).await?;
            return Ok(whole.map(Opened::empty));
        }
        let name = key::name(key)?;
        let action = self.bucket.get_object(Some(&self.credentials), &name);
        let mut headers = HeaderMap::new();
        if from > 0 || to.is_some() {
            let last = to.map(|to| (to - 1).to_string()).unwrap_or_default();
            let range = HeaderValue::try_from(format!("bytes={from}-{last}"));
            headers.insert(RANGE, range.map_err(|error| StorageError::Bucket(error.to_string()))?);
        }
        let answer = self.ask(Method::GET, &action, headers, Content::Nothing).await?;
        let whole = match answer.status() {
            StatusCode::NOT_FOUND => return Ok(None),
            StatusCode::RANGE_NOT_SATISFIABLE => return Ok(self.size(key).await?.map(Opened::empty)),
            StatusCode::PARTIAL_CONTENT => whole(&answer),
            StatusCode::OK if from == 0 && to.is_none() => answer.content_length(),
            _ => None,
        };
        expect(whole.is_some(), &answer)?;
        let stream = StreamReader::new(answer.bytes_stream().map_err(io::Error::other));
        Ok(whole.map(|whole| Opened {
            whole,
            stream: Box::pin(stream),
        }))
    }

    pub(super) async fn size(&self, key: &str) -> Result<Option<u64>, StorageError> {
        let name = key::name(key)?;
        let action = self.bucket.head_object(Some(&self.credentials), &name);
        let answer = self
            .ask(Method::HEAD, &action, HeaderMap::new(), Content::Nothing)
            .await?;
        if answer.status() == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        expect(answer.status() == StatusCode::OK, &answer)?;
        let length = answer
            .headers()
            .get(CONTENT_LENGTH)
            .and_then(|length| length.to_str().ok());
        Ok(length.and_then(|length| length.parse().ok()))
    }

    pub(super) async fn delete(&self, key: &str) -> Result<(), StorageError> {
        let name = key::name(key)?;
        let action = self.bucket.delete_object(Some(&self.credentials), &name);
        let answer = self
            .ask(Method::DELETE, &action, HeaderMap::new(), Content::Nothing)
            .await?;
        let status = answer.status();
        expect(status.is_success() || status == StatusCode::NOT_FOUND, &answer)
    }

    /// In the order of names, from the one after `after` on.
    pub(super) async fn list(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Stored>, StorageError> {
        let mut after = after.map(key::name).transpose()?;
        let mut listed = Vec::new();
        loop {
            let mut action = ListObjectsV2::new(&self.bucket, Some(&self.credentials));
            action.with_max_keys(PAGE);
            if let Some(after) = &after {
                action.with_start_after(after.clone());
            }
            let answer = self
                .ask(Method::GET, &action, HeaderMap::new(), Content::Nothing)
                .await?;
            expect(answer.status() == StatusCode::OK, &answer)?;
            let text = answer.text().await.map_err(broken)?;
            let page = ListObjectsV2::parse_response(&text).map_err(|error| StorageError::Bucket(error.to_string()))?;
            let over = page.next_continuation_token.is_none();
            after = page.contents.last().map(|last| last.key.clone());
            for found in page.contents {
                let Some(key) = key::of(&found.key).filter(|key| key.starts_with(prefix)) else {
                    continue;
                };
                if listed.len() == limit {
                    return Ok(listed);
                }
                listed.push(Stored {
                    key: key.to_owned(),
                    bytes: found.size.unwrap_or(0),
                    changed: moment(found.last_modified.as_deref()),
                });
            }
            if over || after.is_none() || listed.len() == limit {
                return Ok(listed);
            }
        }
    }

    /// Asks, and again after a while where the service is busy or broke.
    async fn ask<'a>(
        &self,
        method: Method,
        action: &impl S3Action<'a>,
        headers: HeaderMap,
        content: Content,
    ) -> Result<Response, StorageError> {
        let mut pauses = PAUSES.iter();
        loop {
            let mut headers = headers.clone();
            let body = content.body(&mut headers).await.map_err(StorageError::Disk)?;
            let answer = self
                .origin
                .ask(method.clone(), action.sign(SIGNED), headers, body)
                .await;
            let busy = match &answer {
                Ok(answer) => answer.status().is_server_error() || answer.status() == StatusCode::TOO_MANY_REQUESTS,
                Err(_) => true,
            };
            match pauses.next() {
                Some(pause) if busy => tokio::time::sleep(*pause).await,
                _ => return answer.map_err(|error| StorageError::Bucket(error.to_string())),
            }
        }
    }
}

/// Part of an address without its `%2F`.
fn plain(part: &str) -> String {
    // In forms a plus is a space; in the rest of an address it is a plus.
    let form = part.replace('+', "%2B").replace('&', "%26").replace('=', "%3D");
    url::form_urlencoded::parse(form.as_bytes())
        .next()
        .map(|(name, _)| name.into_owned())
        .unwrap_or_default()
}

/// The length of a whole file that a part of is answered: `bytes 0-9/1000`.
fn whole(answer: &Response) -> Option<u64> {
    let range = answer.headers().get(CONTENT_RANGE)?.to_str().ok()?;
    range.rsplit_once('/')?.1.parse().ok()
}

fn moment(said: Option<&str>) -> Moment {
    let time = said.and_then(|said| chrono::DateTime::parse_from_rfc3339(said).ok());
    Moment(time.map_or(0, |time| time.timestamp_micros()))
}

fn expect(fine: bool, answer: &Response) -> Result<(), StorageError> {
    fine.then_some(())
        .ok_or_else(|| StorageError::Bucket(format!("the bucket answers {}", answer.status())))
}

/// The address, which is signed, is not told.
fn broken(error: reqwest::Error) -> StorageError {
    StorageError::Bucket(error.without_url().to_string())
}
