//! Where the settings are kept: a file of our own in the user's configuration folder, with a version number, so
//! that later programs can read it. Reading takes what it understands field by field, keeps what it does not know,
//! and puts a broken file aside; nothing about the file ever keeps the program from starting.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

use etcetera::base_strategy::{BaseStrategy, choose_native_strategy};
use ron::ser::PrettyConfig;
use ron::value::RawValue;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use super::Settings;
use crate::io::write_private;

/// The version that this program writes. 0 is what it kept in eframe's storage, which had no number.
pub const VERSION: u32 = 1;

const NAME: &str = "settings.ron";
const HEAD: &str = "// Coeval's settings. What you write here is read when the program starts.\n";

/// Something to tell the user about the settings' file, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What happened.
    pub message: String,
    /// Where, or what to do.
    pub hint: String,
}

/// The file, and what of it is to be kept although this program does not understand it.
#[derive(Debug, Default)]
pub struct SettingsFile {
    path: Option<PathBuf>,
    /// Why nothing is kept, to be told when something should be.
    trouble: Option<Notice>,
    version: u32,
    /// Fields of later versions, as they are written.
    unknown: Fields,
    written: Option<Settings>,
}

/// What says where a user's folders are.
const HOME_VARIABLES: &str = if cfg!(windows) {
    "APPDATA"
} else if cfg!(target_os = "macos") {
    "HOME"
} else {
    "HOME or XDG_CONFIG_HOME"
};

/// The file in this user's configuration folder: `$XDG_CONFIG_HOME/coeval` or `~/.config/coeval`
/// (<https://specifications.freedesktop.org/basedir-spec/latest/>), `~/Library/Application Support/Coeval` on a
/// Mac, `%APPDATA%\Coeval` on Windows. `None` where nobody knows the user's folder.
#[must_use]
pub fn path() -> Option<PathBuf> {
    choose_native_strategy().ok().map(|folders| path_in(&folders))
}

fn path_in(folders: &impl BaseStrategy) -> PathBuf {
    // On a Mac, preferences are the system's own and programs keep their files beside their data.
    let folder = if cfg!(target_os = "macos") { folders.data_dir() } else { folders.config_dir() };
    folder.join(if cfg!(any(windows, target_os = "macos")) { "Coeval" } else { "coeval" }).join(NAME)
}

impl SettingsFile {
    /// Reads the settings. `older` are those that a version before the file kept elsewhere. What is wrong with the
    /// file comes back to be told.
    #[must_use]
    pub fn open(path: Option<PathBuf>, older: Option<Settings>) -> (Self, Settings, Option<Notice>) {
        let mut file = Self { path, version: VERSION, ..Self::default() };
        let Some(path) = file.path.clone() else {
            file.trouble = Some(Notice {
                message: "Settings cannot be saved: no folder for them".to_owned(),
                hint: format!("Set {HOME_VARIABLES} to a folder that you may write to."),
            });
            return (file, older.unwrap_or_default(), None);
        };
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return (file, older.unwrap_or_default(), None);
            }
            Err(error) => {
                let notice = Notice {
                    message: format!(
                        "The settings cannot be read, so changes to them will not be saved: {error}"
                    ),
                    hint: path.display().to_string(),
                };
                file.path = None;
                return (file, Settings::default(), Some(notice));
            }
        };
        let (settings, wrong) = file.read(&bytes);
        let notice = wrong.map(|wrong| file.set_aside(&path, &wrong));
        if notice.is_none() {
            file.written = Some(settings.clone());
        }
        (file, settings, notice)
    }

    /// Writes the settings where they differ from what is in the file. What goes wrong is told once.
    pub fn keep(&mut self, settings: &Settings) -> Option<Notice> {
        if self.written.as_ref() == Some(settings) {
            return None;
        }
        // Whether or not it works out: the same settings are not tried twice.
        self.written = Some(settings.clone());
        let Some(path) = &self.path else { return self.trouble.take() };
        let error = write(path, &self.text(settings)).err()?;
        let notice = Notice {
            message: format!("Settings cannot be saved: {error}"),
            hint: format!("Settings file: {}", path.display()),
        };
        self.path = None;
        Some(notice)
    }

    /// What a file says, and what is wrong with it if anything.
    fn read(&mut self, bytes: &[u8]) -> (Settings, Option<String>) {
        let Ok(text) = std::str::from_utf8(bytes) else {
            return (Settings::default(), Some("not UTF-8 text".to_owned()));
        };
        let mut fields: Fields = match ron::from_str(text.trim_start_matches('\u{feff}')) {
            Ok(fields) => fields,
            Err(error) => return (Settings::default(), Some(error.to_string())),
        };
        let version = fields.0.remove("version").unwrap_or_else(|| "0".to_owned());
        let Ok(version) = version.trim().parse::<u32>() else {
            return (Settings::default(), Some(format!("\"{version}\" is not a version number")));
        };
        self.version = version.max(VERSION);
        let known = Fields::of(&Settings::default());
        let mut wrong = None;
        let mut understood = Fields::default();
        for (name, value) in fields.0 {
            let alone = Fields([(name.clone(), value.clone())].into());
            match alone.settings() {
                Ok(_) if known.0.contains_key(&name) => drop(understood.0.insert(name, value)),
                // A later version may write what this one cannot read; it will want it back.
                Err(error) if version <= VERSION => wrong = Some(format!("{name}: {error}")),
                _ => drop(self.unknown.0.insert(name, value)),
            }
        }
        match understood.settings() {
            Ok(settings) => (settings, wrong),
            Err(error) => (Settings::default(), Some(error.to_string())),
        }
    }

    /// Renames a file that could not be understood, so that nothing of it is lost when the settings are kept next.
    fn set_aside(&mut self, path: &Path, wrong: &str) -> Notice {
        let message = format!("The settings file has an error: {wrong}");
        let name = |n: u32| path.with_file_name(format!("settings.broken-{n}.ron"));
        let free = (1..1000).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(1000));
        match fs::rename(path, &free) {
            Ok(()) => Notice {
                message,
                hint: format!("It was renamed to {}; settings that could be read are used.", free.display()),
            },
            Err(error) => {
                self.path = None;
                let place = path.display();
                Notice {
                    message,
                    hint: format!("{place} stays unchanged, and new settings will not be saved: {error}"),
                }
            }
        }
    }

    /// The file's text.
    fn text(&self, settings: &Settings) -> String {
        let known = Fields::of(settings);
        let usual = Fields::of(&Settings::default());
        let mut text = format!("{HEAD}(\n    version: {},\n", self.version.max(VERSION));
        for (name, value) in &known.0 {
            let kept = self.unknown.0.get(name).filter(|_| usual.0.get(name) == Some(value));
            text += &format!("    {name}: {},\n", kept.unwrap_or(value));
        }
        for (name, value) in self.unknown.0.iter().filter(|(name, _)| !known.0.contains_key(*name)) {
            text += &format!("    {name}: {value},\n");
        }
        text + ")\n"
    }
}

/// Writes the file, which only the user may read, in the place of the old one; through a symbolic link where there is
/// one.
fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    write_private(&target, text.as_bytes())
}

/// The fields of the file, each with its value as written.
#[derive(Clone, Debug, Default, PartialEq)]
struct Fields(BTreeMap<String, String>);

impl Fields {
    fn of(settings: &Settings) -> Self {
        let pretty = PrettyConfig::new().struct_names(false);
        let text = ron::ser::to_string_pretty(settings, pretty).unwrap_or_default();
        ron::from_str(&text).unwrap_or_default()
    }

    fn settings(&self) -> Result<Settings, ron::Error> {
        let fields: Vec<String> = self.0.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        let mut settings: Settings =
            ron::from_str(&format!("({})", fields.join(", "))).map_err(|error| error.code)?;
        // Nobody knows from which folder an earlier version meant them.
        settings.recent.retain(|path| path.is_absolute());
        Ok(settings)
    }
}

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Fields;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("settings: (version: 1, …)")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
                let mut fields = BTreeMap::new();
                while let Some(Name(name)) = map.next_key()? {
                    fields.insert(name, map.next_value::<Box<RawValue>>()?.get_ron().trim().to_owned());
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_struct("", &[], Reader)
    }
}

/// The name of a field.
struct Name(String);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl Visitor<'_> for Reader {
            type Value = Name;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a setting")
            }

            fn visit_str<E>(self, name: &str) -> Result<Name, E> {
                Ok(Name(name.to_owned()))
            }
        }
        deserializer.deserialize_identifier(Reader)
    }
}

#[cfg(test)]
mod tests;
