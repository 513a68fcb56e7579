//! The pod as people get it: the real program with a folder of its own, on a port of its own.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use mailparse::MailHeaderMap;

/// A pod that listens. Dropping it ends it; its folder belongs to who made it.
pub struct Served {
    program: PathBuf,
    folder: PathBuf,
    port: u16,
    process: Mutex<Option<Child>>,
    settings: Vec<(String, String)>,
}

/// A letter as it arrives.
pub struct Letter {
    /// To whom.
    pub to: String,
    /// One line.
    pub subject: String,
    /// The plain words.
    pub text: String,
}

impl Letter {
    /// The first link of the letter whose path begins so.
    pub fn link(&self, path: &str) -> String {
        let link = self
            .text
            .split_whitespace()
            .find(|word| word.starts_with("http") && word.contains(path));
        link.unwrap_or_else(|| panic!("“{}” holds no link to {path}: {}", self.subject, self.text))
            .to_owned()
    }
}

impl Served {
    /// Starts `program` with `folder` for its data, and these variables.
    ///
    /// # Panics
    /// It does not answer.
    pub fn start(program: &Path, folder: &Path, settings: &[(&str, &str)]) -> Self {
        Self::at(program, folder, free_port(), settings)
    }

    /// The same on a port that others know already.
    ///
    /// # Panics
    /// It does not answer.
    pub fn at(program: &Path, folder: &Path, port: u16, settings: &[(&str, &str)]) -> Self {
        let pod = Self {
            program: program.to_owned(),
            folder: folder.to_owned(),
            port,
            process: Mutex::new(None),
            settings: settings
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        };
        pod.go_on();
        pod
    }

    /// Its address, without a slash at the end.
    pub fn address(&self) -> String {
        let set = self.settings.iter().find(|(name, _)| name == "SAMARA_ADDRESS");
        set.map_or_else(
            || format!("http://localhost:{}", self.port),
            |(_, address)| address.clone(),
        )
    }

    /// The port where it listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Starts it again with the same folder.
    pub fn go_on(&self) {
        let log = std::fs::File::options()
            .create(true)
            .append(true)
            .open(self.folder.join("pod.log"));
        let log = log.expect("the folder can be written to");
        let process = self
            .command(&["serve"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("the pod's program is built");
        *self.process.lock().expect("nobody broke while holding it") = Some(process);
        let begun = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_err() {
            assert!(
                begun.elapsed() < Duration::from_secs(60),
                "the pod does not answer: {}",
                self.log()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// The program with its folder and its settings, and with none of this process's own, to be called with these words.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("SAMARA_")) {
            command.env_remove(name);
        }
        command
            .current_dir(&self.folder)
            .args(words)
            .arg("--data")
            .arg(self.folder.join("data"))
            .env("SAMARA_ADDRESS", self.address())
            .env("SAMARA_LISTEN", format!("127.0.0.1:{}", self.port))
            .env("SAMARA_LIMITS_SIGN_UP_PER_ADDRESS", "100")
            .envs(self.settings.iter().map(|(name, value)| (name, value)));
        command
    }

    /// What it logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("pod.log")).unwrap_or_default()
    }

    /// Ends it as a power cut does.
    pub fn crash(&self) {
        if let Some(mut process) = self.process.lock().expect("nobody broke while holding it").take() {
            process.kill().expect("it was running");
            process.wait().expect("it has ended");
        }
    }

    /// Ends it as an administrator does, and says whether it ended well.
    pub fn end(&self) -> bool {
        let Some(mut process) = self.process.lock().expect("nobody broke while holding it").take() else {
            return true;
        };
        // The program's own signal is the only thing that lets it come to rest.
        let told = Command::new("kill").args(["-TERM", &process.id().to_string()]).status();
        told.is_ok_and(|status| status.success()) && process.wait().is_ok_and(|status| status.success())
    }

    /// The letters that it wrote, oldest first.
    pub fn letters(&self) -> Vec<Letter> {
        let mut files: Vec<PathBuf> = std::fs::read_dir(self.folder.join("data/mail"))
            .map(|files| files.filter_map(Result::ok).map(|file| file.path()).collect())
            .unwrap_or_default();
        files.retain(|path| path.extension().is_some_and(|end| end == "eml"));
        files.sort();
        files
            .iter()
            .map(|path| read(&std::fs::read(path).expect("it is there")))
            .collect()
    }
}

/// A port that nobody listens at.
pub fn free_port() -> u16 {
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("there is a free port");
    free.local_addr().expect("it has an address").port()
}

fn read(bytes: &[u8]) -> Letter {
    let mail = mailparse::parse_mail(bytes).expect("a letter is well-formed");
    let header = |name: &str| mail.headers.get_first_value(name).unwrap_or_default();
    let plain = mail
        .parts()
        .find(|part| part.ctype.mimetype == "text/plain")
        .expect("a letter has plain words");
    Letter {
        to: header("To"),
        subject: header("Subject"),
        text: plain.get_body().expect("its words can be read"),
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.end();
    }
}
