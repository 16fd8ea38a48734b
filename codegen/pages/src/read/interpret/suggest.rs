//! Suggests the hint that would settle how a part of a page is read.

use api_error_catalog_model::model::{Column, Contents, Hint, Part, Role};

use super::mention::MentionKind;
use crate::read::document::Table;

/// Returns the hint by which a table is read with these columns, or `None` if nothing identifies its records.
pub(super) fn table(
    section: Option<String>,
    table: &Table,
    columns: &[(usize, Role)],
    kind: Option<MentionKind>,
) -> Option<Hint> {
    let with = |wanted: Role| columns.iter().any(|(_, role)| *role == wanted);
    let contains = match kind {
        Some(MentionKind::Close) => Contents::CloseCodes,
        Some(MentionKind::Type) => Contents::Types,
        Some(MentionKind::Status) => Contents::Statuses,
        Some(MentionKind::Error) => Contents::Errors,
        None if with(Role::Code) => Contents::Errors,
        None if with(Role::Status) => Contents::Statuses,
        None => return None,
    };
    let header: Vec<String> = table.header.iter().map(|cell| cell.to_string()).collect();
    let headed = !header.is_empty() && header.iter().all(|cell| !cell.is_empty());
    let column = |at: usize| match header.get(at).filter(|_| headed) {
        Some(name) => Column::Header(name.clone()),
        None => Column::Number(at + 1),
    };
    let columns = columns
        .iter()
        .map(|(at, role)| (column(*at), *role))
        .collect();
    Some(Hint {
        section: section.into_iter().collect(),
        part: if headed {
            Part::TablesWith(header.clone())
        } else {
            Part::All
        },
        contains: Some(contains),
        columns,
        ..Hint::default()
    })
}

/// Returns the hint by which the lists, tables and headings of a section are read as errors.
pub(super) fn section(title: &str) -> Hint {
    Hint {
        section: vec![title.to_owned()],
        contains: Some(Contents::Errors),
        ..Hint::default()
    }
}
