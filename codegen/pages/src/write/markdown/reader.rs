//! Reads reference pages back, by the layout that [`markdown`](super::markdown) gives them. Nothing on them is a guess,
//! and a code may be any text.

use std::collections::HashMap;

use api_error_catalog_model::model::{Detail, DetailType};
use api_error_catalog_model::source::{Source, Span};

use super::details;
use super::inline_text::InlineText;
use super::layout::{self, DETAILS, HEADER, section};
use crate::page::{
    Body, BodyOrigin, Certainty, CloseFact, Code, ErrorFact, Explanation, Fact, Page, StatusFact,
    TypeFact, Wording, WordingOrigin,
};

/// Returns `true` if the page is a reference page.
pub(crate) fn is_reference(source: &str) -> bool {
    source.starts_with(HEADER)
}

/// Reads such a page.
pub(crate) fn read(source: Source) -> Page {
    let mut reader = ReferenceReader {
        page: Page {
            reference: true,
            ..Page::default()
        },
        ..ReferenceReader::default()
    };
    let text = source.text.as_str();
    let mut end = 0;
    let mut lines = text.split_inclusive('\n').map(|whole| {
        let line = whole.strip_suffix('\n').unwrap_or(whole);
        let line = line.strip_suffix('\r').unwrap_or(line);
        let start = end;
        end += whole.len();
        (start..start + line.len(), line)
    });
    while let Some((span, line)) = lines.next() {
        if line.starts_with("```") {
            let inside = lines.by_ref().take_while(|(_, line)| *line != "```");
            let inside: Vec<(Span, &str)> = inside.collect();
            reader.example(&inside, span.end + 1);
        } else if !line.starts_with("<!--") {
            reader.line(line, span);
        }
    }
    Page {
        source,
        ..reader.finish()
    }
}

/// A page while it is read.
#[derive(Default)]
struct ReferenceReader {
    page: Page,
    /// The heading of the second level, and the columns of the table below it.
    section: String,
    columns: Vec<String>,
    entries: Vec<ErrorEntry>,
    /// The label above the items.
    label: String,
}

/// The facts about an error below a heading of its own.
#[derive(Default)]
struct ErrorEntry {
    title: String,
    facts: Vec<(String, InlineText)>,
    causes: Vec<Fact<String>>,
    solutions: Vec<Fact<String>>,
    details: Vec<Fact<Detail>>,
    bodies: Vec<usize>,
}

impl ReferenceReader {
    fn line(&mut self, line: &str, span: Span) {
        if let Some(title) = line.strip_prefix("# ") {
            self.page.title = InlineText::new(title, span).text();
        } else if let Some(title) = line.strip_prefix("## ") {
            self.section = title.to_owned();
            self.columns.clear();
        } else if let Some(title) = line.strip_prefix("### ") {
            self.label.clear();
            self.entries.push(ErrorEntry {
                title: title.to_owned(),
                ..ErrorEntry::default()
            });
        } else if let Some(item) = line.strip_prefix("- ") {
            self.item(item, span);
        } else if line.starts_with("| ") {
            self.row(line, span);
        } else if let Some(label) = line
            .strip_prefix("**")
            .and_then(|line| line.strip_suffix(":**"))
        {
            label.clone_into(&mut self.label);
        } else if line.is_empty() {
            self.columns.clear();
        } else if let (DETAILS, Some((depth, item))) = (self.label.as_str(), details::item(line)) {
            self.member(depth, item, span);
        }
    }

    /// Takes a member of an error's details, which may be part of the one above it.
    fn member(&mut self, depth: usize, item: &str, span: Span) {
        if depth >= DetailType::MAX_DEPTH {
            return;
        }
        let line = InlineText::new(item, span);
        let Some((entry, member)) = self.entries.last_mut().zip(line.detail()) else {
            return;
        };
        match entry.details.last_mut().filter(|_| depth > 0) {
            Some(outer) => details::add_inside(&mut outer.value, depth, member),
            None => entry.details.push(line.found(member)),
        }
    }

    /// Takes the lines between two fences. `at` is the byte after the opening fence.
    fn example(&mut self, lines: &[(Span, &str)], at: usize) {
        if let Some(entry) = self.entries.last_mut()
            && self.section == section::ERRORS
        {
            entry.bodies.push(self.page.bodies.len());
        }
        let texts: Vec<&str> = lines.iter().map(|(_, line)| *line).collect();
        let raw = texts.join("\n");
        let value = serde_json::from_str(&raw).ok();
        let section = vec![self.section.clone()];
        let start = lines.first().map_or(at, |(span, _)| span.start);
        self.page.bodies.push(Body {
            origin: BodyOrigin::Example,
            raw,
            value,
            span: start..lines.last().map_or(start, |(span, _)| span.end),
            code: None,
            statuses: Vec::new(),
            section,
        });
    }

    fn item(&mut self, item: &str, span: Span) {
        if self.label == DETAILS {
            self.member(0, item, span);
            return;
        }
        let line = InlineText::new(item, span);
        match (self.section.as_str(), self.entries.last_mut()) {
            (section::SUPPORT, _) => self.page.support.extend(line.address()),
            (section::ERRORS, Some(entry)) => match self.label.as_str() {
                "Causes" => entry.causes.extend(line.text()),
                "Solutions" => entry.solutions.extend(line.text()),
                _ => entry.facts.extend(line.labeled()),
            },
            _ => {}
        }
    }

    fn row(&mut self, line: &str, span: Span) {
        let cells = cells(line);
        if self.columns.is_empty() {
            self.columns = cells;
            return;
        }
        let columns = self.columns.iter().map(String::as_str);
        let cells = cells.iter().map(|cell| InlineText::new(cell, span.clone()));
        let row = Row {
            cells: columns.zip(cells).collect(),
            span: span.clone(),
        };
        let page = &mut self.page;
        match self.section.as_str() {
            section::TYPES => page.types.extend(row.error_type()),
            section::STATUSES => page.statuses.extend(row.status()),
            section::ERRORS | section::MESSAGES => page.errors.push(row.error(&self.section)),
            section::CLOSE_CODES => page.close_codes.extend(row.close_code()),
            _ => {}
        }
    }

    /// Gives each entry to its error: both are in the order of the catalog.
    fn finish(mut self) -> Page {
        let mut sharing: HashMap<Code, usize> = HashMap::new();
        for code in self.page.errors.iter().flat_map(|fact| &fact.code) {
            *sharing.entry(code.value.clone()).or_default() += 1;
        }
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, fact) in self.page.errors.iter().enumerate().rev() {
            let code = fact.code.as_ref();
            let shared = code.is_some_and(|code| sharing.get(&code.value) > Some(&1));
            places.entry(title(fact, shared)).or_default().push(place);
        }
        for entry in self.entries {
            let place = places.get_mut(&entry.title).and_then(Vec::pop);
            if let Some(fact) = place.and_then(|place| self.page.errors.get_mut(place)) {
                for body in &entry.bodies {
                    if let Some(body) = self.page.bodies.get_mut(*body) {
                        body.code = fact.code.as_ref().map(|code| code.value.clone());
                    }
                }
                entry.add_to(fact);
            }
        }
        self.page
    }
}

/// Returns the heading of an error's entry.
fn title(fact: &ErrorFact, shared: bool) -> String {
    let own = fact.code.as_ref().map(|code| &code.value);
    let integer = matches!(own, Some(Code::Number(_)));
    let code = own.map(Code::to_string);
    let statuses: Vec<u16> = fact.statuses.iter().map(|status| status.value).collect();
    let name = fact.about.name.as_ref().map_or("", |name| &name.value);
    layout::title(code.as_deref(), integer, name, &statuses, shared)
}

impl ErrorEntry {
    fn add_to(self, fact: &mut ErrorFact) {
        fact.about.causes = self.causes;
        fact.about.solutions = self.solutions;
        fact.about.bodies = self.bodies;
        fact.reference.details = self.details;
        for (label, line) in self.facts {
            match label.as_str() {
                "Code" => fact.also = line.further(&fact.statuses),
                "Type" => fact.error_type = line.name(),
                "Category" => fact.category = line.category(),
                "Retry" => fact.about.retry.extend(line.text()),
                "Limits" => fact.about.limits = line.listed(),
                "Message" => fact.reference.message = line.name(),
                "For the end user" => fact.reference.user_message = line.text(),
                "Exception" => fact.reference.exception = line.text(),
                "Seen" => fact.reference.seen = line.text(),
                "Deprecated" => fact.reference.deprecated = line.text(),
                "Formerly" => fact.reference.renamed_from = line.names(),
                "Read more" => fact.reference.links = line.links(),
                _ => {}
            }
        }
    }
}

/// A row of a table.
struct Row<'c> {
    span: Span,
    cells: HashMap<&'c str, InlineText>,
}

impl Row<'_> {
    fn text(&self, column: &str) -> Option<Fact<String>> {
        self.cells.get(column)?.text()
    }

    fn name(&self, column: &str) -> Option<Fact<String>> {
        self.cells.get(column)?.name()
    }

    fn numbers(&self, column: &str) -> Vec<Fact<u16>> {
        let cell = self.cells.get(column);
        cell.map(InlineText::numbers).unwrap_or_default()
    }

    fn number(&self, column: &str) -> Option<Fact<u16>> {
        self.numbers(column).pop()
    }

    /// Returns the texts of the row, which is in this section.
    fn about(&self, section: &str) -> Explanation {
        Explanation {
            name: self.text("Name"),
            description: self.text("Description"),
            ..Explanation::below(&[section.to_owned()])
        }
    }

    fn error(&self, section: &str) -> ErrorFact {
        let message = self.name("Message").map(|text| Wording {
            text,
            origin: WordingOrigin::Message,
        });
        ErrorFact {
            code: self.cells.get("Code").and_then(InlineText::code),
            error_type: self.name("Type"),
            statuses: self.numbers("Status"),
            about: Explanation {
                wordings: message.into_iter().collect(),
                ..self.about(section)
            },
            ..ErrorFact::new(self.span.clone(), Certainty::Sure)
        }
    }

    fn error_type(&self) -> Option<TypeFact> {
        Some(TypeFact {
            name: self.name("Type")?,
            statuses: self.numbers("Status"),
            about: self.about(section::TYPES),
        })
    }

    fn status(&self) -> Option<StatusFact> {
        Some(StatusFact {
            action: self.text("Action"),
            about: self.about(section::STATUSES),
            ..StatusFact::new(self.number("Status")?)
        })
    }

    fn close_code(&self) -> Option<CloseFact> {
        Some(CloseFact {
            code: self.number("Close code")?,
            about: self.about(section::CLOSE_CODES),
        })
    }
}

/// Returns the cells of a row: a bar with a backslash before it is text.
fn cells(line: &str) -> Vec<String> {
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut rest = line.trim().trim_start_matches('|').chars();
    while let Some(next) = rest.next() {
        match (next, rest.clone().next()) {
            ('|', _) => cells.push(std::mem::take(&mut cell).trim().to_owned()),
            ('\\', Some(escaped)) => {
                rest.next();
                if escaped != '|' {
                    cell.push(next);
                }
                cell.push(escaped);
            }
            _ => cell.push(next),
        }
    }
    cells
}
