//! What somebody who means ill may try with well-formed messages of their own, signed with their own key.

use openssl::rsa::Rsa;
use samara::wire::diaspora::entity::{
    AccountDeletion, AccountMigration, Comment, Contact, Conversation, Message, Participants, Profile, Relayable,
    Reshare, Retraction, Root,
};
use samara::wire::diaspora::{
    AsSigned, Entity, Envelope, Kind, Known, PrivateKey, PublicKey, Received, Rejected, Related, Route, Text,
};
use samara::wire::{Guid, Handle};

fn id(name: &str) -> Handle {
    Handle::parse(&format!("{name}@{name}.example")).expect("an ID")
}

fn guid(letter: char) -> Guid {
    Guid::parse(&letter.to_string().repeat(16)).expect("a guid")
}

fn key() -> (PrivateKey, PublicKey) {
    let pem = Rsa::generate(1_024)
        .and_then(|rsa| rsa.private_key_to_pem())
        .expect("makes a key");
    let key = PrivateKey::parse(&String::from_utf8(pem).expect("ASCII")).expect("a key");
    let public = key.public().expect("has a public half");
    (key, public)
}

/// The entity in an envelope of the sender, judged with what is known.
fn arrives(entity: impl Into<Entity>, sender: &str, route: Route, known: Known<'_>) -> Result<Received, Rejected> {
    let (key, public) = key();
    let payload = entity.into().xml()?;
    let document = Envelope::write(&payload, &id(sender), &key).expect("signs");
    let opened = Envelope::read(document.as_bytes())?.open(&public)?;
    opened.arrival(route)?.verify(known)
}

fn related(author: &str) -> Related {
    Related {
        author: id(author),
        local: false,
        public: true,
        parent: None,
    }
}

fn below(author: &str, parent: Related) -> Related {
    Related {
        parent: Some(Box::new(parent)),
        ..related(author)
    }
}

fn comment(author: &str) -> Comment {
    Comment {
        author: id(author),
        guid: guid('c'),
        parent_guid: guid('p'),
        thread_parent_guid: None,
        text: Text::new("Hello").expect("fits"),
        created_at: None,
        edited_at: None,
        as_signed: AsSigned::default(),
    }
}

fn knows<'a>(related: &'a Related, key: Option<&'a PublicKey>) -> Known<'a> {
    Known {
        related: Some(related),
        key,
    }
}

#[test]
fn nobody_speaks_for_somebody_else() {
    let dave = || id("dave");
    let message = || Message {
        author: dave(),
        guid: guid('m'),
        text: Text::new("Hello").expect("fits"),
        created_at: None,
        edited_at: None,
        conversation_guid: guid('v'),
    };
    let forged: [Entity; 6] = [
        AccountDeletion { author: dave() }.into(),
        Profile::bare(dave()).into(),
        Contact {
            author: dave(),
            recipient: id("bob"),
            following: true,
            sharing: true,
            blocking: false,
        }
        .into(),
        Conversation {
            author: dave(),
            guid: guid('v'),
            subject: Text::new("Hello").expect("fits"),
            created_at: None,
            participants: Participants::new(vec![dave(), id("bob")]).expect("two"),
            messages: vec![message()],
        }
        .into(),
        message().into(),
        Reshare {
            author: dave(),
            guid: guid('r'),
            created_at: None,
            root: None,
        }
        .into(),
    ];
    for entity in forged {
        let kind = entity.kind();
        let route = Route::Private(id("bob"));
        let refused = arrives(entity.clone(), "mallory", route.clone(), Known::default());
        assert_eq!(refused, Err(Rejected::Sender), "{kind:?}");
        assert!(arrives(entity, "dave", route, Known::default()).is_ok(), "{kind:?}");
    }
}

/// Sender, author's signature, where the root is: only two combinations are taken.
#[test]
fn a_comment_comes_from_the_roots_author_or_from_its_own_to_the_roots_pod() {
    let (carol, carols) = key();
    let (_, mallorys) = key();
    let unsigned = comment("carol");
    let signed = comment("carol").signed(&carol).expect("signs");
    let mut of_another = signed.clone();
    of_another.as_signed.fields[1].1 = "x".repeat(16);
    let cases = [
        (&signed, "alice", false, &carols, Ok(())),
        (&signed, "alice", true, &carols, Ok(())),
        (&signed, "carol", true, &carols, Ok(())),
        (&signed, "carol", false, &carols, Err(Rejected::Sender)),
        (&signed, "mallory", true, &carols, Err(Rejected::Sender)),
        (&signed, "mallory", false, &carols, Err(Rejected::Sender)),
        (&signed, "alice", false, &mallorys, Err(Rejected::AuthorSignature)),
        (&unsigned, "alice", false, &carols, Err(Rejected::Unsigned)),
        (&unsigned, "carol", true, &carols, Err(Rejected::Unsigned)),
        (&of_another, "alice", false, &carols, Err(Rejected::AuthorSignature)),
    ];
    for (comment, sender, local, key, expected) in cases {
        let post = Related {
            local,
            ..related("alice")
        };
        let outcome = arrives(comment.clone(), sender, Route::Public, knows(&post, Some(key)));
        assert_eq!(outcome.map(|_| ()), expected, "{sender}, root local: {local}");
    }
    let post = related("alice");
    assert_eq!(
        arrives(signed.clone(), "alice", Route::Public, knows(&post, None)),
        Err(Rejected::AuthorKeyUnknown(id("carol")))
    );
    assert_eq!(
        arrives(signed, "alice", Route::Public, Known::default()),
        Err(Rejected::ParentUnknown)
    );
}

#[test]
fn a_signed_comment_cannot_be_changed_on_its_way() {
    let (carol, carols) = key();
    let signed = comment("carol").signed(&carol).expect("signs");
    let payload = Entity::from(signed).xml().expect("writes");
    let post = related("alice");
    let judged = |payload: &str| {
        let (key, public) = key();
        let document = Envelope::write(payload, &id("alice"), &key).expect("signs");
        let opened = Envelope::read(document.as_bytes())
            .expect("reads")
            .open(&public)
            .expect("opens");
        let arrival = opened.arrival(Route::Public)?;
        arrival.verify(knows(&post, Some(&carols))).map(|_| ())
    };
    assert_eq!(judged(&payload), Ok(()));
    for (from, to) in [
        ("Hello", "hello"),
        ("Hello", " Hello"),
        ("<text>", "<extra>x</extra><text>"),
        ("<guid>", "<text>Hello</text><guid>"),
        ("cccccccccccccccc", "cccccccccccccccd"),
    ] {
        assert_eq!(
            judged(&payload.replace(from, to)),
            Err(Rejected::AuthorSignature),
            "{to}"
        );
    }
    // The first of two is the one that counts, for the signature and for the reader.
    assert_eq!(
        judged(&payload.replace("</text>", "</text><text>Forged</text>")),
        Ok(())
    );
}

#[test]
fn only_its_author_or_the_author_above_takes_a_thing_back() {
    let retract = |kind, sender: &str, target: &Related| {
        let retraction = Retraction {
            author: target.author.clone(),
            target_guid: guid('t'),
            target_type: kind,
        };
        arrives(retraction, sender, Route::Public, knows(target, None)).map(|_| ())
    };
    let post = related("dave");
    for kind in [Kind::Post, Kind::Photo, Kind::Participation, Kind::Profile, Kind::Poll] {
        assert_eq!(retract(kind, "dave", &post), Ok(()), "{kind:?}");
        assert_eq!(retract(kind, "mallory", &post), Err(Rejected::Sender), "{kind:?}");
    }
    let comment = below("dave", related("alice"));
    for kind in [Kind::Comment, Kind::Like, Kind::PollParticipation] {
        assert_eq!(retract(kind, "dave", &comment), Ok(()), "{kind:?}");
        assert_eq!(retract(kind, "alice", &comment), Ok(()), "{kind:?}");
        assert_eq!(retract(kind, "mallory", &comment), Err(Rejected::Sender), "{kind:?}");
    }
    let on_a_comment = below("erin", comment);
    assert_eq!(retract(Kind::Like, "dave", &on_a_comment), Err(Rejected::Sender));
    assert_eq!(retract(Kind::Like, "alice", &on_a_comment), Ok(()));
}

#[test]
fn what_is_for_one_person_comes_to_that_person_only() {
    let contact = Contact {
        author: id("mallory"),
        recipient: id("carol"),
        following: true,
        sharing: true,
        blocking: false,
    };
    let to = |route| arrives(contact.clone(), "mallory", route, Known::default()).map(|_| ());
    assert_eq!(to(Route::Private(id("bob"))), Err(Rejected::OtherRecipient));
    assert_eq!(to(Route::Public), Err(Rejected::PrivateOnly));
    assert_eq!(to(Route::Private(id("carol"))), Ok(()));

    let conversation = |people: &[&str]| Conversation {
        author: id("mallory"),
        guid: guid('v'),
        subject: Text::new("Hello").expect("fits"),
        created_at: None,
        participants: Participants::new(people.iter().map(|name| id(name)).collect()).expect("two"),
        messages: Vec::new(),
    };
    let to_bob = |people: &[&str]| {
        let route = Route::Private(id("bob"));
        arrives(conversation(people), "mallory", route, Known::default()).map(|_| ())
    };
    assert_eq!(to_bob(&["mallory", "carol"]), Err(Rejected::OtherRecipient));
    assert_eq!(to_bob(&["bob", "carol"]), Err(Rejected::OtherRecipient));
    assert_eq!(to_bob(&["mallory", "bob"]), Ok(()));
}

#[test]
fn a_reshare_names_the_author_of_a_public_post() {
    let reshare = Reshare {
        author: id("mallory"),
        guid: guid('r'),
        created_at: None,
        root: Some(Root {
            author: id("mallory"),
            guid: guid('p'),
        }),
    };
    let judged = |post: &Related| arrives(reshare.clone(), "mallory", Route::Public, knows(post, None)).map(|_| ());
    assert_eq!(judged(&related("dave")), Err(Rejected::RootAuthor));
    let private = Related {
        public: false,
        ..related("mallory")
    };
    assert_eq!(judged(&private), Err(Rejected::NotPublic));
    assert_eq!(judged(&related("mallory")), Ok(()));
}

#[test]
fn nobody_moves_into_somebody_elses_account() {
    let (mine, mines) = key();
    let (_, victims) = key();
    let migration = |author: &str, old: &str, new: &str| AccountMigration {
        author: id(author),
        profile: Profile::bare(id(new)),
        signature: None,
        old_identity: Some(id(old)),
        remote_photo_path: None,
    };
    let judged = |migration: AccountMigration, sender: &str, key| {
        let known = Known {
            related: None,
            key: Some(key),
        };
        arrives(migration, sender, Route::Public, known).map(|_| ())
    };
    let taken_over = migration("mallory", "dave", "mallory");
    let signed = taken_over.clone().signed(&mine).expect("signs");
    assert_eq!(signed.signer(), &id("dave"));
    assert_eq!(
        judged(signed.clone(), "mallory", &victims),
        Err(Rejected::AuthorSignature)
    );
    assert_eq!(judged(taken_over, "mallory", &victims), Err(Rejected::Unsigned));
    assert_eq!(judged(signed, "dave", &mines), Err(Rejected::Sender));
    let nowhere = migration("mallory", "mallory", "mallory");
    assert_eq!(
        judged(nowhere, "mallory", &mines),
        Err(Rejected::Unfit(Kind::AccountMigration, "old_identity"))
    );
    let moved = migration("dave", "dave", "erin").signed(&mine).expect("signs");
    assert_eq!(
        (moved.old(), moved.new_identity(), moved.signer()),
        (&id("dave"), &id("erin"), &id("erin"))
    );
    assert_eq!(judged(moved, "dave", &mines), Ok(()));
}
