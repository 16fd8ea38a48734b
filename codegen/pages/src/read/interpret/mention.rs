//! One place on the page that speaks of an error, type, status or close code.

use api_error_catalog_model::model::Contents;

use crate::page::{Code, WordingOrigin};
use crate::read::conventions::roles::Role;
use crate::read::text::Text;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MentionKind {
    Error,
    /// A type, or an error on a page that knows errors by their type alone.
    Type,
    Status,
    Close,
}

/// Why a code is unsure that the page shows in an example and lists nowhere.
pub(super) const SHOWN: &str = "its code is named by an example only";

/// A code and the byte offset at which it stands.
pub(super) type CodeAt = (Code, usize);
/// A status and the byte offset at which it stands.
pub(super) type StatusAt = (u16, usize);

#[derive(Debug, Clone)]
pub(super) struct Mention {
    pub(super) kind: MentionKind,
    pub(super) origin: WordingOrigin,
    pub(super) at: usize,
    /// The codes it is about; empty for an error known by its status, name or message.
    pub(super) codes: Vec<CodeAt>,
    /// Codes that the page gives as a second way to send it: `40401 (or 50001)`.
    pub(super) alternatives: Vec<Alternative>,
    pub(super) statuses: Vec<StatusAt>,
    /// The statuses of the heading above, if it has none of its own.
    pub(super) section_statuses: Vec<StatusAt>,
    pub(super) facts: MentionTexts,
    pub(super) section: Vec<String>,
    /// It says more about a code known from elsewhere, but is not enough to make one known.
    pub(super) weak: bool,
    /// Why the reader is not sure.
    pub(super) unsure: Option<&'static str>,
    /// Why the page may state statuses that are not read.
    pub(super) missing_statuses: Option<&'static str>,
    /// A hint says what it is.
    pub(super) hinted: bool,
}

/// A second code of the same error.
#[derive(Debug, Clone)]
pub(super) struct Alternative {
    pub(super) code: CodeAt,
    /// The statuses it comes under, where the page gives it some of its own.
    pub(super) statuses: Option<Vec<StatusAt>>,
}

/// The texts of a mention.
#[derive(Debug, Clone, Default)]
pub(super) struct MentionTexts {
    pub(super) name: Option<Text>,
    pub(super) error_type: Option<Text>,
    pub(super) description: Option<Text>,
    /// Why another text may be the description.
    pub(super) unclear: Option<&'static str>,
    pub(super) wordings: Vec<(Text, WordingOrigin)>,
    pub(super) causes: Vec<Text>,
    pub(super) solutions: Vec<Text>,
    /// Solutions that are sentences of the description.
    pub(super) advice: Vec<Text>,
    pub(super) limits: Vec<Text>,
    pub(super) retry: Vec<Text>,
    /// Indices into the page's bodies.
    pub(super) bodies: Vec<usize>,
}

impl MentionTexts {
    /// Takes a labeled text.
    pub(super) fn add(&mut self, role: Role, text: Text, origin: WordingOrigin) {
        match role {
            Role::Cause => self.causes.push(text),
            Role::Solution => self.solutions.push(text),
            Role::Limit => self.limits.push(text),
            Role::Retry => self.retry.push(text),
            Role::Type => self.error_type = Some(text),
            Role::Message => self.wordings.push((text, WordingOrigin::Message)),
            Role::Description if self.description.is_none() => self.description = Some(text),
            Role::Description => self.wordings.push((text, origin)),
            Role::Name if self.name.is_none() => self.name = Some(text),
            Role::Code
            | Role::Status
            | Role::Name
            | Role::Example
            | Role::Property
            | Role::Aside => {}
        }
    }
}

impl Mention {
    pub(super) fn new(kind: MentionKind, origin: WordingOrigin, at: usize) -> Self {
        Mention {
            kind,
            origin,
            at,
            codes: Vec::new(),
            alternatives: Vec::new(),
            statuses: Vec::new(),
            section_statuses: Vec::new(),
            facts: MentionTexts::default(),
            section: Vec::new(),
            weak: false,
            unsure: None,
            missing_statuses: None,
            hinted: false,
        }
    }

    /// Returns the mention as the kind of item that a hint states.
    pub(super) fn with_hint(mut self, contains: Option<Contents>) -> Self {
        let Some(kind) = contains.and_then(kind_of) else {
            return self;
        };
        self.kind = kind;
        self.hinted = true;
        self.weak = false;
        self.unsure = None;
        if kind == MentionKind::Status && self.statuses.is_empty() {
            let status = |(code, at): &CodeAt| match code {
                Code::Number(number) => u16::try_from(*number).ok().map(|status| (status, *at)),
                Code::Text(_) => None,
            };
            self.statuses = self.codes.iter().filter_map(status).collect();
        }
        self
    }
}

/// What each item is of a part that holds these.
pub(super) fn kind_of(contents: Contents) -> Option<MentionKind> {
    match contents {
        Contents::Errors => Some(MentionKind::Error),
        Contents::Types => Some(MentionKind::Type),
        Contents::Statuses => Some(MentionKind::Status),
        Contents::CloseCodes => Some(MentionKind::Close),
        Contents::Ignore => None,
    }
}
