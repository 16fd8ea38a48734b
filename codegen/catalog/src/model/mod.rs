//! A catalog, validated: plain data, with no YAML and no tokens in it.
//!
//! Every reader ends here and every writer starts from here. Only [`open`](crate::open) makes one, so the names,
//! identities and templates of a [`Catalog`] are valid.

pub(crate) mod deviation;
pub(crate) mod erratum;
pub(crate) mod hint;
pub(crate) mod pattern;
mod reason;
pub(crate) mod template;
mod value_type;

use api_error_catalog_core::table::CodeType;
use api_error_catalog_core::{Category, RetryAdvice};

pub use deviation::{Deviation, KnownDeviation};
pub use erratum::{Condition, Erratum};
pub use hint::{Column, Contents, Hint, PageForm, Part, Role};
pub use pattern::{Pattern, Piece};
pub use reason::{REASON_PHRASES, reason_phrase};
pub use template::{FieldType, FieldUse, Member, Template};
pub use value_type::ValueType;

/// The errors of one API.
#[derive(Clone, Debug, PartialEq)]
pub struct Catalog {
    /// The name of the module and the file: `elevenlabs`.
    pub name: String,
    /// The name for a person.
    pub title: String,
    /// What was read.
    pub source: PageSource,
    /// Where to turn.
    pub support: Support,
    /// What codes are on the wire.
    pub code_type: CodeType,
    /// The envelope, then every further shape, in the order in which they are tried.
    pub shapes: Vec<Shape>,
    /// Fields that a response header carries: the field's name and the header's.
    pub headers: Vec<(String, String)>,
    /// What no log may show.
    pub sensitive: Sensitive,
    /// The types that group errors.
    pub types: Vec<Type>,
    /// The errors in the order of the file; observed ones last.
    pub errors: Vec<Error>,
    /// What answers are known to do otherwise.
    pub known_deviations: Vec<KnownDeviation>,
    /// The HTTP statuses that the page describes.
    pub statuses: Vec<Status>,
    /// The WebSocket close codes that the page describes.
    pub close_codes: Vec<CloseCode>,
    /// Faults of the page as a whole.
    pub errata: Vec<Erratum>,
}

/// What a catalog was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageSource {
    /// The page's title.
    pub title: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The name of its file.
    pub file: Option<String>,
    /// The day it was read, as `YYYY-MM-DD`.
    pub read: Option<String>,
    /// Where its answers come from: hosts, `*.` in front of one for all below it, a path behind it for what begins so.
    pub hosts: Vec<String>,
    /// What the reader of the page cannot guess.
    pub hints: Vec<Hint>,
}

/// Where to turn, and what to send along.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Support {
    /// A page.
    pub url: Option<String>,
    /// A mail address.
    pub email: Option<String>,
    /// Fields of the envelope, and things that only a person can add.
    pub send: Vec<String>,
}

/// A form in which errors come.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// `envelope`, `websocket`, the catalog's name for it, or `decode_only_1` and so on.
    pub name: String,
    /// Whether it comes as a message on a WebSocket.
    pub websocket: bool,
    /// Whether it is ever written.
    pub written: bool,
    /// How it is laid out.
    pub template: Template,
}

/// What no log may show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sensitive {
    /// Fields of the envelope.
    pub fields: Vec<String>,
    /// Members of `details`, by their names on the wire.
    pub details: Vec<String>,
}

/// A type that groups errors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Type {
    /// As on the wire.
    pub name: String,
    /// The statuses it comes with.
    pub statuses: Vec<u16>,
    /// What it means.
    pub description: String,
}

/// An error.
#[derive(Clone, Debug, PartialEq)]
pub struct Error {
    /// The key in the file.
    pub key: String,
    /// The variant's name.
    pub name: String,
    /// Its code as text, and the statuses it has it under.
    pub own: Identity,
    /// Further codes, each with its statuses.
    pub also: Vec<Identity>,
    /// The type or label it comes with.
    pub error_type: Option<String>,
    /// The place of the shape it comes in.
    pub shape: usize,
    /// The form of its message.
    pub message: Option<Pattern>,
    /// Whether that form is what tells it.
    pub told_by_message: bool,
    /// What it means.
    pub description: String,
    /// What it may come from.
    pub causes: Vec<String>,
    /// What mends it.
    pub solutions: Vec<String>,
    /// A text for an end user.
    pub user_message: Option<String>,
    /// The exception by which the vendor's SDK raises it.
    pub exception: Option<String>,
    /// Documented limits that it enforces.
    pub limits: Vec<Limit>,
    /// The members of its `details`.
    pub details: Vec<Detail>,
    /// What sort of error it is.
    pub category: Category,
    /// Whether to try again.
    pub retry: Option<RetryAdvice>,
    /// Documented bodies.
    pub examples: Vec<Example>,
    /// Faults of the page where it speaks of this error.
    pub errata: Vec<Erratum>,
    /// Where to read more.
    pub links: Vec<String>,
    /// Why it should no longer be expected.
    pub deprecated: Option<String>,
    /// Codes it had before.
    pub renamed_from: Vec<String>,
    /// Where it was seen, if the page does not list it.
    pub seen: Option<String>,
}

/// A code with the statuses it stands for an error under.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// The code as text; `None` where the error has none.
    pub code: Option<String>,
    /// As documented; empty where the page names none.
    pub statuses: Vec<u16>,
}

/// A documented limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// What is limited, with its unit.
    pub name: String,
    /// The plan it holds for.
    pub plan: Option<String>,
    /// The number.
    pub value: u64,
}

/// A member of an error's `details`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// Its name on the wire.
    pub name: String,
    /// The name of the struct's field.
    pub field: String,
    /// Whether a documented body may be without it.
    pub optional: bool,
    /// Its type.
    pub ty: ValueType,
    /// Whether it is a list of such values.
    pub list: bool,
}

/// A documented body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The status it comes with.
    pub status: Option<u16>,
    /// The body.
    pub body: String,
}

/// An HTTP status that the page describes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The status.
    pub status: u16,
    /// Its name.
    pub name: String,
    /// What it means.
    pub description: String,
    /// What to do.
    pub action: Option<String>,
}

/// A close code that the page describes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CloseCode {
    /// The code.
    pub code: u16,
    /// Its name.
    pub name: String,
    /// What it means.
    pub description: String,
    /// What sort of error it is.
    pub category: Category,
}

impl Catalog {
    /// Returns all errata: first those of the whole page, then those of each error, with the error.
    pub fn all_errata(&self) -> impl Iterator<Item = (Option<&Error>, &Erratum)> {
        let of_errors = self.errors.iter().flat_map(|error| {
            error
                .errata
                .iter()
                .map(move |erratum| (Some(error), erratum))
        });
        self.errata
            .iter()
            .map(|erratum| (None, erratum))
            .chain(of_errors)
    }

    /// The fields of its envelopes that the engine does not know, in order of appearance.
    #[must_use]
    pub fn own_fields(&self) -> Vec<String> {
        let mut own: Vec<String> = Vec::new();
        for shape in &self.shapes {
            shape.template.each_field(&mut |field| {
                for name in std::iter::once(&field.name).chain(&field.default) {
                    if !crate::model::template::is_known(name) && !own.contains(name) {
                        own.push(name.clone());
                    }
                }
            });
        }
        own
    }
}

impl Error {
    /// Every identity, its own first.
    pub fn identities(&self) -> impl Iterator<Item = &Identity> {
        std::iter::once(&self.own).chain(&self.also)
    }

    /// Whether this is one of its codes.
    #[must_use]
    pub fn has_code(&self, code: &str) -> bool {
        self.identities()
            .any(|identity| identity.code.as_deref() == Some(code))
    }
}
