//! Text in which the words that are searched for stand on a ground of their own, so that one sees why it was found.

use egui::text::LayoutJob;
use egui::{Color32, Response, Ui};

use crate::analysis::Query;
use crate::analysis::query::hits_in;
use crate::layout::shortened;
use crate::model::brief;
use crate::paint::{self, bidi};
use crate::scene::{Color, TextStyle, Theme};
use crate::ui::PanelContext;
use crate::ui::widgets::{self, copyable_text};

/// A paragraph as wide as there is room, with what is searched for marked.
pub fn paragraph(
    ui: &mut Ui,
    shown: &PanelContext<'_>,
    text: &str,
    style: TextStyle,
    color: Color,
) -> Response {
    let Some(query) = shown.search.query else { return widgets::paragraph(ui, text, style, color) };
    widgets::paged(ui, text, color, |ui, text| {
        let width = ui.available_width();
        let measure = &mut widgets::ContextMeasure::new(ui.ctx());
        let mut job = paint::paragraph(text, style, color, width, measure);
        mark(&mut job, query, shown.theme);
        let galley = ui.painter().layout_job(job);
        copyable_text::label(ui, galley, text)
    })
}

/// Paints one line as [`widgets::put`] does, with what is searched for marked; a filter's words besides those of the
/// search.
#[allow(clippy::too_many_arguments)] // as `put`, and what is marked
pub fn put(
    ui: &Ui,
    shown: &PanelContext<'_>,
    filter: Option<&Query>,
    at: egui::Pos2,
    text: &str,
    style: TextStyle,
    color: Color,
    room: f32,
) -> f32 {
    let text = &*brief(text);
    // Text of a right-to-left script is cut before it is put in order: it ends at the left.
    let cut = (!bidi::is_left_to_right(text))
        .then(|| shortened(text, style, room, &mut widgets::ContextMeasure::new(ui.ctx())).0);
    let mut job = paint::job(cut.as_deref().unwrap_or(text), style, color);
    for query in shown.search.query.into_iter().chain(filter) {
        mark(&mut job, query, shown.theme);
    }
    if cut.is_none() {
        job.wrap = egui::text::TextWrapping::truncate_at_width(room.max(1.0));
    }
    let galley = ui.painter().layout_job(job);
    let size = galley.size();
    ui.painter().galley(at - egui::vec2(0.0, size.y / 2.0), galley, color.into());
    size.x
}

/// Puts a ground behind what a query looks for. A word of a right-to-left script is marked as a whole: its letters
/// are joined by the shaper, and would come apart.
fn mark(job: &mut LayoutJob, query: &Query, theme: &Theme) {
    let hits = hits_in(&job.text, query);
    if hits.is_empty() {
        return;
    }
    let sections = std::mem::take(&mut job.sections);
    for section in sections {
        let (start, end) = (section.byte_range.start.0, section.byte_range.end.0);
        let inside =
            hits.iter().map(|hit| hit.start.max(start)..hit.end.min(end)).filter(|hit| hit.start < hit.end);
        let mut inside: Vec<std::ops::Range<usize>> = inside.collect();
        if !inside.is_empty() && !bidi::is_left_to_right(&job.text[start..end]) {
            inside = std::iter::once(start..end).collect();
        }
        let mut at = start;
        let mut leading_space = section.leading_space;
        let mut push = |to: usize, found: bool| {
            if at < to {
                let mut part = section.clone();
                part.byte_range = at.into()..to.into();
                part.leading_space = std::mem::take(&mut leading_space);
                if found {
                    part.format.background = Color32::from(theme.found);
                    part.format.color = Color32::from(theme.text);
                }
                job.sections.push(part);
                at = to;
            }
        };
        for hit in inside {
            push(hit.start, false);
            push(hit.end, true);
        }
        push(end, false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::theme::ThemeKind;

    fn marked(text: &str, query: &str) -> Vec<(String, bool)> {
        let theme = Theme::of(ThemeKind::Light);
        let mut job = paint::job(text, TextStyle::regular(13.0), theme.text_muted);
        mark(&mut job, &Query::parse(query).unwrap(), &theme);
        let part = |section: &egui::text::LayoutSection| {
            let text = job.text[section.byte_range.start.0..section.byte_range.end.0].to_owned();
            (text, section.format.background == Color32::from(theme.found))
        };
        job.sections.iter().map(part).collect()
    }

    #[test]
    fn what_is_searched_for_stands_on_a_ground_of_its_own() {
        let own =
            |parts: &[(&str, bool)]| parts.iter().map(|(t, m)| ((*t).to_owned(), *m)).collect::<Vec<_>>();
        assert_eq!(marked("Bakı and BAKU", "baku"), own(&[("Bakı", true), (" and ", false), ("BAKU", true)]));
        assert_eq!(marked("Tehran", "baku"), own(&[("Tehran", false)]));
        assert_eq!(marked("Tehran", "-tehran"), own(&[("Tehran", false)]));
        assert_eq!(marked("", "a"), own(&[("", false)]));
    }

    #[test]
    fn words_that_are_joined_are_marked_as_a_whole() {
        let parts = marked("دیدار پزشکیان", "پزشک");
        assert_eq!(parts.iter().filter(|(_, found)| *found).count(), 1, "{parts:?}");
        assert!(parts.iter().any(|(text, found)| *found && text == "پزشکیان"), "{parts:?}");
    }

    #[test]
    fn marked_words_can_be_read_in_every_theme() {
        for kind in
            [ThemeKind::Light, ThemeKind::Dark, ThemeKind::HighContrastLight, ThemeKind::HighContrastDark]
        {
            let theme = Theme::of(kind);
            assert!(theme.text.contrast(theme.found) >= 4.5, "{kind:?}");
        }
    }
}
