//! How serious a finding is.

use crate::words::words;

words! {
    /// How a lint's finding is treated.
    Level {
        /// It is not reported.
        Allow = "allow",
        /// It is reported as a warning.
        Warn = "warn",
        /// It is reported as an error.
        Deny = "deny",
    }
}

words! {
    /// Whether a finding stops the work.
    Severity {
        /// It does.
        Error = "error",
        /// It does not.
        Warning = "warning",
    }
}
