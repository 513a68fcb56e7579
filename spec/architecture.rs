//! The house: what may know what, and how large a thing may get. These fail on the first line that breaks a rule.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use samara::i18n::Locales;

/// Floors of `src`, lowest first (docs/architecture.md). An import goes down or stays, never up.
const FLOORS: [&[&str]; 8] = [
    &["text", "wire", "settings", "error", "clock", "random", "i18n", "job"],
    &[
        "arithmetic",
        "db",
        "queue",
        "outbound",
        "storage",
        "image",
        "mailer",
        "live",
        "hashing",
        "qr",
        "vault",
        "recording",
    ],
    &["domain"],
    &["media"],
    &["federation"],
    &["web", "worker"],
    &["pod", "relay"],
    &["boot", "cli", "seed", "main", "lib"],
];

/// Imports that go up by design: pages, jobs and what both ask of other servers are handed the whole pod, as every
/// server's handlers are.
const HANDED: [(&str, &str); 4] = [
    ("web", "pod"),
    ("worker", "pod"),
    ("media", "pod"),
    ("federation", "pod"),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Files below a folder with one of these endings.
fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect(&root().join(folder), endings, &mut found);
    found.sort();
    assert!(!found.is_empty(), "{folder} has files");
    found
}

fn collect(folder: &Path, endings: &[&str], into: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, endings, into);
        } else if path
            .extension()
            .is_some_and(|end| endings.contains(&end.to_str().unwrap_or_default()))
        {
            let name = path.strip_prefix(root()).unwrap().display().to_string();
            into.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// The module of `src` that a file belongs to.
fn module(file: &str) -> &str {
    let below = file.trim_start_matches("src/");
    below.split('/').next().unwrap_or(below).trim_end_matches(".rs")
}

/// Modules named by `crate::x` in a source, comments aside.
fn named(source: &str) -> BTreeSet<String> {
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    let mut named = BTreeSet::new();
    for line in code {
        for after in line.split("crate::").skip(1) {
            let pieces = after
                .trim_start_matches('{')
                .split(|letter: char| !letter.is_alphanumeric() && letter != '_');
            named.extend(pieces.take(1).filter(|piece| !piece.is_empty()).map(str::to_owned));
        }
    }
    named
}

#[test]
fn an_import_never_goes_up() {
    let mut wrong = Vec::new();
    for (file, source) in files("src", &["rs"]) {
        let own = module(&file);
        let from = floor(own).unwrap_or_else(|| panic!("{file} stands on no floor"));
        for to in named(&source) {
            let up = floor(&to).is_some_and(|to| to > from);
            if up && !HANDED.contains(&(own, to.as_str())) {
                wrong.push(format!("{file} imports crate::{to}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_two_front_doors_do_not_know_each_other() {
    for (file, source) in files("src", &["rs"]) {
        let other = match module(&file) {
            "web" => "worker",
            "worker" => "web",
            _ => continue,
        };
        assert!(!named(&source).contains(other), "{file} imports crate::{other}");
    }
}

#[test]
fn no_file_is_longer_than_five_hundred_lines() {
    let folders: [(&str, &[&str]); 6] = [
        ("src", &["rs"]),
        ("entity", &["rs"]),
        ("migration", &["rs"]),
        ("spec", &["rs"]),
        ("public", &["css", "js"]),
        ("templates", &["html", "txt"]),
    ];
    for (folder, endings) in folders {
        for (file, text) in files(folder, endings) {
            assert!(text.lines().count() <= 500, "{file} has {} lines", text.lines().count());
        }
    }
}

#[test]
fn sql_is_written_in_the_crate_of_rows_only() {
    let raw = [
        "Expr::cust",
        "from_sql_and_values",
        "SELECT ",
        "INSERT INTO",
        "DELETE FROM",
    ];
    for (file, source) in files("src", &["rs"]) {
        let at_the_door = file.starts_with("src/db") || file == "src/boot.rs" || file == "src/web/page/health.rs";
        let code: Vec<&str> = source
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        let found = raw.iter().find(|word| code.iter().any(|line| line.contains(**word)));
        assert!(at_the_door || found.is_none(), "{file} writes SQL: {found:?}");
    }
}

#[test]
fn nothing_unwraps_outside_of_specs() {
    for folder in ["src", "entity/src", "migration/src"] {
        for (file, source) in files(folder, &["rs"]) {
            assert!(!source.contains(".unwrap()"), "{file} unwraps");
        }
    }
}

/// There it would neither be built nor run: the manifests say that these crates have no tests of their own.
#[test]
fn every_spec_is_in_the_folder_of_specs() {
    for folder in ["src", "entity/src", "migration/src"] {
        for (file, source) in files(folder, &["rs"]) {
            let tests = ["cfg(test)", "#[test]", "::test]", "async_test]"];
            let found = tests.iter().find(|word| source.contains(**word));
            assert!(found.is_none(), "{file} has {found:?}");
        }
    }
}

#[test]
fn every_page_has_samples() {
    let sampled: BTreeSet<&str> = samara::web::view::samples()
        .into_iter()
        .map(|(template, _)| template)
        .collect();
    for (file, _) in files("templates/page", &["html"]) {
        let name = file.trim_start_matches("templates/").trim_end_matches(".html");
        assert!(sampled.contains(name), "{file} has no view with samples in web::view");
    }
}

#[test]
fn templates_hold_no_script_and_no_style() {
    for (file, text) in files("templates", &["html"]) {
        let mail = file.starts_with("templates/mail/");
        let lower = text.to_lowercase();
        assert!(
            mail || !lower.contains("style=") && !lower.contains("<style"),
            "{file} has a style of its own"
        );
        let scripts = lower.matches("<script").count();
        assert!(
            scripts == lower.matches("<script type=\"module\" src=").count(),
            "{file} has a script of its own"
        );
        for event in [" onclick", " onload", " onerror", " onsubmit", " onchange"] {
            assert!(!lower.contains(event), "{file} has{event}");
        }
    }
}

#[test]
fn every_sentence_is_there_in_every_language() {
    let locales = Locales::load().unwrap();
    let missing = locales.missing();
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_sentence_that_a_template_says_is_written() {
    let locales = Locales::load().unwrap();
    for (file, text) in files("templates", &["html", "txt"]) {
        for after in text.split("t(key=\"").skip(1) {
            let (key, rest) = after.split_once('"').unwrap();
            let whole = !rest.trim_start().starts_with('~');
            assert!(
                !whole || locales.has(key),
                "{file} says {key}, which is nowhere written"
            );
        }
    }
}

#[test]
fn every_spec_that_the_table_of_attacks_names_is_there() {
    let table = fs::read_to_string(root().join("docs/security.md")).unwrap();
    let named: Vec<(&str, &str)> = table.split('`').filter_map(|piece| piece.split_once("::")).collect();
    assert!(named.len() > 70, "{}", named.len());
    for (file, name) in named {
        let places = [format!("spec/{file}.rs"), format!("spec/{file}/mod.rs")];
        let source = places
            .iter()
            .find_map(|place| fs::read_to_string(root().join(place)).ok());
        let source = source.unwrap_or_else(|| panic!("{file} is no file of specs"));
        assert!(source.contains(&format!("fn {name}()")), "{file} has no {name}");
    }
}
