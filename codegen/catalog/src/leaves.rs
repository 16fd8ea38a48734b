//! The tree that decodes all shapes of a catalog, and its leaves, from which each shape reads its fields.

use api_error_catalog_core::envelope::Field;

use crate::model::Shape;
use crate::model::template::{FieldType, FieldUse, Template};

/// A node of the tree that decodes all shapes.
#[derive(Debug, Default)]
pub struct NodeLayout {
    pub members: Vec<(String, NodeLayout)>,
    pub items: Vec<ItemLayout>,
    pub leaf: Option<u8>,
    keeps_objects: bool,
    keeps_lists: bool,
}

impl NodeLayout {
    /// Returns `true` if the leaf also keeps the value whose members are read.
    pub fn whole(&self) -> bool {
        self.keeps_objects && !self.members.is_empty() || self.keeps_lists && !self.items.is_empty()
    }
}

/// An item to look for in a list.
#[derive(Debug)]
pub struct ItemLayout {
    pub node: NodeLayout,
    pub position: Option<u16>,
    /// The first of its leaves, and their number.
    pub leaves: (u8, u8),
    /// The leaves from which its fields are read.
    pub layout: ShapeLayout,
    /// The template, by which other shapes find the item.
    template: Template,
}

/// The leaves from which one shape reads its fields.
#[derive(Clone, Debug, Default)]
pub struct ShapeLayout {
    pub reads: Vec<FieldRead>,
    /// The leaves that must contain exactly this JSON text.
    pub constants: Vec<(u8, String)>,
}

/// A leaf that a shape reads.
#[derive(Clone, Debug)]
pub struct FieldRead {
    pub leaf: u8,
    pub field: Field,
    pub ty: FieldType,
    pub required: bool,
}

impl FieldRead {
    /// Returns `true` if an item is chosen by this field: if the field is required, or shows whether the item is an error.
    pub fn chooses(&self) -> bool {
        self.required || [Field::CODE, Field::STATUS].contains(&self.field)
    }
}

/// The tree while shapes are added to it.
pub(crate) struct Tree<'f> {
    root: NodeLayout,
    leaves: u8,
    own_fields: &'f [String],
}

impl<'f> Tree<'f> {
    pub(crate) fn new(own_fields: &'f [String]) -> Tree<'f> {
        Tree {
            root: NodeLayout::default(),
            leaves: 0,
            own_fields,
        }
    }

    pub(crate) fn add(&mut self, shape: &Shape) -> ShapeLayout {
        let mut layout = ShapeLayout::default();
        let mut root = std::mem::take(&mut self.root);
        self.walk(&mut root, &shape.template, &mut layout);
        self.root = root;
        layout
    }

    /// Returns the number of leaves.
    pub(crate) fn leaves(&self) -> usize {
        usize::from(self.leaves)
    }

    pub(crate) fn finish(self) -> NodeLayout {
        self.root
    }

    fn walk(&mut self, node: &mut NodeLayout, template: &Template, layout: &mut ShapeLayout) {
        match template {
            Template::Object(members) => {
                for member in members {
                    let at = node
                        .members
                        .iter()
                        .position(|(name, _)| *name == member.name)
                        .unwrap_or_else(|| {
                            node.members
                                .push((member.name.clone(), NodeLayout::default()));
                            node.members.len() - 1
                        });
                    self.walk(&mut node.members[at].1, &member.value, layout);
                }
            }
            Template::List(items) if template.is_positional() => {
                for (position, item) in (0..).zip(items) {
                    self.walk_position(node, position, item, layout);
                }
            }
            Template::List(items) => {
                for item in items {
                    if item.is_mixed() {
                        self.walk(node, item, layout);
                    } else {
                        self.walk_item(node, item, template.is_optional_item(item), layout);
                    }
                }
            }
            Template::Literal(json) => layout.constants.push((self.leaf(node), json.clone())),
            Template::Field(FieldUse {
                name, ty, optional, ..
            }) => {
                node.keeps_objects |= *ty == FieldType::Any || ty.is_object();
                node.keeps_lists |= matches!(ty, FieldType::Any | FieldType::ViolationList { .. });
                let (leaf, field) = (self.leaf(node), position_of(name, self.own_fields));
                layout.reads.push(FieldRead {
                    leaf,
                    field,
                    ty: ty.clone(),
                    required: !optional,
                });
            }
        }
    }

    /// Adds the item at a position. Like a member of an object, it is the same for all shapes.
    fn walk_position(
        &mut self,
        node: &mut NodeLayout,
        position: u16,
        template: &Template,
        layout: &mut ShapeLayout,
    ) {
        let known = node
            .items
            .iter()
            .position(|item| item.position == Some(position));
        let at = known.unwrap_or_else(|| {
            node.items.push(ItemLayout {
                node: NodeLayout::default(),
                position: Some(position),
                leaves: (0, 0),
                layout: ShapeLayout::default(),
                template: template.clone(),
            });
            node.items.len() - 1
        });
        self.walk(&mut node.items[at].node, template, layout);
    }

    /// Adds an item that is chosen by what it requires. It has leaves of its own, which all shapes with the same item share.
    fn walk_item(
        &mut self,
        node: &mut NodeLayout,
        template: &Template,
        optional: bool,
        layout: &mut ShapeLayout,
    ) {
        let mut items = node.items.iter();
        let known = items.position(|item| item.position.is_none() && item.template == *template);
        let at = known.unwrap_or_else(|| {
            let item = self.item(template);
            node.items.push(item);
            node.items.len() - 1
        });
        let item = &node.items[at].layout;
        layout.reads.extend(item.reads.iter().cloned());
        if !optional {
            layout.constants.extend(item.constants.iter().cloned());
        }
    }

    fn item(&mut self, template: &Template) -> ItemLayout {
        let (mut node, mut layout) = (NodeLayout::default(), ShapeLayout::default());
        let first = self.leaves;
        self.walk(&mut node, template, &mut layout);
        ItemLayout {
            node,
            position: None,
            leaves: (first, self.leaves - first),
            layout,
            template: template.clone(),
        }
    }

    fn leaf(&mut self, node: &mut NodeLayout) -> u8 {
        *node.leaf.get_or_insert_with(|| {
            self.leaves = self.leaves.saturating_add(1);
            self.leaves - 1
        })
    }
}

/// Returns the position of a field.
pub(crate) fn position_of(name: &str, own_fields: &[String]) -> Field {
    let known = Field::KNOWN
        .iter()
        .copied()
        .chain(own_fields.iter().map(String::as_str));
    // At most `MAX_FIELDS` names of templates pass `lower`.
    known
        .zip(0u8..)
        .find(|(known, _)| *known == name)
        .map_or(Field(u8::MAX), |(_, index)| Field(index))
}
