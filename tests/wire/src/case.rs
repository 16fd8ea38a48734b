//! A response with the name of its style.

use base64::Engine;
use serde::Deserialize;

/// A response.
#[derive(Deserialize)]
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) style: String,
    pub(crate) transport: String,
    #[serde(default)]
    pub(crate) status: Option<u16>,
    #[serde(default)]
    pub(crate) headers: Vec<(String, String)>,
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    body_base64: Option<String>,
    /// The time at which it is read, in seconds since 1970.
    #[serde(default)]
    pub(crate) now: Option<i64>,
}

impl Case {
    /// Returns the body.
    pub(crate) fn body(&self) -> Result<Vec<u8>, base64::DecodeError> {
        match (&self.body, &self.body_base64) {
            (Some(text), _) => Ok(text.clone().into_bytes()),
            (None, Some(base64)) => base64::engine::general_purpose::STANDARD.decode(base64),
            (None, None) => Ok(Vec::new()),
        }
    }

    /// Returns the headers. The time of reading is the response's `Date` if it has none, because moments count from it.
    pub(crate) fn headers(&self) -> Vec<(String, String)> {
        let mut headers = self.headers.clone();
        let has_date = headers
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case("date"));
        if let (Some(now), false) = (self.now, has_date) {
            headers.push(("Date".to_owned(), http_date(now)));
        }
        headers
    }
}

/// Writes a moment as HTTP does.
fn http_date(seconds: i64) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Years start with March here, so that a leap day is the last day of its year.
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day = days.rem_euclid(146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let date = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    let name = usize::try_from(month - 1)
        .ok()
        .and_then(|at| MONTHS.get(at));
    let name = name.copied().unwrap_or_default();
    let (hour, minute) = (second / 3_600, second / 60 % 60);
    format!(
        "Thu, {date:02} {name} {year} {hour:02}:{minute:02}:{:02} GMT",
        second % 60
    )
}
