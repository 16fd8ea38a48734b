//! A catalog as JSON: the shape that `import` and `export` share.

use std::time::Duration;

use api_error_catalog_core::table::CodeForm;
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::model::{
    Catalog, CloseCode, Error, Identity, Limit, Quirk, Retry, Status, Support, Type,
};
use crate::text::yaml::key;

/// The catalog as indented JSON.
#[must_use]
pub fn write(catalog: &Catalog) -> String {
    // Plain structs of texts and numbers always serialize.
    serde_json::to_string_pretty(&Export::new(catalog)).unwrap_or_default()
}

/// Defines structs that serialize as objects, without the derive of serde, which would add its compiler plugin to every
/// crate that reads catalogs. A key is named like its field, unless it is given in quotes; after `=>` comes the method
/// that tells whether to omit it.
macro_rules! object {
    ($(
        $(#[$about:meta])*
        struct $Name:ident $(<$c:lifetime>)? {
            $($(#[$doc:meta])* $field:ident $($key:literal)?: $Value:ty $(=> $omit:ident)?,)*
        }
    )*) => {$(
        $(#[$about])*
        struct $Name $(<$c>)? {
            $($(#[$doc])* $field: $Value,)*
        }

        impl $(<$c>)? Serialize for $Name $(<$c>)? {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(None)?;
                $(if true $(&& !self.$field.$omit())? {
                    map.serialize_entry(key!($field $($key)?), &self.$field)?;
                })*
                map.end()
            }
        }
    )*};
}

object! {
    struct Export<'c> {
        format: u32,
        catalog: &'c str,
        title: &'c str,
        support: Option<SupportExport<'c>>,
        /// Fields, and members of `details` as `details.name`.
        sensitive: Vec<String> => is_empty,
        quirks: Vec<QuirkExport<'c>>,
        errors: Vec<ErrorExport<'c>>,
        /// Errors that the page does not list.
        observed: Vec<ErrorExport<'c>>,
        types: Vec<TypeExport<'c>>,
        statuses: Vec<StatusExport<'c>>,
        close_codes: Vec<CloseCodeExport<'c>>,
    }
    struct SupportExport<'c> {
        url: Option<&'c str>,
        email: Option<&'c str>,
        send: &'c [String],
    }
    struct QuirkExport<'c> {
        error: Option<&'c str>,
        says: &'c str,
        reading: &'c str,
    }
    struct ErrorExport<'c> {
        name: &'c str,
        code: Code<'c>,
        statuses: &'c [u16],
        type_name "type": Option<&'c str>,
        description: &'c str,
        causes: &'c [String],
        solutions: &'c [String],
        retry: Option<RetryExport>,
        limits: Vec<LimitExport<'c>>,
        class: &'static str,
        also: Vec<AlsoExport<'c>>,
        message: Option<&'c str>,
        user_message: Option<&'c str>,
        exception: Option<&'c str>,
        details: Vec<DetailExport<'c>>,
        seen: Option<&'c str>,
        deprecated: Option<&'c str>,
        renamed_from: &'c [String],
    }
    struct AlsoExport<'c> {
        code: Code<'c>,
        statuses: &'c [u16],
    }
    /// Delays in milliseconds.
    struct RetryExport {
        when: &'static str,
        attempts: Option<u32>,
        base_ms: Option<u128>,
        factor: Option<f32>,
        delay_ms: Option<u128>,
        judged: bool,
    }
    struct LimitExport<'c> {
        name: &'c str,
        plan: Option<&'c str>,
        value: u64,
    }
    struct DetailExport<'c> {
        name: &'c str,
        ty "type": &'static str,
        list: bool,
        optional: bool,
    }
    struct TypeExport<'c> {
        name "type": &'c str,
        statuses: &'c [u16],
        description: &'c str,
    }
    struct StatusExport<'c> {
        status: u16,
        name: &'c str,
        description: &'c str,
        action: Option<&'c str>,
    }
    struct CloseCodeExport<'c> {
        code: u16,
        name: &'c str,
        description: &'c str,
        class: &'static str,
    }
}

/// A code as on the wire.
enum Code<'c> {
    None,
    Text(&'c str),
    Number(i64),
}

impl Serialize for Code<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Code::None => serializer.serialize_unit(),
            Code::Text(text) => serializer.serialize_str(text),
            Code::Number(number) => serializer.serialize_i64(*number),
        }
    }
}

impl<'c> Export<'c> {
    fn new(catalog: &'c Catalog) -> Export<'c> {
        let errors = |observed: bool| {
            let wanted = catalog
                .errors
                .iter()
                .filter(move |error| error.seen.is_some() == observed);
            wanted
                .map(|error| ErrorExport::new(error, catalog.code_form))
                .collect()
        };
        Export {
            format: 1,
            catalog: &catalog.name,
            title: &catalog.title,
            support: (catalog.support != Support::default())
                .then(|| SupportExport::new(&catalog.support)),
            sensitive: {
                let details = catalog
                    .sensitive
                    .details
                    .iter()
                    .map(|name| format!("details.{name}"));
                catalog
                    .sensitive
                    .fields
                    .iter()
                    .cloned()
                    .chain(details)
                    .collect()
            },
            quirks: catalog
                .all_quirks()
                .map(|(error, quirk)| QuirkExport::new(error, quirk))
                .collect(),
            errors: errors(false),
            observed: errors(true),
            types: catalog.types.iter().map(TypeExport::new).collect(),
            statuses: catalog.statuses.iter().map(StatusExport::new).collect(),
            close_codes: catalog
                .close_codes
                .iter()
                .map(CloseCodeExport::new)
                .collect(),
        }
    }
}

impl<'c> SupportExport<'c> {
    fn new(support: &'c Support) -> Self {
        SupportExport {
            url: support.url.as_deref(),
            email: support.email.as_deref(),
            send: &support.send,
        }
    }
}

impl<'c> QuirkExport<'c> {
    fn new(error: Option<&'c Error>, quirk: &'c Quirk) -> Self {
        QuirkExport {
            error: error.map(|error| error.name.as_str()),
            says: &quirk.says,
            reading: &quirk.reading,
        }
    }
}

impl<'c> ErrorExport<'c> {
    fn new(error: &'c Error, form: CodeForm) -> Self {
        let also = |identity: &'c Identity| AlsoExport {
            code: Code::new(identity, form),
            statuses: &identity.statuses,
        };
        ErrorExport {
            name: &error.name,
            code: Code::new(&error.own, form),
            statuses: &error.own.statuses,
            type_name: error.type_name.as_deref(),
            description: &error.description,
            causes: &error.causes,
            solutions: &error.solutions,
            retry: error.retry.as_ref().map(RetryExport::new),
            limits: error.limits.iter().map(LimitExport::new).collect(),
            class: error.class.as_str(),
            also: error.also.iter().map(also).collect(),
            message: error.message.as_ref().map(|pattern| pattern.text.as_str()),
            user_message: error.user_message.as_deref(),
            exception: error.exception.as_deref(),
            details: error
                .details
                .iter()
                .map(|detail| DetailExport {
                    name: &detail.name,
                    ty: detail.ty.name(),
                    list: detail.list,
                    optional: detail.optional,
                })
                .collect(),
            seen: error.seen.as_deref(),
            deprecated: error.deprecated.as_deref(),
            renamed_from: &error.renamed_from,
        }
    }
}

impl<'c> Code<'c> {
    fn new(identity: &'c Identity, form: CodeForm) -> Self {
        match (identity.code.as_deref(), form) {
            (None, _) => Code::None,
            (Some(code), CodeForm::Integer) => code.parse().map_or(Code::Text(code), Code::Number),
            (Some(code), CodeForm::Text | CodeForm::None) => Code::Text(code),
        }
    }
}

impl RetryExport {
    fn new(retry: &Retry) -> Self {
        let ms = |delay: Option<Duration>| delay.map(|delay| delay.as_millis());
        RetryExport {
            when: retry.when.as_str(),
            attempts: retry.attempts,
            base_ms: ms(retry.base),
            factor: retry.factor,
            delay_ms: ms(retry.delay),
            judged: retry.judged,
        }
    }
}

impl<'c> LimitExport<'c> {
    fn new(limit: &'c Limit) -> Self {
        LimitExport {
            name: &limit.name,
            plan: limit.plan.as_deref(),
            value: limit.value,
        }
    }
}

impl<'c> TypeExport<'c> {
    fn new(ty: &'c Type) -> Self {
        TypeExport {
            name: &ty.name,
            statuses: &ty.statuses,
            description: &ty.description,
        }
    }
}

impl<'c> StatusExport<'c> {
    fn new(status: &'c Status) -> Self {
        StatusExport {
            status: status.status,
            name: &status.name,
            description: &status.description,
            action: status.action.as_deref(),
        }
    }
}

impl<'c> CloseCodeExport<'c> {
    fn new(close: &'c CloseCode) -> Self {
        CloseCodeExport {
            code: close.code,
            name: &close.name,
            description: &close.description,
            class: close.class.as_str(),
        }
    }
}
