//! What is known of every error of a catalog, packed.
//!
//! A table of texts costs a pointer and a length for each, and where programs are loaded at any address the pointer costs
//! three words more. So all texts stand one after the other, a row holds lengths, and what errors share stands once.

use crate::class::Class;
use crate::retry::Retry;
use crate::table::{ErrorInfo, More};

/// The errors of a catalog, in the order of the generated enum.
#[derive(Clone, Copy, Debug)]
pub struct Errors {
    /// The name, the code and the description of each error, one after the other.
    pub texts: &'static str,
    /// A row for each error.
    pub rows: &'static [Row],
    /// What errors have in common.
    pub groups: &'static [Group],
    /// What only some errors have.
    pub more: &'static [&'static More],
}

/// What several errors have in common.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// Their statuses.
    pub statuses: &'static [u16],
    /// Their type.
    pub type_name: Option<&'static str>,
    /// What sort of error they are.
    pub class: Class,
    /// The advice they come with.
    pub retry: Option<&'static Retry>,
}

/// One error: lengths in bytes of its texts, and places in the lists of [`Errors`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The length of its name.
    pub name: u16,
    /// The length of its code, or [`Row::NO_CODE`].
    pub code: u16,
    /// The length of its description.
    pub description: u32,
    /// The place of its group.
    pub group: u16,
    /// The place of what only some errors have.
    pub more: u16,
    /// Where its texts start; see [`Row::placed`].
    pub start: u32,
}

impl Row {
    /// It has no code.
    pub const NO_CODE: u16 = u16::MAX;

    /// The rows with their starts: the texts of each start where those of the one before end.
    ///
    /// Generated code leaves this to the compiler, so that a change of one text changes no other row.
    #[must_use]
    pub const fn placed<const N: usize>(mut rows: [Row; N]) -> [Row; N] {
        let (mut at, mut start) = (0, 0);
        while at < N {
            let row = &mut rows[at];
            row.start = start;
            start += row.name as u32 + row.description;
            if row.code != Row::NO_CODE {
                start += row.code as u32;
            }
            at += 1;
        }
        rows
    }
}

impl Errors {
    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// What is known of the error at this place.
    #[must_use]
    pub fn get(&self, place: u16) -> Option<ErrorInfo> {
        let row = self.rows.get(usize::from(place))?;
        let (name, rest) = self.texts.get(row.start as usize..)?.split_at_checked(row.name.into())?;
        let (code, rest) = match row.code {
            Row::NO_CODE => (None, rest),
            length => rest.split_at_checked(length.into()).map(|(code, rest)| (Some(code), rest))?,
        };
        let Group { statuses, type_name, class, retry } = *self.groups.get(usize::from(row.group))?;
        let (description, more) = (rest.get(..row.description as usize)?, self.more.get(usize::from(row.more))?);
        Some(ErrorInfo { name, code, statuses, type_name, class, retry, description, more })
    }

    /// The same for the place of a variant, which always has a row.
    #[must_use]
    pub fn info(&self, place: u16) -> ErrorInfo {
        self.get(place).unwrap_or(ErrorInfo::NONE)
    }

    /// The name of the error at this place; `""` where there is none.
    #[must_use]
    pub fn name(&self, place: u16) -> &'static str {
        let name = || {
            let row = self.rows.get(usize::from(place))?;
            self.texts.get(row.start as usize..row.start as usize + usize::from(row.name))
        };
        name().unwrap_or("")
    }

    /// The place of the error of this name. Goes through them all: names are read where people wrote them down, seldom.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<u16> {
        (0..=u16::MAX).take(self.len()).find(|place| self.name(*place) == name)
    }

    /// What is known of each, with its place.
    pub fn iter(&self) -> impl Iterator<Item = (u16, ErrorInfo)> + Clone + use<'_> {
        (0..=u16::MAX).map_while(|place| Some((place, self.get(place)?)))
    }
}
