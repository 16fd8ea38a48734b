//! How a catalog's tables are laid out, before they become tokens or memory: places of codes, the perfect hash over
//! them, the tree that reads all shapes, the places of fields and leaves.

use std::collections::HashSet;

use api_error_catalog_core::envelope::{Field, MAX_LEAVES};
use api_error_catalog_core::lookup::{self, Built};

use crate::catalog::{Catalog, Shape};
use crate::template::{FieldType, FieldUse, Template};

/// The layout of one catalog.
pub(crate) struct Layout<'c> {
    /// Further identities: the place of the error, the code, the statuses.
    pub(crate) also: Vec<(u16, &'c str, &'c [u16])>,
    pub(crate) codes: Built,
    pub(crate) own_fields: Vec<String>,
    pub(crate) reader: Node,
    pub(crate) shapes: Vec<ShapeLayout<'c>>,
}

/// A node of the tree that reads all shapes.
#[derive(Debug, Default)]
pub(crate) struct Node {
    pub(crate) members: Vec<(String, Node)>,
    pub(crate) first: Option<Box<Node>>,
    pub(crate) leaf: Option<u8>,
    keeps_objects: bool,
    keeps_lists: bool,
}

/// Where one shape finds its fields.
pub(crate) struct ShapeLayout<'c> {
    pub(crate) shape: &'c Shape,
    pub(crate) reads: Vec<Read<'c>>,
    pub(crate) constants: Vec<(u8, &'c str)>,
}

/// A leaf that a shape reads.
pub(crate) struct Read<'c> {
    pub(crate) leaf: u8,
    pub(crate) field: Field,
    pub(crate) ty: &'c FieldType,
    pub(crate) required: bool,
}

/// Why a catalog has no layout.
pub(crate) struct TooLarge(pub(crate) String);

impl<'c> Layout<'c> {
    pub(crate) fn new(catalog: &'c Catalog) -> Result<Layout<'c>, TooLarge> {
        if catalog.errors.len() > lookup::MAX_PLACES {
            return Err(TooLarge(format!("a catalog holds at most {} errors", lookup::MAX_PLACES)));
        }
        let (own_codes, also) = identities(catalog);
        let codes = perfect_hash(catalog.errors.len(), &own_codes, &also)?;
        let own_fields = catalog.own_fields();
        let mut tree = Tree { root: Node::default(), leaves: 0, own_fields: &own_fields };
        let shapes = catalog.shapes.iter().map(|shape| tree.add(shape)).collect();
        if usize::from(tree.leaves) > MAX_LEAVES {
            return Err(TooLarge(format!(
                "the envelopes have {} places to read, and at most {MAX_LEAVES} are read",
                tree.leaves
            )));
        }
        Ok(Layout { also, codes, reader: tree.root, shapes, own_fields })
    }

    /// The place of a field.
    pub(crate) fn field(&self, name: &str) -> Field {
        place_of(name, &self.own_fields)
    }
}

type Also<'c> = Vec<(u16, &'c str, &'c [u16])>;

/// The code that leads to an error itself (the first error that has it), and all other identities with a code.
fn identities(catalog: &Catalog) -> (Vec<(&str, u16)>, Also<'_>) {
    let mut seen: HashSet<&str> = HashSet::new();
    let (mut own, mut also) = (Vec::new(), Vec::new());
    for (place, error) in (0..).zip(&catalog.errors) {
        for (at, identity) in error.identities().enumerate() {
            let Some(code) = identity.code.as_deref() else { continue };
            if at == 0 && seen.insert(code) {
                own.push((code, place));
            } else {
                also.push((place, code, identity.statuses.as_slice()));
            }
        }
    }
    (own, also)
}

/// Each code once, leading to the error whose own it is, else to its first place among the further identities.
fn perfect_hash(errors: usize, own: &[(&str, u16)], also: &Also<'_>) -> Result<Built, TooLarge> {
    let mut codes = own.to_vec();
    let mut known: HashSet<&str> = codes.iter().map(|(code, _)| *code).collect();
    for (at, (_, code, _)) in also.iter().enumerate() {
        if known.insert(code) {
            let place = u16::try_from(errors + at).map_err(|_| TooLarge("the catalog has too many codes".to_owned()))?;
            codes.push((code, place));
        }
    }
    if let Some(long) = codes.iter().map(|(code, _)| code.len()).find(|length| *length > usize::from(u16::MAX)) {
        return Err(TooLarge(format!("a code has {long} bytes, and at most {} are read", u16::MAX)));
    }
    lookup::build(&codes).ok_or_else(|| TooLarge("no table of the codes could be made".to_owned()))
}

fn place_of(name: &str, own_fields: &[String]) -> Field {
    let known = Field::KNOWN.iter().copied().chain(own_fields.iter().map(String::as_str));
    // At most `MAX_FIELDS` names pass `lower`.
    known.zip(0u8..).find(|(known, _)| *known == name).map_or(Field(u8::MAX), |(_, place)| Field(place))
}

/// The tree while shapes are added to it.
struct Tree<'f> {
    root: Node,
    leaves: u8,
    own_fields: &'f [String],
}

impl Tree<'_> {
    fn add<'c>(&mut self, shape: &'c Shape) -> ShapeLayout<'c> {
        let mut layout = ShapeLayout { shape, reads: Vec::new(), constants: Vec::new() };
        let mut root = std::mem::take(&mut self.root);
        self.walk(&mut root, &shape.template, &mut layout);
        self.root = root;
        layout
    }

    fn walk<'c>(&mut self, node: &mut Node, template: &'c Template, layout: &mut ShapeLayout<'c>) {
        match template {
            Template::Object(members) => {
                for member in members {
                    let at = node.members.iter().position(|(name, _)| *name == member.name).unwrap_or_else(|| {
                        node.members.push((member.name.clone(), Node::default()));
                        node.members.len() - 1
                    });
                    self.walk(&mut node.members[at].1, &member.value, layout);
                }
            }
            Template::List(item) => self.walk(node.first.get_or_insert_default(), item, layout),
            Template::Literal(json) => layout.constants.push((self.leaf(node), json)),
            Template::Field(FieldUse { name, ty, optional, .. }) => {
                node.keeps_objects |= matches!(ty, FieldType::Any | FieldType::ViolationMap);
                node.keeps_lists |= matches!(ty, FieldType::Any | FieldType::ViolationList(..));
                let (leaf, field) = (self.leaf(node), place_of(name, self.own_fields));
                layout.reads.push(Read { leaf, field, ty, required: !optional });
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
    pub(crate) fn looks_inside(&self) -> bool {
        !self.members.is_empty() || self.first.is_some()
    }

    /// Whether the leaf keeps what is looked into as well.
    pub(crate) fn whole(&self) -> bool {
        self.keeps_objects && !self.members.is_empty() || self.keeps_lists && self.first.is_some()
    }
}
