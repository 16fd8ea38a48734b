//! Files and pages that are meant to harm: each is refused with its place, or read, in bounded time and memory.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::fmt::Write;
use std::sync::Mutex;
use std::time::Duration;

use api_error_catalog_model::{Report, Source, open, open_file};
use peak_alloc::PeakAlloc;
use trust::clock::processor_time;
use trust::sample::wanted;
use trust::targets;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Memory is counted for the whole process, so one test runs at a time.
static ALONE: Mutex<()> = Mutex::new(());

const HEAD: &str =
    "format: 1\ncatalog: acme\nenvelope: '{\"code\": \"$code\", \"message\": \"$message\"}'\n";

/// How long reading this may keep a processor, and how much it may hold for each byte of the file. Without optimization
/// everything takes some twenty times as long.
fn bounded<T>(bytes: usize, work: impl FnOnce() -> T) -> T {
    MEMORY.reset_peak_usage();
    let (before, start) = (MEMORY.current_usage(), processor_time());
    let made = work();
    let (held, took) = (
        MEMORY.peak_usage().saturating_sub(before),
        processor_time().saturating_sub(start),
    );
    assert!(
        held <= 200 * bytes + (4 << 20),
        "{held} bytes held for {bytes}"
    );
    assert!(
        took <= Duration::from_millis(1_000 + bytes as u64 / 200),
        "{took:?} for {bytes} bytes"
    );
    made
}

fn refused(text: &str) -> Report {
    bounded(text.len(), || match open(Source::new("acme.yaml", text)) {
        Err(report) => report,
        Ok(_) => panic!(
            "this is loaded: {}",
            text.chars().take(300).collect::<String>()
        ),
    })
}

/// The first fault's line and column, and its text.
fn told(text: &str) -> (usize, usize, String) {
    let report = refused(text);
    let first = &report.diagnostics()[0];
    let (line, column) = report.source().line_column(first.span.start);
    (line, column, first.message.clone())
}

#[test]
fn bombs_of_aliases_do_not_go_off() {
    let _alone = ALONE.lock();
    let mut bomb = String::from("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for level in 1..30 {
        let before = format!("*a{}", level - 1);
        let _ = writeln!(bomb, "a{level}: &a{level} [{}]", vec![before; 9].join(", "));
    }
    assert!(
        refused(&bomb)
            .lines()
            .contains("acme.yaml:1:5: error[E0002]: anchors are not supported")
    );
    assert_eq!(
        told(&format!("{HEAD}errors: {{ gone: {{ <<: *gone }} }}\n")).0,
        4
    );
    assert_eq!(told("a: &a [*a]\n").0, 1);
}

#[test]
fn depth_has_its_bound() {
    let _alone = ALONE.lock();
    for open in ["[", "{a: ", "- ", "? ", "[{a: ["] {
        let (line, ..) = told(&format!("{HEAD}errors: {}", open.repeat(100_000)));
        assert_eq!(line, 4, "{open}");
    }
    let block: String = (0..2_000)
        .map(|depth| format!("{:depth$}a:\n", ""))
        .collect();
    refused(&block);
    // Also inside a template.
    let template = format!(
        "format: 1\ncatalog: acme\nenvelope: '{}1{}'\n",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert!(refused(&template).lines().contains("is invalid"));
}

#[test]
fn size_has_its_bound() {
    let _alone = ALONE.lock();
    let huge = "x".repeat(4 << 20);
    assert_eq!(told(&huge).0, 1);
    refused(&format!(
        "{HEAD}errors: {{ gone: {{ status: {huge}, description: Gone. }} }}\n"
    ));
    let text = format!("{HEAD}errors: {{ gone: {{ description: {huge} }} }}\n");
    let catalog = bounded(text.len(), || {
        open(Source::new("acme.yaml", text.as_str()))
            .expect("a long text is a text")
            .catalog
    });
    assert_eq!(catalog.errors[0].description.len(), huge.len());
    assert!(
        refused(&"#".repeat((64 << 20) + 1))
            .lines()
            .contains("the maximum is")
    );
    assert!(
        refused(&format!("{HEAD}{}", "#\n".repeat(1_000_000)))
            .lines()
            .contains("no errors")
    );
}

/// A long list, a wide mapping, and a mapping with duplicates of all keys.
#[test]
fn many_entries_take_their_time_and_no_more() {
    let _alone = ALONE.lock();
    let many = format!(
        "{HEAD}errors: {{ gone: {{ description: Gone., causes: [{}] }} }}\n",
        "a,".repeat(200_000)
    );
    bounded(many.len(), || {
        open(Source::new("acme.yaml", many.as_str())).expect("a long list is a list")
    });
    let mut twice = format!("{HEAD}errors:\n");
    for number in (0..30_000).chain(0..30_000) {
        let _ = writeln!(twice, "  e{number}: {{ description: d }}");
    }
    assert!(refused(&twice).diagnostics().len() >= 30_000);
    let mut wide = format!("{HEAD}errors:\n");
    for number in 0..70_000 {
        let _ = writeln!(wide, "  e{number}: {{ description: d }}");
    }
    assert!(refused(&wide).lines().contains("at most"));
    let statuses: Vec<String> = (0..100_000)
        .map(|number| (number % 65_536).to_string())
        .collect();
    refused(&format!(
        "{HEAD}errors: {{ gone: {{ description: Gone., status: [{}] }} }}\n",
        statuses.join(",")
    ));
    let shapes: String = (0..20_000)
        .map(|number| format!("  s{number}: '{{\"m{number}\": \"$message\"}}'\n"))
        .collect();
    refused(&format!(
        "{HEAD}shapes:\n{shapes}errors: {{ gone: {{ description: Gone. }} }}\n"
    ));
    let message = "{a} ".repeat(100_000);
    refused(&format!(
        "{HEAD}errors: {{ gone: {{ description: Gone., message: '{message}' }} }}\n"
    ));
    let members: String = (0..20_000)
        .map(|number| format!("\"m{number}\": 1, "))
        .collect();
    let envelope = format!(
        "format: 1\ncatalog: acme\nenvelope: '{{{members}\"code\": \"$code\"}}'\nerrors: {{ gone: {{ description: d }} }}\n"
    );
    refused(&envelope);
    let details: Vec<String> = (0..20_000)
        .map(|number| format!("d{number}: string"))
        .collect();
    refused(&format!(
        "{HEAD}errors: {{ gone: {{ description: d, details: {{ {} }} }} }}\n",
        details.join(", ")
    ));
}

#[test]
fn what_is_no_plain_text_is_told() {
    let _alone = ALONE.lock();
    let directory = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    std::fs::create_dir_all(&directory).expect("a directory");
    let sound = format!("{HEAD}errors: {{ gone: {{ description: Gone. }} }}\n");
    let utf16 = |little: bool| -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(sound.encode_utf16());
        units
            .flat_map(|unit| {
                if little {
                    unit.to_le_bytes()
                } else {
                    unit.to_be_bytes()
                }
            })
            .collect()
    };
    let lone_surrogate = [
        sound.replace("Gone.", "'Go").into_bytes(),
        b"\xed\xa0\x80'".to_vec(),
    ]
    .concat();
    for (name, bytes, wanted) in [
        ("utf16le", utf16(true), Err("UTF-8")),
        ("utf16be", utf16(false), Err("UTF-8")),
        ("surrogate", lone_surrogate, Err("UTF-8")),
        (
            "escaped-surrogate",
            sound.replace("Gone.", r#""\uD800""#).into_bytes(),
            Err("invalid YAML"),
        ),
        ("bom", [b"\xef\xbb\xbf", sound.as_bytes()].concat(), Ok(())),
        ("nul", sound.replace("Gone.", "G\0ne").into_bytes(), Err("")),
        (
            "tab",
            sound
                .replace("errors: {", "errors:\n\tgone:\n\t\tx: {")
                .into_bytes(),
            Err("invalid YAML"),
        ),
        ("windows", sound.replace('\n', "\r\n").into_bytes(), Ok(())),
        (
            "directive",
            format!("%YAML 1.2\n---\n{sound}").into_bytes(),
            Ok(()),
        ),
        (
            "tag",
            sound
                .replace("Gone.", "!!python/object/apply:os.system [ls]")
                .into_bytes(),
            Err("tags are not supported"),
        ),
        (
            "merge",
            sound
                .replace("description:", "<<: {}, description:")
                .into_bytes(),
            Err("merge keys are not supported"),
        ),
        (
            "twice",
            format!("{sound}format: 1\n").into_bytes(),
            Err("duplicate key"),
        ),
        ("empty", Vec::new(), Err("empty")),
    ] {
        let path = directory.join(format!("{name}.yaml"));
        std::fs::write(&path, &bytes).expect("a file");
        match (open_file(&path), wanted) {
            (Ok(_), Ok(())) => {}
            (Err(report), Err(why)) => {
                assert!(report.lines().contains(why), "{name}: {}", report.lines());
                assert!(!report.render(false).contains('\0'), "{name}");
            }
            (Ok(_), Err(_)) => panic!("{name} is loaded"),
            (Err(report), Ok(())) => panic!("{name}: {}", report.render(false)),
        }
    }
    assert!(
        open_file(&directory)
            .expect_err("a directory is not a file")
            .lines()
            .contains("cannot read")
    );
    assert!(open_file(&directory.join("none.yaml")).is_err());
}

/// Every form, with what is deep, wide, unfinished or repeated.
#[test]
fn hostile_pages_are_read_in_time() {
    let _alone = ALONE.lock();
    let length = wanted("PAGE_BYTES", 5_000);
    let pieces = [
        "<div>",
        "<table><tr><td>",
        "<a href='",
        "<!--",
        "&#x110000;",
        "```\n",
        "> ",
        "- a\n  ",
        "| a ",
        "|a|b|\n|-|-|\n",
        "[a](",
        "![",
        "***a",
        "\\",
        "{",
        "[",
        "{\"a\":",
        "[[",
        "\"a\",",
        "\u{202e}",
        "\u{0301}",
        "a\r",
        "\t",
        "404 ",
        "`A_B` ",
        "# A\n",
        "A\n===\n",
        ".. a::\n",
        "|===\n",
        "a::b\n",
        "<script>",
        "<![CDATA[",
        "&",
        "%",
        "\u{feff}",
        "(((((",
        "a_b,404,\"",
        "1. ",
        "Code Status\n",
        "<details><summary>",
        "{% x %}",
    ];
    for piece in pieces {
        for name in [
            "page.md",
            "page.mdx",
            "page.html",
            "page.txt",
            "page.csv",
            "page.json",
            "page.rst",
            "page.adoc",
        ] {
            let page = format!("# Errors\n\n{}", piece.repeat(length / piece.len()));
            bounded(page.len() * 4, || targets::page(name, page.as_bytes()));
        }
    }
}

#[test]
fn a_reference_page_is_read_whatever_its_details_are() {
    let _alone = ALONE.lock();
    let head = "<!-- Generated by api-error-catalog; do not edit. -->\n\n# Errors\n\n## Errors\n\n\
                | Code | Status | Description |\n|---|---|---|\n| `gone` | 404 | It is gone. |\n\n\
                ### `gone`\n\nIt is gone.\n\n- **Category:** not_found\n\n**Details:**\n\n";
    let types = format!("- `a` ({}string)\n", "list of ".repeat(100_000));
    let maps = format!("- `a` ({}string)\n", "map from `k` to ".repeat(50_000));
    let objects: String = (0..1_500)
        .map(|depth| format!("{}- `a` (list of object)\n", "  ".repeat(depth)))
        .collect();
    // Names and values that a catalog could not declare.
    let others = "- `1st` (string)\n- `a-b` (object)\n- `a_b` (one of `x`, `X`)\n- `c` (one of `string`, `any`)\n\
                  - `d` (map from `:` to integer)\n- `e_f` (object)\n  - `g` (string)\n- `e` (object)\n  - `f` (object)\n    - `g?` (any)\n    - `h` (any)\n";
    for details in [types, maps, objects, others.to_owned()] {
        let page = format!("{head}{details}");
        bounded(page.len() * 4, || targets::page("page.md", page.as_bytes()));
    }
}
