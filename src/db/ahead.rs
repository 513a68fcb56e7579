//! What was looked up at once for all acts that share a transaction, so that not each of them asks for itself. Empty unless somebody
//! has looked: then every act asks.

use std::collections::{BTreeSet, HashMap, HashSet};

use entity::own::around::{Around, Hearing, Surroundings, surroundings};
use entity::visible::post::{Authored, posts};
use entity::write::gone::{alone_with, known};
use entity::write::numbers::{Numbers, Wanted, reserve};
use entity::write::{activity, like};
use entity::{CommentId, LikeId, PersonId, PodId, PostId, SeenPost, Viewer, own, person, rounded};

use super::Tx;
use crate::error::Fault;

/// What is known ahead, until the transaction ends.
#[derive(Debug, Default)]
pub struct Ahead {
    /// Names on which nobody else works meanwhile.
    held: HashSet<String>,
    /// Those of them that mean nothing here: neither is anything called so, nor was it taken back.
    fresh: HashSet<String>,
    /// Those of them that nothing else of the batch is about: their rows may be written with others.
    by_itself: HashSet<String>,
    /// For such rows.
    numbers: Numbers,
    /// Which of the posts whose rows are held are liked by which of the people.
    likes: HashSet<(PostId, PersonId)>,
    /// People who are there, by their diaspora ID.
    people: HashMap<String, person::Model>,
    /// Posts that anybody may see, by guid.
    posts: HashMap<String, Authored>,
    /// What is around these posts, whose rows nobody else writes meanwhile.
    around: HashMap<PostId, Surroundings>,
    /// Of which posts another pod has come to know since the last mark, and which.
    since: Vec<(PostId, PodId)>,
    /// Of whom it was asked who ignores them, and who does.
    ignored: HashMap<PersonId, HashSet<PersonId>>,
}

/// What many acts are about.
#[derive(Debug)]
pub struct Batch<'a> {
    /// What is to be called so, or was: a name as often as it is said.
    pub guids: &'a [&'a str],
    /// Who acts.
    pub people: Vec<person::Model>,
    /// Names of what they say something about, each once.
    pub about: &'a [&'a str],
    /// How many rows may come.
    pub rows: Wanted,
}

/// Looks up what each of many acts asks for: whether these names mean anything here, who ignores these people, and what these posts
/// are. Sets numbers aside for what is new.
///
/// # Errors
/// The database cannot be read.
pub async fn look(tx: &mut Tx, batch: Batch<'_>) -> Result<(), Fault> {
    let Batch {
        guids,
        people,
        about,
        rows,
    } = batch;
    let names: BTreeSet<&str> = guids.iter().copied().collect();
    alone_with(tx.sql(), &names).await?;
    let names: Vec<&str> = names.into_iter().collect();
    let known = known(tx.sql(), &names).await?;
    // What is said twice is not new the second time.
    let once = |name: &&str| guids.iter().filter(|guid| *guid == name).count() == 1;
    let fresh = names.iter().copied().filter(|name| !known.contains(*name)).filter(once);
    let fresh: HashSet<String> = fresh.map(str::to_owned).collect();
    let others: HashSet<&str> = about.iter().copied().collect();
    let by_itself = fresh.iter().filter(|name| !others.contains(name.as_str()));
    let actors: Vec<PersonId> = rounded(people.iter().map(|person| person.id).collect());
    let homes: BTreeSet<PodId> = people.iter().filter_map(|person| person.pod_id).collect();
    let homes: Vec<PodId> = rounded(homes.into_iter().collect());
    let mut ignored: HashMap<PersonId, HashSet<PersonId>> = actors.iter().map(|id| (*id, HashSet::new())).collect();
    for (whom, by) in own::ignore::pairs(tx.sql(), &actors).await? {
        ignored.entry(whom).or_default().insert(by);
    }
    // Nobody sees less than a stranger does, so these need not be looked up through everybody's own eyes.
    let posts = posts(Viewer::Anyone).called(tx.sql(), &rounded(about.to_vec())).await?;
    let ids: Vec<PostId> = rounded(posts.iter().map(|found| found.post.id).collect());
    activity::hold(tx.sql(), &ids).await?;
    let likes = match rows.likes {
        0 => HashSet::new(),
        _ => like::given(tx.sql(), &ids, &actors).await?,
    };
    tx.ahead = Ahead {
        by_itself: by_itself.cloned().collect(),
        numbers: reserve(tx.sql(), rows).await?,
        likes,
        around: surroundings(tx.sql(), &ids, &homes).await?,
        posts: posts
            .into_iter()
            .map(|found| (found.post.guid.clone(), found))
            .collect(),
        fresh,
        held: names.into_iter().map(str::to_owned).collect(),
        people: people
            .into_iter()
            .map(|person| (person.handle.clone(), person))
            .collect(),
        since: Vec::new(),
        ignored,
    };
    Ok(())
}

impl Ahead {
    /// Whether nobody else works on a name meanwhile.
    pub fn holds(&self, guid: &str) -> bool {
        self.held.contains(guid)
    }

    /// Somebody who is there, by their ID. None: it is not known whether they are.
    pub fn person(&self, handle: &str) -> Option<&person::Model> {
        self.people.get(handle)
    }

    /// People may have changed from here on.
    pub fn forget_people(&mut self) {
        self.people.clear();
    }

    /// A post that anybody may see, by its guid. None: it is not known whether there is one.
    pub fn post(&self, guid: &str) -> Option<&Authored> {
        self.posts.get(guid)
    }

    /// The same by its row.
    pub fn post_of(&self, id: PostId) -> Option<&Authored> {
        self.posts.values().find(|found| found.post.id == id)
    }

    /// Posts may have changed from here on.
    pub fn forget_posts(&mut self) {
        self.posts.clear();
        self.around.clear();
    }

    /// Another pod has to do with a post from here on.
    pub fn goes_elsewhere(&mut self, post: PostId, pod: PodId) {
        if let Some(around) = self.around.get_mut(&post) {
            around.elsewhere = true;
            if around.pods.insert(pod) {
                self.since.push((post, pod));
            }
        }
    }

    /// What happens from here on may be taken back by itself.
    pub(super) fn mark(&mut self) {
        self.since.clear();
    }

    /// What has happened since the mark has not.
    pub(super) fn back(&mut self) {
        for (post, pod) in self.since.drain(..) {
            if let Some(around) = self.around.get_mut(&post) {
                around.pods.remove(&pod);
            }
        }
    }

    /// Whether a pod has to do with a post. False: it is not known whether it does.
    pub fn is_at(&self, post: PostId, pod: PodId) -> bool {
        self.around.get(&post).is_some_and(|around| around.pods.contains(&pod))
    }

    /// Whether nobody else writes this post's row meanwhile.
    pub fn is_held(&self, post: PostId) -> bool {
        self.around.contains_key(&post)
    }

    /// What is around a post whose row is held, for whoever does something there. None: that was not looked up.
    pub fn around(&self, of: &SeenPost, who: PersonId, authors: &[PersonId], hearing: Hearing) -> Option<Around> {
        let surroundings = self.around.get(&of.id)?;
        Some(surroundings.seen(of, self.ignored.get(&who)?, authors, hearing))
    }

    /// Whether a name means nothing here. False: it is not known whether it does.
    pub fn is_fresh(&self, guid: &str) -> bool {
        self.fresh.contains(guid)
    }

    /// The number of a post that may be written with others. None: it is written by itself.
    pub(super) fn post_number(&mut self, guid: &str) -> Option<PostId> {
        self.by_itself.contains(guid).then(|| self.numbers.post()).flatten()
    }

    /// The same of a comment on a post.
    pub(super) fn comment_number(&mut self, guid: &str, on: PostId) -> Option<CommentId> {
        let may = self.by_itself.contains(guid) && self.is_held(on);
        may.then(|| self.numbers.comment()).flatten()
    }

    /// The same of what may be somebody's first like of a post.
    pub(super) fn like_number(&mut self, guid: &str, on: PostId, by: PersonId) -> Option<LikeId> {
        let may = self.by_itself.contains(guid) && self.is_held(on) && self.ignored.contains_key(&by);
        let first = may && self.likes.insert((on, by));
        first.then(|| self.numbers.like()).flatten()
    }

    /// Somebody likes a post from here on.
    pub(super) fn note_like(&mut self, on: PostId, by: PersonId) {
        self.likes.insert((on, by));
    }

    /// Whether one of these people ignores somebody. None: that was not looked up.
    pub fn is_ignored(&self, whom: PersonId, by: &[PersonId]) -> Option<bool> {
        let ignoring = self.ignored.get(&whom)?;
        Some(by.iter().any(|person| ignoring.contains(person)))
    }
}
