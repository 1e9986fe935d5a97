//! What was wrong with the opened files: each problem with its place, the line with its neighbours, and what to
//! do about it.

use egui::epaint::text::ByteIndex;
use egui::text::{LayoutJob, LayoutSection};
use egui::{Color32, CornerRadius, Frame, Id, Margin, ScrollArea, Ui};

use super::equal_problems::{self, Equal};
pub use super::equal_problems::{OpenProblems, ProblemFile};
use crate::io::{Diagnostic, Severity};
use crate::model::{brief, grouped, visible};
use crate::paint::bidi::{self, sentence};
use crate::paint::{fallback, isolated};
use crate::scene::{TextStyle, Theme};
use crate::ui::PanelContext;
use crate::ui::commands::{Command, Commands, EditCommand, ViewCommand};
use crate::ui::widgets::{self, Pages, copyable_text};

/// How many lines before and after the place are shown.
const NEIGHBOUR_LINES: usize = 2;
/// At most so many letters of a line are shown.
const MAX_LINE_CHARS: usize = 160;
/// At most so many problems are listed; a file that is all problems needs no more.
const MAX_LISTED_PROBLEMS: usize = 200;
/// Height of the line that tells where a problem is, in points.
const PLACE_PT: f32 = 20.0;

/// Shows the panel; `chosen` is the problem whose place is shown.
pub fn show(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    (files, open): (&[ProblemFile<'_>], &OpenProblems),
    chosen: Option<(usize, usize)>,
    commands: &mut Commands,
) {
    let theme = shown.theme;
    let frame = Frame::new().fill(Color32::from(theme.panel)).inner_margin(Margin::symmetric(16, 12));
    frame.show(ui, |ui| {
        let text = summary(open.errors, open.warnings);
        widgets::line(ui, &text, TextStyle::semibold(14.0), theme.text);
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.set_width(ui.available_width() - 12.0);
            let mut pages = Pages::of(ui, "problems", open.equal.len(), MAX_LISTED_PROBLEMS);
            let turned_to = ui.scope_id().with("turned to");
            let before: Option<(usize, usize)> = ui.data(|data| data.get_temp(turned_to)).flatten();
            if chosen.is_some() && chosen != before {
                let at = open.equal.iter().position(|one| chosen.is_some_and(|at| one.places.contains(&at)));
                at.into_iter().for_each(|at| pages.turn_to(ui, at));
            }
            ui.data_mut(|data| data.insert_temp(turned_to, chosen));
            for equal in pages.part(&open.equal) {
                let at = equal.shown(chosen);
                let Some(file) = files.get(at.0) else { continue };
                let Some(problem) = file.diagnostics.get(at.1) else { continue };
                one(ui, shown, (file, problem), (equal, at), chosen == Some(at), commands);
                together(ui, shown, problem, (equal, at), chosen == Some(at), commands);
            }
            pages.turn_ui(ui, "problems", theme.coincidence_text);
        });
    });
}

fn summary(errors: usize, warnings: usize) -> String {
    let count = crate::model::counted;
    match (errors, warnings) {
        (0, 0) => "No problems".to_owned(),
        (0, w) => count(w, "warning"),
        (e, 0) => count(e, "error"),
        (e, w) => format!("{}, {}", count(e, "error"), count(w, "warning")),
    }
}

/// What can be done about equal problems at once: to put all of them right, and to go from place to place.
fn together(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    problem: &Diagnostic,
    (equal, at): (&Equal, (usize, usize)),
    open: bool,
    commands: &mut Commands,
) {
    let (theme, places) = (shown.theme, equal.places.len());
    let style = TextStyle::regular(12.5);
    let fix = problem.fix.as_ref().filter(|_| !shown.read_only);
    if fix.is_none() && (places == 1 || !open) {
        return;
    }
    ui.horizontal(|ui| {
        if let Some(fix) = fix {
            let words = isolated(&equal_problems::fix_words(fix, places)).into_owned();
            let button = widgets::text_button(ui, &words, style, theme.coincidence_text);
            if widgets::tip(button, "Can be undone").clicked()
                && let Some(edit) = equal_problems::fixed(fix, shown.document)
            {
                commands.push_back(Command::Edit(EditCommand::EndGroup));
                commands.push_back(Command::Edit(EditCommand::Apply(edit)));
            }
        }
        if places > 1 && open {
            let text = format!("Next place ({})", equal.number(at));
            if widgets::text_button(ui, &text, style, theme.coincidence_text).clicked() {
                let next = equal.after(at);
                commands.push_back(Command::View(ViewCommand::ShowProblem(next.0, next.1)));
            }
        }
    });
}

fn one(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    (file, problem): (&ProblemFile<'_>, &Diagnostic),
    (equal, at): (&Equal, (usize, usize)),
    open: bool,
    commands: &mut Commands,
) {
    let theme = shown.theme;
    let (word, color) = match problem.severity {
        Severity::Error => ("error", theme.error),
        Severity::Warning => ("warning", theme.warning),
    };
    let more = match equal.places.len() {
        1 => String::new(),
        places => format!(" and {} more", grouped(places - 1)),
    };
    let place = format!("{}:{}:{}{more}", isolated(&file.name), problem.line, problem.column);
    let message = visible(&problem.message);
    let name = format!("{place}: {word}: {message}");
    let text = brief(&sentence(&message)).into_owned();
    let width = ui.available_width();
    let lines = widgets::paragraph_galley(ui, &text, TextStyle::regular(13.0), theme.text, width);
    let (rect, response) = widgets::row(ui, PLACE_PT + lines.size().y + 6.0, open, theme, &name);
    let mut x = rect.left();
    let y = rect.top() + PLACE_PT / 2.0 + 2.0;
    for (text, style, color) in [
        (word, TextStyle::semibold(12.5), color),
        (place.as_str(), TextStyle::regular(12.5), theme.text_muted),
        (&visible(&problem.excerpt), TextStyle::regular(12.5), theme.text_muted),
    ] {
        x += widgets::put(ui, egui::pos2(x, y), text, style, color, rect.right() - x) + 10.0;
    }
    ui.painter().galley(rect.min + egui::vec2(0.0, PLACE_PT + 2.0), lines, theme.text.into());
    let scrolled_to = ui.scope_id().with("scrolled to");
    let is_new = open && ui.data(|data| data.get_temp(scrolled_to)) != Some(at);
    if is_new {
        ui.data_mut(|data| data.insert_temp(scrolled_to, at));
        ui.scroll_to_rect(rect.expand2(egui::vec2(0.0, 120.0)), None);
    }
    if response.clicked() {
        commands.push_back(Command::View(ViewCommand::ShowProblem(at.0, at.1)));
    }
    if open {
        excerpt(ui, shown, file, problem, is_new);
    } else if let Some(hint) = &problem.hint {
        ui.add_space(-4.0);
        widgets::paragraph(ui, &sentence(&visible(hint)), TextStyle::regular(12.5), theme.text_muted);
    }
}

/// The offending line with its neighbours, the place marked, and the hint.
fn excerpt(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    file: &ProblemFile<'_>,
    problem: &Diagnostic,
    is_new: bool,
) {
    let theme = shown.theme;
    Frame::new()
        .fill(Color32::from(theme.field))
        .corner_radius(CornerRadius::same(6))
        .inner_margin(Margin::same(10))
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.set_width(ui.available_width());
            let mut lines = ScrollArea::horizontal().id_salt("lines");
            if is_new {
                // The place itself is in view, however long the line is.
                let letter = ui.text_style_height(&egui::TextStyle::Monospace) * 0.5;
                let before = problem.column.min(MAX_LINE_CHARS) as f32;
                lines =
                    lines.horizontal_scroll_offset((before * letter - ui.available_width() * 0.5).max(0.0));
            }
            lines.show(ui, |ui| source_lines(ui, file, problem, theme));
            if let Some(hint) = &problem.hint {
                ui.add_space(4.0);
                widgets::paragraph(
                    ui,
                    &format!("Hint: {}", visible(hint)),
                    TextStyle::regular(13.0),
                    theme.text,
                );
            }
        });
    ui.add_space(6.0);
}

/// The line of a problem and its neighbours, numbered.
fn source_lines(ui: &mut Ui, file: &ProblemFile<'_>, problem: &Diagnostic, theme: &Theme) {
    let first = problem.line.saturating_sub(NEIGHBOUR_LINES).max(1);
    let first_byte = begin_of_line(ui, file.text, first);
    let text = file.text.get(first_byte..).unwrap_or_default();
    for (line, number) in text.lines().zip(first..=problem.line + NEIGHBOUR_LINES) {
        let (before, marked, after) = if number == problem.line {
            mark(line, problem.column, problem.excerpt.chars().count())
        } else {
            (cut(line), String::new(), String::new())
        };
        let number = format!("{number:>5}  ");
        let (job, text) = source_line(ui, [&number, &before, &marked, &after], theme);
        let galley = ui.painter().layout_job(job);
        copyable_text::label(ui, galley, &text);
    }
}

/// A line of the file in the font of its own, its number muted and the place underlined; and its text as it is written.
/// Names of right-to-left scripts are drawn in their order, and the line reads from the left whatever it begins with.
fn source_line(ui: &Ui, parts: [&str; 4], theme: &Theme) -> (LayoutJob, String) {
    let font = egui::TextStyle::Monospace.resolve(ui.style());
    let plain = |color| egui::TextFormat::simple(font.clone(), Color32::from(color));
    let strong = egui::TextFormat {
        underline: egui::Stroke::new(1.0, Color32::from(theme.error)),
        ..plain(theme.error)
    };
    let formats = [plain(theme.text_muted), plain(theme.text), strong, plain(theme.text)];
    let mut text = parts.concat();
    let mut job = LayoutJob { break_on_newline: false, ..LayoutJob::default() };
    job.wrap.max_width = f32::INFINITY;
    fallback::notice(&text);
    if bidi::is_left_to_right(&text) {
        for (part, format) in parts.into_iter().zip(formats) {
            job.append(part, 0.0, format);
        }
        return (job, text);
    }
    let from_the_left = '\u{200E}';
    text.insert(0, from_the_left);
    let mut ends = parts.map(str::len);
    ends[0] += from_the_left.len_utf8();
    for at in 1..ends.len() {
        ends[at] += ends[at - 1];
    }
    let mut push = |part: &str, format: usize| {
        let start = job.text.len();
        job.text.push_str(part);
        let byte_range = ByteIndex(start)..ByteIndex(job.text.len());
        let format = formats[format].clone();
        job.sections.push(LayoutSection { leading_space: 0.0, byte_range, format });
    };
    for (part, place) in bidi::Line::new(&text).visual().parts_with_places() {
        if text[place.clone()] != *part || !bidi::is_left_to_right(part.trim_start_matches(from_the_left)) {
            // A word in which the place lies is marked as a whole: its letters are joined.
            push(part, if place.start < ends[2] && place.end > ends[1] { 2 } else { 1 });
            continue;
        }
        let mut start = place.start;
        for (format, end) in ends.into_iter().enumerate() {
            let end = end.min(place.end);
            if start < end {
                push(&text[start..end], format);
                start = end;
            }
        }
    }
    (job, text)
}

/// Where a line, counted from 1, begins; looked for once and not in every frame, as the text may be long.
fn begin_of_line(ui: &Ui, text: &str, number: usize) -> usize {
    type Kept = ((usize, usize, usize), usize);
    let (id, key) = (Id::unique("line of a problem"), (text.as_ptr().addr(), text.len(), number));
    let kept = ui.data(|data| data.get_temp::<Kept>(id)).filter(|(of, _)| *of == key);
    let begin = kept.map_or_else(|| line_begin(text, number), |(_, begin)| begin);
    ui.data_mut(|data| data.insert_temp(id, (key, begin)));
    begin
}

fn line_begin(text: &str, number: usize) -> usize {
    let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
    std::iter::once(0).chain(ends).nth(number.saturating_sub(1)).unwrap_or(text.len())
}

/// A line in three: before the place, the place, after it; `column` counts letters from 1.
fn mark(line: &str, column: usize, length: usize) -> (String, String, String) {
    let letters: Vec<char> = cut(line).chars().collect();
    let from = column.saturating_sub(1).min(letters.len());
    let to = (from + length.max(1)).min(letters.len());
    (letters[..from].iter().collect(), letters[from..to].iter().collect(), letters[to..].iter().collect())
}

fn cut(line: &str) -> String {
    line.chars().take(MAX_LINE_CHARS).map(|c| if c == '\t' { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_marked() {
        let text = "a\nbéd: 20224-1,\nc";
        assert_eq!([1, 2, 3, 4, 99].map(|number| line_begin(text, number)), [0, 2, 17, 18, 18]);
        let second = text[line_begin(text, 2)..].lines().next().unwrap();
        assert_eq!(second, "béd: 20224-1,");
        let (before, marked, after) = mark(second, 6, 7);
        assert_eq!((before.as_str(), marked.as_str(), after.as_str()), ("béd: ", "20224-1", ","));
        let (before, marked, _) = mark("ab", 99, 4);
        assert_eq!((before.as_str(), marked.as_str()), ("ab", ""));
    }

    #[test]
    fn problems_are_counted_in_words() {
        assert_eq!(summary(0, 0), "No problems");
        assert_eq!(summary(1, 2), "1 error, 2 warnings");
        assert_eq!(summary(0, 1), "1 warning");
    }
}
