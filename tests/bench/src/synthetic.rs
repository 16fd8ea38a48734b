//! Made-up catalogs of any size, and the same errors as users write them by hand. The same size gives the same text.

use std::collections::HashSet;
use std::fmt::Write;

/// The sizes that are measured: small, that of the largest built-in catalog, large, and larger than any known.
pub const SIZES: [usize; 4] = [16, 73, 1_000, 10_000];

/// One made-up error.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its code, of 9 to 48 bytes.
    pub code: String,
    /// Its name in Rust.
    pub name: String,
    /// Its place in [`TYPES`].
    pub ty: usize,
    /// The description.
    pub description: String,
}

/// The types on the wire, with the status and the category of each.
pub const TYPES: [(&str, u16, &str); 4] = [
    ("not_found", 404, "not_found"),
    ("validation_error", 400, "invalid_request"),
    ("rate_limit_error", 429, "rate_limit"),
    ("server_error", 500, "internal"),
];

const THINGS: &str = "voice model text audio request account limit quota token stream session project sample agent file user \
    key region batch upload job speaker language pitch speed format header payload webhook dictionary";
const FAULTS: &str = "not_found invalid too_long too_short expired exceeded disabled forbidden missing conflict unavailable \
    unsupported";

/// As many errors as asked for, no two with one code.
#[must_use]
pub fn entries(count: usize) -> Vec<Entry> {
    codes(count, 7)
        .into_iter()
        .enumerate()
        .map(|(at, code)| entry(code, at % TYPES.len()))
        .collect()
}

/// Texts in the form of codes of which none is a code of [`entries`] with this count.
#[must_use]
pub fn strangers(count: usize) -> Vec<String> {
    let known: HashSet<String> = codes(count, 7).into_iter().collect();
    let others = codes(2 * count, 8)
        .into_iter()
        .filter(|code| !known.contains(code));
    others.take(count).collect()
}

/// As many of these texts as asked for, at random.
#[must_use]
pub fn picked(texts: &[String], count: usize) -> Vec<&str> {
    let mut random = Random(9);
    (0..count)
        .map(|_| texts[random.below(texts.len())].as_str())
        .collect()
}

fn entry(code: String, ty: usize) -> Entry {
    let words: Vec<&str> = code.split('_').collect();
    let name = words
        .iter()
        .map(|word| [&word[..1].to_uppercase(), &word[1..]].concat())
        .collect();
    let description = format!("The request was refused: {}.", words.join(" "));
    Entry {
        code,
        name,
        ty,
        description,
    }
}

fn codes(count: usize, seed: u64) -> Vec<String> {
    let (things, faults): (Vec<&str>, Vec<&str>) =
        (THINGS.split(' ').collect(), FAULTS.split(' ').collect());
    let mut random = Random(seed);
    let (mut seen, mut codes) = (HashSet::new(), Vec::new());
    while codes.len() < count {
        let length = 1 + random.below(4);
        let mut words: Vec<&str> = (0..length)
            .map(|_| things[random.below(things.len())])
            .collect();
        words.push(faults[random.below(faults.len())]);
        let code = words.join("_");
        if (9..=48).contains(&code.len()) && seen.insert(code.clone()) {
            codes.push(code);
        }
    }
    codes
}

/// SplitMix64 (Steele, Lea, Flood, 2014): the same numbers on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % end as u64).unwrap_or_default()
    }
}

/// The errors as a catalog of this name.
#[must_use]
pub fn catalog(name: &str, entries: &[Entry]) -> String {
    let mut yaml = format!(
        "format: 1\ncatalog: {name}\ntitle: Made-up errors\nenvelope: '{ENVELOPE}'\ntypes:\n"
    );
    for (at, (ty, status, category)) in TYPES.iter().enumerate() {
        let _ = write!(
            yaml,
            "  {ty}:\n    status: {status}\n    description: Errors of the type {ty}.\n    category: {category}\n"
        );
        let own = entries.iter().filter(|entry| entry.ty == at);
        for (
            first,
            Entry {
                code, description, ..
            },
        ) in std::iter::once(true)
            .chain(std::iter::repeat(false))
            .zip(own)
        {
            let errors = if first { "    errors:\n" } else { "" };
            let _ = write!(
                yaml,
                "{errors}      {code}:\n        description: '{description}'\n"
            );
        }
    }
    yaml
}

const ENVELOPE: &str = r#"{"detail": {"type": "$type", "code": "$code", "message": "$message", "request_id": "$request_id?", "param": "$param?"}}"#;

/// The errors as an enum by hand: an item named `Code` with these derives, each of which takes its attributes.
#[must_use]
pub fn by_hand(entries: &[Entry], derives: Derives) -> String {
    let mut rust = format!(
        "#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash{})]\npub enum Code {{\n",
        derives.names()
    );
    for Entry {
        code,
        name,
        description,
        ..
    } in entries
    {
        let _ = writeln!(rust, "    /// {description}");
        let attributes = [
            (
                derives.thiserror,
                format!("    #[error({description:?})]\n"),
            ),
            (derives.serde, format!("    #[serde(rename = {code:?})]\n")),
            (
                derives.strum,
                format!("    #[strum(serialize = {code:?}, message = {description:?})]\n"),
            ),
        ];
        attributes
            .iter()
            .filter(|(derived, _)| *derived)
            .for_each(|(_, attribute)| rust.push_str(attribute));
        let _ = writeln!(rust, "    {name},");
    }
    rust.push_str("}\n");
    rust
}

/// Which derives an enum by hand has.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a derive of its own")]
pub struct Derives {
    /// `thiserror::Error`
    pub thiserror: bool,
    /// `serde::Serialize` and `Deserialize`
    pub serde: bool,
    /// `strum::EnumString` and `IntoStaticStr` (code from and to text), `EnumMessage` (description), `EnumIter` (all of them)
    pub strum: bool,
}

impl Derives {
    fn names(self) -> String {
        let names = [
            (self.thiserror, ", thiserror::Error"),
            (self.serde, ", serde::Serialize, serde::Deserialize"),
            (
                self.strum,
                ", strum::EnumString, strum::IntoStaticStr, strum::EnumMessage, strum::EnumIter",
            ),
        ];
        names
            .iter()
            .filter(|(derived, _)| *derived)
            .map(|(_, name)| *name)
            .collect()
    }
}

/// A plain `match` from the text to the enum.
#[must_use]
pub fn plain_match(entries: &[Entry]) -> String {
    let mut rust = String::from(
        "impl Code {\n    pub fn of(text: &str) -> Option<Code> {\n        Some(match text {\n",
    );
    for Entry { code, name, .. } in entries {
        let _ = writeln!(rust, "            {code:?} => Code::{name},");
    }
    rust.push_str("            _ => return None,\n        })\n    }\n}\n");
    rust
}

/// A plain `match` from the enum to each other fact that a catalog gives: the status, the type, the category.
#[must_use]
pub fn facts(entries: &[Entry]) -> String {
    let mut rust = String::from("impl Code {\n");
    for (fact, form) in [
        ("status", "u16"),
        ("error_type", "&'static str"),
        ("category", "&'static str"),
    ] {
        let _ = writeln!(
            rust,
            "    pub fn {fact}(self) -> {form} {{\n        match self {{"
        );
        for Entry { name, ty, .. } in entries {
            let (ty, status, category) = TYPES[*ty];
            let value = match fact {
                "status" => status.to_string(),
                "error_type" => format!("{ty:?}"),
                _ => format!("{category:?}"),
            };
            let _ = writeln!(rust, "            Code::{name} => {value},");
        }
        rust.push_str("        }\n    }\n");
    }
    rust.push_str("}\n");
    rust
}
