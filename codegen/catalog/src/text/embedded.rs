//! Errors inside a value with a syntax of its own: a template or a message pattern.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, report};
use crate::text::source::Span;

/// An error inside the text of a value.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct EmbeddedError {
    pub(super) code: Code,
    pub(super) why: String,
    pub(super) help: String,
    /// The wrong part of the text, in bytes; empty for the whole text.
    pub(super) at: Range<usize>,
    /// The first of two equal parts.
    pub(super) first: Option<Range<usize>>,
}

impl EmbeddedError {
    pub(super) fn new(
        code: Code,
        at: Range<usize>,
        why: impl Into<String>,
        help: impl Into<String>,
    ) -> EmbeddedError {
        EmbeddedError {
            code,
            why: why.into(),
            help: help.into(),
            at,
            first: None,
        }
    }

    /// Adds the error to `findings`. `what` names the value, which is at `span` of `source` and means `text`.
    pub(super) fn report(
        self,
        findings: &mut Vec<Diagnostic>,
        what: &str,
        source: &str,
        span: &Span,
        text: &str,
    ) {
        let part = |at| span_of_part(source, span, text, at);
        let message = format!("{what} is invalid: {}", self.why);
        let finding = report(findings, self.code, &part(&self.at), message).help(self.help);
        match &self.first {
            Some(first) => finding
                .label("again here")
                .other(&part(first), "first here"),
            None if self.at.is_empty() => finding.label("all of it"),
            None => finding.label("invalid here"),
        };
    }
}

/// Returns the span in `source` of a part of a value that is at `span` and means `text`. If the source differs from the
/// meaning, because of escapes or line breaks, returns the span of the whole value.
pub(super) fn span_of_part(source: &str, span: &Span, text: &str, at: &Range<usize>) -> Span {
    let (Some(token), Some(before), Some(written)) = (
        text.get(at.clone()),
        text.get(..at.start),
        source.get(span.clone()),
    ) else {
        return span.clone();
    };
    if token.is_empty() {
        return span.clone();
    }
    let found = written
        .match_indices(token)
        .nth(before.matches(token).count());
    found.map_or_else(
        || span.clone(),
        |(at, _)| span.start + at..span.start + at + token.len(),
    )
}

#[cfg(test)]
mod tests {
    use super::span_of_part;

    #[test]
    fn a_part_is_found_if_it_is_written_without_escapes() {
        let source = r#"x: '{"a": "$b", "c": "$b", "it''s": 1}'"#;
        let text = r#"{"a": "$b", "c": "$b", "it's": 1}"#;
        let second = text.rfind("$b").expect("a field");
        let found = span_of_part(source, &(3..source.len()), text, &(second..second + 2));
        assert_eq!(
            (&source[found.clone()], found.start),
            ("$b", source.rfind("$b").expect("a field"))
        );
        let odd = text.find("it's").expect("a name");
        assert_eq!(
            span_of_part(source, &(3..source.len()), text, &(odd..odd + 4)),
            3..source.len(),
            "the whole value"
        );
    }
}
