//! Months by number and by name, in the languages that tables are written in.

use super::Reckoning;
use crate::io::import::table::words::fold;
use crate::model::calendar::{Calendar, is_hebrew_leap_year};

/// The names of months without marks, January first. A name may be cut to three letters or more where that leaves no
/// doubt within its own language. Polish, Czech and Croatian are not among them: their `listopad` is two different months.
#[rustfmt::skip]
const LANGUAGES: &[[&str; 12]] = &[
    [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december",
    ],
    [
        "januar", "februar", "marz", "april", "mai", "juni", "juli", "august", "september", "oktober",
        "november", "dezember",
    ],
    [
        "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre",
        "novembre", "decembre",
    ],
    [
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
        "noviembre", "diciembre",
    ],
    [
        "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre",
        "ottobre", "novembre", "dicembre",
    ],
    [
        "janeiro", "fevereiro", "marco", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro",
        "novembro", "dezembro",
    ],
    [
        "ocak", "subat", "mart", "nisan", "mayis", "haziran", "temmuz", "agustos", "eylul", "ekim", "kasim",
        "aralik",
    ],
    [
        "yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avqust", "sentyabr", "oktyabr", "noyabr",
        "dekabr",
    ],
    [
        "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября",
        "ноября", "декабря",
    ],
    [
        "январь", "февраль", "март", "апрель", "маи", "июнь", "июль", "август", "сентябрь", "октябрь",
        "ноябрь", "декабрь",
    ],
    [
        "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober",
        "november", "december",
    ],
    [
        "januar", "februar", "marts", "april", "mai", "juni", "juli", "august", "september", "oktober",
        "november", "desember",
    ],
    [
        "januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober",
        "november", "desember",
    ],
    [
        "ianuarie", "februarie", "martie", "aprilie", "mai", "iunie", "iulie", "august", "septembrie",
        "octombrie", "noiembrie", "decembrie",
    ],
    [
        "ιανουαριου", "φεβρουαριου", "μαρτιου", "απριλιου", "μαιου", "ιουνιου", "ιουλιου", "αυγουστου",
        "σεπτεμβριου", "οκτωβριου", "νοεμβριου", "δεκεμβριου",
    ],
    [
        "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
        "november", "december",
    ],
    [
        "січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня",
        "листопада", "грудня",
    ],
    [
        "يناير", "فبراير", "مارس", "ابريل", "مايو", "يونيو", "يوليو", "اغسطس", "سبتمبر", "اكتوبر", "نوفمبر",
        "ديسمبر",
    ],
    [
        "كانونالثاني", "شباط", "اذار", "نيسان", "ايار", "حزيران", "تموز", "اب", "ايلول", "تشرينالاول",
        "تشرينالثاني", "كانونالاول",
    ],
    [
        "ژانويه", "فوريه", "مارس", "اوريل", "مه", "ژوين", "ژوييه", "اوت", "سپتامبر", "اكتبر", "نوامبر",
        "دسامبر",
    ],
    [
        "ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר",
        "דצמבר",
    ],
];

/// The months of the Persian calendar, Farvardin first.
#[rustfmt::skip]
const PERSIAN: &[[&str; 12]] = &[
    [
        "فروردين", "ارديبهشت", "خرداد", "تير", "مرداد", "شهريور", "مهر", "ابان", "اذر", "دي", "بهمن", "اسفند",
    ],
    [
        "farvardin", "ordibehesht", "khordad", "tir", "mordad", "shahrivar", "mehr", "aban", "azar", "dey",
        "bahman", "esfand",
    ],
];

/// The months of the Islamic calendar, Muharram first.
#[rustfmt::skip]
const ISLAMIC: &[[&str; 12]] = &[
    [
        "محرم", "صفر", "ربيعالاول", "ربيعالاخر", "جماديالاولي", "جماديالاخره", "رجب", "شعبان", "رمضان", "شوال",
        "ذوالقعده", "ذوالحجه",
    ],
    [
        "muharram", "safar", "rabialawwal", "rabialthani", "jumadaalula", "jumadaalthani", "rajab", "shaban",
        "ramadan", "shawwal", "dhualqadah", "dhualhijjah",
    ],
];

/// The months of the Hebrew calendar, Tishrei first, as in a leap year.
const HEBREW: &[[&str; 13]] = &[
    ["תשרי", "חשון", "כסלו", "טבת", "שבט", "אדר", "אדרב", "ניסן", "אייר", "סיון", "תמוז", "אב", "אלול"],
    [
        "tishrei", "cheshvan", "kislev", "tevet", "shevat", "adar", "adarii", "nisan", "iyar", "sivan",
        "tammuz", "av", "elul",
    ],
    [
        "tishri",
        "heshvan",
        "kislev",
        "tebet",
        "shvat",
        "adari",
        "adarsheni",
        "nissan",
        "iyyar",
        "siwan",
        "tamuz",
        "menachemav",
        "ellul",
    ],
];

/// The month of a Hebrew year counted from Tishrei. Of names that others use too (nisan is April in Turkish) the year tells
/// which is meant: no other calendar has come so far. Adar II is there in leap years alone.
pub(crate) fn hebrew_month(word: &str, year: i32) -> Option<u8> {
    if !(5000..6200).contains(&year) {
        return None;
    }
    let word = fold(word);
    let word = word.strip_prefix('ב').filter(|rest| rest.chars().count() > 1).unwrap_or(&word);
    let at = HEBREW.iter().find_map(|names| names.iter().position(|name| *name == word))?;
    let at = u8::try_from(at).ok()?;
    match (is_hebrew_leap_year(year), at) {
        (true, _) | (false, ..=5) => Some(at + 1),
        (false, 6) => None,
        (false, _) => Some(at),
    }
}

/// The first words of months that have two: `تشرين الأول`, `ربيع الأول`, `ذو الحجة`.
const OF_TWO_WORDS: &[&str] = &["كانون", "تشرين", "ربيع", "جمادى", "جمادي", "ذو", "ذی", "ذي"];

/// A text in which months of two words are one word.
pub(crate) fn joined(text: &str) -> String {
    let mut text = text.to_owned();
    if text.contains("Adar") {
        text =
            text.replace("Adar II", "AdarII").replace("Adar I ", "AdarI ").replace("Adar Sheni", "AdarSheni");
    }
    if !text.is_ascii() {
        for word in OF_TWO_WORDS {
            text = text.replace(&format!("{word} ال"), &format!("{word}ال"));
        }
    }
    text
}

/// A word without marks, and with the letters that Arabic and Persian keyboards write differently made one.
fn folded(word: &str) -> String {
    let one = |c: char| match c {
        'ی' | 'ى' => 'ي',
        'ک' => 'ك',
        'ة' => 'ه',
        c => c,
    };
    fold(word).chars().map(one).collect()
}

/// A month that is named as another calendar does, and that calendar. Its name alone tells it, so nothing is asked.
pub(crate) fn of_other_calendar(word: &str) -> Option<(Reckoning, u8)> {
    if word.len() < 3 || word.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let word = folded(word);
    let word = word.strip_suffix("ماه").filter(|rest| !rest.is_empty()).unwrap_or(&word);
    let at =
        |names: &[[&str; 12]]| names.iter().find_map(|names| names.iter().position(|name| *name == word));
    let found = at(PERSIAN).map(|at| (Calendar::Persian, at));
    let (calendar, at) = found.or_else(|| at(ISLAMIC).map(|at| (Calendar::Islamic, at)))?;
    Some((Reckoning::Of(calendar), u8::try_from(at + 1).ok()?))
}

/// What EDTF writes in the place of the month for a season, a quarter or a half of a year: 21 to 41.
pub(crate) fn part_of_year(word: &str) -> Option<u8> {
    Some(match fold(word).as_str() {
        "spring" | "fruhling" | "fruhjahr" | "printemps" | "primavera" | "ilkbahar" | "весна" => 21,
        "summer" | "sommer" | "ete" | "verano" | "estate" | "yaz" | "лето" => 22,
        "autumn" | "fall" | "herbst" | "automne" | "otono" | "autunno" | "sonbahar" | "осень" => 23,
        "winter" | "hiver" | "invierno" | "inverno" | "kis" | "зима" => 24,
        "q1" => 33,
        "q2" => 34,
        "q3" => 35,
        "q4" => 36,
        "h1" => 40,
        "h2" => 41,
        _ => return None,
    })
}

/// A month by its number or by at least three letters of its name.
#[must_use]
pub(in crate::io::import) fn month_number(word: &str) -> Option<u8> {
    if word.len() <= 2 {
        return word.parse().ok().filter(|month| (1..=12).contains(month));
    }
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let word = folded(word);
    let word = if word == "sept" { "sep" } else { word.as_str() };
    // Hebrew writes "in October" as one word.
    by_name(word).or_else(|| by_name(word.strip_prefix('ב')?))
}

fn by_name(word: &str) -> Option<u8> {
    let number = |at: usize| u8::try_from(at + 1).ok();
    if let Some(at) = LANGUAGES.iter().find_map(|names| names.iter().position(|name| *name == word)) {
        return number(at);
    }
    if word.chars().count() < 3 {
        return None;
    }
    LANGUAGES.iter().find_map(|names| {
        let mut fitting = names.iter().enumerate().filter(|(_, name)| name.starts_with(word));
        let (at, _) = fitting.next()?;
        fitting.next().is_none().then(|| number(at))?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_in_words() {
        for (word, month) in [
            ("10", 10),
            ("Oct", 10),
            ("October", 10),
            ("Sept", 9),
            ("März", 3),
            ("août", 8),
            ("Ekim", 10),
            ("октября", 10),
            ("dic", 12),
            ("juin", 6),
            ("juil", 7),
            ("أكتوبر", 10),
            ("آب", 8),
            ("اکتبر", 10),
            ("באוקטובר", 10),
        ] {
            assert_eq!(month_number(word), Some(month), "{word}");
        }
        for word in ["13", "0", "x", "ju", "Monday", "jui"] {
            assert_eq!(month_number(word), None, "{word}");
        }
    }

    #[test]
    fn names_stand_as_they_are_looked_up() {
        for name in LANGUAGES.iter().chain(PERSIAN).chain(ISLAMIC).flatten() {
            assert_eq!(folded(name), *name);
        }
    }

    #[test]
    fn months_of_other_calendars_say_which() {
        for (word, calendar, month) in [
            ("مهر", Calendar::Persian, 7),
            ("آبان", Calendar::Persian, 8),
            ("مهرماه", Calendar::Persian, 7),
            ("Esfand", Calendar::Persian, 12),
            ("رمضان", Calendar::Islamic, 9),
            ("ربيعالأول", Calendar::Islamic, 3),
        ] {
            assert_eq!(of_other_calendar(word), Some((Reckoning::Of(calendar), month)), "{word}");
        }
        for (word, year, month) in [
            ("Iyar", 5708, Some(9)),
            ("Iyar", 5783, Some(8)),
            ("Nisan", 5708, Some(8)),
            ("Adar", 5783, Some(6)),
            ("AdarII", 5784, Some(7)),
            ("AdarII", 5783, None),
            ("בתשרי", 5734, Some(1)),
            ("Nisan", 2024, None),
            ("October", 5708, None),
        ] {
            assert_eq!(hebrew_month(word, year), month, "{word} {year}");
        }
        assert_eq!(joined("14 تشرين الأول 2024"), "14 تشرينالأول 2024");
        assert_eq!(joined("14 Adar II 5784"), "14 AdarII 5784");
        assert_eq!(of_other_calendar("October"), None);
    }
}
