use convoscope::engine::Gpu;
use convoscope::engine::gpu::*;
use convoscope::layers::Phase;
use convoscope::loss::Loss;
use convoscope::network::*;
use convoscope::optimizer::*;
use convoscope::random::Random;
use convoscope::zoo;
use std::sync::Arc;
use std::time::Instant;
fn main() {
    let device = Arc::new(pollster::block_on(Device::open()).unwrap());
    println!("{}", device.name());
    let plan = Arc::new(Plan::new(zoo::small_lenet()).unwrap());
    let weights = Weights::he(&plan, 1);
    let mut gpu = pollster::block_on(Gpu::new(device.clone(), plan.clone(), &weights)).unwrap();
    let mut r = Random::new(2);
    let images: Vec<f32> = (0..64 * 784).map(|_| r.uniform()).collect();
    let labels: Vec<u8> = (0..64).map(|i| (i % 10) as u8).collect();
    let up = Update {
        loss: Loss::CrossEntropy,
        smoothing: 0.0,
        optimizer: Optimizer::Momentum { momentum: 0.9 },
        penalty: Penalty::default(),
        rate: 0.01,
        step: 1,
        seed: 1,
    };
    let time = |name: &str, f: &mut dyn FnMut()| {
        f();
        f();
        let t = Instant::now();
        let mut n = 0;
        while t.elapsed().as_secs_f64() < 2.0 {
            f();
            n += 1;
        }
        println!("{name}: {:.2} ms", t.elapsed().as_secs_f64() * 1000.0 / n as f64);
    };
    let last = NodeId(plan.ids().count() - 1);
    time("infer 64", &mut || {
        gpu.forward(&images, Phase::Infer).unwrap();
        pollster::block_on(gpu.activations(last)).unwrap();
    });
    time("train 64", &mut || {
        gpu.train(&images, &labels, &up).unwrap();
        pollster::block_on(gpu.scores()).unwrap();
    });
    gpu.profile();
    time("infer 1", &mut || {
        gpu.forward(&images[..784], Phase::Infer).unwrap();
        pollster::block_on(gpu.activations(last)).unwrap();
    });
}
