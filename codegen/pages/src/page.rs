//! The facts that a page documents: plain data, each with its span and how certain the reader is.

use api_error_catalog_core::Category;
use api_error_catalog_model::model::Detail;
use api_error_catalog_model::source::{Source, Span};

use crate::read::texts::PageTexts;
use crate::reports::{GridReport, SkippedPart, UnusedHint};

/// All facts of one page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// The page's name and text, to which all spans refer.
    pub source: Source,
    /// The sources of the pages that were [joined](crate::join()) to this one, each with the position at which its spans begin.
    pub(crate) further: Vec<(usize, Source)>,
    /// The page's title: front matter, `<title>` or first heading.
    pub title: Option<Fact<String>>,
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
    /// Response headers that carry a field of errors.
    pub headers: Vec<HeaderFact>,
    /// Decorations of codes as they are sent, as a catalog states them: `{_}#{code}`.
    pub code_forms: Vec<String>,
    /// Addresses at which the page offers help.
    pub support: Vec<Fact<String>>,
    /// The parts that were examined and left out, with the reason.
    pub skipped: Vec<SkippedPart>,
    /// Why the page as a whole may be read wrongly; empty if nothing suggests it.
    pub doubts: Vec<String>,
    /// How each table and each group of records is read, in page order.
    pub grids: Vec<GridReport>,
    /// The hints that match nothing on the page.
    pub unused_hints: Vec<UnusedHint>,
    /// Whether it is the [reference page](crate::write::markdown) of a catalog: it lists all errors of the catalog,
    /// its messages are patterns, and none of its facts is a guess.
    pub reference: bool,
    pub(crate) texts: PageTexts,
}

impl Page {
    /// Returns `true` if the page holds no error, type, status or close code at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
            && self.types.is_empty()
            && self.statuses.is_empty()
            && self.close_codes.is_empty()
    }

    /// Returns the line on which a span starts, counted from 1 in the source that contains it.
    #[must_use]
    pub fn line(&self, span: &Span) -> usize {
        let (at, span) = self.locate(span);
        self.source_at(at).line(span.start)
    }

    /// Returns the index of the source that contains a span, and the span in that source. The index is 0 unless pages were
    /// joined.
    #[must_use]
    pub fn locate(&self, span: &Span) -> (usize, Span) {
        let before = self
            .further
            .iter()
            .take_while(|(start, _)| *start <= span.start);
        let at = before.count();
        let start = at.checked_sub(1).and_then(|last| self.further.get(last));
        let start = start.map_or(0, |(start, _)| *start);
        (at, span.start - start..span.end.saturating_sub(start))
    }

    /// Returns the number of its sources: 1, unless pages were joined.
    #[must_use]
    pub fn sources(&self) -> usize {
        1 + self.further.len()
    }

    fn source_at(&self, at: usize) -> &Source {
        let further = at.checked_sub(1).and_then(|at| self.further.get(at));
        further.map_or(&self.source, |(_, source)| source)
    }

    /// Describes the place of a span: `line 12`, or `line 12 of acme.md` if pages were joined.
    #[must_use]
    pub fn place(&self, span: &Span) -> String {
        let line = self.line(span);
        match self.source_name(span) {
            Some(name) => format!("line {line} of {name}"),
            None => format!("line {line}"),
        }
    }

    /// Returns the file name of the source that contains a span, if pages were joined.
    #[must_use]
    pub fn source_name(&self, span: &Span) -> Option<&str> {
        let (at, _) = self.locate(span);
        let name = || self.source_at(at).name.rsplit(['/', '\\']).next();
        (!self.further.is_empty()).then(name).flatten()
    }

    /// Finds a wording in the page's texts below these headings: whole words, in this case only. Markup and white space
    /// are not part of the texts.
    #[must_use]
    pub fn find(&self, wording: &str, section: &[String]) -> Vec<Span> {
        self.texts.find(wording, section)
    }

    /// Returns `true` if the page has a section under these headings, outermost first.
    #[must_use]
    pub fn has_section(&self, section: &[String]) -> bool {
        self.texts.has_section(section)
    }
}

/// A value with its span on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact<T> {
    /// The value as the page states it, with markup and white space folded away.
    pub value: T,
    /// Its location on the page.
    pub span: Span,
    /// How certain the reader is.
    pub certainty: Certainty,
    /// Where else the page states the same.
    pub repeated_at: Vec<Span>,
}

impl<T> Fact<T> {
    /// Returns a fact that the page states once.
    pub fn new(value: T, span: Span, certainty: Certainty) -> Fact<T> {
        Fact {
            value,
            span,
            certainty,
            repeated_at: Vec::new(),
        }
    }

    /// Returns a fact that the page's structure states.
    pub fn sure(value: T, span: Span) -> Fact<T> {
        Fact::new(value, span, Certainty::Sure)
    }

    /// Returns the number of places that state it.
    #[must_use]
    pub fn places(&self) -> usize {
        1 + self.repeated_at.len()
    }

    /// Adds a place that states it.
    pub(crate) fn repeat(&mut self, span: Span) {
        let last = self.repeated_at.last().unwrap_or(&self.span);
        if *last != span && self.span != span {
            self.repeated_at.push(span);
        }
    }
}

/// How sure the reader is of a fact.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Certainty {
    /// The page's structure says so.
    #[default]
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

/// The texts of a page about an error, type, status or close code.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Explanation {
    /// Its name, such as `Not Found`.
    pub name: Option<Fact<String>>,
    /// The main description.
    pub description: Option<Fact<String>>,
    /// Further texts.
    pub wordings: Vec<Wording>,
    /// What causes it.
    pub causes: Vec<Fact<String>>,
    /// What to do about it.
    pub solutions: Vec<Fact<String>>,
    /// Documented limits.
    pub limits: Vec<Fact<String>>,
    /// Advice on trying again.
    pub retry: Vec<Fact<String>>,
    /// The headings above its first mention, outermost first.
    pub section: Vec<String>,
    /// Its examples, as indices into [`Page::bodies`].
    pub bodies: Vec<usize>,
}

impl Explanation {
    /// Returns an explanation without texts in a section.
    pub(crate) fn below(section: &[String]) -> Explanation {
        Explanation {
            section: section.to_vec(),
            ..Explanation::default()
        }
    }
}

/// One documented error. A code named in several places is one error that keeps all its texts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ErrorFact {
    /// The code, or `None` for an error known by its status or message alone.
    pub code: Option<Fact<Code>>,
    /// The type or category it belongs to.
    pub error_type: Option<Fact<String>>,
    /// Its HTTP statuses; empty if the page gives none.
    pub statuses: Vec<Fact<u16>>,
    /// The texts about it.
    pub about: Explanation,
    /// Its category, which only the pages and documents of `export` state.
    pub category: Option<Fact<Category>>,
    /// What else only the reference page of a catalog states.
    pub reference: ReferenceFacts,
    /// Other codes and statuses under which the same error is sent.
    pub also: Vec<Identity>,
    /// Why the page may state statuses that were not read; `None` if nothing suggests it.
    pub missing_statuses: Option<String>,
    /// Its first mention.
    pub span: Span,
    /// Whether it is an error at all.
    pub certainty: Certainty,
}

impl ErrorFact {
    /// Returns an error without any facts.
    pub fn new(span: Span, certainty: Certainty) -> ErrorFact {
        ErrorFact {
            span,
            certainty,
            ..ErrorFact::default()
        }
    }
}

/// The facts about an error that only the reference page of a catalog has, or an OpenAPI document that `export` wrote.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReferenceFacts {
    /// The form of its message.
    pub message: Option<Fact<String>>,
    /// The message for end users.
    pub user_message: Option<Fact<String>>,
    /// The exception of the vendor's SDK.
    pub exception: Option<Fact<String>>,
    /// The evidence of an error that is not documented.
    pub seen: Option<Fact<String>>,
    /// Why it is not sent any more.
    pub deprecated: Option<Fact<String>>,
    /// Its former codes.
    pub renamed_from: Vec<Fact<String>>,
    /// Where to read more.
    pub links: Vec<Fact<String>>,
    /// The members of its details.
    pub details: Vec<Fact<Detail>>,
}

/// A second way to send the same error.
#[derive(Debug, Clone, PartialEq)]
pub struct Identity {
    /// The other code.
    pub code: Fact<Code>,
    /// The statuses it comes under.
    pub statuses: Vec<Fact<u16>>,
}

/// A further text about an error, and where on the page it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// The text.
    pub text: Fact<String>,
    /// The source of the wording on the page.
    pub origin: WordingOrigin,
}

/// The part of a page that a text came from.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WordingOrigin {
    /// A table's cell or a listing's field.
    Table,
    /// The text below a heading, or in a component.
    #[default]
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
    pub name: Fact<String>,
    /// The HTTP statuses of its errors.
    pub statuses: Vec<Fact<u16>>,
    /// The texts about it.
    pub about: Explanation,
}

/// An HTTP status explained as an item of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct StatusFact {
    /// The status.
    pub status: Fact<u16>,
    /// What to do, if a column states it; also one of the solutions.
    pub action: Option<Fact<String>>,
    /// The texts about it.
    pub about: Explanation,
}

impl StatusFact {
    /// Returns a status without any texts.
    pub fn new(status: Fact<u16>) -> StatusFact {
        StatusFact {
            status,
            action: None,
            about: Explanation::default(),
        }
    }
}

/// A WebSocket close code. The same code under two headings is two facts.
#[derive(Debug, Clone, PartialEq)]
pub struct CloseFact {
    /// The code.
    pub code: Fact<u16>,
    /// The texts about it.
    pub about: Explanation,
}

/// A response header that carries a field of errors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderFact {
    /// The field as envelopes name it, such as `request_id`.
    pub field: String,
    /// The header's name.
    pub name: Fact<String>,
}

/// The kind of location at which a page shows a body.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BodyOrigin {
    /// An example.
    #[default]
    Example,
    /// A schema or model that describes the body: the values are samples.
    Schema,
}

/// A JSON example, or a sample of a body that a schema describes.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// The kind of its location.
    pub origin: BodyOrigin,
    /// The text on the page.
    pub raw: String,
    /// The value, or `None` if the example is not JSON, because of placeholders or dots.
    pub value: Option<serde_json::Value>,
    /// Its location on the page.
    pub span: Span,
    /// The code of the error that it contains or appears under.
    pub code: Option<Code>,
    /// The HTTP statuses that the nearest heading or lead-in gives it.
    pub statuses: Vec<u16>,
    /// The headings above it, outermost first.
    pub section: Vec<String>,
}

impl Body {
    /// Returns a sample of a body that a schema or model describes at `span`.
    pub(crate) fn of_schema(
        value: serde_json::Value,
        span: Span,
        status: impl Into<Option<u16>>,
    ) -> Body {
        Body {
            origin: BodyOrigin::Schema,
            raw: value.to_string(),
            value: Some(value),
            span,
            code: None,
            statuses: status.into().into_iter().collect(),
            section: Vec::new(),
        }
    }
}
