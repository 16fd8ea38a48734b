//! One place on the page that speaks of an error, type, status or close code.

use crate::page::{Code, Source};
use crate::text::Text;
use crate::vocabulary::roles::Role;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Error,
    /// A type, or an error on a page that knows errors by their type alone.
    Type,
    Status,
    Close,
}

/// A code and the byte offset at which it stands.
pub(super) type CodeAt = (Code, usize);
/// A status and the byte offset at which it stands.
pub(super) type StatusAt = (u16, usize);

#[derive(Debug, Clone)]
pub(super) struct Mention {
    pub(super) kind: Kind,
    pub(super) source: Source,
    pub(super) at: usize,
    /// The codes it is about; empty for an error known by its status, name or message.
    pub(super) codes: Vec<CodeAt>,
    /// Codes that the page gives as a second way to send it: `40401 (or 50001)`.
    pub(super) alternatives: Vec<Alternative>,
    pub(super) statuses: Vec<StatusAt>,
    /// Statuses of the heading it stands under, for want of its own.
    pub(super) section_statuses: Vec<StatusAt>,
    pub(super) facts: Facts,
    pub(super) section: Vec<String>,
    /// It says more about a code known from elsewhere, but is not enough to make one known.
    pub(super) weak: bool,
    /// Why the reader is not sure.
    pub(super) unsure: Option<&'static str>,
}

/// A second code of the same error.
#[derive(Debug, Clone)]
pub(super) struct Alternative {
    pub(super) code: CodeAt,
    /// The statuses it comes under, where the page gives it some of its own.
    pub(super) statuses: Option<Vec<StatusAt>>,
}

/// What a mention says.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    pub(super) name: Option<Text>,
    pub(super) error_type: Option<Text>,
    pub(super) description: Option<Text>,
    pub(super) wordings: Vec<(Text, Source)>,
    pub(super) causes: Vec<Text>,
    pub(super) solutions: Vec<Text>,
    /// Solutions that are sentences of the description.
    pub(super) advice: Vec<Text>,
    pub(super) limits: Vec<Text>,
    pub(super) retry: Vec<Text>,
    pub(super) action: Option<Text>,
    /// Indices into the page's bodies.
    pub(super) bodies: Vec<usize>,
}

impl Facts {
    /// Takes a labelled text.
    pub(super) fn add(&mut self, role: Role, text: Text, source: Source) {
        match role {
            Role::Cause => self.causes.push(text),
            Role::Solution => self.solutions.push(text),
            Role::Limit => self.limits.push(text),
            Role::Retry => self.retry.push(text),
            Role::Type => self.error_type = Some(text),
            Role::Message => self.wordings.push((text, Source::Message)),
            Role::Description if self.description.is_none() => self.description = Some(text),
            Role::Description => self.wordings.push((text, source)),
            Role::Code | Role::Status | Role::Name | Role::Example | Role::Property | Role::Aside => {}
        }
    }
}

impl Mention {
    pub(super) fn new(kind: Kind, source: Source, at: usize) -> Self {
        Mention {
            kind,
            source,
            at,
            codes: Vec::new(),
            alternatives: Vec::new(),
            statuses: Vec::new(),
            section_statuses: Vec::new(),
            facts: Facts::default(),
            section: Vec::new(),
            weak: false,
            unsure: None,
        }
    }
}
