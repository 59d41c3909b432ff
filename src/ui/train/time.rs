//! Back through training: the snapshots as a timeline.

use web_sys::{HtmlInputElement, InputEvent};
use yew::prelude::*;

use crate::app::numbers::thousands;
use crate::app::places::train::Timeline;
use crate::app::text::train as text;

/// Of what learns: `seek` takes the step that is gone back to.
pub fn time(timeline: Option<Timeline>, seek: &Callback<u64>) -> Html {
    let Some(Timeline { snapshots, at: step, newest }) = timeline else { return Html::default() };
    let last = snapshots.len().saturating_sub(1);
    let at = snapshots.partition_point(|snapshot| *snapshot <= step).saturating_sub(1);
    let label = match step {
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
