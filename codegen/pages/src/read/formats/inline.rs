//! Folds inline Markdown and inline HTML to text that keeps its offsets.

use std::collections::HashMap;
use std::mem::discriminant;

use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, Tag, TagEnd};

use super::tags;
use crate::read::text::{MarkKind, Text};
use crate::read::words::{WordList, words};

/// The extensions of inline Markdown that pages use.
pub(super) const OPTIONS: Options = Options::ENABLE_STRIKETHROUGH.union(Options::ENABLE_MATH);

/// Folds one line of Markdown that starts at byte offset `at` of the page.
pub(crate) fn line(source: &str, at: usize) -> Text {
    if !source.contains(['`', '*', '[', '<', '&', '\\', '_', '~', '$']) {
        return Text::plain(source, at);
    }
    fold(source, &|offset| at + offset)
}

/// The targets of a page's links by their labels in lower case: `[label]: target`.
#[derive(Default)]
pub(crate) struct LinkTargets(HashMap<String, String>);

impl LinkTargets {
    /// Returns the targets that a page defines.
    pub(crate) fn of(source: &str) -> Self {
        let target = |line: &str| {
            let (label, target) = line.trim().strip_prefix('[')?.split_once("]:")?;
            let plain = !label.is_empty() && !label.contains(['[', ']']);
            plain.then(|| (label.to_lowercase(), target.trim().to_owned()))
        };
        LinkTargets(source.lines().filter_map(target).collect())
    }

    fn find<'l>(&self, link: &BrokenLink<'_>) -> Option<(CowStr<'l>, CowStr<'l>)> {
        let target = self.0.get(&link.reference.to_lowercase())?;
        Some((target.clone().into(), "".into()))
    }
}

/// Folds one line of Markdown whose links may have their targets elsewhere on the page.
pub(crate) fn linked_line(source: &str, at: usize, targets: &LinkTargets) -> Text {
    if targets.0.is_empty() || !source.contains('[') {
        return line(source, at);
    }
    fold_linked(source, targets, &|offset| at + offset)
}

/// Folds a field of a listing, which may hold Markdown or HTML for a site's generator.
pub(crate) fn field(source: &str, at: usize) -> Text {
    let marked = ["](", "`", "<br", "</"]
        .iter()
        .any(|mark| source.contains(mark));
    let items: Option<Vec<&str>> = source.trim().lines().map(item).collect();
    if let Some(items) = items.filter(|items| items.len() >= 2) {
        let mut text = Text::default();
        for item in items {
            text.join(&line(item, at));
            text.mark(text.len(), MarkKind::Break);
        }
        return text.trimmed();
    }
    if marked && !source.starts_with('<') {
        line(source, at)
    } else {
        Text::plain(source, at)
    }
}

/// Returns the text of an item of a list.
fn item(line: &str) -> Option<&str> {
    let line = line.trim();
    line.strip_prefix("* ").or_else(|| line.strip_prefix("- "))
}

/// Folds Markdown that was left inside an already folded text, such as the cell of an HTML table.
pub(crate) fn refold(text: Text) -> Text {
    let marked = text.contains(['`', '*', '[', '\\', '_']);
    if marked {
        fold(text.as_str(), &|offset| text.offset(offset))
    } else {
        text
    }
}

/// Folds Markdown; `origin` turns offsets into those of the page.
pub(crate) fn fold(source: &str, origin: &dyn Fn(usize) -> usize) -> Text {
    fold_linked(source, &LinkTargets::default(), origin)
}

fn fold_linked(source: &str, targets: &LinkTargets, origin: &dyn Fn(usize) -> usize) -> Text {
    // A cell that starts with `1.`, `-` or `#` is text: a word in front keeps it from being a list or heading.
    const GUARD: &str = "§ ";
    let guarded = format!("{GUARD}{}", source.trim_start().replace(['\n', '\r'], " "));
    let lead = source.len() - source.trim_start().len();
    let mut fold = Fold::default();
    let target = |link: BrokenLink<'_>| targets.find(&link);
    let parser = Parser::new_with_broken_link_callback(&guarded, OPTIONS, Some(target));
    for (event, range) in parser.into_offset_iter() {
        let (event, start) = match event {
            Event::Text(text) if range.start == 0 && text.starts_with(GUARD) => {
                fold.text.push(GUARD, origin(lead));
                let text = text[GUARD.len()..].to_owned();
                (Event::Text(text.into()), GUARD.len())
            }
            event => (event, range.start),
        };
        fold.event(&event, &guarded[range], &|i| {
            origin((start + i).saturating_sub(GUARD.len()) + lead)
        });
    }
    let text = fold.finish();
    text.slice(GUARD.len().min(text.len())..text.len())
}

/// Earlier marks that are open are dropped.
const MOST_OPEN: usize = 64;

/// Collects inline events into one text.
#[derive(Default)]
pub(crate) struct Fold {
    text: Text,
    open: Vec<(usize, MarkKind)>,
}

impl Fold {
    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(crate) fn finish(&mut self) -> Text {
        self.open.clear();
        loosened(std::mem::take(&mut self.text).trimmed())
    }

    /// Takes an inline event; `origin` gives the page's offset for an offset into `source`, the event's own text.
    pub(crate) fn event(
        &mut self,
        event: &Event<'_>,
        source: &str,
        origin: &dyn Fn(usize) -> usize,
    ) {
        match event {
            Event::Text(text) => self.text.push(text, origin(0)),
            Event::Code(code) | Event::InlineMath(code) => {
                let start = self.text.len();
                self.text
                    .push(code, origin(source.find(&**code).unwrap_or(0)));
                self.text.mark(start, MarkKind::Code);
            }
            Event::SoftBreak | Event::HardBreak => self.line_end(origin(0)),
            Event::InlineHtml(html) => self.html(html, origin(0)),
            Event::Start(Tag::Strong) => self.open(MarkKind::Strong),
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.open(MarkKind::Link(dest_url.to_string()))
            }
            Event::End(TagEnd::Strong) => self.close(|kind| *kind == MarkKind::Strong),
            Event::End(TagEnd::Link) => self.close(|kind| matches!(kind, MarkKind::Link(_))),
            _ => {}
        }
    }

    fn line_end(&mut self, at: usize) {
        self.text.push(" ", at);
        self.text.mark(self.text.len(), MarkKind::Break);
    }

    fn html(&mut self, html: &CowStr<'_>, at: usize) {
        let Some(tag) = tags::Tag::at(html, 0) else {
            return;
        };
        // `<reason>` written outside backticks is a placeholder that the reader of the page sees.
        if !tag.closes && !is_known(tag.name) && !tag.is_component() {
            self.text.push(html, at);
        }
        // Links in HTML inside Markdown often lead away from what the text is about.
        if !tag.is("a") {
            self.tag(&tag, at);
        }
    }

    /// Takes a tag inside a text.
    pub(crate) fn tag(&mut self, tag: &tags::Tag<'_>, at: usize) {
        let name = tag.name.to_ascii_lowercase();
        let mark = match name.as_str() {
            "br" | "p" | "li" | "div" => return self.line_end(at),
            "sup" if !tag.closes => return self.text.push("^", at),
            "a" => MarkKind::Link(tag.attribute("href").unwrap_or("").to_owned()),
            "code" | "tt" | "kbd" | "samp" => MarkKind::Code,
            "b" | "strong" => MarkKind::Strong,
            _ => return,
        };
        if tag.closes {
            self.close(|open| discriminant(open) == discriminant(&mark));
        } else {
            self.open(mark);
        }
    }

    pub(crate) fn push(&mut self, text: &str, at: usize) {
        self.text.push(text, at);
    }

    fn open(&mut self, kind: MarkKind) {
        // Unclosed marks would pile up on a damaged page.
        if self.open.len() >= MOST_OPEN {
            self.open.remove(0);
        }
        self.open.push((self.text.len(), kind));
    }

    fn close(&mut self, is: impl Fn(&MarkKind) -> bool) {
        if let Some(i) = self.open.iter().rposition(|(_, kind)| is(kind)) {
            let (start, kind) = self.open.remove(i);
            self.text.mark(start, kind);
        }
    }
}

/// Returns a text that starts with `** Name **` or `**Name **`: with these spaces it is not Markdown, but every reader takes it for strong.
fn loosened(text: Text) -> Text {
    const FENCE: &str = "**";
    let length = |text: &Text| {
        let inner = text.strip_prefix(FENCE)?;
        let end = inner.find(FENCE)?;
        let name = inner[..end].trim();
        (!name.is_empty() && name.len() < end).then_some(end)
    };
    let Some(end) = length(&text) else {
        return text;
    };
    let mut strong = text.slice(FENCE.len()..FENCE.len() + end);
    strong.mark(0, MarkKind::Strong);
    let rest = text.tail(FENCE.len() * 2 + end);
    if !rest.is_empty() {
        let at = rest.at();
        strong.push(" ", at);
        strong.mark(strong.len(), MarkKind::Break);
        strong.append(&rest);
    }
    strong
}

/// Returns `true` if HTML knows the element, so that its tag is markup and not a placeholder.
pub(crate) fn is_known(name: &str) -> bool {
    static KNOWN: WordList = words!("html_elements");
    KNOWN
        .binary_search(&name.to_ascii_lowercase().as_str())
        .is_ok()
}

/// Returns the characters of a reference such as `&rsquo;`. pulldown-cmark has HTML's whole table.
pub(crate) fn entity(reference: &str) -> Option<String> {
    match Parser::new(reference).nth(1) {
        Some(Event::Text(text)) if *text != *reference => Some(text.to_string()),
        _ => None,
    }
}
