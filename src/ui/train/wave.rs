//! A function of a line: what is to be learnt, what the network says, and the terms that it is the sum of.

use std::rc::Rc;

use yew::prelude::*;

use super::plane::Samples;
use crate::app::places::train::DecisionPlane;
use crate::app::text::train as text;
use crate::data::Scale;

/// Samples that are drawn at most.
const MOST: u32 = 400;
/// The largest height that is drawn.
const HEIGHT: f32 = 1.3;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub plane: Rc<DecisionPlane>,
    pub samples: Samples,
    /// What each unit adds.
    pub terms: Rc<[Vec<f32>]>,
    /// The unit that is pointed at.
    pub pointed: Option<usize>,
}

/// A line through heights at even distances, in a square of 100 × 100.
pub fn line(heights: &[f32], largest: f32) -> String {
    let last = heights.len().saturating_sub(1).max(1) as f32;
    let point = |(i, height): (usize, &f32)| {
        let y = 50.0 - 50.0 * (height / largest).clamp(-2.0, 2.0);
        format!("{}{:.1} {y:.1}", if i == 0 { 'M' } else { 'L' }, 100.0 * i as f32 / last)
    };
    heights.iter().enumerate().map(point).collect()
}

#[component]
pub fn Wave(Props { plane, samples, terms, pointed }: &Props) -> Html {
    let points = use_memo(samples.clone(), |samples| {
        let [training, _] = samples.counts();
        let stride = samples.data.len().div_ceil(MOST).max(1) as usize;
        let point = |index: u32| {
            let (values, label) = samples.data.sample(index);
            let (x, y) = (50.0 + 50.0 * values[0], 50.0 - 50.0 * Scale::Signed.value(label) / HEIGHT);
            match index < training {
                true => html! { <circle cx={format!("{x:.1}")} cy={format!("{y:.1}")} r="0.8" /> },
                false => {
                    html! { <path class="of-validation" d={format!("M{x:.1} {:.1}l1.2 1.2l-1.2 1.2l-1.2-1.2z", y - 1.2)} /> }
                }
            }
        };
        (0..samples.data.len()).step_by(stride).map(point).collect::<Html>()
    });
    html! {
        <div class="plane wave" role="img" aria-label={text::WAVE_TITLE} data-testid="plane">
            <svg viewBox="0 0 100 100">
                <path class="axis" d="M0 50h100M50 0v100" />
                { (*points).clone() }
                { for terms.iter().enumerate().map(|(unit, term)| html! { <path class={classes!("term", (*pointed == Some(unit)).then_some("pointed"))} d={line(term, HEIGHT)} /> }) }
                <path class="sum" d={line(plane.heights(), HEIGHT)} />
            </svg>
        </div>
    }
}

/// What the lines and marks mean.
pub fn legend(samples: &Samples, terms: usize) -> Html {
    let [training, validation] = samples.counts();
    html! {
        <div class="plane-legend"><p class="plane-marks">
            <span>{ text::points(&text::RUN_LINES[0], training) }</span>
            <span>{ text::points(text::RUN_LINES[1].get(), validation) }</span>
            <span class="sum">{ text::sum_of(terms) }</span>
        </p></div>
    }
}
