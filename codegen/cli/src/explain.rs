//! `cargo errcat explain`: what is known of an error.

use std::fmt::Write;

use api_error_catalog_codegen::catalog::Error;
use api_error_catalog_codegen::diagnostic::nearest;
use api_error_catalog_codegen::{Catalog, Source, load, load_file};

use crate::args::Explain;
use crate::{Failure, Outcome, print, specs, tell};

/// Columns of a text to read.
const WIDTH: usize = 88;

pub(crate) fn run(args: &Explain) -> Result<Outcome, Failure> {
    let catalogs = catalogs()?;
    let (name, wanted) = match args.query.as_slice() {
        [name, wanted] => (Some(name.as_str()), wanted.as_str()),
        [wanted] => (None, wanted.as_str()),
        _ => return Err(Failure::new("give a code, or a catalog and a code")),
    };
    if let Some(name) = name.filter(|name| !catalogs.iter().any(|catalog| catalog.name == *name)) {
        let known: Vec<&str> = catalogs.iter().map(|catalog| catalog.name.as_str()).collect();
        return Err(Failure::new(format!("there is no catalog `{name}`; there are {}", known.join(", "))));
    }
    let asked: Vec<&Catalog> = catalogs.iter().filter(|catalog| name.is_none_or(|name| catalog.name == name)).collect();
    let found: Vec<(&Catalog, &Error)> =
        asked.iter().flat_map(|catalog| matches(catalog, wanted).into_iter().map(move |error| (*catalog, error))).collect();
    if found.is_empty() {
        tell_unknown(&asked, wanted);
        return Ok(Outcome::Findings);
    }
    let pages: Vec<String> = found.iter().map(|(catalog, error)| page(catalog, error)).collect();
    print(pages.join(&format!("\n{}\n\n", "-".repeat(WIDTH))).trim_end());
    Ok(Outcome::Fine)
}

/// The catalogs of the nearest `spec/`, and the ready-made ones that it does not have.
fn catalogs() -> Result<Vec<Catalog>, Failure> {
    let mut catalogs: Vec<Catalog> = Vec::new();
    for spec in specs::find(&[]).unwrap_or_default() {
        match load_file(&spec) {
            Ok((catalog, _)) => catalogs.push(catalog),
            Err(_) => tell(&format!("{} is not in order and left out; see `cargo errcat check`", spec.display())),
        }
    }
    for catalog in ready_made().iter().filter_map(|source| load(source).ok()) {
        if !catalogs.iter().any(|known| known.name == catalog.name) {
            catalogs.push(catalog);
        }
    }
    Ok(catalogs)
}

/// The texts of the ready-made catalogs.
pub(crate) fn ready_made() -> Vec<Source> {
    let specs = api_error_catalog::__specs::SPECS.iter();
    specs.map(|(name, text)| Source::new(format!("{name}.yaml"), *text)).collect()
}

/// By code, else by name, else by status.
fn matches<'c>(catalog: &'c Catalog, wanted: &str) -> Vec<&'c Error> {
    let of = |matches: &dyn Fn(&Error) -> bool| catalog.errors.iter().filter(|error| matches(error)).collect::<Vec<_>>();
    let by_code = of(&|error| error.has_code(wanted));
    let by_name = || of(&|error| error.name.eq_ignore_ascii_case(wanted) || error.key.eq_ignore_ascii_case(wanted));
    let by_status = || match wanted.parse() {
        Ok(status) => of(&|error| error.identities().any(|identity| identity.statuses.contains(&status))),
        Err(_) => Vec::new(),
    };
    [by_code]
        .into_iter()
        .chain(std::iter::once_with(by_name))
        .chain(std::iter::once_with(by_status))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

fn tell_unknown(catalogs: &[&Catalog], wanted: &str) {
    let names = catalogs
        .iter()
        .flat_map(|catalog| &catalog.errors)
        .flat_map(|error| error.identities().filter_map(|identity| identity.code.as_deref()).chain([error.name.as_str()]));
    let hint = nearest(wanted, names).map(|near| format!("; `{near}` may be meant")).unwrap_or_default();
    tell(&format!("no error has the code, the name or the status `{wanted}`{hint}"));
}

/// All that is known of one error.
fn page(catalog: &Catalog, error: &Error) -> String {
    let mut page = Page(String::new());
    page.title(catalog, error);
    page.paragraph(&error.description);
    page.fact("Status", &statuses(catalog, error));
    page.fact("Type", error.type_name.as_deref().unwrap_or_default());
    page.fact("Class", &format!("{} (fault: {})", error.class, error.class.fault()));
    page.fact("Retry", &error.retry.map(|retry| format!("{}: {retry}", retry.when)).unwrap_or_default());
    page.fact("Limits", &limits(error));
    page.fact("Message", &error.message.as_ref().map(|pattern| pattern.text.clone()).unwrap_or_default());
    page.fact("Exception", error.exception.as_deref().unwrap_or_default());
    page.fact("Seen", error.seen.as_ref().map(|seen| format!("not on the page; {seen}")).as_deref().unwrap_or_default());
    page.fact("Deprecated", error.deprecated.as_deref().unwrap_or_default());
    page.list("Causes", &error.causes);
    page.list("Solutions", &error.solutions);
    page.list("For the end user", error.user_message.as_slice());
    let quirks: Vec<String> = error.quirks.iter().map(|quirk| format!("{} {}", quirk.says, quirk.reading)).collect();
    page.list("Where the page is odd", &quirks);
    page.list("Read more", &error.links);
    page.support(catalog);
    page.0
}

/// A page while it is written. Writing into a string cannot fail.
struct Page(String);

impl Page {
    fn title(&mut self, catalog: &Catalog, error: &Error) {
        let codes: Vec<&str> = error.identities().filter_map(|identity| identity.code.as_deref()).collect();
        let codes = if codes.is_empty() { String::new() } else { format!(" {}", codes.join(", ")) };
        let _ = writeln!(self.0, "{}{codes}: {}\n", catalog.name, error.name);
    }

    fn paragraph(&mut self, text: &str) {
        let _ = writeln!(self.0, "{}\n", textwrap::fill(text, WIDTH));
    }

    fn fact(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            let first = format!("{name:12}");
            let options = textwrap::Options::new(WIDTH).initial_indent(&first).subsequent_indent("            ");
            let _ = writeln!(self.0, "{}", textwrap::fill(text, options));
        }
    }

    fn list(&mut self, title: &str, items: &[String]) {
        if !items.is_empty() {
            let _ = writeln!(self.0, "\n{title}");
            for item in items {
                let options = textwrap::Options::new(WIDTH).initial_indent("  - ").subsequent_indent("    ");
                let _ = writeln!(self.0, "{}", textwrap::fill(item, options));
            }
        }
    }

    fn support(&mut self, catalog: &Catalog) {
        let support = &catalog.support;
        let mut items: Vec<String> = support.url.iter().chain(&support.email).cloned().collect();
        if !support.send.is_empty() {
            items.push(format!("Send along: {}.", support.send.join(", ")));
        }
        self.list(&format!("Support of {}", catalog.title), &items);
    }
}

fn statuses(catalog: &Catalog, error: &Error) -> String {
    let mut statuses: Vec<u16> = error.identities().flat_map(|identity| identity.statuses.iter().copied()).collect();
    statuses.sort_unstable();
    statuses.dedup();
    let named = |status: &u16| {
        let name = catalog.statuses.iter().find(|known| known.status == *status).map(|known| known.name.as_str());
        name.map_or_else(|| status.to_string(), |name| format!("{status} {name}"))
    };
    statuses.iter().map(named).collect::<Vec<_>>().join(", ")
}

/// `concurrent_requests: free 1, basic 2; text_characters: 10000`
fn limits(error: &Error) -> String {
    let mut names: Vec<&str> = error.limits.iter().map(|limit| limit.name.as_str()).collect();
    names.dedup();
    let of = |name: &str| {
        let own = error.limits.iter().filter(|limit| limit.name == name);
        let each = own.map(|limit| limit.plan.as_ref().map_or(limit.value.to_string(), |plan| format!("{plan} {}", limit.value)));
        format!("{name}: {}", each.collect::<Vec<_>>().join(", "))
    };
    names.into_iter().map(of).collect::<Vec<_>>().join("; ")
}
