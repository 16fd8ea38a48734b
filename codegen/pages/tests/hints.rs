//! Hints: each of these pages is read wrong without them, and right with them.

use api_error_catalog_model::{Source, load_hints};
use api_error_catalog_pages::{Certainty, Page, read, read_with};

/// A page, the hints for it, and the facts: `code`, statuses, type, name, description of each item.
struct Case {
    name: &'static str,
    page: &'static str,
    hints: &'static str,
    facts: &'static [&'static str],
}

const CASES: &[Case] = &[
    Case {
        name: "wrong headers",
        page: "# Errors\n\n| Description | Code | Notes |\n|---|---|---|\n| `no_sail` | The boat has no sail. | 404 |\n\
               | `no_mast` | The boat has no mast. | 409 |\n",
        hints: "- { table: 1, columns: { 1: code, 2: description, 3: status } }",
        facts: &[
            "error no_sail [404] - - The boat has no sail.",
            "error no_mast [409] - - The boat has no mast.",
        ],
    },
    Case {
        name: "a table of parameters that looks like errors",
        page: "# Errors\n\n| Code | Meaning |\n|---|---|\n| `no_sail` | The boat has no sail. |\n| `no_mast` | It has no mast. |\n\n\
               ## Request\n\n| Code | Meaning |\n|---|---|\n| `sail_area` | How large the sail is. |\n| `mast_height` | How high the mast is. |\n",
        hints: "- { section: Request, contains: ignore }",
        facts: &[
            "error no_sail [] - - The boat has no sail.",
            "error no_mast [] - - It has no mast.",
        ],
    },
    Case {
        name: "two columns of numbers",
        page: "# Errors\n\n| Number | Error | Text |\n|---|---|---|\n| 400 | 7001 | The sail is torn. |\n\
               | 401 | 7002 | The helm is empty. |\n| 402 | 7003 | The harbour wants its fee. |\n",
        hints: "- table: [Number, Error]\n  columns: { Number: code, Error: ignore, Text: description }",
        facts: &[
            "error 400 [] - - The sail is torn.",
            "error 401 [] - - The helm is empty.",
            "error 402 [] - - The harbour wants its fee.",
        ],
    },
    Case {
        name: "codes in an unusual column",
        page: "# Trouble\n\n| Cause | Remark |\n|---|---|\n| The sail is torn. | torn sail |\n| The helm is empty. | helm free |\n",
        hints: "- table: Remark\n  contains: errors\n  columns: { Remark: code, Cause: description }",
        facts: &[
            "error torn sail [] - - The sail is torn.",
            "error helm free [] - - The helm is empty.",
        ],
    },
    Case {
        name: "a section of old codes to skip",
        page: "# Errors\n\n- `no_sail`: The boat has no sail.\n- `no_mast`: It has no mast.\n\n## Before version 2\n\n\
               - `no_wind`: There was no wind.\n- `no_crew`: There was no crew.\n",
        hints: "- section: [Errors, Before version 2]\n  contains: ignore",
        facts: &[
            "error no_sail [] - - The boat has no sail.",
            "error no_mast [] - - It has no mast.",
        ],
    },
    Case {
        name: "a table whose header is a row",
        page: "# Errors\n\n| torn | The sail is torn. |\n|---|---|\n| adrift | The helm is empty. |\n| moored | It still lies at the quay. |\n",
        hints: "- { table: 1, header: false, columns: { 1: code, 2: description } }",
        facts: &[
            "error torn [] - - The sail is torn.",
            "error adrift [] - - The helm is empty.",
            "error moored [] - - It still lies at the quay.",
        ],
    },
    Case {
        name: "types of one word",
        page: "# Errors\n\n| Kind | Sense | HTTP |\n|---|---|---|\n| weather | The weather is bad. | 503 |\n| crew | The crew is at fault. | 400 |\n",
        hints: "- { table: Kind, contains: types, columns: { Kind: type, Sense: description, HTTP: status } }",
        facts: &[
            "type weather [503] The weather is bad.",
            "type crew [400] The crew is at fault.",
        ],
    },
    Case {
        name: "close codes that nothing calls so",
        page: "# Radio\n\n## Numbers\n\n| Number | Sense |\n|---|---|\n| 4001 | The line is dead. |\n| 4002 | The channel is busy. |\n",
        hints: "- { section: Numbers, table: 1, contains: close_codes, columns: { Number: code, Sense: description } }",
        facts: &[
            "close 4001 The line is dead.",
            "close 4002 The channel is busy.",
        ],
    },
    Case {
        name: "statuses that look like codes",
        page: "# Errors\n\n| Code | Description |\n|---|---|\n| 290 | The ship is under way. |\n| 590 | The ship has sunk. |\n",
        hints: "- { table: 1, contains: statuses }",
        facts: &[
            "status 290 The ship is under way.",
            "status 590 The ship has sunk.",
        ],
    },
    Case {
        name: "a list of plain words",
        page: "# Answers\n\n## What comes back\n\n- torn: The sail is torn.\n- adrift: The helm is empty.\n",
        hints: "- { section: What comes back, list: 1, contains: errors }",
        facts: &[
            "error torn [] - - The sail is torn.",
            "error adrift [] - - The helm is empty.",
        ],
    },
    Case {
        name: "a list of events that look like errors",
        page: "# Errors\n\n- `no_sail`: The boat has no sail.\n- `no_mast`: It has no mast.\n\nThe rest:\n\n\
               - `at_sea`: The boat has left.\n- `in_port`: The boat is back.\n",
        hints: "- { list: 2, contains: ignore }",
        facts: &[
            "error no_sail [] - - The boat has no sail.",
            "error no_mast [] - - It has no mast.",
        ],
    },
    Case {
        name: "headings of one word",
        page: "# Answers\n\n## Refusals\n\n### torn\n\nThe sail is torn.\n\n### adrift\n\nThe helm is empty.\n",
        hints: "- { section: Refusals, contains: errors }",
        facts: &[
            "error torn [] - - The sail is torn.",
            "error adrift [] - - The helm is empty.",
        ],
    },
    Case {
        name: "an example of an error that is no more",
        page: "# Errors\n\n- `no_sail`: The boat has no sail.\n- `no_mast`: It has no mast.\n\n## Refused (400)\n\n### Shown\n\n\
               ```json\n{\"code\": \"old_code\", \"message\": \"Gone.\"}\n```\n",
        hints: "- { section: Shown, example: 1, contains: ignore }",
        facts: &[
            "error no_sail [] - - The boat has no sail.",
            "error no_mast [] - - It has no mast.",
            "status 400 -",
        ],
    },
    Case {
        name: "errors that only examples show, by words with spaces",
        page: "# API\n\n## Refused (400)\n\nA sentence about all of it.\n\n```json\n{\"fault\": {\"kind\": \"Sail Torn\", \"said\": \"The sail is torn.\"}}\n```\n\n\
               - Or this:\n\n  ```json\n  {\"fault\": {\"kind\": \"Helm Empty\", \"said\": \"The helm is empty.\"}}\n  ```\n",
        hints: "- { columns: { kind: code, said: description } }",
        facts: &[
            "error Sail Torn [400] - - The sail is torn.",
            "error Helm Empty [400] - - The helm is empty.",
        ],
    },
    Case {
        name: "labels of records",
        page: "# Errors\n\n## No sail\n\n| Field | Value |\n|---|---|\n| Code | no_sail |\n| Cause | The sail is torn. |\n| Message | No sail |\n\n\
               ## No mast\n\n| Field | Value |\n|---|---|\n| Code | no_mast |\n| Cause | The mast is broken. |\n| Message | No mast |\n",
        hints: "- { columns: { Cause: description } }",
        facts: &[
            "error no_sail [] - - The sail is torn.",
            "error no_mast [] - - The mast is broken.",
        ],
    },
    Case {
        name: "one of several examples",
        page: "# Errors\n\n- `no_sail`: The boat has no sail.\n- `no_mast`: It has no mast.\n\n## Shown\n\n\
               ```json\n{\"kind\": \"sent\"}\n```\n\n```json\n{\"kind\": \"refused\", \"port\": 503}\n```\n",
        hints: "- { section: Shown, example: 2, columns: { kind: code, port: status } }",
        facts: &[
            "error no_sail [] - - The boat has no sail.",
            "error no_mast [] - - It has no mast.",
            "error refused [503] - - -",
        ],
    },
    Case {
        name: "HTML that starts like Markdown",
        page: "# Errors\n\n## Notes\n\n<table><tr><td>| `x_y` | 400 |</td></tr></table>\n<h2>Errors</h2><pre>\n## no</pre>\
               <table><tr><th>Code</th><th>HTTP</th></tr><tr><td>no_sail</td><td>404</td></tr><tr><td>no_mast</td><td>409</td></tr></table>",
        hints: "- form: html\n- { table: 1, contains: ignore }",
        facts: &["error no_sail [404] - - -", "error no_mast [409] - - -"],
    },
];

#[test]
fn what_guessing_cannot_do_hints_can() {
    for case in CASES {
        let without = facts(&read("page", case.page.as_bytes()).unwrap());
        assert_ne!(without, case.facts, "{}: no hint is needed", case.name);
        let hints = load_hints(&Source::new("hints.yaml", case.hints))
            .unwrap_or_else(|report| panic!("{report}"));
        let page = read_with("page", case.page.as_bytes(), &hints).unwrap();
        assert_eq!(facts(&page), case.facts, "{}", case.name);
        assert_eq!(page.unused_hints, [], "{}", case.name);
        assert!(
            page.errors
                .iter()
                .all(|error| error.certainty == Certainty::Sure),
            "{}",
            case.name
        );
    }
}

fn facts(page: &Page) -> Vec<String> {
    let list = |statuses: &[api_error_catalog_pages::Fact<u16>]| {
        format!(
            "{:?}",
            statuses
                .iter()
                .map(|status| status.value)
                .collect::<Vec<_>>()
        )
    };
    let text = |text: &Option<api_error_catalog_pages::Fact<String>>| {
        text.as_ref()
            .map_or("-".to_owned(), |text| text.value.clone())
    };
    let errors = page.errors.iter().map(|error| {
        let code = error
            .code
            .as_ref()
            .map_or("-".to_owned(), |code| code.value.to_string());
        let (ty, name, described) = (
            text(&error.error_type),
            text(&error.about.name),
            text(&error.about.description),
        );
        format!(
            "error {code} {} {ty} {name} {described}",
            list(&error.statuses)
        )
    });
    let types = page.types.iter().map(|ty| {
        format!(
            "type {} {} {}",
            ty.name.value,
            list(&ty.statuses),
            text(&ty.about.description)
        )
    });
    let statuses = page.statuses.iter().map(|status| {
        format!(
            "status {} {}",
            status.status.value,
            text(&status.about.description)
        )
    });
    let closes = page.close_codes.iter().map(|close| {
        format!(
            "close {} {}",
            close.code.value,
            text(&close.about.description)
        )
    });
    errors.chain(types).chain(statuses).chain(closes).collect()
}

#[test]
fn a_hint_for_what_is_not_there_is_told() {
    let page = "# Errors\n\n| Code | Meaning |\n|---|---|\n| `no_sail` | The boat has no sail. |\n\n## More\n\n- `no_mast`: It has none.\n";
    for (hint, why) in [
        (
            "- { section: Gone, contains: ignore }",
            "the page has no section `Gone`",
        ),
        (
            "- { section: [More, Errors], contains: ignore }",
            "the page has no section `More › Errors`",
        ),
        (
            "- { table: 2, contains: errors }",
            "the page has no table 2; it has 1",
        ),
        (
            "- { section: More, table: 1, contains: errors }",
            "the section has no table 1; it has 0",
        ),
        (
            "- { table: [Code, Sense], contains: errors }",
            "the page has no table headed `Code`, `Sense`",
        ),
        (
            "- { table: 1, columns: { Code: code, Sense: description } }",
            "no such table or example has the column `Sense`",
        ),
        (
            "- { columns: { 3: status } }",
            "no such table has a column 3",
        ),
        (
            "- { section: More, list: 2, contains: ignore }",
            "the section has no list 2; it has 1",
        ),
        (
            "- { example: 1, contains: ignore }",
            "the page has no code block 1; it has 0",
        ),
        (
            "- { columns: { Code: code, Sense: description } }",
            "no such table or example has the column `Sense`",
        ),
        ("- form: json", "nothing can be read in this form"),
    ] {
        let hints = load_hints(&Source::new("hints.yaml", hint)).unwrap();
        let unused = read_with("page.md", page.as_bytes(), &hints)
            .unwrap()
            .unused_hints;
        assert_eq!(
            unused
                .iter()
                .map(|unused| (unused.hint, unused.why.as_str()))
                .collect::<Vec<_>>(),
            [(0, why)],
            "{hint}"
        );
    }
}

#[test]
fn the_later_of_two_hints_counts() {
    let page = "# Errors\n\n## Old\n\n| Code | Meaning |\n|---|---|\n| `no_sail` | The boat has no sail. |\n\n\
                | Code | Meaning |\n|---|---|\n| `no_mast` | It has no mast. |\n";
    let hints =
        "- { section: Old, contains: ignore }\n- { section: Old, table: 2, contains: errors }\n";
    let hints = load_hints(&Source::new("hints.yaml", hints)).unwrap();
    let page = read_with("page.md", page.as_bytes(), &hints).unwrap();
    assert_eq!(facts(&page), ["error no_mast [] - - It has no mast."]);
}
