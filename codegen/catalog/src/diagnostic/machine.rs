//! Findings for programs: as JSON, as SARIF, and as annotations of a GitHub workflow.

use serde_json::{Value, json};

use super::{Code, Diagnostic, Report};
use crate::json::{DiagnosticFacts, Position, SecondPosition};
use crate::text::source::{Source, Span};

impl Report {
    /// Returns each finding in the JSON form.
    #[must_use]
    pub fn to_facts(&self) -> Vec<DiagnosticFacts> {
        let (own, opposite) = self.sources();
        let facts = |finding: &Diagnostic| DiagnosticFacts {
            code: finding.code.id(),
            severity: finding.severity.as_str(),
            message: finding.message.clone(),
            file: own.name.clone(),
            place: position(own, &finding.span),
            label: finding.label.clone(),
            other: finding.other.as_ref().map(|(span, label)| SecondPosition {
                file: opposite.name.clone(),
                place: position(opposite, span),
                label: label.clone(),
            }),
            note: finding.note.clone(),
            help: finding.help.clone(),
        };
        self.diagnostics.iter().map(facts).collect()
    }

    /// Returns each finding as an annotation for a GitHub workflow.
    #[must_use]
    pub fn to_github(&self) -> Vec<String> {
        let (own, _) = self.sources();
        self.diagnostics
            .iter()
            .map(|finding| github(own, finding))
            .collect()
    }

    fn to_sarif(&self) -> Vec<Value> {
        let (own, opposite) = self.sources();
        let each = self.diagnostics.iter().map(|finding| {
            let other = finding.other.as_ref().map(|(span, label)| {
                let mut location = location(opposite, span);
                location["message"] = json!({ "text": label });
                location
            });
            json!({
                "ruleId": finding.code.id(),
                "level": finding.severity.as_str(),
                "message": { "text": with_help(finding) },
                "locations": [location(own, &finding.span)],
                "relatedLocations": other.as_slice(),
            })
        });
        each.collect()
    }

    /// Returns the file, and the file of the second positions.
    fn sources(&self) -> (&Source, &Source) {
        (
            &self.source,
            self.opposite.as_deref().unwrap_or(&self.source),
        )
    }
}

/// Returns the position of a span as a JSON object.
fn position(source: &Source, span: &Span) -> Position {
    let ((line, column), (end_line, end_column)) = ends(source, span);
    Position {
        line,
        column,
        end_line,
        end_column,
    }
}

/// Returns the position of a span as a SARIF location.
fn location(source: &Source, span: &Span) -> Value {
    let ((line, column), (end_line, end_column)) = ends(source, span);
    let region = json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column });
    let artifact = json!({ "uri": source.name.replace('\\', "/") });
    json!({ "physicalLocation": { "artifactLocation": artifact, "region": region } })
}

fn github(source: &Source, finding: &Diagnostic) -> String {
    // The characters that would end the message or a property.
    let message = |text: &str| {
        text.replace('%', "%25")
            .replace('\r', "%0D")
            .replace('\n', "%0A")
    };
    let property = |text: &str| message(text).replace(':', "%3A").replace(',', "%2C");
    let ((line, column), (end_line, end_column)) = ends(source, &finding.span);
    // An annotation has columns only if it stays within a line.
    let end = if end_line == line {
        format!("endColumn={end_column}")
    } else {
        format!("endLine={end_line}")
    };
    let (severity, file, title) = (
        finding.severity.as_str(),
        property(&source.name),
        finding.code.id(),
    );
    format!(
        "::{severity} file={file},line={line},col={column},{end},title={title}::{}",
        message(&with_help(finding))
    )
}

fn ends(source: &Source, span: &Span) -> ((usize, usize), (usize, usize)) {
    (source.line_column(span.start), source.line_column(span.end))
}

/// Returns the findings of all reports as one SARIF 2.1.0 log, with the page of each kind.
#[must_use]
pub fn sarif(tool: &str, version: &str, reports: &[Report]) -> Value {
    let mut codes: Vec<Code> = reports
        .iter()
        .flat_map(|report| &report.diagnostics)
        .map(|finding| finding.code)
        .collect();
    codes.sort_unstable();
    codes.dedup();
    let rule = |code: &Code| {
        let page = code.readable_page();
        json!({ "id": code.id(), "shortDescription": { "text": code.title() }, "help": { "text": page, "markdown": page } })
    };
    let rules: Vec<Value> = codes.iter().map(rule).collect();
    let results: Vec<Value> = reports.iter().flat_map(Report::to_sarif).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": tool, "version": version, "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// Returns the message with the fix.
fn with_help(finding: &Diagnostic) -> String {
    let help = finding
        .help
        .as_ref()
        .map(|help| format!(" (help: {help})"))
        .unwrap_or_default();
    format!("{}{help}", finding.message)
}
