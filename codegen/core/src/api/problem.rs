//! Errors as `application/problem+json` (RFC 9457), for services that respond in this format.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::engine::encode::string;
use crate::engine::headers::RETRY_AFTER_NAME;
use crate::engine::response::ErrorResponse;
use crate::engine::validate;
use crate::tables::envelope::Field;

/// A response with problem details: `application/problem+json` (RFC 9457).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProblemDetails {
    /// The HTTP status: that of the error, or the [default](crate::Category::default_status) of its category.
    pub status: u16,
    /// `Content-Type`, and `Retry-After` if a delay is known.
    pub headers: Vec<(&'static str, String)>,
    /// The JSON body.
    pub body: Vec<u8>,
}

impl ErrorResponse<'_> {
    /// Returns the error as problem details.
    ///
    /// `title` is the description in the catalog, and `detail` is the message. `type` is the URL of the vendor's page with the
    /// error's name after `#`, or `about:blank` if the catalog has no URL. Further members are `catalog`, `name`, `code`,
    /// `category`, `request_id`, `retry_after` in seconds, `errors` (a list of objects with `field` and `detail`), and the
    /// documented `details` as they were sent. Unknown and sensitive values are omitted. If one member of `details` is
    /// sensitive, all `details` are omitted.
    #[must_use]
    #[inline]
    pub fn to_problem_details(&self) -> ProblemDetails {
        let (category, info, source) = (self.category(), self.info(), self.catalog().source.url);
        let status = self.status().unwrap_or(category.default_status());
        let seconds = self
            .retry_after()
            .map(|delay| delay.as_secs() + u64::from(delay.subsec_nanos() > 0));
        let shown = |field| self.shown(field).map(string);
        let members = [
            (
                "type",
                source
                    .zip(info)
                    .map(|(url, info)| string(&[url, "#", info.name].concat())),
            ),
            (
                "title",
                Some(string(
                    info.map_or(category.as_str(), |info| info.description),
                )),
            ),
            ("status", Some(status.to_string())),
            ("detail", shown(Field::MESSAGE)),
            ("catalog", Some(string(self.catalog().name))),
            ("name", info.map(|info| string(info.name))),
            ("code", shown(Field::CODE)),
            ("category", Some(string(category.as_str()))),
            ("request_id", shown(Field::REQUEST_ID)),
            ("retry_after", seconds.map(|seconds| seconds.to_string())),
            ("errors", self.problem_errors()),
            ("details", self.problem_details()),
        ];
        let members = members
            .into_iter()
            .filter_map(|(name, json)| Some((name, json?)));
        let mut headers = Vec::from([("Content-Type", "application/problem+json".to_string())]);
        headers.extend(seconds.map(|seconds| (RETRY_AFTER_NAME, seconds.to_string())));
        ProblemDetails {
            status,
            headers,
            body: object(members).into_bytes(),
        }
    }

    /// Returns the `details` of the body, unless they are truncated.
    #[inline]
    fn problem_details(&self) -> Option<String> {
        let details = self.json(Field::DETAILS)?;
        let is_whole = || validate::whole(details.as_bytes()).is_ok();
        let is_shown = !self.catalog().is_sensitive(Field::DETAILS) && is_whole();
        is_shown.then(|| details.to_string())
    }

    #[inline]
    fn problem_errors(&self) -> Option<String> {
        let violations = if self.catalog().is_sensitive(Field::VIOLATIONS) {
            Vec::new()
        } else {
            self.violations()
        };
        let item = |field: &str, message: &str| {
            object([("field", string(field)), ("detail", string(message))].into_iter())
        };
        let items: Vec<String> = violations
            .iter()
            .map(|each| item(&each.field, &each.message))
            .collect();
        (!items.is_empty()).then(|| ["[", &items.join(","), "]"].concat())
    }
}

#[inline]
fn object(members: impl Iterator<Item = (&'static str, String)>) -> String {
    let members: Vec<String> = members
        .map(|(name, json)| [&string(name), ":", &json].concat())
        .collect();
    ["{", &members.join(","), "}"].concat()
}
