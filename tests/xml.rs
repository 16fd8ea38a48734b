//! Bodies in XML: read by the same templates as JSON, hostile ones within the bounds of time and memory.
#![cfg(all(feature = "derive", feature = "xml"))]

use std::sync::Mutex;
use std::time::{Duration, Instant};

use api_error_catalog::{ApiErrorCatalog, UnresolvedReason, Violation};
use peak_alloc::PeakAlloc;

#[derive(ApiErrorCatalog)]
#[catalog(path = "tests/spec/views/store.yaml", module = store)]
struct Store;

use store::{Error, ErrorKind};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Memory is counted for the whole process, so one test runs at a time.
static ALONE: Mutex<()> = Mutex::new(());

/// Decodes a body, and checks that it is kept and that memory has its bound.
fn decoded(body: &[u8]) -> Error {
    let copy = body.to_vec();
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage() - copy.capacity();
    let error = Error::from_parts(404, [], copy);
    let most = MEMORY.peak_usage().saturating_sub(before);
    assert!(
        most <= 2 * body.len() + 4096,
        "{most} bytes for {}: {}",
        body.len(),
        String::from_utf8_lossy(body.get(..100).unwrap_or(body))
    );
    assert_eq!(error.body(), body);
    error
}

const ERROR: &str = "\u{feff}\n <?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE Error [<!ENTITY x \"y\">]>\
    <!-- <Code>SlowPace</Code> --><s:Error xmlns:s='urn:a>b'>\n  <Message><![CDATA[<Code>SlowPace</Code>]]></Message>\
    <Code a=\"1\"> KeyGone\n</Code><RequestId>&lt;R&amp;&#x31;&#50;&unknown;&#xD800;\"</RequestId>\
    <Context kind='deep'><A/><A>1</A><B>2</B><A>3</A></Context></s:Error>";

#[test]
fn elements_are_members_and_texts_are_strings() {
    let _alone = ALONE.lock();
    let error = decoded(ERROR.as_bytes());
    assert_eq!(error.kind(), Some(ErrorKind::KeyGone));
    assert_eq!(error.message(), Some("<Code>SlowPace</Code>"));
    assert_eq!(error.request_id(), Some("<R&12&unknown;&#xD800;\""));
    assert_eq!(
        error.field_json("details"),
        Some(r#"{"@kind":"deep","A":["","1"],"B":"2","A":"3"}"#)
    );
}

#[test]
fn the_elements_with_one_name_are_a_list_where_a_list_is_read() {
    let _alone = ALONE.lock();
    let error = decoded(
        b"<DeleteResult><Error><Key>a</Key><Code>KeyGone</Code></Error><Deleted/><Error><Code>SlowPace</Code></Error></DeleteResult>",
    );
    let kinds: Vec<_> = error.errors().map(|item| item.kind()).collect();
    assert_eq!(kinds, [Some(ErrorKind::KeyGone), Some(ErrorKind::SlowPace)]);
    assert_eq!(error.param(), Some("a"));

    for (xml, fields) in [
        ("", &[][..]),
        (
            "<error><pointer>a</pointer><detail>A</detail></error>",
            &["a"],
        ),
    ] {
        let body = format!(
            "<problem xmlns=\"urn:ietf:rfc:7807\"><type>KeyGone</type><errors>{xml}</errors></problem>"
        );
        let error = decoded(body.as_bytes());
        assert_eq!(error.shape(), Some("problem"));
        let expected = fields.iter().map(|field| Violation {
            field: (*field).to_owned(),
            message: "A".to_owned(),
        });
        assert_eq!(error.violations(), expected.collect::<Vec<_>>());
    }
}

#[test]
fn the_namespace_of_an_element_is_what_its_prefix_means() {
    let _alone = ALONE.lock();
    let fault = |head: &str, fault: &str| {
        decoded(format!("<a:Envelope {head}><a:Body>{fault}</a:Body></a:Envelope>").as_bytes())
    };
    let soap = "xmlns:a=\"http://schemas.xmlsoap.org/soap/envelope/\"";
    let inner = "<faultstring>No.</faultstring><detail><b:ShopFault xmlns:b=\"urn:b\"><b:code>KeyGone</b:code></b:ShopFault></detail>";
    let error = fault(soap, &format!("<a:Fault>{inner}</a:Fault>"));
    assert_eq!(error.shape(), Some("soap"));
    assert_eq!(error.kind(), Some(ErrorKind::KeyGone));
    let error = fault(
        "xmlns:a=\"http://www.w3.org/2003/05/soap-envelope\"",
        "<a:Fault><a:Code><a:Subcode><a:Value>SlowPace</a:Value></a:Subcode></a:Code><a:Reason><a:Text xml:lang=\"en\">No.</a:Text></a:Reason></a:Fault>",
    );
    assert_eq!(error.shape(), Some("soap12"));
    assert_eq!(
        (error.message(), error.field("language")),
        (Some("No."), Some("en"))
    );
}

#[test]
fn another_document_is_not_an_error() {
    let _alone = ALONE.lock();
    for body in [
        "<!DOCTYPE html><html><body><Error><Code>KeyGone</Code></Error></body></html>",
        "<List><Key>&lt;Error&gt;&lt;Code&gt;KeyGone</Key></List>",
        "text <Error><Code>KeyGone</Code></Error>",
        "<Error><Code>KeyGo",
        "<Error><Code>KeyGone</Cod",
        "<Error Code=\"KeyGone",
        "<>",
        "< Error>",
    ] {
        let error = decoded(body.as_bytes());
        assert_eq!(
            error.unresolved_reason(),
            Some(UnresolvedReason::NotJson),
            "{body}"
        );
    }
}

#[test]
fn what_precedes_a_cut_is_read() {
    let _alone = ALONE.lock();
    let error = decoded(b"<Error><Code>KeyGone</Code><Message>Not he");
    assert_eq!(error.kind(), Some(ErrorKind::KeyGone));
    assert_eq!(error.message(), None);
}

#[test]
fn every_beginning_of_a_body_and_every_changed_byte_is_kept_within_the_bound() {
    let _alone = ALONE.lock();
    let body = ERROR.as_bytes();
    for end in 0..body.len() {
        decoded(&body[..end]);
        for byte in [0, b'<', b'>', b'/', b'"', b'&', b'[', 0xff] {
            let mut changed = body.to_vec();
            changed[end] = byte;
            decoded(&changed);
        }
    }
}

#[test]
fn deep_long_and_repeated_documents_are_read_within_the_bounds() {
    let _alone = ALONE.lock();
    let size = 20_000;
    let inside = [
        "<a>".repeat(size),
        "<a/>".repeat(size),
        "<a><b></b>".repeat(size),
        ["<a>".repeat(size), "</a>".repeat(size)].concat(),
        "<Code>KeyGone</Code>".repeat(size),
        "&#1;".repeat(size),
        "\"".repeat(size),
        "<!--".repeat(size),
        "<![CDATA[]]>".repeat(size),
        "<a b=\"".repeat(size),
        "&".repeat(size),
        "]]>".repeat(size),
    ];
    let started = Instant::now();
    for inside in &inside {
        for (open, close) in [
            ("<Error>", "</Error>"),
            ("<Error><Code>KeyGone</Code><Context>", "</Context></Error>"),
            ("<Error><Message>", "</Message></Error>"),
            ("<DeleteResult><Error>", "</Error></DeleteResult>"),
            ("<!DOCTYPE Error [", "]><Error/>"),
        ] {
            decoded([open, inside, close].concat().as_bytes());
        }
    }
    assert!(
        started.elapsed() < Duration::from_secs(60),
        "{:?}",
        started.elapsed()
    );
}

#[derive(ApiErrorCatalog)]
#[catalog(path = "tests/spec/views/shop.yaml", module = shop)]
struct Shop;

#[test]
fn errors_in_xml_are_built_and_read_back() {
    let _alone = ALONE.lock();
    for kind in shop::ErrorKind::ALL.iter().copied() {
        let builder = shop::Error::builder(kind).message("a < \"b\" & 'c'\n\u{1}ü");
        // XML has no control characters.
        assert!(builder.clone().build().is_err());
        let error = builder
            .message("a < \"b\" & 'c'\nü")
            .request_id("r1")
            .build();
        let error = error.unwrap_or_else(|error| panic!("{error}"));
        let parts = error.into_parts();
        let body = String::from_utf8(parts.body).unwrap_or_default();
        assert!(body.starts_with("<?xml"), "{body}");
        let headers: Vec<_> = parts
            .headers
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        assert!(
            headers.contains(&("Content-Type", "application/xml")),
            "{headers:?}"
        );
        let read = shop::Error::from_parts(parts.status.unwrap_or(400), headers.as_slice(), body);
        assert_eq!(read.kind(), Some(kind));
        assert_eq!(read.message(), Some("a < \"b\" & 'c'\nü"));
        assert_eq!(read.request_id(), Some("r1"));
    }
}
