//! The columns of a page's tables with the same header, or with as many columns and no header, profiled together: such
//! tables hold the same kind of records.

use std::collections::{HashMap, HashSet};

use super::profile::ColumnProfile;
use crate::page::Code;
use crate::read::conventions::roles;
use crate::read::document::{Block, BlockKind, Table};
use crate::read::text::Text;

/// The profiles of the columns of tables that share a header.
#[derive(Debug, Default)]
pub(in crate::read::interpret) struct AlikeTables {
    /// The group of each table, by its position.
    groups: HashMap<usize, usize>,
    profiles: Vec<Vec<ColumnProfile>>,
}

impl AlikeTables {
    pub(in crate::read::interpret) fn new(blocks: &[Block], examples: &HashSet<Code>) -> Self {
        let mut alike = AlikeTables::default();
        for tables in groups(blocks).into_values() {
            if let [first, others @ ..] = &tables[..]
                && !others.is_empty()
            {
                let mut pooled = Table::clone(first);
                let rows = others.iter().flat_map(|table| &table.rows);
                pooled.rows.extend(rows.cloned());
                let group = alike.profiles.len();
                let members = tables.iter().map(|table| (table.at, group));
                alike.groups.extend(members);
                alike
                    .profiles
                    .push(ColumnProfile::of_all(&pooled, examples));
            }
        }
        alike
    }

    /// Returns the profiles of a table's columns as its whole group has them, except that several tables may list the same
    /// code. `None` if the table is not part of a group.
    pub(super) fn profiles(
        &self,
        table: &Table,
        own: &[ColumnProfile],
    ) -> Option<Vec<ColumnProfile>> {
        let pooled = self.profiles.get(*self.groups.get(&table.at)?)?;
        let profile = |(own, pooled): (&ColumnProfile, &ColumnProfile)| ColumnProfile {
            hinted: own.hinted,
            distinct: own.distinct,
            filled: own.filled,
            coverage: own.coverage,
            ..pooled.clone()
        };
        // Without headers, one table may hold statuses where another one holds codes.
        let like = |(own, pooled): (&ColumnProfile, &ColumnProfile)| {
            let same = (own.statuses > 0.5) == (pooled.statuses > 0.5);
            own.headed == pooled.headed && (own.headed || same)
        };
        let same = pooled.len() == own.len() && own.iter().zip(pooled).all(like);
        same.then(|| own.iter().zip(pooled).map(profile).collect())
    }
}

/// Returns the tables of a page by their headers, those without by their number of columns. A table below a heading that
/// speaks of HTTP is not part of a group: other numbers are not like its numbers.
fn groups(blocks: &[Block]) -> HashMap<Vec<String>, Vec<&Table>> {
    let mut groups: HashMap<_, Vec<&Table>> = HashMap::new();
    let mut speaks_of_http = false;
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { text, .. } => speaks_of_http = roles::speaks_of_http(text),
            BlockKind::Table(table) if !speaks_of_http => {
                let header = |column| {
                    table
                        .header
                        .get(column)
                        .map(|cell: &Text| cell.to_lowercase())
                };
                let headers = (0..table.width()).map(|column| header(column).unwrap_or_default());
                groups.entry(headers.collect()).or_default().push(table);
            }
            _ => {}
        }
    }
    groups
}
