//! Who says what, to be written: a card for each account, with its source, its grade in words and its place in the
//! list.

use egui::accesskit::Role;
use egui::{Color32, ComboBox, CornerRadius, Frame, Margin, Ui};
use foldhash::HashSet;

use super::chips::{self, Change, Chip};
use super::complete::Accepts;
use super::form::{Form, Look};
use super::labels::{heading, label};
use super::offers;
use crate::edit::Field;
use crate::model::{Account, Grade, Text, brief};
use crate::scene::TextStyle;
use crate::ui::widgets::{self, Pages};

/// So many accounts stand on a page.
const MOST_ACCOUNTS: usize = 20;

/// Shows the accounts.
pub fn show(ui: &mut Ui, form: &mut Form<'_, '_>) {
    let theme = form.shown.theme;
    let title = if form.event.is_disputed() { "Accounts differ" } else { "Accounts" };
    let color = if form.event.is_disputed() { theme.coincidence_text } else { theme.text };
    heading(ui, title, color);
    let accounts = form.event.accounts.as_slice();
    let pages = Pages::of(ui, ("accounts", form.event.id.as_str()), accounts.len(), MOST_ACCOUNTS);
    for at in pages.range() {
        let frame = Frame::new()
            .stroke(egui::Stroke::new(1.0, Color32::from(theme.hairline)))
            .corner_radius(CornerRadius::same(8))
            .inner_margin(Margin::same(10));
        let change = frame.show(ui, |ui| ui.push_id(at, |ui| card(ui, form, accounts, at)).inner).inner;
        if change {
            return;
        }
        ui.add_space(4.0);
    }
    pages.turn_ui(ui, "accounts", theme.coincidence_text);
    let add = widgets::text_button(ui, "Add account", TextStyle::regular(12.5), theme.coincidence_text);
    if add.on_hover_text("Add what one side says about the event").clicked() {
        let accounts = accounts.iter().cloned().chain([Account::default()]);
        form.set_at_once(Field::Accounts(accounts.collect()));
    }
}

/// What is done to an account.
type AccountChange = Box<dyn FnOnce(&mut Account)>;

/// One account; returns whether the list is another one now.
fn card(ui: &mut Ui, form: &mut Form<'_, '_>, accounts: &[Account], at: usize) -> bool {
    if let Some(moved) = buttons(ui, form, accounts, at) {
        form.set_at_once(Field::Accounts(moved));
        return true;
    }
    let account = &accounts[at];
    let number = at + 1;
    // What is changed of the account, in this frame: at most one thing.
    let mut change: Option<AccountChange> = None;
    let shown = form.shown;
    let name = |what: &str| format!("{what} of account {number}");
    let by = name("By");
    let look = Look { word: "By", name: &by, rows: 1, hint: "Country or name" };
    let typed = form.text(ui, look, &account.by);
    let taken = form.offer(ui, &typed, Accepts::Text, || offers::voices(shown, &typed.text));
    if let Some(taken) = taken {
        form.drafts.remove(&by);
        change = Some(Box::new(|new| new.by = taken.into()));
    } else if typed.changed {
        change = Some(Box::new(|new| new.by = typed.text.into()));
    }
    let says = name("Says");
    let typed = form.text(ui, Look { word: "Says", name: &says, rows: 2, hint: "" }, &account.says);
    if typed.changed {
        change = Some(Box::new(|new| new.says = typed.text.into()));
    }
    let quote = name("Quote");
    let look = Look { word: "Quote", name: &quote, rows: 1, hint: "Their own words" };
    let typed = form.text(ui, look, account.quote.as_deref().unwrap_or_default());
    if typed.changed {
        change = Some(Box::new(|new| new.quote = filled(typed.text)));
    }
    let source = name("Source");
    let look = Look { word: "Source", name: &source, rows: 1, hint: "Source or web address" };
    let typed = form.text(ui, look, account.source.as_deref().unwrap_or_default());
    form.tell_hidden(ui, &typed.text);
    let taken =
        form.offer(ui, &typed, Accepts::Text, || offers::sources(shown, &typed.text, &HashSet::default()));
    if let Some(taken) = taken {
        form.drafts.remove(&source);
        change = Some(Box::new(|new| new.source = Some(taken.into())));
    } else if typed.changed {
        change = Some(Box::new(|new| new.source = filled(typed.text)));
    }
    if let Some(grade) = grade(ui, form, account.grade, number) {
        change = Some(Box::new(move |new| new.grade = grade));
    }
    if let Some(change) = change {
        let mut accounts = accounts.to_vec();
        change(&mut accounts[at]);
        form.set(Field::Accounts(accounts));
        return true;
    }
    omits(ui, form, accounts, at)
}

/// A text that is written, or none.
fn filled(text: String) -> Option<Text> {
    (!text.is_empty()).then(|| text.into())
}

/// What the account leaves out, a chip each; returns whether one came or went.
fn omits(ui: &mut Ui, form: &mut Form<'_, '_>, accounts: &[Account], at: usize) -> bool {
    let account = &accounts[at];
    let name = format!("Omitted by account {}", at + 1);
    let chip = |at: usize| Chip { text: brief(&account.omits[at]).into_owned(), flag: None };
    let look = Look { word: "Omits", name: &name, rows: 1, hint: "What others mention; Enter adds it" };
    let shown = form.shown;
    let count = account.omits.len();
    let omitted = |typed: &str| offers::omitted(shown, typed, &account.omits);
    let omits = match chips::show(ui, form, (look, Accepts::Text), count, chip, omitted) {
        Some(Change::Remove(which)) => {
            let mut omits = account.omits.clone();
            omits.edit(|omits| omits.remove(which));
            omits
        }
        Some(Change::Add(what)) if !account.omits.iter().any(|omitted| *omitted == what) => {
            let mut omits = account.omits.clone();
            omits.edit(|omits| omits.push(what.into()));
            omits
        }
        _ => return false,
    };
    let mut accounts = accounts.to_vec();
    accounts[at].omits = omits;
    form.set_at_once(Field::Accounts(accounts));
    true
}

/// Up, down and away; returns the list as it is then.
fn buttons(ui: &mut Ui, form: &Form<'_, '_>, accounts: &[Account], at: usize) -> Option<Vec<Account>> {
    let theme = form.shown.theme;
    let number = at + 1;
    let mut change: Option<fn(&mut Vec<Account>, usize)> = None;
    ui.horizontal(|ui| {
        widgets::line(ui, &format!("Account {number}"), TextStyle::semibold(12.5), theme.text_muted);
        ui.add_space((ui.available_width() - 64.0).max(0.0));
        let button = |ui: &mut Ui, sign: &str, name: &str, possible: bool| {
            let color = if possible { theme.text_muted } else { theme.text_faint };
            let button = widgets::text_button(ui, sign, TextStyle::regular(14.0), color);
            let name = format!("{name} account {number}");
            widgets::tip(widgets::named(button, Role::Button, &name), &name).clicked() && possible
        };
        if button(ui, "↑", "Move up", at > 0) {
            change = Some(|accounts, at| accounts.swap(at, at - 1));
        }
        if button(ui, "↓", "Move down", at + 1 < accounts.len()) {
            change = Some(|accounts, at| accounts.swap(at, at + 1));
        }
        if button(ui, "×", "Remove", true) {
            change = Some(|accounts, at| drop(accounts.remove(at)));
        }
    });
    change.map(|change| {
        let mut accounts = accounts.to_vec();
        change(&mut accounts, at);
        accounts
    })
}

/// The Admiralty code in words; `Some` where another grade was chosen.
fn grade(ui: &mut Ui, form: &Form<'_, '_>, grade: Option<Grade>, number: usize) -> Option<Option<Grade>> {
    let mut chosen = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        label(ui, "Grade", form.shown.theme);
        ui.spacing_mut().item_spacing.x = 6.0;
        let room = (ui.available_width() - 6.0) / 2.0;
        let words = |grade: Grade| {
            let both = grade.in_words();
            let (source, content) = both.split_once(", ").unwrap_or((&both, ""));
            (source.to_owned(), content.to_owned())
        };
        let content = grade.map_or(6, |grade| grade.content);
        let text = grade.map_or("none".to_owned(), |grade| format!("{} {}", grade.source, words(grade).0));
        let combo =
            ComboBox::from_id_salt(("reliability", number)).selected_text(text).width(room).truncate();
        let combo = combo.show_ui(ui, |ui| {
            if ui.selectable_label(grade.is_none(), "none").clicked() {
                chosen = Some(None);
            }
            for source in 'A'..='F' {
                let one = Grade { source, content };
                let text = format!("{source} {}", words(one).0);
                if ui.selectable_label(grade.is_some_and(|grade| grade.source == source), text).clicked() {
                    chosen = Some(Some(one));
                }
            }
        });
        let name = format!("Reliability of the source of account {number}");
        widgets::named(combo.response, Role::ComboBox, &name)
            .on_hover_text("Admiralty code: reliability of the source");
        let Some(grade) = grade else { return };
        let text = format!("{} {}", grade.content, words(grade).1);
        let combo =
            ComboBox::from_id_salt(("credibility", number)).selected_text(text).width(room).truncate();
        let combo = combo.show_ui(ui, |ui| {
            for content in 1..=6 {
                let one = Grade { content, ..grade };
                if ui
                    .selectable_label(grade.content == content, format!("{content} {}", words(one).1))
                    .clicked()
                {
                    chosen = Some(Some(one));
                }
            }
        });
        let name = format!("Credibility of account {number}");
        widgets::named(combo.response, Role::ComboBox, &name)
            .on_hover_text("Admiralty code: credibility of the statement");
    });
    chosen
}
