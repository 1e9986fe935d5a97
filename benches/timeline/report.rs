//! One line per measurement, and at the end a table with what each may cost at the most.

use super::clock::Times;
use super::generator::Plan;

/// All measurements of a run.
pub struct Report {
    plan: Plan,
    rows: Vec<Row>,
}

struct Row {
    name: String,
    value: String,
    reference: String,
    ratio: f64,
    most: f64,
}

/// A measurement against its reference, both in microseconds.
pub struct Measured<'a> {
    /// Which benchmark.
    pub bench: &'a str,
    /// What of it, as `key=value` words.
    pub what: String,
    /// How many events.
    pub events: usize,
    /// The median.
    pub p50_us: f64,
    /// Only one in a hundred takes longer.
    pub p99_us: f64,
    /// The reference.
    pub ref_us: f64,
    /// What is compared with the reference.
    pub ratio: f64,
    /// What the ratio may be at the most.
    pub most: f64,
}

impl<'a> Measured<'a> {
    /// Times whose 99th percentile is compared with the reference.
    pub fn of(
        bench: &'a str,
        what: String,
        events: usize,
        times: &Times,
        (ref_us, most): (f64, f64),
    ) -> Self {
        let (p50_us, p99_us) = (times.p50(), times.p99());
        Self { bench, what, events, p50_us, p99_us, ref_us, ratio: p99_us / ref_us, most }
    }
}

impl Report {
    pub fn new(plan: Plan) -> Self {
        Self { plan, rows: Vec::new() }
    }

    /// Prints a measurement and keeps it for the table.
    pub fn add(&mut self, measured: &Measured<'_>) {
        let Measured { bench, what, events, p50_us, p99_us, ref_us, ratio, most } = measured;
        println!(
            "bench={bench} events={events} lanes={} {what} p50_us={p50_us:.1} p99_us={p99_us:.1} \
             ref_us={ref_us:.1} ratio={ratio:.4} most={most}",
            self.plan.lanes
        );
        self.rows.push(Row {
            name: format!("{bench} {what}"),
            value: format!("{} / {}", time(*p50_us), time(*p99_us)),
            reference: time(*ref_us),
            ratio: *ratio,
            most: *most,
        });
    }

    /// Prints the most memory that was used over the length of a file, both in bytes, and keeps it.
    pub fn add_memory(&mut self, what: &str, events: usize, (peak, file): (f64, f64), most: f64) {
        let ratio = peak / file;
        println!(
            "bench=memory events={events} lanes={} {what} peak_bytes={peak:.0} file_bytes={file:.0} \
             ratio={ratio:.4} most={most}",
            self.plan.lanes
        );
        let mb = |bytes: f64| format!("{:.0} MB", bytes / 1e6);
        self.rows.push(Row {
            name: format!("memory {what}"),
            value: mb(peak),
            reference: mb(file),
            ratio,
            most,
        });
    }

    /// Of what was measured in several forms of a file, the one that does worst.
    fn slowest(&self) {
        let mut worst: Vec<(&str, &Row)> = Vec::new();
        for row in &self.rows {
            let Some((what, _)) = row.name.split_once(" form=") else {
                continue;
            };
            match worst.iter_mut().find(|(known, _)| *known == what) {
                Some((_, known)) if known.ratio >= row.ratio => {}
                Some((_, known)) => *known = row,
                None => worst.push((what, row)),
            }
        }
        if !worst.is_empty() {
            println!("\nthe slowest form of each");
        }
        for (_, row) in worst {
            println!("{:<60} {:>9.3} {:>8}", row.name, row.ratio, row.most);
        }
    }

    /// The table for people.
    pub fn table(&self) {
        let Plan { events, lanes, shape, .. } = self.plan;
        println!("\n{events} events in {lanes} lanes, {}", shape.name());
        println!("{:<60} {:>22} {:>10} {:>9} {:>8}", "", "p50 / p99", "reference", "ratio", "at most");
        for row in &self.rows {
            let verdict = if row.ratio <= row.most { "" } else { "  over" };
            println!(
                "{:<60} {:>22} {:>10} {:>9.3} {:>8}{verdict}",
                row.name, row.value, row.reference, row.ratio, row.most
            );
        }
        self.slowest();
    }
}

fn time(us: f64) -> String {
    match us {
        us if us < 1e3 => format!("{us:.0} µs"),
        us if us < 1e6 => format!("{:.2} ms", us / 1e3),
        us => format!("{:.2} s", us / 1e6),
    }
}
