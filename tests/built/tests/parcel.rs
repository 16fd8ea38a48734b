//! A catalog of one's own through the build script, used as its user would.

use api_error_catalog::{Decimal, UnresolvedReason};
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
    let made = parcel::Error::builder(ErrorKind::ParcelLost)
        .arg("type", "A7")
        .arg("weight", "1.50".parse::<Decimal>().expect("a number"))
        .arg("self_service", false)
        .arg("tries", 2)
        .arg("where", vec!["Rome"])
        .arg("raw", vec![1, 2])
        .build()
        .expect("a documented error");
    let wanted = r#"{"errors":[{"status":404,"kind":"lost","code":1,"text":"Parcel A7 weighs 1.50 kg","data":{"self_service":false,"type":"A7","where":["Rome"],"tries":2,"raw":[1,2]}}]}"#;
    assert_eq!(made.body_text(), Some(wanted));
    let details: ParcelLostDetails = made.details().expect("details");
    assert_eq!(details.r#where, Some(vec!["Rome".to_owned()]));
    let args: ParcelLostArgs = made.message_args().expect("args");
    assert_eq!(args.weight.as_str(), "1.50");
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
