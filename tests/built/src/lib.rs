//! A crate as users write them, its catalog made by the build script.

api_error_catalog::include_catalog! {
    /// The errors of Parcel.
    pub mod parcel
}
