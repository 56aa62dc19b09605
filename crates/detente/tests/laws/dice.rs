//! Numbers that look random, always the same ones for one seed.

/// A stream of numbers that look random (xorshift64*, Vigna 2016).
#[derive(Debug)]
pub(crate) struct Dice(u64);

impl Dice {
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

    /// True in so many cases of a hundred.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.roll(100) < percent
    }

    pub(crate) fn within(&mut self, low: usize, high: usize) -> usize {
        low + self.roll(high - low + 1)
    }

    pub(crate) fn shuffle<T>(&mut self, mut items: Vec<T>) -> Vec<T> {
        for n in (1..items.len()).rev() {
            let m = self.roll(n + 1);
            items.swap(n, m);
        }
        items
    }

    /// `n` of the numbers below `of`, or all where there are fewer, in any order, without `but`.
    pub(crate) fn some_of(&mut self, n: usize, of: usize, but: Option<usize>) -> Vec<usize> {
        let all = (0..of).filter(|x| Some(*x) != but).collect();
        self.shuffle(all).into_iter().take(n).collect()
    }

    /// Names whose order in the file is not that of the alphabet.
    pub(crate) fn names(&mut self, letter: char, n: usize) -> Vec<String> {
        let names = (0..n).map(|k| format!("{letter}{k}")).collect();
        self.shuffle(names)
    }
}
