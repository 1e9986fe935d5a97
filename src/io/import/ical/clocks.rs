//! The clocks that a time goes by: those of a zone of the IANA database, of an offset, or of a zone that a calendar
//! defines itself.

use std::rc::Rc;

use crate::model::{Clock, Day, Zone};

/// Seconds of a day.
pub(super) const SECONDS_A_DAY: i64 = 86_400;

/// What a time is told by.
#[derive(Clone, Debug)]
pub(super) enum Clocks {
    /// A zone as a timeline names it.
    Of(Zone),
    /// A zone that the file defines.
    Own(Rc<Own>),
}

/// A zone that the file defines: when its clocks were changed.
#[derive(Debug, Default)]
pub(super) struct Own {
    /// By time.
    pub(super) changes: Vec<Change>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Change {
    /// Seconds since 1970-01-01T00:00Z.
    pub(super) at: i64,
    /// Seconds east of UTC before and after.
    pub(super) from: i64,
    pub(super) to: i64,
}

impl Clocks {
    /// Of no zone that is known.
    pub(super) const LOCAL: Self = Self::Of(Zone::Local);

    pub(super) fn utc() -> Self {
        Self::Of(Zone::Offset(0))
    }

    /// `+0330` or `-05:00`.
    pub(super) fn of_offset(text: &str) -> Option<Self> {
        let seconds = offset(&text.replace(':', ""))?;
        let minutes = i32::try_from(seconds / 60).ok()?;
        (seconds % 60 == 0 && minutes.abs() <= 18 * 60).then_some(Self::Of(Zone::Offset(minutes)))
    }

    pub(super) fn is_local(&self) -> bool {
        matches!(self, Self::Of(Zone::Local))
    }

    /// Seconds since 1970-01-01T00:00Z when they show a time. What they show twice is the first of the two, what they
    /// never show is read with the offset before (RFC 5545, 3.3.5).
    pub(super) fn instant(&self, day: Day, second: i64) -> Option<i64> {
        match self {
            Self::Of(zone) => {
                let second_of_day = u32::try_from(second).ok()?;
                Clock { second_of_day, has_seconds: true, zone: zone.clone() }.instant(day)
            }
            Self::Own(own) => Some(own.instant(i64::from(day.number()) * SECONDS_A_DAY + second)),
        }
    }

    /// The day and the second of the day that they show at an instant.
    pub(super) fn shown_at(&self, instant: i64) -> Option<(Day, i64)> {
        match self {
            Self::Of(zone) => zone.shown_at(instant).map(|(day, second)| (day, i64::from(second))),
            Self::Own(own) => {
                let civil = instant + own.offset_at(instant);
                let day = i32::try_from(civil.div_euclid(SECONDS_A_DAY)).ok()?;
                Some((Day::from_number(day), civil.rem_euclid(SECONDS_A_DAY)))
            }
        }
    }

    /// What stands behind a time in EDTF.
    pub(super) fn edtf(&self, day: Day, second: i64) -> String {
        match self {
            Self::Of(Zone::Local) => String::new(),
            Self::Of(Zone::Offset(minutes)) => offset_text(*minutes),
            Self::Of(Zone::Named(name, _)) => format!("[{name}]"),
            Self::Own(own) => {
                let civil = i64::from(day.number()) * SECONDS_A_DAY + second;
                offset_text(i32::try_from((civil - own.instant(civil)).div_euclid(60)).unwrap_or(0))
            }
        }
    }
}

/// An offset as EDTF has it, from minutes east of UTC.
fn offset_text(minutes: i32) -> String {
    match minutes {
        0 => "Z".to_owned(),
        _ => format!(
            "{}{:02}:{:02}",
            if minutes < 0 { '-' } else { '+' },
            minutes.abs() / 60,
            minutes.abs() % 60
        ),
    }
}

impl Own {
    /// Seconds east of UTC at an instant.
    fn offset_at(&self, instant: i64) -> i64 {
        match self.changes.partition_point(|change| change.at <= instant) {
            0 => self.changes.first().map_or(0, |change| change.from),
            after => self.changes[after - 1].to,
        }
    }

    /// The instant at which the clocks show a time, in seconds by them.
    fn instant(&self, civil: i64) -> i64 {
        // No offset is longer than a day: before the first change that is near, nothing else can be meant.
        let near = self.changes.partition_point(|change| change.at <= civil - SECONDS_A_DAY);
        let before = near.checked_sub(1).and_then(|at| self.changes.get(at)).map(|change| change.to);
        let mut offset = before.or_else(|| self.changes.first().map(|change| change.from)).unwrap_or(0);
        for change in &self.changes[near..] {
            // Shown before this change; or never, and read with the offset before it.
            if civil - offset < change.at || civil - change.to < change.at {
                break;
            }
            offset = change.to;
        }
        civil - offset
    }

    /// Whether a zone of the database shows the same in our time.
    pub(super) fn agrees_with(&self, zone: &Zone) -> bool {
        let days = (2000..2031).flat_map(|year| [1, 4, 7, 10].map(|month| Day::from_ymd(year, month, 15)));
        days.flatten().all(|day| {
            let instant = i64::from(day.number()) * SECONDS_A_DAY;
            let shown = zone.shown_at(instant).map(|(day, second)| (day, i64::from(second)));
            shown == Clocks::Of(zone.clone()).shown_at(instant) && shown == self.shown(instant)
        })
    }

    fn shown(&self, instant: i64) -> Option<(Day, i64)> {
        let civil = instant + self.offset_at(instant);
        let day = i32::try_from(civil.div_euclid(SECONDS_A_DAY)).ok()?;
        Some((Day::from_number(day), civil.rem_euclid(SECONDS_A_DAY)))
    }
}

/// `+0330` or `-050000` in seconds.
pub(super) fn offset(text: &str) -> Option<i64> {
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let is_one = matches!(digits.len(), 2 | 4 | 6) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let part = |at: usize| digits.get(at..at + 2).map_or(0, |part| part.parse::<i64>().unwrap_or(0));
    let seconds = part(0) * 3600 + part(2) * 60 + part(4);
    (is_one && seconds < SECONDS_A_DAY).then_some(sign * seconds)
}
