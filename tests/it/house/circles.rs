//! Files that need one another in a circle: none can be understood, or moved, without the others. An import through a
//! folder's `mod.rs` leads to the file where the name is defined; `pub use` is a signpost and no need of its own. That a file
//! uses what its own folder's `mod.rs` defines is no need either: the two are read together.

use std::collections::{BTreeMap, BTreeSet};

use super::source::Source;

/// The files of the program by their paths below `src`.
pub struct Files<'a>(pub &'a BTreeMap<String, Source>);

/// So many imports may lead from one to another before a name is given up.
const MOST_SIGNPOSTS: usize = 12;

impl Files<'_> {
    /// The circles, each with its files in order.
    pub fn circles(&self) -> BTreeSet<Vec<&str>> {
        let needs = self.needs();
        let reached: BTreeMap<&str, BTreeSet<&str>> =
            needs.keys().map(|file| (*file, all_needed(file, &needs))).collect();
        let circle_of = |file: &&str| -> Vec<&str> {
            reached[file].iter().copied().filter(|other| reached[other].contains(file)).collect()
        };
        needs.keys().map(circle_of).filter(|circle| circle.len() > 1).collect()
    }

    /// Which file needs which, for every import and path.
    pub fn needs(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let needs_of = |file: &str, source: &Source| {
            let used = source.references.iter().filter(|reference| !reference.is_signpost);
            let defined = used.filter_map(|reference| self.defined_in(file, &reference.path, MOST_SIGNPOSTS));
            let is_of_own_folder =
                |other: &str| other.strip_suffix("mod.rs").is_some_and(|folder| file.starts_with(folder));
            defined.filter(|other| *other != file && !is_of_own_folder(other)).collect()
        };
        self.0.iter().map(|(file, source)| (file.as_str(), needs_of(file, source))).collect()
    }

    /// The file that what a path names is defined in, where that is one of ours.
    fn defined_in(&self, file: &str, path: &str, signposts: usize) -> Option<&str> {
        let mut rest: Vec<&str> = path.split("::").collect();
        let mut module = module_of(file);
        match rest[0] {
            "crate" => module.clear(),
            "self" => {}
            "super" => {
                let climbed = rest.iter().take_while(|segment| **segment == "super").count();
                module.truncate(module.len().checked_sub(climbed)?);
                rest.drain(1..climbed);
            }
            first => {
                // Else a name of another crate, of the file's own, or one that the file imports, which counts there.
                self.file_of(&[module.as_slice(), &[first.to_owned()]].concat())?;
                rest.insert(0, "self");
            }
        }
        rest.remove(0);
        while let Some(first) = rest.first() {
            let deeper = [module.as_slice(), &[(*first).to_owned()]].concat();
            if self.file_of(&deeper).is_none() {
                break;
            }
            module = deeper;
            rest.remove(0);
        }
        let (found, source) = self.file_of(&module)?;
        let Some(name) = rest.first() else { return Some(found) };
        let import = source.references.iter().find(|import| import.imported_as.as_deref() == Some(name));
        match import {
            Some(import) if signposts > 0 => {
                let path = [&[import.path.as_str()], &rest[1..]].concat().join("::");
                self.defined_in(found, &path, signposts - 1)
            }
            _ => Some(found),
        }
    }

    fn file_of(&self, module: &[String]) -> Option<(&str, &Source)> {
        let path = module.join("/");
        let names = if path.is_empty() {
            vec!["lib.rs".to_owned()]
        } else {
            vec![format!("{path}.rs"), format!("{path}/mod.rs")]
        };
        names.iter().find_map(|name| self.0.get_key_value(name)).map(|(name, source)| (name.as_str(), source))
    }
}

/// The module that a file is: its folder's for a `mod.rs`, the crate for `lib.rs`.
fn module_of(file: &str) -> Vec<String> {
    let path = file.strip_suffix(".rs").unwrap_or(file);
    let path = path.strip_suffix("/mod").unwrap_or(path);
    if path == "lib" || path == "main" {
        return Vec::new();
    }
    path.split('/').map(str::to_owned).collect()
}

/// All files that one needs, and that those need; itself only where it is in a circle.
fn all_needed<'a>(file: &str, needs: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&str> = needs[file].iter().copied().collect();
    while let Some(next) = open.pop() {
        if found.insert(next) {
            open.extend(needs[next].iter().copied());
        }
    }
    found
}
