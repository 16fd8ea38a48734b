//! The common form of every page: a flat list of blocks in page order.
//!
//! Nesting is a number (`depth`), not a tree: no reader and no later stage needs recursion, and blocks that
//! different readers cut out of one page are put back in order by their offsets.

use crate::read::conventions::roles;
use crate::read::text::Text;

/// Deeper components share one level.
const DEEPEST: u8 = 100;

#[derive(Debug, Default)]
pub(crate) struct Document {
    pub(crate) title: Option<Text>,
    pub(crate) blocks: Vec<Block>,
}

impl Document {
    pub(crate) fn push(&mut self, depth: u8, kind: BlockKind) {
        self.blocks.push(Block::new(depth, kind));
    }

    /// Puts blocks of several readers in page order, and turns titled components into sections: one level below
    /// the heading above them, with the headings inside them one level further down.
    pub(crate) fn order(&mut self) {
        self.blocks.sort_by_key(|block| block.at);
        let mut outer: Vec<(u8, u8)> = Vec::new();
        let mut last = 0;
        for block in &mut self.blocks {
            let floor = outer.last().map_or(0, |&(level, _)| level + 1);
            match &mut block.kind {
                BlockKind::Heading { level, .. } => {
                    *level = (*level).max(floor);
                    last = *level;
                }
                BlockKind::Open(text) => {
                    let level = (last + 1).max(floor).min(DEEPEST);
                    outer.push((level, last));
                    last = level;
                    block.kind = BlockKind::Heading {
                        level,
                        text: std::mem::take(text),
                    };
                }
                BlockKind::Close(at) => {
                    let (level, before) = outer.pop().unwrap_or((DEEPEST, last));
                    last = before;
                    block.kind = BlockKind::Heading {
                        level,
                        text: Text::empty(*at),
                    };
                }
                _ => {}
            }
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// Byte offset on the page.
    pub(crate) at: usize,
    /// The number of lists or definitions that contain the block.
    pub(crate) depth: u8,
    pub(crate) kind: BlockKind,
}

impl Block {
    pub(crate) fn new(depth: u8, kind: BlockKind) -> Block {
        Block {
            at: kind.at(),
            depth,
            kind,
        }
    }

    /// Moves everything in the block from its offset in a prepared text to the one on the page.
    pub(crate) fn relocate(&mut self, origin: &dyn Fn(usize) -> usize) {
        self.at = origin(self.at);
        match &mut self.kind {
            BlockKind::Heading { text, .. }
            | BlockKind::Open(text)
            | BlockKind::Paragraph(text)
            | BlockKind::Item(text)
            | BlockKind::Term(text)
            | BlockKind::Comment(text) => text.relocate(origin),
            BlockKind::Table(table) => {
                table.at = origin(table.at);
                table.cells_mut().for_each(|cell| cell.relocate(origin));
            }
            BlockKind::Close(at) | BlockKind::Code(CodeBlock { at, .. }) => *at = origin(*at),
        }
    }

    /// Removes the symbols in front of texts, such as emoji.
    pub(crate) fn remove_symbols(&mut self) {
        match &mut self.kind {
            BlockKind::Heading { text, .. }
            | BlockKind::Paragraph(text)
            | BlockKind::Item(text)
            | BlockKind::Term(text) => text.remove_symbols(),
            BlockKind::Table(table) => table.cells_mut().for_each(Text::remove_symbols),
            _ => {}
        }
    }

    /// Returns the texts that a reader of the page sees, except code.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &Text> {
        let (one, table) = match &self.kind {
            BlockKind::Heading { text, .. }
            | BlockKind::Paragraph(text)
            | BlockKind::Item(text)
            | BlockKind::Term(text) => (Some(text), None),
            BlockKind::Table(table) => (None, Some(table)),
            _ => (None, None),
        };
        one.into_iter()
            .chain(table.into_iter().flat_map(Table::cells))
    }

    /// Returns the text of a paragraph, item or heading.
    pub(crate) fn text(&self) -> Option<&Text> {
        match &self.kind {
            BlockKind::Paragraph(text)
            | BlockKind::Item(text)
            | BlockKind::Heading { text, .. } => Some(text),
            _ => None,
        }
    }
}

impl From<Table> for Block {
    fn from(table: Table) -> Block {
        Block::new(0, BlockKind::Table(table))
    }
}

/// The kind of block that the text a reader collects becomes.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) enum TextSlot {
    #[default]
    Paragraph,
    Heading(u8),
    Item,
    Term,
    Open,
}

impl TextSlot {
    pub(crate) fn block(self, text: Text) -> BlockKind {
        match self {
            TextSlot::Paragraph => BlockKind::Paragraph(text),
            TextSlot::Heading(level) => BlockKind::Heading { level, text },
            TextSlot::Item => BlockKind::Item(text),
            TextSlot::Term => BlockKind::Term(text),
            TextSlot::Open => BlockKind::Open(text),
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) enum BlockKind {
    /// With an empty text it only ends the sections of its level and below.
    Heading {
        level: u8,
        text: Text,
    },
    /// The start of a component with a title; [`Document::order`] turns it into a heading.
    Open(Text),
    /// The end of the latest open component.
    Close(usize),
    Paragraph(Text),
    /// The start of a list's item with its first paragraph; the block's depth is at least 1.
    Item(Text),
    /// A definition list's term; its definitions are paragraphs of depth 1.
    Term(Text),
    Table(Table),
    Code(CodeBlock),
    /// A comment that a reader of the page does not see.
    Comment(Text),
}

impl BlockKind {
    fn at(&self) -> usize {
        match self {
            BlockKind::Heading { text, .. }
            | BlockKind::Open(text)
            | BlockKind::Paragraph(text)
            | BlockKind::Item(text)
            | BlockKind::Term(text)
            | BlockKind::Comment(text) => text.at(),
            BlockKind::Close(at) => *at,
            BlockKind::Table(table) => table.at,
            BlockKind::Code(code) => code.at,
        }
    }
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    pub(crate) at: usize,
    /// Empty where the page gives the table no header.
    pub(crate) header: Vec<Text>,
    pub(crate) rows: Vec<Vec<Text>>,
    /// Its cells were guessed apart, not marked on the page.
    pub(crate) guessed: bool,
}

impl Table {
    /// Returns a table without cells.
    pub(crate) fn new(at: usize) -> Table {
        Table {
            at,
            ..Table::default()
        }
    }

    /// Makes the first row the header.
    pub(crate) fn head_first_row(&mut self) {
        if !self.rows.is_empty() {
            self.header = self.rows.remove(0);
        }
    }

    /// Makes the header the first row.
    pub(crate) fn unhead(&mut self) {
        self.rows.insert(0, std::mem::take(&mut self.header));
    }

    /// Returns the cells of the header and of all rows.
    pub(crate) fn cells(&self) -> impl Iterator<Item = &Text> {
        self.header.iter().chain(self.rows.iter().flatten())
    }

    fn cells_mut(&mut self) -> impl Iterator<Item = &mut Text> {
        let header = self.header.iter_mut();
        header.chain(self.rows.iter_mut().flatten())
    }

    pub(crate) fn width(&self) -> usize {
        let widest = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        widest.max(self.header.len())
    }

    /// Returns the number of rows that name a failure.
    pub(crate) fn failures(&self) -> usize {
        let fails = |row: &&Vec<Text>| row.iter().any(|cell| roles::names_failure(cell));
        self.rows.iter().filter(fails).count()
    }

    /// Returns the cell's text, empty where the row is short.
    pub(crate) fn column(&self, column: usize) -> impl Iterator<Item = Option<&Text>> {
        self.rows
            .iter()
            .map(move |row| row.get(column).filter(|cell| !cell.is_empty()))
    }
}

#[derive(Debug, Clone, Default)]
pub(crate) struct CodeBlock {
    pub(crate) at: usize,
    pub(crate) language: String,
    /// What follows the language in the line above the code.
    pub(crate) info: String,
    /// The text of the page, with its indentation.
    pub(crate) raw: String,
}
