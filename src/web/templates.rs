//! Templates, one set for each language, embedded in the binary; read from disk in debug builds.
//!
//! What is the same for every page of a language is filled in when the templates are loaded: sentences in which no
//! variable is put (`{{ t(key="…") }}`, `{{ t(key="…", count=1) }}`) and addresses of assets
//! (`{{ asset(path="…") }}`). So a page costs its own words only.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, TeraResult};

use super::asset;
use super::draw::Drawings;
use crate::error::Fault;
use crate::i18n::{Arg, Language, Locales};

/// The templates of all languages. A language's own are made ready when somebody first reads in it: they are a
/// megabyte or two, and most pods speak one or two of them.
#[derive(Clone)]
pub struct Templates(Arc<Inner>);

struct Inner {
    locales: Arc<Locales>,
    sets: HashMap<&'static str, OnceLock<Tera>>,
    drawings: Drawings,
}

impl Templates {
    /// Loads and checks those of the first language; a broken one stops the start.
    ///
    /// # Errors
    /// A template cannot be read or asks for what is not there.
    pub fn load(locales: &Arc<Locales>) -> Result<Self, Fault> {
        let sets = Language::ALL
            .into_iter()
            .map(|language| (language.code(), OnceLock::new()));
        let templates = Self(Arc::new(Inner {
            locales: locales.clone(),
            sets: sets.collect(),
            drawings: Drawings::default(),
        }));
        templates.of(Language::English)?;
        Ok(templates)
    }

    fn of(&self, language: Language) -> Result<&Tera, Fault> {
        let place = &self.0.sets[language.code()];
        if let Some(set) = place.get() {
            return Ok(set);
        }
        let made = set(language, &self.0.locales, &super::embedded::templates())?;
        Ok(place.get_or_init(|| made))
    }

    /// What was drawn of them and is kept.
    pub fn drawings(&self) -> &Drawings {
        &self.0.drawings
    }

    /// Renders one of them: `page/stream.html` with its context.
    ///
    /// # Errors
    /// The context lacks what the template asks for.
    pub fn render(&self, language: Language, name: &str, context: &Context) -> Result<String, Fault> {
        self.of(language)?
            .render(name, context)
            .map_err(|error| Fault::new(deep(&error)))
    }

    /// Renders one whose context is a single value.
    ///
    /// # Errors
    /// The context lacks what the template asks for.
    pub fn render_value(&self, language: Language, name: &str, value: &impl Serialize) -> Result<String, Fault> {
        let context = Context::from_serialize(value).map_err(|error| Fault::new(deep(&error)))?;
        self.render(language, name, &context)
    }
}

/// An error with all its causes: Tera names the template first and the reason last.
fn deep(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        words = format!("{words}: {cause}");
        next = cause.source();
    }
    words
}

fn set(language: Language, locales: &Arc<Locales>, files: &[(String, String)]) -> Result<Tera, Fault> {
    let mut tera = Tera::default();
    let own = locales.clone();
    tera.register_function("t", move |kwargs: Kwargs, _: &State| translate(&own, language, &kwargs));
    tera.register_function("asset", |kwargs: Kwargs, _: &State| asset_address(&kwargs));
    let filled = files.iter().map(|(name, text)| {
        let plain = name.ends_with(".txt");
        (
            name.clone(),
            fill(text, |key, args| sentence(locales, language, key, args, plain)),
        )
    });
    tera.add_raw_templates(filled.collect::<Vec<_>>())
        .map_err(|error| Fault::new(deep(&error)))?;
    Ok(tera)
}

fn translate(locales: &Locales, language: Language, kwargs: &Kwargs) -> TeraResult<String> {
    let key: String = kwargs.must_get("key")?;
    let mut args = Vec::new();
    for (name, value) in kwargs.iter() {
        let arg = match value.as_i64() {
            Some(number) => Arg::Number(number),
            None => Arg::Text(value.to_string()),
        };
        if name.as_str() != Some("key") {
            args.push((name.to_string(), arg));
        }
    }
    let args: Vec<(&str, Arg)> = args.iter().map(|(name, arg)| (name.as_str(), arg.clone())).collect();
    Ok(locales.text(language, &key, &args))
}

fn asset_address(kwargs: &Kwargs) -> TeraResult<String> {
    let path: String = kwargs.must_get("path")?;
    Ok(asset::address(&path))
}

fn sentence(locales: &Locales, language: Language, key: &str, args: &[(&str, Arg)], plain: bool) -> String {
    let text = locales.text(language, key, args);
    if plain { text } else { escape(&text) }
}

/// For text and quoted attributes.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

/// Replaces `{{ t(key="…") }}` and `{{ asset(path="…") }}` by what they come to.
fn fill(text: &str, sentence: impl Fn(&str, &[(&str, Arg)]) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("{{ ") {
        out.push_str(&rest[..at]);
        let tail = &rest[at..];
        let known = constant(tail, "{{ t(key=\"", &sentence)
            .or_else(|| constant(tail, "{{ asset(path=\"", |path, _| asset::address(path)));
        match known {
            Some((value, after)) => {
                // A sentence may hold what looks like the template language; it must not be read as such.
                out.push_str(&value.replace("{{", "&#123;&#123;").replace("{%", "&#123;%"));
                rest = after;
            }
            None => {
                out.push_str("{{ ");
                rest = &tail[3..];
            }
        }
    }
    out + rest
}

/// A call that has no variable among its arguments: its value, and what follows it.
fn constant<'a>(
    tail: &'a str,
    opening: &str,
    value: impl Fn(&str, &[(&str, Arg)]) -> String,
) -> Option<(String, &'a str)> {
    let (name, mut rest) = tail.strip_prefix(opening)?.split_once('"')?;
    let mut args = Vec::new();
    while let Some(further) = rest.strip_prefix(", ") {
        let (arg, literal) = further.split_once('=')?;
        let end = literal.find(|c: char| !c.is_ascii_digit())?;
        args.push((arg, Arg::Number(literal[..end].parse().ok()?)));
        rest = &literal[end..];
    }
    let after = rest.strip_prefix(") }}")?;
    Some((value(name, &args), after))
}
