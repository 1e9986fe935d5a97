//! The kinds of picture that are written, and how their files are called.

use std::path::Path;

/// The kinds of picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PictureKind {
    /// Pixels.
    #[default]
    Png,
    /// Lines and text of any size.
    Svg,
}

impl PictureKind {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Png, Self::Svg];

    /// The kind that a file's name asks for; `None` where its ending is that of no picture.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_string_lossy().to_lowercase();
        Self::ALL.into_iter().find(|kind| kind.extension() == ending)
    }

    /// How names of such files end.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Svg => "svg",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_known_by_their_endings() {
        let kind = |name: &str| PictureKind::of(Path::new(name));
        assert_eq!(kind("a.b/x.PNG"), Some(PictureKind::Png));
        assert_eq!(kind("x.svg"), Some(PictureKind::Svg));
        assert_eq!([kind("x.jpg"), kind("png")], [None, None]);
    }
}
