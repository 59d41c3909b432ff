//! How colours are shown, for all places at once: light or dark, and which palettes.

use yew::prelude::*;

use super::widgets::popover::{Opening, use_opening};
use super::widgets::segments::Segments;
use crate::app::color::{Ground, Palette, PaletteSet, Theme};
use crate::app::shell::Action;
use crate::app::text::Text;
use crate::app::text::shell as text;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub theme: Theme,
    pub send: Callback<Action>,
}

#[component]
pub fn Appearance(Props { theme, send }: &Props) -> Html {
    let Opening { open, root, button, close, toggle, onkeydown, onfocusout } = use_opening();
    let names = |names: [Text; 2]| names.map(AttrValue::from).to_vec();
    let choose_ground = {
        let (send, now) = (send.clone(), theme.ground as usize);
        Callback::from(move |chosen: usize| {
            if chosen != now {
                send.emit(Action::Theme);
            }
        })
    };
    let choose_palettes = send.reform(|chosen: usize| Action::Palettes(PaletteSet::ALL[chosen].0));
    let kinds =
        [Palette::Activation, Palette::Weight, Palette::Gradient].into_iter().zip(text::PALETTE_KINDS);
    html! {
        <div class="popover appearance" ref={root} {onkeydown} {onfocusout}>
            <button ref={button} onclick={toggle} aria-expanded={open.to_string()} data-testid="appearance" aria-label={text::APPEARANCE}
                title={text::with_key(text::APPEARANCE.get(), "T")}>{ if theme.ground == Ground::Light { "◐" } else { "◑" } }</button>
            if open {
                <div class="outside" onclick={close.reform(|_| ())}></div>
                <div class="popped" role="group" aria-label={text::APPEARANCE}>
                    <Segments name={text::GROUND} options={names(text::GROUNDS)} chosen={theme.ground as usize} choose={choose_ground} testid="ground" />
                    <Segments name={text::PALETTES} options={names(text::PALETTE_SETS)} chosen={theme.palettes as usize} choose={choose_palettes} testid="palettes" />
                    <ul>
                        { for kinds.map(|(palette, kind)| html! {
                            <li><i ~style={format!("background:{}", palette.gradient(*theme))}></i>{ kind }</li>
                        }) }
                    </ul>
                    <p>{ text::PALETTES_SAY }</p>
                </div>
            }
        </div>
    }
}
