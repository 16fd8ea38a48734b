//! The layout of a catalog's tables: the positions of codes, their perfect hash, the tree that decodes all shapes, and the
//! positions of fields and leaves.
//!
//! A [`Layout`] owns its data and refers to the catalog by indices, so that both can be kept in one struct. Every limit on
//! the size of a catalog is checked here, so a catalog with a layout always has tables.

use std::collections::{HashMap, HashSet};

use api_error_catalog_core::envelope::{Field, MAX_LEAVES};
use api_error_catalog_core::lookup::{self, Built, Code};
use api_error_catalog_core::packed::Row;

use crate::leaves::{NodeLayout, ShapeLayout, Tree, position_of};
use crate::model::{Catalog, Error, Identity};

/// The layout of one catalog.
#[derive(Debug)]
pub struct Layout {
    pub errors: PackedErrors,
    /// Further identities.
    pub also: Vec<FurtherIdentity>,
    pub codes: Built,
    pub own_fields: Vec<String>,
    pub reader: NodeLayout,
    /// One for each shape of the catalog.
    pub shapes: Vec<ShapeLayout>,
}

/// The reason why a catalog has no layout.
pub struct TooLarge(pub String);

impl Layout {
    pub fn new(catalog: &Catalog) -> Result<Layout, TooLarge> {
        check_counts(catalog)?;
        let mut errors = PackedErrors::new(catalog)?;
        let also = further_identities(catalog);
        let codes = perfect_hash(&mut errors, catalog, &also)?;
        let own_fields = catalog.own_fields();
        let mut tree = Tree::new(&own_fields);
        let shapes = catalog.shapes.iter().map(|shape| tree.add(shape)).collect();
        let leaves = tree.leaves();
        if leaves > MAX_LEAVES {
            return Err(TooLarge(format!(
                "the envelopes have {leaves} values to read, and at most {MAX_LEAVES} are read"
            )));
        }
        Ok(Layout {
            errors,
            also,
            codes,
            reader: tree.finish(),
            shapes,
            own_fields,
        })
    }

    /// Returns the position of a field.
    pub fn field(&self, name: &str) -> Field {
        position_of(name, &self.own_fields)
    }
}

fn check_counts(catalog: &Catalog) -> Result<(), TooLarge> {
    if catalog.errors.len() > lookup::MAX_CODES {
        return Err(TooLarge(format!(
            "a catalog holds at most {} errors",
            lookup::MAX_CODES
        )));
    }
    let mut lengths = catalog
        .errors
        .iter()
        .flat_map(Error::identities)
        .filter_map(|own| own.code.as_ref())
        .map(String::len);
    match lengths.find(|length| *length > usize::from(u16::MAX)) {
        Some(long) => Err(TooLarge(format!(
            "a code has {long} bytes, and at most {} are read",
            u16::MAX
        ))),
        None => Ok(()),
    }
}

/// The errors as [`api_error_catalog_core::packed`] holds them.
#[derive(Debug, Default)]
pub struct PackedErrors {
    /// The name and the description of each error, concatenated.
    pub texts: String,
    /// The codes, concatenated; those that are errors' own come first.
    pub codes: String,
    /// The rows, one for each error.
    pub rows: Vec<Row>,
    /// For each group the index of the first error in it.
    pub groups: Vec<usize>,
    /// The indices of the errors that need an entry in the table of rarely used properties.
    pub more: Vec<usize>,
}

impl PackedErrors {
    fn new(catalog: &Catalog) -> Result<PackedErrors, TooLarge> {
        let mut packed = PackedErrors {
            rows: Vec::with_capacity(catalog.errors.len()),
            ..PackedErrors::default()
        };
        let mut groups = HashMap::new();
        for (index, error) in catalog.errors.iter().enumerate() {
            let common = (
                &error.own.statuses,
                &error.error_type,
                error.category,
                error.retry.map(|retry| format!("{retry:?}")),
            );
            let group = *groups.entry(common).or_insert_with(|| {
                packed.groups.push(index);
                packed.groups.len() - 1
            });
            if has_more(error) {
                packed.more.push(index);
            }
            let row = packed.row(error, group)?;
            packed.rows.push(row);
        }
        Ok(packed)
    }

    fn row(&mut self, error: &Error, group: usize) -> Result<Row, TooLarge> {
        let code = error.own.code.as_deref().unwrap_or_default();
        let (start, code_start) = (end(&self.texts)?, end(&self.codes)?);
        self.texts.push_str(&error.name);
        self.texts.push_str(&error.description);
        self.codes.push_str(code);
        Ok(Row {
            start,
            name: number(error.name.len(), "bytes of a name")?,
            end: end(&self.texts)?,
            code_start,
            code_end: end(&self.codes)?,
            group: number(group, "groups of errors")?,
            more: if has_more(error) {
                number(self.more.len(), "errors")?
            } else {
                0
            },
        })
    }
}

/// Returns the start of the next concatenated text.
fn end(texts: &str) -> Result<u32, TooLarge> {
    number(texts.len(), "bytes of text")
}

/// Returns `true` if an error needs an entry in the table [`More`](api_error_catalog_core::table::More).
fn has_more(error: &Error) -> bool {
    let texts = [&error.causes, &error.solutions, &error.renamed_from];
    let options = [
        &error.user_message,
        &error.exception,
        &error.seen,
        &error.deprecated,
    ];
    texts.iter().any(|texts| !texts.is_empty())
        || options.iter().any(|text| text.is_some())
        || !error.limits.is_empty()
        || !error.details.is_empty()
        || error.message.is_some()
        || error.identified_by_message
        || error.shape != 0
}

/// Converts a count to the integer type that the tables use for it.
fn number<N: TryFrom<usize>>(count: usize, of_what: &str) -> Result<N, TooLarge> {
    N::try_from(count).map_err(|_| TooLarge(format!("the tables do not hold {count} {of_what}")))
}

/// Another code that leads to an error: a second code of it, or one that an earlier error has as well.
#[derive(Clone, Copy, Debug)]
pub struct FurtherIdentity {
    /// The index of the error.
    pub error: u16,
    /// The index among the identities of the error.
    pub identity: usize,
}

impl FurtherIdentity {
    /// Returns the identity in the catalog of this layout.
    pub fn of<'c>(&self, catalog: &'c Catalog) -> Option<&'c Identity> {
        let error = catalog.errors.get(usize::from(self.error))?;
        error.identities().nth(self.identity)
    }

    fn code<'c>(&self, catalog: &'c Catalog) -> &'c str {
        let code = self.of(catalog).and_then(|known| known.code.as_deref());
        code.unwrap_or_default()
    }
}

fn further_identities(catalog: &Catalog) -> Vec<FurtherIdentity> {
    let mut known: HashSet<&str> = HashSet::new();
    let mut also = Vec::new();
    for (error, entry) in (0..).zip(&catalog.errors) {
        for (identity, Identity { code, .. }) in entry.identities().enumerate() {
            let Some(code) = code.as_deref() else {
                continue;
            };
            if identity > 0 || !known.insert(code) {
                also.push(FurtherIdentity { error, identity });
            }
        }
    }
    also
}

/// Lists each code once, with the error whose own code it is, otherwise with the first further identity that has it.
fn perfect_hash(
    errors: &mut PackedErrors,
    catalog: &Catalog,
    also: &[FurtherIdentity],
) -> Result<Built, TooLarge> {
    let mut known: HashSet<&str> = HashSet::new();
    let mut codes = Vec::new();
    for ((index, error), row) in (0..).zip(&catalog.errors).zip(&errors.rows) {
        if let Some(text) = error.own.code.as_deref().filter(|code| known.insert(code)) {
            codes.push(Code {
                text,
                start: row.code_start,
                index,
            });
        }
    }
    for (at, further) in also.iter().enumerate() {
        let text = further.code(catalog);
        if known.insert(text) {
            codes.push(Code {
                text,
                start: end(&errors.codes)?,
                index: number(errors.rows.len() + at, "codes")?,
            });
            errors.codes.push_str(text);
        }
    }
    lookup::build(&codes).ok_or_else(|| TooLarge("no table of the codes could be made".to_owned()))
}
