//! What is taken for what, the images behind each cell of the confusion matrix, and the most wrong of them.

use std::rc::Rc;

use yew::prelude::*;

use super::confusion_matrix::ConfusionMatrix;
use super::figures::accuracy;
use super::images::{gallery, pointed_bars};
use crate::app::color::Theme;
use crate::app::numbers::{percent, whole_percent};
use crate::app::places::train::{Guess, Train, TrainAction, TrainConfig};
use crate::app::text::train as text;
use crate::session::Evaluation;
use crate::ui::widgets::segments::Segments;

pub fn confusion(train: &Train, theme: Theme, ask: &Callback<TrainAction>) -> Html {
    let (config, runs) = (&train.config, train.shown_runs());
    let evaluations: Vec<Option<Rc<Evaluation>>> =
        runs.iter().map(|progress| progress.evaluation.clone()).collect();
    let Some(first) = runs.first().filter(|first| first.ready) else { return Html::default() };
    let all = first.validation.len();
    if all == 0 {
        return html! { <p class="train-confusion" data-testid="no-validation">{ text::NO_VALIDATION }</p> };
    }
    let pointed: Vec<_> = runs.iter().map(|progress| progress.pointed.clone()).collect();
    html! { <Confusion config={config.clone()} {pointed} {evaluations} {all} {theme} ask={ask.clone()} /> }
}

#[derive(Properties, PartialEq)]
struct Props {
    config: TrainConfig,
    evaluations: Vec<Option<Rc<Evaluation>>>,
    /// What each run says of the sample that is pointed at.
    pointed: Vec<Option<(u32, Rc<Guess>)>>,
    /// How many validation samples there are.
    all: usize,
    theme: Theme,
    ask: Callback<TrainAction>,
}

/// What is listed below the matrix.
#[derive(Clone, Copy, PartialEq)]
enum Behind {
    Cell(usize, usize),
    Worst,
}

/// The most classes that have a matrix. More of them are listed.
const MOST_CLASSES: usize = 24;

/// Each class with samples and the share of them that is right, the least first.
fn worst_first(evaluation: &Evaluation) -> Vec<(usize, f32)> {
    let classes = 0..evaluation.confusion.len();
    let mut recalls: Vec<(usize, f32)> =
        classes.filter_map(|class| Some((class, evaluation.recall(class)?))).collect();
    recalls.sort_by(|a, b| a.1.total_cmp(&b.1));
    recalls
}

/// Images that are shown behind a cell.
const MOST: usize = 48;

#[component]
fn Confusion(Props { config, evaluations, pointed, all, theme, ask }: &Props) -> Html {
    let run = use_state(|| 0);
    let behind = use_state(|| Behind::Worst);
    let names = config.data.names();
    let two = evaluations.len() > 1;
    let index = (*run).min(evaluations.len().saturating_sub(1));
    let Some(Some(evaluation)) = evaluations.get(index) else { return Html::default() };
    let confusion = &evaluation.confusion;
    let classes = confusion.len();
    let name = |class: usize| names.get(class).map_or("", String::as_str);
    let recall = |class: usize| match evaluation.recall(class) {
        Some(recall) => text::recall(name(class), &percent(recall)),
        None => name(class).to_owned(),
    };
    let mut pairs: Vec<(usize, usize, usize)> = (0..classes)
        .flat_map(|row| (0..classes).map(move |column| (row, column)))
        .filter(|(row, column)| row != column)
        .map(|(row, column)| (confusion[row][column].len(), row, column))
        .filter(|(count, ..)| *count > 0)
        .collect();
    pairs.sort_by_key(|&(count, row, column)| (std::cmp::Reverse(count), row, column));
    let (title, samples): (String, Vec<u32>) = match *behind {
        Behind::Cell(row, column) if row < classes && column < classes => (
            text::taken_for(name(row), name(column)),
            confusion[row][column].iter().copied().take(MOST).collect(),
        ),
        _ => (
            text::HIGHEST_LOSS.to_string(),
            evaluation.worst.iter().map(|wrong| wrong.sample).take(MOST).collect(),
        ),
    };
    let worst = {
        let behind = behind.clone();
        move |_: MouseEvent| behind.set(Behind::Worst)
    };
    let choose = {
        let run = run.clone();
        Callback::from(move |i| run.set(i))
    };
    let chosen = match *behind {
        Behind::Cell(row, column) => Some([row, column]),
        Behind::Worst => None,
    };
    let choose_cell = {
        let behind = behind.clone();
        Callback::from(move |[row, column]: [usize; 2]| behind.set(Behind::Cell(row, column)))
    };
    html! {
        <section class="train-confusion" aria-label={text::CONFUSION}>
            <header>
                <h2>{ text::confusion(&accuracy((evaluation.accuracy, evaluation.standard_error(*all)))) }</h2>
                if two {
                    <Segments name={text::OF_WHICH_RUN} options={text::RUNS.map(AttrValue::from).to_vec()} chosen={index} {choose} testid="confusion-run" />
                } else {
                    <span>{ text::of_images(evaluation.samples as usize, *all) }</span>
                }
            </header>
            <div class="confused">
                if classes > MOST_CLASSES { <ol class="recalls" tabindex="0" aria-label={text::RECALLS} data-testid="recalls">{ for worst_first(evaluation).into_iter().map(|(class, share)| html! {
                    <li key={class} title={recall(class)}><span>{ name(class) }</span><i ~style={format!("--part:{:.0}%", 100.0 * share)}></i><b>{ whole_percent(share) }</b></li>
                }) }</ol> } else { <ConfusionMatrix evaluation={evaluation.clone()} names={Rc::<[String]>::from(&names[..])} {chosen} choose={choose_cell} /> }
                <ol>
                    <li>{ text::MOST_CONFUSED }</li>
                    { for pairs.iter().take(4).map(|&(count, row, column)| {
                        let behind = behind.clone();
                        html! { <li><button onclick={move |_: MouseEvent| behind.set(Behind::Cell(row, column))}><b>{ text::arrow(name(row), name(column)) }</b>{ format!(" {count}") }</button></li> }
                    }) }
                    if *behind != Behind::Worst {
                        <li><button class="chip" onclick={worst} data-testid="worst">{ text::HIGHEST_LOSS }</button></li>
                    }
                </ol>
            </div>
            if super::images::visible(&config.data) && !samples.is_empty() {
                <div class="behind" data-testid="behind">
                    <h3>{ title }</h3>
                    { gallery(config, &samples, *theme, ask) }
                    { pointed_bars(config, pointed.get(index).unwrap_or(&None)) }
                </div>
            }
        </section>
    }
}
