//! How a catalog's tables are laid out, before they become tokens or memory: places of codes, the perfect hash over
//! them, the tree that reads all shapes, the places of fields and leaves.

use std::collections::{HashMap, HashSet};

use api_error_catalog_core::envelope::{Field, MAX_LEAVES};
use api_error_catalog_core::lookup::{self, Built, Code};
use api_error_catalog_core::packed::{Placed, Row};

use crate::model::template::{FieldType, FieldUse, Template};
use crate::model::{Catalog, Error, Shape};

/// The layout of one catalog.
pub struct Layout<'c> {
    pub errors: PackedErrors<'c>,
    /// Further identities.
    pub also: Vec<Also<'c>>,
    pub codes: Built,
    pub own_fields: Vec<String>,
    pub reader: Node,
    pub shapes: Vec<ShapeLayout<'c>>,
}

/// A node of the tree that reads all shapes.
#[derive(Debug, Default)]
pub struct Node {
    pub members: Vec<(String, Node)>,
    pub first: Option<Box<Node>>,
    pub leaf: Option<u8>,
    keeps_objects: bool,
    keeps_lists: bool,
}

/// Where one shape finds its fields.
pub struct ShapeLayout<'c> {
    pub shape: &'c Shape,
    pub reads: Vec<Read<'c>>,
    pub constants: Vec<(u8, &'c str)>,
}

/// A leaf that a shape reads.
pub struct Read<'c> {
    pub leaf: u8,
    pub field: Field,
    pub ty: &'c FieldType,
    pub required: bool,
}

/// Why a catalog has no layout.
pub struct TooLarge(pub String);

impl<'c> Layout<'c> {
    pub fn new(catalog: &'c Catalog) -> Result<Layout<'c>, TooLarge> {
        if catalog.errors.len() > lookup::MAX_PLACES {
            return Err(TooLarge(format!(
                "a catalog holds at most {} errors",
                lookup::MAX_PLACES
            )));
        }
        let mut lengths = catalog
            .errors
            .iter()
            .flat_map(Error::identities)
            .filter_map(|own| own.code.as_ref())
            .map(String::len);
        if let Some(long) = lengths.find(|length| *length > usize::from(u16::MAX)) {
            return Err(TooLarge(format!(
                "a code has {long} bytes, and at most {} are read",
                u16::MAX
            )));
        }
        let mut errors = PackedErrors::new(catalog)?;
        let also = further_identities(catalog);
        let codes = perfect_hash(&mut errors, catalog, &also)?;
        let own_fields = catalog.own_fields();
        let mut tree = Tree {
            root: Node::default(),
            leaves: 0,
            own_fields: &own_fields,
        };
        let shapes = catalog.shapes.iter().map(|shape| tree.add(shape)).collect();
        if usize::from(tree.leaves) > MAX_LEAVES {
            return Err(TooLarge(format!(
                "the envelopes have {} places to read, and at most {MAX_LEAVES} are read",
                tree.leaves
            )));
        }
        Ok(Layout {
            errors,
            also,
            codes,
            reader: tree.root,
            shapes,
            own_fields,
        })
    }

    /// The place of a field.
    pub fn field(&self, name: &str) -> Field {
        place_of(name, &self.own_fields)
    }
}

/// The errors as [`api_error_catalog_core::packed`] holds them.
pub struct PackedErrors<'c> {
    /// The names and descriptions, in the order in which they stand one after the other.
    pub texts: Texts<'c>,
    /// The codes, likewise.
    pub codes: Texts<'c>,
    pub rows: Vec<Placed>,
    /// For each group the first error that is in it.
    pub groups: Vec<&'c Error>,
    /// The errors that have what most have not, after none.
    pub more: Vec<Option<&'c Error>>,
}

impl<'c> PackedErrors<'c> {
    fn new(catalog: &'c Catalog) -> Result<PackedErrors<'c>, TooLarge> {
        let mut packed = PackedErrors {
            texts: Texts::default(),
            codes: Texts::default(),
            rows: Vec::with_capacity(catalog.errors.len()),
            groups: Vec::new(),
            more: vec![None],
        };
        let mut groups = HashMap::new();
        for error in &catalog.errors {
            let common = (
                &error.own.statuses,
                &error.type_name,
                error.class,
                error.retry.map(|retry| format!("{retry:?}")),
            );
            let group = *groups.entry(common).or_insert_with(|| {
                packed.groups.push(error);
                packed.groups.len() - 1
            });
            let row = packed.row(error, group)?;
            packed.rows.push(row);
        }
        Ok(packed)
    }

    fn row(&mut self, error: &'c Error, group: usize) -> Result<Placed, TooLarge> {
        let code = error.own.code.as_deref();
        let (start, code_start) = (self.texts.end()?, self.codes.end()?);
        self.texts.push(&error.name);
        self.texts.push(&error.description);
        code.into_iter().for_each(|code| self.codes.push(code));
        let more = has_more(error);
        if more {
            self.more.push(Some(error));
        }
        let row = Row {
            name: number(error.name.len(), "bytes of a name")?,
            code: number(code.map_or(0, str::len), "bytes of a code")?,
            description: number(error.description.len(), "bytes of a description")?,
            group: number(group, "groups of errors")?,
            more: if more {
                number(self.more.len() - 1, "errors")?
            } else {
                0
            },
        };
        Ok(Placed {
            row,
            start,
            code_start,
        })
    }
}

/// Texts that are to stand one after the other.
#[derive(Default)]
pub struct Texts<'c> {
    pub all: Vec<&'c str>,
    length: usize,
}

impl<'c> Texts<'c> {
    fn push(&mut self, text: &'c str) {
        self.length += text.len();
        self.all.push(text);
    }

    /// Where the next one starts.
    fn end(&self) -> Result<u32, TooLarge> {
        number(self.length, "bytes of text")
    }
}

/// Whether an error has what most have not: see [`api_error_catalog_core::table::More`].
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
        || error.message.is_some()
        || error.told_by_message
        || error.shape != 0
}

/// A number of something in the form that tables hold it in.
fn number<N: TryFrom<usize>>(count: usize, of_what: &str) -> Result<N, TooLarge> {
    N::try_from(count).map_err(|_| TooLarge(format!("the tables do not hold {count} {of_what}")))
}

/// A further identity: the place of the error, the code, the statuses.
type Also<'c> = (u16, &'c str, &'c [u16]);

/// What else leads to an error than a code that it is the first to have.
fn further_identities(catalog: &Catalog) -> Vec<Also<'_>> {
    let mut seen: HashSet<&str> = HashSet::new();
    let mut also = Vec::new();
    for (place, error) in (0..).zip(&catalog.errors) {
        for (at, identity) in error.identities().enumerate() {
            let Some(code) = identity.code.as_deref() else {
                continue;
            };
            if at > 0 || !seen.insert(code) {
                also.push((place, code, identity.statuses.as_slice()));
            }
        }
    }
    also
}

/// Each code once, leading to the error whose own it is, else to its first place among the further identities.
fn perfect_hash<'c>(
    errors: &mut PackedErrors<'c>,
    catalog: &'c Catalog,
    also: &[Also<'c>],
) -> Result<Built, TooLarge> {
    let mut known: HashSet<&str> = HashSet::new();
    let mut codes = Vec::new();
    for ((place, error), row) in (0..).zip(&catalog.errors).zip(&errors.rows) {
        if let Some(text) = error.own.code.as_deref().filter(|code| known.insert(code)) {
            codes.push(Code {
                text,
                start: row.code_start,
                place,
            });
        }
    }
    for (at, (_, text, _)) in also
        .iter()
        .enumerate()
        .filter(|(_, (_, code, _))| known.insert(code))
    {
        codes.push(Code {
            text,
            start: errors.codes.end()?,
            place: number(errors.rows.len() + at, "codes")?,
        });
        errors.codes.push(text);
    }
    lookup::build(&codes).ok_or_else(|| TooLarge("no table of the codes could be made".to_owned()))
}

fn place_of(name: &str, own_fields: &[String]) -> Field {
    let known = Field::KNOWN
        .iter()
        .copied()
        .chain(own_fields.iter().map(String::as_str));
    // At most `MAX_FIELDS` names pass `lower`.
    known
        .zip(0u8..)
        .find(|(known, _)| *known == name)
        .map_or(Field(u8::MAX), |(_, place)| Field(place))
}

/// The tree while shapes are added to it.
struct Tree<'f> {
    root: Node,
    leaves: u8,
    own_fields: &'f [String],
}

impl Tree<'_> {
    fn add<'c>(&mut self, shape: &'c Shape) -> ShapeLayout<'c> {
        let mut layout = ShapeLayout {
            shape,
            reads: Vec::new(),
            constants: Vec::new(),
        };
        let mut root = std::mem::take(&mut self.root);
        self.walk(&mut root, &shape.template, &mut layout);
        self.root = root;
        layout
    }

    fn walk<'c>(&mut self, node: &mut Node, template: &'c Template, layout: &mut ShapeLayout<'c>) {
        match template {
            Template::Object(members) => {
                for member in members {
                    let at = node
                        .members
                        .iter()
                        .position(|(name, _)| *name == member.name)
                        .unwrap_or_else(|| {
                            node.members.push((member.name.clone(), Node::default()));
                            node.members.len() - 1
                        });
                    self.walk(&mut node.members[at].1, &member.value, layout);
                }
            }
            Template::List(item) => self.walk(node.first.get_or_insert_default(), item, layout),
            Template::Literal(json) => layout.constants.push((self.leaf(node), json)),
            Template::Field(FieldUse {
                name, ty, optional, ..
            }) => {
                node.keeps_objects |= matches!(ty, FieldType::Any | FieldType::ViolationMap);
                node.keeps_lists |= matches!(ty, FieldType::Any | FieldType::ViolationList(..));
                let (leaf, field) = (self.leaf(node), place_of(name, self.own_fields));
                layout.reads.push(Read {
                    leaf,
                    field,
                    ty,
                    required: !optional,
                });
            }
        }
    }

    fn leaf(&mut self, node: &mut Node) -> u8 {
        *node.leaf.get_or_insert_with(|| {
            self.leaves = self.leaves.saturating_add(1);
            self.leaves - 1
        })
    }
}

impl Node {
    /// Whether it looks into objects or lists.
    pub fn looks_inside(&self) -> bool {
        !self.members.is_empty() || self.first.is_some()
    }

    /// Whether the leaf keeps what is looked into as well.
    pub fn whole(&self) -> bool {
        self.keeps_objects && !self.members.is_empty() || self.keeps_lists && self.first.is_some()
    }
}
