//! The parts of a Markdown page that are not Markdown: comments, HTML tables, MDX components, directives, template
//! tags. Each is cut out, and its contents become separate blocks.

use std::ops::Range;

use super::prepared::{fences, holding, lines};
use super::tags::{Tag, attribute};
use super::{html, inline, json};
use crate::read::conventions::{code_shape, http_status};
use crate::read::document::{Block, BlockKind};
use crate::read::machine::listing;
use crate::read::text::{MarkKind, Text};

/// The attributes under which components carry their title.
const TITLES: &[&str] = &[
    "title", "question", "label", "header", "heading", "summary", "q", "path",
];

/// The attributes in which components about fields, which documentation of APIs also uses for errors, have the name of the field.
const FIELD_NAMES: &[&str] = &["name", "path"];

/// After so many brackets without a list of objects, no more are tried: each costs a long search.
const MOST_OTHER_BRACKETS: usize = 100;

/// Template tags are short.
const LONGEST_TEMPLATE: usize = 400;

/// The parts to leave out of the Markdown, and the blocks that they make.
#[derive(Default)]
pub(crate) struct Components {
    pub(crate) cuts: Vec<Range<usize>>,
    pub(crate) blocks: Vec<Block>,
    /// The ends of tags behind which a new paragraph begins: those of titled components that begin a line.
    pub(crate) breaks: Vec<usize>,
    open: Vec<OpenTag>,
    /// Offsets at which the nesting changes, for the dedent.
    nesting: Vec<(usize, usize)>,
    /// Components in a row that are the rows of a table.
    rows: Vec<html::AttributeRow>,
    unclosed: Vec<String>,
    /// How many brackets were found that hold no list of objects.
    other_brackets: usize,
}

/// A tag whose end was not found yet.
struct OpenTag {
    name: String,
    /// It opened a section.
    titled: bool,
    /// It began a line.
    breaks: bool,
}

/// Scans the part of a page that starts at `start`.
pub(crate) fn scan(source: &str, start: usize) -> Components {
    let mut found = Components::default();
    let fenced = fences(source);
    found.directives(source, start, &fenced);
    let mut i = start;
    while let Some(step) = source[i..].find(['<', '`', '{']) {
        let at = i + step;
        i = match holding(&fenced, at) {
            Some(fence) => fence.end,
            None => found.markup(source, at),
        };
    }
    found.end_rows();
    found.dedent(source);
    found
}

impl Components {
    fn block(&mut self, kind: BlockKind, at: usize) {
        self.blocks.push(Block { at, depth: 0, kind });
    }

    /// Takes what starts at `at`; returns where to go on.
    fn markup(&mut self, source: &str, at: usize) -> usize {
        let rest = &source[at..];
        if rest.starts_with('`') {
            return at + code_span(rest);
        }
        for (open, close) in [("<!--", "-->"), ("{/*", "*/}")] {
            if let Some(inside) = rest.strip_prefix(open) {
                let length = inside.find(close).unwrap_or(inside.len());
                self.comment(&inside[..length], at + open.len());
                let end = (at + open.len() + length + close.len()).min(source.len());
                self.cuts.push(at..end);
                return end;
            }
        }
        let near = rest.get(..rest.len().min(LONGEST_TEMPLATE)).unwrap_or("");
        let near = near.split('\n').next().unwrap_or("");
        for (open, close) in [("{{%", "%}}"), ("{{<", ">}}"), ("{%", "%}")] {
            if let Some(end) = near.find(close).filter(|_| near.starts_with(open)) {
                self.cuts.push(at..at + end + close.len());
                return at + end + close.len();
            }
        }
        match Tag::at(source, at) {
            Some(tag) if rest.starts_with('<') => self.tag(source, at, tag),
            _ if rest.starts_with("{[") => self.array(source, at + 1).unwrap_or(at + 1),
            _ => at + 1,
        }
    }

    /// Takes a list of objects in a program's notation that starts at `at`, such as `[{ code: 'no_key', … }]`, and returns its end.
    fn array(&mut self, source: &str, at: usize) -> Option<usize> {
        if self.other_brackets == MOST_OTHER_BRACKETS {
            return None;
        }
        let length = json::balanced(&source[at..]);
        let list = length.and_then(|length| listing::objects(&source[at..at + length]));
        let Some((length, table)) = length.zip(list) else {
            self.other_brackets += 1;
            return None;
        };
        let mut block = Block::from(table);
        block.relocate(&|offset| at + offset);
        self.blocks.push(block);
        self.cuts.push(at..at + length);
        Some(at + length)
    }

    /// A comment keeps its lines: hidden tables are lists of codes.
    fn comment(&mut self, inside: &str, at: usize) {
        for (range, line) in lines(inside) {
            // Tabs are what keeps a hidden table's columns apart, and they do not survive folding.
            let mut text = Text::default();
            for (i, part) in line
                .split('\t')
                .filter(|part| !part.trim().is_empty())
                .enumerate()
            {
                let offset = part.as_ptr() as usize - inside.as_ptr() as usize;
                if i > 0 {
                    text.push(" | ", at + offset);
                }
                text.push(part, at + offset);
            }
            if !text.is_empty() {
                self.block(BlockKind::Comment(text.trimmed()), at + range.start);
            }
        }
    }

    fn tag(&mut self, source: &str, at: usize, tag: Tag<'_>) -> usize {
        let name = tag.name.to_ascii_lowercase();
        let component = tag.is_component();
        match name.as_str() {
            // A list or a code in a table's cell is text of the cell.
            "dl" | "ul" | "ol" | "pre"
                if line_before(source, at).is_some_and(|line| line.starts_with('|')) =>
            {
                return at + 1;
            }
            "table" | "dl" | "ul" | "ol" if !tag.closes => return self.html(source, at, tag),
            _ if heading_level(&name, &tag).is_some() && !tag.closes => {
                return self.heading(source, at, tag);
            }
            "summary" if !tag.closes => {
                let end = self.element(source, at, tag, BlockKind::Open);
                if let Some(open) = self.open.last_mut() {
                    open.titled = true;
                }
                return end;
            }
            "details" | "div" | "section" | "article" | "p" | "center" | "main" | "aside"
            | "figure" | "summary" => {}
            "pre" | "script" | "style" if !tag.closes => return self.html(source, at, tag),
            _ if component => {}
            // Markdown takes an element with an expression of JSX for text.
            _ if source[at..tag.end].contains("={{") => {
                self.cuts.push(at..tag.end);
                return tag.end;
            }
            _ => return at + 1,
        }
        self.cuts.push(at..tag.end);
        if let Some(list) = source[at..tag.end].find("={[") {
            self.array(source, at + list + 2);
        } else if tag.closes {
            self.close(&name, at, tag.end);
        } else if tag.empty {
            self.empty_component(source, at, tag);
        } else {
            let title = component_title(&tag);
            self.open(name, at, tag.end, title, source);
        }
        tag.end
    }

    fn open(
        &mut self,
        name: String,
        at: usize,
        end: usize,
        title: Option<(&str, bool)>,
        source: &str,
    ) {
        let title = title.filter(|(title, _)| !title.is_empty());
        if let Some((title, coded)) = title {
            let offset = source[at..end].find(title).map_or(at, |i| at + i);
            let mut text = inline::line(title, offset);
            if coded {
                text.mark(0, MarkKind::Code);
            }
            self.block(BlockKind::Open(text), at);
        }
        let breaks = title.is_some() && line_before(source, at).is_some_and(str::is_empty);
        self.breaks.extend(breaks.then_some(end));
        self.open.push(OpenTag {
            name,
            titled: title.is_some(),
            breaks,
        });
        self.nesting.push((end, self.open.len()));
    }

    fn close(&mut self, name: &str, at: usize, end: usize) {
        let Some(i) = self.open.iter().rposition(|open| open.name == name) else {
            return;
        };
        for open in self.open.split_off(i) {
            if open.titled {
                self.block(BlockKind::Close(at), at);
            }
            self.breaks.extend(open.breaks.then_some(end));
        }
        self.nesting.push((at, self.open.len()));
    }

    /// `<ErrorRow code="…" status="…" />`, one after the other, are the rows of a table.
    fn empty_component(&mut self, source: &str, at: usize, tag: Tag<'_>) {
        let Some(row) = html::AttributeRow::of(source, at, tag) else {
            return;
        };
        if self.rows.last().is_some_and(|last| last.name != row.name) {
            self.end_rows();
        }
        self.rows.push(row);
    }

    fn end_rows(&mut self) {
        let table = html::AttributeRow::table(&self.rows);
        self.blocks.extend(table.map(Block::from));
        self.rows.clear();
    }

    /// Returns the end of the element. An unclosed table extends to the end of the page. Other unclosed tags contain
    /// nothing, and after the first one no other tag of that name is searched for its end, so that the time stays linear.
    fn end_of(&mut self, source: &str, at: usize, tag: Tag<'_>) -> usize {
        if self.unclosed.iter().any(|name| tag.is(name)) {
            return tag.end;
        }
        html::end_of_element(source, at, tag.name).unwrap_or_else(|| {
            self.unclosed.push(tag.name.to_string());
            if tag.is("table") {
                source.len()
            } else {
                tag.end
            }
        })
    }

    /// Returns a part in HTML: cut out and read by the HTML reader.
    fn html(&mut self, source: &str, at: usize, tag: Tag<'_>) -> usize {
        let end = self.end_of(source, at, tag);
        self.blocks.extend(html::part(&source[at..end], at));
        self.cuts.push(at..end);
        end
    }

    fn heading(&mut self, source: &str, at: usize, tag: Tag<'_>) -> usize {
        let level = heading_level(&tag.name.to_ascii_lowercase(), &tag).unwrap_or(6);
        self.element(source, at, tag, |text| BlockKind::Heading { level, text })
    }

    /// Returns an element that holds one line of text.
    fn element(
        &mut self,
        source: &str,
        at: usize,
        tag: Tag<'_>,
        kind: impl Fn(Text) -> BlockKind,
    ) -> usize {
        let end = self.end_of(source, at, tag);
        let inside = &source[tag.end..end];
        let text = inside.rfind("</").map_or(inside, |close| &inside[..close]);
        let text = inline::line(text, tag.end);
        if !text.is_empty() {
            self.block(kind(text), at);
        }
        self.cuts.push(at..end);
        end
    }

    /// Container lines (`:::tip`, `::item{label="…"}`), their YAML, and the imports of MDX.
    fn directives(&mut self, source: &str, start: usize, fenced: &[Range<usize>]) {
        let (mut titled, mut yaml): (Vec<bool>, Option<bool>) = (Vec::new(), None);
        for (range, line) in lines(source).filter(|(range, _)| range.start >= start) {
            let trimmed = line.trim();
            if let Some(inside) = yaml {
                yaml = ((trimmed == "---") != inside).then_some(true);
                if yaml.is_some() || trimmed == "---" {
                    self.cuts.push(range.clone());
                    continue;
                }
            }
            if holding(fenced, range.start).is_some() {
                continue;
            }
            if let Some(directive) = trimmed.strip_prefix("::") {
                self.cuts.push(range.clone());
                let directive = directive.trim_start_matches(':');
                yaml = (!directive.is_empty()).then_some(false);
                self.directive(directive, range.start, &mut titled);
            } else if is_module_line(line) {
                if let Some(value) = line.find("= [") {
                    self.array(source, range.start + value + 2);
                }
                self.cuts.push(range);
            }
        }
    }

    fn directive(&mut self, directive: &str, at: usize, titled: &mut Vec<bool>) {
        if directive.is_empty() {
            if titled.pop() == Some(true) {
                self.block(BlockKind::Close(at), at);
            }
            return;
        }
        let title = TITLES.iter().find_map(|title| attribute(directive, title));
        if let Some(title) = title {
            self.block(BlockKind::Open(inline::line(title, at)), at);
        }
        titled.push(title.is_some());
    }

    /// Moves what stands inside components to the left, or Markdown would take it for code.
    fn dedent(&mut self, source: &str) {
        self.nesting.sort_unstable();
        let mut nesting = self.nesting.iter().peekable();
        let mut bases: Vec<Option<usize>> = Vec::new();
        for (range, line) in lines(source) {
            while let Some(&&(_, depth)) = nesting.peek().filter(|&&&(at, _)| at <= range.start) {
                bases.resize(depth, None);
                nesting.next();
            }
            let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
            if line.trim().is_empty() {
                continue;
            }
            if let Some(base) = bases.last_mut() {
                let base = *base.get_or_insert(indent);
                self.cuts.push(range.start..range.start + indent.min(base));
            }
        }
    }
}

/// Returns the title of a component, and whether it is marked as a code: a field's name is, if its type is not one of data.
fn component_title<'a>(tag: &Tag<'a>) -> Option<(&'a str, bool)> {
    let find = |names: &[&str]| names.iter().find_map(|name| tag.attribute(name));
    let status = || {
        let mut values = ["value", "name"]
            .iter()
            .filter_map(|name| tag.attribute(name));
        values.find(|value| http_status::parse(value).is_some())
    };
    let is_field = tag.name.ends_with("Field");
    let other = || {
        tag.attribute("type")
            .is_some_and(|kind| !code_shape::is_data_type(kind))
    };
    let field = || find(FIELD_NAMES).filter(|_| is_field);
    let title = find(TITLES)
        .or_else(|| find(&html::CODES[..3]))
        .or_else(status);
    title
        .map(|title| (title, false))
        .or_else(|| Some((field()?, other())))
}

/// Returns what precedes a position on its line, unless that is long.
fn line_before(source: &str, at: usize) -> Option<&str> {
    const LONGEST: usize = 4096;
    let before = &source.as_bytes()[at.saturating_sub(LONGEST)..at];
    let length = before.iter().rev().position(|&byte| byte == b'\n');
    let length = length.or((at <= LONGEST).then_some(at))?;
    source.get(at - length..at).map(str::trim)
}

fn heading_level(name: &str, tag: &Tag<'_>) -> Option<u8> {
    html::heading(name).or_else(|| tag.attribute("as").and_then(html::heading))
}

fn is_module_line(line: &str) -> bool {
    let import =
        line.starts_with("import ") && (line.contains(" from ") || line.contains(['"', '\'']));
    import || line.starts_with("export const ") || line.starts_with("export default ")
}

/// Returns the length of the code span that starts here; of its opening backticks alone where none closes it nearby.
fn code_span(rest: &str) -> usize {
    let ticks = rest.bytes().take_while(|&b| b == b'`').count();
    let limit = rest.len().min(ticks + 1000);
    let near = &rest.as_bytes()[ticks..limit];
    let mut i = 0;
    while i < near.len() {
        let run = near[i..].iter().take_while(|&&b| b == b'`').count();
        if run == ticks {
            return ticks + i + run;
        }
        if near[i..].starts_with(b"\n\n") {
            break;
        }
        i += run.max(1);
    }
    ticks
}
