//! Reshares: what a post shows besides its own words, who else showed it, and the way to show it oneself.

use std::collections::HashMap;

use entity::visible::poll::SeenPoll;
use entity::visible::post::Authored;
use entity::{PersonId, PostId, Reach, SeenPreview};
use serde::Serialize;

use super::View;
use super::around::Silence;
use super::extras::Extra;
use super::photo::{Gallery, Photos, Span};
use super::poll::PollCard;
use super::post::{PersonLine, PostCard};
use super::preview::PreviewCard;
use crate::domain::reshare;
use crate::error::Outcome;
use crate::i18n::Arg;
use crate::pod::Pod;
use crate::web::guard::{Say, Visit};

/// What the posts of a page show and ask.
#[derive(Default)]
pub struct Roots {
    found: HashMap<PostId, Authored>,
    ignored: Vec<PersonId>,
    polls: HashMap<PostId, SeenPoll>,
    previews: HashMap<PostId, SeenPreview>,
    photos: Photos,
    refused: Vec<PostId>,
}

impl Roots {
    /// Of some posts, as far as the viewer may see it.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn of(pod: &Pod, visit: &Visit, posts: &[Authored]) -> Outcome<Self> {
        let db = pod.db.read();
        let found = reshare::roots(db, visit.viewer(), posts).await?;
        let me = visit.me.as_ref().filter(|me| me.ignores && !found.is_empty());
        let ignored = match me {
            Some(me) => {
                let authors: Vec<PersonId> = found.values().map(|root| root.author.id).collect();
                entity::own::ignore::among(db, me.user.id, &authors).await?
            }
            None => Vec::new(),
        };
        let all = posts.iter().chain(found.values()).filter(|one| one.post.poll);
        let asking: Vec<PostId> = all.map(|one| one.post.id).collect();
        let polls = entity::visible::poll::of(db, visit.viewer(), &asking, visit.now).await?;
        let previews = match &visit.me {
            Some(me) if !me.user.show_previews => HashMap::new(),
            Some(_) | None => {
                let all = posts.iter().chain(found.values()).map(|one| &one.post);
                entity::visible::preview::of(db, all).await?
            }
        };
        let refused = match visit.viewer().person() {
            Some(me) => entity::visible::quote::refused(db, me, posts.iter().map(|one| &one.post)).await?,
            None => Vec::new(),
        };
        let photos = Photos::of_posts(pod, visit, posts.iter().chain(found.values())).await?;
        Ok(Self {
            found,
            ignored,
            polls,
            previews,
            photos,
            refused,
        })
    }

    /// What a post's link leads to.
    pub fn preview(&self, pod: &Pod, visit: &Visit, found: &Authored) -> Option<PreviewCard> {
        let preview = self.previews.get(&found.post.id)?;
        PreviewCard::of(pod, visit, &found.post.guid, preview)
    }

    /// What a post lets be seen.
    pub fn photos(&self, found: &Authored, span: Span) -> Option<Gallery> {
        self.photos.of(found.post.id.0, span)
    }

    /// What a post asks.
    pub fn poll(&self, visit: &Visit, found: &Authored) -> Option<PollCard> {
        let poll = self.polls.get(&found.post.id)?;
        Some(PollCard::of(visit, &found.post.guid, poll))
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Authored> {
        self.found.values()
    }
}

/// Another post, within one that shows it.
#[derive(Clone, Debug, Serialize)]
pub struct RootCard {
    url: String,
    author: PersonLine,
    created_iso: String,
    created_title: String,
    created_relative: String,
    html: String,
    shield: Option<String>,
    photos: Option<Gallery>,
    poll: Option<PollCard>,
    preview: Option<PreviewCard>,
}

/// What a reshare shows.
#[derive(Clone, Debug, Serialize)]
pub struct Shown {
    /// The post, if it is there for the viewer.
    root: Option<RootCard>,
    /// Why not, in a sentence.
    why: String,
    /// For whoever shows it with words of their own: that its author does not want that, in a sentence.
    refused: String,
    /// Others who show nothing but the same.
    pub also: Vec<PersonLine>,
    /// That they do, in words.
    pub also_label: String,
    /// How many more do, in words; empty for none.
    pub also_more: String,
    /// How many do that are not shown by name yet.
    #[serde(skip)]
    more: i64,
}

impl Shown {
    /// Of a post; none when it shows none.
    pub fn of(pod: &Pod, visit: &Visit, found: &Authored, roots: &Roots) -> Option<Self> {
        let root = found.post.root_id?;
        let (card, why) = match roots.found.get(&root) {
            None => (None, "reshare-gone"),
            Some(root) if roots.ignored.contains(&root.author.id) => (None, "reshare-ignored"),
            Some(root) => (Some(RootCard::of(pod, visit, root, roots)), ""),
        };
        let why = if why.is_empty() {
            String::new()
        } else {
            visit.say().text(why)
        };
        Some(Self {
            root: card,
            why,
            refused: match roots.refused.contains(&found.post.id) {
                true => visit.say().text("reshare-refused"),
                false => String::new(),
            },
            also: Vec::new(),
            also_label: String::new(),
            also_more: String::new(),
            more: 0,
        })
    }

    /// So many others show nothing but the same, on this page or on later ones.
    pub fn count(&mut self, say: &Say<'_>, others: i64) {
        self.more = others;
        self.label(say);
    }

    /// Somebody else shows nothing but the same.
    pub fn join(&mut self, say: &Say<'_>, other: PersonLine) {
        self.more -= 1;
        self.also.push(other);
        self.label(say);
    }

    fn label(&mut self, say: &Say<'_>) {
        let named = Arg::Number(self.also.len() as i64);
        let more = Arg::Number(self.more);
        self.also_label = match self.also.is_empty() {
            true => String::new(),
            false => say.with("reshare-also", &[("count", named)]),
        };
        self.also_more = match (self.more > 0, self.also.is_empty()) {
            (false, _) => String::new(),
            (true, true) => say.with("reshare-also-many", &[("count", more)]),
            (true, false) => say.with("reshare-also-more", &[("count", more)]),
        };
    }

    /// For samples.
    pub fn sample() -> Self {
        Self {
            root: Some(RootCard {
                url: "/posts/b40cbba0d6d6d6d65dff06d94e7a4a25".to_owned(),
                author: PersonLine::sample(),
                created_iso: "2026-11-21T10:00:00Z".to_owned(),
                created_title: "21 November 2026, 10:00 UTC".to_owned(),
                created_relative: "12 minutes ago".to_owned(),
                html: "<p>Yoghurt. Everywhere.</p>".to_owned(),
                shield: Some("Blood".to_owned()),
                photos: Some(Gallery::sample()),
                poll: Some(PollCard::sample()),
                preview: Some(PreviewCard::sample()),
            }),
            why: "The post is not there any more.".to_owned(),
            refused: "Its author does not want to be quoted.".to_owned(),
            also: vec![PersonLine::sample()],
            also_label: "1 more person reshared this:".to_owned(),
            also_more: "and 3 more".to_owned(),
            more: 3,
        }
    }
}

impl RootCard {
    fn of(pod: &Pod, visit: &Visit, found: &Authored, roots: &Roots) -> Self {
        let post = &found.post;
        Self {
            url: format!("/posts/{}", post.guid),
            author: PersonLine::of(&found.author),
            created_iso: post.created_at.iso(),
            created_title: visit.at(post.created_at),
            created_relative: visit.ago(post.created_at),
            html: post.html.clone(),
            shield: Extra::of(visit, found, "").shield,
            photos: roots.photos(found, Span::First),
            poll: roots.poll(visit, found),
            preview: roots.preview(pod, visit, found),
        }
    }
}

/// How many reshared a post, and how to.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ReshareBox {
    /// Where one does; empty when one may not.
    pub url: String,
    /// My own reshare; empty when there is none.
    pub mine: String,
    /// How many there are, in words; empty for none.
    pub label: String,
}

impl ReshareBox {
    /// Of a post, or of what it shows.
    pub fn of(visit: &Visit, found: &Authored, roots: &Roots, silence: &Silence) -> Self {
        let root = match found.post.root_id {
            Some(root) => roots.found.get(&root),
            None => Some(found),
        };
        let Some(root) = root.filter(|root| root.post.reach == Reach::Public) else {
            return Self::default();
        };
        let count = root.post.reshares - silence.of_post(root.post.id).reshares;
        let me = visit.viewer().person();
        let may = me.is_some() && me != Some(root.author.id);
        let mine = root.reshared.as_ref();
        Self {
            url: if may && mine.is_none() {
                format!("/posts/{}/reshare", found.post.guid)
            } else {
                String::new()
            },
            mine: mine.map_or_else(String::new, |guid| format!("/posts/{guid}")),
            label: if count > 0 {
                visit.say().with("reshare-count", &[("count", Arg::Number(count))])
            } else {
                String::new()
            },
        }
    }

    /// For samples.
    pub fn sample() -> Self {
        Self {
            url: "/posts/b40cbba0d6d6d6d65dff06d94e7a4a25/reshare".to_owned(),
            mine: String::new(),
            label: "2 reshares".to_owned(),
        }
    }
}

/// A word of one's own before resharing.
#[derive(Clone, Debug, Serialize)]
pub struct ReshareView {
    /// What is about to be shown.
    pub post: PostCard,
    /// What was typed.
    pub text: String,
    /// Why it was refused.
    pub error: String,
}

impl View for ReshareView {
    const TEMPLATE: &'static str = "page/reshare";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("reshare-title")
    }

    fn samples() -> Vec<Self> {
        vec![Self {
            post: PostCard::sample(),
            text: "Look".to_owned(),
            error: "You have reshared this post already.".to_owned(),
        }]
    }
}
