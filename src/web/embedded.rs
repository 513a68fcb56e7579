//! Files that are part of the program: in the binary, or read from disk in debug builds.

use include_dir::{Dir, include_dir};

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static PUBLIC: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/public");

/// All templates: name and text.
pub fn templates() -> Vec<(String, String)> {
    files("templates", &TEMPLATES)
        .into_iter()
        .filter_map(|(name, bytes)| String::from_utf8(bytes).ok().map(|text| (name, text)))
        .collect()
}

/// All public files: path and content.
pub fn public() -> Vec<(String, Vec<u8>)> {
    files("public", &PUBLIC)
}

fn files(folder: &str, embedded: &Dir<'_>) -> Vec<(String, Vec<u8>)> {
    let on_disk = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    if cfg!(debug_assertions) && on_disk.is_dir() {
        let mut found = Vec::new();
        read(&on_disk, "", &mut found);
        return found;
    }
    let mut found = Vec::new();
    collect(embedded, &mut found);
    found
}

fn collect(folder: &Dir<'_>, into: &mut Vec<(String, Vec<u8>)>) {
    for file in folder.files() {
        if let Some(name) = file.path().to_str() {
            into.push((name.to_owned(), file.contents().to_vec()));
        }
    }
    for below in folder.dirs() {
        collect(below, into);
    }
}

fn read(folder: &std::path::Path, prefix: &str, into: &mut Vec<(String, Vec<u8>)>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            read(&entry.path(), &format!("{name}/"), into);
        } else if let Ok(bytes) = std::fs::read(entry.path()) {
            into.push((name, bytes));
        }
    }
}
