//! What an event may have besides, at the rates at which real collections have it: sources, a place, a summary, people,
//! other countries, accounts, links, an hour, a date that is known to a month, and titles in Persian and Russian.

use std::fmt::Write as _;

use super::generator::{Made, PEOPLE, PLACES, Plan, Random};

/// How many of a hundred events have each of them.
mod percent {
    pub const SOURCE: usize = 90;
    pub const SECOND_SOURCE: usize = 20;
    pub const PLACE: usize = 70;
    pub const SUMMARY: usize = 40;
    pub const PEOPLE: usize = 30;
    pub const INVOLVES: usize = 30;
    pub const ACCOUNTS: usize = 5;
    pub const LINKS: usize = 5;
    pub const HOUR: usize = 20;
    pub const IMPRECISE: usize = 15;
    pub const NATIVE_TITLE: usize = 10;
    pub const NOTE: usize = 3;
}

/// What stands in an event beside what each has.
#[derive(Clone, Debug, Default)]
pub struct Details {
    pub title_native: &'static str,
    pub place: &'static str,
    pub people: Vec<&'static str>,
    /// Lanes, by position.
    pub involves: Vec<usize>,
    pub sources: Vec<String>,
    pub summary: String,
    /// Who says it, by lane, and what.
    pub accounts: Vec<(usize, &'static str)>,
    /// Ids of other events.
    pub links: Vec<String>,
    pub note: &'static str,
}

impl Details {
    /// Of an event of a plan: what it was made with and what is added to it. `foreign` is for titles and summaries in other
    /// scripts.
    pub fn of(plan: &Plan, at: usize, foreign: bool, made: &mut Made) -> Self {
        let random = &mut Random::new(plan.seed ^ (at as u64).wrapping_mul(0x2545_F491_4F6C_DD1D));
        when(random, made);
        let text = if foreign { [PERSIAN, RUSSIAN][random.below(2)] } else { ENGLISH };
        if foreign {
            made.title.clear();
            let _ = write!(made.title, "{} {}", random.of(text), random.of(text));
        }
        let mut some = |percent: usize| random.chance(percent);
        let has = [
            percent::PLACE,
            percent::PEOPLE,
            percent::INVOLVES,
            percent::SOURCE,
            percent::SUMMARY,
            percent::ACCOUNTS,
            percent::LINKS,
            percent::NATIVE_TITLE,
            percent::NOTE,
        ]
        .map(&mut some);
        let [place, people, involves, source, summary, accounts, links, native, note] = has;
        let mut details = Self::default();
        if place {
            details.place = if foreign { random.of(FOREIGN_PLACES) } else { random.of(PLACES) };
        }
        if people {
            details.people = (0..1 + random.below(2)).map(|_| random.of(PEOPLE)).collect();
        }
        if involves {
            details.involves = (0..1 + random.below(2)).map(|_| random.below(plan.lanes)).collect();
        }
        if source {
            details.sources.push(address(random));
            if random.chance(percent::SECOND_SOURCE) {
                details.sources.push(random.of(AGENCIES).to_owned());
            }
        }
        if summary {
            let sentences: Vec<&str> = (0..1 + random.below(4)).map(|_| random.of(text)).collect();
            details.summary = sentences.join(". ");
        }
        if accounts {
            details.accounts = (0..2).map(|_| (random.below(plan.lanes), random.of(text))).collect();
        }
        if links {
            details.links.push(format!("e{:07}", random.below(plan.events.max(1))));
        }
        if native {
            details.title_native = random.of(PERSIAN);
        }
        if note {
            details.note = random.of(ENGLISH);
        }
        details
    }
}

/// An hour on a day, or less than a day.
fn when(random: &mut Random, made: &mut Made) {
    if made.date.len() != "2024-10-14".len() {
        return;
    }
    let kind = random.below(100);
    if kind < percent::HOUR {
        let _ = write!(made.date, "T{:02}:{:02}Z", random.below(24), random.below(60));
    } else if kind < percent::HOUR + percent::IMPRECISE {
        match random.below(4) {
            0 => made.date.truncate("2024".len()),
            1 => made.date.push('~'),
            2 => made.date.push('?'),
            _ => made.date.truncate("2024-10".len()),
        }
    }
}

/// Each article has its own, as in real collections.
fn address(random: &mut Random) -> String {
    format!("https://www.{}/{}/{}", random.of(HOSTS), 2000 + random.below(25), random.below(100_000_000))
}

const HOSTS: &[&str] = &["example.org", "news.example.com", "irna.example", "archive.example.net"];
const AGENCIES: &[&str] = &["Reuters", "AP", "Interfax", "IRNA", "a letter, in the archive"];
const FOREIGN_PLACES: &[&str] = &["تهران", "باکو", "Москва", "Тбилиси", "تبریز", "Ереван"];
const ENGLISH: &[&str] = &[
    "Both sides say that the talks go on",
    "The minister called it \\\"a first step\\\" and left",
    "Nothing was signed",
    "Observers count forty vehicles on the road to the border",
    "A statement is expected within a week",
    "The text of the agreement has not been published",
];
const PERSIAN: &[&str] = &[
    "دیدار وزیران امور خارجه",
    "گفتگوها ادامه دارد",
    "امضای توافقنامه در تهران",
    "بیانیه مشترک منتشر شد",
    "نشست شورای امنیت",
];
const RUSSIAN: &[&str] = &[
    "Переговоры министров иностранных дел",
    "Соглашение не подписано",
    "Заявление опубликовано вечером",
    "Встреча на границе отложена",
    "Наблюдатели сообщают о движении колонны",
];
