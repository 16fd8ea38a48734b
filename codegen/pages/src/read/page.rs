//! What was found on a page: plain data, each fact with its place and how sure the reader is.

use api_error_catalog_core::Class;

use crate::read::place::At;

/// Everything found on one page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// The page's title: front matter, `<title>` or first heading.
    pub title: Option<Found<String>>,
    /// Errors, in the order in which the page first names them.
    pub errors: Vec<ErrorFact>,
    /// Types that group errors and often carry their status.
    pub types: Vec<TypeFact>,
    /// HTTP statuses that the page explains as items of their own.
    pub statuses: Vec<StatusFact>,
    /// WebSocket close codes.
    pub close_codes: Vec<CloseFact>,
    /// Every JSON example.
    pub bodies: Vec<Body>,
    /// Addresses at which the page offers help.
    pub support: Vec<Found<String>>,
    /// What was looked at and left out, with the reason.
    pub skipped: Vec<Skipped>,
    /// The hints that found nothing on the page.
    pub unused_hints: Vec<UnusedHint>,
    /// Whether it is the [reference page](crate::write::markdown) of a catalog: nothing on it is a guess, its errors are all
    /// there are, and its messages are patterns.
    pub reference: bool,
}

impl Page {
    /// Whether the page holds no error, type, status or close code at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
            && self.types.is_empty()
            && self.statuses.is_empty()
            && self.close_codes.is_empty()
    }
}

/// A value with its place on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<T> {
    /// What the page says, markup and white space folded away.
    pub value: T,
    /// Where it says so.
    pub at: At,
    /// How sure the reader is.
    pub certainty: Certainty,
}

/// How sure the reader is of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Certainty {
    /// The page's structure says so.
    Sure,
    /// A guess, with what it rests on.
    Unsure(String),
}

/// An error's code as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// A word such as `not_found`.
    Text(String),
    /// A number such as `-1121`.
    Number(i64),
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Code::Text(text) => f.write_str(text),
            Code::Number(number) => write!(f, "{number}"),
        }
    }
}

/// One documented error. A code named in several places is one error that keeps all its texts.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorFact {
    /// The code, or `None` for an error known by its status or message alone.
    pub code: Option<Found<Code>>,
    /// A name beside the code.
    pub name: Option<Found<String>>,
    /// The type or category it belongs to.
    pub error_type: Option<Found<String>>,
    /// Its HTTP statuses; empty where the page gives none.
    pub statuses: Vec<Found<u16>>,
    /// The main description.
    pub description: Option<Found<String>>,
    /// Further texts about the same error.
    pub wordings: Vec<Wording>,
    /// What brings it about.
    pub causes: Vec<Found<String>>,
    /// What to do about it.
    pub solutions: Vec<Found<String>>,
    /// Documented limits, as text.
    pub limits: Vec<Found<String>>,
    /// What the page says about trying again, as text.
    pub retry: Vec<Found<String>>,
    /// Its class, where the page is a reference page of a catalog and says so.
    pub class: Option<Found<Class>>,
    /// What else a reference page of a catalog says.
    pub stated: Stated,
    /// Other codes and statuses under which the same error is sent.
    pub also: Vec<Identity>,
    /// The headings above its first mention, outermost first.
    pub section: Vec<String>,
    /// Its examples, as indices into [`Page::bodies`].
    pub bodies: Vec<usize>,
    /// Its first mention.
    pub at: At,
    /// Whether it is an error at all.
    pub certainty: Certainty,
}

impl ErrorFact {
    /// An error of which nothing is known but that it is there.
    pub fn new(at: At, certainty: Certainty) -> ErrorFact {
        ErrorFact {
            code: None,
            name: None,
            error_type: None,
            statuses: Vec::new(),
            description: None,
            wordings: Vec::new(),
            causes: Vec::new(),
            solutions: Vec::new(),
            limits: Vec::new(),
            retry: Vec::new(),
            class: None,
            stated: Stated::default(),
            also: Vec::new(),
            section: Vec::new(),
            bodies: Vec::new(),
            at,
            certainty,
        }
    }
}

/// What only the reference page of a catalog says of an error, as the catalog has it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stated {
    /// The form of its message.
    pub message: Option<Found<String>>,
    /// What to tell the end user.
    pub user_message: Option<Found<String>>,
    /// The exception of the vendor's SDK.
    pub exception: Option<Found<String>>,
    /// The evidence of an error that is not documented.
    pub seen: Option<Found<String>>,
    /// Why it is not sent any more.
    pub deprecated: Option<Found<String>>,
    /// Its former codes.
    pub renamed_from: Vec<Found<String>>,
    /// Where to read more.
    pub links: Vec<Found<String>>,
    /// The members of its details, each with its type: `` `name` (list of string, maybe missing) ``.
    pub details: Vec<Found<String>>,
}

/// A second way to send the same error.
#[derive(Debug, Clone, PartialEq)]
pub struct Identity {
    /// The other code.
    pub code: Found<Code>,
    /// The statuses it comes under.
    pub statuses: Vec<Found<u16>>,
}

/// A further text about an error, and where on the page it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// The text.
    pub text: Found<String>,
    /// Where it came from.
    pub source: Source,
}

/// The part of a page that a text came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// A table's cell or a listing's field.
    Table,
    /// The text below a heading, or in a component.
    Section,
    /// A list's item, a definition or a paragraph that starts with the code.
    List,
    /// The message that the page says is sent.
    Message,
    /// A hidden comment.
    Comment,
    /// A JSON example.
    Example,
    /// A paragraph further down, about the error but not describing it.
    Note,
}

/// A type that groups errors.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeFact {
    /// The type as it is sent.
    pub name: Found<String>,
    /// The HTTP statuses of its errors.
    pub statuses: Vec<Found<u16>>,
    /// The main description.
    pub description: Option<Found<String>>,
    /// Further texts.
    pub wordings: Vec<Wording>,
    /// The headings above it, outermost first.
    pub section: Vec<String>,
}

/// An HTTP status explained as an item of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct StatusFact {
    /// The status.
    pub status: Found<u16>,
    /// Its name, such as `Not Found`.
    pub name: Option<Found<String>>,
    /// The main description.
    pub description: Option<Found<String>>,
    /// Further texts.
    pub wordings: Vec<Wording>,
    /// What to do, where a column says so.
    pub action: Option<Found<String>>,
    /// What brings it about.
    pub causes: Vec<Found<String>>,
    /// What to do about it, the action included.
    pub solutions: Vec<Found<String>>,
    /// Documented limits, as text.
    pub limits: Vec<Found<String>>,
    /// What the page says about trying again, as text.
    pub retry: Vec<Found<String>>,
    /// The headings above its first mention, outermost first.
    pub section: Vec<String>,
    /// Its examples, as indices into [`Page::bodies`].
    pub bodies: Vec<usize>,
}

impl StatusFact {
    /// A status of which nothing else is known.
    pub fn new(status: Found<u16>) -> StatusFact {
        StatusFact {
            status,
            name: None,
            description: None,
            wordings: Vec::new(),
            action: None,
            causes: Vec::new(),
            solutions: Vec::new(),
            limits: Vec::new(),
            retry: Vec::new(),
            section: Vec::new(),
            bodies: Vec::new(),
        }
    }
}

/// A WebSocket close code. The same code under two headings is two facts.
#[derive(Debug, Clone, PartialEq)]
pub struct CloseFact {
    /// The code.
    pub code: Found<u16>,
    /// Its name or reason.
    pub name: Option<Found<String>>,
    /// The main description.
    pub description: Option<Found<String>>,
    /// Further texts, of other rows with the same code.
    pub wordings: Vec<Wording>,
    /// What to do about it.
    pub solutions: Vec<Found<String>>,
    /// What the page says about connecting again, as text.
    pub retry: Vec<Found<String>>,
    /// The headings above it, outermost first.
    pub section: Vec<String>,
}

/// A JSON example.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// The text as it stands on the page.
    pub raw: String,
    /// The value, or `None` where the example is no JSON (placeholders, dots).
    pub value: Option<serde_json::Value>,
    /// Where it starts.
    pub at: At,
    /// The code of the error it shows or stands under.
    pub code: Option<Code>,
    /// The HTTP statuses that the nearest heading or lead-in gives it.
    pub statuses: Vec<u16>,
    /// The headings above it, outermost first.
    pub section: Vec<String>,
}

/// A hint that found nothing on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnusedHint {
    /// Its place in the list of hints, from 0.
    pub hint: usize,
    /// What is not there.
    pub why: String,
}

/// Something that was looked at and left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// What it is, in a few words: a table's header, a heading.
    pub what: String,
    /// Why it was left out.
    pub reason: String,
    /// Where it stands.
    pub at: At,
}
