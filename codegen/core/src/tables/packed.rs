//! The facts about every error of a catalog, packed.
//!
//! A table of strings costs a pointer and a length for each string, and in position-independent programs each pointer costs
//! three more words. So all strings are concatenated, a row contains their lengths, and errors share common facts. The
//! codes are separate, so that looking up a code touches only these few bytes.

use core::ops::Range;

use super::category::Category;
use super::error::{ErrorInfo, More};
use super::retry::RetryAdvice;

/// The errors of a catalog, in the order of the generated enum.
#[derive(Clone, Copy, Debug)]
pub struct Errors<'t> {
    /// The name and the description of each error, concatenated.
    pub texts: &'t str,
    /// The codes of the errors that have one, concatenated; see [`CodeMap::texts`](super::code_map::CodeMap::texts).
    pub codes: &'t str,
    /// The rows, one for each error.
    pub rows: &'t [Placed],
    /// The facts that errors share.
    pub groups: &'t [Group<'t>],
    /// The rarely used properties.
    pub more: &'t [&'t More<'t>],
}

/// The facts that several errors share.
#[derive(Clone, Copy, Debug)]
pub struct Group<'t> {
    /// The HTTP statuses.
    pub statuses: &'t [u16],
    /// The type.
    pub error_type: Option<&'t str>,
    /// The category.
    pub category: Category,
    /// The retry advice.
    pub retry: Option<&'t RetryAdvice>,
}

/// The row of an error: the lengths of its strings in bytes, and indices in the lists of [`Errors`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The length of the name.
    pub name: u16,
    /// The length of the code; 0 for an error without a code, as no code is empty.
    pub code: u16,
    /// The length of the description.
    pub description: u32,
    /// The index of the group.
    pub group: u16,
    /// The index of the rarely used properties.
    pub more: u16,
}

/// A row, with the positions of its strings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The row.
    pub row: Row,
    /// The start of the name and the description.
    pub start: u32,
    /// The start of the code.
    pub code_start: u32,
}

impl Row {
    /// Creates rows from five numbers each: the lengths of the name, the code and the description, the index of the group,
    /// and 1 if the error has an entry in [`Errors::more`], whose first entry is for all other errors.
    ///
    /// Generated code leaves positions to the compiler, so that a change of one error changes no other row. All numbers
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

/// An error without a code, with the facts that may identify it.
#[derive(Clone, Copy)]
pub(crate) struct WithoutCode<'t> {
    pub(crate) index: u16,
    pub(crate) group: &'t Group<'t>,
    pub(crate) more: &'t More<'t>,
}

impl<'t> Errors<'t> {
    /// Returns the number of errors.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns `true` for a catalog without errors.
    #[must_use]
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns their indexes. There are at most 65,535 errors.
    pub(crate) fn indexes(&self) -> Range<u16> {
        0..u16::try_from(self.len()).unwrap_or(u16::MAX)
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

    /// Returns the facts about a variant, whose index always has a row.
    #[must_use]
    pub fn info(&self, index: u16) -> ErrorInfo<'t> {
        self.get(index).unwrap_or(ErrorInfo::NONE)
    }

    /// Returns the name of the error at this index, or `""` if there is none.
    #[must_use]
    pub fn name(&self, index: u16) -> &'t str {
        let name = || {
            let Placed { row, start, .. } = self.rows.get(usize::from(index))?;
            self.texts.get(*start as usize..)?.get(..row.name.into())
        };
        name().unwrap_or("")
    }

    /// Returns the code of the error at this index.
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

    /// Returns the index of the shape of the error at this index; 0 if it declares none.
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

    /// Returns the error at this index if it has no code.
    pub(crate) fn without_code(&self, index: u16) -> Option<WithoutCode<'t>> {
        let row = self.rows.get(usize::from(index))?.row;
        let (group, more) = (
            self.groups.get(usize::from(row.group))?,
            self.more.get(usize::from(row.more))?,
        );
        (row.code == 0).then_some(WithoutCode { index, group, more })
    }

    /// Returns the index of the error with this name. The search is linear, because names are rarely looked up.
    #[must_use]
    #[inline]
    pub fn index_of(&self, name: &str) -> Option<u16> {
        self.indexes().find(|index| self.name(*index) == name)
    }

    /// Returns the facts about each error, with its index.
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = (u16, ErrorInfo<'t>)> + Clone + use<'_, 't> {
        (0..=u16::MAX).map_while(|index| Some((index, self.get(index)?)))
    }
}
