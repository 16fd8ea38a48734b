//! The Markdown of one line of a reference page.

use api_error_catalog_core::Category;
use api_error_catalog_model::model::Detail;
use api_error_catalog_model::source::Span;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::details;
use crate::page::{Code, Fact, Identity};
use crate::write::inline::unquoted;

/// Markdown of one line.
pub(super) struct InlineText {
    span: Span,
    pieces: Vec<InlinePart>,
}

/// A part of it.
#[derive(PartialEq)]
enum InlinePart {
    Text(String),
    Code(String),
    Strong(String),
    /// The address and the text.
    Link(String, String),
}

impl InlineText {
    pub(super) fn new(source: &str, span: Span) -> InlineText {
        // The start of a line could begin a list or a heading; after a word it is text.
        const GUARD: &str = "§ ";
        let guarded = format!("{GUARD}{source}");
        let mut pieces: Vec<InlinePart> = Vec::new();
        let (mut strong, mut linked) = (false, false);
        for event in Parser::new_ext(&guarded, Options::ENABLE_STRIKETHROUGH) {
            match (event, pieces.last_mut()) {
                (Event::Start(Tag::Strong), _) => strong = true,
                (Event::End(TagEnd::Strong), _) => strong = false,
                (Event::Start(Tag::Link { dest_url, .. }), _) => {
                    linked = true;
                    pieces.push(InlinePart::Link(dest_url.to_string(), String::new()));
                }
                (Event::End(TagEnd::Link), _) => linked = false,
                (Event::Text(text), Some(InlinePart::Link(_, shown))) if linked => {
                    shown.push_str(&text)
                }
                (Event::Code(code), Some(InlinePart::Link(_, shown))) if linked => {
                    shown.extend(["`", &code, "`"])
                }
                (Event::Text(text), Some(InlinePart::Strong(before))) if strong => {
                    before.push_str(&text)
                }
                (Event::Text(text), _) if strong => {
                    pieces.push(InlinePart::Strong(text.to_string()))
                }
                (Event::Text(text), Some(InlinePart::Text(before))) => before.push_str(&text),
                (Event::Text(text), _) => pieces.push(InlinePart::Text(text.to_string())),
                (Event::Code(code), _) => pieces.push(InlinePart::Code(code.to_string())),
                _ => {}
            }
        }
        if let Some(InlinePart::Text(first)) = pieces.first_mut() {
            *first = first
                .strip_prefix(GUARD)
                .or(first.strip_prefix(GUARD.trim_end()))
                .unwrap_or(first)
                .to_owned();
        }
        pieces.retain(|piece| *piece != InlinePart::Text(String::new()));
        InlineText { span, pieces }
    }

    pub(super) fn found<T>(&self, value: T) -> Fact<T> {
        Fact::sure(value, self.span.clone())
    }

    /// Returns all of it, with code between backticks.
    pub(super) fn text(&self) -> Option<Fact<String>> {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                InlinePart::Text(part) | InlinePart::Strong(part) => text.push_str(part),
                InlinePart::Code(code) => text.extend(["`", code, "`"]),
                InlinePart::Link(..) => {}
            }
        }
        (!text.is_empty()).then(|| self.found(text))
    }

    /// Returns the code spans.
    fn codes(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            InlinePart::Code(code) => Some(code.as_str()),
            _ => None,
        })
    }

    /// Returns the first string of the wire.
    pub(super) fn name(&self) -> Option<Fact<String>> {
        self.codes().next().map(|code| self.found(unquoted(code)))
    }

    /// Returns all strings of the wire.
    pub(super) fn names(&self) -> Vec<Fact<String>> {
        self.codes()
            .map(|code| self.found(unquoted(code)))
            .collect()
    }

    /// Returns the texts of its links, which are the catalog's addresses.
    pub(super) fn links(&self) -> Vec<Fact<String>> {
        let shown = self.pieces.iter().filter_map(|piece| match piece {
            InlinePart::Link(_, shown) if !shown.is_empty() => Some(self.found(shown.clone())),
            _ => None,
        });
        shown.collect()
    }

    pub(super) fn code(&self) -> Option<Fact<Code>> {
        self.codes().next().map(|code| self.found(as_code(code)))
    }

    pub(super) fn numbers(&self) -> Vec<Fact<u16>> {
        let text = self.text().map(|text| text.value).unwrap_or_default();
        numbers(&text).map(|number| self.found(number)).collect()
    }

    /// `**Label:** text`
    pub(super) fn labeled(self) -> Option<(String, InlineText)> {
        let mut pieces = self.pieces.into_iter();
        match pieces.next() {
            Some(InlinePart::Strong(label)) => {
                let mut pieces: Vec<InlinePart> = pieces.collect();
                if let Some(InlinePart::Text(first)) = pieces.first_mut() {
                    *first = first.trim_start().to_owned();
                }
                Some((
                    label.trim_end_matches(':').to_owned(),
                    InlineText {
                        span: self.span,
                        pieces,
                    },
                ))
            }
            _ => None,
        }
    }

    /// `` `a` (or `b`, or `c` with 404, 409, or `d` with any status) ``
    pub(super) fn further(&self, own: &[Fact<u16>]) -> Vec<Identity> {
        let mut further: Vec<Identity> = Vec::new();
        for piece in self.pieces.iter().skip(1) {
            match (piece, further.last_mut()) {
                (InlinePart::Code(code), _) => further.push(Identity {
                    code: self.found(as_code(code)),
                    statuses: own.to_vec(),
                }),
                (InlinePart::Text(text), Some(last)) if text.starts_with(" with ") => {
                    last.statuses = numbers(text).map(|number| self.found(number)).collect();
                }
                _ => {}
            }
        }
        further
    }

    /// Returns the items of a list, each after a name that is code: `` `voices`: 3, `voices` (`free`): 1 ``.
    pub(super) fn listed(&self) -> Vec<Fact<String>> {
        let text = self.text().map(|text| text.value).unwrap_or_default();
        let list = text.strip_prefix('`').into_iter();
        let each = list.flat_map(|text| text.split(", `"));
        each.map(|item| self.found(format!("`{item}"))).collect()
    }

    /// Returns a member of an error's details.
    pub(super) fn detail(&self) -> Option<Detail> {
        let pieces = self.pieces.iter().filter_map(|piece| match piece {
            InlinePart::Text(text) => Some(text.as_str()),
            InlinePart::Code(code) => Some(code.as_str()),
            InlinePart::Strong(_) | InlinePart::Link(..) => None,
        });
        details::detail(pieces)
    }

    pub(super) fn category(&self) -> Option<Fact<Category>> {
        let text = self.text()?;
        let category = *Category::ALL
            .iter()
            .find(|category| category.as_str() == text.value.trim())?;
        Some(self.found(category))
    }

    /// Returns the addresses of its links, or the line itself if it is an email address.
    pub(super) fn address(&self) -> Option<Fact<String>> {
        let link = self.pieces.iter().find_map(|piece| match piece {
            InlinePart::Link(address, _) => Some(self.found(address.clone())),
            _ => None,
        });
        link.or_else(|| {
            self.text()
                .filter(|text| text.value.contains('@') && !text.value.contains(' '))
        })
    }
}

pub(super) fn as_code(code: &str) -> Code {
    code.parse()
        .map_or_else(|_| Code::Text(unquoted(code)), Code::Number)
}

pub(super) fn numbers(text: &str) -> impl Iterator<Item = u16> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter_map(|number| number.parse().ok())
}
