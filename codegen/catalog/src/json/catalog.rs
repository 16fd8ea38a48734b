//! A catalog in the JSON form.

use api_error_catalog_core::RetryAdvice;
use api_error_catalog_core::table::CodeType;

use super::facts::{
    CatalogFacts, CloseCodeFacts, CodeValue, DetailFacts, ErratumFacts, ErrorFacts, FurtherCode,
    LimitFacts, RetryFacts, StatusFacts, SupportFacts, TypeFacts,
};
use crate::model::{Catalog, CloseCode, Erratum, Error, Identity, Limit, Status, Support, Type};

/// Returns all facts of a catalog.
#[must_use]
pub fn catalog_facts(catalog: &Catalog) -> CatalogFacts {
    let (errors, observed): (Vec<&Error>, Vec<&Error>) = catalog
        .errors
        .iter()
        .partition(|error| error.seen.is_none());
    let facts = |errors: Vec<&Error>| {
        let facts = errors.into_iter().map(|error| error_facts(catalog, error));
        facts.collect()
    };
    let sensitive = &catalog.sensitive;
    let details = sensitive.details.iter();
    let details = details.map(|name| format!("details.{name}"));
    CatalogFacts {
        format: 1,
        catalog: catalog.name.clone(),
        title: Some(catalog.title.clone()),
        support: (catalog.support != Support::default()).then(|| support_facts(&catalog.support)),
        sensitive: sensitive.fields.iter().cloned().chain(details).collect(),
        errata: catalog.all_errata().map(erratum_facts).collect(),
        errors: facts(errors),
        observed: facts(observed),
        types: catalog.types.iter().map(type_facts).collect(),
        statuses: catalog.statuses.iter().map(status_facts).collect(),
        close_codes: catalog.close_codes.iter().map(close_code_facts).collect(),
        confidence: None,
        doubts: Vec::new(),
        sources: catalog.described_sources(),
        rules: catalog.described_rules(),
    }
}

fn support_facts(support: &Support) -> SupportFacts {
    SupportFacts {
        url: support.url.clone(),
        email: support.email.clone(),
        more: Vec::new(),
        send: support.send.clone(),
    }
}

fn erratum_facts((error, erratum): (Option<&Error>, &Erratum)) -> ErratumFacts {
    ErratumFacts {
        error: error.map(|error| error.name.clone()),
        issue: erratum.issue.clone(),
        interpretation: erratum.interpretation.clone(),
    }
}

fn error_facts(catalog: &Catalog, error: &Error) -> ErrorFacts {
    let with_code = error.also.iter().filter(|also| also.code.is_some());
    let further = |also: &Identity| FurtherCode {
        code: code_value(also, catalog.code_type),
        statuses: also.statuses.clone(),
    };
    ErrorFacts {
        name: Some(error.name.clone()),
        code: code_value(&error.own, catalog.code_type),
        statuses: error.own.statuses.clone(),
        error_type: error.error_type.clone(),
        description: Some(error.description.clone()),
        causes: error.causes.clone(),
        solutions: error.solutions.clone(),
        retry: error.retry.map(retry_facts),
        limits: error.limits.iter().map(limit_facts).collect(),
        category: Some(error.category.to_string()),
        also: with_code.map(further).collect(),
        conditions: error.described_conditions(),
        message: error.message.as_ref().map(|pattern| pattern.text.clone()),
        user_message: error.user_message.clone(),
        exception: error.exception.clone(),
        details: error.details.iter().map(DetailFacts::new).collect(),
        seen: error.seen.clone(),
        deprecated: error.deprecated.clone(),
        renamed_from: error.renamed_from.clone(),
        links: error.links.clone(),
        ..ErrorFacts::default()
    }
}

fn code_value(identity: &Identity, code_type: CodeType) -> Option<CodeValue> {
    let code = identity.code.as_deref()?;
    let number = code.parse().ok().filter(|_| code_type == CodeType::Integer);
    Some(number.map_or_else(|| CodeValue::Text(code.to_owned()), CodeValue::Number))
}

fn limit_facts(limit: &Limit) -> LimitFacts {
    LimitFacts {
        name: Some(limit.name.clone()),
        plan: limit.plan.clone(),
        value: Some(limit.value),
        text: None,
    }
}

fn type_facts(ty: &Type) -> TypeFacts {
    TypeFacts {
        name: ty.name.clone(),
        statuses: ty.statuses.clone(),
        description: Some(ty.description.clone()),
        ..TypeFacts::default()
    }
}

fn status_facts(status: &Status) -> StatusFacts {
    StatusFacts {
        status: status.status,
        name: Some(status.name.clone()),
        description: Some(status.description.clone()),
        action: status.action.clone(),
        ..StatusFacts::default()
    }
}

fn retry_facts(advice: RetryAdvice) -> RetryFacts {
    RetryFacts::new(Some(advice), Vec::new())
}

fn close_code_facts(close: &CloseCode) -> CloseCodeFacts {
    CloseCodeFacts {
        code: close.code,
        name: Some(close.name.clone()),
        description: Some(close.description.clone()),
        category: Some(close.category.to_string()),
        retry: close.retry.map(retry_facts),
        ..CloseCodeFacts::default()
    }
}
