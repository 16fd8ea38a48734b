//! Reads HTML: whole pages, and the parts that stand inside Markdown.
//!
//! A scanner of its own rather than an HTML parser, because every fact needs its offset, which the parsers' trees
//! have dropped, and because building a tree is not linear on hostile nesting.

use super::inline::{self, Fold};
use super::tags::Tag;
use crate::read::document::{Block, BlockKind, CodeBlock, Document, TextSlot};
use crate::read::text::Text;

mod cells;
use cells::Grid;
pub(crate) use cells::{AttributeRow, CODES};

/// Lists deeper than this count as this deep.
const DEEPEST: u8 = 40;

/// Reads a whole page.
pub(crate) fn read(source: &str) -> Document {
    let mut reader = HtmlReader::new(source, 0, false);
    reader.run();
    let mut document = Document {
        title: reader.title,
        blocks: reader.blocks,
    };
    document.order();
    document
}

/// Reads a part of a Markdown page that starts at byte offset `base`; its cells may hold Markdown.
pub(crate) fn part(source: &str, base: usize) -> Vec<Block> {
    let mut reader = HtmlReader::new(source, base, true);
    reader.run();
    reader.blocks
}

/// Returns the offset behind the element that starts at `start`, if it is closed.
pub(crate) fn end_of_element(source: &str, start: usize, name: &str) -> Option<usize> {
    let (mut depth, mut i) = (0_usize, start);
    while let Some(step) = source[i..].find('<') {
        let at = i + step;
        i = at + 1;
        let Some(tag) = Tag::at(source, at).filter(|tag| tag.is(name)) else {
            continue;
        };
        i = tag.end;
        depth = if tag.closes {
            depth.saturating_sub(1)
        } else {
            depth + usize::from(!tag.empty)
        };
        if depth == 0 {
            return Some(i);
        }
    }
    None
}

#[derive(Default)]
struct HtmlReader<'a> {
    source: &'a str,
    base: usize,
    /// Text may hold Markdown.
    mixed: bool,
    title: Option<Text>,
    blocks: Vec<Block>,
    fold: Fold,
    slot: TextSlot,
    /// The text is the page's title.
    titling: bool,
    depth: u8,
    table: Option<Grid>,
    /// Tables inside a cell, whose tags are ignored.
    inner_tables: usize,
    code: Option<(usize, String)>,
    /// `<details>` that were given a title.
    titled: Vec<bool>,
}

impl<'a> HtmlReader<'a> {
    fn new(source: &'a str, base: usize, mixed: bool) -> Self {
        HtmlReader {
            source,
            base,
            mixed,
            ..HtmlReader::default()
        }
    }

    fn run(&mut self) {
        let mut i = 0;
        while let Some(step) = self.source[i..].find('<') {
            let at = i + step;
            self.characters(i..at);
            i = self.markup(at);
        }
        self.characters(i..self.source.len());
        self.end_code();
        self.end_table();
        self.flush();
    }

    /// Takes the markup at `at`; returns where to go on.
    fn markup(&mut self, at: usize) -> usize {
        let rest = &self.source[at..];
        if let Some(inside) = rest.strip_prefix("<!--") {
            let length = inside.find("-->").unwrap_or(inside.len());
            let text = Text::plain(&inside[..length], self.base + at + 4);
            if !text.is_empty() {
                self.push(BlockKind::Comment(text));
            }
            return (at + length + 7).min(self.source.len());
        }
        if ["<!", "<?", "<%"].iter().any(|open| rest.starts_with(open)) {
            return at + rest.find('>').map_or(rest.len(), |end| end + 1);
        }
        match Tag::at(self.source, at) {
            Some(tag) if inline::is_known(tag.name) || tag.closes || !self.mixed => {
                self.tag(at, tag)
            }
            _ => {
                self.characters(at..at + 1);
                at + 1
            }
        }
    }

    fn characters(&mut self, range: std::ops::Range<usize>) {
        let mut i = range.start;
        while i < range.end {
            let rest = &self.source[i..range.end];
            let plain = rest.find('&').unwrap_or(rest.len());
            self.append(&rest[..plain], i);
            i += plain;
            let rest = &self.source[i..range.end];
            if rest.is_empty() {
                break;
            }
            let end = rest.bytes().take(32).position(|b| b == b';');
            let reference = end.map_or("&", |end| &rest[..=end]);
            match inline::entity(reference) {
                Some(text) => {
                    self.append(&text, i);
                    i += reference.len();
                }
                None => {
                    self.append("&", i);
                    i += 1;
                }
            }
        }
    }

    fn append(&mut self, text: &str, at: usize) {
        match &mut self.code {
            Some((_, raw)) => raw.push_str(text),
            None => self.fold.push(text, self.base + at),
        }
    }

    fn tag(&mut self, at: usize, tag: Tag<'_>) -> usize {
        let name = tag.name.to_ascii_lowercase();
        match (name.as_str(), tag.closes) {
            ("script" | "style" | "svg" | "template" | "noscript" | "footer", false)
                if !tag.empty =>
            {
                let close = format!("</{name}");
                let found = self.source[tag.end..].find(&close);
                return found.map_or(self.source.len(), |end| tag.end + end);
            }
            ("table" | "tr" | "td" | "th" | "thead" | "tbody" | "tfoot" | "caption", _) => {
                self.table_tag(&name, at, tag)
            }
            _ if self.table.as_ref().is_some_and(Grid::in_cell) => {
                self.fold.tag(&tag, self.base + at)
            }
            ("pre", false) => {
                self.flush();
                self.code = Some((self.base + tag.end, String::new()));
            }
            ("pre", true) => self.end_code(),
            ("ul" | "ol", _) => {
                self.flush();
                self.depth = if tag.closes {
                    self.depth.saturating_sub(1)
                } else {
                    (self.depth + 1).min(DEEPEST)
                };
            }
            ("li" | "dt" | "dd" | "summary" | "title" | "details", _) => {
                self.block_tag(&name, at, tag.closes)
            }
            (_, closes) if heading(&name).is_some() => {
                self.flush();
                self.slot = heading(&name)
                    .filter(|_| !closes)
                    .map_or(TextSlot::Paragraph, TextSlot::Heading);
            }
            (
                "p" | "div" | "section" | "article" | "hr" | "dl" | "body" | "head" | "header"
                | "nav" | "main" | "blockquote" | "figure" | "form" | "aside",
                _,
            ) => self.flush(),
            _ => self.fold.tag(&tag, self.base + at),
        }
        tag.end
    }

    fn block_tag(&mut self, name: &str, at: usize, closes: bool) {
        self.flush();
        self.slot = match (name, closes) {
            ("li", false) => TextSlot::Item,
            ("dt", false) => TextSlot::Term,
            ("summary", false) => {
                if let Some(titled) = self.titled.last_mut() {
                    *titled = true;
                }
                TextSlot::Open
            }
            _ => TextSlot::Paragraph,
        };
        self.titling = (name, closes) == ("title", false);
        match (name, closes) {
            ("details", false) => self.titled.push(false),
            ("details", true) if self.titled.pop() == Some(true) => {
                self.push(BlockKind::Close(self.base + at))
            }
            ("dd", closes) => self.depth = if closes { 0 } else { 1 },
            ("dt", false) => self.depth = 0,
            ("li", false) => self.depth = self.depth.max(1),
            _ => {}
        }
    }

    fn table_tag(&mut self, name: &str, at: usize, tag: Tag<'_>) {
        let in_cell = self.table.as_ref().is_some_and(Grid::in_cell);
        match (name, tag.closes) {
            ("table", false) if in_cell => self.inner_tables += 1,
            ("table", true) if self.inner_tables > 0 => self.inner_tables -= 1,
            _ if self.inner_tables > 0 => self.fold.push(" ", self.base + at),
            ("table", closes) => {
                self.end_table();
                self.flush();
                self.table = (!closes).then(|| Grid::new(self.base + at));
            }
            ("td" | "th", closes) => {
                self.end_cell();
                if let Some(table) = self.table.as_mut().filter(|_| !closes) {
                    table.open_cell(
                        name == "th",
                        tag.attribute("colspan"),
                        tag.attribute("rowspan"),
                    );
                }
            }
            ("tr", _) => {
                self.end_cell();
                if let Some(table) = &mut self.table {
                    table.end_row();
                }
            }
            _ => self.end_cell(),
        }
    }

    fn end_cell(&mut self) {
        let Some(table) = self.table.as_mut().filter(|table| table.in_cell()) else {
            self.flush();
            return;
        };
        let text = self.fold.finish();
        table.close_cell(if self.mixed {
            // A cell may begin with a heading.
            let plain = text.trim_start_matches('#').trim_start();
            inline::refold(text.tail(text.len() - plain.len()))
        } else {
            text
        });
    }

    fn end_table(&mut self) {
        self.end_cell();
        if let Some(table) = self.table.take().and_then(Grid::finish) {
            self.push(BlockKind::Table(table));
        }
        self.inner_tables = 0;
    }

    fn end_code(&mut self) {
        if let Some((at, raw)) = self.code.take() {
            let code = CodeBlock {
                at,
                raw,
                ..CodeBlock::default()
            };
            self.push(BlockKind::Code(code));
        }
    }

    fn flush(&mut self) {
        let text = self.fold.finish();
        let slot = std::mem::take(&mut self.slot);
        let titling = std::mem::take(&mut self.titling);
        if text.is_empty() {
            return;
        }
        let text = if self.mixed {
            inline::refold(text)
        } else {
            text
        };
        if titling {
            self.title = Some(text);
        } else {
            self.push(slot.block(text));
        }
    }

    fn push(&mut self, kind: BlockKind) {
        self.blocks.push(Block::new(self.depth, kind));
    }
}

/// Returns the level of a heading by its name.
pub(crate) fn heading(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h' | b'H', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    }
}
