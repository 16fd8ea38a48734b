//! Makes mentions of lists: bullets, definitions, lines and paragraphs that start with a code or a status.

use std::slice;

use super::labels;
use super::leads::{self, LeadSetting, Leads};
use super::mention::{Mention, MentionKind};
use super::opening::Opening;
use crate::page::WordingOrigin;
use crate::read::conventions::roles;
use crate::read::document::{Block, BlockKind, Table};
use crate::read::text::{MarkKind, Text};

/// An item with all its contents.
#[derive(Debug, Default)]
pub(super) struct Item {
    pub(super) text: Text,
    /// Items of the lists inside it, one level down.
    pub(super) inner: Vec<Text>,
    /// Further paragraphs.
    pub(super) more: Vec<Text>,
    /// Positions of its code blocks among the list's blocks.
    pub(super) codes: Vec<usize>,
}

impl Item {
    pub(super) fn of_line(text: Text) -> Self {
        Item {
            text,
            ..Item::default()
        }
    }
}

/// Groups the blocks of one list, or of one run of definitions, by item.
pub(super) fn items(blocks: &[Block]) -> Vec<Item> {
    let top = blocks.first().map_or(0, |block| block.depth);
    let mut items: Vec<Item> = Vec::new();
    for (i, block) in blocks.iter().enumerate() {
        let last = items.last_mut();
        match (&block.kind, last) {
            (BlockKind::Term(text), _) => items.push(Item::of_line(text.clone())),
            (BlockKind::Item(text), _) if block.depth <= top => {
                items.push(Item::of_line(text.clone()))
            }
            (BlockKind::Item(text), Some(item)) if block.depth == top + 1 => {
                item.inner.push(text.clone())
            }
            (BlockKind::Paragraph(text), Some(item)) if block.depth <= top + 1 => {
                item.more.push(text.clone())
            }
            (BlockKind::Code(_), Some(item)) => item.codes.push(i),
            _ => {}
        }
    }
    items
}

/// Returns the table that a list of lists stands for: each item is a row, the items inside it are the other cells, and the
/// first item is the header.
pub(super) fn table(items: &[Item]) -> Option<Table> {
    let cells = |item: &Item| item.more.is_empty() && item.codes.is_empty();
    let width = items.first()?.inner.len();
    let even = items
        .iter()
        .all(|item| item.inner.len() == width && cells(item));
    let row = |item: &Item| [slice::from_ref(&item.text), &item.inner].concat();
    let mut rows = items.iter().map(row);
    let mut table = Table::new(items.first()?.text.at());
    table.header = rows.next()?;
    table.rows = rows.collect();
    // `Status: 404` is a label with its value.
    let has_value = |cell: &Text| labels::split(cell).is_some_and(|(_, value)| !value.is_empty());
    let known = |cell: &&Text| roles::of_header(cell).is_some() && !has_value(cell);
    let named = table.header.iter().filter(known).count() * 2 > table.header.len();
    (even && width > 0 && named && table.rows.len() >= 2).then_some(table)
}

/// How the items of a list begin, if they begin with codes or statuses.
pub(super) fn leads(items: &[Item], setting: LeadSetting<'_>) -> Option<Leads> {
    let texts: Vec<&Text> = items.iter().map(|item| &item.text).collect();
    leads::read(&texts, setting)
}

/// Returns an item as a mention.
pub(super) fn mention(item: &Item, opening: Opening, origin: WordingOrigin) -> Option<Mention> {
    if !opening.is_key() {
        return None;
    }
    let kind = if opening.codes.is_empty() {
        MentionKind::Status
    } else {
        MentionKind::Error
    };
    let mut mention = Mention::new(kind, origin, item.text.at());
    mention.codes = opening.codes;
    mention.statuses = opening.statuses;
    mention.facts.name = opening.name;
    mention.facts.description = opening.rest;
    more(item, &mut mention, origin);
    labels::take_status(&mut mention);
    let facts = &mut mention.facts;
    if facts.description.is_none() && kind == MentionKind::Error {
        facts.description = facts.name.take_if(|name| name.contains(' '));
    }
    Some(mention)
}

/// Returns the errors listed inside the item of a status.
pub(super) fn inner(
    item: &Item,
    opening: &Opening,
    setting: LeadSetting<'_>,
) -> Option<Vec<Mention>> {
    let items: Vec<Item> = item.inner.iter().cloned().map(Item::of_line).collect();
    let openings = leads(&items, setting)?.openings;
    if openings.iter().all(|opening| opening.codes.is_empty()) {
        return None;
    }
    let mentions = items
        .iter()
        .zip(openings)
        .filter_map(|(inner, opening)| mention(inner, opening, WordingOrigin::List));
    let with_status = |mut mention: Mention| {
        if mention.statuses.is_empty() {
            mention.statuses.clone_from(&opening.statuses);
        }
        mention
    };
    Some(mentions.map(with_status).collect())
}

/// Adds the paragraphs and lists inside an item to its mention.
fn more(item: &Item, mention: &mut Mention, origin: WordingOrigin) {
    let mut waiting = None;
    for text in &item.more {
        match labels::split(text) {
            Some((role, rest)) if rest.is_empty() => waiting = Some(role),
            Some((role, rest)) => labels::add(mention, role, rest, origin),
            None if mention.facts.description.is_none() => {
                mention.facts.description = Some(text.clone());
            }
            None => {
                let note = (text.clone(), WordingOrigin::Note);
                mention.facts.wordings.push(note);
            }
        }
    }
    let introduced = || roles::of_introduction(mention.facts.description.as_ref()?);
    let about = waiting.or_else(introduced);
    let labeled: Option<Vec<_>> = item.inner.iter().map(labels::split_any).collect();
    if let Some(labeled) = labeled.filter(|labeled| labeled.len() >= 2) {
        for (role, _, text) in labeled {
            labels::add(mention, role, text, origin);
        }
        return;
    }
    // Where and when an error occurs may be stated before it is described, but not in a sentence.
    let sentence = |text: &&Text| text.ends_with('.') && text.contains(' ');
    let first = item.inner.first().filter(|first| !sentence(first));
    let described = first.and_then(|_| item.inner.iter().find(sentence));
    let described = described.filter(|text| about.is_none() && labels::split(text).is_none());
    if mention.facts.description.is_none() {
        mention.facts.description = described.cloned();
    }
    for inner in &item.inner {
        match (labels::split(inner), about) {
            (None, None) if described == Some(inner) => {}
            (Some((role, rest)), _) => labels::add(mention, role, rest, origin),
            (None, Some(role)) => labels::add(mention, role, inner.clone(), origin),
            (None, None) if mention.facts.description.is_none() => {
                mention.facts.description = Some(inner.clone());
            }
            (None, None) => {
                let note = (inner.clone(), WordingOrigin::Note);
                mention.facts.wordings.push(note);
            }
        }
    }
}

/// `Missing key: "No key was sent."`, where the message is marked as code: an error known by its message alone.
pub(super) fn message(item: &Item) -> Option<Mention> {
    let text = item.text.as_str();
    let colon = text.find([':', '–', '—']).filter(|&end| end <= 60)?;
    let mark = item
        .text
        .marked(MarkKind::Code)
        .find(|mark| mark.start > colon)?;
    let between = text
        .get(colon..mark.start)?
        .trim_matches([':', '–', '—', ' ']);
    let quoted = &text[mark.clone()];
    if !between.is_empty() || mark.end < text.len() || quoted.split_whitespace().count() < 3 {
        return None;
    }
    let mut mention = Mention::new(MentionKind::Error, WordingOrigin::Message, item.text.at());
    let plain = quoted.trim_matches(['"', '\'']);
    // A quoted message may itself end with a quotation.
    let plain = if plain.matches('"').count() % 2 == 1 {
        quoted
            .trim_start_matches(['"', '\''])
            .trim_end_matches('\'')
    } else {
        plain
    };
    let message = Text::plain(plain, item.text.offset(mark.start));
    mention.facts.name = Some(item.text.slice(0..colon));
    mention.facts.wordings = vec![(message.clone(), WordingOrigin::Message)];
    mention.facts.description = Some(message);
    Some(mention)
}
