//! Edits of the story: steps that come, go, move and change, each as a change of the whole list, and what such a change
//! is called.

use super::words::{quoted, times};
use super::{Edit, Section};
use crate::model::{Document, Step};

/// The edit that puts steps in, the first of them at a position of the story as it is afterwards.
#[must_use]
pub fn add_steps(document: &Document, at: usize, steps: impl IntoIterator<Item = Step>) -> Edit {
    let mut story = document.story().to_vec();
    let at = at.min(story.len());
    story.splice(at..at, steps);
    Edit::Set(Section::Story(story))
}

/// The edit that puts another step in the place of one; of nothing where there is none.
#[must_use]
pub fn change_step(document: &Document, at: usize, step: Step) -> Edit {
    let mut story = document.story().to_vec();
    if let Some(old) = story.get_mut(at) {
        *old = step;
    }
    Edit::Set(Section::Story(story))
}

/// The edit that takes a step out.
#[must_use]
pub fn remove_step(document: &Document, at: usize) -> Edit {
    let mut story = document.story().to_vec();
    if at < story.len() {
        story.remove(at);
    }
    Edit::Set(Section::Story(story))
}

/// The edit that puts a copy of a step behind it.
#[must_use]
pub fn duplicate_step(document: &Document, at: usize) -> Edit {
    add_steps(document, at + 1, document.story().get(at).cloned())
}

/// The edit that moves a step to a position of the story as it is afterwards.
#[must_use]
pub fn move_step(document: &Document, from: usize, to: usize) -> Edit {
    let mut story = document.story().to_vec();
    if from < story.len() {
        let step = story.remove(from);
        story.insert(to.min(story.len()), step);
    }
    Edit::Set(Section::Story(story))
}

/// What changing the story does, in words.
pub(super) fn label(before: &[Step], after: &[Step]) -> String {
    let (old, new) = differing(before, after);
    match (old, new) {
        ([], []) => "Change story".to_owned(),
        ([], [step]) => format!("Add step {}", quoted(&step.title)),
        ([], steps) => format!("Add {}", times(steps.len(), "step")),
        ([step], []) => format!("Delete step {}", quoted(&step.title)),
        (steps, []) => format!("Delete {}", times(steps.len(), "step")),
        ([old], [new]) => changed(old, new),
        (old, new) => match moved(old, new) {
            Some(step) => format!("Move step {}", quoted(&step.title)),
            None => "Change story".to_owned(),
        },
    }
}

/// Whether two stories differ in one field of one step, which is being typed.
pub(super) fn is_typing(before: &[Step], after: &[Step]) -> bool {
    let (old, new) = differing(before, after);
    match (old, new) {
        ([old], [new]) => fields(old, new).len() == 1,
        _ => false,
    }
}

/// The parts of two lists between what they begin and what they end with in common.
fn differing<'a>(before: &'a [Step], after: &'a [Step]) -> (&'a [Step], &'a [Step]) {
    let least = before.len().min(after.len());
    let head = (0..least).take_while(|at| before[*at] == after[*at]).count();
    let from_end = |at: &usize| before[before.len() - 1 - at] == after[after.len() - 1 - at];
    let tail = (0..least - head).take_while(from_end).count();
    (&before[head..before.len() - tail], &after[head..after.len() - tail])
}

/// The step that stands elsewhere, where all else is as before.
fn moved<'a>(old: &'a [Step], new: &[Step]) -> Option<&'a Step> {
    if old.len() != new.len() {
        return None;
    }
    let (first, rest) = old.split_first()?;
    let (last, begin) = old.split_last()?;
    match new {
        [begin @ .., end] if begin == rest && end == first => Some(first),
        [start, rest @ ..] if rest == begin && start == last => Some(last),
        _ => None,
    }
}

/// What differs between two states of a step, in the words of the panel.
fn fields(old: &Step, new: &Step) -> Vec<&'static str> {
    [
        (old.title != new.title, "title"),
        (old.text != new.text, "caption"),
        (old.note != new.note, "note"),
        ((&old.from, &old.to) != (&new.from, &new.to), "days"),
        (old.focus != new.focus, "events in focus"),
        (old.one_by_one != new.one_by_one, "order of events"),
        (old.lanes != new.lanes, "lanes"),
        (old.query != new.query, "search"),
        (old.lanes_by != new.lanes_by, "lane grouping"),
        (old.align != new.align, "alignment"),
        (old.coincidence != new.coincidence, "coincidence"),
        (old.accounts != new.accounts, "accounts"),
        (old.seconds != new.seconds, "time"),
    ]
    .into_iter()
    .filter(|(differs, _)| *differs)
    .map(|(_, name)| name)
    .collect()
}

fn changed(old: &Step, new: &Step) -> String {
    match fields(old, new).as_slice() {
        ["title"] => format!("Rename step {} to {}", quoted(&old.title), quoted(&new.title)),
        [field] => format!("Change {field} of step {}", quoted(&new.title)),
        _ => format!("Change step {}", quoted(&new.title)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{History, apply};
    use crate::model::{EventId, Parts};

    fn step(title: &str) -> Step {
        Step { title: title.to_owned(), text: format!("About {title}"), ..Step::default() }
    }

    fn story(titles: &[&str]) -> Document {
        let story = titles.iter().map(|title| step(title)).collect();
        Document::new(Parts { story, ..Parts::default() })
    }

    fn titles(document: &Document) -> Vec<&str> {
        document.story().iter().map(|step| step.title.as_str()).collect()
    }

    #[test]
    fn each_edit_is_named_and_taken_back() {
        let start = story(&["a", "b", "c"]);
        let renamed = Step { title: "z".to_owned(), ..step("b") };
        let noted = Step { note: "Pause".to_owned(), ..step("b") };
        let both = Step { seconds: Some(40), focus: vec![EventId::new("x")], ..step("b") };
        for (edit, label, now) in [
            (add_steps(&start, 1, [step("n")]), "Add step “n”", vec!["a", "n", "b", "c"]),
            (add_steps(&start, 9, [step("n"), step("m")]), "Add 2 steps", vec!["a", "b", "c", "n", "m"]),
            (remove_step(&start, 1), "Delete step “b”", vec!["a", "c"]),
            (duplicate_step(&start, 2), "Add step “c”", vec!["a", "b", "c", "c"]),
            (move_step(&start, 0, 2), "Move step “a”", vec!["b", "c", "a"]),
            (move_step(&start, 2, 0), "Move step “c”", vec!["c", "a", "b"]),
            (change_step(&start, 1, renamed), "Rename step “b” to “z”", vec!["a", "z", "c"]),
            (change_step(&start, 1, noted), "Change note of step “b”", vec!["a", "b", "c"]),
            (change_step(&start, 1, both), "Change step “b”", vec!["a", "b", "c"]),
        ] {
            let mut document = start.clone();
            assert_eq!(edit.label(&document), label);
            let inverse = apply(&mut document, edit).unwrap();
            assert_eq!(titles(&document), now, "{label}");
            apply(&mut document, inverse).unwrap();
            assert_eq!(document.story(), start.story(), "{label}");
        }
        for edit in [remove_step(&start, 9), duplicate_step(&start, 9), move_step(&start, 9, 0)] {
            let mut document = start.clone();
            apply(&mut document, edit).unwrap();
            assert_eq!(document.story(), start.story(), "what is not there is left alone");
        }
    }

    #[test]
    fn typing_in_a_field_is_one_step_of_the_history() {
        let mut document = story(&["a", "b"]);
        let mut history = History::default();
        let typed = |history: &mut History, document: &mut Document, text: &str, note: &str| {
            let step = Step { text: text.to_owned(), note: note.to_owned(), ..step("b") };
            let edit = change_step(document, 1, step);
            history.apply(document, edit).unwrap();
        };
        for text in ["T", "Ta", "Tal", "Talk"] {
            typed(&mut history, &mut document, text, "");
        }
        typed(&mut history, &mut document, "Talk", "N");
        typed(&mut history, &mut document, "Talk", "No");
        let steps: Vec<&str> = history.steps().collect();
        assert_eq!(steps, ["Change caption of step “b”", "Change note of step “b”"]);
        history.undo(&mut document).unwrap();
        assert_eq!((document.story()[1].text.as_str(), document.story()[1].note.as_str()), ("Talk", ""));
        history.undo(&mut document).unwrap();
        assert_eq!(document.story(), story(&["a", "b"]).story());
    }
}
