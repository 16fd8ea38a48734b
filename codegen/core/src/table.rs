//! The tables that generated code consists of.
//!
//! They are plain data: a generated module is an enum, a row for each of its variants, and one [`Catalog`].
//! The command line builds the same tables at run time and runs the same engine on them.

use crate::class::Class;
use crate::envelope::{Field, Node, Shape};
use crate::lookup::CodeMap;
use crate::packed::Errors;
use crate::pattern::Pattern;
use crate::retry::Retry;

/// Everything the engine knows about one API.
#[derive(Clone, Copy)]
pub struct Catalog {
    /// The catalog's name: `elevenlabs`.
    pub name: &'static str,
    /// The name for a person: `ElevenLabs`.
    pub title: &'static str,
    /// What codes are on the wire.
    pub code_form: CodeForm,
    /// The errors, in the order of the generated enum.
    pub errors: Errors,
    /// Text of a code → its place: below the number of errors, the error whose own code it is; from there on, a place in `also`.
    pub codes: CodeMap,
    /// Further identities: an error's second code, and every further error that shares a code.
    pub also: &'static [Identity],
    /// The types that group codes.
    pub types: &'static [TypeInfo],
    /// The HTTP statuses the page describes.
    pub statuses: &'static [StatusInfo],
    /// The WebSocket close codes the page describes.
    pub close_codes: &'static [CloseCodeInfo],
    /// The catalog's own fields.
    pub fields: &'static [&'static str],
    /// The tree that reads every shape.
    pub reader: Node,
    /// The shapes; the first is the one that is written unless an error names another.
    pub shapes: &'static [Shape],
    /// Fields that a response header carries, with the header's name.
    pub headers: &'static [(Field, &'static str)],
    /// What no log may show.
    pub sensitive: Sensitive,
    /// Where to turn.
    pub support: Support,
    /// What the catalog was read from.
    pub source: Source,
}

impl Catalog {
    /// What is known of the error at this place.
    #[must_use]
    pub fn error(&self, place: u16) -> Option<ErrorInfo> {
        self.errors.get(place)
    }

    /// The name of a field, as templates write it after `$`.
    #[must_use]
    pub fn field_name(&self, field: Field) -> &'static str {
        let place = usize::from(field.0);
        let own = place.checked_sub(Field::KNOWN.len());
        own.map_or_else(|| Field::KNOWN.get(place), |own| self.fields.get(own))
            .copied()
            .unwrap_or("")
    }

    /// The field of this name, one of the engine's or the catalog's own.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<Field> {
        let place = Field::KNOWN
            .iter()
            .chain(self.fields)
            .position(|known| *known == name)?;
        u8::try_from(place).ok().map(Field)
    }

    /// Whether no log may show this field. Details of which one member is sensitive are so as a whole.
    #[must_use]
    pub fn is_sensitive(&self, field: Field) -> bool {
        let in_details = field == Field::DETAILS && !self.sensitive.details.is_empty();
        in_details || self.sensitive.fields.contains(&field)
    }

    /// Whether the catalog marks anything as sensitive.
    #[must_use]
    pub fn has_sensitive(&self) -> bool {
        !self.sensitive.fields.is_empty() || !self.sensitive.details.is_empty()
    }

    /// What the page says of a WebSocket close code.
    #[must_use]
    pub fn close_code(&self, code: u16) -> Option<&'static CloseCodeInfo> {
        self.close_codes.iter().find(|known| known.code == code)
    }

    /// What the page says of an HTTP status.
    #[must_use]
    pub fn status(&self, status: u16) -> Option<&'static StatusInfo> {
        self.statuses.iter().find(|known| known.status == status)
    }
}

impl core::fmt::Debug for Catalog {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Catalog")
            .field("name", &self.name)
            .field("errors", &self.errors.len())
            .finish_non_exhaustive()
    }
}

/// What no log may show: neither `Display` nor `Debug`, nor any event or report.
#[derive(Clone, Copy, Debug)]
pub struct Sensitive {
    /// Fields of the envelope.
    pub fields: &'static [Field],
    /// Members of `details`, by their names on the wire.
    pub details: &'static [&'static str],
}

impl Sensitive {
    /// Nothing is sensitive.
    pub const NONE: Sensitive = Sensitive {
        fields: &[],
        details: &[],
    };
}

/// What codes are on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeForm {
    /// JSON strings.
    Text,
    /// JSON numbers.
    Integer,
    /// There are none: an error is known by its status.
    None,
}

/// What is known of one error.
#[derive(Clone, Copy, Debug)]
pub struct ErrorInfo {
    /// The variant's name: `VoiceNotFound`.
    pub name: &'static str,
    /// The code as text; `None` where it has none.
    pub code: Option<&'static str>,
    /// The HTTP statuses it comes with, as documented; empty where the page names none.
    pub statuses: &'static [u16],
    /// The type or label it comes with.
    pub type_name: Option<&'static str>,
    /// What sort of error it is.
    pub class: Class,
    /// Whether and when to try again.
    pub retry: Option<&'static Retry>,
    /// What it means.
    pub description: &'static str,
    /// What only some errors have.
    pub more: &'static More,
}

impl ErrorInfo {
    /// Nothing is known.
    pub(crate) const NONE: ErrorInfo = ErrorInfo {
        name: "",
        code: None,
        statuses: &[],
        type_name: None,
        class: Class::Unknown,
        retry: None,
        description: "",
        more: &More::NONE,
    };
}

/// What only some errors have.
#[derive(Clone, Copy, Debug)]
pub struct More {
    /// What it may come from.
    pub causes: &'static [&'static str],
    /// What mends it.
    pub solutions: &'static [&'static str],
    /// A text to show an end user.
    pub user_message: Option<&'static str>,
    /// The name of the exception by which the vendor's own SDK raises it.
    pub exception: Option<&'static str>,
    /// Documented limits that it enforces.
    pub limits: &'static [Limit],
    /// The documented form of its message.
    pub message: Option<&'static Pattern>,
    /// Whether the message is what tells this error (it has no code).
    pub told_by_message: bool,
    /// The place of the shape it comes in, in [`Catalog::shapes`].
    pub shape: u8,
    /// Where it was seen, for an error that the page does not list.
    pub seen: Option<&'static str>,
    /// Why it should no longer be expected.
    pub deprecated: Option<&'static str>,
    /// Codes it had before.
    pub renamed_from: &'static [&'static str],
}

impl More {
    /// Nothing more.
    pub const NONE: More = More {
        causes: &[],
        solutions: &[],
        user_message: None,
        exception: None,
        limits: &[],
        message: None,
        told_by_message: false,
        shape: 0,
        seen: None,
        deprecated: None,
        renamed_from: &[],
    };
}

/// A documented limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// What is limited, with its unit: `text_characters`.
    pub name: &'static str,
    /// The plan it holds for; `None` for all.
    pub plan: Option<&'static str>,
    /// The number.
    pub value: u64,
}

/// A further way to tell an error.
#[derive(Clone, Copy, Debug)]
pub struct Identity {
    /// The error's place.
    pub error: u16,
    /// The code, as text.
    pub code: &'static str,
    /// The statuses it comes with under this code; empty: any.
    pub statuses: &'static [u16],
}

/// A type that groups codes.
#[derive(Clone, Copy, Debug)]
pub struct TypeInfo {
    /// As on the wire.
    pub name: &'static str,
    /// The statuses it comes with.
    pub statuses: &'static [u16],
    /// What it means.
    pub description: &'static str,
}

/// An HTTP status that the page describes.
#[derive(Clone, Copy, Debug)]
pub struct StatusInfo {
    /// The status.
    pub status: u16,
    /// Its name on the page.
    pub name: &'static str,
    /// What it means.
    pub description: &'static str,
    /// What the page says to do.
    pub action: Option<&'static str>,
}

/// A WebSocket close code that the page describes.
#[derive(Clone, Copy, Debug)]
pub struct CloseCodeInfo {
    /// The code (RFC 6455, section 7.4).
    pub code: u16,
    /// Its name on the page.
    pub name: &'static str,
    /// What it means.
    pub description: &'static str,
    /// What sort of error it is.
    pub class: Class,
}

/// Where to turn, and what to send along.
#[derive(Clone, Copy, Debug)]
pub struct Support {
    /// A page.
    pub url: Option<&'static str>,
    /// A mail address.
    pub email: Option<&'static str>,
    /// What the vendor asks for: names of fields, and things only a person can add.
    pub send: &'static [&'static str],
}

impl Support {
    /// The page says nothing.
    pub const NONE: Support = Support {
        url: None,
        email: None,
        send: &[],
    };
}

/// What a catalog was read from.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// The page's title.
    pub title: Option<&'static str>,
    /// Its address.
    pub url: Option<&'static str>,
    /// The day it was read, as `YYYY-MM-DD`.
    pub read: Option<&'static str>,
}

impl Source {
    /// Not said.
    pub const NONE: Source = Source {
        title: None,
        url: None,
        read: None,
    };
}
