//! Shares against a few strengths: a line for each of those that are compared.

use std::fmt::Write;

use yew::prelude::*;

use crate::app::numbers::whole_percent;

/// A line: its name, which is its class in the style sheet, what it says at the chosen strength, and the share at each of them as far as it is known.
#[derive(Clone, PartialEq)]
pub struct Line {
    pub name: &'static str,
    pub label: String,
    pub shares: Vec<Option<f32>>,
    /// All of it, for those who do not see it.
    pub described: String,
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub lines: Vec<Line>,
    /// What stands below each strength.
    pub strengths: Vec<String>,
    pub chosen: usize,
    pub choose: Callback<usize>,
    pub title: String,
    /// Width and height in CSS pixels.
    pub size: (f32, f32),
    pub testid: &'static str,
}

/// Room for labels at the left, and at the right.
const LEFT: f32 = 44.0;
const RIGHT: f32 = 112.0;
const TOP: f32 = 10.0;
const BOTTOM: f32 = 24.0;
/// Between the middles of two labels.
const LINE_HEIGHT: f32 = 16.0;

#[component]
pub fn Chart(Props { lines, strengths, chosen, choose, title, size: (w, h), testid }: &Props) -> Html {
    let last = (strengths.len().max(2) - 1) as f32;
    let x = |i: usize| LEFT + (w - LEFT - RIGHT) * i as f32 / last;
    let y = |share: f32| TOP + (h - TOP - BOTTOM) * (1.0 - share);
    let path = |line: &Line| {
        let mut path = String::new();
        for (i, share) in line.shares.iter().enumerate() {
            let Some(share) = share else { break };
            let letter = if i == 0 { 'M' } else { 'L' };
            write!(path, "{letter}{:.1} {:.1}", x(i), y(*share)).expect("strings take everything");
        }
        path
    };
    // Labels stand at the ends of their lines, as near to them as they can without touching.
    let mut labels: Vec<(usize, f32)> =
        lines.iter().enumerate().filter_map(|(i, line)| Some((i, y((*line.shares.last()?)?)))).collect();
    labels.sort_by(|a, b| a.1.total_cmp(&b.1));
    for i in 1..labels.len() {
        labels[i].1 = labels[i].1.max(labels[i - 1].1 + LINE_HEIGHT);
    }
    let mut floor = h - BOTTOM;
    for label in labels.iter_mut().rev() {
        label.1 = label.1.min(floor);
        floor = label.1 - LINE_HEIGHT;
    }
    let tick = |share: f32| {
        html! {
            <>
                <line class="grid" x1={LEFT.to_string()} x2={(w - RIGHT).to_string()} y1={y(share).to_string()} y2={y(share).to_string()} />
                <text class="tick" x={(LEFT - 8.0).to_string()} y={(y(share) + 4.0).to_string()} text-anchor="end">{ whole_percent(share) }</text>
            </>
        }
    };
    let strength = |(i, strength): (usize, &String)| {
        let choose = choose.reform(move |_: MouseEvent| i);
        let (wide, at) = ((w - LEFT - RIGHT) / last, x(i));
        html! {
            <g onclick={choose}>
                <rect class="strength" x={(at - 0.5 * wide).to_string()} y="0" width={wide.to_string()} height={h.to_string()} />
                <text class={classes!("tick", (*chosen == i).then_some("chosen"))} x={at.to_string()} y={(h - 5.0).to_string()} text-anchor="middle">{ strength.clone() }</text>
            </g>
        }
    };
    let line = |line: &Line| {
        let dot = line.shares.get(*chosen).copied().flatten().map(|share| {
            html! { <circle class={classes!("dot", line.name)} cx={x(*chosen).to_string()} cy={y(share).to_string()} r="4.5" /> }
        });
        html! { <><path class={classes!("line", line.name)} d={path(line)} />{ dot }</> }
    };
    let label = |(i, at): &(usize, f32)| {
        html! {
            <text class={classes!("label", lines[*i].name)} x={(w - RIGHT + 8.0).to_string()} y={(at + 4.0).to_string()}>{ lines[*i].label.clone() }</text>
        }
    };
    let described = lines.iter().map(|line| line.described.as_str()).collect::<Vec<_>>().join("; ");
    html! {
        <svg class="share-chart" viewBox={format!("0 0 {w} {h}")} role="img" aria-label={format!("{title}: {described}")} data-testid={*testid}>
            { for [0.0, 0.5, 1.0].map(tick) }
            { for strengths.iter().enumerate().map(strength) }
            <line class="at" x1={x(*chosen).to_string()} x2={x(*chosen).to_string()} y1={TOP.to_string()} y2={(h - BOTTOM).to_string()} />
            { for lines.iter().map(line) }
            { for labels.iter().map(label) }
        </svg>
    }
}
