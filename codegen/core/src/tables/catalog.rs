//! The tables that generated code consists of.
//!
//! They are plain data: a generated module is an enum, a row for each of its variants, and one [`Catalog`].
//! The command line builds the same tables at run time and runs the same engine on them.

use super::category::Category;
use super::code_map::CodeMap;
use super::envelope::{Field, Node, Shape};
use super::error::ErrorInfo;
use super::packed::Errors;

/// Everything the engine knows about one API.
#[derive(Clone, Copy)]
pub struct Catalog<'t> {
    /// The catalog's name: `elevenlabs`.
    pub name: &'t str,
    /// The name for a person: `ElevenLabs`.
    pub title: &'t str,
    /// The type of codes on the wire.
    pub code_type: CodeType,
    /// The errors, in the order of the generated enum.
    pub errors: Errors<'t>,
    /// Text of a code → its index: below the number of errors, the error whose own code it is; from there on, an index in `also`.
    pub codes: CodeMap<'t>,
    /// Further identities: an error's second code, and every further error that shares a code.
    pub also: &'t [Identity<'t>],
    /// The types that group codes.
    pub types: &'t [TypeInfo<'t>],
    /// The HTTP statuses the page describes.
    pub statuses: &'t [StatusInfo<'t>],
    /// The WebSocket close codes the page describes.
    pub close_codes: &'t [CloseCodeInfo<'t>],
    /// The catalog's own fields.
    pub fields: &'t [&'t str],
    /// The tree that reads every shape.
    pub reader: Node<'t>,
    /// The shapes; the first is the one that is written unless an error names another.
    pub shapes: &'t [Shape<'t>],
    /// Fields that a response header carries, with the header's name.
    pub headers: &'t [(Field, &'t str)],
    /// What no log may show.
    pub sensitive: Sensitive<'t>,
    /// Where to turn.
    pub support: Support<'t>,
    /// What the catalog was read from.
    pub source: Source<'t>,
}

impl<'t> Catalog<'t> {
    /// Returns the facts about the error at this index.
    #[must_use]
    pub fn error(&self, index: u16) -> Option<ErrorInfo<'t>> {
        self.errors.get(index)
    }

    /// The name of a field, as templates write it after `$`.
    #[must_use]
    pub fn field_name(&self, field: Field) -> &'t str {
        let index = usize::from(field.0);
        let own = index.checked_sub(Field::KNOWN.len());
        own.map_or_else(|| Field::KNOWN.get(index), |own| self.fields.get(own))
            .copied()
            .unwrap_or("")
    }

    /// The field of this name, one of the engine's or the catalog's own.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<Field> {
        let index = Field::KNOWN
            .iter()
            .chain(self.fields)
            .position(|known| *known == name)?;
        u8::try_from(index).ok().map(Field)
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
    pub fn close_code(&self, code: u16) -> Option<&'t CloseCodeInfo<'t>> {
        self.close_codes.iter().find(|known| known.code == code)
    }

    /// What the page says of an HTTP status.
    #[must_use]
    pub fn status(&self, status: u16) -> Option<&'t StatusInfo<'t>> {
        self.statuses.iter().find(|known| known.status == status)
    }
}

impl core::fmt::Debug for Catalog<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Catalog")
            .field("name", &self.name)
            .field("errors", &self.errors.len())
            .finish_non_exhaustive()
    }
}

/// What no log may show: neither `Display` nor `Debug`, nor any event or report.
#[derive(Clone, Copy, Debug)]
pub struct Sensitive<'t> {
    /// Fields of the envelope.
    pub fields: &'t [Field],
    /// Members of `details`, by their names on the wire.
    pub details: &'t [&'t str],
}

impl Sensitive<'_> {
    /// Nothing is sensitive.
    pub const NONE: Sensitive<'static> = Sensitive {
        fields: &[],
        details: &[],
    };
}

/// The type of codes on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeType {
    /// JSON strings.
    String,
    /// JSON numbers.
    Integer,
    /// There are none: an error is known by its status.
    None,
}

/// A further way to tell an error.
#[derive(Clone, Copy, Debug)]
pub struct Identity<'t> {
    /// The error's index.
    pub error: u16,
    /// The code, as text.
    pub code: &'t str,
    /// The statuses it comes with under this code; empty: any.
    pub statuses: &'t [u16],
}

/// A type that groups codes.
#[derive(Clone, Copy, Debug)]
pub struct TypeInfo<'t> {
    /// As on the wire.
    pub name: &'t str,
    /// The statuses it comes with.
    pub statuses: &'t [u16],
    /// What it means.
    pub description: &'t str,
}

/// An HTTP status that the page describes.
#[derive(Clone, Copy, Debug)]
pub struct StatusInfo<'t> {
    /// The status.
    pub status: u16,
    /// Its name on the page.
    pub name: &'t str,
    /// What it means.
    pub description: &'t str,
    /// What the page says to do.
    pub action: Option<&'t str>,
}

/// A WebSocket close code that the page describes.
#[derive(Clone, Copy, Debug)]
pub struct CloseCodeInfo<'t> {
    /// The code (RFC 6455, section 7.4).
    pub code: u16,
    /// Its name on the page.
    pub name: &'t str,
    /// What it means.
    pub description: &'t str,
    /// What sort of error it is.
    pub category: Category,
}

/// Where to turn, and what to send along.
#[derive(Clone, Copy, Debug)]
pub struct Support<'t> {
    /// A page.
    pub url: Option<&'t str>,
    /// A mail address.
    pub email: Option<&'t str>,
    /// What the vendor asks for: names of fields, and things only a person can add.
    pub send: &'t [&'t str],
}

impl Support<'_> {
    /// The page says nothing.
    pub const NONE: Support<'static> = Support {
        url: None,
        email: None,
        send: &[],
    };
}

/// What a catalog was read from.
#[derive(Clone, Copy, Debug)]
pub struct Source<'t> {
    /// The page's title.
    pub title: Option<&'t str>,
    /// Its address.
    pub url: Option<&'t str>,
    /// The day it was read, as `YYYY-MM-DD`.
    pub read: Option<&'t str>,
}

impl Source<'_> {
    /// Not said.
    pub const NONE: Source<'static> = Source {
        title: None,
        url: None,
        read: None,
    };
}
