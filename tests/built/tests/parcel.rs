//! A catalog of one's own through the build script, used as its user would.

use api_error_catalog::UnresolvedReason;
use built::parcel::{self, ErrorKind, ParcelLostArgs, ParcelLostDetails};

const BODY: &str = r#"{"errors":[{"status":404,"kind":"lost","code":1,"text":"Parcel A7 weighs 1.50 kg","data":{"where":["Rome"],"type":3,"tries":2}}]}"#;

#[test]
fn an_error_inside_a_list_is_found() {
    let error = parcel::Error::from_parts(404, [], BODY);
    assert_eq!(error.kind(), Some(ErrorKind::ParcelLost));
    assert_eq!(error.error_type(), Some("lost"));
    assert_eq!(error.field("status"), Some("404"));
    assert_eq!(
        parcel::Error::from_body(r#"{"errors":[]}"#).unresolved_reason(),
        Some(UnresolvedReason::UnknownShape)
    );
}

#[test]
fn details_are_typed_and_a_member_of_another_type_costs_nothing_else() {
    let details: ParcelLostDetails = parcel::Error::from_body(BODY).details().expect("details");
    assert_eq!(details.r#where, Some(vec!["Rome".to_owned()]));
    assert_eq!(details.tries, Some(2));
    assert_eq!((details.r#type, details.self_service), (None, None));
}

#[test]
fn parameters_are_typed_and_exact() {
    let args: ParcelLostArgs = parcel::Error::from_body(BODY).message_args().expect("args");
    assert_eq!(args.r#type, "A7");
    assert_eq!(args.weight.as_str(), "1.50");
}

#[test]
fn what_a_server_builds_is_what_a_client_reads() {
    let mut details = ParcelLostDetails::default();
    details.tries = Some(2);
    details.r#where = Some(vec!["Rome".to_owned()]);
    let made = parcel::Error::builder(ErrorKind::ParcelLost)
        .message("Gone")
        .details(&details)
        .build();
    let wanted = r#"{"errors":[{"status":404,"kind":"lost","code":1,"text":"Gone","data":{"where":["Rome"],"tries":2}}]}"#;
    assert_eq!(made.body_text(), Some(wanted));
    assert_eq!(made.details::<ParcelLostDetails>(), Some(details));
}

#[test]
fn negative_codes_are_codes() {
    let read = parcel::Error::from_body(
        r#"{"errors":[{"status":404,"kind":"lost","code":-2,"text":"No."}]}"#,
    );
    assert_eq!(read.code().map(|code| code.is_known()), Some(true));
    assert!(read.has_code("-2"));
}

#[test]
#[allow(deprecated, reason = "this is what it shows")]
fn a_former_name_still_compiles() {
    let told = |kind| matches!(kind, ErrorKind::CarBroken);
    assert!(told(ErrorKind::VanBroken) && !told(ErrorKind::ParcelLost));
}
