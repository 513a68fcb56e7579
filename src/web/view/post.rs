//! A post as lists and its own page show it.

use entity::visible::post::{Authored, Cursor};
use entity::{PostId, Reach, person};
use serde::Serialize;

use super::around::Silence;
use super::comment::{self, Talk};
use super::extras::Extra;
use super::like::LikeBox;
use super::photo::{Gallery, Span};
use super::poll::PollCard;
use super::preview::PreviewCard;
use super::reshare::{ReshareBox, Roots, Shown};
use super::{View, avatar, initials, shown_name};
use crate::domain::post::audience::{Choice, reach_code};
use crate::domain::stream::Page;
use crate::error::{Fault, Outcome};
use crate::i18n::Arg;
use crate::pod::Pod;
use crate::web::draw::{Draw, Part};
use crate::web::guard::{Say, Visit};

/// A person in a few words.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PersonLine {
    /// Guid.
    pub guid: String,
    /// Address of the profile.
    pub url: String,
    /// Name.
    pub name: String,
    /// The same as HTML, its emoji shown.
    pub shown: String,
    /// diaspora ID.
    pub handle: String,
    /// Up to two letters.
    pub initials: String,
    /// 1 to 8.
    pub hue: i32,
    /// Address of the picture; empty for none.
    pub avatar: String,
    /// The viewer ignores them.
    pub ignored: bool,
}

impl PersonLine {
    /// Of a person.
    pub fn of(person: &person::Model) -> Self {
        Self {
            guid: person.guid.clone(),
            url: format!("/people/{}", person.guid),
            name: person.name.clone(),
            shown: shown_name(person),
            handle: person.handle.clone(),
            initials: initials(&person.name),
            hue: person.hue,
            avatar: avatar(person.avatar.as_deref(), 100),
            ignored: false,
        }
    }

    /// For samples.
    pub fn sample() -> Self {
        Self {
            guid: "5dff06d94e7a4a25b40cbba0d6d6d6d6".to_owned(),
            url: "/people/5dff06d94e7a4a25b40cbba0d6d6d6d6".to_owned(),
            name: "Tilda Brandt".to_owned(),
            shown: "Tilda Brandt".to_owned(),
            handle: "tilda@brandt.family".to_owned(),
            initials: "TB".to_owned(),
            hue: 1,
            avatar: String::new(),
            ignored: false,
        }
    }
}

/// Somebody who has a post, for its author.
#[derive(Clone, Debug, Serialize)]
pub struct ReceiptLine {
    /// Who.
    #[serde(flatten)]
    pub person: PersonLine,
    /// When and by what way, in words.
    pub how: String,
    /// Not delivered yet.
    pub waiting: bool,
}

/// Who has a post, for its author.
#[derive(Clone, Debug, Serialize)]
pub struct Receipt {
    /// How many, in words.
    pub sentence: String,
    /// The first of them.
    pub people: Vec<ReceiptLine>,
    /// How it was chosen.
    pub aspects: Vec<Chip>,
    /// How many more there are.
    pub more_count: u64,
}

/// An aspect's name and hue.
#[derive(Clone, Debug, Serialize)]
pub struct Chip {
    /// Name.
    pub name: String,
    /// 1 to 8.
    pub hue: i32,
}

/// A post.
#[derive(Clone, Debug, Serialize)]
pub struct PostCard {
    /// Guid.
    pub guid: String,
    /// Its address.
    pub url: String,
    /// Its address on the pod where it was written; empty for this one.
    pub origin: String,
    /// Who wrote it.
    pub author: PersonLine,
    /// For machines.
    pub created_iso: String,
    /// In full.
    pub created_title: String,
    /// "5 minutes ago".
    pub created_relative: String,
    /// There are former versions.
    pub edited: bool,
    /// Rendered and sanitised.
    pub html: String,
    /// `limited`, `pod` or `public`.
    pub reach: &'static str,
    /// Who sees it, in a word or two.
    pub audience_label: String,
    /// Hue of the first aspect, for the author; else 0.
    pub audience_hue: i32,
    /// Who sees it, in a sentence.
    pub audience_title: String,
    /// The viewer wrote it.
    pub mine: bool,
    /// On top of its author's profile.
    pub pinned: bool,
    /// The viewer has hidden it.
    pub hidden: bool,
    /// Why the viewer's filter collapses it; empty when it does not.
    pub folded: String,
    /// On its own page.
    pub single: bool,
    /// For its author, on its own page.
    pub receipt: Option<Receipt>,
    /// Where, what stands before it, when it ends.
    pub extra: Extra,
    /// What it lets be seen.
    pub photos: Option<Gallery>,
    /// What it asks.
    pub poll: Option<PollCard>,
    /// What its link leads to.
    pub preview: Option<PreviewCard>,
    /// Among the viewer's bookmarks.
    pub bookmarked: bool,
    /// What it shows besides its own words.
    pub shown: Option<Shown>,
    /// Who reshared it.
    pub reshares: ReshareBox,
    /// Who likes it.
    pub likes: LikeBox,
    /// What is said about it.
    pub talk: Talk,
}

/// Posts as a list shows them, each with the end of what is said about it.
///
/// # Errors
/// The database cannot be read.
pub async fn cards(pod: &Pod, visit: &Visit, posts: &[Authored]) -> Outcome<Vec<PostCard>> {
    let last = comment::last(pod, visit, posts).await?;
    let roots = Roots::of(pod, visit, posts).await?;
    let silence = Silence::around(pod, visit, posts.iter().chain(roots.all()), &last.0).await?;
    let (mut cards, mut alone): (Vec<PostCard>, Vec<(PostId, usize)>) = (Vec::new(), Vec::new());
    for found in posts {
        let mut card = PostCard::new(visit, found);
        card.fill(pod, visit, found, (&roots, &silence));
        card.talk = comment::end(visit, found, &silence, &last);
        // Several who show the same without a word of their own are one card: with the newest of them, be it on this
        // page or on one before.
        if let Some(root) = found.post.root_id.filter(|_| found.post.text.is_empty()) {
            let first = alone.iter().find(|(other, _)| *other == root);
            if let Some(shown) = first.and_then(|(_, place)| cards[*place].shown.as_mut()) {
                shown.join(&visit.say(), card.author);
                continue;
            }
            if found.again.newer {
                continue;
            }
            alone.push((root, cards.len()));
            if let Some(shown) = card.shown.as_mut() {
                shown.count(&visit.say(), found.again.older);
            }
        }
        cards.push(card);
    }
    Ok(cards)
}

impl Part for PostCard {
    const TEMPLATE: &'static str = "part/listed.html";
    const NAME: &'static str = "post";
}

impl PostCard {
    /// Of one post.
    pub fn new(visit: &Visit, found: &Authored) -> Self {
        let (post, author, say) = (&found.post, &found.author, visit.say());
        let choice = Choice::kept(found.chosen.as_deref());
        let choice = choice.as_ref();
        Self {
            guid: post.guid.clone(),
            url: format!("/posts/{}", post.guid),
            origin: super::origin::of_post(author, &post.guid, post.reach),
            author: PersonLine::of(author),
            created_iso: post.created_at.iso(),
            created_title: visit.at(post.created_at),
            created_relative: visit.ago(post.created_at),
            edited: post.edited_at.is_some(),
            html: post.html.clone(),
            reach: reach_code(post.reach),
            audience_label: match post.quiet {
                true => say.text("post-quiet"),
                false => label(&say, post.reach, choice),
            },
            audience_hue: choice
                .and_then(|choice| choice.aspects.first())
                .map_or(0, |aspect| aspect.hue),
            audience_title: match post.quiet {
                true => say.text("post-title-quiet"),
                false => title(&say, post.reach, choice.is_some()),
            },
            mine: Some(post.author_id) == visit.viewer().person(),
            pinned: post.pinned_at.is_some(),
            hidden: false,
            folded: String::new(),
            single: false,
            receipt: None,
            extra: Extra::default(),
            photos: None,
            poll: None,
            preview: None,
            bookmarked: false,
            shown: None,
            reshares: ReshareBox::default(),
            likes: LikeBox::default(),
            talk: Talk::default(),
        }
    }

    /// With what it has and shows, who reshared and who likes it, as far as that is there for the viewer.
    pub fn fill(&mut self, pod: &Pod, visit: &Visit, found: &Authored, around: (&Roots, &Silence)) {
        let (roots, silence) = around;
        self.extra = Extra::of(visit, found, &pod.settings.map_link);
        let span = if self.single { Span::Whole } else { Span::First };
        self.photos = roots.photos(found, span);
        self.poll = roots.poll(visit, found);
        self.preview = roots.preview(pod, visit, found);
        self.shown = Shown::of(pod, visit, found, roots);
        self.reshares = ReshareBox::of(visit, found, roots, silence);
        let silent = silence.of_post(found.post.id).likes;
        self.likes = LikeBox::of_post(&visit.say(), found, silent);
    }

    /// For samples.
    pub fn sample() -> Self {
        Self {
            guid: "b40cbba0d6d6d6d65dff06d94e7a4a25".to_owned(),
            url: "/posts/b40cbba0d6d6d6d65dff06d94e7a4a25".to_owned(),
            origin: "https://pod.example/posts/b40cbba0d6d6d6d65dff06d94e7a4a25".to_owned(),
            author: PersonLine::sample(),
            created_iso: "2026-11-21T10:00:00Z".to_owned(),
            created_title: "21 November 2026, 10:00 UTC".to_owned(),
            created_relative: "12 minutes ago".to_owned(),
            edited: true,
            html: "<p>Yoghurt. Everywhere.</p>".to_owned(),
            reach: "limited",
            audience_label: "Family".to_owned(),
            audience_hue: 1,
            audience_title: "Only the people it was shared with see this.".to_owned(),
            mine: true,
            pinned: true,
            hidden: false,
            folded: "You filter “football”".to_owned(),
            single: true,
            receipt: Some(Receipt {
                sentence: "2 people have this post".to_owned(),
                people: vec![ReceiptLine {
                    person: PersonLine::sample(),
                    how: "today".to_owned(),
                    waiting: false,
                }],
                aspects: vec![Chip {
                    name: "Family".to_owned(),
                    hue: 1,
                }],
                more_count: 1,
            }),
            extra: Extra::sample(),
            photos: Some(Gallery::sample()),
            poll: Some(PollCard::sample()),
            preview: Some(PreviewCard::sample()),
            bookmarked: true,
            shown: Some(Shown::sample()),
            reshares: ReshareBox::sample(),
            likes: LikeBox::sample(),
            talk: Talk::sample(),
        }
    }
}

/// "Public", "Family", "Family and 1 more", "Limited".
pub fn label(say: &Say<'_>, reach: Reach, choice: Option<&Choice>) -> String {
    match (reach, choice) {
        (Reach::Public, _) => say.text("post-public"),
        (Reach::Pod, _) => say.text("post-pod"),
        (Reach::Limited, Some(choice)) => chosen(say, choice),
        (Reach::Limited, None) => say.text("post-limited-short"),
    }
}

fn chosen(say: &Say<'_>, choice: &Choice) -> String {
    if choice.everyone_here {
        return say.text("post-pod");
    }
    let names: Vec<&str> = choice
        .aspects
        .iter()
        .map(|aspect| aspect.name.as_str())
        .chain(choice.people.iter().map(|person| person.name.as_str()))
        .collect();
    match names.as_slice() {
        [] => say.text("post-limited-short"),
        [only] => (*only).to_owned(),
        [first, rest @ ..] => say.with(
            "post-and-others",
            &[
                ("name", Arg::Text((*first).to_owned())),
                ("count", Arg::Number(rest.len() as i64)),
            ],
        ),
    }
}

fn title(say: &Say<'_>, reach: Reach, mine: bool) -> String {
    match (reach, mine) {
        (Reach::Public, _) => say.text("post-title-public"),
        (Reach::Pod, _) => say.text("post-title-pod"),
        (Reach::Limited, true) => say.text("post-title-mine"),
        (Reach::Limited, false) => say.text("post-title-limited"),
    }
}

/// The pager of a stream: `path` may have a query already.
pub fn pager(visit: &Visit, path: &str, older: Option<Cursor>) -> PagerView {
    let say = visit.say();
    let glue = if path.contains('?') { '&' } else { '?' };
    PagerView {
        next: older.map_or_else(String::new, |cursor| format!("{path}{glue}before={}", cursor.encode())),
        next_label: say.text("post-older"),
        more: true,
        ..PagerView::default()
    }
}

/// What `part/pager.html` reads.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PagerView {
    /// Address of older ones; empty when there are none.
    pub next: String,
    /// What that is called.
    pub next_label: String,
    /// Address of newer ones; empty when there are none.
    pub previous: String,
    /// What that is called.
    pub previous_label: String,
    /// Where one is.
    #[serde(rename = "where")]
    pub place: String,
    /// Loaded by scrolling.
    pub more: bool,
}

/// What `part/empty.html` reads.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Empty {
    /// Name of an icon.
    pub icon: &'static str,
    /// What is not there.
    pub title: String,
    /// What to do about it.
    pub text: String,
    /// Where; empty for nowhere.
    pub href: String,
    /// What that is called.
    pub action: String,
}

impl Empty {
    /// With keys `<key>-title`, `<key>-text` and, where it leads somewhere, `<key>-action`.
    pub fn new(say: &Say<'_>, icon: &'static str, key: &str, href: &str) -> Self {
        Self {
            icon,
            title: say.text(&format!("{key}-title")),
            text: say.text(&format!("{key}-text")),
            href: href.to_owned(),
            action: if href.is_empty() {
                String::new()
            } else {
                say.text(&format!("{key}-action"))
            },
        }
    }
}

/// A page of posts as lists show it.
///
/// # Errors
/// The database cannot be read.
pub async fn list(pod: &Pod, visit: &Visit, path: &str, page: &Page) -> Outcome<(Vec<PostCard>, PagerView)> {
    Ok((shown(pod, visit, page).await?, pager(visit, path, page.older)))
}

/// The posts of a page, those that its reader's filter collapses with why.
///
/// # Errors
/// The database cannot be read.
pub async fn shown(pod: &Pod, visit: &Visit, page: &Page) -> Outcome<Vec<PostCard>> {
    let mut cards = cards(pod, visit, &page.posts).await?;
    for (id, why) in &page.folded {
        let guid = page
            .posts
            .iter()
            .find(|one| one.post.id == *id)
            .map(|one| &one.post.guid);
        if let Some(card) = cards.iter_mut().find(|card| Some(&card.guid) == guid) {
            card.folded = super::filter::sentence(&visit.say(), why);
        }
    }
    Ok(cards)
}

/// A post's own page.
#[derive(Clone, Debug, Serialize)]
pub struct PostView {
    /// It.
    pub post: PostCard,
    /// Its beginning, for the browser's title.
    pub heading: String,
    /// For search engines: a public post only.
    #[serde(skip)]
    pub head: super::Head,
}

impl View for PostView {
    const TEMPLATE: &'static str = "page/post";

    fn title(&self, _: &Say<'_>) -> String {
        self.heading.clone()
    }

    fn head(&self) -> super::Head {
        self.head.clone()
    }

    fn draw(&mut self, draw: &Draw<'_>) -> Result<(), Fault> {
        draw.all(&mut self.post.talk.shown)
    }

    fn samples() -> Vec<Self> {
        let public = PostCard {
            reach: "public",
            mine: false,
            receipt: None,
            edited: false,
            ..PostCard::sample()
        };
        vec![
            Self {
                post: PostCard::sample(),
                heading: "Yoghurt".to_owned(),
                head: super::Head::default(),
            },
            Self {
                post: public,
                heading: "Yoghurt".to_owned(),
                head: super::Head::default(),
            },
        ]
    }
}
