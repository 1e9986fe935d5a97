//! The settings' file under all that can happen to it.

use super::*;
use crate::ui::commands::ThemeChoice;

fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("coeval").join(NAME);
    (folder, path)
}

/// Opens a file that says this.
fn opened(path: &Path, text: &str) -> (SettingsFile, Settings, Option<Notice>) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
    SettingsFile::open(Some(path.to_owned()), None)
}

fn dark() -> Settings {
    Settings { theme: ThemeChoice::Dark, wheel_zooms: true, ..Settings::default() }
}

#[test]
fn settings_come_back_as_they_were_kept() {
    let (_folder, path) = folder();
    let (mut file, settings, notice) = SettingsFile::open(Some(path.clone()), None);
    assert_eq!((settings, notice), (Settings::default(), None));
    let mut changed = Settings { reduce_motion: Some(false), hint_dismissed: true, ..dark() };
    changed.remember(Path::new("/a/سند \"2\".ron"));
    assert_eq!(file.keep(&changed), None);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(&format!("version: {VERSION}")), "{text}");
    let (_, back, notice) = SettingsFile::open(Some(path), None);
    assert_eq!((back, notice), (changed, None));
}

#[test]
fn nothing_is_written_that_did_not_change() {
    let (_folder, path) = folder();
    let text = "(version: 1, theme: Dark, wheel_zooms: true) // by hand\n";
    let (mut file, settings, _) = opened(&path, text);
    assert_eq!(settings, dark());
    assert_eq!(file.keep(&settings), None);
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn what_is_not_known_is_kept() {
    let (_folder, path) = folder();
    let text = "(version: 7, theme: Sepia((1, 2)), wheel_zooms: true, orbit: Some([\"a, )\", 3]), /* x */ moon: Full)";
    let (mut file, settings, notice) = opened(&path, text);
    assert_eq!(notice, None, "a later program's file is not broken");
    assert_eq!(settings, Settings { wheel_zooms: true, ..Settings::default() });
    file.keep(&Settings { hint_dismissed: true, ..settings.clone() });
    let text = fs::read_to_string(&path).unwrap();
    for kept in ["version: 7", "theme: Sepia((1, 2))", "orbit: Some([\"a, )\", 3])", "moon: Full"] {
        assert!(text.contains(kept), "{kept} in {text}");
    }
    file.keep(&Settings { theme: ThemeChoice::Light, ..settings });
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("theme: Light") && !text.contains("Sepia"), "what is chosen here wins: {text}");
}

#[test]
fn a_broken_file_is_put_aside_and_told() {
    for (broken, kept) in [
        ("(version: 1, theme: Dark", Settings::default()),
        ("rubbish", Settings::default()),
        ("", Settings::default()),
        ("(version: \"one\")", Settings::default()),
        ("(version: 1, theme: 5, wheel_zooms: true)", Settings { wheel_zooms: true, ..Settings::default() }),
        ("(version: 1, recent: \"no list\", theme: Dark, wheel_zooms: true)", dark()),
    ] {
        let (_folder, path) = folder();
        let (mut file, settings, notice) = opened(&path, broken);
        assert_eq!(settings, kept, "{broken}");
        let notice = notice.unwrap();
        let aside = path.with_file_name("settings.broken-1.ron");
        assert!(notice.hint.contains(&aside.display().to_string()), "{notice:?}");
        assert_eq!(fs::read_to_string(&aside).unwrap(), broken);
        assert_eq!(file.keep(&settings), None);
        assert_eq!(SettingsFile::open(Some(path.clone()), None).1, settings, "what was understood is kept");
        let (_, _, again) = opened(&path, broken);
        assert!(again.unwrap().hint.contains("settings.broken-2.ron"), "the first one stays");
    }
}

#[test]
fn bytes_that_are_no_text_are_put_aside() {
    let (_folder, path) = folder();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, [0xff, 0xfe, 0, 1]).unwrap();
    let (_, settings, notice) = SettingsFile::open(Some(path.clone()), None);
    assert_eq!(settings, Settings::default());
    assert!(notice.unwrap().message.contains("UTF-8"));
    assert_eq!(fs::read(path.with_file_name("settings.broken-1.ron")).unwrap(), [0xff, 0xfe, 0, 1]);
}

#[test]
fn older_settings_are_taken_over() {
    let (_folder, path) = folder();
    let (mut file, settings, _) = SettingsFile::open(Some(path.clone()), Some(dark()));
    assert_eq!(settings, dark(), "from where they were kept before there was a file");
    file.keep(&settings);
    assert_eq!(SettingsFile::open(Some(path.clone()), None).1, dark());
    let (mut file, settings, notice) = opened(&path, "(theme: Dark, wheel_zooms: true)");
    assert_eq!(notice, None);
    assert_eq!(settings, dark(), "a file without a number is the first form");
    file.keep(&Settings { hint_dismissed: true, ..settings });
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(&format!("version: {VERSION}")), "{text}");
}

#[test]
fn where_nothing_can_be_kept_it_is_told_once() {
    let (mut file, settings, notice) = SettingsFile::open(None, None);
    assert_eq!((settings, notice), (Settings::default(), None), "nothing to tell before something changes");
    assert!(file.keep(&dark()).unwrap().hint.contains("HOME"));
    assert_eq!(file.keep(&Settings::default()), None);
    // A file stands where the folder should be: so it is on a disk that cannot be written, whoever one is.
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("coeval");
    fs::write(&blocked, "").unwrap();
    let (mut file, _, notice) = SettingsFile::open(Some(blocked.join(NAME)), None);
    let told = usize::from(notice.is_some());
    let first = usize::from(file.keep(&dark()).is_some());
    assert_eq!(told + first, 1);
    assert_eq!(file.keep(&Settings::default()), None);
    // A folder stands where the file should be.
    let (mut file, settings, notice) = SettingsFile::open(Some(folder.path().to_owned()), None);
    assert_eq!(settings, Settings::default());
    assert!(notice.is_some());
    assert_eq!(file.keep(&dark()), None);
}

/// Folders that do not depend on who runs the tests.
struct Folders;

impl BaseStrategy for Folders {
    fn home_dir(&self) -> &Path {
        Path::new("/home/a")
    }
    fn config_dir(&self) -> PathBuf {
        "/home/a/config".into()
    }
    fn data_dir(&self) -> PathBuf {
        "/home/a/data".into()
    }
    fn cache_dir(&self) -> PathBuf {
        "/home/a/cache".into()
    }
    fn state_dir(&self) -> Option<PathBuf> {
        None
    }
    fn runtime_dir(&self) -> Option<PathBuf> {
        None
    }
}

#[test]
#[cfg(target_os = "linux")]
fn the_file_is_in_the_platforms_folder() {
    assert_eq!(path_in(&Folders), PathBuf::from("/home/a/config/coeval/settings.ron"));
}
