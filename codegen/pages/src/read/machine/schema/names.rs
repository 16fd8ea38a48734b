//! The members of an error's body, by their names.

use crate::read::conventions::code_shape::{self, CodeShape};
use crate::read::machine::tree::Node;
use crate::read::words::{WordList, words};

static CODES: WordList = words!("code_members");
static WEAK_CODES: WordList = words!("weak_code_members");
static TYPES: WordList = words!("type_members");
static MESSAGES: WordList = words!("message_members");
static CONTAINERS: WordList = words!("error_containers");

/// The role of a member of an error's body, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read::machine) enum MemberRole {
    Code,
    /// The code, if its values look like codes: `name`, `reason`, `issue`.
    WeakCode,
    /// A member called just `error`: the code, if its values are words.
    BareError,
    Type,
    Message,
    Other,
}

/// Returns the name without case and joints.
fn folded(name: &str) -> String {
    let kept = name.chars().filter(char::is_ascii_alphanumeric);
    kept.map(|c| c.to_ascii_lowercase()).collect()
}

impl MemberRole {
    /// Returns `true` if the member can be the code.
    pub(in crate::read::machine) fn is_code(self) -> bool {
        matches!(
            self,
            MemberRole::Code | MemberRole::WeakCode | MemberRole::BareError
        )
    }
}

pub(in crate::read::machine) fn role(name: &str) -> MemberRole {
    let name = folded(name);
    let is_in = |list: &WordList| list.contains(&name.as_str());
    if is_in(&CODES) {
        MemberRole::Code
    } else if name == "error" {
        MemberRole::BareError
    } else if is_in(&WEAK_CODES) {
        MemberRole::WeakCode
    } else if is_in(&TYPES) {
        MemberRole::Type
    } else if is_in(&MESSAGES) {
        MemberRole::Message
    } else {
        MemberRole::Other
    }
}

/// Returns the position of a message's name in the list of such names, the likeliest first.
pub(in crate::read::machine) fn message_rank(name: &str) -> Option<usize> {
    let name = folded(name);
    MESSAGES.iter().position(|known| *known == name)
}

/// Returns `true` for members that hold the error or its parts, such as `error` and `details`.
pub(in crate::read::machine) fn is_container(name: &str) -> bool {
    CONTAINERS.contains(&folded(name).as_str())
}

/// Returns `true` for members that repeat the HTTP status.
fn is_status(name: &str) -> bool {
    matches!(
        folded(name).as_str(),
        "status" | "statuscode" | "httpstatus" | "httpstatuscode" | "httpcode"
    )
}

/// Returns `true` for members that repeat the HTTP status by their names, or by the description of an integer.
pub(in crate::read::machine) fn holds_status(name: &str, schema: Node<'_>) -> bool {
    let about = schema.text_of("description").unwrap_or_default();
    let is_described = || {
        role(name) == MemberRole::Code
            && schema.text_of("type") == Some("integer")
            && about.to_ascii_lowercase().contains("status")
    };
    is_status(name) || is_described()
}

/// Returns `true` for a member of success responses that holds errors.
pub(in crate::read::machine) fn is_error_member(name: &str) -> bool {
    matches!(
        folded(name).as_str(),
        "error" | "errors" | "fault" | "faults"
    )
}

/// Returns `true` for a value that states only that this is an error.
pub(in crate::read::machine) fn is_flag(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    matches!(
        value.as_str(),
        "error" | "errors" | "fail" | "failed" | "failure" | "nok" | "ko" | "warning" | "false"
    )
}

/// Returns `true` if a member with this role can have these values as codes.
pub(in crate::read::machine) fn are_codes<'v>(
    role: MemberRole,
    values: impl IntoIterator<Item = &'v str>,
) -> bool {
    let fits = |value: &str| match role {
        MemberRole::WeakCode => code_shape::of(value) == Some(CodeShape::Identifier),
        // `Forbidden` is a label, and `ratelimited` a code.
        MemberRole::BareError => {
            let shape = code_shape::of(value);
            shape == Some(CodeShape::Identifier) || shape.is_some() && is_lowercase_word(value)
        }
        _ => is_word(value),
    };
    let (mut all_flags, mut any) = (true, false);
    for value in values {
        any = true;
        all_flags &= is_flag(value);
        if !fits(value) {
            return false;
        }
    }
    any && !all_flags
}

/// Returns `true` for text that can be sent as a code or type: one word, or an address.
pub(in crate::read::machine) fn is_word(value: &str) -> bool {
    !value.is_empty()
        && value.len() <= 120
        && !value.contains(char::is_whitespace)
        && !code_shape::is_placeholder(value)
}

/// Returns `true` for a short text that can identify an error, such as `Job not found`.
pub(in crate::read::machine) fn is_label(value: &str) -> bool {
    !value.trim().is_empty() && value.len() <= 80 && !value.contains('\n') && !is_flag(value)
}

fn is_lowercase_word(value: &str) -> bool {
    value.len() > 3 && value.bytes().all(|byte| byte.is_ascii_lowercase())
}
