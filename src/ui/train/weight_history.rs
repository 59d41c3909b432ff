//! One kernel over time, as a strip of pictures.

use yew::prelude::*;

use crate::app::color::{Palette, Theme};
use crate::app::numbers::{thousands, trimmed};
use crate::app::places::train::{TrainAction, WeightHistory};
use crate::ui::bitmap::Bitmap;

pub fn weight_history_strip(
    weight_history: &WeightHistory,
    theme: Theme,
    ask: &Callback<TrainAction>,
) -> Html {
    let range = weight_history.range();
    html! {
        <section class="film" aria-label="A kernel over time" data-testid="film">
            <header>
                <b>{ format!("{} over time", weight_history.name) }</b><span>{ format!("±{}", trimmed(range)) }</span>
                <button class="chip" aria-label="Close" onclick={ask.reform(|_| TrainAction::HideWeightHistory)}>{ "×" }</button>
            </header>
            <ol>{ for weight_history.frames.iter().map(|(step, values)| html! {
                <li key={*step}><Bitmap values={values.clone()} w={weight_history.size[1]} palette={Palette::Weight} {range} {theme} /><span>{ thousands(*step) }</span></li>
            }) }</ol>
        </section>
    }
}
