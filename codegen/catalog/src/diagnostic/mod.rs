//! Errors and style findings in a catalog, with their positions and fixes.
//!
//! `code.rs` lists the kinds of findings, and `pages/` explains them. `report.rs` prints findings for people, `machine.rs`
//! for programs. `level.rs` and `lints.rs` decide how serious a finding is.

mod code;
mod level;
mod lints;
mod machine;
mod near;
mod report;

pub use code::Code;
pub use level::{Level, Severity};
pub use lints::Levels;
pub(crate) use lints::LintLevels;
pub use machine::sarif;
pub(crate) use near::did_you_mean;
pub use near::nearest;
pub use report::{MAX_SHOWN, Report};

use crate::text::source::Span;

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of the finding.
    pub code: Code,
    /// The severity.
    pub severity: Severity,
    /// The problem, in one sentence.
    pub message: String,
    /// The position of the problem.
    pub span: Span,
    /// The text that marks this position; may be empty.
    pub label: String,
    /// A second position with its label, such as that of the first of two equal keys.
    pub other: Option<(Span, String)>,
    /// The reason why it is a problem.
    pub note: Option<String>,
    /// The fix.
    pub help: Option<String>,
}

/// Adds an error of this kind to `findings`, and returns it for a label, a note and help.
pub fn report<'f>(
    findings: &'f mut Vec<Diagnostic>,
    code: Code,
    span: &Span,
    message: impl Into<String>,
) -> &'f mut Diagnostic {
    findings.push(Diagnostic {
        code,
        severity: Severity::Error,
        message: message.into(),
        span: span.clone(),
        label: String::new(),
        other: None,
        note: None,
        help: None,
    });
    let last = findings.len() - 1;
    &mut findings[last]
}

impl Diagnostic {
    /// Labels the position itself.
    pub fn label(&mut self, label: impl Into<String>) -> &mut Diagnostic {
        self.label = label.into();
        self
    }

    /// Adds a second position with its label.
    pub fn other(&mut self, span: &Span, label: impl Into<String>) -> &mut Diagnostic {
        self.other = Some((span.clone(), label.into()));
        self
    }

    /// Adds the reason.
    pub fn note(&mut self, note: impl Into<String>) -> &mut Diagnostic {
        self.note = Some(note.into());
        self
    }

    /// Adds how to fix it.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Diagnostic {
        self.help = Some(help.into());
        self
    }
}
