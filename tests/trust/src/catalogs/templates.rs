//! Envelopes: which fields, in which order, how deep, under which names.

use api_error_catalog_core::table::CodeType;
use api_error_catalog_model::model::{FieldType, FieldUse, Member, Template};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::texts;

/// A template that has a place for a code, unless there are none, and some of the other fields.
pub(super) fn template(code_type: CodeType) -> BoxedStrategy<Template> {
    let others = [
        "type",
        "message",
        "status",
        "request_id",
        "param",
        "retry_after",
        "details",
        "violations",
        "legacy",
        "trace",
        "subcode",
    ];
    // What every body has: a code, else a message.
    let always = if code_type == CodeType::None {
        "message"
    } else {
        "code"
    };
    let fields = subsequence(others.to_vec(), 0..=5).prop_map(move |mut fields| {
        fields.retain(|field| *field != always);
        fields.insert(0, always);
        fields
    });
    fields.prop_flat_map(move |fields| {
        let members: Vec<_> = fields.into_iter().map(|field| (member_name(), placed(field, code_type, field == always))).collect();
        (members, prop::collection::vec((member_name(), literal()), 0..2), any::<prop::sample::Index>(), any::<[bool; 3]>())
    })
    .prop_map(|(mut members, constants, at, [nested, listed, turned])| {
        members.extend(constants);
        let mut seen = std::collections::BTreeSet::new();
        members.retain(|(name, _)| seen.insert(name.clone()));
        if turned {
            members.reverse();
        }
        let object = |members: Vec<(String, Template)>| {
            Template::Object(members.into_iter().map(|(name, value)| Member { name, value }).collect())
        };
        if !nested || members.len() < 2 {
            return object(members);
        }
        // Some of it lies one level deeper, in an object or in a list of one.
        let inner = members.split_off(at.index(members.len() - 1) + 1);
        let inner = object(inner);
        let holds = |template: &Template| matches!(template, Template::Object(members) if !members.iter().all(|member| matches!(member.value, Template::Literal(_))));
        let inner = if listed && holds(&inner) { Template::List(vec![inner]) } else { inner };
        let taken = |name: &str, members: &[(String, Template)]| members.iter().any(|(other, _)| other == name);
        let name = ["detail", "error", "0", "inner"].into_iter().find(|name| !taken(name, &members)).unwrap_or("deep");
        members.push((name.to_owned(), inner));
        object(members)
    })
    .prop_filter("a template must have a field", has_field).boxed()
}

fn has_field(template: &Template) -> bool {
    match template {
        Template::Literal(_) => false,
        Template::Object(members) => members.iter().any(|member| has_field(&member.value)),
        Template::List(items) => items.iter().any(has_field),
        Template::Field(_) => true,
    }
}

fn member_name() -> BoxedStrategy<String> {
    prop_oneof![4 => "[a-z]{1,9}", 1 => texts::wire_name()].boxed()
}

/// A constant, as JSON text in the form that it is kept in.
fn literal() -> BoxedStrategy<Template> {
    let text = texts::text().prop_map(|text| {
        serde_json::Value::from(text.chars().take(100).collect::<String>()).to_string()
    });
    prop_oneof![
        text,
        Just("null".to_owned()),
        Just("true".to_owned()),
        any::<i64>().prop_map(|number| number.to_string()),
        Just("[1,\"a\"]".to_owned()),
    ]
    .prop_map(Template::Literal)
    .boxed()
}

/// A field as a template uses it.
fn placed(name: &'static str, code_type: CodeType, always: bool) -> BoxedStrategy<Template> {
    let ty = match name {
        "code" if code_type == CodeType::Integer => {
            select(vec![FieldType::Integer, FieldType::Any]).boxed()
        }
        "status" => select(vec![
            FieldType::Integer,
            FieldType::Number,
            FieldType::String,
        ])
        .boxed(),
        "retry_after" => select(vec![FieldType::Number, FieldType::Any]).boxed(),
        "details" => Just(FieldType::Any).boxed(),
        "violations" => violations().boxed(),
        "trace" => select(vec![FieldType::Any, FieldType::String]).boxed(),
        _ => Just(FieldType::String).boxed(),
    };
    let default = (name == "legacy" && code_type != CodeType::None).then(|| "code".to_owned());
    (ty, any::<bool>(), any::<bool>())
        .prop_map(move |(ty, optional, with_default)| {
            let optional = optional || !matches!(name, "code" | "type" | "message" | "legacy");
            let default = default.clone().filter(|_| with_default);
            Template::Field(FieldUse {
                name: name.to_owned(),
                ty,
                default,
                optional: optional && !always,
            })
        })
        .boxed()
}

fn violations() -> BoxedStrategy<FieldType> {
    prop_oneof![
        ("[a-z]{1,9}", any::<bool>())
            .prop_map(|(message, lists)| FieldType::ViolationMap { message, lists }),
        (
            "[a-z_]{1,9}",
            prop_oneof!["[a-z]{1,5}", Just(String::new())]
        )
            .prop_map(|(end, message)| FieldType::ViolationTree { end, message }),
        (
            "[a-z]{1,5}([.|][a-z]{1,5})?",
            "[a-z_]{6,9}([.|][a-z]{1,5})?"
        )
            .prop_map(|(field, message)| FieldType::ViolationList {
                field,
                message,
                mixed: false
            }),
        "[a-z_]{1,9}".prop_map(|message| FieldType::ViolationList {
            field: String::new(),
            message,
            mixed: false
        }),
    ]
    .boxed()
}
