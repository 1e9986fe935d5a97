//! Keeps what is searched for and what is looked at under names, and goes back to them.

use egui::Context;

use crate::analysis::{AlignOn, DayRange, DayZone};
use crate::app::{App, now};
use crate::edit::named::{keep_filter, keep_view, remove_filter, remove_view, rename_filter, rename_view};
use crate::layout::story::days_of;
use crate::model::{Day, LaneId, NamedFilter, NamedView};
use crate::ui::commands::{EditCommand, Named, NamedCommand, SearchCommand};
use crate::ui::dialogs::{Naming, Question};
use crate::ui::widgets;

impl App {
    pub(crate) fn named(&mut self, ctx: &Context, command: NamedCommand) {
        let document = self.session.document();
        let edit = match command {
            NamedCommand::Ask(named) => return self.ask_for_name(named, None),
            NamedCommand::AskRename(named, at) => return self.ask_for_name(named, Some(at)),
            NamedCommand::Closed => {
                self.question = Question::None;
                return;
            }
            NamedCommand::Apply(Named::Filter, at) => {
                if let Some(filter) = document.filters().get(at) {
                    let query = filter.query.clone();
                    self.search(ctx, SearchCommand::Ask(query));
                }
                return;
            }
            NamedCommand::Apply(Named::View, at) => {
                if let Some(view) = document.views().get(at).cloned() {
                    self.view.listing.rule.zone = DayZone::of_name(&view.zone).unwrap_or_default();
                    self.look_at_named(ctx, &view);
                }
                return;
            }
            NamedCommand::Keep(Named::Filter, name) => {
                keep_filter(document, NamedFilter { name, query: self.view.search.text.trim().to_owned() })
            }
            NamedCommand::Keep(Named::View, name) => keep_view(document, self.present_view(name)),
            NamedCommand::Rename(Named::Filter, at, name) => rename_filter(document, at, &name),
            NamedCommand::Rename(Named::View, at, name) => rename_view(document, at, &name),
            NamedCommand::Remove(Named::Filter, at) => remove_filter(document, at),
            NamedCommand::Remove(Named::View, at) => remove_view(document, at),
        };
        let (label, revision) = (edit.label(document), document.revision());
        self.edit(ctx, EditCommand::Apply(edit));
        self.session.end_group();
        if self.session.document().revision() != revision {
            self.toasts.done(&label);
        }
    }

    fn ask_for_name(&mut self, named: Named, at: Option<usize>) {
        let document = self.session.document();
        let names: Vec<&String> = match named {
            Named::Filter => document.filters().iter().map(|filter| &filter.name).collect(),
            Named::View => document.views().iter().map(|view| &view.name).collect(),
        };
        let text = at.and_then(|at| names.get(at)).map(|name| (*name).clone()).unwrap_or_default();
        // A name that is too long for a field is to be typed anew.
        let text = if text.len() > widgets::MOST_EDITED_BYTES { String::new() } else { text };
        let taken = names.into_iter().filter(|name| **name != text).cloned().collect();
        self.question = Question::Name(Naming { named, at, text, taken });
    }

    /// What is looked at: the days of which a part is in view, the lanes where not all are shown, the search.
    pub(crate) fn present_view(&self, name: String) -> NamedView {
        let align = self.view.align.on().map(AlignOn::text).unwrap_or_default();
        let here = self.view.seen();
        #[allow(clippy::cast_possible_truncation)] // `as` saturates, and days are held in range
        let day = |instant: f64| Day::from_number(instant as i32);
        let first = day(here.from.floor());
        let range = DayRange::between(first, day(here.to().ceil() - 1.0).max(first));
        let all = self.session.lanes().lanes();
        let list = self.view.lanes.list(all);
        let ids = list.shown.iter().filter_map(|at| all.get(*at as usize)).map(|lane| lane.id.to_string());
        let view = NamedView { name, align, ..NamedView::default() };
        let told = |day: Day| if view.counts_days() { day.number().to_string() } else { day.to_string() };
        NamedView {
            from: told(range.first),
            to: told(range.last),
            lanes: if list.hidden > 0 { ids.collect() } else { Vec::new() },
            query: self.view.search.text.trim().to_owned(),
            lanes_by: self.session.lanes().by(),
            zone: match &self.view.listing.rule.zone {
                DayZone::AsWritten => String::new(),
                DayZone::Utc => "utc".to_owned(),
                DayZone::Named(name) => name.clone(),
            },
            ..view
        }
    }

    /// Looks at what a view names; what it leaves open is as for the whole timeline.
    pub(crate) fn look_at_named(&mut self, ctx: &Context, view: &NamedView) {
        let by = view.lanes_by;
        let ids: Vec<LaneId> = view.lanes.iter().map(|id| LaneId::new(id)).collect();
        // Lanes of another kind are there only once they were listed.
        if by == self.session.lanes().by() {
            self.view.lanes_of(by).show_only(self.session.lanes().lanes(), &ids);
            self.derived.lister.then_show = None;
        } else {
            self.derived.lister.then_show = Some((by, ids));
        }
        self.view.listing.rule.lanes_by = by;
        let days = days_of(view, self.session.index());
        if view.query.trim().is_empty() {
            self.search(ctx, SearchCommand::Clear);
        } else {
            self.search(ctx, SearchCommand::Only(view.query.clone()));
        }
        let on = (!view.align.is_empty()).then(|| AlignOn::of_text(&view.align));
        let scroll = self.view.target().scroll;
        let viewport = days.map(|(from, to)| self.view.folds().between(from, to, scroll));
        let at_once = self.moves_at_once();
        self.view.look_at(on, viewport, now(ctx), at_once);
    }
}
