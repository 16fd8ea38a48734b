//! Decisions for all records of a grid, or for all leads of a group, at once: each page would be read wrong
//! record by record.

use std::fmt::Write as _;

use api_error_catalog_pages::{Certainty, Fact, Page, read};

/// A page and its facts: `code statuses description` of each error, then the statuses.
struct Case {
    name: &'static str,
    file: &'static str,
    page: &'static str,
    facts: &'static [&'static str],
}

const CASES: &[Case] = &[
    Case {
        name: "codes with digits and letters win over constants next to them",
        file: "list.txt",
        page: "Error codes\n\n71000    E    ERR_SAIL          sail_error\n71030    E    ERR_SAIL_TORN     sail_torn\n\
               71P01    E    ERR_SAIL_LOST     sail_lost\n",
        facts: &[
            "71000 [] sail_error",
            "71030 [] sail_torn",
            "71P01 [] sail_lost",
        ],
    },
    Case {
        name: "cells that are statuses outweigh a header that names parameters",
        file: "page.md",
        page: "# Errors\n\n| Parameter | Text |\n|---|---|\n| 400 | The chart is torn. |\n| 401 | No pilot is aboard. |\n\
               | 404 | No such harbor. |\n",
        facts: &[
            "status 400 The chart is torn.",
            "status 401 No pilot is aboard.",
            "status 404 No such harbor.",
        ],
    },
    Case {
        name: "a table of amounts is not one of statuses",
        file: "page.md",
        page: "# Errors\n\n- `no_sail`: The sail is missing.\n- `no_mast`: The mast is missing.\n\n## Berths\n\n\
               | Plan | Price | Nights |\n|---|---|---|\n| Small | 5 | 100 |\n| Large | 9 | 500 |\n| Whole | 50 | any |\n",
        facts: &[
            "no_sail [] The sail is missing.",
            "no_mast [] The mast is missing.",
            "left out table: Plan | Price | Nights",
        ],
    },
    Case {
        name: "phrases are codes under a header that names a code",
        file: "page.html",
        page: "<h2>Errors</h2><table><tr><th>Error<th>HTTP Status<th>JSON Error Code<th>Description\
               <tr><td>torn sail<td>400<td><code>sail is torn</code><td>The sail cannot be set.\
               <tr><td>lost sail<td>404<td><code>no such sail</code><td>The loft has no such sail.</table>",
        facts: &[
            "sail is torn [400] The sail cannot be set.",
            "no such sail [404] The loft has no such sail.",
        ],
    },
    Case {
        name: "under a header that names a description, the name of a status belongs to the description",
        file: "page.md",
        page: "# Errors\n\n| Code | Description |\n|---|---|\n| 400 | Bad Request - The chart is torn. |\n| 404 | Not Found - No such \
               harbor. |\n",
        facts: &[
            "status 400 Bad Request - The chart is torn.",
            "status 404 Not Found - No such harbor.",
        ],
    },
    Case {
        name: "lines of labels are records",
        file: "page.txt",
        page: "Errors\n\nCode: no_pilot\nStatus: 403\nDescription: No pilot is aboard.\n\nCode: no_flag\nStatus: 400\n\
               Description: The ship shows no flag.\n",
        facts: &[
            "no_pilot [403] No pilot is aboard.",
            "no_flag [400] The ship shows no flag.",
        ],
    },
    Case {
        name: "sections that each show a code of their own name errors",
        file: "page.md",
        page: "# Errors\n\n### No pilot\n\n```json\n{\"errno\": 109, \"message\": \"No pilot.\"}\n```\n\n### No flag\n\n\
               ```json\n{\"errno\": 114, \"message\": \"No flag.\"}\n```\n\n### No sail\n\n```json\n{\"errno\": 122, \"message\": \
               \"No sail.\"}\n```\n",
        facts: &["109 [] No pilot.", "114 [] No flag.", "122 [] No sail."],
    },
    Case {
        name: "tables of label and value hold a record each, or several",
        file: "page.md",
        page: "# Errors\n\n### 403 Forbidden\n\n| | |\n|---|---|\n| **Error** | `no_pilot` |\n| **Message** | No pilot is aboard. |\n\
               | | |\n| **Error** | `no_flag` |\n| **Message** | The ship shows no flag. |\n",
        facts: &[
            "no_pilot [403] No pilot is aboard.",
            "no_flag [403] The ship shows no flag.",
        ],
    },
    Case {
        name: "a file of codes and texts lists errors if the texts describe failures",
        file: "list.json",
        page: r#"{"SAIL_TORN": "The sail could not be set.", "MAST_UNKNOWN": "No ship has this mast."}"#,
        facts: &[
            "SAIL_TORN [] The sail could not be set.",
            "MAST_UNKNOWN [] No ship has this mast.",
        ],
    },
    Case {
        name: "a file of labels for a page does not",
        file: "list.json",
        page: r#"{"SAIL_TITLE": "Welcome to the loft", "MAST_BUTTON": "Show the masts"}"#,
        facts: &["left out table: code | description"],
    },
    Case {
        name: "numbers in a list are codes if some cannot be statuses",
        file: "page.md",
        page: "# Error codes\n\n- `3`: The sail is wrong.\n- `30`: The wind is weak.\n- `404`: The race is off.\n\
               - `2001`: The chart is torn.\n",
        facts: &[
            "3 [] The sail is wrong.",
            "30 [] The wind is weak.",
            "404 [] The race is off.",
            "2001 [] The chart is torn.",
        ],
    },
    Case {
        name: "terms in quotation marks are codes",
        file: "page.md",
        page: "## Error codes\n\n\"torn_sail\":\n: The sail is torn.\n\n\"lost_mast\":\n: The mast is lost.\n",
        facts: &[
            "torn_sail [] The sail is torn.",
            "lost_mast [] The mast is lost.",
        ],
    },
    Case {
        name: "a list of the shape of a list of errors is one, too",
        file: "page.md",
        page: "# Why races end\n\n## Start errors\n\n- `race.start-no-wind` — The wind is missing.\n- `race.start-no-crew` — The crew is missing.\n\n\
               ## Sailors\n\n- `sailor-left` — The sailor went ashore.\n- `sailor-slept` — The sailor slept.\n",
        facts: &[
            "race.start-no-wind [] The wind is missing.",
            "race.start-no-crew [] The crew is missing.",
            "sailor-left [] The sailor went ashore.",
            "sailor-slept [] The sailor slept.",
        ],
    },
    Case {
        name: "numbered items of prose are not codes",
        file: "page.md",
        page: "# Sails\n\n1. error code: 4015, the ceiling of a ship, now 300/10s, may be well-tuned.\n\
               2. error code: 417000, the well-known ceiling of a fleet.\n",
        facts: &["4015 [] ", "417000 [] "],
    },
    Case {
        name: "headings are numbers with names",
        file: "page.adoc",
        page: "= Error codes\n\n== Shared errors\n\n=== # 1 WindTooWeak\n\nThe wind is missing.\n\n=== # 2 SailTorn\n\nThe sail is torn.\n\n\
               == Rare errors\n\n=== # 101 MastLost\n\nThe mast is lost.\n",
        facts: &[
            "1 [] The wind is missing.",
            "2 [] The sail is torn.",
            "101 [] The mast is lost.",
        ],
    },
    Case {
        name: "headings that are years are not",
        file: "page.md",
        page: "# Errors\n\n- `no_sail`: The sail is missing.\n- `no_mast`: The mast is missing.\n\n# News of errors\n\n## 2025\n\nErrors have names.\n\n\
               ## 2024\n\nThe loft was opened.\n",
        facts: &[
            "no_sail [] The sail is missing.",
            "no_mast [] The mast is missing.",
            "left out heading: 2025",
            "left out heading: 2024",
        ],
    },
    Case {
        name: "one heading names several codes",
        file: "page.md",
        page: "# Harbor errors\n\n## Error 2000: Berth taken\n\nAnother ship lies there.\n\n## Errors 2006, 2007 or 2106 Ship banned\n\n\
               The ship may not enter.\n",
        facts: &[
            "2000 [] Another ship lies there.",
            "2006 [] The ship may not enter.",
            "2007 [] The ship may not enter.",
            "2106 [] The ship may not enter.",
        ],
    },
    Case {
        name: "bold lines are headings if their siblings are",
        file: "page.md",
        page: "# SetSail\n\n## Errors\n\n ** SailTornException **   \nThe sail is torn\\.  \nHTTP Status Code: 404\n\n\
               ** MastLostException **   \nThe mast is lost\\.  \nHTTP Status Code: 500\n",
        facts: &[
            "SailTornException [404] The sail is torn.",
            "MastLostException [500] The mast is lost.",
        ],
    },
    Case {
        name: "a heading in capitals above a list of numbers is their group",
        file: "page.md",
        page: "# Error codes\n\n## SAIL_ERROR\n\n- `50000` The sail is torn.\n- `50001` The sail is lost.\n",
        facts: &["50000 [] The sail is torn.", "50001 [] The sail is lost."],
    },
    Case {
        name: "nested text describes the item",
        file: "page.md",
        page: "## Errors\n\n* `SailTorn`\n  * The sail is torn.\n  * HTTP status code: `404 NotFound`\n\
               * `MastLost`\n  * The mast is lost.\n  * HTTP status code: 503\n",
        facts: &[
            "SailTorn [404] The sail is torn.",
            "MastLost [503] The mast is lost.",
        ],
    },
    Case {
        name: "examples below a status show the codes",
        file: "page.md",
        page: "# Errors\n\n## 409 Conflict\n\nAsked:\n\n```json\n{\"code\": \"SUMMER\", \"berth\": 2}\n```\n\nAnswered:\n\n\
               ```json\n{\"err_code\": \"BERTH_TAKEN\", \"err_msg\": \"Another ship lies there.\"}\n```\n\n\
               ```json\n{\"code\": 409, \"errno\": 61, \"message\": \"The berth is kept.\"}\n```\n",
        facts: &[
            "BERTH_TAKEN [409] Another ship lies there.",
            "61 [409] The berth is kept.",
            "status 409 Asked:",
        ],
    },
    Case {
        name: "a code in the body of a success is not an error's",
        file: "page.md",
        page: "# Harbor\n\n## 200 OK\n\n```json\n{\"code\": \"BERTH_2\", \"message\": \"Moored.\"}\n```\n",
        facts: &["status 200 "],
    },
    Case {
        name: "codes may start with zero",
        file: "page.md",
        page: "# Error codes\n\n| Code | Text |\n|---|---|\n| 0101 | The sail is torn. |\n| 0102 | The mast is lost. |\n",
        facts: &["0101 [] The sail is torn.", "0102 [] The mast is lost."],
    },
    Case {
        name: "patterns and ranges are left out, and the plain codes next to them stay",
        file: "page.md",
        page: "# Error codes\n\n| Code | HTTP status | Description |\n|---|---|---|\n| 07* | 503 | no wind |\n\
               | `sail_<n>_torn` | 409 | a torn sail |\n| `mast_lost` | 404 | a lost mast |\n| 7100 to 7199 | 500 | kept |\n",
        facts: &[
            "mast_lost [404] a lost mast",
            "left out row: 07*",
            "left out row: sail_<n>_torn",
            "left out row: 7100 to 7199",
        ],
    },
    Case {
        name: "two codes share one text",
        file: "page.md",
        page: "# Error codes\n\n- `no-sail` / `old-no-sail` — The sail is missing.\n- `no-mast`, `old-no-mast` — The mast is missing.\n",
        facts: &[
            "no-sail [] The sail is missing.",
            "old-no-sail [] The sail is missing.",
            "no-mast [] The mast is missing.",
            "old-no-mast [] The mast is missing.",
        ],
    },
    Case {
        name: "a line of name and status below a code describes nothing",
        file: "page.md",
        page: "# Error codes\n\n## SAIL_10\n\n**Sail Gone** · `404 Not Found`\n\nThe sail is unknown.\n\n\
               ## SAIL_12\n\n**Loft Error** · `500` / `503`\n\nThe loft failed.\n",
        facts: &[
            "SAIL_10 [404] The sail is unknown.",
            "SAIL_12 [500, 503] The loft failed.",
        ],
    },
    Case {
        name: "a table of statuses below a code is about that code",
        file: "page.md",
        page: "# Error codes\n\n## SAIL_10\n\nThe sail cannot be set.\n\n| Status | Reason |\n|---|---|\n| **422** | It is wet. |\n\
               | **500** | The loft failed. |\n\n## SAIL_11\n\nThe sail is torn.\n",
        facts: &[
            "SAIL_10 [] The sail cannot be set.",
            "SAIL_11 [] The sail is torn.",
            "left out row: 422",
            "left out row: 500",
        ],
    },
    Case {
        name: "numbers that statuses seldom are can be codes",
        file: "page.md",
        page: "# Error codes\n\nCode | Text\n--- | ---\n`102` | `SAIL_WET`\n`103` | `SAIL_TORN`\n`208` | `MAST_LOST`\n",
        facts: &["102 [] SAIL_WET", "103 [] SAIL_TORN", "208 [] MAST_LOST"],
    },
    Case {
        name: "names of headers and files are not codes",
        file: "page.md",
        page: "# Errors\n\n- `no_sail`: The sail is missing.\n- `no_mast`: The mast is missing.\n\n## When a sail is missing\n\n\
               | Name | Description |\n|---|---|\n| `WWW-Authenticate` | A challenge. |\n| `Content-Length` | Length of the body. |\n\n\
               Sources of errors:\n\n- [src/sail/set.rs10-24](https://git.example/a)\n- [src/mast/up.rs30-36](https://git.example/b)\n",
        facts: &[
            "no_sail [] The sail is missing.",
            "no_mast [] The mast is missing.",
            "left out table: Name | Description",
        ],
    },
    Case {
        name: "a sentence that starts with a code is not an entry",
        file: "page.md",
        page: "# Errors\n\n| Code | Meaning |\n|---|---|\n| `7100` | The sail is torn. |\n| `7101` | The sail is lost. |\n\n\
               ## Solving `ENOWIND`\n\n`ENOWIND` errors occur when there is no wind.\n",
        facts: &[
            "7100 [] The sail is torn.",
            "7101 [] The sail is lost.",
            "left out line: ENOWIND",
        ],
    },
    Case {
        name: "lines of plain text are entries if their neighbors are",
        file: "list.txt",
        page: "Error codes\n\n400 Bad Request - The sail is torn.\n401 Unauthorized - No pilot is aboard.\n404 Not Found - No such berth.\n",
        facts: &[
            "status 400 The sail is torn.",
            "status 401 No pilot is aboard.",
            "status 404 No such berth.",
        ],
    },
    Case {
        name: "a table that a site keeps as JSON is one",
        file: "page.md",
        page: "Our error codes.\n\n[block:parameters]\n{\n  \"data\": {\n    \"h-0\": \"Error code\",\n    \"h-1\": \"Text\",\n    \"0-0\": \"**400**\",\n\
               \"0-1\": \"The sail is torn.\",\n    \"1-0\": \"**401**\",\n    \"1-1\": \"No pilot\\nis aboard.\"\n  },\n  \"cols\": 2,\n  \"rows\": 2\n}\n[/block]\n",
        facts: &[
            "status 400 The sail is torn.",
            "status 401 No pilot is aboard.",
        ],
    },
    Case {
        name: "a table that declares more cells than it has is none",
        file: "page.md",
        page: "Our error codes.\n\n[block:parameters]\n{\"data\": {\"0-0\": \"400\"}, \"cols\": 9000000, \"rows\": 9000000}\n[/block]\n",
        facts: &[],
    },
    Case {
        name: "a list that begins with codes holds errors, even if its introduction asks for reasons",
        file: "page.md",
        page: "## Errors\n\nPossible values of the `reason` field:\n\n* `SailTorn`: The sail is torn.\n* `MastLost`: The mast is lost.\n",
        facts: &[
            "SailTorn [] The sail is torn.",
            "MastLost [] The mast is lost.",
        ],
    },
    Case {
        name: "tables with one header in sibling sections are read alike, whatever the numbers of one look like",
        file: "page.md",
        page: "# Error codes\n\n### Sails (210-212)\n\n| Code | Name | Message |\n|---|---|---|\n| 210 | `SAIL_TORN` | The sail is torn. |\n\
               | 212 | `SAIL_LOST` | The sail is lost. |\n\n### Masts (410-413)\n\n| Code | Name | Message |\n|---|---|---|\n\
               | 410 | `MAST_BENT` | The mast is bent. |\n| 411 | `MAST_SPLIT` | The mast is split. |\n| 413 | `NO_MAST` | The mast is gone. |\n",
        facts: &[
            "210 [] The sail is torn.",
            "212 [] The sail is lost.",
            "410 [] The mast is bent.",
            "411 [] The mast is split.",
            "413 [] The mast is gone.",
        ],
    },
    Case {
        name: "a table of HTTP statuses is not read as other tables with its header are",
        file: "page.md",
        page: "# Errors\n\n## HTTP responses\n\n| Code | Meaning |\n|---|---|\n| 400 | The chart is torn. |\n| 404 | No such harbor. |\n\n\
               ## Sail errors\n\n| Code | Meaning |\n|---|---|\n| 10401 | The sail is torn. |\n| 10402 | The sail is lost. |\n",
        facts: &[
            "10401 [] The sail is torn.",
            "10402 [] The sail is lost.",
            "status 400 The chart is torn.",
            "status 404 No such harbor.",
        ],
    },
    Case {
        name: "names of statuses are not codes if some leads have no code",
        file: "page.md",
        page: "# Errors\n\n### 401 - Unauthorized\n\nNo pilot.\n\n### 403 - FORBIDDEN\n\nNo flag.\n\n### 404 - NOT_FOUND\n\nNo harbor.\n",
        facts: &[
            "status 401 No pilot.",
            "status 403 No flag.",
            "status 404 No harbor.",
        ],
    },
    Case {
        name: "a cause or the text below `When` describes an error that has no other description",
        file: "page.md",
        page: "# Errors\n\n### 401 Unauthorized\n\n**When:** The pilot has no papers.\n\n### 404 Not Found\n\n**Cause:** The chart is old.\n",
        facts: &[
            "status 401 The pilot has no papers.",
            "status 404 The chart is old.",
        ],
    },
    Case {
        name: "a column headed `When` describes better than one whose header says nothing",
        file: "page.md",
        page: "# Errors\n\n| Exception | When it is raised | Typical answer |\n|---|---|---|\n\
               | `SailTornException` | The sail cannot be set | Mend the sail, and then set it again before noon |\n\
               | `NoHarborException` | The harbor is closed | Wait outside until the keeper opens the harbor |\n",
        facts: &[
            "SailTornException [] The sail cannot be set",
            "NoHarborException [] The harbor is closed",
        ],
    },
    Case {
        name: "text next to the tag of a component belongs to that component",
        file: "page.mdx",
        page: "# Errors\n\n<Errors>\n  <ErrorText code=\"401\">No pilot is aboard.</ErrorText>\n  \
               <ErrorText code=\"404\">No such harbor.</ErrorText>\n</Errors>\n\n<Tabs>\n<TabItem value=\"409\">\nThe berth is taken.\n</TabItem>\n</Tabs>\n",
        facts: &[
            "status 401 No pilot is aboard.",
            "status 404 No such harbor.",
            "status 409 The berth is taken.",
        ],
    },
    Case {
        name: "a list in a cell is text of the cell",
        file: "page.md",
        page: "# Error codes\n\n| Code | Message |\n|---|---|\n| 2001 | <ul><li>Sail torn</li><li>Sail lost</li></ul> |\n| 2002 | No mast |\n",
        facts: &["2001 [] Sail torn Sail lost", "2002 [] No mast"],
    },
    Case {
        name: "lines of plain text that begin with statuses are a list, not an outline",
        file: "page.txt",
        page: "Errors\n\nThe sail loft sends these statuses.\n\n400 - Torn chart\n401 - No pilot\n503 - Harbor closed\n\nError types\n\n\
               SAIL_TORN\n\nThe sail cannot be set.\n\nNO_MAST\n\nThe mast is missing.\n\nNO_FLAG\n\nThe ship shows no flag.\n",
        facts: &[
            "SAIL_TORN [] The sail cannot be set.",
            "NO_MAST [] The mast is missing.",
            "NO_FLAG [] The ship shows no flag.",
            "status 400 Torn chart",
            "status 401 No pilot",
            "status 503 Harbor closed",
        ],
    },
    Case {
        name: "numbered lines below a heading that is a code are errors of their own",
        file: "page.txt",
        page: "Error codes\n\nSAIL_ERROR\n\n20001 The sail is torn.\n20002 The sail is lost.\n\nMAST_ERROR\n\n30001 The mast is bent.\n\
               30002 The mast is gone.\n",
        facts: &[
            "20001 [] The sail is torn.",
            "20002 [] The sail is lost.",
            "30001 [] The mast is bent.",
            "30002 [] The mast is gone.",
        ],
    },
    Case {
        name: "a line that begins with `Error` and a number is a heading of plain text",
        file: "page.txt",
        page: "Sail errors\n\nError 1001: The sail is torn\n\nThe loft cannot set it.\n\nError 1002: The owner of this harbor has closed it for all ships \
               of your flag and size\n\nWait outside.\n",
        facts: &["1001 [] The loft cannot set it.", "1002 [] Wait outside."],
    },
    Case {
        name: "headings below the format of errors may be errors, with their labels in lists",
        file: "page.mdx",
        page: "---\ntitle: Errors\n---\n\n## Error schema\n\nErrors have types.\n\n### `sail_torn`\n\n- **Status:** 400\n- **Message:** The sail is torn.\n\n\
               ### `no_pilot`\n\n- **Status:** 401\n- **Message:** No pilot is aboard.\n",
        facts: &[
            "sail_torn [400] The sail is torn.",
            "no_pilot [401] No pilot is aboard.",
        ],
    },
    Case {
        name: "a status in front of the text below a code",
        file: "page.md",
        page: "# Errors\n\n### sail_torn\n\n**HTTP 400**: The sail is torn.\n\n### no_pilot\n\n**HTTP 401**: No pilot is aboard.\n",
        facts: &[
            "sail_torn [400] The sail is torn.",
            "no_pilot [401] No pilot is aboard.",
        ],
    },
    Case {
        name: "of the items below a code, the sentence describes it",
        file: "page.md",
        page: "# Errors\n\n- **error.sail.torn**\n    - set, reef\n    - The sail cannot be set.\n- **error.sail.lost**\n    - set\n    \
               - The loft has no such sail.\n- **error.mast.bent**\n    - The mast is bent.\n",
        facts: &[
            "error.sail.torn [] The sail cannot be set.",
            "error.sail.lost [] The loft has no such sail.",
            "error.mast.bent [] The mast is bent.",
        ],
    },
    Case {
        name: "all causes together describe an error that has no other description",
        file: "page.md",
        page: "# Errors\n\n### `sail_torn`\n\nRaised because:\n\n- The wind was too strong.\n- The sail was old.\n\n### `no_pilot`\n\nNo pilot is aboard.\n",
        facts: &[
            "sail_torn [] The wind was too strong. The sail was old.",
            "no_pilot [] No pilot is aboard.",
        ],
    },
    Case {
        name: "tables of a group that differ too much are read one by one",
        file: "page.md",
        page: "# Errors\n\n### Of the sea\n\n| Error | Description |\n|---|---|\n| Strong wind | Wait. |\n| High waves | Wait. |\n| Thick fog | Ring the bell. |\n\n\
               ### Of the ship\n\n| Error | Description |\n|---|---|\n| SailTorn | The sail cannot be set. |\n| MastBent | The mast is bent. |\n",
        facts: &[
            "SailTorn [] The sail cannot be set.",
            "MastBent [] The mast is bent.",
            "left out table: Error | Description",
        ],
    },
    Case {
        name: "codes that are marked are codes, even if they are names of statuses",
        file: "page.md",
        page: "# Errors\n\n### 400 `bad_request`\n\nThe chart is torn.\n\n### 403 `forbidden`\n\nNo flag.\n\n### 500 Internal Server Error\n\nThe harbor is closed.\n",
        facts: &[
            "bad_request [400] The chart is torn.",
            "forbidden [403] No flag.",
            "status 500 The harbor is closed.",
        ],
    },
    Case {
        name: "traditional Chinese heads columns, too",
        file: "page.md",
        page: "# 錯誤碼\n\n| 錯誤碼 | 含義 | 處理建議 |\n|---|---|---|\n| 1001 | 帆破了 | 修帆 |\n| 1002 | 港口關閉 | 等待 |\n",
        facts: &["1001 [] 帆破了", "1002 [] 港口關閉"],
    },
];

#[test]
fn a_grid_is_read_as_a_whole() {
    let mut wrong = String::new();
    for case in CASES {
        let page = read(case.file, case.page.as_bytes());
        let found = page.map(|page| facts(&page)).unwrap_or_default();
        if found != case.facts {
            let _ = writeln!(wrong, "{}: {found:#?}", case.name);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn facts(page: &Page) -> Vec<String> {
    let text = |fact: &Option<Fact<String>>| {
        let value = fact.as_ref().map(|fact| fact.value.clone());
        value.unwrap_or_default()
    };
    let errors = page.errors.iter().map(|error| {
        let code = error.code.as_ref().map(|code| code.value.to_string());
        let statuses: Vec<u16> = error.statuses.iter().map(|fact| fact.value).collect();
        let described = text(&error.about.description);
        format!("{} {statuses:?} {described}", code.unwrap_or_default())
    });
    let statuses = page.statuses.iter().map(|fact| {
        let described = text(&fact.about.description);
        format!("status {} {described}", fact.status.value)
    });
    let skipped = page.skipped.iter();
    let skipped = skipped.map(|part| format!("left out {}", part.what));
    errors.chain(statuses).chain(skipped).collect()
}

#[test]
fn a_description_is_unsure_if_another_column_may_be_the_description() {
    let page = "# Errors\n\n| | | |\n|---|---|---|\n| `no_sail` | The sail was lost at sea. | The sailor cut a rope. |\n\
                | `no_mast` | The mast broke in a storm. | The wind was too strong. |\n";
    let page = read("page.md", page.as_bytes()).unwrap();
    for error in &page.errors {
        let description = error.about.description.as_ref().unwrap();
        assert!(matches!(description.certainty, Certainty::Unsure(_)));
        assert_eq!(error.certainty, Certainty::Sure);
    }
}

#[test]
fn codes_are_unsure_if_two_columns_are_headed_as_codes() {
    let page = "# Errors\n\n| Error Code | Result Code | Meaning |\n|---|---|---|\n| NO_SAIL | 3100 | The sail was lost. |\n\
                | NO_MAST | 3200 | The mast broke. |\n";
    let page = read("page.md", page.as_bytes()).unwrap();
    assert_eq!(page.errors.len(), 2);
    for error in &page.errors {
        assert!(matches!(error.certainty, Certainty::Unsure(_)));
    }
}

#[test]
fn statuses_are_unsure_if_the_text_in_front_names_one() {
    let missing = |introduction: &str| {
        let table = "| Code | Description |\n|---|---|\n| 9001 | The kite is gone. |\n| 9002 | The rope tore. |\n";
        let page = format!("# Errors\n\n{introduction}\n\n{table}");
        let page = read("page.md", page.as_bytes()).unwrap();
        let missing = page
            .errors
            .iter()
            .map(|error| error.missing_statuses.is_some());
        missing.collect::<Vec<_>>()
    };
    assert_eq!(missing("The tower has sent 400 before."), [true, true]);
    assert_eq!(missing("The tower sends these."), [false, false]);
}

#[test]
fn a_column_of_advice_holds_solutions() {
    let page = "# Errors\n\n| | | |\n|---|---|---|\n| `no_sail` | The sail is lost. | Check the loft and buy another one there. |\n\
                | `no_mast` | The mast broke. | Contact the yard and ask for a new mast. |\n";
    let page = read("page.md", page.as_bytes()).unwrap();
    let solutions = page.errors.iter().map(|error| error.about.solutions.len());
    assert_eq!(solutions.collect::<Vec<_>>(), [1, 1]);
}
