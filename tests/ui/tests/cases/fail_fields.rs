use api_error_catalog::ApiErrorCatalog;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ApiErrorCatalog)]
#[catalog(path = "spec/acme.yaml")]
enum Kind {
    TextTooLong(u8),
    VoiceNotFound,
}

fn main() {}
