//! How the body of an error is laid out, as tables.
//!
//! A catalog writes an envelope as a JSON template. The generator turns all templates of a catalog into one
//! merged tree for reading ([`Node`], its leaves numbered) and, for each template, a [`Shape`]: which leaf holds
//! which [`Field`], which leaves must be there, and the [`Template`] to write.

/// The largest number of fields a catalog's envelopes may name.
pub const MAX_FIELDS: usize = 16;
/// The largest number of leaves a merged reading tree may have.
pub const MAX_LEAVES: usize = 32;

/// A named part of an envelope. The first nine are known to the engine; the rest are a catalog's own, in the
/// order of [`Catalog::fields`](super::catalog::Catalog::fields).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Field(pub u8);

impl Field {
    /// The machine-readable code.
    pub const CODE: Field = Field(0);
    /// The type or label that groups codes.
    pub const TYPE: Field = Field(1);
    /// The text for a person.
    pub const MESSAGE: Field = Field(2);
    /// The HTTP status, said again in the body.
    pub const STATUS: Field = Field(3);
    /// What the vendor's support asks for.
    pub const REQUEST_ID: Field = Field(4);
    /// The parameter of the request that is at fault.
    pub const PARAM: Field = Field(5);
    /// Seconds to wait.
    pub const RETRY_AFTER: Field = Field(6);
    /// Anything more, of a form that depends on the error.
    pub const DETAILS: Field = Field(7);
    /// What is wrong with which part of the request.
    pub const VIOLATIONS: Field = Field(8);

    /// The names of the fields known to the engine, as a template writes them after `$`.
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

    /// Those of them that are short texts.
    pub(crate) const TEXTS: [Field; 6] = [
        Field::CODE,
        Field::TYPE,
        Field::STATUS,
        Field::MESSAGE,
        Field::REQUEST_ID,
        Field::PARAM,
    ];

    /// The catalog's own field at this index of its list.
    #[must_use]
    pub const fn own(index: u8) -> Field {
        Field(Self::KNOWN.len() as u8 + index)
    }
}

/// What a field's JSON value is.
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
    /// A list of objects: which member names the field (empty: none does) and which says what is wrong.
    ViolationList {
        /// The member that names the part of the request.
        field: &'t str,
        /// The member that says what is wrong with it.
        message: &'t str,
    },
    /// An object: each name is a part of the request, each value says what is wrong with it.
    ViolationMap,
}

/// A node of the merged tree that reads every shape of a catalog in one pass.
#[derive(Clone, Copy, Debug)]
pub struct Node<'t> {
    /// What to look for in an object.
    pub members: &'t [(&'t str, Node<'t>)],
    /// What to look for in the first item of a list.
    pub first: Option<&'t Node<'t>>,
    /// The leaf that keeps what stands here: any value where nothing is looked for inside, else what is not looked into.
    pub leaf: Option<u8>,
    /// Whether the leaf keeps what is looked into as well.
    pub whole: bool,
}

impl Node<'_> {
    /// A node that looks for nothing and keeps nothing.
    pub const NONE: Node<'static> = Node {
        members: &[],
        first: None,
        leaf: None,
        whole: false,
    };
}

/// One leaf that a shape reads.
#[derive(Clone, Copy, Debug)]
pub struct Reads<'t> {
    /// Which leaf of the tree.
    pub leaf: u8,
    /// Which field stands there.
    pub field: Field,
    /// What its value is.
    pub ty: Type<'t>,
    /// Whether a body of this shape must have it.
    pub required: bool,
}

/// One envelope of a catalog.
#[derive(Clone, Copy, Debug)]
pub struct Shape<'t> {
    /// `envelope`, or the name the catalog gives it.
    pub name: &'t str,
    /// Whether it comes as a message on a WebSocket and not as the body of a response.
    pub websocket: bool,
    /// The leaves it reads.
    pub reads: &'t [Reads<'t>],
    /// Leaves that must hold exactly this JSON text.
    pub constants: &'t [(u8, &'t str)],
    /// How to write it; `None` for a shape that is only read.
    pub template: Option<&'t Template<'t>>,
}

/// How to write a value.
#[derive(Clone, Copy, Debug)]
pub enum Template<'t> {
    /// JSON text, as it stands.
    Literal(&'t str),
    /// An object, its members in this order.
    Object(&'t [Member<'t>]),
    /// A list of this one item.
    List(&'t Template<'t>),
    /// A field.
    Field(Field, Type<'t>, Default),
}

/// What to write where a field was not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Default {
    /// `null`, or nothing where the member is optional.
    None,
    /// The value of another field.
    Field(Field),
}

/// A member of an object to write.
#[derive(Clone, Copy, Debug)]
pub struct Member<'t> {
    /// Its name.
    pub name: &'t str,
    /// Whether it is left out where its field was not given.
    pub optional: bool,
    /// Its value.
    pub value: Template<'t>,
}
