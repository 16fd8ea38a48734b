//! HTTP statuses: IANA's registry, older names for them, and the unregistered ones that are in wide use.

/// Status and name. A status may have several names.
const NAMES: &[(u16, &str)] = &[
    (100, "Continue"),
    (101, "Switching Protocols"),
    (102, "Processing"),
    (103, "Early Hints"),
    (200, "OK"),
    (200, "Success"),
    (201, "Created"),
    (202, "Accepted"),
    (203, "Non-Authoritative Information"),
    (204, "No Content"),
    (205, "Reset Content"),
    (206, "Partial Content"),
    (207, "Multi-Status"),
    (208, "Already Reported"),
    (226, "IM Used"),
    (300, "Multiple Choices"),
    (301, "Moved Permanently"),
    (302, "Found"),
    (303, "See Other"),
    (304, "Not Modified"),
    (305, "Use Proxy"),
    (307, "Temporary Redirect"),
    (308, "Permanent Redirect"),
    (400, "Bad Request"),
    (401, "Unauthorized"),
    (401, "Unauthorised"),
    (402, "Payment Required"),
    (403, "Forbidden"),
    (404, "Not Found"),
    (405, "Method Not Allowed"),
    (406, "Not Acceptable"),
    (407, "Proxy Authentication Required"),
    (408, "Request Timeout"),
    (408, "Request Time-out"),
    (409, "Conflict"),
    (410, "Gone"),
    (411, "Length Required"),
    (412, "Precondition Failed"),
    (413, "Content Too Large"),
    (413, "Payload Too Large"),
    (413, "Request Entity Too Large"),
    (414, "URI Too Long"),
    (414, "Request-URI Too Long"),
    (415, "Unsupported Media Type"),
    (416, "Range Not Satisfiable"),
    (416, "Requested Range Not Satisfiable"),
    (417, "Expectation Failed"),
    (418, "I'm a teapot"),
    (419, "Page Expired"),
    (420, "Enhance Your Calm"),
    (421, "Misdirected Request"),
    (422, "Unprocessable Content"),
    (422, "Unprocessable Entity"),
    (423, "Locked"),
    (424, "Failed Dependency"),
    (425, "Too Early"),
    (426, "Upgrade Required"),
    (428, "Precondition Required"),
    (429, "Too Many Requests"),
    (431, "Request Header Fields Too Large"),
    (440, "Login Time-out"),
    (444, "No Response"),
    (449, "Retry With"),
    (451, "Unavailable For Legal Reasons"),
    (460, "Client Closed"),
    (498, "Invalid Token"),
    (499, "Client Closed Request"),
    (500, "Internal Server Error"),
    (500, "Internal Error"),
    (500, "Server Error"),
    (501, "Not Implemented"),
    (502, "Bad Gateway"),
    (503, "Service Unavailable"),
    (504, "Gateway Timeout"),
    (504, "Gateway Time-out"),
    (505, "HTTP Version Not Supported"),
    (506, "Variant Also Negotiates"),
    (507, "Insufficient Storage"),
    (508, "Loop Detected"),
    (509, "Bandwidth Limit Exceeded"),
    (510, "Not Extended"),
    (511, "Network Authentication Required"),
    (520, "Web Server Returned an Unknown Error"),
    (521, "Web Server Is Down"),
    (522, "Connection Timed Out"),
    (523, "Origin Is Unreachable"),
    (524, "A Timeout Occurred"),
    (525, "SSL Handshake Failed"),
    (526, "Invalid SSL Certificate"),
    (527, "Railgun Error"),
    (529, "Overloaded"),
    (529, "Site is overloaded"),
    (530, "Site is frozen"),
    (598, "Network read timeout"),
    (599, "Network Connect Timeout"),
];

/// A three-digit number that can be an HTTP status.
pub(crate) fn parse(text: &str) -> Option<u16> {
    let digits = text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit());
    digits
        .then(|| text.parse().ok())
        .flatten()
        .filter(|status| (100..600).contains(status))
}

/// Whether the number is a status that is in use.
pub(crate) fn is_known(status: u16) -> bool {
    NAMES
        .binary_search_by_key(&status, |&(known, _)| known)
        .is_ok()
}

/// The length of the status's own name where the text starts with it; the longest name counts.
pub(crate) fn name_length(status: u16, text: &str) -> Option<usize> {
    let own = NAMES
        .iter()
        .filter(|&&(known, _)| known == status)
        .map(|&(_, name)| name);
    let starts = |name: &&str| {
        text.get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    own.filter(starts).map(str::len).max()
}

/// Whether the text is the name of any status.
pub(crate) fn is_name(text: &str) -> bool {
    NAMES
        .iter()
        .any(|(_, name)| name.eq_ignore_ascii_case(text.trim()))
}

/// The statuses of `400`, `500/502/503`, `400, 401`, `HTTP 404`, and what follows them (`404 Not Found`).
/// Ranges and classes (`4xx`, `400-499`) name no status.
pub(crate) fn leading(text: &str) -> (Vec<u16>, &str) {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    for word in [
        "HTTP", "http", "Error", "error", "Status", "status", "Code", "code", ":",
    ] {
        rest = rest.strip_prefix(word).unwrap_or(rest).trim_start();
    }
    let unmarked = rest;
    loop {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let Some(status) = parse(&rest[..digits]) else {
            break;
        };
        let next = rest[digits..].chars().next();
        if next.is_some_and(|c| {
            c.is_alphanumeric()
                || matches!(c, '_' | '.')
                    && !rest[digits + 1..].is_empty()
                    && !rest[digits + 1..].starts_with(' ')
        }) {
            break;
        }
        found.push(status);
        rest = &rest[digits..];
        let after = rest.trim_start_matches([' ', '/', ',', '|', '&']);
        let after = ["or ", "and "]
            .iter()
            .find_map(|word| after.strip_prefix(word))
            .unwrap_or(after);
        let another =
            after.len() < rest.len() && after.bytes().take_while(u8::is_ascii_digit).count() == 3;
        if !another {
            break;
        }
        rest = after;
    }
    let range = rest
        .trim_start()
        .strip_prefix(['-', '–', '~'])
        .is_some_and(|end| end.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    if found.is_empty() || range {
        return (Vec::new(), unmarked);
    }
    (found, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_sorted() {
        assert!(NAMES.is_sorted_by_key(|&(status, _)| status));
    }

    #[test]
    fn statuses_in_front() {
        assert_eq!(leading("500/502/503"), (vec![500, 502, 503], ""));
        assert_eq!(leading("400, 401 or 403 x"), (vec![400, 401, 403], " x"));
        assert_eq!(leading("HTTP 404 Not Found"), (vec![404], " Not Found"));
        assert!(leading("400-499").0.is_empty());
        assert!(leading("4xx").0.is_empty());
        assert!(leading("4001").0.is_empty());
        assert_eq!(leading("200 (OK)"), (vec![200], " (OK)"));
    }

    #[test]
    fn the_longest_name_counts() {
        assert_eq!(
            name_length(500, "Internal Server ErrorUnexpected"),
            Some(21)
        );
        assert_eq!(name_length(404, "Forbidden"), None);
    }
}
