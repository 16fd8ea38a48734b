use errors::ApiErrorCatalog;

#[derive(ApiErrorCatalog)]
#[catalog(path = "../built/spec/parcel.yaml")]
struct Parcel;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ApiErrorCatalog)]
#[catalog(path = "../built/spec/parcel.yaml")]
enum Kind {
    ParcelLost,
    AddressUnknown,
    VanBroken,
}

fn main() {
    let _ = parcel::Error::from_body("");
    let _ = kind::Error::from_body("");
}
