//! A set of vectors: an index, a world that the receiving pod knows, and files.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use samara::wire::diaspora::{PrivateKey, PublicKey};
use serde_json::Value as Json;

/// A folder of vectors.
pub struct Set {
    pub name: &'static str,
    root: PathBuf,
    index: Json,
}

/// One vector.
#[derive(Clone, Copy)]
pub struct Vector<'a>(&'a Json);

impl Set {
    fn open(name: &'static str, root: PathBuf) -> Option<Self> {
        let index = fs::read(root.join("index.json")).ok()?;
        let index = serde_json::from_slice(&index).expect("the index is JSON");
        Some(Self { name, root, index })
    }

    pub fn of(&self, kind: &str) -> Vec<Vector<'_>> {
        let all = self.index["vectors"].as_array().expect("a list of vectors");
        all.iter().filter(|vector| vector["kind"] == kind).map(Vector).collect()
    }

    pub fn bytes(&self, file: &str) -> Vec<u8> {
        let path = self.root.join(file);
        fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    pub fn text(&self, file: &str) -> String {
        String::from_utf8(self.bytes(file)).expect("UTF-8")
    }

    pub fn json(&self, file: &str) -> Json {
        serde_json::from_slice(&self.bytes(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    pub fn public(&self, file: &str) -> PublicKey {
        PublicKey::parse(&self.text(file)).expect("a public key")
    }

    pub fn private(&self, file: &str) -> PrivateKey {
        PrivateKey::parse(&self.text(file)).expect("a private key")
    }
}

impl<'a> Vector<'a> {
    pub fn name(&self) -> &'a str {
        self.0["name"].as_str().expect("a name")
    }

    pub fn file(&self, role: &str) -> &'a str {
        self.0["files"][role]
            .as_str()
            .unwrap_or_else(|| panic!("{} has no file {role}", self.name()))
    }

    pub fn maybe_file(&self, role: &str) -> Option<&'a str> {
        self.0["files"][role].as_str()
    }

    pub fn tolerance(&self) -> &'a str {
        self.0["tolerance"].as_str().unwrap_or("exact")
    }

    pub fn expected(&self) -> &'a Json {
        &self.0["expected"]
    }

    pub fn field(&self, name: &str) -> &'a Json {
        &self.0[name]
    }
}

/// The folder of vectors that are not in the clone, whether or not it is there.
pub fn shared() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::env::var_os("SAMARA_VECTORS").map_or_else(|| here.join("../shared/vectors"), PathBuf::from)
}

/// What is in the clone, and what `SAMARA_VECTORS` names.
pub fn sets() -> Vec<Set> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let named = shared();
    let own = Set::open("spec/fixtures", here.join("spec/fixtures/diaspora")).expect("the fixtures are in the clone");
    let shared = Set::open("SAMARA_VECTORS", named.join("diaspora"));
    if shared.is_none() {
        let named = named.display();
        say(&format!(
            "NO VECTORS at {named}: only the chosen part in spec/fixtures/diaspora runs"
        ));
    }
    [Some(own), shared].into_iter().flatten().collect()
}

/// Said whether or not the spec passes: what `println!` writes is kept back then.
pub fn say(line: &str) {
    writeln!(io::stdout(), "{line}").expect("somebody listens");
}

/// Counts what passed, tells what did not, and fails at the end.
pub struct Count {
    set: &'static str,
    kind: &'static str,
    passed: usize,
    otherwise: Vec<String>,
    failed: Vec<String>,
}

impl Count {
    pub fn of(set: &Set, kind: &'static str) -> Self {
        Self {
            set: set.name,
            kind,
            passed: 0,
            otherwise: Vec::new(),
            failed: Vec::new(),
        }
    }

    pub fn add(&mut self, name: &str, outcome: Result<(), String>) {
        match outcome {
            Ok(()) => self.passed += 1,
            Err(why) => self.failed.push(format!("{name}: {why}")),
        }
    }

    /// The contract leaves a choice, and this reader has made the other one. The vector counts as passed when the rest of it is.
    pub fn otherwise(&mut self, name: &str, why: &str) {
        self.otherwise.push(format!("{name}: {why}"));
    }

    pub fn end(self) {
        let all = self.passed + self.failed.len();
        say(&format!("{}: {} {} of {all} passed", self.set, self.kind, self.passed));
        for otherwise in &self.otherwise {
            say(&format!(
                "    otherwise than the reference, as the contract allows: {otherwise}"
            ));
        }
        assert!(self.failed.is_empty(), "{} {}: {:#?}", self.set, self.kind, self.failed);
    }
}
