//! The members of an error's `details`, with their types.

use std::collections::HashMap;

use super::state::Lower;
use crate::diagnostic::Code;
use crate::model::{Detail, DetailType, ValueType};
use crate::names;
use crate::text::embedded::span_of_part;
use crate::text::file::DetailEntry;
use crate::text::source::Span;
use crate::text::yaml::{Field, List, Map};

/// Explains how to read a member of `details` that cannot be a field.
const READ_AS_JSON: &str = "remove it; `error.field_json(\"details\")` still returns it";

type Members<'t> = Map<'t, String, DetailEntry<'t>>;

/// The position of a type in the `details` of an error.
struct Place<'p> {
    /// The name that the Rust type has. If the member cannot be a field, which is reported, there is none.
    name: Option<String>,
    /// The key of the member whose type it is or is part of.
    key: &'p Span,
    /// The number of objects, lists and maps around it.
    depth: usize,
    /// The number of members of the error so far.
    count: &'p mut usize,
}

impl<'p> Place<'p> {
    fn inside(&mut self, name: fn(&str) -> String) -> Place<'_> {
        Place {
            name: self.name.as_deref().map(name),
            key: self.key,
            depth: self.depth + 1,
            count: self.count,
        }
    }
}

impl Lower<'_> {
    /// Lowers the details of the error with this variant, whose key is at `key`.
    pub(super) fn details(
        &mut self,
        variant: &str,
        key: &Span,
        field: &Field<Members<'_>>,
    ) -> Vec<Detail> {
        let Some(members) = field.get().filter(|members| !members.0.is_empty()) else {
            return Vec::new();
        };
        if let Some((span, _, _)) = members.entries().find(|(_, key, _)| map_key(key).is_some()) {
            self.report(Code::DetailMap, span, "`details` itself cannot be a map")
                .label("the key of a map")
                .note("the generated struct has a field for each member of `details`")
                .help("if it maps parts of the request to messages, write `$violations{field: message}` in the shape");
        }
        let mut place = Place {
            name: Some(names::of_details(variant)),
            key,
            depth: 0,
            count: &mut 0,
        };
        self.name_place(&place);
        self.members(&mut place, members)
    }

    fn members(&mut self, object: &mut Place<'_>, entries: &Members<'_>) -> Vec<Detail> {
        let mut members: Vec<(Detail, &Span)> = Vec::new();
        for (key_span, key, ty) in entries.entries() {
            if *object.count == Detail::MAX {
                let message = format!("more than {} members of `details`", Detail::MAX);
                self.report(Code::WrongValue, key_span, message);
                break;
            }
            *object.count += 1;
            let (name, optional) = key
                .strip_suffix('?')
                .map_or((key.as_str(), false), |name| (name, true));
            let is_new = self.is_new_field(key_span, name, &members);
            let of = object.name.as_ref().filter(|_| is_new);
            let mut place = Place {
                name: of.map(|object| names::of_member_type(object, name)),
                key: key_span,
                depth: object.depth + 1,
                count: object.count,
            };
            if let (Some(ty), true) = (self.detail_type(&mut place, ty), is_new) {
                let detail = Detail {
                    name: name.to_owned(),
                    optional,
                    ty,
                };
                members.push((detail, key_span));
            }
        }
        members.into_iter().map(|(detail, _)| detail).collect()
    }

    fn detail_type(
        &mut self,
        place: &mut Place<'_>,
        entry: &Field<DetailEntry<'_>>,
    ) -> Option<DetailType> {
        let (span, entry) = entry.given()?;
        let most = DetailType::MAX_DEPTH;
        if place.depth > most && !matches!(entry, DetailEntry::Words(_)) {
            let message = format!("`details` are nested more than {most} levels deep");
            self.report(Code::WrongValue, span, message)
                .label("too deep")
                .help("write `any` for a value whose parts need no types");
            return None;
        }
        match entry {
            DetailEntry::Words(words) if words.contains('|') => {
                self.name_place(place);
                self.values(span, words).map(DetailType::OneOf)
            }
            DetailEntry::Words(word) => {
                let what = (Code::UnknownWord, "type");
                let ty = self.named(what, span, word, &ValueType::NAMES)?;
                Some(DetailType::Value(ty))
            }
            DetailEntry::ListOf(types) => self.list(place, span, types),
            DetailEntry::Members(entries) => self.object_or_map(place, span, entries),
        }
    }

    fn list(
        &mut self,
        place: &mut Place<'_>,
        span: &Span,
        types: &List<'_, DetailEntry<'_>>,
    ) -> Option<DetailType> {
        let [item] = types.as_slice() else {
            self.report(Code::ListType, span, "a list needs exactly one type")
                .label("no type, or several")
                .note("all items of a list have the type between the brackets")
                .help("write `[string]`, or `[any]` if the items differ");
            return None;
        };
        let item = self.detail_type(&mut place.inside(names::of_item_type), item)?;
        Some(DetailType::List(Box::new(item)))
    }

    fn object_or_map(
        &mut self,
        place: &mut Place<'_>,
        span: &Span,
        entries: &Members<'_>,
    ) -> Option<DetailType> {
        let map = entries.entries().find_map(|(span, key, value)| {
            let key = map_key(key)?;
            Some((span, key, value))
        });
        match (map, entries.0.len()) {
            (Some((_, key, value)), 1) => {
                let mut place = place.inside(names::of_map_value_type);
                let value = self.detail_type(&mut place, value)?;
                Some(DetailType::Map(key.to_owned(), Box::new(value)))
            }
            (Some((span, ..)), _) => {
                self.report(Code::DetailMap, span, "a map has other members")
                    .label("the key of a map")
                    .help("remove the other members, or write `any` for the whole value");
                None
            }
            (None, 0) => {
                self.report(Code::WrongValue, span, "this object has no members")
                    .label("without members")
                    .help("list its members, as in `{ name: string }`, or write `any`");
                None
            }
            (None, _) => {
                self.name_place(place);
                Some(DetailType::Object(self.members(place, entries)))
            }
        }
    }

    /// Returns the values of `a | b`.
    fn values(&mut self, span: &Span, words: &str) -> Option<Vec<String>> {
        let parts: Vec<&str> = words.split('|').map(str::trim).collect();
        let is_type = |word: &&str| *word == "null" || ValueType::from_name(word).is_some();
        if parts.iter().all(is_type) {
            let message = format!("`{words}` lists types, not values");
            self.report(Code::DetailValues, span, message)
                .label("types")
                .note("`a | b` is a string that is `a`, `b` or a value that is not documented")
                .help("write `any` if the type varies; a name that ends in `?` may be missing or `null`");
            return None;
        }
        let mut known: Vec<(String, &str)> = Vec::new();
        let mut at = 0;
        for (part, value) in words.split('|').zip(parts) {
            let start = at + part.len() - part.trim_start().len();
            let span = span_of_part(self.text, span, words, &(start..start + value.len()));
            at += part.len() + 1;
            if let Some(variant) = self.variant_of_value(&span, value, &known) {
                known.push((variant, value));
            }
        }
        Some(
            known
                .into_iter()
                .map(|(_, value)| value.to_owned())
                .collect(),
        )
    }

    fn variant_of_value(
        &mut self,
        span: &Span,
        value: &str,
        before: &[(String, &str)],
    ) -> Option<String> {
        let Some(variant) = names::of_value(value) else {
            let message = match value {
                "" => "a value is empty".to_owned(),
                _ => format!("cannot derive a variant name from the value `{value}`"),
            };
            self.report(Code::DetailValues, span, message)
                .label("gives no variant name")
                .help("write `string` if the values give no names");
            return None;
        };
        if let Some((_, other)) = before.iter().find(|(known, _)| *known == variant) {
            let message = match *other == value {
                true => format!("the value `{value}` is listed twice"),
                false => format!("`{other}` and `{value}` both become the variant `{variant}`"),
            };
            self.report(Code::DetailValues, span, message)
                .label("the same variant again")
                .help("remove one of them; the generated type still reads it, as `Other`");
            return None;
        }
        Some(variant)
    }

    /// Returns `true` if the member becomes a field that none of these is. If it does not, that is reported.
    fn is_new_field(&mut self, span: &Span, member: &str, before: &[(Detail, &Span)]) -> bool {
        let name = names::of_member(member);
        if !names::is_field(&name) {
            let message = format!("cannot derive a field name from `{member}`");
            self.report(Code::DetailName, span, message)
                .label("gives no field name")
                .help(READ_AS_JSON);
            return false;
        }
        let twice = before.iter().find(|(other, _)| other.field() == name);
        if let Some((other, first)) = twice {
            let message = format!(
                "`{}` and `{member}` both become the field `{name}`",
                other.name
            );
            self.report(Code::DetailTwice, span, message)
                .label("the same name again")
                .other(first, "first defined here")
                .help("remove one of them");
        }
        twice.is_none()
    }

    fn name_place(&mut self, place: &Place<'_>) {
        if let Some(name) = &place.name {
            self.name_type(name, place.key);
        }
    }

    /// Records the name of a Rust type, and the key of the error or member that it is named after.
    pub(super) fn name_type(&mut self, name: &str, key: &Span) {
        self.detail_types.push((name.to_owned(), key.clone()));
    }

    /// Reports types that have the same name.
    pub(super) fn check_types(&mut self) {
        let mut seen: HashMap<String, Span> = HashMap::new();
        for (name, key) in std::mem::take(&mut self.detail_types) {
            if let Some(first) = seen.get(&name) {
                let message = format!("two types are both named `{name}`");
                self.report(Code::DetailTypeTwice, &key, message)
                    .label("the same name again")
                    .other(first, "first defined here")
                    .note("a type is named after its error and the members that lead to it")
                    .help(
                        "give the error another `rust_name`, or write `any` for one of the members",
                    );
            } else {
                seen.insert(name, key);
            }
        }
    }
}

/// Returns the word in `<word>`, by which a map describes its keys.
fn map_key(key: &str) -> Option<&str> {
    let word = key.strip_prefix('<')?.strip_suffix('>')?;
    names::is_map_key(key).then_some(word)
}
