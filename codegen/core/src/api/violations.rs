//! Violations: the invalid parts of a request, in every layout that a template can describe.
//!
//! A member of an item is named by its path, `source.pointer`, or by several paths, `detail|title`, of which the first with a
//! value is read and the first is written.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::api::details::Members;
use crate::api::value::Value;
use crate::engine::encode::{object, string};
use crate::engine::json_parts;
use crate::engine::response::ErrorResponse;
use crate::engine::scan::Scanner;
use crate::tables::envelope::{Field, Type};

/// The number of levels of nested objects that name parts of a request.
const MAX_LEVELS: usize = 32;

/// A violation: an invalid part of a request, with a message.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Violation {
    /// The invalid part of the request. The steps of a path are joined by `.`. Empty if the response names no part.
    pub field: String,
    /// The message.
    pub message: String,
}

impl ErrorResponse<'_> {
    /// Returns the violations: the invalid parts of the request, if the response lists them in a documented shape.
    #[must_use]
    #[inline]
    pub fn violations(&self) -> Vec<Violation> {
        let places = self.places(Field::VIOLATIONS);
        let lists = places.filter_map(|(ty, span)| {
            let json = self.source().get(span.range()?)?;
            Some(read_violations(&String::from_utf8_lossy(json), ty))
        });
        lists.flatten().collect()
    }
}

/// Returns the violations in this JSON text, whose layout is `ty`. An item with another layout is skipped.
#[inline]
fn read_violations(json: &str, ty: Type<'_>) -> Vec<Violation> {
    let mut found = Vec::new();
    match ty {
        Type::ViolationList {
            field,
            message,
            mixed,
        } => {
            for item in json_parts::items(json).unwrap_or_default() {
                read_item(item, (field, message), mixed, &mut found);
            }
        }
        Type::ViolationMap { message, lists: _ } => {
            let members = Members::of(json).unwrap_or_default();
            for (field, value) in members.names().zip(members.values()) {
                each_message(value, message, &mut |text| {
                    found.push(violation(field, text))
                });
            }
        }
        Type::ViolationTree { end, message } => {
            let mut tree = TreeReader {
                json,
                end,
                message,
                left: 4 * json.len() + 4096,
                found: Vec::new(),
            };
            // The violations before an error in the JSON are kept.
            let _ = tree.read(
                &mut Scanner::new(json.as_bytes()),
                &mut String::new(),
                MAX_LEVELS,
            );
            found = tree.found;
        }
        Type::String | Type::Integer | Type::Number | Type::Delay(_) | Type::Any => {}
    }
    found
}

/// Reads an item of a list. In a list of errors, an item that names no part of the request is not a violation.
#[inline]
fn read_item(item: &str, (field, message): (&str, &str), mixed: bool, found: &mut Vec<Violation>) {
    if item.starts_with('"') {
        if !mixed {
            found.push(violation("", shown(item)));
        }
        return;
    }
    let is_empty = |part: &&str| json_parts::items(part).is_some_and(|steps| steps.is_empty());
    let part = value_at(item, field);
    let part = part.filter(|part| !is_empty(part)).map(path);
    let message = value_at(item, message);
    if part.is_none() && (mixed || message.is_none()) {
        return;
    }
    let part = part.unwrap_or_default();
    let before = found.len();
    each_message(message.unwrap_or_default(), "", &mut |text| {
        found.push(violation(&part, text));
    });
    if found.len() == before {
        found.push(violation(&part, String::new()));
    }
}

/// Reads nested objects whose members name parts of the request.
struct TreeReader<'t> {
    json: &'t str,
    end: &'t str,
    message: &'t str,
    /// The bytes that the texts may still take: a long name would be repeated for everything inside it.
    left: usize,
    found: Vec<Violation>,
}

impl TreeReader<'_> {
    /// Reads an object in one pass. Values nested more than `levels` deep are skipped.
    fn read(&mut self, scan: &mut Scanner<'_>, path: &mut String, levels: usize) -> Option<()> {
        scan.object(|scan, key| {
            let is_end = key.is(self.end);
            if is_end || levels == 0 || scan.peek()? != b'{' {
                let value = scan.span(Scanner::skip_from)?.range();
                let value = value.and_then(|range| self.json.get(range));
                if let Some(value) = value.filter(|_| is_end) {
                    self.add(value, path);
                }
                return Some(());
            }
            let length = path.len();
            path.push_str(if length == 0 { "" } else { "." });
            path.push_str(&key.text());
            let read = self.read(scan, path, levels - 1);
            path.truncate(length);
            read
        })
    }

    #[inline]
    fn add(&mut self, messages: &str, path: &str) {
        let (left, found) = (&mut self.left, &mut self.found);
        each_message(messages, self.message, &mut |text| {
            if let Some(rest) = left.checked_sub(path.len() + text.len()) {
                *left = rest;
                found.push(violation(path, text));
            }
        });
    }
}

/// Visits the messages in a value: a string, an object with the message, or a list of them.
#[inline]
fn each_message(json: &str, place: &str, visit: &mut dyn FnMut(String)) {
    let mut one = |json: &str| match json.as_bytes().first() {
        Some(b'{') => visit(value_at(json, place).map_or_else(|| json.to_string(), shown)),
        Some(b'n') | None => {}
        Some(_) => visit(shown(json)),
    };
    match json_parts::items(json) {
        Some(items) => items.into_iter().for_each(one),
        None => one(json),
    }
}

/// Returns the value at the first of these places that has one.
#[inline]
fn value_at<'j>(json: &'j str, places: &str) -> Option<&'j str> {
    places.split('|').find_map(|place| {
        let mut steps = place.split('.');
        let value = steps.try_fold(json, |json, step| Members::of(json)?.json(step))?;
        (value != "null").then_some(value)
    })
}

fn violation(field: &str, message: String) -> Violation {
    let field = field.to_string();
    Violation { field, message }
}

/// Returns the value of a string, or any other JSON as text.
#[inline]
fn shown(json: &str) -> String {
    String::from_json(json).unwrap_or_else(|| json.to_string())
}

/// Returns the value of a string, or the joined steps of a list.
#[inline]
fn path(json: &str) -> String {
    let joined = |steps: Vec<&str>| steps.into_iter().map(shown).collect::<Vec<_>>().join(".");
    json_parts::items(json).map_or_else(|| shown(json), joined)
}

/// Writes the violations in the layout of this type.
#[inline]
pub(crate) fn write_violations(ty: Type<'_>, violations: &[Violation]) -> String {
    match ty {
        Type::ViolationList { field, message, .. } => {
            let items = violations.iter().map(|each| {
                let (part, text) = (string(&each.field), string(&each.message));
                if message.is_empty() {
                    return text;
                }
                let mut item = Tree::default();
                // If no member names the part, it cannot be written.
                if !field.is_empty() {
                    item.put(first_place(field).split('.'), part);
                }
                item.put(first_place(message).split('.'), text);
                item.write(false)
            });
            list(items)
        }
        Type::ViolationMap { lists, .. } => {
            let mut map = Tree::default();
            for each in violations {
                map.put([each.field.as_str()].into_iter(), string(&each.message));
            }
            map.write(lists)
        }
        Type::ViolationTree { end, message } => {
            let mut tree = Tree::default();
            for Violation {
                field,
                message: text,
            } in violations
            {
                let steps = field
                    .splitn(MAX_LEVELS - 1, '.')
                    .filter(|_| !field.is_empty());
                let json = if message.is_empty() {
                    string(text)
                } else {
                    let mut item = Tree::default();
                    item.put(first_place(message).split('.'), string(text));
                    item.write(false)
                };
                tree.put(steps.chain([end]), json);
            }
            tree.write(true)
        }
        Type::String | Type::Integer | Type::Number | Type::Delay(_) | Type::Any => {
            list(core::iter::empty())
        }
    }
}

fn first_place(places: &str) -> &str {
    places.split('|').next().unwrap_or_default()
}

#[inline]
fn list(items: impl Iterator<Item = String>) -> String {
    ["[", &items.collect::<Vec<String>>().join(","), "]"].concat()
}

/// Nested objects to write. The values at one place are JSON.
#[derive(Default)]
struct Tree<'n> {
    values: Vec<String>,
    members: Vec<(&'n str, Tree<'n>)>,
}

impl<'n> Tree<'n> {
    #[inline]
    fn put(&mut self, steps: impl Iterator<Item = &'n str>, json: String) {
        let mut node = self;
        for step in steps {
            let members = &mut node.members;
            let known = members.iter().position(|(name, _)| *name == step);
            let at = known.unwrap_or_else(|| {
                members.push((step, Tree::default()));
                members.len() - 1
            });
            node = &mut members[at].1;
        }
        node.values.push(json);
    }

    /// Returns an object, or the values: as a list if there are several or if they are always one.
    #[inline]
    fn write(self, lists: bool) -> String {
        let single = !lists && self.values.len() == 1;
        if self.values.is_empty() {
            let members = self.members.into_iter();
            let members: Vec<_> = members
                .map(|(name, tree)| (name, tree.write(lists)))
                .collect();
            object(members.iter().map(|(name, json)| (*name, json.as_str())))
        } else if single {
            self.values.concat()
        } else {
            list(self.values.into_iter())
        }
    }
}
