//! The JSON Schema of catalogs, tried with a validator.
