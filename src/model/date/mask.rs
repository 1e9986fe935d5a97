//! Digits of which some are unspecified (`20XX`), because every question about such a number, which values it
//! can have and which is the first that makes a real date, is the same for years, months and days.

/// A number of exactly `N` digits, each known or `X`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mask<const N: usize>([Option<u8>; N]);

impl<const N: usize> Default for Mask<N> {
    fn default() -> Self {
        Self([None; N])
    }
}

impl<const N: usize> Mask<N> {
    /// Reads exactly `N` characters, each a digit or `X`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; N] = text.as_bytes().try_into().ok()?;
        let mut digits = [None; N];
        for (digit, byte) in digits.iter_mut().zip(bytes) {
            match byte {
                b'0'..=b'9' => *digit = Some(byte - b'0'),
                b'X' => {}
                _ => return None,
            }
        }
        Some(Self(digits))
    }

    /// The same with only so many digits from the left.
    pub(super) fn cut(mut self, known: usize) -> Self {
        self.0.iter_mut().skip(known).for_each(|digit| *digit = None);
        self
    }

    /// The number, where every digit is known.
    pub(super) fn value(self) -> Option<i32> {
        (self.first_unspecified().is_none()).then(|| self.lowest())
    }

    /// The position of the first `X` from the left.
    pub(super) fn first_unspecified(self) -> Option<usize> {
        self.0.iter().position(Option::is_none)
    }

    /// Whether no digit is known.
    pub(super) fn is_blank(self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    /// Whether known digits come first and unspecified ones after them, as in `20XX`.
    pub(super) fn is_open_at_the_end_only(self) -> bool {
        self.0.iter().skip_while(|digit| digit.is_some()).all(Option::is_none)
    }

    /// The smallest number it can be.
    pub(super) fn lowest(self) -> i32 {
        self.filled_with(0)
    }

    /// The largest number it can be.
    pub(super) fn highest(self) -> i32 {
        self.filled_with(9)
    }

    fn filled_with(self, filling: u8) -> i32 {
        self.0.iter().fold(0, |number, digit| number * 10 + i32::from(digit.unwrap_or(filling)))
    }

    /// Whether it can be this number.
    pub(super) fn allows(self, number: i32) -> bool {
        let mut rest = number;
        for digit in self.0.iter().rev() {
            if digit.is_some_and(|digit| i32::from(digit) != rest % 10) {
                return false;
            }
            rest /= 10;
        }
        rest == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_allows() {
        let mask = Mask::<4>::parse("1X8X").unwrap();
        assert_eq!((mask.lowest(), mask.highest()), (1080, 1989));
        assert!(mask.allows(1985) && mask.allows(1080));
        assert!(!mask.allows(1975) && !mask.allows(2985) && !mask.allows(11_985));
        assert_eq!(mask.value(), None);
        assert_eq!(mask.first_unspecified(), Some(1));
        assert_eq!(Mask::<2>::parse("07").unwrap().value(), Some(7));
        assert!(Mask::<2>::parse("XX").unwrap().is_blank());
        for wrong in ["7", "007", "0x", "", "é"] {
            assert_eq!(Mask::<2>::parse(wrong), None, "{wrong}");
        }
    }
}
