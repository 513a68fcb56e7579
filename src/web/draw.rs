//! Parts of pages that many readers see alike, drawn once and kept for a while: a post as lists show it, a comment.
//!
//! The key of what is kept is all that the part's template is given. So it is never out of date, and nobody is shown what
//! was not looked up for them just now. The one thing that differs from session to session, the token of forms, is put
//! in last: what is kept has a gap there. One more part: `impl Part`, a [`Series`] of it in a view, a line in `View::draw`.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::time::Duration;

use moka::sync::Cache;
use openssl::sha::Sha256;
use serde::{Serialize, Serializer};
use tera::Context;

use super::guard::Visit;
use super::templates::Templates;
use crate::error::Fault;
use crate::i18n::Language;
use crate::pod::Pod;

/// Bytes of what is kept, for all languages together.
const KEPT: u64 = 12 << 20;
/// What nobody asked for is forgotten after this.
const IDLE: Duration = Duration::from_secs(300);
/// Where the token belongs. People cannot write it: NUL is refused wherever text comes in.
const GAP: char = '\0';

/// Something that pages show in the same way to many.
pub trait Part: Serialize {
    /// Its template.
    const TEMPLATE: &'static str;
    /// What it is called there.
    const NAME: &'static str;
}

/// What is kept.
pub struct Drawings(Cache<[u8; 32], Arc<str>>);

impl Default for Drawings {
    fn default() -> Self {
        let weight = |_: &[u8; 32], html: &Arc<str>| u32::try_from(html.len() + 200).unwrap_or(u32::MAX);
        let kept = Cache::builder().weigher(weight).max_capacity(KEPT).time_to_idle(IDLE);
        Self(kept.build())
    }
}

/// `page` in the template of a part: less than elsewhere, so that it is the same for many.
#[derive(Serialize)]
struct Around {
    csrf: char,
    /// Somebody is signed in.
    me: bool,
}

/// Draws for one reader.
pub struct Draw<'a> {
    templates: &'a Templates,
    language: Language,
    csrf: &'a str,
    me: bool,
}

impl<'a> Draw<'a> {
    /// For whoever asks.
    pub fn of(visit: &'a Visit, pod: &'a Pod) -> Self {
        Self {
            templates: &pod.templates,
            language: visit.lang,
            csrf: &visit.csrf,
            me: visit.me.is_some(),
        }
    }

    /// Draws all parts of a series.
    ///
    /// # Errors
    /// The template and its part do not fit.
    pub fn all<P: Part>(&self, series: &mut Series<P>) -> Result<(), Fault> {
        let mut drawn = String::new();
        for part in &series.parts {
            let html = self.one(part)?;
            for (place, piece) in html.split(GAP).enumerate() {
                if place > 0 {
                    drawn.push_str(self.csrf);
                }
                drawn.push_str(piece);
            }
        }
        series.drawn = Some(drawn);
        Ok(())
    }

    /// With gaps.
    fn one<P: Part>(&self, part: &P) -> Result<Arc<str>, Fault> {
        let given = serde_json::to_vec(part).map_err(Fault::of)?;
        let mut key = Sha256::new();
        key.update(P::TEMPLATE.as_bytes());
        key.update(self.language.code().as_bytes());
        key.update(&[u8::from(self.me)]);
        key.update(&given);
        let (key, kept) = (key.finish(), &self.templates.drawings().0);
        if let Some(html) = kept.get(&key) {
            return Ok(html);
        }
        let mut context = Context::new();
        context.insert(P::NAME, part);
        let around = Around { csrf: GAP, me: self.me };
        context.insert("page", &around);
        let html: Arc<str> = self.templates.render(self.language, P::TEMPLATE, &context)?.into();
        kept.insert(key, html.clone());
        Ok(html)
    }
}

/// Parts that follow each other. Templates are given what was drawn of them, as one text; the parts themselves where
/// nothing was drawn, as of samples.
#[derive(Clone, Debug)]
pub struct Series<P> {
    parts: Vec<P>,
    drawn: Option<String>,
}

impl<P> From<Vec<P>> for Series<P> {
    fn from(parts: Vec<P>) -> Self {
        Self { parts, drawn: None }
    }
}

impl<P> Default for Series<P> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<P> FromIterator<P> for Series<P> {
    fn from_iter<I: IntoIterator<Item = P>>(parts: I) -> Self {
        Vec::from_iter(parts).into()
    }
}

impl<P> Deref for Series<P> {
    type Target = Vec<P>;

    fn deref(&self) -> &Vec<P> {
        &self.parts
    }
}

/// What is changed has to be drawn anew.
impl<P> DerefMut for Series<P> {
    fn deref_mut(&mut self) -> &mut Vec<P> {
        self.drawn = None;
        &mut self.parts
    }
}

impl<P: Serialize> Serialize for Series<P> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.drawn {
            Some(drawn) => serializer.serialize_str(drawn),
            None => self.parts.serialize(serializer),
        }
    }
}
