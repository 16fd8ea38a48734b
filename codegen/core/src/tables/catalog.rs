//! The tables that generated code consists of.
//!
//! They are plain data: a generated module is an enum, a row for each of its variants, and one [`Catalog`].
//! The command line builds the same tables at run time and runs the same engine on them.

use super::category::Category;
use super::code_map::CodeMap;
use super::envelope::{Field, Node, Shape};
use super::error::ErrorInfo;
use super::packed::Errors;
use super::retry::RetryAdvice;
use super::rules::Rules;
use super::source::FieldSource;

/// The tables of one API, which the engine works on.
#[derive(Clone, Copy)]
pub struct Catalog<'t> {
    /// The catalog's name: `elevenlabs`.
    pub name: &'t str,
    /// The name to show to people: `ElevenLabs`.
    pub title: &'t str,
    /// The type of codes in responses.
    pub code_type: CodeType,
    /// The errors, in the order of the generated enum.
    pub errors: Errors<'t>,
    /// The index of each code. If it is below the number of errors, it is an error's index; otherwise it belongs to `also`.
    pub codes: CodeMap<'t>,
    /// Further identities: other codes of an error, and every further error that shares a code.
    pub also: &'t [Identity<'t>],
    /// The types that group codes.
    pub types: &'t [TypeInfo<'t>],
    /// The HTTP statuses that the page describes.
    pub statuses: &'t [StatusInfo<'t>],
    /// The WebSocket close codes that the page describes.
    pub close_codes: &'t [CloseCodeInfo<'t>],
    /// The fields that are not predefined.
    pub fields: &'t [&'t str],
    /// The tree that decodes every shape.
    pub reader: Node<'t>,
    /// The shapes. Errors are written in the first shape unless they name another.
    pub shapes: &'t [Shape<'t>],
    /// The places besides the shapes where a response states fields, those of one field in the order in which they count.
    pub sources: &'t [FieldSource<'t>],
    /// Further rules that identify errors.
    pub rules: Option<&'t Rules<'t>>,
    /// The fields that must not appear in logs.
    pub sensitive: Sensitive<'t>,
    /// How to contact the vendor's support.
    pub support: Support<'t>,
    /// The vendor's page.
    pub source: Source<'t>,
}

impl<'t> Catalog<'t> {
    /// Returns the facts about the error at this index.
    #[must_use]
    pub fn error(&self, index: u16) -> Option<ErrorInfo<'t>> {
        self.errors.get(index)
    }

    /// Returns the name of a field, as templates write it after `$`.
    #[must_use]
    pub fn field_name(&self, field: Field) -> &'t str {
        let index = usize::from(field.0);
        let own = index.checked_sub(Field::KNOWN.len());
        own.map_or_else(|| Field::KNOWN.get(index), |own| self.fields.get(own))
            .copied()
            .unwrap_or("")
    }

    /// Returns the field with this name, predefined or the catalog's own.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<Field> {
        let index = Field::KNOWN
            .iter()
            .chain(self.fields)
            .position(|known| *known == name)?;
        u8::try_from(index).ok().map(Field)
    }

    /// Returns `true` if the field must not appear in logs. `details` with a sensitive member are sensitive as a whole.
    #[must_use]
    pub fn is_sensitive(&self, field: Field) -> bool {
        let in_details = field == Field::DETAILS && !self.sensitive.details.is_empty();
        in_details || self.sensitive.fields.contains(&field)
    }

    /// Returns `true` if the catalog has sensitive fields.
    #[must_use]
    pub fn has_sensitive(&self) -> bool {
        !self.sensitive.fields.is_empty() || !self.sensitive.details.is_empty()
    }

    /// Returns the page's description of a WebSocket close code.
    #[must_use]
    pub fn close_code(&self, code: u16) -> Option<&'t CloseCodeInfo<'t>> {
        self.close_codes.iter().find(|known| known.code == code)
    }

    /// Returns the page's description of an HTTP status.
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

/// The fields that must not appear in logs: not in `Display`, `Debug`, events or reports.
#[derive(Clone, Copy, Debug)]
pub struct Sensitive<'t> {
    /// The fields of templates.
    pub fields: &'t [Field],
    /// The members of `details`, by their names in the body.
    pub details: &'t [&'t str],
}

impl Sensitive<'_> {
    /// No sensitive fields.
    pub const NONE: Sensitive<'static> = Sensitive {
        fields: &[],
        details: &[],
    };
}

/// The type of codes in responses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeType {
    /// JSON strings.
    String,
    /// JSON numbers.
    Integer,
    /// No codes: the status identifies an error.
    None,
}

/// A further identity of an error.
#[derive(Clone, Copy, Debug)]
pub struct Identity<'t> {
    /// The index of the error.
    pub error: u16,
    /// The code as a string.
    pub code: &'t str,
    /// The statuses with this code; empty for any.
    pub statuses: &'t [u16],
}

/// A type that groups codes.
#[derive(Clone, Copy, Debug)]
pub struct TypeInfo<'t> {
    /// The value in responses.
    pub name: &'t str,
    /// The HTTP statuses of its errors.
    pub statuses: &'t [u16],
    /// The description.
    pub description: &'t str,
}

/// An HTTP status that the page describes.
#[derive(Clone, Copy, Debug)]
pub struct StatusInfo<'t> {
    /// The status.
    pub status: u16,
    /// The name on the page.
    pub name: &'t str,
    /// The description.
    pub description: &'t str,
    /// The action that the page recommends.
    pub action: Option<&'t str>,
}

/// A WebSocket close code that the page describes.
#[derive(Clone, Copy, Debug)]
pub struct CloseCodeInfo<'t> {
    /// The code (RFC 6455, section 7.4).
    pub code: u16,
    /// The name on the page.
    pub name: &'t str,
    /// The description.
    pub description: &'t str,
    /// The category.
    pub category: Category,
    /// The retry advice: whether and when to connect again.
    pub retry: Option<&'t RetryAdvice>,
}

/// How to contact the vendor's support.
#[derive(Clone, Copy, Debug)]
pub struct Support<'t> {
    /// The support page.
    pub url: Option<&'t str>,
    /// The email address.
    pub email: Option<&'t str>,
    /// The information that the vendor asks for: names of fields, and descriptions of anything else.
    pub send: &'t [&'t str],
}

impl Support<'_> {
    /// No support information.
    pub const NONE: Support<'static> = Support {
        url: None,
        email: None,
        send: &[],
    };
}

/// The vendor's page.
#[derive(Clone, Copy, Debug)]
pub struct Source<'t> {
    /// The page's title.
    pub title: Option<&'t str>,
    /// The page's URL.
    pub url: Option<&'t str>,
    /// The day on which the page was read, as `YYYY-MM-DD`.
    pub read: Option<&'t str>,
}

impl Source<'_> {
    /// No page.
    pub const NONE: Source<'static> = Source {
        title: None,
        url: None,
        read: None,
    };
}
