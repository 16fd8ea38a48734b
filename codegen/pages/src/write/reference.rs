//! Reads reference pages back: those that [`export::markdown`](crate::write::markdown) wrote, by the layout that it gives
//! them. Nothing on them is a guess, and a code may be any text there is.

use std::collections::HashMap;

use api_error_catalog_core::Class;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::read::page::{
    Body, Certainty, CloseFact, Code, ErrorFact, Explanation, Fact, Identity, Page, StatusFact,
    TypeFact, Wording, WordingOrigin,
};
use crate::write::inline::unquoted;
use crate::write::markdown::{DETAILS, HEADER, Title, section};
use api_error_catalog_model::source::{Source, Span};

/// Whether a page says that it is one.
pub(crate) fn is_reference(source: &str) -> bool {
    source.starts_with(HEADER)
}

/// Reads such a page.
pub(crate) fn read(source: Source) -> Page {
    let mut reader = Reader {
        page: Page {
            reference: true,
            ..Page::default()
        },
        ..Reader::default()
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
            let inside: Vec<(Span, &str)> = lines
                .by_ref()
                .take_while(|(_, line)| *line != "```")
                .collect();
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

/// What a page has said so far.
#[derive(Default)]
struct Reader {
    page: Page,
    /// The heading of the second level, and the columns of the table below it.
    section: String,
    columns: Vec<String>,
    entries: Vec<Entry>,
    /// Under which label the items stand.
    label: String,
}

/// What is said of an error below a heading of its own.
#[derive(Default)]
struct Entry {
    title: String,
    facts: Vec<(String, Line)>,
    causes: Vec<Fact<String>>,
    solutions: Vec<Fact<String>>,
    details: Vec<Fact<String>>,
    bodies: Vec<usize>,
}

impl Reader {
    fn line(&mut self, line: &str, span: Span) {
        if let Some(title) = line.strip_prefix("# ") {
            self.page.title = Line::new(title, span).text();
        } else if let Some(title) = line.strip_prefix("## ") {
            self.section = title.to_owned();
            self.columns.clear();
        } else if let Some(title) = line.strip_prefix("### ") {
            self.label.clear();
            self.entries.push(Entry {
                title: title.to_owned(),
                ..Entry::default()
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
        } else if let Some(members) = line.strip_prefix(DETAILS) {
            // A description that begins so stands above the facts.
            let entry = self
                .entries
                .last_mut()
                .filter(|entry| !entry.facts.is_empty());
            if let Some(entry) = entry {
                entry.details = Line::new(members.trim_end_matches('.'), span).listed();
            }
        }
    }

    /// Takes the lines between two fences. `at` is the byte after the opening fence.
    fn example(&mut self, lines: &[(Span, &str)], at: usize) {
        if let Some(entry) = self
            .entries
            .last_mut()
            .filter(|_| self.section == section::ERRORS)
        {
            entry.bodies.push(self.page.bodies.len());
        }
        let texts: Vec<&str> = lines.iter().map(|(_, line)| *line).collect();
        let raw = texts.join("\n");
        let value = serde_json::from_str(&raw).ok();
        let section = vec![self.section.clone()];
        let start = lines.first().map_or(at, |(span, _)| span.start);
        self.page.bodies.push(Body {
            raw,
            value,
            span: start..lines.last().map_or(start, |(span, _)| span.end),
            code: None,
            statuses: Vec::new(),
            section,
        });
    }

    fn item(&mut self, item: &str, span: Span) {
        let line = Line::new(item, span);
        match (self.section.as_str(), self.entries.last_mut()) {
            (section::SUPPORT, _) => self.page.support.extend(line.address()),
            (section::ERRORS, Some(entry)) => match self.label.as_str() {
                "Causes" => entry.causes.extend(line.text()),
                "Solutions" => entry.solutions.extend(line.text()),
                _ => entry.facts.extend(line.labelled()),
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
        let row = self
            .columns
            .iter()
            .zip(cells)
            .map(|(column, cell)| (column.as_str(), Line::new(&cell, span.clone())));
        let row = Row {
            cells: row.collect(),
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
        let codes: Vec<Option<Code>> = self
            .page
            .errors
            .iter()
            .map(|fact| Some(fact.code.as_ref()?.value.clone()))
            .collect();
        let mut sharing: HashMap<&Code, usize> = HashMap::new();
        codes
            .iter()
            .flatten()
            .for_each(|code| *sharing.entry(code).or_default() += 1);
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, fact) in self.page.errors.iter().enumerate().rev() {
            let shared = fact
                .code
                .as_ref()
                .and_then(|code| sharing.get(&code.value))
                .is_some_and(|errors| *errors > 1);
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

/// The heading under which an error's entry stands.
fn title(fact: &ErrorFact, shared: bool) -> String {
    let code = fact.code.as_ref().map(|code| code.value.to_string());
    let statuses: Vec<u16> = fact.statuses.iter().map(|status| status.value).collect();
    let title = Title {
        code: code.as_deref(),
        integer: matches!(
            fact.code,
            Some(Fact {
                value: Code::Number(_),
                ..
            })
        ),
        name: fact.about.name.as_ref().map_or("", |name| &name.value),
        statuses: &statuses,
        shared,
    };
    title.to_string()
}

impl Entry {
    fn add_to(self, fact: &mut ErrorFact) {
        fact.about.causes = self.causes;
        fact.about.solutions = self.solutions;
        fact.about.bodies = self.bodies;
        fact.reference.details = self.details;
        for (label, line) in self.facts {
            match label.as_str() {
                "Code" => fact.also = line.further(&fact.statuses),
                "Type" => fact.error_type = line.name(),
                "Class" => fact.class = line.class(),
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
    cells: HashMap<&'c str, Line>,
}

impl Row<'_> {
    fn text(&self, column: &str) -> Option<Fact<String>> {
        self.cells.get(column)?.text()
    }

    fn name(&self, column: &str) -> Option<Fact<String>> {
        self.cells.get(column)?.name()
    }

    fn numbers(&self, column: &str) -> Vec<Fact<u16>> {
        self.cells
            .get(column)
            .map(Line::numbers)
            .unwrap_or_default()
    }

    fn number(&self, column: &str) -> Option<Fact<u16>> {
        self.numbers(column).pop()
    }

    /// The texts of the row, which is in this section.
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
            code: self.cells.get("Code").and_then(Line::code),
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

/// The cells of a row: a bar with a backslash before it is text.
fn cells(line: &str) -> Vec<String> {
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut rest = line.trim().trim_start_matches('|').chars();
    while let Some(next) = rest.next() {
        match (next, rest.clone().next()) {
            ('|', _) => cells.push(std::mem::take(&mut cell).trim().to_owned()),
            ('\\', Some(escaped)) => {
                rest.next();
                cell.extend(
                    (escaped != '|')
                        .then_some(next)
                        .into_iter()
                        .chain([escaped]),
                );
            }
            _ => cell.push(next),
        }
    }
    cells
}

/// Markdown of one line.
struct Line {
    span: Span,
    pieces: Vec<Piece>,
}

/// A part of it.
#[derive(PartialEq)]
enum Piece {
    Text(String),
    Code(String),
    Strong(String),
    /// The address and the text.
    Link(String, String),
}

impl Line {
    fn new(source: &str, span: Span) -> Line {
        // What stands first in a line could begin a list or a heading; behind a word it is text.
        const GUARD: &str = "§ ";
        let guarded = format!("{GUARD}{source}");
        let mut pieces: Vec<Piece> = Vec::new();
        let (mut strong, mut linked) = (false, false);
        for event in Parser::new_ext(&guarded, Options::ENABLE_STRIKETHROUGH) {
            match (event, pieces.last_mut()) {
                (Event::Start(Tag::Strong), _) => strong = true,
                (Event::End(TagEnd::Strong), _) => strong = false,
                (Event::Start(Tag::Link { dest_url, .. }), _) => {
                    linked = true;
                    pieces.push(Piece::Link(dest_url.to_string(), String::new()));
                }
                (Event::End(TagEnd::Link), _) => linked = false,
                (Event::Text(text), Some(Piece::Link(_, shown))) if linked => shown.push_str(&text),
                (Event::Code(code), Some(Piece::Link(_, shown))) if linked => {
                    shown.extend(["`", &code, "`"])
                }
                (Event::Text(text), Some(Piece::Strong(before))) if strong => {
                    before.push_str(&text)
                }
                (Event::Text(text), _) if strong => pieces.push(Piece::Strong(text.to_string())),
                (Event::Text(text), Some(Piece::Text(before))) => before.push_str(&text),
                (Event::Text(text), _) => pieces.push(Piece::Text(text.to_string())),
                (Event::Code(code), _) => pieces.push(Piece::Code(code.to_string())),
                _ => {}
            }
        }
        if let Some(Piece::Text(first)) = pieces.first_mut() {
            *first = first
                .strip_prefix(GUARD)
                .or(first.strip_prefix(GUARD.trim_end()))
                .unwrap_or(first)
                .to_owned();
        }
        pieces.retain(|piece| *piece != Piece::Text(String::new()));
        Line { span, pieces }
    }

    fn found<T>(&self, value: T) -> Fact<T> {
        Fact::sure(value, self.span.clone())
    }

    /// All of it, code between its marks.
    fn text(&self) -> Option<Fact<String>> {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(part) | Piece::Strong(part) => text.push_str(part),
                Piece::Code(code) => text.extend(["`", code, "`"]),
                Piece::Link(..) => {}
            }
        }
        (!text.is_empty()).then(|| self.found(text))
    }

    /// The text of the wire that it is.
    fn name(&self) -> Option<Fact<String>> {
        self.names().into_iter().next()
    }

    /// The texts of the wire on it.
    fn names(&self) -> Vec<Fact<String>> {
        let names = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Code(code) => Some(self.found(unquoted(code))),
            _ => None,
        });
        names.collect()
    }

    /// The texts of its links, which are addresses as the catalog has them.
    fn links(&self) -> Vec<Fact<String>> {
        let links = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Link(_, shown) => Some(self.found(shown.clone())),
            _ => None,
        });
        links.filter(|link| !link.value.is_empty()).collect()
    }

    fn code(&self) -> Option<Fact<Code>> {
        self.pieces.iter().find_map(|piece| match piece {
            Piece::Code(code) => Some(self.found(as_code(code))),
            _ => None,
        })
    }

    fn numbers(&self) -> Vec<Fact<u16>> {
        let text = self.text().map(|text| text.value).unwrap_or_default();
        numbers(&text).map(|number| self.found(number)).collect()
    }

    /// `**Label:** text`
    fn labelled(self) -> Option<(String, Line)> {
        let mut pieces = self.pieces.into_iter();
        match pieces.next() {
            Some(Piece::Strong(label)) => {
                let mut pieces: Vec<Piece> = pieces.collect();
                if let Some(Piece::Text(first)) = pieces.first_mut() {
                    *first = first.trim_start().to_owned();
                }
                Some((
                    label.trim_end_matches(':').to_owned(),
                    Line {
                        span: self.span,
                        pieces,
                    },
                ))
            }
            _ => None,
        }
    }

    /// `` `a` (or `b`, or `c` with 404, 409, or `d` with any status) ``
    fn further(&self, own: &[Fact<u16>]) -> Vec<Identity> {
        let mut further: Vec<Identity> = Vec::new();
        for piece in self.pieces.iter().skip(1) {
            match (piece, further.last_mut()) {
                (Piece::Code(code), _) => further.push(Identity {
                    code: self.found(as_code(code)),
                    statuses: own.to_vec(),
                }),
                (Piece::Text(text), Some(last)) if text.starts_with(" with ") => {
                    last.statuses = numbers(text).map(|number| self.found(number)).collect();
                }
                _ => {}
            }
        }
        further
    }

    /// What is listed, each with a name before it, which stands as code: `` `voices`: 3, `voices` (`free`): 1 ``.
    fn listed(&self) -> Vec<Fact<String>> {
        let text = self.text().map(|text| text.value).unwrap_or_default();
        let each = text
            .strip_prefix('`')
            .into_iter()
            .flat_map(|text| text.split(", `"));
        each.map(|item| self.found(format!("`{item}"))).collect()
    }

    fn class(&self) -> Option<Fact<Class>> {
        let text = self.text()?;
        let class = Class::ALL
            .into_iter()
            .find(|class| class.as_str() == text.value.trim())?;
        Some(self.found(class))
    }

    /// The addresses of a link, or the line, where it is one of a mail.
    fn address(&self) -> Option<Fact<String>> {
        let link = self.pieces.iter().find_map(|piece| match piece {
            Piece::Link(address, _) => Some(self.found(address.clone())),
            _ => None,
        });
        link.or_else(|| {
            self.text()
                .filter(|text| text.value.contains('@') && !text.value.contains(' '))
        })
    }
}

fn as_code(code: &str) -> Code {
    code.parse()
        .map_or_else(|_| Code::Text(unquoted(code)), Code::Number)
}

fn numbers(text: &str) -> impl Iterator<Item = u16> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter_map(|number| number.parse().ok())
}
