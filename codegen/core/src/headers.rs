//! Where header values come from.

/// Response headers to look values up in.
///
/// `[]`, `[("x-request-id", "r1")]`, slices of such pairs, and the header maps of supported crates are headers.
pub trait Headers {
    /// The first value under this name, whatever the case of its letters; `None` where there is none, or none that is text.
    fn header(&self, name: &str) -> Option<&str>;
}

impl Headers for [(&str, &str)] {
    fn header(&self, name: &str) -> Option<&str> {
        self.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }
}

impl<const N: usize> Headers for [(&str, &str); N] {
    fn header(&self, name: &str) -> Option<&str> {
        self.as_slice().header(name)
    }
}

impl<H: Headers + ?Sized> Headers for &H {
    fn header(&self, name: &str) -> Option<&str> {
        (**self).header(name)
    }
}
