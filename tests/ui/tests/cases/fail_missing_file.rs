use api_error_catalog::ApiErrorCatalog;

#[derive(ApiErrorCatalog)]
#[catalog(path = "spec/nowhere.yaml")]
pub struct Acme;

fn main() {}
