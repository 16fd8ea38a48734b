//! The model of a catalog: validated, plain data, without YAML and without tokens.
//!
//! Every reader ends here, and every writer starts from here. Only [`open`](crate::open) creates a [`Catalog`], so its
//! names, identities and templates are valid.

mod conditions;
mod detail;
pub(crate) mod deviation;
pub(crate) mod erratum;
pub(crate) mod hint;
pub(crate) mod pattern;
mod reason;
pub(crate) mod source;
pub(crate) mod template;
mod value_type;

use api_error_catalog_core::table::CodeType;
use api_error_catalog_core::{Category, RetryAdvice};

pub use conditions::{CodeSet, Conditions, WireRules};
pub use detail::{Detail, DetailType};
pub use deviation::{Deviation, KnownDeviation};
pub use erratum::{Condition, Erratum};
pub use hint::{Column, Contents, Hint, PageForm, Part, Role};
pub use pattern::{Pattern, Piece};
pub use reason::{REASON_PHRASES, reason_phrase};
pub use source::{FORMS, FieldPlace, FieldSource, HeaderPart, form_word};
pub use template::{FieldType, FieldUse, Member, Template};
pub use value_type::ValueType;

/// The errors of one API.
#[derive(Clone, Debug, PartialEq)]
pub struct Catalog {
    /// The name of the module and the file: `elevenlabs`.
    pub name: String,
    /// The name to show to people.
    pub title: String,
    /// The pages and documents that it describes. If two of them contradict each other, the first one counts.
    pub pages: Vec<PageSource>,
    /// How to contact the vendor's support.
    pub support: Support,
    /// The type of codes in responses.
    pub code_type: CodeType,
    /// The envelope, then the other shapes, in the order in which they are tried.
    pub shapes: Vec<Shape>,
    /// Where responses state fields, besides the shapes. The sources of one field are in the order in which they count.
    pub sources: Vec<FieldSource>,
    /// Rules for all responses.
    pub rules: WireRules,
    /// Fields that must not appear in logs.
    pub sensitive: Sensitive,
    /// The types that group errors.
    pub types: Vec<Type>,
    /// The errors in the order of the file; observed ones last.
    pub errors: Vec<Error>,
    /// The recorded deviations of responses.
    pub known_deviations: Vec<KnownDeviation>,
    /// The HTTP statuses that the page describes.
    pub statuses: Vec<Status>,
    /// The WebSocket close codes that the page describes.
    pub close_codes: Vec<CloseCode>,
    /// The errata of the page as a whole.
    pub errata: Vec<Erratum>,
}

/// A page that a catalog describes, or a document for programs such as OpenAPI.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageSource {
    /// The page's title.
    pub title: Option<String>,
    /// The page's URL.
    pub url: Option<String>,
    /// The name of the page's file.
    pub file: Option<String>,
    /// The day on which the page was read, as `YYYY-MM-DD`.
    pub read: Option<String>,
    /// The API's hosts: a name, `*.` before it for all subdomains, a path after it for the URLs that start with it.
    pub hosts: Vec<String>,
    /// Hints that correct how the page is read.
    pub hints: Vec<Hint>,
}

/// How to contact the vendor's support.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Support {
    /// The support page.
    pub url: Option<String>,
    /// The email address.
    pub email: Option<String>,
    /// The information to include: fields of the envelope, and other things in words.
    pub send: Vec<String>,
}

/// A shape of error bodies.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// `envelope`, `websocket`, the catalog's name for it, or `decode_only_1` and so on.
    pub name: String,
    /// Whether it is the shape of WebSocket messages.
    pub websocket: bool,
    /// Whether it is written as well as decoded.
    pub written: bool,
    /// The template.
    pub template: Template,
}

impl Shape {
    /// Returns `true` for the envelope of a catalog that states none.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        self.template == Template::Object(Vec::new())
    }
}

/// Fields that must not appear in logs.
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
    /// The value in responses.
    pub name: String,
    /// The HTTP statuses of its errors that state none.
    pub statuses: Vec<u16>,
    /// The description.
    pub description: String,
}

/// An error.
#[derive(Clone, Debug, PartialEq)]
pub struct Error {
    /// The key in the file.
    pub key: String,
    /// The name of the variant.
    pub name: String,
    /// The code with its statuses.
    pub own: Identity,
    /// Further codes, each with its statuses.
    pub also: Vec<Identity>,
    /// The value of the field `type`.
    pub error_type: Option<String>,
    /// The index of the shape of its bodies.
    pub shape: usize,
    /// The template of its message.
    pub message: Option<Pattern>,
    /// Whether this template identifies the error.
    pub identified_by_message: bool,
    /// The description.
    pub description: String,
    /// The causes.
    pub causes: Vec<String>,
    /// The solutions.
    pub solutions: Vec<String>,
    /// A message for end users.
    pub user_message: Option<String>,
    /// The exception that the vendor's SDK raises for it.
    pub exception: Option<String>,
    /// The documented limits that it enforces.
    pub limits: Vec<Limit>,
    /// The members of its `details`.
    pub details: Vec<Detail>,
    /// The category.
    pub category: Category,
    /// The retry advice.
    pub retry: Option<RetryAdvice>,
    /// The documented bodies.
    pub examples: Vec<Example>,
    /// The errata of the page's description of this error.
    pub errata: Vec<Erratum>,
    /// URLs of further documentation.
    pub links: Vec<String>,
    /// Why the error is no longer sent.
    pub deprecated: Option<String>,
    /// The former codes.
    pub renamed_from: Vec<String>,
    /// The evidence of an error that the page does not list.
    pub seen: Option<String>,
}

/// A code, with the statuses that it identifies an error with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// The code as a string; `None` if the error has no code.
    pub code: Option<String>,
    /// The documented statuses; empty if the page states none.
    pub statuses: Vec<u16>,
    /// Further conditions.
    pub conditions: Option<Box<Conditions>>,
}

/// A documented limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The limited quantity with its unit, such as `text_characters`.
    pub name: String,
    /// The plan to which the limit applies.
    pub plan: Option<String>,
    /// The limit.
    pub value: u64,
}

/// A documented body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The HTTP status of the response.
    pub status: Option<u16>,
    /// The body.
    pub body: String,
}

/// An HTTP status that the page describes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The status.
    pub status: u16,
    /// The name.
    pub name: String,
    /// The description.
    pub description: String,
    /// What to do.
    pub action: Option<String>,
}

/// A close code that the page describes.
#[derive(Clone, Debug, PartialEq)]
pub struct CloseCode {
    /// The code.
    pub code: u16,
    /// The name.
    pub name: String,
    /// The description.
    pub description: String,
    /// The category.
    pub category: Category,
    /// The retry advice: whether and when to connect again.
    pub retry: Option<RetryAdvice>,
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

    /// Returns `true` if the responses of an error have this field when they are sent, in the body or in a header. They have
    /// the error's own shape, or the first one if that is only decoded.
    #[must_use]
    pub fn sends(&self, error: &Error, field: &str) -> bool {
        let own = self.shapes.get(error.shape).filter(|shape| shape.written);
        own.or(self.shapes.first()).is_some_and(|shape| {
            let in_header = || self.headers().any(|(known, _)| known == field);
            shape.template.has(field) || !shape.websocket && in_header()
        })
    }

    /// Returns the API's hosts.
    pub fn hosts(&self) -> impl Iterator<Item = &String> {
        self.pages.iter().flat_map(|page| &page.hosts)
    }

    /// Describes the sources of fields other than the body: `retry_after: header retry-after-ms in ms`.
    #[must_use]
    pub fn described_sources(&self) -> Vec<String> {
        let sources = self.sources.iter();
        sources.map(FieldSource::describe_with_field).collect()
    }

    /// Describes the rules for all responses.
    #[must_use]
    pub fn described_rules(&self) -> Vec<String> {
        let name = |at: usize| {
            self.shapes
                .get(at)
                .map_or("", |shape| &shape.name)
                .to_owned()
        };
        self.rules.describe(name)
    }

    /// Returns the fields that headers carry, each with the header's name.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        let sources = self.sources.iter();
        sources.filter_map(|source| Some((source.field.as_str(), source.header()?)))
    }

    /// Returns the fields of its templates and sources that are not predefined, in order of appearance. Those of templates come
    /// first, because the engine reads only the first [`MAX_FIELDS`] fields from bodies.
    ///
    /// [`MAX_FIELDS`]: api_error_catalog_core::envelope::MAX_FIELDS
    #[must_use]
    pub fn own_fields(&self) -> Vec<String> {
        let mut own: Vec<String> = Vec::new();
        let mut add = |name: &String| {
            if !crate::model::template::is_known(name) && !own.contains(name) {
                own.push(name.clone());
            }
        };
        for shape in &self.shapes {
            shape.template.each_field(&mut |field| {
                std::iter::once(&field.name)
                    .chain(&field.default)
                    .for_each(&mut add);
            });
        }
        self.sources
            .iter()
            .map(|source| &source.field)
            .for_each(add);
        own
    }
}

impl Error {
    /// Returns every identity, its own first.
    pub fn identities(&self) -> impl Iterator<Item = &Identity> {
        std::iter::once(&self.own).chain(&self.also)
    }

    /// Returns the pattern of its code, if it has no single code.
    #[must_use]
    pub fn code_pattern(&self) -> Option<&Pattern> {
        match self.own.conditions.as_ref()?.codes.as_ref()? {
            CodeSet::Pattern(pattern) => Some(pattern),
            CodeSet::Range(..) => None,
        }
    }

    /// Returns the parameters of its message and of its code.
    pub fn parameters(&self) -> impl Iterator<Item = (&str, ValueType)> {
        let patterns = self.message.iter().chain(self.code_pattern());
        patterns.flat_map(Pattern::parameters)
    }

    /// Describes each set of conditions that identifies it besides codes and statuses, in words.
    #[must_use]
    pub fn described_conditions(&self) -> Vec<String> {
        let sets = self.identities().filter_map(|identity| {
            let mut parts = identity.conditions.as_ref()?.describe();
            let code = identity.code.as_ref();
            parts.splice(..0, code.map(|code| format!("code {code}")));
            let statuses: Vec<String> = identity.statuses.iter().map(u16::to_string).collect();
            if !statuses.is_empty() {
                parts.push(format!("status {}", statuses.join(" or ")));
            }
            Some(parts.join(", "))
        });
        sets.collect()
    }

    /// Returns `true` if more than codes and statuses identify it.
    #[must_use]
    pub fn has_conditions(&self) -> bool {
        self.identities()
            .any(|identity| identity.conditions.is_some())
    }

    /// Returns `true` if this is one of its codes.
    #[must_use]
    pub fn has_code(&self, code: &str) -> bool {
        self.identities()
            .any(|identity| identity.code.as_deref() == Some(code))
    }
}
