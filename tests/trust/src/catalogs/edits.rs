//! One edit of a catalog, and the changes that a comparison must report.

use api_error_catalog_core::{Category, RetryAdvice, RetryStrategy};
use api_error_catalog_drift::{ChangeKind, ItemKind};
use api_error_catalog_model::model::{Catalog, Error, FieldSource, Identity, Limit};
use proptest::sample::Index;

/// The kind of an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// How it changed.
    pub how: ChangeKind,
    /// What sort of thing.
    pub kind: ItemKind,
    /// Which.
    pub key: String,
    /// What of it; empty for what is new or gone.
    pub fields: Vec<&'static str>,
}

type ErrorEdit = (&'static [&'static str], fn(&mut Error));

/// The facts of an error that a comparison reports.
const OF_ERRORS: &[ErrorEdit] = &[
    (&["description"], |error| {
        error.description.push_str(" Edited.")
    }),
    (&["causes"], |error| {
        error.causes.push("An edited cause.".to_owned())
    }),
    (&["solutions"], |error| {
        error.solutions.push("An edited solution.".to_owned())
    }),
    (&["rust_name"], |error| error.name.push_str("Edited")),
    (&["category"], |error| {
        error.category = if error.category == Category::Conflict {
            Category::Timeout
        } else {
            Category::Conflict
        }
    }),
    (&["retry"], |error| {
        let is_when_idle = |retry: RetryAdvice| retry.strategy == RetryStrategy::WhenIdle;
        let strategy = match error.retry.is_some_and(is_when_idle) {
            true => RetryStrategy::Never,
            false => RetryStrategy::WhenIdle,
        };
        error.retry = Some(RetryAdvice::new(strategy));
    }),
    (&["statuses"], |error| error.own.statuses.push(511)),
    (&["also"], |error| {
        error.also.push(Identity {
            code: Some("edited_code".to_owned()),
            statuses: vec![510],
            conditions: None,
        })
    }),
    (&["limits"], |error| {
        error.limits.push(Limit {
            name: "edited limit".to_owned(),
            plan: None,
            value: 7,
        })
    }),
    (&["deprecated"], |error| {
        error.deprecated = Some(format!(
            "Edited. {}",
            error.deprecated.clone().unwrap_or_default()
        ))
    }),
    (&["user_message"], |error| {
        error.user_message = Some(format!(
            "Edited. {}",
            error.user_message.clone().unwrap_or_default()
        ))
    }),
    (&["exception"], |error| {
        error.exception = Some(format!(
            "Edited{}",
            error.exception.clone().unwrap_or_default()
        ))
    }),
    (&["links"], |error| {
        error.links.push("https://edited.example".to_owned())
    }),
];

/// Returns the catalog with one edit: the kind `which`, applied to the item `at` an index. Returns `None` if it does not
/// apply.
#[must_use]
pub fn edited(catalog: &Catalog, which: Index, at: Index) -> Option<(Catalog, Edit)> {
    let mut edited = catalog.clone();
    let errors = OF_ERRORS.len();
    let edit = match which.index(errors + 6) {
        which if which < errors => {
            let error = pick(&mut edited.errors, at)?;
            let (fields, change) = OF_ERRORS[which];
            change(error);
            // An error without a code goes by its name.
            let renamed = fields == ["rust_name"] && error.own.code.is_none();
            (!renamed).then(|| Edit {
                how: ChangeKind::Changed,
                kind: ItemKind::Error,
                key: key(error),
                fields: fields.to_vec(),
            })?
        }
        which if which == errors => {
            let gone = (!edited.errors.is_empty())
                .then(|| edited.errors.remove(at.index(edited.errors.len())))?;
            Edit {
                how: ChangeKind::Removed,
                kind: ItemKind::Error,
                key: key(&gone),
                fields: Vec::new(),
            }
        }
        which if which == errors + 1 => {
            let mut new = catalog
                .errors
                .get(at.index(catalog.errors.len().max(1)))?
                .clone();
            (new.name, new.key) = ("Edited".to_owned(), "Edited".to_owned());
            new.own.code = new.own.code.map(|_| "777777".to_owned());
            new.also.clear();
            let key = key(&new);
            edited.errors.push(new);
            Edit {
                how: ChangeKind::Added,
                kind: ItemKind::Error,
                key,
                fields: Vec::new(),
            }
        }
        which if which == errors + 2 => {
            let ty = pick(&mut edited.types, at)?;
            ty.description.push_str(" Edited.");
            Edit {
                how: ChangeKind::Changed,
                kind: ItemKind::Type,
                key: ty.name.clone(),
                fields: vec!["description"],
            }
        }
        which if which == errors + 3 => {
            let status = pick(&mut edited.statuses, at)?;
            status.name.push_str(" edited");
            Edit {
                how: ChangeKind::Changed,
                kind: ItemKind::Status,
                key: status.status.to_string(),
                fields: vec!["name"],
            }
        }
        which if which == errors + 4 => {
            let gone = (!edited.close_codes.is_empty()).then(|| {
                edited
                    .close_codes
                    .remove(at.index(edited.close_codes.len()))
            })?;
            Edit {
                how: ChangeKind::Removed,
                kind: ItemKind::CloseCode,
                key: gone.code.to_string(),
                fields: Vec::new(),
            }
        }
        _ => {
            let source = FieldSource::header_of("param", "X-Edited");
            edited.sources.push(source);
            Edit {
                how: ChangeKind::Changed,
                kind: ItemKind::Page,
                key: String::new(),
                fields: vec!["sources"],
            }
        }
    };
    Some((edited, edit))
}

fn pick<T>(items: &mut [T], at: Index) -> Option<&mut T> {
    let count = items.len();
    (count > 0).then(|| &mut items[at.index(count)])
}

fn key(error: &Error) -> String {
    error.own.code.clone().unwrap_or_else(|| error.name.clone())
}
