//! Delays in the forms in which servers state them.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::time::Duration;

use crate::engine::date;
use crate::tables::form::Form;

/// Returns the delay in a value of this form. A moment counts from `date`, the `Date` header of the response, otherwise from
/// now. A moment in the past gives a delay of zero.
pub(crate) fn delay(form: Form, value: &str, date: Option<&str>) -> Option<Duration> {
    let value = value.trim();
    let moment = match form {
        Form::Plain => match seconds(value) {
            Some(delay) => return Some(delay),
            None => date::http(value)?,
        },
        Form::Milliseconds => return scaled(value, 1e-3),
        Form::Duration => return with_units(value),
        Form::RetryInfo => return retry_info(value),
        Form::Percent => return None,
        Form::Epoch => milliseconds(scaled(value, 1.0)?)?,
        Form::EpochMilliseconds => milliseconds(scaled(value, 1e-3)?)?,
        Form::Date => date::http(value).or_else(|| date::rfc_3339(value))?,
    };
    let since = date.and_then(date::http).or_else(date::now)?;
    let delay = u64::try_from(moment.checked_sub(since)?).unwrap_or(0);
    Some(Duration::from_millis(delay))
}

/// Writes a delay in this form, rounded up; `None` for moments, which need a clock, and for forms that only clients read.
#[inline]
pub(crate) fn written(form: Form, delay: Duration) -> Option<String> {
    match form {
        Form::Plain => Some(whole_seconds(delay).to_string()),
        Form::Milliseconds => Some(delay.as_nanos().div_ceil(1_000_000).to_string()),
        Form::Duration => Some(whole_seconds(delay).to_string() + "s"),
        _ => None,
    }
}

/// Parses a number of seconds, with or without a fraction.
pub(crate) fn seconds(text: &str) -> Option<Duration> {
    scaled(text.trim(), 1.0)
}

fn scaled(number: &str, unit: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(number.parse::<f64>().ok()? * unit).ok()
}

fn milliseconds(delay: Duration) -> Option<i64> {
    i64::try_from(delay.as_millis()).ok()
}

/// Returns the delay in whole seconds, rounded up.
#[inline]
pub(crate) fn whole_seconds(delay: Duration) -> u64 {
    let seconds = delay.as_secs();
    seconds.saturating_add(u64::from(delay.subsec_nanos() > 0))
}

/// Parses numbers with units, the largest unit first, such as `1h30m` or `34.4s`, or as ISO 8601 has them: `PT1M30S`.
fn with_units(text: &str) -> Option<Duration> {
    let rest = text.strip_prefix(['P', 'p']).unwrap_or(text);
    let mut rest = rest.strip_prefix(['T', 't']).unwrap_or(rest);
    let mut total = Duration::ZERO;
    let mut before = f64::INFINITY;
    while !rest.is_empty() {
        let number = rest.find(|next: char| !(next.is_ascii_digit() || next == '.'))?;
        let (value, after) = rest.split_at_checked(number)?;
        let end = after.find(|next: char| next.is_ascii_digit());
        let (unit, next) = after.split_at_checked(end.unwrap_or(after.len()))?;
        // In ISO 8601, a `T` separates days from hours.
        let unit = unit.trim_end_matches(['T', 't']);
        let unit = unit_of(unit.trim().trim_matches(','))?;
        if unit >= before {
            return None;
        }
        total = total.checked_add(scaled(value, unit)?)?;
        (rest, before) = (next, unit);
    }
    (before < f64::INFINITY).then_some(total)
}

/// The units, each with its number of seconds.
const UNITS: [(f64, &[&str]); 7] = [
    (86_400.0, &["d", "day", "days"]),
    (3_600.0, &["h", "hr", "hour", "hours"]),
    (60.0, &["m", "min", "minute", "minutes"]),
    (1.0, &["s", "sec", "second", "seconds"]),
    (1e-3, &["ms", "millisecond", "milliseconds"]),
    (1e-6, &["us", "\u{b5}s", "\u{3bc}s"]),
    (1e-9, &["ns"]),
];

fn unit_of(name: &str) -> Option<f64> {
    let is_named = |known: &&str| known.eq_ignore_ascii_case(name);
    let unit = UNITS.iter().find(|(_, names)| names.iter().any(is_named));
    unit.map(|(seconds, _)| *seconds)
}

/// Decodes `google.rpc.RetryInfo`: its field 1 is a duration, whose field 1 is seconds and field 2 nanoseconds.
fn retry_info(base64: &str) -> Option<Duration> {
    let bytes = from_base64(base64)?;
    let [0x0a, length, rest @ ..] = bytes.as_slice() else {
        return None;
    };
    let mut rest = rest.get(..usize::from(*length))?;
    let (mut seconds, mut nanoseconds) = (0, 0);
    while let [tag, after @ ..] = rest {
        let (value, after) = varint(after)?;
        match tag {
            0x08 => seconds = value,
            0x10 => nanoseconds = value,
            _ => {}
        }
        rest = after;
    }
    // A negative number has its highest bit set.
    let seconds = u64::try_from(i64::from_ne_bytes(seconds.to_ne_bytes())).ok()?;
    Duration::from_secs(seconds).checked_add(Duration::from_nanos(nanoseconds))
}

fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut value = 0;
    for (at, byte) in bytes.iter().enumerate().take(10) {
        value |= u64::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return Some((value, bytes.get(at + 1..)?));
        }
    }
    None
}

/// Decodes base64 of either alphabet, with or without padding. The message that is looked for is short.
fn from_base64(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches('=');
    if text.len() > 64 {
        return None;
    }
    let (mut bytes, mut buffer, mut bits) = (Vec::new(), 0_u32, 0);
    for byte in text.bytes() {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        buffer = buffer << 6 | u32::from(digit);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((buffer >> bits & 0xff) as u8);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATE: Option<&str> = Some("Sun, 06 Nov 1994 08:49:37 GMT");

    #[test]
    fn each_form_gives_the_delay() {
        for (form, value, delay_ms) in [
            (Form::Plain, " 0.5 ", 500),
            (Form::Plain, "Sun, 06 Nov 1994 08:50:07 GMT", 30_000),
            (Form::Plain, "Sun, 06 Nov 1994 08:49:07 GMT", 0),
            (Form::Milliseconds, "250", 250),
            (Form::Epoch, "784111787", 10_000),
            (Form::Epoch, "784111787.5", 10_500),
            (Form::EpochMilliseconds, "784111777250", 250),
            (Form::Date, "1994-11-06T08:49:47Z", 10_000),
            (Form::Date, "Sun, 06 Nov 1994 08:49:47 GMT", 10_000),
            (Form::Duration, "1m30.5s", 90_500),
            (Form::Duration, "6m0s", 360_000),
            (Form::Duration, "900ms", 900),
            (Form::Duration, "34.4s", 34_400),
            (Form::Duration, "PT1M30S", 90_000),
            (Form::Duration, "P1DT2H", 93_600_000),
            (Form::Duration, "1 hour, 5 minutes", 3_900_000),
            (Form::RetryInfo, "CggIAhCAyrXuAQ", 2_500),
            (Form::RetryInfo, "CgIIBw==", 7_000),
        ] {
            let read = super::delay(form, value, DATE);
            assert_eq!(
                read,
                Some(Duration::from_millis(delay_ms)),
                "{form:?} {value}"
            );
        }
    }

    #[test]
    fn other_values_give_no_delay() {
        for value in [
            "", "soon", "-1", "NaN", "inf", "1e400", "1x", "s", "1s2m", "1", "P", "\u{fc}",
        ] {
            for form in [Form::Duration, Form::RetryInfo, Form::Percent] {
                assert_eq!(super::delay(form, value, DATE), None, "{form:?} {value}");
            }
        }
        for value in ["", "soon", "-1", "NaN", "inf", "1e400", "1 2"] {
            for form in [
                Form::Plain,
                Form::Milliseconds,
                Form::Epoch,
                Form::EpochMilliseconds,
                Form::Date,
            ] {
                assert_eq!(super::delay(form, value, DATE), None, "{form:?} {value}");
            }
        }
    }

    #[test]
    fn a_written_delay_is_never_shorter() {
        let delay = Duration::from_micros(1_500_001);
        let written = |form| super::written(form, delay);
        assert_eq!(written(Form::Plain).as_deref(), Some("2"));
        assert_eq!(written(Form::Milliseconds).as_deref(), Some("1501"));
        assert_eq!(written(Form::Duration).as_deref(), Some("2s"));
        assert_eq!(written(Form::Epoch), None);
    }
}
