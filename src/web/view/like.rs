//! Who likes what, and the box in which one says so.

use entity::emoji;
use entity::visible::comment::Written;
use entity::visible::like::{Cursor, Given};
use entity::visible::post::Authored;
use serde::Serialize;

use super::emoji::{Choice, Group, groups};
use super::face::Face;
use super::paging::Paging;
use super::{Errors, View};
use crate::domain::like::PAGE;
use crate::i18n::Arg;
use crate::text::emoji::{CHOICES, Feeling, HEART};
use crate::web::guard::{Say, Visit};

/// How many like something, and whether the viewer does.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LikeBox {
    /// Address of what is liked.
    pub at: String,
    /// How many there are for the viewer.
    pub count: i64,
    /// The same in words.
    pub count_label: String,
    /// The viewer does.
    pub mine: bool,
    /// With this emoji, as HTML; empty for the heart.
    pub emoji: String,
    /// In the box of a post there is more room.
    pub large: bool,
}

impl LikeBox {
    /// Of a post; `silent` of its likes are by people whom the viewer ignores.
    pub fn of_post(say: &Say<'_>, found: &Authored, silent: i64) -> Self {
        let at = format!("/posts/{}", found.post.guid);
        Self {
            large: true,
            ..Self::new(say, at, found.post.likes - silent, found.liked.as_deref())
        }
    }

    /// Of a comment; `silent` of its likes are by people whom the viewer ignores.
    pub fn of_comment(say: &Say<'_>, found: &Written, silent: i64) -> Self {
        let at = format!("/comments/{}", found.comment.guid);
        Self::new(say, at, found.comment.likes - silent, found.liked.as_deref())
    }

    fn new(say: &Say<'_>, at: String, count: i64, liked: Option<&str>) -> Self {
        Self {
            at,
            count,
            count_label: if count > 0 {
                say.with("like-count", &[("count", Arg::Number(count))])
            } else {
                String::new()
            },
            mine: liked.is_some(),
            emoji: liked
                .filter(|liked| !liked.is_empty())
                .map(|liked| Feeling::of(liked).html())
                .unwrap_or_default(),
            large: false,
        }
    }

    /// For samples.
    pub fn sample() -> Self {
        Self {
            at: "/posts/b40cbba0d6d6d6d65dff06d94e7a4a25".to_owned(),
            count: 4,
            count_label: "4 likes".to_owned(),
            mine: true,
            emoji: "🎉".to_owned(),
            large: true,
        }
    }
}

#[derive(Clone, Debug, Serialize)]
struct Line {
    person: Face,
    emoji: String,
    when: String,
    when_iso: String,
    when_title: String,
}

/// Who likes something.
#[derive(Clone, Debug, Serialize)]
pub struct LikesView {
    likes: LikeBox,
    comment: bool,
    lines: Vec<Line>,
    pager: Paging,
}

impl LikesView {
    /// A page of them; one more than [`PAGE`] when there are more.
    pub fn new(visit: &Visit, likes: LikeBox, comment: bool, mut given: Vec<Given>) -> Self {
        let mut pager = Paging::default();
        if given.len() as u64 > PAGE {
            given.truncate(PAGE as usize);
            if let Some(last) = given.last() {
                pager.next = format!("{}/likes?before={}", likes.at, Cursor::after(last).encode());
                pager.next_label = visit.say().text("like-more");
            }
        }
        let line = |given: &Given| Line {
            person: Face::of(&given.author),
            emoji: Feeling::of(&given.like.emoji).html(),
            when: visit.ago(given.like.created_at),
            when_iso: given.like.created_at.iso(),
            when_title: visit.at(given.like.created_at),
        };
        Self {
            lines: given.iter().map(line).collect(),
            likes,
            comment,
            pager,
        }
    }
}

impl View for LikesView {
    const TEMPLATE: &'static str = "page/likes";
    /// The box alone, after it was used.
    const FRAGMENT: Option<&'static str> = Some("part/like");

    fn title(&self, say: &Say<'_>) -> String {
        say.text("like-title")
    }

    fn samples() -> Vec<Self> {
        let line = Line {
            person: Face::sample(),
            emoji: "🎉".to_owned(),
            when: "5 minutes ago".to_owned(),
            when_iso: "2026-11-21T10:25:00Z".to_owned(),
            when_title: "21 November 2026, 10:25 UTC".to_owned(),
        };
        let sample = |comment, lines| Self {
            likes: LikeBox::sample(),
            comment,
            lines,
            pager: Paging::sample(),
        };
        vec![sample(true, Vec::new()), sample(false, vec![line])]
    }
}

/// Choosing an emoji.
#[derive(Clone, Debug, Serialize)]
pub struct ReactView {
    likes: LikeBox,
    comment: bool,
    choices: Vec<&'static str>,
    /// Of this pod's own, by category.
    groups: Vec<Group>,
    typed: String,
    error: String,
}

impl ReactView {
    /// For something, with what was typed and why it was refused.
    pub fn new(likes: LikeBox, comment: bool, own: &[emoji::Model], typed: &str, errors: &Errors) -> Self {
        let mut choices = vec![HEART];
        choices.extend(CHOICES);
        Self {
            likes,
            comment,
            choices,
            groups: groups(own),
            typed: typed.to_owned(),
            error: ["emoji", "form"].map(|field| errors.about(field)).concat(),
        }
    }
}

impl View for ReactView {
    const TEMPLATE: &'static str = "page/react";

    fn title(&self, say: &Say<'_>) -> String {
        say.text("like-react")
    }

    fn samples() -> Vec<Self> {
        let errors = Errors::sample("emoji");
        vec![
            Self::new(LikeBox::default(), true, &[], "", &Errors::none()),
            Self {
                groups: vec![Group {
                    name: "Cats".to_owned(),
                    emoji: vec![Choice::sample()],
                }],
                ..Self::new(LikeBox::sample(), false, &[], "no", &errors)
            },
        ]
    }
}
