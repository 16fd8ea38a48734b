//! Errors must differ in what identifies them.

use std::collections::HashMap;

use api_error_catalog_core::table::CodeForm;

use super::entries::LocatedEntry;
use super::state::Lower;
use crate::diagnostic::Code;
use crate::model::{Error, Pattern};

/// What identifies an error in a response. Two errors that share a signature cannot be distinguished.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Signature<'e> {
    Code {
        code: &'e str,
        status: Option<u16>,
    },
    Codeless {
        status: Option<u16>,
        type_name: Option<&'e str>,
        shape: usize,
        message: Option<&'e str>,
    },
}

impl Signature<'_> {
    fn describe(&self) -> String {
        let status = |status: &Option<u16>| {
            status.map_or("any status".to_owned(), |status| {
                format!("the status {status}")
            })
        };
        match self {
            Signature::Code { code, status: at } => {
                format!("the code `{code}` under {}", status(at))
            }
            Signature::Codeless { status: at, .. } => format!("no code and {}", status(at)),
        }
    }
}

impl Lower<'_> {
    pub(super) fn check_identities(&mut self, errors: &[Error], entries: &[LocatedEntry<'_>]) {
        let mut seen: HashMap<Signature<'_>, usize> = HashMap::new();
        for (at, error) in errors.iter().enumerate() {
            // A missing code was already reported.
            if error.own.code.is_none()
                && self.code_form != CodeForm::None
                && !entries.get(at).is_some_and(LocatedEntry::has_when)
            {
                continue;
            }
            let mut told = false;
            for signature in signatures(error) {
                let Some(first) = seen.insert(signature.clone(), at).filter(|_| !told) else {
                    continue;
                };
                let (Some(this), Some(other)) = (entries.get(at), entries.get(first)) else {
                    continue;
                };
                told = true;
                let same = if first == at {
                    "this error says it twice"
                } else {
                    "another error has them as well"
                };
                let note = "each answer must be one error, or nobody could say which it is";
                let message = format!("{}: {same}", signature.describe());
                self.report(Code::Identity, this.key_span(), message)
                    .label("an answer like this …")
                    .other(other.key_span(), "… is this error as well")
                    .note(note)
                    .help("give one of them another code, status, type, shape or message");
            }
        }
    }
}

fn signatures(error: &Error) -> Vec<Signature<'_>> {
    let told_by = error
        .message
        .as_ref()
        .filter(|_| error.told_by_message)
        .map(|Pattern { text, .. }| text.as_str());
    let mut signatures = Vec::new();
    for identity in error.identities() {
        let any = [None];
        let each: Vec<Option<u16>> = identity.statuses.iter().copied().map(Some).collect();
        for status in if each.is_empty() {
            any.as_slice()
        } else {
            &each
        } {
            signatures.push(match &identity.code {
                Some(code) => Signature::Code {
                    code,
                    status: *status,
                },
                None => Signature::Codeless {
                    status: *status,
                    type_name: error.type_name.as_deref(),
                    shape: error.shape,
                    message: told_by,
                },
            });
        }
    }
    signatures
}
