//! What all that is learnt or made step by step in this place has beside it: a bar to begin and to pause it, and the idea behind it.

use yew::prelude::*;

use crate::app::places::scenes::{Action, Scenes};
use crate::app::text::Text;
use crate::app::text::scenes as text;
use crate::app::text::train as settings;
use crate::session::EngineKind;
use crate::ui::widgets::fields::Choice;

/// What the button of a bar does.
#[derive(Clone, Copy)]
pub enum Control {
    /// It begins, or goes on.
    Play,
    /// It waits.
    Pause,
    /// It ends.
    Stop,
}

impl Control {
    const fn icon(self) -> &'static str {
        match self {
            Self::Play => "M8 5v14l11-7z",
            Self::Pause => "M7.5 5.5h3v13h-3zM13.5 5.5h3v13h-3z",
            Self::Stop => "M7 7h10v10H7z",
        }
    }
}

/// A bar.
pub struct LearnBar {
    pub control: Control,
    /// What its button is called.
    pub name: Text,
    pub disabled: bool,
    /// How far it is.
    pub said: String,
    pub press: Callback<MouseEvent>,
    /// What can be done besides.
    pub others: Html,
    /// Who takes the steps, where there is a choice.
    pub engine: Html,
}

/// Who takes the steps of what learns.
pub fn engine(scenes: &Scenes, ask: &Callback<Action>) -> Html {
    let choose = ask.reform(|i: usize| Action::Engine(EngineKind::ALL[i]));
    let chosen = EngineKind::ALL.iter().position(|engine| *engine == scenes.config.engine).unwrap_or(0);
    let options = settings::DEVICES.map(AttrValue::from).to_vec();
    html! { <Choice name={settings::DEVICE} {options} {chosen} {choose} testid="engine" wide={true} /> }
}

impl LearnBar {
    pub fn view(self) -> Html {
        let Self { control, name, disabled, said, press, others, engine } = self;
        html! {
            <div class="learn-bar">
                <button class="train-play" data-testid="train-play" aria-label={name} title={name} {disabled} onclick={press}>
                    <svg viewBox="0 0 24 24" aria-hidden="true"><path d={control.icon()} /></svg>
                </button>
                <div><b>{ name }</b><span class="fine" data-testid="learnt">{ said }</span></div>
                { others }
                if engine != Html::default() { <span class="engine">{ engine }</span> }
            </div>
        }
    }
}

/// The idea in three sentences, and whose it is.
pub fn idea(open: bool, sentences: [Text; 3], source: Text) -> Html {
    html! {
        <details class="idea" {open}>
            <summary>{ text::IDEA }</summary>
            { for sentences.map(|sentence| html! { <p>{ sentence }</p> }) }
            <p class="fine">{ source }</p>
        </details>
    }
}
