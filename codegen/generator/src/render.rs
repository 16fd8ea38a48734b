//! What is generated → the text of a file.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::HEADER;
use crate::emit::{FORMAT, Module};

/// The text of the file of a catalog. Rows and groups take a line each, however long, so that a change of one shows as such;
/// the rest is formatted.
pub(crate) fn file(catalog: &str, module: &Module) -> String {
    let mut lines = vec![
        HEADER.to_owned(),
        format!("// Edit spec/{catalog}.yaml instead, then run `cargo errcat generate`."),
        String::new(),
        format!("{}! {{", module.row_macro)
            .replace(' ', "")
            .replace("!{", "! {"),
        format!("    {FORMAT}"),
    ];
    let (attributes, kind) = (&module.attributes, &module.kind);
    let attributes = items(quote!(#attributes enum #kind {}));
    lines.extend(indented(&attributes));
    lines.pop();
    lines.extend([format!("    {kind};"), "    groups {".to_owned()]);
    for (name, group) in &module.groups {
        lines.push(format!("        {name} = {};", expression(group)));
    }
    lines.extend(["    }".to_owned(), "    errors {".to_owned()]);
    lines.extend(module.rows.iter().map(|row| format!("        {row}")));
    let further = module.further_codes.iter();
    let further: Vec<String> = further
        .map(|code| format!("{} ", Literal::string(code)))
        .collect();
    lines.extend([
        "    }".to_owned(),
        format!("    codes {{ {}}}", further.concat()),
    ]);
    lines.extend(indented(&items(module.items.clone())));
    lines.extend(["}".to_owned(), String::new()]);
    lines.join("\n") + "\n" + &items(module.types.clone())
}

/// The text of these items. If they are not Rust, which is an error of this crate, rustc says where.
fn items(items: TokenStream) -> String {
    match syn::parse2::<syn::File>(items.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        Err(_) => items.to_string(),
    }
}

/// The text of an expression, in one line.
fn expression(expression: &TokenStream) -> String {
    let item = items(quote!(const _: () = #expression;));
    let lines: Vec<&str> = item.lines().map(str::trim).collect();
    let line = lines.join(" ");
    let line = line
        .trim_start_matches("const _: () = ")
        .trim_end_matches(';');
    line.replace(", }", " }")
        .replace("( ", "(")
        .replace(", )", ")")
}

fn indented(items: &str) -> impl Iterator<Item = String> {
    let indent = |line: &str| match line {
        "" => String::new(),
        line => format!("    {line}"),
    };
    items.lines().map(indent)
}
