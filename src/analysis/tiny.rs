//! Numbers that may be too small for an f64, as chances are that many lanes have to do with: they go by their logarithm,
//! and are written by it, so that none is told as 0 or as the smallest number there is.

use serde::{Serialize, Serializer};

/// A positive number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tiny {
    /// The number itself, as far as an f64 reaches.
    pub number: f64,
    /// Its decimal logarithm.
    pub log10: f64,
}

/// So many digits behind the point are right of what is written by its logarithm.
const DECIMAL_DIGITS: usize = 6;

impl Tiny {
    /// As programs read it, with all its digits: "0.0061031", "3.1e-7", "1.302817e-1602".
    #[must_use]
    pub fn written(self) -> String {
        let number = || match self.number {
            small if small != 0.0 && small < 1e-5 => format!("{small:e}"),
            number => number.to_string(),
        };
        by_logarithm(self.log10, DECIMAL_DIGITS).unwrap_or_else(number)
    }
}

/// In JSON what is too small is a text: as a number most programs would read it as 0.
impl Serialize for Tiny {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match by_logarithm(self.log10, DECIMAL_DIGITS) {
            Some(text) => serializer.serialize_str(&text),
            None => serializer.serialize_f64(self.number),
        }
    }
}

/// A number that is too small for an f64, written by its decimal logarithm: "1.3e-1602", with so many `digits` behind the
/// point; `None` where an f64 does.
#[must_use]
pub fn by_logarithm(log10: f64, digits: usize) -> Option<String> {
    if !(log10.is_finite() && log10 < f64::MIN_POSITIVE.log10()) {
        return None;
    }
    let exponent = log10.floor();
    let mantissa = format!("{:.digits$}", 10_f64.powf(log10 - exponent));
    // What is rounded up to ten is one of the next.
    Some(match mantissa.starts_with("10") {
        true => format!("{:.digits$}e{}", 1.0, exponent + 1.0),
        false => format!("{mantissa}e{exponent}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_however_small() {
        let written = |log10: f64| Tiny { number: 10_f64.powf(log10), log10 }.written();
        assert_eq!(written(-1.0), "0.1");
        assert!(written(-6.5).ends_with("e-7"));
        assert_eq!(written(-1602.0), "1.000000e-1602");
        assert_eq!(written(-400.5), "3.162278e-401");
        assert_eq!(by_logarithm(-1601.0001, 1).as_deref(), Some("1.0e-1601"));
        assert_eq!(by_logarithm(-300.0, 1), None);
        assert_eq!(by_logarithm(f64::NEG_INFINITY, 1), None);
    }

    #[test]
    fn json_has_a_text_where_a_number_would_be_read_as_nothing() {
        let json = |log10: f64| serde_json::to_string(&Tiny { number: 10_f64.powf(log10), log10 }).unwrap();
        assert_eq!(json(-1.0), "0.1");
        assert_eq!(json(-1602.0), "\"1.000000e-1602\"");
    }
}
