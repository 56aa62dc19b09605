//! Exact numbers: a weight of 33.3 is 333/10.

use std::fmt;

use num_bigint::{BigInt, BigUint};
use num_rational::{BigRational, Ratio};
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, Signed, ToPrimitive};
use serde::{Serialize, Serializer, ser::SerializeStruct};
use serde_json::{Value, json};

/// An exact rational number, as written in a case file or computed from what is written there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(Ratio<i128>);

/// A count for programs: a number, or a text where a double could not hold it.
pub(crate) fn whole(n: &BigUint) -> Value {
    match n.to_u64() {
        Some(n) if n <= 1 << 53 => json!(n),
        _ => json!(n.to_string()),
    }
}

/// A cost for programs, as people write it: a plain number, rounded where a double cannot hold it.
pub(crate) fn plain(n: Exact) -> Value {
    match i64::try_from(n.numerator()) {
        Ok(whole) if n.denominator() == 1 => json!(whole),
        _ => json!(n.to_f64()),
    }
}

/// Most digits after the point that a number in a case file may have.
pub const MOST_DECIMALS: usize = 20;

impl Exact {
    /// Nought.
    pub const ZERO: Exact = Exact(Ratio::new_raw(0, 1));

    /// The whole number `n`.
    pub fn whole(n: i128) -> Self {
        Exact(Ratio::from_integer(n))
    }

    /// `numerator / denominator`; the denominator is not 0.
    pub fn ratio(numerator: i128, denominator: i128) -> Self {
        Exact(Ratio::new(numerator, denominator))
    }

    /// Reads a TOML number without rounding: `12`, `-3`, `33.3`, `1_000`, `2.5e1`. `None` if it is not finite, or has
    /// more than [`MOST_DECIMALS`] decimals or 15 digits before the point.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.replace('_', "");
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((m, e)) => (m, e.parse::<i32>().ok().filter(|e| (-40..=40).contains(e))?),
            None => (text.as_str(), 0),
        };
        let (negative, digits) = match mantissa.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
        };
        let (before, after) = digits.split_once('.').unwrap_or((digits, ""));
        let after = after.trim_end_matches('0');
        let all: String = format!("{before}{after}");
        if all.is_empty() || !all.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let significant = all.trim_start_matches('0');
        if significant.is_empty() {
            return Some(Exact::ZERO);
        }
        // value = significant * 10^-decimals
        let decimals = i32::try_from(after.len()).ok()? - exponent;
        if significant.len() > 36 || decimals > MOST_DECIMALS as i32 {
            return None;
        }
        let whole_digits = significant.len() as i32 - decimals;
        if whole_digits > 15 {
            return None;
        }
        let mut value: i128 = significant.parse().ok()?;
        if negative {
            value = -value;
        }
        Some(if decimals >= 0 {
            Exact::ratio(value, 10_i128.pow(decimals as u32))
        } else {
            Exact::whole(value * 10_i128.pow((-decimals) as u32))
        })
    }

    /// Numerator in lowest terms; carries the sign.
    pub fn numerator(self) -> i128 {
        *self.0.numer()
    }

    /// Denominator in lowest terms, at least 1.
    pub fn denominator(self) -> i128 {
        *self.0.denom()
    }

    /// What is left when `other` is taken away.
    pub(crate) fn minus(self, other: Exact) -> Exact {
        Exact(self.0 - other.0)
    }

    /// The sum; `None` where it does not fit.
    pub(crate) fn plus(self, other: Exact) -> Option<Exact> {
        self.0.checked_add(&other.0).map(Exact)
    }

    /// The product; `None` where it does not fit.
    pub(crate) fn times(self, other: Exact) -> Option<Exact> {
        self.0.checked_mul(&other.0).map(Exact)
    }

    /// The quotient; `None` where it does not fit, or the other is nought.
    pub(crate) fn over(self, other: Exact) -> Option<Exact> {
        self.0.checked_div(&other.0).map(Exact)
    }

    /// The number halfway to another; both as written in a file, so that nothing overflows.
    pub(crate) fn middle(self, other: Exact) -> Exact {
        Exact((self.0 + other.0) / Ratio::from_integer(2))
    }

    /// This number and another as people read them beside each other, with as many decimals as it takes to see which is
    /// more: 54.97 and 55, not 55 and 55.
    pub fn beside(self, other: Exact) -> (String, String) {
        let (one, two) = (self.to_string(), other.to_string());
        if one != two || self == other {
            return (one, two);
        }
        for decimals in 2..=6 {
            let (one, two) = (self.rounded(decimals), other.rounded(decimals));
            if one != two {
                return (one, two);
            }
        }
        (if self < other { format!("just under {one}") } else { format!("just over {one}") }, two)
    }

    /// With so many decimals at most.
    pub(crate) fn rounded(self, decimals: u32) -> String {
        let unit = 10_i128.pow(decimals);
        let (numerator, denominator) = (BigInt::from(*self.0.numer()), BigInt::from(*self.0.denom()));
        let scaled = BigRational::new(numerator * unit, denominator).round().to_integer();
        let sign = if scaled.is_negative() { "-" } else { "" };
        let (whole, rest) = ((&scaled / unit).abs(), (&scaled % unit).abs());
        let rest = format!("{rest:0width$}", width = decimals as usize);
        let rest = rest.trim_end_matches('0');
        if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
    }

    /// The nearest double, for display only.
    pub fn to_f64(self) -> f64 {
        self.0.to_f64().unwrap_or(f64::NAN)
    }

    /// `n/d` in lowest terms, always with a denominator.
    pub fn fraction(self) -> String {
        format!("{}/{}", self.0.numer(), self.0.denom())
    }
}

/// At most one decimal, as people read a worth: `62`, `33.3`. A figure that was rounded carries no more
/// than it can: exact comparisons are made elsewhere.
impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_integer() {
            return write!(f, "{}", self.0.numer());
        }
        let tenths = (self.0 * Ratio::from_integer(10)).round().to_integer();
        if tenths % 10 == 0 {
            write!(f, "{}", tenths / 10)
        } else {
            let sign = if tenths < 0 { "-" } else { "" };
            write!(f, "{sign}{}.{}", (tenths / 10).abs(), (tenths % 10).abs())
        }
    }
}

/// `{ "value": 33.3, "exact": "333/10" }`
impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut s = serializer.serialize_struct("Exact", 2)?;
        if self.0.is_integer() {
            match i64::try_from(*self.0.numer()) {
                Ok(n) => s.serialize_field("value", &n)?,
                Err(_) => s.serialize_field("value", &self.to_f64())?,
            }
        } else {
            s.serialize_field("value", &self.to_f64())?;
        }
        s.serialize_field("exact", &self.fraction())?;
        s.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        assert_eq!(Exact::parse("33.3"), Some(Exact::ratio(333, 10)));
        assert_eq!(Exact::parse("1_000"), Some(Exact::whole(1000)));
        assert_eq!(Exact::parse("2.5e1"), Some(Exact::whole(25)));
        assert_eq!(Exact::parse("-0.10"), Some(Exact::ratio(-1, 10)));
        assert_eq!(Exact::parse("0.1234567890123456"), Some(Exact::ratio(1_234_567_890_123_456, 10_i128.pow(16))));
        let weight = Exact::ratio(20_368_593_819_112_433, 10_i128.pow(19));
        assert_eq!(Exact::parse("0.0020368593819112433"), Some(weight));
        for bad in ["nan", "inf", "-inf", "", ".", "1e99", "0.123456789012345678901", "1e16"] {
            assert_eq!(Exact::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn beside_each_other_the_difference_shows() {
        let told = |a: (i128, i128), b: (i128, i128)| Exact::ratio(a.0, a.1).beside(Exact::ratio(b.0, b.1));
        assert_eq!(told((5497, 100), (55, 1)), ("54.97".to_owned(), "55".to_owned()));
        assert_eq!(told((62, 1), (55, 1)), ("62".to_owned(), "55".to_owned()));
        assert_eq!(told((110, 2), (55, 1)), ("55".to_owned(), "55".to_owned()));
        assert_eq!(told((549_999_999, 10_000_000), (55, 1)), ("just under 55".to_owned(), "55".to_owned()));
    }

    #[test]
    fn shown_with_one_decimal() {
        let shown: Vec<String> =
            [(62, 1), (333, 10), (1999, 100), (-1, 3), (1, 30)].map(|(n, d)| Exact::ratio(n, d).to_string()).to_vec();
        assert_eq!(shown, ["62", "33.3", "20", "-0.3", "0"]);
    }
}
