//! What the network says about each pixel, beside what there is.

use std::rc::Rc;

use yew::prelude::*;

use super::canvas::Canvas;
use super::find::waits;
use crate::app::color::{Palette, Theme};
use crate::app::numbers::percent;
use crate::app::places::scenes::{Action, Boundary, Part, SEGMENTING, Scenes, Segmented, card_scores};
use crate::app::text::scenes as text;
use crate::data::scenes::PIXEL_CLASSES;
use crate::ui::bitmap::Bitmap;
use crate::ui::widgets::segments::Segments;

/// The colours of the background and of each kind.
const COLORS: [[u8; 4]; PIXEL_CLASSES] =
    [[60, 64, 72, 255], [86, 180, 233, 255], [230, 159, 0, 255], [240, 228, 66, 255]];

fn pixels(classes: &[u8]) -> Rc<[[u8; 4]]> {
    classes.iter().map(|class| COLORS[usize::from(*class) % PIXEL_CLASSES]).collect()
}

/// The mask as it lies over the scene: nothing where there is background.
pub fn overlay(segmented: &Segmented) -> Rc<[[u8; 4]]> {
    let over = |class: &u8| match class {
        0 => [0; 4],
        class => {
            let [r, g, b, _] = COLORS[usize::from(*class) % PIXEL_CLASSES];
            [r, g, b, 170]
        }
    };
    segmented.classes.iter().map(over).collect()
}

pub fn answer(scenes: &Scenes, theme: Theme, ask: &Callback<Action>) -> Html {
    html! { <>{ networks(scenes, ask) }{ pixels_said(scenes, theme, ask) }</> }
}

fn pixels_said(scenes: &Scenes, theme: Theme, ask: &Callback<Action>) -> Html {
    let Some(segmented) = scenes.segmented() else { return waits(scenes, ask) };
    let values = |classes: &[u8]| classes.iter().map(|class| f32::from(*class)).collect::<Rc<[f32]>>();
    let figures = SEGMENTING.map(|(network, ..)| (network, card_scores(network)[1].1));
    let pixel_count = |class: usize| segmented.counts.row(class).iter().sum::<u64>();
    html! {
        <>
            <header>
                <h2>{ text::IN_THIS_SCENE }</h2>
                <span class="fine"><b data-testid="pixels-right">{ percent(segmented.counts.pixel_accuracy()) }</b>{ " " }{ text::RIGHT_PIXELS }</span>
            </header>
            <div class="masks">
                <figure>
                    <Canvas pixels={pixels(&segmented.classes)} values={values(&segmented.classes)} name={text::MASK} testid="mask" />
                    <figcaption>{ text::MASK }</figcaption>
                </figure>
                <figure>
                    <Canvas pixels={pixels(&segmented.wanted)} values={values(&segmented.wanted)} name={text::TRUE_MASK} testid="true-mask" />
                    <figcaption>{ text::TRUE_MASK }</figcaption>
                </figure>
                <table class="class-ious">
                    <thead><tr><th scope="col">{ text::CLASS }</th><th scope="col">{ text::PIXELS }</th><th scope="col">{ text::IOU }</th></tr></thead>
                    <tbody>
                        { for (0..PIXEL_CLASSES).map(|class| {
                            let [r, g, b, _] = COLORS[class];
                            html! {
                                <tr>
                                    <th scope="row"><i ~style={format!("background:rgb({r},{g},{b})")}></i>{ text::pixel_class(class) }</th>
                                    <td>{ pixel_count(class) }</td>
                                    <td data-testid={format!("iou-{class}")}>{ segmented.counts.iou(class).map_or(text::NOT_THERE.to_string(), text::metric) }</td>
                                </tr>
                            }
                        }) }
                    </tbody>
                </table>
            </div>
            { boundaries(&segmented) }
            { scales(scenes, theme) }
            <p data-testid="compared">{ text::compared(&figures) }</p>
        </>
    }
}

/// Where shapes end, for the network and in truth.
fn boundaries(segmented: &Segmented) -> Html {
    let kinds = [Boundary::Predicted, Boundary::Wanted, Boundary::Both];
    let color = |kind: &Boundary| match kind {
        Boundary::None => COLORS[0],
        Boundary::Predicted => [204, 121, 167, 255],
        Boundary::Wanted => [0, 158, 115, 255],
        Boundary::Both => [255; 4],
    };
    let of_pixels = segmented.boundaries();
    let values = of_pixels.iter().map(|kind| f32::from(*kind as u8)).collect::<Rc<[f32]>>();
    let pixels = kinds.map(|kind| of_pixels.iter().filter(|other| **other == kind).count());
    let key = kinds.iter().zip(text::boundary_pixels(pixels)).map(|(kind, said)| {
        let [r, g, b, _] = color(kind);
        html! { <li><i ~style={format!("background:rgb({r},{g},{b})")}></i>{ said }</li> }
    });
    let iou = |class: usize| Some((class, segmented.boundary_iou(class)?));
    let ious: Vec<(usize, f32)> = (1..PIXEL_CLASSES).filter_map(iou).collect();
    html! {
        <figure class="boundaries">
            <Canvas pixels={of_pixels.iter().map(color).collect::<Rc<[_]>>()} {values} name={text::BOUNDARIES} testid="boundaries" />
            <figcaption>
                <b>{ text::BOUNDARIES }</b>
                <ul>{ for key }</ul>
                <span data-testid="boundary-iou">{ text::boundary_ious(&ious) }</span>
            </figcaption>
        </figure>
    }
}

/// The scores of the chosen shape's kind at every scale: a column for each scale.
fn scales(scenes: &Scenes, theme: Theme) -> Html {
    let chosen = scenes.config.scene.shapes.get(scenes.selected);
    let class = chosen.map_or(0, |shape| 1 + shape.kind.class());
    let maps = scenes.scores_of(class);
    if maps.is_empty() {
        return Html::default();
    }
    let mut sides: Vec<usize> = maps.iter().map(|(maps, _)| maps.side).collect();
    sides.dedup();
    let largest = |values: &[f32]| values.iter().fold(0.0f32, |largest, value| largest.max(value.abs()));
    let cell = |part: Part, side: usize| {
        let map = maps.iter().find(|(maps, _)| (maps.part, maps.side) == (part, side));
        html! {
            <td>
                if let Some((maps, values)) = map {
                    <Bitmap values={values.clone()} w={maps.side} palette={Palette::Activation} range={largest(values)} {theme} />
                }
            </td>
        }
    };
    let parts = Part::ALL.into_iter().filter(|part| maps.iter().any(|(maps, _)| maps.part == *part));
    html! {
        <table class="scales" data-testid="scales">
            <caption>{ text::scores_of(class) }</caption>
            <thead><tr><th></th>{ for sides.iter().map(|side| html! { <th scope="col">{ text::scale(*side) }</th> }) }</tr></thead>
            <tbody>
                { for parts.map(|part| html! {
                    <tr><th scope="row">{ text::PARTS[part as usize] }</th>{ for sides.iter().map(|side| cell(part, *side)) }</tr>
                }) }
            </tbody>
        </table>
    }
}

/// Which network segments.
fn networks(scenes: &Scenes, ask: &Callback<Action>) -> Html {
    let options = SEGMENTING.map(|(_, _, name)| AttrValue::from(name)).to_vec();
    let option_testids = SEGMENTING.map(|(_, id, _)| AttrValue::from(format!("net-{id}"))).to_vec();
    let chosen = SEGMENTING.iter().position(|(network, ..)| *network == scenes.config.segments).unwrap_or(0);
    let choose = ask.reform(|index: usize| Action::Network(SEGMENTING[index].0));
    html! { <Segments name={text::NETWORK} {options} {chosen} {choose} testid="net" {option_testids} /> }
}
