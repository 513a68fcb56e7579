//! The real program, in a process of its own, with a folder and a database of its own.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::database;
use crate::support::pod::folder;

/// Where a pod lives. Removed in the end.
pub struct Home {
    pub data: PathBuf,
    pub database: String,
    name: Option<String>,
    pub settings: Vec<(String, String)>,
}

impl Home {
    /// A new one: SQLite, or a database of the PostgreSQL server that specs run on.
    pub async fn new() -> Self {
        let data = folder();
        let (database, name) = match database::server() {
            Some(server) => {
                let name = format!(
                    "samara_run_{}",
                    data.file_name().unwrap().to_string_lossy().replace('-', "_")
                );
                database::on_server(&server, format!("CREATE DATABASE {name}")).await;
                (database::with_name(&server, &name), Some(name))
            }
            None => (String::new(), None),
        };
        Self {
            data,
            database,
            name,
            settings: Vec::new(),
        }
    }

    /// One with SQLite, whatever specs run on.
    pub fn on_sqlite() -> Self {
        Self {
            data: folder(),
            database: String::new(),
            name: None,
            settings: Vec::new(),
        }
    }

    /// With a setting, as a variable: `limits.mail_per_address`.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        let variable = format!("SAMARA_{}", name.to_uppercase().replace('.', "_"));
        self.settings.retain(|(set, _)| *set != variable);
        self.settings.push((variable, value.to_owned()));
        self
    }

    /// The URL of the database, SQLite's too.
    pub fn url(&self) -> String {
        if self.name.is_some() {
            self.database.clone()
        } else {
            format!("sqlite://{}", self.data.join("pod.sqlite").display())
        }
    }

    /// The program, to be run here. Nothing of this process's own settings reaches it.
    pub fn program(&self) -> Command {
        self.program_in(&[])
    }

    /// The program, started by another one that is named with its words.
    pub fn program_in(&self, words: &[&str]) -> Command {
        let mut words = words.iter().copied().chain([env!("CARGO_BIN_EXE_samara")]);
        let mut command = Command::new(words.next().expect("there is the program itself"));
        command.args(words);
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("SAMARA_")) {
            command.env_remove(name);
        }
        command
            .current_dir(&self.data)
            .env("SAMARA_DATA", &self.data)
            .env("SAMARA_DATABASE", &self.database);
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        command
    }

    /// All files in a folder of the data folder, with their lengths; by path.
    pub fn files(&self, folder: &str) -> Vec<(PathBuf, u64)> {
        let mut found = Vec::new();
        let mut open = vec![self.data.join(folder)];
        while let Some(folder) = open.pop() {
            // What is looked at may go at any moment.
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                match entry.metadata() {
                    Ok(about) if about.is_dir() => open.push(entry.path()),
                    Ok(about) => found.push((entry.path(), about.len())),
                    Err(_) => {}
                }
            }
        }
        found.sort();
        found
    }

    /// Runs a command to its end.
    pub fn run(&self, words: &[&str]) -> Output {
        self.program()
            .args(words)
            .stdin(Stdio::null())
            .output()
            .expect("the program starts")
    }

    /// Starts the pod on a free port and waits until it answers.
    pub async fn serve(&self, port: u16) -> Running {
        let running = self.start(port, &["serve"]);
        running.answers().await;
        running
    }

    /// Starts it, without waiting.
    pub fn start(&self, port: u16, words: &[&str]) -> Running {
        let mut command = self.program();
        command.args(words);
        self.start_as(command, port)
    }

    /// Starts it as it was put together.
    pub fn start_as(&self, mut command: Command, port: u16) -> Running {
        command.env("SAMARA_LISTEN", format!("127.0.0.1:{port}"));
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let said = Arc::new(Mutex::new(String::new()));
        let out = child.stdout.take().expect("it is piped");
        let err = child.stderr.take().expect("it is piped");
        listen(out, said.clone());
        listen(err, said.clone());
        Running { child, port, said }
    }

    /// All letters that were sent, as they lie in the folder.
    pub fn letters(&self) -> Vec<String> {
        let Ok(files) = std::fs::read_dir(self.data.join("mail")) else {
            return Vec::new();
        };
        let whole = files
            .flatten()
            .map(|file| file.path())
            .filter(|path| path.extension().is_some_and(|end| end == "eml"));
        whole
            .map(|path| String::from_utf8_lossy(&std::fs::read(path).expect("a letter")).into_owned())
            .collect()
    }

    /// All of it once more, as a backup of a pod that is stopped: folder, rows and settings.
    pub async fn copy(&self) -> Self {
        let data = folder();
        let from = format!("{}/.", self.data.display());
        let copied = Command::new("cp").args(["-a", &from]).arg(&data).status();
        assert!(copied.expect("there is `cp`").success());
        let (mut database, mut name) = (String::new(), None);
        if let (Some(server), Some(own)) = (database::server(), &self.name) {
            let other = format!("{own}_copy");
            database::on_server(&server, format!("CREATE DATABASE {other} TEMPLATE {own}")).await;
            (database, name) = (database::with_name(&server, &other), Some(other));
        }
        Self {
            data,
            database,
            name,
            settings: self.settings.clone(),
        }
    }

    /// Drops the database and the folder.
    pub async fn remove(self) {
        if let (Some(server), Some(name)) = (database::server(), &self.name) {
            database::on_server(&server, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        }
        let _ = std::fs::remove_dir_all(&self.data);
    }
}

/// Keeps what a process writes.
pub fn listen(from: impl std::io::Read + Send + 'static, said: Arc<Mutex<String>>) {
    std::thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            let mut said = said.lock().unwrap();
            said.push_str(&line);
            said.push('\n');
        }
    });
}

/// A port that is free: below those that the system gives to whoever connects somewhere, as such a one can be taken before the
/// program that it is for has started; and another at each call.
pub fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = u16::try_from(std::process::id() % 4000).expect("it is below 4000");
    loop {
        let port = 12_000 + (first + NEXT.fetch_add(1, Ordering::Relaxed) % 8000) % 8000;
        if std::net::TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

/// A pod that runs.
pub struct Running {
    child: Child,
    pub port: u16,
    said: Arc<Mutex<String>>,
}

impl Running {
    /// What it has written to the terminal so far.
    pub fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// The key that it has told its terminal.
    pub async fn key(&self) -> String {
        loop {
            if let Some(after) = self.said().split("asks for this key: ").nth(1) {
                return after.lines().next().unwrap_or_default().to_owned();
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits until it answers.
    pub async fn answers(&self) {
        let client = reqwest::Client::new();
        let begun = Instant::now();
        let health = format!("http://127.0.0.1:{}/health", self.port);
        loop {
            if let Ok(answer) = client.get(&health).timeout(Duration::from_secs(2)).send().await
                && answer.status() == 200
            {
                return;
            }
            assert!(
                begun.elapsed() < Duration::from_secs(60),
                "the pod does not answer: {}",
                self.said()
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Sends it a signal.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill")
            .args([format!("-{name}"), self.child.id().to_string()])
            .status();
        assert!(sent.expect("there is `kill`").success());
    }

    /// Ends it as if the power had gone.
    pub fn kill(mut self) {
        self.signal("KILL");
        self.child.wait().expect("it ends");
    }

    /// Asks it to end, as the system does, and waits; its exit code.
    pub async fn stop(mut self, name: &str) -> Option<i32> {
        self.signal(name);
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("it can be asked") {
                return status.code();
            }
            assert!(
                begun.elapsed() < Duration::from_secs(30),
                "it does not end: {}",
                self.said()
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Somebody's browser over a socket: one cookie and one token.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    port: u16,
    pub cookie: String,
    pub token: String,
}

/// What came back.
pub struct Got {
    pub status: u16,
    pub location: String,
    pub text: String,
    cookie: Option<String>,
}

impl Client {
    /// A visitor.
    pub fn new(port: u16) -> Self {
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
        let http = http.timeout(Duration::from_secs(60)).build().unwrap();
        Self {
            http,
            port,
            cookie: String::new(),
            token: String::new(),
        }
    }

    /// The same browser at another port.
    pub fn at(&self, port: u16) -> Self {
        Self { port, ..self.clone() }
    }

    async fn got(&self, request: reqwest::RequestBuilder) -> Result<Got, reqwest::Error> {
        let answer = request.header("Cookie", &self.cookie).send().await?;
        let header = |name: &str| {
            answer
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok())
                .unwrap_or_default()
                .to_owned()
        };
        let set = answer
            .headers()
            .get_all("set-cookie")
            .iter()
            .filter_map(|value| value.to_str().ok());
        let cookie = set
            .filter(|set| set.starts_with("samara=") || set.starts_with("__Host-samara="))
            .map(|set| set.split(';').next().unwrap_or_default().to_owned())
            .next();
        let (status, location) = (answer.status().as_u16(), header("location"));
        Ok(Got {
            status,
            location,
            cookie,
            text: answer.text().await?,
        })
    }

    /// Fetches a page.
    pub async fn get(&self, path: &str) -> Result<Got, reqwest::Error> {
        self.got(self.http.get(format!("http://127.0.0.1:{}{path}", self.port)))
            .await
    }

    /// Reads the token that forms carry now.
    pub async fn refresh(&mut self, path: &str) -> Result<(), reqwest::Error> {
        let page = self.get(path).await?;
        let after = page.text.split("<meta name=\"csrf\" content=\"").nth(1);
        self.token = after
            .and_then(|after| after.split('"').next())
            .unwrap_or_default()
            .to_owned();
        Ok(())
    }

    /// Sends a form.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Result<Got, reqwest::Error> {
        let mut all = vec![("csrf", self.token.as_str())];
        all.extend_from_slice(fields);
        let request = self.http.post(format!("http://127.0.0.1:{}{path}", self.port));
        let request = request.header("Content-Type", "application/x-www-form-urlencoded");
        self.got(request.body(crate::support::browser::encode(&all))).await
    }

    /// Fetches what is no text: the status and the bytes.
    pub async fn bytes(&self, path: &str) -> Result<(u16, Vec<u8>), reqwest::Error> {
        let request = self.http.get(format!("http://127.0.0.1:{}{path}", self.port));
        let answer = request.header("Cookie", &self.cookie).send().await?;
        Ok((answer.status().as_u16(), answer.bytes().await?.to_vec()))
    }

    /// A form with the token and one file, as it is sent.
    fn form(&self, file: &[u8]) -> Vec<u8> {
        let token = &self.token;
        let head = format!(
            "--fence\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n\
             --fence\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n"
        );
        [head.as_bytes(), file, b"\r\n--fence--\r\n"].concat()
    }

    /// Sends a form with one file.
    pub async fn upload(&self, path: &str, file: &[u8]) -> Result<Got, reqwest::Error> {
        let request = self.http.post(format!("http://127.0.0.1:{}{path}", self.port));
        let request = request.header("Content-Type", "multipart/form-data; boundary=fence");
        self.got(request.body(self.form(file))).await
    }

    /// A socket on which the head of such a form was sent.
    async fn announce(&self, path: &str, length: usize) -> std::io::Result<TcpStream> {
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: localhost:3000\r\nCookie: {}\r\nContent-Length: {length}\r\n\
             Content-Type: multipart/form-data; boundary=fence\r\n\r\n",
            self.cookie,
        );
        let mut socket = TcpStream::connect(("127.0.0.1", self.port)).await?;
        socket.write_all(head.as_bytes()).await?;
        Ok(socket)
    }

    /// Sends the first half of such a form, and then nothing for as long as the socket is held.
    pub async fn upload_half(&self, path: &str, file: &[u8]) -> TcpStream {
        let form = self.form(file);
        let mut socket = self.announce(path, form.len()).await.unwrap();
        socket.write_all(&form[..form.len() / 2]).await.unwrap();
        socket
    }

    /// Sends such a form as a browser does, which reads nothing before the end; the answer's head and the rest, to the end
    /// of the connection.
    pub async fn upload_raw(&self, path: &str, file: &[u8]) -> std::io::Result<(String, String)> {
        let form = self.form(file);
        let mut socket = self.announce(path, form.len()).await?;
        socket.write_all(&form).await?;
        let mut answer = Vec::new();
        socket.read_to_end(&mut answer).await?;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, text) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        Ok((format!("{head}\r\n"), text.to_owned()))
    }

    /// The address at the pod of something remote that a text shows.
    pub async fn proxied(&self, url: &str) -> String {
        let text = format!("![a]({url})");
        let page = self.post("/posts/preview", &[("text", &text)]).await.unwrap().text;
        let after = page.split("src=\"/media/").nth(1);
        let path = after.and_then(|after| after.split('"').next());
        format!(
            "/media/{}",
            path.unwrap_or_else(|| panic!("{url} is not shown: {page}"))
        )
    }

    /// The same browser, signed in by what came back.
    pub async fn signed_in(&self, got: &Got) -> Result<Self, reqwest::Error> {
        let mut client = self.clone();
        client.cookie = got.cookie.clone().expect("signing in gives a cookie");
        client.refresh("/stream").await?;
        Ok(client)
    }

    /// Sets the pod up; its first person.
    pub async fn set_up(port: u16) -> Self {
        Self::set_up_with(port, "").await
    }

    /// The same from somewhere else than the pod's own machine: with the key that it has told its terminal.
    pub async fn set_up_with(port: u16, key: &str) -> Self {
        let mut client = Self::new(port);
        client.refresh("/setup").await.unwrap();
        let fields = [
            ("key", key),
            ("name", "Spec"),
            ("join", "open"),
            ("username", "first"),
            ("email", "first@mail.example"),
            ("password", "correct horse first"),
        ];
        let got = client.post("/setup", &fields).await.unwrap();
        assert_eq!(got.status, 303, "{}", got.text);
        client.signed_in(&got).await.unwrap()
    }
}
