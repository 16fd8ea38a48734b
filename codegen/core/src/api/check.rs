//! Compares the values of a builder with the values that a client reads.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::api::build_error::BuildProblem;
use crate::api::details::Members;
use crate::api::draft::{Draft, header_text, reads, shown};
use crate::api::value::{Decimal, Value};
use crate::engine::delay;
use crate::engine::headers;
use crate::engine::json_parts;
use crate::engine::resolution::{Resolution, Transport};
use crate::engine::response::ErrorResponse;
use crate::tables::argument::{Detail, ValueType};
use crate::tables::envelope::{Field, Type};
use crate::tables::pattern::Pattern;

impl Draft {
    /// Returns all problems. `sent` is the encoded response, decoded as by a client.
    #[inline]
    pub(crate) fn problems(&self, sent: &ErrorResponse<'_>) -> Vec<BuildProblem> {
        let mut problems = self.problems.clone();
        problems.extend(self.check_status(sent));
        let fields = self.fields.iter();
        problems.extend(fields.filter_map(|(field, json)| self.check_field(*field, json, sent)));
        problems.extend(self.check_delay(sent));
        problems.extend(self.check_violations(sent));
        self.check_args(sent, &mut problems);
        // An incomplete error may not be identified only because it is incomplete.
        if problems.is_empty() {
            problems.extend(self.check_identity(sent));
        }
        problems
    }

    #[inline]
    fn check_status(&self, sent: &ErrorResponse<'_>) -> Option<BuildProblem> {
        let status = self.status?;
        let in_body = sent.text(Field::STATUS);
        if !(100..1000).contains(&status) {
            Some(BuildProblem::InvalidStatus(status))
        } else if sent.status() == Some(status) || in_body == Some(&status.to_string()) {
            None
        } else {
            Some(BuildProblem::NoPlace("status".to_string()))
        }
    }

    /// Returns a problem if a client would decode another error. If the catalog cannot distinguish several, any of them is right.
    #[inline]
    fn check_identity(&self, sent: &ErrorResponse<'_>) -> Option<BuildProblem> {
        match sent.resolution() {
            Resolution::Known(error) if error == self.error => None,
            Resolution::Known(error) => {
                let name = self.catalog.errors.name(error);
                Some(BuildProblem::OtherError(name.to_string()))
            }
            Resolution::Unresolved(_) => {
                let is_candidate = sent.candidates().any(|error| error == self.error);
                (!is_candidate).then_some(BuildProblem::Unrecognized)
            }
        }
    }

    #[inline]
    fn check_field(
        &self,
        field: Field,
        json: &str,
        sent: &ErrorResponse<'_>,
    ) -> Option<BuildProblem> {
        let name = || self.catalog.field_name(field).to_string();
        let read = self.shape().and_then(|(_, shape)| reads(shape, field));
        let in_header = sent.transport() != Transport::WebSocket
            && (field == Field::RETRY_AFTER || headers::names(self.catalog, field));
        // `check_delay` compares delays, which may be sent in another form.
        if json == "null" || field == Field::RETRY_AFTER && read.is_some() {
            return None;
        }
        match read {
            Some(read) if !has_type(json, read.ty) => Some(BuildProblem::WrongType(name())),
            Some(_) if sent.raw(field) == Some(json) => None,
            None if !in_header => Some(BuildProblem::NoPlace(name())),
            None if sent.text(field) == Some(&header_text(json)) => None,
            Some(_) | None => Some(BuildProblem::Altered(name())),
        }
    }

    /// Reports delays in the header, the body and the message that differ.
    #[inline]
    fn check_delay(&self, sent: &ErrorResponse<'_>) -> Option<BuildProblem> {
        let given = delay::seconds(&header_text(self.field(Field::RETRY_AFTER)?))?;
        let in_message = sent.message_arg("retry_after").and_then(delay::seconds);
        let mut read = sent.retry_after().into_iter().chain(in_message);
        let is_other = read.any(|delay| delay != given);
        is_other.then(|| BuildProblem::Altered("retry_after".to_string()))
    }

    #[inline]
    fn check_violations(&self, sent: &ErrorResponse<'_>) -> Option<BuildProblem> {
        let shape = self.shape().map(|(_, shape)| shape);
        let read = shape.and_then(|shape| reads(shape, Field::VIOLATIONS));
        let name = || "violations".to_string();
        match (self.violations.as_slice(), read) {
            ([], _) => None,
            (_, None) => Some(BuildProblem::NoPlace(name())),
            (given, _) if sent.violations() == given => None,
            _ => Some(BuildProblem::Altered(name())),
        }
    }

    #[inline]
    fn check_args(&self, sent: &ErrorResponse<'_>, problems: &mut Vec<BuildProblem>) {
        let more = self.info().more;
        let message = self.sent_message();
        let is_member = |name: &str| {
            let mut members = more.details.iter();
            members.any(|member| self.member_arg_name(member) == name)
        };
        let has_details = self.has_field(Field::DETAILS) && !more.details.is_empty();
        for (name, _) in &self.args {
            if self.is_code_arg(name) {
                if self.arg(name).map(header_text).as_deref() != sent.code_arg(name) {
                    problems.push(BuildProblem::Altered(name.clone()));
                }
                continue;
            }
            let is_sent = message.is_some_and(|pattern| pattern.has_parameter(name))
                || has_details && is_member(name);
            let is_documented = more
                .message
                .is_some_and(|pattern| pattern.has_parameter(name))
                || is_member(name);
            match (is_sent, is_documented) {
                (true, _) => {}
                (false, true) => problems.push(BuildProblem::NoPlace(name.clone())),
                (false, false) => problems.push(BuildProblem::UnknownArgument(name.clone())),
            }
        }
        if let Some(pattern) = message {
            self.check_message(pattern, sent, problems);
        }
        if has_details {
            self.check_details(more.details, sent, problems);
        }
    }

    #[inline]
    fn check_message(
        &self,
        pattern: &Pattern<'_>,
        sent: &ErrorResponse<'_>,
        problems: &mut Vec<BuildProblem>,
    ) {
        let given = self.field(Field::MESSAGE).and_then(String::from_json);
        if given.is_some_and(|given| !pattern.matches(&given)) {
            return problems.push(BuildProblem::MessageForm);
        }
        let has_message = self.field(Field::MESSAGE).is_some();
        let message = sent.text(Field::MESSAGE).unwrap_or_default();
        for (name, ty) in pattern.parameters() {
            let (given, read) = (self.arg(name), pattern.arg(message, name));
            let given = given.map(|json| shown(json, ty));
            problems.extend(match (given, read) {
                (None, _) if !has_message => Some(BuildProblem::MissingArgument(name.to_string())),
                (Some(given), read) if read != Some(&given) => {
                    Some(BuildProblem::Altered(name.to_string()))
                }
                (_, Some(read)) if !is_text_of(read, ty) => {
                    Some(BuildProblem::WrongType(name.to_string()))
                }
                _ => None,
            });
        }
    }

    #[inline]
    fn check_details(
        &self,
        documented: &[Detail<'_>],
        sent: &ErrorResponse<'_>,
        problems: &mut Vec<BuildProblem>,
    ) {
        let json = sent.json(Field::DETAILS);
        let members = json.as_deref().and_then(Members::of).unwrap_or_default();
        for member in documented {
            let read = members.json(member.name);
            if self
                .member_arg(member)
                .is_some_and(|given| read != Some(given))
            {
                problems.push(BuildProblem::Altered(member.name.to_string()));
            }
        }
        let mut found = Vec::new();
        check_members("", documented, &members, &mut found);
        // A given argument is not missing: a client only reads it elsewhere.
        let is_given = |name: &str| {
            let mut own = documented.iter().filter(|member| member.name == name);
            own.any(|member| self.member_arg(member).is_some_and(|json| json != "null"))
        };
        found.retain(
            |problem| !matches!(problem, BuildProblem::MissingArgument(name) if is_given(name)),
        );
        for problem in found {
            add(problems, problem);
        }
    }
}

/// Reports members of an object that are missing, unknown, or of another type than documented. `path` is the path of the
/// object, with a dot at the end.
#[inline]
fn check_members(
    path: &str,
    documented: &[Detail<'_>],
    members: &Members<'_>,
    problems: &mut Vec<BuildProblem>,
) {
    for member in documented {
        let path = [path, member.name].concat();
        match members.json(member.name).filter(|json| *json != "null") {
            Some(json) => check_value(&path, member.ty, json, problems),
            None if member.optional => {}
            None => add(problems, BuildProblem::MissingArgument(path)),
        }
    }
    let is_documented = |name: &str| documented.iter().any(|member| member.name == name);
    for name in members.names().filter(|name| !is_documented(name)) {
        add(
            problems,
            BuildProblem::UnknownArgument([path, name].concat()),
        );
    }
}

#[inline]
fn check_value(path: &str, ty: ValueType<'_>, json: &str, problems: &mut Vec<BuildProblem>) {
    let is_read = match ty {
        ValueType::String => String::from_json(json).is_some(),
        ValueType::Integer => i64::from_json(json).is_some(),
        ValueType::Number => f64::from_json(json).is_some(),
        ValueType::Decimal => Decimal::from_json(json).is_some(),
        ValueType::Boolean => bool::from_json(json).is_some(),
        ValueType::Any => true,
        ValueType::Object(documented) => Members::of(json)
            .map(|members| check_members(&[path, "."].concat(), documented, &members, problems))
            .is_some(),
        ValueType::List(item) => json_parts::items(json)
            .map(|items| check_each(&[path, "[]"].concat(), *item, items, problems))
            .is_some(),
        // A key may be sensitive.
        ValueType::Map(value) => Members::of(json)
            .map(|members| {
                check_each(
                    &[path, ".<key>"].concat(),
                    *value,
                    members.values(),
                    problems,
                )
            })
            .is_some(),
    };
    if !is_read {
        add(problems, BuildProblem::WrongType(path.to_string()));
    }
}

#[inline]
fn check_each<'j>(
    path: &str,
    ty: ValueType<'_>,
    values: impl IntoIterator<Item = &'j str>,
    problems: &mut Vec<BuildProblem>,
) {
    for json in values {
        check_value(path, ty, json, problems);
    }
}

/// Adds a problem, unless another item of the same list has it.
#[inline]
fn add(problems: &mut Vec<BuildProblem>, problem: BuildProblem) {
    if !problems.contains(&problem) {
        problems.push(problem);
    }
}

/// Returns `true` if the JSON text has the type that the shape declares.
#[inline]
fn has_type(json: &str, ty: Type<'_>) -> bool {
    match ty {
        Type::String => json.starts_with('"'),
        Type::Integer => i64::from_json(json).is_some(),
        Type::Number => f64::from_json(json).is_some(),
        Type::ViolationList { .. } => json.starts_with('['),
        Type::ViolationMap { .. } | Type::ViolationTree { .. } => json.starts_with('{'),
        Type::Any | Type::Delay(_) => true,
    }
}

/// Returns `true` if a part of a message can be read as this type.
#[inline]
fn is_text_of(text: &str, ty: ValueType<'_>) -> bool {
    match ty {
        ValueType::String => true,
        ValueType::Integer => i64::from_text(text).is_some(),
        ValueType::Number => f64::from_text(text).is_some(),
        ValueType::Decimal => Decimal::from_text(text).is_some(),
        ValueType::Boolean => bool::from_text(text).is_some(),
        ValueType::Any | ValueType::Object(_) | ValueType::List(_) | ValueType::Map(_) => false,
    }
}
