//! The lock: what the sources of a catalog contained when they were last read, and the Rust names of its errors.
//!
//! The texts of a page belong to its owner. For each aspect of an item a lock keeps a fingerprint of the texts, without
//! markup and white space, so that it notices a changed sentence without keeping any. Statuses, types and codes are not
//! texts; the lock keeps them as they are, so that a change can show their old values.
//!
//! It also keeps a fingerprint of each page's whole text. If that is unchanged, other facts are not a change of the page, but a
//! newer reader or other hints read it differently.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};

use api_error_catalog_pages::{Page, READER};

use crate::aspect::Aspect;
use crate::change::Change;
use crate::item::{AspectValue, Item, ItemKind};
use crate::lock_text::{on_one_line, parse_aspect, value_text};
use crate::page_items::page_items;
use crate::rust_names::RustNames;

/// The first line of every lock.
const HEADER: &str = "# What the page contained when it was last read, as fingerprints, and the Rust names of its errors. Written by `cargo errcat sync --write`.";

/// The aspects of which a lock keeps the values themselves.
const KEPT_IN_CLEAR: [Aspect; 4] = [Aspect::Code, Aspect::Statuses, Aspect::Type, Aspect::Also];

/// The first word of a line that names the source of the items below it.
const SOURCE: &str = "source";

/// The first word of a line with the version of the reader and the fingerprint of the whole page.
const READ_BY: &str = "read_by";

/// The first word of a line with a Rust name.
const VARIANT: &str = "variant";

/// Fingerprints of the sources of a catalog, and the Rust names of its errors.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    /// The names.
    pub names: RustNames,
    sources: Vec<LockedSource>,
}

/// The fingerprints of one source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct LockedSource {
    /// Its file, if the catalog has several sources.
    file: Option<String>,
    /// How it was read; `None` in a lock of the first reader.
    reading: Option<LockedReading>,
    items: BTreeMap<LockKey, BTreeMap<Aspect, AspectValue>>,
}

/// How a page was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct LockedReading {
    /// The version of the reader.
    reader: u32,
    /// The fingerprint of the page's whole text.
    page: u64,
}

impl LockedReading {
    fn of(page: &Page) -> LockedReading {
        LockedReading {
            reader: READER,
            page: fingerprint(&page.source.text),
        }
    }
}

/// The changes of a page since it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SinceLock {
    /// The page is the same, and so are its facts.
    Unchanged,
    /// The page is the same, but it is read differently: by a newer reader, or with other hints.
    ReadDifferently,
    /// The page is another, with these changes.
    Changed(Vec<Change>),
}

impl SinceLock {
    /// Returns the changes of the page.
    #[must_use]
    pub fn into_changes(self) -> Vec<Change> {
        match self {
            SinceLock::Changed(changes) => changes,
            SinceLock::Unchanged | SinceLock::ReadDifferently => Vec::new(),
        }
    }
}

/// The kind and the key of an item, unique within a lock.
type LockKey = (ItemKind, String);

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
            "line {} is not a line of a lock; delete the file and run `cargo errcat sync --write`",
            self.line
        )
    }
}

impl std::error::Error for LockError {}

impl Lock {
    /// Returns the lock of the only source of a catalog, without names.
    #[must_use]
    pub fn of(items: &[Item]) -> Lock {
        Lock {
            sources: vec![LockedSource::of(items)],
            ..Lock::default()
        }
    }

    /// Adds a source. `file` is its file name, or `None` if the catalog has no other source.
    pub fn add(&mut self, file: Option<&str>, page: &Page) {
        self.sources.push(LockedSource {
            file: file.map(str::to_owned),
            reading: Some(LockedReading::of(page)),
            ..LockedSource::of(&page_items(page))
        });
    }

    /// Reads the text of a lock.
    ///
    /// # Errors
    ///
    /// Returns an error if a line does not belong to a lock.
    pub fn parse(text: &str) -> Result<Lock, LockError> {
        let mut lock = Lock::default();
        for (number, line) in (1..).zip(text.lines()) {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            if let Some((name, codes)) = parse_name(line) {
                lock.names.insert(name, codes);
                continue;
            }
            if let Some(file) = parse_source(line) {
                lock.sources.push(LockedSource {
                    file: Some(file.to_owned()),
                    ..LockedSource::default()
                });
                continue;
            }
            if lock.sources.is_empty() {
                lock.sources.push(LockedSource::default());
            }
            let Some(source) = lock.sources.last_mut() else {
                continue;
            };
            if let Some(reading) = parse_reading(line) {
                source.reading = Some(reading);
                continue;
            }
            let (key, aspects) = parse_item(line).ok_or(LockError { line: number })?;
            source.items.insert(key, aspects);
        }
        Ok(lock)
    }

    /// Returns what happened to a source since the lock was written, or `None` if the lock does not record the source. `at` is
    /// its index in the catalog.
    #[must_use]
    pub fn since(&self, file: Option<&str>, at: usize, page: &Page) -> Option<SinceLock> {
        let source = self.source(file, at)?;
        let changes = source.changes(&page_items(page));
        let reading = LockedReading::of(page);
        let is_same_page = source.reading.is_some_and(|old| old.page == reading.page);
        Some(match is_same_page {
            true if changes.is_empty() && source.reading == Some(reading) => SinceLock::Unchanged,
            true => SinceLock::ReadDifferently,
            false => SinceLock::Changed(changes),
        })
    }

    /// Returns the changes of the only source since the lock was written.
    #[must_use]
    pub fn changes(&self, items: &[Item]) -> Vec<Change> {
        let recorded = self.source(None, 0).cloned();
        recorded.unwrap_or_default().changes(items)
    }

    /// Returns a source. When a catalog gets a second source, its lock still records the first one without a name.
    fn source(&self, file: Option<&str>, at: usize) -> Option<&LockedSource> {
        let mut sources = self.sources.iter();
        let named = sources.find(|source| source.file.is_some() && source.file.as_deref() == file);
        let mut sources = self.sources.iter();
        let only = || sources.find(|source| source.file.is_none() && at == 0);
        named.or_else(only)
    }
}

impl LockedSource {
    fn of(items: &[Item]) -> LockedSource {
        let items = keyed(items).into_iter().map(|(key, item)| {
            let filled = item.aspects.iter().filter(|(_, value)| !value.is_empty());
            let kept = filled.map(|(aspect, value)| (*aspect, kept_value(*aspect, value)));
            (key, kept.collect())
        });
        LockedSource {
            items: items.collect(),
            ..LockedSource::default()
        }
    }

    fn changes(&self, items: &[Item]) -> Vec<Change> {
        let mut changes = Vec::new();
        let mut present = BTreeSet::new();
        for (key, item) in keyed(items) {
            match self.items.get(&key) {
                None => changes.push(Change::added(item.clone())),
                Some(before) => changes.extend(change_since(before, item)),
            }
            present.insert(key);
        }
        let gone = self.items.iter().filter(|(key, _)| !present.contains(*key));
        changes.extend(gone.map(|((kind, key), aspects)| {
            Change::removed(Item {
                aspects: aspects.clone(),
                ..Item::new(*kind, key.clone())
            })
        }));
        changes
    }
}

fn change_since(before: &BTreeMap<Aspect, AspectValue>, item: &Item) -> Option<Change> {
    let before = Item {
        aspects: before.clone(),
        ..Item::new(item.kind, item.key.clone())
    };
    let all = before.aspects.keys().chain(item.aspects.keys());
    let mut differing: BTreeSet<Aspect> = all
        .copied()
        .filter(|aspect| !before.value(*aspect).matches(&item.value(*aspect)))
        .collect();
    if before.aspect(Aspect::Code).is_none() {
        // Older locks do not count the places of a code.
        differing.remove(&Aspect::Code);
    }
    (!differing.is_empty()).then(|| Change::changed(before, item.clone(), differing))
}

fn kept_value(aspect: Aspect, value: &AspectValue) -> AspectValue {
    if KEPT_IN_CLEAR.contains(&aspect) {
        value.clone()
    } else {
        AspectValue::Fingerprint(value.fingerprint())
    }
}

impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        for source in &self.sources {
            if let Some(file) = &source.file {
                writeln!(f, "{SOURCE}\t{}", on_one_line(file))?;
            }
            write!(f, "{source}")?;
        }
        for (name, codes) in self.names.iter() {
            let codes: String = codes
                .iter()
                .map(|code| format!("\t{}", on_one_line(code)))
                .collect();
            writeln!(f, "{VARIANT}\t{name}{codes}")?;
        }
        Ok(())
    }
}

impl fmt::Display for LockedSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(LockedReading { reader, page }) = self.reading {
            writeln!(f, "{READ_BY}\t{reader}\t{page:016x}")?;
        }
        for ((kind, key), aspects) in &self.items {
            let mut line = format!("{}\t{}", kind.as_str(), on_one_line(key));
            for (aspect, value) in aspects {
                write!(
                    line,
                    "\t{aspect}{}",
                    value_text(value),
                    aspect = aspect.as_str()
                )?;
            }
            writeln!(f, "{line}")?;
        }
        Ok(())
    }
}

/// Reads the file name of a source.
fn parse_source(line: &str) -> Option<&str> {
    let (word, file) = line.split_once('\t')?;
    (word == SOURCE).then_some(file)
}

/// Reads how a page was read.
fn parse_reading(line: &str) -> Option<LockedReading> {
    let (reader, page) = line
        .strip_prefix(READ_BY)?
        .strip_prefix('\t')?
        .split_once('\t')?;
    Some(LockedReading {
        reader: reader.parse().ok()?,
        page: u64::from_str_radix(page, 16).ok()?,
    })
}

/// Reads a Rust name and the codes that it stands for.
fn parse_name(line: &str) -> Option<(String, BTreeSet<String>)> {
    let mut parts = line.split('\t');
    let name = parts
        .next()
        .filter(|word| *word == VARIANT)
        .and_then(|_| parts.next())?;
    Some((name.to_owned(), parts.map(str::to_owned).collect()))
}

fn parse_item(line: &str) -> Option<(LockKey, BTreeMap<Aspect, AspectValue>)> {
    let mut parts = line.split('\t');
    let word = parts.next()?;
    let kind = ItemKind::ALL
        .into_iter()
        .find(|kind| kind.as_str() == word)?;
    let key = parts.next()?.to_owned();
    Some(((kind, key), parts.map(parse_aspect).collect::<Option<_>>()?))
}

/// Returns the fingerprint of a text.
fn fingerprint(text: &str) -> u64 {
    AspectValue::Known(BTreeMap::from([(text.to_owned(), 1)]))
        .fingerprint()
        .hash
}

/// Gives each item a key of its own. Items that share a key are numbered. An item without a code is identified by a
/// text of the page, of which only a fingerprint is kept.
fn keyed(items: &[Item]) -> Vec<(LockKey, &Item)> {
    let mut counts: BTreeMap<LockKey, usize> = BTreeMap::new();
    let mut keyed = Vec::new();
    for item in items {
        let short = !item.key.contains(char::is_whitespace) && item.key.len() <= 80;
        let own = if short {
            item.key.clone()
        } else {
            format!("~{:016x}", fingerprint(&item.key))
        };
        let count = counts.entry((item.kind, own.clone())).or_default();
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
