//! How it learns: the rule of the steps, what large weights cost, how weights begin, when it stops.

use yew::prelude::*;

use crate::app::numbers::trimmed;
use crate::app::places::train::{TrainAction, TrainConfig};
use crate::app::text::Text;
use crate::app::text::train as text;
use crate::session::{Decay, EngineKind, Initialization, Loss, MOST_SHARDS, Optimizer, Schedule, Settings};
use crate::ui::widgets::fields::{Choice, Stepper, Toggle};
use crate::ui::widgets::number::Number;
use crate::ui::widgets::popover::Popover;

/// Makes changed setups out of the present one.
#[derive(Clone)]
pub struct Change<'a> {
    pub config: &'a TrainConfig,
    pub ask: &'a Callback<TrainAction>,
}

impl Change<'_> {
    /// Asks for the setup that `change` makes of the present one.
    pub fn to<T: 'static>(&self, change: impl Fn(&mut TrainConfig, T) + 'static) -> Callback<T> {
        let config = self.config.clone();
        self.ask.reform(move |value| {
            let mut config = config.clone();
            change(&mut config, value);
            TrainAction::Configure(Box::new(config))
        })
    }

    fn number(
        &self,
        name: &'static str,
        testid: &'static str,
        value: f32,
        largest: f32,
        change: impl Fn(&mut Settings, f32) + 'static,
    ) -> Html {
        let set =
            self.to(move |config, value: Option<f32>| change(&mut config.settings, value.unwrap_or(0.0)));
        html! { <Number {name} {testid} value={Some(value)} least={0.0} {largest} {set} /> }
    }
}

const SEEDS: usize = 999_999;

pub fn optimizer_picker(config: &TrainConfig, ask: &Callback<TrainAction>) -> Html {
    let complain = ask.reform(TrainAction::Status);
    let change = Change { config, ask };
    let Settings { optimizer, schedule, batch, loss, label_smoothing, .. } = config.settings;
    let chosen = Optimizer::ALL.iter().position(|(_, rule)| rule.name() == optimizer.name()).unwrap_or(0);
    let names =
        Optimizer::ALL.iter().map(|(_, rule)| AttrValue::from(Text::of(rule.name()))).collect::<Vec<_>>();
    let decays = [Decay::Constant, Decay::Cosine { steps: 2000 }, Decay::Step { every: 500, factor: 0.5 }];
    let decay = match schedule.decay {
        Decay::Constant => 0,
        Decay::Cosine { .. } => 1,
        Decay::Step { .. } => 2,
    };
    let label = text::optimizer(&Text::of(optimizer.name()), &trimmed(schedule.rate));
    html! {
        <Popover {label} name={text::OPTIMIZER} testid="optimizer">
            <Choice name={text::OPTIMIZER} options={names} {chosen} testid="rule"
                choose={change.to(|config, i: usize| config.settings.optimizer = Optimizer::ALL[i].1)} />
            { change.number(text::RATE.get(), "rate", schedule.rate, 100.0, |settings, rate| settings.schedule.rate = rate) }
            <Choice name={text::RATE_OVER_TIME} options={text::DECAYS.map(AttrValue::from).to_vec()} chosen={decay} testid="decay"
                choose={change.to(move |config, i: usize| config.settings.schedule.decay = decays[i])} />
            if let Decay::Cosine { steps } = schedule.decay {
                <Stepper name={text::TOTAL_STEPS} value={steps as usize} least={1} largest={100_000} testid="decay-steps" complain={complain.clone()}
                    set={change.to(|config, steps: usize| config.settings.schedule.decay = Decay::Cosine { steps: steps as u64 })} />
            }
            <Stepper name={text::WARM_UP} value={schedule.warmup as usize} least={0} largest={10_000} testid="warmup" complain={complain.clone()}
                set={change.to(|config, warmup: usize| config.settings.schedule = Schedule { warmup: warmup as u64, ..config.settings.schedule })} />
            <Stepper name={text::BATCH} value={batch} least={1} largest={1024} testid="batch" complain={complain.clone()}
                set={change.to(|config, batch: usize| config.settings.batch = batch)} />
            <span title={text::SHARDS_TITLE}>
                <Stepper name={text::SHARDS} value={config.settings.shards} least={1} largest={MOST_SHARDS} testid="shards" complain={complain.clone()}
                    set={change.to(|config, shards: usize| config.settings.shards = shards)} />
            </span>
            if config.has_batch_norm() && config.settings.shards > 1 {
                <p class="fine">{ text::SHARDS_AND_BATCH_NORM }</p>
            }
            <Choice name={text::LOSS_KIND} options={text::LOSSES.map(AttrValue::from).to_vec()} chosen={loss as usize} testid="loss-kind"
                choose={change.to(|config, i: usize| config.settings.loss = Loss::ALL[i])} />
            { change.number(text::LABEL_SMOOTHING.get(), "smoothing", label_smoothing, 0.99, |settings, label_smoothing| settings.label_smoothing = label_smoothing) }
            <Choice name={text::DEVICE} options={text::DEVICES.map(AttrValue::from).to_vec()} testid="engine"
                chosen={EngineKind::ALL.iter().position(|engine| *engine == config.engine).unwrap_or(0)}
                choose={change.to(|config, i: usize| config.engine = EngineKind::ALL[i])} />
            <Number name={text::STOP_AFTER_EPOCHS} value={config.until.epochs.map(|epochs| epochs as f32)} least={1.0} largest={100_000.0} none={text::NEVER} testid="stop-epochs"
                set={change.to(|config, epochs: Option<f32>| config.until.epochs = epochs.map(|epochs| epochs as u32))} />
            <Number name={text::STOP_AT_ACCURACY} value={config.until.accuracy.map(|accuracy| (accuracy * 1e4).round() / 100.0)} least={1.0} largest={100.0} none={text::NEVER} testid="stop-accuracy"
                set={change.to(|config, accuracy: Option<f32>| config.until.accuracy = accuracy.map(|accuracy| accuracy / 100.0))} />
        </Popover>
    }
}

pub fn regularization_picker(config: &TrainConfig, ask: &Callback<TrainAction>) -> Html {
    let complain = ask.reform(TrainAction::Status);
    let change = Change { config, ask };
    let Settings { regularization, initialization, seed, augmentation, .. } = config.settings;
    let cost = |lambda: f32| (lambda > 0.0).then(|| trimmed(lambda));
    let label = text::regularization(cost(regularization.l1), cost(regularization.l2));
    let kinds = [
        Initialization::Zero,
        Initialization::Normal { std: 0.1 },
        Initialization::Xavier,
        Initialization::He,
    ];
    let (kind, std) = match initialization {
        Initialization::Zero => (0, None),
        Initialization::Normal { std } => (1, Some(std)),
        Initialization::Xavier => (2, None),
        Initialization::He => (3, None),
    };
    html! {
        <Popover {label} name={text::REGULARIZATION} testid="regulariser">
            { change.number(text::L1, "l1", regularization.l1, 10.0, |settings, l1| settings.regularization.l1 = l1) }
            { change.number(text::L2, "l2", regularization.l2, 10.0, |settings, l2| settings.regularization.l2 = l2) }
            <Choice name={text::INITIALIZATION} options={text::INITIALIZATIONS.map(AttrValue::from).to_vec()} chosen={kind} testid="init"
                choose={change.to(move |config, i: usize| config.settings.initialization = kinds[i])} />
            if let Some(std) = std {
                { change.number(text::WITH_SIGMA.get(), "sigma", std, 10.0, |settings, std| settings.initialization = Initialization::Normal { std }) }
            }
            <Toggle name={text::AUGMENTATION} on={augmentation.is_some()} testid="jitter"
                set={change.to(|config, on: bool| config.settings.augmentation = on.then(Default::default))} />
            <Toggle name={text::BALANCED} on={config.settings.balanced} testid="balanced"
                set={change.to(|config, on: bool| config.settings.balanced = on)} />
            <Stepper name={text::SEED} value={seed as usize} least={0} largest={SEEDS} testid="seed" complain={complain.clone()}
                set={change.to(|config, seed: usize| config.settings.seed = seed as u64)} />
        </Popover>
    }
}
