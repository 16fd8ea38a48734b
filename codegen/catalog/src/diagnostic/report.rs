//! Prints findings for people: each with the lines of the file, or on one line.

use std::fmt;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Code, Diagnostic, Severity};
use crate::characters::is_control_or_bidi;
use crate::text::source::{Source, Span};

/// The number of findings per file that are printed for people. Programs get all.
pub const MAX_SHOWN: usize = 100;

/// All findings about one file, in the order of their positions.
#[derive(Clone)]
pub struct Report {
    pub(super) source: Source,
    /// The file of the second positions, if it is another one.
    pub(super) opposite: Option<Box<Source>>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Sorts the findings and removes duplicates.
    #[must_use]
    pub fn new(source: Source, mut diagnostics: Vec<Diagnostic>) -> Report {
        diagnostics.sort_by(|a, b| {
            (a.span.start, a.code, &a.message).cmp(&(b.span.start, b.code, &b.message))
        });
        // A value that is refused as YAML is not also reported for its meaning.
        let refused = |finding: &Diagnostic| finding.code == Code::Anchor;
        let spans: Vec<Span> = diagnostics
            .iter()
            .filter(|finding| refused(finding))
            .map(|finding| finding.span.clone())
            .collect();
        diagnostics.retain(|finding| refused(finding) || !spans.contains(&finding.span));
        diagnostics.dedup();
        for finding in &mut diagnostics {
            let texts = [&mut finding.message, &mut finding.label]
                .into_iter()
                .chain(&mut finding.note)
                .chain(&mut finding.help);
            texts
                .chain(finding.other.as_mut().map(|(_, label)| label))
                .for_each(|text| *text = in_a_line(text));
        }
        Report {
            source,
            opposite: None,
            diagnostics,
        }
    }

    /// Sets the file of the second positions.
    #[must_use]
    pub fn opposite(mut self, source: Source) -> Report {
        self.opposite = Some(Box::new(source));
        self
    }

    /// Returns the file.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Changes the name of the file in the messages, such as to the path that the user wrote.
    #[must_use]
    pub fn renamed(mut self, name: impl Into<String>) -> Report {
        self.source.name = name.into();
        self
    }

    /// Returns the findings.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Returns the number of findings with this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    }

    /// Prints each finding on one line: `file:line:column: error[E0004]: message (help: fix)`.
    #[must_use]
    pub fn lines(&self) -> String {
        let line = |finding: &Diagnostic| {
            let (line, column) = self.source.line_column(finding.span.start);
            let help = finding
                .help
                .as_ref()
                .map(|help| format!(" (help: {help})"))
                .unwrap_or_default();
            let (severity, code, message) =
                (finding.severity.as_str(), finding.code, &finding.message);
            format!(
                "{}:{line}:{column}: {severity}[{code}]: {message}{help}",
                self.source.name
            )
        };
        self.shown()
            .map(line)
            .chain(self.hidden())
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// Prints the findings with the lines of the file, in color if asked.
    #[must_use]
    pub fn render(&self, color: bool) -> String {
        let renderer = if color {
            Renderer::styled()
        } else {
            Renderer::plain()
        }
        .decor_style(DecorStyle::Ascii);
        self.shown()
            .map(|finding| self.render_one(finding, &renderer))
            .chain(self.hidden())
            .collect::<Vec<_>>()
            .join("\n\n")
    }

    fn shown(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().take(MAX_SHOWN)
    }

    /// Returns a line with the number of findings that are not printed.
    fn hidden(&self) -> Option<String> {
        let more = self
            .diagnostics
            .len()
            .checked_sub(MAX_SHOWN)
            .filter(|more| *more > 0)?;
        Some(format!("{}: and {more} more", self.source.name))
    }

    fn render_one(&self, finding: &Diagnostic, renderer: &Renderer) -> String {
        let primary = (
            AnnotationKind::Primary,
            &finding.span,
            finding.label.as_str(),
        );
        let other = finding.other.as_ref();
        let other = other.map(|(span, label)| (AnnotationKind::Context, span, label.as_str()));
        let (snippet, across) = match (&self.opposite, other) {
            (Some(opposite), Some(other)) => (
                snippet(&self.source, &[primary]),
                Some(snippet(opposite, &[other])),
            ),
            (None, Some(other)) => (snippet(&self.source, &[primary, other]), None),
            (_, None) => (snippet(&self.source, &[primary]), None),
        };
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let mut group: Group<'_> = level
            .primary_title(&finding.message)
            .id(finding.code.id())
            .element(snippet);
        if let Some(snippet) = across {
            group = group.element(snippet);
        }
        if let Some(note) = &finding.note {
            group = group.element(Level::NOTE.message(note));
        }
        if let Some(help) = &finding.help {
            group = group.element(Level::HELP.message(help));
        }
        renderer.render(&[group])
    }
}

/// A mark in a source: its kind, its position and its label.
type Mark<'s> = (AnnotationKind, &'s Span, &'s str);

/// Returns the marked lines of a source. The renderer searches all lines that it gets, so it gets only these.
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

/// Limits a span to the text.
fn within(source: &Source, span: &Span) -> Span {
    let end = source.text.len();
    span.start.min(end)..span.end.min(end).max(span.start.min(end))
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

/// Prints the same as `Display`, because people read what `main` and `unwrap` print.
impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Report {}

/// The maximum length of a message in characters.
const MAX_CHARACTERS: usize = 1000;

/// Makes a message safe to print on one line: it may contain any text of the file.
fn in_a_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len().min(MAX_CHARACTERS));
    for (at, next) in text.chars().enumerate() {
        match next {
            _ if at == MAX_CHARACTERS => return line + "…",
            _ if is_control_or_bidi(next) => line.extend(next.escape_default()),
            _ => line.push(next),
        }
    }
    line
}
