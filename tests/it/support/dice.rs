//! Chance for the tests of files and edits: from a seed that proptest gives, so that what went wrong happens again.

/// Chooses at random, from a seed that proptest gives.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        let mut dice = Self(seed | 1);
        for _ in 0..4 {
            dice.roll(2);
        }
        dice
    }

    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.roll(n) == 0
    }

    pub fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.roll(from.len())]
    }

    pub fn text(&mut self) -> String {
        let count = 1 + self.roll(3);
        let parts = [
            "talks",
            "\"q\"",
            "\\",
            "دیدار",
            "\n",
            " ",
            "東京",
            "\t",
            "//",
            "/*",
            "])",
            "\"#",
            "é",
            "\u{1}",
            "\r\n",
            "'",
            ",",
        ];
        (0..count).map(|_| self.pick(&parts)).collect::<String>() + "x"
    }
}
