//! A catalog without errors: every response is undocumented, and close codes are known.

use api_error_catalog::{ErrorKind, UnresolvedReason};
use built::hangup;

#[test]
fn a_catalog_may_have_close_codes_alone() {
    let error = hangup::Error::from_parts(500, [], r#"{"message": "Oops."}"#);
    assert_eq!((error.kind(), error.message()), (None, Some("Oops.")));
    assert_eq!(
        error.unresolved_reason(),
        Some(UnresolvedReason::MissingCode)
    );
    assert_eq!(hangup::ErrorKind::ALL.len(), 0);
    let close = <hangup::ErrorKind as ErrorKind>::catalog()
        .close_code(4002)
        .expect("a close code");
    assert_eq!(close.name, "Idle");
}
