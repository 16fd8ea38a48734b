//! The lock: fingerprints of what a page said when somebody last read it, and the names that its errors have in Rust.
//!
//! The texts of a page are its owner's. A lock keeps for each item and each of its aspects a number made of the text,
//! markup and white space folded away, so that a changed sentence is noticed and none is kept.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};

use crate::change::{Change, How};
use crate::given::Given;
use crate::item::{Item, ItemKind};

/// The first line of every lock.
const HEADER: &str = "# What the page said when it was last read, as fingerprints, and the names given in Rust. By `cargo errcat sync --write`.";

/// The aspects that a lock knows, so that its words need no room of their own.
const ASPECTS: [&str; 13] = [
    "statuses",
    "type",
    "name",
    "description",
    "causes",
    "solutions",
    "limits",
    "retry",
    "also",
    "texts",
    "notes",
    "example",
    "support",
];

/// The word in front of a name in Rust.
const VARIANT: &str = "variant";

/// Fingerprints of a page, and the names in Rust that were given to its errors.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    /// The names.
    pub given: Given,
    items: BTreeMap<(ItemKind, String), BTreeMap<&'static str, u64>>,
}

/// A lock that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockError {
    /// The line, counted from 1.
    pub line: usize,
}

impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "line {} is none of a lock; `cargo errcat sync --write` writes it anew",
            self.line
        )
    }
}

impl std::error::Error for LockError {}

impl Lock {
    /// The fingerprints of these items, without names.
    #[must_use]
    pub fn of(items: &[Item]) -> Lock {
        let mut lock = Lock::default();
        for (key, item) in keyed(items) {
            let filled = item.aspects.iter().filter(|(_, values)| !values.is_empty());
            lock.items.insert(
                key,
                filled
                    .map(|(aspect, values)| (*aspect, fingerprint(values)))
                    .collect(),
            );
        }
        lock
    }

    /// Reads a lock's text.
    ///
    /// # Errors
    ///
    /// Where a line is not of a lock.
    pub fn parse(text: &str) -> Result<Lock, LockError> {
        let mut lock = Lock::default();
        for (number, line) in (1..).zip(text.lines()) {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            if let Some((name, codes)) = parse_name(line) {
                lock.given.insert(name, codes);
                continue;
            }
            let (key, aspects) = parse_line(line).ok_or(LockError { line: number })?;
            lock.items.insert(key, aspects);
        }
        Ok(lock)
    }

    /// What a page says otherwise than when the lock was made.
    #[must_use]
    pub fn changes(&self, items: &[Item]) -> Vec<Change> {
        let now = Lock::of(items);
        let mut changes = Vec::new();
        for (key, item) in keyed(items) {
            let aspects = now.items.get(&key).cloned().unwrap_or_default();
            match self.items.get(&key) {
                None => changes.push(Change::new(How::Added, item)),
                Some(before) => {
                    let names: BTreeSet<&'static str> =
                        before.keys().chain(aspects.keys()).copied().collect();
                    let fields: BTreeSet<_> = names
                        .into_iter()
                        .filter(|name| before.get(name) != aspects.get(name))
                        .collect();
                    if !fields.is_empty() {
                        changes.push(Change {
                            fields,
                            ..Change::new(How::Changed, item)
                        });
                    }
                }
            }
        }
        let gone = self
            .items
            .keys()
            .filter(|key| !now.items.contains_key(*key));
        changes.extend(
            gone.map(|(kind, key)| Change::new(How::Removed, &Item::new(*kind, key.clone()))),
        );
        changes
    }
}

impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        for ((kind, key), aspects) in &self.items {
            let mut line = format!("{}\t{}", kind.as_str(), on_one_line(key));
            for (aspect, print) in aspects {
                write!(line, "\t{aspect}={print:016x}")?;
            }
            writeln!(f, "{line}")?;
        }
        for (name, codes) in self.given.iter() {
            let codes: String = codes
                .iter()
                .map(|code| format!("\t{}", on_one_line(code)))
                .collect();
            writeln!(f, "{VARIANT}\t{name}{codes}")?;
        }
        Ok(())
    }
}

/// Codes hold no line ends or tabs but where somebody means harm.
fn on_one_line(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}

/// A name in Rust, and the codes that it stands for.
fn parse_name(line: &str) -> Option<(String, BTreeSet<String>)> {
    let mut parts = line.split('\t');
    let name = parts
        .next()
        .filter(|word| *word == VARIANT)
        .and_then(|_| parts.next())?;
    Some((name.to_owned(), parts.map(str::to_owned).collect()))
}

type Line = ((ItemKind, String), BTreeMap<&'static str, u64>);

fn parse_line(line: &str) -> Option<Line> {
    let mut parts = line.split('\t');
    let word = parts.next()?;
    let kind = ItemKind::ALL
        .into_iter()
        .find(|kind| kind.as_str() == word)?;
    let key = parts.next()?.to_owned();
    let mut aspects = BTreeMap::new();
    for part in parts {
        let (name, print) = part.split_once('=')?;
        let name = ASPECTS.into_iter().find(|known| *known == name)?;
        aspects.insert(name, u64::from_str_radix(print, 16).ok()?);
    }
    Some(((kind, key), aspects))
}

/// Each item under a key of its own: things with one key are told apart by their heading, then by their number.
/// An item without a code has a text of the page for its key, of which only a fingerprint is kept.
fn keyed(items: &[Item]) -> Vec<((ItemKind, String), &Item)> {
    let mut seen: BTreeMap<(ItemKind, String), usize> = BTreeMap::new();
    let mut keyed = Vec::new();
    for item in items {
        let short = !item.key.contains(char::is_whitespace) && item.key.len() <= 80;
        let own = if short {
            item.key.clone()
        } else {
            format!("~{:016x}", fingerprint(&BTreeSet::from([item.key.clone()])))
        };
        let count = seen.entry((item.kind, own.clone())).or_default();
        *count += 1;
        let key = if *count == 1 {
            own
        } else {
            format!("{own}#{count}")
        };
        keyed.push(((item.kind, key), item));
    }
    keyed
}

/// FNV-1a over the texts in order, 64 bits: stable, and more than enough to notice a change nobody tries to hide.
fn fingerprint(texts: &BTreeSet<String>) -> u64 {
    let bytes = texts.iter().flat_map(|text| text.bytes().chain([0x1f]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
