//! The country of an event: a few letters, and Enter or Tab takes what fits best. Half a name makes no lane: a new one is
//! made by choosing it.

use egui::{Sense, Ui, pos2, vec2};

use crate::edit::Field;
use crate::model::{brief, country};
use crate::paint::isolated;
use crate::scene::TextStyle;
use crate::ui::inspector::complete::Accepts;
use crate::ui::inspector::form::{Form, Look};
use crate::ui::inspector::labels::label;
use crate::ui::inspector::offers;
use crate::ui::{widgets, words};

/// The name of the field.
const COUNTRY: &str = "Country";

/// Shows the field and the lane that it leads to.
pub fn show(ui: &mut Ui, form: &mut Form<'_, '_>) {
    let shown = form.shown;
    let look = Look { hint: "Country or lane", ..Look::line(COUNTRY) };
    let typed = form.text(ui, look, form.event.country.as_ref());
    if let Some(taken) =
        form.offer(ui, &typed, Accepts::Offers, || offers::countries_or_new(shown, &typed.text))
    {
        take(form, taken);
        return;
    }
    let is_too_long = form.event.country.len() > widgets::MOST_EDITED_BYTES && !typed.changed;
    let written = typed.text.trim();
    let is_kept = written == form.event.country.trim();
    if is_too_long || is_kept || offers::names_a_lane(shown, written) {
        if !is_too_long {
            leads_to(ui, form, written);
        }
        if !is_kept && (typed.left || (typed.changed && is_whole(written))) {
            form.set(Field::Country(written.to_owned()));
        }
        if typed.left {
            form.drafts.remove(COUNTRY);
        }
        return;
    }
    unknown(ui, form, written);
}

/// Whether a text that names a country will hardly become the name of another: "Un" is the United Nations, and on the way to
/// the United States.
fn is_whole(written: &str) -> bool {
    written.chars().count() > 3
}

/// Makes it the event's country; what is being typed in other fields goes on.
fn take(form: &mut Form<'_, '_>, country: String) {
    form.end();
    form.set(Field::Country(country));
    form.end();
    form.drafts.remove(COUNTRY);
}

/// The lane that a known name leads to; a lane that only events name says so.
fn leads_to(ui: &mut Ui, form: &mut Form<'_, '_>, written: &str) {
    let (document, theme) = (form.shown.document, form.shown.theme);
    let id = document.resolve_lane(written);
    let declared = document.lane(&id).filter(|lane| lane.declared);
    match (declared, country::find(id.as_str())) {
        (Some(lane), _) => known(ui, form, id.as_str(), &lane.name),
        (None, Some(country)) => known(ui, form, id.as_str(), country.name),
        // What is as long as that is no misspelt name.
        (None, None) => {
            let near = if *brief(written) == *written { country::nearest(written) } else { None };
            let text = near.map_or_else(
                || "Not a known country; a lane of its own".to_owned(),
                |near| format!("Not a known country; did you mean {}?", near.name),
            );
            form.remark(ui, &text, theme.warning);
        }
    }
}

/// What is typed names no lane: it stays here, and the event where it is, until something is chosen.
fn unknown(ui: &mut Ui, form: &mut Form<'_, '_>, written: &str) {
    let (shown, theme) = (form.shown, form.shown.theme);
    let mut makes_lane = false;
    if !written.is_empty() {
        form.remark(ui, "Not a country or lane yet", theme.warning);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            label(ui, "", theme);
            let text = format!("Make a new lane “{}”", isolated(&brief(written)));
            makes_lane =
                widgets::text_button(ui, &text, TextStyle::regular(12.5), theme.coincidence_text).clicked();
        });
    }
    let lane = words::lane_name(shown, &form.event.lane);
    let still = format!("Still {} until you choose", isolated(&brief(lane)));
    form.remark(ui, &still, theme.text_muted);
    if makes_lane {
        take(form, written.to_owned());
    }
}

/// The flag and the name of a lane.
fn known(ui: &mut Ui, form: &mut Form<'_, '_>, code: &str, name: &str) {
    let theme = form.shown.theme;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        label(ui, "", theme);
        let (rect, _) = ui.allocate_exact_size(vec2(22.0, 18.0), Sense::hover());
        let center = pos2(rect.left() + 8.0, rect.center().y);
        widgets::flag::paint(ui, center, code, name, form.flags);
        widgets::line(ui, name, TextStyle::regular(12.5), theme.text_muted);
    });
}
