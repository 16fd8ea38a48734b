//! `cargo errcat check`: is a catalog in order?

use api_error_catalog_codegen::{Report, load_file};
use serde_json::{Value, json};

use crate::args::{Check, Format};
use crate::{Failure, Outcome, print, specs, tell};

pub(crate) fn run(args: &Check) -> Result<Outcome, Failure> {
    let specs = specs::find(&args.spec)?;
    let reports: Vec<Report> = specs.iter().filter_map(|spec| load_file(spec).err()).collect();
    match args.format {
        Format::Human => {
            reports.iter().for_each(|report| print(&report.render(true)));
            let faults: usize = reports.iter().map(|report| report.diagnostics().len()).sum();
            tell(&match faults {
                0 => format!("{} catalogs are in order", specs.len()),
                1 => "1 fault".to_owned(),
                faults => format!("{faults} faults"),
            });
        }
        Format::Json => {
            let diagnostics: Vec<Value> = reports.iter().flat_map(json_of).collect();
            print(&json!({ "changes": [], "diagnostics": diagnostics }).to_string());
        }
    }
    Ok(if reports.is_empty() { Outcome::Fine } else { Outcome::Findings })
}

fn json_of(report: &Report) -> Vec<Value> {
    let place = |span: &std::ops::Range<usize>| {
        let ((line, column), (end_line, end_column)) =
            (report.source().line_column(span.start), report.source().line_column(span.end));
        json!({ "line": line, "column": column, "end_line": end_line, "end_column": end_column })
    };
    let each = report.diagnostics().iter().map(|fault| {
        json!({
            "code": fault.code.to_string(),
            "message": fault.message,
            "file": report.source().name,
            "place": place(&fault.span),
            "other": fault.other.as_ref().map(|(span, label)| json!({ "place": place(span), "label": label })),
            "help": fault.help,
        })
    });
    each.collect()
}
