//! Samples as points in a plane, coloured by class; what is pointed at shows its image.

use std::fmt::Write;
use std::rc::Rc;

use web_sys::{Element, PointerEvent};
use yew::prelude::*;

use super::sample::Sample;
use crate::app::color::{Theme, class_color, css};
use crate::app::places::draw::analysis::embedding::{Frame, frame, nearest_point};
use crate::app::text::draw::analysis as text;
use crate::session::samples::Samples;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub embedding: Rc<crate::app::places::draw::analysis::embedding::Embedding>,
    pub samples: Samples,
    /// Which of the shifted drawings is shown.
    pub own: usize,
    pub theme: Theme,
}

/// Height and width in the units of the picture.
const SIDE: f32 = 400.0;
/// How near the pointer has to be.
const NEAR: f32 = 14.0;

#[component]
pub fn Plane(Props { embedding, samples, own, theme }: &Props) -> Html {
    let element = use_node_ref();
    let pointed = use_state(|| None::<usize>);
    let at = use_memo(embedding.clone(), |embedding| frame(&embedding.points, SIDE));
    let count = embedding.labels.len();
    let Frame { points, .. } = &*at;
    let path = |class: u8| {
        let mut path = String::new();
        for ([x, y], _) in points.iter().zip(&embedding.labels).filter(|(_, label)| **label == class) {
            write!(path, "M{x:.1} {y:.1}h0").expect("strings take everything");
        }
        path
    };
    let classes = embedding.labels.iter().copied().max().map_or(0, |most| most + 1);
    let color = |class: u8| css(class_color(class.into(), *theme));
    let point = {
        let (element, pointed, at) = (element.clone(), pointed.clone(), at.clone());
        Callback::from(move |event: PointerEvent| {
            let Some(element) = element.cast::<Element>() else { return };
            let bounds = element.get_bounding_client_rect();
            let place = [
                (f64::from(event.client_x()) - bounds.left()) / bounds.width() * f64::from(SIDE),
                (f64::from(event.client_y()) - bounds.top()) / bounds.height() * f64::from(SIDE),
            ];
            pointed.set(nearest_point(
                &at.points[..count.min(at.points.len())],
                place.map(|x| x as f32),
                NEAR,
            ));
        })
    };
    let leave = {
        let pointed = pointed.clone();
        Callback::from(move |_: PointerEvent| pointed.set(None))
    };
    let own_place = points.get(count + own).copied();
    let path_of_shifts: String = points
        .get(count..=count + own)
        .unwrap_or_default()
        .iter()
        .enumerate()
        .map(|(i, [x, y])| format!("{}{x:.1} {y:.1}", if i == 0 { 'M' } else { 'L' }))
        .collect();
    let looked_at = pointed.filter(|index| *index < count.min(points.len()));
    html! {
        <div class="plane-of-samples">
            <svg ref={element} viewBox={format!("0 0 {SIDE} {SIDE}")} role="img" aria-label={text::points(count, samples.are_own())} data-testid="embedding" data-points={points.len().to_string()}
                onpointermove={point.clone()} onpointerdown={point} onpointerleave={leave}>
                { for (0..classes).map(|class| html! { <path key={class} class="points" d={path(class)} ~style={format!("stroke:{}", color(class))} /> }) }
                { for at.medians(&embedding.labels).into_iter().map(|(class, [x, y])| html! {
                    <text class="class-name" x={x.to_string()} y={(y + 6.0).to_string()} text-anchor="middle">{ class }</text>
                }) }
                if *own > 0 { <path class="own-path" d={path_of_shifts} /> }
                if let Some([x, y]) = own_place { <circle class="own" cx={x.to_string()} cy={y.to_string()} r="6"><title>{ text::YOURS }</title></circle> }
                if let Some(index) = looked_at { <circle class="looked-at" cx={points[index][0].to_string()} cy={points[index][1].to_string()} r="5" /> }
            </svg>
            if let Some(index) = looked_at {
                <figure ~style={format!("left:{:.1}%;top:{:.1}%", (points[index][0] / SIDE * 100.0).min(76.0), (points[index][1] / SIDE * 100.0).min(72.0))}>
                    <div><Sample samples={samples.clone()} {index} theme={*theme} /></div>
                    <figcaption>{ text::sample(index, embedding.labels[index].into()) }</figcaption>
                </figure>
            }
        </div>
    }
}
