//! How boxes come about: what cells say, what suppression leaves of it, and the numbers of one cell.

use web_sys::{HtmlInputElement, InputEvent};
use yew::prelude::*;

use super::digits;
use crate::app::places::scenes::{Action, CellRow, Detected, Fate, Found, Loading, Scenes};
use crate::app::text::Text;
use crate::app::text::shell::TRY_AGAIN;
use crate::app::text::{scenes as text, scenes_digits as digits_text, scenes_stages as stage_text};
use crate::ui::widgets::segments::Segments;

pub fn answer(scenes: &Scenes, ask: &Callback<Action>) -> Html {
    let Some(found) = scenes.found() else {
        return html! { <>{ stages(scenes, ask) }{ waits(scenes, ask) }</> };
    };
    let steps = scenes.step.min(found.steps.len());
    let columns = if scenes.config.finds_digits() { digits_text::BOX_COLUMNS } else { text::BOX_COLUMNS };
    html! {
        <>
            { stages(scenes, ask) }
            <header>
                <h2>{ scenes.boxes_for(&found) }</h2>
                { threshold(scenes.config.threshold, ask) }
            </header>
            <div class="boxes" tabindex="0" role="group" aria-label={scenes.boxes_for(&found)}>
                if found.all.is_empty() { <p class="fine">{ text::NO_BOXES }</p> } else {
                    <table>
                        <thead><tr>{ for columns.map(|name| html! { <th scope="col">{ name }</th> }) }</tr></thead>
                        <tbody>{ for found.all.iter().map(|it| row(scenes, it, steps)) }</tbody>
                    </table>
                }
            </div>
            { step_control(&suppressed(scenes, &found, steps), steps, found.steps.len(), ask) }
            { cell(scenes, &found, ask) }
        </>
    }
}

/// What is found, and of shapes in how many stages.
pub fn stages(scenes: &Scenes, ask: &Callback<Action>) -> Html {
    let options = stage_text::STAGES.map(AttrValue::from).to_vec();
    let option_testids = ["stages-1", "stages-2"].map(AttrValue::from).to_vec();
    let choose = ask.reform(|index: usize| Action::Stages(1 + index));
    let chosen = scenes.config.stages - 1;
    html! {
        <div class="chips">
            { digits::objects(scenes, ask) }
            if !scenes.config.finds_digits() {
                <Segments name={stage_text::STAGES_NAME} {options} {chosen} {choose} testid="stages" {option_testids} />
            }
        </div>
    }
}

/// What is said while there is no answer.
pub fn waits(scenes: &Scenes, ask: &Callback<Action>) -> Html {
    match &scenes.loading {
        Loading::Failed(why) => html! {
            <p role="alert">{ why }{ " " }<button class="quiet" onclick={ask.reform(|_| Action::TryAgain)}>{ TRY_AGAIN }</button></p>
        },
        Loading::Underway | Loading::Ready => html! { <p class="fine" role="status">{ text::LOADING }</p> },
    }
}

pub fn threshold(percent: usize, ask: &Callback<Action>) -> Html {
    let set = ask.reform(|event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Action::Threshold(input.value_as_number() as usize)
    });
    let part = format!("--part:{percent}%");
    html! {
        <label class="threshold"><span>{ text::threshold(percent) }</span>
            <input class="scrub" type="range" min="1" max="99" data-testid="threshold" value={percent.to_string()} ~style={part} oninput={set} />
        </label>
    }
}

fn row(scenes: &Scenes, it: &Detected, steps: usize) -> Html {
    let Detected { detection, cell: [row, column], fate } = it;
    let is_kept = Found::after(it, steps);
    let (iou, said) = match (fate, is_kept) {
        (Fate::Suppressed(_, iou), None) => (text::number(*iou), text::SUPPRESSED),
        (Fate::Kept(_, iou), Some(true)) => (iou.map_or(String::new(), text::number), text::KEPT),
        _ => (String::new(), Text::of(text::OPEN)),
    };
    let class = classes!((is_kept == Some(true)).then_some("kept"), is_kept.is_none().then_some("gone"));
    html! {
        <tr {class}>
            <td>{ text::number(detection.score) }</td><td>{ scenes.config.class(detection.class) }</td>
            <td>{ format!("{row}, {column}") }</td><td>{ iou }</td><td>{ said }</td>
        </tr>
    }
}

/// A step of suppression in words.
pub fn suppressed(scenes: &Scenes, found: &Found, step: usize) -> String {
    match step.checked_sub(1).and_then(|step| found.steps.get(step)) {
        None => text::before_suppression(found.all.len()),
        Some(step) => {
            let kept = &found.all[step.kept].detection;
            let gone: Vec<f32> = step.suppressed.iter().map(|(_, iou)| *iou).collect();
            text::suppression(&scenes.config.box_label(kept.class, kept.score), &gone)
        }
    }
}

/// One step on or back, and what this one is.
pub fn step_control(sentence: &str, step: usize, steps: usize, ask: &Callback<Action>) -> Html {
    let go = |to: usize| ask.reform(move |_: MouseEvent| Action::Step(to));
    html! {
        <div class="suppression" role="group" aria-label={text::SUPPRESSION}>
            <button class="quiet" data-testid="step-back" aria-label={text::BACK} title={text::BACK} disabled={step == 0} onclick={go(step.saturating_sub(1))}>{ "◀" }</button>
            <button class="quiet" data-testid="step-forward" aria-label={text::NEXT} title={text::NEXT} disabled={step >= steps} onclick={go(step + 1)}>{ "▶" }</button>
            <span class="fine">{ text::step(step, steps) }</span>
            <p data-testid="suppression">{ sentence }</p>
        </div>
    }
}

/// The numbers of the chosen cell.
fn cell(scenes: &Scenes, found: &Found, ask: &Callback<Action>) -> Html {
    let ([row, column], grid) = (scenes.cell(found), scenes.config.grid());
    let output = scenes.output.clone().unwrap_or_default();
    let rows = CellRow::all(grid, &found.objects, &output, [row, column]);
    let last = grid.cells - 1;
    let to = [
        ([row, column.saturating_sub(1)], "←"),
        ([row.saturating_sub(1), column], "↑"),
        ([(row + 1).min(last), column], "↓"),
        ([row, (column + 1).min(last)], "→"),
    ];
    let has_targets = scenes.config.has_targets();
    let is_responsible = found.responsible().contains(&[row, column]);
    let names: Vec<Text> = text::CHANNELS.into_iter().chain(scenes.config.classes()).collect();
    // The classes of digits are too many for the same rows.
    let first = if scenes.config.finds_digits() { text::CHANNELS.len() } else { names.len() };
    html! {
        <div class="cell-numbers">
            <header>
                <h2 data-testid="cell">{ text::cell([row, column]) }</h2>
                { for to.into_iter().zip(text::CELL_MOVES).map(|((cell, arrow), name)| html! {
                    <button class="quiet" aria-label={name} title={name} disabled={cell == [row, column]} onclick={ask.reform(move |_| Action::Cell(cell))}>{ arrow }</button>
                }) }
                if has_targets { <span class="fine">{ if is_responsible { text::IS_RESPONSIBLE } else { text::IS_NOT_RESPONSIBLE } }</span> }
            </header>
            { numbers(&names[..first], &rows[..first], [has_targets, has_targets]) }
            if first < names.len() { { numbers(&names[first..], &rows[first..], [has_targets, false]) } }
        </div>
    }
}

/// Channels of a cell: what is wanted, if that is known, what the network says, and what the error weighs.
fn numbers(names: &[Text], rows: &[CellRow], [has_targets, has_weights]: [bool; 2]) -> Html {
    let target =
        |it: &CellRow| if it.weight > 0.0 { text::number(it.target) } else { text::NO_NUMBER.to_string() };
    let line = |name: &'static str, class: Option<&'static str>, value: &dyn Fn(&CellRow) -> String| {
        html! {
            <tr {class}><th scope="row">{ name }</th>{ for rows.iter().map(|it| html! { <td>{ value(it) }</td> }) }</tr>
        }
    };
    html! {
        <table>
            <thead><tr><th scope="col"></th>{ for names.iter().map(|name| html! { <th scope="col">{ *name }</th> }) }</tr></thead>
            <tbody>
                if has_targets { { line(text::CELL_COLUMNS[1].get(), None, &target) } }
                { line(text::CELL_COLUMNS[3].get(), None, &|it| text::number(it.output)) }
                if has_weights { { line(text::CELL_COLUMNS[2].get(), Some("fine"), &|it| text::number(it.weight)) } }
            </tbody>
        </table>
    }
}
