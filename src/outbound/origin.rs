//! Requests to the one place that the administrator has named as that of files. It may be in the pod's own network, so
//! no address is filtered here; instead no request goes anywhere else, and no redirect is followed.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::{Body, Method, Response};
use url::Url;

use super::OutboundError;

/// How long until it has to be connected.
const CONNECT: Duration = Duration::from_secs(5);
/// How long it may send or take nothing. What is sent may be hundreds of megabytes, so there is no bound for all of it.
const SILENCE: Duration = Duration::from_secs(30);

/// One place that the settings name. Cheap to clone; clones share their connections.
#[derive(Clone, Debug)]
pub struct Origin {
    client: Arc<OnceLock<reqwest::Client>>,
    origin: url::Origin,
}

impl Origin {
    /// The scheme, host and port of an address.
    pub fn of(url: &Url) -> Self {
        Self {
            client: Arc::default(),
            origin: url.origin(),
        }
    }

    /// Asks, and returns what is answered, whatever its status is; what is in it is yet to be read.
    ///
    /// # Errors
    /// The address is one of another place, or nothing answers. The words hold no part of the address, which may be
    /// signed.
    pub async fn ask(
        &self,
        method: Method,
        url: Url,
        headers: HeaderMap,
        body: Body,
    ) -> Result<Response, OutboundError> {
        if url.origin() != self.origin {
            return Err(OutboundError::Address(url.origin().ascii_serialization()));
        }
        let request = self.client()?.request(method, url).headers(headers).body(body);
        request.send().await.map_err(|error| OutboundError::of(&error))
    }

    #[allow(clippy::disallowed_methods, reason = "this is the port that opens connections")]
    fn client(&self) -> Result<&reqwest::Client, OutboundError> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        let client = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT)
            .read_timeout(SILENCE)
            .no_gzip()
            .build()
            .map_err(|error| OutboundError::of(&error))?;
        // Somebody else may have been quicker: then theirs is used.
        Ok(self.client.get_or_init(|| client))
    }
}
