//! Writes the events of a plan as a timeline file.

use std::fs::File;
use std::io::{BufWriter, Result, Write};
use std::path::Path;

use super::details::Details;
use super::form::Form;
use super::generator::{Generator, Made, Plan, lane_ids};

/// Writes the file and returns how many bytes it has.
///
/// # Errors
/// Where it cannot be written.
pub fn write(plan: Plan, form: Form, path: &Path) -> Result<u64> {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    let lanes = lane_ids(plan.lanes);
    let Plan { events, seed, shape, .. } = plan;
    let end = form.line_end();
    if form.is_implicit() {
        write!(out, "#![enable(implicit_some)]{end}")?;
    }
    write!(out, "Timeline({end}    format: 1,{end}    title: \"{events} generated events\",{end}")?;
    let (shape, form_name) = (shape.name(), form.name());
    write!(
        out,
        "    summary: \"Shape {shape}, form {form_name}, {} lanes, seed {seed}.\",{end}",
        lanes.len()
    )?;
    write!(out, "    lanes: [{end}")?;
    for lane in &lanes {
        write!(out, "        Lane(id: \"{lane}\"),{end}")?;
    }
    write!(out, "    ],{end}    events: [{end}")?;
    let mut generator = Generator::new(plan);
    let mut made = Made::default();
    for at in 0..events {
        generator.make(at, &mut made);
        let details = if form.is_full() {
            Details::of(&plan, at, form.is_foreign(at), &mut made)
        } else {
            let people = Some(made.person).filter(|person| !person.is_empty()).into_iter().collect();
            Details { place: made.place, people, ..Details::default() }
        };
        form.write(&mut out, at, (&made, &details), &lanes)?;
    }
    write!(out, "    ],{end}){end}")?;
    let file = out.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    Ok(file.metadata()?.len())
}
