//! What starts and stops a run, and what it is made of.

use yew::prelude::*;

use super::data::data_picker;
use super::figures::figures;
use super::settings::{penalty_picker, rule_picker};
use crate::app::color::Theme;
use crate::app::places::train::{Archive, Request, Saved, Setup, Train, Variant};
use crate::ui::widgets::fields::Choice;
use crate::ui::widgets::popover::Popover;

pub fn bar(train: &Train, theme: Theme, ask: &Callback<Request>) -> Html {
    let Train { setup, trainings, archives } = train;
    let plays = trainings.play();
    let able = trainings.problem.is_none();
    let press = |request: Request| ask.reform(move |_: MouseEvent| request.clone());
    let (play, name, icon) = match plays {
        true => (Request::Pause, "Pause", "M7.5 5.5h3v13h-3zM13.5 5.5h3v13h-3z"),
        false => (Request::Play, "Train", "M8 5v14l11-7z"),
    };
    html! {
        <section class="train-bar" aria-label="Training">
            <div class="train-go" role="group" aria-label="Steps">
                <button data-testid="reset" aria-label="Begin anew" title="Begin anew from the seed" disabled={!able} onclick={press(Request::Reset)}>
                    { drawn("M12 5a7 7 0 1 1-6.6 4.7l1.9.7A5 5 0 1 0 12 7v3L7.5 6 12 2z") }
                </button>
                <button class="train-play" data-testid="train-play" aria-label={name} title={format!("{name} (Space)")} disabled={!able} onclick={press(play)}>{ drawn(icon) }</button>
                <button data-testid="one-batch" aria-label="One batch" title="One batch (→)" disabled={!able || plays} onclick={press(Request::Steps(1))}>{ "+1" }</button>
                <button data-testid="one-epoch" title="To the end of the epoch" disabled={!able || plays} onclick={press(Request::Epoch)}>{ "epoch" }</button>
            </div>
            { data_picker(setup, trainings, theme, ask) }
            { rule_picker(setup, ask) }
            { penalty_picker(setup, ask) }
            { compare(setup, ask) }
            <Popover label="Keep" name="Keep and bring back" testid="keep">{ keep(archives, ask) }</Popover>
            { figures(trainings) }
        </section>
    }
}

fn compare(setup: &Setup, ask: &Callback<Request>) -> Html {
    let differs = |variant: &Variant| variant.differs(&setup.network, &setup.settings);
    let variants: Vec<Variant> = Variant::ALL
        .iter()
        .map(|(variant, ..)| *variant)
        .filter(|v| differs(v) || setup.variant == Some(*v))
        .collect();
    let names = variants.iter().map(|variant| AttrValue::from(format!("vs {}", variant.name())));
    let options: Vec<AttrValue> = std::iter::once("Compare …".into()).chain(names).collect();
    let chosen = variants.iter().position(|variant| setup.variant == Some(*variant)).map_or(0, |i| i + 1);
    let (setup, ask) = (setup.clone(), ask.clone());
    let choose = Callback::from(move |i: usize| {
        let variant = i.checked_sub(1).map(|i| variants[i]);
        ask.emit(Request::Setup(Box::new(Setup { variant, ..setup.clone() })));
    });
    html! { <Choice name="Compare with" {options} {chosen} {choose} testid="compare" wide={true} /> }
}

fn keep(archives: &[Archive], ask: &Callback<Request>) -> Html {
    html! {
        <>
            { for Saved::ALL.map(|(saved, name)| html! {
                <button class="item" data-testid={format!("save-{}", format!("{saved:?}").to_lowercase())}
                    onclick={ask.reform(move |_| Request::Save(saved))}>{ name }</button>
            }) }
            { super::files::load_weights(ask) }
            if !archives.is_empty() {
                <hr />
                <p class="fine">{ "Runs in this browser" }</p>
                <ul class="archives">{ for archives.iter().enumerate().map(|(i, archive)| html! {
                    <li>
                        <button class="item" data-testid={format!("restore-{i}")} title="Go on from there" onclick={ask.reform(move |_| Request::Restore(i))}>{ archive.line() }</button>
                        <button class="chip" data-testid={format!("forget-{i}")} aria-label={format!("Delete {}", archive.line())} title="Delete" onclick={ask.reform(move |_| Request::Forget(i))}>{ "×" }</button>
                    </li>
                }) }</ul>
            }
        </>
    }
}

pub fn drawn(path: &'static str) -> Html {
    html! { <svg viewBox="0 0 24 24" aria-hidden="true"><path d={path} /></svg> }
}
