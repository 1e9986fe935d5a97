//! Who says what, side by side: where accounts differ is what an analyst looks for.

use std::borrow::Cow;

use egui::{Color32, CornerRadius, Frame, Margin, Ui};

use super::labels::heading;
use crate::model::{Account, Event, WebAddress, brief, country, visible};
use crate::paint::bidi::{isolated, joined};
use crate::scene::TextStyle;
use crate::ui::commands::{Command, Commands, SearchCommand};
use crate::ui::search::highlight;
use crate::ui::widgets::Pages;
use crate::ui::{PanelContext, widgets};

/// So many accounts stand on a page.
const MOST_ACCOUNTS: usize = 20;
/// So many of what an account leaves out.
const MOST_OMITS: usize = 30;

/// Two cards stand side by side where each has at least this much room, in points.
const CARD_PT: f32 = 150.0;

/// Shows the accounts as cards.
pub fn show(ui: &mut Ui, shown: &PanelContext<'_>, event: &Event, commands: &mut Commands) {
    if event.accounts.is_empty() {
        return;
    }
    let theme = shown.theme;
    let disputed = event.is_disputed();
    if disputed {
        heading(ui, "Accounts differ", theme.coincidence_text);
    } else {
        heading(ui, "Accounts", theme.text);
    }
    let gap = 10.0;
    let columns = if ui.available_width() >= 2.0 * CARD_PT + gap && event.accounts.len() > 1 { 2 } else { 1 };
    let width = (ui.available_width() - gap * (columns as f32 - 1.0)) / columns as f32;
    let pages = Pages::of(ui, ("accounts", event.id.as_str()), event.accounts.len(), MOST_ACCOUNTS);
    for (row, accounts) in pages.part(&event.accounts).chunks(columns).enumerate() {
        ui.push_id(row, |ui| cards(ui, shown, accounts, width, gap));
        ui.add_space(4.0);
    }
    pages.turn_ui(ui, "accounts", theme.coincidence_text);
    if disputed && !shown.presenting {
        let (text, tip) = if shown.search.disputed_only {
            ("Show all events", "Show all events again")
        } else {
            ("Show only disputed events", "Search for is:disputed and hide everything else")
        };
        let link = widgets::text_button(ui, text, TextStyle::regular(12.0), theme.coincidence_text);
        if widgets::tip(link, tip).clicked() {
            commands.push_back(Command::Search(SearchCommand::Disputed));
        }
    }
}

/// One row of cards, all as high as the highest was in the frame before.
fn cards(ui: &mut Ui, shown: &PanelContext<'_>, accounts: &[Account], width: f32, gap: f32) {
    let remembered = ui.scope_id().with(("height", width as i32));
    let height: f32 = ui.data(|data| data.get_temp(remembered)).unwrap_or(0.0);
    let mut highest: f32 = 0.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        for account in accounts {
            let frame = Frame::new()
                .fill(Color32::from(shown.theme.field))
                .corner_radius(CornerRadius::same(8))
                .inner_margin(Margin::same(12));
            frame.show(ui, |ui| {
                ui.set_width(width - 24.0);
                let contents = ui.vertical(|ui| card(ui, shown, account)).response.rect.height();
                highest = highest.max(contents);
                ui.set_min_height(height);
            });
        }
    });
    if (highest - height).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(remembered, highest));
        ui.ctx().request_discard("cards of one row are equally high");
    }
}

fn card(ui: &mut Ui, shown: &PanelContext<'_>, account: &Account) {
    let theme = shown.theme;
    ui.horizontal_top(|ui| {
        let grade = account.grade.map(|grade| (grade.to_string(), grade.in_words()));
        let room = ui.available_width() - if grade.is_some() { 30.0 } else { 0.0 };
        ui.vertical(|ui| {
            ui.set_width(room);
            widgets::paragraph(ui, &by(shown, account), TextStyle::semibold(12.5), theme.text);
        });
        if let Some((grade, words)) = grade {
            let line = widgets::line(ui, &grade, TextStyle::regular(12.0), theme.text_muted);
            widgets::tip(line, &words);
        }
    });
    if !account.says.is_empty() {
        highlight::paragraph(ui, shown, &account.says, TextStyle::regular(12.5), theme.text);
    }
    if let Some(quote) = account.quote.as_deref().filter(|quote| !quote.is_empty()) {
        // One that takes several pages stands without its marks.
        let quote =
            if *brief(quote) == *quote { format!("“{quote}”").into() } else { Cow::Borrowed(quote) };
        highlight::paragraph(ui, shown, &quote, TextStyle::regular(12.5).slanted(), theme.text);
    }
    if !account.omits.is_empty() {
        ui.add_space(2.0);
        let pages = Pages::of(ui, "omits", account.omits.len(), MOST_OMITS);
        let omits = pages.part(&account.omits).iter().map(|what| isolated(&brief(what)).into_owned());
        let text = format!("omits: {}", omits.collect::<Vec<_>>().join("; "));
        highlight::paragraph(ui, shown, &text, TextStyle::regular(12.0), theme.coincidence_text);
        pages.turn_ui(ui, "omissions", theme.coincidence_text);
    }
    if let Some(from) = &account.source {
        ui.add_space(2.0);
        source(ui, shown, from, TextStyle::regular(12.0), "via ");
    }
}

/// Who says so: the country's name where it is one, else the name as written.
pub(crate) fn by(shown: &PanelContext<'_>, account: &Account) -> String {
    let lane = shown.document.lane_called(&account.by).map(|lane| lane.name.as_str());
    let by_code = || country::name_of(&account.by);
    let name = lane.or_else(|| if account.by.len() <= 3 { by_code() } else { None });
    brief(name.unwrap_or(&account.by)).into_owned()
}

/// A source by its id, its address or in free text, with a link where it has an address; `before` stands before
/// its name.
pub fn source(ui: &mut Ui, shown: &PanelContext<'_>, written: &str, style: TextStyle, before: &str) {
    let theme = shown.theme;
    match shown.document.source(written) {
        Some(source) => {
            let publisher = source.publisher.as_deref().filter(|p| !p.is_empty());
            let short = publisher.unwrap_or(&source.title);
            let full = [Some(source.title.as_str()), publisher, source.date.as_deref()];
            // What leads to a page must not look like another.
            let full = full.into_iter().flatten().filter(|part| !part.is_empty());
            let full: Vec<String> = full.map(|part| visible(&brief(part)).into_owned()).collect();
            let full: Vec<&str> = full.iter().map(String::as_str).collect();
            let text = match before.is_empty() {
                true => joined(&full, ", "),
                false => format!("{before}{}", isolated(&visible(&brief(short)))),
            };
            widgets::web_link(ui, &text, source.url.as_deref().unwrap_or(""), style, theme);
        }
        None => match WebAddress::parse(written) {
            Some(address) => {
                let text = format!("{before}{}", address.host());
                widgets::web_link(ui, &text, address.as_str(), style, theme);
            }
            None => {
                let text = format!("{before}{}", isolated(&visible(&brief(written))));
                widgets::paragraph(ui, &text, style, theme.text_muted);
            }
        },
    }
}
