//! Standard knowledge: the names of HTTP statuses, what codes look like, the words that pages head columns with, what their

pub mod roles;
pub mod shape;
pub mod status;
