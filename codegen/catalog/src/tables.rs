//! A catalog → the tables of the core crate, at run time: for tools that hold answers against a catalog that was
//! just loaded, and for trying a catalog's own examples.
//!
//! The engine's tables live as long as the program, as generated ones do; so these are leaked. A tool makes them
//! once for each catalog it loads.

use api_error_catalog_core::envelope::{self, Member as CoreMember, Reads, Type};
use api_error_catalog_core::lookup::CodeMap;
use api_error_catalog_core::packed::{Errors, Group};
use api_error_catalog_core::table::{
    Catalog as Tables, CloseCodeInfo, Identity, Limit, More, Sensitive, Source, StatusInfo,
    Support, TypeInfo,
};
use api_error_catalog_core::{Pattern as CorePattern, Piece as CorePiece, Retry as CoreRetry};

use crate::layout::{Layout, NodeLayout, ShapeLayout, TooLarge};
use crate::model::{Catalog, Error, FieldType, Pattern, Piece, Retry, Shape, Template};

/// The tables of a catalog, for the life of the program.
pub(crate) fn tables(catalog: &Catalog) -> Result<&'static Tables, TooLarge> {
    let layout = Layout::new(catalog)?;
    let packed = &layout.errors;
    let all_codes = text(&packed.codes);
    let error = |index: &usize| catalog.errors.get(*index);
    let also = layout.also.iter().filter_map(|further| {
        let known = further.of(catalog)?;
        Some(Identity {
            error: further.error,
            code: text(known.code.as_deref()?),
            statuses: list(&known.statuses),
        })
    });
    let more = packed.more.iter().filter_map(error).map(more);
    Ok(Box::leak(Box::new(Tables {
        name: text(&catalog.name),
        title: text(&catalog.title),
        code_form: catalog.code_form,
        errors: Errors {
            texts: text(&packed.texts),
            codes: all_codes,
            rows: list(&packed.rows),
            groups: all(packed.groups.iter().filter_map(error).map(group)),
            more: all(std::iter::once(&More::NONE).chain(more)),
        },
        codes: CodeMap {
            words: layout.codes.words,
            seed: layout.codes.seed,
            pilots: list(&layout.codes.pilots),
            entries: list(&layout.codes.entries),
            texts: all_codes,
        },
        also: all(also),
        types: all(catalog.types.iter().map(|ty| TypeInfo {
            name: text(&ty.name),
            statuses: list(&ty.statuses),
            description: text(&ty.description),
        })),
        statuses: all(catalog.statuses.iter().map(|status| StatusInfo {
            status: status.status,
            name: text(&status.name),
            description: text(&status.description),
            action: status.action.as_deref().map(text),
        })),
        close_codes: all(catalog.close_codes.iter().map(|close| CloseCodeInfo {
            code: close.code,
            name: text(&close.name),
            description: text(&close.description),
            class: close.class,
        })),
        fields: texts(&layout.own_fields),
        reader: node(&layout.reader),
        shapes: all(catalog
            .shapes
            .iter()
            .zip(&layout.shapes)
            .map(|(written, read)| shape(&layout, written, read))),
        headers: all(catalog
            .headers
            .iter()
            .map(|(field, name)| (layout.field(field), text(name)))),
        sensitive: Sensitive {
            fields: all(catalog
                .sensitive
                .fields
                .iter()
                .map(|name| layout.field(name))),
            details: texts(&catalog.sensitive.details),
        },
        support: Support {
            url: catalog.support.url.as_deref().map(text),
            email: catalog.support.email.as_deref().map(text),
            send: texts(&catalog.support.send),
        },
        source: Source {
            title: catalog.source.title.as_deref().map(text),
            url: catalog.source.url.as_deref().map(text),
            read: catalog.source.read.as_deref().map(text),
        },
    })))
}

fn text(text: &str) -> &'static str {
    String::from(text).leak()
}

fn list<T: Clone>(items: &[T]) -> &'static [T] {
    items.to_vec().leak()
}

fn all<T>(items: impl Iterator<Item = T>) -> &'static [T] {
    items.collect::<Vec<T>>().leak()
}

fn texts(items: &[String]) -> &'static [&'static str] {
    all(items.iter().map(|item| text(item)))
}

fn group(first: &Error) -> Group {
    Group {
        statuses: list(&first.own.statuses),
        type_name: first.type_name.as_deref().map(text),
        class: first.class,
        retry: first
            .retry
            .as_ref()
            .map(|advice| &*Box::leak(Box::new(retry(advice)))),
    }
}

fn more(error: &Error) -> &'static More {
    Box::leak(Box::new(More {
        causes: texts(&error.causes),
        solutions: texts(&error.solutions),
        user_message: error.user_message.as_deref().map(text),
        exception: error.exception.as_deref().map(text),
        limits: all(error.limits.iter().map(|limit| Limit {
            name: text(&limit.name),
            plan: limit.plan.as_deref().map(text),
            value: limit.value,
        })),
        message: error
            .message
            .as_ref()
            .map(|message| &*Box::leak(Box::new(pattern(message)))),
        told_by_message: error.told_by_message,
        shape: u8::try_from(error.shape).unwrap_or_default(),
        seen: error.seen.as_deref().map(text),
        deprecated: error.deprecated.as_deref().map(text),
        renamed_from: texts(&error.renamed_from),
    }))
}

fn pattern(pattern: &Pattern) -> CorePattern {
    let piece = |piece: &Piece| match piece {
        Piece::Text(literal) => CorePiece::Text(text(literal)),
        Piece::Parameter(name, _) => CorePiece::Parameter(text(name)),
    };
    CorePattern {
        pieces: all(pattern.pieces.iter().map(piece)),
    }
}

fn retry(retry: &Retry) -> CoreRetry {
    let mut advice = CoreRetry::new(retry.when);
    advice.attempts = retry.attempts;
    advice.base = retry.base;
    advice.factor = retry.factor;
    advice.delay = retry.delay;
    advice.judged = retry.judged;
    advice
}

fn node(node_layout: &NodeLayout) -> envelope::Node {
    envelope::Node {
        members: all(node_layout
            .members
            .iter()
            .map(|(name, member)| (text(name), node(member)))),
        first: node_layout
            .first
            .as_deref()
            .map(|first| &*Box::leak(Box::new(node(first)))),
        leaf: node_layout.leaf,
        whole: node_layout.whole(),
    }
}

fn shape(layout: &Layout, shape: &Shape, read: &ShapeLayout) -> envelope::Shape {
    let reads = read.reads.iter().map(|read| Reads {
        leaf: read.leaf,
        field: read.field,
        ty: ty(&read.ty),
        required: read.required,
    });
    envelope::Shape {
        name: text(&shape.name),
        websocket: shape.websocket,
        reads: all(reads),
        constants: all(read
            .constants
            .iter()
            .map(|(leaf, json)| (*leaf, text(json)))),
        template: shape
            .written
            .then(|| &*Box::leak(Box::new(template(layout, &shape.template)))),
    }
}

fn ty(ty: &FieldType) -> Type {
    match ty {
        FieldType::String => Type::Text,
        FieldType::Integer => Type::Integer,
        FieldType::Number => Type::Number,
        FieldType::Any => Type::Any,
        FieldType::ViolationList(field, message) => Type::ViolationList {
            field: text(field),
            message: text(message),
        },
        FieldType::ViolationMap => Type::ViolationMap,
    }
}

fn template(layout: &Layout, written: &Template) -> envelope::Template {
    match written {
        Template::Literal(json) => envelope::Template::Literal(text(json)),
        Template::List(item) => {
            envelope::Template::List(Box::leak(Box::new(template(layout, item))))
        }
        Template::Object(members) => {
            envelope::Template::Object(all(members.iter().map(|member| CoreMember {
                name: text(&member.name),
                optional: member.value.is_optional(),
                value: template(layout, &member.value),
            })))
        }
        Template::Field(field) => {
            let default = field
                .default
                .as_deref()
                .map_or(envelope::Default::None, |other| {
                    envelope::Default::Field(layout.field(other))
                });
            envelope::Template::Field(layout.field(&field.name), ty(&field.ty), default)
        }
    }
}
