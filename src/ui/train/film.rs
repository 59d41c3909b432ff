//! One kernel over time, as a strip of pictures.

use yew::prelude::*;

use crate::app::color::{Palette, Theme};
use crate::app::numbers::{thousands, trimmed};
use crate::app::places::train::{Film, Request};
use crate::ui::bitmap::Bitmap;

pub fn film_strip(film: &Film, theme: Theme, ask: &Callback<Request>) -> Html {
    let range = film.range();
    html! {
        <section class="film" aria-label="A kernel over time" data-testid="film">
            <header>
                <b>{ format!("{} over time", film.name) }</b><span>{ format!("±{}", trimmed(range)) }</span>
                <button class="chip" aria-label="Close" onclick={ask.reform(|_| Request::EndFilm)}>{ "×" }</button>
            </header>
            <ol>{ for film.frames.iter().map(|(step, values)| html! {
                <li key={*step}><Bitmap values={values.clone()} w={film.size[1]} palette={Palette::Weight} {range} {theme} /><span>{ thousands(*step) }</span></li>
            }) }</ol>
        </section>
    }
}
