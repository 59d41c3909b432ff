//! The arithmetic of the present value, and a sentence about it.

use yew::prelude::*;

use super::Target;
use crate::app::color::{Palette, Theme};
use crate::app::numbers::trimmed;
use crate::app::places::pool::{Computed, Kind, Mode, Part, Piece, Pooling, Role};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub pooling: Pooling,
    pub computed: Computed,
    pub target: Option<Target>,
    /// Whether the result is to be predicted.
    pub hidden: bool,
    pub theme: Theme,
}

#[component]
pub fn Equation(Props { pooling, computed, target, hidden, theme }: &Props) -> Html {
    let step = if let Some(Target::Output(step)) = target { *step } else { pooling.at };
    let reached = |part: &Part| part.share != 0.0 && pooling.index(part.cell).is_some();
    let place = match (pooling.mode, target) {
        (_, Some(Target::Gradient(place))) => Some(*place),
        // A step reaches several cells: the first stands for them.
        (Mode::Gradient, _) => pooling.parts(computed, step).into_iter().find(reached).map(|part| part.cell),
        (Mode::Forward, _) => None,
    };
    let (name, at, pieces, remark) = match place {
        Some(place) => {
            let remark = match pooling.routed(computed, place).is_empty() {
                true if pooling.kind == Kind::Max => {
                    Some("It wins in no window: nothing comes back to it.".to_owned())
                }
                true => Some("It is in no window: nothing comes back to it.".to_owned()),
                false => pooling.remark(computed, step),
            };
            ("∂L/∂x", place, pooling.routed_formula(computed, place), remark)
        }
        None => {
            let pieces = pooling.formula(computed, step);
            ("y", pooling.place_of_step(step), pieces, pooling.remark(computed, step))
        }
    };
    // A gradient's cell would tell where it goes.
    let (name, at, pieces, remark) = match hidden {
        true => {
            let (name, value) = match pooling.mode {
                Mode::Forward => ("y", String::new()),
                Mode::Gradient => ("∂L/∂y", format!("{} → ", trimmed(pooling.upstream[step]))),
            };
            let pieces = vec![
                Piece { text: value, role: Role::Value },
                Piece { text: "?".to_owned(), role: Role::Quiet },
            ];
            (name, pooling.place_of_step(step), pieces, None)
        }
        false => (name, at, pieces, remark),
    };
    let channel = (pooling.input.c > 1).then(|| format!("{}, ", at.channel));
    html! {
        <div class="equation">
            <p class="numbers-line">
                <span class="quiet">{ name }<sub>{ channel }{ format!("{}, {}", at.row, at.column) }</sub>{ " = " }</span>
                <output data-testid="formula-numbers">{ for pieces.iter().map(|piece| view(piece, *theme)) }</output>
            </p>
            <p class="remark" data-testid="remark">{ remark }</p>
        </div>
    }
}

fn view(Piece { text, role }: &Piece, theme: Theme) -> Html {
    let color = |palette: Palette| Some(format!("color:{}", palette.word(1.0, theme)));
    let (class, style) = match role {
        Role::Quiet => ("quiet", None),
        Role::Value => ("", None),
        Role::Winner => ("winner", None),
        Role::Weight => ("weight", color(Palette::Weight)),
        Role::Result => ("result", color(Palette::Activation)),
    };
    html! { <span {class} {style}>{ text }</span> }
}
