//! Findings, told to programs: as JSON, as SARIF, as annotations of a GitHub workflow.

use serde_json::{Value, json};

use super::{Code, Diagnostic, Report};
use crate::source::{Source, Span};

impl Report {
    /// Each finding as a JSON object; lines and columns count from 1, columns in characters.
    #[must_use]
    pub fn to_json(&self) -> Vec<Value> {
        self.diagnostics.iter().map(|fault| self.json_of(fault)).collect()
    }

    fn json_of(&self, fault: &Diagnostic) -> Value {
        let other = fault.other.as_ref().map(|(span, label)| {
            let source = self.opposite.as_ref().unwrap_or(&self.source);
            json!({ "file": source.name, "place": place(source, span), "label": label })
        });
        json!({
            "code": fault.code.id(),
            "severity": fault.severity.as_str(),
            "message": fault.message,
            "file": self.source.name,
            "place": place(&self.source, &fault.span),
            "label": fault.label,
            "other": other,
            "note": fault.note,
            "help": fault.help,
        })
    }

    /// Each finding as a line that GitHub's workflows read.
    #[must_use]
    pub fn to_github(&self) -> Vec<String> {
        self.diagnostics.iter().map(|fault| self.github_of(fault)).collect()
    }

    fn github_of(&self, fault: &Diagnostic) -> String {
        // The characters that would end the message or a property.
        let message = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
        let property = |text: &str| message(text).replace(':', "%3A").replace(',', "%2C");
        let (line, column) = self.source.line_column(fault.span.start);
        let (end_line, end_column) = self.source.line_column(fault.span.end);
        // An annotation has columns only where it stays within a line.
        let end = if end_line == line { format!("endColumn={end_column}") } else { format!("endLine={end_line}") };
        let (severity, file, title) = (fault.severity.as_str(), property(&self.source.name), fault.code.id());
        let text = message(&with_mend(fault));
        format!("::{severity} file={file},line={line},col={column},{end},title={title}::{text}")
    }

    fn sarif_of(&self, fault: &Diagnostic) -> Value {
        let other = fault.other.as_ref().map(|(span, label)| {
            let mut location = location(self.opposite.as_ref().unwrap_or(&self.source), span);
            location["message"] = json!({ "text": label });
            location
        });
        json!({
            "ruleId": fault.code.id(),
            "level": fault.severity.as_str(),
            "message": { "text": with_mend(fault) },
            "locations": [location(&self.source, &fault.span)],
            "relatedLocations": other.as_slice(),
        })
    }
}

/// The findings of all reports as one SARIF 2.1.0 log, in which each sort comes with its page.
#[must_use]
pub fn sarif(tool: &str, version: &str, reports: &[Report]) -> Value {
    let mut codes: Vec<Code> = reports.iter().flat_map(|report| &report.diagnostics).map(|fault| fault.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let rule = |code: &Code| {
        json!({ "id": code.id(), "shortDescription": { "text": code.title() }, "help": { "text": code.page(), "markdown": code.page() } })
    };
    let rules: Vec<Value> = codes.iter().map(rule).collect();
    let results: Vec<Value> =
        reports.iter().flat_map(|report| report.diagnostics.iter().map(|fault| report.sarif_of(fault))).collect();
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

/// The message, and what mends it.
fn with_mend(fault: &Diagnostic) -> String {
    let help = fault.help.as_ref().map(|help| format!(" (help: {help})")).unwrap_or_default();
    format!("{}{help}", fault.message)
}

fn place(source: &Source, span: &Span) -> Value {
    let ((line, column), (end_line, end_column)) = (source.line_column(span.start), source.line_column(span.end));
    json!({ "line": line, "column": column, "end_line": end_line, "end_column": end_column })
}

fn location(source: &Source, span: &Span) -> Value {
    let ((line, column), (end_line, end_column)) = (source.line_column(span.start), source.line_column(span.end));
    let region = json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column });
    let artifact = json!({ "uri": source.name.replace('\\', "/") });
    json!({ "physicalLocation": { "artifactLocation": artifact, "region": region } })
}
