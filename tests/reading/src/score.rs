//! Compares what is read with what is wanted.

use std::collections::{BTreeMap, BTreeSet};

use api_error_catalog_pages::{Certainty, Explanation, Fact, Page, read};

use crate::sample::{Expected, Sample};

/// The facts that the reader finds about one code.
#[derive(Debug, Default)]
struct Found {
    statuses: BTreeSet<String>,
    texts: Vec<String>,
    unsure_code: bool,
    unsure_statuses: bool,
    unsure_text: bool,
}

impl Found {
    fn describe(&mut self, about: &Explanation, named: bool) {
        let name = about.name.iter().filter(|_| named);
        let texts = about.description.iter().chain(name);
        self.texts.extend(texts.map(|text| text.value.clone()));
        self.unsure_text |= about.description.iter().any(is_unsure) || about.description.is_none();
    }
}

fn is_unsure<T>(fact: &Fact<T>) -> bool {
    fact.certainty != Certainty::Sure
}

fn found(page: &Page) -> BTreeMap<String, Found> {
    let mut all: BTreeMap<String, Found> = BTreeMap::new();
    for error in &page.errors {
        let statuses = error.statuses.iter().map(|status| status.value.to_string());
        let statuses: Vec<String> = statuses.collect();
        let unsure_statuses =
            error.statuses.iter().any(is_unsure) || error.missing_statuses.is_some();
        let unsure = error.certainty != Certainty::Sure || error.code.iter().any(is_unsure);
        let keys = match &error.code {
            Some(code) => vec![code.value.to_string()],
            None => statuses.clone(),
        };
        for key in keys {
            let own = all.entry(key.clone()).or_default();
            own.unsure_code |= unsure;
            own.unsure_statuses |= unsure_statuses;
            own.describe(&error.about, error.code.is_none());
            match error.code {
                Some(_) => own.statuses.extend(statuses.iter().cloned()),
                None => own.statuses.extend([key]),
            }
        }
    }
    for status in &page.statuses {
        let key = status.status.value.to_string();
        let own = all.entry(key.clone()).or_default();
        own.unsure_code |= is_unsure(&status.status);
        own.statuses.insert(key);
        own.describe(&status.about, true);
    }
    for close in &page.close_codes {
        let own = all.entry(close.code.value.to_string()).or_default();
        own.unsure_code |= is_unsure(&close.code);
        own.describe(&close.about, true);
    }
    all
}

/// How well a page is read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Score {
    pub(crate) recall: f64,
    pub(crate) precision: f64,
    pub(crate) status: f64,
    pub(crate) description: f64,
    /// Facts by whether they are right, and whether they are marked.
    pub(crate) facts: [[usize; 2]; 2],
    /// The reader is not confident of the page as a whole.
    pub(crate) doubts: Vec<String>,
    pub(crate) notes: Vec<String>,
}

impl Score {
    /// Returns the mean of the four figures.
    pub(crate) fn mean(&self) -> f64 {
        (self.recall + self.precision + self.status + self.description) / 4.0
    }

    pub(crate) fn is_bad(&self) -> bool {
        self.recall.min(self.precision) < 0.5
    }
}

/// Reads a page and compares the facts.
pub(crate) fn score(sample: &Sample) -> Score {
    let Ok(page) = read(&sample.file, &sample.bytes) else {
        return Score {
            doubts: vec!["it is not read at all".to_owned()],
            ..Score::default()
        };
    };
    let got = found(&page);
    let mut score = Score {
        doubts: page.doubts.clone(),
        ..Score::default()
    };
    if got.is_empty() {
        score.doubts.push("nothing is found".to_owned());
    }
    let (mut hit, mut extra, mut status, mut text) = (0, 0, 0, 0);
    for (code, own) in &got {
        let optional = sample.optional.get(code);
        let Some(wanted) = sample.wanted.get(code) else {
            if optional.is_none() {
                extra += 1;
                score.facts[0][usize::from(own.unsure_code)] += 1;
                score.notes.push(format!("extra {code}"));
            }
            continue;
        };
        hit += 1;
        let allowed = optional.into_iter().flat_map(|other| &other.statuses);
        let allowed: BTreeSet<_> = wanted.statuses.iter().chain(allowed).cloned().collect();
        let right = wanted.statuses.is_subset(&own.statuses) && own.statuses.is_subset(&allowed);
        let described = is_described(own, wanted);
        status += usize::from(right);
        text += usize::from(described);
        let mut fact = |right: bool, unsure: bool| {
            score.facts[usize::from(right)][usize::from(unsure)] += 1;
        };
        fact(true, own.unsure_code);
        fact(right, own.unsure_code || own.unsure_statuses);
        fact(described, own.unsure_code || own.unsure_text);
        if !right {
            let statuses = &own.statuses;
            score
                .notes
                .push(format!("{code}: {statuses:?} for {:?}", wanted.statuses));
        }
        if !described {
            score
                .notes
                .push(format!("{code}: {:?} for {:?}", own.texts, wanted.texts));
        }
    }
    for code in sample.wanted.keys().filter(|code| !got.contains_key(*code)) {
        score.notes.push(format!("no {code}"));
    }
    let share = |count: usize, all: usize| count as f64 / all.max(1) as f64;
    let all = sample.wanted.len();
    score.recall = if all == 0 { 1.0 } else { share(hit, all) };
    score.precision = match hit + extra {
        0 => f64::from(u8::from(all == 0)),
        found => share(hit, found),
    };
    score.status = share(status, hit);
    score.description = share(text, hit);
    score
}

/// Returns `true` if nine tenths of the words of a text are those of a wanted one.
fn is_described(own: &Found, wanted: &Expected) -> bool {
    let is_same = |a: &[String], b: &[String]| {
        let mut left: BTreeMap<&String, i32> = BTreeMap::new();
        a.iter()
            .for_each(|word| *left.entry(word).or_default() += 1);
        b.iter()
            .for_each(|word| *left.entry(word).or_default() -= 1);
        let differ: i32 = left.values().map(|count| count.abs()).sum();
        !a.is_empty() && f64::from(differ) <= 0.2 * (a.len() + b.len()) as f64
    };
    let wanted: Vec<Vec<String>> = wanted.texts.iter().map(|text| words(text)).collect();
    let mut own = own.texts.iter().map(|text| words(text));
    wanted.is_empty() || own.any(|own| wanted.iter().any(|wanted| is_same(&own, wanted)))
}

fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric() && c != '_');
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}
