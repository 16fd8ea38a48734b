//! Builds the tables of the runtime from a catalog and its layout, in an arena of the caller.
//!
//! Tools compare responses with these tables, the loader decodes a catalog's own examples with them, and the generator
//! prints them as Rust. Texts are borrowed from the catalog and the layout. Only lists that must be built are in the arena.

use api_error_catalog_core::envelope::{
    self, Field, ItemTemplate, Member as CoreMember, Reads, Type,
};
use api_error_catalog_core::lookup::CodeMap;
use api_error_catalog_core::packed::{Errors, Group, Rows};
use api_error_catalog_core::table::{
    Catalog as Tables, CloseCodeInfo, Detail, Identity, Limit, More, Sensitive, Source, StatusInfo,
    Support, TypeInfo, ValueType as CoreValueType,
};
use api_error_catalog_core::{Pattern as CorePattern, Piece as CorePiece};
use bumpalo::Bump;

use crate::layout::Layout;
use crate::leaves::{FieldRead, ItemLayout, NodeLayout, ShapeLayout};
use crate::model::{
    Catalog, Detail as ModelDetail, DetailType, Error, FieldType, Pattern, Piece, Shape, Template,
    ValueType,
};

mod rules;

/// Owns the lists of [`Tables`] that are made at run time.
#[derive(Debug, Default)]
pub struct Arena(Bump);

impl Layout {
    /// Builds the tables of the catalog of this layout.
    pub fn tables<'t>(&'t self, catalog: &'t Catalog, arena: &'t Arena) -> &'t Tables<'t> {
        let maker = TableMaker {
            catalog,
            layout: self,
            arena: &arena.0,
        };
        arena.0.alloc(maker.tables())
    }
}

/// The data that all tables are built from.
#[derive(Clone, Copy)]
struct TableMaker<'t> {
    catalog: &'t Catalog,
    layout: &'t Layout,
    arena: &'t Bump,
}

impl<'t> TableMaker<'t> {
    fn tables(self) -> Tables<'t> {
        let (catalog, layout) = (self.catalog, self.layout);
        Tables {
            name: &catalog.name,
            title: &catalog.title,
            code_type: catalog.code_type,
            errors: self.errors(),
            codes: CodeMap {
                words: layout.codes.words,
                seed: layout.codes.seed,
                pilots: &layout.codes.pilots,
                entries: &layout.codes.entries,
                texts: &layout.errors.codes,
            },
            also: self.also(),
            types: self.types(),
            statuses: self.statuses(),
            close_codes: self.close_codes(),
            fields: self.texts(&layout.own_fields),
            reader: self.node(&layout.reader),
            shapes: self.shapes(),
            sources: self.sources(),
            rules: self.rules(),
            sensitive: Sensitive {
                fields: self.list(
                    catalog
                        .sensitive
                        .fields
                        .iter()
                        .map(|name| layout.field(name)),
                ),
                details: self.texts(&catalog.sensitive.details),
            },
            support: Support {
                url: catalog.support.url.as_deref(),
                email: catalog.support.email.as_deref(),
                send: self.texts(&catalog.support.send),
            },
            source: catalog.pages.first().map_or(Source::NONE, |page| Source {
                title: page.title.as_deref(),
                url: page.url.as_deref(),
                read: page.read.as_deref(),
            }),
        }
    }

    fn list<T: Copy>(self, items: impl Iterator<Item = T>) -> &'t [T] {
        let items: Vec<T> = items.collect();
        self.arena.alloc_slice_copy(&items)
    }

    fn texts(self, texts: &'t [String]) -> &'t [&'t str] {
        self.list(texts.iter().map(String::as_str))
    }

    fn errors(self) -> Errors<'t> {
        let (catalog, packed) = (self.catalog, &self.layout.errors);
        let error = |index: &usize| catalog.errors.get(*index);
        let groups = packed.groups.iter().filter_map(error);
        let more = packed.more.iter().filter_map(error);
        let more = more.map(|error| &*self.arena.alloc(self.more(error)));
        let numbers = packed.rows.iter().flat_map(|row| row.numbers());
        let numbers = [0; 4].into_iter().chain(numbers);
        Errors {
            texts: &packed.texts,
            codes: &packed.codes,
            rows: Rows::new(self.list(numbers)),
            groups: self.list(groups.map(|first| self.group(first))),
            more: self.list(std::iter::once(&More::NONE).chain(more)),
        }
    }

    /// Returns the properties that all errors of a group have in common, from its first error.
    fn group(self, first: &'t Error) -> Group<'t> {
        Group {
            statuses: &first.own.statuses,
            error_type: first.error_type.as_deref(),
            category: first.category,
            retry: first.retry.as_ref(),
        }
    }

    fn more(self, error: &'t Error) -> More<'t> {
        let limits = error.limits.iter().map(|limit| Limit {
            name: &limit.name,
            plan: limit.plan.as_deref(),
            value: limit.value,
        });
        let message = error.message.as_ref();
        More {
            causes: self.texts(&error.causes),
            solutions: self.texts(&error.solutions),
            user_message: error.user_message.as_deref(),
            exception: error.exception.as_deref(),
            limits: self.list(limits),
            message: message.map(|message| &*self.arena.alloc(self.pattern(message))),
            details: self.details(&error.details),
            identified_by_message: error.identified_by_message,
            shape: u8::try_from(error.shape).unwrap_or_default(),
            seen: error.seen.as_deref(),
            deprecated: error.deprecated.as_deref(),
            renamed_from: self.texts(&error.renamed_from),
        }
    }

    fn details(self, details: &'t [ModelDetail]) -> &'t [Detail<'t>] {
        self.list(details.iter().map(|detail| Detail {
            name: &detail.name,
            ty: self.detail_type(&detail.ty),
            optional: detail.optional,
        }))
    }

    fn detail_type(self, ty: &'t DetailType) -> CoreValueType<'t> {
        match ty {
            DetailType::Value(ty) => value_type(*ty),
            // Other strings may be sent as well.
            DetailType::OneOf(_) => CoreValueType::String,
            DetailType::Object(members) => CoreValueType::Object(self.details(members)),
            DetailType::List(item) => CoreValueType::List(self.arena.alloc(self.detail_type(item))),
            DetailType::Map(_, value) => {
                CoreValueType::Map(self.arena.alloc(self.detail_type(value)))
            }
        }
    }

    fn pattern(self, pattern: &'t Pattern) -> CorePattern<'t> {
        CorePattern {
            pieces: self.list(pattern.pieces.iter().map(|piece| match piece {
                Piece::Text(literal) => CorePiece::Text(literal),
                Piece::Parameter(name, ty) => CorePiece::Parameter(name, value_type(*ty)),
            })),
        }
    }

    fn also(self) -> &'t [Identity<'t>] {
        self.list(self.layout.also.iter().filter_map(|further| {
            let known = further.of(self.catalog)?;
            Some(Identity {
                error: further.error,
                code: known.code.as_deref()?,
                statuses: &known.statuses,
            })
        }))
    }

    fn types(self) -> &'t [TypeInfo<'t>] {
        self.list(self.catalog.types.iter().map(|ty| TypeInfo {
            name: &ty.name,
            statuses: &ty.statuses,
            description: &ty.description,
        }))
    }

    fn statuses(self) -> &'t [StatusInfo<'t>] {
        self.list(self.catalog.statuses.iter().map(|status| StatusInfo {
            status: status.status,
            name: &status.name,
            description: &status.description,
            action: status.action.as_deref(),
        }))
    }

    fn close_codes(self) -> &'t [CloseCodeInfo<'t>] {
        self.list(self.catalog.close_codes.iter().map(|close| CloseCodeInfo {
            code: close.code,
            name: &close.name,
            description: &close.description,
            category: close.category,
            retry: close.retry.as_ref(),
        }))
    }

    fn node(self, node: &'t NodeLayout) -> envelope::Node<'t> {
        envelope::Node {
            members: self.list(
                node.members
                    .iter()
                    .map(|(name, member)| (name.as_str(), self.node(member))),
            ),
            items: self.list(node.items.iter().map(|item| self.item(item))),
            leaf: node.leaf,
            whole: node.whole(),
            any_case: self.catalog.rules.ignore_member_case && !node.members.is_empty(),
        }
    }

    fn shapes(self) -> &'t [envelope::Shape<'t>] {
        let shapes = self.catalog.shapes.iter().zip(&self.layout.shapes);
        self.list(shapes.map(|(shape, layout)| self.shape(shape, layout)))
    }

    fn item(self, item: &'t ItemLayout) -> envelope::Item<'t> {
        let reads = item.layout.reads.iter().filter(|_| item.position.is_none());
        let constants = item.layout.constants.iter();
        envelope::Item {
            node: self.node(&item.node),
            position: item.position,
            reads: self.reads(reads.filter(|read| read.chooses())),
            constants: self.constants(constants.filter(|_| item.position.is_none())),
            leaves: item.leaves,
        }
    }

    fn shape(self, shape: &'t Shape, layout: &'t ShapeLayout) -> envelope::Shape<'t> {
        let template = shape.written.then_some(&shape.template);
        envelope::Shape {
            name: &shape.name,
            websocket: shape.websocket,
            reads: self.reads(layout.reads.iter()),
            constants: self.constants(layout.constants.iter()),
            template: template
                .map(|template| &*self.arena.alloc(self.template(template, &mut Vec::new()))),
        }
    }

    /// Returns the leaves, those of one field next to each other.
    fn reads(self, reads: impl Iterator<Item = &'t FieldRead>) -> &'t [Reads<'t>] {
        let mut reads: Vec<&FieldRead> = reads.collect();
        let fields: Vec<Field> = reads.iter().map(|read| read.field).collect();
        reads.sort_by_key(|read| fields.iter().position(|field| *field == read.field));
        self.list(reads.into_iter().map(|read| Reads {
            leaf: read.leaf,
            field: read.field,
            ty: ty(&read.ty),
            required: read.required,
        }))
    }

    fn constants(self, constants: impl Iterator<Item = &'t (u8, String)>) -> &'t [(u8, &'t str)] {
        self.list(constants.map(|(leaf, json)| (*leaf, json.as_str())))
    }

    /// Returns the template to write. A field that it has `seen` is not written again to a place that may lack it.
    fn template(self, template: &'t Template, seen: &mut Vec<&'t str>) -> envelope::Template<'t> {
        match template {
            Template::Literal(json) => envelope::Template::Literal(json),
            Template::List(items) => {
                let mut written = Vec::new();
                for item in items {
                    let optional = template.is_optional_item(item);
                    if !(optional && repeats(item, seen)) {
                        let value = self.template(item, seen);
                        written.push(ItemTemplate { optional, value });
                    }
                }
                envelope::Template::List(self.list(written.into_iter()))
            }
            Template::Object(members) => {
                let mut written = Vec::new();
                for member in members {
                    let optional = member.value.is_optional();
                    if !(optional && repeats(&member.value, seen)) {
                        written.push(CoreMember {
                            name: &member.name,
                            optional,
                            value: self.template(&member.value, seen),
                        });
                    }
                }
                envelope::Template::Object(self.list(written.into_iter()))
            }
            Template::Field(field) => {
                let other = field.default.as_deref();
                let default = other.map_or(envelope::Default::None, |other| {
                    envelope::Default::Field(self.layout.field(other))
                });
                seen.push(&field.name);
                envelope::Template::Field(self.layout.field(&field.name), ty(&field.ty), default)
            }
        }
    }
}

/// Returns `true` if all fields of the template are among these.
fn repeats(template: &Template, seen: &[&str]) -> bool {
    let mut all = true;
    template.each_field(&mut |field| all &= seen.contains(&field.name.as_str()));
    all
}

fn ty(ty: &FieldType) -> Type<'_> {
    match ty {
        FieldType::String => Type::String,
        FieldType::Integer => Type::Integer,
        FieldType::Number => Type::Number,
        FieldType::Any => Type::Any,
        FieldType::ViolationList {
            field,
            message,
            mixed,
        } => Type::ViolationList {
            field,
            message,
            mixed: *mixed,
        },
        FieldType::ViolationMap { message, lists } => Type::ViolationMap {
            message,
            lists: *lists,
        },
        FieldType::ViolationTree { end, message } => Type::ViolationTree { end, message },
        FieldType::Delay(form) => Type::Delay(*form),
    }
}

fn value_type(ty: ValueType) -> CoreValueType<'static> {
    match ty {
        ValueType::String => CoreValueType::String,
        ValueType::Integer => CoreValueType::Integer,
        ValueType::Number => CoreValueType::Number,
        ValueType::Decimal => CoreValueType::Decimal,
        ValueType::Boolean => CoreValueType::Boolean,
        ValueType::Any => CoreValueType::Any,
    }
}
