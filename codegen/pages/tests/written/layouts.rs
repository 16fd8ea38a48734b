//! The layouts in which pages list their errors.

use fastrand::Rng;
use std::fmt::Write as _;

use super::facts::{Entry, Facts, Shows};
use super::markup::{Doc, Markup, unlinked};
use super::words::{Language, STATUSES};

/// A way to write facts.
pub struct Layout {
    pub name: &'static str,
    pub shows: Shows,
    pub markups: &'static [Markup],
    /// Whether the errors are all that the page consists of.
    pub alone: bool,
    pub write: fn(&mut Rng, &Facts, &mut Doc),
}

pub const MARKED: &[Markup] = &[
    Markup::Markdown,
    Markup::Html,
    Markup::Rst,
    Markup::AsciiDoc,
];
pub const MARKDOWN: &[Markup] = &[Markup::Markdown];
pub const TEXT: &[Markup] = &[Markup::Text];
pub const ALL: Shows = Shows {
    statuses: true,
    bare: true,
    texts: true,
    roles: true,
};
/// Nothing says which of several texts is the description, a cause or a solution. No reader can be sure of that, so the
/// texts only have to be kept, and a description that is another text has to be marked as unsure.
pub const UNNAMED: Shows = Shows {
    roles: false,
    ..ALL
};
pub const CODES: Shows = Shows {
    statuses: true,
    bare: false,
    texts: true,
    roles: true,
};
pub const SHORT: Shows = Shows {
    statuses: true,
    bare: true,
    texts: false,
    roles: true,
};
pub const PLAIN: Shows = Shows {
    statuses: true,
    bare: false,
    texts: false,
    roles: true,
};
pub const ONLY_CODES: Shows = Shows {
    statuses: false,
    bare: false,
    texts: false,
    roles: true,
};

macro_rules! layouts {
    ($(#[$doc:meta])* $list:ident: $($write:ident $shows:ident $markups:ident $alone:literal;)*) => {
        $(#[$doc])*
        pub const $list: &[Layout] =
            &[$(Layout { name: stringify!($write), shows: $shows, markups: $markups, alone: $alone, write: $write },)*];
    };
}
pub(super) use layouts;

layouts! {
    /// The layouts whose pages the weights of the reader are fitted to.
    LAYOUTS:
    table ALL MARKED false;
    table_without_header UNNAMED MARKED false;
    table_with_odd_header UNNAMED MARKED false;
    tables_by_topic ALL MARKED false;
    tables_by_status CODES MARKED false;
    codes_share_a_cell ONLY_CODES MARKED false;
    sections ALL MARKED false;
    sections_by_status CODES MARKED false;
    sections_with_labels CODES MARKED false;
    table_per_error CODES MARKED false;
    bullets SHORT MARKED false;
    bullets_by_status PLAIN MARKED false;
    bullets_in_parts CODES MARKED false;
    definitions SHORT MARKED false;
    bold_paragraphs SHORT MARKED false;
    components SHORT MARKDOWN false;
    component_attributes ALL MARKDOWN false;
    examples PLAIN MARKED false;
    aws PLAIN TEXT false;
    blocks_of_labels CODES TEXT false;
    cell_per_line ALL TEXT false;
    row_per_line ALL TEXT false;
    aligned_columns ALL TEXT false;
    run_together ALL TEXT false;
    dashed_lines SHORT TEXT false;
    plain_headings SHORT TEXT false;
    flat_text SHORT TEXT false;
    csv ALL TEXT true;
    json_list ALL TEXT true;
    json_map ALL TEXT true;
}

pub fn pick<'a>(rng: &mut Rng, from: &[&'a str]) -> &'a str {
    from[rng.usize(..from.len())]
}

pub fn phrase(status: u16) -> &'static str {
    STATUSES
        .iter()
        .find(|(known, _)| *known == status)
        .unwrap()
        .1
}

#[derive(Clone, Copy, PartialEq)]
pub enum Column {
    Code,
    Status,
    Name,
    Description,
    Cause,
    Solution,
}

impl Column {
    /// The columns that these facts fill, in some order.
    pub fn of(rng: &mut Rng, facts: &Facts) -> Vec<Column> {
        let entry = &facts.entries[0];
        let mut columns = Vec::new();
        let mut add = |there: bool, column| {
            if there {
                columns.push(column)
            }
        };
        add(entry.code.is_some(), Column::Code);
        add(entry.status.is_some(), Column::Status);
        add(entry.name.is_some(), Column::Name);
        add(true, Column::Description);
        add(entry.cause.is_some(), Column::Cause);
        add(entry.solution.is_some(), Column::Solution);
        match rng.u8(..4) {
            0 => rng.shuffle(&mut columns),
            1 if columns.len() > 1 => columns.swap(0, 1),
            _ => {}
        }
        columns
    }

    pub fn header(self, rng: &mut Rng, language: &Language) -> String {
        let words = match self {
            Column::Code => language.code,
            Column::Status => language.status,
            Column::Name => language.name,
            Column::Description => language.description,
            Column::Cause => language.cause,
            Column::Solution => language.solution,
        };
        pick(rng, words).to_string()
    }

    /// The cell in this column, `style` for the whole table.
    pub fn cell(self, doc: &Doc, entry: &Entry, style: u8) -> String {
        match self {
            Column::Code if style.is_multiple_of(2) => {
                doc.mono(&entry.code.clone().unwrap_or_default())
            }
            Column::Code => entry.code.clone().unwrap_or_default(),
            Column::Status => {
                let status = entry.status.unwrap_or_default();
                match style / 2 % 4 {
                    0 => format!("{status} {}", phrase(status)),
                    1 => doc.mono(&status.to_string()),
                    _ => status.to_string(),
                }
            }
            Column::Name => entry.name.clone().unwrap_or_default(),
            Column::Description => doc.inline(&entry.description),
            Column::Cause => doc.inline(entry.cause.as_deref().unwrap_or_default()),
            Column::Solution => doc.inline(entry.solution.as_deref().unwrap_or_default()),
        }
    }
}

pub struct Table {
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

pub fn rows_of(
    rng: &mut Rng,
    facts: &Facts,
    doc: &Doc,
    entries: &[Entry],
    columns: &[Column],
) -> Table {
    let style = rng.u8(..8);
    Table {
        header: columns
            .iter()
            .map(|column| column.header(rng, facts.language))
            .collect(),
        rows: entries
            .iter()
            .map(|entry| {
                columns
                    .iter()
                    .map(|column| column.cell(doc, entry, style))
                    .collect()
            })
            .collect(),
    }
}

fn whole(rng: &mut Rng, facts: &Facts, doc: &Doc) -> Table {
    let columns = Column::of(rng, facts);
    rows_of(rng, facts, doc, &facts.entries, &columns)
}

fn table(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let made = whole(rng, facts, doc);
    doc.table(Some(&made.header), &made.rows, rng.bool());
}

fn table_without_header(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let made = whole(rng, facts, doc);
    doc.table(None, &made.rows, rng.bool());
}

fn table_with_odd_header(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let made = whole(rng, facts, doc);
    let words = [
        "Value", "Notes", "Item", "Column", "Info", "Text", "Comment", "Remarks", "Label", "Data",
    ];
    let start = rng.usize(..4);
    let header: Vec<String> = (start..start + made.header.len())
        .map(|i| words[i].to_string())
        .collect();
    doc.table(Some(&header), &made.rows, rng.bool());
}

fn tables_by_topic(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let columns = Column::of(rng, facts);
    let topics = ["Accounts", "Orders and invoices", "Uploads", "General"];
    for (i, entries) in facts
        .entries
        .chunks(facts.entries.len().div_ceil(3))
        .enumerate()
    {
        doc.heading(2, topics[i]);
        let made = rows_of(&mut rng.clone(), facts, doc, entries, &columns);
        doc.table(Some(&made.header), &made.rows, false);
    }
}

/// Entries by status, or all of them if they have none.
pub fn by_status(facts: &Facts) -> Vec<(Option<u16>, Vec<Entry>)> {
    let mut statuses: Vec<Option<u16>> = facts.entries.iter().map(|entry| entry.status).collect();
    statuses.sort_unstable();
    statuses.dedup();
    let own = |status| {
        facts
            .entries
            .iter()
            .filter(|entry| entry.status == status)
            .cloned()
            .collect()
    };
    statuses
        .into_iter()
        .map(|status| (status, own(status)))
        .collect()
}

pub fn status_heading(rng: &mut Rng, doc: &mut Doc, status: Option<u16>, style: u8) {
    let Some(status) = status else { return };
    let text = match style {
        0 => format!("{status} {}", phrase(status)),
        1 => format!("HTTP {status}"),
        2 => format!("{} ({status})", phrase(status)),
        3 => format!("{status} - {}", phrase(status)),
        _ => format!("{status}"),
    };
    doc.heading(2, &text);
    if rng.u8(..4) == 0 {
        doc.paragraph("These errors share a status.");
    }
}

fn tables_by_status(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let columns: Vec<Column> = Column::of(rng, facts)
        .into_iter()
        .filter(|column| *column != Column::Status)
        .collect();
    let style = rng.u8(..5);
    for (status, entries) in by_status(facts) {
        status_heading(rng, doc, status, style);
        let made = rows_of(
            &mut Rng::with_seed(rng.get_seed()),
            facts,
            doc,
            &entries,
            &columns,
        );
        doc.table(Some(&made.header), &made.rows, false);
    }
}

fn codes_share_a_cell(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let between = pick(rng, &[", ", " / ", " or "]);
    let row = |entries: &[Entry]| {
        let codes: Vec<String> = entries.iter().map(|entry| doc.mono(&entry.key())).collect();
        vec![codes.join(between), doc.inline(&entries[0].description)]
    };
    let rows: Vec<Vec<String>> = shared(facts).iter().map(|entries| row(entries)).collect();
    let header =
        [Column::Code, Column::Description].map(|column| column.header(rng, facts.language));
    doc.table(Some(&header), &rows, false);
}

/// Entries that have the same description.
fn shared(facts: &Facts) -> Vec<Vec<Entry>> {
    let mut groups: Vec<Vec<Entry>> = Vec::new();
    for entry in &facts.entries {
        match groups
            .iter_mut()
            .find(|group| group[0].description == entry.description)
        {
            Some(group) => group.push(entry.clone()),
            None => groups.push(vec![entry.clone()]),
        }
    }
    groups
}

/// The text of an entry below its heading.
pub fn body(rng: &mut Rng, facts: &Facts, doc: &mut Doc, entry: &Entry, style: u8) {
    let labeled = |doc: &Doc, label: &str, text: &str| {
        let text = doc.inline(text);
        format!("{} {text}", doc.strong(&format!("{label}:")))
    };
    if style.is_multiple_of(2) {
        doc.paragraph(&doc.inline(&entry.description));
    } else {
        let label = facts.language.description[0];
        doc.paragraph(&labeled(doc, label, &entry.description));
    }
    for (text, labels) in [
        (&entry.cause, facts.language.cause),
        (&entry.solution, facts.language.solution),
    ] {
        let Some(text) = text else { continue };
        match style / 2 % 3 {
            0 => doc.paragraph(&labeled(doc, labels[0], text)),
            1 => {
                doc.heading(4, labels[0]);
                doc.paragraph(&doc.inline(text));
            }
            _ => {
                doc.paragraph(&doc.strong(labels[0]));
                doc.bullets(&[doc.inline(text)], "-");
            }
        }
    }
    if rng.u8(..5) == 0 {
        let status = entry.status.unwrap_or(400);
        doc.code(
            "json",
            &format!(
                "{{\n  \"status\": {status},\n  \"code\": \"{}\"\n}}",
                entry.key()
            ),
        );
    }
}

/// The start of a heading or item.
pub fn lead(doc: &Doc, entry: &Entry, style: u8) -> String {
    let code = entry.code.clone().unwrap_or_default();
    let marked = if style.is_multiple_of(2) {
        doc.mono(&code)
    } else {
        code
    };
    match (&entry.code, entry.status, &entry.name) {
        (None, Some(status), Some(_)) if style.is_multiple_of(3) => {
            format!("{status} - {}", phrase(status))
        }
        (None, Some(status), Some(_)) if style % 3 == 1 => format!("{status} ({})", phrase(status)),
        (None, Some(status), Some(_)) => format!("{status} {}", phrase(status)),
        (None, status, _) => status.unwrap_or_default().to_string(),
        (_, Some(status), None) if (style / 2).is_multiple_of(3) => format!("{marked} ({status})"),
        (_, Some(status), None) if style / 2 % 3 == 1 => format!("{status} {marked}"),
        (_, Some(status), None) => format!("{marked} - {status} {}", phrase(status)),
        (_, Some(status), Some(name)) => format!("{marked} ({status}) - {name}"),
        (_, None, Some(name)) if (style / 2).is_multiple_of(2) => format!("{marked}: {name}"),
        (_, None, Some(name)) => format!("{marked} - {name}"),
        (_, None, None) => marked,
    }
}

fn sections(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let (style, bodies) = (rng.u8(..6), rng.u8(..6));
    for entry in &facts.entries {
        doc.heading(3.min(2 + usize::from(style % 2)), &lead(doc, entry, style));
        body(rng, facts, doc, entry, bodies);
    }
}

fn sections_by_status(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let (style, bodies, heading) = (rng.u8(..6), rng.u8(..6), rng.u8(..5));
    for (status, entries) in by_status(facts) {
        status_heading(rng, doc, status, heading);
        for entry in entries {
            let bare = Entry {
                status: None,
                ..entry.clone()
            };
            doc.heading(3, &lead(doc, &bare, style));
            body(rng, facts, doc, &entry, bodies);
        }
    }
}

/// The labels and values of an entry.
pub fn labels(facts: &Facts, entry: &Entry) -> Vec<(String, String)> {
    let language = facts.language;
    let first = |words: &[&str]| words[0].to_string();
    let mut found = vec![(first(language.code), entry.key())];
    let mut add = |words: &[&str], value: Option<String>| {
        found.extend(value.map(|value| (first(words), value)))
    };
    add(
        language.status,
        entry.status.map(|status| status.to_string()),
    );
    add(language.name, entry.name.clone());
    add(language.description, Some(entry.description.clone()));
    add(language.cause, entry.cause.clone());
    add(language.solution, entry.solution.clone());
    found
}

fn sections_with_labels(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let style = rng.u8(..4);
    for (i, entry) in facts.entries.iter().enumerate() {
        let title = entry
            .name
            .clone()
            .unwrap_or_else(|| format!("Problem {}", ["one", "two", "three", "four"][i % 4]));
        doc.heading(3, &title);
        let items: Vec<String> = labels(facts, entry)
            .into_iter()
            .filter(|(_, value)| Some(value) != entry.name.as_ref())
            .enumerate()
            .map(|(i, (label, value))| {
                let value = if i < 2 && style.is_multiple_of(2) && value.len() < 40 {
                    doc.mono(&value)
                } else {
                    doc.inline(&value)
                };
                format!("{} {value}", doc.strong(&format!("{label}:")))
            })
            .collect();
        if style < 2 {
            doc.bullets(&items, "-");
        } else {
            items.iter().for_each(|item| doc.paragraph(item));
        }
    }
}

fn table_per_error(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let header = ["Field", "Value"].map(ToString::to_string);
    let headed = rng.bool();
    for entry in &facts.entries {
        doc.heading(3, &entry.name.clone().unwrap_or_else(|| entry.key()));
        let rows: Vec<Vec<String>> = labels(facts, entry)
            .into_iter()
            .map(|(label, value)| vec![label, doc.inline(&value)])
            .collect();
        doc.table(Some(&header[..]).filter(|_| headed), &rows, false);
    }
}

fn bullets(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let (style, between) = (rng.u8(..6), pick(rng, &[": ", " - ", " — ", " – "]));
    let mark = pick(rng, &["-", "*", "-"]);
    let bold = rng.bool();
    let item = |entry: &Entry| {
        let lead = lead(doc, entry, style);
        let lead = if bold { doc.strong(&lead) } else { lead };
        format!("{lead}{between}{}", doc.inline(&entry.description))
    };
    let items: Vec<String> = facts.entries.iter().map(item).collect();
    doc.bullets(&items, mark);
}

fn bullets_by_status(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let (heading, between) = (rng.u8(..5), pick(rng, &[": ", " - ", " — "]));
    for (status, entries) in by_status(facts) {
        status_heading(rng, doc, status, heading);
        let item = |entry: &Entry| {
            format!(
                "{}{between}{}",
                doc.mono(&entry.key()),
                doc.inline(&entry.description)
            )
        };
        let items: Vec<String> = entries.iter().map(item).collect();
        doc.bullets(&items, "-");
    }
}

/// An item with items below it.
fn bullets_in_parts(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let style = rng.u8(..2) * 2;
    for entry in &facts.entries {
        let parts = labels(facts, entry).split_off(1);
        let part = |(label, value): (String, String)| format!("{label}: {}", doc.inline(&value));
        let parts: Vec<String> = parts.into_iter().map(part).collect();
        let lead = doc.mono(&entry.key());
        let lead = if style == 0 {
            lead
        } else {
            doc.strong(&entry.key())
        };
        match doc.markup {
            Markup::Html => {
                let parts: String = parts
                    .iter()
                    .map(|part| format!("<li>{part}</li>"))
                    .collect();
                doc.line(&format!("<ul><li>{lead}<ul>{parts}</ul></li></ul>"));
            }
            Markup::AsciiDoc => {
                doc.line(&format!("* {lead}"));
                parts
                    .iter()
                    .for_each(|part| doc.line(&format!("** {part}")));
            }
            Markup::Rst => {
                doc.line(&format!("- {lead}\n"));
                parts
                    .iter()
                    .for_each(|part| doc.line(&format!("  - {part}")));
                doc.line("");
            }
            _ => {
                doc.line(&format!("- {lead}"));
                parts
                    .iter()
                    .for_each(|part| doc.line(&format!("  - {part}")));
            }
        }
    }
}

fn definitions(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let style = rng.u8(..6);
    let item = |entry: &Entry| (lead(doc, entry, style), doc.inline(&entry.description));
    let items: Vec<(String, String)> = facts.entries.iter().map(item).collect();
    doc.definitions(&items);
}

fn bold_paragraphs(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let (style, between) = (rng.u8(..6) | 1, rng.u8(..4));
    for entry in &facts.entries {
        let lead = doc.strong(&lead(doc, entry, style));
        let text = doc.inline(&entry.description);
        match between {
            0 => doc.paragraph(&format!("{lead}: {text}")),
            1 => doc.paragraph(&format!("{lead} — {text}")),
            2 => doc.paragraph(&format!("{lead}\n{text}")),
            _ => {
                doc.paragraph(&lead);
                doc.paragraph(&text);
            }
        }
    }
}

fn components(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let style = rng.u8(..6) | 1;
    let tag = pick(rng, &["Accordion", "Expandable", "Card", "Tab"]);
    for entry in &facts.entries {
        let lead = lead(doc, entry, style);
        let text = doc.inline(&entry.description);
        writeln!(doc.out, "<{tag} title=\"{lead}\">\n  {text}\n</{tag}>\n").unwrap();
    }
}

fn component_attributes(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let key = pick(rng, &["code", "error"]);
    for entry in &facts.entries {
        let mut attributes = entry
            .code
            .iter()
            .map(|code| format!(" {key}=\"{code}\""))
            .collect::<String>();
        let mut add = |key: &str, value: Option<String>| {
            attributes.extend(value.map(|value| format!(" {key}=\"{value}\"")));
        };
        add("status", entry.status.map(|status| status.to_string()));
        add("name", entry.name.clone());
        add("description", Some(entry.description.clone()));
        add("cause", entry.cause.clone());
        add("solution", entry.solution.clone());
        writeln!(doc.out, "<ErrorCode{attributes} />").unwrap();
    }
}

fn examples(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let style = rng.u8(..3);
    let message = pick(rng, &["message", "detail", "description"]);
    for entry in &facts.entries {
        match entry.status {
            Some(status) => doc.heading(3, &format!("{status} {}", phrase(status))),
            None => doc.heading(3, entry.name.as_deref().unwrap_or("Example")),
        }
        let code = entry.key();
        let code = if code.parse::<i64>().is_ok() {
            code
        } else {
            format!("\"{code}\"")
        };
        let text = entry.description.replace('"', "'");
        doc.code("json", &match style {
            0 => format!("{{\"error\": {{\"code\": {code}, \"{message}\": \"{text}\"}}}}"),
            1 => format!("{{\n  \"code\": {code},\n  \"{message}\": \"{text}\",\n  \"request_id\": \"f00d\"\n}}"),
            _ => format!("{{\n  \"error\": {code},\n  \"{message}\": \"{text}\"\n}}"),
        });
    }
}

fn aws(_: &mut Rng, facts: &Facts, doc: &mut Doc) {
    for entry in &facts.entries {
        doc.line(&entry.key());
        doc.line("");
        doc.line(&doc.inline(&entry.description));
        doc.line("");
        if let Some(status) = entry.status {
            doc.line(&format!("HTTP Status Code: {status}\n"));
        }
    }
}

fn blocks_of_labels(_: &mut Rng, facts: &Facts, doc: &mut Doc) {
    for entry in &facts.entries {
        for (label, value) in labels(facts, entry) {
            doc.line(&format!("{label}: {}", doc.inline(&value)));
        }
        doc.line("");
    }
}

fn cell_per_line(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let made = whole(rng, facts, doc);
    let blank = rng.bool();
    for cell in made.header.iter().chain(made.rows.iter().flatten()) {
        doc.line(cell);
        if blank {
            doc.line("");
        }
    }
}

fn row_per_line(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let made = whole(rng, facts, doc);
    doc.table(Some(&made.header), &made.rows, false);
}

fn aligned_columns(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let made = whole(rng, facts, doc);
    let all: Vec<&Vec<String>> = std::iter::once(&made.header).chain(&made.rows).collect();
    let widths: Vec<usize> = (0..made.header.len())
        .map(|column| {
            all.iter()
                .map(|row| row[column].chars().count())
                .max()
                .unwrap()
                + 3
        })
        .collect();
    for row in all {
        let cells = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.chars().count())));
        let line: String = cells.collect();
        doc.line(line.trim_end());
    }
}

fn run_together(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let made = whole(rng, facts, doc);
    let rows = made.rows.iter().map(|row| row.concat());
    let lines: Vec<String> = std::iter::once(made.header.concat()).chain(rows).collect();
    let whole = lines.concat();
    if rng.bool() {
        lines.iter().for_each(|line| doc.line(line))
    } else {
        doc.line(&whole)
    }
}

fn dashed_lines(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let (style, between) = (rng.u8(..6), pick(rng, &[": ", " - ", " — ", "  "]));
    for entry in &facts.entries {
        let lead = lead(doc, entry, style);
        doc.line(&format!(
            "{lead}{between}{}",
            doc.inline(&entry.description)
        ));
    }
}

fn plain_headings(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let style = rng.u8(..6);
    let blank = rng.bool();
    for entry in &facts.entries {
        let lead = lead(doc, entry, style);
        doc.line(&lead);
        doc.line(&doc.inline(&entry.description));
        if blank {
            doc.line("");
        }
    }
}

fn flat_text(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let (style, between) = (rng.u8(..6), pick(rng, &[": ", " - ", " "]));
    let entry = |entry: &Entry| {
        format!(
            "{}{between}{}",
            lead(doc, entry, style),
            doc.inline(&entry.description)
        )
    };
    let entries: Vec<String> = facts.entries.iter().map(entry).collect();
    doc.out = doc.out.split_whitespace().collect::<Vec<_>>().join(" ") + " " + &entries.join(" ");
    doc.line("");
}

/// The records of a file of data.
fn records(rng: &mut Rng, facts: &Facts) -> Vec<Vec<(String, String)>> {
    let columns = Column::of(rng, facts);
    let key = |column: &Column, rng: &mut Rng| {
        let keys: &[&str] = match column {
            Column::Code => &["code", "error_code", "id", "errorCode"],
            Column::Status => &["status", "http_status", "httpStatus", "status_code"],
            Column::Name => &["name", "title"],
            Column::Description => &["description", "message", "details", "meaning"],
            Column::Cause => &["cause", "reason"],
            Column::Solution => &["solution", "resolution", "action", "fix"],
        };
        pick(rng, keys).to_string()
    };
    let keys: Vec<String> = columns.iter().map(|column| key(column, rng)).collect();
    let plain = Doc::new(Markup::Text, false);
    let value = |column: &Column, entry: &Entry| match column {
        Column::Status => entry.status.unwrap_or_default().to_string(),
        column => unlinked(&column.cell(&plain, entry, 1)),
    };
    let record = |entry: &Entry| {
        keys.iter()
            .cloned()
            .zip(columns.iter().map(|column| value(column, entry)))
            .collect()
    };
    facts.entries.iter().map(record).collect()
}

fn csv(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let records = records(rng, facts);
    let between = pick(rng, &[",", ",", ";"]);
    let quote = |text: &str| {
        if text.contains([',', ';']) {
            format!("\"{text}\"")
        } else {
            text.to_string()
        }
    };
    let keys: Vec<String> = records[0].iter().map(|(key, _)| key.clone()).collect();
    doc.out = keys.join(between) + "\n";
    for record in records {
        let cells: Vec<String> = record.iter().map(|(_, value)| quote(value)).collect();
        writeln!(doc.out, "{}", cells.join(between)).unwrap();
    }
    doc.extension = "csv";
}

fn object(record: &[(String, String)]) -> String {
    let member = |(key, value): &(String, String)| match value.parse::<i64>() {
        Ok(number) => format!("\"{key}\": {number}"),
        Err(_) => format!("\"{key}\": \"{value}\""),
    };
    format!(
        "{{{}}}",
        record.iter().map(member).collect::<Vec<_>>().join(", ")
    )
}

fn json_list(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let objects: Vec<String> = records(rng, facts)
        .iter()
        .map(|record| object(record))
        .collect();
    let list = format!("[\n  {}\n]", objects.join(",\n  "));
    doc.out = if rng.bool() {
        list
    } else {
        format!("{{\"errors\": {list}}}")
    };
    doc.extension = "json";
}

fn json_map(rng: &mut Rng, facts: &Facts, doc: &mut Doc) {
    let records = records(rng, facts);
    let entry = |(entry, record): (&Entry, Vec<(String, String)>)| {
        let rest: Vec<(String, String)> = record
            .into_iter()
            .filter(|(_, value)| *value != entry.key())
            .collect();
        format!("\"{}\": {}", entry.key(), object(&rest))
    };
    let entries: Vec<String> = facts.entries.iter().zip(records).map(entry).collect();
    let map = format!("{{\n  {}\n}}", entries.join(",\n  "));
    doc.out = if rng.bool() {
        map
    } else {
        format!("{{\"errors\": {map}}}")
    };
    doc.extension = "json";
}
