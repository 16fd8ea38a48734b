//! The derive does not name a user's types or macros: they may have the names of those in the prelude.
#![allow(dead_code, reason = "nothing uses what only has a name")]
#![allow(unused_macros, reason = "nothing uses what only has a name")]

use api_error_catalog::ApiErrorCatalog;

pub struct Option;
pub struct Result;
pub struct String;
pub struct Vec;
pub struct Box;
pub struct Ok;
pub struct Err;
pub struct Some;
pub struct None;
pub trait From {}
pub trait Into {}
pub trait TryFrom {}
pub trait Default {}
pub trait Iterator {}
pub trait IntoIterator {}
macro_rules! concat {
    () => {};
}
macro_rules! env {
    () => {};
}
macro_rules! include_bytes {
    () => {};
}
macro_rules! panic {
    () => {};
}

#[derive(ApiErrorCatalog)]
#[catalog(path = "spec/acme.yaml")]
pub struct Acme;

/// With typed details and arguments.
#[derive(ApiErrorCatalog)]
#[catalog(path = "spec/parcel.yaml")]
pub struct Parcel;

/// With nested details.
#[derive(ApiErrorCatalog)]
#[catalog(path = "spec/nested.yaml")]
pub struct Nested;

#[derive(ApiErrorCatalog)]
#[catalog(path = "spec/acme.yaml", module = acme)]
pub enum Handled {
    TextTooLong,
    #[catalog(other)]
    Other(acme::ErrorCode),
}

#[derive(ApiErrorCatalog)]
#[catalog(path = "spec/acme.yaml", module = acme, subset)]
pub enum Retried {
    TextTooLong,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ApiErrorCatalog)]
#[catalog(path = "spec/acme.yaml")]
pub(crate) enum Kind {
    TextTooLong,
    VoiceNotFound,
}

mod inner {
    #[derive(
        Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, api_error_catalog::ApiErrorCatalog,
    )]
    #[catalog(path = "spec/acme.yaml", module = made)]
    pub(super) enum Kind {
        TextTooLong,
        VoiceNotFound,
    }

    #[derive(
        Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, api_error_catalog::ApiErrorCatalog,
    )]
    #[catalog(path = "spec/acme.yaml", module = secret)]
    enum Secret {
        TextTooLong,
        VoiceNotFound,
    }

    pub(super) fn secret() -> bool {
        secret::Error::from(secret::TextTooLong).is(Secret::TextTooLong)
    }
}

fn main() {
    assert!(inner::secret());
    let error = inner::made::Error::from(inner::made::VoiceNotFound);
    let weight = parcel::Error::from_body(r#"{"errors":[{"code":1,"text":"Parcel A7 weighs 1.50 kg"}]}"#);
    assert!(weight.message_args::<parcel::ParcelLostArgs>().is_some());
    assert_eq!(
        kind::Error::from_body(error.body()).kind().map(Kind::code),
        acme::Error::from_body(error.body()).kind().map(acme::ErrorKind::code)
    );
    assert!(<Retried as ::std::convert::TryFrom<acme::ErrorKind>>::try_from(acme::ErrorKind::VoiceNotFound).is_err());
    assert!(matches!(
        <Handled as ::std::convert::From<&acme::Error>>::from(&acme::Error::from(acme::TextTooLong)),
        Handled::TextTooLong
    ));
}
