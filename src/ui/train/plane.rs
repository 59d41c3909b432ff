//! The decision boundary: what the network says about every point of the plane, and the samples on it.

use std::rc::Rc;

use wasm_bindgen::Clamped;
use web_sys::{HtmlCanvasElement, ImageData};
use yew::prelude::*;

use crate::app::color::{Palette, Rgb, Theme, css};
use crate::app::places::train::{DataSource, TrainConfig, TrainingRuns};
use crate::app::text::train as text;
use crate::ui::bitmap::context;

/// Samples that are drawn.
const MOST: u32 = 400;

pub fn plane(config: &TrainConfig, runs: &TrainingRuns, theme: Theme) -> Html {
    html! {
        <section class="train-plane" aria-label={text::BOUNDARY}>
            <h2>{ text::BOUNDARY }</h2>
            <div>
                { for runs.list.iter().map(|progress| match &progress.boundary {
                    Some((side, logits)) => html! { <Plane side={*side as usize} logits={logits.clone()} samples={config.data.clone()} {theme} /> },
                    None => Html::default(),
                }) }
            </div>
        </section>
    }
}

/// The colours of the first three classes: the ends of the palettes.
fn class_color(class: usize, theme: Theme) -> Rgb {
    match class {
        0 => Palette::Activation.color(-1.0, 1.0, theme),
        1 => Palette::Activation.color(1.0, 1.0, theme),
        _ => Palette::Weight.color(1.0, 1.0, theme),
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    side: usize,
    logits: Rc<[Vec<f32>]>,
    samples: DataSource,
    theme: Theme,
}

#[component]
fn Plane(Props { side, logits, samples, theme }: &Props) -> Html {
    let canvas = use_node_ref();
    {
        let (canvas, side, theme) = (canvas.clone(), *side, *theme);
        use_effect_with((logits.clone(), theme), move |(logits, _)| {
            if let Some(canvas) = canvas.cast::<HtmlCanvasElement>() {
                paint(&canvas, side, logits, theme);
            }
        });
    }
    let points = use_memo((samples.clone(), *theme), |(samples, theme)| {
        (0..samples.len().min(MOST))
            .map(|index| {
                let (values, label) = samples.sample(index);
                let at = |value: f32| 50.0 + 50.0 * value;
                html! { <circle cx={at(values[0]).to_string()} cy={at(values[1]).to_string()} r="1.5" fill={css(class_color(label.into(), *theme))} /> }
            })
            .collect::<Html>()
    });
    html! {
        <div class="plane" role="img" aria-label={text::BOUNDARY_TITLE} data-testid="plane">
            <canvas ref={canvas} width={side.to_string()} height={side.to_string()} />
            <svg viewBox="0 0 100 100">{ (*points).clone() }</svg>
        </div>
    }
}

/// Each point in the colour of the class that wins there, the fainter the closer the runner-up.
fn paint(canvas: &HtmlCanvasElement, side: usize, logits: &[Vec<f32>], theme: Theme) {
    let [r, g, b] = Palette::Activation.color(0.0, 1.0, theme).map(f32::from);
    let pixel = |logits: &[f32]| {
        let best = (0..logits.len()).max_by(|&a, &b| logits[a].total_cmp(&logits[b])).unwrap_or(0);
        let second =
            (0..logits.len()).filter(|&k| k != best).map(|k| logits[k]).fold(f32::NEG_INFINITY, f32::max);
        // The probability of the winner against the runner-up, from a half to all.
        let sure = 2.0 / (1.0 + (second - logits[best]).exp()) - 1.0;
        let part = 0.12 + 0.5 * sure.clamp(0.0, 1.0);
        let [to_r, to_g, to_b] = class_color(best, theme).map(f32::from);
        let mix = |from: f32, to: f32| (from + (to - from) * part) as u8;
        [mix(r, to_r), mix(g, to_g), mix(b, to_b), 255]
    };
    let classes = logits.first().map_or(1, |row| (row.len() / side.max(1)).max(1));
    let pixels: Vec<u8> = logits.iter().flat_map(|row| row.chunks_exact(classes)).flat_map(pixel).collect();
    let Ok(image) = ImageData::new_with_u8_clamped_array(Clamped(&pixels), side as u32) else { return };
    context(canvas).put_image_data(&image, 0.0, 0.0).expect("the image is whole");
}
