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
    pub rows: Rows<'t>,
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

/// The rows of all errors.
///
/// An error has four numbers: the end of its name and description in [`Errors::texts`], the end of its code in
/// [`Errors::codes`], the length of its name, and its group and its rarely used properties, each as an index of 16 bits. Texts
/// and codes start where those of the error before end, so that four zeros precede the first error.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'t>(&'t [u32]);

/// The row of an error: the positions of its strings in bytes, and indices in the lists of [`Errors`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The start of the name.
    pub start: u32,
    /// The length of the name, after which the description starts.
    pub name: u32,
    /// The end of the description.
    pub end: u32,
    /// The start of the code.
    pub code_start: u32,
    /// The end of the code. It is the start for an error without a code, as no code is empty.
    pub code_end: u32,
    /// The index of the group.
    pub group: u16,
    /// The index of the rarely used properties.
    pub more: u16,
}

/// How many numbers a row has.
const WIDTH: usize = 4;

impl<'t> Rows<'t> {
    /// Returns the rows that have these numbers.
    #[must_use]
    pub const fn new(numbers: &'t [u32]) -> Rows<'t> {
        Rows(numbers)
    }

    /// Returns the numbers of the rows, from those in which the first two numbers of each row are lengths instead of ends.
    ///
    /// Generated code leaves the sums to the compiler, so that a change of one error changes no other row. rustc's time for an
    /// error depends on the number of its literals and of the steps here, each of which costs about a microsecond.
    #[must_use]
    pub const fn summed<const NUMBERS: usize>(mut numbers: [u32; NUMBERS]) -> [u32; NUMBERS] {
        let (mut end, mut code_end) = (0, 0);
        let mut rest: &mut [u32] = &mut numbers;
        while let [text, code, _, _, after @ ..] = rest {
            end += *text;
            *text = end;
            code_end += *code;
            *code = code_end;
            rest = after;
        }
        numbers
    }

    /// Returns the number of errors.
    #[must_use]
    #[inline]
    pub const fn len(self) -> usize {
        (self.0.len() / WIDTH).saturating_sub(1)
    }

    /// Returns `true` if there are no errors.
    #[must_use]
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Returns the numbers, with the four zeros.
    #[must_use]
    pub const fn numbers(self) -> &'t [u32] {
        self.0
    }

    /// Returns the row of the error at this index.
    #[must_use]
    #[inline]
    #[allow(
        clippy::cast_possible_truncation,
        reason = "the last number consists of two"
    )]
    pub fn get(self, index: u16) -> Option<Row> {
        let rows = self.0.get(usize::from(index) * WIDTH..)?;
        let [start, code_start, _, _, end, code_end, name, group_and_more] =
            *rows.first_chunk::<{ 2 * WIDTH }>()?;
        Some(Row {
            start,
            name,
            end,
            code_start,
            code_end,
            group: (group_and_more >> 16) as u16,
            more: group_and_more as u16,
        })
    }
}

impl Row {
    /// Returns the numbers of the row; see [`Rows`].
    #[must_use]
    pub const fn numbers(self) -> [u32; WIDTH] {
        let group_and_more = (self.group as u32) << 16 | self.more as u32;
        [self.end, self.code_end, self.name, group_and_more]
    }

    /// Returns the length of the code.
    #[must_use]
    #[inline]
    pub const fn code_length(self) -> u32 {
        self.code_end.saturating_sub(self.code_start)
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
        let row = self.rows.get(index)?;
        let texts = self.texts.get(row.start as usize..row.end as usize)?;
        let (name, description) = texts.split_at_checked(row.name as usize)?;
        let code = self.code_of(row);
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
        let row = self.rows.get(index);
        let texts = row.and_then(|row| {
            self.texts
                .get(row.start as usize..)?
                .get(..row.name as usize)
        });
        texts.unwrap_or("")
    }

    /// Returns the code of the error at this index.
    pub(crate) fn code(&self, index: u16) -> Option<&'t str> {
        self.code_of(self.rows.get(index)?)
    }

    fn code_of(&self, row: Row) -> Option<&'t str> {
        let code = self
            .codes
            .get(row.code_start as usize..row.code_end as usize);
        code.filter(|code| !code.is_empty())
    }

    /// Returns the index of the shape of the error at this index; 0 if it declares none.
    pub(crate) fn shape(&self, index: u16) -> u8 {
        match self.rows.get(index).map_or(0, |row| row.more) {
            0 => 0,
            more => self
                .more
                .get(usize::from(more))
                .map_or(0, |more| more.shape),
        }
    }

    /// Returns the facts that the error at this index shares with others.
    pub(crate) fn group(&self, index: u16) -> Option<&'t Group<'t>> {
        self.groups.get(usize::from(self.rows.get(index)?.group))
    }

    /// Returns the error at this index if it has no code.
    pub(crate) fn without_code(&self, index: u16) -> Option<WithoutCode<'t>> {
        let row = self.rows.get(index)?;
        let (group, more) = (
            self.groups.get(usize::from(row.group))?,
            self.more.get(usize::from(row.more))?,
        );
        (row.code_length() == 0).then_some(WithoutCode { index, group, more })
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

#[cfg(test)]
mod tests {
    use super::{Row, Rows};

    #[test]
    fn lengths_become_ends_and_an_index_behind_the_last_row_has_none() {
        let numbers = Rows::summed([0, 0, 0, 0, 9, 4, 5, 1 << 16 | 2, 7, 0, 3, 3]);
        let rows = Rows::new(&numbers);
        let first = Row {
            start: 0,
            name: 5,
            end: 9,
            code_start: 0,
            code_end: 4,
            group: 1,
            more: 2,
        };
        let second = Row {
            start: 9,
            name: 3,
            end: 16,
            code_start: 4,
            code_end: 4,
            group: 0,
            more: 3,
        };
        assert_eq!(
            [0, 1, 2].map(|at| rows.get(at)),
            [Some(first), Some(second), None]
        );
        assert_eq!((rows.len(), second.code_length()), (2, 0));
        assert_eq!([first.numbers(), second.numbers()].concat(), numbers[4..]);
        assert!(Rows::new(&[]).is_empty() && Rows::new(&[0; 4]).is_empty());
    }
}
