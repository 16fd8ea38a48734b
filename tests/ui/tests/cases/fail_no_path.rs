use api_error_catalog::ApiErrorCatalog;

#[derive(ApiErrorCatalog)]
#[catalog(module = acme)]
pub struct Acme;

#[derive(ApiErrorCatalog)]
pub struct Bcme;

fn main() {}
