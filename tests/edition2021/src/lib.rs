//! A crate of edition 2021 without `std` that denies lints.
#![no_std]
#![deny(
    dead_code,
    missing_docs,
    unused_qualifications,
    clippy::nursery,
    clippy::pedantic
)]

use api_error_catalog::ApiErrorCatalog;

api_error_catalog::include_catalog! {
    /// The errors of Parcel.
    ///
    /// Two services have them.
    pub mod built = parcel;
}

/// The same errors, through the derive.
#[derive(ApiErrorCatalog)]
#[catalog(path = "../built/spec/parcel.yaml")]
pub struct Parcel;

/// Errors with nested details.
#[derive(ApiErrorCatalog)]
#[catalog(path = "../downstream/spec/acme.yaml")]
pub struct Acme;

/// The same errors, written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ApiErrorCatalog)]
#[catalog(path = "../built/spec/parcel.yaml", module = written_out)]
pub enum Kind {
    /// It is lost.
    ParcelLost,
    /// Nobody lives there.
    AddressUnknown,
    /// It takes longer.
    VanBroken,
}

/// The errors that this crate handles.
#[derive(ApiErrorCatalog)]
#[catalog(path = "../built/spec/parcel.yaml", module = built)]
pub enum Handled {
    /// Search for it.
    ParcelLost,
    /// Report all others.
    #[catalog(other)]
    Other(built::ErrorCode),
}

/// The errors after which this crate tries again.
#[derive(ApiErrorCatalog)]
#[catalog(path = "../built/spec/parcel.yaml", module = parcel, subset)]
pub enum Retried {
    /// Take another van.
    VanBroken,
}

#[cfg(test)]
mod tests {
    use super::{built, parcel, written_out, Handled, Kind, Retried};

    const LOST: &str = r#"{"errors":[{"code":1,"text":"Parcel A7 weighs 1.50 kg"}]}"#;

    #[test]
    fn each_way_to_generate_reads_the_same() {
        assert_eq!(
            built::Error::from_body(LOST).kind(),
            Some(built::ErrorKind::ParcelLost)
        );
        assert_eq!(
            parcel::Error::from_body(LOST).kind(),
            Some(parcel::ErrorKind::ParcelLost)
        );
        let written_out = written_out::Error::from_body(LOST);
        assert_eq!(written_out.kind(), Some(Kind::ParcelLost));
        let args = written_out.message_args::<written_out::ParcelLostArgs>();
        assert_eq!(args.map(|args| args.r#type), Some("A7".into()));
    }

    #[test]
    fn enums_of_some_errors_are_made_from_modules_of_any_origin() {
        let handled = Handled::from(&built::Error::from_body(LOST));
        assert!(matches!(handled, Handled::ParcelLost));
        assert!(Retried::try_from(parcel::ErrorKind::VanBroken).is_ok());
        assert!(Retried::try_from(parcel::ErrorKind::ParcelLost).is_err());
    }
}
