//! Writes the events of a plan as a timeline file, one event to a line.

use std::fs::File;
use std::io::{BufWriter, Result, Write};
use std::path::Path;

use super::generator::{Generator, Made, Plan, lane_ids};

/// Writes the file and returns how many bytes it has.
///
/// # Errors
/// Where it cannot be written.
pub fn write(plan: Plan, path: &Path) -> Result<u64> {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    let lanes = lane_ids(plan.lanes);
    let Plan { events, seed, shape, .. } = plan;
    writeln!(out, "Timeline(\n    format: 1,\n    title: \"{events} generated events\",")?;
    writeln!(out, "    summary: \"Shape {}, {} lanes, seed {seed}.\",", shape.name(), lanes.len())?;
    writeln!(out, "    lanes: [")?;
    for lane in &lanes {
        writeln!(out, "        Lane(id: \"{lane}\"),")?;
    }
    writeln!(out, "    ],\n    events: [")?;
    let mut generator = Generator::new(plan);
    let mut made = Made::default();
    for at in 0..events {
        generator.make(at, &mut made);
        write_event(&mut out, &made, &lanes)?;
    }
    writeln!(out, "    ],\n)")?;
    let file = out.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    Ok(file.metadata()?.len())
}

fn write_event(out: &mut impl Write, made: &Made, lanes: &[String]) -> Result<()> {
    let Made { id, date, title, place, .. } = made;
    let country = &lanes[made.lane];
    write!(out, "        Event(id: \"{id}\", date: \"{date}\", title: \"{title}\", country: \"{country}\"")?;
    write!(out, ", place: \"{place}\"")?;
    if !made.person.is_empty() {
        write!(out, ", people: [\"{}\"]", made.person)?;
    }
    write!(out, ", tags: [\"{}\"", made.tags[0])?;
    for tag in &made.tags[1..] {
        write!(out, ", \"{tag}\"")?;
    }
    out.write_all(b"]")?;
    if made.importance != 3 {
        write!(out, ", importance: {}", made.importance)?;
    }
    out.write_all(b"),\n")
}
