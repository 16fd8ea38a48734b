//! Times of responses, in seconds since 1970, and as text.

use time::{Date, Month, OffsetDateTime, Time, UtcOffset};

/// Reads a time: seconds since 1970 (milliseconds if the number is too large for these), or RFC 3339.
pub(super) fn read(json: &str) -> Option<i64> {
    let quoted = json
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    if let Some(text) = quoted {
        return rfc3339(text);
    }
    let number: f64 = json.parse().ok()?;
    // In seconds this would be the year 5138.
    let is_millis = number.abs() > 1e11;
    let seconds = (if is_millis { number / 1000.0 } else { number }).floor() as i64;
    OffsetDateTime::from_unix_timestamp(seconds).ok()?;
    Some(seconds)
}

/// `2026-11-21T09:12:13.5+01:00`; the fraction is dropped. Records often have a space for the `T`, no zone, or a zone
/// without a colon, which strict readers refuse.
fn rfc3339(text: &str) -> Option<i64> {
    let number = |range: std::ops::Range<usize>| -> Option<u8> { digits(text.get(range)?) };
    let separators = [4, 7, 10, 13, 16].map(|at| text.as_bytes().get(at).copied());
    let [
        Some(b'-'),
        Some(b'-'),
        Some(b'T' | b't' | b' '),
        Some(b':'),
        Some(b':'),
    ] = separators
    else {
        return None;
    };
    let month = Month::try_from(number(5..7)?).ok()?;
    let date = Date::from_calendar_date(digits(text.get(..4)?)?, month, number(8..10)?).ok()?;
    let time = Time::from_hms(number(11..13)?, number(14..16)?, number(17..19)?).ok()?;
    let zone = text.get(19..)?;
    let offset = offset(zone.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit()))?;
    Some(date.with_time(time).assume_offset(offset).unix_timestamp())
}

/// `Z`, `+01:00`, `-0100`, or nothing.
fn offset(zone: &str) -> Option<UtcOffset> {
    let sign = match zone.as_bytes() {
        [b'Z' | b'z'] | [] => return Some(UtcOffset::UTC),
        [b'+', ..] => 1,
        [b'-', ..] => -1,
        _ => return None,
    };
    let text: String = zone.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes): (i8, i8) = (digits(text.get(..2)?)?, digits(text.get(2..4)?)?);
    UtcOffset::from_hms(sign * hours, sign * minutes, 0).ok()
}

fn digits<N: std::str::FromStr>(text: &str) -> Option<N> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// Writes a time as `2026-11-21`.
pub(super) fn day(seconds: i64) -> String {
    OffsetDateTime::from_unix_timestamp(seconds)
        .map_or_else(|_| String::new(), |time| time.date().to_string())
}

/// Writes a time as `2026-11-21T09:12:13Z`.
pub(super) fn text(seconds: i64) -> String {
    let of_day = seconds.rem_euclid(86_400);
    let (hours, minutes) = (of_day / 3600, of_day / 60 % 60);
    format!(
        "{}T{hours:02}:{minutes:02}:{:02}Z",
        day(seconds),
        of_day % 60
    )
}
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_as_they_are_written() {
        for (json, written) in [
            ("\"2026-11-21T09:12:13Z\"", "2026-11-21T09:12:13Z"),
            ("\"2026-11-21T09:12:13.999+01:30\"", "2026-11-21T07:42:13Z"),
            ("\"2024-02-29T23:59:59-0100\"", "2024-03-01T00:59:59Z"),
            ("\"1969-12-31 23:59:59\"", "1969-12-31T23:59:59Z"),
            ("0", "1970-01-01T00:00:00Z"),
            ("1763716333.7", "2025-11-21T09:12:13Z"),
            ("1763716333700", "2025-11-21T09:12:13Z"),
        ] {
            assert_eq!(read(json).map(text).as_deref(), Some(written), "{json}");
        }
        for other in [
            "\"yesterday\"",
            "null",
            "\"2026-13-01T00:00:00Z\"",
            "\"\"",
            "1e300",
            "\"2026-11-21T09:12:13 CET\"",
            "\"é026-11-21T09:12:13Z\"",
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
