//! The people of a made-up pod, whom they know and how they group them.

use std::collections::BTreeSet;

use entity::write::bulk::{Group, Local, Relation};
use entity::{AspectId, PersonId, TagId, UserId};

use crate::domain::post::audience::{Choice, ChosenAspect};
use crate::domain::seal;
use crate::random::Random;

/// Those who write, and whose sessions are measured.
pub(super) const PEOPLE: u64 = 200;
/// All of them: the others only get what the first person shares with an aspect of so many.
const ALL: u64 = 501;
const TAGS: usize = 200;
const ASPECTS: [&str; 4] = ["Family", "Friends", "Work", "Acquaintances"];
/// The first person has so many contacts …
const MOST: f64 = 150.0;
/// … and so many of them in one aspect.
const FIFTY: usize = 50;
const NAMES: [&str; 20] = [
    "Ada", "Bela", "Clara", "Dilan", "Elif", "Femi", "Greta", "Hana", "Ines", "Jonas", "Kim", "Lena", "Mats", "Noor",
    "Oskar", "Pia", "Rosa", "Sami", "Tilda", "Uwe",
];

/// All of them.
pub(super) struct Town {
    pub(super) people: Vec<Local>,
    /// What only their cookies know, in the same order.
    pub(super) secrets: Vec<String>,
    pub(super) groups: Vec<Group>,
    pub(super) relations: Vec<Relation>,
    pub(super) tags: Vec<String>,
    pub(super) follows: Vec<(UserId, TagId)>,
    /// What each of them chooses from when sharing, in the same order.
    pub(super) homes: Vec<Home>,
    /// Of a post that is for all.
    pub(super) open: Audience,
    /// The first person's aspect of exactly fifty.
    pub(super) fifty: AspectId,
    /// The first person's aspect of exactly five hundred.
    pub(super) hundreds: AspectId,
}

/// What somebody chooses from when sharing.
pub(super) struct Home {
    pub(super) id: PersonId,
    pub(super) choices: Vec<Audience>,
    pub(super) fullest: AspectId,
}

/// Some aspects of somebody.
pub(super) struct Audience {
    pub(super) aspects: Vec<AspectId>,
    pub(super) people: Vec<PersonId>,
    /// As publishing keeps it.
    pub(super) json: String,
}

/// One of the people, the first ones far more often.
pub(super) fn popular(random: &Random) -> usize {
    let drawn = random.below(PEOPLE * 16) as f64 / (PEOPLE * 16) as f64;
    (PEOPLE as f64 * drawn * drawn) as usize
}

impl Town {
    pub(super) fn of(random: &Random, host: &str) -> Self {
        let secrets: Vec<String> = (0..ALL).map(|_| random.token()).collect();
        let people = (0..ALL as usize)
            .map(|at| local(random, at, host, &secrets[at]))
            .collect();
        let circles: Vec<Vec<PersonId>> = (0..PEOPLE as usize).map(|at| circle(random, at)).collect();
        let mut groups: Vec<Group> = circles
            .iter()
            .enumerate()
            .flat_map(|(at, circle)| aspects(random, at, circle))
            .collect();
        let fifty = fill_fifty(&mut groups, &circles[0]);
        let homes = groups.chunks(ASPECTS.len()).map(home).collect();
        let hundreds = AspectId(groups.len() as i64 + 1);
        groups.push(Group {
            id: hundreds,
            user: UserId(1),
            name: "Everybody".to_owned(),
            hue: 5,
            members: (2..=ALL as i64).map(PersonId).collect(),
        });
        let everyone = (1..=PEOPLE as i64).map(PersonId).collect();
        let follows = (1..=PEOPLE as i64).flat_map(|user| {
            let tags: BTreeSet<i64> = (0..random.below(6))
                .map(|_| 1 + random.below(TAGS as u64) as i64)
                .collect();
            tags.into_iter().map(move |tag| (UserId(user), TagId(tag)))
        });
        Self {
            people,
            secrets,
            relations: relations(&circles),
            tags: (0..TAGS).map(|tag| format!("tag{tag}")).collect(),
            follows: follows.collect(),
            homes,
            open: Audience {
                aspects: Vec::new(),
                people: everyone,
                json: json(&[]),
            },
            fifty,
            hundreds,
            groups,
        }
    }
}

fn local(random: &Random, at: usize, host: &str, secret: &str) -> Local {
    let username = format!("{}{at}", NAMES[at % NAMES.len()].to_lowercase());
    Local {
        id: at as i64 + 1,
        guid: random.guid_hex(),
        handle: format!("{username}@{host}"),
        name: format!("{} {}", NAMES[at % NAMES.len()], NAMES[at / NAMES.len() % NAMES.len()]),
        session: seal::digest(secret),
        username,
    }
}

/// With whom somebody shares: by a power law, from 150 down to two.
fn circle(random: &Random, at: usize) -> Vec<PersonId> {
    let size = (MOST * (at as f64 + 1.0).powf(-0.6) - 4.5 * at as f64 / PEOPLE as f64).max(2.0) as usize;
    let mut circle = BTreeSet::new();
    while circle.len() < size {
        // Half of them from anywhere, so that the most popular do not have everyone.
        let other = if random.below(2) == 0 {
            popular(random)
        } else {
            random.below(PEOPLE) as usize
        };
        if other != at {
            circle.insert(PersonId(other as i64 + 1));
        }
    }
    circle.into_iter().collect()
}

/// Four aspects; everyone is in one of them, some in two.
fn aspects(random: &Random, at: usize, circle: &[PersonId]) -> Vec<Group> {
    let mut members = vec![BTreeSet::new(); ASPECTS.len()];
    for person in circle {
        members[random.below(4) as usize].insert(*person);
        if random.below(5) == 0 {
            members[random.below(4) as usize].insert(*person);
        }
    }
    let group = |(index, (name, members)): (usize, (&&str, BTreeSet<PersonId>))| Group {
        id: AspectId((at * ASPECTS.len() + index) as i64 + 1),
        user: UserId(at as i64 + 1),
        name: (*name).to_owned(),
        hue: index as i32 + 1,
        members: members.into_iter().collect(),
    };
    ASPECTS.iter().zip(members).enumerate().map(group).collect()
}

fn fill_fifty(groups: &mut [Group], circle: &[PersonId]) -> AspectId {
    let fifty: Vec<PersonId> = circle.iter().copied().take(FIFTY).collect();
    let former = std::mem::replace(&mut groups[1].members, fifty.clone());
    let others: BTreeSet<PersonId> = former.into_iter().filter(|person| !fifty.contains(person)).collect();
    let last: BTreeSet<PersonId> = groups[3].members.iter().copied().chain(others).collect();
    groups[3].members = last.into_iter().collect();
    groups[1].id
}

/// Whom somebody reaches: each aspect that is not empty, and all of them together.
fn home(groups: &[Group]) -> Home {
    let filled: Vec<&Group> = groups.iter().filter(|group| !group.members.is_empty()).collect();
    let mut choices: Vec<Audience> = filled.iter().map(|group| audience(&[group])).collect();
    choices.push(audience(&filled));
    let fullest = groups
        .iter()
        .max_by_key(|group| group.members.len())
        .expect("everybody has four aspects")
        .id;
    Home {
        id: PersonId(groups[0].user.0),
        choices,
        fullest,
    }
}

fn audience(groups: &[&Group]) -> Audience {
    let people: BTreeSet<PersonId> = groups.iter().flat_map(|group| group.members.iter().copied()).collect();
    Audience {
        aspects: groups.iter().map(|group| group.id).collect(),
        people: people.into_iter().collect(),
        json: json(groups),
    }
}

fn json(groups: &[&Group]) -> String {
    let chosen = |group: &&Group| ChosenAspect {
        name: group.name.clone(),
        hue: group.hue,
    };
    let choice = Choice {
        aspects: groups.iter().map(chosen).collect(),
        ..Choice::default()
    };
    serde_json::to_string(&choice).expect("a choice is plain values")
}

/// Both sides of who shares with whom. The first person shares with everybody.
fn relations(circles: &[Vec<PersonId>]) -> Vec<Relation> {
    let shares = |from: usize, to: usize| {
        let knows = circles
            .get(from)
            .is_some_and(|circle| circle.binary_search(&PersonId(to as i64 + 1)).is_ok());
        knows || (from == 0 && to != 0)
    };
    let all = ALL as usize;
    let pairs = (0..all).flat_map(|one| (0..all).map(move |other| (one, other)));
    pairs
        .map(|(one, other)| Relation {
            user: UserId(one as i64 + 1),
            person: PersonId(other as i64 + 1),
            sharing: shares(other, one),
            receiving: shares(one, other),
        })
        .filter(|relation| relation.sharing || relation.receiving)
        .collect()
}
