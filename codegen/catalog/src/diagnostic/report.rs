//! Findings, told to a person: with the lines they stand in, or in a line each.

use std::fmt;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Code, Diagnostic, Severity};
use crate::characters::is_control_or_bidi;
use crate::text::source::{Source, Span};

/// How many findings of one file a person is told; a program is told all.
pub const MOST_TOLD: usize = 100;

/// All findings about one file, in the order of their places.
#[derive(Clone)]
pub struct Report {
    pub(super) source: Source,
    /// The file in which second places lie, where that is another one.
    pub(super) opposite: Option<Box<Source>>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// The findings, sorted; one that is there twice is told once.
    #[must_use]
    pub fn new(source: Source, mut diagnostics: Vec<Diagnostic>) -> Report {
        diagnostics.sort_by(|a, b| {
            (a.span.start, a.code, &a.message).cmp(&(b.span.start, b.code, &b.message))
        });
        // What YAML was refused for needs no second word on what it would have meant.
        let refused = |fault: &Diagnostic| fault.code == Code::Anchor;
        let spans: Vec<Span> = diagnostics
            .iter()
            .filter(|fault| refused(fault))
            .map(|fault| fault.span.clone())
            .collect();
        diagnostics.retain(|fault| refused(fault) || !spans.contains(&fault.span));
        diagnostics.dedup();
        for fault in &mut diagnostics {
            let texts = [&mut fault.message, &mut fault.label]
                .into_iter()
                .chain(&mut fault.note)
                .chain(&mut fault.help);
            texts
                .chain(fault.other.as_mut().map(|(_, label)| label))
                .for_each(|text| *text = in_a_line(text));
        }
        Report {
            source,
            opposite: None,
            diagnostics,
        }
    }

    /// The same findings, whose second places lie in this file.
    #[must_use]
    pub fn opposite(mut self, source: Source) -> Report {
        self.opposite = Some(Box::new(source));
        self
    }

    /// The file's text.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The same findings under another name of the file: as the person who reads them wrote it.
    #[must_use]
    pub fn renamed(mut self, name: impl Into<String>) -> Report {
        self.source.name = name.into();
        self
    }

    /// The findings.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// How many of the findings are this serious.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics
            .iter()
            .filter(|fault| fault.severity == severity)
            .count()
    }

    /// Each finding in a line: `file:line:column: error[E0004]: message`, with the mend where there is one.
    #[must_use]
    pub fn lines(&self) -> String {
        let line = |fault: &Diagnostic| {
            let (line, column) = self.source.line_column(fault.span.start);
            let help = fault
                .help
                .as_ref()
                .map(|help| format!(" (help: {help})"))
                .unwrap_or_default();
            let (severity, code, message) = (fault.severity.as_str(), fault.code, &fault.message);
            format!(
                "{}:{line}:{column}: {severity}[{code}]: {message}{help}",
                self.source.name
            )
        };
        self.told()
            .map(line)
            .chain(self.untold())
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// The findings with the lines they stand in; `colour` for a terminal.
    #[must_use]
    pub fn render(&self, colour: bool) -> String {
        let renderer = if colour {
            Renderer::styled()
        } else {
            Renderer::plain()
        }
        .decor_style(DecorStyle::Ascii);
        self.told()
            .map(|fault| self.render_one(fault, &renderer))
            .chain(self.untold())
            .collect::<Vec<_>>()
            .join("\n\n")
    }

    fn told(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().take(MOST_TOLD)
    }

    /// A word on those that are left out.
    fn untold(&self) -> Option<String> {
        let more = self
            .diagnostics
            .len()
            .checked_sub(MOST_TOLD)
            .filter(|more| *more > 0)?;
        Some(format!("{}: and {more} more", self.source.name))
    }

    fn render_one(&self, fault: &Diagnostic, renderer: &Renderer) -> String {
        let primary = (AnnotationKind::Primary, &fault.span, fault.label.as_str());
        let other = fault.other.as_ref();
        let other = other.map(|(span, label)| (AnnotationKind::Context, span, label.as_str()));
        let (snippet, across) = match (&self.opposite, other) {
            (Some(opposite), Some(other)) => (
                snippet(&self.source, &[primary]),
                Some(snippet(opposite, &[other])),
            ),
            (None, Some(other)) => (snippet(&self.source, &[primary, other]), None),
            (_, None) => (snippet(&self.source, &[primary]), None),
        };
        let level = match fault.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let mut group: Group<'_> = level
            .primary_title(&fault.message)
            .id(fault.code.id())
            .element(snippet);
        if let Some(snippet) = across {
            group = group.element(snippet);
        }
        if let Some(note) = &fault.note {
            group = group.element(Level::NOTE.message(note));
        }
        if let Some(help) = &fault.help {
            group = group.element(Level::HELP.message(help));
        }
        renderer.render(&[group])
    }
}

/// What to mark in a source: how, where, and what to say there.
type Mark<'s> = (AnnotationKind, &'s Span, &'s str);

/// The marked lines of a source. The renderer looks through all lines that it is given, so it is given no others.
fn snippet<'s>(source: &'s Source, marks: &[Mark<'s>]) -> Snippet<'s, Annotation<'s>> {
    let spans = || marks.iter().map(|(_, span, _)| within(source, span));
    let first = source.line_start(spans().map(|span| span.start).min().unwrap_or(0));
    let last = source.line_end(spans().map(|span| span.end).max().unwrap_or(0));
    let lines = source.text.get(first..last).unwrap_or_default();
    let annotations = marks.iter().map(|(kind, span, label)| {
        let span = within(source, span);
        kind.span(span.start - first..span.end - first)
            .label(*label)
    });
    Snippet::source(lines)
        .line_start(source.line(first))
        .path(&source.name)
        .annotations(annotations)
}

/// A span that lies within the text whatever was asked for.
fn within(source: &Source, span: &Span) -> Span {
    let end = source.text.len();
    span.start.min(end)..span.end.min(end).max(span.start.min(end))
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

/// As it is displayed: what `main` and `unwrap` show of an error is for a person to read.
impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Report {}

/// The most characters of what is said of a finding.
const MAX_SAID: usize = 1000;

/// What is said of a finding repeats names of the file: shown in a line of a terminal, whatever they hold and however long
/// they are.
fn in_a_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len().min(MAX_SAID));
    for (at, next) in text.chars().enumerate() {
        match next {
            _ if at == MAX_SAID => return line + "…",
            _ if is_control_or_bidi(next) => line.extend(next.escape_default()),
            _ => line.push(next),
        }
    }
    line
}
