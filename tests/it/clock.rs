//! One clock: marks, days, order and tooltips go by the clocks of the axis, and the order of a day is that of instants.

use crate::support::documents::plain_event;
use coeval::analysis::{Coincidences, DayZone, Index, LanesBy, Rule, coincidences, order_in_day};
use coeval::layout::{self, Frame, Viewport};
use coeval::model::{Day, Document, EventIx, Parts};
use coeval::paint::HeadlessFonts;
use coeval::scene::{Item, Primitive, Theme, theme::ThemeKind, vec2};
use proptest::prelude::*;

fn document(dates: &[(&str, &str)]) -> Document {
    let events = dates.iter().enumerate();
    let events = events.map(|(at, (lane, date))| plain_event(&format!("e{at}"), lane, date)).collect();
    Document::new(Parts { events, ..Parts::default() })
}

/// Where the mark of each event stands by the clocks of a zone, in days.
fn marks(document: &Document, zone: &DayZone) -> Vec<f64> {
    let index = Index::build_in(document, LanesBy::Country, zone);
    let mut marks = vec![f64::NAN; document.events().len()];
    for lane in 0..document.lanes().len() as u32 {
        for entry in index.lane(lane).unwrap().entries() {
            marks[entry.ix.index()] = entry.extent.mark;
        }
    }
    marks
}

#[test]
fn marks_stand_where_the_clocks_of_the_axis_place_them() {
    // 05:51 in Moscow is before 10:15 in New York, whatever their clocks say.
    let document = document(&[
        ("RU", "1962-10-27T05:51+03:00"),
        ("US", "1962-10-27T10:15-04:00"),
        ("US", "1962-10-27T22:15[America/New_York]"),
        ("CU", "1962-10-27"),
        ("CU", "1962-10-27T08:00"),
    ]);
    let first = f64::from(Day::from_ymd(1962, 10, 27).unwrap().number());
    let hours = |zone: DayZone| {
        let marks = marks(&document, &zone).into_iter();
        marks.map(|mark| ((mark - first) * 1440.0).round() / 60.0).collect::<Vec<_>>()
    };
    assert_eq!(hours(DayZone::AsWritten), [5.85, 10.25, 22.25, 12.0, 8.0]);
    // What has no hour, or one that could be any here, keeps to its day.
    assert_eq!(hours(DayZone::Utc), [2.85, 14.25, 26.25, 12.0, 12.0]);
    let moscow = DayZone::Named("Europe/Moscow".to_owned());
    assert_eq!(hours(moscow), [5.85, 17.25, 29.25, 12.0, 12.0]);
}

#[test]
fn an_index_that_follows_a_change_keeps_its_clocks() {
    use coeval::edit::{Edit, Field, apply};
    let mut document = document(&[("RU", "1962-10-27T05:51+03:00"), ("US", "1962-10-27T10:15-04:00")]);
    let mut index = Index::build_in(&document, LanesBy::Country, &DayZone::Utc);
    let date = coeval::model::EventDate::parse("1962-10-28T01:00+03:00").unwrap();
    let edit = Edit::SetField { event: document.event(EventIx(0)).id.clone(), field: Field::Date(date) };
    apply(&mut document, edit).unwrap();
    index.update(&document);
    assert_eq!(index, Index::build_in(&document, LanesBy::Country, &DayZone::Utc));
}

/// All texts of a picture of one day.
fn said(document: &Document, zone: &DayZone, day: &str) -> Vec<String> {
    fn collect(items: &[Item], found: &mut Vec<String>) {
        for item in items {
            match &item.primitive {
                Primitive::Text(text) => found.push(text.text.to_string()),
                Primitive::Group { items, .. } => collect(items, found),
                Primitive::Kept { items, .. } => collect(items, found),
                _ => {}
            }
        }
    }
    let index = Index::build_in(document, LanesBy::Country, zone);
    let theme = Theme::of(ThemeKind::Light);
    let day = coeval::model::EventDate::parse(day).unwrap().first_day();
    let viewport = Viewport { from: f64::from(day.number()) - 0.5, days: 2.0, scroll: 0.0 };
    let lanes: Vec<u32> = (0..document.lanes().len() as u32).collect();
    let none = Coincidences::none();
    let frame = Frame::plain(document, &index, none, viewport, vec2(1400.0, 500.0), &theme, &lanes);
    let mut found = Vec::new();
    collect(&layout::build(&frame, &mut HeadlessFonts::new(1.0)).scene.items, &mut found);
    found
}

#[test]
fn the_ruler_names_the_clocks_and_lanes_with_clocks_of_their_own_say_so() {
    let two = document(&[("RU", "1962-10-27T05:51+03:00"), ("US", "1962-10-27T10:15-04:00")]);
    let has = |zone: &DayZone, text: &str| said(&two, zone, "1962-10-27").iter().any(|said| said == text);
    for text in ["Hours as written", "UTC+3", "UTC−4", "05:51"] {
        assert!(
            has(&DayZone::AsWritten, text),
            "{text}: {:?}",
            said(&two, &DayZone::AsWritten, "1962-10-27")
        );
    }
    for text in ["Hours in Greenwich time", "02:51", "14:15"] {
        assert!(has(&DayZone::Utc, text), "{text}: {:?}", said(&two, &DayZone::Utc, "1962-10-27"));
    }
    assert!(!has(&DayZone::Utc, "UTC+3"));
    assert!(has(&DayZone::Named("America/New_York".to_owned()), "Hours in New York time"));
    let alike = document(&[("RU", "1962-10-27T05:51Z"), ("US", "1962-10-27T10:15Z")]);
    assert!(!said(&alike, &DayZone::AsWritten, "1962-10-27").contains(&"UTC".to_owned()));
    let days = document(&[("RU", "1962-10-27"), ("US", "1962-10-27")]);
    assert!(!said(&days, &DayZone::AsWritten, "1962-10-27").contains(&"Hours as written".to_owned()));
}

/// A moment of a few days by some clock, or a day alone.
fn some_date() -> impl Strategy<Value = String> {
    let zones =
        ["Z", "+03:30", "-04:00", "+05:45", "[Asia/Tehran]", "[America/New_York]", "[Europe/London]", ""];
    let zone = prop::sample::select(zones.to_vec());
    (10_u32..14, 0_u32..24, 0_u32..60, zone, 0_u8..6).prop_map(|(day, hour, minute, zone, kind)| match kind {
        0 => format!("2024-06-{day}"),
        _ => format!("2024-06-{day}T{hour:02}:{minute:02}{zone}"),
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_is_that_of_instants(dates in prop::collection::vec(some_date(), 2..12)) {
        let lanes = ["IR", "US", "GB"];
        let dates: Vec<(&str, &str)> =
            dates.iter().enumerate().map(|(at, date)| (lanes[at % 3], date.as_str())).collect();
        let document = document(&dates);
        let instant = |ix: EventIx| {
            let date = &document.event(ix).date;
            date.clock().and_then(|clock| clock.instant(date.first_day()))
        };
        for zone in ["utc", "Asia/Tehran", "America/New_York"] {
            let zone = DayZone::of_name(zone).unwrap();
            let marks = marks(&document, &zone);
            let mut timed: Vec<EventIx> =
                (0..document.events().len() as u32).map(EventIx).filter(|ix| instant(*ix).is_some()).collect();
            timed.sort_by_key(|ix| instant(*ix));
            prop_assert!(timed.windows(2).all(|pair| marks[pair[0].index()] <= marks[pair[1].index()]));
            for coincidence in coincidences(&document, &Rule { zone, tolerance_days: 1, ..Rule::default() }) {
                let timed = coincidence.events.iter().filter(|ix| instant(**ix).is_some()).count();
                let Some(order) = order_in_day(&document, &coincidence) else {
                    prop_assert!(timed < 2);
                    continue;
                };
                let instants: Vec<i64> = order.events.iter().filter_map(|ix| instant(*ix)).collect();
                prop_assert!(instants.is_sorted());
                prop_assert_eq!(order.events.len() + order.apart.len(), coincidence.events.len());
                prop_assert!(order.apart.iter().all(|ix| instant(*ix).is_none()));
            }
        }
    }
}
