//! What was looked up at once for all acts that share a transaction, so that not each of them asks for itself. Empty unless somebody
//! has looked: then every act asks.

use std::collections::{BTreeSet, HashMap, HashSet};

use entity::own::around::{Around, Hearing, Surroundings, surroundings};
use entity::visible::post::{Authored, posts};
use entity::write::activity;
use entity::write::gone::{alone_with, known};
use entity::{PersonId, PodId, PostId, SeenPost, Viewer, own, person};

use super::Tx;
use crate::error::Fault;

/// What is known ahead, until the transaction ends.
#[derive(Debug, Default)]
pub struct Ahead {
    /// Names on which nobody else works meanwhile.
    held: HashSet<String>,
    /// Those of them that mean nothing here: neither is anything called so, nor was it taken back.
    fresh: HashSet<String>,
    /// People who are there, by their diaspora ID.
    people: HashMap<String, person::Model>,
    /// Posts that anybody may see, by guid.
    posts: HashMap<String, Authored>,
    /// What is around these posts, whose rows nobody else writes meanwhile.
    around: HashMap<PostId, Surroundings>,
    /// Of whom it was asked who ignores them, and who does.
    ignored: HashMap<PersonId, HashSet<PersonId>>,
}

/// Looks up what each of many acts asks for: whether these names mean anything here, who ignores these people, and what these posts
/// are (`about`). A name is there as often as it is said.
///
/// # Errors
/// The database cannot be read.
pub async fn look(tx: &mut Tx, guids: &[&str], people: Vec<person::Model>, about: &[&str]) -> Result<(), Fault> {
    let names: BTreeSet<&str> = guids.iter().copied().collect();
    alone_with(tx.sql(), &names).await?;
    let names: Vec<&str> = names.into_iter().collect();
    let known = known(tx.sql(), &names).await?;
    // What is said twice is not new the second time.
    let once = |name: &&str| guids.iter().filter(|guid| *guid == name).count() == 1;
    let fresh = names.iter().copied().filter(|name| !known.contains(*name)).filter(once);
    let ids: Vec<PersonId> = people.iter().map(|person| person.id).collect();
    let homes: BTreeSet<PodId> = people.iter().filter_map(|person| person.pod_id).collect();
    let homes: Vec<PodId> = homes.into_iter().collect();
    let mut ignored: HashMap<PersonId, HashSet<PersonId>> = ids.iter().map(|id| (*id, HashSet::new())).collect();
    for (whom, by) in own::ignore::pairs(tx.sql(), &ids).await? {
        ignored.entry(whom).or_default().insert(by);
    }
    // Nobody sees less than a stranger does, so these need not be looked up through everybody's own eyes.
    let posts = posts(Viewer::Anyone).called(tx.sql(), about).await?;
    let ids: Vec<PostId> = posts.iter().map(|found| found.post.id).collect();
    activity::hold(tx.sql(), &ids).await?;
    tx.ahead = Ahead {
        around: surroundings(tx.sql(), &ids, &homes).await?,
        posts: posts
            .into_iter()
            .map(|found| (found.post.guid.clone(), found))
            .collect(),
        fresh: fresh.map(str::to_owned).collect(),
        held: names.into_iter().map(str::to_owned).collect(),
        people: people
            .into_iter()
            .map(|person| (person.handle.clone(), person))
            .collect(),
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
            around.pods.insert(pod);
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

    /// Whether one of these people ignores somebody. None: that was not looked up.
    pub fn is_ignored(&self, whom: PersonId, by: &[PersonId]) -> Option<bool> {
        let ignoring = self.ignored.get(&whom)?;
        Some(by.iter().any(|person| ignoring.contains(person)))
    }
}
