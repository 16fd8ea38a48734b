//! Conventions of error pages: the names of HTTP statuses, what codes look like, and the words that head columns. Nothing
//! here names a vendor.

pub mod code_shape;
pub mod http_status;
pub mod roles;
