use samara::settings::{File, LogFormat, Place, Problem, Settings, SettingsError, Sources};

fn file(text: &str) -> Sources {
    Sources {
        file: Some(File {
            path: "config/pod.toml".into(),
            text: text.into(),
        }),
        cores: 3,
        ..Sources::default()
    }
}

fn refused(sources: &Sources) -> SettingsError {
    Settings::load(sources).expect_err("it must be refused")
}

#[test]
fn without_a_word_a_pod_starts_on_this_machine_with_sqlite() {
    let settings = Settings::load(&Sources {
        cores: 3,
        ..Sources::default()
    })
    .unwrap();
    assert_eq!(settings.url("/stream"), "http://localhost:3000/stream");
    assert_eq!(settings.listen.to_string(), "127.0.0.1:3000");
    assert_eq!(settings.database_url(), "sqlite://data/pod.sqlite");
    assert_eq!(settings.mail.sender, "samara@localhost");
    assert_eq!(
        (
            settings.password.memory_kib,
            settings.password.passes,
            settings.password.parallel
        ),
        (19_456, 2, 3)
    );
    assert!(settings.mail.smtp.is_none() && settings.redis.is_none() && settings.proxy.trusted.is_empty());
    assert!(!settings.secure());
    assert_eq!(settings.host(), "localhost:3000");
}

#[test]
fn the_host_of_ids_has_no_www_and_only_an_unusual_port() {
    for (address, host) in [
        ("https://www.pod.example", "pod.example"),
        ("https://pod.example:443/", "pod.example"),
        ("https://pod.example:8443", "pod.example:8443"),
        ("http://POD.example", "pod.example"),
    ] {
        let settings = Settings::load(&file(&format!("address = \"{address}\""))).unwrap();
        assert_eq!(settings.host(), host);
    }
}

#[test]
fn the_stronger_source_wins_and_is_named() {
    let mut sources =
        file("workers = 5\nlog = \"json\"\n[mail]\nsender = \"pod@pod.example\"\n[limits]\nsign_up_per_address = 7");
    sources.environment.insert("SAMARA_WORKERS".into(), "6".into());
    sources
        .environment
        .insert("SAMARA_PROXY_TRUSTED".into(), "127.0.0.1, ::1".into());
    sources.environment.insert("SAMARA_TEST_ANYTHING".into(), "x".into());
    sources.environment.insert("HOME".into(), "/root".into());
    sources.overrides.push(("listen".into(), "0.0.0.0:4000".into()));
    let settings = Settings::load(&sources).unwrap();
    assert_eq!(
        (settings.workers, settings.log, settings.limits.sign_up_per_address),
        (6, LogFormat::Json, 7)
    );
    assert_eq!(settings.proxy.trusted.len(), 2);
    let origin = |name: &str| {
        settings
            .describe()
            .into_iter()
            .find(|one| one.name == name)
            .unwrap()
            .origin
    };
    assert_eq!(origin("workers"), Place::Environment("SAMARA_WORKERS".into()));
    assert_eq!(origin("listen"), Place::CommandLine);
    assert_eq!(
        origin("mail.sender"),
        Place::File {
            path: "config/pod.toml".into(),
            line: 4
        }
    );
    assert_eq!(origin("data"), Place::Default);
}

#[test]
fn an_unknown_key_is_refused_with_its_line_and_the_nearest_known() {
    let error = refused(&file("# a pod\nworkers = 2\nadress = \"https://pod.example\"\n"));
    assert_eq!(
        error.place,
        Place::File {
            path: "config/pod.toml".into(),
            line: 3
        }
    );
    assert_eq!(
        error.to_string(),
        "config/pod.toml, line 3: there is no setting `adress`. Perhaps you mean `address`."
    );
    let error = refused(&file("[mail]\nsmpt = \"smtp://mail.example\""));
    assert_eq!(
        error.to_string(),
        "config/pod.toml, line 2: there is no setting `mail.smpt`. Perhaps you mean `mail.smtp`."
    );
    let error = refused(&file("[wholly_different]\nx = 1"));
    assert_eq!(
        error.problem,
        Problem::Unknown {
            key: "wholly_different".into(),
            nearest: None
        }
    );
    let mut sources = Sources::default();
    sources.environment.insert("SAMARA_WORKER".into(), "2".into());
    assert_eq!(
        refused(&sources).to_string(),
        "variable SAMARA_WORKER: there is no setting `SAMARA_WORKER`. Perhaps you mean `SAMARA_WORKERS`."
    );
    let sources = Sources {
        overrides: vec![("listn".into(), "x".into())],
        ..Sources::default()
    };
    assert!(refused(&sources).to_string().starts_with("command line: "));
}

#[test]
fn a_value_that_cannot_be_is_refused_with_its_line_and_what_it_must_be() {
    for (text, line) in [
        ("workers = \"two\"", 1),
        ("\nworkers = \"2\"", 2),
        ("workers = 0", 1),
        ("workers = 2.5", 1),
        ("listen = \"localhost\"", 1),
        ("address = \"https://pod.example/path\"", 1),
        ("address = \"ftp://pod.example\"", 1),
        ("address = \"https://ada:secret@pod.example\"", 1),
        ("address = 5", 1),
        ("data = \"\"", 1),
        ("database = \"mysql://host/name\"", 1),
        ("log = \"xml\"", 1),
        ("[mail]\n\nsmtp = \"http://mail.example\"", 3),
        ("[mail]\nsender = \"not an address\"", 2),
        ("[mail]\nsender = \"a@b.example\\r\\nBcc: c@d.example\"", 2),
        ("[proxy]\ntrusted = [\"pod.example\"]", 2),
        ("[proxy]\ntrusted = [1]", 2),
        ("[password]\nmemory_kib = 64", 2),
        ("mail = 5", 1),
    ] {
        let error = refused(&file(text));
        assert_eq!(
            error.place,
            Place::File {
                path: "config/pod.toml".into(),
                line
            },
            "{text}: {error}"
        );
    }
    let error = refused(&file("workers = 0"));
    assert_eq!(
        error.to_string(),
        "config/pod.toml, line 1: `workers` must be a number from 1 to 64."
    );
}

#[test]
fn what_is_no_toml_is_refused_with_its_line() {
    for (text, line) in [
        ("workers = 2\nlog = \"text", 2),
        ("workers = 1\nworkers = 2", 2),
        ("[mail", 1),
    ] {
        let error = refused(&file(text));
        assert!(matches!(error.problem, Problem::Syntax(_)), "{error}");
        assert_eq!(
            error.place,
            Place::File {
                path: "config/pod.toml".into(),
                line
            },
            "{error}"
        );
    }
}

#[test]
fn a_named_file_that_is_not_there_is_refused() {
    let missing = std::env::temp_dir().join("samara-no-such-folder/pod.toml");
    let error = Sources::from_world(Some(&missing), Vec::new()).unwrap_err();
    assert!(matches!(error.problem, Problem::Unreadable(_)));
}

#[test]
fn passwords_are_neither_described_nor_debugged_nor_repeated_in_a_refusal() {
    let secrets = "database = \"postgres://pod:s3cret-d@db/pod\"\nredis = \"redis://:s3cret-r@cache\"\n\
                   [mail]\nsmtp = \"smtp://pod:s3cret-m@mail.example\"";
    let settings = Settings::load(&file(secrets)).unwrap();
    assert!(!format!("{settings:?} {:?}", settings.describe()).contains("s3cret"));
    assert!(settings.database_url().contains("s3cret-d"));
    assert_eq!(settings.mail.smtp.unwrap().hidden(), "smtp://pod:hidden@mail.example");
    let error = refused(&file("[mail]\nsmtp = \"htp://pod:s3cret@mail.example\""));
    assert!(!format!("{error} {error:?}").contains("s3cret"));
}

#[test]
#[allow(clippy::disallowed_methods, reason = "writing the file anew is asked for by hand")]
fn the_example_in_the_tree_is_the_one_that_the_table_writes() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/config/pod.toml.example");
    if std::env::var_os("SAMARA_TEST_WRITE").is_some() {
        std::fs::write(path, Settings::example()).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == Settings::example(),
        "config/pod.toml.example is behind src/settings/table.rs: run this spec with SAMARA_TEST_WRITE=1"
    );
}

#[test]
fn every_default_of_the_example_can_be_read_back() {
    let example: String = Settings::example()
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(setting) if !setting.starts_with(' ') => format!("{setting}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    let read = Settings::load(&file(&example)).unwrap();
    let default = Settings::load(&Sources {
        cores: 3,
        ..Sources::default()
    })
    .unwrap();
    let values = |settings: &Settings| settings.describe().into_iter().map(|one| one.value).collect::<Vec<_>>();
    assert_eq!(values(&read), values(&default));
    assert!(read.describe().iter().all(|one| one.origin != Place::Default));
}
