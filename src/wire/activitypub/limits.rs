//! How much of a stranger's document is read. What is beyond a limit of the document refuses it; lists and texts
//! within it are cut, so that one foolish post does not hide its author.

/// Bytes of the longest document.
pub const LONGEST_DOCUMENT: usize = 1 << 20;
/// Lists and objects within each other.
pub const DEEPEST: usize = 32;
/// Values in one document, names not counted.
pub const MOST_VALUES: usize = 20_000;
/// Bytes of the longest address.
pub const LONGEST_ID: usize = 2_048;
/// Addressees in each of `to`, `cc`, `bto`, `bcc`, `audience`.
pub const MOST_ADDRESSEES: usize = 1_000;
/// Mentions, hashtags, emoji and links of one object together.
pub const MOST_TAGS: usize = 256;
/// Pictures, films, sounds, files of one object.
pub const MOST_ATTACHMENTS: usize = 32;
/// Answers of a poll.
pub const MOST_CHOICES: usize = 100;
/// Lines about themselves of one actor.
pub const MOST_FIELDS: usize = 32;
/// Other names of one actor.
pub const MOST_ALIASES: usize = 64;
/// Keys of one actor.
pub const MOST_KEYS: usize = 10;
/// Entries of one page of a collection.
pub const MOST_ITEMS: usize = 500;
/// Objects of one activity.
pub const MOST_OBJECTS: usize = 100;
/// Characters of a name, of a poll's answer, of an emoji's name.
pub const LONGEST_NAME: usize = 2_048;
/// Characters of a text with markup.
pub const LONGEST_CONTENT: usize = 262_144;
