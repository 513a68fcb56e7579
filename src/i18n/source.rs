//! Where the files of sentences and of help are: in the program, and while developing in the tree, so that a change shows
//! without building anew.
//!
//! It knows file names, not what is in them.

use super::Language;

/// The name and text of every file of a language, in the order of their names.
#[cfg(debug_assertions)]
pub(super) fn files(language: Language) -> Vec<(String, String)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("config/locales")
        .join(language.code());
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files: Vec<(String, String)> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry
                .file_name()
                .into_string()
                .ok()
                .filter(|name| name.ends_with(".ftl"))?;
            Some((name, std::fs::read_to_string(entry.path()).ok()?))
        })
        .collect();
    files.sort();
    files
}

/// The name and text of every file of a language, in the order of their names.
#[cfg(not(debug_assertions))]
pub(super) fn files(language: Language) -> Vec<(String, String)> {
    static LOCALES: include_dir::Dir<'static> = include_dir::include_dir!("$CARGO_MANIFEST_DIR/config/locales");
    let Some(folder) = LOCALES.get_dir(language.code()) else {
        return Vec::new();
    };
    let mut files: Vec<(String, String)> = folder
        .files()
        .filter_map(|file| {
            let name = file
                .path()
                .file_name()?
                .to_str()
                .filter(|name| name.ends_with(".ftl"))?;
            Some((name.to_owned(), file.contents_utf8()?.to_owned()))
        })
        .collect();
    files.sort();
    files
}

/// The file of help about a topic in a language.
#[cfg(debug_assertions)]
pub(super) fn help(language: Language, topic: &str) -> Option<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("config/help");
    std::fs::read_to_string(folder.join(language.code()).join(format!("{topic}.md"))).ok()
}

/// The file of help about a topic in a language.
#[cfg(not(debug_assertions))]
pub(super) fn help(language: Language, topic: &str) -> Option<String> {
    static HELP: include_dir::Dir<'static> = include_dir::include_dir!("$CARGO_MANIFEST_DIR/config/help");
    let file = HELP.get_file(format!("{}/{topic}.md", language.code()))?;
    Some(file.contents_utf8()?.to_owned())
}
