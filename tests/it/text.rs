//! Text of every script as it reaches the screen: the order of its parts, its width, its lines; and the flags.

use coeval::{
    paint::{
        HeadlessFonts,
        bidi::{Line, mirror, wrap},
        flag_image,
        flags::flag_svg,
        font_definitions, font_id, job, paragraph,
    },
    scene::{Color, TextMeasure, TextStyle},
};
use epaint::text::{Fonts, MissingGlyphPolicy, TextOptions};
use epaint::{Color32, Galley};
use proptest::prelude::*;

const BLACK: Color = Color::hex(0);

/// Strings of all scripts that the bundled fonts have.
const SAMPLES: [&str; 22] = [
    "تهران",
    "مسعود پزشکیان رئیس‌جمهور",
    "ירושלים 1967 (מלחמה)",
    "Tehran تهران city",
    "دیدار در Bakı سال ۱۴۰۲",
    "שָׁלוֹם",
    "«جنگ ۱۲ روزه» (۲۰۲۵)",
    "ایران و ישראל",
    "مُحَمَّد لا إله",
    "Bakı–Şuşa",
    "Тегеран",
    "Երևան",
    "თბილისი",
    "Αθήνα ᾤ",
    "ƏəĞğIıİiÖöŞşÜüÇç ÂâÎîÛû",
    "Year 1402 (۱۴۰۲)",
    "١٤ أكتوبر ٢٠٢٤",
    "צה\"ל, ג׳ורג׳ בית־ספר",
    "↗ ← → ↑ ↓ ‹ › – — … · × ± ≥ ≤ • ✓ − ≈",
    "₼ ₽ ₺ ₾ ₪ € £ ¥ ₴ ₸",
    "naïve Łódź Þ ð ơ ḥ ʿ",
    "Monday 14 October 2024 “lying low”, it’s",
];

fn styles() -> [TextStyle; 4] {
    [
        TextStyle::regular(13.0),
        TextStyle::semibold(14.0),
        TextStyle::regular(12.5).slanted(),
        TextStyle::semibold(17.0).slanted(),
    ]
}

/// The parts of a line from left to right, set apart by "|".
fn parts(text: &str) -> String {
    Line::new(text).visual().parts().collect::<Vec<_>>().join("|")
}

/// What stands on the screen from left to right.
fn on_screen(galley: &Galley) -> Vec<char> {
    let mut glyphs: Vec<(f32, char)> = Vec::new();
    for placed in &galley.rows {
        // epaint ends a right-to-left section with invisible glyphs without width.
        let visible = placed.row.glyphs.iter().filter(|glyph| glyph.advance_width > 0.0);
        glyphs.extend(visible.map(|glyph| (placed.pos.x + glyph.pos.x, glyph.chr)));
    }
    assert!(glyphs.is_sorted_by(|a, b| a.0 <= b.0), "{glyphs:?}");
    glyphs.into_iter().map(|(_, chr)| chr).collect()
}

#[test]
fn parts_stand_in_visual_order() {
    for (text, expected) in [
        ("تهران", "تهران"),
        ("مسعود پزشکیان رئیس‌جمهور", "رئیس‌جمهور| |پزشکیان| |مسعود"),
        ("ירושלים 1967 (מלחמה)", "(|מלחמה|) |1967| |ירושלים"),
        ("Tehran تهران city", "Tehran |تهران| city"),
        ("دیدار در Bakı سال ۱۴۰۲", "۱|۴|۰|۲| |سال| |Bakı| |در| |دیدار"),
        ("שָׁלוֹם", "שָׁלוֹם"),
        ("«جنگ ۱۲ روزه» (۲۰۲۵)", "(|۲|۰|۲|۵|) «|روزه| |۱|۲| |جنگ|»"),
        ("ایران و ישראל", "ישראל| |و| |ایران"),
        ("ایرانישראל", "ישראל|ایران"),
        ("مُحَمَّد لا إله", "إله| |لا| |مُحَمَّد"),
        ("Year 1402 (۱۴۰۲)", "Year 1402 (|۱|۴|۰|۲|)"),
        ("١٤ أكتوبر ٢٠٢٤", "٢|٠|٢|٤| |أكتوبر| |١|٤"),
        ("צה\"ל", "ל|\"|צה"),
        ("۱۴۰۲/۰۷/۲۳ تهران", "تهران| |۱|۴|۰|۲|/|۰|۷|/|۲|۳"),
        ("Bakı–Şuşa", "Bakı–Şuşa"),
        // Controls: a right-to-left mark, an isolate, an override each way.
        ("a\u{200F} (b)", "a|\u{200F}| (b)"),
        ("x \u{2067}ab گ!\u{2069} y", "x |\u{2067}|!|گ| |ab|\u{2069} y"),
        ("\u{202E}abc\u{202C}", "cba\u{202E}|\u{202C}"),
        ("", ""),
    ] {
        let shown = parts(text);
        if text.contains(['\u{200F}', '\u{2067}', '\u{202E}']) {
            // Where the invisible controls themselves stand does not matter.
            let visible =
                |s: &str| s.replace(['|', '\u{200F}', '\u{2067}', '\u{2069}', '\u{202E}', '\u{202C}'], "");
            assert_eq!(visible(&shown), visible(expected), "{text}");
        } else {
            assert_eq!(shown, expected, "{text}");
        }
    }
}

#[test]
fn one_part_for_left_to_right_text() {
    for text in ["Bakı–Şuşa", "Тегеран", "Երևան", "(a) «b»", ""] {
        let job = job(text, TextStyle::regular(13.0), BLACK);
        assert_eq!((job.sections.len(), job.text.as_str()), (1, text));
    }
}

#[test]
fn the_job_of_a_line_never_breaks() {
    let mut fonts = HeadlessFonts::new(1.0);
    for text in ["one\ntwo\r\n\tthree", "یک\nدو\u{2029}سه"] {
        let galley = fonts.galley(job(text, TextStyle::regular(13.0), BLACK));
        assert_eq!(galley.rows.len(), 1);
        assert!(!galley.job.text.contains(|c: char| c.is_control() || c == '\u{2029}'));
    }
}

#[test]
fn every_promised_letter_has_a_glyph() {
    let mut fonts = Fonts::new(TextOptions::default(), font_definitions())
        .with_missing_glyph_policy(MissingGlyphPolicy::Panic);
    for style in styles() {
        for text in SAMPLES {
            let galley = fonts.with_pixels_per_point(1.0).layout_job(job(text, style, BLACK));
            assert!(galley.size().x > 0.0);
        }
        // Whole alphabets: Azerbaijani, Turkish, Persian, Arabic, Hebrew, Armenian, Georgian, Russian, Greek.
        let alphabets = "abcçdeəfgğhxıijkqlmnoöprsştuüvyz ABCÇDEƏFGĞHXIİJKQLMNOÖPRSŞTUÜVYZ âîû ÂÎÛ \
            ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءآأؤإئةىكي٫٬٪؟،؛ًٌٍَُِّْٰ۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩ אבגדהוזחטיכךלמםנןסעפףצץקרשת־׳״ְֱֲֳִֵֶַָֹֻּׁׂ \
            աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև ԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖ«»՝՛՞ \
            აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ абвгдеёжзийклмнопрстуфхцчшщъыьэюя їієґ αβγδεζηθικλμνξοπρστυφχψω";
        let font = font_id(style);
        let mut view = fonts.with_pixels_per_point(1.0);
        for c in alphabets.chars() {
            assert!(view.has_glyph(&font, c), "{c:?} U+{:04X}", u32::from(c));
        }
    }
}

#[test]
fn all_scripts_share_baseline_and_line_height() {
    let mut fonts = HeadlessFonts::new(2.0);
    for style in styles() {
        let reference = fonts.galley(job("x", style, BLACK));
        let (height, baseline) = (reference.size().y, reference.rows[0].row.glyphs[0].pos.y);
        // egui's own fonts, that only serve signs we don't have, are left out.
        for text in SAMPLES {
            let galley = fonts.galley(job(text, style, BLACK));
            assert_eq!(galley.size().y, height, "{text}");
            for glyph in &galley.rows[0].row.glyphs {
                assert_eq!(glyph.pos.y, baseline, "{text}: {:?}", glyph.chr);
            }
        }
    }
}

#[test]
fn letters_stand_in_the_middle_of_their_line() {
    for pixels_per_point in [1.0, 1.5, 2.0] {
        let mut fonts = HeadlessFonts::new(pixels_per_point);
        let galley = fonts.galley(job("xHx", TextStyle::regular(13.0), BLACK));
        // Halfway between the middle of small letters and that of capitals.
        let ink = |i: usize| {
            let glyph = &galley.rows[0].row.glyphs[i];
            glyph.pos.y + glyph.uv_rect.offset.y + glyph.uv_rect.size.y / 2.0
        };
        let middle = (ink(0) + ink(1)) / 2.0;
        assert!((middle - galley.size().y / 2.0).abs() <= 1.0, "{middle} of {}", galley.size().y);
    }
}

#[cfg(feature = "window")]
#[test]
fn widths_agree_with_and_without_a_window() {
    use coeval::ui::widgets::ContextMeasure;
    for pixels_per_point in [1.0, 1.25, 2.0] {
        let context = egui::Context::default();
        context.set_fonts(font_definitions());
        context.set_pixels_per_point(pixels_per_point);
        let mut headless = HeadlessFonts::new(pixels_per_point);
        let mut compared = 0;
        for _ in 0..2 {
            // The factor holds from the second pass on.
            let mut output = context.run_ui(egui::RawInput::default(), |ui| {
                if ui.ctx().pixels_per_point() != pixels_per_point {
                    return;
                }
                let mut window = ContextMeasure::new(ui.ctx());
                for text in SAMPLES {
                    for style in styles() {
                        let width = headless.width(text, style);
                        assert_eq!(width, window.width(text, style), "{text} at {pixels_per_point}");
                        assert_eq!(width, headless.width(text, style), "{text} measured again");
                        assert!(width > 0.0);
                        compared += 1;
                    }
                }
            });
            output.textures_delta.clear();
        }
        assert!(compared > 0);
    }
}

#[test]
fn weight_and_slant_reach_the_job() {
    let job = |style| job("Bakı و ایران", style, BLACK);
    for section in &job(TextStyle::semibold(13.0).slanted()).sections {
        assert!(section.format.italics);
        assert_eq!(section.format.font_id, font_id(TextStyle::semibold(13.0)));
    }
    let mut fonts = HeadlessFonts::new(1.0);
    let (regular, bold) = (TextStyle::regular(13.0), TextStyle::semibold(13.0));
    assert!(fonts.width("Pezeshkian", bold) > fonts.width("Pezeshkian", regular));
    assert_eq!(fonts.width("Pezeshkian", regular), fonts.width("Pezeshkian", regular.slanted()));
}

#[test]
fn the_atlas_holds_what_was_laid_out() {
    let mut fonts = HeadlessFonts::new(2.0);
    let galley = fonts.galley(job("H", TextStyle::regular(20.0), BLACK));
    let uv = galley.rows[0].row.glyphs[0].uv_rect;
    let atlas = fonts.atlas();
    let ink = (uv.min[1]..uv.max[1])
        .flat_map(|y| (uv.min[0]..uv.max[0]).map(move |x| (usize::from(x), usize::from(y))))
        .filter(|at| atlas[*at].a() > 200)
        .count();
    assert!(ink > 50, "{ink}");
    assert_eq!(fonts.texture_atlas().size(), atlas.size);
}

#[test]
fn letters_are_lighter_on_a_light_ground_but_as_wide() {
    let weigh = |ground| {
        let mut fonts = HeadlessFonts::on_ground(1.0, ground);
        let width = fonts.width("Bakı", TextStyle::regular(13.0));
        let ink: u32 = fonts.atlas().pixels.iter().map(|pixel| u32::from(pixel.a())).sum();
        (width, ink)
    };
    let (light, dark) = (weigh(Color::hex(0xFAF9F6)), weigh(Color::hex(0x14171B)));
    assert_eq!(light.0, dark.0);
    assert!(light.1 < dark.1);
}

#[test]
fn paragraphs_wrap_in_logical_order() {
    let text = "دیدار مسعود پزشکیان رئیس‌جمهور در Bakı با الهام علی‌اف در سال ۱۴۰۲ (۲۰۲۳)\nBakı و تهران";
    let style = TextStyle::regular(13.0);
    let mut fonts = HeadlessFonts::new(1.0);
    for width in [60.0, 120.3, 200.0, 1000.0] {
        let job = paragraph(text, style, BLACK, width, &mut fonts);
        let galley = fonts.galley(job);
        let rows = &galley.rows;
        assert!(galley.size().x <= width, "{} in {width}", galley.size().x);
        // The first words stand on the first line at the right edge; the second paragraph begins at the left.
        assert!(rows[0].row.glyphs.iter().any(|glyph| glyph.chr == 'د'));
        let edge = rows[0].row.glyphs.last().map_or(0.0, |glyph| rows[0].pos.x + glyph.max_x());
        assert!((width - 2.5..=width).contains(&edge), "{edge} of {width}");
        let last =
            rows.iter().rfind(|placed| placed.row.glyphs.iter().any(|glyph| glyph.chr == 'B')).unwrap();
        assert!(last.row.glyphs[0].pos.x < 1.0);
        if width < 1000.0 {
            assert!(rows.len() > 2);
        } else {
            assert_eq!(rows.len(), 2);
        }
    }
}

#[test]
fn wrapping_breaks_at_spaces_and_in_overlong_words() {
    let lines = |text: &str, width: f32| -> Vec<String> {
        wrap(text, width, &mut |part| part.chars().count() as f32)
            .into_iter()
            .map(|r| text[r].to_owned())
            .collect()
    };
    assert_eq!(lines("one two  three", 7.0), ["one two", "three"]);
    assert_eq!(lines("abcdefgh ij", 3.0), ["abc", "def", "gh", "ij"]);
    assert_eq!(lines("a\u{A0}b c", 3.0), ["a\u{A0}b", "c"]);
    assert_eq!(lines("", 3.0), [""]);
    assert_eq!(lines("ab", 0.0), ["a", "b"]);
}

/// What stands on the screen by the algorithm's own account, without any shaper.
fn by_the_book(text: &str) -> Vec<char> {
    let info = unicode_bidi::BidiInfo::new(text, None);
    let Some(whole) = info.paragraphs.first() else { return Vec::new() };
    let (levels, runs) = info.visual_runs(whole, whole.range.clone());
    let mut out = Vec::new();
    for run in runs {
        if levels[run.start].is_rtl() {
            out.extend(text[run].chars().rev().map(mirror));
        } else {
            out.extend(text[run].chars());
        }
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Letters without marks and ligatures, so that each is a glyph of its own.
    #[test]
    fn glyphs_stand_where_the_algorithm_puts_them(
        text in "[a-cşə0-2۱۲۳٤٥دهرانپگאבגם .,:/()«»<>\\-–״،؟]{0,24}",
    ) {
        let mut fonts = HeadlessFonts::new(1.0);
        let galley = fonts.galley(job(&text, TextStyle::regular(13.0), BLACK));
        prop_assert_eq!(on_screen(&galley), by_the_book(&text));
    }

    #[test]
    fn no_character_is_lost(text in "\\PC{0,40}") {
        let canon = |chars: &mut dyn Iterator<Item = char>| {
            let mut all: Vec<char> = chars.map(|c| c.min(mirror(c))).collect();
            all.sort_unstable();
            all
        };
        let visual = Line::new(&text).visual();
        prop_assert_eq!(canon(&mut visual.parts().flat_map(str::chars)), canon(&mut text.chars()));
    }

    #[test]
    fn any_text_can_be_laid_out(
        text in prop_oneof![any::<String>(), "[\u{590}-\u{8FF}\u{200B}-\u{202E}\u{2060}-\u{206F}a-c\\n\\t ]{0,40}"],
        width in prop_oneof![Just(0.0f32), Just(-5.0), Just(f32::INFINITY), 1.0f32..300.0],
    ) {
        let mut fonts = HeadlessFonts::new(1.0);
        let style = TextStyle::semibold(13.0);
        prop_assert!(fonts.width(&text, style).is_finite());
        let job = paragraph(&text, style, BLACK, width, &mut fonts);
        let galley = fonts.galley(job);
        prop_assert!(galley.size().y >= 0.0);
    }
}

const STATES: [&str; 84] = [
    "AD", "AE", "AF", "AL", "AM", "AR", "AT", "AU", "AZ", "BA", "BE", "BG", "BH", "BR", "BY", "CA", "CH",
    "CL", "CN", "CO", "CU", "CY", "CZ", "DE", "DK", "DZ", "EE", "EG", "ER", "ES", "ET", "EU", "FI", "FR",
    "GB", "GE", "GR", "HK", "HR", "HU", "ID", "IE", "IL", "IN", "IQ", "IR", "IT", "JO", "JP", "KE", "KG",
    "KP", "KR", "KW", "KZ", "LB", "LT", "LV", "LY", "MA", "MD", "MX", "NATO", "NL", "NO", "OM", "PK", "PL",
    "PS", "QA", "RS", "RU", "SA", "SU", "SY", "TJ", "TM", "TR", "TW", "UA", "UN", "US", "XK", "YU",
];

#[test]
fn every_state_has_a_flag() {
    for code in STATES {
        assert!(flag_svg(code).is_some(), "{code}");
        let image = flag_image(code, code, 20);
        assert_eq!(image.size, [20, 20]);
        assert_eq!(image[(0, 0)], Color32::TRANSPARENT, "{code} is round");
        assert_eq!(image[(10, 10)].a(), 255, "{code} is filled");
        let mut colours: Vec<_> = image.pixels.iter().filter(|c| c.a() == 255).collect();
        colours.sort_unstable_by_key(|c| c.to_array());
        colours.dedup();
        assert!(colours.len() > 2, "{code} shows something");
    }
    assert_ne!(flag_image("IR", "", 32).pixels, flag_image("IL", "", 32).pixels);
}

#[test]
fn without_a_flag_there_are_initials() {
    assert!(flag_svg("OSCE").is_none() && flag_svg("").is_none() && flag_svg("ir").is_none());
    let au = flag_image("African Union", "African Union", 40);
    assert_eq!((au[(0, 0)], au[(20, 1)].a()), (Color32::TRANSPARENT, 255));
    assert!(au.pixels.iter().filter(|c| c.r() > 240).count() > 30, "letters");
    assert_ne!(au.pixels, flag_image("African Union", "Brics", 40).pixels);
    for side in [0, 1, 2, 5] {
        assert_eq!(flag_image("??", "Wide WW", side).size, [side.max(1); 2]);
    }
    // No size makes it run out of memory.
    assert!(flag_image("IR", "", usize::MAX).width() <= 4096);
}
