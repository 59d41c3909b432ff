//! Who computes when a network is trained here.

use convoscope::engine::gpu::Device;
use convoscope::training::Trainer;
use std::rc::Rc;
use std::time::Instant;

#[derive(Clone, Copy, clap::ValueEnum)]
pub enum Engine {
    /// The CPU
    Cpu,
    /// The GPU
    Gpu,
    /// Whichever takes a step in less time
    Auto,
}

impl Engine {
    /// Lets it take `trainer`'s steps on batches of `batch` samples, and says who will.
    pub fn choose(self, trainer: &mut Trainer, batch: usize) {
        let start = Instant::now();
        let device = || pollster::block_on(Device::open()).map(Rc::new);
        match self {
            Self::Cpu => return,
            Self::Gpu => pollster::block_on(trainer.use_gpu(device())),
            Self::Auto => {
                let clock = || start.elapsed().as_secs_f64() * 1000.0;
                println!("{}", pollster::block_on(trainer.use_the_faster(device(), batch, &clock)));
            }
        }
        match trainer.error() {
            Some(why) => println!("on the CPU: {why}"),
            None => println!("on the {}", if trainer.is_on_gpu() { "GPU" } else { "CPU" }),
        }
    }
}
