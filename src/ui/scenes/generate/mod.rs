//! Digits from a latent plane: the plane, what is decoded at its point, a digit that is given back, and how it learns.

mod learning;
mod plane;

use std::rc::Rc;

use yew::prelude::*;

use crate::app::color::{Palette, Theme};
use crate::app::places::scenes::generate::{Action, Generate, GenerateConfig, digit};
use crate::app::places::scenes::{self, Loading, Scenes};
use crate::app::text::scenes as text;
use crate::app::text::scenes_generate as words;
use crate::app::text::shell::TRY_AGAIN;
use crate::data::SIDE;
use crate::ui::bitmap::Bitmap;

/// What stands beside the tabs, which come first.
pub fn generate(scenes: &Scenes, tabs: Html, theme: Theme, of_place: &Callback<scenes::Action>) -> Html {
    let ask = &of_place.reform(scenes::Action::Generate);
    let (state, config) = (&scenes.generate, &scenes.config.generate);
    html! {
        <>
            <section class="scene" aria-label={words::PLANE}>
                { tabs }
                <plane::LatentPlane tiles={state.tiles.clone()} codes={if state.shows_codes { state.codes.clone() } else { Vec::new() }}
                    centers={if state.shows_codes { state.centers() } else { Vec::new() }} point={config.point} {theme} ask={ask.clone()} />
                <p class="fine">{ words::DRAG }</p>
                <label class="check"><input type="checkbox" data-testid="show-codes" checked={state.shows_codes} onchange={shows(state, ask)} />
                    <span>{ words::WHERE_DIGITS_LIE }</span></label>
                if state.shows_codes { <p class="fine">{ words::COLORS }</p> }
            </section>
            <section class="answer generated" aria-live="off">{ digits(state, config, theme, ask) }</section>
            { learning::learning(scenes, theme, of_place) }
        </>
    }
}

fn shows(state: &Generate, ask: &Callback<Action>) -> Callback<Event> {
    let shows = !state.shows_codes;
    ask.reform(move |_| Action::ShowCodes(shows))
}

/// A digit with its caption.
fn drawn(values: Option<Rc<[f32]>>, theme: Theme, testid: &'static str, caption: Html) -> Html {
    html! {
        <figure>
            if let Some(values) = values {
                <Bitmap {values} w={SIDE} palette={Palette::Ink} range={1.0} {theme} {testid} />
            } else { <div class="no-digit"></div> }
            <figcaption>{ caption }</figcaption>
        </figure>
    }
}

fn digits(state: &Generate, config: &GenerateConfig, theme: Theme, ask: &Callback<Action>) -> Html {
    if let Loading::Failed(why) = &state.loading {
        let again = ask.reform(|_| Action::UseTrained);
        return html! { <p role="alert">{ why }{ " " }<button class="quiet" onclick={again}>{ TRY_AGAIN }</button></p> };
    }
    if state.decoded.is_none() {
        return html! { <p class="fine" role="status">{ text::LOADING }</p> };
    }
    let given = state.given_back.as_ref();
    let at_point = html! { <><b>{ words::DECODED }</b><span data-testid="point">{ words::point(config.point) }</span></> };
    let encoded = given.map(|given| words::encoded(given.mean, given.deviation));
    html! {
        <>
            <div class="decoded">{ drawn(state.decoded.clone(), theme, "decoded", at_point) }</div>
            <div class="given-back">
                { drawn(Some(Rc::from(digit(config.digit))), theme, "input-digit", html! { words::INPUT }) }
                { drawn(given.map(|given| given.reconstruction.clone()), theme, "reconstruction", html! { words::RECONSTRUCTION }) }
            </div>
            <p class="fine" data-testid="encoded">{ encoded }</p>
            <div class="chips">
                <button class="quiet" data-testid="another-digit" onclick={ask.reform(|_| Action::AnotherDigit)}>{ words::ANOTHER_DIGIT }</button>
                <button class="quiet" data-testid="to-digit" disabled={given.is_none()} onclick={ask.reform(|_| Action::ToDigit)}>{ words::TO_ITS_POINT }</button>
            </div>
        </>
    }
}
