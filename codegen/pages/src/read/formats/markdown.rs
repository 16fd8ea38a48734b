//! Reads Markdown and MDX: everything that is not Markdown is cut out first, pipe tables included, and the rest is
//! given to pulldown-cmark.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::inline::Fold;
use super::prepared::{Edit, Prepared, cut, fences, lines};
use super::{components, inline, parameters, pipes, tabbed};
use crate::read::document::{Block, BlockKind, CodeBlock, Document, TextSlot};
use crate::read::text::{Text, run_length};

/// Reads a page.
pub(crate) fn read(source: &str) -> Document {
    let front = front_matter(source).unwrap_or_default();
    let found = components::scan(source, front.end);
    let mut cuts = found.cuts;
    cuts.push(0..front.end);
    cuts.extend(wide_definitions(source));
    cuts.extend(indented_lists(source));
    let (ranges, tables): (Vec<_>, Vec<_>) = parameters::tables(source).into_iter().unzip();
    cuts.extend(ranges);
    let cuts = cuts.into_iter().map(cut);
    let breaks = found.breaks.into_iter().map(|at| (at..at, "\n\n".into()));
    let prepared = Prepared::edited(source, cuts.chain(breaks).collect());
    let mut document = Document {
        title: front.title,
        blocks: found.blocks,
    };
    document.blocks.extend(tables);
    document.blocks.extend(blocks(prepared));
    document.order();
    document
}

/// Returns the spaces behind the colons of definitions that Markdown would take for those of code.
fn wide_definitions(source: &str) -> impl Iterator<Item = Range<usize>> {
    lines(source).filter_map(|(range, line)| {
        let spaces = run_length(line.strip_prefix(':')?, |&b| b == b' ');
        let start = range.start + 2;
        (spaces > 4).then(|| start..start + spaces - 1)
    })
}

/// Returns the indentation of lists right below headings, which Markdown would take for that of code.
fn indented_lists(source: &str) -> Vec<Range<usize>> {
    let (mut cuts, mut below, mut base) = (Vec::new(), false, 0);
    for (range, line) in lines(source) {
        let indent = run_length(line, |&b| b == b' ');
        let text = &line[indent..];
        if text.is_empty() {
            continue;
        }
        if below {
            let item = text.starts_with(['-', '*', '+']) && text[1..].starts_with(' ');
            base = if item && indent >= 4 { indent } else { 0 };
        }
        base = base.min(indent);
        if base > 0 {
            cuts.push(range.start..range.start + base);
        }
        below = line.starts_with('#');
    }
    cuts
}

/// Reads a page in other markup that these edits rewrite as Markdown.
pub(crate) fn read_edited(source: &str, edits: Vec<Edit>) -> Document {
    let prepared = Prepared::edited(source, edits);
    let mut document = read(&prepared.text);
    prepared.relocate(&mut document.blocks);
    document
}

/// Returns the blocks of a text in Markdown, with the offsets of the page it was prepared from.
fn blocks(mut prepared: Prepared) -> Vec<Block> {
    let fenced = fences(&prepared.text);
    let tables = pipes::tables(&prepared.text, &fenced);
    let mut tables = prepared.take(tables);
    let tabbed = tabbed::tables(&prepared.text, &fenced);
    tables.extend(prepared.take(tabbed));
    let mut reader = MarkdownReader::new(&prepared.text);
    let options =
        inline::OPTIONS | Options::ENABLE_DEFINITION_LIST | Options::ENABLE_HEADING_ATTRIBUTES;
    for (event, range) in Parser::new_ext(&prepared.text, options).into_offset_iter() {
        reader.event(&event, range);
    }
    reader.flush();
    let mut blocks = reader.document.blocks;
    blocks.extend(tables.into_iter().map(Block::from));
    prepared.relocate(&mut blocks);
    blocks
}

#[derive(Default)]
struct FrontMatter {
    title: Option<Text>,
    end: usize,
}

/// Returns the YAML or TOML in front of a page.
fn front_matter(source: &str) -> Option<FrontMatter> {
    let mut fences = ["---", "+++"].into_iter();
    let fence = fences.find(|fence| source.starts_with(fence))?;
    let close = source[3..].find(&format!("\n{fence}"))?;
    let end = 3 + close + 4;
    let parsed = (fence == "---").then(|| yaml_title(&source[3..3 + close]));
    let title = lines(&source[..end]).find_map(|(range, line)| {
        let value = line
            .strip_prefix("title")?
            .trim_start()
            .strip_prefix([':', '='])?;
        let text = value.trim().trim_matches(['"', '\'']);
        let at = range.start + line.find(text)?;
        let parsed = parsed.as_ref().and_then(Option::as_deref);
        Some(inline::line(parsed.unwrap_or(text), at)).filter(|text| !text.is_empty())
    });
    Some(FrontMatter { title, end })
}

/// Returns the title in YAML, which may be quoted, escaped or folded over several lines.
fn yaml_title(front: &str) -> Option<String> {
    let values: serde_yaml::Value = serde_yaml::from_str(front).ok()?;
    let title = values.get("title")?.as_str()?;
    Some(title.trim().to_owned())
}

struct MarkdownReader<'a> {
    source: &'a str,
    document: Document,
    fold: Fold,
    slot: TextSlot,
    depth: u8,
    code: Option<CodeBlock>,
}

impl<'a> MarkdownReader<'a> {
    fn new(source: &'a str) -> Self {
        MarkdownReader {
            source,
            document: Document::default(),
            fold: Fold::default(),
            slot: TextSlot::Paragraph,
            depth: 0,
            code: None,
        }
    }

    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Item | Tag::DefinitionListDefinition) => {
                self.start(self.slot);
                self.depth = self.depth.saturating_add(1);
                if matches!(event, Event::Start(Tag::Item)) {
                    self.slot = TextSlot::Item;
                }
            }
            Event::End(TagEnd::Item | TagEnd::DefinitionListDefinition) => {
                self.flush();
                self.depth = self.depth.saturating_sub(1);
            }
            Event::Start(Tag::Heading { level, .. }) => self.start(TextSlot::Heading(*level as u8)),
            Event::Start(Tag::DefinitionListTitle) => self.start(TextSlot::Term),
            Event::Start(Tag::CodeBlock(kind)) => self.start_code(kind, &range),
            Event::End(TagEnd::CodeBlock) => {
                if let Some(code) = self.code.take() {
                    self.document.push(self.depth, BlockKind::Code(code));
                }
            }
            Event::Text(text) if self.code.is_some() => self.code_text(text, range.start),
            Event::Start(Tag::List(_) | Tag::BlockQuote(_) | Tag::HtmlBlock)
            | Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::DefinitionListTitle
                | TagEnd::HtmlBlock,
            )
            | Event::Rule => self.flush(),
            Event::Html(_) => {}
            _ => {
                let origin = |i: usize| range.start + i;
                self.fold.event(event, &self.source[range.clone()], &origin);
            }
        }
    }

    fn start(&mut self, slot: TextSlot) {
        self.flush();
        self.slot = slot;
    }

    fn start_code(&mut self, kind: &CodeBlockKind<'_>, range: &Range<usize>) {
        self.flush();
        let info = match kind {
            CodeBlockKind::Fenced(info) => &**info,
            CodeBlockKind::Indented => "",
        };
        let (language, info) = info.split_once(' ').unwrap_or((info, ""));
        self.code = Some(CodeBlock {
            at: range.start,
            language: language.to_ascii_lowercase(),
            info: info.to_owned(),
            raw: String::new(),
        });
    }

    fn code_text(&mut self, text: &str, at: usize) {
        if let Some(code) = &mut self.code {
            if code.raw.is_empty() {
                code.at = at;
            }
            code.raw.push_str(text);
        }
    }

    fn flush(&mut self) {
        if self.fold.is_empty() {
            // An item may start with a nested list or code: the slot waits for text.
            self.fold.finish();
            return;
        }
        let slot = std::mem::take(&mut self.slot);
        let text = self.fold.finish();
        self.document.push(self.depth, slot.block(text));
    }
}
