//! One suite, two engines: whatever the processor computes, the graphics processor computes too.

use std::sync::Arc;

use convoscope::engine::gpu::{Alone, Device, Inputs};
use convoscope::layers::samples::{BATCH, samples};
use convoscope::layers::{Phase, Run};
use convoscope::random::Random;

fn compare(what: &str, cpu: &[f32], gpu: &[f32], worst: &mut f32) -> Result<(), String> {
    let scale = cpu.iter().fold(0f32, |a, b| a.max(b.abs())).max(1e-3);
    if cpu.len() != gpu.len() { return Err(format!("{what}: {} {}", cpu.len(), gpu.len())); }
    for (i, (a, b)) in cpu.iter().zip(gpu).enumerate() {
        let d = (a - b).abs() / scale;
        if !(d <= 1e-4) { return Err(format!("{what}[{i}]: cpu {a} gpu {b}")); }
        *worst = worst.max(d);
    }
    Ok(())
}

#[test]
fn layers() {
    let device = pollster::block_on(Device::open()).unwrap();
    println!("{}", device.name());
    let mut worst = 0.0;
    let mut failed = 0;
    for (seed, sample) in (0..).zip(samples()) {
        for phase in [Phase::Infer, Phase::Train { seed: 5 }] {
            let v = sample.values(seed);
            let op = sample.layer.op();
            let x: Vec<&[f32]> = v.x.iter().map(Vec::as_slice).collect();
            let cpu_phase = match phase { Phase::Train { seed } => Phase::Train { seed: Random::split(seed, 0).next_u64() }, p => p };
            let run = Run::forward(op, BATCH, &sample.shapes, &x, &v.params, &v.running, cpu_phase).unwrap();
            let g = run.backward(&v.dy);
            let inputs = Inputs { batch: BATCH, shapes: &sample.shapes, x: &v.x, params: &v.params, running: &v.running, dy: &v.dy };
            let r = pollster::block_on(Alone::run(&device, op, inputs, phase)).unwrap_or_else(|e| panic!("{sample:?}: {e}"));
            let mut check = |what: &str, a: &[f32], b: &[f32]| {
                if let Err(e) = compare(what, a, b, &mut worst) { failed += 1; println!("{sample:?} {phase:?} {e}"); }
            };
            check("y", &run.y, &r.y);
            check("running", &run.running, &r.running);
            for (a, b) in g.dx.iter().zip(&r.dx) { check("dx", a, b); }
            check("dparams", &g.dparams, &r.dparams);
        }
    }
    println!("worst {worst}");
    assert_eq!(failed, 0);
}
