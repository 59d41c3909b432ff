//! How it stands in four numbers.

use yew::prelude::*;

use crate::app::numbers::{decimals, percent, thousands, trimmed};
use crate::app::places::train::{Progress, Train};
use crate::app::text::train as text;

pub fn figures(train: &Train) -> Html {
    let runs = &train.runs;
    let shown = train.shown_runs();
    let each = |what: &dyn Fn(&Progress) -> String| -> String {
        let texts: Vec<String> = shown.iter().map(|progress| what(progress)).collect();
        if texts.is_empty() { "–".to_owned() } else { texts.join(" | ") }
    };
    let or = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
    let first = |what: &dyn Fn(&Progress) -> String| or(runs.list.first().map(what));
    let is_toy = train.config.data.is_toy();
    let unit = format!(" {}", if is_toy { text::POINTS_PER_SECOND } else { text::IMAGES_PER_SECOND });
    let figure = |name: &str, testid: &'static str, value: String| {
        // A unit is smaller than its number.
        let (number, unit) =
            value.strip_suffix(&*unit).map_or((&value[..], ""), |number| (number, &unit[..]));
        html! { <div><dt>{ name.to_owned() }</dt><dd data-testid={testid}>{ number }<small>{ unit }</small></dd></div> }
    };
    let computes = match runs.list.iter().any(|progress| progress.last.on_gpu) {
        true => text::WEBGPU.to_string(),
        false => text::cpu(runs.list.iter().map(|progress| progress.last.workers).max().unwrap_or(1)),
    };
    html! {
        <dl class={classes!("train-figures", (shown.len() > 1).then_some("two"))}>
            { figure(text::EPOCH.get(), "epoch", first(&|progress| decimals(progress.epochs(), 1))) }
            { figure(text::VALIDATION.get(), "validation", each(&|progress| or(progress.accuracy().map(accuracy)))) }
            { figure(text::LOSS.get(), "loss", each(&|progress| or(progress.loss().map(trimmed)))) }
            { figure(&computes, "speed", first(&|progress| match progress.speed {
                0.0 => "–".to_owned(),
                speed => thousands(speed as u64) + &unit,
            })) }
        </dl>
    }
}

/// An accuracy, with its standard error where it was measured on a part.
pub fn accuracy((accuracy, error): (f32, Option<f32>)) -> String {
    let accuracy = percent(accuracy);
    error.map_or(accuracy.clone(), |error| text::plus_minus(&accuracy, &decimals(100.0 * error, 1)))
}
