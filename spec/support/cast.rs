//! The people of a spec: alice, bob, eve; carol@remote.example.

use std::collections::BTreeMap;
use std::sync::Mutex;

use entity::user::{Role, State};
use entity::{AspectId, PersonId, Reach, UserId, person, pod as pod_row, user};
use samara::domain::account::session;
use samara::domain::{aspect, me};
use samara::pod::Pod;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};

/// Somebody who lives on the pod.
#[derive(Clone, Debug)]
pub struct Someone {
    /// Account.
    pub user: UserId,
    /// Person.
    pub person: PersonId,
    /// Guid of the person.
    pub guid: String,
    /// diaspora ID.
    pub handle: String,
}

/// Everyone's password.
pub fn password(name: &str) -> String {
    format!("correct horse {name}")
}

/// Somebody by name, made when first asked for: with the aspects `family` and `work`.
pub async fn user(pod: &Pod, name: &str) -> Someone {
    let found = user::Entity::find()
        .filter(user::Column::Username.eq(name))
        .one(pod.db.read())
        .await
        .unwrap();
    if let Some(found) = found {
        let person = person::Entity::find_by_id(found.person_id)
            .one(pod.db.read())
            .await
            .unwrap()
            .unwrap();
        return Someone {
            user: found.id,
            person: person.id,
            guid: person.guid,
            handle: person.handle,
        };
    }
    let hash = hash(pod, name).await;
    let mut tx = pod.db.begin().await.unwrap();
    let now = tx.now();
    let handle = format!("{name}@{}", pod.settings.host());
    let row = person::ActiveModel {
        guid: Set(pod.random.guid_hex()),
        handle: Set(handle.clone()),
        pod_id: Set(None),
        name: Set(name.to_owned()),
        search: Set(format!("{name} {handle}").to_lowercase()),
        avatar: Set(None),
        hue: Set(1),
        searchable: Set(true),
        nsfw: Set(false),
        closed_at: Set(None),
        created_at: Set(now),
        ..Default::default()
    };
    let person = row.insert(tx.sql()).await.unwrap();
    let account = user::ActiveModel {
        person_id: Set(person.id),
        username: Set(name.to_owned()),
        email: Set(format!("{name}@mail.example")),
        password: Set(hash),
        state: Set(State::Active),
        role: Set(Role::Member),
        language: Set("en".to_owned()),
        theme: Set("system".to_owned()),
        application: Set(None),
        invited_by: Set(None),
        started: Set(3),
        share_back: Set(None),
        default_reach: Set(Reach::Limited),
        tell_devices: Set(false),
        totp_secret: Set(None),
        totp_since: Set(None),
        totp_step: Set(0),
        close_at: Set(None),
        seen_at: Set(now),
        created_at: Set(now),
        ..Default::default()
    };
    let account = account.insert(tx.sql()).await.unwrap();
    for (aspect, hue) in [("family", 1), ("work", 2)] {
        aspect::add(&mut tx, account.id, aspect, hue).await.unwrap();
    }
    tx.commit().await.unwrap();
    Someone {
        user: account.id,
        person: person.id,
        guid: person.guid,
        handle,
    }
}

/// The hash of somebody's password. Once for all pods of this process: to make it is the dearest part of joining.
async fn hash(pod: &Pod, name: &str) -> String {
    static MADE: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());
    let made = MADE.lock().unwrap().get(name).cloned();
    if let Some(hash) = made.filter(|hash| !pod.hashing.needs_rehash(hash)) {
        // The salt was drawn from another pod's randomness; here the same is drawn, so that what follows repeats.
        let _: [u8; 16] = pod.random.bytes();
        return hash;
    }
    let hash = pod.hashing.hash(&password(name)).await;
    MADE.lock().unwrap().insert(name.to_owned(), hash.clone());
    hash
}

/// Somebody of another pod.
pub async fn remote(pod: &Pod, name: &str, host: &str) -> person::Model {
    let tx = pod.db.begin().await.unwrap();
    let now = tx.now();
    let known = pod_row::Entity::find()
        .filter(pod_row::Column::Host.eq(host))
        .one(tx.sql())
        .await
        .unwrap();
    let home = match known {
        Some(home) => home,
        None => {
            let row = pod_row::ActiveModel {
                host: Set(host.to_owned()),
                software: Set(None),
                created_at: Set(now),
                ..Default::default()
            };
            row.insert(tx.sql()).await.unwrap()
        }
    };
    let row = person::ActiveModel {
        guid: Set(pod.random.guid_hex()),
        handle: Set(format!("{name}@{host}")),
        pod_id: Set(Some(home.id)),
        name: Set(name.to_owned()),
        search: Set(format!("{name} {name}@{host}")),
        avatar: Set(None),
        hue: Set(2),
        searchable: Set(true),
        nsfw: Set(false),
        closed_at: Set(None),
        created_at: Set(now),
        ..Default::default()
    };
    let person = row.insert(tx.sql()).await.unwrap();
    tx.commit().await.unwrap();
    person
}

/// Signs somebody in; returns the secret of the cookie.
pub async fn sign_in(pod: &Pod, user: UserId) -> String {
    pod.act(async |tx| session::begin(tx, user, "a spec").await)
        .await
        .unwrap()
}

impl Someone {
    /// All that pages know of them, as if they had just signed in.
    pub async fn me(&self, pod: &Pod) -> me::Me {
        let secret = sign_in(pod, self.user).await;
        let hash = samara::domain::seal::digest(&secret);
        let limits = &pod.settings.sessions;
        let (session, user) = session::by_hash(pod.db.read(), &hash, pod.clock.now(), limits)
            .await
            .unwrap()
            .unwrap();
        me::load(pod.db.read(), session, user).await.unwrap().unwrap()
    }

    /// One of their aspects by name.
    pub async fn aspect(&self, pod: &Pod, name: &str) -> AspectId {
        let mine = entity::own::sidebar::aspects(pod.db.read(), self.user).await.unwrap();
        mine.iter()
            .find(|line| line.name == name)
            .unwrap_or_else(|| panic!("no aspect {name}"))
            .id
    }
}
