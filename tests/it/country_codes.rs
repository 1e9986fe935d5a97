//! The tables of country codes against lists that others keep: of two codes that are swapped each looks right alone.

use coeval::io::import::Codes;
use coeval::model::country;

const CODES: &str = include_str!("../data/country_codes.txt");
const STATES: &str = include_str!("../data/correlates_of_war.txt");

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[test]
fn codes_of_iso_fips_and_the_olympics() {
    let mut seen = 0;
    for line in lines(CODES) {
        let [lane, numeric, fips, ioc] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
        for (codes, text) in [(Codes::Numeric, numeric), (Codes::Fips, fips), (Codes::Ioc, ioc)] {
            if text != "-" {
                assert_eq!(codes.find(text), Some(lane), "{text} by {}", codes.name());
                seen += 1;
            }
        }
    }
    assert!(seen > 650, "{seen}");
}

#[test]
fn states_of_the_correlates_of_war() {
    let mut seen = 0;
    for line in lines(STATES) {
        let [letters, number, name] = line.split(',').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let lane = country::find(name).map(|country| country.code);
        assert!(lane.is_some(), "{name}");
        assert_eq!(Codes::Cow.find(letters), lane, "{letters} is {name}");
        assert_eq!(Codes::CowNumber.find(number), lane, "{number} is {name}");
        seen += 1;
    }
    assert!(seen > 190, "{seen}");
}
