//! How it learns: the rule of the steps, what large weights cost, how weights begin, when it stops.

use yew::prelude::*;

use crate::app::numbers::trimmed;
use crate::app::places::train::{OPTIMIZERS, Request, Setup};
use crate::session::{Decay, EngineKind, Initialization, Loss, Schedule, Settings};
use crate::ui::widgets::fields::{Choice, Stepper, Toggle};
use crate::ui::widgets::number::Number;
use crate::ui::widgets::popover::Popover;

/// Makes changed setups out of the present one.
#[derive(Clone)]
pub struct Change<'a> {
    pub setup: &'a Setup,
    pub ask: &'a Callback<Request>,
}

impl Change<'_> {
    /// Asks for the setup that `change` makes of the present one.
    pub fn to<T: 'static>(&self, change: impl Fn(&mut Setup, T) + 'static) -> Callback<T> {
        let setup = self.setup.clone();
        self.ask.reform(move |value| {
            let mut setup = setup.clone();
            change(&mut setup, value);
            Request::Setup(Box::new(setup))
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
        let set = self.to(move |setup, value: Option<f32>| change(&mut setup.settings, value.unwrap_or(0.0)));
        html! { <Number {name} {testid} value={Some(value)} least={0.0} {largest} {set} /> }
    }
}

const SEEDS: usize = 999_999;

pub fn rule_picker(setup: &Setup, ask: &Callback<Request>) -> Html {
    let change = Change { setup, ask };
    let Settings { optimizer, schedule, batch, loss, smoothing, .. } = setup.settings;
    let chosen = OPTIMIZERS.iter().position(|(_, rule)| rule.name() == optimizer.name()).unwrap_or(0);
    let names = OPTIMIZERS.iter().map(|(_, rule)| AttrValue::from(rule.name())).collect::<Vec<_>>();
    let decays = [Decay::Constant, Decay::Cosine { steps: 2000 }, Decay::Step { every: 500, factor: 0.5 }];
    let decay = match schedule.decay {
        Decay::Constant => 0,
        Decay::Cosine { .. } => 1,
        Decay::Step { .. } => 2,
    };
    let label = format!("{}, {}", optimizer.name(), trimmed(schedule.rate));
    let losses = ["cross-entropy", "mean squared error"].map(AttrValue::from).to_vec();
    html! {
        <Popover {label} name="Optimizer" testid="optimizer">
            <Choice name="Rule" options={names} {chosen} testid="rule"
                choose={change.to(|setup, i: usize| setup.settings.optimizer = OPTIMIZERS[i].1)} />
            { change.number("Learning rate", "rate", schedule.rate, 100.0, |settings, rate| settings.schedule.rate = rate) }
            <Choice name="Learning rate over time" options={["constant", "half a cosine", "stairs"].map(AttrValue::from).to_vec()} chosen={decay} testid="decay"
                choose={change.to(move |setup, i: usize| setup.settings.schedule.decay = decays[i])} />
            if let Decay::Cosine { steps } = schedule.decay {
                <Stepper name="to 0 after steps" value={steps as usize} least={1} largest={100_000} testid="decay-steps" complain={Callback::noop()}
                    set={change.to(|setup, steps: usize| setup.settings.schedule.decay = Decay::Cosine { steps: steps as u64 })} />
            }
            <Stepper name="Warm-up steps" value={schedule.warmup as usize} least={0} largest={10_000} testid="warmup" complain={Callback::noop()}
                set={change.to(|setup, warmup: usize| setup.settings.schedule = Schedule { warmup: warmup as u64, ..setup.settings.schedule })} />
            <Stepper name="Batch" value={batch} least={1} largest={1024} testid="batch" complain={Callback::noop()}
                set={change.to(|setup, batch: usize| setup.settings.batch = batch)} />
            <Choice name="Loss" options={losses} chosen={usize::from(loss == Loss::MeanSquaredError)} testid="loss-kind"
                choose={change.to(|setup, i: usize| setup.settings.loss = Loss::ALL[i])} />
            { change.number("Label smoothing", "smoothing", smoothing, 0.99, |settings, smoothing| settings.smoothing = smoothing) }
            <Choice name="Computed by" options={["CPU", "WebGPU", "the faster"].map(AttrValue::from).to_vec()} testid="engine"
                chosen={EngineKind::ALL.iter().position(|engine| *engine == setup.engine).unwrap_or(0)}
                choose={change.to(|setup, i: usize| setup.engine = EngineKind::ALL[i])} />
            <Number name="Stop after epochs" value={setup.until.epochs.map(|epochs| epochs as f32)} least={1.0} largest={100_000.0} none="never" testid="stop-epochs"
                set={change.to(|setup, epochs: Option<f32>| setup.until.epochs = epochs.map(|epochs| epochs as u32))} />
            <Number name="Stop at accuracy, %" value={setup.until.accuracy.map(|accuracy| (accuracy * 1e4).round() / 100.0)} least={1.0} largest={100.0} none="never" testid="stop-accuracy"
                set={change.to(|setup, accuracy: Option<f32>| setup.until.accuracy = accuracy.map(|accuracy| accuracy / 100.0))} />
        </Popover>
    }
}

pub fn penalty_picker(setup: &Setup, ask: &Callback<Request>) -> Html {
    let change = Change { setup, ask };
    let Settings { regularization, initialization, seed, jitter, .. } = setup.settings;
    let label = match (regularization.l1 > 0.0, regularization.l2 > 0.0) {
        (false, false) => "No regulariser".to_owned(),
        (true, false) => format!("L1 {}", trimmed(regularization.l1)),
        (false, true) => format!("L2 {}", trimmed(regularization.l2)),
        (true, true) => format!("L1 {} + L2 {}", trimmed(regularization.l1), trimmed(regularization.l2)),
    };
    let kinds = [
        Initialization::Zero,
        Initialization::Normal { deviation: 0.1 },
        Initialization::Xavier,
        Initialization::He,
    ];
    let (kind, deviation) = match initialization {
        Initialization::Zero => (0, None),
        Initialization::Normal { deviation } => (1, Some(deviation)),
        Initialization::Xavier => (2, None),
        Initialization::He => (3, None),
    };
    html! {
        <Popover {label} name="Regulariser and beginning" testid="regulariser">
            { change.number("L1, λ Σ|w|", "l1", regularization.l1, 10.0, |settings, l1| settings.regularization.l1 = l1) }
            { change.number("L2, λ/2 Σw²", "l2", regularization.l2, 10.0, |settings, l2| settings.regularization.l2 = l2) }
            <Choice name="Weights begin" options={["at zero", "normal", "Xavier", "He"].map(AttrValue::from).to_vec()} chosen={kind} testid="init"
                choose={change.to(move |setup, i: usize| setup.settings.initialization = kinds[i])} />
            if let Some(deviation) = deviation {
                { change.number("with σ", "sigma", deviation, 10.0, |settings, deviation| settings.initialization = Initialization::Normal { deviation }) }
            }
            <Toggle name="Vary the images (augmentation)" on={jitter.is_some()} testid="jitter"
                set={change.to(|setup, on: bool| setup.settings.jitter = on.then(Default::default))} />
            <Stepper name="Seed" value={seed as usize} least={0} largest={SEEDS} testid="seed" complain={Callback::noop()}
                set={change.to(|setup, seed: usize| setup.settings.seed = seed as u64)} />
        </Popover>
    }
}
