//! Tells which form a page has. Its content decides; the file name's extension only settles what content leaves open.

use api_error_catalog_model::model::{Hint, PageForm};

use crate::read::document::Document;
use crate::read::forms::{
    asciidoc, delimited, flat, html, inline, json, markdown, plain, restructured, tags,
};

/// The form a page is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Markdown,
    Html,
    Plain,
    Delimited(u8),
    Json,
    Restructured,
    AsciiDoc,
}

/// The form that a hint tells.
pub(crate) fn told(hints: &[Hint]) -> Option<Form> {
    let form = hints.iter().rev().find_map(|hint| hint.form)?;
    Some(match form {
        PageForm::Markdown => Form::Markdown,
        PageForm::Html => Form::Html,
        PageForm::Plain => Form::Plain,
        PageForm::Csv => Form::Delimited(b','),
        PageForm::Tsv => Form::Delimited(b'\t'),
        PageForm::Json => Form::Json,
        PageForm::Restructured => Form::Restructured,
        PageForm::AsciiDoc => Form::AsciiDoc,
    })
}

/// Tells the form.
pub(crate) fn detect(name: &str, source: &str) -> Form {
    let extension = name
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension)
        .to_ascii_lowercase();
    let start = source.trim_start();
    if start.starts_with(['{', '[']) && serde_json::from_str::<serde_json::Value>(source).is_ok() {
        return Form::Json;
    }
    let markdown = is_markdown(source);
    if is_html(start) && (!markdown || starts_as_page(start)) {
        return Form::Html;
    }
    match extension.as_str() {
        "rst" | "rest" => return Form::Restructured,
        "adoc" | "asciidoc" | "asc" => return Form::AsciiDoc,
        _ => {}
    }
    // Nothing but AsciiDoc has this line.
    if source.lines().any(|line| line.starts_with("|===")) {
        return Form::AsciiDoc;
    }
    // Fields may hold Markdown; records of equal length are what Markdown never is.
    if let Some(delimiter) = delimited::delimiter(source) {
        return Form::Delimited(delimiter);
    }
    if !markdown && asciidoc::is_asciidoc(source) {
        Form::AsciiDoc
    } else if !markdown && is_restructured(source) {
        Form::Restructured
    } else if markdown
        || matches!(extension.as_str(), "md" | "mdx" | "markdown") && source.contains("\n\n")
    {
        Form::Markdown
    } else {
        Form::Plain
    }
}

/// Reads the page as the form it has.
pub(crate) fn read(form: Form, source: &str) -> Document {
    let document = match form {
        // Plain text is unfolded before its headings are told apart.
        Form::Plain => return plain::read(source),
        Form::Markdown => markdown::read(source),
        Form::Html => html::read(source),
        Form::Delimited(delimiter) => delimited::read(source, delimiter),
        Form::Json => json::read(source).unwrap_or_default(),
        Form::Restructured => restructured::read(source),
        Form::AsciiDoc => asciidoc::read(source),
    };
    flat::unfold(document)
}

/// Marks that only Markdown has: headings, fences, links, front matter, components, tables between blank lines.
fn is_markdown(source: &str) -> bool {
    let mut marks = usize::from(source.starts_with("---\n")) * 2;
    let (mut blank, mut first) = (true, true);
    for line in source.lines() {
        let line = line.trim_start();
        let hashes = line.bytes().take_while(|&b| b == b'#').count();
        // One hash is a comment in most programming languages, unless the page starts with it.
        let heading = (2..=6).contains(&hashes) || hashes == 1 && first;
        first &= line.is_empty();
        marks += usize::from(heading && line[hashes..].starts_with(' ')) * 2;
        marks += usize::from(line.starts_with("```") || line.starts_with("~~~")) * 2;
        marks +=
            usize::from(line.contains("](") || line.starts_with("**") || line.starts_with(": "));
        marks += usize::from(blank && line.starts_with('|')) * 2;
        marks += usize::from(
            line.starts_with('<') && tags::Tag::at(line, 0).is_some_and(|tag| tag.is_component()),
        ) * 2;
        blank = line.is_empty();
        if marks >= 2 {
            return true;
        }
    }
    false
}

fn is_html(start: &str) -> bool {
    let known = tags::Tag::at(start, 0).is_some_and(|tag| inline::is_known(tag.name));
    starts_as_page(start)
        || known && start.contains("</")
        || start.starts_with("<!--") && start.contains("<body")
}

fn starts_as_page(start: &str) -> bool {
    let start = start.get(..15).unwrap_or(start).to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}

/// Directives, or headings that are underlined, together with double backticks.
fn is_restructured(source: &str) -> bool {
    let directive = source
        .lines()
        .any(|line| line.trim_start().starts_with(".. ") && line.contains("::"));
    let underline = |line: &str| {
        line.len() >= 3
            && ['=', '-', '~', '^']
                .iter()
                .any(|&c| line.chars().all(|l| l == c))
    };
    let underlined = source
        .lines()
        .zip(source.lines().skip(1))
        .any(|(a, b)| underline(b) && !a.is_empty() && a.len() <= b.len());
    directive || underlined && source.contains("``")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides() {
        for (source, form) in [
            ("# Errors\n\ntext", Form::Markdown),
            ("<!DOCTYPE html><html></html>", Form::Html),
            ("<table><tr><td>1</td></tr></table>", Form::Html),
            ("code,status\na_b,400\nc_d,500\n", Form::Delimited(b',')),
            ("{\"a\": 1}", Form::Json),
            ("Errors\n======\n\n- ``200 - OK``\n", Form::Restructured),
            ("= T\n\n== A\n\n|===\n|a\n|===\n", Form::AsciiDoc),
            ("Errors\nCodeStatus\n400Bad\n", Form::Plain),
            ("Errors\ncall()\n# Wait\n# Retry\ncall()\n", Form::Plain),
            (
                "Errors\n| Code | Text |\n|---|---|\nA_B | x |\nMore\n",
                Form::Plain,
            ),
        ] {
            assert_eq!(detect("page", source), form, "{source}");
        }
    }
}
