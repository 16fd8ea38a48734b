//! The law of the reference page: what a reader sees on it is what the catalog says.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use api_error_catalog_codegen::catalog::Error;
use api_error_catalog_codegen::{Catalog, Source, load};
use api_error_catalog_pages::export::markdown::markdown;
use api_error_catalog_pages::import::import;
use api_error_catalog_pages::{ErrorFact, Found, Page, StatusFact, Wording, read};

/// White space folded, and the marks of code left out: a reader sees the code, not its marks.
fn fold(text: &str) -> String {
    let plain: String = text.chars().filter(|c| *c != '`').map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a reader of the page sees: without HTML comments.
fn seen(catalog: &Catalog) -> Page {
    let page = markdown(catalog);
    let visible: String = page.lines().filter(|line| !line.starts_with("<!--")).map(|line| format!("{line}\n")).collect();
    read("page.md", visible.as_bytes()).unwrap()
}

fn values(found: &[Found<String>]) -> BTreeSet<String> {
    found.iter().map(|text| fold(&text.value)).collect()
}

fn folded(texts: &[String]) -> BTreeSet<String> {
    texts.iter().map(|text| fold(text)).filter(|text| !text.is_empty()).collect()
}

fn says(description: Option<&Found<String>>, wordings: &[Wording], text: &str) -> bool {
    let said = description.into_iter().chain(wordings.iter().map(|wording| &wording.text));
    fold(text).is_empty() || said.into_iter().any(|said| fold(&said.value) == fold(text))
}

fn numbers(found: &[Found<u16>]) -> BTreeSet<u16> {
    found.iter().map(|number| number.value).collect()
}

/// Every code with all statuses it has.
fn codes_of_page(page: &Page) -> BTreeMap<String, BTreeSet<u16>> {
    let mut codes: BTreeMap<String, BTreeSet<u16>> = BTreeMap::new();
    for error in &page.errors {
        if let Some(code) = &error.code {
            codes.entry(code.value.to_string()).or_default().extend(numbers(&error.statuses));
        }
        for also in &error.also {
            codes.entry(also.code.value.to_string()).or_default().extend(numbers(&also.statuses));
        }
    }
    codes
}

fn codes_of_catalog(catalog: &Catalog) -> BTreeMap<String, BTreeSet<u16>> {
    let mut codes: BTreeMap<String, BTreeSet<u16>> = BTreeMap::new();
    for identity in catalog.errors.iter().flat_map(Error::identities) {
        if let Some(code) = &identity.code {
            codes.entry(code.clone()).or_default().extend(&identity.statuses);
        }
    }
    codes
}

fn holds(catalog: &Catalog) {
    let page = seen(catalog);
    let text = markdown(catalog);
    assert_eq!(codes_of_page(&page), codes_of_catalog(catalog), "{text}");
    for error in &catalog.errors {
        match &error.own.code {
            Some(code) => {
                let fact = page.errors.iter().find(|fact| fact.code.as_ref().is_some_and(|own| own.value.to_string() == *code));
                coded(error, fact.expect(code), &text);
            }
            None if error.told_by_message => {}
            None => {
                for status in &error.own.statuses {
                    let fact = page.statuses.iter().find(|fact| fact.status.value == *status);
                    codeless(error, fact.unwrap_or_else(|| panic!("{status}\n{text}")), &text);
                }
            }
        }
    }
    beside(catalog, &page, &text);
    imported(catalog, &page);
}

/// The catalog made of the page has the same errors under the same codes, statuses, types and descriptions.
fn imported(catalog: &Catalog, page: &Page) {
    let yaml = import(page, &catalog.name).yaml;
    let again = load(&Source::new("again.yaml", yaml.clone())).unwrap_or_else(|report| panic!("{}", report.render(false)));
    assert_eq!(codes_of_catalog(&again), codes_of_catalog(catalog), "{yaml}");
    let facts = |catalog: &Catalog| {
        let coded = catalog.errors.iter().filter_map(|error| Some((error.own.code.clone()?, error)));
        coded.map(|(code, error)| (code, (error.type_name.clone(), fold(&error.description)))).collect::<BTreeMap<_, _>>()
    };
    let again_facts = facts(&again);
    for (code, fact) in facts(catalog) {
        assert_eq!(again_facts.get(&code), Some(&fact), "{yaml}");
    }
    assert_eq!(ways(&again), ways(catalog), "{yaml}");
    assert_eq!(told(&again), told(catalog), "{yaml}");
    let advice = |catalog: &Catalog| {
        let coded = catalog.errors.iter().filter_map(|error| Some((error.own.code.clone()?, error.retry.as_ref()?)));
        coded.map(|(code, retry)| (code, format!("{retry:?}"))).collect::<BTreeMap<_, _>>()
    };
    let again_advice = advice(&again);
    for (code, advice) in advice(catalog) {
        assert_eq!(again_advice.get(&code), Some(&advice), "{code}\n{yaml}");
    }
    let numbers = |catalog: &Catalog| {
        let statuses = catalog.statuses.iter().map(|status| status.status);
        statuses.chain(catalog.close_codes.iter().map(|close| close.code)).collect::<BTreeSet<_>>()
    };
    assert!(numbers(&again).is_superset(&numbers(catalog)), "{yaml}");
    classes(catalog, page, &again, &markdown(catalog));
}

/// The ways in which each error with a code is sent: two codes of one error must not become two errors.
fn ways(catalog: &Catalog) -> BTreeSet<Vec<(String, Vec<u16>)>> {
    let coded = catalog.errors.iter().filter(|error| error.own.code.is_some());
    let ways = coded.map(|error| {
        let each = error.identities().filter_map(|identity| Some((identity.code.clone()?, identity.statuses.clone())));
        each.collect()
    });
    ways.collect()
}

/// The errors that their messages alone tell, with what is said of them.
fn told(catalog: &Catalog) -> BTreeSet<(String, String, BTreeSet<String>, BTreeSet<String>)> {
    let told = catalog.errors.iter().filter(|error| error.told_by_message);
    told.filter_map(|error| {
        let message = format!("{:?}", error.message.as_ref()?.pieces);
        Some((message, fold(&error.description), folded(&error.causes), folded(&error.solutions)))
    })
    .collect()
}

/// Each class that the page shows, in the section of its error, is the error's.
fn classes(catalog: &Catalog, page: &Page, again: &Catalog, text: &str) {
    let shown = text.lines().filter(|line| line.contains("**Class:**")).count();
    let of_errors = page.errors.iter().filter(|fact| fact.class.is_some()).count();
    let of_statuses = page.statuses.iter().filter(|fact| fact.class.is_some()).count();
    let told = catalog.errors.iter().filter(|error| error.own.code.is_none() && error.own.statuses.len() > 1).count();
    assert!((shown..=shown + told).contains(&(of_errors + of_statuses)), "{shown} {of_errors} {of_statuses}\n{text}");
    for fact in page.errors.iter().filter(|fact| fact.class.is_some()) {
        let code = fact.code.as_ref().map(|code| code.value.to_string());
        let class = fact.class.as_ref().map(|class| class.value);
        let of_code = |catalog: &Catalog| catalog.errors.iter().find(|error| error.own.code == code).map(|error| error.class);
        if code.is_some() {
            assert_eq!((class, class), (of_code(catalog), of_code(again)), "{code:?}\n{text}");
        }
    }
}

fn coded(error: &Error, fact: &ErrorFact, text: &str) {
    assert_eq!(fact.description.as_ref().map(|said| fold(&said.value)), Some(fold(&error.description)), "{fact:#?}\n{text}");
    assert_eq!(fact.error_type.as_ref().map(|ty| ty.value.clone()), error.type_name, "{fact:#?}\n{text}");
    lists_hold((&fact.causes, &error.causes), (&fact.solutions, &error.solutions), text);
}

/// Every cause and every solution is on the page.
fn lists_hold(causes: (&[Found<String>], &[String]), solutions: (&[Found<String>], &[String]), text: &str) {
    for (found, wanted) in [causes, solutions] {
        let missing: Vec<String> = folded(wanted).difference(&values(found)).cloned().collect();
        assert!(missing.is_empty(), "{missing:?} of {:?}\n{text}", values(found));
    }
}

fn codeless(error: &Error, fact: &StatusFact, text: &str) {
    assert!(says(fact.description.as_ref(), &fact.wordings, &error.description), "{fact:#?}\n{text}");
    lists_hold((&fact.causes, &error.causes), (&fact.solutions, &error.solutions), text);
}

fn beside(catalog: &Catalog, page: &Page, text: &str) {
    let types: Vec<_> = catalog.types.iter().map(|ty| (ty.name.clone(), ty.statuses.iter().copied().collect())).collect();
    let found: Vec<_> = page.types.iter().map(|fact| (fact.name.value.clone(), numbers(&fact.statuses))).collect();
    assert_eq!(found, types, "{text}");
    for (ty, fact) in catalog.types.iter().zip(&page.types) {
        assert!(says(fact.description.as_ref(), &fact.wordings, &ty.description), "{fact:#?}\n{text}");
    }
    for status in &catalog.statuses {
        let fact = page.statuses.iter().find(|fact| fact.status.value == status.status).expect("a status");
        assert!(says(fact.name.as_ref(), &fact.wordings, &status.name), "{fact:#?}\n{text}");
        assert!(says(fact.description.as_ref(), &fact.wordings, &status.description), "{fact:#?}\n{text}");
        assert_eq!(fact.action.as_ref().map(|action| fold(&action.value)), status.action.as_deref().map(fold), "{text}");
    }
    let closes: Vec<_> =
        catalog.close_codes.iter().map(|close| (close.code, fold(&close.name), fold(&close.description))).collect();
    let text_of = |found: &Option<Found<String>>| found.as_ref().map_or(String::new(), |text| fold(&text.value));
    let found = page.close_codes.iter().map(|fact| (fact.code.value, text_of(&fact.name), text_of(&fact.description)));
    assert_eq!(found.collect::<Vec<_>>(), closes, "{text}");
}

#[test]
fn the_pages_of_the_ready_made_catalogs_say_what_the_catalogs_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec");
    let mut catalogs = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            println!("{}", path.display());
            let source = Source::new(path.display().to_string(), fs::read_to_string(&path).unwrap());
            holds(&load(&source).unwrap());
            catalogs += 1;
        }
    }
    assert_eq!(catalogs, 5);
}

/// Numbers without chance: the same catalogs on every run.
struct Seeded(u64);

impl Seeded {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }

    fn pick<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.next(texts.len())]
    }

    fn text(&mut self) -> String {
        const PARTS: &[&str] = &[
            "the key",
            "is gone",
            "a | b",
            "<b>bold</b>",
            "**stars**",
            "`tick`",
            "`a|b <i>`",
            "odd ` tick",
            "_under_",
            "back\\slash",
            "&amp;",
            "[a](b)",
            "# hash",
            "1. one",
            "x_y_z",
            "\"quoted\"",
            "日本語",
            "{brace}",
            "100%",
            "~~gone~~",
            "<!-- no -->",
            "$5",
            "C:\\x",
            "a:b",
        ];
        let words = 2 + self.next(5);
        let body: Vec<&str> = (0..words).map(|_| self.pick(PARTS)).collect();
        format!("{} {}", self.pick(&["Something", "This", "Its", "Never", "An"]), body.join(" "))
    }
}

/// A catalog whose texts hold all that Markdown and tables could trip over.
fn generated(seed: u64) -> String {
    let mut random = Seeded(seed);
    let quote = |text: &str| format!("'{}'", text.replace('\'', "''"));
    let integer = random.next(3) == 0;
    let mut yaml = String::from("format: 1\ncatalog: made\ntitle: Made\n");
    yaml.push_str(if integer { "code: integer\n" } else { "" });
    yaml.push_str("envelope: '{\"code\": \"$code\", \"message\": \"$message\"}'\nerrors:\n");
    for number in 0..2 + random.next(6) {
        let key = if integer { format!("MadeError{number}") } else { format!("made_error_{number}") };
        yaml.push_str(&format!("  {key}:\n    description: {}\n", quote(&random.text())));
        if integer {
            yaml.push_str(&format!("    code: {}\n", 10_000 + number));
        }
        if random.next(2) == 0 {
            yaml.push_str(&format!("    status: [{}, {}]\n", 400 + random.next(10), 500 + random.next(4)));
        }
        if random.next(2) == 0 {
            yaml.push_str(&format!("    type: {}\n", random.pick(&["bad_request", "Not Found", "conflict_error"])));
        }
        if random.next(3) == 0 {
            let when = random.pick(&["never", "backoff", "after_delay", "when_idle", "after_reset", "after_refresh"]);
            yaml.push_str(&match random.next(4) {
                0 => format!("    retry: {when}\n"),
                1 => format!("    judged: {{ retry: {when} }}\n"),
                2 => format!("    retry: {{ when: {when}, attempts: 3, delay: 90s }}\n"),
                _ => format!("    judged: {{ retry: {{ when: {when}, base: 250ms, factor: 1.5 }} }}\n"),
            });
        }
        if random.next(3) == 0 {
            yaml.push_str(&format!("    class: {}\n", random.pick(&["payment", "rate_limit", "unknown", "timeout"])));
        }
        for list in ["causes", "solutions"] {
            if random.next(2) == 0 {
                let items: Vec<String> =
                    (0..1 + random.next(3)).map(|_| format!("      - {}\n", quote(&random.text()))).collect();
                yaml.push_str(&format!("    {list}:\n{}", items.concat()));
            }
        }
    }
    if random.next(2) == 0 {
        yaml.push_str("statuses:\n");
        for status in [400, 404, 503] {
            yaml.push_str(&format!(
                "  {status}: {{ name: Name {status}, description: {}, action: {} }}\n",
                quote(&random.text()),
                quote(&random.text())
            ));
        }
        yaml.push_str(&format!("close_codes:\n  4001: {{ name: Gone, description: {} }}\n", quote(&random.text())));
    }
    yaml
}

/// The same with types that group errors, with second codes, or without any codes.
fn generated_otherwise(seed: u64) -> String {
    let mut random = Seeded(seed);
    let mut text = || format!("'{}'", random.text().replace('\'', "''"));
    let (one, two, three, four) = (text(), text(), text(), text());
    let head = "format: 1\ncatalog: made\ntitle: Made\n";
    match seed % 4 {
        0 => format!(
            "{head}envelope: '{{\"type\": \"$type\", \"code\": \"$code\"}}'\ntypes:\n  not_found:\n    status: 404\n    \
             description: {one}\n    errors:\n      no_kite: {{ description: {two}, causes: [{three}] }}\n      \
             no_wind: {{ description: {four} }}\n  busy_error:\n    status: [429, 503]\n    description: {three}\n    errors:\n      \
             too_many_kites: {{ description: {one}, solutions: [{two}] }}\n"
        ),
        1 => format!(
            "{head}code: integer\nenvelope: '{{\"code\": \"$code\"}}'\nerrors:\n  NoKite:\n    when: [{{ code: 40401, status: 404 }}, \
             {{ code: 50001, status: 404 }}]\n    description: {one}\n  Broken:\n    when: {{ code: 50001, status: [500, 503] }}\n    \
             description: {two}\n    causes: [{three}, {four}]\n  Gone:\n    when: [{{ code: 41001, status: 410 }}, {{ code: 41002, \
             status: 404 }}]\n    description: {four}\n"
        ),
        2 => format!(
            "{head}envelope: '{{\"code\": \"$code\", \"message\": \"$message\"}}'\nwebsocket: '{{\"type\": \"error\", \"message\": \
             \"$message\"}}'\nerrors:\n  no_kite: {{ status: 404, description: {one} }}\n  BadMessage: {{ when: {{ websocket: \"Bad kite \
             {{{{x}}}}: `{seed}` | no.\" }}, description: {two} }}\n  LateMessage: {{ when: {{ websocket: Too late. }}, description: {three}, causes: [{one}], solutions: [{four}] }}\n  \
             gone: {{ when: [{{ code: gone, status: 410 }}, {{ code: lost_now, status: [404, 409] }}, {{ code: was_here }}], description: {four} }}\n"
        ),
        _ => format!(
            "{head}code: none\nenvelope: '{{\"detail\": \"$message\"}}'\nerrors:\n  BadRequest: {{ status: [400, 422], description: {one}, \
             causes: [{two}] }}\n  NotFound: {{ status: 404, description: {three}, solutions: [{four}] }}\n  \
             ServerError: {{ status: 500, description: {four} }}\nstatuses:\n  404: {{ name: Not Found, description: {one} }}\n"
        ),
    }
}

/// `CASES` asks for more.
#[test]
fn the_pages_of_generated_catalogs_say_what_the_catalogs_say() {
    let count = std::env::var("CASES").map_or(300, |count| count.parse().expect("CASES is a number"));
    let otherwise = (0..count * 2 / 5).map(|seed| (seed, generated_otherwise(seed)));
    let seeds = (0..count).map(|seed| (seed, generated(seed))).chain(otherwise);
    for (seed, yaml) in seeds {
        println!("seed {seed}");
        match load(&Source::new("made.yaml", yaml.clone())) {
            Ok(catalog) => holds(&catalog),
            Err(report) => panic!("{}\n{yaml}", report.render(false)),
        }
    }
}
