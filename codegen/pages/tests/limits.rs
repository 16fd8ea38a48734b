//! Unreadable pages are refused, and hostile pages are read in bounded time.

#![allow(clippy::unwrap_used)]

use api_error_catalog_pages::{MAX_BYTES, MAX_PAGE_BYTES, ReadError, read};

#[test]
fn what_is_no_page_is_refused() {
    for (bytes, most) in [
        (MAX_BYTES + 1, MAX_BYTES),
        (MAX_PAGE_BYTES + 1, MAX_PAGE_BYTES),
    ] {
        let page = vec![b'a'; bytes];
        assert_eq!(
            read("big.md", &page),
            Err(ReadError::TooLarge { bytes, most })
        );
    }
    assert_eq!(
        read("image.png", b"ab\0c"),
        Err(ReadError::Binary { offset: 2 })
    );
    assert_eq!(
        read("latin.txt", b"ab\xff"),
        Err(ReadError::NotUtf8 { offset: 2 })
    );
}

#[test]
fn a_page_without_errors_is_no_failure() {
    for (name, source) in [
        ("empty.md", ""),
        ("prose.md", "# Hello\n\nNothing goes wrong here.\n"),
    ] {
        assert!(read(name, source.as_bytes()).unwrap().is_empty(), "{name}");
    }
}

#[test]
fn a_byte_order_mark_is_no_text() {
    let page = read(
        "errors.md",
        "\u{feff}---\ntitle: Sails\n---\n\n## Errors\n\n- `no_sail`: None.\n- `no_mast`: None.\n"
            .as_bytes(),
    )
    .unwrap();
    assert_eq!(page.title.unwrap().value, "Sails");
    assert_eq!(page.errors.len(), 2);
}

#[test]
fn hostile_pages_end() {
    // `.ci/run` asks for 30,000.
    let length = std::env::var("PAGE_BYTES").map_or(8_000, |text| text.parse().unwrap());
    let pieces = [
        "<a <b {",
        "`a ",
        "|",
        "|---|---|\n|\n",
        "Code: `a_b` **Cause:** c\n\n",
        "|\na |\n",
        "<div>",
        "<table><tr><td>",
        "<ul>",
        "{\n",
        "[",
        "- a\n",
        "CodeStatus",
        "CodeStatus404Not",
        "A_4",
        "<!--",
        "**a** ",
        "# `A_B`\n",
        "**`a_b`** x\n\n",
        "`A_B`\n: x\n\n",
        "<Foo title=\"400: x\">\n",
        "a\n===\n",
        "a\tb\n",
        ":::a\n",
        "> ",
        "[a](",
        "{[{",
        "1. A\n\n1.1. A sentence that ends.\n\n",
        "A_B: \"A_B\"\n",
        "400400a\n",
        "Code Message\n",
        "[a]: b\n",
        "A_B: a. ",
        "404 A_B - A ",
        "- Error no. 1\n\n",
        "    A_LOST = 1 // a\n",
    ];
    for piece in pieces {
        for head in ["", "# Errors\n\n", "Error CodeHTTP StatusDescription"] {
            let page = format!("{head}{}", piece.repeat(length / piece.len()));
            read("page", page.as_bytes()).unwrap();
        }
    }
}
