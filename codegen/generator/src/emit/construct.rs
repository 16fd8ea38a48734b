//! Generates the values from which errors are built: a struct for each error with arguments, and a name for each other one.
//!
//! The arguments of an error are those of its message and the members of its `details`. An argument in both is one
//! field, with the type that it has in the details.

use api_error_catalog_model::model::{Catalog, Detail, Error, Pattern, ValueType};
use api_error_catalog_model::names;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{code_span, doc, unused};
use super::fields::{Scope, debug_impl, derives, field_ident, path, tokens, value_type};
use super::ident::ident;
use super::objects;

/// An argument of an error.
struct Argument<'c> {
    /// The name in the message and in the details. It is `details.owner` for an object in the details if the message has another
    /// argument `owner`.
    name: String,
    /// The name of the struct's field.
    field: String,
    /// The type in the message.
    parameter: Option<ValueType>,
    member: Option<&'c Detail>,
    /// Whether it must not appear in logs.
    hidden: bool,
}

impl Argument<'_> {
    fn is_optional(&self) -> bool {
        self.parameter.is_none() && self.member.is_some_and(|member| member.optional)
    }

    fn docs(&self) -> String {
        let name = code_span(&self.name);
        match (self.parameter, self.member) {
            (Some(_), Some(_)) => format!("The argument {name} of the message and of the details."),
            (Some(_), None) => format!("The argument {name} of the message."),
            (None, _) if self.is_optional() => {
                format!("The member {name} of the details, which is optional.")
            }
            (None, _) => format!("The member {name} of the details."),
        }
    }
}

/// Returns the names of the errors without arguments, in the order of the catalog.
pub(super) fn without_args(catalog: &Catalog) -> Vec<String> {
    let errors = catalog.errors.iter();
    errors
        .filter(|error| arguments(catalog, error).is_empty())
        .map(|error| names::of_construction(&error.name))
        .collect()
}

/// Returns the kinds of the errors with arguments, in the order of the catalog.
pub(super) fn with_args(catalog: &Catalog) -> Vec<String> {
    let errors = catalog.errors.iter();
    errors
        .filter(|error| !arguments(catalog, error).is_empty())
        .map(|error| error.name.clone())
        .collect()
}

/// Generates the structs.
pub(super) fn structs(catalog: &Catalog, scope: Scope<'_>) -> TokenStream {
    let of = |error: &Error| {
        let arguments = arguments(catalog, error);
        (!arguments.is_empty()).then(|| structure(error, &arguments, scope))
    };
    catalog.errors.iter().filter_map(of).collect()
}

/// Generates the `Debug` of structs with sensitive arguments.
pub(super) fn debug_impls(catalog: &Catalog) -> TokenStream {
    let of = |error: &Error| {
        let arguments = arguments(catalog, error);
        let fields: Vec<&str> = arguments.iter().map(|each| each.field.as_str()).collect();
        debug_impl(
            &ident(&names::of_construction(&error.name)),
            &fields,
            &hidden(&arguments),
        )
    };
    catalog.errors.iter().filter_map(of).collect()
}

/// Generates a line for each struct: the error that it builds, and the argument of each field.
pub(super) fn rows(catalog: &Catalog) -> Vec<String> {
    let of = |error: &Error| {
        let arguments = arguments(catalog, error);
        let named = |optional: bool| {
            let of_kind = arguments
                .iter()
                .filter(|each| each.is_optional() == optional);
            let named =
                of_kind.map(|each| format!("{} {}", field_ident(&each.field), text(&each.name)));
            named.collect::<Vec<_>>().join(", ")
        };
        let (kind, name) = (&error.name, names::of_construction(&error.name));
        let (required, optional) = (named(false), named(true));
        let line = format!(
            "rt::error_args! {{ {name} = K::{kind} for Error; required({required}) optional({optional}) }}"
        );
        (!arguments.is_empty()).then_some(line)
    };
    catalog.errors.iter().filter_map(of).collect()
}

fn text(text: &str) -> Literal {
    Literal::string(text)
}

fn structure(error: &Error, arguments: &[Argument<'_>], scope: Scope<'_>) -> TokenStream {
    let (runtime, visibility) = (scope.runtime, scope.visibility);
    let name = ident(&names::of_construction(&error.name));
    let (kind, unused) = (&error.name, unused());
    let docs = doc(&format!(
        "The error [`ErrorKind::{kind}`] with its arguments. It converts into an [`Error`]."
    ));
    let fields = arguments.iter().map(|argument| {
        let (field, docs) = (field_ident(&argument.field), doc(&argument.docs()));
        let runtime = path(runtime);
        let ty = tokens(&match (argument.member, argument.parameter) {
            (Some(member), _) => objects::type_of_member(error, member, &runtime),
            (None, parameter) => value_type(parameter.unwrap_or(ValueType::String), &runtime),
        });
        let ty = if argument.is_optional() {
            quote!(Option<#ty>)
        } else {
            ty
        };
        quote!(#docs pub #field: #ty,)
    });
    let debug = derives(&hidden(arguments));
    let default = arguments.iter().all(Argument::is_optional);
    let default = default.then(|| quote!(Default,));
    quote! {
        #docs
        #unused
        #[allow(
            clippy::derive_partial_eq_without_eq,
            clippy::struct_excessive_bools,
            clippy::type_complexity,
            reason = "the catalog defines the fields"
        )]
        #[derive(Clone, #debug #default PartialEq)]
        #visibility struct #name { #(#fields)* }
    }
}

fn hidden<'a>(arguments: &'a [Argument<'_>]) -> Vec<&'a str> {
    let hidden = arguments.iter().filter(|argument| argument.hidden);
    hidden.map(|argument| argument.field.as_str()).collect()
}

/// Returns the arguments of an error, first those of its code and its message. If its shape has no field for the message or the details, no
/// client can read these.
fn arguments<'c>(catalog: &'c Catalog, error: &'c Error) -> Vec<Argument<'c>> {
    let is_sensitive = |field: &str| catalog.sensitive.fields.iter().any(|name| name == field);
    let message = error
        .message
        .iter()
        .filter(|_| catalog.sends(error, "message"));
    let in_code = error.code_pattern().into_iter();
    let in_code = in_code.flat_map(Pattern::parameters);
    let parameters = message.flat_map(|message| message.parameters());
    let parameters = in_code.chain(parameters);
    let mut arguments: Vec<Argument<'c>> = Vec::new();
    for (name, ty) in parameters {
        if arguments.iter().all(|known| known.name != name) {
            arguments.push(Argument {
                name: name.to_owned(),
                field: name.to_owned(),
                parameter: Some(ty),
                member: None,
                hidden: is_sensitive("message"),
            });
        }
    }
    let members = error
        .details
        .iter()
        .filter(|_| catalog.sends(error, "details"));
    for member in members {
        let hidden = is_sensitive("details") || catalog.sensitive.details.contains(&member.name);
        let (mut name, mut field) = (member.name.clone(), member.field());
        let same = arguments.iter_mut().find(|known| known.name == name);
        if let Some(argument) = same {
            if member.ty.is_text() {
                argument.member = Some(member);
                argument.hidden |= hidden;
                continue;
            }
            (name, field) = (format!("details.{name}"), format!("details_{field}"));
        }
        arguments.push(Argument {
            name,
            field: free_field(field, &arguments),
            parameter: None,
            member: Some(member),
            hidden,
        });
    }
    arguments
}

/// Appends `_` until no other argument has the name: an argument and a member may have the same name in Rust.
fn free_field(mut field: String, arguments: &[Argument<'_>]) -> String {
    while arguments.iter().any(|known| known.field == field) {
        field.push('_');
    }
    field
}
