//! A line, or an entry of a HAR file → one response, read in place.

use std::borrow::Cow;

use api_error_catalog_core::{Headers, StreamFormat, Transport};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use memchr::memchr;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::headers::HeaderList;
use crate::members::members;
use crate::time;

/// A response as it was recorded.
#[derive(Debug, Default)]
pub(super) struct Record<'l> {
    pub(super) channel: Channel,
    pub(super) headers: Option<HeaderList<'l>>,
    /// The headers of a success, which are rarely needed.
    unread_headers: Option<&'l RawValue>,
    body: BodyText<'l>,
    pub(super) url: Option<Cow<'l, str>>,
    /// The catalog that it was recorded with.
    pub(super) catalog: Option<Cow<'l, str>>,
    time: Option<&'l str>,
}

/// The channel of a response.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Channel {
    /// HTTP, with this status.
    Http(u16),
    /// A WebSocket message.
    WebSocket,
    /// Unknown status, or a request without a response.
    #[default]
    Unknown,
}

impl Channel {
    /// Returns `true` for a success or a redirect.
    pub(super) fn is_success(self) -> bool {
        matches!(self, Channel::Http(100..=399))
    }

    pub(super) fn status(self) -> Option<u16> {
        match self {
            Channel::Http(status) => Some(status),
            Channel::WebSocket | Channel::Unknown => None,
        }
    }

    pub(super) fn transport(self) -> Transport {
        match self {
            Channel::WebSocket => Transport::WebSocket,
            Channel::Http(_) | Channel::Unknown => Transport::Http(self.status()),
        }
    }
}

#[derive(Debug, Default)]
enum BodyText<'l> {
    #[default]
    None,
    /// JSON, or a JSON string whose content is the body.
    Json(&'l str),
    Text(Cow<'l, str>),
    Base64(Cow<'l, str>),
}

members! {
    /// The members of a line.
    LineMembers {
        "status" status: Option<&'l RawValue>,
        "websocket" websocket: bool,
        "headers" headers: Option<&'l RawValue>,
        "body" body: Option<&'l RawValue>,
        "body_base64" body_base64: Option<Cow<'l, str>>,
        "url" url: Option<Cow<'l, str>>,
        "time" time: Option<&'l RawValue>,
        "catalog" catalog: Option<Cow<'l, str>>,
    }

    /// The members of a HAR entry that are read.
    HarEntry {
        "startedDateTime" started_date_time: Option<&'l RawValue>,
        "request" request: Option<HarRequest<'l>>,
        "response" response: Option<HarResponse<'l>>,
    }

    HarRequest {
        "url" url: Option<Cow<'l, str>>,
    }

    HarResponse {
        "status" status: Option<&'l RawValue>,
        "headers" headers: Option<&'l RawValue>,
        "content" content: Option<HarContent<'l>>,
    }

    HarContent {
        "text" text: Option<Cow<'l, str>>,
        "encoding" encoding: Option<Cow<'l, str>>,
    }
}

impl<'l> Record<'l> {
    /// Reads a line of JSON.
    pub(super) fn of_line(line: &'l [u8]) -> Result<Record<'l>, String> {
        let line: LineMembers<'l> = parse(line)?;
        let channel = match (line.websocket, line.status.map(RawValue::get)) {
            (true, _) => Channel::WebSocket,
            (false, None | Some("null")) if line.body.is_none() && line.body_base64.is_none() => {
                return Err("it has neither `status` nor `body`".to_owned());
            }
            (false, None | Some("null")) => Channel::Unknown,
            (false, Some(status)) => self::status(status)?,
        };
        let body = match (line.body_base64, line.body) {
            (Some(text), _) => BodyText::Base64(text),
            (None, Some(json)) if json.get() != "null" => BodyText::Json(json.get()),
            (None, _) => BodyText::None,
        };
        Ok(Record {
            channel,
            headers: headers(line.headers, channel)?,
            unread_headers: line.headers,
            body,
            url: line.url,
            catalog: line.catalog,
            time: line.time.map(RawValue::get),
        })
    }

    /// Reads an entry of a HAR file.
    pub(super) fn of_entry(entry: &'l [u8]) -> Result<Record<'l>, String> {
        let entry: HarEntry<'l> = parse(entry)?;
        let response = entry.response.ok_or("it has no `response`")?;
        let status = response.status.ok_or("its response has no `status`")?;
        // A request without a response has the status 0 or -1.
        let channel = self::status(status.get()).unwrap_or_default();
        let content = response
            .content
            .and_then(|content| Some((content.text?, content.encoding)));
        let body = match content {
            Some((text, Some(encoding))) if encoding == "base64" => BodyText::Base64(text),
            Some((text, _)) => BodyText::Text(text),
            None => BodyText::None,
        };
        Ok(Record {
            channel,
            headers: headers(response.headers, channel)?,
            unread_headers: response.headers,
            body,
            url: entry.request.and_then(|request| request.url),
            catalog: None,
            time: entry.started_date_time.map(RawValue::get),
        })
    }

    /// Reads the headers of a success, which may be an error of a catalog. Headers that cannot be read are left out.
    pub(super) fn read_headers(&mut self) {
        if self.headers.is_none() {
            let headers = self.unread_headers.map(HeaderList::read);
            self.headers = headers.and_then(Result::ok);
        }
    }

    /// Returns `true` if the headers of a success may say that it is a stream, which may contain errors.
    pub(super) fn may_be_stream(&self) -> bool {
        const PARTS: [&str; 4] = ["stream", "ndjson", "jsonl", "json-seq"];
        let headers = self.unread_headers.filter(|_| self.channel.is_success());
        headers.is_some_and(|headers| PARTS.iter().any(|part| headers.get().contains(part)))
    }

    /// Returns the format of the stream that a success is. Its headers must have been read.
    pub(super) fn stream(&self) -> Option<StreamFormat> {
        let headers = self.headers.as_ref().filter(|_| self.channel.is_success());
        StreamFormat::of_content_type(headers?.header("content-type")?)
    }

    /// Returns `true` for a request without a response.
    pub(super) fn is_empty(&self) -> bool {
        self.channel == Channel::Unknown && matches!(self.body, BodyText::None)
    }

    /// Returns its time, in seconds since 1970.
    pub(super) fn time(&self) -> Option<i64> {
        self.time.and_then(time::read)
    }

    /// Returns the body as it was on the wire.
    pub(super) fn body(&self) -> Result<Vec<u8>, String> {
        Ok(match &self.body {
            BodyText::None => Vec::new(),
            BodyText::Text(text) => text.as_bytes().to_vec(),
            BodyText::Base64(text) => STANDARD
                .decode(text.trim())
                .map_err(|error| format!("the body is not base64: {error}"))?,
            BodyText::Json(json) if json.starts_with('"') => unescaped(json)?,
            BodyText::Json(json) => json.as_bytes().to_vec(),
        })
    }
}

/// Reads the headers, unless it is a success, which is only counted.
fn headers(json: Option<&RawValue>, channel: Channel) -> Result<Option<HeaderList<'_>>, String> {
    let json = json.filter(|_| !channel.is_success());
    json.map(HeaderList::read).transpose()
}

fn parse<'l, T: Deserialize<'l>>(bytes: &'l [u8]) -> Result<T, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes)
        .map_err(|error| format!("byte {} is not UTF-8", error.valid_up_to() + 1))?;
    serde_json::from_str(text).map_err(|error| {
        let shown = error.to_string();
        // The line number is always 1.
        let why = shown.split(" at line ").next().unwrap_or_default();
        format!("{why}, at column {}", error.column())
    })
}

fn status(json: &str) -> Result<Channel, String> {
    let digits = json.trim_matches('"');
    let known = digits
        .parse()
        .ok()
        .filter(|status| (100..=999).contains(status));
    known
        .map(Channel::Http)
        .ok_or_else(|| "`status` is not a valid HTTP status".to_owned())
}

/// Returns the content of a JSON string, as bytes. It is known to be JSON, so its escapes are complete.
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
            // Characters by number are rare, and may take two escapes.
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
    use api_error_catalog_core::Headers;

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
            ("[]", "invalid type: sequence, expected an object"),
            ("{}", "it has neither `status` nor `body`"),
            (r#"{"status": 7}"#, "`status` is not a valid HTTP status"),
            (r#"{"status": 404, "headers": 5}"#, "`headers` is neither"),
        ] {
            let error = Record::of_line(line.as_bytes()).unwrap_err();
            assert!(error.starts_with(why), "{line}: {error}");
        }
        assert_eq!(
            Record::of_line(b"{\"a\": \"\xff\"}").unwrap_err(),
            "byte 8 is not UTF-8"
        );
        let bad = Record::of_line(br#"{"status": 404, "body_base64": "@"}"#).unwrap();
        assert!(
            bad.body()
                .unwrap_err()
                .starts_with("the body is not base64")
        );
    }

    #[test]
    fn an_entry_is_read_as_browsers_write_it() {
        let entry = br#"{"startedDateTime": "2026-11-21T09:12:13.000Z", "request": {"url": "https://a/b", "headers": []},
            "response": {"status": 429, "headers": [{"name": "Retry-After", "value": "7"}],
            "content": {"size": 2, "mimeType": "application/json", "text": "e30=", "encoding": "base64"}}}"#;
        let record = Record::of_entry(entry).unwrap();
        assert_eq!(record.channel, Channel::Http(429));
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
