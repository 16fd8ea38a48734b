//! How errors are told apart: no two may have the same code and status, or, without a code, the same status and type.

use std::collections::HashSet;

use api_error_catalog_pages::{Certainty, Code, ErrorFact, Fact, Page};

/// A code with statuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Identity {
    pub(super) code: Option<Code>,
    pub(super) statuses: Vec<u16>,
}

/// What one answer says.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Look {
    code: Option<String>,
    status: Option<u16>,
    type_name: Option<String>,
}

/// The looks that errors have so far.
#[derive(Debug, Default)]
pub(super) struct Looks(HashSet<Look>);

impl Looks {
    /// What is left of the identity when all that other errors have is taken from it; `None` if nothing is. Lines
    /// about what was taken go to `doubts`.
    pub(super) fn take(
        &mut self,
        identity: Identity,
        type_name: Option<&str>,
        doubts: &mut Vec<String>,
    ) -> Option<Identity> {
        let Identity { code, statuses } = identity;
        // A type tells errors apart only where there is no code.
        let type_name = type_name.filter(|_| code.is_none()).map(str::to_owned);
        let look = |status| Look {
            code: code.as_ref().map(Code::to_string),
            status,
            type_name: type_name.clone(),
        };
        if statuses.is_empty() {
            return self
                .0
                .insert(look(None))
                .then_some(Identity { code, statuses });
        }
        let all = statuses.len();
        let free: Vec<u16> = statuses
            .into_iter()
            .filter(|status| {
                let free = self.0.insert(look(Some(*status)));
                if !free {
                    doubts
                        .push(format!("unsure: another error has the status {status} too, and nothing else tells the two apart"));
                }
                free
            })
            .collect();
        (!free.is_empty() || all == 0).then_some(Identity {
            code,
            statuses: free,
        })
    }
}

/// The statuses of a list that HTTP has, each once.
pub(super) fn statuses(page: &Page, found: &[Fact<u16>], doubts: &mut Vec<String>) -> Vec<u16> {
    let mut statuses = Vec::new();
    for status in found {
        if let Some(doubt) = doubt(page, status, &format!("the status {}", status.value)) {
            doubts.push(doubt);
        }
        if !(100..=599).contains(&status.value) {
            doubts.push(format!(
                "unsure: {} is no HTTP status (line {} of the page)",
                status.value,
                page.line(&status.span)
            ));
        } else if !statuses.contains(&status.value) {
            statuses.push(status.value);
        }
    }
    statuses
}

/// The identities of a fact: its own, then those under which it is sent as well.
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

/// A line about what the reader was not sure of.
pub(super) fn doubt<T>(page: &Page, found: &Fact<T>, what: &str) -> Option<String> {
    match &found.certainty {
        Certainty::Sure => None,
        Certainty::Unsure(why) => Some(format!(
            "unsure: {what}: {why} (line {} of the page)",
            page.line(&found.span)
        )),
    }
}
