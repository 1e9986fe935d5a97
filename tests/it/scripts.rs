//! Every script: drawn as the reference draws it, with a glyph for each of its letters, cut where it ends; fonts of the
//! system for the rest; a flag or initials for every lane.

use coeval::io::system_fonts::{find_in_folder, script_of};
use coeval::layout::{Viewport, shortened};
use coeval::model::country;
use coeval::paint::bidi::Line;
use coeval::paint::bundled::bundled_definitions;
use coeval::paint::flags::{flag_svg, initials};
use coeval::paint::{HeadlessFonts, fallback, flag_image, font_id, isolated, job};
use coeval::scene::theme::ThemeKind;
use coeval::scene::{Color, Item, Primitive, Rect, TextMeasure, TextStyle, Theme, vec2};
use epaint::text::{Fonts, TextOptions};
use image::{GrayImage, Luma};

use super::support::approved::{assert_picture, decode};
use super::support::scene_of;

const STRINGS: &str = include_str!("../pictures/pango/strings.txt");

/// Letters that files of our subjects need, by script: the main exemplar letters of CLDR 48 (az, tr, en, ru, uk, kk, az-Cyrl,
/// el, hy, ka, ar, fa, ckb, ur, he), with digits and punctuation of each.
const LETTERS: [(&str, &str); 8] = [
    (
        "Latin",
        "abcçdeəfgğhxıijkqlmnoöprsştuüvyzwâîû ABCÇDEƏFGĞHXIİJKQLMNOÖPRSŞTUÜVYZWÂÎÛ āēīōūḥṣṭẓḍʿʾ áéíóúàèñäß \
         0123456789 .,;:!?…‘’“”«»–—-()[]{}/\\|@#%&*+=<>°·•×±−≈≤≥ ₼₽₺₾₪€£¥$",
    ),
    (
        "Cyrillic",
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ їієґЇІЄҐ әғқңөұүһіӘҒҚҢӨҰҮҺІ ҝҹјЈҸҜ №",
    ),
    ("Greek", "αβγδεζηθικλμνξοπρσςτυφχψω ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ άέήίόύώϊϋΐΰΆΈΉΊΌΎΏ ᾤ ·"),
    ("Armenian", "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև ԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖ ՙ՚՛՜՝՞՟։֊֏"),
    ("Georgian", "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ ჱჲჳჴჵ ᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰ ჻ ₾"),
    (
        "Arabic and Persian",
        "ءآأؤإئابةتثجحخدذرزژسشصضطظعغفقکكگلمنهويیىپچۀهٔ ًٌٍَُِّْٰٔ ٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ ،؛؟٪٫٬ـ «» \u{200C}\u{200D}",
    ),
    ("Kurdish, Urdu, Azerbaijani", "ڕڤڵۆێەھ ٹڈڑںہےۓھۂ ؤگۇۏۋۆ ۱۲۳۴۵۶۷"),
    ("Hebrew", "אבגדהוזחטיכךלמםנןסעפףצץקרשת ְֱֲֳִֵֶַָֹֻּֽׁׂ ־׀׃׳״ ₪"),
];

/// The bundled fonts without those that egui brings along.
fn ours() -> Fonts {
    let mut definitions = bundled_definitions();
    for family in definitions.families.values_mut() {
        family.retain(|name| name.starts_with("Noto"));
        assert!(family.len() >= 7);
    }
    Fonts::new(TextOptions::default(), definitions)
}

#[test]
fn every_letter_of_the_promised_scripts_is_in_the_bundled_fonts() {
    let mut fonts = ours();
    for style in [TextStyle::regular(13.0), TextStyle::semibold(13.0)] {
        let font = font_id(style);
        let mut view = fonts.with_pixels_per_point(1.0);
        for (script, letters) in LETTERS {
            for c in letters.chars() {
                assert!(view.has_glyph(&font, c), "{script}: {c:?} U+{:04X} {style:?}", u32::from(c));
            }
        }
        assert!(!view.has_glyph(&font, 'ক') && !view.has_glyph(&font, '中'));
    }
}

/// Text as a grey picture, black on white, cut to its ink.
fn drawn(text: &str, fonts: &mut HeadlessFonts) -> GrayImage {
    let galley = fonts.galley(job(text, TextStyle::regular(28.0), Color::hex(0)));
    let atlas = fonts.atlas();
    let mut image = GrayImage::from_pixel(galley.size().x.ceil() as u32 + 12, 60, Luma([255]));
    for placed in &galley.rows {
        for glyph in &placed.row.glyphs {
            let corner = placed.pos.to_vec2() + glyph.pos.to_vec2() + glyph.uv_rect.offset;
            let (from, to) = (glyph.uv_rect.min, glyph.uv_rect.max);
            for (y, v) in (from[1]..to[1]).enumerate() {
                for (x, u) in (from[0]..to[0]).enumerate() {
                    let ink = atlas[(usize::from(u), usize::from(v))].a();
                    let (x, y) =
                        (corner.x.round() as i32 + x as i32 + 6, corner.y.round() as i32 + y as i32 + 6);
                    if x >= 0 && y >= 0 && (x as u32) < image.width() && (y as u32) < image.height() {
                        let pixel = image.get_pixel_mut(x as u32, y as u32);
                        pixel.0[0] = pixel.0[0].saturating_sub(ink);
                    }
                }
            }
        }
    }
    image
}

/// How much ink there is in each of so many equal parts of the picture's inked width.
fn profile(image: &GrayImage, parts: usize) -> Vec<f64> {
    let ink = |x: u32| (0..image.height()).map(|y| f64::from(255 - image.get_pixel(x, y).0[0])).sum::<f64>();
    let columns: Vec<f64> = (0..image.width()).map(ink).collect();
    let first = columns.iter().position(|ink| *ink > 40.0).unwrap();
    let last = columns.iter().rposition(|ink| *ink > 40.0).unwrap();
    let columns = &columns[first..=last];
    let mut sums = vec![0.0; parts];
    for (x, ink) in columns.iter().enumerate() {
        sums[x * parts / columns.len()] += ink;
    }
    sums
}

/// Pearson's correlation.
fn alike(a: &[f64], b: &[f64]) -> f64 {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (ma, mb) = (mean(a), mean(b));
    let sum = |f: &dyn Fn(f64, f64) -> f64| a.iter().zip(b).map(|(a, b)| f(a - ma, b - mb)).sum::<f64>();
    sum(&|a, b| a * b) / (sum(&|a, _| a * a) * sum(&|_, b| b * b)).sqrt()
}

/// Side by side with Pango (made by tests/pictures/pango/make.sh), and by the distribution of ink: a word in the wrong place
/// or a number turned round shows in it.
#[test]
fn scripts_are_drawn_as_pango_draws_them() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures/pango");
    let mut fonts = HeadlessFonts::new(1.0);
    let mut sheet = GrayImage::from_pixel(760, 52 * STRINGS.lines().count() as u32, Luma([255]));
    for (n, text) in STRINGS.lines().enumerate() {
        let reference = image::open(folder.join(format!("{:02}.png", n + 1))).unwrap().to_luma8();
        let own = drawn(text, &mut fonts);
        let top = 52 * n as i64;
        image::imageops::overlay(&mut sheet, &own, 0, top);
        image::imageops::overlay(&mut sheet, &reference, 380, top);
        let parts = (text.chars().count() * 3).max(12);
        let (ours, theirs) = (profile(&own, parts), profile(&reference, parts));
        let same = alike(&ours, &theirs);
        assert!(same > 0.65, "{text}: {same:.3}");
        let mut turned = ours.clone();
        turned.reverse();
        assert!(alike(&turned, &theirs) < same - 0.1, "{text}: would not notice");
    }
    let mut png = std::io::Cursor::new(Vec::new());
    sheet.write_to(&mut png, image::ImageFormat::Png).unwrap();
    assert_picture("scripts", png.get_ref());
}

#[test]
fn text_is_cut_where_it_ends() {
    let mut fonts = HeadlessFonts::new(1.0);
    let style = TextStyle::regular(13.0);
    for text in ["مسعود پزشکیان رئیس‌جمهور ایران", "ירושלים בירת ישראל 1967", "Tehran تهران city and more"]
    {
        let whole = fonts.width(text, style);
        for share in [0.3, 0.5, 0.8] {
            let (short, width) = shortened(text, style, whole * share, &mut fonts);
            let beginning = short.strip_suffix('…').unwrap();
            assert!(text.starts_with(beginning) && width <= whole * share, "{short}");
            // The ellipsis of a right-to-left text stands at its left.
            let visual: String = Line::new(&short).visual().parts().collect();
            let at_left = visual.starts_with('…');
            assert_eq!(at_left, Line::new(&short).is_right_to_left(), "{visual}");
        }
        assert_eq!(shortened(text, style, whole, &mut fonts).0, text);
    }
}

#[test]
fn names_keep_to_themselves_within_a_sentence() {
    let visual = |text: &str| -> String {
        let parts: String = Line::new(text).visual().parts().collect();
        parts.replace(['\u{2068}', '\u{2069}'], "")
    };
    let sentence = format!("{}, {}", isolated("تهران"), isolated("Iran"));
    assert_eq!(visual(&sentence), "تهران, Iran");
    assert_eq!(visual("تهران, Iran"), "Iran ,تهران", "which is what happens without");
    assert_eq!(isolated("Tehran"), "Tehran");
    let title = format!("{} — Coeval", isolated("گزارش.ron"));
    assert!(visual(&title).ends_with(" — Coeval"));
}

#[test]
fn every_country_has_a_flag_and_every_other_lane_initials() {
    let mut without = Vec::new();
    let mut states = 0;
    for country in country::all() {
        let is_state = !country.alpha3.is_empty() && country.years.is_none();
        states += usize::from(is_state);
        if flag_svg(country.code).is_none() {
            assert!(!is_state, "{} has no flag", country.name);
            without.push(country.code);
            let initials = initials(country.name);
            assert!((1..=2).contains(&initials.chars().count()), "{}: {initials}", country.name);
        }
    }
    assert!(states >= 249, "{states}");
    assert!(!without.is_empty());
}

/// Every flag of a scene with its square.
fn flags_of(items: &[Item]) -> Vec<(Rect, String, String)> {
    let of = |item: &Item| match &item.primitive {
        Primitive::Flag { rect, code, name, .. } => vec![(*rect, code.clone(), name.to_string())],
        Primitive::Group { items, .. } => flags_of(items),
        Primitive::Kept { items, .. } => flags_of(items),
        _ => Vec::new(),
    };
    items.iter().flat_map(of).collect()
}

/// The window paints the scene that the PNG paints; the SVG writes the letters.
#[test]
fn a_lane_that_is_no_state_has_the_same_initials_everywhere() {
    let text = "(lanes: [Lane(id: \"hezbollah\", name: \"حزب الله لبنان\"), Lane(id: \"NKR\", name: \"Artsakh Republic\")], \
                events: [(date: \"2024-10-14\", title: \"a\", country: \"hezbollah\"), \
                (date: \"2024-10-15\", title: \"b\", country: \"NKR\")])";
    let document = coeval::io::read(text).document;
    let theme = Theme::of(ThemeKind::Light);
    let viewport = Viewport { from: 20_005.0, days: 10.0, scroll: 0.0 };
    let scene = scene_of(&document, viewport, vec2(800.0, 400.0), &theme);
    let flags = flags_of(&scene.items);
    assert_eq!(flags.len(), 2, "{flags:?}");
    let svg = coeval::export::svg(&scene, theme.background, 1.0, "");
    let png = decode(&coeval::export::png(&scene, theme.background, 1.0).unwrap());
    for ((rect, code, name), letters) in flags.iter().zip(["حا", "AR"]) {
        assert_eq!(initials(name), letters);
        assert!(svg.contains(&format!(">{letters}</text>")), "{letters}");
        let picture = flag_image(code, name, rect.width() as usize);
        let [width, height] = picture.size;
        let corner = rect.center() - vec2(width as f32 / 2.0, height as f32 / 2.0);
        for (n, expected) in picture.pixels.iter().enumerate().filter(|(_, pixel)| pixel.a() == 255) {
            let (x, y) =
                (corner.x.round() as u32 + (n % width) as u32, corner.y.round() as u32 + (n / width) as u32);
            let [r, g, b, _] = png.get_pixel(x, y).0;
            let near = |a: u8, b: u8| a.abs_diff(b) <= 1;
            assert!(near(r, expected.r()) && near(g, expected.g()) && near(b, expected.b()), "{name} at {n}");
        }
    }
}

#[test]
fn fonts_of_the_system_are_found_by_letters() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/fonts");
    let search = find_in_folder(&folder, &['א', 'ب', 'ক', 'খ']);
    let mut families: Vec<&str> = search.fonts.iter().map(|font| font.family.as_str()).collect();
    families.sort_unstable();
    assert_eq!(families, ["Noto Sans Arabic", "Noto Sans Hebrew"]);
    assert_eq!(search.without, ['ক', 'খ']);
    let message = search.message().unwrap();
    assert_eq!(
        message,
        "No installed font has the letters of Bengali; install Noto Sans Bengali to show them"
    );
    let two = find_in_folder(std::path::Path::new("no such folder"), &['ક', 'ক', 'ก']).message().unwrap();
    assert!(two.contains("of Gujarati, Bengali and Thai; install Noto Sans Gujarati, Noto Sans Bengali and"));
    assert_eq!(find_in_folder(&folder, &['א']).message(), None);
    assert_eq!(script_of('中').unwrap().font, "Noto Sans CJK");
    assert_eq!(script_of('\u{10FFFF}'), None);
    let odd = find_in_folder(&folder, &['\u{1D11E}']).message().unwrap();
    assert!(odd.contains("U+1D11E"), "{odd}");
}

/// What is drawn and has no glyph is asked for once; what no glyph could show is never asked for.
#[test]
fn letters_without_a_font_are_noticed_once() {
    let mut fonts = HeadlessFonts::new(1.0);
    fonts.width("\u{200B}\u{FE0F}\u{2060} Tehran تهران \u{E000}", TextStyle::regular(13.0));
    fonts.width("ꦲꦏ", TextStyle::regular(13.0));
    let wanted = fallback::take_wanted();
    assert!(wanted.contains(&'ꦲ') && wanted.contains(&'ꦏ'), "{wanted:?}");
    assert!(!wanted.iter().any(|c| matches!(c, 'ت' | '\u{200B}' | '\u{FE0F}' | '\u{2060}' | '\u{E000}')));
    fonts.width("ꦲꦏ", TextStyle::semibold(17.0));
    assert!(!fallback::take_wanted().contains(&'ꦲ'));
}
