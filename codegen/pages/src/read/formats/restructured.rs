//! Reads reStructuredText by rewriting it as Markdown, with grids for simple tables and HTML for lists that are tables.

use std::ops::Range;

use super::markdown;
use super::prepared::{Edit, cut, lines};
use crate::read::document::Document;

/// Reads a page.
pub(crate) fn read(source: &str) -> Document {
    let mut rewriter = RestructuredRewriter::default();
    let lines: Vec<SourceLine<'_>> = lines(source).collect();
    let mut rest = lines.as_slice();
    let mut above = "";
    while let [(_, line), ..] = rest {
        let taken = rewriter.block(rest, above);
        above = if taken == 1 { line } else { "" };
        rest = &rest[taken..];
    }
    markdown::read_edited(source, rewriter.edits)
}

/// A line and its range.
type SourceLine<'s> = (Range<usize>, &'s str);

/// Rewrites the blocks of a page.
#[derive(Default)]
struct RestructuredRewriter {
    edits: Vec<Edit>,
    /// The punctuation of headings by their level.
    headings: Vec<char>,
}

impl RestructuredRewriter {
    /// Takes the block that the lines begin with, and returns the number of its lines. `above` is the line above them.
    fn block(&mut self, lines: &[SourceLine<'_>], above: &str) -> usize {
        let [(range, line), after @ ..] = lines else {
            return 0;
        };
        let (text, depth) = (line.trim(), indent(line));
        if text.is_empty() {
            return 1;
        }
        let inside =
            |(_, below): &&SourceLine<'_>| below.trim().is_empty() || indent(below) > depth;
        let below = &after[..after.iter().take_while(inside).count()];
        let filled = below.iter().rposition(|(_, line)| !line.trim().is_empty());
        let below = &below[..filled.map_or(0, |last| last + 1)];
        let follows = !above.trim().is_empty() && indent(above) == 0;
        let directive = directive(text);
        let next = after.first().map_or("", |(_, line)| line);
        if is_simple_rule(line) {
            return self.simple_table(lines);
        } else if directive.is_some_and(|directive| directive.starts_with("list-table::")) {
            self.list_table(range.clone(), below);
            return 1 + below.len();
        } else if directive.is_some_and(|directive| directive.starts_with("csv-table::")) {
            self.csv_table(range.clone(), below);
            return 1 + below.len();
        } else if let Some(language) = literal(text).filter(|_| !below.is_empty()) {
            let cuts = directive.map(|_| cut(range.clone()));
            self.edits.extend(cuts);
            self.code(language, below);
            return 1 + below.len();
        } else if depth == 0 && !follows && is_term(line) && next.starts_with(' ') {
            self.definition(range.start, line, below);
            return 1 + below.len();
        }
        let level = self.level(line, next).filter(|_| depth == 0);
        if let Some((level, (underline, _))) = level.zip(after.first()) {
            let marks = "#".repeat(level) + " ";
            self.edits.push((range.start..range.start, marks.into()));
            self.edits.push(cut(underline.clone()));
            self.inline(line, range.start);
            return 2;
        }
        let comment = text.starts_with(".. ") || text == "..";
        let overline = rule(line).is_some() && after.get(1).is_some_and(|(_, rule)| rule == line);
        if comment || overline || is_field(text) {
            self.edits.push(cut(range.clone()));
        } else {
            self.inline(line, range.start);
        }
        1
    }

    /// Returns the level of the heading that two lines are. The order in which the kinds of lines first appear is that of the levels.
    fn level(&mut self, line: &str, marks: &str) -> Option<usize> {
        let mark = rule(marks)?;
        let wide = line.chars().count() <= marks.chars().count() + 2;
        if line.trim().is_empty() || rule(line).is_some() || !wide {
            return None;
        }
        let known = self.headings.iter().position(|&kind| kind == mark);
        let level = known.unwrap_or_else(|| {
            self.headings.push(mark);
            self.headings.len() - 1
        });
        Some(level.min(5) + 1)
    }

    /// Puts fences around the code below a line, which begins behind the options of its directive.
    fn code(&mut self, language: &str, below: &[SourceLine<'_>]) {
        let is_option = |line: &str| line.trim().is_empty() || line.trim().starts_with(':');
        let options = below.iter().take_while(|(_, line)| is_option(line)).count();
        let (options, code) = below.split_at(options);
        let options = options.iter().map(|(range, _)| cut(range.clone()));
        self.edits.extend(options);
        if let Some(((first, _), (last, _))) = code.first().zip(code.last()) {
            let open = format!("\n~~~~~~~~{language}\n");
            self.edits.push((first.start..first.start, open.into()));
            self.edits.push((last.end..last.end, "~~~~~~~~\n".into()));
        }
    }

    /// A term and its definition, which consists of the indented lines below it.
    fn definition(&mut self, at: usize, term: &str, below: &[SourceLine<'_>]) {
        self.edits.push((at..at, "\n".into()));
        self.inline(term, at);
        let base = below.first().map_or(0, |(_, line)| indent(line));
        let mut markup = ": ";
        for (range, line) in below {
            let start = range.start + indent(line).min(base);
            self.edits.push((range.start..start, markup.into()));
            self.inline(&line[start - range.start..], start);
            markup = "  ";
        }
    }

    /// `.. list-table::` with rows of nested bullets.
    fn list_table(&mut self, directive: Range<usize>, below: &[SourceLine<'_>]) {
        let mut row = 0;
        self.edits.push((directive, "<table>".into()));
        for (range, line) in below {
            let text = line.trim_start();
            let start = range.start + indent(line);
            if is_field(text) {
                self.edits.push(cut(range.clone()));
                continue;
            }
            let first = text.strip_prefix('*').map(str::trim_start);
            row += usize::from(first.is_some());
            let cell = first.unwrap_or(text).strip_prefix('-');
            if let Some(cell) = cell.filter(|cell| cell.is_empty() || cell.starts_with(' ')) {
                let marks = start..start + text.len() - cell.len();
                let open = if first.is_some() { "<tr>" } else { "" };
                let cell = if row == 1 { "<th>" } else { "<td>" };
                self.edits.push((marks, [open, cell].concat().into()));
            }
            self.inline(text, start);
        }
        if let Some((last, _)) = below.last() {
            self.edits.push((last.end..last.end, "</table>\n".into()));
        }
    }

    /// `.. csv-table::`, whose header is an option or its first row.
    fn csv_table(&mut self, directive: Range<usize>, below: &[SourceLine<'_>]) {
        self.edits.push((directive, "<table>".into()));
        let (mut quoted, mut head) = (false, false);
        for (range, line) in below {
            let text = line.trim();
            let start = range.start + indent(line);
            if let Some(header) = text.strip_prefix(":header:") {
                self.edits
                    .push(cut(start..start + text.len() - header.len()));
                self.csv_line(
                    header,
                    range.start + line.len() - header.len(),
                    true,
                    &mut quoted,
                );
            } else if is_field(text) && !quoted {
                head |= text.starts_with(":header-rows:");
                self.edits.push(cut(range.clone()));
            } else if !text.is_empty() {
                self.csv_line(text, start, std::mem::take(&mut head), &mut quoted);
            }
        }
        if let Some((last, _)) = below.last() {
            self.edits.push((last.end..last.end, "</table>\n".into()));
        }
    }

    /// A line of a CSV table. `quoted` is true while a field goes on in the next line.
    fn csv_line(&mut self, line: &str, at: usize, head: bool, quoted: &mut bool) {
        let cell = if head { "<th>" } else { "<td>" };
        if !*quoted {
            self.edits.push((at..at, ["<tr>", cell].concat().into()));
        }
        for (i, mark) in line.match_indices([',', '"']) {
            match mark {
                "," if *quoted => {}
                "," => self.edits.push((at + i..at + i + 1, cell.into())),
                _ => {
                    *quoted = !*quoted;
                    self.edits.push(cut(at + i..at + i + 1));
                }
            }
        }
        self.inline(line, at);
    }

    /// A table between lines of `=====  =====`, whose gaps say where the columns are. It becomes a grid, in which rows without a first
    /// cell go on with the row above.
    fn simple_table(&mut self, lines: &[SourceLine<'_>]) -> usize {
        const GRID: &str = "+--+--+";
        let rules = lines.iter().enumerate().skip(1);
        let mut rules = rules.filter(|(_, (_, line))| is_simple_rule(line));
        let rules = [rules.next(), rules.next()].map(|rule| rule.map(|(i, _)| i));
        let filled = |i: usize| {
            lines
                .get(i + 1)
                .is_some_and(|(_, line)| !line.trim().is_empty())
        };
        let end = match rules {
            [Some(head), Some(end)] if filled(head) => end,
            [Some(end), _] => end,
            _ => return 1,
        };
        let (_, rule) = &lines[0];
        let starts = rule.match_indices('=').map(|(i, _)| i);
        let starts: Vec<usize> = starts.filter(|&i| !rule[..i].ends_with('=')).collect();
        for (range, line) in &lines[..=end] {
            let at = range.start;
            if is_simple_rule(line) {
                self.edits.push((at..at + line.len(), GRID.into()));
                continue;
            }
            if !line.starts_with(' ') {
                self.edits.push((at..at, [GRID, "\n"].concat().into()));
            }
            for &start in starts.iter().filter(|start| line.is_char_boundary(**start)) {
                self.edits.push((at + start..at + start, "|".into()));
            }
            self.inline(line, at);
        }
        end + 1
    }

    /// Leaves out what marks the targets and roles of inline markup.
    fn inline(&mut self, line: &str, at: usize) {
        let marks = [anchors(line), targets(line), roles(line)].concat();
        let cuts = marks
            .into_iter()
            .map(|mark| cut(at + mark.start..at + mark.end));
        self.edits.extend(cuts);
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Returns the punctuation that a line consists of.
pub(super) fn rule(line: &str) -> Option<char> {
    const MARKS: &str = "=-`:'\"~^_*+#<>.";
    let mark = line.chars().next().filter(|&c| MARKS.contains(c))?;
    (line.len() >= 3 && line.trim_end().chars().all(|c| c == mark)).then_some(mark)
}

fn is_simple_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains("= ") && line.chars().all(|c| matches!(c, '=' | ' '))
}

/// Returns the directive that a line starts: `code-block:: json` in `.. code-block:: json`.
fn directive(line: &str) -> Option<&str> {
    let directive = line.strip_prefix("..")?;
    Some(directive.trim_start()).filter(|text| text.len() < directive.len())
}

/// Returns the language of the code below a line, if it announces some: `.. code-block:: json`, `For example::`.
fn literal(line: &str) -> Option<&str> {
    let line = line.trim();
    if let Some(directive) = directive(line) {
        let (name, language) = directive.split_once("::")?;
        return matches!(name, "code-block" | "sourcecode" | "code").then_some(language.trim());
    }
    (line.ends_with("::") && !line.starts_with("..")).then_some("")
}

/// Returns `true` if a line can be the term of a definition.
fn is_term(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let marked = ["..", "- ", "* ", "+", "|", ":", "=", "#"]
        .iter()
        .any(|mark| line.starts_with(mark));
    let numbered = line
        .split_once(". ")
        .is_some_and(|(number, _)| number.parse::<u8>().is_ok());
    (1..=8).contains(&words) && !marked && !numbered && !line.ends_with(['.', ':'])
}

/// `:header-rows: 1` and its like.
fn is_field(line: &str) -> bool {
    line.strip_prefix(':').is_some_and(|rest| {
        rest.split_once(": ")
            .is_some_and(|(name, _)| !name.contains([' ', '`']))
    })
}

/// Anchors inside a cell: `.. _name:`.
fn anchors(line: &str) -> Vec<Range<usize>> {
    let starts = line.match_indices(".. _").map(|(start, _)| start);
    starts
        .filter_map(|start| line[start..].find(": ").map(|end| start..start + end + 1))
        .collect()
}

/// Returns the targets of links inside backticks: ` <target>` in `text <target>`_.
fn targets(line: &str) -> Vec<Range<usize>> {
    let starts = line.match_indices(" <").map(|(start, _)| start);
    let ends = |start: usize| line[start..].find(">`").map(|end| start..start + end + 1);
    starts
        .filter_map(ends)
        .filter(|range| !line[range.clone()].contains('`'))
        .collect()
}

/// Returns the role markers in front of interpreted text: `:ref:` in `:ref:`target``.
fn roles(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (end, _) in line.match_indices(":`") {
        let name = line[..end]
            .bytes()
            .rev()
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b':' | b'-' | b'_'))
            .count();
        if name > 0 && line[end - name..].starts_with(':') {
            found.push(end - name..end + 1);
        }
    }
    found
}
