//! What is said of a coincidence whose line, dot or chip is under a resting pointer: how sure it is and why.

use egui::Ui;

use crate::analysis::reason;
use crate::scene::TextStyle;
use crate::ui::{PanelContext, widgets, words};

/// More lanes than this are counted.
const MAX_NAMED_LANES: usize = 8;

/// The day, how sure, why, the lanes and what they share.
pub fn show(ui: &mut Ui, shown: &PanelContext<'_>, at: usize, scale: f32) {
    let Some(coincidence) = shown.coincidence(at) else { return };
    let theme = shown.theme;
    let (strong, quiet) = (TextStyle::semibold(13.0 * scale), TextStyle::regular(12.5 * scale));
    widgets::line(ui, &words::day_text(coincidence), strong, theme.text);
    let why = reason(shown.document, coincidence, shown.list.rule);
    let colon = if why.is_empty() { "" } else { ": " };
    let sure = format!("{}{colon}{why}", words::capitalised(coincidence.certainty.word()));
    widgets::paragraph(ui, &sure, quiet, theme.coincidence_text);
    let (lanes, events) = (coincidence.lanes.len(), coincidence.events.len());
    let text = match lanes {
        many if many > MAX_NAMED_LANES => format!("{events} events in {many} lanes"),
        _ => words::lane_names(shown, &coincidence.lanes),
    };
    widgets::paragraph(ui, &text, quiet, theme.text_muted);
    if let Some(things) = words::shared(shown, coincidence) {
        let text = format!("share {things}");
        widgets::paragraph(ui, &text, quiet, theme.text_muted);
    }
}
