//! What can go wrong, in two kinds. A [`Refusal`] is what a person did that cannot be: it has a sentence in every
//! language, a status and, in a form, the field it is about. A [`Fault`] is everything else: logged with an id that
//! the page shows.
//!
//! A new refusal: a variant in the area's file below `error/`, its key, and the sentence in `config/locales/*/error.ftl`.

use std::fmt;

pub mod account;
pub mod comment;
pub mod conversation;
pub mod emoji;
pub mod filter;
pub mod like;
pub mod moving;
pub mod people;
pub mod photo;
pub mod pod;
pub mod poll;
pub mod post;
pub mod report;
pub mod reshare;
pub mod search;
pub mod telling;

pub use account::AccountRefusal;
pub use comment::CommentRefusal;
pub use conversation::ConversationRefusal;
pub use emoji::EmojiRefusal;
pub use filter::FilterRefusal;
pub use like::LikeRefusal;
pub use moving::MovingRefusal;
pub use people::PeopleRefusal;
pub use photo::PhotoRefusal;
pub use pod::PodRefusal;
pub use poll::PollRefusal;
pub use post::PostRefusal;
pub use report::ReportRefusal;
pub use reshare::ReshareRefusal;
pub use search::SearchRefusal;
pub use telling::TellingRefusal;

use crate::i18n::Arg;

/// What a person did that cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such thing, or none that the viewer may see: both answer alike.
    NotFound,
    /// One has to sign in first.
    SignIn,
    /// The password has to be given again first.
    AskPassword,
    /// The page's token is missing or of another session.
    StalePage,
    /// The request is no form of ours.
    Unreadable,
    /// More than is taken in.
    TooLarge,
    /// The pod's own disk, or that of its database, has no room for what was sent.
    DiskFull,
    /// Tried too often; again in so many minutes.
    TooOften(u64),
    /// Accounts.
    Account(AccountRefusal),
    /// Profiles, contacts, aspects.
    People(PeopleRefusal),
    /// Posts.
    Post(PostRefusal),
    /// Photos.
    Photo(PhotoRefusal),
    /// Comments.
    Comment(CommentRefusal),
    /// Likes.
    Like(LikeRefusal),
    /// Reshares.
    Reshare(ReshareRefusal),
    /// Votes.
    Poll(PollRefusal),
    /// Conversations.
    Conversation(ConversationRefusal),
    /// Filters.
    Filter(FilterRefusal),
    /// Reports.
    Report(ReportRefusal),
    /// Searches and tags.
    Search(SearchRefusal),
    /// How one wants to be told.
    Telling(TellingRefusal),
    /// Emoji of the pod's own.
    Emoji(EmojiRefusal),
    /// Other pods.
    Pod(PodRefusal),
    /// Moving to another pod.
    Moving(MovingRefusal),
}

/// What the sentence of a refusal is made of.
pub struct Sentence {
    /// Key in `error.ftl`.
    pub key: &'static str,
    /// Its arguments.
    pub args: Vec<(&'static str, Arg)>,
    /// The form field it is about.
    pub field: Option<&'static str>,
    /// HTTP status.
    pub status: u16,
}

impl Sentence {
    /// About a whole page.
    pub fn new(key: &'static str, status: u16) -> Self {
        Self {
            key,
            args: Vec::new(),
            field: None,
            status,
        }
    }

    /// About one field of a form: 422.
    pub fn field(field: &'static str, key: &'static str) -> Self {
        Self {
            key,
            args: Vec::new(),
            field: Some(field),
            status: 422,
        }
    }

    /// With a number in it.
    pub fn number(mut self, name: &'static str, number: impl TryInto<i64>) -> Self {
        self.args
            .push((name, Arg::Number(number.try_into().unwrap_or(i64::MAX))));
        self
    }

    /// With a text in it.
    pub fn text(mut self, name: &'static str, text: &str) -> Self {
        self.args.push((name, Arg::Text(text.to_owned())));
        self
    }
}

impl Refusal {
    /// Key, arguments, field and status.
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::NotFound => Sentence::new("error-not-found", 404),
            Self::SignIn => Sentence::new("error-sign-in", 401),
            Self::AskPassword => Sentence::new("error-ask-password", 403),
            Self::StalePage => Sentence::new("error-stale-page", 403),
            Self::Unreadable => Sentence::new("error-unreadable", 400),
            Self::TooLarge => Sentence::new("error-too-large", 413),
            Self::DiskFull => Sentence::new("error-disk-full", 507),
            Self::TooOften(minutes) => Sentence::new("error-too-often", 429).number("minutes", *minutes),
            Self::Account(refusal) => refusal.sentence(),
            Self::People(refusal) => refusal.sentence(),
            Self::Post(refusal) => refusal.sentence(),
            Self::Photo(refusal) => refusal.sentence(),
            Self::Comment(refusal) => refusal.sentence(),
            Self::Like(refusal) => refusal.sentence(),
            Self::Reshare(refusal) => refusal.sentence(),
            Self::Poll(refusal) => refusal.sentence(),
            Self::Conversation(refusal) => refusal.sentence(),
            Self::Filter(refusal) => refusal.sentence(),
            Self::Report(refusal) => refusal.sentence(),
            Self::Search(refusal) => refusal.sentence(),
            Self::Telling(refusal) => refusal.sentence(),
            Self::Emoji(refusal) => refusal.sentence(),
            Self::Pod(refusal) => refusal.sentence(),
            Self::Moving(refusal) => refusal.sentence(),
        }
    }
}

/// Something broke that no person is to blame for.
#[derive(Debug)]
pub struct Fault(Box<dyn std::error::Error + Send + Sync>);

impl Fault {
    /// From words.
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into().into())
    }

    /// From another error.
    pub fn of(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self(Box::new(error))
    }

    /// Whether there is no room on a disk: the pod's own, or that of its database.
    pub fn is_full(&self) -> bool {
        let disk = self.0.downcast_ref::<std::io::Error>();
        let database = self.0.downcast_ref::<sea_orm::DbErr>();
        disk.is_some_and(is_full) || database.is_some_and(is_full_database)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Why an act did not happen.
#[derive(Debug)]
pub enum Stop {
    /// It cannot be.
    Refused(Refusal),
    /// Something broke.
    Broke(Fault),
}

/// What an act comes to.
pub type Outcome<T> = Result<T, Stop>;

impl Stop {
    /// As whoever asks is told: that a disk is full can be said in words. Jobs meet the fault, and are done again.
    pub fn told(self) -> Self {
        match self {
            Self::Broke(fault) if fault.is_full() => {
                tracing::error!(%fault, "there is no room");
                Self::Refused(Refusal::DiskFull)
            }
            Self::Broke(_) | Self::Refused(_) => self,
        }
    }

    /// The refusal, if it is one.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            Self::Broke(_) => None,
        }
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<AccountRefusal> for Stop {
    fn from(refusal: AccountRefusal) -> Self {
        Self::Refused(Refusal::Account(refusal))
    }
}

impl From<PeopleRefusal> for Stop {
    fn from(refusal: PeopleRefusal) -> Self {
        Self::Refused(Refusal::People(refusal))
    }
}

impl From<PostRefusal> for Stop {
    fn from(refusal: PostRefusal) -> Self {
        Self::Refused(Refusal::Post(refusal))
    }
}

impl From<MovingRefusal> for Stop {
    fn from(refusal: MovingRefusal) -> Self {
        Self::Refused(Refusal::Moving(refusal))
    }
}

impl From<PodRefusal> for Stop {
    fn from(refusal: PodRefusal) -> Self {
        Self::Refused(Refusal::Pod(refusal))
    }
}

impl From<PhotoRefusal> for Stop {
    fn from(refusal: PhotoRefusal) -> Self {
        Self::Refused(Refusal::Photo(refusal))
    }
}

impl From<ReshareRefusal> for Stop {
    fn from(refusal: ReshareRefusal) -> Self {
        Self::Refused(Refusal::Reshare(refusal))
    }
}

impl From<PollRefusal> for Stop {
    fn from(refusal: PollRefusal) -> Self {
        Self::Refused(Refusal::Poll(refusal))
    }
}

impl From<ConversationRefusal> for Stop {
    fn from(refusal: ConversationRefusal) -> Self {
        Self::Refused(Refusal::Conversation(refusal))
    }
}

impl From<FilterRefusal> for Stop {
    fn from(refusal: FilterRefusal) -> Self {
        Self::Refused(Refusal::Filter(refusal))
    }
}

impl From<ReportRefusal> for Stop {
    fn from(refusal: ReportRefusal) -> Self {
        Self::Refused(Refusal::Report(refusal))
    }
}

impl From<LikeRefusal> for Stop {
    fn from(refusal: LikeRefusal) -> Self {
        Self::Refused(Refusal::Like(refusal))
    }
}

impl From<CommentRefusal> for Stop {
    fn from(refusal: CommentRefusal) -> Self {
        Self::Refused(Refusal::Comment(refusal))
    }
}

impl From<TellingRefusal> for Stop {
    fn from(refusal: TellingRefusal) -> Self {
        Self::Refused(Refusal::Telling(refusal))
    }
}

impl From<EmojiRefusal> for Stop {
    fn from(refusal: EmojiRefusal) -> Self {
        Self::Refused(Refusal::Emoji(refusal))
    }
}

impl From<SearchRefusal> for Stop {
    fn from(refusal: SearchRefusal) -> Self {
        Self::Refused(Refusal::Search(refusal))
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Broke(fault)
    }
}

impl From<sea_orm::DbErr> for Stop {
    /// A row that another row needs was deleted between looking and writing: that is no fault, it is not there.
    fn from(error: sea_orm::DbErr) -> Self {
        match error.sql_err() {
            Some(sea_orm::SqlErr::ForeignKeyConstraintViolation(what)) => {
                tracing::info!(what, "what an act is about was deleted meanwhile");
                Self::Refused(Refusal::NotFound)
            }
            Some(_) | None => Self::Broke(Fault::of(error)),
        }
    }
}

/// Whether a database says that its disk is full: `SQLITE_FULL`, or PostgreSQL's `disk_full`.
fn is_full_database(error: &sea_orm::DbErr) -> bool {
    use sea_orm::{DbErr, RuntimeErr};
    let (DbErr::Exec(RuntimeErr::SqlxError(inner)) | DbErr::Query(RuntimeErr::SqlxError(inner))) = error else {
        return false;
    };
    let code = inner.as_database_error().and_then(|told| told.code());
    code.is_some_and(|code| matches!(&*code, "13" | "53100"))
}

impl From<sea_orm::DbErr> for Fault {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::of(error)
    }
}

/// Whether a disk says that there is no room, or not as much for one file or for whom the pod runs as.
pub fn is_full(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    matches!(error.kind(), StorageFull | QuotaExceeded | FileTooLarge)
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        Self::Broke(Fault::of(error))
    }
}

/// A row, or the same refusal as for one that never was.
pub trait OrNotFound<T> {
    /// `None` becomes [`Refusal::NotFound`].
    fn or_not_found(self) -> Outcome<T>;
}

impl<T> OrNotFound<T> for Option<T> {
    fn or_not_found(self) -> Outcome<T> {
        self.ok_or(Stop::Refused(Refusal::NotFound))
    }
}
