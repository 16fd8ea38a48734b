//! A crate as users write them, its catalogs made by the build script.
#![deny(
    dead_code,
    missing_docs,
    unused_qualifications,
    clippy::nursery,
    clippy::pedantic
)]

api_error_catalog::include_catalog! {
    /// The errors of Parcel.
    pub mod parcel
}

api_error_catalog::include_catalog! {
    /// What Hangup says when it hangs up.
    pub mod hangup
}
