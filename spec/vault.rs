//! What is locked in the database, and where its key is.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use samara::random::Random;
use samara::settings::{Settings, Sources};
use samara::vault::Vault;

/// A data folder of its own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        Self(std::env::temp_dir().join(format!("samara-vault-{}", Random::System.guid_hex())))
    }

    fn vault(&self, key: &str) -> Result<Vault, samara::error::Fault> {
        let set = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let settings = Settings::load(&Sources {
            overrides: vec![set("data", self.0.to_str().unwrap()), set("key", key)],
            cores: 1,
            ..Sources::default()
        });
        Vault::from_settings(&settings.unwrap(), &Random::System)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn what_is_locked_opens_with_the_same_key_for_the_same_purpose_and_not_otherwise() {
    let (folder, other) = (Folder::new(), Folder::new());
    let vault = folder.vault("").unwrap();
    let locked = vault.lock(&Random::System, "one", "täglich Brot");
    assert_eq!(folder.vault("").unwrap().open("one", &locked).unwrap(), "täglich Brot");
    assert_ne!(
        vault.lock(&Random::System, "one", "täglich Brot"),
        locked,
        "nothing shows that two are the same"
    );
    assert!(vault.open("two", &locked).is_err(), "another purpose");
    assert!(other.vault("").unwrap().open("one", &locked).is_err(), "another pod");
    for at in 0..locked.len() {
        let mut changed = locked.clone().into_bytes();
        changed[at] = if changed[at] == b'0' { b'1' } else { b'0' };
        let changed = String::from_utf8(changed).unwrap();
        assert!(vault.open("one", &changed).is_err(), "changed at {at}");
    }
    for wrong in ["", "00", "täglich", &locked[..40]] {
        assert!(vault.open("one", wrong).is_err(), "{wrong}");
    }
}

#[test]
fn the_key_is_made_once_and_only_the_pod_reads_it() {
    let folder = Folder::new();
    let vault = folder.vault("").unwrap();
    let file = folder.0.join("key");
    let key = std::fs::read_to_string(&file).unwrap();
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(
        std::fs::read_dir(&folder.0).unwrap().count(),
        1,
        "nothing is left beside it"
    );
    let locked = vault.lock(&Random::System, "one", "bread");
    assert_eq!(
        Folder::new().vault(&key).unwrap().open("one", &locked).unwrap(),
        "bread"
    );
    std::fs::write(&file, "not a key").unwrap();
    assert!(folder.vault("").unwrap_err().to_string().contains("64 hex digits"));
}

#[test]
fn of_processes_that_start_at_once_all_have_the_same_key() {
    let folder = Folder::new();
    let locked: Vec<String> = std::thread::scope(|scope| {
        let start = || folder.vault("").unwrap().lock(&Random::System, "one", "bread");
        let started: Vec<_> = (0..8).map(|_| scope.spawn(start)).collect();
        started.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let vault = folder.vault("").unwrap();
    assert!(locked.iter().all(|one| vault.open("one", one).is_ok()));
}
