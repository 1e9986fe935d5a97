//! Names of months and digits, English and own. They are those of CLDR 48 (the npm packages `cldr-cal-persian-full`,
//! `cldr-cal-hebrew-full` and `cldr-cal-islamic-full`: `months.format.wide` of en, fa, he and ar), but for the sign ʻ,
//! which is left out in English, and Tishri, which is written Tishrei. `icu_calendar` has no names, and the formatter
//! that has them would bring along those of every language.

use super::{Calendar, Script, is_hebrew_leap_year};
use crate::model::day::{month_name, month_short_name};

/// A month's names: English, short English, own.
type Names = (&'static str, &'static str, &'static str);

/// The short names are the usual three letters (CLDR has none).
const PERSIAN: [Names; 12] = [
    ("Farvardin", "Far", "فروردین"),
    ("Ordibehesht", "Ord", "اردیبهشت"),
    ("Khordad", "Kho", "خرداد"),
    ("Tir", "Tir", "تیر"),
    ("Mordad", "Mor", "مرداد"),
    ("Shahrivar", "Sha", "شهریور"),
    ("Mehr", "Meh", "مهر"),
    ("Aban", "Aba", "آبان"),
    ("Azar", "Aza", "آذر"),
    ("Dey", "Dey", "دی"),
    ("Bahman", "Bah", "بهمن"),
    ("Esfand", "Esf", "اسفند"),
];

/// Of a leap year; in a common year the sixth is left out and the seventh is [`ADAR`].
const HEBREW: [Names; 13] = [
    ("Tishrei", "Tish", "תשרי"),
    ("Heshvan", "Hesh", "חשוון"),
    ("Kislev", "Kis", "כסלו"),
    ("Tevet", "Tev", "טבת"),
    ("Shevat", "Shev", "שבט"),
    ("Adar I", "Ad. I", "אדר א׳"),
    ("Adar II", "Ad. II", "אדר ב׳"),
    ("Nisan", "Nis", "ניסן"),
    ("Iyar", "Iyar", "אייר"),
    ("Sivan", "Siv", "סיוון"),
    ("Tamuz", "Tam", "תמוז"),
    ("Av", "Av", "אב"),
    ("Elul", "Elul", "אלול"),
];

/// The only Adar of a common year.
const ADAR: Names = ("Adar", "Adar", "אדר");

const ISLAMIC: [Names; 12] = [
    ("Muharram", "Muh.", "محرم"),
    ("Safar", "Saf.", "صفر"),
    ("Rabi I", "Rab. I", "ربيع الأول"),
    ("Rabi II", "Rab. II", "ربيع الآخر"),
    ("Jumada I", "Jum. I", "جمادى الأولى"),
    ("Jumada II", "Jum. II", "جمادى الآخرة"),
    ("Rajab", "Raj.", "رجب"),
    ("Shaban", "Sha.", "شعبان"),
    ("Ramadan", "Ram.", "رمضان"),
    ("Shawwal", "Shaw.", "شوال"),
    ("Dhul-Qidah", "Dhul-Q.", "ذو القعدة"),
    ("Dhul-Hijjah", "Dhul-H.", "ذو الحجة"),
];

fn names(calendar: Calendar, year: i32, month: u8) -> Names {
    let at = usize::from(month.max(1)) - 1;
    let found = match calendar {
        Calendar::Persian => PERSIAN.get(at),
        Calendar::Islamic => ISLAMIC.get(at),
        Calendar::Hebrew if is_hebrew_leap_year(year) || at < 5 => HEBREW.get(at),
        Calendar::Hebrew if at == 5 => Some(&ADAR),
        Calendar::Hebrew => HEBREW.get(at + 1),
        Calendar::Julian | Calendar::Weeks => None,
    };
    found.copied().unwrap_or((month_name(month), month_short_name(month), month_name(month)))
}

/// A month's name in full. Weeks have none: theirs is "W42".
pub(super) fn month(calendar: Calendar, year: i32, month: u8, script: Script) -> String {
    let (english, _, own) = names(calendar, year, month);
    match (calendar, script) {
        (Calendar::Weeks, _) => format!("W{month:02}"),
        (_, Script::English) => english.to_owned(),
        (_, Script::Own) => own.to_owned(),
    }
}

/// A month's name where there is little room, English only; the own script has no shorter one.
pub(super) fn short_month(calendar: Calendar, year: i32, month: u8) -> &'static str {
    names(calendar, year, month).1
}

/// A number in the digits used beside the script's names: Persian ۰ to ۹, Arabic ٠ to ٩ (CLDR's default numbers of fa,
/// and of ar in Saudi Arabia), else 0 to 9, also in Hebrew.
pub(super) fn number(calendar: Calendar, number: i32, script: Script) -> String {
    let zero = match (calendar, script) {
        (Calendar::Persian, Script::Own) => '۰',
        (Calendar::Islamic, Script::Own) => '٠',
        _ => return number.to_string(),
    };
    let own = |c: char| c.to_digit(10).and_then(|digit| char::from_u32(u32::from(zero) + digit)).unwrap_or(c);
    number.to_string().chars().map(own).collect()
}

/// Other ways to write a month, without spaces, accents and signs, beside the names above.
const SPELLINGS: [(Calendar, u8, &[&str]); 24] = [
    (Calendar::Persian, 2, &["urdibihisht", "ordibehest"]),
    (Calendar::Persian, 3, &["khurdad"]),
    (Calendar::Persian, 5, &["amordad", "murdad"]),
    (Calendar::Persian, 7, &["mihr"]),
    (Calendar::Persian, 10, &["dei"]),
    (Calendar::Persian, 12, &["isfand"]),
    (Calendar::Hebrew, 1, &["tishri"]),
    (Calendar::Hebrew, 2, &["cheshvan", "marcheshvan", "marheshvan", "חשון", "מרחשון", "מרחשוון"]),
    (Calendar::Hebrew, 5, &["shvat"]),
    (Calendar::Hebrew, 6, &["adar1", "adaraleph", "adara"]),
    (Calendar::Hebrew, 7, &["adar2", "adarbet", "adarb"]),
    (Calendar::Hebrew, 9, &["iyyar", "iar"]),
    (Calendar::Hebrew, 10, &["סיון"]),
    (Calendar::Hebrew, 11, &["tammuz"]),
    (Calendar::Hebrew, 12, &["menachemav"]),
    (Calendar::Islamic, 3, &["rabialawwal", "rabiulawwal", "rabialula", "rabiulawal", "rabialawal"]),
    (
        Calendar::Islamic,
        4,
        &["rabialthani", "rabialakhir", "rabiulakhir", "rabiulthani", "rabiuththani", "rabiathani"],
    ),
    (Calendar::Islamic, 5, &["jumadaalula", "jumadalula", "jumadaalawwal", "jumadialawwal", "jumadiulawwal"]),
    (
        Calendar::Islamic,
        6,
        &["jumadaalakhira", "jumadalakhira", "jumadaalthani", "jumadaalthaniyah", "jumadialthani"],
    ),
    (Calendar::Islamic, 8, &["shaaban"]),
    (Calendar::Islamic, 9, &["ramazan", "ramzan", "ramadhan"]),
    (Calendar::Islamic, 10, &["shawal"]),
    (
        Calendar::Islamic,
        11,
        &["dhualqidah", "dhulqada", "dhualqada", "dhulqadah", "zulqada", "zilqad", "dhulqida"],
    ),
    (Calendar::Islamic, 12, &["dhualhijjah", "dhulhijja", "dhualhijja", "zulhijja", "zilhijja"]),
];

/// A month that a text names, by the position in [`HEBREW`] for Hebrew ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// The calendar that has it.
    pub calendar: Calendar,
    /// Counted as in a leap year.
    pub month: u8,
    /// Adar without a number.
    pub any_adar: bool,
}

/// The month of one of the three calendars with names of their own; `folded` as [`fold`] gives it.
pub(super) fn find_month(folded: &str) -> Option<Named> {
    if ["adar", ADAR.2, "באדר"].contains(&folded) {
        return Some(Named { calendar: Calendar::Hebrew, month: 7, any_adar: true });
    }
    let named = |calendar, month| Named { calendar, month, any_adar: false };
    let tables: [(Calendar, &[Names]); 3] =
        [(Calendar::Persian, &PERSIAN), (Calendar::Hebrew, &HEBREW), (Calendar::Islamic, &ISLAMIC)];
    for (calendar, table) in tables {
        for (month, (english, _, own)) in (1..).zip(table) {
            // Hebrew writes "in Tishrei" as one word.
            let hebrew = calendar == Calendar::Hebrew && folded.strip_prefix('ב') == Some(fold(own).as_str());
            if folded == fold(english) || folded == fold(own) || hebrew {
                return Some(named(calendar, month));
            }
        }
    }
    let spelling = SPELLINGS.iter().find(|(_, _, spellings)| spellings.contains(&folded));
    spelling.map(|(calendar, month, _)| named(*calendar, *month))
}

/// A name without what people write differently: case, accents, apostrophes, hyphens, spaces; Arabic ي and ك as
/// Persian ی and ک.
pub(super) fn fold(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    use unicode_normalization::char::is_combining_mark;
    let letters = text.chars().flat_map(char::to_lowercase).nfkd();
    let kept = letters.filter(|c| c.is_alphanumeric() && !is_combining_mark(*c));
    let signs = |c: &char| !matches!(c, 'ʻ' | 'ʼ' | 'ʿ' | 'ʾ' | '\u{2BD}' | '׳' | '״' | 'ـ');
    let unified = |c| match c {
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        other => other,
    };
    kept.filter(signs).map(unified).collect()
}
