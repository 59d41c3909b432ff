//! Digits that are drawn small.

use super::*;
use crate::drawing::samples;

/// The drawing with its longer side scaled to this part of the pad, in its middle, by a pen that stays as it is.
fn scaled(drawing: &Drawing, side: f32) -> Drawing {
    let points = || drawing.strokes.iter().flat_map(|stroke| &stroke.points);
    let ends = |axis: fn(&(f32, f32)) -> f32| {
        points().map(axis).fold([f32::MAX, f32::MIN], |[least, most], at| [least.min(at), most.max(at)])
    };
    let [x, y] = [ends(|point| point.0), ends(|point| point.1)];
    let scale = side / (x[1] - x[0]).max(y[1] - y[0]);
    let moved = |at: f32, [least, most]: [f32; 2]| 0.5 + scale * (at - (least + most) / 2.0);
    let stroke = |stroke: &Stroke| Stroke {
        points: stroke.points.iter().map(|point| (moved(point.0, x), moved(point.1, y))).collect(),
        width: Stroke::WIDTH,
        ..stroke.clone()
    };
    Drawing { strokes: drawing.strokes.iter().map(stroke).collect() }
}

/// How many samples of that size are read right by the network that comes with the page.
fn read_right(side: f32) -> usize {
    let mut talk = Talk::new();
    let weights = include_bytes!("../../../../../assets/weights/digits.safetensors").to_vec();
    talk.say(Action::Weights(DigitNetwork::Cnn.into(), Ok(weights)));
    let mut is_right = |sample: &&crate::drawing::Sample| {
        talk.config.drawing = scaled(&sample.drawing, side).lifted();
        let effects = talk.draw.redraw(&talk.config);
        for effect in effects {
            let Effect::Send(command) = effect else { continue };
            let event = pollster::block_on(talk.session.apply(command, &|| 0.0));
            talk.draw.update(&mut talk.config, Action::Answered(event));
        }
        talk.draw.activations.as_ref().unwrap().ranking()[0] == usize::from(sample.digit)
    };
    samples().iter().filter(|sample| is_right(sample)).count()
}

#[test]
fn a_digit_a_fifth_as_high_as_the_pad_is_read() {
    let all = samples().len();
    let [small, usual] = [0.2, 0.75].map(read_right);
    assert!(small * 10 >= all * 9 && usual * 10 >= all * 9, "{small} and {usual} of {all}");
}
