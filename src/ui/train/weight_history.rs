//! One kernel over time, as a strip of pictures.

use yew::prelude::*;

use crate::app::color::{Palette, Theme};
use crate::app::numbers::{thousands, trimmed};
use crate::app::places::train::{TrainAction, WeightHistory};
use crate::app::text::shell::CLOSE;
use crate::app::text::train as text;
use crate::ui::bitmap::Bitmap;

pub fn weight_history_strip(
    weight_history: &WeightHistory,
    theme: Theme,
    ask: &Callback<TrainAction>,
) -> Html {
    let range = weight_history.range();
    html! {
        <section class="film" aria-label={text::KERNEL_OVER_TIME} data-testid="film">
            <header>
                <b>{ text::over_time(&weight_history.name) }</b><span>{ format!("±{}", trimmed(range)) }</span>
                <button class="chip" aria-label={CLOSE} onclick={ask.reform(|_| TrainAction::HideWeightHistory)}>{ "×" }</button>
            </header>
            <ol>{ for weight_history.frames.iter().map(|(step, values)| html! {
                <li key={*step}><Bitmap values={values.clone()} w={weight_history.size[1]} palette={Palette::Weight} {range} {theme} /><span>{ thousands(*step) }</span></li>
            }) }</ol>
        </section>
    }
}
