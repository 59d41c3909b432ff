//! The lens: training and inference side by side on one sample, and formulas with the numbers of the last step.

use yew::prelude::*;

use crate::app::color::{Palette, Theme};
use crate::app::places::train::{LensChoice, Look, Train, TrainAction};
use crate::app::text::train as text;
use crate::ui::bitmap::Bitmap;
use crate::ui::widgets::fields::{Choice, Stepper};

pub fn lens(train: &Train, theme: Theme, ask: &Callback<TrainAction>) -> Html {
    let Some(lens) = train.seen_through_lens() else { return Html::default() };
    let choice = lens.choice;
    let choose = ask.reform(|layer| TrainAction::Lens(LensChoice { layer, index: 0 }));
    let set = ask.reform(move |index| TrainAction::Lens(LensChoice { index, ..choice }));
    let index_name = if train.config.look == Look::Updates { text::WEIGHT } else { text::CHANNEL };
    let options: Vec<AttrValue> = lens.layers.iter().map(|name| AttrValue::from(name.clone())).collect();
    // What is compared has one range.
    let range = |title: &str, values: &[f32]| match title == &*text::DROPOUT_MAPS[1] {
        true => 1.0,
        false => values.iter().fold(f32::MIN_POSITIVE, |most, value| most.max(value.abs())),
    };
    let outputs = lens.maps.iter().skip(lens.maps.len().saturating_sub(2));
    let common = outputs.map(|(title, values)| range(title, values)).fold(f32::MIN_POSITIVE, f32::max);
    let maps = lens.maps.iter().enumerate().map(|(i, (title, values))| {
        let range = if i + 2 >= lens.maps.len() { common } else { range(title, values) };
        html! {
            <figure>
                <Bitmap values={values.clone()} w={lens.columns} palette={Palette::Activation} {range} {theme} />
                <figcaption>{ *title }</figcaption>
            </figure>
        }
    });
    html! {
        <section class="lens" aria-label={text::LENS} data-testid="lens">
            <div class="lens-choice">
                <Choice name={text::LAYER_OF_LENS} {options} chosen={choice.layer} {choose} testid="lens-layer" />
                if lens.count > 1 {
                    <Stepper name={index_name} value={choice.index} least={0} largest={lens.count - 1} {set} complain={ask.reform(TrainAction::Status)} testid="lens-index" />
                }
            </div>
            if !lens.maps.is_empty() { <div class="lens-maps">{ for maps }</div> }
            <ul class="lens-lines">{ for lens.lines.iter().map(|line| html! { <li>{ line.clone() }</li> }) }</ul>
        </section>
    }
}
