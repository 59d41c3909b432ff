//! The steps of a timeline become an animation. From one to the next only what changes is drawn and read.

use wasm_bindgen::JsValue;

use super::canvas::Canvas;
use crate::app::figure::{Animation, Area, Scene};
use crate::app::text::lab as text;
use crate::ui::browser::pause;

/// How long each picture is shown, and the last, in hundredths of a second.
const DELAYS: (u16, u16) = (40, 200);

/// These steps as a GIF, or nothing if `goes_on`, which is told how far it is, says so. The page stays alive meanwhile.
pub async fn gif(
    steps: &[usize],
    at: impl Fn(usize) -> Scene,
    goes_on: impl Fn(String) -> bool,
) -> Result<Option<Vec<u8>>, JsValue> {
    // Formulas have more lines at some steps than at others.
    let (mut width, mut height) = (0.0f32, 0.0f32);
    for &step in steps {
        if !goes_on(text::gif_progress(0)) {
            return Ok(None);
        }
        let scene = at(step);
        (width, height) = (width.max(scene.width), height.max(scene.height));
        pause(0).await;
    }
    let canvas = Canvas::new(width, height, 1.0)?;
    let [width, height] = canvas.size();
    let mut animation = Animation::new(width as u16, height as u16);
    let mut before: Option<Scene> = None;
    for (i, &step) in steps.iter().enumerate() {
        if !goes_on(text::gif_progress(100 * i / steps.len())) {
            return Ok(None);
        }
        let scene = at(step);
        let area = match &before {
            Some(before) => {
                let changes = scene.changes(before).into_iter();
                let areas: Vec<Area> = changes.filter_map(|area| area.within(width, height)).collect();
                canvas.repaint(&scene, &areas)?;
                // Two equal pictures differ in as little as can be written.
                Area::around(&areas).unwrap_or(Area { left: 0, top: 0, width: 1, height: 1 })
            }
            None => {
                canvas.paint(&scene).await?;
                Area { left: 0, top: 0, width, height }
            }
        };
        pause(0).await;
        let pixels = canvas.pixels(area)?;
        pause(0).await;
        animation.push(area, &pixels, if i + 1 == steps.len() { DELAYS.1 } else { DELAYS.0 });
        before = Some(scene);
        pause(0).await;
    }
    Ok(Some(animation.finish()))
}
