//! Lists of errors as tables: arrays of objects, and objects whose keys are codes. The columns are interpreted as those of a
//! page's table.

use super::tree::Node;
use super::yaml;
use crate::read::conventions::code_shape::{self, CodeShape};
use crate::read::document::{BlockKind, Document, Table};
use crate::read::formats::inline;
use crate::read::text::Text;
use crate::reports::SkippedPart;

/// More members of objects do not become columns.
const MOST_COLUMNS: usize = 32;
/// Longer texts of values are cut, in values: an alias can repeat its anchor without end.
const MOST_VALUES: usize = 1000;

/// Returns the lists of a document, each below the name of its member, and the parts that are too large. `subject` is what the
/// file's name says it is about.
pub(super) fn read(root: Node<'_>, subject: &str) -> Option<(Document, Vec<SkippedPart>)> {
    let (mut document, mut skipped) = (Document::default(), Vec::new());
    let mut left = MOST_LISTS;
    let mut cells_left = MOST_CELLS;
    let mut waiting = vec![("", root)];
    while let Some((name, value)) = waiting.pop() {
        let listing = listing(value, &mut cells_left);
        if let Some(Err(reason)) = listing {
            skipped.push(too_large(name, reason, value));
        } else if let Some(Ok(table)) = listing {
            if document.blocks.is_empty() && !subject.is_empty() {
                document.push(0, BlockKind::Paragraph(Text::plain(subject, 0)));
            }
            if !name.is_empty() {
                let text = Text::plain(name, table.at);
                document.push(0, BlockKind::Heading { level: 2, text });
            }
            document.push(0, BlockKind::Table(table));
        } else {
            let inner = value
                .members()
                .rev()
                .filter(|(_, value)| value.is_object() || value.is_list());
            waiting.extend(inner);
        }
        left -= 1;
        if left == 0 {
            let reason = "the document has too many lists before it";
            skipped.extend(
                waiting
                    .pop()
                    .map(|(name, value)| too_large(name, reason, value)),
            );
            break;
        }
    }
    let is_empty = document.blocks.is_empty() && skipped.is_empty();
    (!is_empty).then_some((document, skipped))
}

fn too_large(name: &str, reason: &str, value: Node<'_>) -> SkippedPart {
    let list = if name.is_empty() {
        String::new()
    } else {
        format!(" `{name}`")
    };
    SkippedPart {
        what: format!("the list{list}"),
        reason: reason.to_owned(),
        span: value.span(),
    }
}

/// More lists and objects of lists are not read.
const MOST_LISTS: usize = 100_000;
/// Further tables are not read. A row has a cell for each column, even if it is written as `{}`, so that tables may be much larger
/// than the document.
pub(super) const MOST_CELLS: usize = 1_000_000;

/// Returns a list of objects in a program's notation as a table. It is YAML, too, in which names need no quotes either.
pub(crate) fn objects(source: &str) -> Option<Table> {
    let tree = yaml::parse(source)?;
    let root = tree.root();
    let objects = root.is_list() && root.items().all(Node::is_object);
    let table = listing(root, &mut MOST_CELLS.clone());
    table.filter(|_| objects)?.ok()
}

/// Returns an array of objects, or an object of objects or texts, as a table, and takes its cells from those that are left. If too
/// few are left, returns the reason why it is not read.
pub(super) fn listing(
    value: Node<'_>,
    cells_left: &mut usize,
) -> Option<Result<Table, &'static str>> {
    let rows: Vec<(Option<Node<'_>>, Node<'_>)> = if value.is_list() {
        value.items().map(|item| (None, item)).collect()
    } else {
        value
            .entries()
            .map(|(key, value)| (Some(key), value))
            .collect()
    };
    let keyed = rows.first()?.0.is_some();
    let objects = rows.iter().all(|(_, row)| row.is_object());
    let texts = keyed && rows.len() >= 2 && rows.iter().all(|(_, row)| row.text().is_some());
    let is_single = keyed && objects && rows.len() < 2;
    if !objects && !texts
        || is_single && !rows.iter().all(is_entry)
        || objects && rows.iter().all(holds_lists)
    {
        return None;
    }
    let mut columns: Vec<&str> = Vec::new();
    for (name, _) in rows.iter().flat_map(|(_, row)| row.members()) {
        if columns.len() < MOST_COLUMNS && !columns.contains(&name) {
            columns.push(name);
        }
    }
    let keys = usize::from(keyed) + usize::from(texts);
    let Some(left) = cells_left.checked_sub(rows.len() * (keys + columns.len())) else {
        return Some(Err("it has too many rows and columns"));
    };
    *cells_left = left;
    let mut table = Table::new(value.span().start);
    for (key, row) in &rows {
        let mut cells: Vec<Text> = key.iter().map(|key| cell(*key)).collect();
        if texts {
            cells.push(cell(*row));
        }
        cells.extend(
            columns
                .iter()
                .map(|column| row.get(column).map_or_else(Text::default, cell)),
        );
        if table.rows.is_empty() {
            table.at = cells.first().map_or(table.at, Text::at);
        }
        table.rows.push(cells);
    }
    let first = [keyed.then_some("code"), texts.then_some("description")];
    let names = first.into_iter().flatten().chain(columns);
    table.header = names.map(|name| Text::plain(name, table.at)).collect();
    Some(Ok(table))
}

/// Returns `true` if the only member of an object is an error: its key is a code, and a text describes it.
fn is_entry((key, value): &(Option<Node<'_>>, Node<'_>)) -> bool {
    let shape = key.and_then(Node::word).and_then(code_shape::of);
    let code = matches!(shape, Some(CodeShape::Number | CodeShape::Identifier));
    code && value
        .members()
        .any(|(_, text)| text.text().is_some_and(|text| text.trim().contains(' ')))
}

/// Returns `true` if a value is a group of errors, or of other objects, and not an error.
fn holds_lists((_, value): &(Option<Node<'_>>, Node<'_>)) -> bool {
    let mut members = value.members().peekable();
    members.peek().is_some() && members.all(|(_, member)| member.is_object() || member.is_list())
}

fn cell(value: Node<'_>) -> Text {
    let at = value.span().start;
    // Listings that were copied from a site hold the word.
    if value.is_null() || value.text() == Some("null") {
        return Text::empty(at);
    }
    let json = |value: Node<'_>| {
        value
            .to_json(&mut MOST_VALUES.clone())
            .unwrap_or_default()
            .to_string()
    };
    if let Some(word) = value.word() {
        return inline::field(word, at);
    }
    if value.is_list() {
        let items = value
            .items()
            .take(MOST_VALUES)
            .map(|item| item.word().map_or_else(|| json(item), str::to_owned));
        return Text::plain(&items.collect::<Vec<_>>().join(", "), at);
    }
    Text::plain(&json(value), at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::machine::json;

    fn columns(root: Node<'_>) -> (Vec<String>, usize) {
        let blocks = read(root, "").unwrap().0.blocks.into_iter();
        let mut tables = blocks.filter_map(|block| match block.kind {
            BlockKind::Table(table) => Some(table),
            _ => None,
        });
        let table = tables.next().unwrap();
        (
            table.header.iter().map(|name| name.to_string()).collect(),
            table.rows.len(),
        )
    }

    #[test]
    fn groups_of_errors() {
        let source = r#"{"shared": {"1000": {"text": "It is bad.", "link": "/a"}},
            "boats": {"2000": {"text": "It sank."}, "2001": {"text": "It burns."}}}"#;
        let tree = json::parse(source).unwrap();
        let blocks = read(tree.root(), "").unwrap().0.blocks.into_iter();
        let tables = blocks.filter_map(|block| match block.kind {
            BlockKind::Table(table) => Some(table.rows.len()),
            _ => None,
        });
        assert_eq!(tables.collect::<Vec<_>>(), [1, 2]);
    }

    #[test]
    fn lists_and_objects_by_code() {
        for (source, names, rows) in [
            (
                r#"{"errors": [{"code": "a_b", "status": 400}, {"code": "c_d"}]}"#,
                ["code", "status"],
                2,
            ),
            (
                r#"{"a_b": {"status": 400}, "c_d": {"status": 500}}"#,
                ["code", "status"],
                2,
            ),
            (
                r#"{"a_b": "Bad.", "c_d": "Worse."}"#,
                ["code", "description"],
                2,
            ),
            (
                "{\"code\": \"a_b\", \"text\": \"Bad.\"}\n{\"code\": \"c_d\"}\n",
                ["code", "text"],
                2,
            ),
        ] {
            assert_eq!(
                columns(json::parse(source).unwrap().root()),
                (names.map(String::from).to_vec(), rows),
                "{source}"
            );
        }
        let yaml = "errors:\n  - code: a_b\n    status: 400\n  - code: c_d\n";
        assert_eq!(
            columns(yaml::parse(yaml).unwrap().root()).0,
            ["code", "status"]
        );
    }
}
