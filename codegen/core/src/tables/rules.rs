//! What some catalogs state about their responses beyond codes, statuses and shapes.

use super::envelope::Field;
use super::pattern::Pattern;

/// Further rules of a catalog. Most catalogs have none.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'t> {
    /// Errors that more than a code and a status identify. They come before all others.
    pub special: &'t [Rule<'t>],
    /// Errors with many codes or statuses. They come after all others.
    pub general: &'t [Rule<'t>],
    /// Decorations of codes, removed one after the other if the code is unknown: what precedes and what follows the code.
    pub code_forms: &'t [(&'t str, &'t str)],
    /// Whether codes are the same if only their case differs.
    pub ignore_case: bool,
    /// The field of the sub-code, or [`Field::NONE`].
    pub subcode: Field,
    /// The field in which the server states whether to retry, or [`Field::NONE`].
    pub retryable: Field,
    /// The shapes that make a response with a status below 400 an error.
    pub success_errors: &'t [u8],
    /// Codes that no error has.
    pub success_codes: &'t [Pattern<'t>],
    /// The notation of bodies that are written.
    pub notation: Notation,
}

/// The notation of a body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Notation {
    /// JSON.
    #[default]
    Json,
    /// XML, in which elements are the members of objects.
    Xml,
    /// A form, whose parameters are the members of an object.
    Form,
}

impl Rules<'_> {
    /// No further rules.
    pub const NONE: Rules<'static> = Rules {
        special: &[],
        general: &[],
        code_forms: &[],
        ignore_case: false,
        subcode: Field::NONE,
        retryable: Field::NONE,
        success_errors: &[],
        success_codes: &[],
        notation: Notation::Json,
    };
}

impl<'t> Rules<'t> {
    /// Returns every rule, the special ones first.
    pub fn all(&self) -> impl Iterator<Item = &'t Rule<'t>> + use<'t> {
        self.special.iter().chain(self.general)
    }
}

/// Conditions that together identify an error.
#[derive(Clone, Copy, Debug)]
pub struct Rule<'t> {
    /// The index of the error.
    pub error: u16,
    /// The condition on the code.
    pub code: CodeRule<'t>,
    /// The sub-code.
    pub subcode: Option<&'t str>,
    /// The HTTP statuses. Without statuses and families, any status is right.
    pub statuses: &'t [u16],
    /// The hundreds of further statuses: 4 for 400 to 499.
    pub families: &'t [u16],
    /// The pattern of the type.
    pub error_type: Option<&'t Pattern<'t>>,
    /// The pattern of the message.
    pub message: Option<&'t Pattern<'t>>,
    /// Fields, each with the pattern of its value as text.
    pub fields: &'t [(Field, &'t Pattern<'t>)],
    /// The index of the shape; 0 for any.
    pub shape: u8,
    /// Whether the body must be empty.
    pub empty_body: bool,
}

impl Rule<'_> {
    /// A rule without conditions.
    pub const NONE: Rule<'static> = Rule {
        error: 0,
        code: CodeRule::Any,
        subcode: None,
        statuses: &[],
        families: &[],
        error_type: None,
        message: None,
        fields: &[],
        shape: 0,
        empty_body: false,
    };

    /// Returns `true` if the rule holds for any status.
    #[must_use]
    pub fn has_any_status(&self) -> bool {
        self.statuses.is_empty() && self.families.is_empty()
    }

    /// Returns `true` if this is one of the statuses that the rule names.
    #[must_use]
    pub fn names_status(&self, status: u16) -> bool {
        self.statuses.contains(&status) || self.families.contains(&(status / 100))
    }

    /// Returns how many conditions a rule for responses without a code has, and 0 for all other rules and for hundreds of
    /// statuses, which are compared last.
    pub(crate) fn weight_without_code(&self) -> usize {
        if !matches!(self.code, CodeRule::Missing) || !self.families.is_empty() {
            return 0;
        }
        usize::from(!self.statuses.is_empty())
            + usize::from(self.error_type.is_some())
            + usize::from(self.shape != 0)
    }

    /// Returns how specific the rule is: a sub-code counts more than a code, a code more than a message, a message more than
    /// fields, and so on to the hundreds of statuses. More conditions of the same kind count more.
    #[must_use]
    pub fn rank(&self) -> u16 {
        let fields = u16::try_from(self.fields.len().min(7)).unwrap_or_default();
        let is_exact = matches!(self.code, CodeRule::Exact(_));
        let has_form = matches!(self.code, CodeRule::Pattern(_) | CodeRule::Range(..));
        // A message with arguments is less specific than one without.
        let is_literal = self.message.is_some_and(|one| one.literal().is_some());
        u16::from(self.subcode.is_some()) << 11
            | u16::from(is_exact) << 10
            | u16::from(is_literal) << 9
            | u16::from(self.message.is_some()) << 8
            | fields << 5
            | u16::from(self.error_type.is_some()) << 4
            | u16::from(self.shape != 0 || self.empty_body) << 3
            | u16::from(!self.statuses.is_empty()) << 2
            | u16::from(has_form) << 1
            | u16::from(!self.families.is_empty())
    }
}

/// A condition on the code of a response.
#[derive(Clone, Copy, Debug)]
pub enum CodeRule<'t> {
    /// Any code, or none.
    Any,
    /// No code.
    Missing,
    /// This code.
    Exact(&'t str),
    /// A code of this pattern.
    Pattern(&'t Pattern<'t>),
    /// A number in this range, with both ends.
    Range(i64, i64),
}
