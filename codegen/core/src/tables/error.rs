//! The documentation of one error.

use super::argument::Detail;
use super::category::Category;
use super::pattern::Pattern;
use super::retry::RetryAdvice;

/// The facts about one error.
#[derive(Clone, Copy, Debug)]
pub struct ErrorInfo<'t> {
    /// The name of the variant: `VoiceNotFound`.
    pub name: &'t str,
    /// The code as a string; `None` if the error has no code.
    pub code: Option<&'t str>,
    /// The documented HTTP statuses; empty if the page states none.
    pub statuses: &'t [u16],
    /// The value of the field `type`.
    pub error_type: Option<&'t str>,
    /// The category.
    pub category: Category,
    /// The retry advice.
    pub retry: Option<&'t RetryAdvice>,
    /// The description.
    pub description: &'t str,
    /// Rarely used properties.
    pub more: &'t More<'t>,
}

impl ErrorInfo<'_> {
    /// No facts.
    pub(crate) const NONE: ErrorInfo<'static> = ErrorInfo {
        name: "",
        code: None,
        statuses: &[],
        error_type: None,
        category: Category::Unknown,
        retry: None,
        description: "",
        more: &More::NONE,
    };
}

/// The properties that only some errors have.
#[derive(Clone, Copy, Debug)]
pub struct More<'t> {
    /// The causes.
    pub causes: &'t [&'t str],
    /// The solutions.
    pub solutions: &'t [&'t str],
    /// A message for end users.
    pub user_message: Option<&'t str>,
    /// The exception that the vendor's SDK raises for it.
    pub exception: Option<&'t str>,
    /// The documented limits that it enforces.
    pub limits: &'t [Limit<'t>],
    /// The documented template of its message.
    pub message: Option<&'t Pattern<'t>>,
    /// The documented members of its `details`.
    pub details: &'t [Detail<'t>],
    /// Whether the message identifies the error, because it has no code.
    pub identified_by_message: bool,
    /// The index of the shape of its bodies in `Catalog::shapes`.
    pub shape: u8,
    /// The evidence for an error that was observed but that the page does not list.
    pub seen: Option<&'t str>,
    /// Why the error is no longer sent.
    pub deprecated: Option<&'t str>,
    /// The former codes.
    pub renamed_from: &'t [&'t str],
}

impl More<'_> {
    /// No further properties.
    pub const NONE: More<'static> = More {
        causes: &[],
        solutions: &[],
        user_message: None,
        exception: None,
        limits: &[],
        message: None,
        details: &[],
        identified_by_message: false,
        shape: 0,
        seen: None,
        deprecated: None,
        renamed_from: &[],
    };
}

/// A documented limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit<'t> {
    /// The limited quantity with its unit: `text_characters`.
    pub name: &'t str,
    /// The plan to which the limit applies; `None` for all plans.
    pub plan: Option<&'t str>,
    /// The limit.
    pub value: u64,
}
