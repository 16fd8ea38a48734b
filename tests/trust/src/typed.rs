//! Rust that builds each error of a generated module by the struct of its arguments.

use std::collections::BTreeMap;

use syn::{Fields, FnArg, GenericArgument, Item, ItemStruct, PathArguments, Signature, Type};

/// Returns an expression for each error of the module that has arguments. Optional ones are given.
///
/// # Panics
///
/// Panics if the module is not what the generator writes.
#[must_use]
pub fn constructions(module: &str, rust: &str) -> Vec<String> {
    let file = syn::parse_file(rust).expect("generated Rust");
    let structs = file.items.iter().filter_map(|item| match item {
        Item::Struct(item) => Some((item.ident.to_string(), item)),
        _ => None,
    });
    let written = Written {
        module,
        structs: structs.collect(),
        constructors: constructors(rust),
    };
    let names = rust
        .lines()
        .filter_map(|line| after(line, "rt::error_args! {"));
    names
        .filter_map(|name| Some(written.with_all_fields(name, written.structs.get(name)?)))
        .collect()
}

/// A generated module.
struct Written<'r> {
    /// Its path.
    module: &'r str,
    structs: BTreeMap<String, &'r ItemStruct>,
    /// The parameters of the constructor `new` of each struct that is part of details.
    constructors: BTreeMap<String, Vec<Type>>,
}

impl Written<'_> {
    fn with_all_fields(&self, name: &str, item: &ItemStruct) -> String {
        let Fields::Named(fields) = &item.fields else {
            panic!("{name} has fields with names")
        };
        let fields = fields.named.iter().map(|field| {
            let field_name = field.ident.as_ref().expect("a name");
            format!("{field_name}: {}", self.value(&field.ty))
        });
        format!(
            "{}::{name} {{ {} }}",
            self.module,
            fields.collect::<Vec<_>>().join(", ")
        )
    }

    fn value(&self, ty: &Type) -> String {
        let Type::Path(path) = ty else {
            return "\"a\"".to_owned(); // `impl Into<String>`
        };
        let last = path.path.segments.last().expect("a path");
        let inner = || match &last.arguments {
            PathArguments::AngleBracketed(inner) => inner
                .args
                .iter()
                .filter_map(|argument| match argument {
                    GenericArgument::Type(ty) => Some(self.value(ty)),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        };
        match (last.ident.to_string().as_str(), inner().as_slice()) {
            ("String", _) => "\"a\".to_owned()".to_owned(),
            ("i64", _) => "7".to_owned(),
            ("f64", _) => "7.5".to_owned(),
            ("bool", _) => "true".to_owned(),
            ("Decimal", _) => "\"1.50\".parse().expect(\"a number\")".to_owned(),
            ("Json", _) => "api_error_catalog::Json::from(7)".to_owned(),
            ("Option", [value]) => format!("Some({value})"),
            ("Vec", [value]) => format!("vec![{value}]"),
            ("BTreeMap", [key, value]) => {
                format!("std::collections::BTreeMap::from([({key}, {value})])")
            }
            (name, []) => match self.constructors.get(name) {
                Some(parameters) => {
                    let values: Vec<String> = parameters.iter().map(|ty| self.value(ty)).collect();
                    format!("{}::{name}::new({})", self.module, values.join(", "))
                }
                // All others are enums of texts.
                None => format!("{}::{name}::Other(\"a\".to_owned())", self.module),
            },
            (name, _) => panic!("no value of the type {name}"),
        }
    }
}

/// Reads `NAME; new(PARAMETERS) with(` of each part of details.
fn constructors(rust: &str) -> BTreeMap<String, Vec<Type>> {
    let objects = rust.lines().filter_map(|line| {
        let name = after(line, "rt::details_object! {")?.strip_suffix(';')?;
        let (_, rest) = line.split_once("; new(")?;
        let (parameters, _) = rest.split_once(") with(")?;
        let signature: Signature = syn::parse_str(&format!("fn new({parameters})")).expect(line);
        let types = signature
            .inputs
            .into_iter()
            .filter_map(|input| match input {
                FnArg::Typed(input) => Some(*input.ty),
                FnArg::Receiver(_) => None,
            });
        Some((name.to_owned(), types.collect()))
    });
    objects.collect()
}

/// Returns the word after this start of a line.
fn after<'l>(line: &'l str, start: &str) -> Option<&'l str> {
    line.trim_start()
        .strip_prefix(start)?
        .split_whitespace()
        .next()
}
