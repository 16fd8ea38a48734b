//! Names that Rust accepts, for variants, fields and modules.

use std::collections::HashSet;

use heck::{ToSnakeCase, ToUpperCamelCase};

/// A name from a longer text would be too long to write in code.
const LONGEST: usize = 48;

/// The names of variants that are taken.
#[derive(Debug, Default)]
pub struct Names(HashSet<String>);

/// The name of a variant.
#[derive(Debug, PartialEq, Eq)]
pub struct Variant {
    /// The name.
    pub name: String,
    /// Whether the loader derives it from the key.
    pub of_key: bool,
}

impl Names {
    /// Names that others have already.
    pub fn taken<'n>(names: impl Iterator<Item = &'n str>) -> Names {
        Names(names.map(str::to_owned).collect())
    }

    /// Returns a name for the error with this key: derived from the key, otherwise from one of the `others`, otherwise
    /// `Code…`.
    pub fn variant(&mut self, key: &str, others: &[&str]) -> Variant {
        let own = key.to_upper_camel_case();
        if is_variant(&own) && self.0.insert(own.clone()) {
            return Variant {
                name: own,
                of_key: true,
            };
        }
        let made = others.iter().filter_map(|other| of_text(other));
        let candidates: Vec<String> = made
            .chain([if is_variant(&own) { own } else { of_code(key) }])
            .collect();
        Variant {
            name: self.free(&candidates),
            of_key: false,
        }
    }

    /// Returns the first candidate that is not taken, otherwise the first one with a number.
    fn free(&mut self, candidates: &[String]) -> String {
        if let Some(free) = candidates.iter().find(|name| !self.0.contains(*name)) {
            self.0.insert(free.clone());
            return free.clone();
        }
        let stem = candidates.first().map_or("Error", String::as_str);
        // A name that ends in a digit would run together with its number.
        let stem = if stem.ends_with(|last: char| last.is_ascii_digit()) {
            format!("{stem}_")
        } else {
            stem.to_owned()
        };
        let name = (2..)
            .map(|number: u32| format!("{stem}{number}"))
            .find(|name| !self.0.contains(name));
        let name = name.unwrap_or(stem);
        self.0.insert(name.clone());
        name
    }
}

/// Derives a name from a text of a few words.
pub fn of_text(text: &str) -> Option<String> {
    // Text after a colon or in brackets explains the name.
    let text = text
        .split([':', '(', '—', '–'])
        .next()
        .unwrap_or_default()
        .trim();
    let words: Vec<&str> = text.split_whitespace().take(5).collect();
    let name = ascii(&words.join(" ")).to_upper_camel_case();
    (is_variant(&name) && name.len() <= LONGEST).then_some(name)
}

/// Derives a name from a code: `-1121` → `CodeMinus1121`, `4xx` → `Code4xx`. Without an ASCII letter or digit, it is `Code`.
pub fn of_code(code: &str) -> String {
    let minus = if code.starts_with('-') { "Minus" } else { "" };
    let rest: String = ascii(code)
        .to_upper_camel_case()
        .chars()
        .take(LONGEST)
        .collect();
    format!("Code{minus}{rest}")
}

/// Replaces all characters but ASCII letters and digits by spaces.
fn ascii(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .collect()
}

/// Returns the variant that the generator derives from a key.
pub fn of_key(key: &str) -> String {
    key.to_upper_camel_case()
}

/// Returns the field for a member of `details`: its name in snake case.
pub(crate) fn of_member(name: &str) -> String {
    name.to_snake_case()
}

/// Returns `true` if a catalog can name a header like this. The headers of a frame, as in event streams, may start with a colon.
#[must_use]
pub fn is_header(name: &str) -> bool {
    let word = name.strip_prefix(':').unwrap_or(name);
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    !word.is_empty() && word.bytes().all(is_allowed)
}

/// Returns `true` if Rust accepts the name of a field. `r#self` and its like do not exist.
#[must_use]
pub fn is_field(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.is_ascii()
        && !matches!(name, "self" | "super" | "crate")
}

/// Returns `true` if this is `<word>`, by which a map in `details` describes its keys.
#[must_use]
pub fn is_map_key(key: &str) -> bool {
    let word = key
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'));
    let is_plain = |c: char| c.is_alphanumeric() || "_- ".contains(c);
    word.is_some_and(|word| !word.trim().is_empty() && word.chars().all(is_plain))
}

/// Returns the variant for a value of a string: `not_ready` → `NotReady`, `24h` → `Value24h`. `other` becomes `ValueOther`,
/// because `Other` holds the values that are not documented.
#[must_use]
pub fn of_value(value: &str) -> Option<String> {
    let own = value.to_upper_camel_case();
    if is_variant(&own) && own != "Other" {
        return Some(own);
    }
    let name = format!("Value{own}");
    (!own.is_empty() && is_variant(&name)).then_some(name)
}

/// Returns the Rust type for the `details` of the error with this variant.
#[must_use]
pub fn of_details(variant: &str) -> String {
    format!("{variant}Details")
}

/// Returns the Rust type for the arguments of the message of the error with this variant.
#[must_use]
pub fn of_args(variant: &str) -> String {
    format!("{variant}Args")
}

/// Returns the Rust type for a member of the object with this type.
#[must_use]
pub fn of_member_type(object: &str, member: &str) -> String {
    format!("{object}{}", member.to_upper_camel_case())
}

/// Returns the Rust type for the items of a list with this name.
#[must_use]
pub fn of_item_type(list: &str) -> String {
    format!("{list}Item")
}

/// Returns the Rust type for the values of a map with this name.
#[must_use]
pub fn of_map_value_type(map: &str) -> String {
    format!("{map}Value")
}

/// Returns the name as a key that is not among these yet, and adds it to them.
pub fn free_key(name: &str, keys: &mut HashSet<String>) -> String {
    let mut key = name.to_owned();
    while !keys.insert(key.clone()) {
        key.push('_');
    }
    key
}

/// The name by which the error with this variant is built, of its arguments if it has any. The module has other items with some
/// names.
#[must_use]
pub fn of_construction(variant: &str) -> String {
    if matches!(
        variant,
        "Error"
            | "ErrorCode"
            | "ErrorKind"
            | "ErrorWithoutArgs"
            | "Groups"
            | "K"
            | "None"
            | "Option"
            | "Some"
            | "String"
            | "Vec"
    ) {
        format!("{variant}Error")
    } else {
        variant.to_owned()
    }
}

/// Returns `true` if Rust accepts the name for a variant: upper camel case in ASCII, and not `Self`.
#[must_use]
pub fn is_variant(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && !KEYWORDS.contains(&name)
}

/// Returns `true` if the name is a Rust identifier that needs no `r#` in any edition.
#[must_use]
pub fn is_identifier(name: &str) -> bool {
    let is_letter = |c: char| c.is_alphabetic() || c == '_';
    name.starts_with(is_letter)
        && name.chars().all(|c| is_letter(c) || c.is_numeric())
        && name != "_"
        && !KEYWORDS.contains(&name)
}

/// The keywords of Rust, strict and reserved, in all editions.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Derives the name of a catalog from a text: `ACME errors (v2)` → `acme_errors_v2`.
#[must_use]
pub fn catalog_name(text: &str) -> String {
    let name = ascii(text).to_snake_case();
    let first_is_letter = name.starts_with(|first: char| first.is_ascii_lowercase());
    match name {
        name if name.is_empty() => "catalog".to_owned(),
        name if !first_is_letter => format!("catalog_{name}"),
        name if KEYWORDS.contains(&name.as_str()) => format!("{name}_api"),
        name => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants() {
        let mut names = Names::default();
        let mut name = |key: &str, others: &[&str]| {
            let variant = names.variant(key, others);
            (variant.name, variant.of_key)
        };
        assert_eq!(name("not_found", &[]), ("NotFound".into(), true));
        assert_eq!(name("NOT-FOUND", &[]), ("NotFound2".into(), false));
        assert_eq!(name("NOT.FOUND", &["Gone"]), ("Gone".into(), false));
        assert_eq!(name("-1121", &["BAD_SYMBOL"]), ("BadSymbol".into(), false));
        assert_eq!(name("-1122", &[]), ("CodeMinus1122".into(), false));
        assert_eq!(name("4xx", &[]), ("Code4xx".into(), false));
        assert_eq!(name("self", &[]), ("CodeSelf".into(), false));
        assert_eq!(name("未找到", &[]), ("Code".into(), false));
        assert_eq!(
            name("超时", &["Timed out: no answer"]),
            ("TimedOut".into(), false)
        );
    }

    #[test]
    fn catalogs() {
        for (text, name) in [
            ("ACME errors (v2)", "acme_errors_v2"),
            ("2captcha", "catalog_2captcha"),
            ("match", "match_api"),
            ("…", "catalog"),
        ] {
            assert_eq!(catalog_name(text), name);
        }
    }
}
