//! The draft → a YAML document in the order of `docs/format.md`.

use std::collections::HashSet;
use std::time::Duration;

use super::details::Detail;
use super::draft::{CodeForm, Draft, Error, Numbered};
use super::envelope::Form;
use super::hints;
use super::limits::Limit;
use super::looks::Identity;
use crate::import::advice::{Advice, Numbers};
use api_error_catalog_model::edit::{Yaml, YamlEntry};
use api_error_catalog_model::model::Hint;
use api_error_catalog_pages::{Code, Fact, Page, ReferenceFacts};

/// The entries of the file.
pub(super) fn entries(
    draft: &Draft,
    page: &Page,
    name: &str,
    file: Option<&str>,
    told: &[Hint],
) -> Vec<YamlEntry> {
    let mut entries = vec![
        YamlEntry::new("format", Yaml::number(1)),
        YamlEntry::new("catalog", Yaml::text(name)),
    ];
    entries.push(YamlEntry::new("title", Yaml::text(&title(name))));
    entries.extend(source(draft, file, told));
    entries.extend(support(draft, page));
    entries.extend(wire(draft));
    entries.extend(types(draft));
    let (observed, own): (Vec<&Error>, Vec<&Error>) = draft
        .errors
        .iter()
        .filter(|error| group(draft, error).is_none())
        .partition(|error| error.reference.seen.is_some());
    for (key, errors) in [("errors", own), ("observed", observed)] {
        let errors: Vec<YamlEntry> = errors.into_iter().map(|each| error(draft, each)).collect();
        entries
            .extend((!errors.is_empty()).then(|| YamlEntry::new(key, Yaml::Map(errors)).apart()));
    }
    entries.extend(numbered("statuses", &draft.statuses));
    entries.extend(numbered("close_codes", &draft.close_codes));
    entries
}

/// `acme_speech` → `Acme Speech`.
fn title(name: &str) -> String {
    let words = name.split('_').filter(|word| !word.is_empty()).map(|word| {
        let (first, rest) = word.split_at(1);
        format!("{}{rest}", first.to_uppercase())
    });
    words.collect::<Vec<_>>().join(" ")
}

fn source(draft: &Draft, file: Option<&str>, told: &[Hint]) -> Option<YamlEntry> {
    let title = draft
        .title
        .as_ref()
        .map(|title| YamlEntry::new("title", Yaml::text(title)));
    let file = file.map(|file| YamlEntry::new("file", Yaml::text(file)));
    let entries: Vec<YamlEntry> = title
        .into_iter()
        .chain(file)
        .chain(hints::entry(told))
        .collect();
    (!entries.is_empty()).then(|| YamlEntry::new("source", Yaml::Map(entries)))
}

fn support(draft: &Draft, page: &Page) -> Option<YamlEntry> {
    let is_mail = |address: &str| !address.contains("://") && address.contains('@');
    let url = draft.support.iter().find(|found| !is_mail(&found.value));
    let mail = draft.support.iter().find(|found| is_mail(&found.value));
    let rest = draft
        .support
        .iter()
        .filter(|found| Some(*found) != url && Some(*found) != mail);
    let rest = rest
        .map(|found| {
            format!(
                "Also on line {} of the page: {}",
                page.line(&found.span),
                found.value
            )
        })
        .collect();
    let entry = |key, found: &api_error_catalog_pages::Fact<String>| {
        YamlEntry::new(key, Yaml::text(&found.value))
    };
    let entries: Vec<YamlEntry> = url
        .map(|url| entry("url", url))
        .into_iter()
        .chain(mail.map(|mail| entry("email", mail)))
        .collect();
    (!entries.is_empty()).then(|| YamlEntry::new("support", Yaml::Map(entries)).under(rest))
}

fn wire(draft: &Draft) -> Vec<YamlEntry> {
    let form = match draft.form {
        CodeForm::Text => "string",
        CodeForm::Integer => "integer",
        CodeForm::None => "none",
    };
    let why = match draft.form {
        CodeForm::None => vec!["There are no codes: the status is what tells an error.".to_owned()],
        CodeForm::Text | CodeForm::Integer => Vec::new(),
    };
    let mut entries = vec![
        YamlEntry::new("code", Yaml::Plain(form.to_owned()))
            .under(why)
            .apart(),
    ];
    entries.push(
        YamlEntry::new("envelope", Yaml::text(&draft.wire.envelope.template))
            .under(of_form(&draft.wire.envelope, draft.shown)),
    );
    entries.extend(draft.wire.websocket.as_ref().map(|form| {
        YamlEntry::new("websocket", Yaml::text(&form.template)).under(of_form(form, draft.shown))
    }));
    let also: Vec<Yaml> = draft
        .wire
        .also_read
        .iter()
        .map(|form| Yaml::text(&form.template))
        .collect();
    let comments = draft
        .wire
        .also_read
        .iter()
        .flat_map(|form| of_form(form, draft.shown))
        .collect();
    entries.extend(
        (!also.is_empty()).then(|| YamlEntry::new("also_read", Yaml::List(also)).under(comments)),
    );
    entries
}

fn of_form(form: &Form, shown: &str) -> Vec<String> {
    if let Some(why) = &form.unsure {
        return vec![format!("unsure: {why}")];
    }
    let lines: Vec<String> = form.lines.iter().take(8).map(usize::to_string).collect();
    let more = if form.lines.len() > lines.len() {
        " and more"
    } else {
        ""
    };
    match lines.as_slice() {
        [line] => vec![format!(
            "As the JSON on line {line} {shown}; what may be missing is a guess."
        )],
        _ => vec![format!(
            "As the JSON on lines {}{more} {shown}.",
            lines.join(", ")
        )],
    }
}

/// The listed type under which a documented error stands. One whose statuses are unknown would take over those of its type.
fn group<'d>(draft: &'d Draft, error: &Error) -> Option<&'d super::draft::Type> {
    let ty = draft
        .types
        .iter()
        .find(|ty| Some(&ty.name) == error.type_name.as_ref() && error.reference.seen.is_none())?;
    let known = error
        .identities
        .first()
        .is_some_and(|own| !own.statuses.is_empty());
    (known || ty.statuses.is_empty()).then_some(ty)
}

fn types(draft: &Draft) -> Option<YamlEntry> {
    let each = draft.types.iter().map(|ty| {
        let mut entries = Vec::new();
        entries.extend(status(&ty.statuses));
        entries.push(description(&ty.worded.text, ty.worded.doubt.as_ref()));
        let errors = draft
            .errors
            .iter()
            .filter(|error| group(draft, error).is_some_and(|group| std::ptr::eq(group, ty)));
        let errors: Vec<YamlEntry> = errors.map(|each| error(draft, each)).collect();
        entries.extend((!errors.is_empty()).then(|| YamlEntry::new("errors", Yaml::Map(errors))));
        let comments = ty.doubts.iter().chain(&ty.worded.more).cloned().collect();
        YamlEntry::of(Yaml::text(&ty.name), Yaml::Map(entries)).under(comments)
    });
    let each: Vec<YamlEntry> = each.collect();
    (!each.is_empty()).then(|| YamlEntry::new("types", Yaml::Map(each)).apart())
}

fn error(draft: &Draft, error: &Error) -> YamlEntry {
    let mut entries = looks(draft, error);
    entries.extend(
        error
            .rust_name
            .as_ref()
            .map(|name| YamlEntry::new("rust_name", Yaml::text(name))),
    );
    entries.push(description(&error.worded.text, error.worded.doubt.as_ref()));
    entries.extend(list("causes", &error.causes));
    entries.extend(list("solutions", &error.solutions));
    entries.extend(limits(&error.limits));
    let details = error.details.iter().map(detail).collect::<Vec<_>>();
    entries.extend((!details.is_empty()).then(|| YamlEntry::new("details", Yaml::Map(details))));
    entries.extend(
        error
            .class
            .map(|class| YamlEntry::new("class", Yaml::Plain(class.to_string()))),
    );
    entries.extend(error.retry.map(retry));
    entries.extend(stated(error));
    let comments = error
        .doubts
        .iter()
        .chain(&error.worded.more)
        .chain(&error.notes)
        .cloned()
        .collect();
    YamlEntry::of(Yaml::text(&error.key), Yaml::Map(entries)).under(comments)
}

/// What a reference page says besides.
fn stated(error: &Error) -> impl Iterator<Item = YamlEntry> {
    let ReferenceFacts {
        message,
        user_message,
        exception,
        seen,
        deprecated,
        renamed_from,
        links,
        ..
    } = &error.reference;
    let message = message.as_ref().filter(|_| error.websocket.is_none());
    let texts = [
        ("message", message),
        ("user_message", user_message.as_ref()),
        ("exception", exception.as_ref()),
        ("deprecated", deprecated.as_ref()),
        ("seen", seen.as_ref()),
    ];
    let lists = [("links", links), ("renamed_from", renamed_from)];
    let texts = texts
        .into_iter()
        .filter_map(|(key, text)| Some(YamlEntry::new(key, Yaml::text(&text?.value))));
    let of_list = |found: &Vec<Fact<String>>| {
        Yaml::List(found.iter().map(|text| Yaml::text(&text.value)).collect())
    };
    let lists = lists
        .into_iter()
        .filter(|(_, found)| !found.is_empty())
        .map(move |(key, found)| YamlEntry::new(key, of_list(found)));
    texts.chain(lists)
}

/// What tells the error: `when` where there is more to it than a code and statuses.
fn looks(draft: &Draft, error: &Error) -> Vec<YamlEntry> {
    let group = group(draft, error);
    let label = error.type_name.as_ref().filter(|_| group.is_none());
    let mut entries = Vec::new();
    if let Some(message) = &error.websocket {
        let statuses: Vec<u16> = error
            .identities
            .iter()
            .flat_map(|own| &own.statuses)
            .copied()
            .collect();
        let status = (!statuses.is_empty()).then(|| ("status", numbers(&statuses)));
        let told = std::iter::once(("websocket", Yaml::text(message))).chain(status);
        entries.push(YamlEntry::new("when", Yaml::flow_map(told)));
        entries.extend(label.map(|label| YamlEntry::new("type", Yaml::text(label))));
        return entries;
    }
    match error.identities.as_slice() {
        [own] if own.code.is_some() || draft.form == CodeForm::None => {
            let code = own
                .code
                .as_ref()
                .filter(|code| draft.form == CodeForm::Integer || code.to_string() != error.key);
            entries.extend(code.map(|code| YamlEntry::new("code", code_value(code, draft.form))));
            let inherited = group.is_some_and(|group| group.statuses == own.statuses);
            entries.extend(status(&own.statuses).filter(|_| !inherited));
        }
        several => {
            let each = several.iter().map(|identity| when(identity, draft.form));
            entries.push(YamlEntry::new("when", Yaml::one_or_list(each.collect())));
        }
    }
    entries.extend(label.map(|label| YamlEntry::new("type", Yaml::text(label))));
    entries
}

fn when(identity: &Identity, form: CodeForm) -> Yaml {
    let code = identity
        .code
        .as_ref()
        .map(|code| ("code", code_value(code, form)));
    let statuses = (!identity.statuses.is_empty()).then(|| ("status", numbers(&identity.statuses)));
    Yaml::flow_map(code.into_iter().chain(statuses))
}

fn code_value(code: &Code, form: CodeForm) -> Yaml {
    match form {
        CodeForm::Integer => Yaml::number(code),
        CodeForm::Text | CodeForm::None => Yaml::text(&code.to_string()),
    }
}

fn numbers(numbers: &[u16]) -> Yaml {
    Yaml::one_or_list(numbers.iter().map(Yaml::number).collect())
}

fn status(statuses: &[u16]) -> Option<YamlEntry> {
    (!statuses.is_empty()).then(|| YamlEntry::new("status", numbers(statuses)))
}

fn description(text: &str, doubt: Option<&String>) -> YamlEntry {
    YamlEntry::new("description", Yaml::text(text)).under(doubt.cloned().into_iter().collect())
}

fn list(key: &str, texts: &[String]) -> Option<YamlEntry> {
    (!texts.is_empty()).then(|| {
        YamlEntry::new(
            key,
            Yaml::List(texts.iter().map(|text| Yaml::text(text)).collect()),
        )
    })
}

/// Advice that the page does not give in so many words is ours.
fn retry(advice: Advice) -> YamlEntry {
    let Numbers {
        attempts,
        base,
        factor,
        delay,
    } = advice.numbers;
    let when = Yaml::Plain(advice.when.to_string());
    let duration = |delay: Duration| Yaml::Plain(format!("{}ms", delay.as_millis()));
    let numbers = [
        attempts.map(|attempts| ("attempts", Yaml::number(attempts))),
        base.map(|base| ("base", duration(base))),
        factor.map(|factor| ("factor", Yaml::Plain(factor.to_string()))),
        delay.map(|delay| ("delay", duration(delay))),
    ];
    let numbers: Vec<_> = numbers.into_iter().flatten().collect();
    let advised = if numbers.is_empty() {
        when
    } else {
        Yaml::flow_map(std::iter::once(("when", when)).chain(numbers))
    };
    if advice.guessed {
        YamlEntry::new("judged", Yaml::flow_map([("retry", advised)]))
    } else {
        YamlEntry::new("retry", advised)
    }
}

fn limits(limits: &[Limit]) -> Option<YamlEntry> {
    let mut seen = HashSet::new();
    let names = limits
        .iter()
        .map(|limit| limit.name.as_str())
        .filter(|name| seen.insert(*name));
    let each = names.map(|name| {
        let own: Vec<&Limit> = limits.iter().filter(|limit| limit.name == name).collect();
        let value = match own.as_slice() {
            [
                Limit {
                    plan: None, value, ..
                },
            ] => Yaml::number(value),
            plans => {
                let plan = |limit: &&Limit| {
                    Some((Yaml::text(limit.plan.as_ref()?), Yaml::number(limit.value)))
                };
                let plans = plans.iter().filter_map(plan);
                Yaml::Map(
                    plans
                        .map(|(key, value)| YamlEntry::of(key, value))
                        .collect(),
                )
            }
        };
        YamlEntry::of(Yaml::text(name), value)
    });
    let each: Vec<YamlEntry> = each.collect();
    (!each.is_empty()).then(|| YamlEntry::new("limits", Yaml::Map(each)))
}

fn detail(detail: &Detail) -> YamlEntry {
    let name = format!("{}{}", detail.name, if detail.optional { "?" } else { "" });
    let ty = Yaml::Plain(detail.ty.to_owned());
    let value = if detail.list {
        Yaml::FlowList(vec![ty])
    } else {
        ty
    };
    YamlEntry::of(Yaml::text(&name), value)
}

fn numbered(key: &str, all: &[Numbered]) -> Option<YamlEntry> {
    let each = all.iter().map(|one| {
        let mut entries = vec![YamlEntry::new("name", Yaml::text(&one.name))];
        entries.extend(
            one.description
                .as_ref()
                .map(|text| YamlEntry::new("description", Yaml::text(text))),
        );
        entries.extend(
            one.action
                .as_ref()
                .map(|text| YamlEntry::new("action", Yaml::text(text))),
        );
        let value = Yaml::Map(entries);
        YamlEntry::of(Yaml::number(one.number), value).under(one.doubts.clone())
    });
    let each: Vec<YamlEntry> = each.collect();
    (!each.is_empty()).then(|| YamlEntry::new(key, Yaml::Map(each)).apart())
}
