//! The trained network reads every sample drawing, large in the middle of the pad and small in a corner.

use std::sync::Arc;

use convoscope::drawing::pipeline::{Switches, prepare};
use convoscope::drawing::{Drawing, Raster, Stroke, samples};
use convoscope::engine::Cpu;
use convoscope::network::{Plan, Weights};
use convoscope::zoo;

/// A drawing made smaller by `scale` around the middle of the pad and moved.
fn moved(drawing: &Drawing, scale: f32, (dx, dy): (f32, f32)) -> Drawing {
    let at = |&(x, y): &(f32, f32)| (0.5 + scale * (x - 0.5) + dx, 0.5 + scale * (y - 0.5) + dy);
    let stroke = |stroke: &Stroke| Stroke::new(stroke.points.iter().map(at).collect());
    Drawing { strokes: drawing.strokes.iter().map(stroke).collect() }
}

#[test]
fn every_digit_is_read_in_every_style() {
    let plan = Arc::new(Plan::new(zoo::digits()).unwrap());
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/weights/digits.safetensors");
    let weights = Weights::from_safetensors(&plan, &std::fs::read(file).unwrap()).unwrap();
    let mut cpu = Cpu::new(plan);
    let mut wrong = Vec::new();
    for (scale, shift) in [(1.0, (0.0, 0.0)), (0.55, (-0.2, 0.18))] {
        for sample in samples() {
            let drawing = moved(&sample.drawing, scale, shift);
            let pixels = prepare(&Raster::of(&drawing), Switches::default()).unwrap().pixels;
            let logits = cpu.infer(&weights, &pixels);
            let read = (0..10).max_by(|&a, &b| logits[a].total_cmp(&logits[b])).unwrap();
            if read != usize::from(sample.digit) {
                wrong.push(format!("{}, {} at {scale} is read as {read}", sample.digit, sample.style));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}
