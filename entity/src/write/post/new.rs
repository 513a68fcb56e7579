//! Posts that are new: what they say, and their rows, written one by one or many together.

use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel, NotSet, Set};

use crate::proof::Own;
use crate::write::numbers;
use crate::write::reshare::Root;
use crate::write::search::index;
use crate::{Moment, OwnPost, PersonId, PostId, Reach, post, post_choice};

/// A post that is about to be shared.
#[derive(Clone, Debug)]
pub struct NewPost {
    /// Its address.
    pub guid: String,
    /// Who shares it.
    pub author: PersonId,
    /// For whom, in the large.
    pub reach: Reach,
    /// What is said, in its three forms.
    pub words: Words,
    /// The author's time.
    pub at: Moment,
    /// When it was last changed, if it comes so.
    pub edited_at: Option<Moment>,
    /// How the audience was chosen (JSON), for the author.
    pub chosen: String,
    /// What it shows besides its own words.
    pub root: Option<Root>,
    /// It stands in no list; what shows such a post never does.
    pub quiet: bool,
    /// What else it has.
    pub extras: Extras,
}

/// What a post may have besides its words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extras {
    /// Where, as its author calls it.
    pub place: Option<String>,
    /// Where, in degrees north and east.
    pub position: Option<(f64, f64)>,
    /// What stands before it is opened; empty for no words.
    pub warning: Option<String>,
    /// It is deleted then.
    pub expires_at: Option<Moment>,
    /// No card is made for its link.
    pub plain_link: bool,
}

/// What a post says.
#[derive(Clone, Debug)]
pub struct Words {
    /// Markdown.
    pub text: String,
    /// Rendered and sanitised.
    pub html: String,
    /// Title or beginning, plain.
    pub title: String,
    /// Everything, plain, for the search index.
    pub plain: String,
    /// In which language (ISO 639-3), as far as that can be told.
    pub language: Option<String>,
}

/// What stands beside a post's row, and is written with [`complete`].
#[derive(Clone, Debug)]
pub struct Beside {
    post: PostId,
    chosen: String,
    plain: String,
}

/// Writes the post's row. What stands beside it, its audience, tags and mentions, and the number of its root, follow in calls of their own.
pub async fn insert(db: &impl ConnectionTrait, new: NewPost) -> Result<(OwnPost, Beside), DbErr> {
    let (row, beside) = row(PostId(0), new);
    let row = post::ActiveModel {
        id: NotSet,
        ..row.into_active_model().reset_all()
    };
    let row = row.insert(db).await?;
    let beside = Beside { post: row.id, ..beside };
    Ok((Own::new(row), beside))
}

/// The same with a number that was set aside, to be written with others ([`put_all`]).
pub fn later(id: PostId, new: NewPost) -> (OwnPost, Beside) {
    let (row, beside) = row(id, new);
    (Own::new(row), beside)
}

/// Writes the rows of posts that have their numbers.
pub async fn put_all(db: &impl ConnectionTrait, posts: &[OwnPost]) -> Result<(), DbErr> {
    numbers::put(db, posts, |one| (**one).clone()).await
}

/// Shows limited posts that are new to those for whom they came.
pub async fn show_all(db: &impl ConnectionTrait, all: &[(OwnPost, PersonId)], now: Moment) -> Result<(), DbErr> {
    let all: Vec<(PostId, PersonId)> = all.iter().map(|(post, person)| (post.id, *person)).collect();
    super::show_each(db, &all, now).await?;
    Ok(())
}

fn row(id: PostId, new: NewPost) -> (post::Model, Beside) {
    let NewPost {
        words, extras, root, ..
    } = new;
    let row = post::Model {
        id,
        guid: new.guid,
        author_id: new.author,
        reach: new.reach,
        text: words.text,
        html: words.html,
        title: words.title,
        created_at: new.at,
        edited_at: new.edited_at,
        pinned_at: None,
        comments: 0,
        likes: 0,
        root_id: root.map(|root| root.post),
        reshares: 0,
        place: extras.place,
        latitude: extras.position.map(|(north, _)| north),
        longitude: extras.position.map(|(_, east)| east),
        warning: extras.warning,
        expires_at: extras.expires_at,
        poll: false,
        active_at: new.at,
        language: words.language,
        preview_id: None,
        plain_link: extras.plain_link,
        photos: 0,
        quiet: new.quiet || root.is_some_and(|root| root.quiet),
    };
    let beside = Beside {
        post: id,
        chosen: new.chosen,
        plain: words.plain,
    };
    (row, beside)
}

/// Writes what stands beside the rows of new posts: how each audience was chosen, and their words in the full-text index.
pub async fn complete(db: &impl ConnectionTrait, posts: &[Beside]) -> Result<(), DbErr> {
    if posts.is_empty() {
        return Ok(());
    }
    let chosen = posts.iter().map(|beside| post_choice::ActiveModel {
        post_id: Set(beside.post),
        chosen: Set(beside.chosen.clone()),
    });
    post_choice::Entity::insert_many(chosen)
        .exec_without_returning(db)
        .await?;
    let words: Vec<_> = posts
        .iter()
        .map(|beside| (beside.post, beside.plain.as_str()))
        .collect();
    index(db, &words).await
}
