//! What a page says beside its errors: where it is, where to turn, statuses, close codes.

use api_error_catalog_core::Class;

use super::{Lower, levels, texts};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{CloseCode, Deviation, Noted, Source, Status, Support, Type};
use crate::text::file::{self, File};
use crate::text::source::Span;
use crate::text::yaml::Field;

pub(super) fn support(file: &File) -> Support {
    let Some(support) = file.support.get() else {
        return Support::default();
    };
    Support {
        url: support.url.get().cloned(),
        email: support.email.get().cloned(),
        send: texts(&support.send),
    }
}

impl Lower<'_> {
    pub(super) fn source(&mut self, file: &File) -> Source {
        let Some(source) = file.source.get() else {
            return Source::default();
        };
        let text = |field: &Field<String>| field.get().cloned();
        Source {
            title: text(&source.title),
            url: text(&source.url),
            file: text(&source.file),
            read: text(&source.read),
            hints: source
                .hints
                .get()
                .map(|list| self.hints(list))
                .unwrap_or_default(),
            hosts: texts(&source.hosts),
        }
    }

    pub(super) fn types(&mut self, file: &File) -> Vec<Type> {
        let mut types = Vec::new();
        for (span, name, entry) in file.types.get().iter().flat_map(|map| map.entries()) {
            if let Some(entry) = entry.get() {
                let description = self.needed(&entry.description, "description", span);
                levels(&entry.lints, &mut self.faults);
                types.push(Type {
                    name: name.clone(),
                    statuses: self.status_list(&entry.status),
                    description,
                });
            }
        }
        types
    }

    pub(super) fn noted(&mut self, file: &File) -> Vec<Noted> {
        let known: Vec<(&str, Deviation)> = Deviation::ALL
            .iter()
            .map(|deviation| (deviation.as_str(), *deviation))
            .collect();
        let mut noted = Vec::new();
        for (span, name, entries) in file.noted.get().iter().flat_map(|map| map.entries()) {
            let Some(kind) =
                self.named((Code::UnknownWord, "sort of deviation"), span, name, &known)
            else {
                continue;
            };
            for (span, what, seen) in entries.get().iter().flat_map(|map| map.entries()) {
                match seen.get().filter(|seen| !seen.trim().is_empty()) {
                    Some(seen) => noted.push(Noted {
                        kind,
                        what: what.clone(),
                        seen: seen.clone(),
                    }),
                    None if matches!(seen, Field::Bad(_)) => {}
                    None => {
                        let fault = Diagnostic::new(
                            Code::Evidence,
                            span.clone(),
                            "what is noted needs evidence",
                        );
                        self.faults
                            .push(fault.help("say behind it where it was seen"));
                    }
                }
            }
        }
        noted
    }

    pub(super) fn statuses(&mut self, file: &File) -> Vec<Status> {
        let mut statuses = Vec::new();
        for (span, status, entry) in file.statuses.get().iter().flat_map(|map| map.entries()) {
            self.number(span, *status, 100..=599, (Code::Status, "HTTP status"));
            if let Some(entry) = entry.get() {
                let (name, description) = self.name_and_description(entry, span);
                statuses.push(Status {
                    status: *status,
                    name,
                    description,
                    action: entry.action.get().cloned(),
                });
            }
        }
        statuses
    }

    pub(super) fn close_codes(&mut self, file: &File) -> Vec<CloseCode> {
        let mut codes = Vec::new();
        for (span, code, entry) in file.close_codes.get().iter().flat_map(|map| map.entries()) {
            self.number(
                span,
                *code,
                1000..=4999,
                (Code::CloseCode, "close code of a WebSocket"),
            );
            if let Some(entry) = entry.get() {
                let (name, description) = self.name_and_description(entry, span);
                let judged = entry
                    .judged
                    .get()
                    .and_then(|judged| self.class(&judged.class));
                let class = self
                    .class(&entry.class)
                    .or(judged)
                    .unwrap_or(Class::Unknown);
                codes.push(CloseCode {
                    code: *code,
                    name,
                    description,
                    class,
                });
            }
        }
        codes
    }

    fn name_and_description(&mut self, entry: &file::StatusEntry, span: &Span) -> (String, String) {
        let name = self.needed(&entry.name, "name", span);
        (name, entry.description.get().cloned().unwrap_or_default())
    }

    fn number(
        &mut self,
        span: &Span,
        number: u16,
        range: std::ops::RangeInclusive<u16>,
        (code, what): (Code, &str),
    ) {
        if !range.contains(&number) {
            let fault = Diagnostic::new(code, span.clone(), format!("{number} is no {what}"));
            self.faults
                .push(fault.label(format!("no {what}")).help(format!(
                    "they lie between {} and {}",
                    range.start(),
                    range.end()
                )));
        }
    }
}
