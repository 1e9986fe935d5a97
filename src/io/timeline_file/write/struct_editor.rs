//! Puts the changes of one struct of the file into its text, field by field and element by element, so that the
//! comments, unknown fields and spaces in and around what was not changed stay as they are.

use super::fields::{Fields, Value, escape, items, quote};
use super::list_plan::{Place, Plan};
use super::patch::{Patch, indent, line_indent};
use crate::io::timeline_file::text::literal::{literal, unwrap_some};
use crate::io::timeline_file::text::record::{Kind, open};
use crate::io::timeline_file::text::scan::{Item, Span};

/// How new things are written in a file.
#[derive(Clone, Debug)]
pub(crate) struct Manner {
    /// How lines end.
    pub(crate) line_end: &'static str,
    /// One step of indentation.
    pub(crate) unit: String,
    /// The fields that this file wraps in `Some(…)`.
    pub(crate) wrapped: Vec<&'static str>,
}

/// Collects the changes of a text.
#[derive(Debug)]
pub(crate) struct Editor<'a> {
    text: &'a str,
    manner: &'a Manner,
    /// The changes.
    pub(crate) patch: Patch,
}

/// Why a change cannot be made, to be read after the name of what is changed.
type Reason = String;

impl<'a> Editor<'a> {
    /// With no change yet.
    pub(crate) fn new(text: &'a str, manner: &'a Manner) -> Self {
        Self { text, manner, patch: Patch::default() }
    }

    /// Changes a struct; `tall` where new lists in it have a line for each element.
    pub(crate) fn record(
        &mut self,
        span: &Span,
        kind: &'static Kind,
        (old, new): (&Fields, &Fields),
        tall: bool,
    ) -> Result<(), Reason> {
        if old == new {
            return Ok(());
        }
        let Some((name, inside)) = open(self.text, span) else {
            return Err("its text could not be understood".to_owned());
        };
        let named = name.is_some();
        let fields = items(self.text, &(inside..span.end), b')');
        let mut removed: Vec<&str> = Vec::new();
        let mut added: Vec<(&'static str, &Value)> = Vec::new();
        for name in kind.fields {
            let (was, is) = (find(old, name), find(new, name));
            if was == is {
                continue;
            }
            match (self.field(&fields, name), is) {
                (Some(_), None) => removed.push(name),
                (Some(field), Some(is)) => {
                    self.value(&field.value, (was, is), named)
                        .map_err(|reason| format!("{name} {reason}"))?;
                }
                (None, Some(is)) => added.push((name, is)),
                (None, None) => {}
            }
        }
        for name in &removed {
            if let Some(field) = self.field(&fields, name) {
                self.patch.cut(self.text, field, self.manner.line_end, true);
            }
        }
        self.add(inside, kind, &fields, &removed, &added, (named, tall));
        Ok(())
    }

    /// A value on a line, but for maps that are long; their lines end as the file's.
    fn written(&self, value: &Value, named: bool) -> String {
        value.written(named).replace('\n', self.manner.line_end)
    }

    fn field<'f>(&self, fields: &'f [Item], name: &str) -> Option<&'f Item> {
        fields.iter().find(|field| field.name.clone().is_some_and(|at| &self.text[at] == name))
    }

    /// Puts new fields in, each behind those that stand before it in the format's order.
    fn add(
        &mut self,
        inside: usize,
        kind: &Kind,
        fields: &[Item],
        removed: &[&str],
        added: &[(&'static str, &Value)],
        (named, tall): (bool, bool),
    ) {
        let rank = |name: &str| kind.fields.iter().position(|field| *field == name);
        let staying: Vec<&Item> = fields
            .iter()
            .filter(|field| field.name.clone().is_some_and(|at| !removed.contains(&&self.text[at])))
            .collect();
        let mut places: Vec<(Option<usize>, Vec<String>)> = Vec::new();
        for (name, value) in added {
            let place = staying
                .iter()
                .enumerate()
                .filter_map(|(at, field)| Some((rank(&self.text[field.name.clone()?])?, at)))
                .filter(|(other, _)| Some(*other) < rank(name))
                .max_by_key(|(rank, _)| *rank)
                .map(|(_, at)| at);
            let beside = place.map_or(staying.first(), |at| staying.get(at));
            // Even beside fields that share a line, structs are not put on one line with them.
            let many = matches!(value, Value::List(list) if matches!(list.first(), Some(Value::Record(..))));
            let apart = many && self.text.contains('\n');
            let lines = beside.filter(|_| tall).and_then(|item| {
                let own = || apart.then(|| line_indent(self.text, item.start()));
                indent(self.text, item.start()).or_else(own)
            });
            let written = match lines {
                Some(indent) => value.tall(named, indent, &self.manner.unit, self.manner.line_end),
                None => self.written(value, named),
            };
            let is_wrapped = self.manner.wrapped.contains(name);
            let line =
                if is_wrapped { format!("{name}: Some({written})") } else { format!("{name}: {written}") };
            match places.iter_mut().find(|(other, _)| *other == place) {
                Some((_, lines)) => lines.push(line),
                None => places.push((place, vec![line])),
            }
        }
        for (place, lines) in places {
            match (place, staying.first()) {
                (Some(at), _) => {
                    self.patch.insert_after(self.text, staying[at], &lines, self.manner.line_end);
                }
                (None, Some(first)) => {
                    self.patch.insert_before(self.text, first, &lines, self.manner.line_end);
                }
                (None, None) => self.patch.insert(inside, lines.join(", ")),
            }
        }
    }

    /// Puts a field's, or an element's, new value in.
    fn value(&mut self, span: &Span, values: (Option<&Value>, &Value), named: bool) -> Result<(), Reason> {
        match values {
            (_, Value::Text(new)) => {
                let (span, written) = text_literal(self.text, span, new);
                self.patch.replace(span, written);
            }
            (_, Value::Number(number)) => {
                self.patch.replace(unwrap_some(self.text, span), number.to_string());
            }
            (_, Value::Flag(flag)) => {
                self.patch.replace(unwrap_some(self.text, span), flag.to_string());
            }
            (Some(Value::List(old)), Value::List(new)) => return self.list(span, old, new, named),
            (_, Value::List(new)) => return self.list(span, &[], new, named),
            (Some(Value::Record(_, old)), Value::Record(kind, new)) => {
                return self.record(span, kind, (old, new), false);
            }
            (_, new @ (Value::Record(..) | Value::Map(_))) => {
                self.patch.replace(span.clone(), self.written(new, named));
            }
        }
        Ok(())
    }

    /// Changes only the elements of a list that are others now.
    fn list(&mut self, span: &Span, old: &[Value], new: &[Value], named: bool) -> Result<(), Reason> {
        let list = unwrap_some(self.text, span);
        if self.text[list.clone()].trim() == "None" && old.is_empty() {
            self.patch.replace(list, self.written(&Value::List(new.to_vec()), named));
            return Ok(());
        }
        let elements = items(self.text, &(list.start + 1..list.end), b']');
        if elements.len() != old.len() || !self.text[list.clone()].starts_with('[') {
            return Err("contains something that could not be read; fix the file first".to_owned());
        }
        let is_named = |item: &Item| !self.text[item.value.clone()].starts_with('(');
        let named = elements.first().map_or(named, is_named);
        if elements.is_empty() {
            self.fill(&list, new, named);
            return Ok(());
        }
        let plan = Plan::new(old, new);
        for (from, to) in &plan.kept {
            if old[*from] != new[*to] {
                self.value(&elements[*from].value, (Some(&old[*from]), &new[*to]), named)?;
            }
        }
        for from in &plan.gone {
            let moves = plan.moved.iter().any(|(other, _)| other == from);
            self.patch.cut(self.text, &elements[*from], self.manner.line_end, !moves);
        }
        for (place, come) in &plan.come {
            let mut written = Vec::with_capacity(come.len());
            for to in come {
                written.push(match plan.moved.iter().find(|(_, other)| other == to) {
                    Some((from, _)) => self.edited(&elements[*from].value, &old[*from], &new[*to])?,
                    None => self.written(&new[*to], named),
                });
            }
            match place {
                Place::After(at) => {
                    self.patch.insert_after(self.text, &elements[*at], &written, self.manner.line_end);
                }
                Place::Before(at) => {
                    self.patch.insert_before(self.text, &elements[*at], &written, self.manner.line_end);
                }
            }
        }
        Ok(())
    }

    /// Puts the first elements into a list; in lines of their own where it is one of structs.
    fn fill(&mut self, list: &Span, new: &[Value], named: bool) {
        let in_lines = new.iter().any(|value| matches!(value, Value::Record(..)));
        let written = if in_lines && indent(self.text, list.start).is_none() && self.text.contains('\n') {
            let indent = line_indent(self.text, list.start);
            let tall = Value::List(new.to_vec()).tall(named, indent, &self.manner.unit, self.manner.line_end);
            tall[1..tall.len() - 1].to_owned()
        } else {
            let written: Vec<String> = new.iter().map(|value| self.written(value, named)).collect();
            written.join(", ")
        };
        self.patch.insert(list.start + 1, written);
    }

    /// The text of an element with its changes in it, for another place.
    fn edited(&self, span: &Span, old: &Value, new: &Value) -> Result<String, Reason> {
        let mut editor = Editor::new(&self.text[..span.end], self.manner);
        if old != new {
            editor.value(span, (Some(old), new), true)?;
        }
        let changed = crate::io::disk::recovery::changed(&self.text[..span.end], &editor.patch.in_order());
        let changed = changed.ok_or_else(|| "would change twice".to_owned())?;
        Ok(changed[span.start..].to_owned())
    }
}

fn find<'f>(fields: &'f Fields, name: &str) -> Option<&'f Value> {
    fields.iter().find(|(field, _)| *field == name).map(|(_, value)| value)
}

/// A new text in the manner of the old one: raw stays raw if it can, line breaks stay line breaks, `Some(…)`
/// stays around it.
fn text_literal(text: &str, span: &Span, new: &str) -> (Span, String) {
    let Some(old) = literal(text, span).filter(|old| old.is_text) else {
        return (span.clone(), quote(new));
    };
    let inner = &text[old.inner.clone()];
    if let Some(hashes) = old.raw {
        let end = format!("\"{}", "#".repeat(hashes));
        let is_plain = new.chars().all(|c| !c.is_control() || c == '\n' || c == '\t');
        if is_plain && !new.contains(&end) {
            return (old.inner, new.to_owned());
        }
        return (old.span, quote(new));
    }
    let lines = inner.contains('\n');
    (old.inner, escape(new, lines))
}
