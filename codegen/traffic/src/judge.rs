//! Answers, held against one catalog: each is counted, and what of it is otherwise than the catalog says.

use std::collections::BTreeMap;

use api_error_catalog_core::envelope::Field;
use api_error_catalog_core::record::redact;
use api_error_catalog_core::table::{Catalog as Tables, ErrorInfo};
use api_error_catalog_core::{
    Decimal, Decoded, Headers, Json, Pattern, Resolution, RetryWhen, Transport, Unresolved, Value,
};
use api_error_catalog_model::model::{Catalog, Detail, Deviation, Error, Piece, ValueType};
use serde_json::value::RawValue;

use crate::extra::Tree;
use crate::record::Record;
use crate::skeleton;
use crate::tally::{ByStatus, Place, Tallies, Tally, What, count_status};

/// Codes longer than this are no names.
const LONGEST_CODE: usize = 64;
/// The most bytes of a sample.
const LONGEST_SAMPLE: usize = 2 << 10;

/// A catalog, and what was seen of it.
pub(super) struct Judge<'t> {
    pub(super) catalog: Catalog,
    pub(super) tables: &'t Tables<'t>,
    /// What each shape looks at.
    trees: Vec<Tree>,
    samples: bool,
    /// Answers of each error, by its place.
    pub(super) seen: Vec<Seen>,
    pub(super) tallies: Tallies,
    /// All answers that were held against it.
    pub(super) answers: u64,
}

/// Answers of one error.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    pub(super) count: u64,
    pub(super) statuses: ByStatus,
}

impl<'t> Judge<'t> {
    pub(super) fn new(catalog: Catalog, tables: &'t Tables<'t>, samples: bool) -> Judge<'t> {
        let trees = catalog
            .shapes
            .iter()
            .map(|shape| Tree::of(&shape.template))
            .collect();
        let seen = vec![Seen::default(); catalog.errors.len()];
        Judge {
            catalog,
            tables,
            trees,
            samples,
            seen,
            tallies: Tallies::new(),
            answers: 0,
        }
    }

    /// Reads an answer by this catalog.
    pub(super) fn decode(&self, record: &Record<'_>, body: Vec<u8>) -> Decoded<'t> {
        let none: &[(&str, &str)] = &[];
        let headers: &dyn Headers = match &record.headers {
            Some(headers) => headers,
            None => &none,
        };
        Decoded::new(self.tables, record.transport.transport(), headers, body)
    }

    /// Counts an answer and what is otherwise about it.
    pub(super) fn answer(&mut self, record: &Record<'_>, body: Vec<u8>, place: Place) {
        let decoded = self.decode(record, body);
        self.answers += 1;
        let mut answer = Answer {
            decoded: &decoded,
            place,
            samples: self.samples,
            tallies: &mut self.tallies,
        };
        answer.resolution();
        answer.shape(&self.catalog, &self.trees);
        let Resolution::Known(known) = decoded.resolution() else {
            answer.headers(self.tables, record, None);
            return;
        };
        if let (Some(seen), Some(error)) = (
            self.seen.get_mut(usize::from(known)),
            self.catalog.errors.get(usize::from(known)),
        ) {
            seen.count += 1;
            count_status(&mut seen.statuses, place.status);
            answer.known(known, error);
        }
        answer.headers(self.tables, record, decoded.info().as_ref());
    }

    /// How well an answer fits this catalog; 0 where nothing of it does.
    pub(super) fn fitness(&self, record: &Record<'_>, body: Vec<u8>) -> u32 {
        let decoded = self.decode(record, body);
        match decoded.resolution() {
            _ if decoded.shape().is_none() => 0,
            Resolution::Known(_) if decoded.has_whole_shape() => 8,
            Resolution::Known(_) => 4,
            Resolution::Unresolved(Unresolved::UnknownCode) if decoded.has_whole_shape() => 3,
            Resolution::Unresolved(_) if decoded.has_whole_shape() => 2,
            Resolution::Unresolved(_) => 0,
        }
    }
}

/// One answer, on its way through the checks.
struct Answer<'a> {
    decoded: &'a Decoded<'a>,
    place: Place,
    samples: bool,
    tallies: &'a mut Tallies,
}

impl Answer<'_> {
    fn tell(&mut self, kind: Deviation, what: What) -> Option<&mut Tally> {
        let tally = self.tallies.add(kind, what, self.place)?;
        if self.samples && tally.sample.is_none() {
            let mut body = self.decoded.redacted_body();
            let end = (0..=LONGEST_SAMPLE.min(body.len()))
                .rev()
                .find(|at| body.is_char_boundary(*at))
                .unwrap_or(0);
            body.truncate(end);
            tally.sample = Some(body);
        }
        Some(tally)
    }

    /// The status, or how it came instead.
    fn status(&self) -> String {
        match (self.place.status, self.decoded.transport()) {
            (Some(status), _) => status.to_string(),
            (None, Transport::WebSocket) => "websocket".to_owned(),
            (None, _) => "unknown".to_owned(),
        }
    }

    /// Why it is none of the documented errors.
    fn resolution(&mut self) {
        let Resolution::Unresolved(reason) = self.decoded.resolution() else {
            return;
        };
        let decoded = self.decoded;
        let whole = decoded.has_whole_shape();
        let told = match reason {
            Unresolved::UnknownCode => self.tell(Deviation::UnknownCode, What::part(code(decoded))),
            Unresolved::NoCode if whole => {
                let status = self.status();
                self.tell(Deviation::NoCode, What::part(status))
            }
            Unresolved::Ambiguous if whole => {
                let carried = decoded
                    .text(Field::CODE)
                    .map_or("no code".into(), |_| code(decoded));
                let what = format!("{} {carried}", self.status());
                let mut tally = self.tell(Deviation::Ambiguous, What::part(what));
                if let Some(tally) = tally.as_mut().filter(|tally| tally.note.is_none()) {
                    tally.note = Some(candidates(decoded));
                }
                tally
            }
            _ => None,
        };
        if let Some(tally) = told {
            // A sensitive message is nobody's to compare.
            let shown = !decoded.catalog().is_sensitive(Field::MESSAGE);
            if let Some(message) = decoded.text(Field::MESSAGE).filter(|_| shown) {
                tally.message.add(message);
            }
        }
    }

    /// A shape that no envelope has, or members that its own lacks.
    fn shape(&mut self, catalog: &Catalog, trees: &[Tree]) {
        let shape = self
            .decoded
            .shape()
            .filter(|_| self.decoded.has_whole_shape());
        let Some(tree) = shape.and_then(|name| {
            trees.get(catalog.shapes.iter().position(|shape| shape.name == name)?)
        }) else {
            let what = format!("{} {}", self.status(), skeleton::of(self.decoded.body()));
            self.tell(Deviation::UnknownShape, What::part(what));
            return;
        };
        let decoded = self.decoded;
        tree.each_extra(decoded.body(), &mut |path| {
            self.tell(Deviation::ExtraField, What::part(path));
        });
    }

    /// What of a known error is otherwise.
    fn known(&mut self, place: u16, error: &Error) {
        if self.decoded.status_is_documented() == Some(false) {
            let status = self.status();
            self.tell(Deviation::UndocumentedStatus, What::of(place, status));
        }
        if let (Some(pattern), Some(message)) = (&error.message, self.decoded.text(Field::MESSAGE))
        {
            let fits = self
                .decoded
                .info()
                .and_then(|info| info.more.message)
                .is_some_and(|form| fits(form, &pattern.pieces, message));
            if !fits {
                self.tell(Deviation::Message, What::of(place, ""));
            }
        }
        if let (false, Some(json)) = (error.details.is_empty(), self.decoded.raw(Field::DETAILS)) {
            self.details(place, &error.details, json);
        }
    }

    fn details(&mut self, place: u16, declared: &[Detail], json: &str) {
        let Ok(members) = serde_json::from_str::<BTreeMap<String, &RawValue>>(json) else {
            if json.starts_with('{') {
                return;
            }
            let what = What {
                error: Some(place),
                part: "details".into(),
                sent_type: type_of(json),
            };
            self.tell(Deviation::DetailType, what);
            return;
        };
        let members: BTreeMap<&str, &str> = members
            .iter()
            .map(|(name, json)| (name.as_str(), json.get()))
            .collect();
        for detail in declared {
            let sent_type = match members
                .get(detail.name.as_str())
                .filter(|json| **json != "null")
            {
                None if detail.optional => continue,
                None => "missing",
                Some(json) if is_of_type(json, detail) => continue,
                Some(json) => type_of(json),
            };
            let what = What {
                error: Some(place),
                part: format!("details.{}", detail.name).into(),
                sent_type,
            };
            self.tell(Deviation::DetailType, what);
        }
        for (name, json) in members
            .iter()
            .filter(|(name, _)| !declared.iter().any(|detail| detail.name == **name))
        {
            let what = What {
                error: Some(place),
                part: format!("details.{}", skeleton::name(name)).into(),
                sent_type: type_of(json),
            };
            self.tell(Deviation::ExtraField, what);
        }
    }

    /// Headers that the catalog names and a recorded answer lacks. A delay is promised only where it is what to wait for.
    fn headers(&mut self, tables: &Tables, record: &Record<'_>, info: Option<&ErrorInfo>) {
        let (Some(headers), Some(_)) = (&record.headers, self.place.status) else {
            return;
        };
        for (field, name) in tables.headers {
            let delayed = || {
                info.and_then(|info| info.retry)
                    .is_some_and(|retry| retry.when == RetryWhen::AfterDelay)
            };
            if headers.header(name).is_none() && (*field != Field::RETRY_AFTER || delayed()) {
                self.tell(Deviation::MissingHeader, What::part(*name));
            }
        }
    }
}

/// The code that was sent, unless it is no name but something that a user sent.
fn code(decoded: &Decoded) -> Box<str> {
    let code = decoded.text(Field::CODE).unwrap_or_default();
    let is_name = code.len() <= LONGEST_CODE
        && !code.chars().any(|c| c.is_whitespace() || c.is_control())
        && !redact::is_secret(code);
    if is_name { code.into() } else { "*".into() }
}

/// The errors that an answer may be.
fn candidates(decoded: &Decoded) -> String {
    let names = decoded
        .candidates()
        .filter_map(|place| decoded.catalog().error(place))
        .map(|info| info.name);
    names.collect::<Vec<_>>().join(", ")
}

/// Whether a message has its documented form, and its parameters their types.
fn fits(form: &Pattern, pieces: &[Piece], message: &str) -> bool {
    let typed = |piece: &Piece| match piece {
        Piece::Text(_) | Piece::Parameter(_, ValueType::String) => true,
        Piece::Parameter(name, ty) => form.parameter(message, name).is_some_and(|text| match ty {
            ValueType::Integer => i64::from_text(text).is_some(),
            ValueType::Number => f64::from_text(text).is_some(),
            ValueType::Decimal => Decimal::from_text(text).is_some(),
            ValueType::Boolean => bool::from_text(text).is_some(),
            ValueType::String | ValueType::Any => true,
        }),
    };
    form.matches(message) && pieces.iter().all(typed)
}

/// Whether the typed details of generated code would have this member.
fn is_of_type(json: &str, detail: &Detail) -> bool {
    fn read<V: Value>(json: &str, list: bool) -> bool {
        if list {
            Vec::<V>::from_json(json).is_some()
        } else {
            V::from_json(json).is_some()
        }
    }
    match detail.ty {
        ValueType::String => read::<String>(json, detail.list),
        ValueType::Integer => read::<i64>(json, detail.list),
        ValueType::Number => read::<f64>(json, detail.list),
        ValueType::Decimal => read::<Decimal>(json, detail.list),
        ValueType::Boolean => read::<bool>(json, detail.list),
        ValueType::Any => read::<Json>(json, detail.list),
    }
}

/// The type of a JSON text, as a catalog names it.
fn type_of(json: &str) -> &'static str {
    match json.as_bytes().first() {
        Some(b'"') => "string",
        Some(b'[') => "list",
        Some(b'{') => "object",
        Some(b't' | b'f') => "boolean",
        Some(b'n') => "null",
        _ if i64::from_json(json).is_some() => "integer",
        _ => "number",
    }
}
