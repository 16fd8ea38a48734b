//! Splits a protobuf file into its enums, each with the comments of its values.

use api_error_catalog_model::source::Span;

/// An enum of a file.
#[derive(Debug, Default)]
pub(super) struct ProtoEnum<'s> {
    pub(super) name: &'s str,
    pub(super) comment: Vec<Line<'s>>,
    pub(super) values: Vec<ProtoValue<'s>>,
}

/// A value of an enum.
#[derive(Debug)]
pub(super) struct ProtoValue<'s> {
    pub(super) name: &'s str,
    pub(super) number: i64,
    pub(super) span: Span,
    /// The comment above it, otherwise the one after it.
    pub(super) comment: Vec<Line<'s>>,
    pub(super) deprecated: bool,
}

/// A line of a comment, without its markers, and its offset in the file.
pub(super) type Line<'s> = (&'s str, usize);

/// A part of the file.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Piece<'s> {
    Word(&'s str, usize),
    Sign(char),
    Comment(&'s str, usize),
    /// A line break, with `true` if the line was blank.
    Break(bool),
}

/// Returns all enums of a file, also those inside of messages.
pub(super) fn enums(source: &str) -> Vec<ProtoEnum<'_>> {
    let mut reader = Reader::default();
    let mut rest = source;
    while let Some((piece, length)) = piece(rest, source.len() - rest.len()) {
        reader.take(piece);
        rest = &rest[length..];
    }
    reader.enums
}

/// Returns the next piece of a text, and its length.
fn piece(rest: &str, at: usize) -> Option<(Piece<'_>, usize)> {
    let first = rest.chars().next()?;
    if rest.starts_with("//") {
        let line = rest.lines().next().unwrap_or(rest);
        return Some((Piece::Comment(line, at), line.len()));
    }
    if rest.starts_with("/*") {
        let length = rest.find("*/").map_or(rest.len(), |end| end + 2);
        return Some((Piece::Comment(&rest[..length], at), length));
    }
    if matches!(first, '"' | '\'') {
        let mut escaped = false;
        let end = rest[1..].find(|c| {
            let closes = c == first && !escaped;
            escaped = c == '\\' && !escaped;
            closes || c == '\n'
        });
        let length = end.map_or(rest.len(), |end| end + 2);
        return Some((Piece::Word(rest.get(..length)?, at), length));
    }
    if first == '\n' {
        let blank = rest[1..]
            .split('\n')
            .next()
            .is_some_and(|line| line.trim().is_empty());
        return Some((Piece::Break(blank), 1));
    }
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
    let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
    if length > 0 {
        return Some((Piece::Word(&rest[..length], at), length));
    }
    Some((Piece::Sign(first), first.len_utf8()))
}

#[derive(Default)]
struct Reader<'s> {
    enums: Vec<ProtoEnum<'s>>,
    /// The braces that are open: `true` for an enum.
    open: Vec<bool>,
    /// The words of the statement so far.
    statement: Vec<(&'s str, usize)>,
    comment: Vec<Line<'s>>,
    /// Whether a comment on this line belongs to the value before it.
    after_value: bool,
    in_options: usize,
}

impl<'s> Reader<'s> {
    fn take(&mut self, piece: Piece<'s>) {
        match piece {
            Piece::Comment(text, at) => self.comment(text, at),
            Piece::Break(blank) => {
                self.after_value = false;
                // A comment that a blank line separates is about nothing in particular.
                if blank && self.statement.is_empty() {
                    self.comment.clear();
                }
            }
            Piece::Word(word, at) => self.statement.push((word, at)),
            Piece::Sign('[') => self.in_options += 1,
            Piece::Sign(']') => self.in_options = self.in_options.saturating_sub(1),
            Piece::Sign('{') if self.in_options == 0 => self.open(),
            Piece::Sign('}') if self.in_options == 0 => {
                self.open.pop();
                self.end();
            }
            Piece::Sign(';') => {
                if self.open.last() == Some(&true) {
                    self.value();
                }
                self.end();
            }
            Piece::Sign(_) => {}
        }
    }

    fn end(&mut self) {
        self.statement.clear();
        self.comment.clear();
    }

    fn open(&mut self) {
        let is_enum = self
            .statement
            .first()
            .is_some_and(|(word, _)| *word == "enum");
        if let (true, Some((name, _))) = (is_enum, self.statement.get(1)) {
            self.enums.push(ProtoEnum {
                name,
                comment: std::mem::take(&mut self.comment),
                values: Vec::new(),
            });
        }
        self.open.push(is_enum);
        self.end();
    }

    /// Reads `NAME = 1 [deprecated = true]`.
    fn value(&mut self) {
        let [(name, at), (number, _), options @ ..] = self.statement.as_slice() else {
            return;
        };
        let hexadecimal = number
            .strip_prefix("0x")
            .and_then(|digits| i64::from_str_radix(digits, 16).ok());
        let Some(number) = hexadecimal.or_else(|| number.parse().ok()) else {
            return;
        };
        if matches!(*name, "option" | "reserved") {
            return;
        }
        let deprecated = options
            .windows(2)
            .any(|pair| matches!(pair, [("deprecated", _), ("true", _)]));
        let value = ProtoValue {
            name,
            number,
            span: *at..at + name.len(),
            comment: std::mem::take(&mut self.comment),
            deprecated,
        };
        self.after_value = true;
        if let Some(last) = self.enums.last_mut() {
            last.values.push(value);
        }
    }

    fn comment(&mut self, text: &'s str, at: usize) {
        let start = text.as_ptr() as usize;
        let lines = text.lines().enumerate().map(|(i, line)| {
            let inner = line.trim_start_matches(|c: char| i > 0 && matches!(c, ' ' | '\t'));
            let markers: &[char] = if i == 0 { &['/', '*', '!'] } else { &['*'] };
            let inner = inner.trim_start_matches(markers);
            let inner = inner.strip_suffix("*/").unwrap_or(inner).trim_end();
            (inner, at + (inner.as_ptr() as usize - start))
        });
        let last = self
            .enums
            .last_mut()
            .and_then(|last| last.values.last_mut());
        match last.filter(|value| self.after_value && value.comment.is_empty()) {
            Some(value) => value.comment.extend(lines),
            None => self.comment.extend(lines),
        }
    }
}
