//! What is wrong with a catalog, where, and how to mend it.

use std::fmt;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::source::{Source, Span};

/// The sort of a fault; stable, so that it can be looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Code {
    /// The text is no YAML.
    Syntax = 1,
    /// YAML that catalogs do not use: anchors, tags, several documents, endless nesting.
    Policy = 2,
    /// A key stands twice in one mapping.
    DuplicateKey = 3,
    /// A key that the format does not have.
    UnknownKey = 4,
    /// A value of another form than is meant.
    WrongValue = 5,
    /// A key that must be there is not.
    MissingKey = 6,
    /// A name that stands for nothing: a class, a retry advice, a shape, a field.
    UnknownName = 7,
    /// A number that is no HTTP status, or no close code.
    Status = 8,
    /// Two errors that nothing tells apart.
    Identity = 9,
    /// Two names that become the same Rust name.
    Collision = 10,
    /// A name that cannot be a Rust name.
    RustName = 11,
    /// A broken envelope template.
    Template = 12,
    /// A broken message pattern.
    Pattern = 13,
    /// An example that is read as another error, or as none.
    Example = 14,
    /// An observed error without evidence.
    Evidence = 15,
    /// A version of the format that this program does not know.
    Version = 16,
    /// The file cannot be read.
    File = 17,
    /// A name in Rust that was given to an error and is no longer its own.
    Given = 18,
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "E{:04}", *self as u16)
    }
}

/// One fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its sort.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What to say at that place.
    pub label: String,
    /// Another place that has to do with it.
    pub other: Option<(Span, String)>,
    /// How to mend it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A fault of this sort at this place.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic { code, message: message.into(), span, label: String::new(), other: None, help: None }
    }

    /// With a word at the place itself.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = label.into();
        self
    }

    /// With another place, and a word at it.
    #[must_use]
    pub fn other(mut self, span: Span, label: impl Into<String>) -> Diagnostic {
        self.other = Some((span, label.into()));
        self
    }

    /// With the way to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }
}

/// All faults of one catalog, in the order of their places.
#[derive(Clone, Debug)]
pub struct Report {
    source: Source,
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// These faults of this text.
    #[must_use]
    pub fn new(source: Source, mut diagnostics: Vec<Diagnostic>) -> Report {
        diagnostics.sort_by(|a, b| (a.span.start, a.code, &a.message).cmp(&(b.span.start, b.code, &b.message)));
        // What YAML was refused for needs no second word on what it would have meant.
        let refused: Vec<Span> =
            diagnostics.iter().filter(|fault| fault.code == Code::Policy).map(|fault| fault.span.clone()).collect();
        diagnostics.retain(|fault| fault.code == Code::Policy || !refused.contains(&fault.span));
        diagnostics.dedup();
        let more = diagnostics.len().saturating_sub(MAX_FAULTS);
        if let (1.., Some(next)) = (more, diagnostics.get(MAX_FAULTS)) {
            let rest = Diagnostic::new(next.code, next.span.clone(), format!("and {more} more faults from here on"));
            diagnostics.truncate(MAX_FAULTS);
            diagnostics.push(rest.help("mend those above first"));
        }
        for fault in &mut diagnostics {
            let texts = [&mut fault.message, &mut fault.label].into_iter().chain(&mut fault.help);
            texts.chain(fault.other.as_mut().map(|(_, label)| label)).for_each(|text| *text = in_a_line(text));
        }
        Report { source, diagnostics }
    }

    /// The catalog's text.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The same faults under another name of the file: as the person who reads them wrote it.
    #[must_use]
    pub fn renamed(mut self, name: impl Into<String>) -> Report {
        self.source.name = name.into();
        self
    }

    /// The faults.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Each fault in a line: `file:line:column: message`, with the mend where there is one.
    #[must_use]
    pub fn lines(&self) -> String {
        let line = |fault: &Diagnostic| {
            let (line, column) = self.source.line_column(fault.span.start);
            let help = fault.help.as_ref().map(|help| format!(" (help: {help})")).unwrap_or_default();
            format!("{}:{line}:{column}: [{}] {}{help}", self.source.name, fault.code, fault.message)
        };
        self.diagnostics.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// The faults with the lines of the catalog they stand in; `colour` for a terminal.
    #[must_use]
    pub fn render(&self, colour: bool) -> String {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() }.decor_style(DecorStyle::Ascii);
        self.diagnostics.iter().map(|fault| self.render_one(fault, &renderer)).collect::<Vec<_>>().join("\n\n")
    }

    fn render_one(&self, fault: &Diagnostic, renderer: &Renderer) -> String {
        let clamp = |span: &Span| {
            let end = self.source.text.len();
            span.start.min(end)..span.end.min(end).max(span.start.min(end))
        };
        let primary = AnnotationKind::Primary.span(clamp(&fault.span)).label(fault.label.as_str());
        let mut snippet = Snippet::source(&self.source.text).path(&self.source.name).annotation(primary);
        if let Some((span, label)) = &fault.other {
            snippet = snippet.annotation(AnnotationKind::Context.span(clamp(span)).label(label.as_str()));
        }
        let title = Level::ERROR.primary_title(&fault.message).id(fault.code.to_string());
        let mut group = title.element(snippet);
        if let Some(help) = &fault.help {
            group = group.element(Level::HELP.message(help));
        }
        renderer.render(&[group])
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Report {}

/// The most faults that are told one by one.
const MAX_FAULTS: usize = 200;

/// The most characters of what is said of a fault.
const MAX_SAID: usize = 1000;

/// What is said of a fault repeats names of the file: shown in a line of a terminal, whatever they hold and however long
/// they are.
fn in_a_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len().min(MAX_SAID));
    for (at, next) in text.chars().enumerate() {
        match next {
            _ if at == MAX_SAID => return line + "…",
            _ if next.is_control() || matches!(next, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => {
                line.extend(next.escape_default());
            }
            _ => line.push(next),
        }
    }
    line
}

/// The known name that is nearest to `name`, where one is near enough to have been meant.
#[must_use]
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let most = name.chars().count().max(3) / 3;
    let near = |other: &&str| distance(&name.to_lowercase(), &other.to_lowercase());
    known.into_iter().map(|other| (near(&other), other)).filter(|(far, _)| *far <= most).min().map(|(_, other)| other)
}

/// How many characters to insert, drop, replace or swap to make one text of the other.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (row, x) in a.iter().enumerate() {
        let mut line = vec![row + 1];
        for (column, y) in b.iter().enumerate() {
            let mut cost = (last[column] + usize::from(x != y)).min(last[column + 1] + 1).min(line[column] + 1);
            if row > 0 && column > 0 && *x == b[column - 1] && a[row - 1] == *y {
                cost = cost.min(before_last[column - 1] + 1);
            }
            line.push(cost);
        }
        before_last = std::mem::replace(&mut last, line);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Code, Diagnostic, Report, nearest};
    use crate::source::Source;

    #[test]
    fn what_is_said_is_a_line_whatever_the_file_holds() {
        let text = format!("`a\nb\u{1b}[31m\u{202e}` {}", "x".repeat(100_000));
        let fault = Diagnostic::new(Code::UnknownKey, 0..0, text.as_str()).label(text.as_str()).help(text.as_str());
        let report = Report::new(Source::new("acme.yaml", ""), vec![fault]);
        assert!(report.lines().starts_with(r"acme.yaml:1:1: [E0004] `a\nb\u{1b}[31m\u{202e}` xxx"), "{}", report.lines());
        assert!(report.lines().len() < 5_000 && report.lines().lines().count() == 1);
        assert!(!report.render(false).contains('\u{1b}'));
    }

    #[test]
    fn the_nearest_name_is_one_that_may_have_been_meant() {
        let known = ["status", "description", "solutions"];
        assert_eq!(nearest("statsu", known), Some("status"));
        assert_eq!(nearest("Solution", known), Some("solutions"));
        assert_eq!(nearest("retry", known), None);
        assert_eq!(nearest("", known), None);
    }
}
