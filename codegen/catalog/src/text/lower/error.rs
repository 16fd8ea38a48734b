//! Lowers an entry of the file to an error of the catalog, with its spans.

use api_error_catalog_core::{Category, RetryAdvice};

use super::entries::LocatedEntry;
use super::state::{Lower, levels, texts};
use crate::diagnostic::Code;
use crate::model::{Error, Example, Identity, Limit, Pattern};
use crate::names;
use crate::text::file::{AssumedEntry, ErrorEntry, LimitEntry, RetryEntry};
use crate::text::source_map::ErrorSpans;
use crate::text::yaml::{Field, Map, OneOrMany};

impl Lower<'_> {
    pub(super) fn error(&mut self, located: &LocatedEntry<'_>) -> Error {
        let entry = located.entry;
        let identification = self.identification(located);
        let mut identities = identification.identities.into_iter();
        let own = identities.next().unwrap_or_default();
        let name = self.variant_name(located, &entry.rust_name);
        let message = self
            .pattern(&entry.message)
            .or(identification.message.clone())
            .or_else(|| own.conditions.as_ref()?.message.clone());
        if message
            .as_ref()
            .is_some_and(|message| message.parameters().next().is_some())
        {
            self.name_type(&names::of_args(&name), located.key_span());
        }
        let category = self.category_of(located, &own);
        let retry = self.retry_or_assumed(&entry.retry, &entry.assumed);
        self.check_evidence(located);
        let levels = levels(&entry.lints, &mut self.findings);
        self.lints.errors.push(levels);
        let spans = ErrorSpans::new(self.text, located.key_node, located.node, located.group);
        self.map.errors.push(spans);
        let description = self.needed(&entry.description, "description", located.key_span());
        let details = self.details(&name, located.key_span(), &entry.details);
        Error {
            name,
            key: located.key.to_owned(),
            also: identities.collect(),
            own,
            error_type: identification.error_type,
            shape: identification.shape,
            identified_by_message: identification.message.is_some(),
            message,
            description: description.trim().to_owned(),
            causes: texts(&entry.causes),
            solutions: texts(&entry.solutions),
            user_message: entry.user_message.get().cloned(),
            exception: entry.exception.get().cloned(),
            limits: limits(&entry.limits),
            details,
            category,
            retry,
            examples: self.examples(entry),
            errata: match entry.erratum.get() {
                Some(OneOrMany(list)) => self.errata(list),
                None => Vec::new(),
            },
            links: texts(&entry.links),
            deprecated: entry.deprecated.get().cloned(),
            renamed_from: self.former_codes(&entry.renamed_from),
            seen: entry.seen.get().cloned(),
        }
    }

    pub(super) fn pattern(&mut self, field: &Field<String>) -> Option<Pattern> {
        let (span, text) = field.given()?;
        self.value_pattern("the message", span, text)
    }

    /// Returns the category of the error or of its type, otherwise that of its first status.
    fn category_of(&mut self, located: &LocatedEntry<'_>, own: &Identity) -> Category {
        let entry = located.entry;
        let stated = self.category_or_assumed(&entry.category, &entry.assumed);
        let of_type = located
            .ty
            .and_then(|(_, ty)| self.category_or_assumed(&ty.category, &ty.assumed));
        let first = own.statuses.first();
        let of_status = || first.map_or(Category::Unknown, |status| Category::from_status(*status));
        stated.or(of_type).unwrap_or_else(of_status)
    }

    /// Returns the category that the page states, otherwise the assumed one.
    pub(super) fn category_or_assumed(
        &mut self,
        category: &Field<String>,
        assumed: &Field<AssumedEntry>,
    ) -> Option<Category> {
        let assumed = assumed
            .get()
            .and_then(|assumed| self.category(&assumed.category));
        self.category(category).or(assumed)
    }

    /// Returns the retry advice that the page states, otherwise the assumed one.
    pub(super) fn retry_or_assumed(
        &mut self,
        retry: &Field<RetryEntry>,
        assumed: &Field<AssumedEntry>,
    ) -> Option<RetryAdvice> {
        let stated = self.retry(retry, false);
        let assumed = assumed
            .get()
            .and_then(|assumed| self.retry(&assumed.retry, true));
        stated.or(assumed)
    }

    fn examples(&mut self, entry: &ErrorEntry) -> Vec<Example> {
        let examples = entry.examples.get().into_iter().flatten();
        let examples = examples.filter_map(Field::given).map(|(span, example)| {
            let body = self.needed(&example.body, "body", span);
            Example {
                status: example.status.get().copied(),
                body,
            }
        });
        examples.collect()
    }

    fn check_evidence(&mut self, located: &LocatedEntry<'_>) {
        let (seen, key) = (&located.entry.seen, located.key_span());
        let refused = matches!(seen, Field::Bad(_));
        let missing = seen.get().is_none_or(|seen| seen.trim().is_empty()) && !refused;
        if located.observed && missing {
            self.report(Code::Evidence, key, "an observed error needs evidence")
                .label("without `seen`")
                .note("no page documents it, so its evidence is the only proof that it exists")
                .help("add where it was seen: `seen: …`");
        }
        if let (false, Some(span)) = (located.observed, seen.span()) {
            let message = "`seen` is only for errors under `observed:`";
            self.report(Code::NotObserved, span, message)
                .other(key, "this error is not under `observed:`")
                .help("move the error under `observed:`, or remove `seen`");
        }
    }
}

fn limits(field: &Field<Map<String, LimitEntry>>) -> Vec<Limit> {
    let mut limits = Vec::new();
    for (_, name, limit) in field.get().into_iter().flat_map(Map::entries) {
        let mut add = |plan: Option<&String>, value: u64| {
            limits.push(Limit {
                name: name.clone(),
                plan: plan.cloned(),
                value,
            });
        };
        match limit.get() {
            Some(LimitEntry::One(value)) => add(None, *value),
            Some(LimitEntry::PerPlan(plans)) => {
                for (_, plan, value) in plans.entries() {
                    if let Some(value) = value.get() {
                        add(Some(plan), *value);
                    }
                }
            }
            None => {}
        }
    }
    limits
}
