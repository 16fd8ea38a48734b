//! All texts of a page with the headings above them, so that a condition can look for a wording.

use api_error_catalog_model::source::Span;

use crate::read::document::{BlockKind, Document};
use crate::read::headings;
use crate::read::text::Text;

/// The texts of a page: running text, headings, cells, code, hidden comments. Markup, the targets of links and white
/// space are not part of them.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct PageTexts {
    /// Each text with the index of its headings in `paths`.
    texts: Vec<(Text, usize)>,
    /// The texts of joined pages, each with the position at which its spans begin.
    further: Vec<(usize, PageTexts)>,
    /// The headings above, outermost first.
    paths: Vec<Vec<String>>,
}

impl PageTexts {
    pub(crate) fn new(document: Document) -> PageTexts {
        let mut texts = PageTexts {
            texts: Vec::new(),
            paths: vec![Vec::new()],
            further: Vec::new(),
        };
        let mut open: Vec<(u8, String)> = Vec::new();
        for block in document.blocks {
            if let BlockKind::Heading { level, text } = &block.kind {
                while open.last().is_some_and(|(outer, _)| outer >= level) {
                    open.pop();
                }
                open.push((*level, text.as_str().to_owned()));
                let nearest = &open[open.len().saturating_sub(DEEPEST)..];
                let path = nearest.iter().map(|(_, title)| title.clone());
                texts.paths.push(path.collect());
            }
            let path = texts.paths.len() - 1;
            let hidden = match &block.kind {
                BlockKind::Comment(text) => Some(text.clone()),
                BlockKind::Code(code) => Some(Text::plain(&code.raw, code.at)),
                _ => None,
            };
            let own = block.texts().cloned().chain(hidden);
            texts.texts.extend(own.map(|text| (text, path)));
        }
        texts
    }

    /// Adds the texts of another page, whose spans begin at this position.
    pub(crate) fn join(&mut self, start: usize, other: PageTexts) {
        self.further.push((start, other));
    }

    pub(crate) fn find(&self, wanted: &str, section: &[String]) -> Vec<Span> {
        let is_in = |path: &Vec<String>| headings::is_in(section, path);
        let inside: Vec<bool> = self.paths.iter().map(is_in).collect();
        let here = |path: usize| inside.get(path) == Some(&true);
        let here = self.texts.iter().filter(|(_, path)| here(*path));
        let found = here.flat_map(|(text, _)| {
            positions(text.as_str(), wanted)
                .map(|at| text.offset(at)..text.offset(at + wanted.len()))
        });
        let further = self.further.iter().flat_map(|(start, texts)| {
            let found = texts.find(wanted, section).into_iter();
            found.map(move |span| span.start + start..span.end + start)
        });
        found.chain(further).collect()
    }

    pub(crate) fn has_section(&self, section: &[String]) -> bool {
        let further = || {
            self.further
                .iter()
                .any(|(_, texts)| texts.has_section(section))
        };
        self.paths.iter().any(|path| headings::is_in(section, path)) || further()
    }
}

/// Deeper sections keep the nearest headings only.
const DEEPEST: usize = 16;

/// Where `wanted` is and is not part of a longer word.
fn positions<'t>(text: &'t str, wanted: &'t str) -> impl Iterator<Item = usize> + 't {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let goes_on = move |inner: Option<char>, outer: Option<char>| {
        inner.is_some_and(is_word) && outer.is_some_and(is_word)
    };
    text.match_indices(wanted)
        .map(|(at, _)| at)
        .filter(move |&at| {
            let before = text[..at].chars().next_back();
            let after = text[at + wanted.len()..].chars().next();
            !goes_on(wanted.chars().next(), before) && !goes_on(wanted.chars().next_back(), after)
        })
}
