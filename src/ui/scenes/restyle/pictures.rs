//! Which picture, and in which style.

use yew::prelude::*;

use super::load::chosen;
use crate::app::places::scenes::restyle::{CONTENTS, STYLES, Slot};
use crate::app::places::scenes::{Restyle, RestyleAction, Scenes};
use crate::app::text::restyle as text;

pub fn pictures(scenes: &Scenes, restyle: &Restyle, act: &Callback<RestyleAction>) -> Html {
    let config = scenes.config.restyle;
    let styles = STYLES.into_iter().map(|(style, id, name)| {
        let pressed = config.style == style && !restyle.is_own(Slot::Style);
        let choose = act.reform(move |_| RestyleAction::Style(style));
        choice(format!("style-{id}"), name.get(), Some(style.cut().0), pressed, choose)
    });
    let contents = CONTENTS.into_iter().map(|(content, id, name)| {
        let pressed = config.content == content && !restyle.is_own(Slot::Content);
        let choose = act.reform(move |_| RestyleAction::Content(content));
        choice(format!("content-{id}"), name.get(), content.cut().map(|cut| cut.0), pressed, choose)
    });
    html! {
        <div class="restyle-pictures" role="group" aria-label={text::PICTURES}>
            <span>{ text::IN_THE_STYLE_OF }</span>
            <div class="chips">{ for styles }{ own(Slot::Style, "style-file", restyle, act) }</div>
            <span>{ text::WHAT_IS_SHOWN }</span>
            <div class="chips">{ for contents }{ own(Slot::Content, "content-file", restyle, act) }</div>
        </div>
    }
}

fn choice(
    testid: String,
    name: &'static str,
    file: Option<&'static str>,
    pressed: bool,
    onclick: Callback<MouseEvent>,
) -> Html {
    html! {
        <button class={classes!("picture-choice", testid.clone())} data-testid={testid.clone()} aria-pressed={pressed.to_string()} aria-label={name} title={name} {onclick}>
            if let Some(file) = file { <img src={file} alt="" loading="lazy" /> }
        </button>
    }
}

fn own(slot: Slot, testid: &'static str, restyle: &Restyle, act: &Callback<RestyleAction>) -> Html {
    let act = act.clone();
    let class = classes!("picture-file", restyle.is_own(slot).then_some("chosen"));
    html! {
        <label {class} title={text::OWN}>
            { text::OPEN }
            <input type="file" accept="image/*" aria-label={text::OWN} data-testid={testid} onchange={move |event: Event| chosen(slot, &event, act.clone())} />
        </label>
    }
}
