//! The plane large: what the network, or one of its units, says about every point, with the samples on it.

use std::rc::Rc;

use wasm_bindgen::Clamped;
use web_sys::{HtmlCanvasElement, ImageData};
use yew::prelude::*;

use crate::app::color::{Palette, Rgb, Theme, css};
use crate::app::numbers::trimmed;
use crate::app::places::train::{DataSource, DecisionPlane};
use crate::app::text::train as text;
use crate::data::Scale;
use crate::ui::bitmap::{Bitmap, context};

/// Samples that are drawn.
const MOST: u32 = 600;

/// The colours of the first three classes: the ends of the palettes.
pub fn class_color(class: usize, theme: Theme) -> Rgb {
    match class {
        0 => Palette::Activation.color(-1.0, 1.0, theme),
        1 => Palette::Activation.color(1.0, 1.0, theme),
        _ => Palette::Weight.color(1.0, 1.0, theme),
    }
}

/// What is drawn of the samples.
#[derive(Clone, PartialEq)]
pub struct Samples {
    pub data: DataSource,
    /// Indices of those for validation that the network gets wrong.
    pub wrong: Rc<[u32]>,
}

impl Samples {
    /// The first ones for training, and how many there are of both kinds.
    pub fn counts(&self) -> [u32; 2] {
        match self.data {
            DataSource::Generated { training, validation, .. } => [training, validation],
            DataSource::Custom(_) => [self.data.len(), 0],
        }
    }
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub plane: Rc<DecisionPlane>,
    pub samples: Samples,
    /// The values of a unit, and their range, that are shown in place of the decision.
    #[prop_or_default]
    pub unit: Option<(Rc<[f32]>, f32)>,
    /// Whether only the class is shown, or the sign of a number, and not how sure it is.
    #[prop_or_default]
    pub discrete: bool,
    pub theme: Theme,
}

#[component]
pub fn Plane(Props { plane, samples, unit, discrete, theme }: &Props) -> Html {
    let canvas = use_node_ref();
    {
        let (canvas, theme, discrete) = (canvas.clone(), *theme, *discrete);
        use_effect_with((plane.clone(), unit.is_some(), theme, discrete), move |(plane, ..)| {
            if let Some(canvas) = canvas.cast::<HtmlCanvasElement>() {
                paint(&canvas, plane, discrete, theme);
            }
        });
    }
    let points = use_memo((samples.clone(), *theme), |(samples, theme)| points(samples, *theme));
    let boundary = use_memo(plane.clone(), |plane| plane.boundary());
    let side = plane.side.to_string();
    html! {
        <div class="plane" role="img" aria-label={text::BOUNDARY_TITLE} data-testid="plane" data-discrete={discrete.to_string()}>
            if let Some((values, range)) = unit {
                <Bitmap values={values.clone()} w={plane.unit_side()} palette={Palette::Activation} range={*range} theme={*theme} />
            } else {
                <canvas ref={canvas} width={side.clone()} height={side} />
            }
            <svg viewBox="0 0 100 100">
                if unit.is_none() { <path class="plane-boundary" d={(*boundary).clone()} /> }
                { (*points).clone() }
            </svg>
        </div>
    }
}

/// Samples to train on are round, those for validation are diamonds, and what is wrong has a ring.
fn points(samples: &Samples, theme: Theme) -> Html {
    let [training, _] = samples.counts();
    let len = samples.data.len();
    // Where there are too many, the same share of both kinds.
    let stride = len.div_ceil(MOST).max(1) as usize;
    (0..len)
        .step_by(stride)
        .map(|index| {
            let ([x, y], label) = samples.data.point(index);
            let (x, y) = (50.0 + 50.0 * x, 50.0 + 50.0 * y);
            let color = css(match samples.data.is_regression() {
                true => Palette::Activation.color(Scale::Signed.value(label), 1.0, theme),
                false => class_color(label.into(), theme),
            });
            let is_wrong = samples.wrong.binary_search(&index).is_ok();
            html! {
                <>
                    if index < training {
                        <circle class="of-training" cx={format!("{x:.1}")} cy={format!("{y:.1}")} r="1.1" fill={color} />
                    } else {
                        <path class="of-validation" d={format!("M{x:.1} {:.1}l1.5 1.5l-1.5 1.5l-1.5-1.5z", y - 1.5)} stroke={color} />
                    }
                    if is_wrong { <circle class="wrong" cx={format!("{x:.1}")} cy={format!("{y:.1}")} r="2.4" /> }
                </>
            }
        })
        .collect()
}

/// Each point in the colour of its number, or of the class that wins there, the fainter the closer the runner-up.
fn paint(canvas: &HtmlCanvasElement, plane: &DecisionPlane, discrete: bool, theme: Theme) {
    let from = Palette::Activation.color(0.0, 1.0, theme).map(f32::from);
    let pixel = |(class, probability): (usize, f32)| {
        let part = if discrete { 0.85 } else { 0.85 * (2.0 * probability - 1.0).clamp(0.0, 1.0) };
        let to = class_color(class, theme).map(f32::from);
        let [r, g, b] = std::array::from_fn(|i| (from[i] + (to[i] - from[i]) * part) as u8);
        [r, g, b, 255]
    };
    let number = |value: &f32| {
        let value = if discrete { value.signum() } else { *value };
        let [r, g, b] = Palette::Activation.color(value, 1.0, theme);
        [r, g, b, 255]
    };
    let pixels: Vec<u8> = match plane.is_regression() {
        true => plane.heights().iter().flat_map(number).collect(),
        false => plane.winners().flat_map(pixel).collect(),
    };
    let Ok(image) = ImageData::new_with_u8_clamped_array(Clamped(&pixels), plane.side as u32) else { return };
    context(canvas).put_image_data(&image, 0.0, 0.0).expect("the image is whole");
}

/// What the colours and marks mean.
pub fn legend(samples: &Samples, theme: Theme, unit: Option<f32>) -> Html {
    let ([training, validation], names) = (samples.counts(), samples.data.names());
    let gradient = Palette::Activation.gradient(theme);
    let [least, middle, most] = match (unit, &names[..]) {
        (Some(range), _) => [format!("−{}", trimmed(range)), "0".to_owned(), trimmed(range)],
        (None, [_]) => ["−1".to_owned(), names[0].clone(), "1".to_owned()],
        (None, [_, second]) => ["0 %".to_owned(), text::probability_of(second), "100 %".to_owned()],
        (None, _) => [String::new(), String::new(), String::new()],
    };
    html! {
        <div class="plane-legend">
            if names.len() <= 2 || unit.is_some() {
                <p class="plane-scale" ~style={format!("--gradient:{gradient}")}><span>{ least }</span><span>{ middle }</span><span>{ most }</span></p>
            } else {
                <p>{ for names.iter().enumerate().map(|(class, name)| html! { <span class="of-class"><i ~style={format!("background:{}", css(class_color(class, theme)))}></i>{ name }</span> }) }</p>
            }
            <p class="plane-marks">
                <span><svg viewBox="-2 -2 4 4"><circle r="1.2" fill="currentColor" /></svg>{ text::points(&text::RUN_LINES[0], training) }</span>
                <span><svg viewBox="-2 -2 4 4"><path d="M0-1.5l1.5 1.5l-1.5 1.5l-1.5-1.5z" fill="none" stroke="currentColor" stroke-width=".6" /></svg>{ text::points(text::RUN_LINES[1].get(), validation) }</span>
                // A number is near or far, and no class that is right or wrong.
                if names.len() > 1 {
                    <span data-testid="wrong"><svg viewBox="-2 -2 4 4"><circle r="1.5" fill="none" stroke="currentColor" stroke-width=".6" /></svg>{ text::wrong(samples.wrong.len()) }</span>
                    <span><svg viewBox="-2 -2 4 4"><path d="M-2 0h4" stroke="currentColor" stroke-width=".6" /></svg>{ text::EQUALLY_PROBABLE }</span>
                }
            </p>
        </div>
    }
}
