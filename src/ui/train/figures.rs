//! How it stands in four numbers.

use yew::prelude::*;

use crate::app::numbers::{decimals, percent, thousands, trimmed};
use crate::app::places::train::{Progress, TrainingRuns};

pub fn figures(runs: &TrainingRuns) -> Html {
    let each = |what: &dyn Fn(&Progress) -> String| -> String {
        let texts: Vec<String> = runs.list.iter().map(what).collect();
        if texts.is_empty() { "–".to_owned() } else { texts.join(" | ") }
    };
    let or = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
    let first = |what: &dyn Fn(&Progress) -> String| or(runs.list.first().map(what));
    let figure = |name: &str, testid: &'static str, value: String| {
        // A unit is smaller than its number.
        let (number, unit) = value.split_once(" images").map_or((&value[..], ""), |(n, _)| (n, " images/s"));
        html! { <div><dt>{ name.to_owned() }</dt><dd data-testid={testid}>{ number }<small>{ unit }</small></dd></div> }
    };
    html! {
        <dl class={classes!("train-figures", (runs.list.len() > 1).then_some("two"))}>
            { figure("epoch", "epoch", first(&|progress| decimals(progress.epochs(), 1))) }
            { figure("validation", "validation", each(&|progress| or(progress.evaluation.as_ref().map(|e| percent(e.accuracy))))) }
            { figure("loss", "loss", each(&|progress| or(progress.loss().map(trimmed)))) }
            { figure(if runs.list.iter().any(|progress| progress.on_gpu) { "WebGPU" } else { "CPU" }, "speed", first(&|progress| match progress.speed.0 {
                0.0 => "–".to_owned(),
                speed => format!("{} images/s", thousands(speed as u64)),
            })) }
        </dl>
    }
}
