//! Below the network, where no gradient is opened: the walk from the loss to the drawing, or what the colours mean.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::color::{Palette, Theme};
use crate::app::lab::Transport as Turn;
use crate::app::lab::clock::Clock;
use crate::app::places::draw::Action;
use crate::app::places::draw::backward::Backward;
use crate::app::places::draw::backward_config::BackwardChoice;
use crate::app::places::draw::model::Model;
use crate::app::places::draw::neuron_chain::NeuronChain;
use crate::app::places::draw::walk::{Walk, steps};
use crate::app::text::draw::{HOW_TO_READ, backward as words, walk as text};
use crate::ui::browser::now;
use crate::ui::widgets::frames::Frames;
use crate::ui::widgets::transport::Transport;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub model: Rc<Model>,
    pub backward: Option<Rc<Backward>>,
    pub walk: Option<(Walk, Clock)>,
    pub theme: Theme,
    pub act: Callback<Action>,
}

#[component]
pub fn Overview(Props { model, backward, walk, theme, act }: &Props) -> Html {
    let clock = walk.as_ref().map(|(_, clock)| clock.clone()).unwrap_or_default();
    let at = walk.as_ref().map(|(walk, _)| walk.at);
    let len = steps(model).len();
    let turn = act.reform(|turn: Turn| Action::Walk(turn, now()));
    let choose = |choice: BackwardChoice| act.reform(move |_: MouseEvent| Action::Backward(choice.clone()));
    let sentence = walk.as_ref().zip(backward.as_ref());
    let [name, from, to] = words::GRADIENTS;
    html! {
        <section class="legend backward-overview" aria-label={HOW_TO_READ}>
            <Transport at={at.unwrap_or(0)} {len} playing={clock.is_playing()} speed={clock.speed} looping={clock.looping}
                label={at.map_or(text::BEGIN.to_string(), |at| text::position(at, len))} act={turn}>
                if at.is_some() {
                    <button data-testid="walk-all" onclick={choose(BackwardChoice::At(None))}>{ text::ALL }</button>
                }
                <button data-testid="chain" onclick={choose(BackwardChoice::Chain(Some(NeuronChain::default())))}>{ text::CHAIN }</button>
            </Transport>
            <Frames active={clock.is_playing()} tick={act.reform(Action::Frame)} />
            if let Some(((walk, _), backward)) = sentence {
                <p class="walk-sentence" data-testid="walk-sentence" aria-live="polite">{ walk.step().sentence(model, backward) }</p>
            } else {
                <div>
                    <figure>
                        <figcaption>{ name }</figcaption>
                        <i ~style={format!("background:{}", Palette::Gradient.gradient(*theme))} />
                        <p><span>{ from }</span><span>{ to }</span></p>
                    </figure>
                </div>
                <dl>{ for words::LEGEND.map(|[what, does]| html! { <><dt>{ what }</dt><dd>{ does }</dd></> }) }</dl>
            }
        </section>
    }
}
