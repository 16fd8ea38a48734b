//! `cargo errcat check`: is a catalog in order, does it read well, and does its page still say the same?

mod drift;
mod names;
mod sides;
mod stale;

use std::str::FromStr;

use api_error_catalog_model::diagnostic::{Code, Level, Levels, Severity, sarif};
use api_error_catalog_model::{Report, load_and_lint, read_source};
use drift::{Drift, drift};
use serde_json::{Value, json};
use sides::Sides;

use crate::args::{Check, Format};
use crate::{Failure, Outcome, lock, print, specs, tell};

/// What was found, in the order in which it is told.
struct Found {
    specs: usize,
    reports: Vec<Report>,
    drifts: Vec<Drift>,
    sides: Vec<Sides>,
}

pub(crate) fn run(args: &Check) -> Result<Outcome, Failure> {
    let levels = levels(args)?;
    let specs = specs::find(&args.spec)?;
    let mut found = Found {
        specs: specs.len(),
        reports: Vec::new(),
        drifts: Vec::new(),
        sides: Vec::new(),
    };
    for spec in &specs {
        match read_source(spec).and_then(|source| load_and_lint(&source, &levels)) {
            Ok((catalog, report)) => {
                let lock = lock::read(&spec.with_extension("lock"))?;
                let lost = lock
                    .as_ref()
                    .and_then(|lock| names::lost(report.source(), &catalog, &lock.given));
                if let Some(docs) = &args.docs {
                    found
                        .drifts
                        .push(drift(spec, report.source(), &catalog, lock, docs)?);
                }
                found.reports.extend(lost.into_iter().chain([report]));
            }
            Err(report) => found.reports.push(report),
        }
    }
    if let Some(docs) = args
        .docs
        .as_ref()
        .filter(|_| !args.responses.is_empty() && found.count(Severity::Error) == 0)
    {
        found.sides = sides::compare(&specs, docs, &args.responses)?;
    }
    found.print(args);
    Ok(if found.count(Severity::Error) == 0 {
        Outcome::Fine
    } else {
        Outcome::Findings
    })
}

/// The levels that the command line sets.
fn levels(args: &Check) -> Result<Levels, Failure> {
    let mut levels = Levels::default();
    for (names, level) in [
        (&args.allow, Level::Allow),
        (&args.warn, Level::Warn),
        (&args.deny, Level::Deny),
    ] {
        for name in names {
            match Code::from_str(name) {
                _ if name == "warnings" && level == Level::Deny => levels.deny_warnings(),
                Ok(lint) if lint.default_level().is_some() => levels.set(lint, level),
                Ok(code) => {
                    return Err(Failure::new(format!(
                        "{code} is always an error; levels are for lints"
                    )));
                }
                Err(near) => {
                    let hint = near
                        .map(|near| format!("; did you mean `{near}`?"))
                        .unwrap_or_default();
                    let known: Vec<&str> = Code::lints().map(Code::id).collect();
                    return Err(Failure::new(format!(
                        "there is no lint `{name}`{hint} They are {}",
                        known.join(", ")
                    )));
                }
            }
        }
    }
    Ok(levels)
}

impl Found {
    fn all(&self) -> impl Iterator<Item = &Report> {
        self.reports
            .iter()
            .chain(self.drifts.iter().flat_map(|drift| &drift.reports))
            .chain(self.sides.iter().map(|sides| &sides.report))
    }

    fn count(&self, severity: Severity) -> usize {
        self.all().map(|report| report.count(severity)).sum()
    }

    fn print(&self, args: &Check) {
        let each = |text: &dyn Fn(&Report) -> String| {
            self.all()
                .filter(|report| !report.diagnostics().is_empty())
                .for_each(|report| print(&text(report)));
        };
        match args.format {
            Format::Human => {
                each(&|report| format!("{}\n", report.render(true)));
                self.sum_up(args.docs.is_some());
            }
            Format::Short => each(&Report::lines),
            Format::Github => each(&|report| report.to_github().join("\n")),
            Format::Sarif => {
                let reports: Vec<Report> = self.all().cloned().collect();
                print(&sarif("cargo-errcat", env!("CARGO_PKG_VERSION"), &reports).to_string());
            }
            Format::Json => {
                let diagnostics: Vec<Value> = self.all().flat_map(Report::to_json).collect();
                let of = |drift: &Drift| -> Vec<Value> {
                    drift
                        .changes
                        .iter()
                        .map(|change| change.to_json(&drift.catalog))
                        .collect()
                };
                let changes: Vec<Value> = self.drifts.iter().flat_map(of).collect();
                let sides: Vec<Value> = self.sides.iter().flat_map(Sides::to_json).collect();
                print(
                    &json!({ "changes": changes, "diagnostics": diagnostics, "sides": sides })
                        .to_string(),
                );
            }
        }
    }

    fn sum_up(&self, with_docs: bool) {
        let of = |severity| {
            self.reports
                .iter()
                .map(|report| report.count(severity))
                .sum()
        };
        let (errors, warnings): (usize, usize) = (of(Severity::Error), of(Severity::Warning));
        match (errors, warnings) {
            (0, 0) => tell(&format!("{} in order", counted(self.specs, "catalog"))),
            (0, _) => tell(&format!(
                "{} in order, {}",
                counted(self.specs, "catalog"),
                counted(warnings, "warning")
            )),
            (_, 0) => tell(&counted(errors, "error")),
            _ => tell(&format!(
                "{}, {}",
                counted(errors, "error"),
                counted(warnings, "warning")
            )),
        }
        for place in self.drifts.iter().flat_map(|drift| &drift.unchecked) {
            tell(&format!(
                "note: nothing tells when this quirk no longer applies: add `while:` ({place})"
            ));
        }
        if let Some(first) = self
            .all()
            .flat_map(Report::diagnostics)
            .map(|fault| fault.code)
            .next()
        {
            tell(&format!(
                "`cargo errcat explain {first}` says more about the first of them"
            ));
        }
        let differences: usize = self
            .drifts
            .iter()
            .flat_map(|drift| &drift.reports)
            .map(|report| report.diagnostics().len())
            .sum();
        match differences {
            _ if !with_docs => {}
            0 => tell(&format!(
                "{} as when last read",
                counted(self.drifts.len(), "page")
            )),
            differences => tell(&format!(
                "{} from the pages",
                counted(differences, "difference")
            )),
        }
    }
}

fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
