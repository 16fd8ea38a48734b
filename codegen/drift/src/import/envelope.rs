//! How errors look on the wire, from the page's JSON examples.

use std::collections::HashSet;

use serde_json::Value;

use super::body_members::{KnownNames, Role};
use super::roles::Roles;
use super::template;
use api_error_catalog_pages::{Body, BodyOrigin, Page};

/// Further shapes that are read.
const MOST_FORMS: usize = 4;
/// Values that all shapes together may have: the engine's reader has no more slots.
const MOST_LEAVES: usize = 32;

/// How errors look.
#[derive(Debug, Default)]
pub(super) struct Wire {
    /// The shape in which they are written.
    pub(super) envelope: EnvelopeDraft,
    /// Further shapes that are read.
    pub(super) decode_only: Vec<EnvelopeDraft>,
    /// The shape of WebSocket messages.
    pub(super) websocket: Option<EnvelopeDraft>,
}

/// One shape.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct EnvelopeDraft {
    /// The template, as text.
    pub(super) template: String,
    /// Why it is a guess.
    pub(super) unsure: Option<String>,
    /// The lines that show it, each with its file if pages were joined.
    pub(super) lines: Vec<(usize, Option<String>)>,
    /// Whether schemas describe it, so that its optional members are known.
    pub(super) of_schema: bool,
    /// The path to the details, if a body has them.
    pub(super) details: Option<Vec<String>>,
    /// Whether a member is the type.
    pub(super) has_type: bool,
    has_code: bool,
}

/// Bodies of one shape.
struct BodyGroup<'p> {
    websocket: bool,
    /// The paths to the message and the code, if there are any.
    message: Option<Vec<&'p str>>,
    code: Option<Vec<&'p str>>,
    bodies: Vec<&'p Body>,
}

/// Finds the forms. `codes`: whether the page's errors have codes at all.
pub(super) fn infer(page: &Page, known: &KnownNames, websocket_errors: bool) -> Wire {
    let groups = groups(page, known).into_iter();
    let (websocket, http): (Vec<BodyGroup<'_>>, Vec<BodyGroup<'_>>) =
        groups.partition(|group| group.websocket);
    let mut own = HashSet::new();
    let mut form = |group| form(page, group, known, &mut own);
    let mut decode_only: Vec<EnvelopeDraft> = http.iter().map(&mut form).collect();
    let guess = || {
        let template = r#"{"type": "error", "message": "$message"}"#;
        guessed(
            template,
            "a guess, because the page has no JSON of a WebSocket error",
        )
    };
    let websocket = websocket.first().map(form);
    let websocket = websocket.or_else(|| websocket_errors.then(guess));
    // A code in a header need not be in the body too.
    let in_header = page.headers.iter().any(|header| header.field == "code");
    let codes = !known.codes.is_empty() && !in_header;
    let first = decode_only.iter().position(|form| form.has_code || !codes);
    let envelope = match first {
        Some(first) => decode_only.remove(first),
        None if decode_only.is_empty() => guessed(
            default(codes),
            "a guess, because the page has no JSON of an error",
        ),
        None => guessed(
            default(codes),
            "a guess, because no JSON on the page contains a code",
        ),
    };
    let mut templates = HashSet::from([envelope.template.clone()]);
    decode_only.retain(|form| templates.insert(form.template.clone()));
    decode_only.truncate(MOST_FORMS);
    let leaves = |form: &EnvelopeDraft| form.template.matches(": ").count();
    let mut left =
        MOST_LEAVES.saturating_sub(leaves(&envelope) + websocket.as_ref().map_or(0, leaves));
    decode_only.retain(|form| {
        let enough = leaves(form) <= left;
        left -= if enough { leaves(form) } else { 0 };
        enough
    });
    Wire {
        envelope,
        decode_only,
        websocket,
    }
}

fn guessed(template: &str, why: &str) -> EnvelopeDraft {
    let has = |field: &str| template.contains(field);
    EnvelopeDraft {
        template: template.to_owned(),
        unsure: Some(why.to_owned()),
        has_type: has("$type"),
        has_code: has("$code"),
        ..EnvelopeDraft::default()
    }
}

fn default(codes: bool) -> &'static str {
    if codes {
        r#"{"code": "$code", "type": "$type?", "message": "$message?"}"#
    } else {
        r#"{"message": "$message"}"#
    }
}

/// Returns `true` if one of these headings is about WebSockets.
pub(super) fn is_of_websocket(section: &[String]) -> bool {
    let mut headings = section.iter();
    headings.any(|heading| heading.to_lowercase().contains("websocket"))
}

/// Returns the bodies that show an error, grouped by shape, the most frequent first.
fn groups<'p>(page: &'p Page, known: &KnownNames) -> Vec<BodyGroup<'p>> {
    let mut groups: Vec<BodyGroup<'p>> = Vec::new();
    for body in &page.bodies {
        let Some(value) = body.value.as_ref() else {
            continue;
        };
        let success = !body.statuses.is_empty() && body.statuses.iter().all(|status| *status < 400);
        let roles = Roles::of(&[value], known);
        // One schema describes one shape, also if its optional members are missing.
        let is_schema =
            |other: &&Body| other.origin == BodyOrigin::Schema && other.span == body.span;
        let of_schema = |group: &BodyGroup<'p>| group.bodies.iter().any(is_schema);
        if success || !roles.tells_an_error() && !groups.iter().any(of_schema) {
            continue;
        }
        let path = |role: &Role| roles.path(role).map(<[&str]>::to_vec);
        let (message, code) = (path(&Role::Message), path(&Role::Code));
        let websocket = is_of_websocket(&body.section);
        let same = |one: &Option<Vec<&str>>, other: &Option<Vec<&str>>| {
            one == other || one.is_none() || other.is_none()
        };
        let fits = |group: &&mut BodyGroup<'p>| {
            let alike = group.message == message && message.is_some() && same(&group.code, &code);
            group.websocket == websocket && (alike || of_schema(group))
        };
        match groups.iter_mut().find(fits) {
            Some(group) => {
                group.code = group.code.take().or(code);
                group.bodies.push(body);
            }
            None => groups.push(BodyGroup {
                websocket,
                message,
                code,
                bodies: vec![body],
            }),
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.bodies.len()));
    groups
}

/// Returns the lines of these bodies, each once.
fn lines(page: &Page, bodies: &[&Body]) -> Vec<(usize, Option<String>)> {
    let mut spans: Vec<_> = bodies.iter().map(|body| &body.span).collect();
    spans.sort_by_key(|span| span.start);
    let spans = spans.into_iter();
    let place = |span| (page.line(span), page.source_name(span).map(str::to_owned));
    let mut lines: Vec<_> = spans.map(place).collect();
    lines.dedup();
    lines
}

fn form(
    page: &Page,
    group: &BodyGroup<'_>,
    known: &KnownNames,
    own: &mut HashSet<String>,
) -> EnvelopeDraft {
    let values: Vec<&Value> = group
        .bodies
        .iter()
        .filter_map(|body| body.value.as_ref())
        .collect();
    let roles = Roles::of(&values, known);
    EnvelopeDraft {
        template: template::write(&values, &roles, own),
        unsure: None,
        lines: lines(page, &group.bodies),
        of_schema: group
            .bodies
            .iter()
            .all(|body| body.origin == BodyOrigin::Schema),
        details: roles
            .path(&Role::Details)
            .map(|path| path.iter().map(|key| (*key).to_owned()).collect()),
        has_type: roles.path(&Role::Type).is_some(),
        has_code: roles.path(&Role::Code).is_some(),
    }
}
