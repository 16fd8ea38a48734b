//! `cargo errcat check`: reports whether a catalog is valid, reads well, and agrees with its page and with responses.
//!
//! | module | reports |
//! |---|---|
//! | `copied_text.rs` | texts of a catalog that repeat its page |
//! | `lost_names.rs` | Rust names that the lock records and the catalog no longer gives |
//! | `page_drift.rs` | differences between a catalog and its page |
//! | `stale_readings.rs` | hints and errata that the page no longer confirms |
//! | `three_way.rs` | differences between page, catalog and responses |

mod copied_text;
mod lost_names;
mod page_drift;
mod stale_readings;
mod three_way;

use std::path::Path;
use std::str::FromStr;

use api_error_catalog_model::diagnostic::{Code, Level, Levels, Severity, report, sarif};
use api_error_catalog_model::json::ReportFacts;
use api_error_catalog_model::{Loaded, Report, open_file};
use api_error_catalog_pages::Page;
use page_drift::PageDrift;
use three_way::ThreeWay;

use crate::args::{Check, Format};
use crate::output::{counted, print_report};
use crate::{Failure, Outcome, failure, lock, message, print, specs};

/// All findings, in the order in which they are printed.
#[derive(Default)]
struct Findings {
    specs: usize,
    reports: Vec<Report>,
    page_drifts: Vec<PageDrift>,
    three_ways: Vec<ThreeWay>,
    /// The catalogs that were not compared, because the directory has none of their pages.
    without_pages: Vec<String>,
}

pub(crate) fn run(args: &Check) -> Result<Outcome, Failure> {
    let levels = levels(args)?;
    let specs = specs::find(&args.spec)?;
    let mut findings = Findings {
        specs: specs.len(),
        ..Findings::default()
    };
    let mut with_pages = Vec::new();
    for spec in &specs {
        with_pages.extend(findings.check(spec, &levels, args)?);
    }
    findings.fail_without_any_page(args.docs.as_deref())?;
    if !args.responses.is_empty() && findings.count(Severity::Error) == 0 {
        findings.three_ways = three_way::compare(&with_pages, &args.responses)?;
    }
    findings.print(args);
    Ok(Outcome::of(findings.count(Severity::Error) > 0))
}

/// Returns the levels that the command line sets.
fn levels(args: &Check) -> Result<Levels, Failure> {
    let mut levels = Levels::default();
    if args.strict {
        levels.set(Code::CopiedText, Level::Warn);
        levels.set(Code::IncompleteSource, Level::Warn);
        levels.deny_warnings();
    }
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
                    return Err(failure!("{code} is always an error; levels are for lints"));
                }
                Err(near) => {
                    let hint = near
                        .map(|near| format!("; did you mean `{near}`?"))
                        .unwrap_or_default();
                    let known: Vec<&str> = Code::lints().map(Code::id).collect();
                    let known = known.join(", ");
                    return Err(failure!(
                        "unknown lint `{name}`{hint}; the lints are {known}"
                    ));
                }
            }
        }
    }
    Ok(levels)
}

/// Reports that no page was recorded, as a lint.
fn missing_lock(loaded: &Loaded, spec: &Path, levels: &Levels) -> Option<Report> {
    let severity = loaded.severity(Code::IncompleteSource, None, levels)?;
    let lock = spec.with_extension("lock");
    let span = loaded.map.keys.value("source").unwrap_or_default();
    let mut findings = Vec::new();
    let message = format!("{} does not exist", lock.display());
    report(&mut findings, Code::IncompleteSource, &span, message)
        .label("its page was never recorded")
        .help(format!(
            "record it with `cargo errcat sync {} PAGE --write`",
            spec.display()
        ))
        .severity = severity;
    Some(Report::new(loaded.source.clone(), findings))
}

impl Findings {
    /// Checks one catalog. Returns it with its page, if it was compared with one.
    fn check(
        &mut self,
        spec: &Path,
        levels: &Levels,
        args: &Check,
    ) -> Result<Option<(Loaded, Page)>, Failure> {
        let loaded = match open_file(spec) {
            Ok(loaded) => loaded,
            Err(report) => {
                self.reports.push(report);
                return Ok(None);
            }
        };
        let lock = lock::read(&spec.with_extension("lock"))?;
        let given = lock.as_ref().map(|lock| &lock.names);
        let lost = given.and_then(|given| lost_names::lost_names(&loaded, given));
        self.reports.extend(lost);
        self.reports.push(loaded.lint(levels));
        if lock.is_none() {
            self.reports.extend(missing_lock(&loaded, spec, levels));
        }
        let Some(docs) = &args.docs else {
            return Ok(None);
        };
        // A catalog that was named on the command line fails without its page.
        if args.spec.is_empty() && page_drift::has_no_source(&loaded, docs) {
            self.without_pages.push(loaded.catalog.name.clone());
            return Ok(None);
        }
        let (drift, page) = page_drift::compare(spec, &loaded, lock, docs, levels)?;
        self.page_drifts.push(drift);
        Ok(Some((loaded, page)))
    }

    /// Fails if there are catalogs, and the directory has the page of none.
    fn fail_without_any_page(&self, docs: Option<&Path>) -> Result<(), Failure> {
        match docs {
            Some(docs) if self.page_drifts.is_empty() && !self.without_pages.is_empty() => {
                Err(failure!(
                    "{} has none of the pages that these catalogs name: {}",
                    docs.display(),
                    self.without_pages.join(", ")
                ))
            }
            _ => Ok(()),
        }
    }

    fn all(&self) -> impl Iterator<Item = &Report> {
        let drifts = self.page_drifts.iter().flat_map(|drift| &drift.reports);
        let three_ways = self.three_ways.iter().map(|three_way| &three_way.report);
        self.reports.iter().chain(drifts).chain(three_ways)
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
                let drifts = self.page_drifts.iter();
                let sides = self.three_ways.iter();
                print_report(&ReportFacts {
                    changes: drifts.flat_map(PageDrift::to_facts).collect(),
                    diagnostics: self.all().flat_map(Report::to_facts).collect(),
                    sides: Some(sides.flat_map(ThreeWay::to_facts).collect()),
                });
            }
        }
    }

    fn sum_up(&self, with_docs: bool) {
        let of = |severity| {
            let counts = self.reports.iter().map(|report| report.count(severity));
            counts.sum::<usize>()
        };
        let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
        let checked = format!("checked {}", counted(self.specs, "catalog"));
        let (failed, warned) = (counted(errors, "error"), counted(warnings, "warning"));
        match (errors, warnings) {
            (0, 0) => message!("{checked}: no problems"),
            (0, _) => message!("{checked}: {warned}"),
            (_, 0) => message!("{checked}: {failed}"),
            _ => message!("{checked}: {failed}, {warned}"),
        }
        for position in self.page_drifts.iter().flat_map(|drift| &drift.unchecked) {
            message!(
                "note: `check` cannot find out when this erratum no longer applies; add `while:` ({position})"
            );
        }
        if let Some(first) = self.all().flat_map(Report::diagnostics).next() {
            let code = first.code;
            message!("for an explanation of the first finding, run `cargo errcat explain {code}`");
        }
        let read_differently = self
            .page_drifts
            .iter()
            .flat_map(|drift| &drift.read_differently);
        let read_differently: Vec<&str> = read_differently.map(String::as_str).collect();
        if !read_differently.is_empty() {
            message!(
                "note: this version reads pages differently than the lock says, although they have not changed; `cargo errcat sync --write` \
                 records the new reading: {}",
                read_differently.join(", ")
            );
        }
        if !self.without_pages.is_empty() {
            message!(
                "note: not compared, because the directory has none of their pages: {}",
                self.without_pages.join(", ")
            );
        }
        if with_docs {
            self.sum_up_pages();
        }
    }

    fn sum_up_pages(&self) {
        let reports = self.page_drifts.iter().flat_map(|drift| &drift.reports);
        let differences: usize = reports.map(|report| report.diagnostics().len()).sum();
        if differences == 0 {
            let pages = self.page_drifts.iter().map(|drift| drift.sources);
            let pages = counted(pages.sum::<usize>(), "page");
            message!("{pages} unchanged");
        } else {
            let differences = counted(differences, "difference");
            message!("{differences} from the pages");
        }
    }
}
