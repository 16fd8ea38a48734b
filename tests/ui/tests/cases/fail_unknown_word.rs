use api_error_catalog::ApiErrorCatalog;

#[derive(ApiErrorCatalog)]
#[catalog(path = "spec/acme.yaml", modul = acme)]
pub struct Acme;

fn main() {}
