//! Hints as the walk asks for them: which apply to this section, table, list or code block?

use api_error_catalog_model::model::{Column, Contents, Hint, Part, Role};

use super::{grid, header_row};
use crate::read::document::Table;
use crate::read::headings;
use crate::read::text::Text;
use crate::reports::UnusedHint;

/// The hints, and what became of each so far.
pub(super) struct HintGuide<'h> {
    hints: Vec<HintUse<'h>>,
}

struct HintUse<'h> {
    hint: &'h Hint,
    /// Things of its sort that came by in its section.
    counted: usize,
    /// Its section was there.
    entered: bool,
    /// Whether the part of the page that it names was found.
    met: bool,
    /// Which of its columns were there.
    columns: Vec<bool>,
}

/// The hints that apply to one part of the page.
#[derive(Debug, Default)]
pub(super) struct HintMatch {
    pub(super) contains: Option<Contents>,
    /// A hint names this very thing, not only a section around it.
    pub(super) exact: bool,
    /// The role of each column, if a hint gives it one.
    roles: Vec<Option<Role>>,
}

impl HintMatch {
    /// Creates the match of the surrounding section.
    pub(super) fn around(contains: Option<Contents>) -> Self {
        HintMatch {
            contains,
            ..HintMatch::default()
        }
    }

    pub(super) fn is_nothing(&self) -> bool {
        self.contains == Some(Contents::Ignore)
    }

    pub(super) fn role(&self, column: usize) -> Option<Role> {
        self.roles.get(column).copied().flatten()
    }

    pub(super) fn columns(&self, role: Role) -> impl Iterator<Item = usize> {
        self.roles
            .iter()
            .enumerate()
            .filter(move |(_, own)| **own == Some(role))
            .map(|(column, _)| column)
    }

    /// Returns `true` if the table need not look like one of errors: a hint is about it.
    pub(super) fn is_sure(&self) -> bool {
        let key = |role: &Option<Role>| matches!(role, Some(Role::Code | Role::Status));
        self.contains.is_some() && self.exact || self.roles.iter().any(key)
    }
}

impl<'h> HintGuide<'h> {
    /// `empty` says that nothing could be read, so that a format which a hint states is wrong.
    pub(super) fn new(hints: &'h [Hint], empty: bool) -> Self {
        let followed = |hint: &'h Hint| HintUse {
            hint,
            counted: 0,
            entered: hint.section.is_empty(),
            met: match hint.form {
                Some(_) => !empty,
                None => {
                    hint.section.is_empty() && hint.part == Part::All && hint.columns.is_empty()
                }
            },
            columns: vec![false; hint.columns.len()],
        };
        HintGuide {
            hints: hints.iter().map(followed).collect(),
        }
    }

    /// Returns `true` if a hint names the section of this heading, so that it is one and no label.
    pub(super) fn names(&self, heading: &Text) -> bool {
        self.hints.iter().any(|followed| {
            let name = followed.hint.section.last();
            name.is_some_and(|name| headings::same(name, heading))
        })
    }

    /// Enters a section, whose title is the last of `titles`, and returns the hints for it.
    pub(super) fn section(&mut self, titles: &[&str]) -> HintMatch {
        self.matching(titles, |followed| {
            followed.entered = true;
            let whole = followed.hint.part == Part::All;
            followed.met |= whole && followed.hint.columns.is_empty();
            whole
        })
    }

    pub(super) fn list(&mut self, titles: &[&str]) -> HintMatch {
        self.matching(titles, |followed| match followed.hint.part {
            Part::List(number) => followed.count() == number,
            Part::All => true,
            _ => false,
        })
    }

    /// `record` has the example's members as columns, if it is JSON. They have names, not numbers.
    pub(super) fn example(&mut self, titles: &[&str], record: &Table) -> HintMatch {
        let mut about = Vec::new();
        let matched = self.matching(titles, |followed| {
            let is_it = match followed.hint.part {
                Part::Example(number) => followed.count() == number,
                Part::All => true,
                _ => false,
            };
            let mut columns = followed.hint.columns.iter();
            let named = columns.all(|(column, _)| matches!(column, Column::Header(_)));
            about.push(is_it && named);
            is_it
        });
        HintMatch {
            roles: self.roles(titles, record, &about),
            ..matched
        }
    }

    /// Also sets the table's header right.
    pub(super) fn table(&mut self, titles: &[&str], table: &mut Table) -> HintMatch {
        let mut header = None;
        let mut about = Vec::new();
        let matched = self.matching(titles, |followed| {
            let is_it = match &followed.hint.part {
                Part::Table(number) => followed.count() == *number,
                Part::TablesWith(cells) => has_cells(table, cells),
                Part::All => true,
                Part::List(_) | Part::Example(_) => false,
            };
            header = followed.hint.header.filter(|_| is_it).or(header);
            about.push(is_it);
            is_it
        });
        match header {
            Some(true) if table.header.is_empty() => table.head_first_row(),
            Some(false) if !table.header.is_empty() => table.unhead(),
            Some(_) => {}
            None => header_row::repair(table),
        }
        if let Some(turned) =
            grid::upright(table).filter(|turned| self.name(titles, turned, &about))
        {
            *table = turned;
        }
        HintMatch {
            roles: self.roles(titles, table, &about),
            ..matched
        }
    }

    /// Returns `true` if the hints about a table name columns, all of which this one has.
    fn name(&self, titles: &[&str], table: &Table, about: &[bool]) -> bool {
        let here = self
            .hints
            .iter()
            .filter(|followed| headings::is_in(&followed.hint.section, titles));
        let here = here.zip(about).filter(|(_, about)| **about);
        let mut columns = here
            .flat_map(|(followed, _)| &followed.hint.columns)
            .peekable();
        let named = columns.peek().is_some();
        named
            && columns.all(|(column, _)| match column {
                Column::Number(_) => false,
                Column::Header(name) => table.header.iter().any(|cell| headings::same(name, cell)),
            })
    }

    /// Returns the roles of the table's columns. `about` lists for each hint of this section whether it applies to the table.
    fn roles(&mut self, titles: &[&str], table: &Table, about: &[bool]) -> Vec<Option<Role>> {
        let mut roles = vec![None; table.width()];
        let here = self
            .hints
            .iter_mut()
            .filter(|followed| headings::is_in(&followed.hint.section, titles));
        for followed in here
            .zip(about)
            .filter_map(|(followed, about)| about.then_some(followed))
        {
            let place = |column: &Column| match column {
                Column::Number(number) => {
                    number.checked_sub(1).filter(|place| *place < table.width())
                }
                Column::Header(name) => {
                    let mut header = table.header.iter();
                    header.position(|cell| headings::same(name, cell))
                }
            };
            let columns = followed.hint.columns.iter();
            let places: Vec<_> = columns.map(|(column, _)| place(column)).collect();
            for (found, place) in followed.columns.iter_mut().zip(&places) {
                *found |= place.is_some();
            }
            // A hint that names no table is for those that have all of its columns.
            if followed.hint.part == Part::All && places.contains(&None) {
                continue;
            }
            for (place, (_, role)) in places.iter().zip(&followed.hint.columns) {
                if let Some(place) = place.and_then(|place| roles.get_mut(place)) {
                    *place = Some(*role);
                    followed.met = true;
                }
            }
        }
        roles
    }

    /// The hints for this section and this part of it.
    fn matching(
        &mut self,
        titles: &[&str],
        mut is_for: impl FnMut(&mut HintUse<'h>) -> bool,
    ) -> HintMatch {
        let mut matched = HintMatch::default();
        for followed in &mut self.hints {
            if !headings::is_in(&followed.hint.section, titles) || !is_for(followed) {
                continue;
            }
            let exact = followed.hint.part != Part::All;
            followed.met |= exact;
            if let Some(contains) = followed.hint.contains {
                matched.contains = Some(contains);
                matched.exact = exact;
            }
        }
        matched
    }

    /// Returns the hints that changed nothing, because what they name is not there.
    pub(super) fn unused(&self) -> Vec<UnusedHint> {
        let missing = self.hints.iter().map(HintUse::missing).enumerate();
        missing
            .filter_map(|(hint, why)| Some(UnusedHint { hint, why: why? }))
            .collect()
    }
}

impl HintUse<'_> {
    fn count(&mut self) -> usize {
        self.counted += 1;
        self.counted
    }

    fn missing(&self) -> Option<String> {
        let there = if self.hint.section.is_empty() {
            "the page"
        } else {
            "the section"
        };
        if !self.entered {
            return Some(format!(
                "the page has no section `{}`",
                self.hint.section.join(" › ")
            ));
        }
        let mut columns = self.hint.columns.iter().zip(&self.columns);
        let missing = columns.find(|(_, found)| !**found);
        let column = missing.map(|((column, _), _)| match column {
            Column::Number(number) => format!("no such table has a column {number}"),
            Column::Header(name) => format!("no such table or example has the column `{name}`"),
        });
        let counted = self.counted;
        let none = |part: &str, number: usize| {
            Some(format!("{there} has no {part} {number}; it has {counted}"))
        };
        match &self.hint.part {
            _ if self.met => column,
            Part::All if self.hint.form.is_some() => {
                Some("nothing can be read in this form".to_owned())
            }
            Part::All => column.or_else(|| {
                Some(format!(
                    "{there} has no table or example with all of its columns"
                ))
            }),
            Part::Table(number) if self.counted >= *number => column,
            Part::Table(number) => none("table", *number),
            Part::TablesWith(cells) => Some(format!(
                "{there} has no table headed `{}`",
                cells.join("`, `")
            )),
            Part::List(number) => none("list", *number),
            Part::Example(number) => none("code block", *number),
        }
    }
}

/// Returns `true` if the table's header, or the row that may be it, has all these cells.
fn has_cells(table: &Table, cells: &[String]) -> bool {
    let has = |row: &[Text]| {
        cells
            .iter()
            .all(|wanted| row.iter().any(|cell| headings::same(wanted, cell.as_str())))
    };
    has(&table.header) || table.rows.first().is_some_and(|row| has(row))
}
