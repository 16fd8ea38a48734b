//! Parts of a body that the catalog does not describe.

use crate::engine::resolution::Transport;
use crate::engine::response::ErrorResponse;
use crate::engine::scan::Scanner;
use crate::engine::text;

impl<'t> ErrorResponse<'t> {
    /// Returns the JSON text at a JSON pointer (RFC 6901) such as `/detail/data`, for parts that the catalog does not describe.
    #[must_use]
    #[inline]
    pub fn pointer(&self, pointer: &str) -> Option<&str> {
        let steps = match pointer {
            "" => "",
            _ => pointer.strip_prefix('/')?,
        };
        let mut scan = Scanner::new(self.source());
        for step in steps.split('/').filter(|_| !pointer.is_empty()) {
            scan.enter(&step.replace("~1", "/").replace("~0", "~"))?;
        }
        core::str::from_utf8(self.source().get(scan.span(Scanner::skip_from)?.range()?)?).ok()
    }

    /// Decodes a response of this API that is in a string inside the body, as some gateways send it.
    #[must_use]
    #[inline]
    pub fn embedded(&self) -> Option<ErrorResponse<'t>> {
        let mut scan = Scanner::new(self.source());
        while let Some(inner) = scan.next_string() {
            if !inner.contains(&b'{') {
                continue;
            }
            let json = text::unescaped(inner);
            let json = json
                .find('{')
                .and_then(|at| json.get(at..))
                .unwrap_or_default();
            let response = ErrorResponse::new(
                self.catalog,
                Transport::Http(None),
                &[("", ""); 0],
                json.into(),
            );
            if response.exact || response.info().is_some() {
                return Some(response);
            }
        }
        None
    }
}
