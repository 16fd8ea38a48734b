//! How serious a finding is.

use crate::words::words;

words! {
    /// The treatment of a lint's findings.
    Level {
        /// Not reported.
        Allow = "allow",
        /// Reported as warnings.
        Warn = "warn",
        /// Reported as errors.
        Deny = "deny",
    }
}

words! {
    /// The severity of a finding.
    Severity {
        /// The catalog cannot be used, or `check` fails.
        Error = "error",
        /// The catalog can be used.
        Warning = "warning",
    }
}

impl Level {
    /// Returns the severity of its findings, or `None` if they are not reported.
    #[must_use]
    pub fn severity(self) -> Option<Severity> {
        match self {
            Level::Allow => None,
            Level::Warn => Some(Severity::Warning),
            Level::Deny => Some(Severity::Error),
        }
    }
}
