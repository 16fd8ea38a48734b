//! Hostile input: what the tests of this package, the fuzz targets and the long runs share.
#![allow(
    clippy::expect_used,
    reason = "whatever cannot go on here has found a fault"
)]

pub mod catalogs;
pub mod clock;
pub mod mutation;
pub mod sample;
pub mod seeds;
pub mod targets;
pub mod typed;
