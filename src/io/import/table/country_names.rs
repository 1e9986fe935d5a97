//! Names of countries as other people's tables write them, beyond those that the program knows anywhere: the names of
//! CLDR in other languages, abbreviations (`Iran, Islamic Rep.`), and a former name in brackets (`DR Congo (Zaire)`).

use std::collections::HashMap;
use std::sync::OnceLock;

use super::words::fold;
use crate::model::country;

/// CLDR's names, a line to a country.
const TERRITORIES: &str = include_str!("territory_names.txt");

/// Names that stand in official papers, news and history books and not in CLDR, a line to a country.
const OFFICIAL: &str = include_str!("official_names.txt");

/// Names that single data sets use, folded when they are looked up, with the lane that they mean: the World Bank's, the
/// UN's, UCDP's, the Global Terrorism Database's, Gleditsch and Ward's and the Correlates of War's.
#[rustfmt::skip]
const MORE: &[(&str, &str)] = &[
    ("Congo, Dem. Rep.", "CD"), ("Congo, Dem Rep", "CD"), ("Congo (Kinshasa)", "CD"), ("Congo, The Democratic Republic of the", "CD"),
    ("DR Congo (Zaire)", "CD"), ("Congo, Democratic Republic of (Zaire)", "CD"), ("Dem. Rep. Congo", "CD"), ("Democratic Rep. of Congo", "CD"),
    ("Congo, Rep.", "CG"), ("Congo (Brazzaville)", "CG"), ("People's Republic of the Congo", "CG"), ("Rep. of Congo", "CG"),
    ("Korea, Dem. People's Rep.", "KP"), ("Korea, Dem. Rep.", "KP"), ("Korea, People's Republic of", "KP"), ("Korea, D.P.R.", "KP"),
    ("Korea, Rep.", "KR"), ("Korea", "KR"), ("Yemen, Rep.", "YE"), ("Yemen (North Yemen)", "YE"), ("Yemen (Arab Republic of Yemen)", "YE"),
    ("Yemen (AR)", "YE"), ("Yemen, North", "YE"), ("Yemen, South", "YD"), ("Yemen, People's Republic of", "YD"), ("Yemen (PDR)", "YD"),
    ("Iran (Persia)", "IR"), ("Egypt, Arab Rep.", "EG"), ("Venezuela, RB", "VE"), ("Micronesia, Fed. Sts.", "FM"), ("Micronesia (Fed. States)", "FM"), ("Micronesia (Fed. States of)", "FM"),
    ("Macedonia, FYR", "MK"), ("TFYR Macedonia", "MK"), ("Macedonia (FYROM)", "MK"), ("The former Yugoslav Republic of Macedonia", "MK"),
    ("Macedonia (Former Yugoslav Republic of)", "MK"), ("Hong Kong SAR, China", "HK"), ("China, Hong Kong SAR", "HK"), ("China, Hong Kong Special Administrative Region", "HK"),
    ("Macao SAR, China", "MO"), ("China, Macao SAR", "MO"), ("China, Macao Special Administrative Region", "MO"),
    ("Taiwan, China", "TW"), ("Chinese Taipei", "TW"), ("Taiwan*", "TW"), ("China, People's Republic of", "CN"), ("China (PRC)", "CN"), ("People's Rep. of China", "CN"),
    ("West Bank and Gaza", "PS"), ("West Bank and Gaza Strip", "PS"), ("Gaza Strip", "PS"), ("Palestine, State of", "PS"), ("occupied Palestinian territory, including east Jerusalem", "PS"),
    ("Virgin Islands (U.S.)", "VI"), ("Virgin Islands, U.S.", "VI"), ("Virgin Islands (British)", "VG"), ("Virgin Islands, British", "VG"),
    ("Russia (Soviet Union)", "RU"), ("Serbia (Yugoslavia)", "RS"), ("Vietnam (North Vietnam)", "VN"), ("Cambodia (Kampuchea)", "KH"),
    ("Myanmar (Burma)", "MM"), ("Burma/Myanmar", "MM"), ("Madagascar (Malagasy)", "MG"), ("Zimbabwe (Rhodesia)", "ZW"), ("Kingdom of eSwatini (Swaziland)", "SZ"),
    ("Eswatini (Swaziland)", "SZ"), ("Belarus (Byelorussia)", "BY"), ("Sri Lanka (Ceylon)", "LK"), ("Burkina Faso (Upper Volta)", "BF"),
    ("Tanzania/Tanganyika", "TZ"), ("Tanzania (Tanganyika)", "TZ"), ("Italy/Sardinia", "IT"), ("Turkey/Ottoman Empire", "TR"), ("Turkey (Ottoman Empire)", "TR"),
    ("Rumania", "RO"), ("Kyrgyz Rep.", "KG"), ("Lao P.D.R.", "LA"), ("Lao People's DR", "LA"), ("Lao PDR", "LA"), ("Lao People's Dem. Rep.", "LA"), ("Laos PDR", "LA"), ("Slovak Rep.", "SK"), ("Czech Rep.", "CZ"),
    ("Vietnam, Democratic Republic of", "VN"), ("Vietnam, Republic of", "RVN"), ("Vietnam, South", "RVN"), ("Vietnam, North", "VD"),
    ("German Federal Republic", "DE"), ("Germany, Federal Republic of", "DE"), ("Germany, West", "DE"), ("West Germany (FRG)", "DE"), ("Germany (Prussia)", "DE"),
    ("East Germany (GDR)", "DD"), ("Germany, East", "DD"), ("Germany, Democratic Republic of", "DD"),
    ("Federal Republic of Yugoslavia (Serbia and Montenegro)", "YU"), ("Yugoslavia, Fed. Rep. of", "YU"), ("Serbia-Montenegro", "SCG"), ("Yugoslavia (Serbia)", "YU"),
    ("Soviet Union (USSR)", "SU"), ("Russia (USSR)", "SU"), ("USSR (Soviet Union)", "SU"), ("Bosnia & Herz.", "BA"), ("Bosnia and Herz.", "BA"), ("Bosnia-Herzegovenia", "BA"), ("Bosnia-Hercegovina", "BA"),
    ("St. Vincent and the Grenadines", "VC"), ("St Vincent & Grenadines", "VC"), ("St. Kitts-Nevis", "KN"), ("Antigua & Barbuda", "AG"), ("Trinidad", "TT"),
    ("Central African Rep.", "CF"), ("Cent. Afr. Rep.", "CF"), ("Dom. Rep.", "DO"), ("Palestinian Territory", "PS"), ("Scotland", "GB"), ("Wales", "GB"), ("Dominican Rep.", "DO"), ("Eq. Guinea", "GQ"), ("Equatorial Guin.", "GQ"), ("Papua N. Guinea", "PG"), ("Papua NG", "PG"),
    ("Solomon Is.", "SB"), ("Marshall Is.", "MH"), ("Cayman Is.", "KY"), ("Faroe Is.", "FO"), ("Falkland Is.", "FK"), ("Cook Is.", "CK"), ("N. Mariana Is.", "MP"),
    ("S. Sudan", "SS"), ("W. Sahara", "EH"), ("Brunei Darussalam", "BN"), ("Cote D'Ivoire (Ivory Coast)", "CI"),
    ("US", "US"), ("U.S.", "US"), ("USA", "US"), ("United States of America (USA)", "US"), ("UK", "GB"), ("U.K.", "GB"), ("England", "GB"), ("Great Britain and Northern Ireland", "GB"),
    ("Holy See (Vatican City)", "VA"), ("Republic of Cote d'Ivoire", "CI"), ("Korea (South)", "KR"), ("Korea (North)", "KP"), ("Korea, South", "KR"), ("Korea, North", "KP"),
    ("Somalia, Fed. Rep.", "SO"), ("Ethiopia (excludes Eritrea)", "ET"), ("Ethiopia PDR", "ET"), ("Sudan (former)", "SD"), ("Gambia, The", "GM"), ("Bahamas, The", "BS"), ("Timor", "TL"),
    ("Netherlands (Kingdom of the)", "NL"), ("Libya (Libyan Arab Jamahiriya)", "LY"), ("Syrian Arab Rep.", "SY"), ("Surinam", "SR"), ("EL", "GR"),
];

/// The lane of the country that a text names, by the names known anywhere and those of this table.
#[must_use]
pub(super) fn find(text: &str) -> Option<&'static str> {
    let text = text.trim();
    country::find(text).map(|country| country.code).or_else(|| more(text))
}

/// The lane of what is a name, and no code of two or three letters.
#[must_use]
pub(super) fn find_name(text: &str) -> Option<&'static str> {
    let text = text.trim();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let is_code = letters <= 3
        && text.is_ascii()
        && !["US", "USA", "UK", "UAE", "U.S.", "U.K.", "U.S.A.", "DRC", "CAR"].contains(&text);
    // Letters of another script than Latin are words at any length.
    if is_code || letters == 0 { None } else { find(text) }
}

/// Several countries in one cell: "Iran; Iraq", "Iran, Russia and Azerbaijan", "Iran/Iraq". A comma or "and" may be part of a
/// name, so all that they part must be countries; nothing where that is not so.
#[must_use]
pub(super) fn several<'t>(cell: &'t str, is_country: &dyn Fn(&str) -> bool) -> Vec<&'t str> {
    let parts = |text: &'t str, between: &dyn Fn(char) -> bool| -> Vec<&'t str> {
        text.split(|c: char| between(c)).map(str::trim).filter(|part| !part.is_empty()).collect()
    };
    let joined = [" and ", " & ", " und ", " et ", " y ", " ve ", " и "];
    // Most cells that are no country are one name.
    let parted = cell.contains([';', '|', '/', '、', '\n', ',', '،', '，']);
    if !parted && !joined.iter().any(|and| cell.contains(and)) {
        return Vec::new();
    }
    let hard = parts(cell, &|c| matches!(c, ';' | '|' | '/' | '、' | '\n'));
    if hard.len() > 1 && is_country(hard[0]) {
        return hard;
    }
    let mut all = Vec::new();
    for part in parts(cell, &|c| matches!(c, ',' | '،' | '，')) {
        let bare = part.strip_prefix("and ").unwrap_or(part).trim();
        let two = || joined.iter().find_map(|and| bare.split_once(and));
        match two() {
            _ if is_country(bare) => all.push(bare),
            Some((a, b)) if is_country(a) && is_country(b) => all.extend([a.trim(), b.trim()]),
            _ => return Vec::new(),
        }
    }
    if all.len() > 1 { all } else { Vec::new() }
}

fn more(text: &str) -> Option<&'static str> {
    let index = index();
    let known = |text: &str| index.get(&folded(text)).copied();
    if let Some(code) = known(text) {
        return Some(code);
    }
    let long = expanded(text);
    if long != text {
        // "Iran, Islamic Rep." is the Islamic Republic of Iran.
        let turned = long.split_once(", ").map(|(head, tail)| format!("{tail} of {head}"));
        let found = country::find(&long).or_else(|| country::find(&turned?));
        if let Some(country) = found {
            return Some(country.code);
        }
    }
    // "Niger (the)", "Germany (until 1990)": what stands in the brackets says no other country.
    let (head, tail) = text.strip_suffix(')')?.rsplit_once(" (")?;
    let says_nothing = ["the", "former", "until", "since", "before", "after", "incl", "excl"];
    let tail = tail.trim().to_lowercase();
    let plain = says_nothing.iter().any(|word| tail.starts_with(word))
        || tail.chars().all(|c| c.is_numeric() || !c.is_alphanumeric());
    // "Czechia (Czech Republic)": both are names of the same.
    let same = || find(head).filter(|head| find_name(&tail) == Some(*head));
    if plain { find(head) } else { same() }
}

/// Abbreviations written out.
fn expanded(text: &str) -> String {
    let long = |word: &str| match word.trim_end_matches('.').to_lowercase().as_str() {
        "rep" => Some("Republic"),
        "dem" => Some("Democratic"),
        "fed" => Some("Federal"),
        "sts" => Some("States"),
        "is" if word.ends_with('.') => Some("Islands"),
        "isl" => Some("Islamic"),
        "st" => Some("Saint"),
        "peop" => Some("People's"),
        _ => None,
    };
    let word = |word: &str| {
        let bare = word.trim_end_matches(',');
        long(bare).map_or_else(|| word.to_owned(), |long| format!("{long}{}", &word[bare.len()..]))
    };
    text.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

/// As [`fold`], with the letters that Arabic and Persian keyboards write differently made one.
fn folded(text: &str) -> String {
    fold(text)
        .chars()
        .map(|c| match c {
            'ی' | 'ى' => 'ي',
            'ک' => 'ك',
            'ة' => 'ه',
            'أ' | 'إ' | 'آ' => 'ا',
            c => c,
        })
        .collect()
}

/// The codes and names of a list with a line to a country.
fn named(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    lines.flat_map(|(code, names)| names.split('|').map(move |name| (code, name)))
}

/// Names by their folded text. Where two countries share a name in two languages, neither has it.
fn index() -> &'static HashMap<String, &'static str> {
    static INDEX: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut index: HashMap<String, Option<&'static str>> = HashMap::new();
        for (code, name) in named(TERRITORIES) {
            let place = index.entry(folded(name)).or_insert(Some(code));
            if *place != Some(code) {
                *place = None;
            }
        }
        let mut index: HashMap<String, &'static str> =
            index.into_iter().filter_map(|(name, code)| Some((name, code?))).collect();
        index.extend(named(OFFICIAL).map(|(code, name)| (folded(name), code)));
        for (name, code) in MORE {
            index.insert(folded(name), code);
        }
        index
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_data_sets() {
        for (name, code) in [
            ("Iran, Islamic Rep.", "IR"),
            ("Iran (Islamic Republic of)", "IR"),
            ("Korea, Dem. People’s Rep.", "KP"),
            ("Egypt, Arab Rep.", "EG"),
            ("DR Congo (Zaire)", "CD"),
            ("Russia (Soviet Union)", "RU"),
            ("West Germany (FRG)", "DE"),
            ("Yemen (North Yemen)", "YE"),
            ("Czechia (Czech Republic)", "CZ"),
            ("Cent. Afr. Rep.", "CF"),
            ("Congo, Republic of", "CG"),
            ("Congo-Kinshasa", "CD"),
            ("Moldova (the Republic of)", "MD"),
            ("United States of America (the)", "US"),
            ("Philippines (the)", "PH"),
            ("United_Kingdom", "GB"),
            ("Cote_dIvoire", "CI"),
            ("St. Vincent and the Grenadines", "VC"),
            ("Kyrgyz Rep.", "KG"),
            ("Bosnia-Herzegovina", "BA"),
            ("ایران", "IR"),
            ("إيران", "IR"),
            ("Россия", "RU"),
            ("Германия", "DE"),
            ("Almanya", "DE"),
            ("საქართველო", "GE"),
            ("Հայաստան", "AM"),
            ("ישראל", "IL"),
            ("Allemagne", "DE"),
            ("Irán", "IR"),
            ("Vereinigtes Königreich", "GB"),
            ("伊朗", "IR"),
            ("Российская Федерация", "RU"),
            ("США", "US"),
            ("ارمنستان", "AM"),
            ("فلسطين", "PS"),
            ("جمهوری اسلامی ایران", "IR"),
            ("شوروی", "SU"),
            ("İngiltere", "GB"),
            ("ארה\"ב", "US"),
            ("EE. UU.", "US"),
            ("Tschechoslowakei", "CS"),
            ("北朝鮮", "KP"),
        ] {
            assert_eq!(find(name), Some(code), "{name}");
        }
        for name in ["Guinea (Conakry region of)", "Congo Basin", "Kurdistan", "unknown", "Mexico city"] {
            assert_eq!(find(name), None, "{name}");
        }
    }

    #[test]
    fn every_lane_is_one() {
        for (name, code) in MORE.iter().copied().chain(named(OFFICIAL).map(|(code, name)| (name, code))) {
            assert!(country::find(code).is_some_and(|country| country.code == code), "{name}: {code}");
        }
    }

    #[test]
    fn several_countries_in_one_cell() {
        let is_country = |text: &str| find_name(text).is_some();
        for (cell, expected) in [
            ("Iran, Russia, Azerbaijan", "Iran|Russia|Azerbaijan"),
            ("Iran and Iraq", "Iran|Iraq"),
            ("Iran, Iraq, and Turkey", "Iran|Iraq|Turkey"),
            ("Bosnia and Herzegovina, Serbia and Croatia", "Bosnia and Herzegovina|Serbia|Croatia"),
            ("Iran/Iraq", "Iran|Iraq"),
            ("Iran; somewhere", "Iran|somewhere"),
            ("Tehran, Iran", ""),
            ("Iran, Tehran", ""),
            ("Trinidad and Tobago", ""),
            ("Iran", ""),
        ] {
            let whole = is_country(cell);
            let found = if whole { Vec::new() } else { several(cell, &is_country) };
            assert_eq!(found.join("|"), expected, "{cell}");
        }
    }
}
