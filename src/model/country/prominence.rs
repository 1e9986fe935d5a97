//! Which country a few letters most likely mean: "Unit" is the United States and not their outlying islands. Only the order
//! of what is offered follows from it.

/// The twenty largest economies (World Bank, GDP in US dollars of 2023), the largest first: those that are written about most.
const LARGEST: [&str; 20] = [
    "US", "CN", "DE", "JP", "IN", "GB", "FR", "IT", "BR", "CA", "RU", "MX", "AU", "KR", "ES", "ID", "NL",
    "TR", "SA", "CH",
];

/// What ISO 3166-1 lists and is a territory of a state.
const TERRITORIES: [&str; 52] = [
    "AI", "AQ", "AS", "AW", "AX", "BL", "BM", "BQ", "BV", "CC", "CK", "CW", "CX", "FK", "FO", "GF", "GG",
    "GI", "GL", "GP", "GS", "GU", "HK", "HM", "IM", "IO", "JE", "KY", "MF", "MO", "MP", "MQ", "MS", "NC",
    "NF", "NU", "PF", "PM", "PN", "PR", "RE", "SH", "SJ", "SX", "TC", "TF", "TK", "UM", "VG", "VI", "WF",
    "YT",
];

impl super::Country {
    /// How far down it stands among countries that fit equally well: large states, states, what is gone, territories.
    #[must_use]
    pub fn rank(&self) -> usize {
        let states = LARGEST.len();
        if let Some(at) = LARGEST.iter().position(|code| *code == self.code) {
            return at;
        }
        let is_territory = TERRITORIES.contains(&self.code);
        match (is_territory, self.years) {
            (false, None) => states,
            (false, Some(_)) => states + 1,
            (true, _) => states + 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_one_of_the_table() {
        for code in LARGEST.iter().chain(&TERRITORIES) {
            assert!(super::super::all().iter().any(|country| country.code == *code), "{code}");
        }
    }
}
