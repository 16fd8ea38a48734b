//! The sources of fields other than the templates of bodies, such as headers.

use super::envelope::Field;
use super::form::Form;

/// A place where a response may state a field. The first one with a readable value counts.
#[derive(Clone, Copy, Debug)]
pub struct FieldSource<'t> {
    /// The field.
    pub field: Field,
    /// The place.
    pub place: FieldPlace<'t>,
    /// The form of the value.
    pub form: Form,
    /// The indices of the errors for which the place counts; empty for all.
    pub errors: &'t [u16],
}

impl<'t> FieldSource<'t> {
    /// A response header whose whole value is the field.
    #[must_use]
    pub const fn header(field: Field, name: &'t str) -> FieldSource<'t> {
        FieldSource {
            field,
            place: FieldPlace::Header {
                name,
                part: HeaderPart::Whole,
            },
            form: Form::Plain,
            errors: &[],
        }
    }

    /// Returns the name of the header, if the place is one.
    #[must_use]
    pub const fn header_name(&self) -> Option<&'t str> {
        match self.place {
            FieldPlace::Header { name, .. } => Some(name),
            FieldPlace::Body | FieldPlace::Message { .. } | FieldPlace::Arg(_) => None,
        }
    }

    /// Returns `true` if the place counts for this error; `None` stands for an unknown error.
    pub(crate) fn counts_for(&self, error: Option<u16>) -> bool {
        self.errors.is_empty() || error.is_some_and(|error| self.errors.contains(&error))
    }
}

/// A place in a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldPlace<'t> {
    /// The place in the body that the template has for the field.
    Body,
    /// A response header.
    Header {
        /// Its name.
        name: &'t str,
        /// The part of its value.
        part: HeaderPart<'t>,
    },
    /// The part of the message between two texts, anywhere in it.
    Message {
        /// The text before the value, in any case.
        before: &'t str,
        /// The text after the value; empty if the value ends itself.
        after: &'t str,
    },
    /// The argument with this name of the documented message or code.
    Arg(&'t str),
}

/// A part of a header's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderPart<'t> {
    /// All of it.
    Whole,
    /// The value of the parameter with this name: `name=value` or `name="value"`.
    Param(&'t str),
    /// The part between two texts. An empty text stands for the start or the end.
    Between(&'t str, &'t str),
}
