//! What is left of a network on points of the plane: the points, and what all layers have in common.

use web_sys::{HtmlInputElement, InputEvent};
use yew::prelude::*;

use super::layers::Layers;
use super::plane::class_color;
use super::settings::Change;
use crate::app::color::{Palette, Theme, css};
use crate::app::numbers::whole_percent;
use crate::app::places::train::{DataSource, Train, TrainAction};
use crate::app::text::train as text;
use crate::data::{Generator, Scale, Source};
use crate::layers::Layer;
use crate::layers::activation::Activation;
use crate::ui::widgets::fields::{Choice, Stepper};
use crate::ui::widgets::segments::Segments;

/// Points of a picture that says which data there are.
const FEW: u64 = 80;
/// What hidden layers can have.
const ACTIVATIONS: [Activation; 4] =
    [Activation::Tanh, Activation::Sigmoid, Activation::Relu, Activation::LeakyRelu { slope: 0.01 }];

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The panel with the points, and the list of layers.
    panels: [Html; 2],
}

/// One of both panels.
#[component]
fn Panels(Props { panels }: &Props) -> Html {
    let chosen = use_state(|| 0);
    let choose = {
        let chosen = chosen.clone();
        Callback::from(move |i| chosen.set(i))
    };
    html! {
        <section class="train-net toy-data" aria-label={text::LEFT_SIDE}>
            <Segments name={text::LEFT_SIDE} options={text::DATA_OR_LAYERS.map(AttrValue::from).to_vec()} chosen={*chosen} {choose} testid="left-side" />
            { panels[*chosen].clone() }
        </section>
    }
}

pub fn toy_data(train: &Train, theme: Theme, ask: &Callback<TrainAction>) -> Html {
    let Train { config, runs, .. } = train;
    let layers = html! {
        <Layers config={config.clone()} can_undo_redo={train.can_undo_redo()} plan_error={runs.plan_error.clone()} ask={ask.clone()} />
    };
    html! { <Panels panels={[points(train, theme, ask), layers]} /> }
}

fn points(Train { config, .. }: &Train, theme: Theme, ask: &Callback<TrainAction>) -> Html {
    let DataSource::Generated { generator, training, validation } = config.data else {
        return Html::default();
    };
    let (change, complain) = (Change { config, ask }, ask.reform(TrainAction::Status));
    let all = training + validation;
    let percent = (100 * validation).div_ceil(all.max(1));
    let picture = |source: Source| {
        let choose = change.to(move |config, _: MouseEvent| {
            let DataSource::Generated { generator, training, validation } = config.data else { return };
            let generator = Generator { source, ..generator };
            *config = config.with_data(DataSource::Generated { generator, training, validation });
        });
        html! {
            <button key={source.name()} onclick={choose} aria-pressed={(source == generator.source).to_string()} data-testid={format!("points-{}", source.name())}>
                <Points {source} {theme} />{ text::source(source) }
            </button>
        }
    };
    let with_generator = |with: fn(&mut Generator, f32)| {
        change.to(move |config, value: f32| {
            if let DataSource::Generated { generator, .. } = &mut config.data {
                with(generator, value);
            }
        })
    };
    let noise = with_generator(|generator, noise| generator.noise = noise / 100.0);
    let share = change.to(move |config, percent: f32| *config = config.with_counts(all, percent as u32));
    let count = change.to(move |config, all: usize| *config = config.with_counts(all as u32, percent));
    let new = with_generator(|generator, _| generator.seed += 1).reform(|_: MouseEvent| 0.0);
    let activation = config.activation();
    let mut known = ACTIVATIONS.to_vec();
    if !known.contains(&activation) {
        known.push(activation);
    }
    let names =
        known.iter().map(|known| AttrValue::from(Layer::from(*known).op().summary())).collect::<Vec<_>>();
    let chosen = known.iter().position(|known| *known == activation).unwrap_or(0);
    html! {
        <>
            <div class="toy-sources">{ for Source::ALL.into_iter().filter(|source| source.is_plane() || *source == Source::Wave).map(picture) }</div>
            <Slider name={text::POINT_NOISE} value={(100.0 * generator.noise).round()} largest={50.0} set={noise} testid="toy-noise" />
            <Slider name={text::FOR_VALIDATION_SHARE} value={percent as f32} largest={90.0} set={share} testid="toy-share" />
            <Stepper name={text::POINTS} value={all as usize} least={10} largest={5000} set={count} complain={complain.clone()} testid="toy-count" />
            <Stepper name={text::BATCH} value={config.settings.batch} least={1} largest={1024} testid="toy-batch" complain={complain.clone()}
                set={change.to(|config, batch: usize| config.settings.batch = batch)} />
            <Choice name={text::ACTIVATION} options={names} {chosen} testid="toy-activation"
                choose={change.to(move |config, i: usize| *config = config.with_activation(known[i]))} />
            <button class="chip" onclick={new} data-testid="new-points">{ text::NEW_POINTS }</button>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct PointsProps {
    source: Source,
    theme: Theme,
}

/// What data look like, small.
#[component]
fn Points(PointsProps { source, theme }: &PointsProps) -> Html {
    let points = use_memo((*source, *theme), |(source, theme)| {
        let generator = Generator::of(*source);
        (0..FEW)
            .map(|index| {
                let mut point = [0.0; 2];
                let is_plane = source.is_plane();
                let label = generator.sample(index, if is_plane { &mut point } else { &mut point[..1] });
                let color = match (is_plane, source.is_regression()) {
                    (true, true) => Palette::Activation.color(Scale::Signed.value(label), 1.0, *theme),
                    (true, false) => class_color(label.into(), *theme),
                    (false, _) => class_color(1, *theme),
                };
                if !is_plane {
                    point[1] = -Scale::Signed.value(label);
                }
                let [x, y] = point.map(|value| format!("{value:.2}"));
                html! { <circle cx={x} cy={y} r="0.06" fill={css(color)} /> }
            })
            .collect::<Html>()
    });
    html! { <svg viewBox="-1 -1 2 2" aria-hidden="true">{ (*points).clone() }</svg> }
}

#[derive(Properties, PartialEq)]
struct SliderProps {
    name: &'static str,
    /// In percent.
    value: f32,
    largest: f32,
    set: Callback<f32>,
    testid: &'static str,
}

/// A share in percent, which is taken when the slider is let go.
#[component]
fn Slider(SliderProps { name, value, largest, set, testid }: &SliderProps) -> Html {
    let moved = use_state(|| None::<f32>);
    let shown = moved.unwrap_or(*value);
    let number = |event: Event| event.target_unchecked_into::<HtmlInputElement>().value_as_number() as f32;
    let oninput = {
        let moved = moved.clone();
        move |event: InputEvent| moved.set(Some(number(event.into())))
    };
    let onchange = {
        let (moved, set) = (moved.clone(), set.clone());
        move |event: Event| {
            moved.set(None);
            set.emit(number(event));
        }
    };
    html! {
        <label class="slider">
            <span>{ name }<b>{ whole_percent(shown / 100.0) }</b></span>
            <input class="scrub" type="range" min="0" max={largest.to_string()} value={shown.to_string()} ~style={format!("--part:{}%", 100.0 * shown / largest)} {oninput} {onchange} aria-label={*name} data-testid={*testid} />
        </label>
    }
}
