//! Standard knowledge: the names of HTTP statuses, what codes look like, the words that pages head columns with, what their
//! advice on trying again comes to.

pub(crate) mod advice;
pub(crate) mod roles;
pub(crate) mod shape;
pub(crate) mod status;
