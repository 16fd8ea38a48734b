//! Reports errors that cannot be distinguished in a response.

use std::collections::HashMap;

use api_error_catalog_core::table::CodeType;

use super::entries::LocatedEntry;
use super::state::Lower;
use crate::diagnostic::Code;
use crate::model::{Conditions, Error};

/// The values that identify an error in a response. Two errors with the same signature cannot be distinguished. If there
/// is a code, only the code and the status count.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
struct Signature<'e> {
    code: Option<&'e str>,
    status: Option<u16>,
    error_type: Option<&'e str>,
    shape: usize,
    message: Option<&'e str>,
    conditions: Option<&'e Conditions>,
}

impl Signature<'_> {
    fn describe(&self) -> String {
        let status = match self.status {
            Some(status) => format!("the status {status}"),
            None => "any status".to_owned(),
        };
        match self.code {
            _ if self.conditions.is_some() => format!("the same conditions with {status}"),
            Some(code) => format!("the code `{code}` with {status}"),
            None => format!("no code and {status}"),
        }
    }
}

impl Lower<'_> {
    pub(super) fn check_identities(&mut self, errors: &[Error], entries: &[LocatedEntry<'_>]) {
        let mut seen: HashMap<Signature<'_>, usize> = HashMap::new();
        for (at, error) in errors.iter().enumerate() {
            // A missing code was already reported.
            if error.own.code.is_none()
                && error.own.conditions.is_none()
                && self.code_type != CodeType::None
                && !entries.get(at).is_some_and(LocatedEntry::has_match)
            {
                continue;
            }
            let mut reported = false;
            for signature in signatures(error) {
                let Some(first) = seen.insert(signature, at).filter(|_| !reported) else {
                    continue;
                };
                let (Some(this), Some(other)) = (entries.get(at), entries.get(first)) else {
                    continue;
                };
                reported = true;
                let signature = signature.describe();
                let message = if first == at {
                    format!("this error lists {signature} twice")
                } else {
                    format!("two errors have {signature}")
                };
                let note = "a response like this could be either error";
                self.report(Code::Identity, this.key_span(), message)
                    .label("identified like …")
                    .other(other.key_span(), "… this error")
                    .note(note)
                    .help("give one of them another code, status, type, shape or message");
            }
        }
    }
}

fn signatures(error: &Error) -> Vec<Signature<'_>> {
    let message = error
        .message
        .as_ref()
        .filter(|_| error.identified_by_message);
    let mut signatures = Vec::new();
    for identity in error.identities() {
        let conditions = identity.conditions.as_deref();
        let signature = match &identity.code {
            Some(code) => Signature {
                code: Some(code),
                conditions,
                ..Signature::default()
            },
            None => Signature {
                error_type: error.error_type.as_deref(),
                conditions,
                shape: error.shape,
                message: message.map(|pattern| pattern.text.as_str()),
                ..Signature::default()
            },
        };
        let statuses = identity.statuses.iter().copied().map(Some);
        let any = identity.statuses.is_empty().then_some(None);
        signatures.extend(any.into_iter().chain(statuses).map(|status| Signature {
            status,
            ..signature
        }));
    }
    signatures
}
