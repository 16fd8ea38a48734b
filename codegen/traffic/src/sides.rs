//! Page, catalog and traffic side by side: where they differ, which of the three stands alone.

use std::collections::{BTreeMap, BTreeSet};

use api_error_catalog_model::Catalog;
use api_error_catalog_model::model::Deviation;

use crate::finding::CatalogObservation;
use crate::report::count_of_answers;
use api_error_catalog_drift::{statuses_in_catalog, statuses_on_page};
use api_error_catalog_pages::Page;

/// One of the three that know an API's errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The vendor's page.
    Page,
    /// The catalog.
    Catalog,
    /// What servers answered.
    Traffic,
}

impl Side {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Side::Page => "page",
            Side::Catalog => "catalog",
            Side::Traffic => "traffic",
        }
    }
}

/// A code of which the three sides do not say the same.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Split {
    /// The code.
    pub code: String,
    /// The side that the other two contradict; `None` where all differ, or one of them says nothing.
    pub alone: Option<Side>,
    /// The difference, as a sentence.
    pub text: String,
}

/// Answers with one code, by status.
type Sent = BTreeMap<u16, u64>;

/// Where page, catalog and traffic differ about a code or its statuses.
#[must_use]
pub fn splits(catalog: &Catalog, page: &Page, observed: &CatalogObservation) -> Vec<Split> {
    let (on_page, in_catalog, sent) = (
        statuses_on_page(page),
        statuses_in_catalog(catalog),
        sent(catalog, observed),
    );
    let codes: BTreeSet<&String> = on_page
        .keys()
        .chain(in_catalog.keys())
        .chain(sent.keys())
        .collect();
    // What the catalog has as observed is known not to be on the page.
    let known = catalog
        .errors
        .iter()
        .filter(|error| error.seen.is_some() || error.deprecated.is_some());
    let known: BTreeSet<&String> = known
        .flat_map(|error| error.identities())
        .filter_map(|own| own.code.as_ref())
        .collect();
    let split = |code: &String| {
        let told = match (on_page.get(code), in_catalog.get(code), sent.get(code)) {
            (Some(page), Some(catalog), traffic) => statuses(page, catalog, traffic),
            _ if known.contains(code) => None,
            (page, catalog, traffic) => presence(page.is_some(), catalog.is_some(), traffic),
        };
        told.map(|(alone, text)| Split {
            code: code.clone(),
            alone,
            text: format!("`{code}`: {text}"),
        })
    };
    codes.into_iter().filter_map(split).collect()
}

/// What was sent under each code, without what the catalog notes.
fn sent(catalog: &Catalog, observed: &CatalogObservation) -> BTreeMap<String, Sent> {
    let mut sent: BTreeMap<String, Sent> = BTreeMap::new();
    let mut add = |code: &str, statuses: &[(Option<u16>, u64)]| {
        let by_status = sent.entry(code.to_owned()).or_default();
        for (status, count) in statuses
            .iter()
            .filter_map(|(status, count)| Some(((*status)?, count)))
        {
            *by_status.entry(status).or_default() += count;
        }
    };
    for (error, statuses) in catalog
        .errors
        .iter()
        .zip(&observed.seen)
        .filter(|(_, statuses)| !statuses.is_empty())
    {
        let noted = |status: &Option<u16>| {
            let what = status.map(|status| format!("{} {status}", error.key));
            catalog.noted.iter().any(|noted| {
                noted.kind == Deviation::UndocumentedStatus && Some(&noted.what) == what.as_ref()
            })
        };
        let statuses: Vec<(Option<u16>, u64)> = statuses
            .iter()
            .filter(|(status, _)| !noted(status))
            .copied()
            .collect();
        // Which of its codes was sent is not counted; it is its own unless the status tells another.
        for identity in error.identities() {
            let Some(code) = &identity.code else { continue };
            let own = error.also.is_empty();
            let told: Vec<(Option<u16>, u64)> = statuses
                .iter()
                .filter(|(status, _)| {
                    own || status.is_some_and(|status| identity.statuses.contains(&status))
                })
                .copied()
                .collect();
            if !told.is_empty() {
                add(code, &told);
            }
        }
    }
    for finding in observed
        .findings
        .iter()
        .filter(|finding| finding.kind == Deviation::UnknownCode)
    {
        add(&finding.what, &finding.statuses);
    }
    sent
}

/// A code that not all sides have.
fn presence(page: bool, catalog: bool, traffic: Option<&Sent>) -> Option<(Option<Side>, String)> {
    let count = traffic.map(|sent| count_of_answers(sent.values().sum()));
    Some(match (page, catalog, count) {
        (true, false, None) => (
            Some(Side::Page),
            "the page has it, the catalog lacks it, and no answer had it".to_owned(),
        ),
        (true, false, Some(count)) => (
            Some(Side::Catalog),
            format!("the page has it, and so had {count}; the catalog lacks it"),
        ),
        (false, true, None) => (
            Some(Side::Catalog),
            "the catalog has it, the page lacks it, and no answer had it".to_owned(),
        ),
        (false, true, Some(count)) => (
            Some(Side::Page),
            format!("the catalog has it, and so had {count}; the page lacks it"),
        ),
        (false, false, Some(count)) => (
            Some(Side::Traffic),
            format!("{count} had it; neither the page nor the catalog has it"),
        ),
        (true, true, _) | (false, false, None) => return None,
    })
}

/// A code that page and catalog have: do its statuses agree?
fn statuses(
    page: &BTreeSet<u16>,
    catalog: &BTreeSet<u16>,
    traffic: Option<&Sent>,
) -> Option<(Option<Side>, String)> {
    // A side that names no status contradicts none.
    let contradicts =
        |side: &BTreeSet<u16>, status: &u16| !side.is_empty() && !side.contains(status);
    let against = |side: &BTreeSet<u16>| -> Vec<(u16, u64)> {
        let sent = traffic.into_iter().flatten();
        sent.filter(|(status, _)| contradicts(side, status))
            .map(|(status, count)| (*status, *count))
            .collect()
    };
    let (to_page, to_catalog) = (against(page), against(catalog));
    if page == catalog {
        return (!to_page.is_empty()).then(|| {
            (
                Some(Side::Traffic),
                format!(
                    "the page and the catalog say {}, {}",
                    list(page),
                    said(&to_page)
                ),
            )
        });
    }
    let both = format!(
        "the page says {}, the catalog {}",
        list(page),
        list(catalog)
    );
    Some(match (to_page.is_empty(), to_catalog.is_empty()) {
        (false, true) => (Some(Side::Page), format!("{both}, {}", said(&to_page))),
        (true, false) => (
            Some(Side::Catalog),
            format!("{both}, {}", said(&to_catalog)),
        ),
        (false, false) => (None, format!("{both}, {}", said(&to_page))),
        (true, true) => (None, format!("{both}; the answers do not settle it")),
    })
}

/// `1,204 answers said 400`
fn said(sent: &[(u16, u64)]) -> String {
    let each: Vec<String> = sent
        .iter()
        .map(|(status, count)| format!("{} said {status}", count_of_answers(*count)))
        .collect();
    each.join(", ")
}

fn list(statuses: &BTreeSet<u16>) -> String {
    match statuses.is_empty() {
        true => "none".to_owned(),
        false => statuses
            .iter()
            .map(u16::to_string)
            .collect::<Vec<_>>()
            .join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alone(page: &[u16], catalog: &[u16], sent: &[(u16, u64)]) -> Option<(Option<Side>, String)> {
        let set = |statuses: &[u16]| statuses.iter().copied().collect::<BTreeSet<u16>>();
        let sent: Sent = sent.iter().copied().collect();
        statuses(
            &set(page),
            &set(catalog),
            (!sent.is_empty()).then_some(&sent),
        )
    }

    #[test]
    fn the_side_that_stands_alone_is_told() {
        let (side, text) = alone(&[409], &[409], &[(400, 1204), (409, 3)]).unwrap();
        assert_eq!(
            (side, text.as_str()),
            (
                Some(Side::Traffic),
                "the page and the catalog say 409, 1,204 answers said 400"
            )
        );
        let (side, text) = alone(&[409], &[400], &[(400, 1204)]).unwrap();
        assert_eq!(
            (side, text.as_str()),
            (
                Some(Side::Page),
                "the page says 409, the catalog 400, 1,204 answers said 400"
            )
        );
        assert_eq!(
            alone(&[409], &[400], &[(409, 1)]).unwrap().0,
            Some(Side::Catalog)
        );
        assert_eq!(alone(&[409], &[400], &[(422, 1)]).unwrap().0, None);
        assert_eq!(
            alone(&[409], &[400], &[]).unwrap().1,
            "the page says 409, the catalog 400; the answers do not settle it"
        );
        assert_eq!(alone(&[409], &[409], &[(409, 1)]), None);
        assert_eq!(
            alone(&[], &[], &[(409, 1)]),
            None,
            "who names no status contradicts none"
        );
    }

    #[test]
    fn a_code_that_one_side_lacks_is_told() {
        let sent: Sent = [(400, 2), (404, 1)].into();
        assert_eq!(
            presence(true, false, Some(&sent)).unwrap().0,
            Some(Side::Catalog)
        );
        assert_eq!(
            presence(false, true, Some(&sent)).unwrap().1,
            "the catalog has it, and so had 3 answers; the page lacks it"
        );
        assert_eq!(
            presence(false, false, Some(&sent)).unwrap().0,
            Some(Side::Traffic)
        );
        assert_eq!(presence(true, false, None).unwrap().0, Some(Side::Page));
    }
}
