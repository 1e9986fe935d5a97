//! Makes an event of a row, once it is known what the columns are.

use super::cells::{elements, from_parts, number};
use super::columns::Field;
use super::country_codes::Codes;
use super::country_names;
use super::dates::{self, Reading, Reckoning};
use super::missing::{Counted, is_missing, is_na};
use super::precision::{Scale, coarser};
use super::roles::Roles;
use super::rows::{Row, Rows};
use super::words::fold;
use super::{hours, zones};
use crate::io::import::draft::{Builder, Draft};
use crate::io::import::html;
use crate::model::EventDate;

/// How the whole table is read.
pub(super) struct How<'r> {
    pub(super) rows: &'r Rows,
    pub(super) roles: &'r Roles,
    /// How its beginnings are read, and its ends.
    pub(super) begin: Reading,
    pub(super) end: Reading,
    /// What the column of precision counts.
    pub(super) scale: Option<Scale>,
    /// How the column of countries is written, and each of the others.
    pub(super) codes: Codes,
    pub(super) involved: Vec<(usize, Codes)>,
    /// Whether "NA" is Namibia.
    pub(super) namibia: bool,
    /// Whether this program wrote the table: then no text is a mark for nothing.
    pub(super) own: bool,
}

/// So many names of countries are remembered.
const MOST_NAMES: usize = 1 << 16;

/// A date, and what was read otherwise than it stands there.
#[derive(Clone, Debug)]
struct Dated {
    date: EventDate,
    past_midnight: bool,
    fraction: bool,
    coarser: bool,
}

/// Reads rows one by one.
pub(super) struct RowReader<'r> {
    how: How<'r>,
    /// The column of each field.
    columns: Vec<Option<usize>>,
    /// The columns that a date is made of, and the last that was made: in most tables many rows in a row have the same.
    dated: Vec<usize>,
    last: Option<(&'r Row, Dated)>,
    /// Of each column, whether commas can stand between the elements of its lists.
    commas: Vec<bool>,
    /// Of each column, whether its texts are HTML.
    html: Vec<bool>,
    /// Of what stands in the column of countries, whether it is one.
    countries: foldhash::HashMap<String, bool>,
    /// The column that names the zone of times of day.
    zone: Option<usize>,
    /// The columns of hour and minute, where times of day stand in two.
    hour: Option<(usize, usize)>,
    /// How many ends were read as the next day's.
    pub(super) past_midnight: usize,
    /// What was missing.
    pub(super) missing: Counted,
    /// How many weights could not be read.
    pub(super) odd_weights: usize,
    /// How many times of day had fractions of seconds.
    pub(super) fractions: usize,
    /// How many dates precision made coarser.
    pub(super) coarser: usize,
    /// How many rows have texts in HTML, which is read without its tags.
    pub(super) markup: usize,
}

impl<'r> RowReader<'r> {
    pub(super) fn new(how: How<'r>) -> Self {
        let mut columns = vec![None; Field::ALL.len()];
        for field in Field::ALL {
            columns[field as usize] = how.roles.column(field);
        }
        let lists = [Field::Tags, Field::Involves];
        let is_list = |at: usize| lists.iter().any(|field| how.roles.columns(*field).any(|own| own == at));
        let commas = (0..how.rows.names.len())
            .map(|at| is_list(at) && !how.rows.column(at).any(|cell| cell.contains(';')));
        let commas = commas.collect();
        let is_html = |name: &String| matches!(fold(name).as_str(), "headline" | "text");
        let html = how.rows.names.iter().map(is_html).collect();
        let zone = zones::column(how.rows);
        let of_date = Field::ALL.into_iter().filter(|field| field.is_of_date());
        let hour = hours::columns(how.rows).filter(|(hour, _)| columns[Field::Time as usize] == Some(*hour));
        let beside = zone.into_iter().chain(hour.map(|(_, minute)| minute));
        let dated = of_date.filter_map(|field| columns[field as usize]).chain(beside).collect();
        Self {
            columns,
            dated,
            last: None,
            zone,
            hour,
            past_midnight: 0,
            commas,
            html,
            how,
            countries: foldhash::HashMap::default(),
            missing: Counted::default(),
            odd_weights: 0,
            fractions: 0,
            coarser: 0,
            markup: 0,
        }
    }

    /// Takes a row, or says why not.
    pub(super) fn take(&mut self, row: &'r Row, builder: &mut Builder<'_>) {
        let excerpt = || row.cells.iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" | ");
        let mut draft = self.draft(row);
        let kind = self.cell(row, Field::Kind);
        if kind.eq_ignore_ascii_case("title") {
            (builder.title, builder.summary) = (draft.title, draft.summary);
            return;
        }
        if kind.eq_ignore_ascii_case("era") {
            draft.tags.push("era".to_owned());
        }
        match self.date(row) {
            Ok(date) => {
                let told = if self.how.own { &[][..] } else { &self.how.roles.list[..] };
                let counts = |role: &&super::roles::Role| {
                    let namibia = self.how.namibia && role.field == Field::Country;
                    !(namibia && row.cells.get(role.column).is_some_and(is_na))
                };
                for role in told.iter().filter(counts) {
                    self.missing.count(row.cells.get(role.column).unwrap_or_default());
                }
                let told = if draft.title.trim().is_empty() { excerpt() } else { String::new() };
                builder.take(row.line, date, draft, &told);
            }
            Err(reason) => builder.report.skip(row.line, reason, &excerpt()),
        }
    }

    /// Whether a cell says that there is nothing.
    fn is_missing(&self, cell: &str) -> bool {
        if self.how.own { cell.is_empty() } else { is_missing(cell) }
    }

    fn draft(&mut self, row: &Row) -> Draft {
        let ((title, titled), (place, _)) = (self.text(row, Field::Title), self.text(row, Field::Place));
        let (summary, links) = self.text(row, Field::Summary);
        let read = [(Field::Title, &title), (Field::Place, &place), (Field::Summary, &summary)];
        self.markup +=
            usize::from(read.into_iter().any(|(field, text)| self.cell(row, field) != text.as_str()));
        let known = |cell: &str| if self.is_missing(cell) { String::new() } else { cell.to_owned() };
        let mut draft = Draft {
            id: known(self.cell(row, Field::Id)),
            title,
            title_native: known(self.cell(row, Field::TitleNative)),
            place: if self.is_missing(&place) { String::new() } else { place },
            people: self.list(row, Field::People),
            tags: self.list(row, Field::Tags),
            sources: self.list(row, Field::Sources),
            note: known(self.cell(row, Field::Note)),
            ..Draft::default()
        };
        if !self.is_missing(&summary) {
            draft.summary = summary;
        }
        draft.sources.extend(titled.into_iter().chain(links));
        for (at, codes) in &self.how.involved {
            let others = elements(row.cells.get(*at).unwrap_or_default(), self.commas[*at], false);
            draft.lanes.extend(
                others.iter().filter(|other| !self.is_missing(other)).map(|other| lane_text(*codes, other)),
            );
        }
        self.countries(row, &mut draft);
        let weight = self.cell(row, Field::Importance);
        match number(weight) {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // within 1 to 5
            Some(weight) if (1.0..=5.0).contains(&weight) => draft.importance = weight.round() as u8,
            _ if self.is_missing(weight) => {}
            _ => self.odd_weights += 1,
        }
        draft
    }

    /// The cell of a row that serves for this field, without blanks around it.
    fn cell<'c>(&self, row: &'c Row, field: Field) -> &'c str {
        let at = self.columns[field as usize];
        at.and_then(|at| row.cells.get(at)).map(str::trim).unwrap_or_default()
    }

    /// A text; where TimelineJS's name for it says that it is HTML, or it looks so, without tags.
    fn text(&self, row: &Row, field: Field) -> (String, Vec<String>) {
        let Some(at) = self.columns[field as usize] else { return (String::new(), Vec::new()) };
        let cell = self.cell(row, field);
        let is_html = self.html[at];
        if is_html || (!self.how.own && html::looks_so(cell)) {
            html::plain(cell)
        } else {
            (cell.to_owned(), Vec::new())
        }
    }

    /// All elements of the columns that serve for this field.
    fn list(&self, row: &Row, field: Field) -> Vec<String> {
        let mut list = Vec::new();
        for at in self.how.roles.columns(field) {
            let commas = self.commas[at] && field == Field::Tags;
            let cell = row.cells.get(at).unwrap_or_default();
            list.extend(
                elements(cell, commas, field == Field::Sources)
                    .into_iter()
                    .filter(|element| !self.is_missing(element)),
            );
        }
        list
    }

    /// Whether a cell names a country, which is looked up once.
    fn is_country(&mut self, cell: &str) -> bool {
        if let Some(known) = self.countries.get(cell) {
            return *known;
        }
        let is_country = self.how.codes.find(cell).is_some();
        if self.countries.len() < MOST_NAMES {
            self.countries.insert(cell.to_owned(), is_country);
        }
        is_country
    }

    /// The country, and those that stand behind it in the same cell.
    fn countries(&mut self, row: &Row, draft: &mut Draft) {
        let cell = self.cell(row, Field::Country);
        let codes = self.how.codes;
        if (self.is_missing(cell) && !is_na(cell)) || (is_na(cell) && !self.how.namibia) {
            return;
        }
        if self.is_country(cell) {
            cell.clone_into(&mut draft.country);
            return;
        }
        let several = country_names::several(cell, &|text| codes.find(text).is_some());
        match several.split_first() {
            Some((first, others)) if !others.is_empty() => {
                (*first).clone_into(&mut draft.country);
                draft.lanes.splice(0..0, others.iter().map(|other| lane_text(codes, other)));
            }
            _ => cell.clone_into(&mut draft.country),
        }
    }

    fn date(&mut self, row: &'r Row) -> Result<EventDate, String> {
        let same = |last: &Row| self.dated.iter().all(|at| last.cells.get(*at) == row.cells.get(*at));
        let dated = match &self.last {
            Some((last, dated)) if same(last) => dated.clone(),
            _ => {
                let dated = self.dated(row)?;
                self.last = Some((row, dated.clone()));
                dated
            }
        };
        self.past_midnight += usize::from(dated.past_midnight);
        self.fractions += usize::from(dated.fraction);
        self.coarser += usize::from(dated.coarser);
        Ok(dated.date)
    }

    /// The date of a row, made of its cells.
    fn dated(&self, row: &Row) -> Result<Dated, String> {
        let cell =
            |field| Some(self.cell(row, field)).filter(|cell| !self.is_missing(cell)).unwrap_or_default();
        let all_day = matches!(
            cell(Field::AllDay).to_lowercase().as_str(),
            "true" | "yes" | "1" | "ein" | "ja" | "oui" | "evet" | "wahr" | "vrai" | "an"
        );
        let begin = if self.how.roles.has(Field::Date) {
            dates::read_by(cell(Field::Date), &self.how.begin)?
        } else {
            let parts = [cell(Field::Year), cell(Field::Month), cell(Field::Day)];
            from_cells(parts, &self.how.begin)?.ok_or_else(|| "no date".to_owned())?
        };
        let fraction = super::dates::clock::has_fraction(cell(Field::Date))
            || super::dates::clock::has_fraction(cell(Field::Time));
        let of_parts = self.hour.map(|hour| hours::clock(row, hour));
        let (time, end_time) = (of_parts.as_deref().unwrap_or(cell(Field::Time)), cell(Field::EndTime));
        let begin = with_time(begin, &self.zoned(time, Field::Time))?;
        let end = self.end_cell(row, &begin, &self.zoned(end_time, Field::EndTime))?;
        let next_day = cell(Field::End).is_empty()
            && begin.clock().is_some()
            && !end.is_empty()
            && self.how.roles.has(Field::EndTime)
            && !self.how.roles.has(Field::EndYear)
            && !end.starts_with(&begin.first_day().to_string());
        let precision = cell(Field::Precision);
        let zone = self.zone.and_then(|at| row.cells.get(at)).map(str::trim).unwrap_or_default();
        let date = zones::in_zone(dates::join_by(&begin, &end, &self.how.end)?, zone);
        let date = if all_day { whole_days(&date)? } else { date };
        let dated = |date, coarser| Dated { date, past_midnight: next_day, fraction, coarser };
        let Some(scale) = self.how.scale else { return Ok(dated(date, false)) };
        let coarse = coarser(&date, precision, scale)?;
        let is_coarser = coarse != date;
        Ok(dated(coarse, is_coarser))
    }

    /// A time of day as UTC's, where the name of its column says so.
    fn zoned(&self, time: &str, field: Field) -> String {
        let named = self.how.roles.column(field).is_some_and(|at| zones::says_utc(&self.how.rows.names[at]));
        match dates::clock(time).or_else(|| dates::clock::dotted(time)) {
            Some(clock) if named && clock.len() <= "08:30:00".len() => format!("{clock}Z"),
            Some(clock) => clock,
            None => time.to_owned(),
        }
    }

    /// What the end says, in EDTF or as it stands there.
    fn end_cell(&self, row: &Row, begin: &EventDate, time: &str) -> Result<String, String> {
        let cell =
            |field| Some(self.cell(row, field)).filter(|cell| !self.is_missing(cell)).unwrap_or_default();
        let end = if self.how.roles.has(Field::End) {
            let end = cell(Field::End);
            if end.is_empty() || time.is_empty() {
                end.to_owned()
            } else {
                let day = dates::read_by(end, &self.how.end)?;
                return Ok(with_time(day, time)?.text().to_owned());
            }
        } else {
            let year = self.cell(row, Field::EndYear);
            if matches!(year, "9999" | "9999.0") {
                return Ok("..".to_owned());
            }
            from_cells([cell(Field::EndYear), cell(Field::EndMonth), cell(Field::EndDay)], &self.how.begin)?
                .map(|date| date.text().to_owned())
                .unwrap_or_default()
        };
        if time.is_empty() {
            return Ok(end);
        }
        if end.is_empty() && begin.clock().is_some() {
            // From ten in the evening to two is until the next day.
            let over =
                dates::clock(time).zip(begin.text().split_once('T')).is_some_and(|(end, (_, begin))| {
                    end.get(..5) < begin.get(..5)
                        && end.get(5..) == begin.get(5..).filter(|_| begin.len() == end.len())
                });
            if over {
                let next = EventDate::parse(&begin.first_day().plus(1).to_string())
                    .map_err(|error| error.message)?;
                return Ok(with_time(next, time)?.text().to_owned());
            }
            let day = EventDate::parse(&begin.first_day().to_string()).map_err(|error| error.message)?;
            return Ok(with_time(day, time)?.text().to_owned());
        }
        match EventDate::parse(&end) {
            Ok(day) => Ok(with_time(day, time)?.text().to_owned()),
            Err(_) => Ok(end),
        }
    }
}

/// What a country of another column is called, so that the document finds its lane whatever codes the first column has.
fn lane_text(codes: Codes, text: &str) -> String {
    match codes.find(text) {
        Some(lane) => lane.to_owned(),
        // What is no country by its own codes must not become one by its name.
        None if crate::model::country::find(text).is_some() => format!("{text} ({})", codes.name()),
        None => text.to_owned(),
    }
}

/// A date whose parts stand in cells of their own, by the calendar that the user named.
fn from_cells(parts: [&str; 3], reading: &Reading) -> Result<Option<EventDate>, String> {
    let Some(text) = from_parts(parts)? else { return Ok(None) };
    if reading.reckoning == Reckoning::Civil {
        return EventDate::parse(&text).map(Some).map_err(|error| error.message);
    }
    if text.len() != "1403-07-23".len() {
        return Err(format!("a date of the {} calendar needs its month and day", reading.reckoning.name()));
    }
    dates::read_by(&text, reading).map(Some)
}

/// A day with a time of day.
fn with_time(date: EventDate, time: &str) -> Result<EventDate, String> {
    if time.is_empty() || date.clock().is_some() || date.is_interval() {
        return Ok(date);
    }
    let clock = dates::clock(time).ok_or_else(|| format!("“{time}” is not a time of day"))?;
    if !date.is_exact() {
        return Ok(date); // An hour of a month means nothing.
    }
    let text = super::dates::civil::with_clock(date.text(), &clock);
    EventDate::parse(&text).map_err(|error| error.message)
}

/// A date without its hours.
fn whole_days(date: &EventDate) -> Result<EventDate, String> {
    if date.clock().is_none() && date.end_clock().is_none() {
        return Ok(date.clone());
    }
    let (first, last) = (date.first_day(), date.last_day());
    let text = if first == last { first.to_string() } else { format!("{first}/{last}") };
    EventDate::parse(&text).map_err(|error| error.message)
}
