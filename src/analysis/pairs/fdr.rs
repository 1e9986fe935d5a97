//! Many pairs make some look surprising by chance alone: the false discovery rate tells how many.

/// The q-values of p-values (Benjamini and Hochberg 1995, doi 10.1111/j.2517-6161.1995.tb02031.x), in the same
/// order: of all tests with a q of at most x, a share of about x is to be expected to be chance.
#[must_use]
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&i, &j| p[i].total_cmp(&p[j]));
    let mut q = vec![1.0; p.len()];
    let mut least: f64 = 1.0;
    for (below, &at) in order.iter().enumerate().rev() {
        let raised = p[at] * p.len() as f64 / (below + 1) as f64;
        least = least.min(raised);
        q[at] = least;
    }
    q
}

/// As [`benjamini_hochberg`], from and to decimal logarithms, for p-values that are too small to be numbers.
#[must_use]
pub fn benjamini_hochberg_log10(log10_p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..log10_p.len()).collect();
    order.sort_by(|&i, &j| log10_p[i].total_cmp(&log10_p[j]));
    let mut log10_q = vec![0.0; log10_p.len()];
    let mut least: f64 = 0.0;
    for (below, &at) in order.iter().enumerate().rev() {
        least = least.min(log10_p[at] + (log10_p.len() as f64 / (below + 1) as f64).log10());
        log10_q[at] = least;
    }
    log10_q
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        // 0.01·4/1 = 0.04; 0.02·4/2 = 0.04; 0.03·4/3 = 0.04; 0.5·4/4
        let q = benjamini_hochberg(&[0.03, 0.01, 0.5, 0.02]);
        for (q, expected) in q.iter().zip([0.04, 0.04, 0.5, 0.04]) {
            assert!((q - expected).abs() < 1e-15, "{q} {expected}");
        }
        assert!(benjamini_hochberg(&[]).is_empty());
        assert_eq!(benjamini_hochberg(&[0.2]), [0.2]);
        assert_eq!(benjamini_hochberg(&[1.0, 1.0]), [1.0, 1.0]);
    }

    #[test]
    fn by_logarithms_as_by_numbers() {
        let p: [f64; 6] = [0.03, 0.01, 0.5, 0.02, 1e-200, 1.0];
        let q = benjamini_hochberg_log10(&p.map(f64::log10));
        for (log10_q, q) in q.iter().zip(benjamini_hochberg(&p)) {
            assert!((log10_q - q.log10()).abs() < 1e-12, "{log10_q} {q}");
        }
        assert_eq!(benjamini_hochberg_log10(&[-1602.0, -344.0]), [-1602.0 + 2_f64.log10(), -344.0]);
    }
}
