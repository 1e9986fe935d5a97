//! The last pages of a handout: who says what about each event, how sure that is, and by which sources.

use super::Paper;
use super::flow::{Flow, Look};
use crate::analysis::Index;
use crate::export::pdf::Role;
use crate::export::publish::table::link;
use crate::model::{Account, Event, country};
use crate::scene::TextStyle;

impl Paper<'_> {
    pub(super) fn handout(&self, flow: &mut Flow<'_>) {
        let index: &Index = self.index;
        let mut events: Vec<&Event> = self.document().events().iter().map(AsRef::as_ref).collect();
        events.retain(|event| !event.accounts.is_empty() || !event.sources.is_empty());
        if events.is_empty() {
            return;
        }
        let mark = |event: &Event| index.extent(&event.date).mark;
        events.sort_by(|a, b| mark(a).total_cmp(&mark(b)));
        let title = "Accounts and sources";
        flow.page(Some(title.to_owned()));
        flow.paragraph(title, Look { gap: 0.0, ..self.heading() }, None);
        for event in events {
            self.event(event, flow);
        }
    }

    fn event(&self, event: &Event, flow: &mut Flow<'_>) {
        let heading =
            Look { style: TextStyle::semibold(15.0), role: Role::Heading(2), gap: 14.0, ..self.body() };
        let body = Look { style: TextStyle::regular(14.0), gap: 3.0, ..self.body() };
        let muted = Look { color: self.theme.text_muted, ..body };
        // A heading never stands alone at the foot of a page.
        if flow.y + 70.0 > flow.bottom() {
            flow.page(None);
        }
        flow.paragraph(&event.title, heading, None);
        let lane =
            self.document().lane(&event.lane).map_or(event.country.as_ref(), |lane| lane.name.as_str());
        let about =
            [event.date.in_words(), lane.to_owned(), event.place.to_string(), event.title_native.to_string()];
        let about: Vec<String> = about.into_iter().filter(|text| !text.is_empty()).collect();
        flow.paragraph(&about.join(" · "), muted, None);
        for account in &event.accounts {
            flow.paragraph(&self.account(account), Look { indent: 18.0, ..body }, None);
            if let Some(source) = account.source.as_deref().filter(|source| !source.is_empty()) {
                self.source("via ", source, Look { indent: 36.0, ..muted }, flow);
            }
        }
        for source in &event.sources {
            self.source("Source: ", source, Look { indent: 18.0, ..muted }, flow);
        }
        if !event.note.is_empty() {
            flow.paragraph(&format!("Note: {}", event.note), Look { indent: 18.0, ..muted }, None);
        }
    }

    /// "Azerbaijan (B3): cooperation in agriculture. “…” Omits: the invitation".
    fn account(&self, account: &Account) -> String {
        let lane = self.document().lane_called(&account.by).map(|lane| lane.name.as_str());
        let code = || if account.by.len() <= 3 { country::name_of(&account.by) } else { None };
        let mut text = lane.or_else(code).unwrap_or(&account.by).to_owned();
        if let Some(grade) = account.grade {
            text += &format!(" ({grade}: {})", grade.in_words());
        }
        if !account.says.is_empty() {
            text += &format!(": {}", account.says);
        }
        if let Some(quote) = account.quote.as_deref().filter(|quote| !quote.is_empty()) {
            text += &format!(" “{quote}”");
        }
        if !account.omits.is_empty() {
            text += &format!(" Omits: {}", account.omits.join("; "));
        }
        text
    }

    /// A source by its name and date, with a link where it has an address that may be followed.
    fn source(&self, before: &str, written: &str, look: Look, flow: &mut Flow<'_>) {
        let declared = self.document().source(written);
        let title = declared.map_or(written, |source| source.title.as_str());
        let publisher = declared.and_then(|source| source.publisher.as_deref());
        let date = declared.and_then(|source| source.date.as_deref());
        let parts = [publisher, Some(title), date].into_iter().flatten().filter(|text| !text.is_empty());
        let url = declared.and_then(|source| source.url.as_deref()).or(declared.is_none().then_some(written));
        let address = url.and_then(link).map(|(address, _)| address);
        let text = format!("{before}{}", parts.collect::<Vec<_>>().join(", "));
        let look = if address.is_some() { Look { color: self.theme.coincidence_text, ..look } } else { look };
        flow.paragraph(&text, look, address.as_deref());
    }
}
