//! Edits of filters and views with names: given, renamed, replaced, taken away, each as a change of the whole list.

use std::collections::HashSet;

use super::words::quoted;
use super::{Edit, EditError, Section};
use crate::model::{Document, NamedFilter, NamedView};

/// The edit that keeps a filter under its name, in the place of one that is called so.
#[must_use]
pub fn keep_filter(document: &Document, filter: NamedFilter) -> Edit {
    Edit::Set(Section::Filters(with(document.filters(), filter, |filter| &filter.name)))
}

/// The edit that keeps a view under its name, in the place of one that is called so.
#[must_use]
pub fn keep_view(document: &Document, view: NamedView) -> Edit {
    Edit::Set(Section::Views(with(document.views(), view, |view| &view.name)))
}

/// The edit that gives a filter another name.
#[must_use]
pub fn rename_filter(document: &Document, at: usize, name: &str) -> Edit {
    let mut filters = document.filters().to_vec();
    if let Some(filter) = filters.get_mut(at) {
        name.trim().clone_into(&mut filter.name);
    }
    Edit::Set(Section::Filters(filters))
}

/// The edit that gives a view another name.
#[must_use]
pub fn rename_view(document: &Document, at: usize, name: &str) -> Edit {
    let mut views = document.views().to_vec();
    if let Some(view) = views.get_mut(at) {
        name.trim().clone_into(&mut view.name);
    }
    Edit::Set(Section::Views(views))
}

/// The edit that takes a filter away.
#[must_use]
pub fn remove_filter(document: &Document, at: usize) -> Edit {
    Edit::Set(Section::Filters(without(document.filters(), at)))
}

/// The edit that takes a view away.
#[must_use]
pub fn remove_view(document: &Document, at: usize) -> Edit {
    Edit::Set(Section::Views(without(document.views(), at)))
}

fn with<T: Clone>(list: &[T], new: T, name: impl Fn(&T) -> &String) -> Vec<T> {
    let mut list = list.to_vec();
    let same = list.iter().position(|old| name(old) == name(&new));
    match same.and_then(|at| list.get_mut(at)) {
        Some(old) => *old = new,
        None => list.push(new),
    }
    list
}

fn without<T: Clone>(list: &[T], at: usize) -> Vec<T> {
    list.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, one)| one.clone()).collect()
}

/// Whether all have a name, and each one of its own.
pub(super) fn check<'a>(names: impl Iterator<Item = &'a str>, noun: &'static str) -> Result<(), EditError> {
    let mut seen = HashSet::new();
    for name in names {
        if name.trim().is_empty() {
            return Err(EditError::Empty(if noun == "view" { "view name" } else { "search name" }));
        }
        if !seen.insert(name) {
            return Err(EditError::Twice(noun, name.to_owned()));
        }
    }
    Ok(())
}

pub(super) fn filters_label(before: &[NamedFilter], after: &[NamedFilter]) -> String {
    label(before, after, |filter| &filter.name, "search")
}

pub(super) fn views_label(before: &[NamedView], after: &[NamedView]) -> String {
    label(before, after, |view| &view.name, "view")
}

fn label<T: PartialEq>(before: &[T], after: &[T], name: impl Fn(&T) -> &String, noun: &str) -> String {
    let plural = if noun == "search" { "searches".to_owned() } else { format!("{noun}s") };
    let is_in = |list: &[T], one: &T| list.iter().any(|other| name(other) == name(one));
    let come: Vec<&T> = after.iter().filter(|one| !is_in(before, one)).collect();
    let gone: Vec<&T> = before.iter().filter(|one| !is_in(after, one)).collect();
    match (come.as_slice(), gone.as_slice()) {
        ([one], []) => format!("Save {noun} {}", quoted(name(one))),
        ([], [one]) => format!("Delete {noun} {}", quoted(name(one))),
        ([new], [old]) => format!("Rename {noun} {} to {}", quoted(name(old)), quoted(name(new))),
        ([], []) => match after.iter().find(|one| !before.contains(one)) {
            Some(one) => format!("Change {noun} {}", quoted(name(one))),
            None => format!("Change order of {plural}"),
        },
        _ => format!("Change {plural}"),
    }
}
