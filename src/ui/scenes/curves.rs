//! Precision over recall of the detector that is shown, and both detectors side by side.

use yew::prelude::*;

use crate::app::numbers::in_language;
use crate::app::places::scenes::{Scenes, UNSEEN};
use crate::app::text::Text;
use crate::app::text::scenes as text;
use crate::app::text::scenes_stages as words;

/// The sides of the chart and the room for its numbers, in pixels of the page.
const SIZE: [f32; 2] = [320.0, 118.0];
const LEFT: f32 = 24.0;
const BELOW: f32 = 16.0;
const ABOVE: f32 = 6.0;

pub fn curves(scenes: &Scenes) -> Html {
    let Some(curves) = scenes.curves() else { return both(scenes) };
    let about = match scenes.learning {
        Some(_) => words::NOT_LEARNT_FROM.to_string(),
        None => words::unseen(UNSEEN),
    };
    let areas = curves.iter().map(|curve| mean(curve));
    html! {
        <>
            <figure class="curves" data-testid="precision-recall" data-areas={areas.map(|area| area.to_string()).collect::<Vec<_>>().join(" ")}>
                <figcaption><b>{ words::PRECISION_RECALL }</b>{ " " }<span class="fine">{ about }</span></figcaption>
                { chart(curves) }
            </figure>
            { both(scenes) }
        </>
    }
}

/// The area below a curve, by its points.
fn mean(curve: &[f32]) -> f32 {
    curve.iter().sum::<f32>() / curve.len().max(1) as f32
}

fn at(recall: f32, precision: f32) -> [f32; 2] {
    let [w, h] = SIZE;
    [LEFT + recall * (w - LEFT - 8.0), ABOVE + (1.0 - precision) * (h - ABOVE - BELOW)]
}

fn chart(curves: &[Vec<f32>]) -> Html {
    let [w, h] = SIZE;
    let line = |(curve, class): (&Vec<f32>, &'static str)| {
        let last = curve.len().saturating_sub(1).max(1) as f32;
        let point = |(i, precision): (usize, &f32)| {
            let [x, y] = at(i as f32 / last, *precision);
            format!("{x:.1},{y:.1}")
        };
        let points: Vec<String> = curve.iter().enumerate().map(point).collect();
        html! { <polyline class={class} points={points.join(" ")} /> }
    };
    let rule = |(value, name): (f32, &'static str)| {
        let name = in_language(name.to_owned());
        let ([left, y], [right, _]) = (at(0.0, value), at(1.0, value));
        let [x, below] = at(value, 0.0);
        html! {
            <>
                <line x1={left.to_string()} x2={right.to_string()} y1={y.to_string()} y2={y.to_string()} />
                <text x={(left - 5.0).to_string()} y={(y + 4.0).to_string()} text-anchor="end">{ name.clone() }</text>
                <text x={x.to_string()} y={(below + 14.0).to_string()} text-anchor="middle">{ name }</text>
            </>
        }
    };
    let names = curves.iter().zip(words::CURVES).zip([0.36, 0.16]).enumerate();
    let name = |(i, ((curve, name), y)): (usize, ((&Vec<f32>, Text), f32))| {
        let [x, y] = at(0.06, y);
        let said = words::area(&name, mean(curve));
        html! { <text class={CLASSES[i]} x={x.to_string()} y={y.to_string()}>{ said }</text> }
    };
    html! {
        <svg viewBox={format!("0 0 {w} {h}")} role="img" aria-label={words::PRECISION_RECALL}>
            { for words::AXIS.map(rule) }
            { for curves.iter().zip(CLASSES).map(line) }
            { for names.map(name) }
        </svg>
    }
}

const CLASSES: [&str; 2] = ["lax", "strict"];

/// mAP75 of both detectors that come with the page.
fn both(scenes: &Scenes) -> Html {
    let Some(all) = scenes.strict().filter(|_| scenes.learning.is_none()) else { return Html::default() };
    let bar = |(i, value): (usize, f32)| {
        let shown = usize::from(scenes.has_two_stages()) == i;
        html! {
            <div class={shown.then_some("shown")}>
                <span>{ words::STAGES[i] }</span>
                <i ~style={format!("--part:{}%", 100.0 * value)}></i>
                <b data-testid={format!("strict-{}", i + 1)}>{ text::metric(value) }</b>
            </div>
        }
    };
    html! {
        <div class="strict-bars" role="group" aria-label={words::STRICT}>
            <b>{ words::STRICT }</b>
            { for all.into_iter().enumerate().map(bar) }
        </div>
    }
}
