//! Something that is new to both networks: drawn, or another sample.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::color::{Palette, Theme};
use crate::app::places::scenes::teach::{Action, Course};
use crate::app::text::scenes_teach as text;
use crate::data::SIDE;
use crate::drawing::pipeline::{Switches, prepare};
use crate::drawing::{Drawing, Raster};
use crate::ui::bitmap::Bitmap;
use crate::ui::widgets::surface::{Pen, Surface};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub values: Rc<[f32]>,
    /// What each network says of it, once there is one.
    pub said: Vec<Option<String>>,
    pub theme: Theme,
    pub ask: Callback<Action>,
}

/// What a network says of the sample that is looked at.
pub fn said(course: &Course, names: &[String]) -> Option<String> {
    let (class, probability) = course.run.progress.guess.as_ref()?.ranked(1).next()?;
    Some(text::says(names.get(class)?, probability))
}

#[component]
pub fn TryIt(Props { values, said, theme, ask }: &Props) -> Html {
    let drawing = use_state(Drawing::default);
    // What is drawn within one frame is drawn on what is not painted yet.
    let latest = use_mut_ref(Drawing::default);
    let set = {
        let (drawing, latest, ask) = (drawing.clone(), latest.clone(), ask.clone());
        move |now: Drawing| {
            *latest.borrow_mut() = now.clone();
            if let Some(prepared) = prepare(&Raster::of(&now), Switches::default()) {
                ask.emit(Action::Try(Rc::from(&prepared.pixels[..])));
            }
            drawing.set(now);
        }
    };
    let pen = {
        let (set, latest) = (set.clone(), latest.clone());
        Callback::from(move |pen: Pen| {
            let now = pen.draws_on(&latest.borrow());
            now.into_iter().for_each(&set);
        })
    };
    let clear = {
        let set = set.clone();
        move |_: MouseEvent| set(Drawing::default())
    };
    let another = {
        let ask = ask.clone();
        move |_: MouseEvent| {
            set(Drawing::default());
            ask.emit(Action::Another);
        }
    };
    html! {
        <div class="teach-new">
            <Surface drawing={(*drawing).clone()} theme={*theme} testid="teach-pad" name={text::PAD} invitation={text::INVITATION} {pen} />
            <div class="teach-sample" role="img" aria-label={text::THE_SAMPLE}><Bitmap values={values.clone()} w={SIDE} palette={Palette::Ink} range={1.0} theme={*theme} testid="teach-sample" /></div>
            <dl>{ for text::RUNS.into_iter().zip(said).zip(["says-transferred", "says-scratch"]).map(|((name, said), testid)| html! {
                <div><dt>{ name }</dt><dd data-testid={testid}>{ said.clone().unwrap_or(text::NO_SCORE.to_string()) }</dd></div>
            }) }</dl>
            <div class="chips">
                <button class="quiet" data-testid="teach-another" onclick={another}>{ text::ANOTHER }</button>
                <button class="quiet" disabled={drawing.is_empty()} onclick={clear}>{ text::CLEAR }</button>
            </div>
        </div>
    }
}
