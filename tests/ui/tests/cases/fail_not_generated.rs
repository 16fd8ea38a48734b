api_error_catalog::include_catalog!(pub mod billing);

fn main() {}
