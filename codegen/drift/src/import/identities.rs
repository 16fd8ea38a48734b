//! Identities of errors: no two may have the same code and status or, without a code, the same status and type.

use std::collections::HashSet;

use api_error_catalog_pages::{Certainty, Code, ErrorFact, Fact, Page};

/// A code with statuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Identity {
    pub(super) code: Option<Code>,
    pub(super) statuses: Vec<u16>,
}

/// What identifies one response.
#[derive(Debug, PartialEq, Eq, Hash)]
struct WireKey {
    code: Option<String>,
    status: Option<u16>,
    error_type: Option<String>,
}

/// What identifies the errors so far.
#[derive(Debug, Default)]
pub(super) struct TakenIdentities(HashSet<WireKey>);

impl TakenIdentities {
    /// Takes the identity without the parts that other errors have; `None` if nothing is left. Comments about those parts
    /// go to `doubts`.
    pub(super) fn take(
        &mut self,
        identity: Identity,
        error_type: Option<&str>,
        doubts: &mut Vec<String>,
    ) -> Option<Identity> {
        let Identity { code, statuses } = identity;
        // A type identifies an error only if the error has no code.
        let error_type = error_type.filter(|_| code.is_none()).map(str::to_owned);
        let wire_key = |status| WireKey {
            code: code.as_ref().map(Code::to_string),
            status,
            error_type: error_type.clone(),
        };
        if statuses.is_empty() {
            return self
                .0
                .insert(wire_key(None))
                .then_some(Identity { code, statuses });
        }
        let free: Vec<u16> = statuses
            .into_iter()
            .filter(|status| {
                let free = self.0.insert(wire_key(Some(*status)));
                if !free {
                    doubts
                        .push(format!("unsure: the status {status} was removed, because another error has it and nothing else distinguishes the two"));
                }
                free
            })
            .collect();
        (!free.is_empty()).then_some(Identity {
            code,
            statuses: free,
        })
    }
}

/// Returns the valid HTTP statuses of these facts, each once.
pub(super) fn statuses(page: &Page, found: &[Fact<u16>], doubts: &mut Vec<String>) -> Vec<u16> {
    let mut statuses = Vec::new();
    for status in found {
        if let Some(doubt) = doubt(page, status, &format!("the status {}", status.value)) {
            doubts.push(doubt);
        }
        if !(100..=599).contains(&status.value) {
            doubts.push(format!(
                "unsure: {} is not a valid HTTP status ({})",
                status.value,
                page.place(&status.span)
            ));
        } else if !statuses.contains(&status.value) {
            statuses.push(status.value);
        }
    }
    statuses
}

/// Returns the identities of a fact: its own, then its alternatives.
pub(super) fn identities(page: &Page, fact: &ErrorFact, doubts: &mut Vec<String>) -> Vec<Identity> {
    let code = fact.code.as_ref().map(|code| code.value.clone());
    let own = Identity {
        code,
        statuses: statuses(page, &fact.statuses, doubts),
    };
    let also = fact.also.iter().filter(|_| fact.code.is_some());
    let also: Vec<Identity> = also
        .map(|also| Identity {
            code: Some(also.code.value.clone()),
            statuses: statuses(page, &also.statuses, doubts),
        })
        .collect();
    std::iter::once(own).chain(also).collect()
}

/// Returns a comment if the reader was unsure of a fact.
pub(super) fn doubt<T>(page: &Page, found: &Fact<T>, what: &str) -> Option<String> {
    match &found.certainty {
        Certainty::Sure => None,
        Certainty::Unsure(why) => Some(format!(
            "unsure: {what}: {why} ({})",
            page.place(&found.span)
        )),
    }
}
