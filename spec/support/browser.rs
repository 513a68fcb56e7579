//! A browser without a browser: cookies, forms and pages, straight into the pod's server.

use std::sync::Arc;

use rocket::http::{ContentType, Cookie, Header, Status};
use rocket::local::asynchronous::{Client, LocalRequest, LocalResponse};
use samara::pod::Pod;

/// The server of a pod, without a socket. Cheap to clone.
#[derive(Clone)]
pub struct Server(Arc<Client>);

impl Server {
    /// Starts it.
    pub async fn start(pod: Pod) -> Self {
        let figment = samara::boot::figment(&pod.settings);
        let client = Client::untracked(samara::web::server(pod, figment)).await;
        Self(Arc::new(client.expect("the server starts")))
    }

    /// What it answers to a request of another program: status, headers, body.
    pub async fn asked(&self, post: bool, path: &str, headers: &[(String, String)], body: Vec<u8>) -> Heard {
        let mut request = match post {
            true => self.0.post(path.to_owned()).body(body),
            false => self.0.get(path.to_owned()),
        };
        for (name, value) in headers {
            request.add_header(Header::new(name.clone(), value.clone()));
        }
        let response = request.dispatch().await;
        let status = response.status().code;
        let headers = response
            .headers()
            .iter()
            .map(|header| (header.name().to_string(), header.value().to_owned()))
            .collect();
        (status, headers, response.into_bytes().await.unwrap_or_default())
    }
}

/// Status, headers, body.
pub type Heard = (u16, Vec<(String, String)>, Vec<u8>);

/// Somebody's browser.
pub struct Browser<'p> {
    server: &'p Server,
    session: &'static str,
    secret: std::sync::Mutex<Option<String>>,
    cookies: std::sync::Mutex<Vec<(String, String)>>,
    headers: Vec<(&'static str, String)>,
}

/// What the pod answered.
#[derive(Clone, Debug)]
pub struct Answer {
    status: Status,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    text: String,
}

impl Answer {
    /// Status code.
    pub fn status(&self) -> u16 {
        self.status.code
    }

    /// The body as text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The body's bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.body
    }

    /// A header, if it is there.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(header, _)| header.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// All headers, sorted, to be compared.
    pub fn headers(&self) -> Vec<(String, String)> {
        let mut headers = self.headers.clone();
        headers.sort();
        headers
    }

    /// Where it leads; empty for nowhere.
    pub fn location(&self) -> &str {
        self.header("Location").unwrap_or_default()
    }
}

impl<'p> Browser<'p> {
    /// With a session or without.
    pub fn new(server: &'p Server, pod: &Pod, secret: Option<String>) -> Self {
        Self {
            server,
            session: samara::web::guard::session_cookie(pod),
            secret: std::sync::Mutex::new(secret),
            cookies: std::sync::Mutex::new(Vec::new()),
            headers: Vec::new(),
        }
    }

    /// One that also sends this header.
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// The same one, sending this header and no other of its own.
    pub fn alone_with(mut self, name: &'static str, value: &str) -> Self {
        self.headers = vec![(name, value.to_owned())];
        self
    }

    /// The secret of its session.
    pub fn secret(&self) -> Option<String> {
        self.secret.lock().unwrap().clone()
    }

    fn dress<'c>(&self, mut request: LocalRequest<'c>) -> LocalRequest<'c> {
        if let Some(secret) = &*self.secret.lock().unwrap() {
            request = request.cookie(Cookie::new(self.session, secret.clone()));
        }
        for (name, value) in self.cookies.lock().unwrap().iter() {
            request = request.cookie(Cookie::new(name.clone(), value.clone()));
        }
        for (name, value) in &self.headers {
            request.add_header(Header::new(*name, value.clone()));
        }
        request
    }

    /// A request for a page, to be dressed further by the spec.
    pub fn request<'c>(&'c self, path: &str) -> LocalRequest<'c> {
        self.dress(self.server.0.get(path.to_owned()))
    }

    /// Fetches a page.
    pub async fn get(&self, path: &str) -> Answer {
        let request = self.dress(self.server.0.get(path.to_owned()));
        self.keep(request.dispatch().await).await
    }

    /// Sends a form as a page of ours would: with the token of its page.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.token().await;
        let mut all = vec![("csrf", token.as_str())];
        all.extend_from_slice(fields);
        self.post_raw(path, encode(&all).into_bytes()).await
    }

    /// Sends any bytes as a form.
    pub async fn post_raw(&self, path: &str, body: Vec<u8>) -> Answer {
        let request = self.server.0.post(path.to_owned()).header(ContentType::Form);
        let request = self.dress(request).body(body);
        self.keep(request.dispatch().await).await
    }

    /// Sends a form with a file.
    pub async fn upload(&self, path: &str, fields: &[(&str, &str)], file: &[u8]) -> Answer {
        let token = self.token().await;
        let mut body = Vec::new();
        for (name, value) in [("csrf", token.as_str())].iter().chain(fields) {
            body.extend(
                format!("--fence\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
            );
        }
        body.extend(b"--fence\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n\r\n");
        body.extend_from_slice(file);
        body.extend(b"\r\n--fence--\r\n");
        let kind = Header::new("Content-Type", "multipart/form-data; boundary=fence");
        let request = self.dress(self.server.0.post(path.to_owned()).header(kind)).body(body);
        self.keep(request.dispatch().await).await
    }

    /// Sends a form with several files: the field, what it is called, its bytes.
    pub async fn files(&self, path: &str, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Answer {
        let token = self.token().await;
        let mut body = Vec::new();
        for (name, value) in [("csrf", token.as_str())].iter().chain(fields) {
            body.extend(
                format!("--fence\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
            );
        }
        for (field, name, bytes) in files {
            let head = format!("name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream");
            body.extend(format!("--fence\r\nContent-Disposition: form-data; {head}\r\n\r\n").bytes());
            body.extend_from_slice(bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--fence--\r\n");
        let kind = Header::new("Content-Type", "multipart/form-data; boundary=fence");
        let request = self.dress(self.server.0.post(path.to_owned()).header(kind)).body(body);
        self.keep(request.dispatch().await).await
    }

    /// Sends these fields, and no other: as a form, or as one with an empty file.
    pub async fn send(&self, path: &str, fields: &[(&str, &str)], with_file: bool) -> Answer {
        if !with_file {
            return self.post_raw(path, encode(fields).into_bytes()).await;
        }
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(
                format!("--fence\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
            );
        }
        body.extend(
            b"--fence\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--fence--\r\n",
        );
        let kind = Header::new("Content-Type", "multipart/form-data; boundary=fence");
        let request = self.dress(self.server.0.post(path.to_owned()).header(kind)).body(body);
        self.keep(request.dispatch().await).await
    }

    /// The token that forms of this browser carry, read from a page.
    pub async fn token(&self) -> String {
        let page = self.get("/public").await;
        let after = page.text().split("<meta name=\"csrf\" content=\"").nth(1);
        let token = after.and_then(|after| after.split('"').next());
        token.unwrap_or_default().to_owned()
    }

    /// Keeps the cookies that came back.
    async fn keep(&self, response: LocalResponse<'_>) -> Answer {
        let status = response.status();
        for cookie in response.cookies().iter() {
            let gone = cookie.value().is_empty() || cookie.max_age().is_some_and(|age| age.is_zero());
            if cookie.name() == self.session {
                *self.secret.lock().unwrap() = (!gone).then(|| cookie.value().to_owned());
                continue;
            }
            let mut cookies = self.cookies.lock().unwrap();
            cookies.retain(|(name, _)| name != cookie.name());
            if !gone {
                cookies.push((cookie.name().to_owned(), cookie.value().to_owned()));
            }
        }
        let headers = response
            .headers()
            .iter()
            .map(|header| (header.name().to_string(), header.value().to_owned()))
            .collect();
        let body = response.into_bytes().await.unwrap_or_default();
        let text = String::from_utf8_lossy(&body).into_owned();
        Answer {
            status,
            headers,
            body,
            text,
        }
    }
}

/// `application/x-www-form-urlencoded`.
pub fn encode(fields: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
}
