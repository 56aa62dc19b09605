//! Numbers of other programs' files, exactly as written there.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

use crate::number::Exact;

/// Most digits of a number, and most places that an exponent may move its point.
const MOST_DIGITS: usize = 60;

/// An exact number.
pub(super) type Amount = BigRational;

/// Reads a decimal number: `12`, `-0.5`, `.5`, `1.0E-4`. The fault says what is wrong, to follow "this".
pub(super) fn parse(text: &str) -> Result<Amount, &'static str> {
    let text = text.trim();
    let bare = text.trim_start_matches(['+', '-', '.']).to_ascii_lowercase();
    if ["inf", "infinity", "nan"].contains(&bare.as_str()) {
        return Err("is not finite");
    }
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((m, e)) => (m, e.parse::<i32>().map_err(|_| "is not a number")?),
        None => (text, 0),
    };
    let (negative, digits) = match mantissa.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
    };
    let (before, after) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{before}{after}");
    if all.is_empty() || !all.bytes().all(|b| b.is_ascii_digit()) {
        return Err("is not a number");
    }
    let Ok(value) = all.parse::<BigInt>() else { return Err("is not a number") };
    if value.is_zero() {
        return Ok(Amount::zero());
    }
    if all.trim_start_matches('0').len() > MOST_DIGITS || !(-60..=60).contains(&exponent) {
        return Err("has too many digits to be held exactly");
    }
    let value = Amount::from_integer(if negative { -value } else { value });
    Ok(value * power_of_ten(exponent - after.len() as i32))
}

/// Ten to the power of `n`.
fn power_of_ten(n: i32) -> Amount {
    let power = Amount::from_integer(BigInt::from(10).pow(n.unsigned_abs()));
    if n < 0 { power.recip() } else { power }
}

/// A whole number.
pub(super) fn whole(n: i64) -> Amount {
    Amount::from_integer(BigInt::from(n))
}

/// The number of a case.
pub(super) fn of(exact: Exact) -> Amount {
    Amount::new(BigInt::from(exact.numerator()), BigInt::from(exact.denominator()))
}

/// As a decimal number, where it has an end.
pub(super) fn decimal(amount: &Amount) -> Option<String> {
    let ten = BigInt::from(10);
    let mut rest = amount.denom().clone();
    let (mut twos, mut fives) = (0_usize, 0_usize);
    let (two, five) = (BigInt::from(2), BigInt::from(5));
    while (&rest % &two).is_zero() {
        rest /= &two;
        twos += 1;
    }
    while (&rest % &five).is_zero() {
        rest /= &five;
        fives += 1;
    }
    if rest != BigInt::from(1) {
        return None;
    }
    let places = twos.max(fives);
    let digits = (amount.numer() * ten.pow(places as u32)) / amount.denom();
    let mut text = format!("{:0>width$}", digits.abs(), width = places + 1);
    if places > 0 {
        text.insert(text.len() - places, '.');
    }
    Some(if digits.is_negative() { format!("-{text}") } else { text })
}

/// As a decimal number with so many decimals at most, half away from nought.
pub(super) fn rounded(amount: &Amount, places: u32) -> Amount {
    let unit = power_of_ten(places as i32);
    (amount * &unit).round() / unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_every_digit() {
        for (written, kept) in [
            ("0.0020368593819112433", "0.0020368593819112433"),
            ("1.0E-4", "0.0001"),
            ("-12.50", "-12.5"),
            (".5", "0.5"),
            ("7.", "7"),
            ("1e3", "1000"),
            ("0.000", "0"),
        ] {
            assert_eq!(parse(written).ok().and_then(|a| decimal(&a)).as_deref(), Some(kept), "{written}");
        }
        for bad in ["", ".", "null", "NaN", "-Infinity", "0x10", "1e999", "1e", "1,5", "--1"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
        assert_eq!(decimal(&(whole(1) / whole(3))), None);
        assert_eq!(decimal(&rounded(&(whole(2) / whole(3)), 4)).as_deref(), Some("0.6667"));
    }
}
