//! Hashes of passwords (Argon2id), off the async threads and only so many at once: each takes some megabytes and a
//! hundredth of a second, and a crowd of strangers must not take all there is.
//!
//! It knows no account. Whether an account exists does not show in the time that [`Hashing::verify`] takes.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::random::Random;
use crate::settings::Settings;
use crate::text::password::normal;

/// Hashes and checks passwords; cheap to clone, and clones share the limit.
#[derive(Clone, Debug)]
pub struct Hashing {
    permits: Arc<Semaphore>,
    params: Params,
    random: Random,
    /// Kibibytes that were filled, over all passes.
    filled: Arc<AtomicU64>,
}

impl Hashing {
    /// With the work and the limit that the settings ask for.
    pub fn from_settings(settings: &Settings, random: Random) -> Self {
        let password = &settings.password;
        let params = Params::new(password.memory_kib, password.passes, 1, None)
            .expect("the settings allow only numbers that Argon2 takes");
        Self {
            permits: Arc::new(Semaphore::new(password.parallel.max(1))),
            params,
            random,
            filled: Arc::default(),
        }
    }

    /// How much work was done until now, in kibibytes that were filled: what Argon2 takes its time for.
    pub fn work(&self) -> u64 {
        self.filled.load(Ordering::Relaxed)
    }

    /// The hash of a password as a PHC string, which carries its salt and its costs.
    pub async fn hash(&self, password: &str) -> String {
        let (argon2, salt) = (self.argon2(), self.random.bytes::<16>());
        self.filled.fetch_add(work(&self.params), Ordering::Relaxed);
        let hash = move |password: &[u8]| argon2.hash_password_with_salt(password, &salt);
        let hash: PasswordHash = self
            .at_work(password, hash)
            .await
            .expect("costs and salt are ones that Argon2 takes");
        hash.to_string()
    }

    /// Whether the password is the one of the hash. Without a hash (nobody has that name) it is not, after the same work.
    pub async fn verify(&self, password: &str, hash: Option<&str>) -> bool {
        let theirs = hash.and_then(|hash| PasswordHash::new(hash).ok());
        let somebody = theirs.is_some();
        let hash = theirs.unwrap_or_else(|| nobodys(&self.params));
        let (argon2, filled) = (self.argon2(), self.filled.clone());
        let fits = move |password: &[u8]| {
            let fits = argon2.verify_password(password, &hash).is_ok();
            filled.fetch_add(
                Params::try_from(&hash).map_or(0, |costs| work(&costs)),
                Ordering::Relaxed,
            );
            fits
        };
        self.at_work(password, fits).await && somebody
    }

    /// Whether a hash was made with other costs than those of today: then it is made anew at the next sign-in.
    pub fn needs_rehash(&self, hash: &str) -> bool {
        let Ok(hash) = PasswordHash::new(hash) else { return true };
        let same = |params: Params| {
            (params.m_cost(), params.t_cost(), params.p_cost())
                == (self.params.m_cost(), self.params.t_cost(), self.params.p_cost())
        };
        hash.algorithm.as_str() != "argon2id" || !Params::try_from(&hash).is_ok_and(same)
    }

    fn argon2(&self) -> Argon2<'static> {
        Argon2::new(Algorithm::Argon2id, Version::V0x13, self.params.clone())
    }

    async fn at_work<T: Send + 'static>(&self, password: &str, work: impl FnOnce(&[u8]) -> T + Send + 'static) -> T {
        let password = normal(password);
        let permit = self
            .permits
            .clone()
            .acquire_owned()
            .await
            .expect("nobody closes the semaphore");
        let done = tokio::task::spawn_blocking(move || {
            let done = work(password.as_bytes());
            drop(permit);
            done
        });
        done.await.expect("hashing does not panic")
    }
}

/// Kibibytes that are filled for a hash of these costs.
fn work(costs: &Params) -> u64 {
    u64::from(costs.m_cost()) * u64::from(costs.t_cost())
}

/// A hash of these costs that is nobody's: checking a password against it takes as long as against somebody's.
fn nobodys(costs: &Params) -> PasswordHash {
    let (memory, passes) = (costs.m_cost(), costs.t_cost());
    let hash = "A".repeat(43);
    let hash = format!("$argon2id$v=19$m={memory},t={passes},p=1$bm9ib2R5IGhhcyB0aGlzLg${hash}");
    PasswordHash::new(&hash).expect("it is written as Argon2 writes them")
}
