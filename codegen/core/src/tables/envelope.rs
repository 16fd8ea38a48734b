//! The layout of error bodies, as tables.
//!
//! A catalog writes an envelope as a JSON template. The generator merges all templates of a catalog into one tree for
//! decoding, whose leaves are numbered ([`Node`]). It also creates a [`Shape`] for each template: the [`Field`] of each leaf,
//! the required leaves, and the [`Template`] to write.

use super::form::Form;

/// The maximum number of fields in the templates of a catalog.
pub const MAX_FIELDS: usize = 16;
/// The maximum number of leaves in the tree of a catalog.
pub const MAX_LEAVES: usize = 32;

/// A named part of a body. The first nine are predefined. The rest are a catalog's own, in the
/// order of [`Catalog::fields`](super::catalog::Catalog::fields).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Field(pub u8);

impl Field {
    /// The machine-readable code.
    pub const CODE: Field = Field(0);
    /// The type or label that groups codes.
    pub const TYPE: Field = Field(1);
    /// The message, for people.
    pub const MESSAGE: Field = Field(2);
    /// The HTTP status, repeated in the body.
    pub const STATUS: Field = Field(3);
    /// The ID that the vendor's support asks for.
    pub const REQUEST_ID: Field = Field(4);
    /// The parameter of the request that caused the error.
    pub const PARAM: Field = Field(5);
    /// The delay in seconds.
    pub const RETRY_AFTER: Field = Field(6);
    /// Further data, which depends on the error.
    pub const DETAILS: Field = Field(7);
    /// The violations: invalid parts of the request, with messages.
    pub const VIOLATIONS: Field = Field(8);

    /// No field: it has no value in any response.
    pub const NONE: Field = Field(u8::MAX);

    /// The names of the predefined fields, as a template writes them after `$`.
    pub const KNOWN: [&'static str; 9] = [
        "code",
        "type",
        "message",
        "status",
        "request_id",
        "param",
        "retry_after",
        "details",
        "violations",
    ];

    /// The predefined fields that are short strings.
    pub(crate) const TEXTS: [Field; 6] = [
        Field::CODE,
        Field::TYPE,
        Field::STATUS,
        Field::MESSAGE,
        Field::REQUEST_ID,
        Field::PARAM,
    ];

    /// Returns the catalog's own field at this index.
    #[must_use]
    pub const fn own(index: u8) -> Field {
        Field(Self::KNOWN.len() as u8 + index)
    }
}

/// The JSON type of a field's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type<'t> {
    /// A string.
    String,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// Any JSON value.
    Any,
    /// A delay: a string or a number in this form.
    Delay(Form),
    /// A list of objects. The names of two of their members follow.
    ViolationList {
        /// The member that names the part of the request; empty if none does. It may be a path,
        /// `source.pointer`, or alternatives, `pointer|parameter`.
        field: &'t str,
        /// The member with the message, written in the same way; empty if the items are strings.
        message: &'t str,
        /// Whether the items are also errors. Those that name no part of the request are then not violations.
        mixed: bool,
    },
    /// An object that maps parts of the request to messages.
    ViolationMap {
        /// The member of a value that is an object.
        message: &'t str,
        /// Whether each value is written as a list.
        lists: bool,
    },
    /// Nested objects whose members name parts of the request.
    ViolationTree {
        /// The member with the messages about the part that leads to it.
        end: &'t str,
        /// The member of a message that is an object; empty if messages are strings.
        message: &'t str,
    },
}

/// A node of the tree that decodes every shape of a catalog in one pass.
#[derive(Clone, Copy, Debug)]
pub struct Node<'t> {
    /// The members to look for in an object.
    pub members: &'t [(&'t str, Node<'t>)],
    /// The items to look for in a list.
    pub items: &'t [Item<'t>],
    /// The leaf that keeps the value. If the node has `members` or `items`, the leaf keeps only values to which neither applies.
    pub leaf: Option<u8>,
    /// Whether the leaf also keeps values to which `members` or `items` applies.
    pub whole: bool,
    /// Whether the names of members may be in any case.
    pub any_case: bool,
}

impl Node<'_> {
    /// The node that looks for nothing and keeps nothing.
    pub const NONE: Node<'static> = Node {
        members: &[],
        items: &[],
        leaf: None,
        whole: false,
        any_case: false,
    };
}

/// An item to look for in a list.
#[derive(Clone, Copy, Debug)]
pub struct Item<'t> {
    /// The node that decodes it.
    pub node: Node<'t>,
    /// Its index in the list; `None` for the first item that has everything that this one requires.
    pub position: Option<u16>,
    /// The leaves that the item must have, and those of its code and its status. Empty if it has a position.
    pub reads: &'t [Reads<'t>],
    /// The leaves that must have exactly this JSON text. Empty if it has a position.
    pub constants: &'t [(u8, &'t str)],
    /// The first of its leaves, and their number.
    pub leaves: (u8, u8),
}

/// A leaf that a shape reads.
#[derive(Clone, Copy, Debug)]
pub struct Reads<'t> {
    /// The index of the leaf in the tree.
    pub leaf: u8,
    /// The field.
    pub field: Field,
    /// The type of the value.
    pub ty: Type<'t>,
    /// Whether a body of this shape must have the field, here or at another of its required places.
    pub required: bool,
}

/// A shape of error bodies.
#[derive(Clone, Copy, Debug)]
pub struct Shape<'t> {
    /// `envelope`, or the name in the catalog.
    pub name: &'t str,
    /// Whether it is the shape of WebSocket messages instead of response bodies.
    pub websocket: bool,
    /// The leaves that it reads. Those of one field are next to each other.
    pub reads: &'t [Reads<'t>],
    /// The leaves that must have exactly this JSON text.
    pub constants: &'t [(u8, &'t str)],
    /// The template to write; `None` for a shape that is only decoded.
    pub template: Option<&'t Template<'t>>,
}

/// The template of a value to write.
#[derive(Clone, Copy, Debug)]
pub enum Template<'t> {
    /// Literal JSON text.
    Literal(&'t str),
    /// An object, with its members in order.
    Object(&'t [Member<'t>]),
    /// A list with these items.
    List(&'t [ItemTemplate<'t>]),
    /// A field.
    Field(Field, Type<'t>, Default),
}

/// The value to write if a field has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Default {
    /// `null`, or no member if it is optional.
    None,
    /// The value of another field.
    Field(Field),
}

/// An item of a list to write.
#[derive(Clone, Copy, Debug)]
pub struct ItemTemplate<'t> {
    /// Whether the item is omitted if its fields have no value.
    pub optional: bool,
    /// The value.
    pub value: Template<'t>,
}

/// A member of an object to write.
#[derive(Clone, Copy, Debug)]
pub struct Member<'t> {
    /// The name.
    pub name: &'t str,
    /// Whether the member is omitted if its field has no value.
    pub optional: bool,
    /// The value.
    pub value: Template<'t>,
}
