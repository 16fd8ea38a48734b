//! Compares a report with a golden file, in all formats.

use api_error_catalog_model::Report;

/// Compares the report with its golden file: a line each, with the lines of the catalog, and as JSON.
pub(crate) fn report(of: &str, name: &str, report: &Report) {
    let json: Vec<String> = report
        .to_facts()
        .iter()
        .map(|facts| serde_json::to_string(facts).expect("JSON"))
        .collect();
    let text = format!(
        "{}\n\n{}\n\n{}",
        report.lines(),
        report.render(false),
        json.join("\n")
    );
    insta::with_settings!({ snapshot_path => "../snapshots", snapshot_suffix => name, omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(of, text);
    });
}
