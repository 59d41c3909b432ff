//! Back through training: the snapshots as a timeline.

use web_sys::{HtmlInputElement, InputEvent};
use yew::prelude::*;

use crate::app::numbers::thousands;
use crate::app::places::train::Progress;
use crate::app::text::train as text;

/// Of a run: `seek` takes the step that is gone back to.
pub fn time(run: Option<&Progress>, seek: &Callback<u64>) -> Html {
    let Some(first) = run else { return Html::default() };
    let snapshots = first.last.snapshots.clone();
    let last = snapshots.len().saturating_sub(1);
    let at = snapshots.partition_point(|step| *step <= first.last.step).saturating_sub(1);
    let newest = first.newest();
    let label = match first.last.step {
        step if step >= newest => text::step_now(&thousands(step)),
        step => text::step_of(&thousands(step), &thousands(newest)),
    };
    let part = if last == 0 { 100.0 } else { 100.0 * at as f32 / last as f32 };
    let go = seek.reform(move |event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let index = (input.value_as_number().max(0.0) as usize).min(snapshots.len().saturating_sub(1));
        snapshots.get(index).copied().unwrap_or(0)
    });
    html! {
        <div class="train-time">
            <span>{ text::HISTORY }</span>
            <input class="scrub" type="range" data-testid="time" aria-label={text::HISTORY} aria-valuetext={label.clone()} min="0" max={last.to_string()}
                value={at.to_string()} disabled={last == 0} ~style={format!("--part:{part}%")} oninput={go} />
            <output data-testid="step">{ label }</output>
        </div>
    }
}
