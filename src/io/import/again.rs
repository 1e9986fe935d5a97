//! Imports that are read again: what is remembered of how a file was read, and the options by which a newer version of it
//! is read the same way. Paths are kept relative to the timeline file, so that both can move together.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::{Charset, Codes, DayOrder, Field, Imported, Options, Reckoning, Stamps, Table};
use crate::io::import_words::{sign, sign_word};
use crate::model::{ImportRecord, Progress};

/// What stands between the columns that serve for one field together.
const BETWEEN: &str = " | ";

/// What is remembered of how a file was read, without its rows. `path` is as it is to stand in the timeline, `read` an
/// instant.
#[must_use]
pub fn remembered(path: String, read: String, options: &Options, imported: &Imported) -> ImportRecord {
    let mut columns = BTreeMap::new();
    let mut key = String::new();
    if let Some(table) = &imported.table {
        for field in Field::ALL {
            let names: Vec<String> = table
                .roles
                .iter()
                .filter(|role| role.field == field)
                .map(|role| column_word(table, role.column))
                .collect();
            match field {
                Field::Id => key = names.into_iter().next().unwrap_or_default(),
                _ if names.is_empty() => {}
                field => drop(columns.insert(field.name().to_owned(), names.join(BETWEEN))),
            }
        }
        columns.insert("*".to_owned(), "none".to_owned());
    }
    ImportRecord {
        path,
        columns,
        options: words(options, imported.table.as_ref()),
        key,
        read,
        ..ImportRecord::default()
    }
}

/// The name of a column, or its number where the name would mean another.
fn column_word(table: &Table, at: usize) -> String {
    let name = table.names.get(at).map(String::as_str).unwrap_or_default();
    let means_it = table.names.iter().position(|other| other == name) == Some(at);
    let is_plain = !name.trim().is_empty() && !name.eq_ignore_ascii_case("none") && !name.contains(BETWEEN);
    if means_it && is_plain && name.parse::<usize>().is_err() {
        name.to_owned()
    } else {
        (at + 1).to_string()
    }
}

/// What the user said, and what of the rest another version of the file could have decided otherwise.
fn words(options: &Options, table: Option<&Table>) -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    let mut say = |name: &str, word: Option<String>| {
        if let Some(word) = word {
            words.insert(name.to_owned(), word);
        }
    };
    say("encoding", options.encoding.map(|charset| charset.name().replace(' ', "").to_ascii_lowercase()));
    say("separator", options.separator.map(sign_word));
    say("quote", options.quote.map(sign_word));
    say("sheet", options.sheet.clone());
    say("lane", options.lane.clone());
    let header = options.header.or(table.filter(|table| !table.header).map(|_| false));
    say("header", header.map(|header| if header { "yes" } else { "no" }.to_owned()));
    let order = options.order.or(table.and_then(|table| table.order));
    say("dates", order.map(|order| format!("{}-first", order.name())));
    say("calendar", options.reckoning.map(|reckoning| reckoning.keyword().to_owned()));
    say("stamps", options.stamps.map(|stamps| stamps.keyword().to_owned()));
    let country = table.filter(|table| table.roles.iter().any(|role| role.field == Field::Country));
    let codes = options.codes.or(country.map(|table| table.codes));
    say("codes", codes.map(|codes| codes.keyword().to_owned()));
    let usual = options.most_repeats == super::MOST_REPEATS;
    say("repeats", (!usual).then(|| options.most_repeats.to_string()));
    words
}

/// How a file is to be read again.
#[must_use]
pub fn options(record: &ImportRecord, path: &Path) -> Options {
    let word = |name: &str| record.options.get(name).map(String::as_str);
    let mut named_columns: Vec<(Field, Option<String>)> = Vec::new();
    for (name, column) in &record.columns {
        let Some(field) = Field::named(name) else { continue };
        match column.as_str() {
            column if column.eq_ignore_ascii_case("none") => named_columns.push((field, None)),
            columns if field.adds_up() => {
                named_columns.extend(columns.split(BETWEEN).map(|one| (field, Some(one.to_owned()))));
            }
            column => named_columns.push((field, Some(column.to_owned()))),
        }
    }
    if !record.key.is_empty() {
        named_columns.push((Field::Id, Some(record.key.clone())));
    }
    if record.columns.get("*").is_some_and(|column| column == "none") {
        let open = |field: &Field| named_columns.iter().all(|(named, _)| named != field);
        let rest: Vec<Field> = Field::ALL.into_iter().filter(open).collect();
        named_columns.extend(rest.into_iter().map(|field| (field, None)));
    }
    let usual = Options::for_path(path);
    Options {
        lane: word("lane").map(str::to_owned),
        encoding: word("encoding").and_then(Charset::named),
        separator: word("separator").and_then(sign),
        quote: word("quote").and_then(sign),
        sheet: word("sheet").map(str::to_owned),
        header: word("header").map(|header| header == "yes"),
        order: word("dates").and_then(|dates| {
            DayOrder::ALL.into_iter().find(|order| dates == format!("{}-first", order.name()))
        }),
        reckoning: word("calendar")
            .and_then(|name| Reckoning::ALL.into_iter().find(|reckoning| reckoning.keyword() == name)),
        stamps: word("stamps")
            .and_then(|name| Stamps::ALL.into_iter().find(|stamps| stamps.keyword() == name)),
        codes: word("codes").and_then(|name| Codes::ALL.into_iter().find(|codes| codes.keyword() == name)),
        most_repeats: word("repeats").and_then(|count| count.parse().ok()).unwrap_or(usual.most_repeats),
        named_columns,
        ..usual
    }
}

/// Where the file of an import is, for a timeline in this folder.
#[must_use]
pub fn place(record: &ImportRecord, folder: Option<&Path>) -> PathBuf {
    let path = Path::new(&record.path);
    match folder {
        Some(folder) if path.is_relative() => folder.join(path),
        _ => path.to_owned(),
    }
}

/// How a path is written in a timeline file of this folder: relative to it, with `/` between folders, and absolute where
/// no relative path leads there.
#[must_use]
pub fn written(path: &Path, folder: Option<&Path>) -> String {
    let absolute = without_ups(&crate::io::absolute(path));
    let relative = folder.and_then(|folder| relative(&absolute, &crate::io::absolute(folder)));
    let parts = |path: &Path| -> Vec<String> {
        path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect()
    };
    relative.map_or_else(|| absolute.to_string_lossy().into_owned(), |path| parts(&path).join("/"))
}

/// The same absolute path without `..` in it, as it is written: a folder that is a link is left the way it was entered.
fn without_ups(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut whole, part| {
        if part != Component::ParentDir {
            whole.push(part);
        } else if whole.parent().is_some() {
            whole.pop();
        }
        whole
    })
}

/// The way from a folder to a file, both absolute.
fn relative(file: &Path, folder: &Path) -> Option<PathBuf> {
    let (file, folder): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (file.components().collect(), folder.components().collect());
    let same = file.iter().zip(&folder).take_while(|(a, b)| a == b).count();
    // Not even the same drive; and nothing but the root in common is no neighbourhood.
    if same < 2 && folder.len() > same {
        return None;
    }
    let up = folder[same..].iter().map(|_| Component::ParentDir);
    Some(up.chain(file[same..].iter().copied()).collect())
}

/// The same import for a timeline file in another folder.
#[must_use]
pub fn moved(record: &ImportRecord, from: Option<&Path>, to: Option<&Path>) -> ImportRecord {
    let path = match from.is_none() && Path::new(&record.path).is_relative() {
        true => record.path.clone(),
        false => written(&place(record, from), to),
    };
    ImportRecord { path, ..record.clone() }
}

/// A newer version of an import, as it was read.
#[derive(Clone, Debug)]
pub struct ReadAgain {
    /// What came of it.
    pub imported: Imported,
    /// How it was read, without its rows.
    pub record: ImportRecord,
}

/// Reads the file of an import again, the same way; `now` is the present instant.
///
/// # Errors
/// What is wrong, and what to do about it: the file is not there or cannot be read, it has no longer the columns that it
/// had, or nothing could be taken from it.
pub fn read(
    record: &ImportRecord,
    folder: Option<&Path>,
    now: String,
    progress: &Progress,
) -> Result<ReadAgain, (String, String)> {
    let path = place(record, folder);
    let name = record.file_name();
    if !path.exists() {
        let hint = format!(
            "put it back at {}, or correct its path under imports in the timeline file",
            path.display()
        );
        return Err((format!("{name} is no longer there"), hint));
    }
    let anew = "import the file anew to say how it is to be read";
    let bytes = super::read_file(&path, progress).map_err(|error| {
        let hint = error.hint.clone().unwrap_or_else(|| "check the file".to_owned());
        (error.to_string(), hint)
    })?;
    let failed = |(message, hint): (String, String)| (format!("{name}: {message}"), hint);
    let unpacked = super::unpack(&path, &bytes).map_err(failed)?;
    let options = options(record, &path);
    let imported = super::import(unpacked.format, &unpacked.bytes, &options);
    if let Some(problem) = &imported.report.failed {
        return Err(failed(problem.clone()));
    }
    if let Some(question) = imported.report.questions.first() {
        return Err((format!("{name}: {}", question.in_words()), anew.to_owned()));
    }
    if imported.report.taken == 0 {
        let message = format!("{name}: nothing could be imported, so the timeline stays as it is");
        return Err((message, anew.to_owned()));
    }
    let record = ImportRecord { rows: Arc::default(), read: now, ..record.clone() };
    Ok(ReadAgain { imported, record })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::import::{Format, import};

    #[test]
    fn what_is_remembered_reads_the_same() {
        let text =
            "When,What,Where,Tags,More,Ref\n03/04/2024,Talks,Iran,a,b,7\n14/04/2024,Strike,Israel,c,d,8\n";
        let asked = Options {
            named_columns: vec![
                (Field::Tags, Some("Tags".to_owned())),
                (Field::Tags, Some("More".to_owned())),
                (Field::Id, Some("Ref".to_owned())),
            ],
            ..Options::for_path(Path::new("talks.csv"))
        };
        let first = import(Format::Table, text.as_bytes(), &asked);
        let record = remembered("talks.csv".to_owned(), String::new(), &asked, &first);
        assert_eq!(record.key, "Ref");
        assert_eq!(record.columns["tags"], "Tags | More");
        assert_eq!(record.options["dates"], "day-first");
        // Another version has a column more, and dates that tell nothing of their order.
        let newer = "Summary,When,What,Where,Tags,More,Ref\nx,03/04/2024,Talks,Iran,a,b,7\n";
        let again = import(Format::Table, newer.as_bytes(), &options(&record, Path::new("talks.csv")));
        assert!(again.report.questions.is_empty(), "{:?}", again.report);
        let (old, new) = (&first.document.events()[0], &again.document.events()[0]);
        assert_eq!(old, new);
    }

    #[test]
    fn paths_lead_from_the_timeline_to_the_file() {
        let root = Path::new(if cfg!(windows) { "C:/a" } else { "/a" });
        let file = root.join("data/talks.csv");
        for (folder, path) in
            [("", "data/talks.csv"), ("data", "talks.csv"), ("lines/x", "../../data/talks.csv")]
        {
            let folder = root.join(folder);
            let path_in_file = written(&file, Some(&folder));
            assert_eq!(path_in_file, path);
            let record = ImportRecord { path: path_in_file, ..ImportRecord::default() };
            let moved = moved(&record, Some(&folder), Some(&root.join("z")));
            assert_eq!(moved.path, "../data/talks.csv");
        }
    }
}
