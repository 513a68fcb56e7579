//! The types of the network by name. To add one: a line in one of the lists; the compiler names the rest.

/// An enumeration of types, with a last one for what is not known, which keeps its name.
macro_rules! kinds {
    ($(#[$about:meta])* $kinds:ident { $($(#[$note:meta])* $kind:ident,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub enum $kinds {
            $($(#[$note])* $kind,)+
            /// Another one, by its name.
            Other(String),
        }

        impl $kinds {
            /// The name on the wire.
            pub fn name(&self) -> &str {
                match self {
                    $($kinds::$kind => stringify!($kind),)+
                    $kinds::Other(name) => name,
                }
            }

            /// The one of this name, if it is known.
            pub fn known(name: &str) -> Option<Self> {
                match name {
                    $(stringify!($kind) => Some($kinds::$kind),)+
                    _ => None,
                }
            }
        }
    };
}

kinds! {
    /// What an actor is (ActivityStreams Vocabulary, section 3.2).
    ActorKind {
        /// Somebody.
        #[default]
        Person,
        /// A robot.
        Service,
        /// A server or a program.
        Application,
        /// Several people, or a community (FEP-1b12).
        Group,
        /// A company, a club.
        Organization,
    }
}

kinds! {
    /// What an object is (ActivityStreams Vocabulary, section 3.3).
    ObjectKind {
        /// A few words, the usual post.
        #[default]
        Note,
        /// A text with a title.
        Article,
        /// A page, or a link in a community.
        Page,
        /// A poll.
        Question,
        /// A picture.
        Image,
        /// A film.
        Video,
        /// A sound.
        Audio,
        /// Another file.
        Document,
        /// Something that takes place.
        Event,
        /// A message to one person, of Lemmy and Pleroma.
        ChatMessage,
        /// What is left of something deleted.
        Tombstone,
    }
}
