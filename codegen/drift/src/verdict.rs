//! The effect of a change on code that uses the generated Rust.

use api_error_catalog_core::RetryStrategy;

use crate::aspect::Aspect;
use crate::change::{Change, ChangeKind};
use crate::declared::keeps_construction;
use crate::import::advice;
use crate::item::{AspectValue, ItemKind};

/// The version bump that a change requires by the rules of semantic versioning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Only texts change.
    Patch,
    /// Code that compiled still compiles and behaves as before.
    Minor,
    /// Code may no longer compile, or may behave differently.
    Major,
}

impl Verdict {
    /// Returns the word for it in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Patch => "patch",
            Verdict::Minor => "minor",
            Verdict::Major => "major",
        }
    }
}

impl Change {
    /// Returns the version bump that the change requires of code generated from the newer side.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let is_error = self.item.kind == ItemKind::Error;
        let of_item = match self.kind {
            ChangeKind::Removed if is_error => Verdict::Major,
            ChangeKind::Renamed if is_error && !self.keeps_name() => Verdict::Major,
            ChangeKind::Added | ChangeKind::Removed | ChangeKind::Renamed => Verdict::Minor,
            ChangeKind::Changed => Verdict::Patch,
        };
        let of_values = self
            .values()
            .map(|(aspect, old, new)| self.aspect_verdict(aspect, &old, &new));
        of_values.fold(of_item, Ord::max)
    }

    fn aspect_verdict(&self, aspect: Aspect, old: &AspectValue, new: &AspectValue) -> Verdict {
        // How often the page repeats a value does not matter to code.
        if old.has_values_of(new) {
            return Verdict::Patch;
        }
        let breaking_unless = |harmless| {
            if harmless {
                Verdict::Minor
            } else {
                Verdict::Major
            }
        };
        match aspect {
            // An argument of the message is a field of the struct from which the error is built.
            Aspect::Statuses
            | Aspect::Type
            | Aspect::Category
            | Aspect::Conditions
            | Aspect::Rules
            | Aspect::IdentifyingMessage
            | Aspect::Parameters => Verdict::Major,
            Aspect::Details => breaking_unless(keeps_construction(old, new)),
            Aspect::Also | Aspect::Envelope | Aspect::Sources => {
                breaking_unless(contains_all(new, old))
            }
            // Advising another wait is harmless; advising whether to retry at all is not.
            Aspect::Retry => breaking_unless(advises_retry(old) == advises_retry(new)),
            Aspect::RustName => breaking_unless(self.keeps_name()),
            Aspect::Name | Aspect::Message | Aspect::Limits | Aspect::Deprecated => Verdict::Minor,
            _ => Verdict::Patch,
        }
    }

    /// Returns `true` if the older variant's name is still one of the error's names.
    fn keeps_name(&self) -> bool {
        let Some(before) = &self.before else {
            return false;
        };
        let old = before.value(Aspect::RustName);
        let new = self.item.value(Aspect::RustName);
        let aliases = self.item.value(Aspect::Aliases);
        !old.is_empty()
            && old
                .values()
                .all(|name| new.contains(name) || aliases.contains(name))
    }
}

/// Returns `true` if all of the older values are among the newer ones.
fn contains_all(new: &AspectValue, old: &AspectValue) -> bool {
    old.known().is_some() && old.values().all(|value| new.contains(value))
}

/// Returns `true` if the advice is to retry, and `None` if only its fingerprint is known.
fn advises_retry(value: &AspectValue) -> Option<bool> {
    value.known()?;
    let advice = advice::of_all(value.values());
    Some(advice.is_some_and(|advice| advice.strategy != RetryStrategy::Never))
}
