//! The levels of lints: defaults, those of the command line, those of a catalog.

use std::collections::BTreeMap;

use super::code::Code;
use super::level::Level;

/// The levels of lints that were set.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    set: BTreeMap<Code, Level>,
    warnings_are_errors: bool,
}

impl Levels {
    /// Sets the level of a lint. The last call wins.
    pub fn set(&mut self, lint: Code, level: Level) {
        self.set.insert(lint, level);
    }

    /// Turns every warning into an error, whatever set its level.
    pub fn deny_warnings(&mut self) {
        self.warnings_are_errors = true;
    }

    /// Returns the level of a lint: that of the nearest of these that sets one, or its own.
    pub(crate) fn level(&self, lint: Code, nearer: &[&Levels]) -> Level {
        let set = nearer
            .iter()
            .find_map(|levels| levels.set.get(&lint))
            .or_else(|| self.set.get(&lint))
            .copied();
        match set.or(lint.default_level()).unwrap_or(Level::Deny) {
            Level::Warn if self.warnings_are_errors => Level::Deny,
            level => level,
        }
    }
}

/// The levels that a catalog itself sets.
#[derive(Debug, Default)]
pub(crate) struct LintLevels {
    pub(crate) catalog: Levels,
    /// By the index of the type.
    pub(crate) types: Vec<Levels>,
    /// By the index of the error.
    pub(crate) errors: Vec<Levels>,
}
