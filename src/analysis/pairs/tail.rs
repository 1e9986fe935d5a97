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

/// The decimal logarithm of [`upper_tail`], however small; −∞ where it is impossible.
pub(super) fn log10_upper_tail(least: u32, mode: u32, most: u32, k: u32, ratio: impl Fn(u32) -> f64) -> f64 {
    let tail = upper_tail(least, mode, most, k, &ratio);
    if tail == 0.0 || tail > 1e-290 {
        return tail.log10();
    }
    // So far from the mode that the weights relative to it are no numbers any more: from the mode to `k` their
    // logarithms are added, and from `k` on they are taken relative to that of `k`.
    let at_k: f64 = (mode..k).map(|i| ratio(i).log10()).sum();
    let sum_from = |from: u32, to: u32| {
        let (mut weight, mut sum) = (1.0, 1.0);
        for i in from..to {
            weight *= ratio(i);
            sum += weight;
            if weight < sum * 1e-18 {
                break;
            }
        }
        sum
    };
    let (mut weight, mut all) = (1.0, sum_from(mode, most));
    for i in (least..mode).rev() {
        weight /= ratio(i);
        all += weight;
        if weight < all * 1e-18 {
            break;
        }
    }
    at_k + sum_from(k, most).log10() - all.log10()
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
    fn logarithms_go_on_where_numbers_end() {
        // Heads only, in so many throws of a coin: 2^−n.
        let coins = |n: u32| move |i: u32| f64::from(n - i) / f64::from(i + 1);
        for n in [10, 900, 1100, 40_000] {
            let log10 = log10_upper_tail(0, n / 2, n, n, coins(n));
            let expected = -f64::from(n) * 2_f64.log10();
            assert!((log10 - expected).abs() < 1e-9 * expected.abs(), "{n}: {log10}");
        }
        // All but one of them besides: n + 1 ways.
        let log10 = log10_upper_tail(0, 1000, 2000, 1999, coins(2000));
        assert!((log10 - (2001_f64.log10() - 2000.0 * 2_f64.log10())).abs() < 1e-9, "{log10}");
        assert_eq!(log10_upper_tail(0, 5, 10, 11, coins(10)), f64::NEG_INFINITY);
        assert_eq!(log10_upper_tail(0, 5, 10, 0, coins(10)), 0.0);
    }

    #[test]
    fn too_small_to_tell_is_still_possible() {
        let p = upper_tail(0, 0, 1000, 1000, |_| 1e-9);
        assert!(p > 0.0 && p < 1e-300);
    }
}
