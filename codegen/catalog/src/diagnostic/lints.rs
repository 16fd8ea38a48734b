//! How serious a lint is: by itself, on the command line, in the catalog.

use std::collections::BTreeMap;
use std::fmt;

use super::Code;

/// What becomes of a lint's finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// It is not told.
    Allow,
    /// It is told.
    Warn,
    /// It is an error.
    Deny,
}

impl Level {
    /// Every level with its word.
    pub const NAMES: [(&'static str, Level); 3] = [
        ("allow", Level::Allow),
        ("warn", Level::Warn),
        ("deny", Level::Deny),
    ];
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            Self::NAMES
                .iter()
                .find(|(_, level)| level == self)
                .map_or("", |(word, _)| word),
        )
    }
}

/// The levels of lints, as far as somebody set them.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    set: BTreeMap<Code, Level>,
    warnings_are_errors: bool,
}

impl Levels {
    /// Sets the level of a lint; the last word counts.
    pub fn set(&mut self, lint: Code, level: Level) {
        self.set.insert(lint, level);
    }

    /// Makes an error of whatever would be a warning, whoever set its level.
    pub fn deny_warnings(&mut self) {
        self.warnings_are_errors = true;
    }

    /// The level of a lint: the nearest of these that says one, else its own.
    pub(crate) fn level(&self, lint: Code, nearer: &[&Levels]) -> Level {
        let said = nearer
            .iter()
            .find_map(|levels| levels.set.get(&lint))
            .or_else(|| self.set.get(&lint))
            .copied();
        match said.or(lint.default_level()).unwrap_or(Level::Deny) {
            Level::Warn if self.warnings_are_errors => Level::Deny,
            level => level,
        }
    }
}
