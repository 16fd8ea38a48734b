//! The JSON form of a catalog or a page.

use std::collections::BTreeMap;
use std::time::Duration;

use api_error_catalog_core::RetryAdvice;

use super::object::object;
use crate::model::{Detail, DetailType, ValueType};
use crate::text::yaml::key;

object! {
    /// The facts of a catalog or a page.
    pub struct CatalogFacts {
        /// The version of the catalog format.
        pub format: u32,
        /// The name of the catalog.
        pub catalog: String,
        /// The title of the catalog or the page.
        pub title: Option<String>,
        /// How to contact support.
        pub support: Option<SupportFacts>,
        /// Fields, and members of `details` as `details.name`, that no log may show.
        pub sensitive: Vec<String>,
        /// The errata of the page, and how the catalog reads them.
        pub errata "quirks": Vec<ErratumFacts>,
        /// Documented errors.
        pub errors: Vec<ErrorFacts>,
        /// Errors that were observed, but that the page does not list.
        pub observed: Vec<ErrorFacts>,
        /// Types that group errors.
        pub types: Vec<TypeFacts>,
        /// HTTP statuses with a description of their own.
        pub statuses: Vec<StatusFacts>,
        /// WebSocket close codes.
        pub close_codes: Vec<CloseCodeFacts>,
        /// Whether the page as a whole was read with `high` or `low` confidence. Not set for a catalog.
        #[cfg_attr(feature = "schema", schemars(skip_serializing_if = "is_none"))]
        pub confidence: Option<&'static str> => is_none,
        /// Why the confidence is low.
        #[cfg_attr(feature = "schema", schemars(skip_serializing_if = "is_empty"))]
        pub doubts: Vec<String> => is_empty,
        /// Where responses state fields besides the body, in words.
        #[cfg_attr(feature = "schema", schemars(skip_serializing_if = "is_empty"))]
        pub sources: Vec<String> => is_empty,
        /// Rules for all responses, in words.
        #[cfg_attr(feature = "schema", schemars(skip_serializing_if = "is_empty"))]
        pub rules: Vec<String> => is_empty,
    }

    /// How to contact support.
    #[derive(Default)]
    pub struct SupportFacts {
        /// A page.
        pub url: Option<String>,
        /// An email address.
        pub email: Option<String>,
        /// Further addresses on the page.
        pub more: Vec<String>,
        /// What to send along.
        pub send: Vec<String>,
    }

    /// An erratum of the page.
    pub struct ErratumFacts {
        /// The name of the error, if the erratum concerns only one.
        pub error: Option<String>,
        /// The erratum.
        pub issue: String,
        /// How the catalog reads it.
        pub interpretation: String,
    }

    /// The lines on which a page states an entry, and the guesses among its facts. Empty in a catalog.
    #[derive(Default)]
    pub struct FactOrigin {
        /// The line of the first mention on the page.
        #[cfg_attr(feature = "schema", schemars(skip_serializing_if = "is_none"))]
        pub line: Option<usize> => is_none,
        /// The file that contains the line, if there are several.
        #[cfg_attr(feature = "schema", schemars(skip_serializing_if = "is_none"))]
        pub file: Option<String> => is_none,
        /// The line of each field on the page, or of the first item of a list.
        #[cfg_attr(feature = "schema", schemars(skip_serializing_if = "is_empty"))]
        pub lines: BTreeMap<&'static str, usize> => is_empty,
        /// The fields whose line is in another file, each with the file.
        #[cfg_attr(feature = "schema", schemars(skip_serializing_if = "is_empty"))]
        pub files: BTreeMap<&'static str, String> => is_empty,
        /// The fields that are a guess, each with the reason.
        #[cfg_attr(feature = "schema", schemars(skip_serializing_if = "is_empty"))]
        pub unsure: BTreeMap<&'static str, String> => is_empty,
    }

    /// An error.
    #[derive(Default)]
    pub struct ErrorFacts {
        /// The variant, or the name on the page.
        pub name: Option<String>,
        /// The code.
        pub code: Option<CodeValue>,
        /// The HTTP statuses.
        pub statuses: Vec<u16>,
        /// The type or category.
        pub error_type "type": Option<String>,
        /// The description.
        pub description: Option<String>,
        /// The causes.
        pub causes: Vec<String>,
        /// The solutions.
        pub solutions: Vec<String>,
        /// The retry advice.
        pub retry: Option<RetryFacts>,
        /// The documented limits.
        pub limits: Vec<LimitFacts>,
        /// The category.
        pub category: Option<String>,
        /// Further codes under which the error is sent.
        pub also: Vec<FurtherCode>,
        /// Conditions that identify the error besides its code and statuses; for several alternatives, each is one text.
        #[cfg_attr(feature = "schema", schemars(skip_serializing_if = "is_empty"))]
        pub conditions: Vec<String> => is_empty,
        /// The pattern of the message.
        pub message: Option<String>,
        /// A message for the end user.
        pub user_message: Option<String>,
        /// The exception of the vendor's SDK.
        pub exception: Option<String>,
        /// The members of `details`.
        pub details: Vec<DetailFacts>,
        /// The evidence of an observed error.
        pub seen: Option<String>,
        /// Why the error is no longer sent.
        pub deprecated: Option<String>,
        /// The former codes.
        pub renamed_from: Vec<String>,
        /// Links to more documentation.
        pub links: Vec<String>,
        ../// The location on the page.
        pub origin: FactOrigin,
    }

    /// A further code of an error.
    pub struct FurtherCode {
        /// The code.
        pub code: Option<CodeValue>,
        /// The HTTP statuses that it comes with.
        pub statuses: Vec<u16>,
    }

    /// Retry advice. Delays are in milliseconds.
    pub struct RetryFacts {
        /// When to retry; `null` if the page's wording is not clear.
        pub strategy: Option<&'static str>,
        /// The number of attempts in all.
        pub attempts: Option<u32>,
        /// The first delay.
        pub base_ms: Option<u64>,
        /// The factor between two delays.
        pub factor: Option<f32>,
        /// The longest delay of a growing series.
        pub max_delay_ms: Option<u64>,
        /// The delay if the response states none.
        pub delay_ms: Option<u64>,
        /// Whether the advice is the catalog's own rather than the vendor's.
        pub assumed: bool,
        /// The wordings on the page.
        pub texts: Vec<String>,
    }

    /// A documented limit.
    pub struct LimitFacts {
        /// The limited thing with its unit; `null` if the page's wording is not clear.
        pub name: Option<String>,
        /// The plan to which the limit applies.
        pub plan: Option<String>,
        /// The limit.
        pub value: Option<u64>,
        /// The wording on the page.
        pub text: Option<String>,
    }

    /// A member of an error's `details`, or of an object in them.
    pub struct DetailFacts {
        /// The name on the wire.
        pub name: String,
        /// Whether it may be missing.
        pub optional: bool,
        ../// The type.
        pub ty: DetailTypeFacts,
    }

    /// The type of a value in `details`.
    #[derive(Default)]
    pub struct DetailTypeFacts {
        /// `string`, `integer`, `number`, `decimal`, `boolean`, `any`, `object`, `list` or `map`.
        pub ty "type": &'static str,
        /// The documented values of a string.
        #[cfg_attr(feature = "schema", schemars(skip_serializing_if = "is_empty"))]
        pub values: Vec<String> => is_empty,
        /// The members of an object.
        #[cfg_attr(feature = "schema", schemars(skip_serializing_if = "is_empty"))]
        pub members: Vec<DetailFacts> => is_empty,
        /// A word for the keys of a map.
        #[cfg_attr(feature = "schema", schemars(skip_serializing_if = "is_none"))]
        pub key: Option<String> => is_none,
        /// The type of each item of a list, or of each value of a map.
        #[cfg_attr(feature = "schema", schemars(skip_serializing_if = "is_none"))]
        pub items: Option<Box<DetailTypeFacts>> => is_none,
    }

    /// A type that groups errors.
    #[derive(Default)]
    pub struct TypeFacts {
        /// The type.
        pub name "type": String,
        /// The HTTP statuses.
        pub statuses: Vec<u16>,
        /// The description.
        pub description: Option<String>,
        ../// The location on the page.
        pub origin: FactOrigin,
    }

    /// An HTTP status with a description of its own.
    #[derive(Default)]
    pub struct StatusFacts {
        /// The status.
        pub status: u16,
        /// The name.
        pub name: Option<String>,
        /// The description.
        pub description: Option<String>,
        /// What to do.
        pub action: Option<String>,
        /// The causes.
        pub causes: Vec<String>,
        /// The solutions.
        pub solutions: Vec<String>,
        ../// The location on the page.
        pub origin: FactOrigin,
    }

    /// A WebSocket close code.
    #[derive(Default)]
    pub struct CloseCodeFacts {
        /// The close code.
        pub code: u16,
        /// The name.
        pub name: Option<String>,
        /// The description.
        pub description: Option<String>,
        /// The category.
        pub category: Option<String>,
        /// The retry advice: whether and when to connect again.
        pub retry: Option<RetryFacts>,
        ../// The location on the page.
        pub origin: FactOrigin,
    }
}

/// A code as it is sent.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum CodeValue {
    /// A number.
    Number(i64),
    /// A string.
    Text(String),
}

impl serde::Serialize for CodeValue {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            CodeValue::Number(number) => serializer.serialize_i64(*number),
            CodeValue::Text(text) => serializer.serialize_str(text),
        }
    }
}

impl DetailFacts {
    /// Returns the facts of a member.
    #[must_use]
    pub fn new(detail: &Detail) -> DetailFacts {
        DetailFacts {
            name: detail.name.clone(),
            optional: detail.optional,
            ty: DetailTypeFacts::new(&detail.ty),
        }
    }
}

impl DetailTypeFacts {
    fn new(ty: &DetailType) -> DetailTypeFacts {
        let own = |ty| DetailTypeFacts {
            ty,
            ..DetailTypeFacts::default()
        };
        match ty {
            DetailType::Value(value) => own(value.as_str()),
            DetailType::OneOf(values) => DetailTypeFacts {
                values: values.clone(),
                ..own(ValueType::String.as_str())
            },
            DetailType::Object(members) => DetailTypeFacts {
                members: members.iter().map(DetailFacts::new).collect(),
                ..own("object")
            },
            DetailType::List(item) => DetailTypeFacts {
                items: Some(Box::new(DetailTypeFacts::new(item))),
                ..own("list")
            },
            DetailType::Map(key, value) => DetailTypeFacts {
                key: Some(key.clone()),
                items: Some(Box::new(DetailTypeFacts::new(value))),
                ..own("map")
            },
        }
    }
}

impl RetryFacts {
    /// Returns advice, if there is any, next to the wordings on the page.
    #[must_use]
    pub fn new(advice: Option<RetryAdvice>, texts: Vec<String>) -> RetryFacts {
        let milliseconds = |delay: Duration| u64::try_from(delay.as_millis()).unwrap_or(u64::MAX);
        RetryFacts {
            strategy: advice.map(|advice| advice.strategy.as_str()),
            attempts: advice.and_then(|advice| advice.attempts),
            base_ms: advice.and_then(|advice| advice.base).map(milliseconds),
            factor: advice.and_then(|advice| advice.factor),
            max_delay_ms: advice.and_then(|advice| advice.max_delay).map(milliseconds),
            delay_ms: advice.and_then(|advice| advice.delay).map(milliseconds),
            assumed: advice.is_some_and(|advice| advice.assumed),
            texts,
        }
    }
}
