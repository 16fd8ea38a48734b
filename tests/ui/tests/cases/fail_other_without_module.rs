use api_error_catalog::ApiErrorCatalog;

#[derive(ApiErrorCatalog)]
#[catalog(path = "spec/acme.yaml")]
enum Handled {
    TextTooLong,
    #[catalog(other)]
    Other(String),
}

fn main() {}
