//! Errors and style findings in a catalog: where they are, and how to fix them.
//!
//! `code.rs` lists the kinds of findings, and `pages/` explains them. `report.rs` shows findings to a person, `machine.rs`
//! to programs. `level.rs` and `lints.rs` hold how serious a finding is.

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
pub use report::{MOST_TOLD, Report};

use crate::text::source::Span;

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its sort.
    pub code: Code,
    /// Whether it stops the work.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What to say at that place.
    pub label: String,
    /// Where the other half stands, and what to say there.
    pub other: Option<(Span, String)>,
    /// Why it is wrong.
    pub note: Option<String>,
    /// How to fix it.
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
