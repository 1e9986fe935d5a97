//! The colours of every theme for those who see colours otherwise: how far apart they stay under protanopia,
//! deuteranopia and tritanopia, and whether what must be read stands out from its ground.
//!
//! Simulation: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for Simulation of
//! Color Vision Deficiency", IEEE TVCG 15 (2009), severity 1.0. Distance: CIEDE2000, G. Sharma, W. Wu, E. N. Dalal,
//! "The CIEDE2000 Color-Difference Formula", Color Research & Application 30 (2005). About 2 is just noticed side by
//! side; marks some way apart and as small as these need more.

use coeval::scene::theme::ThemeKind;
use coeval::scene::{Color, Theme};
use coeval::ui::widgets::style::high_contrast;

mod distance;

use distance::{SEEN, distance, lab};

const THEMES: [ThemeKind; 4] =
    [ThemeKind::Light, ThemeKind::Dark, ThemeKind::HighContrastLight, ThemeKind::HighContrastDark];

/// The first categories, which most timelines do with, from each other.
const FIRST: f32 = 9.5;
/// Any two categories.
const ANY: f32 = 6.0;
/// The colour of coincidences from every category: it must mean one thing.
const COINCIDENCE: f32 = 9.5;
/// Whatever is drawn from what it is drawn on.
const GROUND: f32 = 20.0;
/// What must be read (WCAG 2.2, 1.4.3).
const TEXT: f32 = 4.5;
/// The same in high contrast (1.4.6).
const ENHANCED_TEXT: f32 = 7.0;
/// Marks and lines that tell something (WCAG 2.2, 1.4.11).
const GRAPHICS: f32 = 3.0;

fn grounds(theme: &Theme) -> [Color; 2] {
    [theme.background, theme.lane_alternate]
}

/// What is wrong with the colours of a theme for the eyes.
fn too_near(theme: &Theme) -> Vec<String> {
    let mut problems = Vec::new();
    let named = |n: usize| if n == 8 { "uncategorised".to_owned() } else { format!("category {n}") };
    let categories: Vec<Color> = theme.categories.into_iter().chain([theme.uncategorised]).collect();
    for sight in SEEN {
        let mut check = |a: Color, b: Color, least: f32, what: String| {
            let found = distance(lab(a, sight), lab(b, sight));
            if found < least {
                problems.push(format!(
                    "{:?}, {sight:?}: {what}, {} and {}, are {found:.1} apart, not {least}",
                    theme.kind,
                    a.to_hex(),
                    b.to_hex()
                ));
            }
        };
        for (n, color) in categories.iter().enumerate() {
            for (m, other) in categories.iter().enumerate().take(n) {
                // What has no category stands beside the first ones as one of them.
                let first = m < 5 && (n < 5 || n == 8);
                let least = if first { FIRST } else { ANY };
                check(*color, *other, least, format!("{} and {}", named(n), named(m)));
            }
            check(*color, theme.coincidence, COINCIDENCE, format!("{} and coincidence", named(n)));
            for ground in grounds(theme) {
                check(*color, ground, GROUND, format!("{} and ground", named(n)));
            }
        }
        for ground in grounds(theme) {
            check(theme.coincidence, ground, GROUND, "coincidence and ground".to_owned());
        }
    }
    problems
}

/// What of a theme cannot be read, or stands out too little.
fn too_faint(theme: &Theme) -> Vec<String> {
    let mut problems = Vec::new();
    let text = if high_contrast(theme.kind) { ENHANCED_TEXT } else { TEXT };
    let mut check = |what: &str, color: Color, ground: Color, least: f32| {
        let found = color.contrast(ground);
        if found < least {
            problems.push(format!(
                "{:?}: {what} on {}: {found:.2}, not {least}",
                theme.kind,
                ground.to_hex()
            ));
        }
    };
    let all = [theme.background, theme.panel, theme.lane_alternate, theme.field, theme.selected];
    for ground in all {
        check("text", theme.text, ground, text);
        check("muted text", theme.text_muted, ground, text);
        check("coincidence text", theme.coincidence_text, ground, text);
    }
    for ground in [theme.panel, theme.field, theme.background, theme.selected] {
        check("error", theme.error, ground, text);
        check("warning", theme.warning, ground, text);
    }
    check("chip", theme.chip_text, theme.chip, text);
    check("text that was found", theme.text, theme.found, text);
    for ground in grounds(theme) {
        check("coincidence", theme.coincidence, ground, GRAPHICS);
        check("uncategorised", theme.uncategorised, ground, GRAPHICS);
        for color in theme.categories {
            check("category", color, ground, GRAPHICS);
        }
    }
    for ground in [theme.background, theme.panel, theme.field, theme.selected] {
        check("focus", theme.focus, ground, GRAPHICS);
    }
    problems
}

#[test]
fn colors_are_told_apart_by_all_eyes() {
    let problems: Vec<String> = THEMES.iter().flat_map(|kind| too_near(&Theme::of(*kind))).collect();
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn what_must_be_read_stands_out() {
    let problems: Vec<String> = THEMES.iter().flat_map(|kind| too_faint(&Theme::of(*kind))).collect();
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn high_contrast_is_higher() {
    for (high, usual) in
        [(ThemeKind::HighContrastLight, ThemeKind::Light), (ThemeKind::HighContrastDark, ThemeKind::Dark)]
    {
        let (high, usual) = (Theme::of(high), Theme::of(usual));
        let contrast = |theme: &Theme, color: Color| color.contrast(theme.panel);
        for pick in [
            |theme: &Theme| theme.text,
            |theme: &Theme| theme.text_muted,
            |theme: &Theme| theme.hairline,
            |theme: &Theme| theme.coincidence,
        ] {
            assert!(contrast(&high, pick(&high)) > contrast(&usual, pick(&usual)), "{:?}", high.kind);
        }
        assert!(contrast(&high, high.text_muted) >= 7.0, "{:?}", high.kind);
        assert!(contrast(&high, high.hairline) >= GRAPHICS, "edges are seen: {:?}", high.kind);
    }
}

/// The palette that this project had at first, Okabe–Ito and Tol's with little thought: blue and purple are one for
/// protanopes, green and rose for deuteranopes.
#[test]
fn a_palette_that_some_cannot_read_is_found() {
    let mut theme = Theme::of(ThemeKind::Light);
    theme.categories =
        [0x0072B2, 0x009E73, 0x8A6FB0, 0xCC6677, 0x887A1F, 0x2B8F8F, 0x332288, 0x882255].map(Color::hex);
    let problems = too_near(&theme).join("\n");
    for (sight, what) in [
        ("Protan", "category 2 and category 0"),
        ("Protan", "category 4 and coincidence"),
        ("Deutan", "category 3 and category 1"),
        ("Tritan", "category 3 and coincidence"),
    ] {
        assert!(problems.contains(&format!("{sight}: {what}")), "{sight}, {what}:\n{problems}");
    }
    assert!(!problems.contains("Usual: category 2 and category 0"), "the usual eye sees no problem");
    theme.text_muted = Color::hex(0x9A_9A9A);
    assert!(too_faint(&theme).join("\n").contains("muted text"));
}
