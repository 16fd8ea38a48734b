//! What a catalog documents about one error.

use super::argument::Detail;
use super::category::Category;
use super::pattern::Pattern;
use super::retry::RetryAdvice;

/// What is known of one error.
#[derive(Clone, Copy, Debug)]
pub struct ErrorInfo<'t> {
    /// The variant's name: `VoiceNotFound`.
    pub name: &'t str,
    /// The code as text; `None` where it has none.
    pub code: Option<&'t str>,
    /// The HTTP statuses it comes with, as documented; empty where the page names none.
    pub statuses: &'t [u16],
    /// The type or label it comes with.
    pub error_type: Option<&'t str>,
    /// What sort of error it is.
    pub category: Category,
    /// Whether and when to try again.
    pub retry: Option<&'t RetryAdvice>,
    /// What it means.
    pub description: &'t str,
    /// What only some errors have.
    pub more: &'t More<'t>,
}

impl ErrorInfo<'_> {
    /// Nothing is known.
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

/// What only some errors have.
#[derive(Clone, Copy, Debug)]
pub struct More<'t> {
    /// What it may come from.
    pub causes: &'t [&'t str],
    /// What mends it.
    pub solutions: &'t [&'t str],
    /// A text to show an end user.
    pub user_message: Option<&'t str>,
    /// The name of the exception by which the vendor's own SDK raises it.
    pub exception: Option<&'t str>,
    /// Documented limits that it enforces.
    pub limits: &'t [Limit<'t>],
    /// The documented form of its message.
    pub message: Option<&'t Pattern<'t>>,
    /// The documented members of its `details`.
    pub details: &'t [Detail<'t>],
    /// Whether the message is what tells this error (it has no code).
    pub told_by_message: bool,
    /// The index of the shape it comes in, in `Catalog::shapes`.
    pub shape: u8,
    /// Where it was seen, for an error that the page does not list.
    pub seen: Option<&'t str>,
    /// Why it should no longer be expected.
    pub deprecated: Option<&'t str>,
    /// Codes it had before.
    pub renamed_from: &'t [&'t str],
}

impl More<'_> {
    /// Nothing more.
    pub const NONE: More<'static> = More {
        causes: &[],
        solutions: &[],
        user_message: None,
        exception: None,
        limits: &[],
        message: None,
        details: &[],
        told_by_message: false,
        shape: 0,
        seen: None,
        deprecated: None,
        renamed_from: &[],
    };
}

/// A documented limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit<'t> {
    /// What is limited, with its unit: `text_characters`.
    pub name: &'t str,
    /// The plan it holds for; `None` for all.
    pub plan: Option<&'t str>,
    /// The number.
    pub value: u64,
}
