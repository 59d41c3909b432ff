//! What is learnt from: generated samples, or somebody's files.

use yew::prelude::*;

use super::drawn::Drawn;
use super::files::{load_files, own_choice};
use super::import::import_options;
use super::server_files::server_files;
use super::settings::Change;
use crate::app::color::Theme;
use crate::app::places::train::{DataSource, Train, TrainAction};
use crate::app::text::train as text;
use crate::data::{Generator, Source};
use crate::ui::widgets::fields::{Choice, Stepper};
use crate::ui::widgets::number::Number;
use crate::ui::widgets::popover::Popover;

pub fn data_picker(train: &Train, theme: Theme, ask: &Callback<TrainAction>) -> Html {
    let Train { config, runs, import, .. } = train;
    let (label, chosen) = match &config.data {
        DataSource::Generated { generator: Generator { source, .. }, .. } => {
            (text::source(*source).to_string(), Source::ALL.iter().position(|known| known == source))
        }
        DataSource::Custom(own) => (own.name.clone(), None),
    };
    let change = Change { config, ask };
    let names = Source::ALL.map(|source| AttrValue::from(text::source(source)));
    let options: Vec<AttrValue> =
        chosen.is_none().then(|| AttrValue::from(label.clone())).into_iter().chain(names).collect();
    let skip = usize::from(chosen.is_none());
    let choose = {
        let config = config.clone();
        let ask = ask.clone();
        Callback::from(move |i: usize| {
            if let Some(source) = i.checked_sub(skip).and_then(|i| Source::ALL.get(i)) {
                ask.emit(TrainAction::Configure(Box::new(config.with_data(DataSource::of(*source)))));
            }
        })
    };
    let split = runs.list.first().filter(|progress| progress.ready).map(|progress| progress.validation.len());
    html! {
        <Popover {label} name={text::DATA} testid="data">
            <Choice name={text::DATA} {options} chosen={chosen.unwrap_or(0)} {choose} testid="source" wide={true} />
            if let DataSource::Generated { generator, training, validation } = &config.data {
                { generated(change, *generator, *training, *validation) }
            }
            <p class="fine">{ text::data(config.data.len() as usize, config.data.names().len(), split) }</p>
            <hr />
            { own_choice() }
            { load_files(import.options, ask) }
            { import_options(train, ask) }
            { server_files(ask) }
            <hr />
            <Drawn {theme} ask={ask.clone()} />
        </Popover>
    }
}

fn generated(change: Change<'_>, generator: Generator, training: u32, validation: u32) -> Html {
    let complain = change.ask.reform(TrainAction::Status);
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
            <Stepper name={text::TO_TRAIN_ON} value={training as usize} least={10} largest={60_000} testid="count-training" complain={complain.clone()}
                set={whole(to(|_, training, _, n| *training = n as u32))} />
            <Stepper name={text::FOR_VALIDATION} value={validation as usize} least={0} largest={10_000} testid="count-validation" complain={complain.clone()}
                set={whole(to(|_, _, validation, n| *validation = n as u32))} />
            <Number name={text::NOISE} value={Some(generator.noise)} least={0.0} largest={1.0} testid="noise"
                set={to(|generator, _, _, noise| generator.noise = noise).reform(|noise: Option<f32>| noise.unwrap_or(0.0))} />
            <Stepper name={text::DATA_SEED} value={generator.seed as usize} least={0} largest={999_999} testid="data-seed" complain={complain.clone()}
                set={whole(to(|generator, _, _, seed| generator.seed = seed as u64))} />
        </>
    }
}
