//! What the network says about each pixel, beside what there is.

use std::rc::Rc;

use yew::prelude::*;

use super::canvas::Canvas;
use super::find::waits;
use crate::app::numbers::percent;
use crate::app::places::scenes::{Action, SEGMENTING, Scenes, Segmented, card_scores};
use crate::app::text::scenes as text;
use crate::data::scenes::PIXEL_CLASSES;

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

pub fn answer(scenes: &Scenes, _ask: &Callback<Action>) -> Html {
    let Some(segmented) = scenes.segmented() else { return waits(scenes) };
    let values = |classes: &[u8]| classes.iter().map(|class| f32::from(*class)).collect::<Rc<[f32]>>();
    let figures = SEGMENTING.map(|(network, ..)| (network, card_scores(network)[1].1));
    let pixel_count = |class: usize| segmented.counts.row(class).iter().sum::<u64>();
    html! {
        <>
            <div class="masks">
                <figure>
                    <Canvas pixels={pixels(&segmented.classes)} values={values(&segmented.classes)} name={text::MASK} testid="mask" />
                    <figcaption>{ text::MASK }</figcaption>
                </figure>
                <figure>
                    <Canvas pixels={pixels(&segmented.wanted)} values={values(&segmented.wanted)} name={text::TRUE_MASK} testid="true-mask" />
                    <figcaption>{ text::TRUE_MASK }</figcaption>
                </figure>
            </div>
            <header>
                <h2>{ text::IN_THIS_SCENE }</h2>
                <span class="fine"><b data-testid="pixels-right">{ percent(segmented.counts.pixel_accuracy()) }</b>{ " " }{ text::RIGHT_PIXELS }</span>
            </header>
            <table class="classes">
                <thead><tr><th scope="col">{ text::CLASS }</th><th scope="col">{ text::PIXELS }</th><th scope="col">{ text::IOU }</th></tr></thead>
                <tbody>
                    { for (0..PIXEL_CLASSES).map(|class| {
                        let [r, g, b, _] = COLORS[class];
                        html! {
                            <tr>
                                <th scope="row"><i ~style={format!("background:rgb({r},{g},{b})")}></i>{ text::pixel_class(class) }</th>
                                <td>{ pixel_count(class) }</td>
                                <td data-testid={format!("iou-{class}")}>{ segmented.counts.iou(class).map_or(text::NOT_THERE.to_owned(), text::metric) }</td>
                            </tr>
                        }
                    }) }
                </tbody>
            </table>
            <p data-testid="compared">{ text::compared(&figures) }</p>
        </>
    }
}
