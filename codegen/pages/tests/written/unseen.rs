//! Layouts that are left out of fitting: no rule of the reader and no weight was made by looking at their pages.

use fastrand::Rng;
use std::fmt::Write as _;

use super::facts::{Entry, Facts};
use super::layouts::{
    CODES, Column, Layout, MARKDOWN, MARKED, ONLY_CODES, PLAIN, body, by_status, labels, layouts,
    phrase, pick, rows_of,
};
use super::markup::{Doc, Markup};

layouts! {
    /// The layouts that are left out of fitting.
    UNSEEN:
    transposed_tables CODES MARKED false;
    topics_in_rows CODES MARKED false;
    bullets_below_statuses PLAIN MARKED false;
    questions CODES MARKED false;
    tabs CODES MARKDOWN false;
    footnotes ONLY_CODES MARKED false;
    shared_status_cells PLAIN MARKED false;
}

const TOPICS: [&str; 3] = ["Accounts", "Orders and invoices", "Uploads"];

fn chunks(facts: &Facts) -> std::slice::Chunks<'_, Entry> {
    facts.entries.chunks(facts.entries.len().div_ceil(3))
}

/// Tables with a column for each error, and a row for each kind of fact.
fn transposed_tables(_: &mut Rng, facts: &Facts, doc: &mut Doc) {
    for entries in facts.entries.chunks(4) {
        let columns: Vec<Vec<(String, String)>> =
            entries.iter().map(|entry| labels(facts, entry)).collect();
        let row = |at: usize| {
            let cells = columns.iter().map(|column| column[at].1.as_str());
            let mut row = vec![columns[0][at].0.clone()];
            row.extend(cells.map(|cell| match at {
                0 => doc.mono(cell),
                _ => doc.inline(cell),
            }));
            row
        };
        let rows: Vec<Vec<String>> = (1..columns[0].len()).map(row).collect();
        doc.table(Some(&row(0)), &rows, false);
        doc.line("");
    }
}

/// One table, in which rows with a single cell are headings.
fn topics_in_rows(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let columns = Column::of(rng, facts);
    let made = rows_of(rng, facts, doc, &facts.entries, &columns);
    let bold = rng.bool();
    let size = facts.entries.len().div_ceil(3);
    let mut rows = Vec::new();
    for (topic, entries) in TOPICS.iter().zip(made.rows.chunks(size)) {
        let mut row = vec![String::new(); columns.len()];
        row[0] = if bold {
            doc.strong(topic)
        } else {
            (*topic).to_string()
        };
        rows.push(row);
        rows.extend(entries.iter().cloned());
    }
    doc.table(Some(&made.header), &rows, false);
}

/// Items that are statuses, with items for their errors.
fn bullets_below_statuses(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let (style, between) = (rng.u8(..3), pick(rng, &[": ", " - ", " — "]));
    for (status, entries) in by_status(facts) {
        let head = match (status, style) {
            (Some(status), 0) => format!("{status} {}", phrase(status)),
            (Some(status), 1) => doc.strong(&status.to_string()),
            (Some(status), _) => format!("HTTP {status} ({})", phrase(status)),
            (None, _) => "The errors of all requests".to_string(),
        };
        let items = entries.iter().map(|entry| {
            let text = doc.inline(&entry.description);
            format!("{}{between}{text}", doc.mono(&entry.key()))
        });
        let items: Vec<String> = items.collect();
        nested(doc, &head, &items);
    }
    doc.line("");
}

/// Writes an item with items below it.
fn nested(doc: &mut Doc, head: &str, items: &[String]) {
    let (open, below) = match doc.markup {
        Markup::AsciiDoc => ("* ", "** "),
        Markup::Rst => ("- ", "\n  - "),
        _ => ("- ", "  - "),
    };
    if doc.markup == Markup::Html {
        let items: String = items
            .iter()
            .map(|item| format!("<li>{item}</li>"))
            .collect();
        return doc.line(&format!("<ul><li>{head}<ul>{items}</ul></li></ul>"));
    }
    doc.line(&format!("{open}{head}"));
    items
        .iter()
        .for_each(|item| doc.line(&format!("{below}{item}")));
    if doc.markup == Markup::Rst {
        doc.line("");
    }
}

/// Headings that ask for an error.
fn questions(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let (style, bodies) = (rng.u8(..3), rng.u8(..6));
    for entry in &facts.entries {
        let code = doc.mono(&entry.key());
        let question = match style {
            0 => format!("Why do I get {code}?"),
            1 => format!("What does {code} mean?"),
            _ => format!("How do I fix a {code} error?"),
        };
        doc.heading(3, &question);
        if let Some(status) = entry.status {
            doc.paragraph(&format!("{} {status}", doc.strong("HTTP status:")));
        }
        if let Some(name) = &entry.name {
            doc.paragraph(&format!("{} {name}", doc.strong("Name:")));
        }
        body(rng, facts, doc, entry, bodies);
    }
}

/// Tabs with a table each.
fn tabs(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let columns = Column::of(rng, facts);
    let group = pick(rng, &["Tabs", "CodeGroup", "AccordionGroup"]);
    doc.line(&format!("<{group}>"));
    for (topic, entries) in TOPICS.iter().zip(chunks(facts)) {
        let made = rows_of(&mut rng.clone(), facts, doc, entries, &columns);
        let tag = if group == "AccordionGroup" {
            "Accordion"
        } else {
            "Tab"
        };
        writeln!(doc.out, "  <{tag} title=\"{topic}\">\n").unwrap();
        doc.table(Some(&made.header), &made.rows, false);
        writeln!(doc.out, "\n  </{tag}>").unwrap();
    }
    doc.line(&format!("</{group}>\n"));
}

/// Codes with marks of footnotes, which follow the table.
fn footnotes(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let marks: [&str; 2] = match rng.u8(..3) {
        0 => ["*", "**"],
        1 => ["¹", "²"],
        _ => [" (1)", " (2)"],
    };
    let header =
        [Column::Code, Column::Description].map(|column| column.header(rng, facts.language));
    let row = |(at, entry): (usize, &Entry)| {
        let mark = if at % 3 == 1 { marks[at / 3 % 2] } else { "" };
        let mark = match doc.markup {
            Markup::Markdown | Markup::Rst => mark.replace('*', "\\*"),
            _ => mark.to_string(),
        };
        let code = doc.mono(&entry.key());
        vec![format!("{code}{mark}"), doc.inline(&entry.description)]
    };
    let rows: Vec<Vec<String>> = facts.entries.iter().enumerate().map(row).collect();
    doc.table(Some(&header), &rows, false);
    doc.line("");
    for (mark, note) in marks.iter().zip(["Only for teams.", "Only for uploads."]) {
        doc.paragraph(&format!("{} {note}", mark.trim()));
    }
}

/// A table in which the first of several errors has the status of all.
fn shared_status_cells(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let columns = [Column::Status, Column::Code, Column::Description];
    let columns = if facts.entries[0].status.is_some() {
        &columns[..]
    } else {
        &columns[1..]
    };
    let groups = by_status(facts);
    let all: Vec<Entry> = groups
        .iter()
        .flat_map(|(_, entries)| entries.clone())
        .collect();
    let mut made = rows_of(rng, facts, doc, &all, columns);
    if columns.len() < 3 {
        return doc.table(Some(&made.header), &made.rows, false);
    }
    if doc.markup == Markup::Html {
        let cells: String = made
            .header
            .iter()
            .map(|cell| format!("<th>{cell}</th>"))
            .collect();
        doc.line(&format!("<table><tr>{cells}</tr>"));
        let mut rows = made.rows.into_iter();
        for (_, entries) in &groups {
            for (at, row) in rows.by_ref().take(entries.len()).enumerate() {
                let span = format!("<td rowspan=\"{}\">{}</td>", entries.len(), row[0]);
                let first = if at == 0 { span } else { String::new() };
                doc.line(&format!(
                    "<tr>{first}<td>{}</td><td>{}</td></tr>",
                    row[1], row[2]
                ));
            }
        }
        return doc.line("</table>");
    }
    let mut rows = made.rows.iter_mut();
    for (_, entries) in &groups {
        rows.by_ref()
            .take(entries.len())
            .skip(1)
            .for_each(|row| row[0].clear());
    }
    doc.table(Some(&made.header), &made.rows, false);
}
