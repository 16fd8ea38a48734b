//! Compares page, catalog and traffic, and finds which of the three differs from the other two.

use std::collections::{BTreeMap, BTreeSet};

use api_error_catalog_model::Catalog;
use api_error_catalog_model::model::Deviation;

use crate::finding::CatalogObservation;
use crate::report::count_of_responses;
use api_error_catalog_drift::{statuses_in_catalog, statuses_on_page};
use api_error_catalog_pages::Page;

/// One of the three that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// The vendor's page.
    Page,
    /// The catalog.
    Catalog,
    /// The responses of servers.
    Traffic,
}

impl Party {
    /// Returns its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Party::Page => "page",
            Party::Catalog => "catalog",
            Party::Traffic => "traffic",
        }
    }
}

/// A code on which page, catalog and traffic disagree.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Disagreement {
    /// The code.
    pub code: String,
    /// The side that the other two contradict; `None` if all differ, or one of them states nothing.
    pub outlier: Option<Party>,
    /// The disagreement as a sentence.
    pub text: String,
}

/// Numbers of responses with one code, by status.
type CountsByStatus = BTreeMap<u16, u64>;

/// Returns the codes on which page, catalog and traffic disagree, with their statuses or about their existence.
#[must_use]
pub fn disagreements(
    catalog: &Catalog,
    page: &Page,
    observed: &CatalogObservation,
) -> Vec<Disagreement> {
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
    // Observed errors are known not to be on the page.
    let known = catalog
        .errors
        .iter()
        .filter(|error| error.seen.is_some() || error.deprecated.is_some());
    let known: BTreeSet<&String> = known
        .flat_map(|error| error.identities())
        .filter_map(|own| own.code.as_ref())
        .collect();
    let disagreement = |code: &String| {
        let difference = match (on_page.get(code), in_catalog.get(code), sent.get(code)) {
            (Some(page), Some(catalog), traffic) => statuses(page, catalog, traffic),
            _ if known.contains(code) => None,
            (page, catalog, traffic) => presence(page.is_some(), catalog.is_some(), traffic),
        };
        difference.map(|(outlier, text)| Disagreement {
            code: code.clone(),
            outlier,
            text: format!("`{code}`: {text}"),
        })
    };
    codes.into_iter().filter_map(disagreement).collect()
}

/// Returns the statuses that were sent with each code, without those that the catalog records.
fn sent(catalog: &Catalog, observed: &CatalogObservation) -> BTreeMap<String, CountsByStatus> {
    let mut sent: BTreeMap<String, CountsByStatus> = BTreeMap::new();
    let mut add = |code: &str, statuses: &[&(Option<u16>, u64)]| {
        let by_status = sent.entry(code.to_owned()).or_default();
        for (status, count) in statuses {
            if let Some(status) = status {
                *by_status.entry(*status).or_default() += count;
            }
        }
    };
    for (error, statuses) in catalog.errors.iter().zip(&observed.errors) {
        let is_noted = |status: u16| {
            let (kind, what) = (
                Deviation::UndocumentedStatus,
                format!("{} {status}", error.key),
            );
            let mut known = catalog.known_deviations.iter();
            known.any(|deviation| deviation.kind == kind && deviation.what == what)
        };
        // Responses are not counted by code: it is the error's own, unless the status identifies another.
        for identity in error.identities() {
            let Some(code) = &identity.code else { continue };
            let is_only = error.also.is_empty();
            let is_own = |status: Option<u16>| match status {
                Some(status) => {
                    (is_only || identity.statuses.contains(&status)) && !is_noted(status)
                }
                None => is_only,
            };
            let own = statuses.iter().filter(|(status, _)| is_own(*status));
            let own: Vec<_> = own.collect();
            if !own.is_empty() {
                add(code, &own);
            }
        }
    }
    let findings = observed.findings.iter();
    for finding in findings.filter(|finding| finding.kind == Deviation::UnknownCode) {
        add(&finding.what, &finding.statuses.iter().collect::<Vec<_>>());
    }
    sent
}

/// Compares which sides have a code.
fn presence(
    page: bool,
    catalog: bool,
    traffic: Option<&CountsByStatus>,
) -> Option<(Option<Party>, String)> {
    let count = traffic.map(|sent| count_of_responses(sent.values().sum()));
    Some(match (page, catalog, count) {
        (true, false, None) => (
            Some(Party::Page),
            "the page has it, but neither the catalog nor any response does".to_owned(),
        ),
        (true, false, Some(count)) => (
            Some(Party::Catalog),
            format!("the page and {count} have it, but the catalog does not"),
        ),
        (false, true, None) => (
            Some(Party::Catalog),
            "the catalog has it, but neither the page nor any response does".to_owned(),
        ),
        (false, true, Some(count)) => (
            Some(Party::Page),
            format!("the catalog and {count} have it, but the page does not"),
        ),
        (false, false, Some(count)) => (
            Some(Party::Traffic),
            format!("{count} had it, but neither the page nor the catalog does"),
        ),
        (true, true, _) | (false, false, None) => return None,
    })
}

/// Compares the statuses of a code that page and catalog have.
fn statuses(
    page: &BTreeSet<u16>,
    catalog: &BTreeSet<u16>,
    traffic: Option<&CountsByStatus>,
) -> Option<(Option<Party>, String)> {
    // Without statuses there is nothing to contradict.
    let contradicts =
        |stated: &BTreeSet<u16>, status: &u16| !stated.is_empty() && !stated.contains(status);
    let against = |stated: &BTreeSet<u16>| -> Vec<(u16, u64)> {
        let sent = traffic.into_iter().flatten();
        sent.filter(|(status, _)| contradicts(stated, status))
            .map(|(status, count)| (*status, *count))
            .collect()
    };
    let (to_page, to_catalog) = (against(page), against(catalog));
    let is_same = page == catalog;
    let stated = if is_same {
        format!("the page and the catalog state {}", list(page))
    } else {
        format!(
            "the page states {}, the catalog {}",
            list(page),
            list(catalog)
        )
    };
    let (outlier, sent) = match (to_page.is_empty(), to_catalog.is_empty()) {
        (true, _) if is_same => return None,
        (true, true) => {
            return Some((None, format!("{stated}; the responses contradict neither")));
        }
        _ if is_same => (Some(Party::Traffic), to_page),
        (false, true) => (Some(Party::Page), to_page),
        (true, false) => (Some(Party::Catalog), to_catalog),
        (false, false) => (None, to_page),
    };
    Some((outlier, format!("{stated}, {}", listed_responses(&sent))))
}

/// Formats counts as `1,204 responses had 400`.
fn listed_responses(sent: &[(u16, u64)]) -> String {
    let each: Vec<String> = sent
        .iter()
        .map(|(status, count)| format!("{} had {status}", count_of_responses(*count)))
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

    fn alone(
        page: &[u16],
        catalog: &[u16],
        sent: &[(u16, u64)],
    ) -> Option<(Option<Party>, String)> {
        let set = |statuses: &[u16]| statuses.iter().copied().collect::<BTreeSet<u16>>();
        let sent: CountsByStatus = sent.iter().copied().collect();
        statuses(
            &set(page),
            &set(catalog),
            (!sent.is_empty()).then_some(&sent),
        )
    }

    #[test]
    fn the_side_that_differs_is_found() {
        let (side, text) = alone(&[409], &[409], &[(400, 1204), (409, 3)]).unwrap();
        assert_eq!(
            (side, text.as_str()),
            (
                Some(Party::Traffic),
                "the page and the catalog state 409, 1,204 responses had 400"
            )
        );
        let (side, text) = alone(&[409], &[400], &[(400, 1204)]).unwrap();
        assert_eq!(
            (side, text.as_str()),
            (
                Some(Party::Page),
                "the page states 409, the catalog 400, 1,204 responses had 400"
            )
        );
        assert_eq!(
            alone(&[409], &[400], &[(409, 1)]).unwrap().0,
            Some(Party::Catalog)
        );
        assert_eq!(alone(&[409], &[400], &[(422, 1)]).unwrap().0, None);
        assert_eq!(
            alone(&[409], &[400], &[]).unwrap().1,
            "the page states 409, the catalog 400; the responses contradict neither"
        );
        assert_eq!(alone(&[409], &[409], &[(409, 1)]), None);
        assert_eq!(
            alone(&[], &[], &[(409, 1)]),
            None,
            "a side that states no status contradicts none"
        );
    }

    #[test]
    fn a_code_that_one_side_lacks_is_found() {
        let sent: CountsByStatus = [(400, 2), (404, 1)].into();
        assert_eq!(
            presence(true, false, Some(&sent)).unwrap().0,
            Some(Party::Catalog)
        );
        assert_eq!(
            presence(false, true, Some(&sent)).unwrap().1,
            "the catalog and 3 responses have it, but the page does not"
        );
        assert_eq!(
            presence(false, false, Some(&sent)).unwrap().0,
            Some(Party::Traffic)
        );
        assert_eq!(presence(true, false, None).unwrap().0, Some(Party::Page));
    }
}
