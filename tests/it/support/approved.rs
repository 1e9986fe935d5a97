//! Pictures that a person looked at and approved, kept in tests/pictures: a test fails where what is drawn now
//! differs from them.

use std::path::{Path, PathBuf};

/// Channels that differ by no more than this are taken as equal: rounding may differ between machines.
const SAME: u8 = 3;
/// The share of pixels that may differ by more: an edge that falls to the neighbouring pixel here and there.
const MOST_DIFFERING: f64 = 0.0005;

/// Compares a PNG with `tests/pictures/NAME.png`. With `UPDATE_PICTURES=1` it takes its place.
#[track_caller]
pub fn assert_picture(name: &str, png: &[u8]) {
    let path = folder().join(format!("{name}.png"));
    if std::env::var_os("UPDATE_PICTURES").is_some_and(|value| value == "1") {
        std::fs::create_dir_all(folder()).unwrap();
        std::fs::write(&path, png).unwrap();
        return;
    }
    let new_path = folder().join(format!("{name}.new.png"));
    match compare(&path, png) {
        Ok(()) => drop(std::fs::remove_file(new_path)),
        Err(difference) => {
            std::fs::create_dir_all(folder()).unwrap();
            std::fs::write(&new_path, png).unwrap();
            panic!(
                "the picture `{name}` {difference}\n\
                 Look at {}\n\
                 beside  {}\n\
                 and where the new one is right, approve it: UPDATE_PICTURES=1 cargo test --test it {name}",
                new_path.display(),
                path.display(),
            );
        }
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures")
}

fn compare(path: &Path, png: &[u8]) -> Result<(), String> {
    let Ok(approved) = std::fs::read(path) else { return Err("has never been approved".to_owned()) };
    let approved = decode(&approved);
    let new = decode(png);
    if approved.dimensions() != new.dimensions() {
        return Err(format!("is {:?} pixels, not {:?}", new.dimensions(), approved.dimensions()));
    }
    let share = differing(&approved, &new, SAME);
    if share > MOST_DIFFERING {
        return Err(format!("differs in {:.2} % of its pixels", share * 100.0));
    }
    Ok(())
}

/// The share of pixels of which a channel differs by more than `same`.
pub fn differing(a: &image::RgbaImage, b: &image::RgbaImage, same: u8) -> f64 {
    let count =
        a.pixels().zip(b.pixels()).filter(|(a, b)| a.0.iter().zip(b.0).any(|(a, b)| a.abs_diff(b) > same));
    count.count() as f64 / f64::from(a.width() * a.height())
}

/// A PNG's pixels.
pub fn decode(png: &[u8]) -> image::RgbaImage {
    image::load_from_memory_with_format(png, image::ImageFormat::Png).unwrap().into_rgba8()
}

/// Pixels as a PNG.
pub fn encode(image: &image::RgbaImage) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

#[test]
fn a_picture_is_told_from_another() {
    let white = image::RgbaImage::from_pixel(40, 40, image::Rgba([255; 4]));
    let mut other = white.clone();
    other.put_pixel(3, 3, image::Rgba([254, 255, 255, 255]));
    assert_eq!(differing(&white, &other, SAME), 0.0, "rounding counts for nothing");
    other.put_pixel(3, 3, image::Rgba([200, 255, 255, 255]));
    assert!(differing(&white, &other, SAME) > MOST_DIFFERING);
    let none = compare(Path::new("no such picture.png"), &encode(&white));
    assert_eq!(none, Err("has never been approved".to_owned()));
}
