//! Detects the format of a page. Its content decides; the file name's extension only settles what the content leaves
//! open.

use api_error_catalog_model::model::{Hint, PageForm};

use crate::read::document::Document;
use crate::read::formats::{
    asciidoc, delimited, flat, html, inline, markdown, pipes, plain, restructured, tags,
};

/// The format in which a page is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Markdown,
    Html,
    Plain,
    Delimited(u8),
    Json,
    Restructured,
    AsciiDoc,
}

impl Format {
    /// Returns the format that a hint states.
    pub(crate) fn of_hints(hints: &[Hint]) -> Option<Format> {
        let form = hints.iter().rev().find_map(|hint| hint.form)?;
        Some(match form {
            PageForm::Markdown => Format::Markdown,
            PageForm::Html => Format::Html,
            PageForm::Plain => Format::Plain,
            PageForm::Csv => Format::Delimited(b','),
            PageForm::Tsv => Format::Delimited(b'\t'),
            PageForm::Json => Format::Json,
            PageForm::Restructured => Format::Restructured,
            PageForm::AsciiDoc => Format::AsciiDoc,
        })
    }

    /// Detects the format.
    pub(crate) fn detect(name: &str, source: &str) -> Format {
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        let extension = extension.to_ascii_lowercase();
        let start = without_instructions(source);
        if start.starts_with(['{', '['])
            && serde_json::from_str::<serde_json::Value>(source).is_ok()
        {
            return Format::Json;
        }
        let markdown = is_markdown(source);
        if is_html(start) && (!markdown || starts_as_page(start)) {
            return Format::Html;
        }
        match extension.as_str() {
            "rst" | "rest" => return Format::Restructured,
            "adoc" | "asciidoc" | "asc" => return Format::AsciiDoc,
            _ => {}
        }
        // Nothing but AsciiDoc has this line.
        if source.lines().any(|line| line.starts_with("|===")) {
            return Format::AsciiDoc;
        }
        // Fields may hold Markdown; records of equal length are what Markdown never is.
        if let Some(delimiter) = delimited::delimiter(source) {
            return Format::Delimited(delimiter);
        }
        if !markdown && asciidoc::is_asciidoc(source) {
            Format::AsciiDoc
        } else if !markdown && is_restructured(source) {
            Format::Restructured
        } else if markdown
            || matches!(extension.as_str(), "md" | "mdx" | "markdown")
                && source.lines().any(str::is_empty)
                && !is_tabbed(source)
        {
            Format::Markdown
        } else {
            Format::Plain
        }
    }

    /// Reads a page that has this format.
    pub(crate) fn read(self, source: &str) -> Document {
        let document = match self {
            // Plain text is unfolded before its headings are ranked.
            Format::Plain => return plain::read(&pipes::joined(source)),
            Format::Markdown => markdown::read(&pipes::joined(source)),
            Format::Html => html::read(source),
            Format::Delimited(delimiter) => delimited::read(source, delimiter),
            // The lists of JSON are read in `machine`; a document without lists has nothing to interpret.
            Format::Json => Document::default(),
            Format::Restructured => restructured::read(source),
            Format::AsciiDoc => asciidoc::read(source),
        };
        flat::unfold(document)
    }
}

/// Returns `true` if tabs separate the cells of tables, as in a text that was copied from a browser.
fn is_tabbed(source: &str) -> bool {
    source
        .lines()
        .filter(|line| line.trim().contains('\t'))
        .count()
        >= 3
}

/// Returns `true` if the page has marks that only Markdown has: headings, fences, links, front matter, components, tables between blank lines.
fn is_markdown(source: &str) -> bool {
    let mut marks =
        usize::from(source.lines().next() == Some("---") || source.contains("[block:")) * 2;
    let (mut blank, mut first) = (true, true);
    for line in source.lines() {
        let line = line.trim_start();
        let hashes = line.bytes().take_while(|&b| b == b'#').count();
        // One hash is a comment in most programming languages, unless the page starts with it.
        let heading = (2..=6).contains(&hashes) || hashes == 1 && first;
        first &= line.is_empty();
        marks += usize::from(heading && line[hashes..].starts_with(' ')) * 2;
        marks += usize::from(line.starts_with("```") || line.starts_with("~~~")) * 2;
        marks += usize::from(line.contains("](") || line.starts_with("**"));
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

/// Returns the source behind the instructions for a program that it starts with: `<?xml …?>`, `<%@ page … %>`.
fn without_instructions(source: &str) -> &str {
    let mut start = source.trim_start();
    while let Some((_, rest)) = ["<?", "<%"]
        .iter()
        .zip(["?>", "%>"])
        .find_map(|(open, close)| start.strip_prefix(open)?.split_once(close))
    {
        start = rest.trim_start();
    }
    start
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
    let mut pairs = source.lines().zip(source.lines().skip(1));
    let underlined = pairs.any(|(a, b)| underline(b) && !a.is_empty() && a.len() <= b.len());
    directive || underlined && source.contains("``")
}
