//! The tree that reads all shapes, and the shapes.

use api_error_catalog_core::envelope::Field;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::ident;
use api_error_catalog_model::layout::{Layout, NodeLayout, ShapeLayout};
use api_error_catalog_model::model::{FieldType, Shape, Template};

pub(super) fn reader(node: &NodeLayout) -> TokenStream {
    let members = node.members.iter().map(|(name, member)| {
        let member = reader(member);
        quote!((#name, #member))
    });
    let leaf = node.leaf.map(Literal::u8_unsuffixed);
    if let (Some(leaf), false) = (&leaf, node.looks_inside()) {
        return quote!(rt::Node::leaf(#leaf));
    }
    let first = node.first.as_deref().map(|first| {
        let first = reader(first);
        quote!(.or_first(&#first))
    });
    let leaf = leaf.map(|leaf| {
        if node.whole() {
            quote!(.and_leaf(#leaf))
        } else {
            quote!(.or_leaf(#leaf))
        }
    });
    quote!(rt::Node::object(&[#(#members),*]) #first #leaf)
}

pub(super) fn shape(layout: &Layout, shape: &Shape, read: &ShapeLayout) -> TokenStream {
    let (name, websocket) = (&shape.name, shape.websocket);
    let reads = read.reads.iter().map(|read| {
        let (leaf, required) = (Literal::u8_unsuffixed(read.leaf), read.required);
        let (field, ty) = (field(read.field), ty(&read.ty));
        quote!(rt::Reads { leaf: #leaf, field: #field, ty: #ty, required: #required })
    });
    let constants = read.constants.iter().map(|(leaf, json)| {
        let leaf = Literal::u8_unsuffixed(*leaf);
        quote!((#leaf, #json))
    });
    let template = if shape.written {
        let template = template(layout, &shape.template);
        quote!(Some(&#template))
    } else {
        quote!(None)
    };
    quote! {
        rt::Shape {
            name: #name,
            websocket: #websocket,
            reads: &[#(#reads),*],
            constants: &[#(#constants),*],
            template: #template,
        }
    }
}

/// `Field::MESSAGE` for a field that the engine knows, `Field::own(0)` for one of the catalog's own.
pub(super) fn field(field: Field) -> TokenStream {
    match Field::KNOWN.get(usize::from(field.0)) {
        Some(name) => {
            let name = ident(&name.to_uppercase());
            quote!(rt::Field::#name)
        }
        None => {
            let own = Literal::usize_unsuffixed(usize::from(field.0) - Field::KNOWN.len());
            quote!(rt::Field::own(#own))
        }
    }
}

fn ty(ty: &FieldType) -> TokenStream {
    match ty {
        FieldType::String => quote!(rt::Type::Text),
        FieldType::Integer => quote!(rt::Type::Integer),
        FieldType::Number => quote!(rt::Type::Number),
        FieldType::Any => quote!(rt::Type::Any),
        FieldType::ViolationList(field, message) => {
            quote!(rt::Type::ViolationList { field: #field, message: #message })
        }
        FieldType::ViolationMap => quote!(rt::Type::ViolationMap),
    }
}

fn template(layout: &Layout, written: &Template) -> TokenStream {
    match written {
        Template::Literal(json) => quote!(rt::Template::Literal(#json)),
        Template::List(item) => {
            let item = template(layout, item);
            quote!(rt::Template::List(&#item))
        }
        Template::Object(members) => {
            let members = members.iter().map(|member| {
                let (name, optional, value) = (
                    &member.name,
                    member.value.is_optional(),
                    template(layout, &member.value),
                );
                quote!(rt::Member { name: #name, optional: #optional, value: #value })
            });
            quote!(rt::Template::Object(&[#(#members),*]))
        }
        Template::Field(use_of) => {
            let (name, ty) = (field(layout.field(&use_of.name)), ty(&use_of.ty));
            let default = match &use_of.default {
                Some(other) => {
                    let other = field(layout.field(other));
                    quote!(rt::Default::Field(#other))
                }
                None => quote!(rt::Default::None),
            };
            quote!(rt::Template::Field(#name, #ty, #default))
        }
    }
}
