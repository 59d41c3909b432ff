//! The kernel on a picture: the scene, a file, the camera, and the numbers under the mouse.

use base64ct::Encoding;
use std::time::Duration;

use convoscope::app::numbers::trimmed;
use convoscope::app::places::convolve::{Convolve, Picture, presets, scene};

use crate::convolve::grid;
use crate::export::{CATCH, caught};
use crate::harness::{Page, Permission, View};
use crate::train::file;

const PATIENCE: Duration = Duration::from_secs(10);

fn example(id: &str) -> Convolve {
    presets().iter().find(|preset| preset.id == id).unwrap().example()
}

fn open(preset: &str) -> Page {
    let mut page = Page::open(&format!("#/convolve?preset={preset}&view=picture"), View::PROJECTOR);
    page.wait_for("formula-numbers", |text| text.contains('='), PATIENCE);
    page
}

/// The pixels of a canvas, and how many are in a row.
fn pixels(page: &mut Page, testid: &str) -> (usize, Vec<u8>) {
    let found = page.evaluate(&format!(
        "(canvas => {{
            const image = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            return [image.width, btoa(Array.from(image.data, byte => String.fromCharCode(byte)).join(''))];
        }})(document.querySelector('[data-testid={testid}] canvas'))"
    ));
    let bytes = base64ct::Base64::decode_vec(found[1].as_str().unwrap()).unwrap();
    (found[0].as_u64().unwrap() as usize, bytes)
}

/// A picture of 8×5 pixels, as a file that Chromium has made.
pub fn small_png(page: &mut Page) -> Vec<u8> {
    let encoded = page.evaluate(
        "(() => {
            const canvas = document.createElement('canvas');
            [canvas.width, canvas.height] = [8, 5];
            const context = canvas.getContext('2d');
            for (let i = 0; i < 40; i++) {
                context.fillStyle = `rgb(${6 * i}, ${250 - 5 * i}, ${i * i % 256})`;
                context.fillRect(i % 8, Math.floor(i / 8), 1, 1);
            }
            return canvas.toDataURL('image/png').split(',')[1];
        })()",
    );
    base64ct::Base64::decode_vec(encoded.as_str().unwrap()).unwrap()
}

/// What is shown after the kernel is what the core makes of what is shown before it.
fn filters(page: &mut Page, convolve: &Convolve) {
    let (width, before) = pixels(page, "picture-input");
    let (_, after) = pixels(page, "picture-output");
    let computed = convolve.filtered(&Picture::of_rgba(width, &before)).unwrap().rgba();
    let far = after.iter().zip(&computed).map(|(a, b)| a.abs_diff(*b)).max();
    // The picture that was shown was rounded to bytes before it came here.
    assert!(after.len() == computed.len() && far <= Some(4), "{far:?}");
}

/// The products that the magnifier shows add up to the value of the result it names, which is the one that was pointed at
/// or beside it: pointers are in whole points of the screen.
fn magnifies(
    page: &mut Page,
    convolve: &Convolve,
    picture: &Picture,
    colour: usize,
    near: [usize; 2],
) -> [usize; 2] {
    let said = page.text("formula-numbers").unwrap();
    let named = said.trim_start_matches("y(").split([',', ')']).map(|number| number.trim().parse().unwrap());
    let at: [usize; 2] = named.take(2).collect::<Vec<_>>().try_into().unwrap();
    assert!(at[0].abs_diff(near[0]) <= 1 && at[1].abs_diff(near[1]) <= 1, "{said}: {near:?}");
    let sight = convolve.sight(picture, colour, at[0], at[1]);
    let shown = |values: &[f32]| values.iter().map(|value| trimmed(*value)).collect::<Vec<_>>();
    assert_eq!(shown(&grid(page, "magnifier-patch")), shown(&sight.patch));
    assert_eq!(shown(&grid(page, "magnifier-kernel")), shown(&sight.kernel));
    let sum = sight.patch.iter().zip(&sight.kernel).map(|(x, w)| x * w).sum::<f32>() + sight.bias;
    let output = convolve.filtered(picture).unwrap();
    assert!((output.plane(colour)[at[0] * output.shape.w + at[1]] - sum).abs() < 1e-5);
    assert!(said.ends_with(&format!("≈ {}", trimmed(sum))), "{said}: {sum}");
    at
}

#[test]
fn the_numbers_under_the_mouse_make_the_pixel() {
    let mut page = open("sharpen");
    let mut sharpen = example("sharpen");
    filters(&mut page, &sharpen);
    let output = sharpen.filtered(&scene()).unwrap().shape;
    // The pixel in the middle of this part of the result.
    let over = |row: usize, column: usize| {
        ((column as f32 + 0.5) / output.w as f32, (row as f32 + 0.5) / output.h as f32)
    };
    page.hover_at("picture-output", over(100, 60));
    page.pause(Duration::from_millis(50));
    magnifies(&mut page, &sharpen, &scene(), 0, [100, 60]);
    // A click stays, whatever the mouse does then; the keys go on from there.
    page.click_at("picture-output", over(120, 200));
    page.hover_at("picture-output", over(20, 20));
    page.hover("view");
    page.pause(Duration::from_millis(50));
    let [row, column] = magnifies(&mut page, &sharpen, &scene(), 0, [120, 200]);
    page.evaluate("document.querySelector('[data-testid=picture-output]').focus()");
    page.press("ArrowDown");
    page.press("ArrowLeft");
    let at = [row + 1, column - 1];
    assert_eq!(magnifies(&mut page, &sharpen, &scene(), 0, at), at);
    // Blue is looked at.
    page.evaluate("[...document.querySelectorAll('[data-testid=magnifier-colour] button')][2].click()");
    page.pause(Duration::from_millis(50));
    assert_eq!(magnifies(&mut page, &sharpen, &scene(), 2, at), at);
    page.screenshot("picture");
    // Both pictures leave as one, twice as large.
    page.evaluate(CATCH);
    page.click("picture-save");
    let (name, png) = caught(&mut page, "png");
    let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!((name.as_str(), [side(16), side(20)]), ("pictures.png", [2 * (320 + 320) + 16, 2 * 240]));
    assert!(png.len() > 10_000, "{} bytes are an empty picture", png.len());
    // A number of the kernel is typed, and the picture changes at once.
    let (_, before) = pixels(&mut page, "picture-output");
    page.click_at("magnifier-kernel", (0.5, 0.5));
    page.press("2");
    page.press("Enter");
    page.pause(Duration::from_millis(100));
    sharpen.weight[4] = 2.0;
    assert!(pixels(&mut page, "picture-output").1 != before);
    filters(&mut page, &sharpen);
    assert_eq!(magnifies(&mut page, &sharpen, &scene(), 2, at), at);
    page.finish();
}

#[test]
fn a_picture_comes_from_a_file_and_a_broken_one_changes_nothing() {
    let mut page = open("sharpen");
    let sharpen = example("sharpen");
    let png = small_png(&mut page);
    page.choose_file("picture-file", &file("small.png", &png));
    page.wait_for("picture-input", |_| true, PATIENCE);
    let size = "document.querySelector('[data-testid=picture-input] canvas').width";
    let until = |page: &mut Page, wanted: u32| {
        (0..100).any(|_| {
            page.pause(Duration::from_millis(20));
            page.evaluate(size) == wanted
        })
    };
    assert!(until(&mut page, 8));
    let (_, shown) = pixels(&mut page, "picture-input");
    assert_eq!(shown[4 * 39..], [6 * 39, 250 - 5 * 39, (39 * 39 % 256) as u8, 255]);
    filters(&mut page, &sharpen);

    let said = "document.querySelector('.picture-said').textContent";
    let says = |page: &mut Page, wanted: &str| {
        let found = (0..100).any(|_| {
            page.pause(Duration::from_millis(20));
            page.evaluate(said).as_str().unwrap().contains(wanted)
        });
        assert!(found, "{}", page.evaluate(said));
    };
    // Half of it, and something else altogether.
    page.choose_file("picture-file", &file("half.png", &png[..png.len() / 2]));
    says(&mut page, "half.png cannot be read as a picture");
    page.choose_file("picture-file", &file("notes.png", b"no picture"));
    says(&mut page, "notes.png cannot be read as a picture");
    assert_eq!(pixels(&mut page, "picture-input").1, shown);
    // Another is dropped on the page.
    page.choose("picture-photograph", 0);
    assert!(until(&mut page, 320));
    page.drop_file("picture-input", &file("dropped.png", &png));
    assert!(until(&mut page, 8));
    assert_eq!(pixels(&mut page, "picture-input").1, shown);
    page.finish();
}

#[test]
fn the_camera_is_filtered_live() {
    let mut page = open("sharpen");
    page.answer_camera(Permission::Granted);
    page.click("picture-camera");
    let mut seen = Vec::new();
    for _ in 0..40 {
        page.pause(Duration::from_millis(100));
        let (width, now) = pixels(&mut page, "picture-input");
        if width == 320 && !seen.contains(&now) {
            seen.push(now);
        }
    }
    // The scene was the first; the camera has moved since.
    assert!(seen.len() > 3, "{} different pictures", seen.len());
    page.screenshot("camera");
    // Off again, the last picture stays.
    page.click("picture-camera");
    page.pause(Duration::from_millis(200));
    let (_, last) = pixels(&mut page, "picture-input");
    page.pause(Duration::from_millis(300));
    assert!(pixels(&mut page, "picture-input").1 == last);
    filters(&mut page, &example("sharpen"));
    page.finish();
}

#[test]
fn without_leave_the_camera_is_one_sentence() {
    let mut page = open("sharpen");
    let (_, scene) = pixels(&mut page, "picture-input");
    page.answer_camera(Permission::Denied);
    page.click("picture-camera");
    page.pause(Duration::from_millis(300));
    let said = page.evaluate("document.querySelector('.picture-said').textContent");
    assert_eq!(said, "The browser was not allowed to use the camera.");
    assert!(pixels(&mut page, "picture-input").1 == scene);
    page.finish();
}

/// A photograph of the site, an effect by its name, and one filter that sums the colours.
#[test]
fn photographs_are_filtered_and_colours_summed() {
    let mut page = open("sobel-x");
    page.choose("picture-photograph", 2);
    page.wait_for("picture-photograph", |_| true, PATIENCE);
    page.pause(Duration::from_millis(800));
    assert!(page.evaluate("location.hash").as_str().unwrap().contains("picture=chelsea"));
    let (width, _) = pixels(&mut page, "picture-input");
    assert_eq!(width, 320);
    page.screenshot("picture-chelsea");
    page.choose("picture-effect", 3);
    page.pause(Duration::from_millis(300));
    assert!(page.evaluate("location.hash").as_str().unwrap().contains("preset=sharpen"));
    // Both pictures are in colour, and then one number is made of three.
    page.evaluate("[...document.querySelectorAll('[data-testid=picture-colours] button')][2].click()");
    page.wait_for("picture-weight-0", |_| true, PATIENCE);
    page.wait_for("formula-numbers", |text| text.contains("red") && text.contains("blue"), PATIENCE);
    let (_, after) = pixels(&mut page, "picture-output");
    assert!(after.chunks(4).all(|pixel| pixel[0] == pixel[1] && pixel[1] == pixel[2]));
    page.screenshot("picture-summed");
    page.finish();
}
