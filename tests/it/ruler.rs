//! The ruler always says when: whatever the zoom and the place of the view, each row has a name that is true of where it
//! stands, and no stretch of time that is whole in view goes without one.

use coeval::analysis::{Coincidences, Index};
use coeval::layout::axis::tick_names::Name;
use coeval::layout::axis::ticks::{self, Tick, Unit};
use coeval::layout::{self, Canvas, Frame, TimeScale, Viewport};
use coeval::model::day::{month_name, month_short_name, year_name};
use coeval::model::{Day, Document};
use coeval::paint::HeadlessFonts;
use coeval::scene::{Item, Primitive, Text, TextMeasure as _, TextStyle, Theme, theme::ThemeKind, vec2};
use proptest::prelude::*;

fn canvas(viewport: Viewport, width: f32, text_scale: f32) -> Canvas {
    let document = Document::default();
    let (index, none) = (Index::build(&document), Coincidences::none());
    let theme = Theme::of(ThemeKind::Light);
    let mut frame = Frame::plain(&document, &index, none, viewport, vec2(width, 400.0), &theme, &[]);
    frame.resolution.text_scale = text_scale;
    layout::build(&frame, &mut HeadlessFonts::new(1.0))
}

/// The texts on the ruler.
fn texts(canvas: &Canvas) -> Vec<Text> {
    fn collect(items: &[Item], found: &mut Vec<Text>) {
        for item in items {
            match &item.primitive {
                Primitive::Text(text) => found.push(text.clone()),
                Primitive::Group { items, .. } => collect(items, found),
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    collect(&canvas.scene.items, &mut found);
    found.retain(|text| canvas.ruler.contains(text.left_middle));
    found
}

fn day(instant: f64) -> Day {
    Day::from_number(instant.floor() as i32)
}

/// All that a name on the ruler may say of an instant.
fn names(instant: f64) -> Vec<String> {
    let day = day(instant);
    let (year, month, of_month) = day.ymd();
    let (weekday, long, short) = (day.weekday(), month_name(month), month_short_name(month));
    let minutes = ((instant - instant.floor()) * 1440.0).round() as i32;
    let century = if year > 0 { (year + 99) / 100 } else { (1 - year + 99) / 100 };
    let mut names = vec![
        format!("{} {of_month} {long} {}", weekday.name(), year_name(year)),
        format!("{} {of_month} {short}", weekday.short_name()),
        format!("{} {of_month}", weekday.short_name()),
        of_month.to_string(),
        format!("{long} {}", year_name(year)),
        format!("{short} {}", year_name(year)),
        long.to_owned(),
        short.to_owned(),
        year_name(year),
        format!("AD {year}"),
        format!("{}s", year - year.rem_euclid(10)),
        format!("{}s", year - year.rem_euclid(100)),
        format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60),
        format!("{:02}", minutes / 60 % 24),
    ];
    names.extend(["st", "nd", "rd", "th"].map(|ending| match year {
        1.. => format!("{century}{ending} century"),
        _ => format!("{century}{ending} century BC"),
    }));
    let short: Vec<String> = names.iter().filter(|name| name.contains("century")).cloned().collect();
    names.extend(short.iter().map(|name| name.replace("century", "c.")));
    names
}

/// Whether a stretch that begins with a tick has a name among those of a row.
fn is_named(row: &[&Text], left: f32, right: f32) -> bool {
    row.iter().any(|text| {
        let middle = text.left_middle.x + text.width / 2.0;
        middle >= left - 0.5 && middle <= right + 0.5
    })
}

fn check(viewport: Viewport, width: f32, text_scale: f32) -> Result<(), TestCaseError> {
    let canvas = canvas(viewport, width, text_scale);
    let scale = TimeScale::new(&viewport, &layout::Folds::default(), canvas.body);
    let texts = texts(&canvas);
    let what = || {
        let said: Vec<&str> = texts.iter().map(|text| &*text.text).collect();
        format!("{viewport:?}, {width} pt, {said:?}")
    };
    let (from, to) = scale.range();
    for text in &texts {
        if let Some(year) = text.text.strip_prefix("from ") {
            prop_assert_eq!(year, year_name(day(from).ymd().0));
            continue;
        }
        let middle = text.left_middle.x + text.width / 2.0;
        let near = [0.0, 0.05, -0.05].map(|points| scale.instant(middle + points));
        prop_assert!(
            near.iter().any(|at| names(*at).contains(&text.text.to_string())),
            "{} in {}",
            text.text,
            what()
        );
    }
    let ticks = ticks::ticks(from, to, scale.pt_per_day(), f64::from(text_scale));
    let mut rows: Vec<f32> = texts.iter().map(|text| text.left_middle.y).collect();
    rows.sort_by(f32::total_cmp);
    rows.dedup();
    let expected = if ticks.days.is_empty() { 2 } else { 3 };
    prop_assert_eq!(rows.len(), expected, "each row has a name: {}", what());
    let row = |at: usize| texts.iter().filter(|text| text.left_middle.y == rows[at]).collect::<Vec<_>>();
    let mut stretches: Vec<(&[Tick], Vec<&Text>, TextStyle)> =
        vec![(&ticks.major, row(0), TextStyle::semibold(12.5 * text_scale))];
    if expected == 3 {
        stretches.push((&ticks.days, row(1), TextStyle::semibold(12.5 * text_scale)));
    }
    let cells = matches!(ticks.unit, Unit::Days | Unit::Months(1) | Unit::Years(1));
    if cells {
        stretches.push((&ticks.minor, row(expected - 1), TextStyle::regular(12.0 * text_scale)));
    }
    let mut fonts = HeadlessFonts::new(1.0);
    for (cells, row, style) in stretches {
        for (at, cell) in cells.iter().enumerate() {
            let next = cells.get(at + 1).map_or(canvas.ruler.right(), |next| scale.x(next.at));
            let (left, right) = (scale.x(cell.at).max(canvas.ruler.left()), next.min(canvas.ruler.right()));
            let shortest = fonts.width(&cell.name.in_length(Name::LENGTHS), style) + 15.0 * text_scale;
            if right - left >= shortest {
                prop_assert!(is_named(&row, left, right), "{:?} has no name: {}", cell.name, what());
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_instant_can_be_read_at_every_zoom(
        middle in prop_oneof![-4_300_000.0..2_900_000.0f64, -20_400.0..-20_000.0f64, -720_000.0..-718_000.0f64],
        power in -2.1..6.3f64,
        width in 460.0..2600.0f32,
        text_scale in prop_oneof![Just(1.0f32), Just(1.3f32)],
    ) {
        let days = 10f64.powf(power).max(Viewport::MIN_DAYS);
        let viewport = Viewport { from: middle - days / 2.0, days, scroll: 0.0 };
        let last = f64::from(Day::MAX.number());
        prop_assume!(viewport.from > f64::from(Day::MIN.number()) && viewport.to() < last);
        check(viewport, width, text_scale)?;
    }
}

/// What the ruler says, row by row, of so many days from a date on.
fn said(from: &str, days: f64, width: f32) -> String {
    let date = coeval::model::EventDate::parse(from).unwrap();
    let viewport = Viewport { from: f64::from(date.first_day().number()), days, scroll: 0.0 };
    let mut texts = texts(&canvas(viewport, width, 1.0));
    texts.sort_by(|a, b| {
        let place = |text: &Text| (text.left_middle.y, text.left_middle.x);
        place(a).partial_cmp(&place(b)).unwrap()
    });
    let rows = texts.chunk_by(|a, b| a.left_middle.y == b.left_middle.y);
    let row = |row: &[Text]| row.iter().map(|text| text.text.to_string()).collect::<Vec<_>>().join(", ");
    rows.map(row).collect::<Vec<_>>().join(" | ")
}

#[test]
fn names_become_shorter_step_by_step() {
    let crisis = |days, width| said("1914-07-31", days, width);
    assert_eq!(
        crisis(1.0, 1200.0),
        "July 1914 | Friday 31 July 1914 | 01, 02, 03, 04, 05, 06, 07, 08, 09, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23"
    );
    assert_eq!(
        crisis(3.0, 1000.0),
        "July 1914, August 1914 | Fri 31 Jul, Sat 1 Aug, Sun 2 Aug | 06, 12, 18, 06, 12, 18, 06, 12, 18"
    );
    assert_eq!(
        crisis(6.0, 640.0),
        "July 1914, August 1914 | Fri 31 Jul, Sat 1 Aug, Sun 2 Aug, Mon 3 Aug, Tue 4 Aug, Wed 5 Aug"
    );
}

#[test]
fn years_before_ours_are_round() {
    assert_eq!(
        said("-3099", 5200.0 * 365.2425, 800.0),
        "from 3100 BC | 2500 BC, 2000 BC, 1500 BC, 1000 BC, 500 BC, AD 1, 500, 1000, 1500"
    );
    assert_eq!(
        said("-0004", 10.0 * 365.2425, 800.0),
        "1st century BC, 1st century | 5 BC, 4 BC, 3 BC, 2 BC, 1 BC, AD 1, 2, 3, 4, 5"
    );
}
