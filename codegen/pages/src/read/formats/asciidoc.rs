//! Reads AsciiDoc by rewriting it as Markdown, with tables in HTML.

use std::ops::Range;

use super::prepared::{Edit, cut, lines};
use super::{markdown, restructured};
use crate::read::document::Document;
use crate::read::text::run_length;

/// The lines around a table, and around one in a table's cell.
const FENCES: [&str; 2] = ["|===", "!==="];
/// The number of words that a term has at most.
const LONGEST_TERM: usize = 6;
/// Items that are nested more deeply count as this deep.
const DEEPEST: usize = 8;

/// Returns `true` if the page has AsciiDoc's tables or headings, or its terms below headings that are underlined.
pub(crate) fn is_asciidoc(source: &str) -> bool {
    let heading = |line: &str| line.starts_with("== ") || line.starts_with("=== ");
    let count = |is: &dyn Fn(&str) -> bool| source.lines().filter(|line| is(line)).count();
    let own = |line: &str| line == "+" || line.ends_with("::") && !line.contains(' ');
    let pairs = source.lines().zip(source.lines().skip(1));
    let titles = pairs.filter(|(line, next)| underlined(line, next).is_some());
    source.lines().any(|line| line.starts_with("|==="))
        || count(&heading) >= 2
        || !source.contains("``") && count(&own) >= 2 && titles.count() >= 2
}

/// Reads a page.
pub(crate) fn read(source: &str) -> Document {
    let mut rewriter = AsciiDocRewriter::default();
    let mut lines = lines(source).peekable();
    while let Some((range, line)) = lines.next() {
        let next = lines.peek().filter(|_| rewriter.fence.is_none());
        let level = next.and_then(|(_, next)| underlined(line, next));
        match level.and_then(|level| Some((level, lines.next()?))) {
            Some((level, (under, _))) => rewriter.title(level, line, range.start, under),
            None => rewriter.line(line, range.start),
        }
    }
    markdown::read_edited(source, rewriter.edits)
}

/// Returns the level of a title that the next line underlines.
fn underlined(line: &str, next: &str) -> Option<usize> {
    let level = "=-~^+".find(restructured::rule(next)?)?;
    let length = line.chars().count();
    let titled = line.starts_with(char::is_alphanumeric) && length.abs_diff(next.len()) <= 2;
    titled.then_some(level + 1)
}

/// Rewrites the lines of a page.
#[derive(Default)]
struct AsciiDocRewriter<'s> {
    edits: Vec<Edit>,
    /// The line that ends the table or code.
    fence: Option<&'s str>,
    /// The number of the table's columns, if it is known yet, and of its cells so far.
    columns: Option<usize>,
    cells: usize,
    /// The definition of a term begins in the next line.
    defining: bool,
    /// The depth of the list, and whether a paragraph goes on with its latest item.
    depth: usize,
    goes_on: bool,
}

impl<'s> AsciiDocRewriter<'s> {
    /// A title, whose underline is left out.
    fn title(&mut self, level: usize, line: &str, at: usize, under: Range<usize>) {
        let marks = "#".repeat(level) + " ";
        self.edits.push((at..at, marks.into()));
        self.inline(line, at);
        self.edits.push(cut(under));
    }

    fn line(&mut self, line: &'s str, at: usize) {
        const CODE: &str = "~~~~~~~~";
        let trimmed = line.trim();
        let is_table = FENCES.contains(&self.fence.unwrap_or(trimmed));
        let rule = |mark: char| trimmed.len() >= 4 && trimmed.chars().all(|c| c == mark);
        let is_fence = is_table || rule('-') || rule('.');
        let ends = self.fence == Some(trimmed);
        self.goes_on = trimmed == "+" || self.goes_on && !trimmed.is_empty();
        let markup = match (self.fence, is_table) {
            (None, true) => "<table>",
            (Some(_), true) if ends => "</table>",
            (Some(_), true) if !is_macro(trimmed) => return self.table_line(line, at),
            (None, false) if is_fence => CODE,
            (Some(_), false) if ends => CODE,
            (Some(_), false) => return,
            _ if is_macro(trimmed) || is_silent(trimmed) => "",
            _ => return self.block_line(trimmed, at..at + line.len() - line.trim_start().len()),
        };
        self.edits.push((at..at + line.len(), markup.into()));
        if !markup.is_empty() {
            self.fence = (!ends).then_some(trimmed);
            (self.columns, self.cells) = (None, 0);
        }
    }

    /// Takes a line of text, with its indentation in front of it.
    fn block_line(&mut self, line: &str, indent: Range<usize>) {
        let at = indent.end;
        let marked = |marks: &[u8]| {
            let length = run_length(line, |mark| marks.contains(mark));
            (length > 0 && line[length..].starts_with(' ')).then_some(length)
        };
        let (mut markup, mut text) = (String::new(), 0);
        if self.goes_on {
            markup = "  ".repeat(self.depth);
        }
        let term = line.split_once("::").filter(|(term, rest)| {
            term.split_whitespace().count() <= LONGEST_TERM
                && (rest.is_empty() || rest.starts_with(' '))
        });
        let defining = std::mem::take(&mut self.defining);
        if let Some(level) = marked(b"=") {
            (markup, text) = ("#".repeat(level), level);
        } else if let Some(depth) = marked(b"*-.") {
            self.depth = depth.min(DEEPEST);
            markup = "  ".repeat(self.depth - 1) + "-";
            text = depth;
        } else if let Some((term, rest)) = term {
            let colons = at + term.len()..at + term.len() + 2;
            self.defining = rest.is_empty();
            let colon = if self.defining { "" } else { "\n:" };
            self.edits.push((colons, colon.into()));
            markup = "\n".to_owned();
        } else if defining {
            markup = ": ".to_owned();
        }
        self.edits.push((indent.start..at + text, markup.into()));
        self.inline(&line[text..], at + text);
    }

    /// Takes a line of a table: each pipe begins a cell, and the others go on with the cell above.
    fn table_line(&mut self, line: &str, at: usize) {
        let starts: Vec<usize> = line.match_indices('|').map(|(i, _)| i).collect();
        let first = starts.first().copied().unwrap_or(line.len());
        let before = &line[..first];
        // A word right before the first pipe is a format such as `a` or `2+`.
        if first < line.len() && !before.contains(' ') {
            self.edits.push(cut(at..at + first));
        } else {
            self.inline(before, at);
        }
        let known = line.trim().is_empty() || starts.len() > 1;
        let columns = starts.len().max(self.cells);
        self.columns = self.columns.or((known && columns > 0).then_some(columns));
        for (i, &start) in starts.iter().enumerate() {
            let begins = self
                .cells
                .is_multiple_of(self.columns.unwrap_or(usize::MAX));
            let head = self.columns.is_none_or(|columns| self.cells < columns);
            let cell = if head { "<th>" } else { "<td>" };
            let row = if begins { "<tr>" } else { "" };
            self.edits
                .push((at + start..at + start + 1, [row, cell].concat().into()));
            self.cells += 1;
            let end = starts.get(i + 1).copied().unwrap_or(line.len());
            self.inline(&line[start + 1..end], at + start + 1);
        }
    }

    /// Rewrites inline markup, which is that of Markdown, but with one star for strong text, and with its own references.
    fn inline(&mut self, text: &str, at: usize) {
        for range in references(text) {
            self.edits.push(cut(at + range.start..at + range.end));
        }
        for (star, _) in text.match_indices('*') {
            self.edits.push((at + star..at + star, "*".into()));
        }
    }
}

/// `ifndef::backend-pdf[]`, `include::more.adoc[]`, `image::desk.png[]`: a line for the program that makes the page.
fn is_macro(line: &str) -> bool {
    let name = run_length(line, u8::is_ascii_lowercase);
    let target = line[name..].strip_prefix("::").unwrap_or(" ");
    name > 0 && line.ends_with(']') && !target.starts_with(' ') && target.contains('[')
}

/// Lines that end a paragraph and say nothing: blank ones, comments, attributes, block marks.
fn is_silent(line: &str) -> bool {
    let attributes = line.starts_with('[') && line.ends_with(']') || line.starts_with(':');
    let comment = line.starts_with("//");
    matches!(line, "+" | "--") || comment || attributes || line.chars().all(|c| c == '=')
}

/// Returns what surrounds the texts of references: `xref:path[text]`, `link:url[text]`, `https://…[text]`, `<<id,text>>`.
fn references(line: &str) -> Vec<Range<usize>> {
    const STARTS: [&str; 5] = ["xref:", "link:", "https://", "http://", "mailto:"];
    let mut found = Vec::new();
    let mut done = 0;
    for (start, _) in line.char_indices() {
        let rest = &line[start..];
        let text = if let Some(inside) = rest.strip_prefix("<<") {
            let end = inside.find(">>");
            end.map(|end| {
                (
                    2 + inside[..end].find(',').map_or(0, |comma| comma + 1),
                    2 + end,
                    2,
                )
            })
        } else if STARTS.iter().any(|word| rest.starts_with(word)) {
            let open = rest.find(|c: char| c == '[' || c.is_whitespace());
            let open = open.filter(|&open| rest[open..].starts_with('['));
            open.and_then(|open| Some((open + 1, open + rest[open..].find(']')?, 1)))
        } else {
            None
        };
        if let Some((text, end, close)) = text.filter(|_| start >= done) {
            done = start + end + close;
            found.extend([start..start + text, start + end..done]);
        }
    }
    found
}
