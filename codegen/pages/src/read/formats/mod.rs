//! One reader for each form of page, all ending in a [`Document`](crate::read::document::Document).

pub(crate) mod asciidoc;
mod code_lists;
pub(crate) mod components;
pub(crate) mod delimited;
pub(crate) mod flat;
pub(crate) mod html;
pub(crate) mod inline;
pub(crate) mod json;
pub(crate) mod markdown;
mod outline;
pub(crate) mod parameters;
pub(crate) mod pipes;
pub(crate) mod plain;
pub(crate) mod prepared;
mod properties;
pub(crate) mod restructured;
pub(crate) mod stacked;
mod tabbed;
pub(crate) mod tags;
