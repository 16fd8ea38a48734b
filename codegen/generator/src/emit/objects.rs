//! Generates the types for the `details` of an error: a struct for each object, and an enum for each string with documented values.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::docs::{code_span, doc, unused};
use super::fields::{Scope, debug_impl, derives, field_ident, path, tokens, value_type};
use super::ident::ident;
use api_error_catalog_model::model::{Catalog, Detail, DetailType, Error, ValueType};
use api_error_catalog_model::names;

/// Explains why each field is an `Option`.
const LENIENT: &str = "A member that is missing or has another type is `None`.";

/// Generates the definitions of the types.
pub(super) fn types(catalog: &Catalog, error: &Error, scope: Scope<'_>) -> TokenStream {
    let named = named_types(catalog, error);
    named.iter().map(|ty| ty.definition(scope)).collect()
}

/// Generates the `Debug` of types with sensitive members.
pub(super) fn debug_impls(catalog: &Catalog, error: &Error) -> TokenStream {
    let named = named_types(catalog, error);
    named.iter().filter_map(NamedType::debug_impl).collect()
}

/// Generates a line for each type: how it is constructed, read and written.
pub(super) fn rows(catalog: &Catalog, error: &Error, runtime: &str) -> Vec<String> {
    let named = named_types(catalog, error);
    named.iter().map(|ty| ty.row(runtime)).collect()
}

/// The Rust type of a member of an error's details.
pub(super) fn type_of_member(error: &Error, member: &Detail, runtime: &str) -> String {
    let details = names::of_details(&error.name);
    let name = names::of_member_type(&details, &member.name);
    type_of(&name, &member.ty, runtime)
}

/// Returns the types of an error, each after the type that contains it.
fn named_types<'c>(catalog: &'c Catalog, error: &'c Error) -> Vec<NamedType<'c>> {
    if error.details.is_empty() {
        return Vec::new();
    }
    let name = names::of_details(&error.name);
    let kind = format!("[`ErrorKind::{}`]", error.name);
    let is_hidden = |detail: &&Detail| {
        let sensitive = &catalog.sensitive;
        let all = sensitive.fields.iter().any(|field| field == "details");
        all || sensitive.details.contains(&detail.name)
    };
    let mut types = vec![NamedType {
        name: name.clone(),
        about: format!("The `details` of {kind}. {LENIENT}"),
        form: Form::Struct(&error.details),
        kind: Some(&error.name),
        hidden: error.details.iter().filter(is_hidden).collect(),
    }];
    for detail in &error.details {
        let mut walk = Walk {
            kind: &kind,
            all_hidden: is_hidden(&detail),
            types: &mut types,
        };
        let name = names::of_member_type(&name, &detail.name);
        walk.add(&name, &detail.name, &detail.ty);
    }
    types
}

/// A traversal of the type of a member of `details`.
struct Walk<'w, 'c> {
    kind: &'w str,
    all_hidden: bool,
    types: &'w mut Vec<NamedType<'c>>,
}

impl<'c> Walk<'_, 'c> {
    /// Adds the types inside a type, with this name and path.
    fn add(&mut self, name: &str, path: &str, ty: &'c DetailType) {
        let place = format!("{} in the `details` of {}", code_span(path), self.kind);
        match ty {
            DetailType::Value(_) => {}
            DetailType::OneOf(values) => self.types.push(NamedType {
                name: name.to_owned(),
                about: format!("The string {place}."),
                form: Form::Enum(values, self.all_hidden),
                kind: None,
                hidden: Vec::new(),
            }),
            DetailType::Object(members) => {
                let hidden = members.iter().filter(|_| self.all_hidden);
                self.types.push(NamedType {
                    name: name.to_owned(),
                    about: format!("The object {place}. {LENIENT}"),
                    form: Form::Struct(members),
                    kind: None,
                    hidden: hidden.collect(),
                });
                for member in members {
                    let name = names::of_member_type(name, &member.name);
                    self.add(&name, &format!("{path}.{}", member.name), &member.ty);
                }
            }
            DetailType::List(item) => {
                self.add(&names::of_item_type(name), &format!("{path}[]"), item);
            }
            DetailType::Map(key, value) => {
                self.add(
                    &names::of_map_value_type(name),
                    &format!("{path}.<{key}>"),
                    value,
                );
            }
        }
    }
}

/// A generated type.
struct NamedType<'c> {
    name: String,
    /// Its documentation.
    about: String,
    form: Form<'c>,
    /// The error, if the type is for all of its details.
    kind: Option<&'c str>,
    /// The members that must not appear in logs.
    hidden: Vec<&'c Detail>,
}

enum Form<'c> {
    Struct(&'c [Detail]),
    /// The values, and whether they must not appear in logs.
    Enum(&'c [String], bool),
}

impl NamedType<'_> {
    fn definition(&self, scope: Scope<'_>) -> TokenStream {
        match &self.form {
            Form::Struct(members) => self.structure(members, scope),
            Form::Enum(values, hidden) => self.enumeration(values, *hidden, scope),
        }
    }

    fn structure(&self, members: &[Detail], scope: Scope<'_>) -> TokenStream {
        let Scope {
            runtime,
            visibility,
        } = scope;
        let (name, docs, unused) = (ident(&self.name), doc(&self.about), unused());
        let fields = members.iter().map(|member| {
            let field = field_ident(&member.field());
            let ty = tokens(&self.type_of(member, &path(runtime)));
            let optional = if member.optional {
                ", which is optional"
            } else {
                ""
            };
            let docs = doc(&format!(
                "The member {}{optional}.",
                code_span(&member.name)
            ));
            quote!(#docs pub #field: Option<#ty>,)
        });
        let debug = derives(&self.hidden);
        let default = members
            .iter()
            .all(|member| member.optional)
            .then(|| quote!(Default,));
        let complex = members.iter().any(|member| containers(&member.ty) > 2);
        let complex = complex.then(
            || quote!(#[allow(clippy::type_complexity, reason = "it is the documented type")]),
        );
        quote! {
            #docs
            #unused
            #complex
            #[derive(Clone, #debug #default PartialEq)]
            #[non_exhaustive]
            #visibility struct #name { #(#fields)* }
        }
    }

    fn enumeration(&self, values: &[String], hidden: bool, scope: Scope<'_>) -> TokenStream {
        let (name, docs, visibility) = (ident(&self.name), doc(&self.about), scope.visibility);
        let variants = variants(values).map(|(variant, value)| {
            let docs = doc(&format!("{}.", code_span(value)));
            quote!(#docs #variant,)
        });
        let (debug, unused) = ((!hidden).then(|| quote!(Debug,)), unused());
        quote! {
            #docs
            #unused
            #[derive(Clone, #debug PartialEq, Eq, Hash)]
            #[non_exhaustive]
            #visibility enum #name {
                #(#variants)*
                #[doc = " A value that is not documented."]
                Other(String),
            }
        }
    }

    fn debug_impl(&self) -> Option<TokenStream> {
        let name = ident(&self.name);
        match &self.form {
            Form::Struct(members) => {
                let hidden: Vec<String> = self.hidden.iter().map(|member| member.field()).collect();
                let fields: Vec<String> = members.iter().map(Detail::field).collect();
                debug_impl(&name, &fields, &hidden)
            }
            Form::Enum(_, hidden) => hidden.then(|| {
                quote! {
                    impl rt::core::fmt::Debug for #name {
                        fn fmt(&self, f: &mut rt::core::fmt::Formatter<'_>) -> rt::core::fmt::Result {
                            f.write_str("[sensitive]")
                        }
                    }
                }
            }),
        }
    }

    fn row(&self, runtime: &str) -> String {
        let name = &self.name;
        match &self.form {
            Form::Struct(members) => self.object_row(members, runtime),
            Form::Enum(values, _) => {
                let variant = |(variant, value): (Ident, &String)| {
                    format!("{variant} = {}", Literal::string(value))
                };
                let variants: Vec<String> = variants(values).map(variant).collect();
                format!(
                    "rt::string_values! {{ {name} {{ {} }} }}",
                    variants.join(", ")
                )
            }
        }
    }

    fn object_row(&self, members: &[Detail], runtime: &str) -> String {
        let parameter = |member: &Detail| {
            let ty = match &member.ty {
                DetailType::Value(ValueType::String) => "impl Into<String>".to_owned(),
                _ => self.type_of(member, runtime),
            };
            format!("{}: {ty}", field_ident(&member.field()))
        };
        let (optional, required): (Vec<&Detail>, Vec<&Detail>) =
            members.iter().partition(|member| member.optional);
        let required = required.into_iter().map(parameter);
        let optional = optional
            .into_iter()
            .map(|member| format!("with_{} {}", member.field(), parameter(member)));
        let members = members.iter().map(|member| {
            let name = Literal::string(&member.name);
            format!("{} {name}", field_ident(&member.field()))
        });
        let (name, members) = (&self.name, joined(members));
        match self.kind {
            // An error is built of its arguments, so nothing constructs all of its details.
            Some(kind) => {
                format!("rt::details_object! {{ {name} = K::{kind}; members({members}) }}")
            }
            None => {
                let (required, optional) = (joined(required), joined(optional));
                format!(
                    "rt::details_object! {{ {name}; new({required}) with({optional}) members({members}) }}"
                )
            }
        }
    }

    fn type_of(&self, member: &Detail, runtime: &str) -> String {
        let name = names::of_member_type(&self.name, &member.name);
        type_of(&name, &member.ty, runtime)
    }
}

fn joined(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}

/// Returns the Rust type for a value of this type, which has this name if it needs one.
fn type_of(name: &str, ty: &DetailType, runtime: &str) -> String {
    match ty {
        DetailType::Value(ty) => value_type(*ty, runtime),
        DetailType::OneOf(_) | DetailType::Object(_) => name.to_owned(),
        DetailType::List(item) => {
            format!(
                "Vec<{}>",
                type_of(&names::of_item_type(name), item, runtime)
            )
        }
        DetailType::Map(_, value) => {
            let value = type_of(&names::of_map_value_type(name), value, runtime);
            format!("{runtime}::__runtime::BTreeMap<String, {value}>")
        }
    }
}

/// Returns the number of lists and maps around the innermost type.
fn containers(ty: &DetailType) -> usize {
    match ty {
        DetailType::List(inner) | DetailType::Map(_, inner) => 1 + containers(inner),
        DetailType::Value(_) | DetailType::OneOf(_) | DetailType::Object(_) => 0,
    }
}

/// Returns each value with its variant.
fn variants<'v>(values: &'v [String]) -> impl Iterator<Item = (Ident, &'v String)> {
    let variant = |value: &'v String| Some((ident(&names::of_value(value)?), value));
    values.iter().filter_map(variant)
}
