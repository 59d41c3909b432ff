//! What a 1×1 convolution in front of a larger one saves: both ways as networks, with what they cost.

use yew::prelude::*;

use crate::app::numbers::thousands;
use crate::app::places::convolve::{Bottleneck, Convolve, Stage, View, presets, total};
use crate::app::text::Text;
use crate::app::text::convolve as text;
use crate::app::text::lab::{EXAMPLE, SETTINGS};
use crate::shape::Shape;
use crate::ui::widgets::fields::{Choice, Stepper};

#[derive(Properties, PartialEq)]
pub struct SettingsProps {
    pub depth: Bottleneck,
    pub set: Callback<Bottleneck>,
    /// Takes an example that was chosen.
    pub choose: Callback<Bottleneck>,
    pub say: Callback<String>,
    /// What takes changes back.
    pub changes: Html,
    /// The switch between the views.
    pub children: Html,
}

#[derive(Properties, PartialEq)]
pub struct StageProps {
    pub depth: Bottleneck,
    pub go: Callback<Convolve>,
    /// What was wrong with a number that was typed.
    pub said: Option<String>,
    /// What hands it out as files.
    pub children: Html,
}

#[component]
pub fn DepthSettings(SettingsProps { depth, set, choose, say, changes, children }: &SettingsProps) -> Html {
    let fields = text::SIZES.into_iter().zip(Bottleneck::BOUNDS).enumerate().map(|(i, (name, (least, largest)))| {
        let depth = *depth;
        let to = move |value: usize| {
            let mut numbers = depth.numbers();
            numbers[i] = value;
            Bottleneck::of(numbers).unwrap_or(depth)
        };
        let value = depth.numbers()[i];
        html! {
            <Stepper {name} {value} {least} {largest} set={set.reform(to)} complain={say.clone()} testid={format!("depth-{i}")} />
        }
    });
    let mut options: Vec<AttrValue> = text::DEPTH_EXAMPLES.map(AttrValue::from).to_vec();
    let known = Bottleneck::EXAMPLES.iter().position(|example| example == depth);
    let chosen = known.unwrap_or(options.len());
    if known.is_none() {
        options.push(text::YOUR_OWN_SIZES.into());
    }
    let own = *depth;
    let choose = choose.reform(move |i: usize| Bottleneck::EXAMPLES.get(i).copied().unwrap_or(own));
    html! {
        <section class="settings" aria-label={SETTINGS}>
            { children.clone() }
            <Choice name={EXAMPLE} {options} {chosen} {choose} testid="depth-example" wide={true} />
            { for fields }
            <div class="setting shortcuts">{ changes.clone() }</div>
        </section>
    }
}

#[component]
pub fn DepthStage(StageProps { depth, go, said, children }: &StageProps) -> Html {
    let [direct, through] = depth.ways();
    let (a, b) = (total(&direct.1), total(&through.1));
    let most = a.macs.max(b.macs) as f64;
    let most_params = a.params.max(b.params) as f64;
    let way = |testid: &'static str, (title, stages): &(Text, Vec<Stage>)| {
        let cost = total(stages);
        html! {
            <section class="way" data-testid={testid} aria-label={*title}>
                <h2>{ *title }</h2>
                <div class="way-stages">
                    { volume(*depth, depth.input) }
                    { for stages.iter().map(|stage| html! {
                        <>
                            <div class="way-step">
                                <b>{ &stage.what }</b>
                                <span>{ text::multiply_adds(stage.cost.macs) }</span>
                                <span>{ text::parameters(stage.cost.params) }</span>
                            </div>
                            { volume(*depth, stage.shape) }
                        </>
                    }) }
                </div>
                <div class="way-bars">
                    { bar(&text::multiply_adds(cost.macs), cost.macs, most) }
                    { bar(&text::parameters(cost.params), cost.params, most_params) }
                </div>
            </section>
        }
    };
    let example = {
        let pointwise = presets().iter().find(|preset| preset.id == "pointwise").expect("it is an example");
        go.reform(move |_: MouseEvent| Convolve { view: View::Grids, ..pointwise.example() })
    };
    html! {
        <section class="stage ways" aria-label={text::WHAT_1X1_SAVES}>
            if let Some(said) = said {
                <p class="view-said" role="status">{ said }</p>
            }
            <p class="ways-verdict" role="status"><b>{ depth.verdict() }</b>{ " " }{ depth.pays() }</p>
            { way("bottleneck-direct", &direct) }
            { way("bottleneck-reduced", &through) }
            <p class="ways-why">
                { text::WHAT_1X1_DOES }{ " " }
                <button onclick={example} data-testid="pointwise">{ text::SEE_IN_NUMBERS }</button>
                { children.clone() }
            </p>
        </section>
    }
}

/// A block of numbers, as deep as it has channels.
fn volume(depth: Bottleneck, shape: Shape) -> Html {
    let [side, deep] = depth.block(shape);
    // Seen from the upper right.
    let (right, up) = (0.7 * deep, 0.5 * deep);
    let (width, height) = (side + right + 2.0, side + up + 2.0);
    let faces =
        format!("M1 {0}l{right} -{up}h{side}v{side}l-{right} {up}v-{side}zm{side} 0l{right} -{up}", 1.0 + up);
    // As large as the type beside it.
    let em = |pixels: f32| format!("{:.2}em", pixels / 16.0);
    html! {
        <figure class="volume">
            <svg viewBox={format!("0 0 {width} {height}")} ~style={format!("width:{};height:{}", em(width), em(height))} aria-hidden="true">
                <path d={faces} />
                <rect x="1" y={(1.0 + up).to_string()} width={side.to_string()} height={side.to_string()} />
            </svg>
            <figcaption>{ format!("{}×{}×{}", shape.h, shape.w, shape.c) }</figcaption>
        </figure>
    }
}

fn bar(said: &str, count: u64, most: f64) -> Html {
    let share = 100.0 * count as f64 / most;
    let number = thousands(count);
    let (before, after) = said.split_once(&number).unwrap_or((said, ""));
    html! {
        <div class="way-bar">
            <span>{ before }<b>{ number }</b>{ after }</span>
            <div aria-hidden="true"><div ~style={format!("width:{share:.2}%")}></div></div>
        </div>
    }
}
