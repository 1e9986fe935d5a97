//! Months by number and by name, in the languages that tables are written in.

use crate::io::import::table::words::fold;

/// The names of months without marks, January first. A name may be cut to three letters or more where that leaves no
/// doubt within its own language.
const LANGUAGES: &[[&str; 12]] = &[
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ],
    [
        "januar",
        "februar",
        "marz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
    ],
    [
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
    ],
    [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    [
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ],
    [
        "janeiro",
        "fevereiro",
        "marco",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ],
    [
        "ocak", "subat", "mart", "nisan", "mayis", "haziran", "temmuz", "agustos", "eylul", "ekim", "kasim",
        "aralik",
    ],
    [
        "yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avqust", "sentyabr", "oktyabr",
        "noyabr", "dekabr",
    ],
    [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
    [
        "январь",
        "февраль",
        "март",
        "апрель",
        "маи",
        "июнь",
        "июль",
        "август",
        "сентябрь",
        "октябрь",
        "ноябрь",
        "декабрь",
    ],
    [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
];

/// A month by its number or by at least three letters of its name.
#[must_use]
pub(in crate::io::import) fn month_number(word: &str) -> Option<u8> {
    if word.len() <= 2 {
        return word.parse().ok().filter(|month| (1..=12).contains(month));
    }
    let word = fold(word);
    if word.chars().count() < 3 {
        return None;
    }
    let word = if word == "sept" { "sep" } else { word.as_str() };
    LANGUAGES.iter().find_map(|names| {
        let mut fitting = names.iter().enumerate().filter(|(_, name)| name.starts_with(word));
        let (at, _) = fitting.next()?;
        fitting.next().is_none().then(|| u8::try_from(at + 1).ok())?
    })
}

#[cfg(test)]
mod tests {
    use super::month_number;

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
        ] {
            assert_eq!(month_number(word), Some(month), "{word}");
        }
        for word in ["13", "0", "x", "ju", "Monday", "jui"] {
            assert_eq!(month_number(word), None, "{word}");
        }
    }
}
