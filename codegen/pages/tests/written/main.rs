//! Reads pages whose facts are known because they were made up: `read(write(facts, layout)) = facts`.
//!
//! `PAGES=5000` writes that many pages of all layouts together. `LAYOUT=table/Markdown` prints the pages of one layout that
//! are read wrongly, `SHOW=3` that many of them.

#![allow(clippy::unwrap_used, clippy::print_stdout, unreachable_pub)]

mod around;
mod facts;
mod layouts;
mod markup;
mod unseen;
mod words;

use std::collections::BTreeMap;

use api_error_catalog_pages::{Certainty, Explanation, Fact, Page, read};
use fastrand::Rng;

use facts::{Entry, Facts};
use layouts::{LAYOUTS, Layout};
use markup::{Doc, Markup};
use unseen::UNSEEN;

/// At least this share of all facts is right, on pages whose layouts the weights are fitted to.
const LOWEST: f64 = 0.97;
/// The same, for layouts that are left out of fitting.
const LOWEST_UNSEEN: f64 = 0.97;

/// The facts that the reader found about one error or status.
#[derive(Default, Debug, Clone)]
struct Found {
    statuses: Vec<u16>,
    name: Option<Fact<String>>,
    description: Option<Fact<String>>,
    causes: Vec<Fact<String>>,
    solutions: Vec<Fact<String>>,
    /// All texts, whatever they are taken for.
    kept: Vec<String>,
    unsure: bool,
    unsure_statuses: bool,
}

impl Found {
    fn add(&mut self, about: &Explanation, certainty: &Certainty) {
        self.name = self.name.take().or_else(|| about.name.clone());
        self.description = self
            .description
            .take()
            .or_else(|| about.description.clone());
        self.causes.extend(about.causes.iter().cloned());
        self.solutions.extend(about.solutions.iter().cloned());
        let wordings = about.wordings.iter().map(|wording| &wording.text.value);
        let described = about.name.iter().chain(&about.description);
        let told = described.chain(&about.causes).chain(&about.solutions);
        let told = told.map(|fact| &fact.value).chain(wordings);
        self.kept.extend(told.map(|text| folded(text)));
        self.unsure |= *certainty != Certainty::Sure;
    }
}

impl Found {
    /// Returns the facts of a page that does not state what each text is: a text counts as what it is if it is kept. A wrong
    /// description stays one unless it is marked as unsure.
    fn into_stated(mut self, entry: &Entry) -> Found {
        let kept = |text: &&String| self.kept.contains(&folded(text));
        let fact = |text: &String| Fact::new(text.clone(), 0..0, Certainty::Sure);
        let doubtful = |fact: &Fact<String>| self.unsure || fact.certainty != Certainty::Sure;
        if self.description.as_ref().is_some_and(doubtful) && kept(&&entry.description) {
            self.description = Some(fact(&entry.description));
        }
        self.causes = entry.cause.iter().filter(kept).map(fact).collect();
        self.solutions = entry.solution.iter().filter(kept).map(fact).collect();
        self
    }
}

fn found(page: &Page) -> BTreeMap<String, Found> {
    let mut all: BTreeMap<String, Found> = BTreeMap::new();
    for error in &page.errors {
        let keys = match &error.code {
            Some(code) => vec![code.value.to_string()],
            None => error
                .statuses
                .iter()
                .map(|status| status.value.to_string())
                .collect(),
        };
        for key in keys {
            let found = all.entry(key).or_default();
            found
                .statuses
                .extend(error.statuses.iter().map(|status| status.value));
            found.unsure_statuses |= error
                .statuses
                .iter()
                .any(|status| status.certainty != Certainty::Sure);
            found.add(&error.about, &error.certainty);
            let doubtful = error
                .code
                .as_ref()
                .is_some_and(|code| code.certainty != Certainty::Sure);
            found.unsure |= doubtful;
        }
    }
    for status in &page.statuses {
        let found = all.entry(status.status.value.to_string()).or_default();
        found.statuses.push(status.status.value);
        found.add(&status.about, &status.status.certainty);
    }
    for close in &page.close_codes {
        all.entry(close.code.value.to_string())
            .or_default()
            .add(&close.about, &close.code.certainty);
    }
    all
}

/// Compares texts by their letters and digits.
fn folded(text: &str) -> String {
    let text = markup::unlinked(text);
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The kinds of facts that are counted.
const KINDS: [&str; 6] = ["code", "status", "description", "name", "cause", "solution"];

/// How many facts of each kind are right, of how many, and how many wrong ones are not marked as unsure.
#[derive(Default, Clone)]
struct Count {
    right: [usize; 6],
    all: [usize; 6],
    /// Facts of errors that were not found.
    lost: usize,
    marked_right: usize,
    wrong: usize,
    silent: usize,
    notes: Vec<String>,
}

impl Count {
    fn fact(
        &mut self,
        kind: usize,
        right: bool,
        unsure: Option<bool>,
        note: impl FnOnce() -> String,
    ) {
        self.all[kind] += 1;
        self.right[kind] += usize::from(right);
        match unsure {
            Some(unsure) if right => self.marked_right += usize::from(unsure),
            Some(unsure) => {
                self.wrong += 1;
                self.silent += usize::from(!unsure);
            }
            None => {}
        }
        if !right && self.notes.len() < 12 {
            self.notes.push(note());
        }
    }

    fn page(&mut self, facts: &Facts, page: &Page) {
        let mut got = found(page);
        for entry in &facts.entries {
            let key = entry.key();
            match got.remove(&key) {
                Some(found) => {
                    self.fact(0, true, Some(found.unsure), String::new);
                    match facts.roles {
                        true => self.entry(entry, &found),
                        false => self.entry(entry, &found.into_stated(entry)),
                    }
                }
                None => {
                    self.fact(0, false, None, || format!("no {key}"));
                    let texts = [&entry.cause, &entry.solution]
                        .into_iter()
                        .flatten()
                        .count();
                    self.lost += 1 + texts + usize::from(entry.status.is_some());
                }
            }
        }
        for (key, found) in got {
            self.fact(0, false, Some(found.unsure), || format!("also {key}"));
        }
    }

    fn entry(&mut self, entry: &Entry, found: &Found) {
        let key = entry.key();
        let wanted: Vec<u16> = entry.status.into_iter().collect();
        let mut statuses = found.statuses.clone();
        statuses.dedup();
        self.fact(
            1,
            statuses == wanted,
            (!statuses.is_empty()).then_some(found.unsure || found.unsure_statuses),
            || format!("{key}: statuses {statuses:?} for {wanted:?}"),
        );
        let described = entry.description.as_str();
        self.text(
            2,
            &key,
            Some(described),
            found.description.as_slice(),
            found.unsure,
        );
        let name = entry
            .name
            .as_deref()
            .filter(|name| folded(name) != folded(&key));
        if name.is_some() {
            self.text(3, &key, name, found.name.as_slice(), found.unsure);
        }
        self.text(4, &key, entry.cause.as_deref(), &found.causes, found.unsure);
        // A description may say what to do, too.
        let described = folded(&entry.description);
        let solutions: Vec<Fact<String>> = found
            .solutions
            .iter()
            .filter(|fact| !described.contains(&folded(&fact.value)))
            .cloned()
            .collect();
        self.text(5, &key, entry.solution.as_deref(), &solutions, found.unsure);
    }

    fn text(
        &mut self,
        kind: usize,
        key: &str,
        wanted: Option<&str>,
        found: &[Fact<String>],
        unsure: bool,
    ) {
        let texts: Vec<&str> = found.iter().map(|fact| fact.value.as_str()).collect();
        let wanted_texts: Vec<String> = wanted.iter().map(|text| folded(text)).collect();
        let right = texts.iter().map(|text| folded(text)).collect::<Vec<_>>() == wanted_texts;
        let doubtful = unsure || found.iter().any(|fact| fact.certainty != Certainty::Sure);
        self.fact(kind, right, (!texts.is_empty()).then_some(doubtful), || {
            format!("{key}: {} {texts:?} for {wanted:?}", KINDS[kind])
        });
    }

    fn add(&mut self, other: &Count) {
        for kind in 0..KINDS.len() {
            self.right[kind] += other.right[kind];
            self.all[kind] += other.all[kind];
        }
        self.lost += other.lost;
        self.marked_right += other.marked_right;
        self.wrong += other.wrong;
        self.silent += other.silent;
    }

    /// The share of all facts that are right.
    fn share(&self) -> f64 {
        self.right.iter().sum::<usize>() as f64
            / (self.lost + self.all.iter().sum::<usize>()).max(1) as f64
    }

    fn row(&self, name: &str) -> String {
        let share = |(right, all): (&usize, &usize)| match all {
            0 => format!("{:>12}", "-"),
            all => format!("{:>12.3}", *right as f64 / *all as f64),
        };
        let shares: String = self.right.iter().zip(&self.all).map(share).collect();
        format!(
            "{name:<34}{:>7.3}{shares}{:>8}{:>8}{:>8}",
            self.share(),
            self.wrong,
            self.silent,
            self.marked_right
        )
    }
}

/// Writes a page: its file's name, its text, and what it says.
fn write(layout: &Layout, markup: Markup, seed: u64) -> (String, String, Facts) {
    let mut rng = Rng::with_seed(seed);
    let facts = Facts::new(&mut rng, layout.shows);
    let mut doc = Doc::new(markup, rng.bool());
    if !layout.alone {
        around::before(&mut rng, &mut doc, &facts);
    }
    (layout.write)(&mut rng, &facts, &mut doc);
    if !layout.alone {
        around::after(&mut rng, &mut doc);
    }
    (format!("errors.{}", doc.extension), doc.out, facts)
}

/// The pages to write, from the environment.
struct Settings {
    pages: usize,
    shown: usize,
    layout: Option<String>,
}

impl Settings {
    fn read() -> Settings {
        let setting = |name: &str| std::env::var(name).ok();
        Settings {
            pages: setting("PAGES").map_or(500, |pages| pages.parse().unwrap()),
            shown: setting("SHOW").map_or(3, |pages| pages.parse().unwrap()),
            layout: setting("LAYOUT"),
        }
    }

    /// Writes and reads pages of these layouts. `seed` is different for each list.
    fn count(&self, layouts: &[Layout], pages: usize, seed: usize) -> Count {
        let places: Vec<(&Layout, Markup)> = layouts
            .iter()
            .flat_map(|layout| layout.markups.iter().map(move |markup| (layout, *markup)))
            .collect();
        let each = pages.div_ceil(places.len());
        let mut total = Count::default();
        for (place, (layout, markup)) in places.into_iter().enumerate() {
            let name = format!("{}/{markup:?}", layout.name);
            let wanted = self.layout.as_ref();
            if wanted.is_some_and(|wanted| !name.starts_with(wanted.as_str())) {
                continue;
            }
            let seed = (seed + place) * 100_000;
            let count = self.count_of(layout, markup, seed..seed + each);
            println!("{}", count.row(&name));
            total.add(&count);
        }
        total
    }

    fn count_of(&self, layout: &Layout, markup: Markup, seeds: std::ops::Range<usize>) -> Count {
        let mut count = Count::default();
        let mut printed = 0;
        for seed in seeds {
            let (file, text, facts) = write(layout, markup, seed as u64);
            let page = read(&file, text.as_bytes()).unwrap();
            let mut own = Count::default();
            own.page(&facts, &page);
            if self.layout.is_some() && own.share() < 1.0 && printed < self.shown {
                printed += 1;
                let skipped = page.skipped.iter().map(|part| (&part.what, &part.reason));
                let skipped: Vec<_> = skipped.collect();
                println!(
                    "#### {file}\n{text}\n---- {:#?}\nskipped {skipped:?}",
                    own.notes
                );
            }
            count.add(&own);
        }
        count
    }
}

#[test]
fn written_pages_are_read_as_they_were_meant() {
    let settings = Settings::read();
    let heading: String = KINDS.iter().map(|kind| format!("{kind:>12}")).collect();
    println!(
        "{:<34}{:>7}{heading}{:>8}{:>8}{:>8}",
        "layout", "all", "wrong", "silent", "marked"
    );
    let fitted = settings.count(LAYOUTS, settings.pages, 0);
    let unseen = settings.count(UNSEEN, settings.pages / 4, LAYOUTS.len() * 4);
    println!("{}", fitted.row("layouts used in fitting"));
    println!("{}", unseen.row("layouts left out of fitting"));
    if settings.layout.is_none() {
        assert!(fitted.share() > LOWEST, "{}", fitted.share());
        assert!(unseen.share() > LOWEST_UNSEEN, "{}", unseen.share());
    }
}
