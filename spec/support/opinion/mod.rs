//! Second opinions: Python packages that none of us wrote, asked line by line. `script/test` installs them into the build folder.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// What has to be installed.
const WANTED: &str = include_str!("requirements.txt");

/// Python with the packages.
pub struct Opinion(PathBuf);

impl Opinion {
    /// None, loudly, where they are not installed.
    pub fn there() -> Option<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/opinion");
        if std::fs::read_to_string(folder.join("installed")).is_ok_and(|installed| installed == WANTED) {
            return Some(Self(folder.join("bin/python")));
        }
        eprintln!(
            "SKIPPED: a second opinion on the protocol, because target/opinion has no Python with the packages of \
             spec/support/opinion/requirements.txt (script/test makes it)."
        );
        None
    }

    /// What a script that stands beside this says to each of these.
    pub fn asked(&self, script: &str, questions: &[Value]) -> Vec<Value> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("spec/support/opinion");
        let mut python = Command::new(&self.0)
            .args(["-W", "ignore"])
            .arg(folder.join(script))
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Python starts");
        let lines: String = questions.iter().map(|question| format!("{question}\n")).collect();
        let mut stdin = python.stdin.take().expect("it is piped");
        let writing = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
        let output = python.wait_with_output().expect("it ends");
        writing.join().unwrap().expect("it reads all of it");
        let said = String::from_utf8(output.stdout).unwrap();
        let answers: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(answers.len(), questions.len(), "{said}");
        answers
    }
}
