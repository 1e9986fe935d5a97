//! Events out of nothing, the same for the same seed: what the benchmarks measure with, and what
//! `examples/generate.rs` writes to a file. Shaped like real collections where a shape has a name, and varied in
//! everything else: dates of every kind, places, people, tags, importance.

use std::fmt::Write as _;

use coeval::model::{Day, country};

/// How the events lie in time and in their lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Shape {
    /// Evenly over a century and over all lanes.
    Uniform,
    /// In bursts of a few days, each in a few lanes; a few lanes have most of them.
    Bursty,
    /// All on one day.
    OneDay,
    /// Spans of decades over spans of months over single days.
    LongSpans,
    /// 77 on one day in the first lane, among others spread over a year and over all lanes.
    BusyLane,
    /// Over ten thousand years and more, the most in the last of them.
    Eras,
}

impl Shape {
    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Uniform => "uniform",
            Self::Bursty => "bursty",
            Self::OneDay => "one-day",
            Self::LongSpans => "long-spans",
            Self::BusyLane => "busy-lane",
            Self::Eras => "eras",
        }
    }
}

/// What to make.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How many events.
    pub events: usize,
    /// In how many lanes; at least one.
    pub lanes: usize,
    /// What decides everything else.
    pub seed: u64,
    /// How they lie.
    pub shape: Shape,
}

/// The first day of the century that is filled: 1 January 1925.
pub const FIRST_DAY: i32 = -16_436;
/// Its last day: 31 December 2024.
pub const LAST_DAY: i32 = 20_088;
/// How many events of [`Shape::BusyLane`] are on one day.
const BUSY: usize = 77;
/// The day of [`Shape::OneDay`]: 14 October 2024.
const ONE_DAY: i32 = 20_010;

/// An event as it is written.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// `e0000001` and so on.
    pub id: String,
    /// When, in EDTF.
    pub date: String,
    /// What happened.
    pub title: String,
    /// Its lane, by position.
    pub lane: usize,
    /// The place.
    pub place: &'static str,
    /// The person; empty for none.
    pub person: &'static str,
    /// One tag or two.
    pub tags: Vec<&'static str>,
    /// 1 to 5.
    pub importance: u8,
}

/// Makes the events of a plan, one after the other.
pub struct Generator {
    plan: Plan,
    random: Random,
    /// Where the bursts are: day and first lane.
    bursts: Vec<(i32, usize)>,
}

impl Generator {
    /// For a plan.
    pub fn new(plan: Plan) -> Self {
        let plan = Plan { lanes: plan.lanes.max(1), ..plan };
        let mut random = Random::new(plan.seed);
        let count = if plan.shape == Shape::Bursty { plan.events / 500 + 1 } else { 0 };
        let bursts = (0..count).map(|_| (random.day(), random.below(plan.lanes))).collect();
        Self { plan, random, bursts }
    }

    /// Writes event number `at` over another, so that a million of them take no allocation each.
    pub fn make(&mut self, at: usize, made: &mut Made) {
        let (day, lane) = self.place_in_time(at);
        made.lane = lane;
        made.id.clear();
        let _ = write!(made.id, "e{at:07}");
        made.date.clear();
        self.date(day, &mut made.date);
        let random = &mut self.random;
        made.title.clear();
        let _ = write!(made.title, "{} {} {}", random.of(SUBJECTS), random.of(VERBS), random.of(OBJECTS));
        made.place = random.of(PLACES);
        made.person = if random.chance(40) { random.of(PEOPLE) } else { "" };
        made.tags.clear();
        made.tags.push(random.of(TAGS));
        if random.chance(30) {
            made.tags.push(random.of(TAGS));
        }
        made.importance = [3, 3, 3, 3, 3, 2, 2, 1, 4, 5][random.below(10)];
    }

    fn place_in_time(&mut self, at: usize) -> (i32, usize) {
        let random = &mut self.random;
        let lanes = self.plan.lanes;
        match self.plan.shape {
            Shape::Uniform | Shape::LongSpans => (random.day(), random.below(lanes)),
            Shape::OneDay => (ONE_DAY, random.below(lanes)),
            Shape::BusyLane if at < BUSY => (ONE_DAY, 0),
            Shape::BusyLane => (LAST_DAY - random.below(365) as i32, random.below(lanes)),
            Shape::Eras => {
                // Ten times as many in each fifth of the way towards today.
                let ago = 10.0_f64.powf(6.63 * (1.0 - random.unit().powi(3)));
                (LAST_DAY - ago as i32, random.below(lanes))
            }
            Shape::Bursty if random.chance(70) => {
                let (day, lane) = self.bursts[random.low(self.bursts.len())];
                let after = (-4.0 * random.unit().max(1e-9).ln()) as i32;
                ((day + after).min(LAST_DAY), (lane + random.below(5)) % lanes)
            }
            Shape::Bursty => (random.day(), random.low(lanes)),
        }
    }

    /// A date on or from a day: mostly the day itself.
    fn date(&mut self, day: i32, out: &mut String) {
        let random = &mut self.random;
        let first = Day::from_number(day);
        let kind = random.below(100);
        let (year, month, _) = first.ymd();
        let until = |days: usize| Day::from_number(day + days as i32);
        let _ = match (self.plan.shape, kind) {
            (Shape::LongSpans, 0..20) => {
                let last = until(365 + random.below(60 * 365));
                write!(out, "{first}/{last}")
            }
            (Shape::LongSpans, 20..45) => write!(out, "{first}/{}", until(20 + random.below(700))),
            (Shape::OneDay, 0..50) | (_, 90..94) => {
                write!(out, "{first}T{:02}:{:02}Z", random.below(24), random.below(60))
            }
            (Shape::OneDay, _) | (_, 0..90) => write!(out, "{first}"),
            (_, 94..96) => write!(out, "{first}/{}", until(1 + random.below(20))),
            (_, 96..98) => write!(out, "{}-{month:02}", Year(year)),
            (_, 98) => write!(out, "{first}~"),
            (_, _) => write!(out, "{}", Year(year)),
        };
    }
}

/// A year in EDTF: four digits, after a minus where it is before the year 0.
struct Year(i32);

impl std::fmt::Display for Year {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{:04}", if self.0 < 0 { "-" } else { "" }, self.0.abs())
    }
}

/// The ids of a plan's lanes: countries that exist today, then actors without a country.
pub fn lane_ids(lanes: usize) -> Vec<String> {
    let countries = country::all().iter().filter(|country| country.years.is_none());
    let actors = (1..).map(|number| format!("Actor {number}"));
    countries.map(|country| country.code.to_owned()).chain(actors).take(lanes.max(1)).collect()
}

/// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014): the same on every
/// machine, and a line long.
pub struct Random(u64);

impl Random {
    /// With its first state.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 to below 1.
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    /// As [`Random::below`], low numbers far more often.
    fn low(&mut self, end: usize) -> usize {
        ((self.unit().powi(3) * end as f64) as usize).min(end - 1)
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn day(&mut self) -> i32 {
        FIRST_DAY + self.below((LAST_DAY - FIRST_DAY + 1) as usize) as i32
    }

    pub fn of(&mut self, list: &[&'static str]) -> &'static str {
        list[self.below(list.len())]
    }
}

const SUBJECTS: &[&str] = &[
    "Ministers",
    "The president",
    "Parliament",
    "Border guards",
    "Students",
    "The central bank",
    "Engineers",
    "Miners",
    "The opposition",
    "Observers",
    "Rebels",
    "The navy",
    "Pilgrims",
    "A delegation",
    "Farmers",
    "Envoys",
];
const VERBS: &[&str] = &[
    "discussed",
    "signed",
    "rejected",
    "announced",
    "postponed",
    "protested against",
    "inspected",
    "suspended",
    "approved",
    "condemned",
    "took up",
    "reported on",
];
const OBJECTS: &[&str] = &[
    "a treaty on water",
    "the new constitution",
    "talks at the border",
    "a ceasefire",
    "the grain agreement",
    "sanctions",
    "an exchange of prisoners",
    "the pipeline",
    "elections",
    "a loan",
    "the railway",
    "a visit",
    "joint manoeuvres",
    "the budget",
    "a state of emergency",
    "fishing rights",
];
pub const PLACES: &[&str] = &[
    "Tehran", "Baku", "Geneva", "Vienna", "Nairobi", "Lima", "Hanoi", "Cairo", "Ankara", "Oslo", "Delhi",
    "Quito", "Rabat", "Seoul", "Tbilisi", "Warsaw",
];
pub const PEOPLE: &[&str] = &[
    "A. Karimi",
    "L. Novak",
    "M. Okafor",
    "S. Haddad",
    "J. Almeida",
    "T. Nguyen",
    "R. Aliyeva",
    "P. Lindqvist",
];
const TAGS: &[&str] =
    &["diplomacy", "military", "economy", "protest", "election", "disaster", "culture", "energy", "law"];
