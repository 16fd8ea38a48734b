//! Reads pages that are JSON listings, and finds the ends of JSON inside text.

use api_error_catalog_core::__tokens::{TokenKind, tokens};
use serde_json::Value;

use crate::read::document::{BlockKind, Document, Table};
use crate::read::text::Text;

/// The longest example that is looked for in running text.
const LONGEST: usize = 64 * 1024;

/// Returns the length of the JSON that a text starts with: to its closing bracket. A string ends with its line, because running
/// text has quotes that nothing closes.
pub(crate) fn balanced(text: &str) -> Option<usize> {
    let (mut depth, mut line_at) = (0_usize, 0);
    for line in text.split_inclusive('\n') {
        for token in tokens(line) {
            let end = line_at + token.end();
            match token.kind {
                _ if end > LONGEST => return None,
                TokenKind::Open => depth += 1,
                TokenKind::Close if depth <= 1 => return Some(end),
                TokenKind::Close => depth -= 1,
                _ => {}
            }
        }
        line_at += line.len();
    }
    None
}

/// Reads a listing: an array of objects, or an object whose keys are codes. Returns `None` if the page is not JSON.
pub(crate) fn read(source: &str) -> Option<Document> {
    let value: Value = serde_json::from_str(source).ok()?;
    let mut document = Document::default();
    let mut waiting = vec![(String::new(), &value)];
    let mut place = Place { source, from: 0 };
    while let Some((title, value)) = waiting.pop() {
        if let Some(table) = listing(value, &mut place) {
            if !title.is_empty() {
                let text = Text::plain(&title, table.at);
                document.push(0, BlockKind::Heading { level: 2, text });
            }
            document.push(0, BlockKind::Table(table));
        } else if let Value::Object(members) = value {
            let inner = members
                .iter()
                .rev()
                .filter(|(_, value)| value.is_object() || value.is_array());
            waiting.extend(inner.map(|(key, value)| (key.clone(), value)));
        }
    }
    Some(document)
}

/// Finds values again in the text, in order: serde_json keeps no offsets.
struct Place<'a> {
    source: &'a str,
    from: usize,
}

impl Place<'_> {
    fn of(&mut self, value: &str) -> usize {
        match self.source[self.from..].find(value) {
            Some(step) => {
                self.from += step;
                self.from
            }
            None => self.from,
        }
    }
}

/// Returns an array of objects, or an object of objects or texts, as a table.
fn listing(value: &Value, place: &mut Place<'_>) -> Option<Table> {
    let rows: Vec<(Option<&str>, &Value)> = match value {
        Value::Array(items) => items.iter().map(|item| (None, item)).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(key, value)| (Some(key.as_str()), value))
            .collect(),
        _ => return None,
    };
    let keyed = rows.first()?.0.is_some();
    let objects = rows.iter().all(|(_, row)| row.is_object());
    let texts = keyed && rows.len() >= 2 && rows.iter().all(|(_, row)| row.is_string());
    if !objects && !texts || keyed && objects && rows.len() < 2 {
        return None;
    }
    let mut columns: Vec<&str> = Vec::new();
    let members = rows.iter().filter_map(|(_, row)| row.as_object());
    for member in members.flat_map(|row| row.keys()) {
        if !columns.contains(&member.as_str()) && columns.len() < 32 {
            columns.push(member);
        }
    }
    let mut table = Table::default();
    for (i, (key, row)) in rows.iter().enumerate() {
        let at = key.map(|key| place.of(&format!("\"{key}\"")) + 1);
        let first = key.map(|key| Text::plain(key, at.unwrap_or(0)));
        let mut cells: Vec<Text> = first.into_iter().collect();
        cells.extend(row.as_str().map(|text| Text::plain(text, place.of(text))));
        cells.extend(columns.iter().map(|column| {
            row.get(column)
                .map_or_else(Text::default, |value| cell(value, place))
        }));
        if i == 0 {
            table.at = cells.first().map_or(0, Text::at);
        }
        table.rows.push(cells);
    }
    let first = [keyed.then_some("code"), texts.then_some("description")];
    let names = first.into_iter().flatten().chain(columns);
    table.header = names.map(|name| Text::plain(name, table.at)).collect();
    Some(table)
}

fn cell(value: &Value, place: &mut Place<'_>) -> Text {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Array(items) => {
            let plain = |item: &Value| {
                item.as_str()
                    .map_or_else(|| item.to_string(), str::to_string)
            };
            items.iter().map(plain).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    };
    let start = text.split('\n').next().unwrap_or("");
    Text::plain(&text, place.of(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(source: &str) -> (Vec<String>, usize) {
        let document = read(source).unwrap();
        let Some(BlockKind::Table(table)) = document
            .blocks
            .into_iter()
            .map(|b| b.kind)
            .find(|k| matches!(k, BlockKind::Table(_)))
        else {
            panic!("no table");
        };
        (
            table.header.iter().map(|h| h.to_string()).collect(),
            table.rows.len(),
        )
    }

    #[test]
    fn listings() {
        assert_eq!(
            table(r#"{"errors": [{"code": "a_b", "status": 400}, {"code": "c_d"}]}"#).0,
            ["code", "status"]
        );
        assert_eq!(
            table(r#"{"a_b": {"status": 400}, "c_d": {"status": 500}}"#).0,
            ["code", "status"]
        );
        assert_eq!(
            table(r#"{"a_b": "Bad.", "c_d": "Worse."}"#),
            (vec!["code".into(), "description".into()], 2)
        );
    }

    #[test]
    fn the_closing_bracket() {
        assert_eq!(balanced(r#"{"a": "}", "b": [1]} rest"#), Some(20));
        assert_eq!(balanced("{"), None);
        let quote_of_prose = "{\"a\": 5\" tall\n}\nand {more}";
        assert_eq!(
            balanced(quote_of_prose),
            Some(quote_of_prose.find('}').unwrap() + 1)
        );
        assert_eq!(balanced(&format!("{{{}}}", " ".repeat(LONGEST))), None);
    }
}
