//! Parses YAML text to a tree in which each node has its span.

use std::sync::atomic::{AtomicUsize, Ordering};

use granit_parser::{Event, Options, Parser, ScalarStyle, Span as ParserSpan};

use super::scalar::ScalarValue;
use crate::diagnostic::{Code, Diagnostic, report};
use crate::text::source::Span;

/// The maximum size of a catalog in bytes.
const MAX_BYTES: usize = 64 << 20;
/// The maximum nesting of values. The format itself has six levels.
const MAX_DEPTH: usize = 32;
/// Explains why anchors are not supported.
const PLAIN: &str = "each entry is complete, so that it can be read, moved and compared by itself";

/// A value and its span.
#[derive(Clone, Debug)]
pub(crate) struct YamlNode {
    pub(crate) span: Span,
    pub(crate) value: YamlValue,
}

#[derive(Clone, Debug)]
pub(crate) enum YamlValue {
    /// The text, and `true` if it was written without quotes.
    Scalar(String, bool),
    Sequence(Vec<YamlNode>),
    /// The entries in the order of the file, without duplicate keys.
    Mapping(Vec<(YamlNode, YamlNode)>),
}

impl YamlNode {
    /// Returns the text of a scalar.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            YamlValue::Scalar(text, _) => Some(text),
            YamlValue::Sequence(_) | YamlValue::Mapping(_) => None,
        }
    }

    /// Returns the meaning of a scalar.
    pub(crate) fn scalar(&self) -> Option<ScalarValue<'_>> {
        match &self.value {
            YamlValue::Scalar(text, true) => Some(ScalarValue::of_plain(text)),
            YamlValue::Scalar(text, false) => Some(ScalarValue::Text(text)),
            YamlValue::Sequence(_) | YamlValue::Mapping(_) => None,
        }
    }

    /// Returns the entries of a mapping, or none for another value.
    pub(crate) fn entries(&self) -> &[(YamlNode, YamlNode)] {
        match &self.value {
            YamlValue::Mapping(entries) => entries,
            YamlValue::Scalar(..) | YamlValue::Sequence(_) => &[],
        }
    }

    /// Returns the value of this key of a mapping.
    pub(crate) fn get(&self, name: &str) -> Option<&YamlNode> {
        let mut entries = self.entries().iter();
        entries
            .find(|(key, _)| key.text() == Some(name))
            .map(|(_, value)| value)
    }

    /// Returns the items of a sequence, or the value itself for any other value.
    pub(crate) fn items(&self) -> &[YamlNode] {
        match &self.value {
            YamlValue::Sequence(items) => items,
            YamlValue::Scalar(..) | YamlValue::Mapping(_) => std::slice::from_ref(self),
        }
    }
}

/// The number of texts that were parsed, for the test that a command parses each file once.
#[doc(hidden)]
pub static PARSES: AtomicUsize = AtomicUsize::new(0);

/// Parses a text with one document. Returns the tree if there is one, and all errors.
pub(crate) fn parse(text: &str) -> (Option<YamlNode>, Vec<Diagnostic>) {
    PARSES.fetch_add(1, Ordering::Relaxed);
    if text.len() > MAX_BYTES {
        let message = format!(
            "the file has {} bytes; the maximum is {MAX_BYTES}",
            text.len()
        );
        let mut findings = Vec::new();
        report(&mut findings, Code::TooLarge, &(0..0), message).help("split the catalog");
        return (None, findings);
    }
    let mut builder = Builder {
        text,
        open: Vec::new(),
        root: None,
        findings: Vec::new(),
    };
    let mut options = Options::default();
    options.flow_nesting_limit = MAX_DEPTH;
    options.block_nesting_limit = MAX_DEPTH;
    options.emit_unresolved_aliases = true;
    options.set_emit_comments(false);
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, span)) => {
                if builder.take(event, span).is_err() {
                    break;
                }
            }
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(text.len());
                let help =
                    "check the quotes, brackets and indentation, here and in the lines above";
                let message = format!("invalid YAML: {}", error.info());
                report(&mut builder.findings, Code::Syntax, &(at..at), message)
                    .label("invalid from here")
                    .help(help);
                return (None, builder.findings);
            }
        }
    }
    if builder.root.is_none() && builder.findings.is_empty() {
        let help = "create a catalog with `cargo errcat init NAME`";
        let message = "the file is empty";
        report(&mut builder.findings, Code::Empty, &(0..0), message).help(help);
    }
    (builder.root, builder.findings)
}

/// A collection that is not closed yet.
enum Open {
    Sequence(usize, Vec<YamlNode>),
    /// The start, the entries, and the key whose value comes next.
    Mapping(usize, Vec<(YamlNode, YamlNode)>, Option<YamlNode>),
}

struct Builder<'t> {
    text: &'t str,
    open: Vec<Open>,
    root: Option<YamlNode>,
    findings: Vec<Diagnostic>,
}

/// The rest of the file is not read.
struct Stop;

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, found: ParserSpan) -> Result<(), Stop> {
        let span = self.span(&found);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse(&span, anchor != 0, tag.is_some());
                self.add(YamlNode {
                    span,
                    value: YamlValue::Scalar(text.into_owned(), style == ScalarStyle::Plain),
                });
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.refuse(&span, anchor != 0, tag.is_some());
                self.open.push(Open::Sequence(span.start, Vec::new()));
            }
            Event::MappingStart(_, anchor, tag) => {
                self.refuse(&span, anchor != 0, tag.is_some());
                self.open.push(Open::Mapping(span.start, Vec::new(), None));
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span.end),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                let message = "aliases are not supported";
                report(&mut self.findings, Code::Anchor, &span, message)
                    .label("an alias")
                    .note(PLAIN)
                    .help("repeat the value");
                self.add(YamlNode {
                    span,
                    value: YamlValue::Scalar(String::new(), true),
                });
            }
            Event::DocumentStart(..) if self.root.is_some() => {
                let message = "a second document starts here";
                report(&mut self.findings, Code::SecondDocument, &span, message)
                    .note("a file contains one catalog")
                    .help("move the second document to another file");
                return Err(Stop);
            }
            _ => {}
        }
        Ok(())
    }

    fn span(&self, found: &ParserSpan) -> Span {
        let end = self.text.len();
        let span = found.byte_range().unwrap_or(end..end);
        // The parser's span of a block scalar or mapping may include the blank lines after it.
        let text = self.text.get(span.clone()).unwrap_or_default();
        span.start..span.start + text.trim_end().len()
    }

    fn refuse(&mut self, span: &Span, anchor: bool, tag: bool) {
        if anchor {
            let sign = self.property('&', span.start);
            let message = "anchors are not supported";
            report(&mut self.findings, Code::Anchor, &sign, message)
                .label("an anchor")
                .note(PLAIN)
                .help("repeat the value at each of its uses");
        }
        if tag {
            let note = "the key of a value determines its type";
            let sign = self.property('!', span.start);
            let message = "tags are not supported";
            report(&mut self.findings, Code::Tag, &sign, message)
                .label("a tag")
                .note(note)
                .help("remove the tag, and put a string in quotes if it looks like a number");
        }
    }

    /// Returns the span of the anchor or tag of the value that starts here: the last word before it with this sign.
    fn property(&self, sign: char, value: usize) -> Span {
        let before = self.text.get(..value).unwrap_or_default();
        let start = before.rfind(sign).map_or(value, |at| {
            before
                .get(..at)
                .map_or(at, |rest| rest.trim_end_matches(sign).len())
        });
        let name = self
            .text
            .get(start..)
            .and_then(|rest| rest.split_whitespace().next())
            .unwrap_or_default();
        start..start + name.len()
    }

    fn add(&mut self, node: YamlNode) {
        match self.open.last_mut() {
            None => self.root = self.root.take().or(Some(node)),
            Some(Open::Sequence(_, items)) => items.push(node),
            Some(Open::Mapping(_, entries, key)) => match key.take() {
                None => *key = Some(node),
                Some(name) => {
                    if name.text() == Some("<<") {
                        let message = "merge keys are not supported";
                        report(&mut self.findings, Code::Anchor, &name.span, message)
                            .label("a merge key")
                            .note(PLAIN)
                            .help("repeat the keys");
                        return;
                    }
                    entries.push((name, node));
                }
            },
        }
    }

    fn close(&mut self, end: usize) {
        let (start, last, value) = match self.open.pop() {
            Some(Open::Sequence(start, items)) => (
                start,
                items.last().map(|item| item.span.end),
                YamlValue::Sequence(items),
            ),
            Some(Open::Mapping(start, entries, _)) => {
                let last = entries.last().map(|(_, value)| value.span.end);
                (start, last, YamlValue::Mapping(self.distinct(entries)))
            }
            None => return,
        };
        // A collection without brackets ends with its last value, before any comments and blank lines.
        let bracket = self
            .text
            .get(start..)
            .is_some_and(|rest| rest.starts_with(['{', '[']));
        let end = last.filter(|_| !bracket).unwrap_or(end);
        self.add(YamlNode {
            span: start..end.max(start),
            value,
        });
    }

    /// Keeps the first entry with each key, and reports the others.
    fn distinct(&mut self, entries: Vec<(YamlNode, YamlNode)>) -> Vec<(YamlNode, YamlNode)> {
        let mut seen = std::collections::HashMap::new();
        let mut kept = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let YamlValue::Scalar(name, _) = &key.value else {
                let help = "put the key in quotes if this text is the name";
                let message = "a key must be a name or a number";
                report(&mut self.findings, Code::KeyForm, &key.span, message)
                    .label("a list or a mapping")
                    .help(help);
                continue;
            };
            match seen.get(name) {
                Some(first) => {
                    let message = format!("duplicate key `{name}`");
                    report(&mut self.findings, Code::DuplicateKey, &key.span, message)
                        .label("again here")
                        .other(first, "first defined here")
                        .help("remove or rename one of them");
                }
                None => {
                    seen.insert(name.clone(), key.span.clone());
                    kept.push((key, value));
                }
            }
        }
        kept
    }
}
