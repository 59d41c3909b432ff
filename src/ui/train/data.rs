//! What is learnt from: generated samples, or somebody's files.

use yew::prelude::*;

use super::drawn::Drawn;
use super::files::{load_files, own_choice};
use super::server_files::server_files;
use super::settings::Change;
use crate::app::color::Theme;
use crate::app::numbers::plural;
use crate::app::places::train::{DataSource, TrainAction, TrainConfig, TrainingRuns};
use crate::data::{Generator, Source};
use crate::ui::widgets::fields::{Choice, Stepper};
use crate::ui::widgets::number::Number;
use crate::ui::widgets::popover::Popover;

/// The sources as people call them.
const NAMES: [(Source, &str); 6] = [
    (Source::Digits, "Digits, generated"),
    (Source::Shapes, "Shapes in colour"),
    (Source::Circle, "Circle"),
    (Source::Xor, "Exclusive or"),
    (Source::Spiral, "Spiral"),
    (Source::Blobs, "Blobs"),
];

pub fn data_picker(
    config: &TrainConfig,
    runs: &TrainingRuns,
    theme: Theme,
    ask: &Callback<TrainAction>,
) -> Html {
    let label = match &config.data {
        DataSource::Generated { generator, .. } => NAMES
            .iter()
            .find(|(source, _)| *source == generator.source)
            .map_or("", |(_, name)| name)
            .to_owned(),
        DataSource::Custom(own) => own.name.clone(),
    };
    let change = Change { config, ask };
    let names = NAMES.iter().map(|(_, name)| AttrValue::from(*name));
    let is_own = matches!(config.data, DataSource::Custom(_));
    let options: Vec<AttrValue> =
        is_own.then(|| AttrValue::from(label.clone())).into_iter().chain(names).collect();
    let chosen = match &config.data {
        DataSource::Generated { generator, .. } => {
            NAMES.iter().position(|(source, _)| *source == generator.source).unwrap_or(0)
        }
        DataSource::Custom(_) => 0,
    };
    let skip = usize::from(is_own);
    let choose = {
        let config = config.clone();
        let ask = ask.clone();
        Callback::from(move |i: usize| {
            if let Some((source, _)) = i.checked_sub(skip).and_then(|i| NAMES.get(i)) {
                ask.emit(TrainAction::Configure(Box::new(config.with_data(DataSource::of(*source)))));
            }
        })
    };
    let samples = plural(config.data.len() as usize, "sample");
    let split = runs.list.first().filter(|progress| progress.ready).map(|progress| progress.validation.len());
    html! {
        <Popover {label} name="Data" testid="data">
            <Choice name="Data" {options} {chosen} {choose} testid="source" wide={true} />
            if let DataSource::Generated { generator, training, validation } = &config.data {
                { generated(change, *generator, *training, *validation) }
            }
            <p class="fine">{ format!("{samples} in {}", plural(config.data.names().len(), "class").replace("classs", "classes")) }
                { split.map_or(String::new(), |n| format!(", {n} of them for validation")) }{ "." }</p>
            <hr />
            { own_choice() }
            { load_files(ask) }
            { server_files(ask) }
            <hr />
            <Drawn {theme} ask={ask.clone()} />
        </Popover>
    }
}

fn generated(change: Change<'_>, generator: Generator, training: u32, validation: u32) -> Html {
    let to = |with: fn(&mut Generator, &mut u32, &mut u32, f32)| {
        change.to(move |config, value: f32| {
            if let DataSource::Generated { generator, training, validation } = &mut config.data {
                with(generator, training, validation, value);
            }
            config.sample = config.sample.min(config.data.len() - 1);
        })
    };
    let whole = |callback: Callback<f32>| callback.reform(|n: usize| n as f32);
    html! {
        <>
            <Stepper name="To train on" value={training as usize} least={10} largest={60_000} testid="count-training" complain={Callback::noop()}
                set={whole(to(|_, training, _, n| *training = n as u32))} />
            <Stepper name="For validation" value={validation as usize} least={0} largest={10_000} testid="count-validation" complain={Callback::noop()}
                set={whole(to(|_, _, validation, n| *validation = n as u32))} />
            <Number name="Noise, σ" value={Some(generator.noise)} least={0.0} largest={1.0} testid="noise"
                set={to(|generator, _, _, noise| generator.noise = noise).reform(|noise: Option<f32>| noise.unwrap_or(0.0))} />
            <Stepper name="Seed of the data" value={generator.seed as usize} least={0} largest={999_999} testid="data-seed" complain={Callback::noop()}
                set={whole(to(|generator, _, _, seed| generator.seed = seed as u64))} />
        </>
    }
}
