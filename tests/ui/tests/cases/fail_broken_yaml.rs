use api_error_catalog::ApiErrorCatalog;

#[derive(ApiErrorCatalog)]
#[catalog(path = "spec/broken.yaml")]
pub struct Acme;

fn main() {}
