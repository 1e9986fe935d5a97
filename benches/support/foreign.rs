//! Files of other programs, as large as they come: a table of votes by countries, as of the General Assembly of the United
//! Nations, and a calendar.

use std::fs::File;
use std::io::{BufWriter, Result, Write};
use std::path::Path;

use coeval::model::{Day, country};

use super::generator::Random;

/// As many rows as the table of the votes in the General Assembly has.
pub const VOTES: usize = 870_109;
/// As many events as make a calendar of some 155 MB.
pub const ENTRIES: usize = 400_000;

/// Writes a table of votes: names of countries beside their codes, some of them of states that are no more.
///
/// # Errors
/// Where it cannot be written.
pub fn votes(path: &Path, rows: usize) -> Result<u64> {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    let mut random = Random::new(1);
    let states: Vec<(&str, &str)> = country::all()
        .iter()
        .filter(|country| country.years.is_none() && country.code.len() == 2)
        .map(|country| (country.name, country.code))
        .chain([("Yemen Arab Republic", ""), ("Federal Republic of Germany", ""), ("Zanzibar", "")])
        .collect();
    writeln!(out, "rcid,country,country_code,vote,session,important,date,unres,amend,para,short")?;
    let mut at = 0;
    for resolution in 3.. {
        let (day, session) = (Day::from_number(-8766 + resolution * 4), 1 + resolution / 90);
        let (short, important) = (random.of(SHORT), random.below(2));
        for (name, code) in &states {
            if at == rows {
                return Ok(out.into_inner().map_err(std::io::IntoInnerError::into_error)?.metadata()?.len());
            }
            let (vote, quote) = (random.of(VOTE), if name.contains(',') { "\"" } else { "" });
            writeln!(
                out,
                "{resolution},{quote}{name}{quote},{code},{vote},{session},{important},{day},R/{session}/{resolution},0,0,{short}"
            )?;
            at += 1;
        }
    }
    Ok(0)
}

/// Writes a calendar.
///
/// # Errors
/// Where it cannot be written.
pub fn calendar(path: &Path, entries: usize) -> Result<u64> {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    let mut random = Random::new(1);
    write!(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Generated//EN\r\nX-WR-CALNAME:Generated\r\n")?;
    for at in 0..entries {
        let day = Day::from_number(7305 + (at % 12_000) as i32).to_string().replace('-', "");
        let hour = random.below(22);
        write!(out, "BEGIN:VEVENT\r\nUID:{at:08}-generated@example.org\r\nDTSTAMP:20240101T000000Z\r\n")?;
        match random.below(10) {
            0 => write!(out, "DTSTART;VALUE=DATE:{day}\r\n")?,
            1..4 => write!(out, "DTSTART:{day}T{hour:02}0000Z\r\nDTEND:{day}T{:02}3000Z\r\n", hour + 1)?,
            _ => write!(
                out,
                "DTSTART;TZID=Europe/Berlin:{day}T{hour:02}0000\r\nDTEND;TZID=Europe/Berlin:{day}T{:02}0000\r\n",
                hour + 1
            )?,
        }
        write!(
            out,
            "SUMMARY:{} {at}\r\nLOCATION:{}\\, room {}\r\n",
            random.of(SHORT),
            random.of(ROOMS),
            at % 90
        )?;
        write!(
            out,
            "DESCRIPTION:{}\\n\\n{}\r\n  and so on\\; the\r\n  rest follows in the minutes of the meeting.\r\n",
            random.of(SHORT),
            random.of(SHORT)
        )?;
        write!(
            out,
            "STATUS:CONFIRMED\r\nCATEGORIES:{}\r\nCLASS:PUBLIC\r\nSEQUENCE:0\r\nEND:VEVENT\r\n",
            random.of(ROOMS)
        )?;
    }
    write!(out, "END:VCALENDAR\r\n")?;
    Ok(out.into_inner().map_err(std::io::IntoInnerError::into_error)?.metadata()?.len())
}

const VOTE: &[&str] = &["yes", "no", "abstain"];
const ROOMS: &[&str] = &["Main hall", "Library", "North wing", "Ministry"];
const SHORT: &[&str] = &[
    "RULES OF PROCEDURE",
    "PALESTINE QUESTION",
    "ADMISSION OF NEW MEMBERS",
    "NUCLEAR TESTS",
    "ECONOMIC ASSISTANCE",
    "LAW OF THE SEA",
];
