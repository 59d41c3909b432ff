//! What starts and stops a run, and what it is made of.

use yew::prelude::*;

use super::data::data_picker;
use super::figures::figures;
use super::settings::{optimizer_picker, regularization_picker};
use crate::app::color::Theme;
use crate::app::places::train::{Comparison, Download, SavedRun, Train, TrainAction, TrainConfig, Variant};
use crate::app::text::Text;
use crate::app::text::shell::with_key;
use crate::app::text::train as text;
use crate::ui::widgets::fields::Choice;
use crate::ui::widgets::popover::Popover;

pub fn bar(train: &Train, theme: Theme, ask: &Callback<TrainAction>) -> Html {
    let Train { config, runs, saved_runs, .. } = train;
    let plays = runs.play();
    let able = runs.plan_error.is_none();
    let takes_steps = able && runs.watched.is_none();
    let press = |request: TrainAction| ask.reform(move |_: MouseEvent| request.clone());
    let (play, name, icon) = match plays {
        true => (TrainAction::Pause, text::PAUSE, "M7.5 5.5h3v13h-3zM13.5 5.5h3v13h-3z"),
        false => (TrainAction::Play, text::TRAIN, "M8 5v14l11-7z"),
    };
    html! {
        <section class="train-bar" aria-label={text::TRAINING}>
            <div class="train-go" role="group" aria-label={text::STEPS}>
                <button data-testid="reset" aria-label={text::RESET} title={text::RESET_TITLE} disabled={!able} onclick={press(TrainAction::Reset)}>
                    { drawn("M12 5a7 7 0 1 1-6.6 4.7l1.9.7A5 5 0 1 0 12 7v3L7.5 6 12 2z") }
                </button>
                <button class="train-play" data-testid="train-play" aria-label={name} title={with_key(&name, &text::SPACE)} disabled={!takes_steps} onclick={press(play)}>{ drawn(icon) }</button>
                <button data-testid="one-batch" aria-label={text::ONE_BATCH_MORE} title={with_key(text::ONE_BATCH.get(), "→")} disabled={!takes_steps || plays} onclick={press(TrainAction::Steps(1))}>{ "+1" }</button>
                <button data-testid="one-epoch" title={text::TO_END_OF_EPOCH} disabled={!takes_steps || plays} onclick={press(TrainAction::Epoch)}>{ text::EPOCH }</button>
            </div>
            { data_picker(train, theme, ask) }
            { optimizer_picker(config, ask) }
            { regularization_picker(config, ask) }
            { compare(config, ask) }
            <button class="chip" data-testid="pin" title={text::PIN_TITLE} disabled={!runs.ready()} onclick={press(TrainAction::Pin)}>{ text::PIN }</button>
            <Popover label={text::SAVE} name={text::SAVE_AND_LOAD} testid="keep">{ save(saved_runs, ask) }</Popover>
            { figures(train) }
        </section>
    }
}

fn compare(config: &TrainConfig, ask: &Callback<TrainAction>) -> Html {
    let differs = |variant: &Variant| variant.differs(&config.network, &config.settings);
    let variants: Vec<Variant> = Variant::ALL
        .iter()
        .map(|(variant, ..)| *variant)
        .filter(|v| differs(v) || config.variant == Some(*v))
        .collect();
    let names = variants.iter().map(|variant| AttrValue::from(text::versus(variant.name().get())));
    let comparisons: Vec<(Comparison, Text)> = Comparison::ALL
        .into_iter()
        .filter(|(comparison, ..)| comparison.is_of(config))
        .map(|(comparison, _, name)| (comparison, name))
        .collect();
    let in_a_row = comparisons.iter().map(|(_, name)| AttrValue::from(text::one_after_the_other(name)));
    let options: Vec<AttrValue> =
        std::iter::once(text::COMPARE.into()).chain(names).chain(in_a_row).collect();
    let chosen = variants.iter().position(|variant| config.variant == Some(*variant)).map_or(0, |i| i + 1);
    let (config, ask) = (config.clone(), ask.clone());
    let choose = Callback::from(move |i: usize| {
        if let Some((comparison, _)) = i.checked_sub(1 + variants.len()).and_then(|i| comparisons.get(i)) {
            return ask.emit(TrainAction::Compare(*comparison));
        }
        let variant = i.checked_sub(1).map(|i| variants[i]);
        ask.emit(TrainAction::Configure(Box::new(TrainConfig { variant, ..config.clone() })));
    });
    html! { <Choice name={text::COMPARE_WITH} {options} {chosen} {choose} testid="compare" wide={true} /> }
}

fn save(saved_runs: &[SavedRun], ask: &Callback<TrainAction>) -> Html {
    html! {
        <>
            { for Download::ALL.map(|(download, testid, name)| html! {
                <button class="item" data-testid={testid} onclick={ask.reform(move |_| TrainAction::Download(download))}>{ name }</button>
            }) }
            { super::files::load_weights(ask) }
            if !saved_runs.is_empty() {
                <hr />
                <p class="fine">{ text::SAVED_RUNS }</p>
                <ul class="archives">{ for saved_runs.iter().enumerate().map(|(i, saved_run)| html! {
                    <li>
                        <button class="item" data-testid={format!("restore-{i}")} title={text::RESTORE} onclick={ask.reform(move |_| TrainAction::Restore(i))}>{ saved_run.line() }</button>
                        <button class="chip" data-testid={format!("forget-{i}")} aria-label={text::delete(&saved_run.line())} title={text::DELETE} onclick={ask.reform(move |_| TrainAction::Forget(i))}>{ "×" }</button>
                    </li>
                }) }</ul>
            }
        </>
    }
}

pub fn drawn(path: &'static str) -> Html {
    html! { <svg viewBox="0 0 24 24" aria-hidden="true"><path d={path} /></svg> }
}
