//! Comments as lists and pages show them.

use std::collections::HashMap;

use entity::visible::comment::{self as door, Cursor, Written, comments};
use entity::visible::post::Authored;
use entity::{CommentId, PostId, Reach, SeenPost};
use serde::Serialize;

use super::Errors;
use super::around::Silence;
use super::like::LikeBox;
use super::photo::{Gallery, Photos, Span};
use super::picked::PhotoFields;
use super::post::PersonLine;
use super::reshare::Roots;
use crate::domain::comment::PAGE;
use crate::domain::photo::{IN_COMMENT, Picked};
use crate::error::Outcome;
use crate::federation::activitypub::FAR;
use crate::i18n::Arg;
use crate::pod::Pod;
use crate::web::draw::{Part, Series};
use crate::web::guard::{Say, Visit};

/// Comments under a post in a stream.
const LAST: u64 = 3;

/// A comment that another answers, which is not shown beside it.
#[derive(Clone, Debug, Serialize)]
pub struct AnsweredLine {
    /// Where it stands.
    pub url: String,
    /// Whose it is.
    pub name: String,
}

/// A comment.
#[derive(Clone, Debug, Serialize)]
pub struct CommentCard {
    /// Guid.
    pub guid: String,
    /// Its address.
    pub url: String,
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
    /// The viewer wrote it.
    pub mine: bool,
    /// The viewer may take it away.
    pub removable: bool,
    /// Nobody elsewhere who has the post is given it, which its author is told.
    pub here_only: bool,
    /// Stands under another.
    pub answer: bool,
    /// What it lets be seen.
    pub photos: Option<Gallery>,
    /// The comment that it answers, where that is not shown before it.
    pub answers: Option<AnsweredLine>,
    /// Who likes it.
    pub likes: LikeBox,
    /// Where one answers it; empty where it stands alone and nothing is to be done with it.
    pub answer_at: String,
}

impl Part for CommentCard {
    const TEMPLATE: &'static str = "part/comment.html";
    const NAME: &'static str = "comment";
}

impl CommentCard {
    /// Of one comment under a post; `silent` of its likes are not there for the viewer.
    pub fn of(visit: &Visit, post: &Authored, found: &Written, silent: i64) -> Self {
        let comment = &found.comment;
        let me = visit.viewer().person();
        let mine = me == Some(comment.author_id);
        Self {
            guid: comment.guid.clone(),
            url: format!("/posts/{}#comment-{}", post.post.guid, comment.guid),
            author: PersonLine::of(&found.author),
            created_iso: comment.created_at.iso(),
            created_title: visit.at(comment.created_at),
            created_relative: visit.ago(comment.created_at),
            edited: comment.edited_at.is_some(),
            html: comment.html.clone(),
            mine,
            removable: mine || me == Some(post.post.author_id),
            here_only: me == Some(post.post.author_id)
                && post.post.reach == Reach::Limited
                && comment.guid.starts_with(FAR),
            answer: false,
            photos: None,
            answers: None,
            likes: LikeBox::of_comment(&visit.say(), found, silent),
            answer_at: format!("/posts/{}?answers={}#write", post.post.guid, comment.guid),
        }
    }

    /// For samples.
    pub fn sample() -> Self {
        Self {
            guid: "c0ffee00d6d6d6d65dff06d94e7a4a25".to_owned(),
            url: "/posts/b40cbba0d6d6d6d65dff06d94e7a4a25#comment-c0ffee00d6d6d6d65dff06d94e7a4a25".to_owned(),
            author: PersonLine::sample(),
            created_iso: "2026-11-21T10:05:00Z".to_owned(),
            created_title: "21 November 2026, 10:05 UTC".to_owned(),
            created_relative: "7 minutes ago".to_owned(),
            edited: true,
            html: "<p>Two jars, please.</p>".to_owned(),
            mine: true,
            removable: true,
            here_only: true,
            answer: true,
            photos: Some(Gallery::sample()),
            answers: Some(AnsweredLine {
                url: "/comments/b40cbba0d6d6d6d65dff06d94e7a4a25".to_owned(),
                name: "Noor".to_owned(),
            }),
            likes: LikeBox {
                at: "/comments/c0ffee00d6d6d6d65dff06d94e7a4a25".to_owned(),
                large: false,
                ..LikeBox::sample()
            },
            answer_at: "/posts/b40cbba0d6d6d6d65dff06d94e7a4a25?answers=c0ffee00d6d6d6d65dff06d94e7a4a25#write"
                .to_owned(),
        }
    }
}

/// What is said about a post.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Talk {
    /// How many comments there are for the viewer.
    pub count: i64,
    /// The same in words.
    pub count_label: String,
    /// Those that are shown, each followed by what answers it.
    pub shown: Series<CommentCard>,
    /// Where more of them are; empty when all are shown.
    pub more: String,
    /// Where the newest are, when these are not; else empty.
    pub newest: String,
    /// The whole talk, on the post's own page.
    pub whole: bool,
    /// Where one writes; signed in and on the post's own page.
    pub form: Option<CommentForm>,
    /// The viewer is told of what else is said; signed in and on the post's own page.
    pub followed: Option<bool>,
}

/// Where a comment is written.
#[derive(Clone, Debug, Serialize)]
pub struct CommentForm {
    /// Who will see it, in a sentence.
    pub who: String,
    /// What was typed.
    pub text: String,
    /// Guid of the comment that it answers; empty for none.
    pub answers: String,
    /// Whose comment that is.
    pub answers_name: String,
    /// Photos that go with it.
    pub photos: PhotoFields,
    /// Why it was refused.
    pub error: String,
}

impl CommentForm {
    /// For a post.
    pub fn new(say: &Say<'_>, post: &SeenPost) -> Self {
        let who = match post.reach {
            // Only its author's server knows who else has it.
            Reach::Limited if post.guid.starts_with(FAR) => "comment-who-author",
            Reach::Limited => "comment-who-limited",
            Reach::Pod => "comment-who-pod",
            Reach::Public => "comment-who-public",
        };
        Self {
            who: say.text(who),
            text: String::new(),
            answers: String::new(),
            answers_name: String::new(),
            photos: PhotoFields::none(IN_COMMENT),
            error: String::new(),
        }
    }

    /// With what was typed and why it was refused.
    pub fn refused(self, text: &str, picked: &[Picked], errors: &Errors) -> Self {
        Self {
            text: text.to_owned(),
            photos: PhotoFields::of(picked, IN_COMMENT),
            error: ["comment", "photos", "form"].map(|field| errors.about(field)).concat(),
            ..self
        }
    }
}

impl Talk {
    fn new(visit: &Visit, post: &Authored, silence: &Silence, found: &[Written], beside: &Beside) -> Self {
        let say = visit.say();
        let count = post.post.comments - silence.of_post(post.post.id).comments;
        Self {
            count,
            count_label: say.with("comment-count", &[("count", Arg::Number(count))]),
            shown: threaded(found)
                .into_iter()
                .map(|(one, place)| CommentCard {
                    photos: beside.photos.of(one.comment.id.0, Span::Whole),
                    answer: place == Place::Below,
                    answers: beside.parents.of(one).filter(|_| place == Place::Alone),
                    ..CommentCard::of(visit, post, one, silence.of_comment(one.comment.id))
                })
                .collect(),
            ..Self::default()
        }
    }

    /// For samples.
    pub fn sample() -> Self {
        Self {
            count: 7,
            count_label: "7 comments".to_owned(),
            shown: vec![
                CommentCard {
                    mine: false,
                    answer: false,
                    edited: false,
                    ..CommentCard::sample()
                },
                CommentCard::sample(),
            ]
            .into(),
            more: "/posts/b40cbba0d6d6d6d65dff06d94e7a4a25?before=1-1#comments".to_owned(),
            newest: "/posts/b40cbba0d6d6d6d65dff06d94e7a4a25#comments".to_owned(),
            whole: true,
            form: Some(CommentForm {
                who: "Those who have this post will see it.".to_owned(),
                text: String::new(),
                answers: "c0ffee00d6d6d6d65dff06d94e7a4a25".to_owned(),
                answers_name: "Tilda Brandt".to_owned(),
                photos: PhotoFields::sample(),
                error: "There is nothing to say yet.".to_owned(),
            }),
            followed: Some(true),
        }
    }
}

/// Each comment that stands by itself, followed by what answers it. What answers a comment that is not here stands by itself.
fn threaded(found: &[Written]) -> Vec<(&Written, Place)> {
    let here = |one: &Written| {
        one.comment
            .answers_id
            .filter(|id| found.iter().any(|other| other.comment.id == *id))
    };
    let mut all = Vec::with_capacity(found.len());
    for first in found.iter().filter(|one| here(one).is_none()) {
        all.push((first, Place::Alone));
        let below = found.iter().filter(|one| here(one) == Some(first.comment.id));
        all.extend(below.map(|one| (one, Place::Below)));
    }
    all
}

/// Where a comment stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// By itself.
    Alone,
    /// Under the one that it answers.
    Below,
}

/// Comments that are answered by some, and are not among them.
#[derive(Debug, Default)]
struct Parents(HashMap<CommentId, AnsweredLine>);

impl Parents {
    /// Asked only where there are such.
    ///
    /// # Errors
    /// The database cannot be read.
    async fn of_all(pod: &Pod, visit: &Visit, found: &[Written]) -> Outcome<Self> {
        let here = |id: &CommentId| found.iter().any(|one| one.comment.id == *id);
        let mut away: Vec<CommentId> = found.iter().filter_map(|one| one.comment.answers_id).collect();
        away.retain(|id| !here(id));
        away.sort_unstable();
        away.dedup();
        if away.is_empty() {
            return Ok(Self::default());
        }
        let parents = comments(visit.viewer()).among(pod.db.read(), &away).await?;
        let line = |one: Written| {
            let answered = AnsweredLine {
                url: format!("/comments/{}", one.comment.guid),
                name: one.author.name,
            };
            (one.comment.id, answered)
        };
        Ok(Self(parents.into_iter().map(line).collect()))
    }

    fn of(&self, one: &Written) -> Option<AnsweredLine> {
        self.0.get(&one.comment.answers_id?).cloned()
    }
}

/// What is shown beside some comments.
pub struct Beside {
    photos: Photos,
    parents: Parents,
}

impl Beside {
    async fn of(pod: &Pod, visit: &Visit, found: &[Written]) -> Outcome<Self> {
        Ok(Self {
            photos: Photos::of_comments(pod, visit, found).await?,
            parents: Parents::of_all(pod, visit, found).await?,
        })
    }
}

/// The last comments of each of some posts, and what is shown beside them: for lists.
///
/// # Errors
/// The database cannot be read.
pub async fn last(pod: &Pod, visit: &Visit, posts: &[Authored]) -> Outcome<(Vec<Written>, Beside)> {
    let talked_of: Vec<PostId> = posts
        .iter()
        .filter(|found| found.post.comments > 0)
        .map(|found| found.post.id)
        .collect();
    let found = door::last_of(pod.db.read(), visit.viewer(), &talked_of, LAST).await?;
    let beside = Beside::of(pod, visit, &found).await?;
    Ok((found, beside))
}

/// The end of what is said about a post; `last` are the last comments of several.
pub fn end(visit: &Visit, post: &Authored, silence: &Silence, (last, beside): &(Vec<Written>, Beside)) -> Talk {
    let under: Vec<Written> = last
        .iter()
        .filter(|one| one.comment.post_id == post.post.id)
        .cloned()
        .collect();
    let mut talk = Talk::new(visit, post, silence, &under, beside);
    if talk.count > under.len() as i64 {
        talk.more = format!("/posts/{}#comments", post.post.guid);
    }
    talk
}

/// What is said about a post, for its own page: the newest, or what came before the cursor.
///
/// # Errors
/// The database cannot be read.
pub async fn whole(
    pod: &Pod,
    visit: &Visit,
    post: &Authored,
    roots: &Roots,
    before: Option<Cursor>,
) -> Outcome<(Talk, Silence)> {
    let db = pod.db.read();
    let mut found = if post.post.comments == 0 {
        Vec::new()
    } else {
        let under = comments(visit.viewer()).under(post.post.id);
        under.page(db, before, PAGE + 1).await?
    };
    let earlier = found.len() as u64 > PAGE;
    if earlier {
        found.remove(0);
    }
    let silence = Silence::around(pod, visit, roots.all().chain([post]), &found).await?;
    let beside = Beside::of(pod, visit, &found).await?;
    let mut talk = Talk::new(visit, post, &silence, &found, &beside);
    let page = format!("/posts/{}", post.post.guid);
    if let Some(first) = found.first().filter(|_| earlier) {
        talk.more = format!("{page}?before={}#comments", Cursor::before(&first.comment).encode());
    }
    if before.is_some() {
        talk.newest = format!("{page}#comments");
    }
    talk.whole = true;
    if let Some(me) = &visit.me {
        talk.form = Some(CommentForm::new(&visit.say(), &post.post));
        let said = entity::own::comment::participation(db, me.user.id, post.post.id).await?;
        talk.followed = Some(said.unwrap_or(post.post.author_id == me.person.id));
    }
    Ok((talk, silence))
}
