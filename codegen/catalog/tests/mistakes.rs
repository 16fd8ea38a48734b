//! Many mistakes in one catalog are all reported in one run, each at its token.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use api_error_catalog_model::{Source, open};

/// A line, its first and last column, and a code.
type Mark = (usize, usize, usize, String);

#[test]
fn each_of_many_mistakes_is_told_at_its_token() {
    let text = include_str!("mistakes.yaml");
    let wanted = marks(text);
    assert!(wanted.len() >= 40, "{} mistakes", wanted.len());
    let source = Source::new("mistakes.yaml", text);
    let report = open(source.clone()).expect_err("mistakes");
    let found = report.diagnostics().iter().map(|fault| {
        let ((line, from), (_, to)) = (
            source.line_column(fault.span.start),
            source.line_column(fault.span.end),
        );
        (line, from, to - 1, fault.code.to_string())
    });
    let found: Vec<Mark> = found.collect();
    let (missing, more): (Vec<_>, Vec<_>) = (
        wanted.iter().filter(|mark| !found.contains(mark)).collect(),
        found.iter().filter(|mark| !wanted.contains(mark)).collect(),
    );
    assert!(
        missing.is_empty() && more.is_empty(),
        "not reported: {missing:?}\nreported in addition: {more:?}\n{}",
        report.lines()
    );
    assert!(
        found.is_sorted_by_key(|(line, from, ..)| (*line, *from)),
        "in the order of their places"
    );
}

fn marks(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut marked = 0;
    for (number, line) in (1..).zip(text.lines()) {
        match line.trim_start().strip_prefix('#').map(str::trim) {
            Some(rest) if rest.starts_with('^') => {
                let first = line.find('^').expect("a mark");
                let from = first - usize::from(line[..first].ends_with('#'));
                let to = line.rfind('^').expect("a mark");
                marks.push((marked, from + 1, to + 1, line[to + 1..].trim().to_owned()));
            }
            Some(_) => {}
            None => marked = number,
        }
    }
    marks
}
