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
