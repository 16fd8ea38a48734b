//! The code, type and message of an example of an error's body.

use super::choices::code_of;
use super::names::{self, MemberRole};
use crate::page::Code;
use crate::read::machine::tree::{Located, Node};

/// The depth to which an example is searched.
const DEPTH: usize = 5;
/// More objects of one example are not searched.
const MOST_OBJECTS: usize = 200;

/// The fields of an example.
#[derive(Default)]
pub(in crate::read::machine) struct ExampleFields {
    /// The code, and the location of its value.
    pub(in crate::read::machine) code: Option<Located<Code>>,
    pub(in crate::read::machine) error_type: Option<String>,
    /// The message next to the code, otherwise the outermost one.
    pub(in crate::read::machine) message: Option<Located<String>>,
    /// The HTTP status that it repeats.
    pub(in crate::read::machine) status: Option<u16>,
}

/// Reads an example. The outermost code counts, and one by its name before one by its looks.
pub(in crate::read::machine) fn fields(example: Node<'_>) -> ExampleFields {
    let objects = objects(example);
    let mut fields = ExampleFields::default();
    for object in &objects {
        let numbers = object
            .members()
            .filter(|(name, _)| name.to_ascii_lowercase().contains("status"));
        let mut numbers = numbers.filter_map(|(_, value)| u16::try_from(value.integer()?).ok());
        fields.status = fields
            .status
            .or_else(|| numbers.find(|status| (400..600).contains(status)));
    }
    let wanted = [
        MemberRole::Code,
        MemberRole::BareError,
        MemberRole::WeakCode,
        MemberRole::Type,
    ];
    for role in wanted {
        for object in &objects {
            if fields.code.is_none()
                && let Some((code, span)) = code(*object, role, fields.status)
            {
                fields.code = Some((code, span));
                fields.message = message(*object);
            }
        }
    }
    for object in objects {
        let mut types = object
            .members()
            .filter(|(name, _)| names::role(name) == MemberRole::Type);
        let found = types.find_map(|(_, value)| {
            value
                .text()
                .filter(|text| names::is_word(text) && !names::is_flag(text))
        });
        fields.error_type = fields.error_type.or_else(|| found.map(str::to_owned));
        fields.message = fields.message.take().or_else(|| message(object));
    }
    fields
}

/// Returns the text in a member called just `error`, if it is a listed code.
pub(in crate::read::machine) fn label(
    example: Node<'_>,
    is_listed: impl Fn(&Code) -> bool,
) -> Option<Located<Code>> {
    let members = example
        .members()
        .filter(|(name, _)| names::role(name) == MemberRole::BareError);
    let mut codes = members.filter_map(|(_, value)| Some((code_of(value)?, value.span())));
    codes.find(|(code, _)| is_listed(code))
}

/// Returns the code of an object. A number that repeats the status is not one.
fn code(object: Node<'_>, role: MemberRole, status: Option<u16>) -> Option<Located<Code>> {
    // The type of problem details (RFC 9457) identifies the problem, and any other type only groups errors.
    let problem = object.get("title").is_some() && object.get("type").is_some();
    if role == MemberRole::Type && !problem {
        return None;
    }
    let members = object
        .members()
        .filter(|(name, _)| names::role(name) == role);
    let mut codes = members.filter_map(|(_, value)| {
        let word = value.word()?;
        let repeats = word
            .parse::<u16>()
            .is_ok_and(|number| Some(number) == status);
        let is_code = !repeats && names::are_codes(role, [word]) && word != "about:blank";
        is_code.then(|| Some((code_of(value)?, value.span())))?
    });
    codes.next()
}

fn message(object: Node<'_>) -> Option<Located<String>> {
    let texts = object.members().filter_map(|(name, value)| {
        let text = value.text().filter(|text| !text.trim().is_empty())?;
        Some((names::message_rank(name)?, (text.to_owned(), value.span())))
    });
    texts.min_by_key(|(rank, _)| *rank).map(|(_, text)| text)
}

/// Returns the objects of an example, outer ones first.
fn objects(example: Node<'_>) -> Vec<Node<'_>> {
    let mut found = Vec::new();
    let mut level = vec![example];
    for _ in 0..DEPTH {
        let mut below = Vec::new();
        for value in level {
            if found.len() >= MOST_OBJECTS {
                return found;
            }
            if value.is_object() {
                found.push(value);
                let inner = value
                    .members()
                    .filter(|(_, value)| value.is_object() || value.is_list());
                below.extend(inner.map(|(_, value)| value));
            } else {
                below.extend(value.items().take(4));
            }
        }
        level = below;
    }
    found
}
