//! Who computes when a network is trained here.

use convoscope::engine::gpu::Device;
use convoscope::training::{Runner, Trainer};
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
    /// Gets ready to take `trainer`'s steps on batches of `batch` samples, and says who will.
    pub fn runner(self, trainer: Trainer, batch: usize) -> Runner {
        let start = Instant::now();
        let device = || pollster::block_on(Device::open()).map(Rc::new);
        let runner = match self {
            Self::Cpu => return Runner::on_cpu(trainer),
            Self::Gpu => match device() {
                Ok(device) => pollster::block_on(Runner::on_gpu(trainer, device)),
                Err(why) => Runner::without_gpu(trainer, why),
            },
            Self::Auto => {
                let clock = || start.elapsed().as_secs_f64() * 1000.0;
                let (runner, race) =
                    pollster::block_on(Runner::on_the_faster(trainer, device(), batch, &clock));
                println!("{race}");
                runner
            }
        };
        match runner.error() {
            Some(why) => println!("on the CPU: {why}"),
            None => println!("on the {}", if runner.is_on_gpu() { "GPU" } else { "CPU" }),
        }
        runner
    }
}
