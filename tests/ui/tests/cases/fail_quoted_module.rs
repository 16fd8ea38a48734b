use api_error_catalog::ApiErrorCatalog;

#[derive(ApiErrorCatalog)]
#[catalog(path = "spec/acme.yaml", module = "acme")]
struct Acme;

#[derive(ApiErrorCatalog)]
#[catalog(path = "spec/acme.yaml", crate = "::errors")]
struct Bcme;

fn main() {}
