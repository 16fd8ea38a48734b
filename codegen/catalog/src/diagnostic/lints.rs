//! The levels of lints: their own, those of the command line, those of a catalog.

use std::collections::BTreeMap;

use super::code::Code;
use super::level::Level;

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

/// The levels that a catalog itself sets.
#[derive(Debug, Default)]
pub(crate) struct LintLevels {
    pub(crate) catalog: Levels,
    /// By the index of the type.
    pub(crate) types: Vec<Levels>,
    /// By the index of the error.
    pub(crate) errors: Vec<Levels>,
}
