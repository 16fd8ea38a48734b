//! What is wrong inside a text that is a small language of its own, and where in that text.

use std::ops::Range;

use crate::diagnostic::Code;
use crate::text::source::Span;

/// A fault of a template or of a message.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Broken {
    pub(crate) code: Code,
    pub(crate) why: String,
    pub(crate) help: String,
    /// Where, in bytes of the text as it is meant.
    pub(crate) at: Range<usize>,
    /// Where the first of two stands.
    pub(crate) first: Option<Range<usize>>,
}

impl Broken {
    pub(crate) fn new(
        code: Code,
        at: Range<usize>,
        why: impl Into<String>,
        help: impl Into<String>,
    ) -> Broken {
        Broken {
            code,
            why: why.into(),
            help: help.into(),
            at,
            first: None,
        }
    }
}

/// The place in `source` of a part of a value that stands at `span` and means `text`. Where the part is written
/// otherwise than it is meant, with escapes or over several lines, that is the whole value.
pub(crate) fn part(source: &str, span: &Span, text: &str, at: &Range<usize>) -> Span {
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
    use super::part;

    #[test]
    fn a_part_is_found_where_it_is_written_as_it_is_meant() {
        let source = r#"x: '{"a": "$b", "c": "$b", "it''s": 1}'"#;
        let text = r#"{"a": "$b", "c": "$b", "it's": 1}"#;
        let second = text.rfind("$b").expect("a field");
        let found = part(source, &(3..source.len()), text, &(second..second + 2));
        assert_eq!(
            (&source[found.clone()], found.start),
            ("$b", source.rfind("$b").expect("a field"))
        );
        let odd = text.find("it's").expect("a name");
        assert_eq!(
            part(source, &(3..source.len()), text, &(odd..odd + 4)),
            3..source.len(),
            "the whole value"
        );
    }
}
