//! Times of answers, in seconds since 1970, and as text.

/// A time: seconds since 1970 (milliseconds where the number is too large for these), or RFC 3339.
pub(super) fn read(json: &str) -> Option<i64> {
    match json
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
    {
        Some(text) => rfc3339(text),
        None => {
            let number: f64 = json.parse().ok()?;
            // In seconds this would be the year 5138.
            let seconds = if number.abs() > 1e11 {
                number / 1000.0
            } else {
                number
            };
            (seconds.abs() < 1e12).then_some(seconds.floor() as i64)
        }
    }
}

/// `2026-11-21T09:12:13.5+01:00`; the fraction is dropped.
fn rfc3339(text: &str) -> Option<i64> {
    let number = |range: std::ops::Range<usize>| {
        text.get(range)?
            .parse::<i64>()
            .ok()
            .filter(|number| *number >= 0)
    };
    let at = |place: usize| text.as_bytes().get(place).copied();
    let joints = at(4)? == b'-'
        && at(7)? == b'-'
        && matches!(at(10)?, b'T' | b't' | b' ')
        && at(13)? == b':'
        && at(16)? == b':';
    let (month, day) = (number(5..7)?, number(8..10)?);
    if !joints || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let (hours, minutes, seconds) = (number(11..13)?, number(14..16)?, number(17..19)?);
    let zone = text
        .get(19..)?
        .trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    let offset = match zone.as_bytes() {
        [b'Z' | b'z'] | [] => 0,
        [sign @ (b'+' | b'-'), rest @ ..] => {
            let digits: String = rest
                .iter()
                .filter(|byte| byte.is_ascii_digit())
                .map(|byte| char::from(*byte))
                .collect();
            let offset = digits.get(..2)?.parse::<i64>().ok()? * 3600
                + digits.get(2..4)?.parse::<i64>().ok()? * 60;
            if *sign == b'-' { -offset } else { offset }
        }
        _ => return None,
    };
    Some(days(number(0..4)?, month, day) * 86_400 + hours * 3600 + minutes * 60 + seconds - offset)
}

/// The days from 1970-01-01 to this one (Howard Hinnant, "chrono-compatible low-level date algorithms").
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// `2026-11-21`
pub(super) fn day(seconds: i64) -> String {
    let shifted = seconds.div_euclid(86_400) + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    format!(
        "{:04}-{month:02}-{day:02}",
        year + era * 400 + i64::from(month <= 2)
    )
}

/// `2026-11-21T09:12:13Z`
pub(super) fn text(seconds: i64) -> String {
    let of_day = seconds.rem_euclid(86_400);
    format!(
        "{}T{:02}:{:02}:{:02}Z",
        day(seconds),
        of_day / 3600,
        of_day / 60 % 60,
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
