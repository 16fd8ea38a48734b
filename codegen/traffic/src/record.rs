//! A line, or an entry of a HAR file → one answer, read in place.

use std::borrow::Cow;

use api_error_catalog_core::{Headers, Transport};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use memchr::memchr;
use serde::Deserialize;
use serde::de::{IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::time;

/// An answer as it was recorded.
#[derive(Debug, Default)]
pub(super) struct Record<'l> {
    pub(super) transport: How,
    pub(super) headers: Option<HeaderList<'l>>,
    body: BodyText<'l>,
    pub(super) url: Option<Cow<'l, str>>,
    /// The catalog that it was recorded with.
    pub(super) catalog: Option<Cow<'l, str>>,
    time: Option<&'l str>,
}

/// How an answer came.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum How {
    /// As a response with this status.
    Http(u16),
    /// As a message on a WebSocket.
    WebSocket,
    /// Nobody knows the status, or there was no answer.
    #[default]
    Unknown,
}

impl How {
    /// Whether it did what was asked, or only said where to turn: nothing to learn of errors.
    pub(super) fn is_success(self) -> bool {
        matches!(self, How::Http(100..=399))
    }

    pub(super) fn status(self) -> Option<u16> {
        match self {
            How::Http(status) => Some(status),
            How::WebSocket | How::Unknown => None,
        }
    }

    pub(super) fn transport(self) -> Transport {
        match self {
            How::WebSocket => Transport::WebSocket,
            How::Http(_) | How::Unknown => Transport::Http(self.status()),
        }
    }
}

#[derive(Debug, Default)]
enum BodyText<'l> {
    #[default]
    None,
    /// JSON, or the JSON string that holds a text.
    Json(&'l str),
    Text(Cow<'l, str>),
    Base64(Cow<'l, str>),
}

/// The members of a line.
#[derive(Deserialize)]
struct Line<'l> {
    #[serde(borrow)]
    status: Option<&'l RawValue>,
    #[serde(default)]
    websocket: bool,
    #[serde(borrow)]
    headers: Option<&'l RawValue>,
    #[serde(borrow)]
    body: Option<&'l RawValue>,
    #[serde(borrow)]
    body_base64: Option<Cow<'l, str>>,
    #[serde(borrow)]
    url: Option<Cow<'l, str>>,
    #[serde(borrow)]
    time: Option<&'l RawValue>,
    #[serde(borrow)]
    catalog: Option<Cow<'l, str>>,
}

/// The members of an entry that matter here.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry<'l> {
    #[serde(borrow)]
    started_date_time: Option<&'l RawValue>,
    #[serde(borrow)]
    request: Option<Request<'l>>,
    #[serde(borrow)]
    response: Response<'l>,
}

#[derive(Deserialize)]
struct Request<'l> {
    #[serde(borrow)]
    url: Option<Cow<'l, str>>,
}

#[derive(Deserialize)]
struct Response<'l> {
    #[serde(borrow)]
    status: &'l RawValue,
    #[serde(borrow)]
    headers: Option<&'l RawValue>,
    #[serde(borrow)]
    content: Option<Content<'l>>,
}

#[derive(Deserialize)]
struct Content<'l> {
    #[serde(borrow)]
    text: Option<Cow<'l, str>>,
    #[serde(borrow)]
    encoding: Option<Cow<'l, str>>,
}

impl<'l> Record<'l> {
    /// Reads a line of JSON.
    pub(super) fn of_line(line: &'l [u8]) -> Result<Record<'l>, String> {
        let line: Line<'l> = parse(line)?;
        let transport = match (line.websocket, line.status.map(RawValue::get)) {
            (true, _) => How::WebSocket,
            (false, None | Some("null")) if line.body.is_none() && line.body_base64.is_none() => {
                return Err("it has neither `status` nor `body`".to_owned());
            }
            (false, None | Some("null")) => How::Unknown,
            (false, Some(status)) => self::status(status)?,
        };
        let body = match (line.body_base64, line.body) {
            (Some(text), _) => BodyText::Base64(text),
            (None, Some(json)) if json.get() != "null" => BodyText::Json(json.get()),
            (None, _) => BodyText::None,
        };
        let headers = line
            .headers
            .filter(|_| !transport.is_success())
            .map(HeaderList::read)
            .transpose()?;
        let time = line.time.map(RawValue::get);
        Ok(Record {
            transport,
            headers,
            body,
            url: line.url,
            catalog: line.catalog,
            time,
        })
    }

    /// Reads an entry of a HAR file.
    pub(super) fn of_entry(entry: &'l [u8]) -> Result<Record<'l>, String> {
        let entry: Entry<'l> = parse(entry)?;
        // A request that got no answer has the status 0 or -1.
        let transport = status(entry.response.status.get()).unwrap_or_default();
        let content = entry
            .response
            .content
            .and_then(|content| Some((content.text?, content.encoding)));
        let body = match content {
            Some((text, Some(encoding))) if encoding == "base64" => BodyText::Base64(text),
            Some((text, _)) => BodyText::Text(text),
            None => BodyText::None,
        };
        let headers = entry
            .response
            .headers
            .filter(|_| !transport.is_success())
            .map(HeaderList::read)
            .transpose()?;
        let url = entry.request.and_then(|request| request.url);
        Ok(Record {
            transport,
            headers,
            body,
            url,
            catalog: None,
            time: entry.started_date_time.map(RawValue::get),
        })
    }

    /// Whether it tells of no answer at all.
    pub(super) fn is_empty(&self) -> bool {
        self.transport == How::Unknown && matches!(self.body, BodyText::None)
    }

    /// When it came, in seconds since 1970.
    pub(super) fn time(&self) -> Option<i64> {
        self.time.and_then(time::read)
    }

    /// The body as it was on the wire.
    pub(super) fn body(&self) -> Result<Vec<u8>, String> {
        Ok(match &self.body {
            BodyText::None => Vec::new(),
            BodyText::Text(text) => text.as_bytes().to_vec(),
            BodyText::Base64(text) => STANDARD
                .decode(text.trim())
                .map_err(|error| format!("the body is no base64: {error}"))?,
            BodyText::Json(json) if json.starts_with('"') => unescaped(json)?,
            BodyText::Json(json) => json.as_bytes().to_vec(),
        })
    }
}

fn parse<'l, T: Deserialize<'l>>(bytes: &'l [u8]) -> Result<T, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes)
        .map_err(|error| format!("byte {} is no UTF-8", error.valid_up_to() + 1))?;
    serde_json::from_str(text).map_err(|error| {
        let shown = error.to_string();
        // The line is this one; only the column tells something.
        let why = shown.split(" at line ").next().unwrap_or_default();
        format!("{why}, at column {}", error.column())
    })
}

fn status(json: &str) -> Result<How, String> {
    let digits = json.trim_matches('"');
    let known = digits
        .parse()
        .ok()
        .filter(|status| (100..=999).contains(status));
    known
        .map(How::Http)
        .ok_or_else(|| "`status` is no HTTP status".to_owned())
}

/// The headers of an answer.
#[derive(Debug, Default)]
pub(super) struct HeaderList<'l>(Vec<(Cow<'l, str>, Cow<'l, str>)>);

/// A header of a list: `["name", "value"]` or `{"name": …, "value": …}`.
#[derive(Deserialize)]
struct NameValue<'l> {
    #[serde(borrow)]
    name: Cow<'l, str>,
    #[serde(borrow)]
    value: HeaderValue<'l>,
}

/// A text, a number, or a list of texts of which the first counts.
struct HeaderValue<'l>(Cow<'l, str>);

impl<'l> HeaderList<'l> {
    fn read(json: &'l RawValue) -> Result<HeaderList<'l>, String> {
        let list = if json.get().starts_with('[') {
            let items: Result<Vec<NameValue<'l>>, _> = serde_json::from_str(json.get());
            items.map(|items| {
                items
                    .into_iter()
                    .map(|item| (item.name, item.value.0))
                    .collect()
            })
        } else {
            serde_json::from_str(json.get()).map(|Pairs(pairs)| pairs)
        };
        list.map(HeaderList)
            .map_err(|_| "`headers` is neither an object nor a list of names and values".to_owned())
    }
}

impl Headers for HeaderList<'_> {
    fn header(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| &**value)
    }
}

/// The members of an object, in order.
struct Pairs<'l>(Vec<(Cow<'l, str>, Cow<'l, str>)>);

impl<'de: 'l, 'l> Deserialize<'de> for Pairs<'l> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PairsVisitor;

        impl<'de> Visitor<'de> for PairsVisitor {
            type Value = Vec<(Cow<'de, str>, Cow<'de, str>)>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::with_capacity(4);
                while let Some((name, value)) = map.next_entry::<Text<'de>, HeaderValue<'de>>()? {
                    pairs.push((name.0, value.0));
                }
                Ok(pairs)
            }

            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Vec::new())
            }
        }

        deserializer.deserialize_any(PairsVisitor).map(Pairs)
    }
}

/// A text, borrowed where it has no escapes.
#[derive(Deserialize)]
struct Text<'l>(#[serde(borrow)] Cow<'l, str>);

impl<'de: 'l, 'l> Deserialize<'de> for HeaderValue<'l> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ValueVisitor;

        impl<'de> Visitor<'de> for ValueVisitor {
            type Value = Cow<'de, str>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("the value of a header")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Cow::Borrowed(text))
            }
            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Cow::Owned(text.to_owned()))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
                Ok(Cow::Owned(number.to_string()))
            }
            fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
                Ok(Cow::Owned(number.to_string()))
            }
            fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
                Ok(Cow::Owned(number.to_string()))
            }
            fn visit_bool<E>(self, truth: bool) -> Result<Self::Value, E> {
                Ok(Cow::Borrowed(if truth { "true" } else { "false" }))
            }
            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Cow::Borrowed(""))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let first = seq.next_element::<Text<'de>>()?;
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(first.map(|text| text.0).unwrap_or_default())
            }
        }

        deserializer.deserialize_any(ValueVisitor).map(HeaderValue)
    }
}

/// The text of a JSON string, as bytes. What it begins with is known to be JSON, so escapes are whole.
fn unescaped(json: &str) -> Result<Vec<u8>, String> {
    let inner = json
        .get(1..json.len().saturating_sub(1))
        .unwrap_or_default()
        .as_bytes();
    let mut text = Vec::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = memchr(b'\\', rest) {
        let (before, escape) = rest.split_at(at);
        text.extend_from_slice(before);
        let byte = match escape.get(1) {
            Some(b'n') => b'\n',
            Some(b't') => b'\t',
            Some(b'r') => b'\r',
            Some(plain @ (b'"' | b'\\' | b'/')) => *plain,
            // Characters by their number are rare, and may be two escapes.
            _ => {
                return serde_json::from_str::<String>(json)
                    .map(String::into_bytes)
                    .map_err(|error| error.to_string());
            }
        };
        text.push(byte);
        rest = escape.get(2..).unwrap_or_default();
    }
    text.extend_from_slice(rest);
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_what_was_on_the_wire() {
        for (line, body) in [
            (
                r#"{"status": 404, "body": "{\"a\": \"b\\n\"}"}"#,
                r#"{"a": "b\n"}"#,
            ),
            (
                r#"{"status": 404, "body": "\t\/\\ \u00e9\ud83d\ude00"}"#,
                "\t/\\ é😀",
            ),
            (r#"{"status": 404, "body": {"a": 1.50}}"#, r#"{"a": 1.50}"#),
            (
                r#"{"status": 404, "body_base64": "eyJhIjogMX0="}"#,
                r#"{"a": 1}"#,
            ),
            (r#"{"status": 404, "body": null}"#, ""),
            (r#"{"status": "404"}"#, ""),
            ("\u{feff}{\"body\": \"<p>\"}", "<p>"),
        ] {
            assert_eq!(
                Record::of_line(line.as_bytes()).unwrap().body().unwrap(),
                body.as_bytes(),
                "{line}"
            );
        }
    }

    #[test]
    fn headers_come_in_many_forms() {
        for headers in [
            r#"{"X-Request-ID": "r1", "a": ["b"]}"#,
            r#"{"x-request-id": ["r1", "r2"]}"#,
            r#"[["X-Request-Id", "r1"]]"#,
            r#"[{"name": "x-request-id", "value": "r\u0031"}]"#,
        ] {
            let line = format!(r#"{{"status": 404, "headers": {headers}, "time": 1}}"#);
            let record = Record::of_line(line.as_bytes()).unwrap();
            assert_eq!(
                record.headers.unwrap().header("X-Request-ID"),
                Some("r1"),
                "{headers}"
            );
        }
    }

    #[test]
    fn what_is_no_answer_says_why() {
        for (line, why) in [
            ("", "EOF while parsing a value, at column 0"),
            (
                "{\"status\": 404",
                "EOF while parsing an object, at column 14",
            ),
            ("[]", "invalid length 0"),
            ("{}", "it has neither `status` nor `body`"),
            (r#"{"status": 7}"#, "`status` is no HTTP status"),
            (r#"{"status": 404, "headers": 5}"#, "`headers` is neither"),
        ] {
            let error = Record::of_line(line.as_bytes()).unwrap_err();
            assert!(error.starts_with(why), "{line}: {error}");
        }
        assert_eq!(
            Record::of_line(b"{\"a\": \"\xff\"}").unwrap_err(),
            "byte 8 is no UTF-8"
        );
        let bad = Record::of_line(br#"{"status": 404, "body_base64": "@"}"#).unwrap();
        assert!(bad.body().unwrap_err().starts_with("the body is no base64"));
    }

    #[test]
    fn an_entry_is_read_as_browsers_write_it() {
        let entry = br#"{"startedDateTime": "2026-11-21T09:12:13.000Z", "request": {"url": "https://a/b", "headers": []},
            "response": {"status": 429, "headers": [{"name": "Retry-After", "value": "7"}],
            "content": {"size": 2, "mimeType": "application/json", "text": "e30=", "encoding": "base64"}}}"#;
        let record = Record::of_entry(entry).unwrap();
        assert_eq!(record.transport, How::Http(429));
        assert_eq!(
            record.headers.as_ref().unwrap().header("retry-after"),
            Some("7")
        );
        assert_eq!(
            (record.body().unwrap(), record.url.as_deref()),
            (b"{}".to_vec(), Some("https://a/b"))
        );
        assert_eq!(
            record.time().map(time::text).as_deref(),
            Some("2026-11-21T09:12:13Z")
        );
        let aborted = br#"{"response": {"status": 0, "headers": [], "content": {"size": 0}}}"#;
        assert!(Record::of_entry(aborted).unwrap().is_empty());
    }
}
