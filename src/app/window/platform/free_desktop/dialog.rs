//! File dialogs: by the desktop portal or, where there is none, by zenity. zenity is called from here and not by rfd, which
//! tells it neither a title nor a folder.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::bus::portal_is_there;
use crate::ui::dialogs::{self, Asked};

/// Shows a file dialog and waits for it; `None` where it was cancelled. `folder` is that of what is open.
///
/// # Errors
/// A sentence that says why no dialog can be shown.
pub(crate) fn ask(asked: &Asked, folder: Option<&Path>) -> Result<Option<PathBuf>, String> {
    let Err(reason) = portal_is_there() else { return Ok(dialogs::ask(asked, folder)) };
    // Where it cannot be started it is not installed, or not for us.
    zenity(asked, folder).output().map(|output| answer(output.status.success(), output.stdout)).map_err(
        |_| {
            format!(
                "No file dialog is available: {reason}, and zenity is not installed. Type the path of the \
             file instead."
            )
        },
    )
}

fn zenity(asked: &Asked, folder: Option<&Path>) -> Command {
    let mut command = Command::new("zenity");
    command.args(["--file-selection", "--title", asked.title()]);
    let (name, folder) = match asked.suggested() {
        Some((name, own)) => {
            command.args(["--save", "--confirm-overwrite"]);
            (name, own.or(folder))
        }
        None => ("", folder),
    };
    // A path that ends in a slash is a folder to begin in.
    let start = folder.map_or_else(|| PathBuf::from(name), |folder| folder.join(name));
    if !start.as_os_str().is_empty() {
        command.arg("--filename").arg(start);
    }
    for (name, endings) in asked.filters() {
        let patterns =
            endings.iter().map(|ending| if *ending == "*" { "*".to_owned() } else { format!("*.{ending}") });
        command.arg("--file-filter").arg(format!("{name} | {}", patterns.collect::<Vec<_>>().join(" ")));
    }
    command
}

/// The path that zenity writes, a line end behind it.
fn answer(chosen: bool, mut said: Vec<u8>) -> Option<PathBuf> {
    if said.last() == Some(&b'\n') {
        said.pop();
    }
    (chosen && !said.is_empty()).then(|| PathBuf::from(OsString::from_vec(said)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(asked: &Asked, folder: Option<&Path>) -> Vec<String> {
        zenity(asked, folder).get_args().map(|argument| argument.to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn zenity_is_told_a_title_and_where_to_begin() {
        let open = arguments(&Asked::Open, Some(Path::new("/data/caucasus")));
        assert_eq!(open[1..5], ["--title", "Open a timeline", "--filename", "/data/caucasus/"]);
        assert_eq!(open[5..], ["--file-filter", "Timelines | *.ron", "--file-filter", "All files | *"]);
        let save = Asked::SaveAs { name: "rope.ron".to_owned(), folder: Some(PathBuf::from("/data")) };
        let save = arguments(&save, None);
        assert!(save.contains(&"--confirm-overwrite".to_owned()));
        assert!(save.contains(&"/data/rope.ron".to_owned()));
        assert!(!arguments(&Asked::Open, None).contains(&"--filename".to_owned()));
    }

    #[test]
    fn an_answer_is_the_path_byte_for_byte() {
        assert_eq!(answer(true, b"/a b\n".to_vec()), Some(PathBuf::from("/a b")));
        assert_eq!(answer(true, b"/a | b \n".to_vec()), Some(PathBuf::from("/a | b ")));
        assert_eq!(answer(true, b"\n".to_vec()), None);
        assert_eq!(answer(false, b"/a\n".to_vec()), None);
    }
}
