//! How a colour looks to different eyes, and how far apart two of them are.

use coeval::scene::Color;

/// A way of seeing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    Usual,
    Protan,
    Deutan,
    Tritan,
}

pub const SEEN: [Sight; 4] = [Sight::Usual, Sight::Protan, Sight::Deutan, Sight::Tritan];

/// What linear sRGB becomes: Machado and others (2009), table for severity 1.0.
fn matrix(sight: Sight) -> [[f32; 3]; 3] {
    match sight {
        Sight::Usual => [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        Sight::Protan => [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
        Sight::Deutan => [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
        Sight::Tritan => [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    }
}

/// A colour as these eyes see it, in CIELAB for D65.
pub fn lab(color: Color, sight: Sight) -> [f32; 3] {
    let linear = [color.r, color.g, color.b].map(|channel| {
        let c = f32::from(channel) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    });
    let dot = |row: [f32; 3], v: [f32; 3]| row[0] * v[0] + row[1] * v[1] + row[2] * v[2];
    let seen = matrix(sight).map(|row| dot(row, linear).clamp(0.0, 1.0));
    let xyz = [
        dot([0.412_456_4, 0.357_576_1, 0.180_437_5], seen) / 0.950_47,
        dot([0.212_672_9, 0.715_152_2, 0.072_175], seen),
        dot([0.019_333_9, 0.119_192, 0.950_304_1], seen) / 1.088_83,
    ];
    let [x, y, z] =
        xyz.map(|t| if t > 216.0 / 24_389.0 { t.cbrt() } else { (24_389.0 / 27.0 * t + 16.0) / 116.0 });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// CIEDE2000 with all weights 1, step by step as Sharma and others number it.
pub fn distance(p: [f32; 3], q: [f32; 3]) -> f32 {
    let seventh = |c: f32| (c.powi(7) / (c.powi(7) + 25.0_f32.powi(7))).sqrt();
    let mean_chroma = f32::midpoint(p[1].hypot(p[2]), q[1].hypot(q[2]));
    let g = 0.5 * (1.0 - seventh(mean_chroma));
    let polar = |c: [f32; 3]| {
        let a = c[1] * (1.0 + g);
        (a.hypot(c[2]), c[2].atan2(a).to_degrees().rem_euclid(360.0))
    };
    let ((c1, h1), (c2, h2)) = (polar(p), polar(q));
    let gray = c1 * c2 == 0.0;
    let lightness = q[0] - p[0];
    let chroma = c2 - c1;
    let turn = if gray { 0.0 } else { (h2 - h1 + 180.0).rem_euclid(360.0) - 180.0 };
    let hue = 2.0 * (c1 * c2).sqrt() * (turn.to_radians() / 2.0).sin();
    let l = f32::midpoint(p[0], q[0]);
    let c = f32::midpoint(c1, c2);
    let h = match (gray, (h1 - h2).abs() > 180.0) {
        (true, _) => h1 + h2,
        (_, false) => f32::midpoint(h1, h2),
        (_, true) if h1 + h2 < 360.0 => f32::midpoint(h1, h2) + 180.0,
        _ => f32::midpoint(h1, h2) - 180.0,
    };
    let cos = |degrees: f32| degrees.to_radians().cos();
    let t = 1.0 - 0.17 * cos(h - 30.0) + 0.24 * cos(2.0 * h) + 0.32 * cos(3.0 * h + 6.0)
        - 0.20 * cos(4.0 * h - 63.0);
    let rotation = 30.0 * (-((h - 275.0) / 25.0).powi(2)).exp();
    let r = -(2.0 * rotation).to_radians().sin() * 2.0 * seventh(c);
    let from_middle = (l - 50.0).powi(2);
    let lightness = lightness / (1.0 + 0.015 * from_middle / (20.0 + from_middle).sqrt());
    let chroma = chroma / (1.0 + 0.045 * c);
    let hue = hue / (1.0 + 0.015 * c * t);
    (lightness.powi(2) + chroma.powi(2) + hue.powi(2) + r * chroma * hue).max(0.0).sqrt()
}

/// Pairs of the table that Sharma and others published for testing.
#[test]
fn distances_are_those_of_the_published_table() {
    for (p, q, expected) in [
        ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
        ([50.0, -1.3802, -84.2814], [50.0, 0.0, -82.7485], 1.0),
        ([50.0, 0.0, 0.0], [50.0, -1.0, 2.0], 2.3669),
        ([50.0, 2.49, -0.001], [50.0, -2.49, 0.0011], 7.2195),
        ([50.0, 2.5, 0.0], [73.0, 25.0, -18.0], 27.1492),
        ([50.0, 2.5, 0.0], [61.0, -5.0, 29.0], 22.8977),
        ([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644),
        ([63.0109, -31.0961, -5.8663], [62.8187, -29.7946, -4.0864], 1.2630),
        ([22.7233, 20.0904, -46.694], [23.0331, 14.973, -42.5619], 2.0373),
        ([2.0776, 0.0795, -1.1350], [0.9033, -0.0636, -0.5514], 0.9082),
    ] {
        let found = distance(p, q);
        assert!((found - expected).abs() < 0.002, "{p:?} {q:?}: {found}, not {expected}");
        assert!((distance(q, p) - found).abs() < 1e-4, "either way");
    }
}

#[test]
fn grays_look_the_same_to_all_eyes() {
    for sight in SEEN {
        let [l, a, b] = lab(Color::hex(0x80_8080), sight);
        assert!((l - 53.585).abs() < 0.05 && a.abs() < 0.1 && b.abs() < 0.1, "{sight:?}: {l} {a} {b}");
    }
    let (red, green) = (Color::hex(0xC8_3C3C), Color::hex(0x6E_6E1E));
    let apart = |sight| distance(lab(red, sight), lab(green, sight));
    assert!(apart(Sight::Deutan) < 0.5 * apart(Sight::Usual), "what the simulation is for");
}
