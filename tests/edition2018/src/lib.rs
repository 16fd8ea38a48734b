//! A crate of edition 2018 that renames its dependency and denies lints.
#![deny(
    dead_code,
    missing_docs,
    unused_qualifications,
    clippy::nursery,
    clippy::pedantic
)]

use std::convert::TryFrom;

use errors::ApiErrorCatalog;

errors::include_catalog!(pub mod parcel);

/// Nothing uses these.
mod unused {
    use errors::ApiErrorCatalog;

    errors::include_catalog!(mod parcel);
    errors::include_catalog!(pub(super) mod calls = hangup);
    errors::include_catalog!(mod acme);

    #[derive(ApiErrorCatalog)]
    #[catalog(path = "../built/spec/parcel.yaml", crate = ::errors)]
    struct Derived;

    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ApiErrorCatalog)]
    #[catalog(path = "../built/spec/parcel.yaml", module = written_out, crate = ::errors)]
    enum Kind {
        ParcelLost,
        AddressUnknown,
        VanBroken,
    }
}

#[derive(ApiErrorCatalog)]
#[catalog(path = "../built/spec/parcel.yaml", module = derived, crate = ::errors)]
struct Parcel;

#[derive(ApiErrorCatalog)]
#[catalog(path = "../built/spec/parcel.yaml", module = derived)]
enum Handled {
    ParcelLost,
    #[catalog(other)]
    Other(derived::ErrorCode),
}

#[derive(ApiErrorCatalog)]
#[catalog(path = "../built/spec/parcel.yaml", module = derived, subset)]
enum Retried {
    VanBroken,
}

/// Describes a body in a word.
#[must_use]
pub fn describe(body: &str) -> String {
    let error = derived::Error::from_body(body);
    if error
        .kind()
        .map(Retried::try_from)
        .is_some_and(|kind| kind.is_ok())
    {
        return "retried".to_owned();
    }
    match Handled::from(&error) {
        Handled::ParcelLost => "lost".to_owned(),
        Handled::Other(code) => code.as_str().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::describe;

    #[test]
    fn a_renamed_dependency_works_in_every_way_to_use_it() {
        let body = |code: u8| format!(r#"{{"errors":[{{"code":{code},"text":"t"}}]}}"#);
        assert_eq!(describe(&body(1)), "lost");
        assert_eq!(describe(&body(3)), "retried");
        assert_eq!(describe(&body(7)), "7");
        let error = super::parcel::Error::from_body(body(1));
        assert!(error.is(super::parcel::ErrorKind::ParcelLost));
    }
}
