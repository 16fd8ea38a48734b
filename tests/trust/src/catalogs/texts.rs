//! Unusual texts and names.

use heck::ToUpperCamelCase;
use proptest::prelude::*;
use proptest::sample::select;

/// What ends comments, strings, spans, tables, templates and tests; what turns lines around; what looks like more than
/// text.
const PIECES: &[&str] = &[
    "*/",
    "/*",
    "//",
    "///",
    "//!",
    "\"",
    "\"#",
    "r#\"",
    "'",
    "''",
    "\\",
    "\\\\",
    "\\n",
    "\\u{0}",
    "`",
    "``",
    "```",
    "~~~",
    "{",
    "}",
    "{{",
    "}}",
    "{}",
    "{0}",
    "{x:?}",
    "#",
    "# ",
    "#![x]",
    "#[doc]",
    "$code",
    "$$",
    "$(",
    "%s",
    "%00",
    "```rust\npanic!()\n```",
    "```\nfn f() {}\n```",
    "    let x = 1;",
    "```should_panic",
    "<script>alert(1)</script>",
    "</script>",
    "<!--",
    "-->",
    "<b>",
    "</b>",
    "<img src=x onerror=y>",
    "&lt;",
    "&#0;",
    "&",
    "<",
    ">",
    "[a](b)",
    "[a]: b",
    "[`x`]",
    "![a](javascript:b)",
    "[^1]",
    "| a | b |",
    "|",
    "|---|",
    "- a",
    "* a",
    "+ a",
    "1. a",
    "1) a",
    "> a",
    "---",
    "===",
    "***",
    "___",
    "_a_",
    "**a**",
    "~~a~~",
    "a_b",
    "_",
    "*",
    "~",
    "^",
    "=",
    "!",
    "!x",
    "!!str",
    "&a",
    "*a",
    "<<",
    "- ",
    "? ",
    ": ",
    " #",
    "%YAML",
    "@",
    "@x",
    "yes",
    "no",
    "on",
    "null",
    "~",
    "true",
    "0x1F",
    "0o17",
    "1_000",
    "1e3",
    ".inf",
    ".nan",
    "-0",
    "1:30",
    "2026-11-21",
    "404",
    "https://a.example/b_c",
    "https://",
    "http://[",
    "https://a.example/`b`",
    "a@b.example",
    "javascript:a",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "\t",
    " ",
    "  ",
    "\u{0}",
    "\u{1}",
    "\u{7}",
    "\u{8}",
    "\u{b}",
    "\u{c}",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{80}",
    "\u{85}",
    "\u{a0}",
    "\u{ad}",
    "\u{200b}",
    "\u{200d}",
    "\u{200e}",
    "\u{200f}",
    "\u{202a}",
    "\u{202d}",
    "\u{202e}",
    "\u{202c}",
    "\u{2066}",
    "\u{2067}",
    "\u{2068}",
    "\u{2069}",
    "\u{2028}",
    "\u{2029}",
    "\u{2060}",
    "\u{feff}",
    "\u{fff9}",
    "\u{fffd}",
    "\u{fffe}",
    "\u{ffff}",
    "\u{e000}",
    "\u{e0001}",
    "\u{e0041}",
    "\u{10ffff}",
    "\u{1f468}\u{200d}\u{1f469}",
    "e\u{301}",
    "\u{301}",
    "é",
    "ß",
    "ı",
    "İ",
    "ﬁ",
    "日本語",
    "שלום",
    "مرحبا",
    "𝕏",
    "𐍈",
    "½",
    "²",
    "१",
    "Ⅷ",
];

/// Words that most readers expect.
const WORDS: &[&str] = &[
    "The",
    "voice",
    "is",
    "not",
    "there.",
    "Too",
    "many",
    "requests",
    "were",
    "sent",
    "at",
    "once;",
    "wait",
    "a minute",
    "key_id",
    "of the plan",
    "100 %",
    "(see",
    "below)",
    "again",
];

/// A text of any kind: a sentence, a line of traps, anything of Unicode, seldom 100 kB.
pub fn text() -> BoxedStrategy<String> {
    let piece = prop_oneof![
        6 => select(WORDS).prop_map(str::to_owned),
        6 => select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    let line = (
        prop::collection::vec(piece, 0..9),
        select(&[" ", "", " ", "\n"][..]),
    )
        .prop_map(|(pieces, glue)| pieces.join(glue));
    prop_oneof![
        400 => line.clone(),
        100 => prop::collection::vec(select(WORDS), 1..12).prop_map(|words| words.join(" ")),
        40 => prop::collection::vec(any::<char>(), 0..12).prop_map(|chars| chars.into_iter().collect::<String>()),
        1 => line.prop_map(|line| line.repeat((100 << 10) / line.len().max(1))),
    ]
    .boxed()
}

/// Some texts; mostly none.
pub(super) fn texts() -> BoxedStrategy<Vec<String>> {
    prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(text(), 1..4)].boxed()
}

/// A text, or none.
pub(super) fn maybe() -> BoxedStrategy<Option<String>> {
    prop::option::weighted(0.3, text()).boxed()
}

/// What names things on the wire: codes, types, members. Mostly such as vendors take.
pub fn wire_name() -> BoxedStrategy<String> {
    let usual = prop::collection::vec(
        select(
            &[
                "voice", "key", "not", "found", "too", "LONG", "Limit", "v2", "404", "x",
            ][..],
        ),
        1..4,
    );
    prop_oneof![
        6 => (usual, select(&["_", "-", ".", "", " ", "/"][..])).prop_map(|(words, glue)| words.join(glue)),
        2 => select(RUST_WORDS).prop_map(str::to_owned),
        2 => (select(PIECES), select(WORDS)).prop_map(|(piece, word)| format!("{piece}{word}")),
        1 => text().prop_map(|text| text.chars().take(80).collect()),
    ]
    .boxed()
}

/// Words that mean something in Rust, or in what is generated.
const RUST_WORDS: &[&str] = &[
    "self",
    "Self",
    "super",
    "crate",
    "type",
    "match",
    "fn",
    "async",
    "await",
    "dyn",
    "try",
    "gen",
    "yield",
    "abstract",
    "box",
    "macro_rules",
    "union",
    "static",
    "raw",
    "auto",
    "default",
    "true",
    "false",
    "none",
    "some",
    "ok",
    "err",
    "option",
    "result",
    "string",
    "vec",
    "box",
    "error",
    "error_kind",
    "error_code",
    "category",
    "kind",
    "rows",
    "row",
    "catalog",
    "more",
    "rt",
    "k",
    "std",
    "core",
    "alloc",
    "api_error_catalog",
    "debug",
    "display",
    "details",
    "parameters",
    "all",
    "place",
    "info",
    "unknown",
    "other",
    "_x",
    "__",
];

/// A name that Rust takes for a field as it is or raw.
pub(super) fn field_name() -> BoxedStrategy<String> {
    let usable = |name: &&str| !matches!(*name, "self" | "Self" | "super" | "crate");
    let words: Vec<&'static str> = RUST_WORDS.iter().copied().filter(usable).collect();
    prop_oneof![1 => select(words).prop_map(str::to_owned), 2 => "[a-z][a-z0-9_]{0,7}"].boxed()
}

/// The variant that is made of a key, where one can be.
pub(super) fn variant(key: &str) -> Option<String> {
    let name = key.to_upper_camel_case();
    let plain = name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (plain && name != "Self").then_some(name)
}
