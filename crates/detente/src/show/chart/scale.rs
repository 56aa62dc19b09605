//! From worth to pixels, and round numbers to read it by.

/// Beyond this, worths are not drawn: pixels could not be told any more.
const MOST: f64 = 1e12;

/// Whether a worth can be drawn.
pub(super) fn drawable(worth: f64) -> bool {
    worth.is_finite() && worth.abs() <= MOST
}

/// A stretch of worths.
#[derive(Debug, Clone, Copy)]
pub(super) struct Range {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Range {
    /// The stretch that holds all of these, with room around; never empty.
    pub(super) fn around(values: impl Iterator<Item = f64>) -> Self {
        let mut range: Option<Range> = None;
        for v in values.filter(|v| drawable(*v)) {
            let old = range.unwrap_or(Range { low: v, high: v });
            range = Some(Range { low: old.low.min(v), high: old.high.max(v) });
        }
        let Range { low, high } = range.unwrap_or(Range { low: 0.0, high: 100.0 });
        let far = low.abs().max(high.abs());
        let room = match () {
            () if high - low > far * 1e-9 => (high - low) * 0.06,
            () if far > 0.0 => far * 0.1,
            () => 1.0,
        };
        Range { low: low - room, high: high + room }
    }

    /// Laid along pixels.
    pub(super) fn laid(self, from: f64, to: f64) -> Scale {
        Scale { range: self, from, to }
    }
}

/// A stretch of worths along a stretch of pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    range: Range,
    from: f64,
    to: f64,
}

impl Scale {
    /// Where a worth lies.
    pub(super) fn at(&self, worth: f64) -> f64 {
        let part = (worth - self.range.low) / (self.range.high - self.range.low);
        self.from + part * (self.to - self.from)
    }

    /// Round worths along the scale, at most so many, with where they lie.
    pub(super) fn ticks(&self, most: usize) -> Vec<(f64, String)> {
        let Range { low, high } = self.range;
        let steps = (-12..=13).flat_map(|power| [1, 2, 5].map(|digit| (digit, power)));
        for (digit, power) in steps {
            let ten: f64 = format!("1e{power}").parse().expect("a power of ten is a number");
            let step = f64::from(digit) * ten;
            let (first, last) = ((low / step).ceil(), (high / step).floor());
            if last - first < most as f64 {
                let counts = (first as i64)..=(last as i64);
                return counts.map(|n| (self.at(n as f64 * step), told(n * i64::from(digit), power))).collect();
            }
        }
        Vec::new()
    }
}

/// A number of powers of ten.
fn told(count: i64, power: i32) -> String {
    let value = if let Ok(power) = u32::try_from(power) {
        format!("{}", i128::from(count) * 10_i128.pow(power))
    } else {
        let ten: f64 = format!("1e{power}").parse().expect("a power of ten is a number");
        format!("{:.*}", power.unsigned_abs() as usize, count as f64 * ten)
    };
    minus(&value)
}

/// A number with a minus sign in place of its hyphen, and without one at nothing.
pub(super) fn minus(number: &str) -> String {
    match number.strip_prefix('-') {
        Some(rest) if rest.chars().all(|c| matches!(c, '0' | '.')) => rest.to_owned(),
        Some(rest) => format!("\u{2212}{rest}"),
        None => number.to_owned(),
    }
}
