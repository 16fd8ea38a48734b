//! What is known of every error of a catalog, packed.
//!
//! A table of texts costs a pointer and a length for each, and where programs are loaded at any address the pointer costs
//! three words more. So all texts stand one after the other, a row holds lengths, and what errors share stands once. The
//! codes stand by themselves: these few bytes are what looking a code up goes over.

use super::category::Category;
use super::error::{ErrorInfo, More};
use super::retry::RetryAdvice;

/// The errors of a catalog, in the order of the generated enum.
#[derive(Clone, Copy, Debug)]
pub struct Errors<'t> {
    /// The name and the description of each error, one after the other.
    pub texts: &'t str,
    /// The code of each that has one, one after the other; see [`CodeMap::texts`](super::code_map::CodeMap::texts).
    pub codes: &'t str,
    /// A row for each error.
    pub rows: &'t [Placed],
    /// What errors have in common.
    pub groups: &'t [Group<'t>],
    /// What only some errors have.
    pub more: &'t [&'t More<'t>],
}

/// What several errors have in common.
#[derive(Clone, Copy, Debug)]
pub struct Group<'t> {
    /// Their statuses.
    pub statuses: &'t [u16],
    /// Their type.
    pub error_type: Option<&'t str>,
    /// What sort of error they are.
    pub category: Category,
    /// The advice they come with.
    pub retry: Option<&'t RetryAdvice>,
}

/// One error: lengths in bytes of its texts, and indexes in the lists of [`Errors`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The length of its name.
    pub name: u16,
    /// The length of its code; 0 where it has none, as no code is empty.
    pub code: u16,
    /// The length of its description.
    pub description: u32,
    /// The index of its group.
    pub group: u16,
    /// The index of what only some errors have.
    pub more: u16,
}

/// A row, and where the texts of its error start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The row.
    pub row: Row,
    /// Where its name and its description start in the texts.
    pub start: u32,
    /// Where its code starts in the codes.
    pub code_start: u32,
}

impl Row {
    /// Makes rows of five numbers each: the lengths of the name, the code and the description, the position of the group,
    /// and 1 if the error has an entry among [`Errors::more`], which has one for no error in front.
    ///
    /// Generated code leaves starts and positions to the compiler, so that a change of one error changes no other row. All
    /// but the lengths of descriptions are below 65,536.
    #[allow(
        clippy::cast_possible_truncation,
        reason = "the generator refuses what is larger"
    )]
    #[must_use]
    pub const fn placed<const N: usize>(rows: [[u32; 5]; N]) -> [Placed; N] {
        let nowhere = Placed {
            row: Row {
                name: 0,
                code: 0,
                description: 0,
                group: 0,
                more: 0,
            },
            start: 0,
            code_start: 0,
        };
        let mut placed = [nowhere; N];
        let (mut at, mut start, mut code_start, mut before) = (0, 0, 0, 0);
        while at < N {
            let [name, code, description, group, has_more] = rows[at];
            before += has_more;
            let row = Row {
                name: name as u16,
                code: code as u16,
                description,
                group: group as u16,
                more: (before * has_more) as u16,
            };
            placed[at] = Placed {
                row,
                start,
                code_start,
            };
            start += name + description;
            code_start += code;
            at += 1;
        }
        placed
    }
}

/// An error without a code: what may tell it.
#[derive(Clone, Copy)]
pub(crate) struct WithoutCode<'t> {
    pub(crate) index: u16,
    pub(crate) group: &'t Group<'t>,
    pub(crate) more: &'t More<'t>,
}

impl<'t> Errors<'t> {
    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    #[must_use]
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns the facts about the error at this index.
    #[must_use]
    pub fn get(&self, index: u16) -> Option<ErrorInfo<'t>> {
        let placed @ Placed { row, start, .. } = self.rows.get(usize::from(index))?;
        let (name, rest) = self
            .texts
            .get(*start as usize..)?
            .split_at_checked(row.name.into())?;
        let (description, code) = (rest.get(..row.description as usize)?, self.code_of(placed));
        let Group {
            statuses,
            error_type,
            category,
            retry,
        } = *self.groups.get(usize::from(row.group))?;
        let more = self.more.get(usize::from(row.more))?;
        Some(ErrorInfo {
            name,
            code,
            statuses,
            error_type,
            category,
            retry,
            description,
            more,
        })
    }

    /// The same for the index of a variant, which always has a row.
    #[must_use]
    pub fn info(&self, index: u16) -> ErrorInfo<'t> {
        self.get(index).unwrap_or(ErrorInfo::NONE)
    }

    /// The name of the error at this index; `""` where there is none.
    #[must_use]
    pub fn name(&self, index: u16) -> &'t str {
        let name = || {
            let Placed { row, start, .. } = self.rows.get(usize::from(index))?;
            self.texts.get(*start as usize..)?.get(..row.name.into())
        };
        name().unwrap_or("")
    }

    /// The code of the error at this index.
    pub(crate) fn code(&self, index: u16) -> Option<&'t str> {
        self.code_of(self.rows.get(usize::from(index))?)
    }

    fn code_of(
        &self,
        Placed {
            row, code_start, ..
        }: &Placed,
    ) -> Option<&'t str> {
        match row.code {
            0 => None,
            length => self.codes.get(*code_start as usize..)?.get(..length.into()),
        }
    }

    /// The index of the shape that the error at this index comes in; 0 where none is declared.
    pub(crate) fn shape(&self, index: u16) -> u8 {
        match self
            .rows
            .get(usize::from(index))
            .map(|placed| placed.row.more)
        {
            None | Some(0) => 0,
            Some(more) => self
                .more
                .get(usize::from(more))
                .map_or(0, |more| more.shape),
        }
    }

    /// Returns the facts that the error at this index shares with others.
    pub(crate) fn group(&self, index: u16) -> Option<&'t Group<'t>> {
        self.groups
            .get(usize::from(self.rows.get(usize::from(index))?.row.group))
    }

    /// The errors that have no code.
    pub(crate) fn without_code(&self) -> impl Iterator<Item = WithoutCode<'t>> + use<'_, 't> {
        (0..=u16::MAX)
            .zip(self.rows)
            .filter(|(_, placed)| placed.row.code == 0)
            .filter_map(|(index, placed)| {
                let (group, more) = (
                    self.groups.get(usize::from(placed.row.group))?,
                    self.more.get(usize::from(placed.row.more))?,
                );
                Some(WithoutCode { index, group, more })
            })
    }

    /// The index of the error of this name. Goes through them all: names are read where people wrote them down, seldom.
    #[must_use]
    #[inline]
    pub fn index_of(&self, name: &str) -> Option<u16> {
        (0..=u16::MAX)
            .take(self.len())
            .find(|index| self.name(*index) == name)
    }

    /// Returns the facts about each error, with its index.
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = (u16, ErrorInfo<'t>)> + Clone + use<'_, 't> {
        (0..=u16::MAX).map_while(|index| Some((index, self.get(index)?)))
    }
}
