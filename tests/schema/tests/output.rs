//! The JSON output of the commands matches the schema of `cargo errcat schema --of facts`.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};
use std::process::Command;

use jsonschema::Validator;
use serde_json::Value;

/// The program, built from this checkout.
fn program() -> PathBuf {
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--package", "cargo-errcat"])
        .status();
    assert!(built.expect("cargo").success());
    let test = std::env::current_exe().expect("this test");
    let target = test.ancestors().nth(2).expect("the target directory");
    target.join(format!("cargo-errcat{}", std::env::consts::EXE_SUFFIX))
}

fn printed(program: &Path, directory: &Path, args: &[&str]) -> Value {
    let mut command = Command::new(program);
    let output = command.args(args).current_dir(directory).output();
    let out = output.expect("a run").stdout;
    serde_json::from_slice(&out).unwrap_or_else(|error| panic!("{args:?}: {error}"))
}

fn check(validator: &Validator, value: &Value, args: &[&str]) {
    let errors = validator.iter_errors(value);
    let errors: Vec<String> = errors.map(|error| format!("{error:.300}")).collect();
    assert!(errors.is_empty(), "{args:?}: {errors:?}");
}

/// A catalog that has every fact, and a page that differs from it.
const FILES: &[(&str, &str)] = &[
    (
        "spec/acme.yaml",
        r#"format: 1
catalog: acme
source: { file: acme.md, hosts: [api.acme.example] }
support: { url: "https://acme.example", send: [code] }
envelope: '{"code": "$code", "message": "$message", "details": "$details?"}'
sensitive: [message, details.name]
errata: [{ issue: It is odd., interpretation: It is even. }]
types:
  lost: { status: 404, description: It is lost., errors: { gone: { description: It is gone., links: ["https://acme.example/gone"] } } }
errors:
  late:
    match: [{ code: late, status: 503 }, { code: tardy, status: 504 }]
    description: It is late.
    retry: { strategy: backoff, attempts: 3, base: 1s, factor: 2 }
    limits: { kites: { free: 1, gold: 9 } }
    details: { name: string, tags?: [a | b], parts?: [{ size: integer }], limits?: { <plan>: any } }
    deprecated: It is never sent.
    renamed_from: [slow]
    user_message: Please wait.
    exception: LateError
observed:
  torn: { status: 400, description: It is torn., seen: "2026-01-01: answers.jsonl" }
statuses: { 404: { name: Not Found, description: It is lost., action: Look for it. } }
close_codes: { 1008: { name: Policy, description: It is forbidden. } }
"#,
    ),
    (
        "docs/acme.md",
        "# Errors\n\n| Code | Status | Description | Retry | Limit |\n|---|---|---|---|---|\n\
         | `gone` | 410 | It went. | No | 3 kites |\n| `new_one` | 400 | It is new. | Maybe | many |\n\n\
         ## 404 Not Found\n\nIt is lost.\n\nIf it persists, contact [support](mailto:help@acme.example).\n",
    ),
    (
        "older.md",
        "# Errors\n\n| Code | Status | Description |\n|---|---|---|\n| `gone` | 404 | It is gone. |\n| `old_one` | 400 | It is old. |\n",
    ),
    (
        "answers.jsonl",
        "{\"status\": 500, \"url\": \"https://api.acme.example/x\", \"body\": \"{\\\"code\\\": \\\"late\\\", \\\"message\\\": \\\"m\\\"}\"}\n",
    ),
];

#[test]
fn each_command_prints_what_the_schema_describes() {
    let program = program();
    let directory =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("output-{}", std::process::id()));
    for (file, text) in FILES {
        let path = directory.join(file);
        std::fs::create_dir_all(path.parent().expect("a directory")).expect("a directory");
        std::fs::write(path, text).expect("a file");
    }
    let schema = printed(&program, &directory, &["schema", "--of", "facts"]);
    jsonschema::draft7::meta::validate(&schema).expect("a schema");
    let validator = jsonschema::draft7::new(&schema).expect("a schema");

    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for name in ["audixa", "elevenlabs", "faseeh", "scriptix", "ttsopenai"] {
        let args = ["export", &format!("spec/{name}.yaml"), "--format", "json"];
        check(&validator, &printed(&program, &root, &args), &args);
    }
    let lock = ["sync", "spec/acme.yaml", "older.md", "--write"];
    let synced = Command::new(&program)
        .args(lock)
        .current_dir(&directory)
        .output();
    assert!(synced.expect("a run").status.code().is_some());
    let commands: &[&[&str]] = &[
        &["import", "docs/acme.md"],
        &["export", "spec/acme.yaml"],
        &["explain", "acme", "late"],
        &["explain", "404"],
        &["explain", "acme", "nothing"],
        &["list", "spec/acme.yaml"],
        &["diff", "older.md", "docs/acme.md"],
        &["diff", "docs/acme.md", "older.md"],
        &["diff", "spec/acme.yaml", "docs/acme.md"],
        &["check"],
        &["check", "--docs", "docs"],
        &["check", "--docs", "docs", "--responses", "answers.jsonl"],
    ];
    for args in commands {
        let args = [args, &["--format", "json"][..]].concat();
        check(&validator, &printed(&program, &directory, &args), &args);
    }
    let no_code = serde_json::json!({ "changes": [{}], "diagnostics": [] });
    assert!(
        !validator.is_valid(&no_code),
        "the schema refuses what is incomplete"
    );
    std::fs::remove_dir_all(directory).expect("removed");
}
