//! Every text of a page with the headings above it, to look words up in.

use super::{ReadError, document, text_of};
use crate::Hint;
use crate::read::document::{Block, Kind};
use crate::read::headings;
use crate::read::place::{At, Lines};
use crate::read::text::Text;

/// The texts of a page: running text, headings, cells, code, hidden comments. Markup, the targets of links and white
/// space are no part of them.
pub struct Texts<'a> {
    lines: Lines<'a>,
    /// Each with the place of its headings in `paths`.
    texts: Vec<(Text, usize)>,
    /// The headings above, outermost first.
    paths: Vec<Vec<String>>,
}

impl<'a> Texts<'a> {
    /// Reads the texts of a page, in the form that a hint tells or that it seems to have.
    ///
    /// # Errors
    ///
    /// As [`read`](crate::read).
    pub fn read(name: &str, bytes: &'a [u8], hints: &[Hint]) -> Result<Texts<'a>, ReadError> {
        let source = text_of(bytes)?;
        let mut texts = Texts {
            lines: Lines::new(source),
            texts: Vec::new(),
            paths: vec![Vec::new()],
        };
        let mut open: Vec<(u8, String)> = Vec::new();
        for block in document(name, source, hints).blocks {
            if let Kind::Heading { level, text } = &block.kind {
                while open.last().is_some_and(|(outer, _)| outer >= level) {
                    open.pop();
                }
                open.push((*level, text.as_str().to_owned()));
                let nearest = open.len().saturating_sub(DEEPEST);
                texts.paths.push(
                    open[nearest..]
                        .iter()
                        .map(|(_, title)| title.clone())
                        .collect(),
                );
            }
            let path = texts.paths.len() - 1;
            texts
                .texts
                .extend(of_block(block).into_iter().map(|text| (text, path)));
        }
        Ok(texts)
    }

    /// Where a text stands in a section, whole words in this case only.
    #[must_use]
    pub fn find(&self, wanted: &str, section: &[String]) -> Vec<At> {
        let inside: Vec<bool> = self.paths.iter().map(|path| is_in(section, path)).collect();
        let here = self
            .texts
            .iter()
            .filter(|(_, path)| inside.get(*path) == Some(&true));
        here.flat_map(|(text, _)| {
            positions(text.as_str(), wanted).map(|at| self.lines.at(text.offset(at)))
        })
        .collect()
    }

    /// Whether the page has the section.
    #[must_use]
    pub fn has_section(&self, section: &[String]) -> bool {
        self.paths.iter().any(|path| is_in(section, path))
    }
}

/// Deeper sections keep the nearest headings only.
const DEEPEST: usize = 16;

fn is_in(section: &[String], path: &[String]) -> bool {
    headings::is_in(
        section,
        &path.iter().map(String::as_str).collect::<Vec<_>>(),
    )
}

fn of_block(block: Block) -> Vec<Text> {
    match block.kind {
        Kind::Heading { text, .. }
        | Kind::Paragraph(text)
        | Kind::Item(text)
        | Kind::Term(text)
        | Kind::Comment(text) => {
            vec![text]
        }
        Kind::Table(table) => table
            .header
            .into_iter()
            .chain(table.rows.into_iter().flatten())
            .collect(),
        Kind::Code(code) => vec![Text::plain(&code.raw, code.at)],
        Kind::Open(_) | Kind::Close(_) => Vec::new(),
    }
}

/// Where `wanted` stands and is no part of a longer word.
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
