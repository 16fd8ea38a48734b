use api_error_catalog::ApiErrorCatalog;

fn main() {
    // Inside a function too.
    #[derive(ApiErrorCatalog)]
    #[catalog(path = "spec/acme.yaml")]
    struct Acme;

    let error = acme::Error::from_body("");
    assert_eq!(error.kind(), None);
}
