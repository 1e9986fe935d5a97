//! Tells the story of a file in the window, from a shell: for a shortcut, a stand or a lobby.

use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;

use super::{Outcome, WrongCall};
use crate::io;

/// Tell the story of a timeline file, in the window
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  coeval present talks.ron
  coeval present talks.ron --from-step 3 --display 2
  coeval present talks.ron --window 1920x1080
  coeval present talks.ron --run --loop        for a stand: round and round, until a key is pressed")]
pub(super) struct Present {
    /// The timeline file
    file: PathBuf,
    /// Start from this step, the first being 1
    #[arg(long, value_name = "N", default_value = "1", value_parser = clap::value_parser!(u16).range(1..))]
    from_step: u16,
    /// Show the audience's picture all over this display, the first being 1; the console with the notes is in the window
    #[arg(long, value_name = "N", conflicts_with = "window", value_parser = clap::value_parser!(u16).range(1..=64))]
    display: Option<u16>,
    /// Show the audience's picture in a window of exactly so many pixels, to be shared
    #[arg(long, value_name = "WIDTHxHEIGHT")]
    window: Option<Pixels>,
    /// Run by itself: as long as each step says, or each step so many seconds
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, value_parser = clap::value_parser!(u32).range(1..=86_400))]
    #[allow(clippy::option_option, reason = "whether it is written, and whether with a number")]
    run: Option<Option<u32>>,
    /// Begin anew after the last step; with --run
    #[arg(long, requires = "run")]
    r#loop: bool,
}

/// A size in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Pixels(u16, u16);

impl FromStr for Pixels {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (width, height) = text
            .split_once(['x', 'X', '×'])
            .and_then(|(width, height)| Some((width.trim().parse().ok()?, height.trim().parse().ok()?)))
            .ok_or("write width and height as 1920x1080")?;
        if !(640..=7680).contains(&width) || !(360..=4320).contains(&height) {
            return Err("the audience's window can be 640x360 to 7680x4320".to_owned());
        }
        Ok(Self(width, height))
    }
}

impl Present {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let (loaded, _) = super::open(&self.file)?;
        let steps = loaded.document.story().len();
        if steps == 0 {
            return Err(WrongCall::new(format!("{}: the file tells no story", self.file.display()))
                .hint("write one in the window: View › Story; or add story: [Step(title: \"…\")] to the file")
                .into());
        }
        if usize::from(self.from_step) > steps {
            let has = crate::model::counted(steps, "step");
            return Err(WrongCall::new(format!("--from-step {}: the story has {has}", self.from_step)).into());
        }
        drop(loaded);
        self.open()
    }

    #[cfg(feature = "window")]
    fn open(self) -> anyhow::Result<Outcome> {
        use crate::ui::commands::RoomPlace;
        use crate::ui::presenting::state::Running;
        let display = self.display.map(|at| RoomPlace::Display(usize::from(at) - 1));
        let window = self.window.map(|Pixels(width, height)| RoomPlace::Window(width, height));
        let wish = crate::app::PresentWish {
            step: usize::from(self.from_step) - 1,
            place: display.or(window),
            running: self.run.map(|seconds| Running { seconds, round: self.r#loop }),
        };
        crate::app::run(crate::app::Start::Files(vec![io::absolute(&self.file)], Some(wish)))?;
        Ok(Outcome::Well)
    }

    #[cfg(not(feature = "window"))]
    fn open(self) -> anyhow::Result<Outcome> {
        super::open_window(vec![io::absolute(&self.file)])
    }
}
