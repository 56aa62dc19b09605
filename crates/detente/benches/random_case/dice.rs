//! Numbers that look random, always the same ones for one seed.

/// A stream of numbers that look random (xorshift64*: Vigna, ACM Transactions on Mathematical Software 42, 2016).
pub(crate) struct Dice(u64);

impl Dice {
    /// The stream of a seed.
    pub(crate) fn new(seed: u64) -> Self {
        let mut dice = Dice((seed + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        // The first numbers of neighbouring seeds are alike.
        (0..8).for_each(|_| {
            dice.roll(2);
        });
        dice
    }

    /// A number below `n`.
    pub(crate) fn roll(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % n as u64) as usize
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn within(&mut self, low: usize, high: usize) -> usize {
        low + self.roll(high - low + 1)
    }

    /// True in so many cases of a thousand.
    pub(crate) fn chance(&mut self, permille: usize) -> bool {
        self.roll(1_000) < permille
    }

    /// One of a list that is not empty.
    pub(crate) fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.roll(of.len())]
    }

    /// At most `n` of a list, each once, in any order.
    pub(crate) fn some<T: Clone>(&mut self, n: usize, of: &[T]) -> Vec<T> {
        let mut all = of.to_vec();
        for k in (1..all.len()).rev() {
            let other = self.roll(k + 1);
            all.swap(k, other);
        }
        all.truncate(n);
        all
    }
}
