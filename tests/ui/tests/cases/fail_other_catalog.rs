use api_error_catalog::ApiErrorCatalog;

#[derive(ApiErrorCatalog)]
#[catalog(path = "spec/acme.yaml")]
struct Acme;

#[derive(ApiErrorCatalog)]
#[catalog(path = "spec/bcme.yaml", module = acme, subset)]
enum Retried {
    VoiceNotFound,
}

#[derive(ApiErrorCatalog)]
#[catalog(path = "spec/bcme.yaml", module = acme)]
enum Handled {
    VoiceNotFound,
    #[catalog(other)]
    Other(acme::ErrorCode),
}

fn main() {}
