//! Upper tails of discrete distributions, without logarithms of factorials: those lose nine digits where there are
//! millions of days.

/// P(X ≥ `k`) of a distribution on `least` to `most` that rises to its `mode` and falls after it.
///
/// `ratio(i)` is P(X = i + 1) / P(X = i). The weights are taken relative to that of the mode, from where they
/// only fall, and are added until they no longer count; so neither tail nor sum can overflow, and every step
/// costs half a unit in the last place at the most. A tail too small for an f64 is told as the smallest
/// positive one, because it is possible.
pub(super) fn upper_tail(least: u32, mode: u32, most: u32, k: u32, ratio: impl Fn(u32) -> f64) -> f64 {
    if k <= least {
        return 1.0;
    }
    if k > most {
        return 0.0;
    }
    let negligible = |weight: f64, sum: f64| weight < sum * 1e-18;
    let (mut below, mut tail) = if mode < k { (1.0, 0.0) } else { (0.0, 1.0) };
    let mut weight = 1.0;
    for i in mode..most {
        weight *= ratio(i);
        let sum = if i + 1 < k { &mut below } else { &mut tail };
        *sum += weight;
        if weight == 0.0 || (i + 1 >= k && negligible(weight, tail)) {
            break;
        }
    }
    weight = 1.0;
    for i in (least..mode).rev() {
        weight /= ratio(i);
        let sum = if i < k { &mut below } else { &mut tail };
        *sum += weight;
        if negligible(weight, below + tail) {
            break;
        }
    }
    (tail / (below + tail)).max(f64::MIN_POSITIVE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_dice() {
        // 2 to 12 with weights 1 2 3 4 5 6 5 4 3 2 1.
        let weight = |i: u32| f64::from(6 - i.abs_diff(7));
        let ratio = |i: u32| weight(i + 1) / weight(i);
        for (k, of_36) in [(0, 36), (2, 36), (3, 35), (7, 21), (8, 15), (12, 1), (13, 0)] {
            assert!((upper_tail(2, 7, 12, k, ratio) - f64::from(of_36) / 36.0).abs() < 1e-15, "{k}");
        }
    }

    #[test]
    fn too_small_to_tell_is_still_possible() {
        let p = upper_tail(0, 0, 1000, 1000, |_| 1e-9);
        assert!(p > 0.0 && p < 1e-300);
    }
}
