//! The public API, as a listing that is committed: a change of it shows in review.
//!
//! It is made of the source alone, so that no particular compiler is needed: what the core crate re-exports, with all
//! that is public of it. `.ci/accept` writes `public-api.txt`.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::path::Path;

use syn::{Attribute, Fields, ImplItem, Item, TraitItem, Type, UseTree, Visibility};

#[test]
fn the_listing_is_current() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let listing = listing(root);
    let file = root.join("tests/public-api.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, &listing).expect("written");
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == listing,
        "the public API has changed: run `.ci/accept`, and look at the difference"
    );
}

fn listing(root: &Path) -> String {
    let core = root.join("codegen/core/src");
    let crate_root = parse(&core.join("lib.rs"));
    let names = reexported(&crate_root);
    let mut text = String::from(
        "// The public API. Made by tests/public_api.rs; do not edit.\n\n// Features of `api-error-catalog`:\n",
    );
    for feature in features(&std::fs::read_to_string(root.join("Cargo.toml")).expect("a manifest"))
    {
        text += &format!("//   {feature}\n");
    }
    text += "\n// src/lib.rs, in the root\n";
    for line in facade(root) {
        text += &format!("{line}\n");
    }
    let mut files = Vec::new();
    sources(&core, &mut files);
    for file in files {
        // The contents of a module's directory belong to that module.
        let below = file.strip_prefix(&core).expect("below the core");
        let module = below
            .iter()
            .map(|part| {
                Path::new(part)
                    .file_stem()
                    .expect("a name")
                    .to_string_lossy()
            })
            .find(|name| is_public_module(&crate_root, name) || names.contains(&**name))
            .or_else(|| Some(reexporting_module(below)?.into()));
        let whole = module.is_some();
        let items: Vec<Item> = parse(&file)
            .items
            .into_iter()
            .filter_map(|item| public(item, &names, whole))
            .collect();
        if !items.is_empty() {
            let place = match module {
                Some(module) => format!("mod {module}"),
                None => "the root".to_owned(),
            };
            let source = file
                .strip_prefix(root)
                .expect("below the root")
                .display()
                .to_string()
                .replace('\\', "/");
            text += &format!("\n// {source}, in {place}\n{}", shown(items));
        }
    }
    let names = ["ErrorKind", "Error", "ErrorCode"].map(String::from);
    let generated_items = |file: &Path| {
        let items = generated(file).into_iter();
        items
            .filter_map(|item| public(item, &BTreeSet::from(names.clone()), true))
            .collect::<Vec<_>>()
    };
    text += "\n// codegen/core/src/generated.rs, of every generated `ErrorKind`\n";
    text += &shown(generated_items(&core.join("generated.rs")));
    let mut integrations = Vec::new();
    sources(&core.join("with"), &mut integrations);
    for file in [core.join("api/error_type.rs")]
        .into_iter()
        .chain(integrations)
    {
        let items = generated_items(&file);
        if !items.is_empty() {
            let name = file.strip_prefix(root).expect("below the root").display();
            let name = name.to_string().replace('\\', "/");
            text += &format!("\n// {name}, of every generated `Error`\n{}", shown(items));
        }
    }
    text
}

fn parse(file: &Path) -> syn::File {
    syn::parse_file(&std::fs::read_to_string(file).expect("a source")).expect("Rust")
}

fn shown(items: Vec<Item>) -> String {
    prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items,
    })
    .replace(" {}\n", ";\n")
}

fn sources(directory: &Path, files: &mut Vec<std::path::PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(directory)
        .expect("a directory")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        match path.is_dir() {
            true => sources(&path, files),
            false if path.file_name().is_some_and(|name| name != "lib.rs") => files.push(path),
            false => {}
        }
    }
}

fn features(manifest: &str) -> Vec<&str> {
    let section = manifest
        .split("\n[features]")
        .nth(1)
        .unwrap_or_default()
        .split("\n[")
        .next()
        .unwrap_or_default();
    section
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name)
        .collect()
}

/// The names that the crate's root re-exports.
fn reexported(root: &syn::File) -> BTreeSet<String> {
    fn collect(tree: &UseTree, names: &mut BTreeSet<String>) {
        match tree {
            UseTree::Path(path) => collect(&path.tree, names),
            UseTree::Group(group) => group.items.iter().for_each(|tree| collect(tree, names)),
            UseTree::Name(name) => {
                names.insert(name.ident.to_string());
            }
            UseTree::Rename(_) | UseTree::Glob(_) => {}
        }
    }
    let mut names = BTreeSet::new();
    for item in &root.items {
        match item {
            Item::Use(item) if is_public(&item.vis) && !is_hidden(&item.attrs) => {
                collect(&item.tree, &mut names)
            }
            _ => {}
        }
    }
    names
}

/// The public module that re-exports what is public of a file.
fn reexporting_module(file: &Path) -> Option<&'static str> {
    match file.to_str()? {
        "tables/catalog.rs" | "tables/error.rs" => Some("table"),
        "tables/code_map.rs" => Some("lookup"),
        _ => None,
    }
}

fn is_public_module(root: &syn::File, name: &str) -> bool {
    root.items.iter().any(
        |item| matches!(item, Item::Mod(module) if module.ident == name && is_public(&module.vis)),
    )
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("doc")
            && matches!(&attribute.meta, syn::Meta::List(list) if list.tokens.to_string() == "hidden")
    })
}

/// Attributes that a caller can notice.
fn kept(attributes: &mut Vec<Attribute>) {
    attributes.retain(|attribute| {
        ["cfg", "derive", "non_exhaustive", "deprecated"]
            .iter()
            .any(|name| attribute.path().is_ident(name))
    });
}

/// What of an item is public, without docs and bodies; `whole` where its module is public.
fn public(item: Item, names: &BTreeSet<String>, whole: bool) -> Option<Item> {
    let listed = |visibility: &Visibility, name: &syn::Ident| {
        is_public(visibility) && (whole || names.contains(&name.to_string()))
    };
    match item {
        Item::Struct(mut item) if listed(&item.vis, &item.ident) => {
            kept(&mut item.attrs);
            public_fields(&mut item.fields);
            Some(Item::Struct(item))
        }
        Item::Enum(mut item) if listed(&item.vis, &item.ident) => {
            kept(&mut item.attrs);
            item.variants.iter_mut().for_each(|variant| {
                kept(&mut variant.attrs);
                variant
                    .fields
                    .iter_mut()
                    .for_each(|field| kept(&mut field.attrs));
            });
            Some(Item::Enum(item))
        }
        Item::Const(mut item) if listed(&item.vis, &item.ident) => {
            kept(&mut item.attrs);
            Some(Item::Const(item))
        }
        Item::Fn(mut item) if listed(&item.vis, &item.sig.ident) && !is_hidden(&item.attrs) => {
            kept(&mut item.attrs);
            item.block.stmts.clear();
            Some(Item::Fn(item))
        }
        Item::Trait(mut item) if listed(&item.vis, &item.ident) => {
            kept(&mut item.attrs);
            item.items.retain_mut(trait_item);
            Some(Item::Trait(item))
        }
        Item::Impl(item) => public_impl(item, names, whole),
        _ => None,
    }
}

fn public_fields(fields: &mut Fields) {
    match fields {
        Fields::Named(named) => {
            named.named = std::mem::take(&mut named.named)
                .into_iter()
                .filter(|field| is_public(&field.vis))
                .collect();
            named
                .named
                .iter_mut()
                .for_each(|field| kept(&mut field.attrs));
        }
        Fields::Unnamed(unnamed) if unnamed.unnamed.iter().all(|field| !is_public(&field.vis)) => {
            *fields = Fields::Unit
        }
        Fields::Unnamed(unnamed) => unnamed
            .unnamed
            .iter_mut()
            .for_each(|field| kept(&mut field.attrs)),
        Fields::Unit => {}
    }
}

/// The public part of a trait's item; `false` if it is hidden.
fn trait_item(item: &mut TraitItem) -> bool {
    match item {
        TraitItem::Fn(function) if is_hidden(&function.attrs) => return false,
        TraitItem::Fn(function) => {
            kept(&mut function.attrs);
            function
                .default
                .iter_mut()
                .for_each(|block| block.stmts.clear());
        }
        TraitItem::Const(constant) => kept(&mut constant.attrs),
        TraitItem::Type(associated) => kept(&mut associated.attrs),
        _ => {}
    }
    true
}

/// Returns the public part of an `impl`; for a trait, only its head.
fn public_impl(mut item: syn::ItemImpl, names: &BTreeSet<String>, whole: bool) -> Option<Item> {
    let name = match &*item.self_ty {
        Type::Path(path) => path.path.segments.last()?.ident.to_string(),
        _ => String::new(),
    };
    // `From<ErrorResponse> for Response` is ours as well: something of the trait's path is.
    let of_ours = item
        .trait_
        .as_ref()
        .is_some_and(|(path, _)| path_names(path).iter().any(|name| names.contains(name)));
    if !(names.contains(&name) || of_ours || (whole && item.trait_.is_none())) {
        return None;
    }
    kept(&mut item.attrs);
    if item.trait_.is_some() {
        item.items.clear();
        return Some(Item::Impl(item));
    }
    item.items.retain_mut(|member| match member {
        ImplItem::Const(constant) if is_hidden(&constant.attrs) => false,
        ImplItem::Fn(function) if is_hidden(&function.attrs) => false,
        ImplItem::Fn(function) => {
            kept(&mut function.attrs);
            function.block.stmts.clear();
            is_public(&function.vis)
        }
        ImplItem::Const(constant) => {
            kept(&mut constant.attrs);
            is_public(&constant.vis)
        }
        _ => false,
    });
    (!item.items.is_empty()).then_some(Item::Impl(item))
}

/// The names in a path, those of its arguments included.
fn path_names(path: &syn::Path) -> Vec<String> {
    let mut names = Vec::new();
    for segment in &path.segments {
        names.push(segment.ident.to_string());
        let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments else {
            continue;
        };
        for argument in &arguments.args {
            let syn::GenericArgument::Type(ty) = argument else {
                continue;
            };
            let ty = if let Type::Reference(reference) = ty {
                &reference.elem
            } else {
                ty
            };
            if let Type::Path(path) = ty {
                names.extend(path_names(&path.path));
            }
        }
    }
    names
}

/// Lists the additions of the facade: modules, macros and re-exports.
fn facade(root: &Path) -> Vec<String> {
    let mut lines = Vec::new();
    for item in parse(&root.join("src/lib.rs")).items {
        match item {
            Item::Use(item) if is_public(&item.vis) && !is_hidden(&item.attrs) => {
                lines.push(
                    shown(vec![Item::Use(syn::ItemUse {
                        attrs: Vec::new(),
                        ..item
                    })])
                    .trim()
                    .to_owned(),
                );
            }
            Item::Macro(item)
                if item
                    .attrs
                    .iter()
                    .any(|attribute| attribute.path().is_ident("macro_export")) =>
            {
                lines.extend(item.ident.map(|name| format!("macro_rules! {name}")));
            }
            Item::Macro(item) if item.mac.path.is_ident("built_in") => {
                let name = item.mac.tokens.to_string();
                lines.extend(
                    name.split('"')
                        .nth(1)
                        .map(|name| format!("pub mod {name};")),
                );
            }
            _ => {}
        }
    }
    lines
}

/// Lists the items that the macros of a file give every catalog, separately for all enums and for generated ones.
fn generated(file: &Path) -> Vec<Item> {
    let source = std::fs::read_to_string(file).expect("a source");
    // The macros that define something end their parameters with one of these.
    let start = [
        "$CATALOG:ident) => {",
        "$Kind:ident) => {",
        "($Error:ident) => {",
    ];
    let macros = source.split("macro_rules! ").skip(1);
    let macros = macros.filter(|rules| !rules.starts_with("__stand_in"));
    let bodies = macros.filter_map(|rules| {
        let arm = start.iter().find_map(|start| rules.split_once(start))?.1;
        Some(arm.split_once("\n    };\n").expect("its end").0)
    });
    let body: String = bodies
        .collect::<String>()
        .replace("$visibility", "pub")
        .replace("$Kind", "ErrorKind")
        .replace("$crate::__runtime::", "")
        .replace("$crate::", "")
        .replace("&$", "&");
    // Paths are spelled in full only because users may have types of these names.
    let modules = [
        "convert", "fmt", "iter", "marker", "option", "result", "time",
    ];
    let body = modules.iter().fold(body, |body, module| {
        body.replace(&format!("::core::{module}::"), "")
    });
    let file = syn::parse_file(&body.replace('$', "")).expect("Rust");
    let items = file.items.into_iter();
    items
        .filter(|item| !matches!(item, Item::Macro(_)))
        .collect()
}
