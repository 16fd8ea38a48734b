//! Checks responses against one catalog: counts them and how they differ from it.

use api_error_catalog_core::envelope::Field;
use api_error_catalog_core::record::redact;
use api_error_catalog_core::table::{Catalog as Tables, ErrorInfo};
use api_error_catalog_core::{
    Decimal, ErrorResponse, Headers, MAX_EVENT, Pattern, Resolution, ResponseItem, ResponseStream,
    RetryStrategy, StreamFormat, Transport, UnresolvedReason, Value,
};
use api_error_catalog_model::model::{Catalog, Deviation, Error, Piece, ValueType};

use crate::body_shape;
use crate::details;
use crate::extra_members::KnownMembers;
use crate::headers::HeaderList;
use crate::record::Record;
use crate::tally::{ByStatus, Occurrence, Subject, Tallies, Tally, count_status};

/// Longer codes are not names.
const LONGEST_CODE: usize = 64;
/// The longest sample in bytes.
const LONGEST_SAMPLE: usize = 2 << 10;

/// A catalog and its responses so far.
pub(super) struct Checker<'t> {
    pub(super) catalog: Catalog,
    pub(super) tables: &'t Tables<'t>,
    /// The members that each shape reads.
    known_members: Vec<KnownMembers>,
    samples: bool,
    /// Responses of each error, by its index.
    pub(super) errors: Vec<ErrorCount>,
    pub(super) tallies: Tallies,
    /// All responses that were checked.
    pub(super) answers: u64,
    /// Those that are a known error. If they list several errors, the first one counts.
    pub(super) known: u64,
}

/// The responses of one error.
#[derive(Debug, Clone, Default)]
pub(super) struct ErrorCount {
    pub(super) count: u64,
    pub(super) statuses: ByStatus,
}

impl<'t> Checker<'t> {
    pub(super) fn new(catalog: Catalog, tables: &'t Tables<'t>, samples: bool) -> Checker<'t> {
        let known_members = catalog
            .shapes
            .iter()
            .map(|shape| KnownMembers::of(&shape.template))
            .collect();
        let errors = vec![ErrorCount::default(); catalog.errors.len()];
        Checker {
            catalog,
            tables,
            known_members,
            samples,
            errors,
            tallies: Tallies::default(),
            answers: 0,
            known: 0,
        }
    }

    /// Decodes a response by this catalog.
    pub(super) fn decode(&self, record: &Record<'_>, body: Vec<u8>) -> ErrorResponse<'t> {
        let none: &[(&str, &str)] = &[];
        let headers: &dyn Headers = match &record.headers {
            Some(headers) => headers,
            None => &none,
        };
        ErrorResponse::new(self.tables, record.channel.transport(), headers, body)
    }

    /// Returns `true` if the response is an error of this catalog, or a stream that contains one.
    pub(super) fn is_error(&self, record: &Record<'_>) -> bool {
        let status = record.channel.status();
        let may_be = || status.is_none_or(|status| self.tables.may_be_error(status));
        let Ok(body) = record.body() else {
            return false;
        };
        match record.stream() {
            Some(format) => first_in_stream(self.tables, format, &body).is_some(),
            None => may_be() && self.decode(record, body).is_error(),
        }
    }

    /// Counts a response and its deviations. Each error in a stream counts as a response.
    pub(super) fn check(&mut self, record: &Record<'_>, body: Vec<u8>, occurrence: Occurrence) {
        let Some(format) = record.stream() else {
            let response = self.decode(record, body);
            return self.check_response(&response, record.headers.as_ref(), occurrence);
        };
        let mut stream = ResponseStream::new(self.tables, format, MAX_EVENT);
        // The stream's own status and headers were sent before anything failed.
        let occurrence = Occurrence {
            status: None,
            ..occurrence
        };
        let mut check = |event: ErrorResponse<'_>| self.check_response(&event, None, occurrence);
        stream.push(&body).for_each(&mut check);
        stream.finish().into_iter().for_each(&mut check);
    }

    fn check_response(
        &mut self,
        response: &ErrorResponse<'_>,
        headers: Option<&HeaderList<'_>>,
        occurrence: Occurrence,
    ) {
        self.answers += 1;
        self.count_further(response, occurrence);
        let mut check = ResponseCheck {
            response,
            occurrence,
            samples: self.samples,
            tallies: &mut self.tallies,
        };
        check.resolution();
        // The first error of a list is the response's own.
        response
            .errors()
            .skip(1)
            .for_each(|item| check.further(&item));
        check.shape(&self.catalog, &self.known_members);
        let Resolution::Known(known) = response.resolution() else {
            check.headers(self.tables, headers, None);
            return;
        };
        if let (Some(count), Some(error)) = (
            self.errors.get_mut(usize::from(known)),
            self.catalog.errors.get(usize::from(known)),
        ) {
            self.known += 1;
            count.count += 1;
            count_status(&mut count.statuses, occurrence.status);
            check.known(known, error);
        }
        check.headers(self.tables, headers, response.info().as_ref());
    }

    /// Counts the documented errors behind the first one of a list.
    fn count_further(&mut self, response: &ErrorResponse<'_>, occurrence: Occurrence) {
        for item in response.errors().skip(1) {
            let Resolution::Known(known) = item.resolution() else {
                continue;
            };
            if let Some(count) = self.errors.get_mut(usize::from(known)) {
                count.count += 1;
                count_status(&mut count.statuses, occurrence.status);
            }
        }
    }

    /// Returns how well a response fits this catalog; 0 if it does not.
    pub(super) fn fitness(&self, record: &Record<'_>, body: Vec<u8>) -> u32 {
        let response = match record.stream() {
            Some(format) => first_in_stream(self.tables, format, &body),
            None => Some(self.decode(record, body)),
        };
        let Some(response) = response else {
            return 0;
        };
        match response.resolution() {
            _ if response.shape().is_none() => 0,
            Resolution::Known(_) if response.has_whole_shape() => 8,
            Resolution::Known(_) => 4,
            Resolution::Unresolved(UnresolvedReason::UnknownCode) if response.has_whole_shape() => {
                3
            }
            Resolution::Unresolved(_) if response.has_whole_shape() => 2,
            Resolution::Unresolved(_) => 0,
        }
    }
}

/// The check of one response.
struct ResponseCheck<'a> {
    response: &'a ErrorResponse<'a>,
    occurrence: Occurrence,
    samples: bool,
    tallies: &'a mut Tallies,
}

impl ResponseCheck<'_> {
    fn report(&mut self, kind: Deviation, what: Subject) -> Option<&mut Tally> {
        let tally = self.tallies.add(kind, what, self.occurrence)?;
        if self.samples && tally.sample.is_none() {
            let mut body = self.response.redacted_body();
            let end = (0..=LONGEST_SAMPLE.min(body.len()))
                .rev()
                .find(|at| body.is_char_boundary(*at))
                .unwrap_or(0);
            body.truncate(end);
            tally.sample = Some(body);
        }
        Some(tally)
    }

    /// Returns the status, or the channel if there is none.
    fn status(&self) -> String {
        match (self.occurrence.status, self.response.transport()) {
            (Some(status), _) => status.to_string(),
            (None, Transport::WebSocket) => "websocket".to_owned(),
            (None, _) => "unknown".to_owned(),
        }
    }

    /// Reports why it is not a documented error.
    fn resolution(&mut self) {
        let Resolution::Unresolved(reason) = self.response.resolution() else {
            return;
        };
        let response = self.response;
        let whole = response.has_whole_shape();
        let tally = match reason {
            UnresolvedReason::UnknownCode => {
                self.report(Deviation::UnknownCode, Subject::part(code(response)))
            }
            UnresolvedReason::MissingCode if whole => {
                let status = self.status();
                self.report(Deviation::MissingCode, Subject::part(status))
            }
            UnresolvedReason::Ambiguous if whole => {
                let carried = response
                    .text(Field::CODE)
                    .map_or("no code".into(), |_| code(response));
                let what = format!("{} {carried}", self.status());
                let mut tally = self.report(Deviation::Ambiguous, Subject::part(what));
                if let Some(tally) = tally.as_mut().filter(|tally| tally.note.is_none()) {
                    tally.note = Some(candidates(response));
                }
                tally
            }
            _ => None,
        };
        if let Some(tally) = tally {
            // A sensitive message must not be shown.
            let shown = !response.catalog().is_sensitive(Field::MESSAGE);
            if let Some(message) = response.text(Field::MESSAGE).filter(|_| shown) {
                tally.message.add(message);
            }
        }
    }

    /// Reports an unknown code of a further error in a list.
    fn further(&mut self, item: &ResponseItem<'_>) {
        let unknown = Resolution::Unresolved(UnresolvedReason::UnknownCode);
        let code = item.code_text().filter(|_| item.resolution() == unknown);
        let Some(code) = code else { return };
        let shown = !self.response.catalog().is_sensitive(Field::MESSAGE);
        let message = item.message().filter(|_| shown);
        let tally = self.report(Deviation::UnknownCode, Subject::part(code_name(&code)));
        if let (Some(tally), Some(message)) = (tally, message) {
            tally.message.add(&message);
        }
    }

    /// Reports a shape that no envelope has, or members that its envelope lacks.
    fn shape(&mut self, catalog: &Catalog, known_members: &[KnownMembers]) {
        let shape = self
            .response
            .shape()
            .filter(|_| self.response.has_whole_shape());
        // A code in a header needs no body.
        let is_in_header = self.response.shape().is_none() && self.response.code_text().is_some();
        if is_in_header {
            return;
        }
        let Some(members) = shape.and_then(|name| {
            known_members.get(catalog.shapes.iter().position(|shape| shape.name == name)?)
        }) else {
            let what = format!(
                "{} {}",
                self.status(),
                body_shape::describe(self.response.body())
            );
            self.report(Deviation::UnknownShape, Subject::part(what));
            return;
        };
        let response = self.response;
        members.each_extra(response.body(), &mut |path| {
            self.report(Deviation::ExtraField, Subject::part(path));
        });
    }

    /// Reports how a known error differs from its documentation.
    fn known(&mut self, place: u16, error: &Error) {
        let has_status = self.occurrence.status.is_some();
        if has_status && self.response.status_is_documented() == Some(false) {
            let status = self.status();
            self.report(Deviation::UndocumentedStatus, Subject::of(place, status));
        }
        if let (Some(pattern), Some(message)) = (&error.message, self.response.text(Field::MESSAGE))
        {
            let fits = self
                .response
                .info()
                .and_then(|info| info.more.message)
                .is_some_and(|form| fits(form, &pattern.pieces, message));
            if !fits {
                self.report(Deviation::Message, Subject::of(place, ""));
            }
        }
        if let (false, Some(json)) = (error.details.is_empty(), self.response.raw(Field::DETAILS)) {
            for deviation in details::deviations(&error.details, json) {
                let subject = Subject {
                    error: Some(place),
                    part: deviation.path.into(),
                    sent_type: deviation.sent_type,
                };
                self.report(deviation.kind, subject);
            }
        }
    }

    /// Reports headers that the catalog names and the response lacks. A delay is expected only if the error's advice is to wait
    /// for it.
    fn headers(
        &mut self,
        tables: &Tables,
        headers: Option<&HeaderList<'_>>,
        info: Option<&ErrorInfo>,
    ) {
        let (Some(headers), Some(_)) = (headers, self.occurrence.status) else {
            return;
        };
        for source in tables.sources {
            let Some(name) = source.header_name() else {
                continue;
            };
            let delayed = || {
                info.and_then(|info| info.retry)
                    .is_some_and(|retry| retry.strategy == RetryStrategy::AfterDelay)
            };
            if headers.header(name).is_none() && (source.field != Field::RETRY_AFTER || delayed()) {
                self.report(Deviation::MissingHeader, Subject::part(name));
            }
        }
    }
}

/// Returns the first error in a stream.
fn first_in_stream<'t>(
    tables: &'t Tables<'t>,
    format: StreamFormat,
    body: &[u8],
) -> Option<ErrorResponse<'t>> {
    let mut stream = ResponseStream::new(tables, format, MAX_EVENT);
    let first = stream.push(body).next();
    first.or_else(|| stream.finish())
}

/// Returns the code that was sent, or `*` if it is something that a user sent.
fn code(response: &ErrorResponse) -> Box<str> {
    code_name(response.code_text().unwrap_or_default())
}

/// Returns a code to show, unless it may be a secret or is not a code.
fn code_name(code: &str) -> Box<str> {
    let is_name = code.len() <= LONGEST_CODE
        && !code.chars().any(|c| c.is_whitespace() || c.is_control())
        && !redact::is_secret(code);
    if is_name { code.into() } else { "*".into() }
}

/// Returns the errors that a response may be.
fn candidates(response: &ErrorResponse) -> String {
    let names = response
        .candidates()
        .filter_map(|place| response.catalog().error(place))
        .map(|info| info.name);
    names.collect::<Vec<_>>().join(", ")
}

/// Returns `true` if a message fits its documented pattern, and its parameters their types.
fn fits(form: &Pattern, pieces: &[Piece], message: &str) -> bool {
    let typed = |piece: &Piece| match piece {
        Piece::Text(_) | Piece::Parameter(_, ValueType::String) => true,
        Piece::Parameter(name, ty) => form.arg(message, name).is_some_and(|text| match ty {
            ValueType::Integer => i64::from_text(text).is_some(),
            ValueType::Number => f64::from_text(text).is_some(),
            ValueType::Decimal => Decimal::from_text(text).is_some(),
            ValueType::Boolean => bool::from_text(text).is_some(),
            ValueType::String | ValueType::Any => true,
        }),
    };
    form.matches(message) && pieces.iter().all(typed)
}
